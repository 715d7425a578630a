"""The order of the cells of a table: by what they mean, not by the letters in which they are written."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from pyoxigraph import Literal, NamedNode

from graph.vocabulary import PREFIXES
from webui.reading.result import Term

# What a cell is sorted by, empty if it has nothing. Its first member keeps numbers, days and words apart.
SortKey = tuple[Any, ...]
T = TypeVar("T")
_NUMBERS = frozenset(("decimal", "integer", "double", "nonNegativeInteger"))
_DAYS = frozenset(("date", "gYear", "gYearMonth"))
_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")
_MARKS = re.compile(r"^\W+|\W+$")
_DIGITS = re.compile(r"(\d+)")


def folded(text: str) -> str:
    """Return a text in lower case, without accents and without the marks before and behind it."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _MARKS.sub("", plain.casefold())


def by_words(text: str) -> SortKey:
    """Return the key of a text: without its article, accents and case, and with the numbers in it as numbers."""
    words = _ARTICLE.sub("", folded(text), count=1)
    parts = ((int(part), "") if place % 2 else (0, part) for place, part in enumerate(_DIGITS.split(words)))
    return (2, tuple(parts)) if text.strip() else ()


def by_days(on: str, earliest: str, latest: str) -> SortKey:
    """Return the key of a day or of its bounds: by the first day, then the last. Without any it is empty.

    Each is an ISO date, a month or a year, or empty. What has one bound alone stands where that bound does.
    """
    first, last = (earliest or latest, latest or "9999") if earliest or latest else (on, on)
    return (1, _first_day(first), _last_day(last)) if first else ()


def by_number(text: str, unit: str = "") -> SortKey:
    """Return the key of a number: within its unit, by value. A text that is no number has the key of its words."""
    try:
        return (0, by_words(unit), Decimal(text))
    except InvalidOperation:
        return by_words(text)


def by_value(term: Term | None, shown: str, unit: str = "") -> SortKey:
    """Return the key of a term: a number by its unit and value, a day as a day, anything else by the words shown."""
    if isinstance(term, Literal):
        kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
        if kind in _NUMBERS:
            return by_number(term.value, unit)
        if kind in _DAYS:
            return by_days(term.value, "", "")
    return by_words(shown) if isinstance(term, Literal | NamedNode) else ()


def in_order(items: Iterable[T], key: Callable[[T], SortKey], *, descending: bool = False) -> list[T]:
    """Return the items in the order of their keys; those without a key are last, whichever way the others go."""
    pairs = [(key(item), item) for item in items]
    keyed = sorted((pair for pair in pairs if pair[0]), key=lambda pair: pair[0], reverse=descending)
    return [item for _, item in (*keyed, *(pair for pair in pairs if not pair[0]))]


def _first_day(text: str) -> str:
    return f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]


def _last_day(text: str) -> str:
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]}"
    return text
