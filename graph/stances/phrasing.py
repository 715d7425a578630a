"""The answer in words, for a page and for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from graph.explain import Phrase, Verbaliser, listed, phrase, plain, utterance
from graph.explain.verbalise import Part
from graph.stance_table import AGAINST, IN_FAVOUR, ON_CONDITION
from graph.stances.findings import Answer, Bearing, Finding, Said, Stance
from graph.stances.weighing import weighing

_HEADLINES = {
    Answer.SAID_SO: "Yes: {actor} has said so.",
    Answer.IMPLIED: (
        "By implication: no passage has {actor} say so, but what was said implies being in favour of {measure}."
    ),
    Answer.ASCRIBED: "Others say that {actor} is in favour of {measure}; there are no words of {actor}'s own here.",
    Answer.CONCLUDED: "Concluded: {actor} is in favour of a variant of {measure}, and so of {measure} in that form.",
    Answer.ON_CONDITION: "Only on condition: {actor} is in favour of {measure} if something else holds.",
    Answer.OPPOSES: "No: {actor} opposes {measure}.",
    Answer.UNCOMMITTED: "Uncommitted: {actor} is said to leave {measure} open.",
    Answer.SEVERAL: "{actor} has taken more than one position on {measure}; a later one does not overwrite an earlier.",
    Answer.DOUBTS: "No position: {actor} doubts {measure}, and doubt is not opposition.",
    Answer.ON_BEHALF: (
        "Not in its own name: people in office have taken positions on behalf of {actor}, which does not make {actor} "
        "itself a supporter or an opponent."
    ),
    Answer.NOTHING: ("Nothing in these documents says whether {actor} supports {measure}. That is silence, not a no."),
}


def headline(found: Stance, words: Verbaliser) -> str:
    """Return the answer as a few sentences, with its limits."""
    actor, measure = words.label(found.actor), words.label(found.measure)
    basis = weighing(found.findings)
    sides = {each.side for each in basis}
    sentences = [_HEADLINES[found.answer].format(actor=actor, measure=measure)]
    if found.answer == Answer.SEVERAL and sides == {IN_FAVOUR, ON_CONDITION}:
        sentences = [f"{actor} is in favour of {measure}, in places only on condition."]
    elif found.answer == Answer.SEVERAL and AGAINST in sides:
        sentences.append("They conflict: either the position changed, or the accounts of it differ.")
    if conditions := dict.fromkeys(words.label(each) for finding in basis for each in finding.conditions):
        sentences.append(f"Conditions named: {'; '.join(conditions)}.")
    return " ".join([*sentences, *_limits(found, basis, actor)])


def _limits(found: Stance, basis: tuple[Finding, ...], actor: str) -> Iterator[str]:
    if found.answer not in (Answer.SAID_SO, Answer.IMPLIED, Answer.ASCRIBED) and basis:
        if not any(each.is_own for each in basis):
            yield f"This is the account of others; there are no words of {actor}'s own here."
        elif not any(each.is_explicit for each in basis):
            yield "It is implied rather than said."
    sides = {each.side for each in basis}
    others = dict.fromkeys(each.side.label for each in found.findings if each.side not in sides)
    if others:
        yield f"By the account of others, also: {'; '.join(others)}."


def sentence(finding: Finding, words: Verbaliser) -> Phrase:
    """Return a position as a sentence: its kind, its measure and conditions, its limits, and what was said."""
    conditions = [phrase(words.part(each)) for each in finding.conditions]
    notes = [] if finding.bearing == Bearing.SAME else [finding.bearing.value]
    notes += [] if finding.is_explicit else ["implied"]
    notes += [f"{words.label(finding.confidence)} confidence"]
    notes += [f"limit: {finding.qualification}"] if finding.qualification else []
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
    everything = [
        ("What the answer rests on", [sentence(each, words) for each in found.findings]),
        ("Said from an office, on its behalf", [sentence(each, words) for each in found.on_behalf]),
        ("Doubts, which are no position", [told(each, words) for each in found.doubts]),
        ("Near, but no answer", [sentence(each, words) for each in found.near]),
    ]
    return [(title, sentences) for title, sentences in everything if sentences]
