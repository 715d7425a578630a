"""Reads whole questions, such as *Does Poland support sending troops?*, and finds whom and what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from webui.search.entries import Entry
from webui.search.index import SearchIndex, Word

_FAMILY_NAME = 4  # letters that a family name has at least, to stand for the person
_WORDS_OF_A_NAME = 3  # of a person; a longer label is a description
_MEASURES = ("measure", "guarantee")
_MOST = 3  # answers that are offered
# The stems of words that ask for a stance, and name nothing.
_STANCES = frozenset(
    (
        "support",
        "back",
        "favour",
        "favor",
        "oppos",
        "want",
        "agre",
        "accept",
        "approv",
        "reject",
        "endors",
        "call",
        "side",
    )
)
# The stems of words that stand around what is asked for.
_AROUND = frozenset(
    ("compar", "versus", "vs", "between", "differ", "think", "say", "said", "posit", "stand", "stanc", "view", "would")
)
# The words before an actor or a measure that is not asked about itself: *troops to Ukraine*, *without a backstop*.
_NOT_ASKED = {
    "actor": frozenset(("in", "to", "for", "on", "from", "against", "into", "without")),
    "": frozenset(("without",)),
}
_BESIDE = ("and", "or", "vs", "versus", "with")  # the words before a further actor that is asked about
_YES_OR_NO = ("do", "does", "did", "is", "are", "would", "will", "has", "have", "can", "could", "should")


@dataclass(frozen=True)
class Whole:
    """What a text asks: whether one actor supports a measure, or where two or more actors stand."""

    kind: Literal["stance", "compare"]
    actors: tuple[Entry, ...]
    measure: Entry | None = None


class WholeQuestions:
    """Knows by which words actors and measures are called; read-only, safe for any number of threads."""

    def __init__(self, entries: Sequence[Entry], index: SearchIndex) -> None:
        self._index = index
        self._names: dict[tuple[str, ...], Entry] = {}
        families: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.kind not in ("actor", *_MEASURES):
                continue
            for name in entry.names:
                stems = self._stems(name)
                known = self._names.get(stems)
                if stems and (known is None or entry.mentions > known.mentions):
                    self._names[stems] = entry
            parts = self._stems(entry.title)
            if entry.person and len(parts) <= _WORDS_OF_A_NAME and len(parts[-1]) >= _FAMILY_NAME:
                families.setdefault(parts[-1], []).append(entry)
        for family, bearers in families.items():
            if len(bearers) == 1:
                self._names.setdefault((family,), bearers[0])
        self._longest = max(map(len, self._names), default=0)

    def read(self, text: str) -> list[Whole]:
        """Return what a text asks, the likeliest first; nothing where it names no actor or asks for nothing known."""
        content = self._index.content(text)
        named, rest = self._named(content)
        actors = [entry for entry in named if entry.kind == "actor"]
        measures = [entry for entry in named if entry.kind in _MEASURES]
        first = text.split(maxsplit=1)[0].casefold() if text.split() else ""
        asks = first in _YES_OR_NO or any(word.stem in _STANCES for word in content)
        left = [word.text for word in rest if word.stem not in _STANCES | _AROUND]
        if actors and not measures and left and (asks or len(actors) > 1):
            # A measure may be called after an actor that is not asked about: Macron, NATO membership.
            others = [actor for actor in actors[1:] if named[actor][0].before not in _BESIDE]
            measures = self._about([*(word.text for actor in others for word in named[actor]), *left])
            if measures:
                actors = [actor for actor in actors if actor not in others]
        if actors and measures:
            return [Whole("stance", (actor,), measure) for measure in measures for actor in actors][:_MOST]
        return [Whole("compare", tuple(actors))] if len(actors) > 1 and not left else []

    def _about(self, words: list[str]) -> list[Entry]:
        """The measures of whose names and definition these are words, those that come up most often first."""
        found = self._index.search(" ".join(words), _MEASURES)
        fitting = found.hits if found.manner == "exact" else ()
        return sorted((hit.entry for hit in fitting), key=lambda entry: -entry.mentions)[:_MOST]

    def _stems(self, name: str) -> tuple[str, ...]:
        return tuple(word.stem for word in self._index.content(name))

    def _named(self, content: list[Word]) -> tuple[dict[Entry, list[Word]], list[Word]]:
        """The actors and measures that are named, the longest names first to be taken, and the words that are left."""
        found: dict[Entry, list[Word]] = {}
        rest: list[Word] = []
        place = 0
        while place < len(content):
            for length in range(min(self._longest, len(content) - place), 0, -1):
                words = content[place : place + length]
                entry = self._names.get(tuple(word.stem for word in words))
                if entry is None:
                    continue
                if words[0].before in _NOT_ASKED.get(entry.kind, _NOT_ASKED[""]):
                    rest += words
                else:
                    found.setdefault(entry, words)
                place += length
                break
            else:
                rest.append(content[place])
                place += 1
        return found, rest
