"""Texts as filters compare them."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_SIGNS = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Return a text in lower case, without accents and with a blank for other signs, to be looked for."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in decomposed if not unicodedata.combining(each))
    return _SIGNS.sub(" ", _APOSTROPHES.sub("", letters)).strip()
