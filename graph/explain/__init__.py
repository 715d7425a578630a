"""Why a triple holds: proofs over the rules that concluded it, down to the passages that it rests on.

::

    facts ── matching ── search              what is stated, what concludes a triple, the proofs in the order of size
    verbalise ── rule_text ── sentences      things, rules and proofs in plain words
    tree, provenance, explanation            a proof as a tree, as PROV-O, and the whole explanation of a triple
    names                                    from what a person types to a triple
"""

from __future__ import annotations

from graph.explain.explanation import Explanation, explanation, report
from graph.explain.facts import ProofLimits, TripleReader
from graph.explain.names import thing_of, triple_of
from graph.explain.provenance import provenance
from graph.explain.search import Explainer
from graph.explain.sentences import because, utterance
from graph.explain.tree import Branch, branch
from graph.explain.verbalise import Part, Phrase, Verbaliser, listed, phrase, plain, quoted, sentence_case

__all__ = [
    "Branch",
    "Explainer",
    "Explanation",
    "Part",
    "Phrase",
    "ProofLimits",
    "TripleReader",
    "Verbaliser",
    "because",
    "branch",
    "explanation",
    "listed",
    "phrase",
    "plain",
    "provenance",
    "quoted",
    "report",
    "sentence_case",
    "thing_of",
    "triple_of",
    "utterance",
]
