"""The pictures of positions: the matrix and the network, held against the graph and against hand-read rows."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from graph.vocabulary import PREFIXES
from tests.support.paths import ROOT
from webui.pictures.choices import Choice
from webui.pictures.matrix import matrix
from webui.pictures.positions import positions
from webui.site import site_of

CONCLUDED = {
    ("own", "supports"): "supports",
    ("own", "conditional"): "conditionallySupports",
    ("own", "opposes"): "opposes",
    ("ascribed", "supports"): "isSaidToSupport",
    ("ascribed", "conditional"): "isSaidToSupportOnCondition",
    ("ascribed", "opposes"): "isSaidToOppose",
}


@pytest.fixture(scope="module")
def facts(real_client):
    with real_client.application.test_request_context():
        yield positions(site_of(real_client.application))


def marks(client, address):
    return {
        (mark["actor"], mark["measure"], mark["stance"], bool(mark["concludedFrom"]))
        for mark in client.get(address).json["marks"]
    }


class TestMatrix:
    def test_the_tiny_world_is_drawn_cell_by_cell(self, world_client):
        assert marks(world_client, "/matrix.json?least=1") == {
            ("ada-vale", "fleet", "supports on condition", False),
            ("ada-vale", "lifeboat", "supports", False),
            ("ada-vale", "lighthouse", "supports", False),
            ("ada-vale", "tolls", "uncommitted", False),
            ("southland", "fleet-at-night", "opposes", True),
            ("southland", "fleet-without-lifeboat", "opposes", False),
            ("southland", "free-passage", "supports on condition", False),
            ("southland", "lifeboat", "uncommitted", False),
            ("sea-league", "fleet", "supports on condition", False),
            ("sea-league", "free-passage", "supports", False),
            ("sea-league", "tolls", "supports", False),
            ("southland", "fleet", "uncommitted", False),
            ("southland", "lighthouse", "supports", False),
            ("coast-party", "tolls", "opposes", False),
            ("bo-lind", "lighthouse", "doubts", False),
            ("bo-lind", "fleet-at-night", "supports", False),
            ("bo-lind", "fleet-without-lifeboat", "supports", True),
            ("bo-lind", "fleet", "supports", True),
            ("bo-lind", "fleet-without-lifeboat", "opposes", False),
        }

    def test_it_concludes_what_the_reasoner_concludes_and_nothing_else(self, real_client, facts):
        with real_client.application.test_request_context():
            found = matrix(facts, Choice())
        shown = {
            ((mark.ground, mark.stance), line.actor, measure)
            for line in found.lines
            for measure, cell in line.marks.items()
            for mark in cell
            if (mark.ground, mark.stance) in CONCLUDED
        }
        engine = site_of(real_client.application).engine
        graph = set()
        for stance, name in CONCLUDED.items():
            query = f"SELECT ?actor ?measure WHERE {{ ?actor <{PREFIXES['bst']}{name}> ?measure }}"
            graph |= {
                (stance, row["actor"].value.rpartition("/id/")[2], row["measure"].value.rpartition("/id/")[2])
                for row in engine.select(query)
            }
        columns = set(found.measures)
        assert shown == {(stance, actor, measure) for stance, actor, measure in graph if measure in columns}
        assert len(shown) > 150

    def test_each_mark_says_how_clearly_how_surely_by_whom_on_what_terms_and_when(self, real_client):
        page = real_client.get("/matrix?least=1").text
        data = real_client.get("/matrix.json?least=1").json["marks"]
        for mark in data:
            assert mark["when"]
            assert mark["stance"] == "doubts" or mark["confidence"]
            assert mark["ground"] != "ascribed" or mark["ascribers"]
            assert mark["stance"] != "supports on condition" or mark["conditions"]
            assert (mark["ground"] == "unsure") == (mark["confidence"] == ["Low"])
            assert not (mark["ground"] == "unsure" and mark["concludedFrom"])
        for ground, word in (("ascribed", "said of"), ("unsure", "unsure")):
            number = sum(mark["ground"] == ground for mark in data)
            assert number > 0
            assert page.count(f'<span class="flag">{word}</span>') == number
            assert len(re.findall(rf'<a class="mark[^"]* {ground}"', page)) == number

    def test_doubt_is_shown_as_doubt_and_not_as_opposition(self, real_client):
        chalmers = {mark[1:3] for mark in marks(real_client, "/matrix.json?least=1") if mark[0] == "malcolm-chalmers"}
        assert chalmers == {("russia-accepts-force-in-ukraine", "doubts")}

    def test_a_statement_that_only_others_tell_is_marked_and_can_be_left_out(self, real_client):
        def france(address):
            return [
                (mark["stance"], mark["ascribedByOthers"], mark["statements"])
                for mark in real_client.get(address).json["marks"]
                if mark["actor"] == "france" and mark["measure"] == "european-force"
            ]

        told = "rough-situation-report/france-willing-per-trump"
        every = france("/matrix.json")
        assert any(told in statements for _, _, statements in every)
        assert not any(told in statements for _, _, statements in france("/matrix.json?own=1"))

    def test_a_date_leaves_out_what_was_not_certainly_said_by_then(self, real_client, facts):
        chosen = list(Choice(until="2025-02-28").of(facts))
        assert chosen
        assert all(stance.on <= "2025-02-28" for stance in chosen if stance.on)
        assert all((stance.latest or stance.appeared) <= "2025-02-28" for stance in chosen if not stance.on)
        by = {stance.statement: stance.by for stance in facts.stances if not stance.on}
        assert by["rough-situation-report/france-pledges-forces"] == "2025-08-19"  # the day of the report
        assert by["coalition-explainer/italy-willing"] == "2025-08-31"  # the last on which it may have appeared
        assert ("stefan-wolff", "european-force-without-us-backstop", "supports", False) in marks(
            real_client, "/matrix.json?least=1&until=2025-02-28"
        )
        assert not [
            mark for mark in marks(real_client, "/matrix.json?least=1&until=2025-02-28") if mark[0] == "mark-rutte"
        ]

    def test_explicit_only_leaves_out_what_is_implied(self, real_client):
        experts = ("some-experts-in-starmer-trump-meeting-report", "european-force-without-us-backstop")
        assert (*experts, "supports", False) in marks(real_client, "/matrix.json?least=1")
        assert (*experts, "supports", False) not in marks(real_client, "/matrix.json?least=1&explicit=1")
        assert not [
            mark for mark in real_client.get("/matrix.json?least=1&explicit=1").json["marks"] if mark["implied"]
        ]

    def test_a_kind_of_actor_is_alone_in_its_matrix(self, real_client, facts):
        actors = {actor["id"] for actor in real_client.get("/matrix.json?kind=expert").json["actors"]}
        assert len(actors) == 14
        assert {"stefan-wolff", "ed-arnold", "malcolm-chalmers"} <= actors
        assert all("expert" in facts.kinds[actor] for actor in actors)

    def test_one_measure_comes_with_its_variants(self, real_client):
        data = real_client.get("/matrix.json?measure=european-force").json
        assert data["measures"][0]["id"] == "european-force"
        assert {"european-force-without-us-backstop", "british-troops-in-ukraine"} <= {
            measure["id"] for measure in data["measures"]
        }

    def test_a_measure_that_was_chosen_is_shown_even_if_all_on_it_is_concluded(self, world_client):
        data = world_client.get("/matrix.json?measure=fleet&kind=expert").json
        assert [measure["id"] for measure in data["measures"]] == ["fleet-at-night", "fleet-without-lifeboat", "fleet"]
        assert [mark["concludedFrom"] for mark in data["marks"] if mark["measure"] == "fleet"] == [["A fleet at night"]]

    def test_silence_is_counted_and_is_never_a_mark(self, real_client):
        data = real_client.get("/matrix.json").json
        for actor in data["actors"]:
            spoken = {mark["measure"] for mark in data["marks"] if mark["actor"] == actor["id"]}
            assert actor["silent"] == len(data["measures"]) - len(spoken)
        assert {mark["stance"] for mark in data["marks"]} == {
            *("supports", "supports on condition", "opposes", "uncommitted", "doubts")
        }

    def test_the_page_has_a_cell_for_each_and_a_sign_with_a_word_for_each_mark(self, real_client):
        page = real_client.get("/matrix").text
        data = real_client.get("/matrix.json").json
        assert len(re.findall(r'<a class="mark', page)) == len(data["marks"])
        assert page.count('<td class="silent">silent</td>') == sum(actor["silent"] for actor in data["actors"])
        words = re.findall(r'<use href="#sign-(\w+)"/></svg><span>(\w+)</span>', page)
        assert set(words) == {
            *(("supports", "for"), ("conditional", "if"), ("opposes", "against")),
            *(("uncommitted", "open"), ("doubts", "doubts")),
        }

    def test_a_mark_leads_to_its_evidence(self, real_client):
        page = real_client.get("/matrix?least=1").text
        addresses = re.findall(r'<a class="mark[^"]*"\s+href="([^"]+)"', page)
        for mark, address in zip(real_client.get("/matrix.json?least=1").json["marks"], addresses, strict=True):
            first, *others = mark["statements"]
            assert address == f"/id/{first}" if not others else mark["measure"] in address
        for address in sorted(set(addresses))[:40]:
            assert real_client.get(address.replace("&amp;", "&")).status_code == 200

    def test_nobody_is_said_to_be_silence_and_not_a_no(self, real_client):
        page = real_client.get("/matrix?kind=coalition&topic=territory").text
        assert "which is silence and not a no" in page
        assert "<table" not in page


class TestNetwork:
    def test_it_has_a_line_for_each_stated_mark_of_the_matrix(self, real_client):
        data = real_client.get("/network.json").json
        stated = {mark[:3] for mark in marks(real_client, "/matrix.json?least=5") if not mark[3]}
        assert {(link["actor"], link["measure"], link["word"]) for link in data["links"]} == stated
        assert {node["id"] for node in data["nodes"]} == {end for link in stated for end in link[:2]}

    def test_its_table_says_the_same_in_words(self, real_client):
        page = real_client.get("/network").text
        assert page.count('<td data-heading="Stance">') == len(real_client.get("/network.json").json["links"])


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("/matrix.json?kind=experts", "kind: there is no 'experts'; did you mean 'expert'?"),
            ("/matrix.json?until=yesterday", "until: found 'yesterday', expected a day such as 2025-03-02"),
            ("/network.json?least=9", "least: there is no '9'"),
            ("/timeline.json?since=20250302", "since: found '20250302', expected a day"),
            ("/timeline.json?actor=nobody", "actor: there is no 'nobody'"),
            ("/figures.json?document=none", "document: there is no 'none'"),
        ],
    )
    def test_what_is_no_choice_is_refused_with_the_nearest(self, real_client, address, words):
        response = real_client.get(address)
        assert response.status_code == 400
        assert response.json["error"].startswith(words)

    @pytest.mark.parametrize("picture", ["matrix", "timeline", "figures", "network"])
    def test_the_drawing_is_svg_without_style_or_script(self, real_client, picture):
        response = real_client.get(f"/{picture}.svg")
        assert response.mimetype == "image/svg+xml"
        names = {element.tag.rpartition("}")[2] for element in ET.fromstring(response.text).iter()}
        assert "svg" in names
        assert not names & {"style", "script", "image", "foreignObject"}
        assert "style=" not in response.text

    @pytest.mark.parametrize("picture", ["matrix", "timeline", "network", "figures"])
    def test_a_page_keeps_its_choices_in_the_addresses_of_its_data(self, real_client, picture):
        choice = "document=london-summit-report" if picture == "figures" else "topic=troops"
        page = real_client.get(f"/{picture}?{choice}").text
        assert f'href="/{picture}.json?{choice}"' in page

    @pytest.mark.parametrize("picture", ["matrix", "timeline", "network", "figures"])
    def test_an_unknown_form_is_not_found(self, real_client, picture):
        assert real_client.get(f"/{picture}.gif").status_code == 404


def test_only_the_style_sheets_write_colours():
    drawings = [*(ROOT / "webui").glob("pictures/*.[hs]*"), *(ROOT / "webui" / "frontend" / "src").glob("*.js")]
    assert [path.name for path in drawings if re.search(r"#[0-9a-f]{6}\b", path.read_text(encoding="utf-8"))] == []
