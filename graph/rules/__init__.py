"""Turns each axiom of the ontology into rules.

A rule is named after its rule in the tables of the OWL 2 Web Ontology Language Profiles, section 4.3
(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules), and has that rule's head
and body, with the axiom's own terms put in. Class expressions are put in as well: what makes a member of one stands in
the body, what a member of one has is the head, so that no blank node becomes a type. A rule that joins several of the
tables' bears the name of the one that tells most: the one that recognises the members of an anonymous class
(``cls-svf1`` rather than ``cax-sco``), or, where it ends in a contradiction or in two things being the same, the
one that says so (``cls-maxc2``). An axiom of a kind that has no rule here is an error, not a silence.
"""

from graph.rules.compiler import rules_of
from graph.rules.equality import SAMENESS
from graph.rules.terms import ANNOTATIONS, DIFFERENT_FROM, SAME_AS, TYPE, Pattern, Rule, Term, is_datatype, word

__all__ = [
    "ANNOTATIONS",
    "DIFFERENT_FROM",
    "SAMENESS",
    "SAME_AS",
    "TYPE",
    "Pattern",
    "Rule",
    "Term",
    "is_datatype",
    "rules_of",
    "word",
]
