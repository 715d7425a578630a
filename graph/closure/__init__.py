"""Concludes what follows from the stated triples by the rules, or by the reference reasoner.

The rules run as SPARQL updates in Oxigraph until nothing new comes. owlrl computes the same closure by other means, and
what either says of the vocabularies themselves is left out, so that the two can be compared triple by triple.
"""

from graph.closure.cleaning import is_about_things
from graph.closure.concluding import conclude
from graph.closure.contradictions import Where
from graph.closure.reference import conclude_by_owlrl

__all__ = ["Where", "conclude", "conclude_by_owlrl", "is_about_things"]
