"""Why a triple holds: proofs over the rules that concluded it, down to the passages that it rests on.

::

    facts ── matching ── search        what is stated, what concludes a triple, the proofs in the order of size
    words ── reasons ── sentences      things, rules and proofs in plain words
    tree, provenance, explanation      a proof drawn, as PROV-O, and what to say of a triple as a whole
    names                              from what a person types to a triple
"""

from __future__ import annotations

from graph.explain.explanation import Explanation, explanation, report
from graph.explain.facts import Facts, Limits
from graph.explain.names import thing_of, triple_of
from graph.explain.provenance import provenance
from graph.explain.search import Explainer
from graph.explain.sentences import because, utterance
from graph.explain.tree import Branch, branch
from graph.explain.verbalise import Part, Phrase, Words, listed, phrase, plain

__all__ = [
    "Branch",
    "Explainer",
    "Explanation",
    "Facts",
    "Limits",
    "Part",
    "Phrase",
    "Words",
    "because",
    "branch",
    "explanation",
    "listed",
    "phrase",
    "plain",
    "provenance",
    "report",
    "thing_of",
    "triple_of",
    "utterance",
]
