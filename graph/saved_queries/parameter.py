"""The parameters of a question: how a variable declares one, and the RDF term that a value of it becomes.

A parameter is a variable named as in grlc: ``?_name`` is required, ``?__name`` optional, and a suffix gives the type
(``_iri``, ``_integer``, ``_number``, a language, or a prefix and a datatype).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from graph.dates import is_day
from graph.errors import ParameterError
from graph.saved_queries.binding import variables_of
from graph.vocabulary import XSD

Kind = OneOf["literal", "iri", "integer", "number", "language", "typed"]

_VARIABLE = re.compile(r"(?P<optional>__|_)(?P<name>[a-zA-Z0-9]+)(?:_(?P<suffix>[a-zA-Z0-9]+(?:_[a-zA-Z0-9]+)?))?")
_PREFIX = re.compile(r"(?im)^\s*PREFIX\s+(\w*):\s*<([^>]*)>")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_PLAIN_KINDS: dict[str, Kind] = {"": "literal", "iri": "iri", "integer": "integer", "number": "number"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: the variable it stands for, its type, and how a form shows it.

    ``suffix`` is the language tag for kind ``language``, the datatype's IRI for kind ``typed``.
    """

    name: str
    variable: str
    required: bool
    kind: Kind
    suffix: str = ""
    label: str = ""
    default: str | None = None

    def term(self, value: str) -> NamedNode | Literal:
        """Return the RDF term of a value. Raises :class:`~graph.errors.ParameterError`."""
        self._check(_is_unicode(value), value, "Unicode text")
        match self.kind:
            case "iri":
                return self._iri(value)
            case "integer":
                self._check(bool(_INTEGER.fullmatch(value)), value, "a whole number")
                return Literal(value, datatype=XSD.integer)
            case "number":
                self._check(bool(_NUMBER.fullmatch(value)), value, "a number such as 2.5")
                return Literal(value, datatype=XSD.decimal)
            case "language":
                return Literal(value, language=self.suffix)
            case "typed":
                if self.suffix == XSD.date.value:
                    self._check(is_day(value), value, "a day such as 2025-03-02")
                return Literal(value, datatype=NamedNode(self.suffix))
        return Literal(value)

    def _iri(self, value: str) -> NamedNode:
        self._check(value.startswith(("http://", "https://")), value, "an IRI that begins with https:")
        try:
            return NamedNode(value)
        except ValueError:
            raise self._error(value, "an IRI") from None

    def _check(self, good: bool, value: str, expected: str) -> None:
        if not good:
            raise self._error(value, expected)

    def _error(self, value: str, expected: str) -> ParameterError:
        words = f"“{self.label or self.name}” needs {expected.replace('a day such', 'a date such')}."
        return ParameterError(
            f"{self.name}: found '{value[:80]}', expected {expected}", parameter=self.name, words=words
        )


def parameters_of(
    query: str, labels: Mapping[str, str], defaults: Mapping[str, str]
) -> Iterator[Parameter | tuple[str, str]]:
    """Yield each parameter of a query, in the order in which they occur, with its label and default by its name.

    Where a suffix is not a type, yield the variable and the suffix instead.
    """
    prefixes = dict(_PREFIX.findall(query))
    for variable in dict.fromkeys(variables_of(query)):
        parts = _VARIABLE.fullmatch(variable)
        if parts is None:
            continue
        name, suffix = parts["name"], parts["suffix"] or ""
        if (typed := _kind(suffix, prefixes)) is None:
            yield variable, suffix
            continue
        label = labels.get(name, name.capitalize())
        yield Parameter(name, variable, parts["optional"] == "_", *typed, label, defaults.get(name))


def _kind(suffix: str, prefixes: Mapping[str, str]) -> tuple[Kind, str] | None:
    """The type that a suffix stands for, with its language tag or datatype; ``None`` if it is not a type."""
    if suffix in _PLAIN_KINDS:
        return _PLAIN_KINDS[suffix], ""
    if _LANGUAGE.fullmatch(suffix):
        return "language", suffix
    prefix, _, local = suffix.partition("_")
    return ("typed", prefixes[prefix] + local) if local and prefix in prefixes else None


def _is_unicode(value: str) -> bool:
    """Whether a text can be encoded: the command line passes bytes that are not UTF-8 as lone surrogates."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
