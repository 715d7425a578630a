"""The heading of an answer: the title of the question with what was chosen in it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.dates import day
from graph.saved_queries import Asked, Parameter
from graph.vocabulary import BST, ID
from webui.reading.cells import ATTRIBUTIONS, label_of, noun_phrase_of
from webui.site import Site

# What a choice says, where the label of the term is too short to be understood alone.
WORDS = {
    BST.Explicit.value: "said explicitly",
    BST.Implied.value: "implied",
    BST.inFavourOf.value: "in favour, no condition stated",
    **ATTRIBUTIONS,
}
_LONGEST = 120  # characters of a value that a visitor wrote


@dataclass(frozen=True)
class Heading:
    """A title, and the choices that it does not say: each the label of a parameter with its value in words."""

    title: str
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.title} ({'; '.join(self.choices)})" if self.choices else self.title


def heading(opened: Site, asked: Asked) -> Heading:
    """Return the heading of an answer. An optional parameter at its default is no choice."""
    values = asked.values
    words = {parameter.name: _inside(opened, parameter, values.get(parameter.name, "")) for parameter in _given(asked)}
    title, said = asked.question.titled(words)
    return Heading(
        title,
        tuple(
            f"{parameter.label}: {_alone(opened, parameter, values[parameter.name])}"
            for parameter in _given(asked)
            if parameter.name not in said
        ),
    )


def _given(asked: Asked) -> list[Parameter]:
    question, values = asked.question, asked.values
    return [
        parameter
        for parameter in question.parameters
        if values.get(parameter.name)
        and (parameter.required or values[parameter.name] != question.defaults.get(parameter.name))
    ]


def _inside(opened: Site, parameter: Parameter, value: str) -> str:
    """A value as it stands inside a sentence; a term has no such form."""
    if parameter.kind != "iri":
        return day(value)[:_LONGEST]
    return noun_phrase_of(opened, value) if value.startswith(ID) else ""


def _alone(opened: Site, parameter: Parameter, value: str) -> str:
    if parameter.kind != "iri":
        return day(value)[:_LONGEST]
    return WORDS.get(value) or label_of(opened, value)
