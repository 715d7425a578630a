"""Which kind of thing each section of the registers holds, and which kinds a reference may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import did_you_mean

# A register's section, and the class of its entries where they do not say a narrower one.
SECTIONS: dict[str, str] = {
    "people": "Person",
    "organisations": "Organisation",
    "states": "State",
    "coalitions": "Coalition",
    "unnamed_sources": "UnnamedSource",
    "offices": "Office",
    "events": "Event",
    "places": "Place",
    "topics": "Topic",
    "components": "GuaranteeComponent",
    "measures": "Measure",
    "guarantees": "Guarantee",
}

_ACTORS = ("Person", "Organisation", "State", "Coalition", "UnnamedSource")
# What a reference may name, and the kinds of sections whose entries qualify.
REFERENTS: dict[str, tuple[str, ...]] = {
    "Actor": _ACTORS,
    "Organisation": ("Organisation",),
    "ActorOrMember": ("Organisation", "Coalition"),
    "Office": ("Office",),
    "Event": ("Event",),
    "Place": ("Place",),
    "Measure": ("Measure", "Guarantee"),
    "Topic": ("Topic",),
    "GuaranteeComponent": ("GuaranteeComponent",),
    "Document": ("Document",),
    "Precedent": ("Event", "Measure", "Guarantee"),
    "Whole": ("Document", "Organisation"),
    "Subject": (*_ACTORS, "Event", "Place", "Topic", "GuaranteeComponent", "Measure", "Guarantee"),
}
REFERENTS["Thing"] = (*REFERENTS["Subject"], "Office", "Document", "Statement")
_WORDS = {
    "Thing": "something in the registers or documents",
    "ActorOrMember": "an organisation or a coalition",
    "Precedent": "an event or a measure",
    "Whole": "a document or an organisation",
    "Subject": "a topic, actor, event, place, component or measure",
    "Measure": "a measure or a guarantee",
    "GuaranteeComponent": "a guarantee component",
}


@dataclass(frozen=True)
class KnownIds:
    """Every id of a curation and the kind of thing it names."""

    kinds: Mapping[str, str] = field(default_factory=dict)

    def objection(self, slug: str, referent: str) -> str | None:
        """Return what is wrong with a reference to ``slug`` where a ``referent`` is expected, or ``None``."""
        allowed = REFERENTS[referent]
        kind = self.kinds.get(slug)
        if kind in allowed:
            return None
        wanted = _WORDS.get(referent) or _with_article(referent)
        if kind is not None:
            return f"'{slug}' is {_with_article(kind)}, expected {wanted}"
        known = (other for other, other_kind in self.kinds.items() if other_kind in allowed)
        return f"no such thing: '{slug}', expected {wanted}{did_you_mean(slug, known)}"


def _with_article(kind: str) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()
    return f"{'an' if words[0] in 'aeio' or words.startswith('unn') else 'a'} {words}"
