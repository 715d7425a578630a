"""The names under which browsers save what they are sent.

A name says what was asked: ``positions-of-one-actor-donald-trump.csv``. It is made of words joined by hyphens, whatever
a visitor wrote, so it cannot end the header, leave the folder or hide its suffix.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from flask import Response

_LONGEST = 120  # characters of a name without its suffix; file systems take 255 bytes
_SEPARATORS = re.compile(r"[\W_]+")


def file_name(parts: Iterable[str], suffix: str) -> str:
    """Return the name of a file from its parts, such as slugs and values; ``suffix`` has no leading dot."""
    words = (_SEPARATORS.sub("-", unicodedata.normalize("NFC", part)).strip("-").lower() for part in parts)
    return f"{'-'.join(word for word in words if word)[:_LONGEST].strip('-') or 'backstop'}.{suffix}"


def name_file(response: Response, parts: Iterable[str], suffix: str, *, save: bool = False) -> Response:
    """Name the file that a browser makes of a response, and return the response.

    With ``save`` a browser saves it even if it could show it. A name that is not ASCII is sent in both forms of RFC
    6266, and an old client takes the letters that ASCII has.
    """
    name = file_name(parts, suffix)
    plain = unicodedata.normalize("NFKD", name.removesuffix(f".{suffix}")).encode("ascii", "ignore").decode()
    value = f'{"attachment" if save else "inline"}; filename="{file_name([plain], suffix)}"'
    if not name.isascii():
        value += f"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = value
    return response
