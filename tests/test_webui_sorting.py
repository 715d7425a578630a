"""The order of rows: by the value of a cell, on the server, by the address; read from the cells of the pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from pyoxigraph import Literal, NamedNode

from graph.vocabulary import PREFIXES
from tests.support.pages import main
from webui.reading.sorting import by_days, by_number, by_value, by_words, folded, in_order

ACTOR_ON_MEASURE = "/questions/what-one-actor-says-of-a-measure?actor=keir-starmer&measure=us-backstop"
BOUNDS = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def column(client, address, heading):
    """The texts of one column, from top to bottom."""
    cells = [cell for cell in main(client, address).all("td") if cell.attributes.get("data-heading") == heading]
    return [cell.text for cell in cells]


def days(text):
    """The first and the last day that a cell names; a year is its first and its last day; nothing is ``()``."""
    found = [datetime.strptime(day, "%d %B %Y").replace(tzinfo=UTC).date() for day in BOUNDS.findall(text)]
    return (found[0], found[-1]) if found else ()


def assert_by_days(texts):
    """The dated ones stand by their bounds and before those that have no day."""
    keys = [days(text) for text in texts]
    dated = [key for key in keys if key]
    assert keys[: len(dated)] == dated == sorted(dated)
    assert len(set(dated)) > 1


@pytest.mark.parametrize("address", ["/questions/which-figures", "/questions/figures-on-a-topic"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_numbers_are_sorted_within_their_unit_by_value(real_client, address, sign):
    address = f"{address}?_sort={sign}value"
    numbers = [float(text.replace(",", "")) for text in column(real_client, address, "Number")]
    units = column(real_client, address, "Of what")
    assert len(numbers) == len(units) > 10
    pairs = list(zip((unit.casefold() for unit in units), numbers, strict=True))
    assert pairs == sorted(pairs, reverse=sign == "-")
    assert len(set(units)) > 1
    assert sorted(map(str, numbers)) != [
        str(number) for _, number in sorted(pairs)
    ]  # letters would order them otherwise


def test_days_are_sorted_by_their_bounds_and_shown_with_them(real_client):
    texts = column(real_client, f"{ACTOR_ON_MEASURE}&_sort=date", "When")
    assert len(texts) > 5
    assert_by_days(texts)
    # The cell says no more than the evidence beside it.
    evidence = column(real_client, f"{ACTOR_ON_MEASURE}&_sort=date", "Evidence")
    for shown, beside in zip(texts, evidence, strict=True):
        assert beside.endswith(shown) or f"{shown} also" in beside


def test_a_range_of_days_is_not_shown_as_its_last_day(real_client):
    texts = column(real_client, "/questions/what-one-actor-said?actor=keir-starmer&_sort=date", "When")
    ranges = [text for text in texts if text.startswith("between ")]
    assert ranges
    assert all(len(BOUNDS.findall(text)) == 2 for text in ranges)
    assert_by_days(texts)


def test_documents_are_sorted_by_the_day_or_the_bounds_of_their_publication(real_client):
    up = column(real_client, "/questions/documents?_sort=published", "Published")
    assert_by_days(up)
    down = column(real_client, "/questions/documents?_sort=-published", "Published")
    dated = [days(text) for text in down if days(text)]
    assert dated == sorted(dated, reverse=True)
    assert [bool(days(text)) for text in down] == [bool(days(text)) for text in up]  # the undated are last both ways
    assert sorted(up) == sorted(down)


def test_words_are_sorted_without_articles_accents_and_case(real_client):
    texts = column(real_client, "/questions/sides-on-each-measure?_sort=measure&_page=all", "Measure")
    bare = [folded(re.sub("^(A|An|The) ", "", text)) for text in texts]
    assert len(bare) > 50
    assert bare[0] < bare[len(bare) // 2] < bare[-1]
    assert [by_words(text) for text in texts] == sorted(by_words(text) for text in texts)
    articles = [place for place, text in enumerate(texts) if text.startswith("A ")]
    assert articles
    assert articles != list(range(articles[0], articles[0] + len(articles)))  # they do not stand together


def test_every_answer_with_evidence_is_sorted_by_its_date(real_client):
    texts = column(real_client, "/questions/positions-on-a-measure?_sort=date", "Evidence")
    assert len(texts) > 10
    firsts = [days(re.split(" also ", text.rpartition(" · ")[2])[0]) for text in texts]
    assert [first for first in firsts if first] == sorted(first for first in firsts if first)


def test_the_page_says_by_which_column_it_is_sorted_and_how_to_turn_it(real_client):
    page = main(real_client, "/questions/which-figures?_sort=-value")
    sorted_by = {th.text: th.attributes["aria-sort"] for th in page.all("th") if "aria-sort" in th.attributes}
    assert sorted_by == {"Number": "descending"}
    links = {link.attributes["data-column"]: link.attributes["href"] for link in page.all("a", "sort")}
    assert links["value"] == "/questions/which-figures?_sort=value"
    assert links["actor"] == "/questions/which-figures?_sort=actor"
    chosen = [option.text for option in page.all("option") if "selected" in option.attributes]
    assert "Number, largest first" in chosen


def test_an_unknown_column_is_refused_with_the_nearest(real_client):
    response = real_client.get("/questions/which-figures?_sort=valeu", headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert "there is no column &#39;valeu&#39;; did you mean &#39;value&#39;?" in response.text


@pytest.mark.parametrize("name", ["_sort=value", "_find=billion", "_page=2"])
def test_files_have_every_row_in_one_order(real_client, name):
    response = real_client.get(f"/questions/which-figures.json?{name}")
    assert response.status_code == 400
    assert response.json["error"].startswith(f"{name.partition('=')[0]}: only a page takes this")


def test_the_keys_of_one_kind_compare_by_what_they_mean():
    assert by_number("9", "EUR") < by_number("30000", "EUR") < by_number("2", "GBP")
    assert by_number("0.12") < by_number("0.4") < by_number("1200000000")
    assert by_words("A 'Étude' 9") < by_words("etude 10")
    assert by_words("A ceasefire") > by_words("Barter") > by_words("the Atlantic")
    assert by_words("A") == by_words("a")  # an article alone is a word
    assert by_days("2025-03-02", "", "") < by_days("", "2025-03-02", "2025-03-04") < by_days("2025-03-03", "", "")
    assert by_days("", "", "2025-03-01") < by_days("2025-03-02", "", "") < by_days("", "2025-03-02", "")
    assert by_days("2023", "", "") < by_days("2023-12-31", "", "")
    assert by_days("2024-02", "", "") == (1, "2024-02-01", "2024-02-29")
    assert by_days("", "", "") == by_words(" ") == by_value(None, "") == ()


def test_a_term_is_sorted_by_its_datatype_and_a_bad_literal_by_its_words():
    number = NamedNode(f"{PREFIXES['xsd']}decimal")
    year = NamedNode(f"{PREFIXES['xsd']}gYear")
    assert by_value(Literal("12.50", datatype=number), "12.5", "EUR") == by_number("12.5", "EUR")
    assert by_value(Literal("many", datatype=number), "many") == by_words("many")
    assert by_value(Literal("2023", datatype=year), "2023") == by_days("2023", "", "")
    assert by_value(NamedNode("https://example.org/x"), "The X") == by_words("x")


def test_what_has_no_key_is_last_whichever_way_and_equals_keep_their_order():
    items = ["b1", "", "a", "b2"]

    def key(item):
        return by_words(item[:1])

    assert in_order(items, key) == ["a", "b1", "b2", ""]
    assert in_order(items, key, descending=True) == ["b1", "b2", "a", ""]
