"""English for generated sentences: numbers, lists of names, singular and plural, capitals at the beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.explain import Part, Phrase, listed, phrase, plain

SHOWN_NAMES = 4  # names in one list, before "and 7 others"
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Where the noun that leads a name ends: "British diplomats | in the Paris meeting report".
_HEAD = re.compile(r",| (?:in|of|for|on|by|at|as|that|who|with|and)\b.*")

_BRACKETS = re.compile(r"\([^()]*\)|“[^”]*”")

Noun = tuple[str, str]  # singular and plural


def number(count: int) -> str:
    """Return a number as a sentence has it: in words up to ten, with separators above a thousand."""
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"


def counted(count: int, noun: Noun, *, digits: bool = False) -> str:
    """Return ``two actors``, ``one actor`` or ``no actors``; with ``digits``, as in a heading, ``2 actors``."""
    return f"{count:,} {noun[count != 1]}" if digits else f"{number(count)} {noun[count != 1]}"


def verb(plural: bool, singular_form: str, plural_form: str) -> str:
    """Return the form of a verb that agrees with its subject."""
    return plural_form if plural else singular_form


def named(names: Sequence[Phrase], most: int = SHOWN_NAMES, others: Noun = ("other", "others")) -> Phrase:
    """Return names in a list; where there are more than ``most``, that many, and the number of the others.

    A single name more than ``most`` is named, too: "and one other" would be no shorter. Names that hold a comma are
    kept apart by semicolons.
    """
    if len(names) <= most + 1:
        return in_list(names)
    return in_list([*names[:most], phrase(counted(len(names) - most, others))])


def in_list(names: Sequence[Phrase], last: str = "and") -> Phrase:
    """Return phrases in a list, separated by semicolons if one of three or more holds a comma outside of brackets."""
    heavy = len(names) > 2 and any(re.search("[,;]", _BRACKETS.sub("", plain(name))) for name in names)
    if heavy:
        return listed(names, "; ", f"; {last} ")
    return listed(names, ", ", f" {last} ")


def is_plural(noun_phrase: str) -> bool:
    """Whether a name takes a plural verb, by its leading noun: "some unnamed experts in the report"."""
    head = _HEAD.sub("", noun_phrase).split(" ")[-1]
    return head.endswith("s") and not head.endswith(("ss", "us", "'s"))


def sentence(words: Phrase) -> Phrase:
    """Return a phrase as a sentence: with a capital at its beginning and a full stop at its end."""
    if not words:
        return ()
    first, *rest = words
    text = first.text[:1].upper() + first.text[1:]
    end = "" if words[-1].text.endswith((".", "!", "?")) else "."
    return phrase(Part(text, first.iri), *rest, end)


def clauses(parts: Iterable[Phrase]) -> Phrase:
    """Return clauses in one sentence, separated by semicolons."""
    return listed([part for part in parts if part], "; ", "; ")


def joined(sentences: Iterable[Phrase]) -> Phrase:
    """Return sentences one after the other."""
    return listed([each for each in sentences if each], " ", " ")
