"""The answer in words, for a page and for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode

from graph.explain import Phrase, Verbaliser, listed, phrase, plain, sentence_case, utterance
from graph.stance_table import IN_FAVOUR, ON_CONDITION
from graph.stances.findings import Answer, Bearing, Finding, Said, Stance
from graph.vocabulary import BST

_LEADS = {
    Answer.SAID_SO: "Yes: {actor} has said so.",
    Answer.LIMITED: "Within limits: {actor} is in favour of {measure}.",
    Answer.IMPLIED: (
        "By implication: no passage has {actor} say so, but what was said implies being in favour of {measure}."
    ),
    Answer.CONCLUDED: "Concluded: {actor} is in favour of {forms}, and so of {measure} in that form.",
    Answer.ON_CONDITION: "Only on condition: {actor} is in favour of {measure} if something else holds.",
    Answer.GIVEN_UP: "Not any more: {actor} has since taken a position that cannot stand beside it.",
    Answer.OPPOSES: "No: {actor} opposes {measure}.",
    Answer.UNCOMMITTED: "Uncommitted: {actor} leaves {measure} open.",
    Answer.SEVERAL: "{actor} has taken more than one position on {measure}; a later one does not overwrite an earlier.",
    Answer.ASCRIBED: "Others say that {actor} is {stances} {measure}; there are no words of {actor}'s own here.",
    Answer.UNSURE: (
        "Not clear: a passage can be read so that {actor} is {stances} {measure}, but only with low confidence."
    ),
    Answer.DOUBTS: "No position: {actor} doubts {measure}, and doubt is not opposition.",
    Answer.ON_BEHALF: (
        "Not in its own name: those who speak for {actor} have taken positions, which does not make {actor} itself a "
        "supporter or an opponent."
    ),
    Answer.NEAR: "No direct answer: nothing here says whether {actor} supports {measure}, but this comes near it.",
    Answer.NOTHING: "Nothing in these documents says whether {actor} supports {measure}. That is silence, not a no.",
}
_SAID_OR_IMPLIED = (Answer.CONCLUDED, Answer.ON_CONDITION, Answer.OPPOSES, Answer.UNCOMMITTED, Answer.SEVERAL)
_SHOWN_NEAR = 3  # what a headline names of positions on behalf of the actor, or near the question


def question(found: Stance, words: Verbaliser) -> str:
    """Return the question that an answer is to: ``Does the United Kingdom support a European force in Ukraine?``."""
    return f"Does {words.noun_phrase(found.actor)} support {words.noun_phrase(found.measure)}?"


def headline(found: Stance, words: Verbaliser) -> str:
    """Return the answer as a few sentences, with its conditions, limits and dates, and what was said before."""
    actor, measure = words.noun_phrase(found.actor), words.noun_phrase(found.measure)
    basis = found.basis
    sides = {each.side for each in basis}
    stances = " and ".join(dict.fromkeys(each.side.preposition for each in basis))
    forms = " and ".join(dict.fromkeys(words.noun_phrase(each.measure) for each in basis))
    lead = _LEADS[found.answer].format(actor=actor, measure=measure, stances=stances, forms=forms)
    sentences = [lead[:1].upper() + lead[1:]]
    if found.answer == Answer.SEVERAL and sides == {IN_FAVOUR, ON_CONDITION}:
        sentences = [f"{actor[:1].upper()}{actor[1:]} is in favour of {measure}, at times only on condition."]
    elif found.answer == Answer.SEVERAL:
        sentences.append("They differ: either the position changed, or the accounts of it do not agree.")
    sentences += _by_other_means(found, words)
    if conditions := _named(found, words, lambda each: list(map(words.noun_phrase, each.conditions))):
        sentences.append(f"Conditions named: {conditions}.")
    if limits := _named(found, words, lambda each: [each.qualification] if each.qualification else []):
        sentences.append(f"Limit: {limits}.")
    if basis and found.answer != Answer.GIVEN_UP:
        sentences.append(f"When: {'; '.join(dict.fromkeys(each.said.when for each in basis))}.")
    return " ".join([*sentences, *_beside(found, words)])


def _by_other_means(found: Stance, words: Verbaliser) -> Iterator[str]:
    """From which other measures alone the answer is concluded, where the first sentence does not say it."""
    if found.answer == Answer.CONCLUDED or any(each.bearing == Bearing.SAME for each in found.basis):
        return
    for bearing, told in ((Bearing.VARIANT, "In what form: {}."), (Bearing.GENERAL, "As a form of {}.")):
        if measures := dict.fromkeys(
            words.noun_phrase(each.measure) for each in found.basis if each.bearing == bearing
        ):
            yield told.format(" and ".join(measures))


def _named(found: Stance, words: Verbaliser, of: Callable[[Finding], list[str]]) -> str:
    """What positions of the basis name, for each measure; that of a form of the measure only with the form's name."""
    named: dict[NamedNode, dict[str, None]] = {}
    for each in sorted(found.basis, key=lambda each: each.bearing != Bearing.SAME):
        named.setdefault(each.measure, {}).update(dict.fromkeys(of(each)))
    told = []
    for measure, texts in named.items():
        is_alone = len(named) == 1 or measure == found.measure
        listed_texts = "; ".join(texts) if is_alone else f"for {words.noun_phrase(measure)}, {', '.join(texts)}"
        told += [listed_texts] if texts else []
    return "; ".join(told)


