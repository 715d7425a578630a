"""What the rules conclude, held against the reference reasoner, and what they refuse to conclude from."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.closure import conclude, conclude_by_owlrl, is_about_things
from graph.rules import TYPE, Rule, rules_of
from graph.triples import Ontology, in_graph, read_ontology
from graph.vocabulary import PREFIXES, REGISTERS_GRAPH, compact
from tests.support.paths import ONTOLOGY

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
VOCABULARIES = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
SAME_AS = NamedNode(PREFIXES["owl"] + "sameAs")


def facts(turtle: str, ontology: Ontology | None = None) -> list[Quad]:
    """The facts as stated quads, with the ontology's axioms if it is given."""
    triples = [quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)]
    return [in_graph(triple, REGISTERS_GRAPH) for triple in (*triples, *(ontology.triples if ontology else ()))]


def line(triple: Triple) -> str:
    words = (compact(term.value) if isinstance(term, NamedNode) else str(term) for term in triple)
    return " ".join("a" if word == "rdf:type" else word for word in words)


def lines(triples: Iterable[Triple], *predicates: str) -> list[str]:
    """The triples with one of these predicates, a line each."""
    return sorted(line(triple) for triple in triples if compact(triple.predicate.value) in predicates)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology(ONTOLOGY)


@pytest.fixture(scope="module")
def rules(ontology) -> tuple[Rule, ...]:
    return rules_of(ontology.triples)


@pytest.fixture(scope="module")
def world_by_owlrl(world_pipeline) -> list[Triple]:
    """What the reference concludes of the tiny world."""
    return conclude_by_owlrl(world_pipeline.stated)


@pytest.fixture(scope="module")
def real_by_owlrl(real_pipeline) -> list[Triple]:
    """What the reference concludes of the real data; it takes seconds, so it is asked once."""
    return conclude_by_owlrl(real_pipeline.stated)


@pytest.fixture(params=["world", "real"])
def data(request) -> str:
    """Which data a test runs on: the tiny world's, or the real."""
    return request.param


@pytest.fixture
def pipeline(request, data):
    return request.getfixturevalue(f"{data}_pipeline")


# The rules and the reference


@pytest.mark.slow
def test_the_rules_conclude_exactly_what_the_reference_reasoner_concludes(pipeline, request, data):
    by_rules = conclude(pipeline.stated, rules_of(pipeline.ontology.triples))
    by_owlrl = request.getfixturevalue(f"{data}_by_owlrl")
    assert by_rules
    assert {line(triple) for triple in set(by_rules) - set(by_owlrl)} == set()
    assert {line(triple) for triple in set(by_owlrl) - set(by_rules)} == set()
    assert by_rules == by_owlrl == pipeline.concluded


# What is concluded


def test_conclusions_come_sorted_and_once(pipeline):
    assert pipeline.concluded == sorted(set(pipeline.concluded), key=str)


def test_nothing_concluded_has_a_literal_for_a_subject_or_a_blank_node(pipeline):
    odd = [
        triple
        for triple in pipeline.concluded
        if not isinstance(triple.subject, NamedNode) or isinstance(triple.object, BlankNode)
    ]
    assert odd == []


def test_nothing_is_concluded_to_be_the_same_as_anything(pipeline):
    assert [triple for triple in pipeline.concluded if triple.predicate == SAME_AS] == []


def test_nothing_is_concluded_about_the_vocabularies_themselves(pipeline):
    for triple in pipeline.concluded:
        assert is_about_things(triple)
        assert not triple.subject.value.startswith(VOCABULARIES), line(triple)
        assert triple.predicate == TYPE or not triple.predicate.value.startswith(VOCABULARIES), line(triple)
        assert triple.predicate != TYPE or not triple.object.value.startswith(VOCABULARIES), line(triple)


def test_nothing_that_is_stated_is_concluded_again(pipeline):
    assert set(pipeline.concluded) & {quad.triple for quad in pipeline.stated} == set()


