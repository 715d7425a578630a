"""Positions of many actors on one subject: how many take which stance, on what ground, and who comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from graph.answer_sentences.actor_kinds import ActorKinds
from graph.answer_sentences.claims import DOUBTS, IN_FAVOUR, ON_CONDITION, SPEAKS_OF, Claim, Strength
from graph.answer_sentences.grammar import in_list, named, number, sentence, verb
from graph.answer_sentences.stance_clauses import predicate
from graph.explain import Phrase, phrase

Groups = Sequence[tuple[str, Sequence[tuple[Strength, Sequence[Claim]]]]]
_FIRST = 2  # names of each group
_CONDITIONS = 3
_OWN = (Strength.SAID, Strength.IMPLIED)
_LOW = (Strength.UNSURE, Strength.UNSURE_ASCRIBED)


class Crowd:
    """Sentences on many actors; ``ordered`` puts the holders of positions in order."""

    def __init__(self, kinds: ActorKinds, ordered: Callable[[Iterable[Claim]], list[str]]) -> None:
        self._kinds = kinds
        self._ordered = ordered

    def sentences(self, grouped: Groups, subject: Phrase) -> list[Phrase]:
        """Return a sentence for what actors say or imply, one for what others ascribe, one for what is less sure.

        ``grouped`` are the positions on a subject by stance, in their order, and by ground.
        """
        found: list[Phrase] = []
        for grounds, before in ((_OWN, "are"), ((Strength.ASCRIBED,), "are said by others to be"), (_LOW, "may be")):
            parts: list[Phrase] = []
            for stance, strengths in grouped:
                claims = [claim for strength, group in strengths if strength in grounds for claim in group]
                if claims:
                    told = before if not parts or stance in (DOUBTS, SPEAKS_OF) else ""
                    parts.append(self._group(stance, claims, phrase() if found or parts else subject, told))
            if parts:
                found.append(sentence(in_list(parts)))
        return found

    def _group(self, stance: str, claims: Sequence[Claim], subject: Phrase, before: str) -> Phrase:
        """How many take one stance, and who they are; ``before`` is the verb, which later groups leave out."""
        holders = self._ordered(claims)
        many = len(holders) != 1
        words = f"{number(len(holders))}{verb(many, ' actor', ' actors') if before else ''} "
        if stance in (DOUBTS, SPEAKS_OF):
            told = before.startswith("are said")
            what = _without_copula(stance, subject, plural=many or told)
            words += f"{verb(many, 'is', 'are')} said by others to " if told else ""
        else:
            what = self._what(stance, claims, subject)
            words += f"{before if many else before.replace('are', 'is', 1)} " if before else ""
        names = named([phrase(self._kinds.part(one)) for one in holders], _FIRST)
        notes = [piece for note in _how(claims, holders) for piece in (phrase("; "), note)]
        return phrase(words, what, " (", names, *notes, ")")

    def _what(self, stance: str, claims: Sequence[Claim], subject: Phrase) -> Phrase:
        if stance != ON_CONDITION:
            return predicate(stance, subject)
        counts = Counter(one for claim in claims for one in claim.conditions)
        conditions = in_list([phrase(self._kinds.part(one)) for one, _ in counts.most_common(_CONDITIONS)])
        words = " on condition of " if len(counts) == 1 else " on conditions that include "
        return phrase(predicate(IN_FAVOUR, subject), words, conditions)


def _without_copula(stance: str, subject: Phrase, *, plural: bool) -> Phrase:
    if stance == DOUBTS:
        return phrase(verb(plural, "has", "have"), " doubts", *((" about ", subject) if subject else ()))
    return phrase(verb(plural, "speaks", "speak"), " of ", subject or "it", " without taking a position")


def _how(claims: Sequence[Claim], holders: Sequence[str]) -> list[Phrase]:
    """How many of the holders only imply it, how many go only so far, and how it was read."""
    of = {holder: [claim for claim in claims if claim.holder == holder] for holder in holders}
    implied = sum(all(claim.strength == Strength.IMPLIED for claim in group) for group in of.values())
    limited = sum(all(claim.limited for claim in group) for group in of.values())
    told = sum(all(claim.strength == Strength.UNSURE_ASCRIBED for claim in group) for group in of.values())
    counts = ((implied, "by implication"), (told, "on others' account"), (limited, "within limits"))
    found = [phrase(words if count == len(holders) else f"{number(count)} {words}") for count, words in counts if count]
    low = all(claim.strength in _LOW for claim in claims)
    return [*found, phrase("read with low confidence")] if low else found
