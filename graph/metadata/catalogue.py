"""What the dataset is, who made it, under which licence, and where its files are (VoID, section 2; DCAT 3)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import BuildError
from graph.metadata.partitions import (
    DATASET,
    DOWNLOADS,
    SERVICE,
    SPARQL_ADDRESS,
    VOID_ADDRESS,
    describe,
    in_english,
    partition_iri,
)
from graph.vocabulary import BASE, BST, DCAT, DCTERMS, FOAF, ID, ONTOLOGY_GRAPH, PREFIXES, RDF, RDFS, VOID, XSD

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# The files that hold all of the data, each with its media type and what it is.
_DUMPS = {
    "backstop.nq": ("application/n-quads", "Every named graph, as N-Quads"),
    "backstop.ttl": ("text/turtle", "The union of the graphs, as Turtle"),
    "backstop.jsonld": ("application/ld+json", "The union of the graphs, as JSON-LD"),
}
_TABLE = ("statements.csv", "text/csv", "The statements with their positions and evidence, as a table")
_ONTOLOGY = PREFIXES["bst"].removesuffix("#")
_MAINTAINERS = partition_iri("maintainers")
_CATALOGUE = partition_iri("catalogue")
_CATALOGUE_TEXT = "The one dataset of this project and the service that answers queries over it."


@dataclass(frozen=True)
class Project:
    """What ``pyproject.toml`` says of the project."""

    name: str
    version: str
    description: str
    creator: str
    keywords: tuple[str, ...]


def read_project(path: Path) -> Project:
    """Read ``pyproject.toml``. Raises :class:`~graph.errors.BuildError` where a key is missing."""
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    try:
        return Project(
            name=project["name"].capitalize(),
            version=project["version"],
            description=f"{project['description']}.",
            creator=project["authors"][0]["name"],
            keywords=tuple(project["keywords"]),
        )
    except (KeyError, IndexError) as error:
        raise BuildError(f"{path}: the project has no {error}") from None


def catalogue(quads: Collection[Quad], project: Project) -> Iterator[Triple]:
    """Yield the description of the dataset, its files, its service and its catalogue.

    The licence and the days covered are read from ``quads``, the rest from ``project``. Raises
    :class:`~graph.errors.BuildError` unless the ontology states exactly one licence.
    """
    licence = _licence(quads)
    about: list[tuple[NamedNode, str | Literal]] = [
        (DCTERMS.license, licence),
        (DCTERMS.creator, _MAINTAINERS),
        (DCTERMS.publisher, _MAINTAINERS),
        (DCAT.version, Literal(project.version)),
    ]
    yield from describe(
        DATASET,
        (RDF.type, VOID.Dataset),
        (RDF.type, DCAT.Dataset),
        (RDFS.label, in_english(project.name)),
        (DCTERMS.title, in_english(project.name)),
        (DCTERMS.description, in_english(project.description)),
        *about,
        *((DCAT.keyword, in_english(word)) for word in project.keywords),
        (DCTERMS.conformsTo, _ONTOLOGY),
        (DCAT.landingPage, BASE),
        (VOID.uriSpace, Literal(ID)),
        (VOID.sparqlEndpoint, SPARQL_ADDRESS),
        *((VOID.vocabulary, namespace) for namespace in _vocabularies(quads)),
    )
    yield from describe(_MAINTAINERS, (RDF.type, DCTERMS.Agent), (RDFS.label, in_english(project.creator)))
    yield from _period(quads)
    for name, (media_type, title) in _DUMPS.items():
        yield from describe(DATASET, (VOID.dataDump, DOWNLOADS + name))
        yield from _distribution(name, media_type, title, licence)
    yield from _distribution(*_TABLE, licence)
    yield from describe(
        _CATALOGUE,
        (RDF.type, DCAT.Catalog),
        (RDFS.label, in_english(f"{project.name}: catalogue")),
        (DCTERMS.title, in_english(f"{project.name}: catalogue")),
        (DCTERMS.description, in_english(_CATALOGUE_TEXT)),
        *about,
        (DCAT.dataset, DATASET),
        (DCAT.service, SERVICE),
    )
    yield from describe(
        SERVICE,
        (RDF.type, DCAT.DataService),
        (DCTERMS.title, in_english(f"{project.name}: SPARQL endpoint")),
        (DCTERMS.license, licence),
        (DCAT.endpointURL, SPARQL_ADDRESS),
        (DCAT.servesDataset, DATASET),
        (DCTERMS.conformsTo, "http://www.w3.org/TR/sparql11-protocol/"),
    )
    yield from describe(
        VOID_ADDRESS, (RDF.type, VOID.DatasetDescription), (FOAF.primaryTopic, DATASET), (DCTERMS.license, licence)
    )


def _distribution(name: str, media_type: str, title: str, licence: str) -> Iterator[Triple]:
    node = partition_iri("file", name)
    yield from describe(DATASET, (DCAT.distribution, node))
    yield from describe(
        node,
        (RDF.type, DCAT.Distribution),
        (RDFS.label, in_english(name)),
        (DCTERMS.title, in_english(title)),
        (DCAT.mediaType, _MEDIA_TYPES + media_type),
        (DCAT.downloadURL, DOWNLOADS + name),
        (DCAT.accessURL, DOWNLOADS),
        (DCTERMS.license, licence),
    )


def _licence(quads: Collection[Quad]) -> str:
    """The licence that the ontology's header states, which is that of the data too."""
    header = (NamedNode(_ONTOLOGY), DCTERMS.license, NamedNode(ONTOLOGY_GRAPH))
    stated = (quad.object for quad in quads if (quad.subject, quad.predicate, quad.graph_name) == header)
    found = {term.value for term in stated if isinstance(term, NamedNode)}
    if len(found) != 1:
        raise BuildError(f"the ontology states {len(found)} licences, and needs one (dcterms:license)")
    return found.pop()


def _period(quads: Collection[Quad]) -> Iterator[Triple]:
    """The first and the last day on which anything was said, as far as the data gives the day."""
    dates = (quad.object for quad in quads if quad.predicate == BST.saidOn)
    days = sorted(date.value for date in dates if isinstance(date, Literal))
    if days:
        first, last = (Literal(day, datatype=XSD.date) for day in (days[0], days[-1]))
        node = partition_iri("period")
        yield from describe(DATASET, (DCTERMS.temporal, node))
        yield from describe(node, (RDF.type, DCTERMS.PeriodOfTime), (DCAT.startDate, first), (DCAT.endDate, last))


def _vocabularies(quads: Collection[Quad]) -> list[str]:
    """The namespaces whose terms the data uses as predicates."""
    used = {quad.predicate.value for quad in quads}
    return sorted(space for space in PREFIXES.values() if any(term.startswith(space) for term in used))