def _beside(found: Stance, words: Verbaliser) -> Iterator[str]:
    """What must be known beside the answer: whose account it is, what was given up, what others said for the actor."""
    yield from _how_read(found, words)
    if earlier := [each for each in found.earlier if each in found.findings]:
        yield f"Before that: {'; '.join(_shortly(earlier, found, words))}."
    if found.answer == Answer.GIVEN_UP:
        later = [each for each in (*found.findings, *found.near) if any(each.ends(one) for one in found.earlier)]
        yield f"Since then: {'; '.join(_shortly(later, found, words))}."
    told = {*found.basis, *found.earlier}
    sides = {each.side for each in found.basis}
    others = dict.fromkeys(each.side.label for each in found.findings if each not in told and each.side not in sides)
    if others:
        yield f"According to others, or read with low confidence, also: {'; '.join(others)}."
    if found.doubts and found.answer != Answer.DOUBTS:
        yield "The same actor has also voiced doubt."
    yield from _aside(found, words)


def _how_read(found: Stance, words: Verbaliser) -> Iterator[str]:
    """How the passages that the answer rests on were read, and whose account they are."""
    if found.answer in _SAID_OR_IMPLIED and not any(each.is_explicit for each in found.basis):
        yield "It is implied rather than said."
    if found.basis and all(each.confidence == BST.Medium for each in found.basis):
        yield "Confidence: medium."
    relays = dict.fromkeys(words.noun_phrase(each) for finding in found.basis for each in finding.said.relays)
    if relays and found.answer in (Answer.ASCRIBED, Answer.UNSURE):
        yield f"This is according to {' and '.join(relays)}."


def _aside(found: Stance, words: Verbaliser) -> Iterator[str]:
    """Positions that are not the actor's answer: of those who speak for the actor, or near the question."""
    aside = [each for each in found.near if each.comes_near] if found.answer == Answer.NEAR else []
    if found.answer in (Answer.ON_BEHALF, Answer.ASCRIBED, Answer.UNSURE):
        aside = list(found.on_behalf)
    if aside and found.basis:
        yield f"Those who speak for {words.noun_phrase(found.actor)} have taken positions."
    lines = dict.fromkeys(f"{_starting(each.said.speaker, words)}: {_short(each, found, words)}." for each in aside)
    yield from list(lines)[:_SHOWN_NEAR]
    if len(lines) > _SHOWN_NEAR:
        yield f"{len(lines) - _SHOWN_NEAR} more below."


def _shortly(findings: Iterable[Finding], found: Stance, words: Verbaliser) -> Iterable[str]:
    return dict.fromkeys(_short(each, found, words) for each in findings)


def _starting(thing: NamedNode, words: Verbaliser) -> str:
    name = words.noun_phrase(thing)
    return name[:1].upper() + name[1:]


def _short(finding: Finding, found: Stance, words: Verbaliser) -> str:
    """A position in a few words: the stance, its measure if that is another one, how sure it is, and when."""
    measure = "" if finding.measure == found.measure else f" {words.noun_phrase(finding.measure)}"
    stance = finding.side.preposition if measure else finding.side.label
    conditions = ", ".join(words.noun_phrase(each) for each in finding.conditions)
    notes = [f"if: {conditions}"] if conditions else []
    notes += [] if finding.is_own else ["as others say"]
    notes += [] if finding.is_sure else ["low confidence"]
    notes += [finding.qualification] if finding.qualification else []
    notes += ["no title given"] if finding.is_without_title else []
    notes += ["since given up"] if finding in found.earlier and finding in found.on_behalf else []
    return f"{stance}{measure} ({'; '.join([*notes, finding.said.when])})"


def sentence(finding: Finding, words: Verbaliser) -> Phrase:
    """Return a position as a sentence: its kind, its measure and conditions, its limits, and what was said."""
    conditions = [phrase(words.named(each)) for each in finding.conditions]
    notes = [] if finding.bearing == Bearing.SAME else [finding.bearing.value]
    notes += [] if finding.is_explicit else ["implied"]
    notes += [f"{words.label(finding.confidence)} confidence"]
    notes += [f"limit: {finding.qualification}"] if finding.qualification else []
    notes += ["the text gives the speaker no title"] if finding.is_without_title else []
    only = phrase(", on condition of ", listed(conditions)) if conditions else ()
    return phrase(
        f"{finding.side.preposition.capitalize()} ",
        words.named(finding.measure),
        only,
        f" ({'; '.join(notes)}): ",
        utterance(finding.said.passages, words),
        ".",
    )


def told(said: Said, words: Verbaliser) -> Phrase:
    """Return a statement as a sentence, with its full stop."""
    return phrase(sentence_case(utterance(said.passages, words)), ".")


def report(found: Stance, words: Verbaliser) -> str:
    """Return the whole answer for a terminal."""
    lines = [
        f"Does {words.noun_phrase(found.actor)} support {words.noun_phrase(found.measure)}?",
        headline(found, words),
    ]
    for title, sentences in sections(found, words):
        lines += ["", title, *(f"- {plain(each)}" for each in sentences)]
    return "\n".join(lines)


def sections(found: Stance, words: Verbaliser) -> list[tuple[str, list[Phrase]]]:
    """Return what the answer rests on, under headings, each a sentence; only those that hold something."""
    earlier = [each for each in found.earlier if each in found.findings]
    everything = [
        ("What the answer rests on", [sentence(each, words) for each in found.basis]),
        ("Earlier, and since given up", [sentence(each, words) for each in earlier if each not in found.basis]),
        (
            "Also said of it, by others or less surely",
            [sentence(each, words) for each in found.findings if each not in (*found.basis, *found.earlier)],
        ),
        ("Said by those who speak for it", [sentence(each, words) for each in found.on_behalf]),
        ("Doubts, which are no position", [told(each, words) for each in found.doubts]),
        ("Near, but no answer", [sentence(each, words) for each in found.near]),
    ]
    return [(title, sentences) for title, sentences in everything if sentences]
