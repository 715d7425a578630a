"""The diagrams of the ontology, drawn by Graphviz when the graph is built.

::

    structure   what there is to draw: the classes, their subclasses, and the relations between them
    diagrams    draws it as SVG without colours of its own
"""

from __future__ import annotations

import json
from pathlib import Path

DIAGRAMS_FILE = "diagrams.json"


def documentation(ontology: bytes, shapes_file: Path) -> dict[str, bytes]:
    """Return the files that document the ontology, by name; the same input gives the same bytes.

    ``ontology`` is the ontology with its alignments as N-Triples; ``shapes_file`` gives domains and ranges that the
    ontology leaves to its shapes. ``diagrams.json`` is a list of objects: ``name``, ``title``, ``text``, ``svg``, and
    in ``lines`` the same as triples of ``[name, label]``. Raises :class:`~graph.errors.BuildError` if the program that
    draws is missing or fails.
    """
    from rdflib import Graph

    from graph.ontology_docs.diagrams import diagrams

    terms, shapes = Graph(), Graph()
    terms.parse(data=ontology, format="nt")
    shapes.parse(shapes_file)
    drawn = json.dumps(diagrams(terms, shapes), ensure_ascii=False, indent=1)
    return {DIAGRAMS_FILE: f"{drawn}\n".encode()}


__all__ = ["DIAGRAMS_FILE", "documentation"]
