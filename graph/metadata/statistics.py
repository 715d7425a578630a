"""How many of what the data holds (VoID, sections 4.6 and 5): by class, by property, by kind of value, by link.

The counts are of distinct triples of the union of the data's graphs, which is what a query sees. A class partition
says which properties its instances have, and a property partition of a class which classes or datatypes its values
have: that is what an editor completes from. It says so for the classes of our own ontology and of SKOS. Of the classes
of other vocabularies, which have the same instances over again, it counts the instances.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.metadata.partitions import DATASET, describe, graph_dataset_iri, graph_of, in_english, partition_iri
from graph.vocabulary import LINKS_GRAPH, PREFIXES, RDF, RDFS, VOID, VOIDEXT, compact

_IN_DETAIL = (PREFIXES["bst"], PREFIXES["skos"])
_SPACE = re.compile(r"https?://[^/]+/(?:[a-z]+/)?")  # www.wikidata.org/entity/, sws.geonames.org/


@dataclass
class _Counted:
    """A set of triples, counted: the triples, and how many subjects and objects they have between them."""

    triples: int = 0
    subjects: set[object] = field(default_factory=set)
    objects: set[object] = field(default_factory=set)
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[str] = field(default_factory=Counter)

    def add(self, triple: Triple, classes: Iterable[str]) -> None:
        self.triples += 1
        self.subjects.add(triple.subject)
        self.objects.add(triple.object)
        self.classes.update(classes)
        if isinstance(triple.object, Literal):
            self.datatypes[triple.object.datatype.value] += 1


def statistics(quads: Collection[Quad]) -> Iterator[Triple]:
    """Yield the counts of the dataset, of its graphs, its classes, its properties and its links to other datasets."""
    triples = {quad.triple for quad in quads}
    classes = _classes(triples)
    counted = _Counted()
    by_property: dict[str, _Counted] = defaultdict(_Counted)
    by_class: dict[str, dict[str, _Counted]] = defaultdict(lambda: defaultdict(_Counted))
    for triple in triples:
        counted.add(triple, ())
        by_property[triple.predicate.value].add(triple, ())
        kinds = classes.get(triple.object, ())
        for name in classes.get(triple.subject, ()):
            if name.startswith(_IN_DETAIL):
                by_class[name][triple.predicate.value].add(triple, kinds)
    instances = Counter(name for names in classes.values() for name in names)
    yield from describe(
        DATASET,
        (VOID.triples, counted.triples),
        (VOID.distinctSubjects, len(counted.subjects)),
        (VOID.distinctObjects, len(counted.objects)),
        (VOID.classes, len(instances)),
        (VOID.properties, len(by_property)),
    )
    yield from _graphs(quads)
    for name, found in sorted(by_property.items()):
        yield from _property(DATASET, (name,), found)
    for name, count in sorted(instances.items()):
        yield from describe(DATASET, (VOID.classPartition, partition_iri(name)))
        yield from describe(partition_iri(name), (VOID.class_, name), (VOID.entities, count))
        for predicate, found in sorted(by_class[name].items() if name in by_class else ()):
            yield from _property(partition_iri(name), (name, predicate), found)
    yield from _linksets(quads)


def _classes(triples: Iterable[Triple]) -> dict[object, set[str]]:
    """The classes of each node that has any."""
    classes: dict[object, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            classes[triple.subject].add(triple.object.value)
    return dict(classes)


def _property(owner: str, names: tuple[str, ...], found: _Counted) -> Iterator[Triple]:
    """A property partition of ``owner``, with its values by class and by datatype."""
    node = partition_iri(*names)
    yield from describe(owner, (VOID.propertyPartition, node))
    yield from describe(
        node,
        (VOID.property, names[-1]),
        (VOID.triples, found.triples),
        (VOID.distinctSubjects, len(found.subjects)),
        (VOID.distinctObjects, len(found.objects)),
    )
    by_class = (VOID.classPartition, VOID.class_, found.classes)
    by_datatype = (VOIDEXT.datatypePartition, VOIDEXT.datatype, found.datatypes)
    for partition, named, counts in (by_class, by_datatype):
        for name, count in sorted(counts.items()):
            values = partition_iri(*names, name)
            yield from describe(node, (partition, values))
            yield from describe(values, (named, name), (VOID.triples, count))


def _graphs(quads: Collection[Quad]) -> Iterator[Triple]:
    for name, count in sorted(Counter(graph_of(quad) for quad in set(quads)).items()):
        yield from describe(DATASET, (VOID.subset, graph_dataset_iri(name)))
        yield from describe(graph_dataset_iri(name), (RDF.type, VOID.Dataset), (VOID.triples, count))


def _linksets(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The links to other datasets, one set for each dataset and each predicate."""
    sets: Counter[tuple[str, str]] = Counter()
    for quad in set(quads):
        if graph_of(quad) == LINKS_GRAPH and isinstance(quad.object, NamedNode):
            found = _SPACE.match(quad.object.value)
            sets[(found[0] if found else quad.object.value, quad.predicate.value)] += 1
    for (space, predicate), count in sorted(sets.items()):
        name = space.partition("//")[2].rstrip("/")
        target, node = partition_iri("to", name), partition_iri("links", name, predicate)
        yield from describe(DATASET, (VOID.subset, node))
        yield from describe(
            node,
            (RDF.type, VOID.Linkset),
            (RDFS.label, in_english(f"Links to {name}: {compact(predicate)}")),
            (VOID.linkPredicate, predicate),
            (VOID.subjectsTarget, DATASET),
            (VOID.objectsTarget, target),
            (VOID.triples, count),
        )
        yield from describe(
            target, (RDF.type, VOID.Dataset), (RDFS.label, in_english(name)), (VOID.uriSpace, Literal(space))
        )
