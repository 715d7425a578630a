"""The form of a question with the number of rows that each choice gives, and what else to ask where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from graph.dates import day
from graph.saved_queries import Asked, Choice, KnownValues, Parameter
from graph.stance_table import STANCES
from graph.vocabulary import BST, XSD
from webui.reading.answer_text import words_of_answer
from webui.reading.cells import ATTRIBUTIONS, label_of
from webui.reading.question_headings import WORDS, heading
from webui.reading.sorting import SortKey, by_words
from webui.site import Site

_SIDE_BY_SIDE = 5  # with up to so many choices a field shows them side by side, with more it is a menu
# Choices that have an order of their own, which holds whatever is chosen; all others follow by their words.
_ORDER = (*(stance.property.value for stance in STANCES), BST.Explicit.value, BST.Implied.value, *ATTRIBUTIONS)
_HINTS = {
    "asof": "Only what was said by that day. A statement with no date counts from when its document appeared.",
}


@dataclass(frozen=True)
class Field:
    """One field of a form, its value, its choices, and ``total``, the number of rows if it is left open.

    Only a parameter of kind ``iri`` has choices; the visitor types the value of any other.
    """

    parameter: Parameter
    value: str
    choices: tuple[Choice, ...] = ()
    total: int = 0

    @property
    def control(self) -> str:
        """How the field is shown: ``segments``, ``menu``, ``date`` or ``text``."""
        if self.parameter.kind == "iri":
            few = len(self.choices) <= _SIDE_BY_SIDE and not self.parameter.required
            return "segments" if few else "menu"
        return "date" if self.parameter.suffix == XSD.date.value else "text"

    @property
    def chosen(self) -> str:
        """The value in words."""
        return next((choice.label for choice in self.choices if choice.value == self.value), day(self.value))

    @property
    def hint(self) -> str:
        """What to know before filling the field in, or an empty text."""
        return _HINTS.get(self.parameter.name, "")


@dataclass(frozen=True)
class Alternative:
    """Another question or other choices: title, address, rows, and whether it keeps any of the present values.

    ``counted`` says what its answer holds, such as "2 positions by 2 actors", where that was looked up.
    """

    title: str
    asked: Asked
    rows: int
    near: bool = True
    counted: str = ""

    @property
    def address(self) -> str:
        """The address of its page, without the defaults of a question that keeps none of the present values."""
        return address(self.asked if self.near else Asked(self.asked.question, {}))


def known_values(opened: Site) -> KnownValues:
    """Return what the site's engine knows of values. The counts of a build are kept, those of an endpoint are not."""
    return KnownValues(opened.engine, keep=opened.build is not None)


def fields(opened: Site, asked: Asked) -> tuple[Field, ...]:
    """Return the fields of a question's form, each with its choices while the other values stay as they are."""
    return tuple(_field(opened, asked, parameter) for parameter in asked.question.parameters)


def _field(opened: Site, asked: Asked, parameter: Parameter) -> Field:
    known = opened.cached(known_values)
    name = parameter.name
    value = asked.short.get(name, "")
    if parameter.kind != "iri":
        return Field(parameter, value)
    found = known.choices(asked, name)
    offered = found.each
    if not offered:  # the choices without the optional values, so that an empty answer leaves a way out
        wider = known.choices(asked.without(*asked.narrowing), name)
        offered = tuple(replace(choice, rows=0) for choice in wider.each)
    if value and value not in {choice.value for choice in offered}:
        iri = asked.values[name]
        offered = (*offered, Choice(iri, label_of(opened, iri), 0))
    ordered = sorted(offered, key=_place)
    choices = tuple(replace(choice, label=WORDS.get(choice.iri, choice.label)) for choice in ordered)
    return Field(parameter, value, choices, found.rows)


def _place(choice: Choice) -> tuple[int, SortKey]:
    return (_ORDER.index(choice.iri) if choice.iri in _ORDER else len(_ORDER), by_words(choice.label))


def excluded_by(opened: Site, asked: Asked, form: tuple[Field, ...]) -> Iterator[Alternative]:
    """Yield the optional choices that leave an empty answer empty, with the rows that there are without each."""
    chosen = {field.parameter.name: f"{field.parameter.label}: {field.chosen}" for field in form}
    for names, wider, rows in opened.cached(known_values).excluded_by(asked):
        title = chosen[names[0]] if len(names) == 1 else "all of these choices together"
        yield Alternative(title, wider, rows)


def related(opened: Site, asked: Asked) -> Iterator[Alternative]:
    """Yield the questions to see also, each with as many of the present values as leave it an answer."""
    known = opened.cached(known_values)
    for slug in asked.question.see_also:
        if (other := opened.question(slug)) is None:
            continue
        for carried in (asked.carried_to(other), asked.carried_to(other, things_only=True)):
            if carried and (rows := known.rows(carried)):
                yield Alternative(heading(opened, carried).title, carried, rows)
                break
        else:
            bare = Asked.of(other, {})
            yield Alternative(other.title, bare, known.rows(bare), near=False)


def counted(opened: Site, alternatives: Iterable[Alternative]) -> list[Alternative]:
    """Return the alternatives that have an answer, each with what it holds."""
    return [replace(each, counted=words_of_answer(opened, each.asked).heading) for each in alternatives if each.rows]


def address(asked: Asked, suffix: str = "", *, external: bool = False, **more: str) -> str:
    """Return the address of an answer on this site; ``suffix`` names a file format, ``more`` reserved parameters."""
    given: dict[str, Any] = {**({"suffix": suffix} if suffix else {}), **asked.short, **more}
    return url_for("questions.question", slug=asked.question.slug, _external=external, **given)
