"""How far three readings made without sight of one another agreed, before their differences were settled.

``agreement/stances.tsv`` has each actor and measure on which any reading entered a position, with what each entered;
``variables.tsv`` has the other variables, of the settled record of the first two and of the third, where both entered a
position; ``passages.tsv`` counts the statements of one of the first two readings that the other has too: of the same
actor, in an overlapping passage. The runbook and the page of the method quote the figures.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import krippendorff
import pytest

HERE = Path(__file__).resolve().parent
RUNBOOK = " ".join((HERE.parent / "graph" / "curated" / "README.md").read_text(encoding="utf-8").split())
PUBLISHED = json.loads((HERE.parent / "webui" / "about" / "agreement.json").read_text(encoding="utf-8"))
READERS = ("first reader", "second reader", "third reader")
SETTLED = ("first two readers, settled", "third reader")


def table(name):
    with (HERE / "agreement" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def alpha(rows, readers=READERS[:2]):
    kinds = sorted({row[reader] for row in rows for reader in readers})
    codes = [[kinds.index(row[reader]) for row in rows] for reader in readers]
    return krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")


def figures(rows, readers):
    same = sum(len({row[reader] for reader in readers}) == 1 for row in rows)
    return {"pairs": len(rows), "same": same, "alpha": round(alpha(rows, readers), 2)}


def entered(row, readers=READERS):
    return [row[reader] != "none" for reader in readers]


def measured():
    """The figures in the order in which they are published, computed from the tables."""
    stances, variables = table("stances.tsv"), table("variables.tsv")
    two = READERS[:2]
    yield "stance", "all three", figures([row for row in stances if any(entered(row))], READERS)
    yield "stance", "all three", figures([row for row in stances if all(entered(row))], READERS)
    yield "stance", "the first two", figures([row for row in stances if any(entered(row, two))], two)
    for name in ("explicitness", "confidence", "attribution", "condition"):
        rows = [row for row in variables if row["variable"] == name]
        yield name, "the first two as settled, and the third", figures(rows, SETTLED)


def test_the_published_agreement_is_that_of_the_tables():
    computed = [{"variable": name, "readings": readings, **found} for name, readings, found in measured()]
    assert [{key: row[key] for key in row if key != "on"} for row in PUBLISHED["measured"]] == computed


def test_the_runbook_gives_the_published_agreement():
    for row in PUBLISHED["measured"]:
        figures_of_row = f"{row['pairs']} | {row['same']} | {row['alpha']:.2f}"
        assert f"| {row['variable']} | {row['readings']} | {row['on']} | {figures_of_row} |" in RUNBOOK
    assert f"{PUBLISHED['only_the_third']} pairs are in the third alone" in RUNBOOK
    assert f"{PUBLISHED['on_measures_new_with_the_third']} of them on measures" in RUNBOOK


def test_what_only_the_third_reading_has_is_counted_and_mostly_on_measures_new_with_it():
    rows = table("stances.tsv")
    known = {row["measure"] for row in rows if any(entered(row, READERS[:2]))}
    third = [row for row in rows if not any(entered(row, READERS[:2]))]
    assert len(third) == PUBLISHED["only_the_third"]
    assert sum(row["measure"] not in known for row in third) == PUBLISHED["on_measures_new_with_the_third"]


def test_each_pair_stands_once_and_each_word_for_one_thing():
    rows = table("stances.tsv")
    assert len({(row["document"], row["actor"], row["measure"]) for row in rows}) == len(rows)
    words = {row[reader] for row in rows for reader in READERS}
    assert words == {"in favour", "on condition", "against", "uncommitted", "none", "in favour; on condition"}
    assert all(any(entered(row)) for row in rows)


def test_the_agreement_on_actors_and_passages_is_the_one_that_the_runbook_gives():
    rows = table("passages.tsv")
    first = sum(int(row["statements of the first"]) for row in rows)
    shared = sum(int(row["also with the second"]) for row in rows)
    second = sum(int(row["statements of the second"]) for row in rows)
    back = sum(int(row["also with the first"]) for row in rows)
    assert f"{shared} of the first reader's {first} statements" in RUNBOOK
    assert f"{back} of the second reader's {second}" in RUNBOOK


def test_the_figure_tells_agreement_from_chance():
    agreed = [{"first reader": kind, "second reader": kind} for kind in ("for", "against", "for", "open")]
    assert alpha(agreed) == pytest.approx(1)
    crossed = [{"first reader": a, "second reader": b} for a, b in (("for", "against"), ("against", "for")) * 4]
    assert alpha(crossed) < 0


def test_the_page_of_the_method_shows_each_figure_and_the_footer_leads_there(world_client):
    page = world_client.get("/method").text
    for row in PUBLISHED["measured"]:
        assert f'<td data-heading="The same">{row["same"]}</td><td data-heading="Alpha">{row["alpha"]:.2f}</td>' in page
    assert 'href="/method"' in world_client.get("/").text
