"""What a question's header says of its answer in words: what is counted, and how a sentence tells it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Annotated, TypeAlias
from typing import Literal as OneOf

from pydantic import BaseModel, ConfigDict, Field

Noun: TypeAlias = tuple[str, str]  # singular and plural

_PLACE = re.compile(r"\{(\w+)\}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Form(_Strict):
    """What all forms share: words before the first sentence, and a last sentence that is true of every answer."""

    opens: str = ""
    note: str = ""


class Side(_Strict):
    """The columns of one of two positions in a row; ``suffix`` is that of the columns on how it was read."""

    actor: str = "actor"
    stance: str = "stance"
    measure: str = "measure"
    suffix: str = ""


class Contrast(_Strict):
    """Another question, a part of whose answer is told beside this one, and the values of its columns in that part."""

    question: str
    only: dict[str, str] = {}
    about: str


class PositionsForm(_Form):
    """Rows that are positions or doubts.

    ``about`` is the subject where all rows are on one, with ``forms`` after it if some are on a form or part of it;
    ``stance`` is the stance where there is no column of it. Up to ``few`` measures have a sentence each. ``says`` tells
    who says what the title asks, instead of the stance. ``nobody`` is the sentence if no state or office-holder does.
    """

    form: OneOf["positions"]
    about: str = ""
    forms: str = ""
    few: int = 3
    stance: str = "stance"
    measure: str = "measure"
    measures: Noun = ("measure", "measures")
    says: bool = False
    nobody: str = ""
    contrast: Contrast | None = None


class StatementsForm(_Form):
    """Rows that are statements; ``about`` completes "Three statements …"."""

    form: OneOf["statements"]
    about: Noun
    noun: Noun = ("statement", "statements")


class GroupsForm(_Form):
    """Rows that are told by the values of one column, and how many members each value has, in the column ``of``.

    In ``about``, ``{members}`` and ``{groups}`` stand for the numbers of both.
    """

    form: OneOf["groups"]
    by: str
    noun: Noun
    of: str = "actor"
    each: Noun = ("actor", "actors")
    about: Noun
    quoted: bool = False


class PairsForm(_Form):
    """Rows that are pairs of positions; ``about`` says how the two stand to one another.

    ``once`` says that a pair is one actor's, with a condition on the one side and none on the other.
    """

    form: OneOf["pairs"]
    one: Side
    two: Side = Side()
    about: str = ""
    once: bool = False
    noun: Noun = ("pair", "pairs")


class ChangesForm(_Form):
    """Rows that are changes from one position to another of the same actor."""

    form: OneOf["changes"]
    before: Side


class FiguresForm(_Form):
    """Rows that are figures; ``about`` completes "Three figures …"."""

    form: OneOf["figures"]
    about: Noun


class ThingsForm(_Form):
    """Rows that are things; ``about`` completes "Three offices …".

    ``most`` is a column with numbers of a ``unit`` to rank them by, ``lead`` the words before those that rank first.
    ``quoted`` says that their names are titles, also in the form of groups.
    """

    form: OneOf["things"]
    thing: str
    noun: Noun
    about: Noun
    most: str = ""
    unit: Noun = ("statement", "statements")
    lead: str = "most often"
    quoted: bool = False


AnswerForm: TypeAlias = Annotated[
    PositionsForm | StatementsForm | GroupsForm | PairsForm | ChangesForm | FiguresForm | ThingsForm,
    Field(discriminator="form"),
]


def places_in(text: str) -> list[str]:
    """Return the names in braces in a text: parameters, whose values stand there."""
    return _PLACE.findall(text)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text: words with an empty name, and for each pair of braces the name in it."""
    for number, piece in enumerate(_PLACE.split(text)):
        if number % 2:
            yield "", piece
        elif piece:
            yield piece, ""


def objections(
    form: BaseModel, variables: Collection[str], parameters: Collection[str], slugs: Collection[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with a form that is well-formed in itself, each with its place in the header."""
    columns = {
        "measure": form.measure if isinstance(form, PositionsForm) and not form.about else "",
        "by": getattr(form, "by", ""),
        "of": getattr(form, "of", ""),
        "thing": getattr(form, "thing", ""),
        "most": getattr(form, "most", ""),
    }
    for name in ("one", "two", "before"):
        if isinstance(side := getattr(form, name, None), Side):
            columns |= {f"{name}.{key}": getattr(side, key) for key in ("actor", "measure")}
            columns[f"{name}.stance"] = "" if ":" in side.stance else side.stance
    if isinstance(form, PositionsForm) and ":" not in form.stance:
        columns["stance"] = form.stance
    for key, column in columns.items():
        if column and column not in variables:
            yield ("answer", *key.split(".")), f"the query has no ?{column}"
    known = {*parameters, *(("members", "groups") if isinstance(form, GroupsForm) else ())}
    for key in ("about", "opens", "note"):
        words = getattr(form, key, "")
        for text in (words,) if isinstance(words, str) else words:
            yield from (
                (("answer", key), f"the query has no parameter '{place}'")
                for place in places_in(text)
                if place not in known
            )
    contrast = getattr(form, "contrast", None)
    if contrast is not None and contrast.question not in slugs:
        yield ("answer", "contrast", "question"), f"no such question: '{contrast.question}'"
