"""The page of the ontology, and its diagrams."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from graph import graphviz
from graph.errors import BuildError
from graph.ontology_docs import DIAGRAMS_FILE, diagrams
from graph.ontology_docs.structure import classes, kinds, relations
from graph.triples import read_ontology
from graph.vocabulary import PREFIXES
from tests.support.pages import Node
from tests.support.pages import page as tree
from tests.support.paths import ONTOLOGY
from webui import create_app

SHAPES = ONTOLOGY / "shapes.ttl"
BST = Namespace(PREFIXES["bst"])


@pytest.fixture(scope="module")
def text(world_client) -> str:
    return world_client.get("/ontology", headers={"Accept": "text/html"}).text


@pytest.fixture(scope="module")
def page(text) -> Node:
    return tree(text)


@pytest.fixture(scope="module")
def drawn(world_pipeline) -> dict[str, dict]:
    return {diagram["name"]: diagram for diagram in json.loads(world_pipeline.files[DIAGRAMS_FILE])}


class TestThePage:
    def test_every_term_of_ours_has_its_name_as_anchor(self, page, terms):
        assert len(terms) > 100
        assert terms - set(page.values("id")) == set()

    def test_every_anchor_is_there_once(self, page):
        assert len(page.ids) == len(set(page.ids))

    def test_every_link_leads_to_what_is_there(self, world_client, page):
        anchors = set(page.values("id"))
        for link in page.values("href", "a"):
            if link.startswith("#"):
                assert link[1:] in anchors, link
            else:
                assert link.startswith("http") or world_client.get(link).status_code < 400, link

    def test_nothing_is_styled_or_scripted_inline(self, page):
        assert page.values("style") == []
        assert "style" not in {node.tag for node in page.walk()}
        assert [node.attributes for node in page.all("script") if "src" not in node.attributes] == []
        assert [name for node in page.walk() for name in node.attributes if name.startswith("on")] == []

    def test_headings_leave_no_level_out(self, page):
        levels = [int(node.tag[1]) for node in page.walk() if re.fullmatch("h[1-6]", node.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(level <= before + 1 for before, level in pairwise(levels))

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Expert", "Subclass of actor"),
            ("Expert", "Superclass of (affiliated with some research organisation)"),
            ("Topic", "Subclass of (skos:inScheme value Topics)"),
            ("Actor", "Aligned with foaf:Agent prov:Agent"),
            ("Actor", "Disjoint with attestation document"),
            ("prov-Agent", "Superclass of actor"),
            ("Attribution", "Items ascribed by another own text quoted reported"),
            ("Attributions", "Items ascribed by another own text quoted reported"),
            ("OwnText", "Is attribution"),
            ("inFavourOf", "The measure that the position is in favour of, with no condition stated."),
            ("inFavourOf", "Example: Seizing Russian assets, for Ed Davey."),
            ("inFavourOf", "Where the passage names a condition, use conditionally in favour of."),
            ("inFavourOf", "Subproperty of towards"),
            ("towards", "Domain position Range measure"),
            ("variantOf", "Is transitive"),
            ("holds", "Inverse of held by"),
            ("heldBy", "Inverse of holds"),
            ("supports", "Follows from If A has taken B, and B is in favour of C, then A supports C."),
            ("supports", "If A supports B, and B is a variant of C, then A supports C."),
            ("supports", "bst:supports https://w3id.org/backstop/ontology#supports"),
        ],
    )
    def test_the_page_says_of_a_term_what_the_ontology_says(self, page, name, said):
        (entry,) = (node for node in page.all("article", "term") if node.attributes["id"] == name)
        assert said in entry.text

    @pytest.mark.parametrize(
        "said",
        [
            "Title Backstop: an ontology of who said what about security guarantees",
            "Version 0.1.0",
            "Licence https://creativecommons.org/licenses/by/4.0/",
            "Creator The Backstop maintainers",
            "Prefix bst",
            "skos: http://www.w3.org/2004/02/skos/core#",
        ],
    )
    def test_the_page_says_what_the_ontology_says_about_itself(self, page, said):
        assert said in page.text

    @pytest.mark.parametrize("address", ["/ontology/reference", "/downloads/ontology.html"])
    def test_the_former_reference_leads_to_the_page(self, world_client, address):
        response = world_client.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, "/ontology")

    def test_both_diagrams_are_on_the_page_of_the_terms_with_their_lines_as_text(self, text):
        assert re.findall('aria-labelledby="(diagram-[a-z]+-title)"', text) == [
            "diagram-relations-title",
            "diagram-classes-title",
        ]
        assert '<a href="#Statement">statement</a> \N{EN DASH} <a href="#expresses">expresses</a> →' in text
        assert '<a href="#Pledge">pledge</a> is a kind of <a href="#Statement">statement</a>' in text

    def test_a_site_without_a_build_has_the_terms_and_no_diagrams(self, world_store):
        class Elsewhere:
            """Answers like the build, and has no files."""

            def __init__(self, store):
                self.select, self.construct, self.quads = store.select, store.construct, store.quads
                self.version = store.version

        client = create_app(Elsewhere(world_store)).test_client()
        text = client.get("/ontology", headers={"Accept": "text/html"}).text
        assert 'id="Statement"' in text
        assert 'class="diagram"' not in text


class TestTheDiagrams:
    def test_every_class_of_ours_is_drawn(self, graph, drawn):
        labels = {
            str(graph.value(term, RDFS.label))
            for term in graph.subjects(RDF.type, OWL.Class)
            if str(term).startswith(BST)
        }
        assert set(re.findall("<text [^>]*>([^<]+)</text>", drawn["classes"]["svg"])) == labels | {"skos:Concept"}

    def test_every_kind_is_an_arrow(self, graph, drawn):
        stated = {
            (str(lower).removeprefix(BST), str(upper).removeprefix(BST))
            for lower, upper in graph.subject_objects(RDFS.subClassOf)
            if str(lower).startswith(BST) and str(upper).startswith(BST)
        }
        lines = {(source[0], target[0]) for source, _, target in drawn["classes"]["lines"]}
        assert stated <= lines
        assert {target for _, target in lines - stated} == {"skos:Concept"}
        assert drawn["classes"]["svg"].count('class="edge"') == len(lines)

    @pytest.mark.parametrize(
        "line",
        [
            ("Statement", "statedBy", "Actor"),  # its domain is said by the shape alone
            ("Attestation", "inDocument", "Document"),
            ("Position", "against", "Measure"),  # from the property above it
            ("Guarantee", "guarantor", "Actor"),
        ],
    )
    def test_a_relation_leads_from_class_to_class(self, drawn, line):
        assert line in {tuple(end[0] for end in ends) for ends in drawn["relations"]["lines"]}

    def test_what_has_an_open_end_is_not_drawn(self, drawn):
        named = {relation[0] for _, relation, _ in drawn["relations"]["lines"]}
        assert named & {"concerns", "partOf", "supports", "holds", "expressedIn"} == set()

    def test_every_relation_that_is_listed_is_drawn(self, drawn):
        found = re.findall("<text [^>]*>([^<]+)</text>", drawn["relations"]["svg"])
        words = {text.replace("\N{NO-BREAK SPACE}", " ").strip() for text in found}
        assert {term[1] for line in drawn["relations"]["lines"] for term in line} <= words

    @pytest.mark.parametrize("name", ["relations", "classes"])
    def test_colours_and_fonts_are_those_of_the_page(self, drawn, name):
        names = {key for node in tree(drawn[name]["svg"]).walk() for key in node.attributes}
        assert names & {"fill", "stroke", "style", "font-family", "xlink:href"} == set()
        assert "<title " in drawn[name]["svg"]

    def test_a_label_cannot_leave_its_place(self):
        graph = Graph().parse(
            data=f"""
            @prefix bst: <{BST}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
            bst:Odd a owl:Class ; rdfs:label 'a "b" \\\\ <i>&c</i>' .
        """
        )
        (odd,) = classes(graph)
        (_, every) = diagrams.diagrams(graph, Graph())
        assert (odd.name, kinds(graph), relations(graph, Graph())) == ("Odd", [], [])
        assert '>a "b" \\ &lt;i&gt;&amp;c&lt;/i&gt;</text>' in every["svg"]

    def test_without_the_program_that_draws_the_build_says_so(self, monkeypatch):
        monkeypatch.setattr(graphviz, "_PROGRAM", "no-such-program")
        with pytest.raises(BuildError, match="there is no no-such-program beside Python"):
            diagrams.diagrams(Graph(), Graph())


def test_the_diagrams_are_the_same_whatever_the_seed_of_hashes(world_pipeline):
    code = (
        "import hashlib, sys; from pathlib import Path; from graph.ontology_docs import documentation\n"
        "files = documentation(sys.stdin.buffer.read(), Path(sys.argv[1]))\n"
        "print({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})"
    )
    ontology = serialize(read_ontology(ONTOLOGY).triples, format=RdfFormat.N_TRIPLES)
    printed = [
        subprocess.run(
            [sys.executable, "-c", code, str(SHAPES)],
            input=ontology,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ONTOLOGY.parent,
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert world_pipeline.manifest.files[DIAGRAMS_FILE] in printed[0]
