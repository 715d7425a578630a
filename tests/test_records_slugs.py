"""The slugs of things that stand inside a record."""

from __future__ import annotations

import pytest

from graph.records import slugs
from graph.records.document_models import Document, Figure, Flag, Passage, Position, Statement
from graph.records.models import Person, Tenure

EVIDENCE = {"span": (28, 115), "digest": "0" * 64, "attribution": "OwnText"}
STATEMENT = Statement(
    id="ships-go", by="ada-vale", summary="Says so.", concerns=("fleet",), evidence=(Passage.model_validate(EVIDENCE),)
)
DOCUMENT = Document(
    id="harbour-report",
    type="NewsArticle",
    title="A report",
    publisher="gazette",
    text={"file": "a.txt", "sha256": "0" * 64, "length": 500},
)
PERSON = Person(id="ada-vale", label="Ada Vale")


def test_a_statement_is_named_after_its_document():
    assert slugs.of_statement(DOCUMENT, STATEMENT) == "harbour-report/ships-go"


@pytest.mark.parametrize("stance", ["supports", "opposes", "uncommitted_on"])
def test_a_position_is_named_after_its_measure_whatever_the_stance(stance):
    position = Position(**{stance: "fleet"}, explicitness="Explicit", confidence="High")
    assert slugs.of_position("harbour-report/ships-go", position) == "harbour-report/ships-go/on-fleet"


def test_a_conditional_position_is_named_after_its_measure_and_not_after_its_condition():
    position = Position(
        conditionally_supports="fleet", on_condition=("lifeboat",), explicitness="Explicit", confidence="High"
    )
    assert slugs.of_position("harbour-report/ships-go", position) == "harbour-report/ships-go/on-fleet"


def test_a_passage_is_named_after_its_place():
    evidence = Passage.model_validate(EVIDENCE)
    assert slugs.of_passage("harbour-report/ships-go", evidence) == "harbour-report/ships-go/at-28-115"


def test_a_passage_in_another_document_is_named_after_that_too():
    evidence = Passage.model_validate({**EVIDENCE, "in": "harbour-copy"})
    assert slugs.of_passage("harbour-report/ships-go", evidence) == "harbour-report/ships-go/in-harbour-copy-at-28-115"


@pytest.mark.parametrize(
    "part",
    [
        Figure(id="sailors", label="Sailors", value=1200, unit="sailors", source_form="1,200"),
        Flag(id="sailors", note="Misspelt.", source_form="salors"),
    ],
)
@pytest.mark.parametrize("owner", ["harbour-report", "harbour-report/ships-go"])
def test_a_figure_or_a_flag_is_named_after_its_owner(owner, part):
    assert slugs.of_part(owner, part) == f"{owner}/sailors"


def test_a_tenure_is_named_after_its_person_and_office():
    assert slugs.of_tenure(PERSON, Tenure(office="harbour-master")) == "ada-vale/harbour-master"


def test_a_tenure_with_an_id_is_named_after_that_instead():
    tenure = Tenure(id="harbour-master-again", office="harbour-master")
    assert slugs.of_tenure(PERSON, tenure) == "ada-vale/harbour-master-again"
