"""What a build says of itself as linked data: counts held against the store, and what clients read of it."""

from __future__ import annotations

import re
import tomllib

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from graph.errors import BuildError
from graph.metadata import FILES, Project, describe, read_project
from graph.saved_queries import read_questions
from graph.vocabulary import (
    BASE,
    DESCRIBING_GRAPHS,
    DESCRIPTION_GRAPH,
    INFERRED_GRAPH,
    LINKS_GRAPH,
    PREFIXES,
    QUESTIONS_GRAPH,
    RDF,
    SERVICE_GRAPH,
)
from tests.support.paths import QUERIES, ROOT

PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
PIPELINES = ["world_pipeline", "real_pipeline"]
# As SIB's sparql-editor asks an endpoint for what it completes from.
SIB_PREFIXES = (
    "SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix"
)
SIB_EXAMPLES = """
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|spex:describe ?query .
} ORDER BY ?sq
"""
SIB_CLASSES = """
SELECT DISTINCT ?graph ?subjectClass ?prop ?objectClass ?objectDatatype ?triples ?subjectClassLabel ?propLabel WHERE {
  OPTIONAL { ?graph sd:graph ?graphDesc . ?graphDesc void:classPartition ?cp }
  ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
  OPTIONAL { ?subjectClass rdfs:label ?subjectClassLabel }
  ?pp void:property ?prop .
  OPTIONAL { ?pp void:triples ?triples }
  OPTIONAL { ?prop rdfs:label ?propLabel }
  OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
             UNION { ?pp voidext:datatypePartition [ voidext:datatype ?objectDatatype ] } }
}
"""


def rows(store: Store, query: str) -> list[tuple[str | None, ...]]:
    answer = store.query(PROLOGUE + query, use_default_graph_as_union=True)
    names = [variable.value for variable in answer.variables]
    return [tuple(row[name].value if row[name] is not None else None for name in names) for row in answer]


