"""The command line, ``python -m graph``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat

from graph.__main__ import main
from graph.errors import CurationError
from graph.pipeline import Pipeline
from graph.records import SourceTexts, coverage, read_curation, verify_spans
from graph.store import EmbeddedStore
from tests.support.paths import QUERIES, ROOT, WORLD
from tests.support.pipelines import run_pipeline, settings_for
from tests.support.site_process import clean_environment
from tests.support.world_files import REPORT, replace

TEXTS = WORLD / "texts"
QUESTION = "positions-on-a-measure"


@pytest.fixture
def real_build(real_pipeline, monkeypatch):
    monkeypatch.delenv("BACKSTOP_ENDPOINT", raising=False)
    monkeypatch.setenv("BACKSTOP_BUILD", str(real_pipeline.settings.build))


@pytest.fixture
def world_build(world_pipeline, monkeypatch) -> Path:
    monkeypatch.delenv("BACKSTOP_ENDPOINT", raising=False)
    monkeypatch.setenv("BACKSTOP_BUILD", str(world_pipeline.settings.build))
    return world_pipeline.settings.build


def environment_of(build: Path) -> dict[str, str]:
    return {**clean_environment(), "BACKSTOP_BUILD": str(build), "PYTHONUTF8": "1"}


def in_a_process(build: Path, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "graph", "ask", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment_of(build), capture_output=True, timeout=60, check=False)


class TestAsk:
    @pytest.mark.usefixtures("real_build")
    def test_an_answer_is_a_table_with_labels(self, capsys):
        assert main(["ask", "troops-without-us-backstop"]) == 0
        found = capsys.readouterr().out
        assert found.startswith("One expert, Stefan Wolff, says so outright; some unnamed experts in the report")
        assert "\n2 positions by 2 actors\n" in found
        assert "Who supports sending troops even without a US backstop?" in found
        assert "explicit" in found
        assert "28 February 2025" in found
        assert "https://" not in found
        assert "\x1b" not in found

    @pytest.mark.usefixtures("real_build")
    def test_days_and_their_bounds_are_printed_in_words(self, capsys):
        assert main(["ask", "positions-on-a-measure"]) == 0
        dates = re.findall(r"│ ([^│]*)│$", capsys.readouterr().out, re.MULTILINE)
        assert "between 18 August 2025 and 24 August 2025" in " ".join(" ".join(dates).split())
        assert main(["ask", "where-an-actor-stood"]) == 0
        assert "│ by 2 March 2025 " in capsys.readouterr().out

    @pytest.mark.usefixtures("real_build")
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (f"{QUESTION} measure=us-backstop stance=bst:against", "Without stance=bst:against there are 17 rows."),
            (
                f"{QUESTION} measure=us-backstop asof=2024-01-01 stance=bst:against",
                "Without stance=bst:against asof=2024-01-01 there are 17 rows.",
            ),
            ("troops-without-us-backstop asof=2024-01-01", "Without asof=2024-01-01 there are 2 rows."),
            (
                f"{QUESTION} measure=parliamentary-approval asof=2099-01-01",
                "Nobody in these documents takes a position",
            ),
        ],
    )
    def test_an_empty_answer_says_which_choice_excludes_every_row_or_what_it_means(self, capsys, arguments, words):
        assert main(["ask", *arguments.split()]) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith(words)

    @pytest.mark.usefixtures("real_build")
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                "positions-of-one-actor actor=keir-starmr",
                "actor: nothing in these documents is called 'keir-starmr'; did you mean 'keir-starmer'?",
            ),
            (
                "troops-without-us-backstop explicitness=bst:High",
                "explicitness: found bst:High, expected one of bst:Explicit, bst:Implied",
            ),
            (
                "troops-without-backstop",
                "no such question: 'troops-without-backstop'; did you mean 'troops-without-us-backstop'?",
            ),
        ],
    )
    def test_an_unknown_name_is_an_error_with_the_nearest_name(self, capsys, arguments, message):
        assert main(["ask", *arguments.split(), "--format", "csv"]) == 1
        assert capsys.readouterr() == ("", f"{message}\n")

    def test_no_build_is_an_error_that_says_what_to_do(self, capsys, tmp_path, monkeypatch):
        monkeypatch.delenv("BACKSTOP_ENDPOINT", raising=False)
        monkeypatch.setenv("BACKSTOP_BUILD", str(tmp_path))
        assert main(["ask", "troops-without-us-backstop"]) == 1
        assert capsys.readouterr().err == f"there is no build in {tmp_path}: run 'make build'\n"

    def test_every_question_is_listed_with_its_title(self, capsys):
        assert main(["ask"]) == 0
        out = capsys.readouterr().out
        slugs = {path.stem for path in QUERIES.glob("*/*.rq") if path.parent.name != "checks"}
        assert {line.split("\t")[0] for line in out.splitlines()} == slugs
        assert all(re.fullmatch(r"[a-z0-9-]+\t[^\t]+\?", line) for line in out.splitlines())

    @pytest.mark.parametrize("name", ["json", "csv", "tsv", "xml"])
    def test_each_format_is_what_the_store_gives(self, capsysbinary, world_build, name):
        assert main(["ask", QUESTION, "measure=fleet", "--format", name]) == 0
        out = capsysbinary.readouterr().out
        query = (QUERIES / "positions" / f"{QUESTION}.rq").read_text().replace("?_measure_iri", f"<{FLEET}>")
        assert out == EmbeddedStore(world_build).select(query).serialize(format=MEDIA_TYPES[name])

    def test_words_in_brackets_and_colons_are_shown_as_they_are(self, capsys, world, tmp_path, monkeypatch):
        summary = "Says that ships go only with a lifeboat."
        replace(world / REPORT, summary, "'Says [sic] :ship: [/b] [red]so.'")
        run_pipeline(settings_for(world / "curated", tmp_path / "build", sources=world / "texts"))
        monkeypatch.delenv("BACKSTOP_ENDPOINT", raising=False)
        monkeypatch.setenv("BACKSTOP_BUILD", str(tmp_path / "build"))
        assert main(["ask", "what-one-actor-said", "actor=ada-vale"]) == 0
        assert "Says [sic] :ship: [/b] [red]so." in " ".join(capsys.readouterr().out.split())

    @pytest.mark.usefixtures("world_build")
    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("mesure=fleet", "there is no parameter 'mesure'; did you mean 'measure'?"),
            ("measure", "found 'measure', expected NAME=VALUE"),
            ("measure=", "measure: needs a value"),
            ("since=yesterday", "since: found 'yesterday', expected a day such as 2025-03-02"),
        ],
    )
    def test_a_value_that_is_none_is_an_error(self, capsys, value, message):
        assert main(["ask", QUESTION, value]) == 1
        assert capsys.readouterr() == ("", f"{message}\n")

    def test_a_value_that_is_no_unicode_is_an_error(self, world_build):
        found = in_a_process(world_build, QUESTION, b"measure=\xff")
        assert found.returncode == 1
        assert found.stderr.decode() == (
            "measure: found 'https://w3id.org/backstop/id/\\udcff', expected Unicode text\n"
        )

    def test_an_endpoint_that_does_not_answer_is_an_error(self, capsys, monkeypatch):
        monkeypatch.setenv("BACKSTOP_ENDPOINT", "http://127.0.0.1:1/sparql")
        monkeypatch.setenv("no_proxy", "*")
        assert main(["ask", QUESTION]) == 1
        assert capsys.readouterr().err.startswith("http://127.0.0.1:1/sparql did not answer: ")

    def test_an_address_that_is_none_is_an_error(self, capsys, monkeypatch):
        monkeypatch.setenv("BACKSTOP_ENDPOINT", "file:///etc/hostname")
        assert main(["ask", QUESTION]) == 1
        assert capsys.readouterr().err == (
            "'file:///etc/hostname' is not the address of an endpoint: expected http://... or https://...\n"
        )

    @pytest.mark.parametrize(
        "arguments",
        [[], ["unnamed-sources"], ["all-statements"], ["all-statements", "--format", "json"]],
        ids=["list", "short", "long", "json"],
    )
    def test_a_reader_who_has_seen_enough_is_no_error(self, world_build, arguments):
        environment = environment_of(world_build)
        environment.pop("PYTHONUNBUFFERED", None)
        command = [sys.executable, "-m", "graph", "ask", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.stdout.close()
            errors = process.stderr.read().decode()
            code = process.wait(timeout=60)
        finally:
            process.kill()
            process.wait()
            process.stderr.close()
        assert (code, errors) == (0, "")


FLEET = "https://w3id.org/backstop/id/fleet"
MEDIA_TYPES = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}


class TestSpan:
    def test_it_prints_the_entry_of_a_passage(self, capsys):
        assert main(["span", "harbour.txt", "She pledged", "sailors.", "--sources", str(TEXTS)]) == 0
        curated = (TEXTS.parent / "curated" / "documents" / "harbour-report.yaml").read_text()
        assert capsys.readouterr().out.strip() in curated

    @pytest.mark.parametrize(
        ("words", "passage"),
        [
            (["She pledged", "sailors."], "She pledged 1,200 sailors."),
            (["She pledged 1,200 sailors."], "She pledged 1,200 sailors."),
            (['"We will send ships', '."'], '"We will send ships, but only with a lifeboat."'),
        ],
    )
    def test_verification_accepts_the_entry_and_no_other(self, capsys, world, tmp_path, words, passage):
        assert main(["span", "harbour.txt", *words, "--sources", str(world / "texts")]) == 0
        entry = capsys.readouterr().out.strip()
        start = (world / "texts" / "harbour.txt").read_text(encoding="utf-8").index(passage)
        assert entry.startswith(f"- {{span: [{start}, {start + len(passage)}], attribution: ReportedSpeech, digest: ")
        document = world / "curated" / "documents" / "harbour-report.yaml"
        text = document.read_text(encoding="utf-8")
        (old,) = re.findall(r"- \{span: \[398, 431\].*", text)
        document.write_text(text.replace(old, entry), encoding="utf-8")
        assert self.objections(world, tmp_path, "harbour-report/party-against-tolls") == []
        wrong = entry[:-2] + ("0" if entry[-2] != "0" else "1") + "}"
        document.write_text(text.replace(old, wrong), encoding="utf-8")
        (objection,) = self.objections(world, tmp_path, "harbour-report/party-against-tolls")
        assert f"has the digest {entry[-65:-1]}; it reads: {' '.join(passage.split())}" in objection

    def objections(self, world: Path, build: Path, statement: str) -> list[str]:
        """What verification says of a statement's passage; that the old one is no longer covered is another matter."""
        pipeline = Pipeline(settings_for(world / "curated", build, sources=world / "texts"))
        pipeline.read()
        place = next(value for key, value in pipeline.curation.locations.items() if f"{statement}/at-" in key)
        try:
            pipeline.verify_texts()
        except CurationError as error:
            return [str(problem) for problem in error.problems if problem.line == place.line]
        return []

    def test_a_passage_that_is_not_there_is_an_error(self, capsys):
        assert main(["span", "harbour.txt", "He pledged", "--sources", str(TEXTS)]) == 1
        assert capsys.readouterr().err == "harbour.txt:1: 'He pledged' does not stand there\n"

    def test_without_texts_it_says_how_to_name_them(self, capsys, monkeypatch):
        monkeypatch.delenv("BACKSTOP_SOURCES", raising=False)
        assert main(["span", "harbour.txt", "She pledged"]) == 1
        assert capsys.readouterr().err == "there are no source texts: give --sources, or set BACKSTOP_SOURCES\n"

    @pytest.mark.parametrize("name", ["none.txt", "."])
    def test_a_file_that_cannot_be_read_is_an_error(self, capsys, name):
        assert main(["span", name, "x", "--sources", str(TEXTS)]) == 1
        assert capsys.readouterr().err.startswith(f"{TEXTS / name}: cannot be read: ")


