"""The pages of measures and guarantees: who is where, and how they hang together."""

from __future__ import annotations

from tests.support.pages import main
from webui.reading.cells import Cell
from webui.things.variants import Variants


def board(node):
    return {side.texts("h3")[0]: side.texts("li") for side in node.about("where").all("section")}


def test_a_board_shows_who_is_where_and_names_nobody_else(world_client):
    assert board(main(world_client, "/id/fleet")) == {
        "In favour 0": [],
        "In favour, on condition 1": ["Ada Vale if A lifeboat 4 April 2033"],
        "Against 0": [],
        "Uncommitted 1": ["Southland ascribed by another 1–5 April 2033"],  # noqa: RUF001 -- a range has an en dash
    }


def test_doubt_is_a_side_of_its_own_and_called_no_position(world_client):
    lighthouse = main(world_client, "/id/lighthouse")
    assert board(lighthouse) == {
        "In favour 0": [],
        "In favour, on condition 0": [],
        "Against 0": [],
        "Uncommitted 0": [],
        "Doubt 1": ["Bo Lind undated"],
    }
    assert "Doubt is no position." in lighthouse.about("side-doubt").text


def test_the_silent_are_counted_and_silence_is_said_to_be_no_no(world_client):
    # Five speak: Vale, the aide, Southland, the party and Lind; the party and the aide say nothing of the fleet.
    silence = "Of the 5 who speak in these documents, the other 2 are silent on it. Silence is not a no."
    assert main(world_client, "/id/fleet").texts("p", "silence") == [silence]


def test_a_limit_goes_with_the_statements_that_carry_it_only(real_client):
    starmer = next(
        item
        for item in main(real_client, "/id/us-backstop").about("side-supports").all("li")
        if item.texts("p", "name") == ["Keir Starmer"]
    )
    lines = [node.text for node in starmer.all("p")]
    assert lines[1].startswith("17–23 February 2025, 27 February 2025")  # noqa: RUF001 -- a range has an en dash
    assert lines[2:] == ["in the form of US air defences", "28 February 2025"]


def test_who_is_concluded_to_be_for_it_is_apart_and_comes_with_the_way(world_client):
    fleet = main(world_client, "/id/fleet")
    concluded = fleet.about("by-way")
    assert concluded.attributes["class"] == "concluded"
    assert concluded.facts == {"In favour, by way of a variant": "Bo Lind why?"}
    assert "Bo Lind" not in fleet.about("where").text


def test_who_spoke_of_a_measure_is_not_concluded_to_be_where_they_said(world_client):
    middle = main(world_client, "/id/fleet-without-lifeboat")
    assert board(middle)["Against 1"] == ["Bo Lind implied 1–5 April 2033"]  # noqa: RUF001 -- a range has an en dash
    assert middle.about("by-way").facts == {"In favour, by way of a variant": "Bo Lind why?"}
    low = main(world_client, "/id/fleet-at-night")
    assert low.about("by-way").facts == {"Against, by way of what it is a variant of": "Bo Lind why?"}


def test_the_tree_has_the_line_above_and_all_variants_below(world_client):
    tree = main(world_client, "/id/fleet-without-lifeboat").all("div", "tree")[0]
    assert tree.all("ul")[0].text == "A fleet A fleet without a lifeboat A fleet at night"
    assert [node.text for node in tree.all("b")] == ["A fleet without a lifeboat"]
    assert len(tree.all("ul")) == 3


def test_siblings_are_left_out_of_the_tree_and_two_lines_above_give_two_trees():
    names = {name: Cell(name) for name in "abcd"}
    variants = Variants({"a": ["b", "c"], "d": ["b"]}, {"b": ["a", "d"], "c": ["a"]}, names)

    def shape(branch):
        return branch.measure.text, [shape(below) for below in branch.variants]

    assert [shape(top) for top in variants.tree("b")] == [("a", [("b", [])]), ("d", [("b", [])])]
    assert [shape(top) for top in variants.tree("a")] == [("a", [("b", []), ("c", [])])]
    assert variants.tree("e") == []


def test_a_loop_of_variants_ends():
    variants = Variants({"a": ["b"], "b": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": Cell("a"), "b": Cell("b")})
    assert list(variants.all_above("a")) == ["b"]
    assert variants.tree("a") == []


def test_conditions_name_who_attaches_them_and_stand_at_both_ends(world_client):
    assert main(world_client, "/id/fleet").about("hangs").facts == {
        "Conditions that some attach to it": "A lifeboat named by Ada Vale",
        "May take in": "Tolls",
        "Put forward by": "Ada Vale",
    }
    assert main(world_client, "/id/lifeboat").about("hangs").facts == {
        "Is made a condition for": "A fleet named by Ada Vale",
        "Can be done without, in": "A fleet without a lifeboat",
    }


def test_what_cannot_hold_together_is_said_on_both_pages(world_client):
    for one, other in (("tolls", "Free passage"), ("free-passage", "Tolls")):
        assert main(world_client, f"/id/{one}").about("hangs").facts["Cannot hold with"] == other


def test_a_guarantee_says_who_would_protect_whom_with_what(world_client):
    guarantee = main(world_client, "/id/lifeboat").about("guarantee")
    assert guarantee.texts("p", "pledge") == ["Southland would protect Northland"]
    assert guarantee.facts == {
        "Made of, or might be": "Radio named by An aide (in the harbour report)",
        "Likened to": "Ice Treaty",
    }


def test_a_guarantee_without_guarantor_is_not_given_one(world_client):
    pledge = main(world_client, "/id/lighthouse").about("guarantee").texts("p", "pledge")
    assert pledge == ["Who would protect whom is not recorded."]


def test_who_wants_a_guarantee_is_on_its_page_like_on_any_measure(world_client):
    assert board(main(world_client, "/id/lifeboat"))["In favour 1"] == ["Ada Vale implied as a condition 4 April 2033"]
