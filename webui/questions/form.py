"""The form of a question: its fields, the choices that the graph has for each, and the rows that each would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import url_for

from graph.endpoint import RemoteEndpoint
from graph.saved_queries import Parameter, SavedQuestion
from graph.vocabulary import BST, ID, PREFIXES, XSD
from webui.reading.cells import ATTRIBUTIONS, label_of, labels
from webui.site import Site, site

# With more choices than these a field is a menu, with up to these they stand side by side.
_SIDE_BY_SIDE = 5
_KEPT = 1024
# What a choice says, where the label of the term is a word too short for one.
_WORDS = {
    BST.Explicit.value: "said explicitly",
    BST.Implied.value: "implied",
    BST.inFavourOf.value: "in favour, no condition stated",
    **ATTRIBUTIONS,
    BST.DirectQuotation.value: "direct quotations only",
}
_HINTS = {
    "asof": "As of a day: only what was said by then. A statement with no date counts from when its document appeared.",
}


@dataclass(frozen=True)
class Choice:
    """One choice of a parameter, with the number of rows it would give."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Field:
    """One field of a form, what is chosen in it, and its choices with ``total`` the rows if it is left open.

    A field whose parameter is no IRI has no choices and takes what the visitor types.
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
        """What is chosen, in words."""
        return next((choice.label for choice in self.choices if choice.value == self.value), self.value)

    @property
    def hint(self) -> str:
        """What to know before filling the field in, or nothing."""
        return _HINTS.get(self.parameter.name, "")


@dataclass(frozen=True)
class Instead:
    """Another answer, where it is, how many rows it has, and whether it keeps to what is asked of here."""

    title: str
    address: str
    rows: int
    near: bool = True


@dataclass(frozen=True)
class _Counted:
    rows: int
    choices: tuple[tuple[str, str, int], ...]


def fields(asked: SavedQuestion, values: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields of a question's form, each with its choices while the others stay as ``values`` has them."""
    return tuple(_field(asked, parameter, values) for parameter in asked.parameters)


def short(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values as addresses show them: our things by their slugs, our terms by their prefixed names."""
    return {name: _short(value) for name, value in values.items()}


def _short(value: str) -> str:
    if value.startswith(PREFIXES["bst"]):
        return "bst:" + value.removeprefix(PREFIXES["bst"])
    return value.removeprefix(ID)


def excluded_by(asked: SavedQuestion, values: Mapping[str, str], form: tuple[Field, ...]) -> tuple[Instead, ...]:
    """Return the optional choices that leave an empty answer empty: without each there are so many rows.

    Where it takes all of them together there is one entry; where nobody says so in any case there is none.
    """
    chosen = [field for field in form if field.value and not field.parameter.required]
    found = [
        Instead(f"{field.parameter.label}: {field.chosen}", _address(asked, rest), rows)
        for field in chosen
        if (rest := {name: value for name, value in values.items() if name != field.parameter.name})
        and (rows := _count(asked, rest))
    ]
    if not found and len(chosen) > 1:
        optional = {field.parameter.name for field in chosen}
        rest = {name: value for name, value in values.items() if name not in optional}
        if rows := _count(asked, rest):
            found = [Instead("all of these choices together", _address(asked, rest), rows)]
    return tuple(found)


def nearest(asked: SavedQuestion, values: Mapping[str, str]) -> tuple[Instead, ...]:
    """Return the questions to see also, each with as many of the choices carried over as leave it an answer."""
    others = (site().question(slug) for slug in asked.see_also)
    return tuple(_carried(other, values) for other in others if other is not None)


def _carried(other: SavedQuestion, values: Mapping[str, str]) -> Instead:
    known = {parameter.name: parameter for parameter in other.parameters}
    shared = {name: value for name, value in values.items() if name in known}
    things = {name: value for name, value in shared.items() if known[name].kind == "iri" and value.startswith(ID)}
    for carried in (shared, things, {}):
        if rows := _count(other, carried):
            break
    return Instead(other.title, _address(other, carried), rows, near=bool(carried))


def _address(question: SavedQuestion, values: Mapping[str, str]) -> str:
    return url_for("questions.question", slug=question.slug, **dict[str, Any](short(values)))


def _count(question: SavedQuestion, values: Mapping[str, str]) -> int:
    defaults = {parameter.name: parameter.default for parameter in question.parameters if parameter.default}
    return _counted(question.bind(defaults | dict(values)), "").rows


def _field(asked: SavedQuestion, parameter: Parameter, values: Mapping[str, str]) -> Field:
    value = values.get(parameter.name, "")
    if parameter.kind != "iri":
        return Field(parameter, value)
    counted = _counted(asked.bind(values, open_parameter=parameter.name), parameter.name)
    found = counted.choices or _without_the_others(asked, parameter, values)
    choices = [Choice(_short(iri), _WORDS.get(iri, label), count) for iri, label, count in found]
    if value and value not in {iri for iri, _, _ in found}:
        choices.append(Choice(_short(value), _WORDS.get(value) or label_of(site(), value), 0))
    return Field(parameter, _short(value), tuple(choices), counted.rows)


def _without_the_others(
    asked: SavedQuestion, parameter: Parameter, values: Mapping[str, str]
) -> tuple[tuple[str, str, int], ...]:
    """The choices that there would be without the optional ones, so that an empty answer leaves a way out."""
    required = {other.name: values[other.name] for other in asked.parameters if other.required}
    counted = _counted(asked.bind(required, open_parameter=parameter.name), parameter.name)
    return tuple((iri, label, 0) for iri, label, _ in counted.choices)


def _counted(query: str, name: str) -> _Counted:
    """Count the rows of a query and, by the column ``name``, what each choice would leave of them.

    What a build gives is kept as long as the build is; another endpoint may change, and is asked anew.
    """
    if isinstance(site().engine, RemoteEndpoint):
        return _ask(site(), query, name)
    return site().derive(_keeping)(query, name)


def _keeping(opened: Site) -> Callable[[str, str], _Counted]:
    @lru_cache(maxsize=_KEPT)
    def kept(query: str, name: str) -> _Counted:
        return _ask(opened, query, name)

    return kept


def _ask(opened: Site, query: str, name: str) -> _Counted:
    solutions = opened.engine.select(query)
    if not name:
        return _Counted(sum(1 for _ in solutions), ())
    rows = list(solutions)
    names = [variable.value for variable in solutions.variables]
    return _Counted(len(rows), tuple((term.value, label, count) for term, label, count in labels(names, rows, name)))
