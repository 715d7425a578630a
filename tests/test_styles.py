"""The style sheets: one rule a line, and a class for every selector. What Biome checks is in `make lint`."""

from __future__ import annotations

import re

import pytest

from tests.support.paths import ROOT

WEBUI = ROOT / "webui"
SHEETS = sorted((WEBUI / "static").glob("*.css"))
# Classes of the editor, which comes from elsewhere, and those that a template puts together.
FOREIGN = re.compile(r"CodeMirror|cm-|notification")
COMPOSED = {*("depth2", "depth3"), *("note-clearly", "note-condition", "note-free", "note-limit", "note-surely")}
COMPOSED |= {"directquotation", "owntext", "reportedspeech"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_line_holds_one_rule_and_is_not_long(sheet):
    for line in sheet.read_text(encoding="utf-8").splitlines():
        assert line.count("{") - line.startswith("@") <= 1, line
        assert len(line) <= 160, line


def test_an_underline_is_never_as_faint_as_a_rule():
    """The colour of lines between things is 1.4 to 1 on paper; an underline that says "link" needs 3 to 1."""
    for sheet in SHEETS:
        assert "text-decoration-color: var(--line)" not in sheet.read_text(encoding="utf-8"), sheet.name


def test_every_class_that_is_styled_is_used():
    selectors = re.sub(r"\{[^{}]*\}", " ", "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS))
    styled = {name for name in re.findall(r"\.([a-zA-Z][\w-]*)", selectors) if not FOREIGN.match(name)}
    sources = [path for ending in ("*/*.html", "*/*.py", "frontend/src/**/*.js") for path in WEBUI.glob(ending)]
    sources += [WEBUI.parent / "graph" / name for name in ("stance_table.py", "ontology_docs/diagrams.py")]
    written = set(re.findall(r"[a-zA-Z][\w-]*", " ".join(path.read_text(encoding="utf-8") for path in sources)))
    assert styled - written - COMPOSED == set()
