"""Who takes the same side as whom: pairs of actors, with the measures on which both are for or both against.

Only what an actor says in own words counts, read with at least medium confidence, and still held; of an actor who took
both sides of a measure it is not known on which it stands. Nothing is concluded, so that no agreement counts twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from webui.pictures.choices import Choice
from webui.pictures.positions import STANCES, Positions, Stance
from webui.reading.rows import grouped

_SIDES = {"supports": "for", "conditional": "for", "opposes": "against"}
RELATIONS = {
    "same": "agree, on the same terms",
    "words": "agree in words only: their conditions or limits differ",
    "apart": "disagree",
}


@dataclass(frozen=True)
class Shared:
    """A measure on which both of a pair take a side, with what each says of it."""

    measure: str
    measure_label: str
    relation: str  # a key of ``RELATIONS``
    one: tuple[Stance, ...]
    other: tuple[Stance, ...]

    @property
    def words(self) -> tuple[str, str]:
        """What each of the two says, with its terms."""
        return _words(self.one), _words(self.other)


@dataclass(frozen=True)
class Pair:
    """Two actors, with every measure on which both take a side."""

    one: str
    one_label: str
    other: str
    other_label: str
    shared: tuple[Shared, ...]

    def on(self, *relations: str) -> list[Shared]:
        """Return what they share in one of these relations."""
        return [shared for shared in self.shared if shared.relation in relations]

    @property
    def agreed(self) -> int:
        """On how many measures they take the same side."""
        return len(self.on("same", "words"))

    @property
    def words(self) -> str:
        """The pair in words."""
        parts = [
            f"{RELATIONS[relation]} on {'; '.join(shared.measure_label for shared in found)}"
            for relation in RELATIONS
            if (found := self.on(relation))
        ]
        return f"{self.one_label} and {self.other_label} {', and '.join(parts)}"


@dataclass(frozen=True)
class Agreement:
    """The pairs that are shown, those who agree on most first, and how many are hidden or could not be judged.

    ``hidden`` is the number of pairs that agree on fewer than ``least`` measures; ``undecided`` holds whom and which
    measure could not be judged, as the actor took both sides of it.
    """

    pairs: tuple[Pair, ...]
    least: int
    hidden: int
    undecided: tuple[tuple[str, str], ...]

    @property
    def agreeing(self) -> tuple[Pair, ...]:
        """The pairs that agree on ``least`` measures or more."""
        return tuple(pair for pair in self.pairs if pair.agreed >= self.least)

    @property
    def apart(self) -> tuple[Pair, ...]:
        """The pairs that disagree on a measure at least."""
        return tuple(pair for pair in self.pairs if pair.on("apart"))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The pairs as data, one row for each measure."""
        return [
            {
                "actor": pair.one,
                "actorLabel": pair.one_label,
                "other": pair.other,
                "otherLabel": pair.other_label,
                "measure": shared.measure,
                "measureLabel": shared.measure_label,
                "relation": RELATIONS[shared.relation],
                "stance": shared.words[0],
                "otherStance": shared.words[1],
                "statements": [stance.statement for stance in shared.one],
                "otherStatements": [stance.statement for stance in shared.other],
            }
            for pair in self.pairs
            for shared in pair.shared
        ]


def agreement(facts: Positions, chosen: Choice, given_up: Collection[tuple[str, str]], least: int) -> Agreement:
    """Return the pairs that the choices leave; of a chosen actor all its pairs.

    ``given_up`` names actors with measures that they no longer stand for. Pairs that agree on fewer than ``least``
    measures are shown only if they disagree on one.
    """
    allowed = chosen.columns(facts)
    held = [
        stance
        for stance in replace(chosen, actor="", leaders=False).of(facts)
        if stance.ground == "own"
        and stance.stance in _SIDES
        and (stance.actor, stance.measure) not in given_up
        and (allowed is None or stance.measure in allowed)
    ]
    sides: dict[str, dict[str, list[Stance]]] = {
        measure: grouped((stance.actor, stance) for stance in stances)
        for measure, stances in grouped((stance.measure, stance) for stance in held).items()
    }
    pairs: dict[tuple[str, str], list[Shared]] = defaultdict(list)
    undecided = []
    for measure, by_actor in sides.items():
        sure = {actor: stances for actor, stances in by_actor.items() if len(_sides(stances)) == 1}
        undecided += [(facts.labels[actor], facts.labels[measure]) for actor in by_actor if actor not in sure]
        for one, other in combinations(sorted(sure, key=lambda actor: facts.labels[actor].casefold()), 2):
            if not chosen.actor or chosen.actor in (one, other):
                pairs[one, other].append(_shared(facts.labels[measure], sure[one], sure[other]))
    every = [_pair(facts.labels, names, shared) for names, shared in pairs.items()]
    shown = [pair for pair in every if pair.agreed >= least or pair.on("apart")]
    shown.sort(key=lambda pair: (-pair.agreed, -len(pair.on("apart")), pair.one_label, pair.other_label))
    hidden = sum(0 < pair.agreed < least for pair in every)
    return Agreement(tuple(shown), least, hidden, tuple(sorted(undecided)))


def _pair(labels: Mapping[str, str], names: tuple[str, str], shared: list[Shared]) -> Pair:
    order = list(RELATIONS)
    found = sorted(shared, key=lambda one: (order.index(one.relation), one.measure_label.casefold()))
    return Pair(names[0], labels[names[0]], names[1], labels[names[1]], tuple(found))


def _shared(label: str, one: list[Stance], other: list[Stance]) -> Shared:
    agree = "same" if _terms(one) & _terms(other) else "words"
    relation = agree if _sides(one) == _sides(other) else "apart"
    return Shared(one[0].measure, label, relation, tuple(one), tuple(other))


def _sides(stances: list[Stance]) -> set[str]:
    return {_SIDES[stance.stance] for stance in stances}


def _terms(stances: list[Stance]) -> set[tuple[tuple[str, ...], str]]:
    """On which conditions and within which limits the stances are taken."""
    return {(stance.conditions, stance.qualification) for stance in stances}


def _words(stances: tuple[Stance, ...]) -> str:
    """What the stances say, with their terms."""
    found = []
    for stance in stances:
        notes = [f"on condition: {'; '.join(stance.conditions)}"] if stance.conditions else []
        notes += [f"limit: {stance.qualification}"] if stance.qualification else []
        found.append(STANCES[stance.stance] + (f" ({', '.join(notes)})" if notes else ""))
    return "; ".join(dict.fromkeys(found))
