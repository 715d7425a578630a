"""The title of a question that says what was chosen: "Which positions does {actor} take?".

A header lists such titles under ``title_with``. Each has slots, which are names of parameters in braces; the first
title all of whose slots have a value is used, so the one with most slots comes first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from graph.errors import did_you_mean

_SLOT = re.compile(r"\{([^{}]*)\}")


def slots(title: str) -> tuple[str, ...]:
    """Return the names of the slots of a title, in order."""
    return tuple(_SLOT.findall(title))


def wrong_with(titles: Sequence[str], parameters: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the titles of a header, each objection with the index of its title."""
    for index, title in enumerate(titles):
        for name in slots(title):
            if name not in parameters:
                yield index, f"the query has no parameter '{name}'{did_you_mean(name, parameters)}"
        if not slots(title):
            yield index, "no slot: write the name of a parameter in braces, such as {actor}"
        if re.search(r"[{}]", _SLOT.sub("", title)):
            yield index, "a brace without its other half"
        if any(set(slots(earlier)) <= set(slots(title)) for earlier in titles[:index]):
            yield index, "never used: a title before it needs no other values"


def filled(titles: Sequence[str], words: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the first title whose slots all have words, filled in, and the slots; two empty values if there is none.

    A value at the beginning of a title gets a capital letter.
    """
    for title in titles:
        if all(words.get(name) for name in slots(title)):
            said = _SLOT.sub(lambda match: words[match[1]], title)
            return said[:1].upper() + said[1:], slots(title)
    return "", ()
