"""A saved question: its query, what its header says, and the query with values in place of its parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.errors import ParameterError, did_you_mean
from graph.saved_queries.answer_header import AnswerForm
from graph.saved_queries.binding import bind
from graph.saved_queries.parameter import Parameter
from graph.saved_queries.titles import filled

# The columns in which rows differ that show one position by several passages.
PASSAGE_COLUMNS = frozenset(
    ("document", "documentLabel", "attribution", "attributionLabel", "relay", "relayLabel", "start")
)
HEADER_LINE = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class ConcludedFact:
    """A concluded triple that a row rests on, if the graph holds it.

    Each of its terms is a column of the query or an IRI; ``beside`` is the column that links to its explanation.
    """

    subject: str
    predicate: str
    object: str
    beside: str


@dataclass(frozen=True)
class SavedQuestion:
    """One question: its text as in the file, and what its header says of it.

    ``variables`` are those that the query selects, in its order. ``formerly`` maps the slugs of questions that were
    merged into this one to the values that they stood for, ``answer`` declares the answer in words, and
    ``title_with`` the titles that say what was chosen. ``featured`` is the place of its answer on the home page,
    from 1; 0 if it is not shown there.
    """

    slug: str
    theme: str
    title: str
    description: str
    text: str
    columns: Mapping[str, str]
    evidence: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    empty: str
    see_also: tuple[str, ...]
    order: int
    expect: tuple[Mapping[str, str], ...]
    concluded: tuple[ConcludedFact, ...]
    variables: tuple[str, ...]
    for_curators: bool
    formerly: Mapping[str, Mapping[str, str]]
    answer: AnswerForm | None
    title_with: tuple[str, ...] = ()
    featured: int = 0

    @property
    def query(self) -> str:
        """The query without its header."""
        return HEADER_LINE.sub("", self.text).strip() + "\n"

    @property
    def defaults(self) -> dict[str, str]:
        """The default values, by the names of their parameters."""
        return {parameter.name: parameter.default for parameter in self.parameters if parameter.default}

    def titled(self, words: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        """Return the title with what was chosen in it, and the names of the parameters whose values it says.

        ``words`` are the values inside a sentence, by the names of their parameters. The title is the plain one if no
        other can be filled.
        """
        title, said = filled(self.title_with, words)
        return (title, said) if title else (self.title, ())

    def terms(self, values: Mapping[str, str], open_parameter: str = "") -> dict[str, NamedNode | Literal]:
        """Return the term of each value, by the variable whose place it takes; an empty value has none.

        Raises :class:`~graph.errors.ParameterError` for an unknown name, a value of the wrong type, or a required
        parameter without a value, unless it is ``open_parameter``.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in names:
                raise ParameterError(f"there is no parameter '{name}'{did_you_mean(name, names)}")
        terms: dict[str, NamedNode | Literal] = {}
        for parameter in self.parameters:
            if parameter.name == open_parameter:
                continue
            if value := values.get(parameter.name):
                terms[parameter.variable] = parameter.term(value)
            elif parameter.required:
                raise ParameterError(f"{parameter.name}: needs a value", words=f"“{parameter.label}” needs a value.")
        return terms

    def bind(self, values: Mapping[str, str], open_parameter: str = "") -> str:
        """Return the query with each value in place of its parameter's variable.

        A parameter without a value stays a variable, and so does ``open_parameter``: its column then holds every
        possible choice. Raises what :meth:`terms` raises.
        """
        return bind(self.query, self.terms(values, open_parameter))
