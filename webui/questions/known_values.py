"""Whether the graph knows what a parameter names: a misspelt name is an error, not an answer that says "nobody"."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort
from pyoxigraph import NamedNode

from graph.errors import ParameterError, nearest
from graph.saved_queries import Parameter, SavedQuestion
from graph.vocabulary import ID, PREFIXES, compact
from webui.reading.cells import labels
from webui.site import Site, site

_KNOWN = "SELECT ?any WHERE { { %(iri)s ?p ?any } UNION { ?any ?p %(iri)s } } LIMIT 1"
_THINGS = f"""
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?thing WHERE {{ ?thing rdfs:label ?label FILTER(STRSTARTS(STR(?thing), "{ID}")) }}
"""
# The closed lists of the ontology, each with its items (design, section 3).
_LISTS = f"""
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?list ?item WHERE {{ ?item skos:inScheme ?list FILTER(STRSTARTS(STR(?item), "{PREFIXES["bst"]}")) }}
ORDER BY ?list ?item
"""


def check_known(asked: SavedQuestion, values: Mapping[str, str]) -> None:
    """Answer 404 for a value that names nothing in the graph.

    Raises :class:`~graph.errors.ParameterError` for a term that is not in the closed list of its parameter.
    """
    for parameter in asked.parameters:
        value = values.get(parameter.name, "")
        if parameter.kind != "iri" or not value:
            continue
        if not list(site().engine.select(_KNOWN % {"iri": parameter.term(value)})):
            slug = value.removeprefix(ID)
            close = nearest(slug, site().derive(_slugs))
            abort(404, description=f"{parameter.name}: nothing in these documents goes by '{slug[:80]}'{close}")
        if value.startswith(PREFIXES["bst"]) and value not in (items := closed_list(asked, parameter) or (value,)):
            expected = ", ".join(compact(item) for item in items)
            raise ParameterError(f"{parameter.name}: found {compact(value)}, expected one of {expected}")


def closed_list(asked: SavedQuestion, parameter: Parameter) -> tuple[str, ...]:
    """Return the items of the list that a parameter's value is one of; none where it is not of a closed list."""
    offered = {term.value for term in choices(asked, parameter)}
    lists = site().derive(_closed_lists)
    return next((items for items in lists if offered and offered <= set(items)), ())


def choices(asked: SavedQuestion, parameter: Parameter) -> tuple[NamedNode, ...]:
    """Return the values of a parameter that give rows while every other one has its default, by their labels."""
    kept = site().derive(_choices)
    key = asked.slug, parameter.name
    if key not in kept:
        solutions = site().engine.select(asked.bind(asked.defaults, open_parameter=parameter.name))
        names = [variable.value for variable in solutions.variables]
        kept[key] = tuple(term for term, _, _ in labels(names, solutions, parameter.name))
    return kept[key]


def _choices(_: Site) -> dict[tuple[str, str], tuple[NamedNode, ...]]:
    """The choices that were asked for since the build was opened."""
    return {}


def _closed_lists(opened: Site) -> tuple[tuple[str, ...], ...]:
    lists: dict[str, list[str]] = {}
    for row in opened.engine.select(_LISTS):
        lists.setdefault(row["list"].value, []).append(row["item"].value)
    return tuple(tuple(items) for items in lists.values())


def _slugs(opened: Site) -> tuple[str, ...]:
    return tuple(row["thing"].value.removeprefix(ID) for row in opened.engine.select(_THINGS))
