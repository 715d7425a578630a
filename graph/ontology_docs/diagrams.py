"""Diagrams of the ontology, as SVG without a colour or a font of its own: both are those of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

from rdflib import Graph

from graph.graphviz import graphviz
from graph.ontology_docs.structure import Line, Term, classes, kinds, relations

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
# What is kept of the picture: shapes and places.  Colours, fonts and the names of elements go.
_KEPT = {
    "g": ("class", "transform"),
    "path": ("d",),
    "polygon": ("points",),
    "polyline": ("points",),
    "text": ("x", "y", "text-anchor"),
    "a": (),
}
# The width of a letter is Arial's, which the page's style asks for.
_NODE = 'shape=box, fontname="Arial", fontsize=14, margin="0.12,0.05", height=0.3'
_EDGE = 'fontname="Arial", fontsize=12, arrowsize=0.8'


def diagrams(ontology: Graph, shapes: Graph) -> list[dict[str, Any]]:
    """Return the diagrams, each with its title, what it shows, its SVG, and the same as lines of text."""
    every, lower, between = classes(ontology), kinds(ontology), relations(ontology, shapes)
    ends = {end for line in between for end in (line.source, line.target)}
    return [
        _diagram(
            "relations",
            "How things are tied together",
            "An arrow leads from a class to the class of what its relation names. Relations of which the ontology "
            "leaves an end open, such as what a statement concerns, are not drawn.",
            between,
            _dot(sorted(ends), between, "LR"),
        ),
        _diagram(
            "classes",
            "Every class, and what it is a kind of",
            "An arrow with an open head leads from a class to the wider class that it is a kind of.",
            lower,
            _dot(sorted({*every, *(line.target for line in lower)}), lower, "RL"),
        ),
    ]


def _diagram(name: str, title: str, text: str, lines: Iterable[Line], dot: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "text": text,
        "svg": _plain(graphviz(dot, "svg"), f"diagram-{name}-title", title),
        "lines": [
            [[term.name, term.label] if term else None for term in (line.source, line.relation, line.target)]
            for line in lines
        ],
    }


def _dot(terms: Iterable[Term], lines: Iterable[Line], direction: str) -> str:
    """The diagram in Graphviz's language; relations between the same two classes share an arrow."""
    terms, lines = list(terms), list(lines)
    described = [f'digraph {{ rankdir={direction}; bgcolor="transparent"; nodesep=0.2; ranksep=0.45; pad=0.05']
    described += [f"node [{_NODE}]; edge [{_EDGE}]"]
    for term in terms:
        link = f", URL={_quoted('#' + term.name)}" if term.ours else ', class="elsewhere"'
        described.append(f"{_quoted(term.name)} [label={_quoted(term.label)}{link}]")
    for (source, target), group in groupby(lines, key=lambda line: (line.source, line.target)):
        labels = [line.relation.label for line in group if line.relation]
        text = "".join(f" {label}\\l" for label in map(_escaped, labels))
        look = f'label="{text}", class="relation"' if labels else "arrowhead=empty"
        described.append(f"{_quoted(source.name)} -> {_quoted(target.name)} [{look}]")
    lower = {line.source for line in lines if line.relation is None}
    if lower:  # the widest classes stand in line
        described.append("{ rank=max; " + "; ".join(_quoted(term.name) for term in terms if term not in lower) + " }")
    return "\n".join([*described, "}"])


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _plain(svg: bytes, identifier: str, title: str) -> str:
    """The picture without colours and fonts, with a title that a page can name it by."""
    drawn = ET.fromstring(svg)  # noqa: S314 -- what we have just drawn
    left, top, width, height = drawn.attrib["viewBox"].split()
    plain = ET.Element(
        "svg",
        {
            "viewBox": f"{left} {top} {width} {height}",
            "width": str(round(float(width))),
            "height": str(round(float(height))),
            "role": "group",
            "aria-labelledby": identifier,
        },
    )
    ET.SubElement(plain, "title", {"id": identifier}).text = title
    plain.extend(_kept(drawn))
    return ET.tostring(plain, encoding="unicode")


def _kept(parent: ET.Element) -> Iterator[ET.Element]:
    for child in parent:
        name = str(child.tag).removeprefix(_SVG)
        if name not in _KEPT:
            continue
        attributes = {key: child.attrib[key] for key in _KEPT[name] if key in child.attrib}
        link = child.get(_LINK) or child.get("href")
        if name == "a" and link:
            attributes["href"] = link
        kept = ET.Element(name, attributes)
        kept.text = child.text if name == "text" else None
        kept.extend(_kept(child))
        yield kept