@pytest.mark.parametrize("arguments", [[], ["answer"], ["ask", QUESTION, "--format", "pdf"], ["span", "harbour.txt"]])
def test_a_command_that_is_none_is_explained(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m graph")


class TestNew:
    @pytest.fixture
    def new(self, world):
        """Starts the document of a text that names three things of the registers."""
        text = "Portville, Tuesday\n\nAda Vale told the Gazette: ships will sail. Northland waits.\n"
        (world / "texts" / "new.txt").write_text(text, encoding="utf-8")
        folders = ["--sources", str(world / "texts"), "--curated", str(world / "curated")]
        return lambda *arguments: main(["new", *arguments, *folders])

    def test_a_new_text_becomes_a_document_that_passes_once_it_is_filled_in(self, new, world, capsys):
        path = world / "curated" / "documents" / "new-report.yaml"
        assert new("new.txt", "new-report") == 0
        assert capsys.readouterr().out == f"{path}\n"
        draft = path.read_text(encoding="utf-8")
        assert "Portville, Tuesday" not in draft
        assert "#   people: ada-vale: 'Ada Vale' [20, 28]\n" in draft
        assert "#   organisations: gazette: 'Gazette' [38, 45]\n" in draft
        assert "#   states: northland: 'Northland' [64, 73]\n" in draft
        with pytest.raises(CurationError) as caught:
            read_curation(world / "curated")
        assert {problem.field for problem in caught.value.problems} == {"title", "publisher", "published"}

        assert main(["span", "new.txt", "Ada Vale", "Northland waits.", "--sources", str(world / "texts")]) == 0
        evidence = capsys.readouterr().out.strip()
        statement = (
            "statements:\n  - id: vale-ships\n    by: ada-vale\n    summary: Says that ships sail.\n"
            f"    concerns: [ships-topic]\n    evidence:\n      {evidence}\n"
        )
        filled = draft.replace("publisher: ''", "publisher: gazette").replace("statements: []\n", statement)
        filled = filled.replace("title: ''", "title: Ships").replace("published: ''", "published: 2033-04-05")
        filled = filled.replace("not_curated: []", "not_curated:\n  - {span: [0, 18], reason: the place}")
        path.write_text(filled, encoding="utf-8")
        curation = read_curation(world / "curated")
        texts = SourceTexts(world / "texts")
        assert verify_spans(curation, texts)[1] == []
        assert coverage(curation, texts)[1] == []

    def test_a_document_is_not_overwritten_and_a_draft_does_not_stop_another(self, new, world, capsys):
        path = world / "curated" / "documents" / "harbour-report.yaml"
        before = path.read_text(encoding="utf-8")
        assert new("new.txt", "harbour-report") == 1
        assert capsys.readouterr() == ("", f"{path}: exists already\n")
        assert path.read_text(encoding="utf-8") == before
        assert (new("new.txt", "one"), new("new.txt", "two")) == (0, 0)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("nothing.txt", "nothing"), "{texts}/nothing.txt: cannot be read: "),
            (
                ("new.txt", "New_Report"),
                "new.txt: id: 'New_Report' is no slug: expected lower-case ASCII words joined by",
            ),
        ],
    )
    def test_a_text_or_a_slug_that_is_wrong_is_an_error(self, new, world, capsys, arguments, message):
        assert new(*arguments) == 1
        assert capsys.readouterr().err.startswith(message.format(texts=world / "texts"))
        assert not (world / "curated" / "documents" / f"{arguments[1]}.yaml").exists()

    def test_a_folder_that_cannot_be_written_is_an_error(self, new, world, capsys):
        shutil.rmtree(world / "curated" / "documents")
        assert new("new.txt", "new-report") == 1
        assert "new-report.yaml: cannot be written: " in capsys.readouterr().err
