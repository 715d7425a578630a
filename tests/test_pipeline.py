"""The stages of a build, run in this process: what each hands on, and every problem that each reports."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import BlankNode

from graph.errors import (
    BackstopError,
    BuildError,
    ContradictionError,
    CurationError,
    OntologyError,
    QuestionError,
    ViolationError,
)
from graph.pipeline import Settings
from graph.publication import QUADS, read_manifest
from graph.vocabulary import (
    DESCRIBING_GRAPHS,
    INFERRED_GRAPH,
    LINKS_GRAPH,
    ONTOLOGY_GRAPH,
    REGISTERS_GRAPH,
    document_graph,
)
from tests.support.paths import ONTOLOGY, QUERIES, ROOT
from tests.support.pipelines import run_pipeline, settings_for
from tests.support.world_files import replace

pytestmark = pytest.mark.slow  # builds, servers or the reference reasoner

REPORT, COMMENT, COPY = (
    f"world/curated/documents/{name}.yaml" for name in ("harbour-report", "lind-comment", "harbour-copy")
)
MEASURES = "world/curated/registers/measures.yaml"


def settings_of(world: Path, **others) -> Settings:
    """The settings of a build of the world in ``world``; it goes to ``build`` beside it."""
    return settings_for(world / "curated", world.parent / "build", **({"sources": world / "texts"} | others))


def problems_of(error: type[BackstopError], settings: Settings) -> list[str]:
    with pytest.raises(error) as caught:
        run_pipeline(settings)
    return str(caught.value).splitlines()


def edit(world: Path, file: str, old: str, new: str) -> None:
    replace(world.parent / file, old, new)


def line_of(world: Path, file: str, words: str) -> int:
    """The line in which words stand, the only time."""
    (line,) = (
        number
        for number, text in enumerate((world.parent / file).read_text(encoding="utf-8").splitlines(), 1)
        if words in text
    )
    return line


@pytest.fixture(autouse=True)
def in_the_folder_of_the_test(tmp_path, monkeypatch):
    """A problem names its file as a person in this folder would."""
    monkeypatch.chdir(tmp_path)


class TestABuild:
    def test_it_holds_the_graphs_that_the_design_names(self, world_pipeline):
        documents = [document_graph(document.id) for document in world_pipeline.curation.documents]
        graphs = {ONTOLOGY_GRAPH, REGISTERS_GRAPH, INFERRED_GRAPH, LINKS_GRAPH, *documents}
        assert set(world_pipeline.manifest.graphs) == {*graphs, *DESCRIBING_GRAPHS}
        assert min(world_pipeline.manifest.graphs.values()) > 0

    @pytest.mark.parametrize("name", ["world_pipeline", "real_pipeline"])
    def test_no_blank_node_stands_outside_the_ontology(self, request, name):
        quads = request.getfixturevalue(name).published
        anonymous = [
            quad
            for quad in quads
            if quad.graph_name.value != ONTOLOGY_GRAPH
            and (isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode))
        ]
        assert anonymous == []

    @pytest.mark.parametrize("name", ["world_pipeline", "real_pipeline"])
    def test_nothing_is_both_stated_and_concluded(self, request, name):
        pipeline = request.getfixturevalue(name)
        assert {quad.triple for quad in pipeline.stated} & set(pipeline.concluded) == set()

    def test_what_is_in_place_is_what_the_manifest_says(self, world_pipeline):
        release, manifest = read_manifest(world_pipeline.settings.build)
        assert manifest == world_pipeline.manifest
        files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in release.iterdir()}
        files.pop("manifest.json")
        assert files == manifest.files
        assert manifest.reasoner == "rules"
        version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
        assert manifest.version == version[1]

    def test_the_texts_that_were_verified_are_named(self, world_pipeline, world):
        every = ("harbour-copy", "harbour-page", "harbour-report", "lind-comment")
        assert world_pipeline.manifest.verified_texts == every
        (world / "texts" / "copy.txt").unlink()
        assert run_pipeline(settings_of(world)).manifest.verified_texts == every[1:]
        assert run_pipeline(settings_of(world, sources=None)).manifest.verified_texts == ()

    def test_the_summary_says_what_was_built(self, world_pipeline, world):
        lines = world_pipeline.summary().splitlines()
        assert re.fullmatch(r"4 documents, 12 statements; \d+ triples stated, \d+ concluded by rules\.", lines[0])
        assert lines[1] == "Spans verified in 4 of 4 documents."
        assert lines[-1].endswith(f"(SHA-256 {world_pipeline.manifest.digest}).")
        without = run_pipeline(settings_of(world, sources=None)).summary().splitlines()
        assert without[1] == "Spans not verified: no source texts (give --sources, or set BACKSTOP_SOURCES)."
        assert without[2].startswith("Published to build (SHA-256 ")


class TestWhatIsWrongIsReportedTogether:
    def test_the_problems_of_records_and_texts_in_different_files(self, world):
        edit(world, MEASURES, "label: Ships}", "lable: Ships}")
        edit(world, REPORT, "[285, 354]", "[285, 9999]")
        edit(world, COMMENT, "digest: b7bb9affa600bc32f8be", "digest: 00000000000000000000")
        found = problems_of(CurationError, settings_of(world))
        span, digest = line_of(world, REPORT, "9999"), line_of(world, COMMENT, "digest: 0000")
        ship = line_of(world, MEASURES, "lable")
        assert found[0] == f"{REPORT}:{span}: span: [285, 9999] reaches beyond the text of 500 code points"
        assert found[1].startswith(
            f"{COMMENT}:{digest}: digest: the passage at [189, 284] has the digest b7bb9affa600bc32"
        )
        assert found[2:] == [
            f"{MEASURES}:{ship}: topics.0.label: is missing",
            f"{MEASURES}:{ship}: topics.0.lable: unknown key 'lable'; did you mean 'label'?",
        ]

    def test_the_problems_of_records_and_texts_in_one_file(self, world):
        edit(world, REPORT, "summary: Pledges sailors.", "sumary: Pledges sailors.")
        edit(world, REPORT, "by: coast-party", "by: coast-partie")
        edit(world, REPORT, "  - id: southland-undecided", "  - id: aide-radio")
        edit(world, REPORT, "on: 2033-04-04\n    on_basis: Stated", "on: 2033-02-30\n    on_basis: Stated")
        edit(world, REPORT, "supports: lifeboat", "supports: lifeboat\n        on_condition: [fleet]")
        edit(world, REPORT, "[285, 354]", "[285, 9999]")
        edit(world, REPORT, "digest: 7d89c6fa6510a41d18d7", "digest: 00000000000000000000")
        edit(world, REPORT, "sha256: e63b4a073448", "sha256: 000000000000")
        found = problems_of(CurationError, settings_of(world))
        lines = {
            name: line_of(world, REPORT, words)
            for name, words in {
                "text": "id: harbour-report",
                "date": "2033-02-30",
                "condition": "supports: lifeboat",
                "key": "sumary",
                "statement": "- id: vale-pledges-sailors",
                "digest": "digest: 0000",
                "span": "9999",
                "actor": "coast-partie",
            }.items()
        }
        (first, second) = (
            number
            for number, line in enumerate((world.parent / REPORT).read_text().splitlines(), 1)
            if line.endswith("- id: aide-radio")
        )
        expected = [
            (lines["text"], "text.sha256: harbour.txt has another digest, e63b4a073448"),
            (lines["date"], "statements.0.on: '2033-02-30' is no date: expected a day such as 2025-03-02"),
            (
                lines["condition"],
                "statements.0.positions.1: on_condition goes only with conditionally_supports; found it with supports",
            ),
            (lines["statement"], "statements.1.summary: is missing"),
            (lines["key"], "statements.1.sumary: unknown key 'sumary'; did you mean 'summary'?"),
            (lines["digest"], "digest: the passage at [116, 142] has the digest 7d89c6fa6510a41d18d7"),
            (second, f"statements.3.id: the id 'harbour-report/aide-radio' is taken, in {REPORT}:{first}"),
            (lines["span"], "span: [285, 9999] reaches beyond the text of 500 code points"),
            (lines["actor"], "statements.4.by: no such thing: 'coast-partie', expected an actor; did you mean"),
        ]
        missing = [
            (line, words)
            for line, words in expected
            if not any(problem.startswith(f"{REPORT}:{line}: {words}") for problem in found)
        ]
        assert missing == [], "\n".join(found)
        assert len(found) == len(expected), "\n".join(found)

    def test_a_missing_folder_of_texts_beside_the_problems_of_records(self, world):
        edit(world, REPORT, "by: coast-party", "by: nobody-at-all")
        found = problems_of(CurationError, settings_of(world, sources=Path("nowhere")))
        actor = line_of(world, REPORT, "nobody-at-all")
        assert found == [
            "nowhere: no such folder of source texts",
            f"{REPORT}:{actor}: statements.4.by: no such thing: 'nobody-at-all', expected an actor",
        ]

    def test_a_document_without_a_text_that_can_be_found_is_left_out(self, world):
        edit(world, REPORT, "by: coast-party", "by: nobody-at-all")
        edit(world, REPORT, "  file: harbour.txt", "  fil: harbour.txt")
        edit(world, COPY, "id: harbour-copy", "id: [harbour-copy]")
        found = problems_of(CurationError, settings_of(world))
        assert f"{REPORT}:{line_of(world, REPORT, 'fil: ')}: text.fil: unknown key 'fil'; did you mean 'file'?" in found
        assert f"{COPY}:1: id: expected words, found a list" in found

    def test_shapes_and_checks(self, world):
        edit(world, REPORT, "phrase: only with a lifeboat", "phrase: only  with a lifeboat")
        edit(world, COMMENT, "earliest: 2033-04-01\n    latest: 2033-04-05", "on: 2033-04-06")
        found = problems_of(ViolationError, settings_of(world, sources=None))
        phrase = line_of(world, REPORT, "- id: vale-ships-with-lifeboat")
        date = line_of(world, COMMENT, "- id: lind-ships-anyway")
        assert found == [
            (
                f"{REPORT}:{phrase}: id:harbour-report/vale-ships-with-lifeboat bst:keyPhrase: "
                "has one key phrase at most, its words separated by single blanks; found only  with a lifeboat"
            ),
            (
                f"{COMMENT}:{date}: id:lind-comment/lind-ships-anyway: A statement was made after the document that "
                "reports it was published. Found '2033-04-06' (said-after-publication-violation)"
            ),
        ]

    @pytest.mark.parametrize("reasoner", ["rules", "owlrl"])
    def test_a_contradiction(self, world, reasoner):
        edit(world, MEASURES, "incompatible_with: [free-passage]", "incompatible_with: [tolls]")
        found = problems_of(ContradictionError, settings_of(world, reasoner=reasoner))
        place = f"{MEASURES}:{line_of(world, MEASURES, 'id: tolls,')}"
        assert all(problem.startswith(f"{place}: ") for problem in found)
        if reasoner == "rules":
            (problem,) = found
            assert problem.endswith(
                "id:tolls: nothing is bst:incompatibleWith itself (prp-irp): "
                f"id:tolls bst:incompatibleWith id:tolls [{place}]"
            )

    def test_an_ontology_and_shapes_that_cannot_be_read(self, world, tmp_path):
        ontology = Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))
        (ontology / "shapes.ttl").write_text("@prefix a: <http://a.example/> .\na:b a:c .\n", encoding="utf-8")
        (ontology / "style.ttl").unlink()
        found = problems_of(OntologyError, settings_of(world, ontology=ontology))
        assert [problem.partition(": ")[0] for problem in found] == ["ontology/shapes.ttl:2", "ontology/style.ttl"]
        assert found[1] == "ontology/style.ttl: cannot be read: No such file or directory (os error 2)"

    def test_a_check_that_is_none(self, world, tmp_path):
        queries = Path(shutil.copytree(QUERIES, tmp_path / "queries"))
        (queries / "checks" / "aa-violation.rq").write_text("SELECT ?entity WHERE { ?entity ?b ?c }", encoding="utf-8")
        found = problems_of(QuestionError, settings_of(world, queries=queries))
        assert found == ["queries/checks/aa-violation.rq: a check selects ?entity and ?found"]

    def test_the_question_behind_the_table_is_needed(self, world, tmp_path):
        queries = tmp_path / "queries"
        shutil.copytree(QUERIES / "checks", queries / "checks")
        assert problems_of(BuildError, settings_of(world, queries=queries)) == [
            f"there is no question 'all-statements' in {queries}"
        ]


class TestPublishing:
    def test_a_place_that_cannot_be_written_is_an_error(self, world, tmp_path):
        (tmp_path / "build").write_text("a file")
        (problem,) = problems_of(BuildError, settings_of(world))
        assert problem.startswith(f"the build cannot be written to {tmp_path / 'build'}: [Errno ")
        assert (tmp_path / "build").read_text() == "a file"

    def test_a_build_that_fails_leaves_the_last_one_in_place(self, world, tmp_path):
        before = run_pipeline(settings_of(world)).manifest
        content = (tmp_path / "build" / QUADS).read_bytes()
        edit(world, COMMENT, "earliest: 2033-04-01\n    latest: 2033-04-05", "on: 2033-04-06")
        problems_of(ViolationError, settings_of(world))
        assert read_manifest(tmp_path / "build")[1] == before
        assert (tmp_path / "build" / QUADS).read_bytes() == content

    def test_a_build_whose_disk_is_full_leaves_the_last_one_in_place(self, world, tmp_path, monkeypatch):
        before = run_pipeline(settings_of(world)).manifest
        monkeypatch.setattr("graph.publication.write_flushed", full)
        found = problems_of(BuildError, settings_of(world))
        assert found == [f"the build cannot be written to {tmp_path / 'build'}: [Errno 28] No space left on device"]
        assert read_manifest(tmp_path / "build")[1] == before


def full(*_) -> None:
    raise OSError(28, "No space left on device")
