"""The answer in words, for a page and for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.explain import Phrase, Verbaliser, listed, phrase, plain, utterance
from graph.explain.verbalise import Part
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


def headline(found: Stance, words: Verbaliser) -> str:
    """Return the answer as a few sentences, with its conditions, limits and dates, and what was said before."""
    actor, measure = words.label(found.actor), words.label(found.measure)
    basis = found.basis
    sides = {each.side for each in basis}
    stances = " and ".join(dict.fromkeys(each.side.preposition for each in basis))
    forms = " and ".join(dict.fromkeys(words.label(each.measure) for each in basis))
    sentences = [_LEADS[found.answer].format(actor=actor, measure=measure, stances=stances, forms=forms)]
    if found.answer == Answer.SEVERAL and sides == {IN_FAVOUR, ON_CONDITION}:
        sentences = [f"{actor} is in favour of {measure}, in places only on condition."]
    elif found.answer == Answer.SEVERAL:
        sentences.append("They differ: either the position changed, or the accounts of it do not agree.")
    if conditions := dict.fromkeys(words.label(each) for finding in basis for each in finding.conditions):
        sentences.append(f"Conditions named: {'; '.join(conditions)}.")
    if limits := dict.fromkeys(each.qualification for each in basis if each.qualification):
        sentences.append(f"Limit: {'; '.join(limits)}.")
    if basis and found.answer != Answer.GIVEN_UP:
        sentences.append(f"When: {'; '.join(dict.fromkeys(each.said.when for each in basis))}.")
    return " ".join([*sentences, *_beside(found, words)])


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
        yield f"By the account of others, or read with low confidence, also: {'; '.join(others)}."
    if found.doubts and found.answer != Answer.DOUBTS:
        yield "The same actor has also voiced doubt."
    yield from _aside(found, words)


def _how_read(found: Stance, words: Verbaliser) -> Iterator[str]:
    """How the passages that the answer rests on were read, and whose account they are."""
    if found.answer in _SAID_OR_IMPLIED and not any(each.is_explicit for each in found.basis):
        yield "It is implied rather than said."
    if found.basis and all(each.confidence == BST.Medium for each in found.basis):
        yield "Confidence: medium."
    relays = dict.fromkeys(words.label(each) for finding in found.basis for each in finding.said.relays)
    if relays and found.answer in (Answer.ASCRIBED, Answer.UNSURE):
        yield f"By the account of {' and '.join(relays)}."


def _aside(found: Stance, words: Verbaliser) -> Iterator[str]:
    """Positions that are not the actor's answer: of those who speak for the actor, or near the question."""
    aside = [each for each in found.near if each.comes_near] if found.answer == Answer.NEAR else []
    if found.answer in (Answer.ON_BEHALF, Answer.ASCRIBED, Answer.UNSURE):
        aside = list(found.on_behalf)
    if aside and found.basis:
        yield f"Those who speak for {words.label(found.actor)} have taken positions."
    lines = dict.fromkeys(f"{words.label(each.said.speaker)}: {_short(each, found, words)}." for each in aside)
    yield from list(lines)[:_SHOWN_NEAR]
    if len(lines) > _SHOWN_NEAR:
        yield f"{len(lines) - _SHOWN_NEAR} more below."


def _shortly(findings: Iterable[Finding], found: Stance, words: Verbaliser) -> Iterable[str]:
    return dict.fromkeys(_short(each, found, words) for each in findings)


def _short(finding: Finding, found: Stance, words: Verbaliser) -> str:
    """A position in a few words: the stance, its measure if that is another one, how sure it is, and when."""
    measure = "" if finding.measure == found.measure else f" {words.label(finding.measure)}"
    stance = finding.side.preposition if measure else finding.side.label
    conditions = ", ".join(words.label(each) for each in finding.conditions)
    notes = [f"if: {conditions}"] if conditions else []
    notes += [] if finding.is_own else ["as others say"]
    notes += [] if finding.is_sure else ["low confidence"]
    notes += [finding.qualification] if finding.qualification else []
    notes += ["no title given"] if finding.is_without_title else []
    notes += ["since given up"] if finding in found.earlier and finding in found.on_behalf else []
    return f"{stance}{measure} ({'; '.join([*notes, finding.said.when])})"


def sentence(finding: Finding, words: Verbaliser) -> Phrase:
    """Return a position as a sentence: its kind, its measure and conditions, its limits, and what was said."""
    conditions = [phrase(words.part(each)) for each in finding.conditions]
    notes = [] if finding.bearing == Bearing.SAME else [finding.bearing.value]
    notes += [] if finding.is_explicit else ["implied"]
    notes += [f"{words.label(finding.confidence)} confidence"]
    notes += [f"limit: {finding.qualification}"] if finding.qualification else []
    notes += ["the text gives the speaker no title"] if finding.is_without_title else []
    only = phrase(", on condition of ", listed(conditions)) if conditions else ()
    return phrase(
        Part(finding.side.preposition.capitalize(), finding.position.value),
        " ",
        words.part(finding.measure),
        only,
        f" ({'; '.join(notes)}): ",
        told(finding.said, words),
    )


def told(said: Said, words: Verbaliser) -> Phrase:
    """Return a statement as a sentence, with its full stop."""
    return phrase(utterance(said.passages, words), ".")


def report(found: Stance, words: Verbaliser) -> str:
    """Return the whole answer for a terminal."""
    lines = [f"Does {words.label(found.actor)} support {words.label(found.measure)}?", headline(found, words)]
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