def numbers(store: Store, query: str) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Rows of names followed by counts; the variables of counts begin with ``n``."""
    answer = store.query(PROLOGUE + query, use_default_graph_as_union=True)
    names = [variable.value for variable in answer.variables]
    return {
        tuple(row[name].value for name in names if not name.startswith("n")): tuple(
            int(row[name].value) for name in names if name.startswith("n")
        )
        for row in answer
    }


@pytest.fixture(scope="module", params=PIPELINES)
def pipeline(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def data(pipeline) -> Store:
    """The data alone, each triple once."""
    store = Store()
    store.bulk_extend(Quad(*quad.triple) for quad in pipeline.quads)
    return store


def union_of(pipeline) -> Store:
    """Everything that is published, as an endpoint serves it."""
    store = Store()
    store.bulk_extend(pipeline.published)
    return store


@pytest.fixture(scope="module")
def union(pipeline) -> Store:
    return union_of(pipeline)


@pytest.fixture(scope="module")
def real_union(real_pipeline) -> Store:
    return union_of(real_pipeline)


class TestCounts:
    """Each count of the description, worked out again by SPARQL over the data."""

    @pytest.mark.parametrize(
        ("term", "query"),
        [
            ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
            ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
            ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
            ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
            ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ],
    )
    def test_of_the_whole(self, data, union, term, query):
        (said,) = rows(union, f"SELECT ?n {{ ?dataset a void:Dataset, dcat:Dataset ; void:{term} ?n }}")
        assert [said] == rows(data, query)

    def test_of_instances_by_class(self, data, union):
        said = numbers(
            union, "SELECT ?c ?n { ?dataset a dcat:Dataset ; void:classPartition [ void:class ?c ; void:entities ?n ] }"
        )
        found = numbers(data, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
        assert said == found
        assert (PREFIXES["prov"] + "Agent",) in found

    def test_of_triples_by_property(self, data, union):
        said = numbers(
            union,
            "SELECT ?p ?n ?ns ?no { ?dataset a dcat:Dataset ; void:propertyPartition [ void:property ?p ; "
            "void:triples ?n ; void:distinctSubjects ?ns ; void:distinctObjects ?no ] }",
        )
        found = numbers(
            data,
            "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no) "
            "{ ?s ?p ?o } GROUP BY ?p",
        )
        assert said == found

    IN_DETAIL = f'FILTER(STRSTARTS(STR(?c), "{PREFIXES["bst"]}") || STRSTARTS(STR(?c), "{PREFIXES["skos"]}"))'

    def test_of_triples_by_class_and_property(self, data, union):
        said = numbers(
            union,
            "SELECT ?c ?p ?n ?ns ?no { [] void:class ?c ; void:propertyPartition [ void:property ?p ; "
            "void:triples ?n ; void:distinctSubjects ?ns ; void:distinctObjects ?no ] }",
        )
        found = numbers(
            data,
            "SELECT ?c ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?ns) (COUNT(DISTINCT ?o) AS ?no) "
            f"{{ ?s a ?c ; ?p ?o {self.IN_DETAIL} }} GROUP BY ?c ?p",
        )
        assert said == found
        assert len(found) > 100

    def test_of_values_by_class(self, data, union):
        said = numbers(
            union,
            "SELECT ?c ?p ?v ?n { [] void:class ?c ; void:propertyPartition [ void:property ?p ; "
            "void:classPartition [ void:class ?v ; void:triples ?n ] ] }",
        )
        found = numbers(
            data, f"SELECT ?c ?p ?v (COUNT(*) AS ?n) {{ ?s a ?c ; ?p ?o . ?o a ?v {self.IN_DETAIL} }} GROUP BY ?c ?p ?v"
        )
        assert said == found

    @pytest.mark.parametrize(
        ("of", "where"),
        [
            ("?c ?p", f"?s a ?c ; ?p ?o {IN_DETAIL}"),
            ("?p", "?s ?p ?o"),
        ],
    )
    def test_of_values_by_datatype(self, data, union, of, where):
        owner = "[] void:class ?c ;" if "?c" in of else "?dataset a dcat:Dataset ;"
        said = numbers(
            union,
            f"SELECT {of} ?d ?n {{ {owner} void:propertyPartition [ void:property ?p ; "
            "voidext:datatypePartition [ voidext:datatype ?d ; void:triples ?n ] ] }",
        )
        found = numbers(
            data,
            f"SELECT {of} ?d (COUNT(*) AS ?n) {{ {where} FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?d) }} "
            f"GROUP BY {of} ?d",
        )
        assert said == found

    def test_of_the_graphs(self, pipeline, union):
        said = numbers(
            union,
            "SELECT ?g ?n { ?dataset a dcat:Dataset ; void:subset ?graph . ?graph void:triples ?n . "
            "[] sd:graph ?graph ; sd:name ?g }",
        )
        manifest = {(graph,): (n,) for graph, n in pipeline.manifest.graphs.items() if graph not in DESCRIBING_GRAPHS}
        assert said == manifest
        assert pipeline.manifest.stated == len(set(pipeline.stated))

    def test_of_the_links_to_other_datasets(self, pipeline, union):
        said = numbers(
            union,
            "SELECT ?space ?p ?n { [] a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ; "
            "void:objectsTarget/void:uriSpace ?space }",
        )
        links = [quad for quad in pipeline.quads if quad.graph_name.value == LINKS_GRAPH]
        assert sum(n for (n,) in said.values()) == len(links) > 0
        for (space, predicate), (n,) in said.items():
            alike = [q for q in links if q.object.value.startswith(space) and q.predicate.value == predicate]
            assert len(alike) == n
            assert space.endswith("/")

    def test_they_leave_out_the_triples_that_hold_them(self, union):
        ((n,),) = rows(union, "SELECT ?n { ?dataset a void:Dataset, dcat:Dataset ; void:triples ?n }")
        ((everything,),) = rows(union, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert int(n) < int(everything)
        assert not rows(
            union, "SELECT ?c { [] void:class ?c FILTER(?c IN (void:Dataset, sd:Graph, sh:SPARQLExecutable)) }"
        )


class TestWhatIsSaid:
    def test_no_graph_of_it_holds_a_thing_or_a_conclusion(self, real_pipeline):
        assert {quad.graph_name.value for quad in real_pipeline.described} == set(DESCRIBING_GRAPHS)
        subjects = {quad.subject.value for quad in real_pipeline.described}
        assert [subject for subject in subjects if subject.startswith((PREFIXES["id"], PREFIXES["bst"]))] == []

    def test_nothing_of_it_is_an_agent_or_a_document_to_those_who_ask_for_ours(self, real_pipeline):
        kinds = {q.object.value for q in real_pipeline.described if q.predicate.value == RDF.type.value}
        ours = ("prov", "foaf", "org", "oa", "schema", "bst", "skos")
        assert [kind for kind in kinds if kind.startswith(tuple(PREFIXES[name] for name in ours))] == []

    def test_version_creator_and_licence_are_those_of_the_project(self, real_union):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        assert rows(
            real_union,
            "SELECT ?version ?creator ?licence { ?dataset a dcat:Dataset ; dcat:version ?version ; "
            "dcterms:creator/rdfs:label ?creator ; dcterms:license ?licence }",
        ) == [(project["version"], project["authors"][0]["name"], "https://creativecommons.org/licenses/by/4.0/")]

    def test_the_period_is_that_of_the_statements(self, real_union):
        said = rows(real_union, "SELECT ?from ?to { [] dcterms:temporal [ dcat:startDate ?from ; dcat:endDate ?to ] }")
        assert said == rows(real_union, "SELECT (MIN(?d) AS ?from) (MAX(?d) AS ?to) { ?s bst:saidOn ?d }")

    def test_every_file_that_it_names_is_built(self, real_pipeline, real_union):
        named = {
            address
            for (address,) in rows(real_union, "SELECT ?f { ?d void:dataDump|dcat:distribution/dcat:downloadURL ?f }")
        }
        assert len(named) == 4
        assert {address.removeprefix(f"{BASE}downloads/") for address in named} <= set(real_pipeline.files)

    def test_the_conclusions_state_their_regime_and_no_other_graph_does(self, real_union):
        assert rows(
            real_union, "SELECT ?g ?r ?p { ?s sd:name ?g ; sd:entailmentRegime ?r ; sd:supportedEntailmentProfile ?p }"
        ) == [(INFERRED_GRAPH, "http://www.w3.org/ns/entailment/OWL-RDF-Based", "http://www.w3.org/ns/owl-profile/RL")]
        assert not rows(real_union, "SELECT ?r { ?s sd:defaultEntailmentRegime ?r }")

    def test_the_service_claims_no_federation(self, real_union):
        features = {f for (f,) in rows(real_union, "SELECT ?f { ?s sd:feature ?f }")}
        assert features == {PREFIXES["sd"] + "UnionDefaultGraph"}

    def test_every_named_graph_is_listed(self, real_pipeline, real_union):
        listed = {g for (g,) in rows(real_union, "SELECT ?g { ?s sd:namedGraph/sd:name ?g }")}
        assert listed == set(real_pipeline.manifest.graphs)

    @pytest.mark.parametrize(("name", "graph"), FILES.items())
    def test_the_file_of_a_graph_holds_that_graph(self, real_pipeline, name, graph):
        triples = {quad.triple for quad in real_pipeline.described if quad.graph_name.value == graph}
        assert {quad.triple for quad in parse(real_pipeline.files[name], RdfFormat.TURTLE)} == triples
        assert len(triples) > 50

    def test_no_address_of_a_machine_is_in_it(self, real_pipeline):
        text = b"".join(real_pipeline.files[name] for name in FILES).decode()
        assert not re.search(r"localhost|127\.0\.0\.1|file:", text)


class TestAnEditorFinds:
    """The three metadata queries of SIB's editor, asked over the union of the graphs."""

    def test_the_prefixes(self, real_union):
        assert dict(rows(real_union, SIB_PREFIXES)) == dict(PREFIXES)

    def test_the_questions_as_examples(self, real_union):
        questions = {f"{BASE}questions/{q.slug}": q for q in read_questions(QUERIES)}
        found = rows(real_union, SIB_EXAMPLES)
        assert {iri: (comment, query) for iri, comment, query in found} == {
            iri: (q.title, q.bind(q.defaults)) for iri, q in questions.items()
        }

    def test_the_classes_with_their_properties_and_the_kinds_of_their_values(self, real_union):
        found = {row[1:5] for row in rows(real_union, SIB_CLASSES)}
        bst, xsd = PREFIXES["bst"], PREFIXES["xsd"]
        assert (bst + "Statement", bst + "statedBy", bst + "Person", None) in found
        assert (bst + "Statement", bst + "saidOn", None, xsd + "date") in found
        assert (bst + "Statement", bst + "saidOn", None, xsd + "string") not in found
        assert not any(row[0] == bst + "Statement" and row[1] == bst + "heldBy" for row in found)

    @pytest.mark.slow
    def test_that_each_example_gives_the_answer_of_its_question(self, real_union, real_pipeline):
        for question in read_questions(QUERIES):
            ((text,),) = rows(real_union, f"SELECT ?q {{ <{BASE}questions/{question.slug}> sh:select ?q }}")
            example = rows(real_union, text)
            data = Store()
            data.bulk_extend(real_pipeline.quads)
            assert example == rows(data, question.bind(question.defaults))
            assert example or question.slug == "reported-differently"


class TestWhatIsRefused:
    def test_a_project_without_a_creator(self, tmp_path):
        path = tmp_path / "pyproject.toml"
        path.write_text('[project]\nname = "x"\nversion = "1"\ndescription = "d"\nauthors = []\nkeywords = []\n')
        with pytest.raises(BuildError, match=r"pyproject.toml: the project has no"):
            read_project(path)

    def test_an_ontology_without_a_licence(self):
        project = Project("x", "1", "d", "c", ())
        with pytest.raises(BuildError, match="the ontology states 0 licences, and needs one"):
            describe([], [], project)

    def test_the_order_of_quads_makes_no_difference(self, world_pipeline):
        questions = read_questions(QUERIES)
        project = read_project(ROOT / "pyproject.toml")
        assert describe(world_pipeline.quads[::-1], questions[::-1], project) == world_pipeline.described


def test_the_graphs_are_three():
    assert set(FILES.values()) == {DESCRIPTION_GRAPH, SERVICE_GRAPH, QUESTIONS_GRAPH} == set(DESCRIBING_GRAPHS)
