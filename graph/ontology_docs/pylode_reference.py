"""The reference of the ontology, by pyLODE.

pyLODE takes it for the ontology what is a concept scheme, names anchors by labels, and knows no individuals: so it is
given a copy in which schemes and the items of lists are individuals, the anchors beforehand, and a section more.
"""

from __future__ import annotations

import logging
from html import escape
from typing import Any

from pylode.profiles import ontpub
from pylode.profiles.ontpub import OntPub
from pylode.rdf_elements import ONTDOC, PROP_PROPS, PROPS
from pylode.utils import PylodeError, make_title_from_iri, section_html
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.errors import BuildError
from graph.ontology_docs.markup import plain
from graph.vocabulary import PREFIXES, compact

GLOSSARY = "../ontology"  # the page of our own, seen from that of the reference
_OF_INDIVIDUALS = [DCTERMS.description, SKOS.scopeNote, SKOS.example]
_SECTIONS = {
    "classes": "Classes",
    "objectproperties": "Object properties",
    "datatypeproperties": "Datatype properties",
    "annotationproperties": "Annotation properties",
    "named_individuals": "Named individuals",
    "namespaces": "Namespaces",
}


class _Publication(OntPub):  # type: ignore[misc] # pyLODE ships no types
    """pyLODE's publication of an ontology, with a section of individuals."""

    def _make_main_sections(self) -> None:
        super()._make_main_sections()
        with self.content:
            section_html(
                "Named Individuals",
                self.ont,
                self.back_onts,
                self.ns,
                OWL.NamedIndividual,
                _OF_INDIVIDUALS,
                self.toc,
                "named_individuals",
                self.fids,
                self.props_labeled,
            )


def reference(ontology: Graph) -> str:
    """Return the reference as HTML to be put into a page: its contents, then a section for every kind of term.

    Every term of the ontology has its name as anchor; one from another vocabulary its prefixed name, with a hyphen.
    Raises :class:`~graph.errors.BuildError` for an ontology that has no title.
    """
    logging.getLogger("asyncio").setLevel(logging.WARNING)  # pyLODE makes every library's log loud
    # pyLODE would read what other vocabularies say of a property from pickles that it writes beside its own code.
    ontpub.load_background_onts = Graph
    ontpub.load_background_onts_titles = lambda _: {}
    ontpub.back_onts_label_props = lambda _: {
        shown: {"title": make_title_from_iri(shown), "description": "", "ont_title": ""}
        for shown in (*PROPS, OWL.inverseOf)
    }
    ontpub.PROP_PROPS = [*PROP_PROPS, OWL.inverseOf]
    try:
        publication = _Publication(_prepared(ontology))
    except PylodeError as error:
        raise BuildError(f"the reference of the ontology cannot be made: {error}") from None
    publication.fids |= {str(iri): anchor(str(iri)) for iri in publication.ont.subjects() if isinstance(iri, URIRef)}
    page = publication.make_html()
    return _contents(publication.toc) + plain(page, "content", ("pylode", "toc"), GLOSSARY)


def anchor(iri: str) -> str:
    """Return the anchor of a term."""
    return compact(iri).removeprefix("bst:").replace(":", "-")


def _prepared(ontology: Graph) -> Graph:
    copy = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        copy.bind(prefix, namespace)
    for triple in ontology:
        copy.add(triple)
    for header in ontology.subjects(RDF.type, OWL.Ontology):
        copy.remove((header, RDFS.label, None))  # it has a title
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    for term, kind in ontology.subject_objects(RDF.type):
        if term in schemes or (str(kind).startswith(PREFIXES["bst"]) and str(term).startswith(PREFIXES["bst"])):
            copy.remove((term, RDF.type, SKOS.ConceptScheme))
            copy.add((term, RDF.type, OWL.NamedIndividual))
            copy.add((kind, ONTDOC.hasInstance, term))
        elif isinstance(term, URIRef) and (term, RDFS.label, None) not in ontology and kind != OWL.Ontology:
            copy.add((term, RDFS.label, Literal(compact(str(term)))))
    return _sorted(copy)


def _sorted(graph: Graph) -> Graph:
    """The same graph, which gives its triples in order, our own terms first, so that the page is the same each time.

    Blank nodes have another name in every run; they keep the order in which they came.
    """
    ordered = Graph(bind_namespaces="none")
    for prefix, namespace in graph.namespaces():
        ordered.bind(prefix, namespace)
    for triple in sorted(graph, key=_place):
        ordered.add(triple)
    return ordered


def _place(triple: tuple[Node, Node, Node]) -> tuple[bool, list[str]]:
    names = ["" if isinstance(term, BNode) else str(term) for term in triple]
    return not names[0].startswith(PREFIXES["bst"]), names


def _contents(toc: dict[str, list[tuple[str, Any]]]) -> str:
    """The table of contents, as pyLODE has noted it down, in front of what it leads to."""
    sections = []
    for name, heading in _SECTIONS.items():
        if entries := toc.get(name):
            links = "".join(f'<li><a href="{escape(link)}">{escape(_text(title))}</a></li>' for link, title in entries)
            sections.append(
                f'<details><summary>{heading} <span class="chosen">{len(entries)}</span></summary>'
                f'<p><a href="#{name}">To the section</a></p><ul>{links}</ul></details>'
            )
    return f'<nav id="toc" aria-label="Contents">{"".join(sections)}</nav>'


def _text(title: Any) -> str:
    return str(title[0] if isinstance(title, list) else title)
