"""The values of literals: the datatypes of OWL 2 RL, and the date types that the data uses.

The lexical and value spaces are those of XML Schema 1.1 part 2 (https://www.w3.org/TR/xmlschema11-2/), as section 4
of the OWL 2 Structural Specification takes them up: decimals, floats and doubles are three kinds of number that have no
value in common, and so are texts, addresses and the two kinds of bytes.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.vocabulary import PREFIXES, RDFS

_XSD, _RDF = PREFIXES["xsd"], PREFIXES["rdf"]
_ANY: Final = RDFS.Literal.value
Value = tuple[object, ...]  # its kind, and what tells it apart from others of the kind

# The least and the greatest value of each integer type.
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_NAME = r"[:A-Z_a-z\u00c0-\ufffd][-.:\w\u00b7]*"
# The lexical form of each text type.
_TEXTS: dict[str, str] = {
    "string": r"(?s:.*)",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "NMTOKEN": r"[-.:\w\u00b7]+",
    "Name": _NAME,
    "NCName": _NAME.replace(":", ""),
}
_ZONE = r"(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_DAY, _TIME = r"-?(?:[1-9]\d{4,}|\d{4})-\d\d-\d\d", r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?|[+-]?INF|NaN"


def _whole(text: str, least: int | None, most: int | None) -> Value | None:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        return None
    number = int(text)
    within = (least is None or number >= least) and (most is None or number <= most)
    return ("number", Decimal(number)) if within else None


def _read(kind: str, pattern: str, value: Callable[[str], object]) -> Callable[[str], Value | None]:
    """Return the reader of a datatype with this lexical form, in ASCII."""
    return lambda text: (kind, value(text)) if re.fullmatch(pattern, text, re.ASCII) else None


def _base64(text: str) -> Value | None:
    try:
        return ("base64", base64.b64decode(text.replace(" ", "").encode("ascii"), validate=True))
    except (binascii.Error, UnicodeEncodeError):
        return None


def _moment(kind: str, pattern: str, holds: Callable[[str], object]) -> Callable[[str], Value | None]:
    """Return the reader of a date type: its lexical form, and a check of the calendar. A zone is part of the value."""

    def value(text: str) -> Value | None:
        found = re.fullmatch(f"({pattern}){_ZONE}", text, re.ASCII)
        if not found:
            return None
        try:
            holds(found[1])
        except ValueError:
            return None
        zone = found[2]
        return (kind, zone and re.sub(r"[+-]00:00", "Z", zone), found[1].rstrip("0") if "." in found[1] else found[1])

    return value


def _on_the_calendar(text: str) -> object:
    """Raise ``ValueError`` unless the day exists; years outside of Python's range count as leap years."""
    year, month, day = text.lstrip("-").split("-")
    return date(int(year) if len(year) == 4 and int(year) and text[0] != "-" else 2000, int(month), int(day))


def _date_and_time(text: str) -> object:
    day, clock = text.split("T")
    return _on_the_calendar(day), time.fromisoformat(clock[:8])


def _stamp(text: str) -> Value | None:
    value = _VALUES[_XSD + "dateTime"](text)
    return value if value and value[1] else None


def _text(pattern: str) -> Callable[[str], Value | None]:
    return lambda text: ("text", text) if re.fullmatch(pattern, text) else None


def _bounded(least: int | None, most: int | None) -> Callable[[str], Value | None]:
    return lambda text: _whole(text, least, most)


_VALUES: dict[str, Callable[[str], Value | None]] = {
    **{_XSD + name: _bounded(*bounds) for name, bounds in _BOUNDS.items()},
    **{_XSD + name: _text(pattern) for name, pattern in _TEXTS.items()},
    _XSD + "decimal": _read("number", r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", Decimal),
    _XSD + "float": _read("float", _FLOAT, lambda text: repr(float(text))),
    _XSD + "double": _read("double", _FLOAT, lambda text: repr(float(text))),
    _XSD + "boolean": _read("boolean", "true|false|1|0", lambda text: text in ("true", "1")),
    _XSD + "hexBinary": _read("hex", r"(?:[0-9A-Fa-f]{2})*", str.upper),
    _XSD + "base64Binary": _base64,
    _XSD + "anyURI": lambda text: ("address", text) if not re.search(r"\s", text) else None,
    _XSD + "dateTime": _moment("moment", f"{_DAY}T{_TIME}", _date_and_time),
    _XSD + "dateTimeStamp": _stamp,
}
# Not in OWL 2 RL, so no range; but a day that does not exist is wrong all the same.
_DATES: dict[str, Callable[[str], Value | None]] = {
    _XSD + "date": _moment("day", _DAY, _on_the_calendar),
    _XSD + "time": _moment("time", _TIME, bool),
    _XSD + "gYear": _moment("year", r"-?(?:[1-9]\d{4,}|\d{4})", bool),
    _XSD + "gYearMonth": _moment("month", r"-?(?:[1-9]\d{4,}|\d{4})-(?:0[1-9]|1[0-2])", bool),
}
_WITH_A_LANGUAGE = _RDF + "langString"
RL_DATATYPES: Final = frozenset({*_VALUES, _ANY, _WITH_A_LANGUAGE, _RDF + "PlainLiteral", _RDF + "XMLLiteral"})
"""The IRIs of the datatypes that a range may name (section 4.2.1 of the profiles, and RDF 1.1's langString)."""


def is_ill_typed(literal: Literal) -> bool:
    """Whether the literal's datatype is known and its lexical form is invalid."""
    reads = (_VALUES | _DATES).get(literal.datatype.value)
    return reads is not None and reads(literal.value) is None


def is_in(literal: Literal, datatype: NamedNode) -> bool:
    """Whether the literal's value is one of the datatype's (the condition of ``dt-type2``).

    Of an unknown datatype, only its own literals are values.
    """
    value, name = _value(literal), datatype.value
    if name == _ANY or literal.datatype == datatype:
        return not is_ill_typed(literal)
    if name in (_RDF + "PlainLiteral", _WITH_A_LANGUAGE):
        return value[0] == "text in a language" or (name != _WITH_A_LANGUAGE and value[0] == "text")
    if name in _XSD_NUMBERS:
        return value[0] == "number" and _VALUES[name](_plain(value[1])) is not None
    if name.removeprefix(_XSD) in _TEXTS:
        return value[0] == "text" and _VALUES[name](literal.value) is not None
    if name in (_XSD + "dateTime", _XSD + "dateTimeStamp"):
        return value[0] == "moment" and (name == _XSD + "dateTime" or bool(value[1]))
    return False


_XSD_NUMBERS = frozenset({_XSD + "decimal", *(_XSD + name for name in _BOUNDS)})


def _plain(number: object) -> str:
    """Return a decimal without an exponent, and without a point if it is an integer."""
    assert isinstance(number, Decimal)
    return str(int(number)) if number == number.to_integral_value() else f"{number:f}"


def are_different(one: Literal, other: Literal) -> bool:
    """Whether two literals have different values for certain (the condition of ``dt-diff``).

    Days or moments in different zones may be equal, and so may values of an unknown datatype.
    """
    first, second = _value(one), _value(other)
    if "unknown" in (first[0], second[0]):
        return False
    if first[0] == second[0] and first[0] in ("moment", "day", "time", "year", "month"):
        return first[1] == second[1] and first != second
    return first != second


def _value(literal: Literal) -> Value:
    if literal.language:
        return ("text in a language", literal.value, literal.language.lower())
    reads = (_VALUES | _DATES).get(literal.datatype.value)
    return (reads(literal.value) if reads else None) or ("unknown", literal.datatype.value, literal.value)
