"""What can be said about a triple: its proofs, or that it does not hold here and what does instead."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Triple

from graph.engine import Engine
from graph.errors import ProofLimitError
from graph.explain.proofs import Proof
from graph.explain.search import Explainer
from graph.explain.tree import text
from graph.explain.verbalise import Verbaliser, plain, sentence_case
from graph.rules import TYPE
from graph.vocabulary import RDFS

_MOST_INSTEAD = 5


@dataclass(frozen=True)
class Explanation:
    """A triple, whether it is stated or concluded, its proofs, and what holds instead if it is neither.

    ``given_up`` says which limit ended the search, where there may be further proofs; else it is empty.
    """

    triple: Triple
    stated: bool
    concluded: bool
    proofs: tuple[Proof, ...]
    given_up: str
    instead: tuple[Triple, ...]

    @property
    def holds(self) -> bool:
        """Whether the triple is stated or concluded."""
        return self.stated or self.concluded


def explanation(explainer: Explainer, engine: Engine, triple: Triple, most: int = 1) -> Explanation:
    """Explain a triple with as many of its proofs as ``most``, the shortest first.

    Raises :class:`~graph.errors.ProofLimitError` if a limit was met before any was found.
    """
    proofs: list[Proof] = []
    given_up = ""
    try:
        for proof in explainer.proofs(triple):
            proofs.append(proof)
            if len(proofs) >= most:
                break
    except ProofLimitError as error:
        if not proofs:
            raise
        given_up = str(error)
    stated = bool(explainer.graphs(triple))
    concluded = not stated and explainer.holds(triple)
    instead = () if stated or concluded else _instead(engine, triple)
    return Explanation(triple, stated, concluded, tuple(proofs), given_up, instead)


def _instead(engine: Engine, triple: Triple) -> tuple[Triple, ...]:
    """What does hold and is nearest: between the same two things, or else of the same subject in the same respect."""
    between = {quad.triple for quad in engine.quads(triple.subject, None, triple.object)}
    same = {quad.triple for quad in engine.quads(triple.subject, triple.predicate, None)}
    found = sorted(between, key=str) or sorted(same, key=str)
    return tuple(each for each in found if each.predicate not in (TYPE, RDFS.label))[:_MOST_INSTEAD]


def report(found: Explanation, words: Verbaliser) -> str:
    """Return the explanation for a terminal."""
    fact = plain(sentence_case(words.fact(found.triple)))
    if not found.holds:
        lines = [
            f"{fact}: neither stated nor concluded here.",
            "That is not a no: it means only that these documents do not say so.",
        ]
        if found.instead:
            lines += ["What does hold:", *(f"  {plain(sentence_case(words.fact(each)))}" for each in found.instead)]
        return "\n".join(lines)
    if not found.proofs:
        return f"{fact}: among the conclusions, but the rules of this graph do not lead to it."
    parts = [text(proof, words) for proof in found.proofs]
    if found.given_up:
        parts.append(f"There may be further proofs: {found.given_up}.")
    return "\n\n".join(parts)
