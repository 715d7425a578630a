"""The stages of a build, each handing its result to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse, serialize

from graph import metadata
from graph.closure import conclude, conclude_by_owlrl
from graph.errors import BuildError, CurationError, OntologyError, Problem, ViolationError
from graph.history import remember
from graph.ontology_docs import documentation
from graph.publication import Manifest, contents, manifest_of, publish
from graph.records import Coverage, Curation, Location, SourceTexts, coverage, read_leniently, schemas, verify_spans
from graph.rules import DIFFERENT_FROM, SAME_AS, rules_of
from graph.saved_queries import CHECKS, read_questions
from graph.triples import Ontology, in_graph, read_ontology, stated_quads
from graph.triples.sources import TripleSources
from graph.validation import SHAPES_FILE, STYLE_FILE, check_problems, ours, shape_problems
from graph.vocabulary import INFERRED_GRAPH

_STATEMENTS = "all-statements"  # the question whose answer is statements.csv


@dataclass(frozen=True)
class Settings:
    """Where a build reads and writes. ``sources`` is the folder of source texts, if there is one."""

    curated: Path
    ontology: Path
    queries: Path
    build: Path
    pyproject: Path
    sources: Path | None = None
    reasoner: Literal["rules", "owlrl"] = "rules"
    check_only: bool = False


@dataclass
class Pipeline:
    """One build. Each stage raises a :class:`~graph.errors.BackstopError` with everything it found wrong."""

    settings: Settings
    curation: Curation = field(init=False)
    ontology: Ontology = field(init=False)
    stated: list[Quad] = field(init=False)
    concluded: list[Triple] = field(init=False)
    described: list[Quad] = field(default_factory=list)
    files: dict[str, bytes] = field(init=False)
    verified: tuple[str, ...] = ()
    coverage: list[Coverage] = field(default_factory=list)
    manifest: Manifest | None = None

    def read(self) -> None:
        """Read the curated records and the ontology.

        Records that have problems are checked against the texts all the same, so that one run reports everything.
        """
        self.curation, problems = read_leniently(_shown(self.settings.curated))
        if problems:
            raise CurationError(problems + self._text_problems())
        self.ontology = read_ontology(_shown(self.settings.ontology))
        if problems := list(_unreadable_shapes(_shown(self.settings.ontology))):
            raise OntologyError(problems)

    def verify_texts(self) -> None:
        """Hold every span against its text, and every text against the spans, where the texts are at hand."""
        problems = self._text_problems()
        if self.settings.sources is not None:
            self.coverage, uncovered = coverage(self.curation, SourceTexts(self.settings.sources))
            problems += uncovered
        if problems:
            raise CurationError(problems)

    def _text_problems(self) -> list[Problem]:
        if self.settings.sources is None:
            return []
        if not self.settings.sources.is_dir():
            return [Problem(str(self.settings.sources), 0, "", "no such folder of source texts")]
        self.verified, problems = verify_spans(self.curation, SourceTexts(self.settings.sources))
        return problems

    def state(self) -> None:
        """Turn records and ontology into quads."""
        self.stated = stated_quads(self.curation, self.ontology)

    def conclude(self) -> None:
        """Conclude what follows, by the rules or by the reference reasoner."""
        where = TripleSources(self.curation, self.ontology)
        if self.settings.reasoner == "owlrl":
            self.concluded = conclude_by_owlrl(self.stated, where)
        else:
            self.concluded = conclude(self.stated, rules_of(self._axioms(), self.ontology.lines), where)

    def _axioms(self) -> Iterator[Triple]:
        """Yield the ontology, and the statements of sameness and difference that the rules of equality rest on."""
        yield from self.ontology.triples
        yield from (quad.triple for quad in self.stated if quad.predicate in (SAME_AS, DIFFERENT_FROM))

    def describe(self) -> None:
        """Describe the data and its questions as linked data, in graphs of their own."""
        questions = read_questions(_shown(self.settings.queries))
        self.described = metadata.describe(self.quads, questions, metadata.read_project(self.settings.pyproject))

    def validate(self) -> None:
        """Hold the graph against the shapes, in another process, and against the checks; meanwhile make the files."""
        triples = ours({quad.triple for quad in self.stated} | set(self.concluded))
        folder, locations = _shown(self.settings.ontology), dict(self.curation.locations)
        with ProcessPoolExecutor(1) as other:
            found = other.submit(_shape_problems, _n_triples(triples), self._terms(), folder, locations)
            store = Store()
            store.bulk_extend(self.quads)
            problems = check_problems(store, _shown(self.settings.queries) / CHECKS, locations)
            self.files = self._files()
            problems += found.result()
        if problems:
            raise ViolationError(problems)

    def _files(self) -> dict[str, bytes]:
        """Return the files of the build by name, but for the manifest."""
        return {
            **contents(self.published, self._statements_query()),
            **schemas(self.curation.known),
            **metadata.files(self.described),
            **documentation(self._terms(), _shown(self.settings.ontology) / SHAPES_FILE),
        }

    def _terms(self) -> bytes:
        return _n_triples(self.ontology.triples)

    @property
    def quads(self) -> list[Quad]:
        """Everything stated and, in a graph of its own, everything concluded."""
        return self.stated + [in_graph(triple, INFERRED_GRAPH) for triple in self.concluded]

    @property
    def published(self) -> list[Quad]:
        """The data with what describes it."""
        return self.quads + self.described

    def _statements_query(self) -> str:
        for question in read_questions(_shown(self.settings.queries)):
            if question.slug == _STATEMENTS:
                return question.bind({})
        raise BuildError(f"there is no question '{_STATEMENTS}' in {self.settings.queries}")

    def publish(self) -> None:
        """Write the build and put it in place."""
        version = metadata.read_project(self.settings.pyproject).version
        manifest = manifest_of(self.files, self.published, version, self.settings.reasoner, self.verified)
        try:
            publish(self.files, manifest, self.settings.build)
            remember(self.settings.build)
        except OSError as error:
            raise BuildError(f"the build cannot be written to {self.settings.build}: {error}") from None
        self.manifest = manifest

    def summary(self) -> str:
        """Say in a few lines what was built."""
        statements = sum(len(document.statements) for document in self.curation.documents)
        lines = [
            (
                f"{len(self.curation.documents)} documents, {statements} statements; "
                f"{len(self.stated)} triples stated, {len(self.concluded)} concluded by {self.settings.reasoner}."
            )
        ]
        if self.settings.sources is None:
            lines.append("Spans not verified: no source texts (give --sources, or set BACKSTOP_SOURCES).")
        else:
            lines.append(f"Spans verified in {len(self.verified)} of {len(self.curation.documents)} documents.")
        lines += map(str, self.coverage)
        if self.manifest:
            lines.append(f"Published to {_shown(self.settings.build)} (SHA-256 {self.manifest.digest}).")
        return "\n".join(lines)


def _unreadable_shapes(folder: Path) -> Iterator[Problem]:
    for name in (SHAPES_FILE, STYLE_FILE):
        path = folder / name
        try:
            deque(parse(path=path, format=RdfFormat.TURTLE), maxlen=0)
        except SyntaxError as error:
            yield Problem(path.as_posix(), error.lineno or 0, "", str(error.msg))
        except OSError as error:
            yield Problem(path.as_posix(), 0, "", f"cannot be read: {error}")


def _shape_problems(data: bytes, terms: bytes, folder: Path, locations: Mapping[str, Location]) -> list[Problem]:
    """Hold data and ontology, both as N-Triples, against the shapes; for another process, to which no quads can go."""
    data_triples, term_triples = ([quad.triple for quad in parse(part, RdfFormat.N_TRIPLES)] for part in (data, terms))
    return shape_problems(data_triples, folder / SHAPES_FILE, locations) + shape_problems(
        term_triples, folder / STYLE_FILE, locations
    )


def _n_triples(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _shown(path: Path) -> Path:
    """Return the path relative to the working directory if it lies below it, for messages."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
