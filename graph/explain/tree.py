"""A proof as a tree in words, for a page to draw and a terminal to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.explain.proofs import Attestation, Proof, Stated
from graph.explain.rule_text import reason
from graph.explain.sentences import because
from graph.explain.verbalise import Part, Phrase, Verbaliser, phrase, plain, sentence_case
from graph.vocabulary import compact


@dataclass(frozen=True)
class Branch:
    """One triple of a proof: as a sentence, with why it follows or where it is stated, and what it follows from.

    ``rule`` is the W3C's name and the axiom, empty for a leaf.
    """

    fact: Phrase
    why: Phrase
    rule: str
    sources: tuple[Phrase, ...]
    premises: tuple[Branch, ...]


def branch(proof: Proof, words: Verbaliser) -> Branch:
    """Return the proof as a tree in words."""
    fact = sentence_case(words.fact(proof.triple))
    if isinstance(proof, Stated):
        return Branch(fact, (), "", tuple(_sources(proof, words)), ())
    premises = tuple(branch(premise, words) for premise in proof.premises)
    return Branch(fact, reason(proof.rule, words), f"{proof.rule.name}: {proof.rule.axiom}", (), premises)


def _sources(leaf: Stated, words: Verbaliser) -> Iterator[Phrase]:
    for graph in leaf.graphs:
        if not leaf.attestations:
            yield phrase("stated in ", words.place(graph))
    for passage in leaf.attestations:
        yield _passage(passage, words)


def _passage(passage: Attestation, words: Verbaliser) -> Phrase:
    relayed = passage.relayed_by
    return phrase(
        "stated in ",
        words.part(passage.document),
        ", ",
        Part(f"characters {passage.start} to {passage.end}", passage.iri.value),
        f" ({words.label(passage.attribution)}",
        *((", according to ", words.named(relayed)) if relayed else ()),
        ")",
    )


def text(proof: Proof, words: Verbaliser) -> str:
    """Return the proof for a terminal: the triple, one sentence why, and the tree down to document and span."""
    triple = " ".join(compact(term.value) if hasattr(term, "value") else str(term) for term in proof.triple)
    lines = [triple, plain(because(proof, words)), "", *_lines(branch(proof, words), "", "")]
    return "\n".join(lines)


def _lines(node: Branch, first: str, rest: str) -> Iterator[str]:
    yield first + plain(node.fact)
    below = f"{rest}│  " if node.premises else f"{rest}   "
    if node.why:
        yield f"{below}because {plain(node.why)}"
        yield f"{below}({node.rule})"
    for source in node.sources:
        yield f"{rest}   {plain(source)}"
    for number, premise in enumerate(node.premises, start=1):
        last = number == len(node.premises)
        yield from _lines(premise, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))
