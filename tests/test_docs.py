"""What the documents say is so: files, links, commands, counts and the ten most likely changes."""

from __future__ import annotations

import re
import tomllib

import pytest

from graph.saved_queries import read_questions
from tests.support.answers import as_table, rows_of
from tests.support.paths import QUERIES, ROOT, WORLD
from tests.support.pipelines import run_pipeline, settings_for

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
DOCUMENTS = [*sorted(path.name for path in ROOT.glob("*.md")), "webui/README.md", "graph/curated/README.md"]
CHANGES = (
    *("question", "measure", "kind of page", "download format", "axiom"),
    *("check", "setting", "limit", "document", "engine"),
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_local_link_leads_to_a_file(name):
    links = re.findall(r"\]\(([^)#]+)\)", text_of(name))
    assert [link for link in links if "//" not in link and not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_exists(name):
    folders = "graph|webui|queries|ontology|tests"
    named = re.findall(rf"(?<![\w/.-])((?:{folders})/[\w/.<>-]*|\w+\.(?:py|toml))", text_of(name))
    files = {
        re.split(r"/[^/]*(?:<|SLUG)", path.rstrip("./"))[0]
        for path in named
        if not path.startswith("webui/static/built")
    }
    built = {"graph/curated/documents/my-article.yaml"}
    places = (ROOT, (ROOT / name).parent)
    assert {path for path in files - built if not any((place / path).exists() for place in places)} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_is_named_exists(name):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text_of(name), re.MULTILINE)) <= targets


def test_the_ten_most_likely_changes_name_their_files_their_test_and_their_command():
    _, changes, _ = re.split(
        r"^## (?:Where does my change go\?|The code)$", text_of("CONTRIBUTING.md"), flags=re.MULTILINE
    )
    sections = dict(re.findall(r"^### An? new ([\w ]+)\n(.*?)(?=^###|\Z)", changes, re.MULTILINE | re.DOTALL))
    assert tuple(sections) == CHANGES
    for change, text in sections.items():
        assert re.search(r"`(?:graph|webui|queries|ontology)/", text), change
        assert "tests/" in text or "make answers" in text, change
        assert re.search(r"`(?:make |\.venv/bin/python )", text), change


def test_a_new_question_needs_its_file_alone(real_store, tmp_path):
    theme = tmp_path / "positions"
    theme.mkdir()
    text = (QUERIES / "positions" / "positions-on-a-measure.rq").read_text(encoding="utf-8")
    (theme / "a-new-question.rq").write_text(re.sub(r"(#\+ see_also: ).*", r"\1[]", text), encoding="utf-8")
    (question,) = read_questions(tmp_path)
    assert question.slug == "a-new-question"
    assert as_table(question, rows_of(real_store, question)).count("\n") > 1


def test_a_new_measure_needs_an_entry_and_a_statement_alone(world, tmp_path):
    measures, report = (
        world / "curated" / name for name in ("registers/measures.yaml", "documents/harbour-report.yaml")
    )
    entry = "measures:\n  - {id: a-new-measure, label: A new measure, definition: Buoys are lit., topic: ships-topic}\n"
    measures.write_text(measures.read_text(encoding="utf-8").replace("measures:\n", entry, 1), encoding="utf-8")
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("concerns: [", "concerns: [a-new-measure, ", 1), encoding="utf-8")
    run_pipeline(settings_for(world / "curated", tmp_path / "build", sources=WORLD / "texts"))


def test_the_map_of_the_site_has_every_room_and_every_address(real_client):
    text = text_of("webui/README.md")
    folders = {path.name for path in (ROOT / "webui").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert set(re.findall(r"^  (\w+)/", text, re.MULTILINE)) == folders
    table = {
        address: view
        for addresses, view in re.findall(r"^\| (`/.*?) \| `([\w/]+\.py)`", text, re.MULTILINE)
        for address in re.findall(r"`(\S+)`", addresses)
    }
    app = real_client.application
    served: dict[str, str] = {}
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<\w+:", "<", rule.rule).removesuffix(".<suffix>")
        if rule.endpoint != "static" and "any(" not in address:
            served[address] = (
                app.view_functions[rule.endpoint].__module__.removeprefix("webui.").replace(".", "/") + ".py"
            )
    assert {address: view for address, view in table.items() if address in served} == served
    assert set(table) - set(served) == {"/service", "/examples"}


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CITATION.cff", "ontology/backstop.ttl"])
def test_the_version_is_everywhere_the_same(name):
    assert VERSION in text_of(name)


def test_the_changelog_has_the_form_of_keep_a_changelog():
    text = text_of("CHANGELOG.md")
    assert re.findall(r"^## (\[Unreleased\])$", text, re.MULTILINE) == ["[Unreleased]"]
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= kinds


def test_every_pin_has_a_hash_and_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = text_of(name)
        pins = re.findall(r"^(\S+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
        assert len(pins) == text.count("==")
        assert "://" not in text


def test_every_dependency_has_its_floor_and_its_pin():
    project = tomllib.loads(text_of("pyproject.toml"))
    pinned = text_of("requirements.txt").lower()
    for dependency in project["project"]["dependencies"]:
        name, floor, _ = re.fullmatch(r"([\w-]+)>=([\d.]+)(,!=[\d.*]+)?", dependency).groups()
        assert floor
        assert f"\n{name.lower()}==" in f"\n{pinned}"
