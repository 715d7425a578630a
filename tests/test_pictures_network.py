"""The networks: what is drawn, what is folded or hidden, and who agrees with whom."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest

from graph import graphviz
from webui.pictures import placing
from webui.pictures.agreement import RELATIONS, agreement
from webui.pictures.choices import Choice
from webui.pictures.network_drawing import bonds
from webui.pictures.position_changes import changes
from webui.pictures.positions import Positions, Stance, positions
from webui.site import site_of

SVG = "{http://www.w3.org/2000/svg}"
SIDES = {"inFavourOf": "for", "conditionallyInFavourOf": "for", "against": "against"}


def stance(actor, measure, kind="supports", **values):
    usual = {
        "statement": f"{actor}-{measure}-{kind}",
        "summary": "",
        "actor_label": actor.title(),
        "measure_label": measure.title(),
        "conditions": (),
        "qualification": "",
        "explicit": True,
        "confidence": "High",
        "ascribers": (),
        "ascribed": False,
        "on": "2025-03-02",
        "earliest": "",
        "latest": "",
        "appeared": "2025-03-03",
    }
    return Stance(**usual | values, actor=actor, measure=measure, stance=kind)


def facts(*stances):
    labels = {one.actor: one.actor_label for one in stances} | {one.measure: one.measure_label for one in stances}
    return Positions(stances, (), labels, {}, {}, {}, {}, {})


def found(*stances, given_up=(), least=1, **chosen):
    shown = agreement(facts(*stances), Choice(**chosen), given_up, least)
    return [(pair.one, pair.other, [(one.measure, one.relation) for one in pair.shared]) for pair in shown.pairs]


class TestAgreement:
    def test_two_on_the_same_side_agree_and_on_opposite_ones_disagree(self):
        assert found(
            *(stance("ada", "fleet"), stance("bo", "fleet"), stance("cy", "fleet", "opposes")),
            *(
                stance("dee", "fleet", "opposes"),
                stance("eve", "fleet", "uncommitted"),
                stance("fay", "fleet", "doubts"),
            ),
        ) == [
            ("ada", "bo", [("fleet", "same")]),
            ("cy", "dee", [("fleet", "same")]),
            *((one, other, [("fleet", "apart")]) for one in ("ada", "bo") for other in ("cy", "dee")),
        ]

    @pytest.mark.parametrize(
        ("one", "other", "relation"),
        [
            ({}, {}, "same"),
            ({"conditions": ("A",)}, {"conditions": ("A",)}, "same"),
            ({"conditions": ("A",)}, {}, "words"),
            ({"conditions": ("A",)}, {"conditions": ("B",)}, "words"),
            ({"qualification": "up to a point"}, {}, "words"),
        ],
    )
    def test_terms_that_differ_make_it_agreement_in_words_only(self, one, other, relation):
        kinds = ["conditional" if terms.get("conditions") else "supports" for terms in (one, other)]
        assert found(stance("ada", "fleet", kinds[0], **one), stance("bo", "fleet", kinds[1], **other)) == [
            ("ada", "bo", [("fleet", relation)])
        ]

    def test_what_others_say_or_what_is_not_sure_is_no_agreement(self):
        assert found(stance("ada", "fleet"), stance("bo", "fleet", ascribed=True, ascribers=("Cy",))) == []
        assert found(stance("ada", "fleet"), stance("bo", "fleet", confidence="Low")) == []

    def test_who_took_both_sides_is_named_and_not_counted(self):
        stances = (stance("ada", "fleet"), stance("bo", "fleet"), stance("bo", "fleet", "opposes"))
        assert found(*stances) == []
        assert agreement(facts(*stances), Choice(), (), 1).undecided == (("Bo", "Fleet"),)

    def test_what_was_given_up_is_no_agreement(self):
        stances = (stance("ada", "fleet"), stance("bo", "fleet"))
        assert found(*stances, given_up={("bo", "fleet")}) == []

    def test_pairs_that_share_too_little_are_hidden_and_counted_but_no_disagreement_is(self):
        stances = [stance(actor, measure) for actor in ("ada", "bo") for measure in ("fleet", "tolls")]
        stances += [stance("cy", "fleet"), stance("cy", "tolls", "opposes"), stance("dee", "fleet")]
        shown = agreement(facts(*stances), Choice(), (), 2)
        assert [(pair.one, pair.other, pair.agreed) for pair in shown.agreeing] == [("ada", "bo", 2)]
        assert [(pair.one, pair.other) for pair in shown.apart] == [("ada", "cy"), ("bo", "cy")]
        # Ada and Cy, Ada and Dee, Bo and Cy, Bo and Dee, Cy and Dee agree on the fleet alone.
        assert shown.hidden == 5

    def test_of_a_chosen_actor_there_are_all_pairs_and_no_others(self):
        stances = [stance(actor, "fleet") for actor in ("ada", "bo", "cy")]
        assert [pair[:2] for pair in found(*stances, actor="bo")] == [("ada", "bo"), ("bo", "cy")]

    def test_the_real_pairs_are_those_of_the_store(self, real_client):
        rows = real_client.get("/network.json?view=agreement&shared=1").json["pairs"]
        given = {}
        query = (
            "PREFIX bst: <https://w3id.org/backstop/ontology#> SELECT ?actor ?stance ?measure WHERE { "
            "VALUES ?stance { bst:inFavourOf bst:conditionallyInFavourOf bst:against } "
            "?position ?stance ?measure ; bst:heldBy ?actor ; bst:confidence ?confidence . "
            "?statement bst:expresses ?position . FILTER(?confidence != bst:Low) "
            "FILTER EXISTS { ?statement bst:attestedBy/bst:attribution ?how "
            "FILTER(?how != bst:CharacterisedByOther) } }"
        )
        for row in site_of(real_client.application).engine.select(query):
            actor, stance, measure = (row[name].value.rpartition("/id/")[2] for name in ("actor", "stance", "measure"))
            given.setdefault(measure, {}).setdefault(actor, set()).add(SIDES[stance.rpartition("#")[2]])
        with real_client.application.test_request_context():
            site = site_of(real_client.application)
            gone = {(change.actor, change.given_up) for change in changes(site) if change.given_up}
        assert gone == {("donald-trump", "ceasefire-first")}
        expected = {
            (frozenset((one, other)), measure, sides[one] == sides[other])
            for measure, sides in given.items()
            for one in sides
            for other in sides
            if one != other
            and len(sides[one]) == len(sides[other]) == 1
            and not gone & {(one, measure), (other, measure)}
        }
        shown = {
            (frozenset((row["actor"], row["other"])), row["measure"], row["relation"] != RELATIONS["apart"])
            for row in rows
        }
        assert shown == expected
        assert len(rows) == len(expected) > 100

    def test_the_page_counts_what_it_shows_and_says_what_it_hides(self, real_client):
        page = real_client.get("/network?view=agreement").text
        every = real_client.get("/network.json?view=agreement&shared=1").json["pairs"]
        agreed, apart = {}, set()
        for row in every:
            pair = (row["actor"], row["other"])
            if row["relation"] == RELATIONS["apart"]:
                apart.add(pair)
            else:
                agreed[pair] = agreed.get(pair, 0) + 1
        shown = sum(number > 1 for number in agreed.values())
        heading = re.sub(r"\s+", " ", page.split('<h2 id="picture"')[1].split("</h2>")[0].partition(">")[2])
        assert heading == f"{shown} pairs agree, {len(apart)} disagree"
        assert f"{len(agreed) - shown} pairs that agree on fewer than 2 measures" in page
        assert 'href="/network?view=agreement&amp;shared=1">show all' in page
        assert "To be on one side of a measure is no alliance" in page
        assert page.count('class="bond agreed"') - 2 == shown  # two in the legend
        assert page.count('class="bond apart"') == len(apart)

    def test_the_spreadsheet_has_a_row_for_each_measure_that_a_pair_shares(self, real_client):
        response = real_client.get("/network.csv?view=agreement")
        assert response.headers["Content-Disposition"] == 'attachment; filename="backstop-network-agreement.csv"'
        rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"))))
        data = real_client.get("/network.json?view=agreement").json["pairs"]
        assert [(row["actor"], row["other"], row["measure"], row["relation"]) for row in rows] == [
            (row["actor"], row["other"], row["measure"], row["relation"]) for row in data
        ]


class TestNetwork:
    def test_names_with_a_single_line_can_be_folded_and_are_counted(self, real_client):
        whole, folded = (real_client.get(f"/network.json{fold}").json for fold in ("", "?fold=1"))
        number = {node["id"]: node["lines"] for node in whole["nodes"]}
        assert folded["links"] == [
            link for link in whole["links"] if number[link["actor"]] > 1 and number[link["measure"]] > 1
        ]
        gone = len(whole["nodes"]) - len(folded["nodes"])
        assert gone > 0
        assert f"{gone} names with a single line are folded" in real_client.get("/network?fold=1").text

    def test_what_is_hidden_is_counted_and_linked(self, real_client):
        few, every = (real_client.get(f"/network.json{least}").json["nodes"] for least in ("", "?least=1"))
        measures, actors = (
            sum(node["kind"] == kind for node in every) - sum(node["kind"] == kind for node in few)
            for kind in ("measure", "actor")
        )
        page = re.sub(r"\s+", " ", real_client.get("/network").text)
        assert f"{measures} measures with fewer than 5 actors, and {actors} actors who speak only of these, are" in page

    def test_the_drawing_has_a_mark_for_each_node_and_line_and_every_name_in_full(self, real_client):
        data = real_client.get("/network.json").json
        root = ET.fromstring(real_client.get("/network.svg").text)
        nodes = [group for group in root.iter(f"{SVG}g") if (group.get("class") or "").startswith("node")]
        names = {group.get("data-node"): "".join(group.find(f"{SVG}text").itertext()) for group in nodes}
        assert names == {node["id"]: node["label"] for node in data["nodes"]}
        links = [group.find(f"{SVG}title").text for group in root.iter(f"{SVG}g") if group.get("class") == "link"]
        assert sorted(links) == sorted(
            f"{link['actorLabel']}, {link['measureLabel']}: {link['word']}, {link['note']}" for link in data["links"]
        )

    def test_a_name_leads_to_its_own_network(self, real_client):
        page = real_client.get("/network").text
        assert '<a href="/network?actor=keir-starmer">' in page
        assert '<a href="/network?measure=european-force">' in page
        data = real_client.get("/network.json?actor=keir-starmer").json
        assert {link["actor"] for link in data["links"]} == {"keir-starmer"}

    def test_without_the_program_that_draws_there_is_still_the_list(self, real_client, monkeypatch):
        monkeypatch.setattr(graphviz, "_PROGRAM", "no-such-program")
        placing._places.cache_clear()
        for view in ("", "&view=agreement"):
            page = real_client.get(f"/network?topic=troops{view}").text
            assert "The picture could not be drawn here" in page
            assert "<table" in page
            assert "Picture as SVG" not in page


class TestPlaces:
    def test_no_box_covers_another_and_a_picture_is_the_same_each_time(self, real_client):
        with real_client.application.test_request_context():
            known = positions(site_of(real_client.application))
        pairs = agreement(known, Choice(), (), 1).agreeing
        drawn = bonds(pairs, [pair.agreed for pair in pairs])
        placing._places.cache_clear()
        assert bonds(pairs, [pair.agreed for pair in pairs]) == drawn
        for number, one in enumerate(drawn.boxes):
            assert one.width / 2 <= one.x <= drawn.width - one.width / 2
            for other in drawn.boxes[number + 1 :]:
                assert abs(one.x - other.x) >= (one.width + other.width) / 2 or (
                    abs(one.y - other.y) >= (one.height + other.height) / 2
                )

    def test_the_order_leaves_out_crossings(self):
        links = [("a", "z"), ("b", "y"), ("c", "x")]
        left, right = placing.order((["a", "b", "c"], ["x", "y", "z"]), links)
        assert [dict(links)[name] for name in left] == right

    def test_nothing_is_drawn_of_nothing(self, real_client):
        assert bonds([], []) is None
        assert real_client.get("/network.svg?kind=coalition&topic=territory").status_code == 200
