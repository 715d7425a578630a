"""The stages of a build, each handing its result to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
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
from graph.records import Coverage, Curation, SourceTexts, coverage, read_leniently, schemas, verify_spans
from graph.rules import DIFFERENT_FROM, SAME_AS, rules_of
from graph.saved_queries import CHECKS, read_questions
from graph.triples import Ontology, in_graph, read_ontology, stated_quads
from graph.triples.sources import FactPlaces
from graph.validation import SHAPES_FILE, STYLE_FILE, check_problems, ours, shape_problems
from graph.vocabulary import INFERRED_GRAPH, compact

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

        Where records have problems, what could be read is held against the texts at once, so that one run reports all.
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
        where = FactPlaces(self.curation, self.ontology)
        if self.settings.reasoner == "owlrl":
            self.concluded = conclude_by_owlrl(self.stated, where)
        else:
            self.concluded = conclude(self.stated, rules_of(self._axioms(), self.ontology.lines), where)

    def _axioms(self) -> Iterator[Triple]:
        """The ontology, and what the data states to be the same or different, which the rules of equality rest on."""
        yield from self.ontology.triples
        yield from (quad.triple for quad in self.stated if quad.predicate in (SAME_AS, DIFFERENT_FROM))

    def describe(self) -> None:
        """Describe the data as linked data, its questions among it; what this adds is no data itself."""
        questions = read_questions(_shown(self.settings.queries))
        self.described = metadata.describe(self.quads, questions, metadata.read_project(self.settings.pyproject))

    def validate(self) -> None:
        """Hold the graph against shapes and checks.

        The shapes take longest; other processes see to them and to the documentation of the ontology, while this one
        checks and writes the files out.
        """
        triples = {quad.triple for quad in self.stated} | set(self.concluded)
        ontology = serialize(self.ontology.triples, format=RdfFormat.N_TRIPLES) or b""
        folder = _shown(self.settings.ontology)
        with ProcessPoolExecutor(2) as pool:
            shapes: Future[list[Problem]] = pool.submit(
                _validate_shapes,
                serialize(ours(triples), format=RdfFormat.N_TRIPLES) or b"",
                ontology,
                folder,
            )
            documents = None if self.settings.check_only else pool.submit(documentation, ontology, folder / SHAPES_FILE)
            store = Store()
            store.bulk_extend(self.quads)
            problems = check_problems(store, _shown(self.settings.queries) / CHECKS, self.curation.locations)
            self.files = contents(self.published, self._statements_query()) | schemas(self.curation.known)
            self.files |= metadata.files(self.described)
            problems += self._located(shapes.result())
        if problems:
            raise ViolationError(problems)
        self.files |= documents.result() if documents else {}

    def _located(self, problems: list[Problem]) -> list[Problem]:
        """The shapes' problems with the place where each thing is written, which the other process does not know."""
        places = {compact(iri): location for iri, location in self.curation.locations.items()}
        found = []
        for problem in problems:
            place = places.get(problem.field.split(" ")[0])
            found.append(Problem(place.file, place.line, problem.field, problem.message) if place else problem)
        return found

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
        lines += [str(one) for one in self.coverage]
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


def _validate_shapes(data: bytes, ontology: bytes, folder: Path) -> list[Problem]:
    """Validate in a process of its own; triples travel as N-Triples."""
    triples = [quad.triple for quad in parse(data, RdfFormat.N_TRIPLES)]
    terms = [quad.triple for quad in parse(ontology, RdfFormat.N_TRIPLES)]
    return shape_problems(triples, folder / SHAPES_FILE) + shape_problems(terms, folder / STYLE_FILE)


def _shown(path: Path) -> Path:
    """The path as a person in this folder would write it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
