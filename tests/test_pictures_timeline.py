"""The timeline: what is dated how, where it stands, and what the picture says of the rest."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import NamedNode

from graph.vocabulary import BST, thing
from webui.pictures.drawing import draw, outside
from webui.pictures.lettering import width
from webui.pictures.position_changes import _change as one_change
from webui.pictures.positions import positions
from webui.pictures.scales import Axis, Calendar, in_words
from webui.pictures.timeline import Event, Said, Timeline, When
from webui.reading.rows import Row
from webui.site import site_of


def said(name, **when):
    return Said(name, f"Says {name}.", "ada", "Ada", When(**when), ())


def timeline(*statements, events=()):
    return Timeline(tuple(statements), tuple(events))


class TestCalendar:
    def test_a_long_gap_is_cut_out_and_each_day_has_the_same_room(self):
        days = Calendar.of(["2025-03-01", "2025-03-04", "2025-08-01"])
        first, second = days.parts
        assert (first.first, first.last, second.first) == (date(2025, 3, 1), date(2025, 3, 4), date(2025, 8, 1))
        assert first.width == pytest.approx(96 * 4 / 5)
        assert second.width == pytest.approx(96 / 5)
        assert second.x == pytest.approx(first.width + 4)
        assert days.place("2025-03-01") == pytest.approx(96 / 5 / 2)
        assert days.place("2025-08-01", 1.0) == pytest.approx(100)

    def test_a_day_outside_stands_at_the_edge(self):
        days = Calendar.of(["2025-03-01", "2025-08-01"])
        assert days.place("1994-01-01") == 0
        assert days.place("2025-05-01") == pytest.approx(50)
        assert days.place("2030-01-01") == 100
        assert not days.holds("2025-05-01")

    def test_what_is_left_out_is_counted_in_days_and_each_month_named_once(self):
        days = Calendar.of(["2025-02-28", "2025-03-02", "2025-03-20", "2025-08-01"])
        assert [gap.days for gap in days.gaps] == [17, 133]
        assert [(gap.start, gap.end) for gap in days.gaps] == [
            (one.x + one.width, other.x) for one, other in zip(days.parts, days.parts[1:], strict=False)
        ]
        assert [day.isoformat() for _, day in days.months] == ["2025-02-28", "2025-03-01", "2025-08-01"]

    def test_many_gaps_leave_room_for_days(self):
        days = Calendar.of(f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 10, 20))
        assert len(days.parts) <= 8
        assert sum(part.width for part in days.parts) > 60

    def test_nothing_dated_is_no_calendar(self):
        assert Calendar.of([]).parts == ()


class TestAxis:
    def test_alike_numbers_stand_on_an_axis_from_zero(self):
        axis = Axis.of(map(Decimal, (30_000, 100_000, 700_000)))
        assert (axis.low, axis.high, axis.logarithmic) == (0, 800_000, False)
        assert [words for _, words in axis.ticks] == ["0", "200,000", "400,000", "600,000", "800,000"]
        assert axis.place(Decimal(100_000)) == pytest.approx(12.5)

    def test_numbers_that_differ_many_times_stand_on_powers_of_ten(self):
        axis = Axis.of(map(Decimal, (20_000_000, 230_000_000_000)))
        assert axis.logarithmic
        assert [words for _, words in axis.ticks] == [
            *("10 million", "100 million", "1 billion", "10 billion", "100 billion", "1 trillion"),
        ]
        assert axis.place(Decimal(10_000_000)) == 0
        assert axis.place(Decimal(10**12)) == pytest.approx(100)

    def test_one_number_has_an_axis(self):
        axis = Axis.of([Decimal(5)])
        assert (axis.low, axis.high) == (0, 5)

    @pytest.mark.parametrize(
        ("number", "words"),
        [("1600000000", "1.6 billion"), ("5000", "5,000"), ("0.12", "0.12"), ("250000000000", "250 billion")],
    )
    def test_a_number_is_said_in_words(self, number, words):
        assert in_words(Decimal(number)) == words


class TestDrawing:
    def test_a_day_has_a_dot_for_each_statement_and_a_range_a_bar(self):
        drawing = draw(
            timeline(
                said("a", on="2025-03-02"),
                said("b", on="2025-03-02"),
                said("c", on="2025-03-02"),
                said("d", earliest="2025-03-01", latest="2025-03-05"),
                said("e", latest="2025-03-03"),
                said("f", earliest="2025-01-01", latest="2025-03-03"),
                said("g"),
            )
        )
        (column,) = drawing.columns
        assert [dot.said.statement for dot in column.dots] == ["a", "b", "c"]
        assert [(dot.dx, drawing.floor - dot.y) for dot in column.dots] == [(-3.5, 6), (3.5, 6), (-3.5, 13)]
        assert [(bar.lines, bar.open_left, bar.open_right) for bar in drawing.bars] == [
            (("1 statement · between 1 March 2025 and 5 March 2025",), False, False),
            (("1 statement · by 3 March 2025",), True, False),
            (("1 statement · between 1 January 2025 and 3 March 2025",), True, False),
        ]
        assert (drawing.bars[0].x, drawing.bars[0].width) == (0, 100)
        assert drawing.bars[1].width == pytest.approx(60)

    def test_what_it_has_no_room_for_is_named(self):
        shown = timeline(
            said("old", earliest="1994-01-01", latest="1994-12-31"), said("now", on="2025-03-02"), said("x")
        )
        assert [one.statement for one in outside(shown)] == ["old", "x"]
        assert draw(shown).bars == ()

    def test_later_events_stand_higher(self):
        events = [Event("one", "One", When(on="2025-03-01")), Event("two", "Two", When(on="2025-03-02"))]
        flags = draw(timeline(events=events)).flags
        assert [(flag.lines, flag.y) for flag in flags] == [(("Two",), 14), (("One",), 34)]

    def test_a_long_text_is_broken_and_ends_before_the_edge(self):
        events = [
            Event("one", "A very long name " * 12, When(on="2025-03-01")),
            Event("two", "Two", When(on="2025-03-02")),
        ]
        two, one = draw(timeline(events=events)).flags
        assert len(one.lines) > 1
        assert all(width(line, 11.5) <= (100 - one.x) / 100 * 860 for line in one.lines)
        assert one.y > two.y

    def test_without_a_day_there_is_no_drawing(self):
        assert draw(timeline(said("x"), said("y", latest="2025-01-01"))) is None


class TestPage:
    def test_the_tiny_world_is_in_order_by_the_days_and_their_bounds(self, world_client):
        assert [one["statement"] for one in world_client.get("/timeline.json").json["statements"]] == [
            "harbour-report/southland-undecided",
            "lind-comment/lind-ships-anyway",
            "lind-comment/league-free-passage",
            "harbour-report/vale-pledges-sailors",
            "harbour-report/vale-ships-with-lifeboat",
            "harbour-report/aide-radio",
            "harbour-report/party-against-tolls",
            "lind-comment/league-tolls",
            "lind-comment/lind-doubts-lighthouse",
            "lind-comment/lind-on-the-talks",
            "lind-comment/southland-wants-lighthouse",
            "lind-comment/vale-lighthouse",
        ]

    def test_every_statement_is_in_the_table(self, real_client, real_pipeline):
        statements = sum(len(document.statements) for document in real_pipeline.curation.documents)
        page, data = real_client.get("/timeline").text, real_client.get("/timeline.json").json
        assert len(data["statements"]) == statements
        assert page.count('<td data-heading="What is said">') == statements
        assert len(data["events"]) == len(real_pipeline.curation.registers["events"])

    def test_a_change_of_position_is_marked_with_what_changed(self, real_client):
        changes = {
            one["statement"]: one["change"]
            for one in real_client.get("/timeline.json").json["statements"]
            if one["change"]
        }
        assert changes == {
            "big-ask-follow-trumps-lead/trump-seeks-permanent-peace-deal": (
                "Donald Trump moved from a ceasefire first to a permanent peace deal at once"
            ),
            "coalition-explainer/germany-willing": (
                "Germany moved from being uncommitted on helping to defend a peace deal in Ukraine "
                "to being in favour of it (the earlier by the account of others)"
            ),
        }
        page = real_client.get("/timeline").text
        assert page.count('<tr class="changed">') == 2
        sides = {
            one["statement"]: one["changeSides"]
            for one in real_client.get("/timeline.json").json["statements"]
            if one["change"]
        }
        before, after = sides["coalition-explainer/germany-willing"].split(" → ")
        assert before == "ascribed by Financial Times, implied, medium confidence, 2 March 2025"
        assert after.startswith("in own words, explicit, high confidence, limit: willingness indicated")
        assert before in page

    def test_one_change_counts_as_one_as_in_the_question(self, real_client):
        listed = real_client.get("/questions/changed-positions.json").json["results"]["bindings"]
        names = ("actor", "stanceBefore", "measureBefore", "stance", "measure")
        changes = {tuple(row[name]["value"] for name in names) for row in listed}
        page = real_client.get("/timeline").text
        assert len(changes) == 2
        assert "2 changes of position</h2>" in page
        assert page.split('<h2 id="changes">')[1].split("</section>")[0].count("<li>") == 2

    def test_a_change_on_condition_says_so_and_both_measures_are_named(self, world_client):
        things = {"actor": "ada-vale", "measureBefore": "fleet", "measure": "lighthouse", "statementBefore": "x"}
        row = Row(
            {name: NamedNode(thing(slug)) for name, slug in {**things, "statement": "y"}.items()}
            | {"stanceBefore": BST.against, "stance": BST.conditionallyInFavourOf}
        )
        with world_client.application.test_request_context():
            facts = positions(site_of(world_client.application))
        change = one_change(facts, {}, [row])
        before, after = facts.phrase("fleet"), facts.phrase("lighthouse")
        assert change.words == (
            f"Ada Vale moved from being against {before} to being in favour of {after}, on condition "
            "(the earlier and the later by the account of others)"
        )

    def test_a_window_keeps_what_may_lie_in_it_and_nothing_undated(self, real_client):
        found = real_client.get("/timeline.json?since=2025-03-02&until=2025-03-02").json["statements"]
        assert len([one for one in found if one["on"] == "2025-03-02"]) == 44
        assert all(one["on"] in ("", "2025-03-02") for one in found)
        assert all(one["earliest"] <= "2025-03-02" <= (one["latest"] or "9999") for one in found if not one["on"])
        assert all(one["on"] or one["earliest"] or one["latest"] for one in found)

    def test_a_window_may_be_called_from_and_to(self, real_client):
        one = real_client.get("/timeline.json?since=2025-03-01&until=2025-03-31").json
        assert one == real_client.get("/timeline.json?from=2025-03-01&to=2025-03-31").json

    def test_a_month_leads_to_what_it_counts(self, real_client):
        page = real_client.get("/timeline").text
        months = re.findall(r'<a href="(/timeline\?from=[^"]+)">(\w+ \d{4})\s*<span class="aside">(\d+)<', page)
        assert [name for _, name, _ in months] == ["February 2025", "March 2025", "August 2025"]
        for address, name, count in months:
            found = real_client.get(unescape(address).replace("/timeline", "/timeline.json")).json["statements"]
            assert len(found) == int(count) > 0
            assert f">{name}</text></a>" in page

    def test_a_window_is_drawn_alone(self, real_client):
        root = ET.fromstring(real_client.get("/timeline.svg?from=2025-08-01&to=2025-08-31").text)
        months = [text.text for text in root.iter() if text.get("class") == "month"]
        assert months == ["August 2025"]

    def test_events_before_the_time_of_the_documents_are_folded_away(self, real_client):
        page = real_client.get("/timeline").text
        shown, folded = page.split('<h2 id="events">')[1].split("</section>")[0].split("<details>")
        assert "London summit" in shown
        assert "NATO summit in The Hague" in shown
        assert "Second World War" in folded
        assert "Second World War" not in shown

    def test_the_statements_are_folded_by_month_and_none_is_lost(self, real_client):
        page = real_client.get("/timeline").text
        folds = re.findall(r'<details class="fold"><summary>([^:<]+): (\d+) statements?</summary>', page)
        assert [name for name, _ in folds] == [
            *("February 2025", "March 2025", "August 2025", "Dated across months, or to one side only")
        ]
        assert sum(int(count) for _, count in folds) == len(real_client.get("/timeline.json").json["statements"])

    def test_an_actor_and_a_topic_can_be_chosen(self, real_client):
        found = real_client.get("/timeline.json?actor=mark-rutte").json["statements"]
        assert {one["actor"] for one in found} == {"mark-rutte"}
        assert (
            len(found)
            > len(real_client.get("/timeline.json?actor=mark-rutte&topic=guarantees-topic").json["statements"])
            > 0
        )

    def test_only_what_takes_a_position_can_be_chosen(self, real_client):
        found = real_client.get("/timeline.json?positions=1").json["statements"]
        assert 0 < len(found) < len(real_client.get("/timeline.json").json["statements"])
        assert all(one["stances"] for one in found)

    def test_the_drawing_has_a_dot_for_each_statement_of_a_day(self, real_client, real_pipeline):
        curated = [one for document in real_pipeline.curation.documents for one in document.statements if one.on]
        root = ET.fromstring(real_client.get("/timeline.svg").text)
        dots = [one for one in root.iter() if (one.get("class") or "").startswith("dot")]
        dated = [one for one in real_client.get("/timeline.json").json["statements"] if one["on"]]
        assert len(dots) == len(dated) == len(curated)
        assert all(len(dot) == 1 and dot[0].tag.endswith("title") for dot in dots)

    def test_an_empty_choice_says_so(self, real_client):
        page = real_client.get("/timeline?actor=mark-rutte&since=2030-01-01").text
        assert "Nothing was said with these choices" in page
        assert real_client.get("/timeline.svg?actor=mark-rutte&since=2030-01-01").status_code == 200


class TestFigures:
    def test_every_figure_stands_in_the_table_once_with_the_sources_form(self, real_client):
        data = real_client.get("/figures.json").json["figures"]
        page = real_client.get("/figures").text
        assert len(data) == len({one["figure"] for one in data}) == 50
        assert page.count('<td data-heading="In the source">') == 50
        guarantees = next(one for one in data if one["figure"].endswith("/export-guarantees"))
        assert (guarantees["value"], guarantees["unit"], guarantees["sourceForm"]) == (
            *("1600000000", "GBP", "£1.6bn of British export guarantees"),
        )

    def test_only_what_is_counted_in_one_unit_is_charted(self, real_client):
        page = real_client.get("/figures").text
        titles = [part.partition(">")[2].partition("<")[0] for part in page.split('<h2 id="group-')[1:]]
        assert titles == ["Soldiers", "Percent of gross domestic product", "Money in pounds", "Money in euros"]
        assert page.count('<svg class="strip"') == 4 + 7 + 7 + 2

    def test_a_limit_of_the_source_is_in_the_shape_of_the_mark(self, real_client):
        page = real_client.get("/figures").text
        strip = page.split("Troops that Ukraine should maintain")[1].split("</li>")[0]
        assert 'class="end more"' in strip
        assert ">at least 500,000 troops</a>" in strip
        assert 'class="end about"' in page.split("Soldiers that the force would need")[1].split("</li>")[0]

    def test_one_document_can_be_chosen(self, real_client):
        data = real_client.get("/figures.json?document=paris-meeting-report").json["figures"]
        assert {one["document"] for one in data} == {"paris-meeting-report"}
        assert "Money in pounds" not in real_client.get("/figures?document=paris-meeting-report").text

    def test_a_unit_and_an_actor_can_be_chosen(self, real_client):
        every = real_client.get("/figures.json").json["figures"]
        pounds = real_client.get("/figures.json?unit=GBP").json["figures"]
        assert pounds == [one for one in every if one["unit"] == "GBP"]
        actor = pounds[0]["actor"]
        assert real_client.get(f"/figures.json?actor={actor}").json["figures"] == [
            one for one in every if one["actor"] == actor
        ]
        page = real_client.get("/figures?unit=GBP").text
        assert page.count('<h2 id="group-') == 1

    def test_the_tiny_world_has_one_figure_and_no_chart(self, world_client):
        page = world_client.get("/figures").text
        assert ">The one figure</h2>" in page
        assert "strip" not in page

    def test_a_flagged_figure_says_so_and_whose_and_of_when_it_is(self, real_client):
        page = real_client.get("/figures").text
        chart = page.split("Yearly rise of European defence spending that is needed, in pounds")[1].split("</p>")[0]
        assert "in pounds (2025)</span>" in page
        assert "of Europe; Analysts" in chart
        assert "reported, by 28 February 2025</span>" in chart
        assert "<strong>Note on the source:</strong> The two sums do not fit." in chart
        drawing = " ".join(
            "".join(text.itertext()) for text in ET.fromstring(real_client.get("/figures.svg").text).iter()
        )
        assert "Note on the source: The two sums do not fit." in drawing
        assert "(2023): " in drawing
        figures = real_client.get("/figures.json").json["figures"]
        assert all(one["when"] and one["attribution"] for one in figures)
        assert {one["relay"] != "" for one in figures if one["attribution"] == "ascribed by another"} == {True}
