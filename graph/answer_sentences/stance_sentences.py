"""Positions in sentences: on one subject stance by stance, and of one actor.

Names stand in this order: states and those who hold or speak from an office, then organs of states, coalitions,
organisations, experts, other persons and unnamed sources; within each, whoever is in more of the statements first, then
by the alphabet. Measures stand by the number of statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from graph.answer_sentences.actor_kinds import ActorKinds, Kind
from graph.answer_sentences.claims import IN_FAVOUR, ON_CONDITION, SPEAKS_OF, STANCE_ORDER, Claim, Strength
from graph.answer_sentences.crowd_sentences import Crowd
from graph.answer_sentences.grammar import SHOWN_NAMES, Noun, clauses, in_list, is_plural, named, sentence
from graph.answer_sentences.stance_clauses import Subject, clause, continued
from graph.explain import Part, Phrase, phrase

_MANY = 8  # holders or measures: beyond so many, a list names fewer
_FEWER = 2
_OTHER_MEASURES: Noun = ("other measure", "other measures")
ByStance = list[tuple[str, list[tuple[Strength, list[Claim]]]]]


class StanceSentences:
    """Sentences on positions."""

    def __init__(self, kinds: ActorKinds) -> None:
        self._kinds = kinds
        self._shown = SHOWN_NAMES

    def on_subject(self, claims: Sequence[Claim], subject: Phrase) -> list[Phrase]:
        """Return a sentence for each stance on one subject, with those who take it, the firmest ground first.

        Of many actors it tells how many there are, and who comes first.
        """
        if len({claim.holder for claim in claims}) > _MANY:
            grouped = _grouped(claims, lambda claim: claim.holder)
            return Crowd(self._kinds, self.ordered).sentences(grouped, subject)
        return [sentence(clauses(parts)) for parts in self._by_stance(claims, subject)]

    def on_measure(self, claims: Sequence[Claim], measure: str) -> Phrase:
        """Return one sentence on one of several measures, with all stances: "On land swaps, …"."""
        parts = [part for stance in self._by_stance(claims, phrase()) for part in stance]
        return sentence(phrase("on ", self._kinds.part(measure), ", ", clauses(parts)))

    def _by_stance(self, claims: Sequence[Claim], subject: Phrase) -> Iterator[list[Phrase]]:
        """The clauses of each stance; the subject stands in the very first."""
        self._shown = _FEWER if len({claim.holder for claim in claims}) > _MANY else SHOWN_NAMES
        for place, (stance, groups) in enumerate(_grouped(claims, lambda claim: claim.holder)):
            yield [
                self._holders(stance, strength, group, phrase() if number or place else subject, again=number > 0)
                for number, (strength, group) in enumerate(groups)
            ]

    def of_actor(self, claims: Sequence[Claim], actor: str) -> list[Phrase]:
        """Return a sentence on the positions of one actor, each stance with its measures, the firmest ground first."""
        self._shown = _FEWER if len({claim.measure for claim in claims}) > _MANY else SHOWN_NAMES
        told: list[Phrase] = []
        for stance, groups in _grouped(claims, lambda claim: claim.measure):
            for strength, group in groups:
                measures = self._measures(stance, group)
                told.append(
                    continued(stance, strength, measures)
                    if told
                    else clause(self.subject([actor]), (stance, strength), measures)
                )
        return [sentence(clauses(told))]

    def subject(self, holders: Sequence[str]) -> Subject:
        """Return actors as the subject of a clause."""
        names = [phrase(self._kinds.part(holder)) for holder in holders]
        return Subject(in_list(names), self._is_plural(holders))

    def ordered(self, claims: Iterable[Claim]) -> list[str]:
        """Return the holders of positions, the most important first; see the module."""
        claims = list(claims)
        said = Counter(holder for holder, _ in {(claim.holder, claim.statement) for claim in claims})
        ranks: dict[str, int] = {}
        for claim in claims:
            rank = max(self._kinds.kind(claim.holder, claim.first, claim.last).rank, Kind.OFFICE_HOLDER.rank)
            ranks[claim.holder] = min(rank, ranks.get(claim.holder, rank))
        return sorted(said, key=lambda one: (ranks[one], -said[one], self._kinds.name(one).casefold(), one))

    def noted(self, holder: str, claims: Sequence[Claim]) -> Phrase:
        """Return a name with the conditions and limits of the positions that are told of it."""
        sets = _condition_sets(claims)
        notes = [phrase("only with ", self._conditions(sets))] if sets else []
        notes += _limits(claims)
        return self._with_notes(self._kinds.part(holder), notes)

    def _holders(self, stance: str, strength: Strength, claims: list[Claim], subject: Phrase, *, again: bool) -> Phrase:
        holders = self.ordered(claims)
        of = {holder: [claim for claim in claims if claim.holder == holder] for holder in holders}
        only = None
        if stance == ON_CONDITION and len(holders) == 1 and all(claim.stance == ON_CONDITION for claim in claims):
            sets = _condition_sets(claims)
            only = self._all_of(sets[0]) if len(sets) == 1 else None
        names = [
            self._with_notes(self._kinds.part(holder), self._notes(stance, of[holder], conditions=only is None))
            for holder in holders
        ]
        who = Subject(named(names, self._shown), self._is_plural(holders))
        return clause(who, (stance, strength), subject, only, again=again)

    def _measures(self, stance: str, claims: list[Claim]) -> Phrase:
        counts = Counter(claim.measure for claim in claims)
        measures = sorted(counts, key=lambda one: (-counts[one], self._kinds.name(one).casefold(), one))
        of = {measure: [claim for claim in claims if claim.measure == measure] for measure in measures}
        names = [self._with_notes(self._kinds.part(one), self._notes(stance, of[one])) for one in measures]
        return named(names, self._shown, _OTHER_MEASURES)

    def _notes(self, stance: str, claims: list[Claim], *, conditions: bool = True) -> list[Phrase]:
        """What must be read with a name: the conditions, that they are not named everywhere, and a limit."""
        sets = _condition_sets(claims)
        notes: list[Phrase] = []
        if stance == ON_CONDITION and conditions:
            notes.append(phrase("with ", self._conditions(sets)))
            if any(claim.stance == IN_FAVOUR for claim in claims):
                notes.append(phrase("but not in every statement"))
        elif sets and conditions:
            notes.append(phrase("elsewhere only with ", self._conditions(sets)))
        return notes + _limits([claim for claim in claims if claim.stance == stance])

    def _conditions(self, sets: Sequence[tuple[str, ...]]) -> Phrase:
        """The conditions, those of the most statements first; those of one set must all hold."""
        first, *others = (self._all_of(each) for each in sets)
        return phrase(first, ", in other statements with ", in_list(others, "or with")) if others else first

    def _all_of(self, conditions: Sequence[str]) -> Phrase:
        words = in_list([phrase(self._kinds.part(each)) for each in conditions])
        return phrase("both ", words) if len(conditions) == 2 else words

    def _with_notes(self, name: Part, notes: Sequence[Phrase]) -> Phrase:
        words = [piece for note in notes for piece in (phrase(", "), note)][1:]
        return phrase(name, " (", *words, ")") if notes else phrase(name)

    def _is_plural(self, holders: Sequence[str]) -> bool:
        if len(holders) != 1:
            return True
        (only,) = holders
        return self._kinds.kind(only) == Kind.UNNAMED and is_plural(self._kinds.name(only))


def _limits(claims: Sequence[Claim]) -> list[Phrase]:
    """A note where every one of the positions goes only so far."""
    return [phrase("within limits")] if claims and all(claim.limited for claim in claims) else []


def _condition_sets(claims: Iterable[Claim]) -> list[tuple[str, ...]]:
    counts = Counter(claim.conditions for claim in claims if claim.conditions)
    return [conditions for conditions, _ in counts.most_common()]


def _grouped(claims: Sequence[Claim], key: Callable[[Claim], str]) -> ByStance:
    """The claims by stance and by the firmest ground of each key, in which both stances in favour are weighed together.

    Whoever is in favour in one statement and on condition in another is told as on condition, unless the condition
    has the weaker ground; it is then told beside the name. A mere mention is told of those alone who take no side.
    """
    stances: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        stances.setdefault(claim.stance, {}).setdefault(key(claim), []).append(claim)
    plain, conditional = stances.get(IN_FAVOUR, {}), stances.get(ON_CONDITION, {})
    for one in sorted(plain.keys() & conditional.keys()):
        if _firmest(conditional[one]) <= _firmest(plain[one]):
            conditional[one] += plain.pop(one)
        else:
            plain[one] += conditional.pop(one)
    taken = {one for stance, keys in stances.items() if stance != SPEAKS_OF for one in keys}
    found = []
    for stance in STANCE_ORDER:
        by_strength: dict[Strength, list[Claim]] = {}
        for one, group in stances.get(stance, {}).items():
            if stance == SPEAKS_OF and one in taken:
                continue
            firmest = _firmest(claim for claim in group if claim.stance == stance)
            kept = [claim for claim in group if claim.stance != stance or claim.strength == firmest]
            by_strength.setdefault(firmest, []).extend(kept)
        if by_strength:
            found.append((stance, sorted(by_strength.items())))
    return found


def _firmest(claims: Iterable[Claim]) -> Strength:
    return min(claim.strength for claim in claims)
