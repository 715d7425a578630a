"""Turns curated records and the ontology's files into quads.

A record becomes JSON-LD: its own keys and values, with the ids of its parts filled in. Only ``ontology/context.jsonld``
says what a key means.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple, parse

from graph.errors import OntologyError, Problem
from graph.records import Curation, Document, Location, Statement, slugs
from graph.records.document_models import Figure, Flag, Passage, Position
from graph.records.kinds import SECTIONS
from graph.records.models import Entry, Person, Record, Tenure
from graph.stance_table import ON_CONDITION
from graph.vocabulary import LINKS_GRAPH, ONTOLOGY_GRAPH, PREFIXES, REGISTERS_GRAPH, document_graph, thing

CONTEXT_FILE = "context.jsonld"
ONTOLOGY_FILES = ("backstop.ttl", "alignments.ttl", "wording.ttl")


@dataclass(frozen=True)
class Ontology:
    """The ontology's axioms, its blank nodes canonically named (RDFC-1.0), and the JSON-LD context.

    ``lines`` gives the location of each triple without a blank node.
    """

    triples: tuple[Triple, ...]
    context: dict[str, Any]
    lines: Mapping[Triple, Location] = field(default_factory=dict, compare=False)


def read_ontology(folder: Path) -> Ontology:
    """Read the Turtle and the context in ``folder``.

    Raises :class:`~graph.errors.OntologyError` with every file that cannot be read.
    """
    dataset = Dataset()
    lines: dict[Triple, Location] = {}
    problems: list[Problem] = []
    for name in ONTOLOGY_FILES:
        path = folder / name
        try:
            text = _LineByLine(path.read_bytes())
            for quad in parse(text, RdfFormat.TURTLE, rename_blank_nodes=True):
                dataset.add(quad)
                lines.setdefault(quad.triple, Location(path.as_posix(), text.line))
        except SyntaxError as error:
            problems.append(Problem(path.as_posix(), error.lineno or 0, "", str(error.msg)))
        except OSError as error:
            problems.append(Problem(path.as_posix(), 0, "", f"cannot be read: {error.strerror or error}"))
    context = _context(folder / CONTEXT_FILE, problems)
    if problems:
        raise OntologyError(problems)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = tuple(sorted((quad.triple for quad in dataset), key=str))
    return Ontology(triples, context, {triple: lines[triple] for triple in triples if triple in lines})


class _LineByLine(io.BytesIO):
    """A file that is read line by line, so that the line of each parsed triple is known."""

    line = 0

    def read(self, _size: int | None = -1, /) -> bytes:
        """Return the next line, however long."""
        self.line += 1
        return self.readline()


def _context(path: Path, problems: list[Problem]) -> dict[str, Any]:
    """Read the JSON-LD context, and check it with the JSON-LD parser."""
    name = path.as_posix()
    try:
        context = {**json.loads(path.read_text(encoding="utf-8"))["@context"]}
        list(parse(json.dumps({"@context": context}).encode(), RdfFormat.JSON_LD))
    except json.JSONDecodeError as error:
        problems.append(Problem(name, error.lineno, "", error.msg))
    except UnicodeDecodeError:
        problems.append(Problem(name, 0, "", "not UTF-8"))
    except OSError as error:
        problems.append(Problem(name, 0, "", f"cannot be read: {error.strerror or error}"))
    except SyntaxError as error:
        problems.append(Problem(name, 0, "", f"not a JSON-LD context: {error.msg}"))
    except (KeyError, TypeError):
        problems.append(Problem(name, 1, "", "expected an object with '@context'"))
    else:
        return context
    return {}


def stated_quads(curation: Curation, ontology: Ontology) -> list[Quad]:
    """Return all stated quads: the ontology, the registers, the links, and one graph for each document."""
    labels = {entry.id: entry.label for entries in curation.registers.values() for entry in entries}
    labels |= {document.id: document.title for document in curation.documents}
    quads = [in_graph(triple, ONTOLOGY_GRAPH) for triple in ontology.triples]
    registers = [
        entry_node(entry, kind, labels)
        for section, kind in SECTIONS.items()
        for entry in curation.registers.get(section, ())
    ]
    quads += _quads(registers, ontology, REGISTERS_GRAPH)
    quads += _link_quads(curation)
    for document in curation.documents:
        quads += _quads([document_node(document, labels)], ontology, document_graph(document.id))
    return quads


def in_graph(triple: Triple, graph: str) -> Quad:
    """Return the triple as a quad of the named graph with the IRI ``graph``."""
    return Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph))


def _quads(nodes: Iterable[dict[str, Any]], ontology: Ontology, graph: str) -> Iterator[Quad]:
    content = json.dumps({"@context": ontology.context, "@graph": list(nodes)})
    for quad in parse(content.encode("utf-8"), RdfFormat.JSON_LD):
        yield in_graph(quad.triple, graph)


def _link_quads(curation: Curation) -> Iterator[Quad]:
    for link in curation.links:
        predicate = NamedNode(f"{PREFIXES['skos']}{link.match}Match")
        yield Quad(NamedNode(thing(link.subject)), predicate, NamedNode(link.target), NamedNode(LINKS_GRAPH))


def entry_node(entry: Entry, kind: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return a register's entry as a JSON-LD node.

    ``kind`` is its class where it does not say a narrower one; ``labels`` maps slugs to labels.
    """
    node = {"type": kind, **_written(entry)}
    if isinstance(entry, Person) and entry.tenures:
        node["tenures"] = [_tenure_node(entry, tenure, labels) for tenure in entry.tenures]
    return node


