"""How far two readers who did not see each other's work agreed, before their differences were settled.

``agreement/stances.tsv`` has each actor and measure on which either reader entered a position, with what each of them
entered; ``agreement/passages.tsv`` counts the statements that the other reader has too: of the same actor, in an
overlapping passage. The runbook quotes the figures.
"""

from __future__ import annotations

import csv
from pathlib import Path

import krippendorff
import pytest

HERE = Path(__file__).resolve().parent
RUNBOOK = " ".join((HERE.parent / "graph" / "curated" / "README.md").read_text(encoding="utf-8").split())


def table(name):
    with (HERE / "agreement" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def alpha(rows):
    kinds = sorted({row[reader] for row in rows for reader in ("first reader", "second reader")})
    codes = [[kinds.index(row[reader]) for row in rows] for reader in ("first reader", "second reader")]
    return krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")


def test_the_agreement_on_stances_is_the_one_that_the_runbook_gives():
    rows = table("stances.tsv")
    agreed = sum(row["first reader"] == row["second reader"] for row in rows)
    assert f"{len(rows)} pairs of actor and measure" in RUNBOOK
    assert f"the same for {agreed} of them" in RUNBOOK
    assert f"Krippendorff's alpha (nominal) is {alpha(rows):.2f}" in RUNBOOK


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
