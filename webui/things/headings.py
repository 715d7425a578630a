"""The headings of statements, made of the actor's name and our paraphrase."""

from __future__ import annotations

import re

_SAYS = re.compile(r"Says (?:that )?(?=[A-Za-z0-9])")
# A clause that begins with one of these needs what stands before it.
_LEANING = frozenset(
    [
        *("again", "as", "for", "he", "her", "his", "in", "it", "its", "nothing", "of", "on", "she", "so", "such"),
        *("that", "their", "these", "they", "this", "those"),
    ]
)
# A second thing that the actor does ("…, and asks whether …"), or a word for the actor.
_FURTHER = re.compile(
    r"\b(?:and|but) that\b|, (?:and|but) \w+s\b|, without \w+ing\b"
    r"|\b(?:he|she|him|himself|herself|themselves)\b"
)


def heading(actor: str, summary: str, *, ascribed: bool) -> str:
    """Return the heading of a statement: ``Ada Vale: Ships go only with a lifeboat``.

    This form is for what the actor says, where the paraphrase is a clause of its own. In all other cases the name and
    the paraphrase stand side by side: ``Ada Vale · Pledges sailors``. ``ascribed`` is whether only others say so.
    """
    paraphrase = summary.removesuffix(".")
    clause = "" if ascribed else _clause(paraphrase)
    return f"{actor}: {clause}" if clause else f"{actor} · {paraphrase}"


def _clause(paraphrase: str) -> str:
    """What the actor says as a sentence of its own; empty if the paraphrase does not give one."""
    says = _SAYS.match(paraphrase)
    clause = paraphrase[says.end() :] if says else ""
    first = clause.split(" ", 1)[0].strip(",;:").lower()
    if first in _LEANING or _FURTHER.search(clause):
        return ""
    return clause[:1].upper() + clause[1:]
