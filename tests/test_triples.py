"""Records become triples: which ones, under which names, in which graph."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad

from graph.triples import read_ontology, stated_quads
from graph.vocabulary import GRAPH, ID, LINKS_GRAPH, ONTOLOGY_GRAPH, PREFIXES, REGISTERS_GRAPH, compact, document_graph
from tests.support.paths import ONTOLOGY
from tests.support.triples import TYPE, about, below, difference, expected


@pytest.fixture(scope="module")
def stated(world_pipeline) -> list[Quad]:
    return world_pipeline.stated


# One record of each kind, in full


def test_a_statement_becomes_exactly_these_triples(stated):
    wanted = expected("""
        <harbour-report/vale-ships-with-lifeboat> a bst:Statement ;
            rdfs:label "Says that ships go only with a lifeboat."@en ;
            bst:statedBy <ada-vale> ;
            bst:statedAs <prime-minister-of-northland> ;
            bst:saidOn "2033-04-04"^^xsd:date ;
            bst:onOrBefore "2033-04-04"^^xsd:date ;
            bst:saidOnBasis bst:Stated ;
            bst:saidAt <portville-talks> ;
            bst:summary "Says that ships go only with a lifeboat."@en ;
            bst:keyPhrase "only with a lifeboat"@en ;
            skos:editorialNote "Monday is the day of the talks."@en ;
            bst:concerns <ships-topic> , <fleet> , <lifeboat> , <portville> ;
            bst:attestedBy <harbour-report/vale-ships-with-lifeboat/at-28-115> ;
            bst:expresses <harbour-report/vale-ships-with-lifeboat/on-fleet> ,
                <harbour-report/vale-ships-with-lifeboat/on-lifeboat> .

        <harbour-report/vale-ships-with-lifeboat/at-28-115> a bst:Attestation ;
            rdfs:label "Harbour talks in Portville, characters 28 to 115"@en ;
            bst:inDocument <harbour-report> ;
            bst:spanStart 28 ;
            bst:spanEnd 115 ;
            bst:spanDigest "19b74b6b2b87802b485c74a3a19b9b4972afc09cea6814d052b5d167d19a271a" ;
            bst:attribution bst:DirectQuotation .

        <harbour-report/vale-ships-with-lifeboat/on-fleet> a bst:Position ;
            rdfs:label "Ada Vale: on condition in favour of: A fleet"@en ;
            bst:heldBy <ada-vale> ;
            bst:takenBy <ada-vale> ;
            bst:takenIn <harbour-report/vale-ships-with-lifeboat> ;
            bst:asOf "2033-04-04"^^xsd:date ;
            bst:conditionallyInFavourOf <fleet> ;
            bst:onCondition <lifeboat> ;
            bst:conditionsLabel "A lifeboat"@en ;
            bst:explicitness bst:Explicit ;
            bst:confidence bst:High ;
            bst:reading "She names the lifeboat as the condition."@en .

        <harbour-report/vale-ships-with-lifeboat/on-lifeboat> a bst:Position ;
            rdfs:label "Ada Vale: in favour of: A lifeboat"@en ;
            bst:heldBy <ada-vale> ;
            bst:takenBy <ada-vale> ;
            bst:takenIn <harbour-report/vale-ships-with-lifeboat> ;
            bst:asOf "2033-04-04"^^xsd:date ;
            bst:inFavourOf <lifeboat> ;
            bst:explicitness bst:Implied ;
            bst:confidence bst:Medium ;
            bst:qualification "as a condition"@en .
    """)
    assert difference(below(stated, "harbour-report/vale-ships-with-lifeboat"), wanted) == (set(), set())


def test_a_pledge_with_a_figure_becomes_exactly_these_triples(stated):
    wanted = expected("""
        <harbour-report/vale-pledges-sailors> a bst:Pledge ;
            rdfs:label "Pledges sailors."@en ;
            bst:statedBy <ada-vale> ;
            bst:statedAs <prime-minister-of-northland> ;
            bst:saidOn "2033-04-04"^^xsd:date ;
            bst:onOrBefore "2033-04-04"^^xsd:date ;
            bst:saidOnBasis bst:Inferred ;
            bst:dateNote "In the same breath as the words on ships."@en ;
            bst:summary "Pledges sailors."@en ;
            bst:concerns <ships-topic> ;
            bst:attestedBy <harbour-report/vale-pledges-sailors/at-116-142> ;
            bst:hasFigure <harbour-report/vale-pledges-sailors/sailors> .
        <harbour-report/vale-pledges-sailors/at-116-142> a bst:Attestation ;
            rdfs:label "Harbour talks in Portville, characters 116 to 142"@en ;
            bst:inDocument <harbour-report> ;
            bst:spanStart 116 ;
            bst:spanEnd 142 ;
            bst:spanDigest "7d89c6fa6510a41d18d706b083d4a6dfdf59722251a6c882a52dfe123b857941" ;
            bst:attribution bst:ReportedSpeech .
        <harbour-report/vale-pledges-sailors/sailors> a bst:Figure ;
            rdfs:label "Sailors pledged"@en ;
            bst:value "1200"^^xsd:decimal ;
            bst:unit "sailors"@en ;
            bst:qualifier "about"@en ;
            bst:figureOf <northland> ;
            bst:asOf "2033"^^xsd:gYear ;
            bst:sourceForm "1,200" .
    """)
    assert difference(below(stated, "harbour-report/vale-pledges-sailors"), wanted) == (set(), set())


def test_a_document_and_its_flag_become_exactly_these_triples(stated):
    wanted = expected("""
        <harbour-report> a bst:NewsArticle ;
            rdfs:label "Harbour talks in Portville"@en ;
            bst:publisher <gazette> ;
            bst:writtenBy <gazette> ;
            bst:published "2033-04-05"^^xsd:date ;
            bst:dateBasis bst:Stated ;
            bst:partOf <harbour-page> ;
            bst:url "https://gazette.example/harbour?day=5"^^xsd:anyURI ;
            bst:sourceFile "harbour.txt" ;
            bst:sourceDigest "e63b4a073448296f8e11b417c89860f432ee4da51e8c5e7827b5644a6570deaa" ;
            bst:sourceLength 500 ;
            bst:hasFlag <harbour-report/short-title> .
        <harbour-report/short-title> a bst:SourceFlag ;
            rdfs:label "The title is short."@en ;
            skos:editorialNote "The title is short."@en ;
            bst:sourceForm "Harbour talks" .
    """)
    found = about(stated, document_graph("harbour-report"), "harbour-report", "harbour-report/short-title")
    assert difference(found, wanted) == (set(), set())


def test_a_person_with_tenures_becomes_exactly_these_triples(stated):
    wanted = expected("""
        <ada-vale> a bst:Person ;
            rdfs:label "Ada Vale"@en ;
            skos:altLabel "PM Vale"@en ;
            bst:memberOf <coast-party> ;
            bst:holdsTenure <ada-vale/prime-minister-of-northland> , <ada-vale/harbour-master-first-time> .
        <ada-vale/prime-minister-of-northland> a bst:Tenure ;
            rdfs:label "Ada Vale as Prime Minister of Northland"@en ;
            bst:ofOffice <prime-minister-of-northland> ;
            bst:from "2031-05-01"^^xsd:date ;
            bst:until "2034"^^xsd:gYear .
        <ada-vale/harbour-master-first-time> a bst:Tenure ;
            rdfs:label "Ada Vale as Harbour Master"@en ;
            bst:ofOffice <harbour-master> .
        <ada-vale> skos:exactMatch <http://example.org/people/1> .
    """)
    assert difference(below(stated, "ada-vale"), wanted) == (set(), set())


def test_registered_things_become_exactly_these_triples(stated):
    wanted = expected("""
        <tide-institute> a bst:ResearchOrganisation ; rdfs:label "Tide Institute"@en ;
            bst:nounPhrase "the Tide Institute"@en ; bst:partOf <sea-league> .
        <sea-league> a bst:Organisation ; rdfs:label "Sea League"@en ; bst:represents <southland> .
        <northland> a bst:State ; rdfs:label "Northland"@en ; bst:memberOf <coalition-of-the-shore> .
        <coalition-of-the-shore> a bst:Coalition ; rdfs:label "Coalition of the shore"@en ;
            skos:definition "States that keep the shore."@en .
        <aide-in-harbour-report> a bst:UnnamedSource ; rdfs:label "An aide (in the harbour report)"@en .
        <prime-minister-of-northland> a bst:Office ; rdfs:label "Prime Minister of Northland"@en ;
            bst:represents <northland> .
        <portville-talks> a bst:Event ; rdfs:label "Portville talks"@en ; bst:tookPlaceOn "2033-04-04"^^xsd:date ;
            bst:dateBasis bst:Stated ; bst:tookPlaceAt <portville> ; bst:participant <ada-vale> , <northland> .
        <ice-treaty> a bst:Event ; rdfs:label "Ice Treaty"@en ; bst:earliest "2001-01-01"^^xsd:date ;
            bst:latest "2001-12-31"^^xsd:date ; bst:dateBasis bst:Inferred ; bst:dateNote "An almanac."@en .
        <portville> a bst:Place ; rdfs:label "Portville"@en .
        <ships-topic> a bst:Topic ; rdfs:label "Ships"@en .
        <radio> a bst:GuaranteeComponent ; rdfs:label "Radio"@en .
        <fleet> a bst:Proposal ; rdfs:label "A fleet"@en ; skos:definition "Ships are sent."@en ;
            bst:topic <ships-topic> ; bst:comprises <tolls> ; bst:proposedBy <ada-vale> .
        <fleet-without-lifeboat> a bst:Proposal ; rdfs:label "A fleet without a lifeboat"@en ;
            skos:definition "Ships are sent even without a lifeboat."@en ;
            bst:topic <ships-topic> ; bst:variantOf <fleet> ; bst:excludes <lifeboat> .
        <tolls> a bst:Measure ; rdfs:label "Tolls"@en ; skos:definition "Ships pay."@en ;
            bst:topic <ships-topic> ; bst:incompatibleWith <free-passage> .
        <lifeboat> a bst:Guarantee ; rdfs:label "A lifeboat"@en ; skos:definition "Sailors are rescued."@en ;
            bst:topic <ships-topic> ; bst:guarantor <southland> ; bst:beneficiary <northland> ;
            bst:hasComponent <radio> ; bst:modelledOn <ice-treaty> .
    """)
    slugs = [triple.subject.value.removeprefix(ID) for triple in wanted]
    assert difference(about(stated, REGISTERS_GRAPH, *slugs), wanted) == (set(), set())


def test_links_become_matches_in_a_graph_of_their_own(stated):
    found = {quad.triple for quad in stated if quad.graph_name == NamedNode(LINKS_GRAPH)}
    assert found == expected("""
        <ada-vale> skos:exactMatch <http://example.org/people/1> .
        <northland> skos:closeMatch <http://example.org/lands/n> .
    """)


def test_a_position_is_as_of_the_last_day_of_a_range_and_as_of_no_day_if_there_is_none(stated):
    as_of = {
        quad.subject.value.removeprefix(ID): quad.object.value
        for quad in stated
        if compact(quad.predicate.value) == "bst:asOf" and "/on-" in quad.subject.value
    }
    assert as_of == {
        "harbour-report/southland-undecided/on-fleet": "2033-04-05",
        "harbour-report/vale-ships-with-lifeboat/on-fleet": "2033-04-04",
        "harbour-report/vale-ships-with-lifeboat/on-lifeboat": "2033-04-04",
        "lind-comment/league-free-passage/on-fleet": "2033-04-02",
        "lind-comment/league-free-passage/on-free-passage": "2033-04-02",
        "lind-comment/league-tolls/on-tolls": "2033-04-05",
        "lind-comment/lind-ships-anyway/on-fleet-at-night": "2033-04-05",
        "lind-comment/lind-ships-anyway/on-fleet-without-lifeboat": "2033-04-05",
        "lind-comment/vale-lighthouse/on-lighthouse": "2033-04-05",
        "lind-comment/vale-lighthouse/on-tolls": "2033-04-05",
    }


def values(stated, slug: str, predicate: str) -> set[str]:
    """The values of one property of one thing, things by their slugs."""
    subject, found = NamedNode(f"{ID}{slug}"), [quad for quad in stated if compact(quad.predicate.value) == predicate]
    return {quad.object.value.removeprefix(ID) for quad in found if quad.subject == subject}


@pytest.mark.parametrize(
    ("slug", "taken_by", "taken_in", "ascribed_to"),
    [
        ("lind-comment/league-tolls/on-tolls", {"sea-league"}, {"lind-comment/league-tolls"}, set()),
        ("lind-comment/southland-wants-lighthouse/on-lighthouse", set(), set(), {"southland"}),
        # Of low confidence: one of the actor's own, one that is ascribed.
        ("lind-comment/lind-ships-anyway/on-fleet-without-lifeboat", set(), set(), set()),
        ("harbour-report/southland-undecided/on-fleet", set(), set(), set()),
    ],
)
def test_a_position_is_taken_or_ascribed_or_too_unsure_to_be_either(stated, slug, taken_by, taken_in, ascribed_to):
    assert values(stated, slug, "bst:takenBy") == taken_by
    assert values(stated, slug, "bst:takenIn") == taken_in
    assert values(stated, slug, "bst:ascribedTo") == ascribed_to
    assert len(values(stated, slug, "bst:heldBy")) == 1


@pytest.mark.parametrize(
    ("slug", "latest", "note"),
    [
        ("harbour-report/party-against-tolls", "2033-04-05", "Not after the document that reports it."),
        ("lind-comment/lind-doubts-lighthouse", "2033-04-05", "Not after the document that reports it."),
        ("harbour-report/aide-radio", "2033-04-05", "By the day of the report."),
    ],
)
def test_a_statement_without_a_date_was_made_not_after_its_document(stated, slug, latest, note):
    assert values(stated, slug, "bst:latest") == {latest}
    assert values(stated, slug, "bst:dateNote") == {note}
    assert values(stated, slug, "bst:saidOnBasis") == {f"{PREFIXES['bst']}Inferred"}
    assert values(stated, slug, "bst:saidOn") == values(stated, slug, "bst:earliest") == set()


def test_a_verdict_and_what_a_passage_omits_are_stated(stated):
    assert values(stated, "lind-comment/lind-on-the-talks", "bst:assesses") == {"portville-talks"}
    assert values(stated, "lind-comment/lind-on-the-talks", "bst:verdict") == {f"{PREFIXES['bst']}Mixed"}
    assert values(stated, "lind-comment/league-free-passage/at-355-397", "bst:omits") == {"lighthouse"}
    assert values(stated, "lind-comment/league-free-passage/at-398-431", "bst:omits") == set()


# Names and graphs


def test_a_thing_inside_a_record_is_named_after_the_record_and_what_makes_it_that_thing(stated):
    nested = {quad.subject.value.removeprefix(ID) for quad in stated if quad.subject.value.startswith(ID)}
    assert sorted(slug for slug in nested if "/" in slug) == [
        "ada-vale/harbour-master-first-time",
        "ada-vale/prime-minister-of-northland",
        "harbour-report/aide-radio",
        "harbour-report/aide-radio/at-143-188",
        "harbour-report/aide-radio/in-harbour-copy-at-8-53",
        "harbour-report/party-against-tolls",
        "harbour-report/party-against-tolls/at-398-431",
        "harbour-report/party-against-tolls/on-tolls",
        "harbour-report/short-title",
        "harbour-report/southland-undecided",
        "harbour-report/southland-undecided/at-285-354",
        "harbour-report/southland-undecided/on-fleet",
        "harbour-report/vale-pledges-sailors",
        "harbour-report/vale-pledges-sailors/at-116-142",
        "harbour-report/vale-pledges-sailors/sailors",
        "harbour-report/vale-ships-with-lifeboat",
        "harbour-report/vale-ships-with-lifeboat/at-28-115",
        "harbour-report/vale-ships-with-lifeboat/on-fleet",
        "harbour-report/vale-ships-with-lifeboat/on-lifeboat",
        "lind-comment/league-free-passage",
        "lind-comment/league-free-passage/at-355-397",
        "lind-comment/league-free-passage/at-398-431",
        "lind-comment/league-free-passage/on-fleet",
        "lind-comment/league-free-passage/on-free-passage",
        "lind-comment/league-tolls",
        "lind-comment/league-tolls/at-398-431",
        "lind-comment/league-tolls/on-tolls",
        "lind-comment/lind-doubts-lighthouse",
        "lind-comment/lind-doubts-lighthouse/at-355-397",
        "lind-comment/lind-doubts-lighthouse/spelling",
        "lind-comment/lind-on-the-talks",
        "lind-comment/lind-on-the-talks/at-355-397",
        "lind-comment/lind-ships-anyway",
        "lind-comment/lind-ships-anyway/at-189-284",
        "lind-comment/lind-ships-anyway/on-fleet-at-night",
        "lind-comment/lind-ships-anyway/on-fleet-without-lifeboat",
        "lind-comment/southland-wants-lighthouse",
        "lind-comment/southland-wants-lighthouse/at-355-397",
        "lind-comment/southland-wants-lighthouse/on-fleet-without-lifeboat",
        "lind-comment/southland-wants-lighthouse/on-free-passage",
        "lind-comment/southland-wants-lighthouse/on-lifeboat",
        "lind-comment/southland-wants-lighthouse/on-lighthouse",
        "lind-comment/vale-lighthouse",
        "lind-comment/vale-lighthouse/at-355-397",
        "lind-comment/vale-lighthouse/on-lighthouse",
        "lind-comment/vale-lighthouse/on-tolls",
    ]


def test_a_passage_in_another_document_says_so_in_its_name_its_label_and_its_document(stated):
    passage = "harbour-report/aide-radio/in-harbour-copy-at-8-53"
    assert about(stated, document_graph("harbour-report"), passage) == expected(f"""
        <{passage}> a bst:Attestation ;
            rdfs:label "A copy, characters 8 to 53"@en ;
            bst:inDocument <harbour-copy> ;
            bst:spanStart 8 ;
            bst:spanEnd 53 ;
            bst:spanDigest "e0ec9db1b1b066a6dad16f391d661d9c8777b3a8664f570a1b0bd7c5073d107e" ;
            bst:attribution bst:ReportedSpeech .
    """)


@pytest.fixture(params=["world_pipeline", "real_pipeline"])
def pipeline(request):
    return request.getfixturevalue(request.param)


def test_there_is_no_blank_node_outside_the_ontologys_graph(pipeline):
    blank = [
        quad
        for quad in pipeline.quads
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
        if quad.graph_name != NamedNode(ONTOLOGY_GRAPH)
    ]
    assert blank == []


def test_each_document_has_a_graph_of_its_own_and_nothing_else_has(pipeline):
    documents = {document_graph(document.id) for document in pipeline.curation.documents}
    graphs = {quad.graph_name.value for quad in pipeline.stated}
    assert documents
    assert graphs == documents | {ONTOLOGY_GRAPH, REGISTERS_GRAPH, LINKS_GRAPH}


def test_a_documents_graph_speaks_of_that_document_and_what_is_inside_it_alone(pipeline):
    for quad in pipeline.stated:
        prefix = f"{GRAPH}document/"
        if quad.graph_name.value.startswith(prefix):
            slug = quad.graph_name.value.removeprefix(prefix)
            assert f"{quad.subject.value}/".startswith(f"{ID}{slug}/"), quad


def test_every_thing_is_described_in_one_graph(pipeline):
    homes: dict[str, set[str]] = {}
    for quad in pipeline.stated:
        if isinstance(quad.subject, NamedNode) and quad.graph_name != NamedNode(LINKS_GRAPH):
            homes.setdefault(quad.subject.value, set()).add(quad.graph_name.value)
    assert {iri for iri, graphs in homes.items() if len(graphs) > 1} == set()


def test_every_reference_leads_to_something_that_is_described(pipeline):
    described = {quad.subject for quad in pipeline.stated}
    referred = {quad.object for quad in pipeline.stated if str(quad.object).startswith(f"<{ID}")}
    assert referred - described == set()


def test_every_property_and_class_that_is_used_is_declared(pipeline):
    declared = {triple.subject for triple in pipeline.ontology.triples if triple.predicate == TYPE}
    curated = [quad for quad in pipeline.stated if quad.graph_name != NamedNode(ONTOLOGY_GRAPH)]
    used = {quad.object if quad.predicate == TYPE else quad.predicate for quad in curated}
    standard = {"rdfs:label", "skos:exactMatch", "skos:closeMatch"}
    assert {compact(term.value) for term in used - declared} <= standard


def test_every_member_of_a_closed_list_that_is_used_is_described(pipeline):
    described = {triple.subject for triple in pipeline.ontology.triples}
    used = {quad.object for quad in pipeline.stated if str(quad.object).startswith(f"<{PREFIXES['bst']}")}
    assert used - described == set()


def test_a_year_is_typed_as_a_year_and_a_day_as_a_day(pipeline):
    bounds = [
        quad.object
        for quad in pipeline.stated
        if compact(quad.predicate.value) in ("bst:from", "bst:until") and quad.subject.value.startswith(ID)
    ]
    assert {compact(bound.datatype.value) for bound in bounds} == {"xsd:gYear", "xsd:date"}
    for bound in bounds:
        assert compact(bound.datatype.value) == ("xsd:gYear" if len(bound.value) == 4 else "xsd:date")


def test_the_same_records_become_the_same_quads_in_the_same_order(world_pipeline):
    again = stated_quads(world_pipeline.curation, read_ontology(ONTOLOGY))
    assert again == world_pipeline.stated
