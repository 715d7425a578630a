"""The answer in words where a row holds two positions: pairs of actors, and changes of one actor's position."""

from __future__ import annotations

from collections.abc import Sequence

from graph.answer_sentences.actor_kinds import ActorKinds
from graph.answer_sentences.claims import AGAINST, IN_FAVOUR, ON_CONDITION, Claim, Strength
from graph.answer_sentences.grammar import SHOWN_NAMES, Noun, counted, in_list, named, number, sentence, verb
from graph.answer_sentences.position_sentences import ACTOR
from graph.answer_sentences.stance_clauses import clause, predicate
from graph.answer_sentences.stance_sentences import StanceSentences
from graph.explain import Phrase, phrase

Pair = tuple[Claim, Claim]
_FEW = 3  # so many pairs are told one by one, and so many measures named; more are counted
_SHORT = 2  # names in one pair of brackets
_HOW = {
    Strength.IMPLIED: "by implication",
    Strength.ASCRIBED: "as others tell it",
    Strength.UNSURE: "read with low confidence",
    Strength.UNSURE_ASCRIBED: "as others tell it, read with low confidence",
}


def pairs(found: Sequence[Pair], about: Phrase, noun: Noun, kinds: ActorKinds) -> list[Phrase]:
    """Return few pairs one by one; of many the actors by measure, and how firm the ground of the pairs is."""
    words = StanceSentences(kinds)
    distinct = list({_key(pair): pair for pair in found}.values())
    if len(distinct) <= _FEW:
        return [sentence(_one_by_one(pair, words, kinds)) for pair in distinct]
    actors: dict[str, list[Claim]] = {}
    for one, two in found:
        actors.setdefault(one.measure, []).append(two)
    order = sorted(actors, key=lambda one: (-len({claim.holder for claim in actors[one]}), kinds.name(one).casefold()))
    listed = [
        phrase(
            kinds.part(one), " (", named([phrase(kinds.part(each)) for each in words.ordered(actors[one])], _SHORT), ")"
        )
        for one in order
    ]
    holders = {two.holder for _, two in found}
    lead = phrase(f"{counted(len(holders), ACTOR)} {verb(len(holders) != 1, 'is', 'are')} ", about, " ")
    lead = phrase(lead, named(listed, _FEW, ("other measure", "other measures")))
    return [sentence(lead), sentence(_grounds(distinct, noun))]


def _key(pair: Pair) -> tuple[str, ...]:
    return tuple(value for claim in pair for value in (claim.holder, claim.stance, claim.measure, *claim.conditions))


def _grounds(found: Sequence[Pair], noun: Noun) -> Phrase:
    said = sum(one.strength == two.strength == Strength.SAID for one, two in found)
    conditional = sum(ON_CONDITION in (one.stance, two.stance) for one, two in found)
    total = len(found)
    unsure = "implied, ascribed by others or read with low confidence"
    if said == total:
        words = f"all {counted(total, noun)} rest on what both sides say outright"
    elif not said:
        words = f"all {counted(total, noun)} rest in part on what is {unsure}"
    else:
        rests = verb(said != 1, "rests", "rest")
        words = f"of the {counted(total, noun)}, {number(said)} {rests} on what both sides say outright, "
        words += f"the others on what is at least in part {unsure}"
    if conditional:
        words += f"; in {number(conditional)} a side is in favour only on condition"
    return phrase(words)


def _one_by_one(pair: Pair, words: StanceSentences, kinds: ActorKinds) -> Phrase:
    one, two = pair
    first = _told(one, words, kinds, again=False)
    return phrase(first, "; ", _told(two, words, kinds, again=one.measure == two.measure))


def _told(claim: Claim, words: StanceSentences, kinds: ActorKinds, *, again: bool) -> Phrase:
    measure = phrase() if again else phrase(kinds.part(claim.measure))
    only = in_list([phrase(kinds.part(each)) for each in claim.conditions]) if claim.conditions else None
    told = clause(words.subject([claim.holder]), (claim.stance, claim.strength), measure, only)
    return phrase(told, " (within limits)" if claim.limited else "")


def two_ways(found: Sequence[Pair], kinds: ActorKinds) -> list[Phrase]:
    """Return who names a condition for what in one statement and none in another, with the ground of both."""
    firmest: dict[tuple[str, str], tuple[Claim, Strength]] = {}
    for one, two in found:
        key = (one.holder, one.measure)
        known, plain = firmest.get(key, (one, two.strength))
        firmest[key] = (min(known, one, key=lambda claim: claim.strength), min(plain, two.strength))
    words = StanceSentences(kinds)
    names = []
    for holder in words.ordered([one for one, _ in found]):
        cases = [_two_ways(one, plain, kinds) for one, plain in firmest.values() if one.holder == holder]
        names.append(phrase(kinds.part(holder), " (", in_list(cases), ")"))
    lead = phrase(
        named(names), verb(len(names) != 1, " names", " name"), " a condition in one statement and none in another"
    )
    return [sentence(lead)]


def _two_ways(one: Claim, plain: Strength, kinds: ActorKinds) -> Phrase:
    conditions = in_list([phrase(kinds.part(each)) for each in one.conditions])
    notes = [f", {_HOW[one.strength]}"] if one.strength in _HOW else []
    notes += [f", without it only {_HOW[plain]}"] if plain in _HOW else []
    return phrase(kinds.part(one.measure), ", only with ", conditions, *notes)


def changes(found: Sequence[Pair], kinds: ActorKinds) -> list[Phrase]:
    """Return each change: who moved from which position to which, and how firm the ground of each is."""
    firmest: dict[tuple[str, ...], Pair] = {}
    for pair in found:
        known = firmest.get(_key(pair))
        if known is None or (pair[0].strength, pair[1].strength) < (known[0].strength, known[1].strength):
            firmest[_key(pair)] = pair
    sentences = [
        sentence(
            phrase(kinds.part(before.holder), " moved from ", _position(before, kinds), " to ", _position(then, kinds))
        )
        for before, then in firmest.values()
    ]
    rest = len(sentences) - SHOWN_NAMES
    more = [sentence(phrase(f"{counted(rest, ('more change', 'more changes'))} below"))] if rest > 0 else []
    return [*sentences[:SHOWN_NAMES], *more]


def change_count(found: Sequence[Pair]) -> int:
    """Return the number of different changes or pairs, however many statements show each."""
    return len({_key(pair) for pair in found})


def _position(claim: Claim, kinds: ActorKinds) -> Phrase:
    only = in_list([phrase(kinds.part(each)) for each in claim.conditions]) if claim.conditions else None
    measure = phrase(kinds.part(claim.measure))
    notes = [how for how in (_HOW.get(claim.strength, ""), "within limits" if claim.limited else "") if how]
    words = {
        IN_FAVOUR: phrase("favouring ", measure),
        ON_CONDITION: phrase("favouring ", measure, " only with ", only or ""),
        AGAINST: phrase("opposing ", measure),
    }.get(claim.stance) or phrase("being ", predicate(claim.stance, measure))
    return phrase(words, f" ({', '.join(notes)})" if notes else "")
