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
        "In favour, on condition 2": [
            "Ada Vale if A lifeboat explicit, high confidence 4 April 2033",
            "Sea League if A lighthouse explicit, medium confidence 2 April 2033",
        ],
        "Against 0": [],
        "Uncommitted 1": [
            "Southland ascribed by another explicit, low confidence, said by Gazette 1–5 April 2033"  # noqa: RUF001 -- a range has an en dash
        ],
    }


def test_doubt_is_a_side_of_its_own_and_called_no_position(world_client):
    lighthouse = main(world_client, "/id/lighthouse")
    assert board(lighthouse) == {
        "In favour 2": [
            "Ada Vale explicit, high confidence 5 April 2033",
            "Southland ascribed by another implied, medium confidence, said by Bo Lind by 5 April 2033",
        ],
        "In favour, on condition 0": [],
        "Against 0": [],
        "Uncommitted 0": [],
        "Doubt 1": ["Bo Lind reported by 5 April 2033"],
    }
    assert "Doubt is no position." in lighthouse.about("side-doubt").text


def test_the_silent_are_counted_and_silence_is_said_to_be_no_no(world_client):
    # Vale, the aide, Southland, the party, Lind and the league speak; the party and the aide say nothing of the fleet.
    silence = (
        "4 of the 6 actors with a statement in these documents speak of it or of a related proposal; "
        "the other 2 do not. Silence is not a no."
    )
    assert main(world_client, "/id/fleet").texts("p", "silence") == [silence]


def test_a_limit_goes_with_the_statements_that_carry_it_only(real_client):
    starmer = next(
        item
        for item in main(real_client, "/id/us-backstop").about("side-supports").all("li")
        if item.texts("p", "name") == ["Keir Starmer"]
    )
    lines = [node.text for node in starmer.all("p")]
    assert lines[1:3] == [
        "explicit, high confidence",
        "17–23 February 2025, 2 March 2025, 2 March 2025",  # noqa: RUF001 -- a range has an en dash
    ]
    limited = lines.index("in the form of US air defences")
    assert lines[limited + 1].startswith("implied, medium confidence, said by Experts")
    assert lines[limited + 2 :] == ["by 28 February 2025"]


def test_who_is_concluded_to_be_for_it_is_apart_and_comes_with_the_way(world_client):
    fleet = main(world_client, "/id/fleet")
    concluded = fleet.about("by-way")
    assert concluded.attributes["class"] == "concluded"
    assert concluded.facts == {"In favour, concluded from a more specific proposal": "Bo Lind why?"}
    assert "Bo Lind" not in fleet.about("where").text


def test_who_spoke_of_a_measure_is_not_concluded_to_be_where_they_said(world_client):
    middle = main(world_client, "/id/fleet-without-lifeboat")
    assert board(middle)["Against 2"] == [
        "Bo Lind unsure implied, low confidence 1–5 April 2033",  # noqa: RUF001 -- a range has an en dash
        "Southland ascribed by another explicit, high confidence, said by Bo Lind by 5 April 2033",
    ]
    assert middle.about("by-way").facts == {"In favour, concluded from a more specific proposal": "Bo Lind why?"}
    # His being against it is read with low confidence, so nothing follows for what is a variant of it.
    low = main(world_client, "/id/fleet-at-night").about("by-way").facts
    assert low == {"As others say: against, concluded from a more general proposal": "Southland why?"}


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
        "Conditions that some attach to it": "A lifeboat named by Ada Vale A lighthouse named by Sea League",
        "May include": "Tolls",
        "Topic": "Ships",
        "Proposed by": "Ada Vale",
    }
    assert main(world_client, "/id/lifeboat").about("hangs").facts == {
        "Is named as a condition for": "A fleet named by Ada Vale Free passage named by Southland",
        "Proposals that do without it": "A fleet without a lifeboat",
        "Topic": "Ships",
    }


def test_what_cannot_hold_together_is_said_on_both_pages(world_client):
    for one, other in (("tolls", "Free passage"), ("free-passage", "Tolls")):
        assert main(world_client, f"/id/{one}").about("hangs").facts["Incompatible with"] == other


def test_a_guarantee_says_who_would_protect_whom_with_what(world_client):
    guarantee = main(world_client, "/id/lifeboat").about("guarantee")
    assert guarantee.texts("p", "pledge") == ["Southland would protect Northland"]
    assert guarantee.facts == {
        "Parts, or possible parts": "Radio named by An aide (in the harbour report)",
        "Modelled on": "Ice Treaty",
    }


def test_a_guarantee_without_guarantor_is_not_given_one(world_client):
    pledge = main(world_client, "/id/lighthouse").about("guarantee").texts("p", "pledge")
    assert pledge == ["Who would protect whom is not recorded."]


def test_who_wants_a_guarantee_is_on_its_page_like_on_any_measure(world_client):
    assert board(main(world_client, "/id/lifeboat"))["In favour 1"] == [
        "Ada Vale implied as a condition implied, medium confidence 4 April 2033"
    ]


def test_a_board_says_how_many_have_not_surely_said_so_themselves(real_client, world_client):
    assert main(world_client, "/id/fleet").about("side-uncommitted").texts("p", "aside") == [
        "Only as others say, or read with low confidence."
    ]
    backstop = main(real_client, "/id/us-backstop").about("side-supports")
    assert backstop.texts("h3") == ["In favour 5"]
    assert backstop.texts("p", "aside")[0].startswith("3 in their own words; the others only as others say")
    names = backstop.texts("p", "name")
    assert [name.endswith(("unsure", "ascribed by another")) for name in names] == [False] * 3 + [True] * 2


def test_a_guarantee_has_its_status_by_day_and_a_condition_is_no_offer(real_client):
    status = main(real_client, "/id/us-backstop").about("status")
    rows = [[cell.text for cell in row.all("td")] for row in status.all("tr")[1:]]
    trump = {(row[0], row[1]) for row in rows if row[2].startswith("Donald Trump")}
    assert trump == {("27 February 2025", "left vague"), ("18 August 2025", "offered, perhaps")}
    assert all("confidence" in row[3] for row in rows if not row[1].startswith("doubted"))
    assert all("said by" in row[2] for row in rows if row[1].endswith("as others say"))
    assert any(row[1] == "asked for or welcomed" for row in rows)


def test_who_doubts_a_measure_twice_is_counted_once(real_client):
    doubt = main(real_client, "/id/article-5-type-guarantee").about("side-doubt")
    assert doubt.texts("h3") == ["Doubt 1"]
    (arnold,) = doubt.all("li")
    assert arnold.texts("p", "name")[0].startswith("Ed Arnold")
    assert len(arnold.all("p", "dates")[0].links) == 2


def test_a_measure_leads_to_its_pictures(real_client):
    links = main(real_client, "/id/us-backstop").about("where").links
    assert links[-2:] == ["/matrix?measure=us-backstop", "/network?measure=us-backstop"]
    for link in links[-2:]:
        assert real_client.get(link).status_code == 200
