"""Words of a source inside quotation marks of ours."""

from __future__ import annotations

import re

_MARK = re.compile(r'(^|(?<=[\s(\[–—]))["“”]|["“”]')  # noqa: RUF001 -- the dash is meant


def inside_quotation(phrase: str) -> str:
    """Return a phrase with its double quotation marks made single, as they stand inside double ones. For templates.

    A mark opens at the beginning and after a blank, whatever its form in the source; anywhere else it closes.
    """
    return _MARK.sub(lambda mark: "’" if mark[1] is None else "‘", phrase)  # noqa: RUF001 -- typographic marks