def test_nothing_more_follows_from_what_is_concluded(pipeline):
    everything = [*pipeline.stated, *(in_graph(triple, REGISTERS_GRAPH) for triple in pipeline.concluded)]
    assert conclude(everything, rules_of(pipeline.ontology.triples)) == []


def test_a_value_becomes_no_subject(rules):
    stated = facts('id:ada bst:holds "x" ; bst:affiliatedWith "Tide Institute" .')
    assert [triple for triple in conclude(stated, rules) if isinstance(triple.subject, Literal)] == []


def test_a_thing_without_a_name_is_reasoned_with_but_nothing_is_concluded_of_it(ontology, rules):
    stated = facts("[] bst:holds [ bst:inFavourOf id:fleet ] . id:ada bst:memberOf [] .", ontology)
    ours = {line(triple) for triple in conclude(stated, rules) if triple.subject.value.startswith(PREFIXES["id"])}
    assert ours == {
        "id:ada a foaf:Agent",
        "id:ada a prov:Agent",
        "id:ada a bst:Actor",
        "id:fleet a bst:Measure",
    }
    assert conclude(stated, rules) == conclude_by_owlrl(stated)


def test_from_nothing_nothing_follows(rules):
    assert conclude([], rules) == []


def test_without_rules_nothing_follows(world_pipeline):
    assert conclude(world_pipeline.stated, []) == []


# No kind of rule is there in vain

# Three kinds only say again what the records of a curation say already; bare facts show that they work.
BARE_FACTS = "id:bare-statement bst:expresses id:bare-position . id:bare-actor bst:holds id:held-position ."
NEEDED = ["cax-sco", "cls-hv1", "cls-svf1", "prp-inv2", "prp-spo1", "prp-spo2", "prp-symp", "prp-trp"]
SAYING_AGAIN = ["prp-dom", "prp-inv1", "prp-rng"]


def test_these_are_all_kinds_of_rules_that_the_ontology_concludes_by(rules):
    assert sorted({rule.name for rule in rules if rule.head}) == sorted(NEEDED + SAYING_AGAIN)


@pytest.mark.parametrize("name", NEEDED)
def test_without_the_rules_of_one_kind_less_is_concluded_of_the_tiny_world(world_pipeline, rules, name):
    fewer = conclude(world_pipeline.stated, [rule for rule in rules if rule.name != name])
    assert set(fewer) < set(world_pipeline.concluded)


@pytest.mark.parametrize("name", SAYING_AGAIN)
def test_without_the_rules_of_one_kind_less_is_concluded_of_bare_facts(world_pipeline, rules, name):
    stated = [*world_pipeline.stated, *facts(BARE_FACTS)]
    fewer = conclude(stated, [rule for rule in rules if rule.name != name])
    assert set(fewer) < set(conclude(stated, rules))


# Conclusions that questions rest on


def test_the_tiny_worlds_actors_come_to_stand_where_their_statements_put_them(world_pipeline):
    stances = ("bst:supports", "bst:conditionallySupports", "bst:opposes", "bst:isUncommittedOn", "bst:heldOnBehalfOf")
    ascribed = ("isSaidToSupport", "isSaidToSupportOnCondition", "isSaidToOppose", "isSaidToBeUncommittedOn")
    assert lines(world_pipeline.concluded, *stances, *(f"bst:{name}" for name in ascribed)) == [
        "id:ada-vale bst:conditionallySupports id:fleet",
        "id:ada-vale bst:isUncommittedOn id:tolls",
        "id:ada-vale bst:supports id:lifeboat",
        "id:ada-vale bst:supports id:lighthouse",
        "id:bo-lind bst:supports id:fleet",
        "id:bo-lind bst:supports id:fleet-at-night",
        "id:bo-lind bst:supports id:fleet-without-lifeboat",
        "id:coast-party bst:opposes id:tolls",
        "id:harbour-report/vale-ships-with-lifeboat/on-fleet bst:heldOnBehalfOf id:northland",
        "id:harbour-report/vale-ships-with-lifeboat/on-lifeboat bst:heldOnBehalfOf id:northland",
        "id:lind-comment/league-free-passage/on-fleet bst:heldOnBehalfOf id:southland",
        "id:lind-comment/league-free-passage/on-free-passage bst:heldOnBehalfOf id:southland",
        "id:lind-comment/league-tolls/on-tolls bst:heldOnBehalfOf id:southland",
        "id:sea-league bst:conditionallySupports id:fleet",
        "id:sea-league bst:supports id:free-passage",
        "id:sea-league bst:supports id:tolls",
        "id:southland bst:isSaidToBeUncommittedOn id:lifeboat",
        "id:southland bst:isSaidToOppose id:fleet-at-night",
        "id:southland bst:isSaidToOppose id:fleet-without-lifeboat",
        "id:southland bst:isSaidToSupport id:lighthouse",
        "id:southland bst:isSaidToSupportOnCondition id:free-passage",
    ]


