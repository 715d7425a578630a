"""Holds the graph against its SHACL shapes (by pySHACL) and against the checks in ``queries/checks``.

A check is a SELECT that names violations: ``?entity``, and in ``?found`` what was found. An empty answer is a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, serialize

from graph.errors import Problem, QuestionError, syntax_error_line
from graph.records import Location
from graph.vocabulary import PREFIXES, RDF, RDFS, compact

SHAPES_FILE = "shapes.ttl"
STYLE_FILE = "style.ttl"
_SH = "http://www.w3.org/ns/shacl#"
# The predicates that the shapes use; the validated graph leaves out others, for speed.
_OURS = (PREFIXES["bst"], RDFS.label.value, PREFIXES["skos"], PREFIXES["rdf"])


def shape_problems(
    triples: Iterable[Triple], shapes_file: Path, locations: Mapping[str, Location] | None = None
) -> list[Problem]:
    """Return every violation of the shapes in ``shapes_file``, in the shapes' own words.

    ``locations`` maps the IRI of a thing to the place where it is written. Raises what rdflib raises for malformed
    Turtle.
    """
    import pyshacl  # half a second to import, and the web site needs none of it
    from rdflib import Graph, URIRef

    data, shapes = Graph(), Graph()
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    shapes.parse(shapes_file)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return [_shape_problem(report, result, locations or {}) for result in report.objects(None, URIRef(_SH + "result"))]


def _shape_problem(report: Any, result: Any, locations: Mapping[str, Location]) -> Problem:
    from rdflib import URIRef

    def of(name: str) -> Any:
        return report.value(result, URIRef(_SH + name))

    focus, path, found = str(of("focusNode")), of("resultPath"), of("value")
    place = locations.get(focus, Location("the graph", 0))
    message = str(of("resultMessage"))
    if found is not None and str(found) != focus:
        message += f"; found {compact(str(found))}"
    field = compact(focus) + (f" {compact(str(path))}" if isinstance(path, URIRef) else "")
    return Problem(place.file, place.line, field, message)


def ours(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples that the shapes can apply to: those with terms of our ontology, labels and notes."""
    return [
        triple
        for triple in triples
        if triple.predicate.value.startswith(_OURS)
        and (triple.predicate != RDF.type or str(triple.object).startswith(f"<{PREFIXES['bst']}"))
    ]


def check_problems(store: Store, folder: Path, locations: Mapping[str, Location] | None = None) -> list[Problem]:
    """Return every violation that the checks in ``folder`` find in the union of the store's graphs.

    Raises :class:`~graph.errors.QuestionError` for a check that is no SELECT of ``?entity`` and ``?found``.
    """
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        try:
            answer = store.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QuestionError(
                [Problem(path.as_posix(), syntax_error_line(error), "", f"not SPARQL: {error.msg}")]
            ) from None
        names = {variable.value for variable in answer.variables} if isinstance(answer, QuerySolutions) else set()
        if not isinstance(answer, QuerySolutions) or not {"entity", "found"} <= names:
            raise QuestionError([Problem(path.as_posix(), 0, "", "a check selects ?entity and ?found")])
        title = text.partition("summary: ")[2].partition("\n")[0]
        for solution in answer:
            entity, found = solution["entity"], solution["found"]
            place = locations.get(entity.value, Location("the graph", 0)) if locations else Location("the graph", 0)
            message = f"{title} Found {_shown(found)} ({path.stem})"
            problems.append(Problem(place.file, place.line, compact(entity.value), message))
    return problems


def _shown(term: NamedNode | Literal | None) -> str:
    if term is None:
        return "nothing"
    return compact(term.value) if isinstance(term, NamedNode) else f"'{term.value}'"
