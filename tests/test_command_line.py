"""The command line, ``python -m graph``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from graph.__main__ import main

TEXTS = Path(__file__).resolve().parent / "world" / "texts"


@pytest.fixture
def real_build(real_pipeline, monkeypatch):
    monkeypatch.delenv("BACKSTOP_ENDPOINT", raising=False)
    monkeypatch.setenv("BACKSTOP_BUILD", str(real_pipeline.settings.build))


class TestAsk:
    def test_without_a_question_it_lists_them(self, capsys):
        assert main(["ask"]) == 0
        lines = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
        assert lines["troops-without-us-backstop"] == "Who supports sending troops even without a US backstop?"

    @pytest.mark.usefixtures("real_build")
    def test_an_answer_is_a_table_with_labels(self, capsys):
        assert main(["ask", "troops-without-us-backstop"]) == 0
        found = capsys.readouterr().out
        assert "Who supports sending troops even without a US backstop?" in found
        assert "Stefan Wolff" in found
        assert "explicit" in found
        assert "https://" not in found

    @pytest.mark.usefixtures("real_build")
    def test_a_parameter_takes_a_slug(self, capsys):
        assert main(["ask", "positions-on-a-measure", "measure=us-ground-troops", "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert {row["actorLabel"] for row in rows} == {"Donald Trump"}
        assert {row["stance"] for row in rows} == {"against"}

    @pytest.mark.usefixtures("real_build")
    def test_a_format_is_sparql_results(self, capsys):
        assert main(["ask", "troops-without-us-backstop", "--format", "json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["results"]["bindings"]) == 2

    def test_an_unknown_question_is_an_error_with_the_one_that_is_meant(self, capsys):
        assert main(["ask", "troops-without-backstop"]) == 1
        message = "no such question: 'troops-without-backstop'; did you mean 'troops-without-us-backstop'?\n"
        assert capsys.readouterr().err == message

    @pytest.mark.usefixtures("real_build")
    def test_a_parameter_without_a_value_is_an_error(self, capsys):
        assert main(["ask", "positions-on-a-measure", "measure"]) == 1
        assert capsys.readouterr().err == "found 'measure', expected NAME=VALUE\n"

    def test_no_build_is_an_error_that_says_what_to_do(self, capsys, tmp_path, monkeypatch):
        monkeypatch.delenv("BACKSTOP_ENDPOINT", raising=False)
        monkeypatch.setenv("BACKSTOP_BUILD", str(tmp_path))
        assert main(["ask", "troops-without-us-backstop"]) == 1
        assert capsys.readouterr().err == f"there is no build in {tmp_path}: run 'make build'\n"


class TestSpan:
    def test_it_prints_the_entry_of_a_passage(self, capsys):
        assert main(["span", "harbour.txt", "She pledged", "sailors.", "--sources", str(TEXTS)]) == 0
        curated = (TEXTS.parent / "curated" / "documents" / "harbour-report.yaml").read_text()
        assert capsys.readouterr().out.strip() in curated

    def test_a_passage_that_is_not_there_is_an_error(self, capsys):
        assert main(["span", "harbour.txt", "He pledged", "--sources", str(TEXTS)]) == 1
        assert capsys.readouterr().err == "harbour.txt:1: 'He pledged' does not stand there\n"

    def test_without_texts_it_says_how_to_name_them(self, capsys, monkeypatch):
        monkeypatch.delenv("BACKSTOP_SOURCES", raising=False)
        assert main(["span", "harbour.txt", "She pledged"]) == 1
        assert capsys.readouterr().err == "there are no source texts: give --sources, or set BACKSTOP_SOURCES\n"
