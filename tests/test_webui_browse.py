"""The lists of everything: what they hold, what tells the entries apart, the filter, and the same as data."""

from __future__ import annotations

import csv
import io

import pytest

from graph.vocabulary import ID, PREFIXES
from tests.support.pages import main
from webui.http.navigation import INDEXES
from webui.reading.filtering import plain

CLASSES = {
    "actors": "Actor",
    "states": "State",
    "measures": "Measure",
    "guarantees": "Guarantee",
    "documents": "Document",
    "events": "Event",
}


def slugs(store, pattern):
    found = store.select(f"PREFIX bst: <{PREFIXES['bst']}> SELECT DISTINCT ?x WHERE {{ {pattern} }}")
    return {each["x"].value.removeprefix(ID) for each in found}


def entries(client, address):
    return {each["slug"]: each for each in client.get(address).json["entries"]}


def test_every_list_has_its_class(real_client, real_store):
    assert set(CLASSES) == set(INDEXES)
    for name, kind in CLASSES.items():
        assert set(entries(real_client, f"/{name}.json")) == slugs(real_store, f"?x a bst:{kind}"), name


@pytest.mark.parametrize("name", INDEXES)
def test_a_list_shows_all_that_its_data_have(real_client, name):
    shown = main(real_client, f"/{name}")
    data = entries(real_client, f"/{name}.json")
    links = [link for node in shown.all("ul", "listing") for link in node.links]
    assert sorted(links) == sorted(f"/id/{slug}" for slug in data)
    assert shown.texts("p", "found") == [f"{len(data)} in all."]
    table = list(csv.DictReader(io.StringIO(real_client.get(f"/{name}.csv").data.decode("utf-8-sig"))))
    assert [row["slug"] for row in table] == list(data)
    assert all(str(data[row["slug"]][key]) == value for row in table for key, value in row.items() if key != "label")


def test_the_numbers_are_those_of_the_graph(real_client, real_store):
    actors = entries(real_client, "/actors.json")
    for slug in ("keir-starmer", "poland", "hakan-fidan"):
        assert actors[slug]["statements"] == len(slugs(real_store, f"?x bst:statedBy <{ID}{slug}> ; bst:summary ?text"))
        assert actors[slug]["positions"] == len(slugs(real_store, f"?x bst:heldBy <{ID}{slug}>"))
    force = entries(real_client, "/measures.json")["european-force"]
    assert force["actors"] == len(slugs(real_store, f"?p bst:towards <{ID}european-force> ; bst:heldBy ?x"))
    report = entries(real_client, "/documents.json")["london-summit-report"]
    within = f"?x bst:summary ?text ; bst:attestedBy/bst:inDocument <{ID}london-summit-report>"
    assert report["statements"] == len(slugs(real_store, within))


@pytest.mark.parametrize(
    ("address", "slug", "words"),
    [
        ("/actors", "hakan-fidan", ["Minister of Foreign Affairs (Türkiye)", "spoken of only"]),
        ("/actors", "keir-starmer", ["Prime Minister of the United Kingdom; Leader of the Labour Party; Labour Party"]),
        ("/actors", "justin-trudeau", ["Prime Minister of Canada (until 2025)"]),
        ("/states", "poland", ["Donald Tusk, Prime Minister of Poland", "2 statements by its present or former"]),
        ("/documents", "london-summit-report", ["Financial Times · 2 March 2025"]),
        ("/documents", "coalition-explainer-copy", ["a copy of “What is the coalition of the willing?”"]),
        ("/documents", "alaska-aftermath-page", ["a page that holds 4 of the others"]),
        ("/events", "london-summit-2025-03-02", ["2 March 2025 · Lancaster House"]),
        ("/guarantees", "european-force", ["To be given by: France, United Kingdom.", "actors take a position"]),
    ],
)
def test_an_entry_says_what_tells_it_apart(real_client, address, slug, words):
    (entry,) = (each for each in main(real_client, address).all("li") if f"/id/{slug}" in each.links)
    assert [each for each in words if each not in entry.text] == []


def test_a_long_list_is_folded_but_for_its_first_group_and_unfolded_when_it_is_narrowed(real_client):
    def opened(address):
        return ["open" in each.attributes for each in main(real_client, address).all("details", "group")]

    whole = opened("/actors")
    assert (whole[0], set(whole[1:])) == (True, {False})
    assert set(opened("/actors?q=s")) == {True}
    assert set(opened("/events")) == {True}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=brit&kind=states", {"united-kingdom"}),  # by another name
        ("q=turkiye", {"turkey", "hakan-fidan"}),  # without its sign, and by the office
        ("q=prime+minister+poland", {"donald-tusk"}),
        ("q=chalmers&kind=experts", {"malcolm-chalmers"}),
        ("q=chalmers&kind=coalitions", set()),
    ],
)
def test_the_filter_finds_words_that_begin_so(real_client, query, expected):
    assert set(entries(real_client, f"/actors.json?{query}")) == expected


def test_a_filter_that_finds_nothing_says_so_and_an_unknown_parameter_is_named(real_client):
    assert main(real_client, "/events?q=zzz").texts("p", "nothing") == [
        "Nothing in this list has the words “zzz”. Search everything"
    ]
    assert main(real_client, "/events?q=zzz").texts("p", "found") == ["0 of 18. Show all"]
    assert "Ignored in the address: fbclid." in main(real_client, "/events?fbclid=1").text
    assert real_client.get("/events.json?fbclid=1").status_code == 400
    assert real_client.get("/states.json?kind=experts").status_code == 404


def test_csv_comes_with_its_headings_even_where_nothing_is_found(real_client):
    response = real_client.get("/states.csv?q=zzz")
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.data.decode("utf-8-sig").strip().startswith("slug,iri,label,group,about,own_statements")
    assert real_client.get("/states", headers={"Accept": "application/json"}).json["count"] == 29


def test_the_overview_leads_to_every_list_with_its_size(real_client):
    shown = main(real_client, "/id/")
    sizes = {each.links[0].strip("/"): each.texts("span", "numbers") for each in shown.all("li")}
    for name in INDEXES:
        assert sizes[name] == [str(real_client.get(f"/{name}.json").json["count"])]


@pytest.mark.parametrize(
    ("path", "crumb"),
    [
        ("keir-starmer", ("/actors", "Actors")),
        ("poland", ("/states", "States")),
        ("european-force", ("/guarantees", "Guarantees")),
        ("arm-ukraine", ("/measures", "Measures")),
        ("london-summit-report", ("/documents", "Documents")),
        ("london-summit-2025-03-02", ("/events", "Events")),
    ],
)
def test_the_crumb_of_a_thing_leads_to_its_list_and_its_kind_to_the_definition(real_client, path, crumb):
    (node,) = main(real_client, f"/id/{path}").all("p", "crumb")
    first, second, *_ = node.all("a")
    assert (first.attributes["href"], first.text) == crumb
    assert second.attributes["href"].startswith("/ontology#")


def test_the_tiny_world_has_its_lists(world_client):
    for name in INDEXES:
        assert world_client.get(f"/{name}", headers={"Accept": "text/html"}).status_code == 200


def test_a_filter_compares_words_without_accent_and_sign():
    assert plain("Trump\N{RIGHT SINGLE QUOTATION MARK}s “Türkiye” 5-type") == "trumps turkiye 5 type"
