"""A question with its values: what the command line and the site ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.saved_queries.saved_question import SavedQuestion
from graph.vocabulary import ID, PREFIXES, expand


@dataclass(frozen=True)
class Asked:
    """A question with its values by parameter, in the order of the parameters: IRIs in full, defaults filled in."""

    question: SavedQuestion
    values: Mapping[str, str]

    @classmethod
    def of(cls, question: SavedQuestion, given: Mapping[str, str]) -> Asked:
        """Return a question with the values given, and the defaults of all other parameters.

        A slug or a prefixed name stands for its IRI; an empty text leaves an optional parameter open. Raises
        :class:`~graph.errors.ParameterError` for an unknown name, a value of the wrong type, or a required parameter
        left empty.
        """
        iris = {parameter.name for parameter in question.parameters if parameter.kind == "iri"}
        full = {name: expand(value) if value and name in iris else value for name, value in given.items()}
        values = question.defaults | full
        question.terms(values)
        return cls(question, {each.name: values[each.name] for each in question.parameters if values.get(each.name)})

    @property
    def query(self) -> str:
        """The query with the values in place of its parameters."""
        return self.question.bind(self.values)

    @property
    def short(self) -> dict[str, str]:
        """The values as addresses show them: slugs for our things, prefixed names for our terms."""
        iris = {parameter.name for parameter in self.question.parameters if parameter.kind == "iri"}
        return {name: short(value) if name in iris else value for name, value in self.values.items()}

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The names of the optional parameters that have a value."""
        return tuple(p.name for p in self.question.parameters if not p.required and p.name in self.values)

    def without(self, *names: str) -> Asked:
        """Return the same question with these parameters at their defaults."""
        return Asked.of(self.question, {name: value for name, value in self.values.items() if name not in names})

    def carried_to(self, other: SavedQuestion, *, things_only: bool = False) -> Asked | None:
        """Return another question with those of these values that it has parameters for; ``None`` if there are none.

        With ``things_only`` only the values that are things of ours are carried.
        """
        names = {parameter.name for parameter in other.parameters}
        carried = {
            name: value
            for name, value in self.values.items()
            if name in names and (value.startswith(ID) or not things_only)
        }
        return Asked.of(other, carried) if carried else None


def short(iri: str) -> str:
    """Return the slug of one of our things, the prefixed name of one of our terms, and any other IRI unchanged."""
    if iri.startswith(PREFIXES["bst"]):
        return "bst:" + iri.removeprefix(PREFIXES["bst"])
    return iri.removeprefix(ID)