def _tenure_node(person: Person, tenure: Tenure, labels: Mapping[str, str]) -> dict[str, Any]:
    node = {
        **_written(tenure),
        "id": slugs.of_tenure(person, tenure),
        "type": "Tenure",
        "label": f"{person.label} as {labels[tenure.office]}",
    }
    for key in ("from", "until"):
        if key in node:
            node[key] = _day_or_year(node[key])
    return node


def _day_or_year(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:gYear" if len(text) == len("2014") else "xsd:date"}


def document_node(document: Document, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return a document, with all its statements, as a JSON-LD node; ``labels`` maps slugs to labels."""
    node = _written(document)
    node["flags"] = [_part(document.id, flag, "SourceFlag", flag.note) for flag in document.flags]
    node["statements"] = [_statement_node(document, statement, labels) for statement in document.statements]
    return node


def _statement_node(document: Document, statement: Statement, labels: Mapping[str, str]) -> dict[str, Any]:
    slug = slugs.of_statement(document, statement)
    return {
        **_written(statement),
        "id": slug,
        "type": statement.type,
        "label": statement.summary,
        "on_or_before": statement.on or statement.latest or document.published or document.latest,
        **_bounds(document, statement),
        "evidence": [_passage_node(document, slug, passage, labels) for passage in statement.evidence],
        "positions": [_position_node(statement, slug, position, labels) for position in statement.positions],
        "figures": [_part(slug, figure, "Figure", figure.label) for figure in statement.figures],
        "flags": [_part(slug, flag, "SourceFlag", flag.note) for flag in statement.flags],
    }


def _bounds(document: Document, statement: Statement) -> dict[str, str]:
    """Return the bound of a statement without a date: nobody reports what has not been said yet."""
    last = document.published or document.latest
    if statement.on or statement.earliest or statement.latest or last is None:
        return {}
    return {"latest": last, "on_basis": "Inferred", "date_note": "Not after the document that reports it."}


def _passage_node(
    document: Document, statement_slug: str, passage: Passage, labels: Mapping[str, str]
) -> dict[str, Any]:
    start, end = passage.span
    home = passage.in_ or document.id
    return {
        **_written(passage),
        "id": slugs.of_passage(statement_slug, passage),
        "type": "Attestation",
        "label": f"{labels[home]}, characters {start} to {end}",
        "in": home,
        "span_start": str(start),
        "span_end": str(end),
    }


def _position_node(
    statement: Statement, statement_slug: str, position: Position, labels: Mapping[str, str]
) -> dict[str, Any]:
    on_condition = "on condition " if position.stance == ON_CONDITION else ""
    stance = on_condition + position.stance.preposition
    node = {
        **_written(position),
        "id": slugs.of_position(statement_slug, position),
        "type": "Position",
        "label": f"{labels[statement.by]}: {stance}: {labels[position.measure]}",
        "held_by": statement.by,
        **_whose(statement, statement_slug, position),
    }
    if position.on_condition:
        node["conditions_label"] = "; ".join(sorted(labels[condition] for condition in position.on_condition))
    as_of = statement.on or statement.latest or statement.earliest
    return {**node, "as_of": as_of} if as_of else node


def _whose(statement: Statement, statement_slug: str, position: Position) -> dict[str, str]:
    """Say whether the actor took the position or somebody ascribes it; neither where the confidence is low."""
    if position.confidence == "Low":
        return {}
    if all(passage.attribution == "CharacterisedByOther" for passage in statement.evidence):
        return {"ascribed_to": statement.by}
    return {"taken_by": statement.by, "taken_in": statement_slug}


def _part(owner_slug: str, part: Figure | Flag, kind: str, label: str) -> dict[str, Any]:
    node = {**_written(part), "id": slugs.of_part(owner_slug, part), "type": kind, "label": label}
    return {**node, "as_of": _day_or_year(node["as_of"])} if "as_of" in node else node


def _written(record: Record) -> dict[str, Any]:
    """Return the keys and values that the curator wrote."""
    data = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {key: value for key, value in data.items() if value not in ([], ())}