def test_what_concerns_a_measure_of_the_tiny_world_concerns_its_topic(world_pipeline):
    found = [text for text in lines(world_pipeline.concluded, "bst:concerns") if text.endswith("id:ships-topic")]
    # By what they concern, by what they doubt and by a position; the pledge and Vale's words say so themselves.
    assert [text.split()[0].removeprefix("id:") for text in found] == [
        "harbour-report/aide-radio",
        "harbour-report/party-against-tolls",
        "harbour-report/southland-undecided",
        "lind-comment/league-free-passage",
        "lind-comment/league-tolls",
        "lind-comment/lind-doubts-lighthouse",
        "lind-comment/lind-on-the-talks",
        "lind-comment/lind-ships-anyway",
        "lind-comment/southland-wants-lighthouse",
        "lind-comment/vale-lighthouse",
    ]


@pytest.mark.parametrize(
    ("turtle", "concluded"),
    [
        ("id:it bst:concerns id:fleet . id:fleet bst:topic id:ships .", True),
        ("id:it bst:doubts id:fleet . id:fleet bst:topic id:ships .", True),
        ("id:it bst:expresses id:stance . id:stance bst:against id:fleet . id:fleet bst:topic id:ships .", True),
        ("id:it bst:attestedBy id:at . id:at bst:omits id:fleet . id:fleet bst:topic id:ships .", False),
    ],
)
def test_a_statement_concerns_the_topic_of_what_it_concerns_doubts_or_takes_a_position_on(rules, turtle, concluded):
    assert ("id:it bst:concerns id:ships" in lines(conclude(facts(turtle), rules), "bst:concerns")) == concluded


@pytest.mark.parametrize(
    ("stance", "own", "ascribed"),
    [
        ("inFavourOf", "supports", "isSaidToSupport"),
        ("conditionallyInFavourOf", "conditionallySupports", "isSaidToSupportOnCondition"),
        ("against", "opposes", "isSaidToOppose"),
        ("uncommittedOn", "isUncommittedOn", "isSaidToBeUncommittedOn"),
    ],
)
def test_own_words_what_is_ascribed_and_what_is_merely_held_conclude_different_things(rules, stance, own, ascribed):
    conclusions = {f"bst:{own}", f"bst:{ascribed}", "bst:heldOnBehalfOf"}
    base = f"id:p bst:{stance} id:fleet . id:office bst:represents id:northland . id:said bst:statedAs id:office . "
    for fact, found in (
        ("id:p bst:takenBy id:ada ; bst:takenIn id:said .", {f"bst:{own}", "bst:heldOnBehalfOf"}),
        ("id:p bst:ascribedTo id:ada ; bst:expressedIn id:said .", {f"bst:{ascribed}"}),
        ("id:p bst:heldBy id:ada ; bst:expressedIn id:said .", set()),
    ):
        assert {text.split()[1] for text in lines(conclude(facts(base + fact), rules), *conclusions)} == found


def test_a_position_of_an_organ_is_held_on_behalf_of_what_it_represents_only_in_its_own_words(rules):
    organ = "id:office bst:represents id:northland . "
    for relation, held in (("takenBy", True), ("ascribedTo", False), ("heldBy", False)):
        concluded = conclude(facts(f"{organ} id:p bst:{relation} id:office ."), rules)
        assert (lines(concluded, "bst:heldOnBehalfOf") == ["id:p bst:heldOnBehalfOf id:northland"]) == held


