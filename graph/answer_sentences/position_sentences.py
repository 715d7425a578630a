"""The answer in words where the rows are positions: the form ``positions`` of a question's header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.answer_sentences.actor_kinds import ActorKinds, Kind
from graph.answer_sentences.claims import (
    AGAINST,
    DOUBTS,
    IN_FAVOUR,
    ON_CONDITION,
    SPEAKS_OF,
    STANCE_ORDER,
    UNCOMMITTED,
    Claim,
    Strength,
)
from graph.answer_sentences.grammar import Noun, clauses, counted, in_list, named, sentence, verb
from graph.answer_sentences.stance_clauses import Subject
from graph.answer_sentences.stance_sentences import StanceSentences
from graph.explain import Phrase, phrase, plain
from graph.saved_queries.answer_header import PositionsForm

ACTOR: Noun = ("actor", "actors")
POSITION: Noun = ("position", "positions")
DOUBT: Noun = ("doubt", "doubts")
_TOP = 3  # measures that an overview names
_STANCES = {
    IN_FAVOUR: "in favour",
    ON_CONDITION: "in favour only on condition",
    AGAINST: "against",
    UNCOMMITTED: "uncommitted",
    DOUBTS: "doubts",
    SPEAKS_OF: "mere mentions",
}
_STRENGTHS = {
    Strength.SAID: "said outright",
    Strength.IMPLIED: "implied",
    Strength.ASCRIBED: "only ascribed by others",
    Strength.UNSURE: "read with low confidence",
    Strength.UNSURE_ASCRIBED: "read with low confidence",
}


def told(claims: Sequence[Claim], subject: Phrase, form: PositionsForm, kinds: ActorKinds) -> list[Phrase]:
    """Return positions in sentences: on one subject, of one actor, on a few measures, or as an overview of many."""
    words = StanceSentences(kinds)
    found = list(dict.fromkeys(claim.measure for claim in claims))
    holders = {claim.holder for claim in claims}
    if subject:
        return words.on_subject(claims, subject)
    if len(found) == 1:
        return words.on_subject(claims, phrase(kinds.part(found[0])))
    if len(holders) == 1:
        return words.of_actor(claims, claims[0].holder)
    if len(found) <= form.few:
        return [words.on_measure([claim for claim in claims if claim.measure == one], one) for one in found]
    return _overview(claims, form.measures, kinds)


def claim_counts(claims: Iterable[Claim]) -> tuple[int, int, int]:
    """Return the numbers of positions, of doubts and mere mentions, and of actors."""
    claims = list(claims)
    doubts = sum(claim.stance in (DOUBTS, SPEAKS_OF) for claim in claims)
    return len(claims) - doubts, doubts, len({claim.holder for claim in claims})


def who_says_so(claims: Sequence[Claim], kinds: ActorKinds) -> list[Phrase]:
    """Return who says what the title asks, who implies it, who is only said to, and of whom it is not sure."""
    words = StanceSentences(kinds)
    firmest: dict[str, Strength] = {}
    for claim in claims:
        firmest[claim.holder] = min(claim.strength, firmest.get(claim.holder, claim.strength))
    parts = []
    for strength in Strength:
        group = [claim for claim in claims if firmest[claim.holder] == strength == claim.strength]
        if group:
            parts.append(_says(strength, _introduced(group, words, kinds)))
    return [sentence(clauses(parts))]


def _says(strength: Strength, who: Subject) -> Phrase:
    match strength:
        case Strength.SAID:
            return phrase(who.words, verb(who.plural, " says", " say"), " so outright")
        case Strength.IMPLIED:
            return phrase(who.words, verb(who.plural, " implies", " imply"), " it")
        case Strength.ASCRIBED:
            return phrase("others ascribe it to ", who.words)
        case Strength.UNSURE:
            return phrase(who.words, " may mean it (read with low confidence)")
    return phrase(who.words, " may mean it, as others tell it (read with low confidence)")


def _introduced(claims: list[Claim], words: StanceSentences, kinds: ActorKinds) -> Subject:
    """The holders of positions, with their number and kind before their names where they are of one kind."""
    holders = words.ordered(claims)
    names = [words.noted(holder, [claim for claim in claims if claim.holder == holder]) for holder in holders]
    found = {kinds.kind(claim.holder, claim.first, claim.last) for claim in claims}
    listed = named(names)
    plural = words.subject(holders).plural
    if found & {Kind.EXPERT} and len(found) == 1:
        listed = phrase(counted(len(holders), ("expert", "experts")), ", ", listed, ",")
    return Subject(listed, plural)


def nobody(claims: Iterable[Claim], kinds: ActorKinds, words: str) -> list[Phrase]:
    """Return ``words``, which says that no state or office-holder is among the holders, if that is so."""
    found = {kinds.kind(claim.holder, claim.first, claim.last) for claim in claims}
    return [] if found & {Kind.STATE, Kind.ORGAN, Kind.OFFICE_HOLDER} else [phrase(words)]


def _overview(claims: Sequence[Claim], measures: Noun, kinds: ActorKinds) -> list[Phrase]:
    positions, doubts, actors = claim_counts(claims)
    holders: dict[str, set[str]] = {}
    for claim in claims:
        holders.setdefault(claim.measure, set()).add(claim.holder)
    top = sorted(holders, key=lambda one: (-len(holders[one]), kinds.name(one).casefold(), one))[:_TOP]
    words = [f"{counted(actors, ACTOR)} "]
    if positions:
        words.append(_take([claim for claim in claims if claim.stance not in (DOUBTS, SPEAKS_OF)], actors))
        words.append(f" {counted(positions, POSITION)}")
    if doubts:
        words.append(f"{' and ' if positions else ''}{verb(actors != 1, 'voices', 'voice')} {counted(doubts, DOUBT)}")
    against = {claim.stance for claim in claims} == {AGAINST}
    words.append(f" {'against' if against else 'on'} {counted(len(holders), measures)}, among them ")
    named_first = in_list(
        [phrase(kinds.part(one), f" ({counted(len(holders[one]), ACTOR, digits=True)})") for one in top]
    )
    if all(len(holders[one]) == 1 for one in top):
        named_first = in_list([phrase(kinds.part(one)) for one in top])
    return [sentence(phrase(*words, named_first)), *composition(claims)]


def _take(claims: Sequence[Claim], actors: int) -> str:
    """The verb before a number of positions, which says no more than their ground."""
    grounds = {claim.strength for claim in claims}
    own = {strength for strength in grounds if strength.is_own}
    told = Strength.ASCRIBED in grounds
    take = verb(actors != 1, "takes", "take")
    be = verb(actors != 1, "is", "are")
    if own:
        return f"{take}, or {be} said to take," if told else take
    return f"{be} said to take" if told else "may take"


def composition(claims: Sequence[Claim]) -> list[Phrase]:
    """Return how many positions there are of each stance, and of each ground."""
    positions = [claim for claim in claims if claim.stance not in (SPEAKS_OF, DOUBTS)]
    stances = Counter(claim.stance for claim in positions)
    grounds = Counter(_STRENGTHS[claim.strength] for claim in sorted(positions, key=lambda claim: claim.strength))
    by_stance = [f"{stances[one]} are {_STANCES[one]}" for one in STANCE_ORDER if stances[one]]
    by_ground = [f"{count} are {one}" for one, count in grounds.items()]
    found = []
    if len(by_stance) > 1:
        found.append(_tally(by_stance))
    if len(by_ground) > 1:
        found.append(_tally(by_ground))
    all_are = []
    if len(by_stance) == 1 and ON_CONDITION in stances:
        all_are.append("in favour only on condition")
    if len(by_ground) == 1 and len(positions) > 1:
        all_are.append(next(iter(grounds)))
    sentences = [f"Of the positions, {'; '.join(found)}."] if found else []
    return [phrase(each) for each in sentences + [f"All are {' and '.join(all_are)}."][: len(all_are)]]


def _tally(parts: Sequence[str]) -> str:
    """Counts in one list, with the verb in the first alone, and the right number of the verb for one."""
    first, *rest = (part.replace("1 are ", "1 is ", 1) if part.startswith("1 are ") else part for part in parts)
    rest = [part.replace(" are ", " ", 1).replace(" is ", " ", 1) for part in rest]
    return plain(in_list([phrase(part) for part in (first, *rest)]))
