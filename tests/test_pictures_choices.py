"""What is chosen in a picture of positions: nothing is left out unsaid, and a form asks for what a link asks for."""

from __future__ import annotations

import re
from html import unescape

import pytest

from graph.dates import month_or_day
from webui.pictures.lettering import width, wrapped


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def fields(page):
    """What the form of a picture sends as it stands, as a browser would."""
    form = page.split('class="parameters picture"')[1].split("</form>")[0]
    sent = {}
    for name, options in re.findall(r'<select id="[^"]*" name="(\w+)">(.*?)</select>', form, re.DOTALL):
        found = re.search(r'value="([^"]*)" selected', options)
        sent[name] = found[1] if found else re.search(r'value="([^"]*)"', options)[1]
    return sent


class TestHidden:
    def test_the_measures_that_are_left_out_are_counted_and_linked(self, real_client):
        shown, everything = (real_client.get(f"/matrix.json{least}").json for least in ("", "?least=1"))
        hidden = len(everything["measures"]) - len(shown["measures"])
        assert shown["hiddenMeasures"] == hidden > 0
        assert shown["hiddenActors"] == len(everything["actors"]) - len(shown["actors"]) > 0
        page = real_client.get("/matrix").text
        assert f"{hidden} measures with fewer than 3 actors" in words(page)
        assert 'hidden: <a href="/matrix?least=1">show all</a>' in page

    def test_where_nothing_is_left_out_nothing_is_said(self, real_client):
        assert "hidden-note" not in real_client.get("/matrix?least=1").text
        assert real_client.get("/matrix.json?least=1").json["hiddenMeasures"] == 0

    def test_the_form_asks_for_what_the_link_asks_for(self, real_client):
        sent = fields(real_client.get("/matrix").text) | {"kind": "state"}
        by_form = real_client.get("/matrix.json", query_string=sent).json
        assert by_form == real_client.get("/matrix.json?kind=state").json
        assert len(by_form["measures"]) > 10

    def test_a_number_that_was_chosen_holds_and_what_it_hides_is_said(self, real_client):
        data = real_client.get("/matrix.json?kind=state&least=3").json
        assert data["hiddenMeasures"] > 0
        page = real_client.get("/matrix?kind=state&least=3").text
        assert f"{data['hiddenMeasures']} measures with fewer than 3 actors" in words(page)
        assert 'href="/matrix?kind=state&amp;least=1">show all' in page


class TestActor:
    def test_one_actor_can_be_chosen(self, real_client):
        data = real_client.get("/matrix.json?actor=keir-starmer").json
        assert [actor["id"] for actor in data["actors"]] == ["keir-starmer"]
        every = real_client.get("/matrix.json?least=1").json["marks"]
        spoken = {measure["id"] for measure in data["measures"]}
        mine = [mark for mark in every if mark["actor"] == "keir-starmer" and mark["measure"] in spoken]
        assert sorted(map(str, data["marks"])) == sorted(map(str, mine))
        stated = {mark["measure"] for mark in every if mark["actor"] == "keir-starmer" and not mark["concludedFrom"]}
        assert stated == spoken
        assert data["actors"][0]["silent"] == 0

    def test_its_page_leads_to_the_actor_and_back(self, real_client):
        page = real_client.get("/matrix?actor=keir-starmer").text
        assert 'Only <a href="/id/keir-starmer">Keir Starmer</a>' in page
        assert '<a href="/matrix">show all actors</a>' in page

    def test_a_name_and_a_head_narrow_the_matrix(self, real_client):
        page = real_client.get("/matrix?topic=troops").text
        assert re.search(r'<th scope="row"><input [^>]+>\s*<a href="/matrix\?topic=troops&amp;actor=[\w-]+">', page)
        assert re.search(r'<th scope="col" class="measure"><a href="/matrix\?topic=troops&amp;measure=[\w-]+">', page)


class TestLeaders:
    def test_a_states_row_has_what_its_leaders_say_under_their_name(self, real_client):
        data = real_client.get("/matrix.json?kind=state&leaders=yes").json
        plain = real_client.get("/matrix.json?kind=state").json
        theirs = [mark for mark in data["marks"] if mark["holders"]]
        assert {mark["actor"] for mark in theirs} >= {"united-kingdom", "france", "united-states"}
        stated, own = (
            [mark for mark in marks if not mark["holders"] and not mark["concludedFrom"]]
            for marks in (plain["marks"], data["marks"])
        )
        keys = ("actor", "measure", "stance", "ground", "statements")
        assert sorted([mark[key] for key in keys] for mark in own) == sorted(
            [mark[key] for key in keys] for mark in stated
        )

    def test_it_is_what_is_held_on_behalf_of_the_state(self, real_client):
        found = {
            (mark["actor"], mark["measure"], statement)
            for mark in real_client.get("/matrix.json?leaders=yes&least=1").json["marks"]
            if mark["holders"] and not mark["concludedFrom"]
            for statement in mark["statements"]
        }
        listed = real_client.get("/questions/who-speaks-for-which-state.json").json["results"]["bindings"]
        expected = {
            tuple(row[name]["value"].rpartition("/id/")[2] for name in ("represented", "measure", "statement"))
            for row in listed
            if row["actor"]["value"] != row["represented"]["value"]
        }
        assert found == expected

    def test_the_page_names_them(self, real_client):
        page = real_client.get("/matrix?actor=united-kingdom&leaders=yes").text
        assert '<span class="flag">by Keir Starmer</span>' in page
        assert "does not make the state itself a supporter" in page


class TestCells:
    def test_a_cell_with_several_signs_has_their_dates(self, real_client):
        page = real_client.get("/matrix?least=1").text
        cells = [cell for cell in re.findall(r"<td>(.*?)</td>", page, re.DOTALL) if cell.count('class="mark') > 1]
        assert len(cells) > 10
        dated = re.compile(r'<span class="flag">[^<]*(?:20\d\d|undated)</span>')
        assert all(len(dated.findall(cell)) == cell.count('class="mark') for cell in cells)

    def test_what_was_taken_last_is_said_where_it_is_certain(self, real_client):
        later = [mark for mark in real_client.get("/matrix.json?least=1").json["marks"] if mark["later"]]
        assert ("germany", "defend-peace-deal", "supports") in {
            (mark["actor"], mark["measure"], mark["stance"]) for mark in later
        }
        # Starmer's two stances on a European force are of one day: none is the later.
        assert ("keir-starmer", "european-force") not in {(mark["actor"], mark["measure"]) for mark in later}


@pytest.mark.parametrize(
    ("bounds", "short"),
    [
        (("2025-03-02", "", ""), "2 Mar 2025"),
        (("", "2025-08-15", "2025-08-24"), "Aug 2025"),
        (("", "2025-03-03", "2025-08-31"), "Mar–Aug 2025"),  # noqa: RUF001 -- a range has an en dash
        (("", "2024-12-01", "2025-01-31"), "Dec 2024–Jan 2025"),  # noqa: RUF001 -- the same
        (("", "", "2025-02-28"), "by Feb 2025"),
        (("", "2025-02-28", ""), "from Feb 2025"),
        (("", "", ""), "undated"),
    ],
)
def test_a_date_is_short_in_a_cell(bounds, short):
    assert month_or_day(*bounds) == short


def test_no_word_of_a_wrapped_text_is_lost_and_every_line_fits():
    text = "Recognising Crimea as Russian, and Prime-Minister-of-the-United-Kingdom's-Office in full"
    lines = wrapped(text, 90, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 10) <= 90 for line in lines)