def test_the_tiny_worlds_one_expert_is_the_one_of_the_research_organisation(world_pipeline):
    types = lines(world_pipeline.concluded, "rdf:type")
    assert [text for text in types if text.endswith(" bst:Expert")] == ["id:bo-lind a bst:Expert"]


def test_the_tiny_worlds_measures_are_variants_and_incompatible_as_follows(world_pipeline):
    found = lines(world_pipeline.concluded, "bst:variantOf", "bst:hasVariant", "bst:incompatibleWith")
    assert found == [
        "id:fleet bst:hasVariant id:fleet-at-night",
        "id:fleet bst:hasVariant id:fleet-without-lifeboat",
        "id:fleet-at-night bst:variantOf id:fleet",
        "id:fleet-without-lifeboat bst:hasVariant id:fleet-at-night",
        "id:free-passage bst:incompatibleWith id:tolls",
    ]


@pytest.mark.parametrize(
    "fact",
    [
        "id:keir-starmer bst:conditionallySupports id:european-force",
        "id:stefan-wolff bst:supports id:european-force-without-us-backstop",
        "id:stefan-wolff bst:supports id:european-force",
        "id:donald-trump bst:opposes id:us-ground-troops",
    ],
)
def test_of_the_real_data_this_is_concluded(real_pipeline, fact):
    assert fact in lines(real_pipeline.concluded, fact.split()[1])


@pytest.mark.parametrize(
    "fact",
    [
        "id:keir-starmer bst:supports id:european-force-without-us-backstop",
        "id:keir-starmer bst:conditionallySupports id:european-force-without-us-backstop",
    ],
)
def test_of_the_real_data_this_is_neither_stated_nor_concluded(real_pipeline, fact):
    everything = [quad.triple for quad in real_pipeline.quads]
    assert fact not in lines(everything, fact.split()[1])


def objects(pipeline, predicate: str) -> dict[str, set[str]]:
    """Every subject of the predicate, with its objects, stated and concluded."""
    found: dict[str, set[str]] = {}
    for quad in pipeline.quads:
        if compact(quad.predicate.value) == predicate:
            found.setdefault(compact(quad.subject.value), set()).add(compact(quad.object.value))
    return found


def test_an_expert_is_exactly_whoever_is_affiliated_with_a_research_organisation(real_pipeline):
    types = objects(real_pipeline, "rdf:type")
    affiliations = objects(real_pipeline, "bst:affiliatedWith")
    institutes = {slug for slug, kinds in types.items() if "bst:ResearchOrganisation" in kinds}
    experts = {slug for slug, kinds in types.items() if "bst:Expert" in kinds}
    assert "id:stefan-wolff" in experts
    assert experts == {slug for slug, bodies in affiliations.items() if bodies & institutes}


def test_a_position_is_held_on_behalf_of_the_united_kingdom_if_it_was_taken_from_an_office_or_by_an_organ_of_it(
    real_pipeline,
):
    represents = objects(real_pipeline, "bst:represents")
    stated_as = objects(real_pipeline, "bst:statedAs")
    stated_by = objects(real_pipeline, "bst:statedBy")
    taken = objects(real_pipeline, "bst:takenBy")
    expressed = objects(real_pipeline, "bst:expresses")
    offices = {slug for slug, represented in represents.items() if "id:united-kingdom" in represented}
    expected = {
        position
        for statement, positions in expressed.items()
        if (stated_as.get(statement, set()) | stated_by[statement]) & offices
        for position in positions
        if position in taken
    }
    held = {
        position
        for position, behalf in objects(real_pipeline, "bst:heldOnBehalfOf").items()
        if "id:united-kingdom" in behalf
    }
    assert {
        "id:london-summit-report/starmer-heavy-lifting/on-european-force",
        "id:coalition-explainer/number-10-multinational-force-ukraine/on-multinational-force-ukraine",
    } <= held
    assert held == expected
