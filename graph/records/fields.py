"""The types of the fields of curated records, with the messages for invalid values.

References are checked against the ids of the whole curation, which reading gives as the validation context.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from graph.dates import is_day
from graph.records.kinds import KnownIds
from graph.vocabulary import SLUG

T = TypeVar("T")

_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_HEX = "[0-9a-f]{64}"
# A word is letters and digits, joined by an apostrophe, full stop or hyphen. The shape and the check of key phrases
# count words in the same way.
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")  # noqa: RUF001 -- the typographic apostrophe is meant
MAX_PHRASE_WORDS = 7
# The characters of RFC 3986; a percent sign begins two hexadecimal digits.
_URL_CHARACTERS = r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
_ADDRESS = "expected http:// or https:// and a host, percent-encoded, without user name, password or fragment"


def wrong(message: str) -> PydanticCustomError:
    """Return an error whose message is shown unchanged."""
    return PydanticCustomError("curation", "{message}", {"message": message})


def some(values: tuple[T, ...]) -> tuple[T, ...]:
    """Require at least one item. A minimum length in the schema would not count invalid items."""
    if not values:
        raise wrong("expected at least one")
    return values


def is_slug(value: str) -> bool:
    """Whether the value is lower-case ASCII words joined by hyphens."""
    return re.fullmatch(SLUG, value) is not None


def _date(value: object) -> str:
    if isinstance(value, str) and is_day(value):
        return value
    raise wrong(f"'{value}' is no date: expected a day such as 2025-03-02")


def _date_or_year(value: object) -> str:
    if isinstance(value, int) and _YEAR.fullmatch(str(value)):
        return str(value)
    return _date(value)


def _decimal(value: object) -> str:
    if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)):
        raise wrong(f"'{value}' is no number")
    return format(Decimal(str(value)), "f")


def _span(value: object) -> tuple[int, int]:
    match value:
        case [int(start), int(end)] if 0 <= start < end:
            return start, end
    raise wrong(f"{value} is no span: expected [start, end] with 0 <= start < end")


def _phrase(value: str) -> str:
    words = len(_WORD.findall(value))
    if words > MAX_PHRASE_WORDS:
        raise wrong(f"has {words} words: expected at most {MAX_PHRASE_WORDS} quoted from the source")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise wrong("is empty")
    return value


def _written(pattern: str, expected: str) -> AfterValidator:
    """A text of which all matches ``pattern``; ``expected`` says what that is, and how it is written."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise wrong(f"'{value}' is no {expected}")
        return value

    return AfterValidator(check)


def _address(value: str) -> str:
    if not _is_address(value):
        raise wrong(f"'{value}' is no address of a page: {_ADDRESS}")
    return value


def _is_address(value: str) -> bool:
    """Whether the value names a page on the web: nothing that identifies a reader, and no part of the page."""
    if not re.fullmatch(_URL_CHARACTERS, value) or "#" in value:
        return False
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and named and "@" not in parts.netloc


def _names(referent: str) -> Callable[[str, ValidationInfo], str]:
    def check(value: str, info: ValidationInfo) -> str:
        if isinstance(info.context, KnownIds) and (objection := info.context.objection(value, referent)):
            raise wrong(objection)
        return value

    return check


def _refers_to(referent: str) -> WithJsonSchema:
    """Note in the JSON Schema what a reference names; :mod:`graph.records.schema` fills in the ids."""
    return WithJsonSchema({"type": "string", "x-refers-to": referent})


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise wrong(f"'{value}' stands twice")
    return values


Slug = Annotated[
    str,
    _written(SLUG, "slug: expected lower-case ASCII words joined by hyphens"),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG}$"}),
]
FileName = Annotated[
    str, _written(r"[\w-][\w.-]*", "file name: expected letters, digits, dots, hyphens and underscores")
]
Text = Annotated[str, AfterValidator(_text)]
Day = Annotated[str, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
DayOrYear = Annotated[
    str,
    BeforeValidator(_date_or_year),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "format": "date"}]}),
]
Digest = Annotated[
    str,
    _written(_HEX, "SHA-256 digest: expected 64 hexadecimal digits in lower case"),
    WithJsonSchema({"type": "string", "pattern": f"^{_HEX}$"}),
]
Number = Annotated[str, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
Url = Annotated[
    str,
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://[^/?#@]+([/?][^#]*)?$"}),
]
Iri = Annotated[str, _written(r"https?://[^\s<>\"{}|\\^`]+", "IRI: expected one that begins with http:// or https://")]
Span = Annotated[
    tuple[int, ...],
    BeforeValidator(_span),
    WithJsonSchema({"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}),
]
Phrase = Annotated[str, AfterValidator(_text), AfterValidator(_phrase)]

ActorRef = Annotated[str, AfterValidator(_names("Actor")), _refers_to("Actor")]
OrganisationRef = Annotated[str, AfterValidator(_names("Organisation")), _refers_to("Organisation")]
BodyRef = Annotated[str, AfterValidator(_names("ActorOrMember")), _refers_to("ActorOrMember")]
OfficeRef = Annotated[str, AfterValidator(_names("Office")), _refers_to("Office")]
EventRef = Annotated[str, AfterValidator(_names("Event")), _refers_to("Event")]
PlaceRef = Annotated[str, AfterValidator(_names("Place")), _refers_to("Place")]
MeasureRef = Annotated[str, AfterValidator(_names("Measure")), _refers_to("Measure")]
ComponentRef = Annotated[str, AfterValidator(_names("GuaranteeComponent")), _refers_to("GuaranteeComponent")]
TopicRef = Annotated[str, AfterValidator(_names("Topic")), _refers_to("Topic")]
DocumentRef = Annotated[str, AfterValidator(_names("Document")), _refers_to("Document")]
PrecedentRef = Annotated[str, AfterValidator(_names("Precedent")), _refers_to("Precedent")]
WholeRef = Annotated[str, AfterValidator(_names("Whole")), _refers_to("Whole")]
SubjectRef = Annotated[str, AfterValidator(_names("Subject")), _refers_to("Subject")]
ThingRef = Annotated[str, AfterValidator(_names("Thing")), _refers_to("Thing")]

Actors = Annotated[tuple[ActorRef, ...], AfterValidator(_distinct)]
Measures = Annotated[tuple[MeasureRef, ...], AfterValidator(_distinct)]
Subjects = Annotated[tuple[SubjectRef, ...], AfterValidator(_distinct)]
Basis = Literal["Stated", "Inferred"]
