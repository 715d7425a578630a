"""The queries of the pages: each is SPARQL, speaks of terms that the ontology has, and is asked by a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from webui.reading.page_queries import FOLDER, page_query

NAMES = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.glob("*/*.rq"))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_sparql_and_speaks_of_terms_of_the_ontology(name, terms):
    Store().query(page_query(name))
    text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    assert set(re.findall(r"\bbst:(\w+)", text)) <= terms


def test_every_query_is_asked():
    code = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.py"))
    asked = {name for name in NAMES if f'"{name}"' in code or f'"{Path(name).name}"' in code}
    assert asked == set(NAMES) != set()


def test_the_three_queries_on_statements_find_the_same_ones():
    queries = [page_query(f"things/{name}") for name in ("statements", "passages", "positions")]
    assert len({re.search(r"  \?statement \(.*?\?_thing_iri", query, re.DOTALL)[0] for query in queries}) == 1


def test_a_value_takes_the_place_of_its_variable_and_cannot_end_the_query():
    assert "<https://example.org/a> bst:holdsTenure" in page_query("things/tenures", thing="https://example.org/a")
    with pytest.raises(ValueError, match=r"IRI|code point"):
        page_query("things/tenures", thing="https://example.org/> ?p ?o } #")
    with pytest.raises(FileNotFoundError):
        page_query("things/tenure")
