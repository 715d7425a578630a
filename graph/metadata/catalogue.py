"""What the dataset is, who made it, under which licence, and where its files are (VoID, section 2; DCAT 3)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import DCAT, DCTERMS, FOAF, RDFS, VOID, XSD, URIRef

from graph.errors import BuildError
from graph.metadata.partitions import DATASET, DOWNLOADS, SERVICE, SPARQL_ADDRESS, VOID_ADDRESS, english, part, say
from graph.vocabulary import BASE, ID, ONTOLOGY_GRAPH, PREFIXES

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# The files that hold all of the data, each with its media type and what it is.
_DUMPS = {
    "backstop.nq": ("application/n-quads", "Every named graph, as N-Quads"),
    "backstop.ttl": ("text/turtle", "The union of the graphs, as Turtle"),
    "backstop.jsonld": ("application/ld+json", "The union of the graphs, as JSON-LD"),
}
_TABLE = ("statements.csv", "text/csv", "The statements with their positions and evidence, as a table")
_VERSION = URIRef(PREFIXES["dcat"] + "version")  # of DCAT 3; rdflib has DCAT 2
_MAINTAINERS = part("maintainers")
_CATALOGUE = part("catalogue")


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
    """Give what the dataset says of itself, its files, and the catalogue that it is in.

    The licence and the days that it covers are those that ``quads`` hold; the rest is from ``project``.
    """
    licence = _licence(quads)
    about: list[tuple[URIRef, str | int | Literal]] = [
        (DCTERMS.license, licence),
        (DCTERMS.creator, _MAINTAINERS),
        (DCTERMS.publisher, _MAINTAINERS),
        (_VERSION, Literal(project.version)),
    ]
    yield from say(
        DATASET,
        (VOID.Dataset, DCAT.Dataset),
        (RDFS.label, english(project.name)),
        (DCTERMS.title, english(project.name)),
        (DCTERMS.description, english(project.description)),
        *about,
        *((DCAT.keyword, english(word)) for word in project.keywords),
        (DCTERMS.conformsTo, PREFIXES["bst"].removesuffix("#")),
        (DCAT.landingPage, BASE),
        (VOID.uriSpace, Literal(ID)),
        (VOID.sparqlEndpoint, SPARQL_ADDRESS),
        *((VOID.vocabulary, namespace) for namespace in _vocabularies(quads)),
    )
    yield from say(_MAINTAINERS, (DCTERMS.Agent,), (RDFS.label, english(project.creator)))
    yield from _period(quads)
    for name, (media_type, title) in _DUMPS.items():
        yield from say(DATASET, (), (VOID.dataDump, DOWNLOADS + name))
        yield from _distribution(name, media_type, title, licence)
    yield from _distribution(*_TABLE, licence)
    yield from say(
        _CATALOGUE,
        (DCAT.Catalog,),
        (RDFS.label, english(f"{project.name}: catalogue")),
        (DCTERMS.title, english(f"{project.name}: catalogue")),
        (DCTERMS.description, english("The one dataset of this project and the service that answers queries over it.")),
        *about,
        (DCAT.dataset, DATASET),
        (DCAT.service, SERVICE),
    )
    yield from say(
        SERVICE,
        (DCAT.DataService,),
        (DCTERMS.title, english(f"{project.name}: SPARQL endpoint")),
        (DCTERMS.license, licence),
        (DCAT.endpointURL, SPARQL_ADDRESS),
        (DCAT.servesDataset, DATASET),
        (DCTERMS.conformsTo, "http://www.w3.org/TR/sparql11-protocol/"),
    )
    yield from say(VOID_ADDRESS, (VOID.DatasetDescription,), (FOAF.primaryTopic, DATASET), (DCTERMS.license, licence))


def _distribution(name: str, media_type: str, title: str, licence: str) -> Iterator[Triple]:
    node = part("file", name)
    yield from say(DATASET, (), (DCAT.distribution, node))
    yield from say(
        node,
        (DCAT.Distribution,),
        (RDFS.label, english(name)),
        (DCTERMS.title, english(title)),
        (DCAT.mediaType, _MEDIA_TYPES + media_type),
        (DCAT.downloadURL, DOWNLOADS + name),
        (DCAT.accessURL, DOWNLOADS),
        (DCTERMS.license, licence),
    )


def _licence(quads: Collection[Quad]) -> str:
    """The licence that the ontology's header states, which is that of the data too."""
    header = NamedNode(PREFIXES["bst"].removesuffix("#"))
    found = {
        quad.object.value
        for quad in quads
        if quad.graph_name == NamedNode(ONTOLOGY_GRAPH)
        and quad.subject == header
        and quad.predicate == NamedNode(DCTERMS.license)
        and isinstance(quad.object, NamedNode)
    }
    if len(found) != 1:
        raise BuildError(f"the ontology states {len(found)} licences, and needs one (dcterms:license)")
    return found.pop()


def _period(quads: Collection[Quad]) -> Iterator[Triple]:
    """The first and the last day on which anything was said, as far as the data gives the day."""
    said_on = NamedNode(PREFIXES["bst"] + "saidOn")
    days = sorted(quad.object.value for quad in quads if quad.predicate == said_on and isinstance(quad.object, Literal))
    if days:
        first, last = (Literal(day, datatype=NamedNode(XSD.date)) for day in (days[0], days[-1]))
        node = part("period")
        yield from say(DATASET, (), (DCTERMS.temporal, node))
        yield from say(node, (DCTERMS.PeriodOfTime,), (DCAT.startDate, first), (DCAT.endDate, last))


def _vocabularies(quads: Collection[Quad]) -> list[str]:
    """The namespaces whose terms the data uses as predicates."""
    used = {quad.predicate.value for quad in quads}
    return sorted(space for space in PREFIXES.values() if any(term.startswith(space) for term in used))
