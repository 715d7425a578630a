"""Fifty rows at a time, the rows that hold some words, columns that repeat a choice, and the folded form."""

from __future__ import annotations

import pytest

from tests.support.pages import main
from webui.questions.arrangement import ROWS

ALL = "/questions/all-statements"


def rows(page):
    return [row for body in page.all("tbody") for row in body.all("tr")]


def links(page):
    return {link.text: link.attributes["href"] for nav in page.all("nav", "paging") for link in nav.all("a")}


def test_the_pages_together_have_every_row_once(real_client):
    everything = [row.text for row in rows(main(real_client, f"{ALL}?_page=all"))]
    assert len(everything) > 3 * ROWS
    address, found = f"{ALL}?_page=1", []
    while address:
        page = main(real_client, address)
        found += [row.text for row in rows(page)]
        assert len(rows(page)) <= ROWS
        following = links(page).get("Next rows", "")
        assert not following or len(rows(page)) == ROWS
        address = following
    assert found == everything


def test_a_page_says_which_rows_it_has_and_leads_on_and_back(real_client):
    page = main(real_client, f"{ALL}?_page=2&_sort=actor")
    (nav,) = page.all("nav", "paging")
    total = len(rows(main(real_client, f"{ALL}?_page=all")))
    assert f"Rows {ROWS + 1} to {2 * ROWS} of {total}" in nav.text
    assert links(page) == {
        "Previous rows": f"{ALL}?_sort=actor#answer",
        "Next rows": f"{ALL}?_sort=actor&_page=3#answer",
        f"Show all {total}": f"{ALL}?_sort=actor&_page=all#answer",
    }


def test_an_answer_of_one_page_has_no_pages(real_client):
    assert not main(real_client, "/questions/troops-without-us-backstop").all("nav", "paging")


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("_page=99", 404, "There is no page 99: these rows fill"),
        ("_page=0", 400, "_page: found &#39;0&#39;, expected a number from 1 on, or &#39;all&#39;"),
        ("_page=two", 400, "_page: found &#39;two&#39;"),
        ("_page=" + "9" * 5000, 400, "_page: found &#39;9999"),
    ],
)
def test_a_page_that_is_none_is_refused(real_client, query, status, words):
    response = real_client.get(f"{ALL}?{query}", headers={"Accept": "text/html"})
    assert response.status_code == status
    assert words in response.text


def test_words_find_the_rows_that_hold_all_of_them_anywhere(real_client):
    everything = rows(main(real_client, f"{ALL}?_page=all"))
    page = main(real_client, f"{ALL}?_find=MACRON%20Backstop&_page=all")
    wanted = [row.text for row in everything if "macron" in row.text.casefold() and "backstop" in row.text.casefold()]
    assert [row.text for row in rows(page)] == wanted
    assert 0 < len(wanted) < len(everything)
    (found,) = page.all("p", "found")
    verb = "contains" if len(wanted) == 1 else "contain"
    assert found.text.startswith(f"{len(wanted)} of {len(everything)} rows {verb} “MACRON Backstop”.")
    assert found.links == [ALL]


def test_words_that_no_row_holds_say_so_and_lead_back(real_client):
    page = main(real_client, "/questions/which-figures?_find=zzzz&_sort=value")
    assert rows(page) == []
    (found,) = page.all("p", "found")
    assert found.text == "No row of 50 contains “zzzz”. Show every row"
    assert found.links == ["/questions/which-figures?_sort=value"]


def test_the_fields_over_the_rows_keep_what_was_asked_and_cited(real_client):
    cited = "_build=abcdefabcdef&_result=" + "0" * 64
    page = main(real_client, f"/questions/positions-on-a-measure?measure=us-backstop&stance=bst:inFavourOf&{cited}")
    (form,) = page.all("form", "rows")
    hidden = {
        i.attributes["name"]: i.attributes["value"] for i in form.all("input") if i.attributes["type"] == "hidden"
    }
    assert hidden == {
        "measure": "us-backstop",
        "stance": "bst:inFavourOf",
        "_build": "abcdefabcdef",
        "_result": "0" * 64,
    }
    assert {i.attributes["name"] for i in form.all("select") + form.all("input")} - set(hidden) == {"_find", "_sort"}


def test_a_column_that_only_repeats_a_choice_is_left_out_and_the_heading_names_it(real_client):
    def headings(address):
        page = main(real_client, address)
        return [heading.text for heading in page.all("th")], page.all("h1")[0].text + page.all("h2")[0].text

    columns, _ = headings("/questions/support-on-condition")
    assert "Who" in columns
    for slug in ("support-on-condition", "positions-of-one-actor", "what-one-actor-said"):
        columns, heading = headings(f"/questions/{slug}?actor=donald-trump")
        assert columns
        assert "Who" not in columns
        assert "Donald Trump" in heading
    # Where rows are on other measures than the one chosen, the column stays.
    columns, _ = headings("/questions/positions-on-a-measure?measure=european-force")
    assert "On what" in columns


def test_files_keep_the_column_that_a_page_leaves_out(real_client):
    lines = real_client.get("/questions/positions-of-one-actor.csv?actor=donald-trump").text.splitlines()
    assert "actorLabel" in lines[0].split(",")


def test_choices_keep_their_order_whatever_is_chosen(real_client):
    def choices(query):
        page = main(real_client, f"/questions/positions-on-a-measure?measure=us-backstop{query}")
        radios = [entry for entry in page.all("input") if entry.attributes.get("type") == "radio"]
        return {
            name: [entry.attributes["value"] for entry in radios if entry.attributes["name"] == name]
            for name in ("stance", "explicitness", "attribution")
        }

    free = choices("")
    assert free["explicitness"] == ["", "bst:Explicit", "bst:Implied"]
    # Nothing is said explicitly that has this stance and this attribution; the choice stays where it was.
    for query in (
        "&explicitness=bst:Explicit&stance=bst:uncommittedOn",
        "&stance=bst:against",
        "&stance=bst:inFavourOf",
    ):
        for name, found in choices(query).items():
            known = [value for value in free[name] if value in found]
            assert [value for value in found if value in free[name]] == known, (query, name)


def test_menus_are_in_the_order_of_their_words_without_articles(real_client):
    page = main(real_client, "/questions/positions-on-a-measure")
    (menu,) = [select for select in page.all("select") if select.attributes["name"] == "measure"]
    words = [option.text for option in menu.all("option")]
    assert not words[0].startswith("A ")
    assert any(text.startswith("A ") for text in words)


def test_what_may_be_chosen_is_folded_and_says_what_was(real_client):
    page = main(real_client, "/questions/positions-on-a-measure?stance=bst:inFavourOf")
    (folded,) = page.all("details", "filters")
    assert "open" not in folded.attributes
    assert folded.all("summary")[0].text == "Filters: Stance: in favour, no condition stated"
    assert "measure" not in [select.attributes["name"] for select in folded.all("select")]
    (folded,) = main(real_client, "/questions/positions-on-a-measure").all("details", "filters")
    assert folded.all("summary")[0].text == "Filters: none chosen"
