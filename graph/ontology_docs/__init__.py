"""The documentation of the ontology, made from it: a reference by pyLODE, and diagrams drawn by Graphviz.

::

    structure   what there is to draw: classes, what is a kind of what, and which relation leads from which to which
    diagrams    draws that as SVG that takes its colours from the page
    markup      lets through of a page what is plain HTML: no style, no script, no link to what is not there
    reference   the reference, by pyLODE

Both are files of the build, the same bytes for the same ontology.
"""

from __future__ import annotations

import json
from pathlib import Path

REFERENCE_FILE = "ontology.html"
DIAGRAMS_FILE = "diagrams.json"


def documentation(ontology: bytes, shapes_file: Path) -> dict[str, bytes]:
    """Return the files that document the ontology, by name.

    ``ontology`` is the ontology with its alignments as N-Triples, in an order that is always the same; ``shapes_file``
    says of some properties which class they are of. ``diagrams.json`` is a list of objects: ``name``, ``title``,
    ``text``, ``svg``, and in ``lines`` the same as triples of ``[name, label]``. Raises
    :class:`~graph.errors.BuildError` where the program that draws is missing.
    """
    from rdflib import Graph

    from graph.ontology_docs.diagrams import diagrams
    from graph.ontology_docs.pylode_reference import reference

    terms, shapes = Graph(), Graph()
    terms.parse(data=ontology, format="nt")
    shapes.parse(shapes_file)
    drawn = json.dumps(diagrams(terms, shapes), ensure_ascii=False, indent=1)
    return {REFERENCE_FILE: reference(terms).encode(), DIAGRAMS_FILE: f"{drawn}\n".encode()}


__all__ = ["DIAGRAMS_FILE", "REFERENCE_FILE", "documentation"]
