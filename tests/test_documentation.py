"""The reference and the diagrams of the ontology, as files and as pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from graph.errors import BuildError
from graph.ontology_docs import DIAGRAMS_FILE, REFERENCE_FILE, diagrams, documentation
from graph.ontology_docs.markup import plain
from graph.ontology_docs.structure import classes, kinds, relations
from graph.store import EmbeddedStore
from graph.triples import read_ontology
from graph.vocabulary import PREFIXES
from webui import create_app

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SHAPES = ONTOLOGY / "shapes.ttl"
BST = Namespace(PREFIXES["bst"])


class Page(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def values(self, name, tag=None):
        return [attributes[name] for one, attributes in self.tags if name in attributes and tag in (None, one)]


@pytest.fixture(scope="module")
def client(world_pipeline):
    return create_app(EmbeddedStore(world_pipeline.settings.build)).test_client()


@pytest.fixture(scope="module")
def terms(graph) -> set[str]:
    """The names of all terms of ours."""
    return {str(term).removeprefix(BST) for term in graph.subjects() if str(term).startswith(BST)}


@pytest.fixture(params=["/ontology", "/ontology/reference"])
def page(client, request) -> Page:
    return Page(client.get(request.param, headers={"Accept": "text/html"}).text)


@pytest.fixture(scope="module")
def drawn(world_pipeline) -> dict[str, dict]:
    return {diagram["name"]: diagram for diagram in json.loads(world_pipeline.files[DIAGRAMS_FILE])}


class TestThePages:
    def test_every_term_of_ours_has_its_name_as_anchor(self, page, terms):
        assert len(terms) > 100
        assert terms - set(page.values("id")) == set()

    def test_every_anchor_is_there_once(self, page):
        found = page.values("id")
        assert sorted(found) == sorted(set(found))

    def test_every_link_leads_to_what_is_there(self, client, page):
        anchors = set(page.values("id"))
        glossary = set(Page(client.get("/ontology", headers={"Accept": "text/html"}).text).values("id"))
        for link in page.values("href", "a"):
            if link.startswith("#"):
                assert link[1:] in anchors, link
            elif "ontology#" in link and not link.startswith("http"):
                assert link.partition("#")[2] in glossary, link
            else:
                assert link.startswith("http") or client.get(link).status_code < 400, link

    def test_nothing_is_styled_or_scripted_inline(self, page):
        assert page.values("style") == []
        assert "style" not in {tag for tag, _ in page.tags}
        assert [attributes for tag, attributes in page.tags if tag == "script" and "src" not in attributes] == []
        assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []

    def test_headings_leave_no_level_out(self, page):
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(level <= before + 1 for before, level in pairwise(levels))

    def test_the_reference_says_what_the_ontology_says(self, client):
        text = client.get("/ontology/reference").text
        entry, inverse = (
            text.partition(f'id="{name}" class="property entity"')[2].partition('class="property entity"')[0]
            for name in ("inFavourOf", "holds")
        )
        assert "The measure that the position is in favour of, with no condition stated." in entry
        assert '<a href="#towards">towards</a>' in entry
        assert '<a href="#heldBy">held by</a>' in inverse

    def test_both_diagrams_are_on_the_page_of_the_terms_with_their_lines_as_text(self, client):
        text = client.get("/ontology", headers={"Accept": "text/html"}).text
        assert re.findall('aria-labelledby="(diagram-[a-z]+-title)"', text) == [
            "diagram-relations-title",
            "diagram-classes-title",
        ]
        assert '<a href="#Statement">statement</a> \N{EN DASH} <a href="#expresses">expresses</a> →' in text
        assert '<a href="#Pledge">pledge</a> is a kind of <a href="#Statement">statement</a>' in text

    def test_a_site_without_a_build_has_the_terms_and_no_reference(self, world_pipeline):
        class Elsewhere:
            """Answers like the build, and has no files."""

            def __init__(self, store):
                self.select, self.construct, self.quads = store.select, store.construct, store.quads
                self.version = store.version

        client = create_app(Elsewhere(EmbeddedStore(world_pipeline.settings.build))).test_client()
        page = client.get("/ontology", headers={"Accept": "text/html"})
        assert 'id="Statement"' in page.text
        assert "/ontology/reference" not in page.text
        assert client.get("/ontology/reference").status_code == 404


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
        names = {key for _, attributes in Page(drawn[name]["svg"]).tags for key in attributes}
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
        monkeypatch.setattr(diagrams, "_PROGRAM", "no-such-program")
        with pytest.raises(BuildError, match="there is no no-such-program beside Python"):
            diagrams.diagrams(Graph(), Graph())


def test_the_files_are_the_same_whatever_the_seed_of_hashes(world_pipeline):
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
    for name in (REFERENCE_FILE, DIAGRAMS_FILE):
        assert world_pipeline.manifest.files[name] in printed[0]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<p style="color:red" onclick="x()">a</p>', "<p>a</p>"),
        ("<style>p {}</style><script>x()</script>b", "b"),
        ("<svg><a>c</a></svg>d<br>e", "d<br>e"),
        ('<a href="javascript:x()">f</a>', "<a>f</a>"),
        ('<a href="#there" title="g">g</a><i id="there">h</i>', '<a href="#there">g</a>h'),
        ('<a href="#else">i</a>', '<a href="/terms#else">i</a>'),
        ("<tr><th>&lt;j&gt;</th></tr>", '<tr><th scope="row">&lt;j&gt;</th></tr>'),
        ('<div id="gone"><p>k</p></div>l', "l"),
    ],
)
def test_only_plain_html_is_let_through(inside, expected):
    text = f'<head><title>t</title></head><body>before<div id="it">{inside}</div>after</body>'
    assert plain(text, "it", ("gone",), "/terms") == f'<div id="it">{expected}</div>'


def test_an_ontology_without_a_title_is_a_build_error():
    text = f"<{BST}> <{RDF.type}> <{OWL.Ontology}> .".encode()
    with pytest.raises(BuildError, match="the reference of the ontology cannot be made: You MUST supply a title"):
        documentation(text, SHAPES)


def test_nothing_is_written_beside_the_generators_code(world_pipeline):
    assert world_pipeline.files[REFERENCE_FILE]
    (folder,) = find_spec("pylode").submodule_search_locations
    assert list(Path(folder).rglob("*.pickle")) == []


def test_a_term_from_elsewhere_has_its_prefix_in_its_anchor(world_pipeline):
    found = Page(world_pipeline.files[REFERENCE_FILE].decode()).values("id")
    assert "prov-Agent" in found
    assert "Agent" not in found
