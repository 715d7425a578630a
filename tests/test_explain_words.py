"""Proofs in words: exact sentences and exact trees of the tiny world, and what the words of the ontology cover."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from graph.errors import ParameterError
from graph.explain import (
    Explainer,
    Verbaliser,
    because,
    explanation,
    plain,
    provenance,
    quoted,
    report,
    sentence_case,
    triple_of,
)
from graph.explain.rule_text import reason
from graph.rules import TYPE
from graph.vocabulary import BST, PREFIXES, XSD, thing
from tests.support.proofs import StoreEngine, real, rule, triple

FAVOUR = "taking a position in favour of a measure is supporting it"
CONDITION = "taking a position in favour of a measure if a condition holds is supporting it on condition"
SHIPS = "Ada Vale says that ships go only with a lifeboat (4 April 2033, quoted in Harbour talks in Portville)"
ANYWAY = (
    "Bo Lind says that ships should go in any case (between 1 April 2033 and 5 April 2033, in "
    "their own text, What Lind wrote)"
)


@pytest.fixture(scope="module")
def explainer(world_store) -> Explainer:
    return Explainer(world_store)


@pytest.fixture(scope="module")
def words(world_store) -> Verbaliser:
    return Verbaliser(world_store)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (
            ("ada-vale", "conditionallySupports", "fleet"),
            (
                f"Concluded because {SHIPS}, which is a position in favour of A fleet, on condition of A lifeboat, "
                f"and {CONDITION}."
            ),
        ),
        (
            ("ada-vale", "supports", "lifeboat"),
            f"Concluded because {SHIPS}, which implies a position in favour of A lifeboat, and {FAVOUR}.",
        ),
        (
            ("bo-lind", "supports", "fleet-without-lifeboat"),
            (
                f"Concluded because {ANYWAY}, which is a position in favour of A fleet at night, "
                f"and A fleet at night is a variant of A fleet without a lifeboat, and {FAVOUR}, "
                "and supporting a variant of a measure is supporting the measure."
            ),
        ),
        (
            ("coast-party", "opposes", "tolls"),
            (
                "Concluded because Coast Party rejects tolls (by 5 April 2033, reported in Harbour talks in "
                "Portville), which is a position against Tolls, and taking a position against a measure is opposing it."
            ),
        ),
        (
            ("southland", "isSaidToSupport", "lighthouse"),
            (
                "Concluded because, according to Bo Lind, Southland wants a lighthouse, as Lind has it "
                "(by 5 April 2033, in What Lind wrote), which implies a position in favour of A lighthouse, "
                "and ascribing to somebody a position in favour of a measure is saying that they support it."
            ),
        ),
        (
            ("lind-comment/league-tolls/on-tolls", "heldOnBehalfOf", "southland"),
            (
                "Concluded because Sea League wants tolls in summer (5 April 2033, reported in What Lind wrote), which "
                "expresses Sea League's position as of 5 April 2033 on Tolls, and Sea League represents Southland, and "
                "a position taken from an office, or by a body, is held on behalf of those whom the office or the body "
                "represents, too."
            ),
        ),
        (
            ("harbour-report/vale-ships-with-lifeboat/on-fleet", "heldOnBehalfOf", "northland"),
            (
                f"Concluded because {SHIPS}; that statement is made as Prime Minister of Northland, and "
                "Prime Minister of Northland represents Northland, and a position taken from an office, or by a body, "
                "is held on behalf of those whom the office or the body represents, too."
            ),
        ),
        (
            ("fleet-at-night", "variantOf", "fleet"),
            (
                "Concluded because A fleet at night is a variant of A fleet without a lifeboat, and A fleet without a "
                "lifeboat is a variant of A fleet, and if one thing is a variant of a second and the "
                "second is a variant of "
                "a third, the first is a variant of the third."
            ),
        ),
        (
            ("free-passage", "incompatibleWith", "tolls"),
            (
                "Concluded because Tolls is incompatible with Free passage, and if one thing is "
                "incompatible with another, "
                "the other is incompatible with it."
            ),
        ),
        (
            ("harbour-report/vale-ships-with-lifeboat", "statedBy", "ada-vale"),
            f"Stated: {SHIPS}.",
        ),
        (
            ("fleet-at-night", "variantOf", "fleet-without-lifeboat"),
            ("Stated: A fleet at night is a variant of A fleet without a lifeboat, in the registers."),
        ),
    ],
)
def test_a_proof_reads_as_one_sentence(explainer, words, fact, sentence):
    assert plain(because(explainer.proof(real(*fact)), words)) == sentence


def test_a_statement_that_one_report_ascribes_and_another_quotes_is_not_put_as_an_account(real_pipeline, real_store):
    engine = real_store
    words = Verbaliser(engine)
    explainer = Explainer(engine)
    mixed = 0
    for each in real_pipeline.concluded:
        if each.predicate.value != BST.holds.value:
            continue
        proof = explainer.proof(each)
        kinds = {
            passage.attribution.value.endswith("CharacterisedByOther") for passage in proof.premises[0].attestations
        }
        sentence = plain(because(proof, words))
        assert sentence.startswith("Concluded because, according to ") == (kinds == {True})
        mixed += kinds == {True, False}
        assert ("ascribed in " in sentence.split("), ")[0]) <= (kinds == {True, False})
    assert mixed


def test_the_tree_ends_in_document_and_span(world_store, explainer, words):
    found = explanation(explainer, world_store, real("ada-vale", "conditionallySupports", "fleet"))
    assert report(found, words).splitlines() == [
        "id:ada-vale bst:conditionallySupports id:fleet",
        (
            f"Concluded because {SHIPS}, which is a position in favour of A fleet, on condition of A lifeboat, "
            f"and {CONDITION}."
        ),
        "",
        "Ada Vale supports A fleet on condition",
        f"│  because {CONDITION}",
        "│  (prp-spo2: bst:conditionallySupports owl:propertyChainAxiom (bst:hasTaken bst:conditionallyInFavourOf))",
        "├─ Ada Vale has taken Ada Vale's position as of 4 April 2033 on A fleet",
        "│  │  because if one thing is taken by another, the other has taken the first",
        "│  │  (prp-inv2: bst:hasTaken owl:inverseOf bst:takenBy)",
        "│  └─ Ada Vale's position as of 4 April 2033 on A fleet is taken by Ada Vale",
        "│        stated in Harbour talks in Portville, characters 28 to 115 (quoted)",
        "└─ Ada Vale's position as of 4 April 2033 on A fleet is in favour of A fleet on condition",
        "      stated in Harbour talks in Portville, characters 28 to 115 (quoted)",
    ]


def test_what_does_not_hold_is_no_no_and_the_nearest_truth_is_told(world_store, explainer, words):
    found = explanation(explainer, world_store, real("ada-vale", "supports", "fleet"))
    assert report(found, words).splitlines() == [
        "Ada Vale supports A fleet: neither stated nor concluded here.",
        "That is not a no: it means only that these documents do not say so.",
        "What does hold:",
        "  Ada Vale supports A fleet on condition",
    ]


def test_every_chain_of_ours_has_its_own_words_and_every_other_rule_reads_without_prefixes(explainer, words):
    told = {}
    for each in explainer.rules:
        if each.head is not None:
            told[each.axiom] = plain(reason(each, words))
    assert sorted({line for axiom, line in told.items() if "owl:propertyChainAxiom" in axiom}) == sorted(
        [
            FAVOUR,
            CONDITION,
            "supporting a variant of a measure is supporting the measure",
            "supporting a variant of a measure on condition is supporting the measure on condition",
            "taking a position against a measure is opposing it",
            "opposing a measure is opposing every variant of it",
            "leaving a measure open is being uncommitted on it",
            "ascribing to somebody a position in favour of a measure is saying that they support it",
            (
                "ascribing to somebody a position in favour of a measure if a condition holds is saying that they "
                "support it on condition"
            ),
            "ascribing to somebody a position against a measure is saying that they oppose it",
            "saying that somebody leaves a measure open is saying that they are uncommitted on it",
            (
                "a position taken from an office, or by a body, is held on behalf of those whom the office or the body "
                "represents, too"
            ),
            "taking a position on a measure, or doubting it, is speaking of the topic of the measure",
            "what is about a measure is about the topic of the measure",
        ]
    )
    assert [line for line in told.values() if "bst:" in line or "owl:" in line] == []


def test_every_property_of_ours_that_is_concluded_or_leads_to_a_conclusion_has_words(explainer, words):
    properties = {
        pattern[1]
        for each in explainer.rules
        if each.head is not None
        for pattern in (*each.body, each.head)
        if isinstance(pattern[1], NamedNode) and pattern[1] != TYPE
    }
    assert sorted(str(each) for each in properties if not words.text(each, BST.reads)) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("?x p ?y -> ?x q ?y", "if one thing p another, it q the other"),
        ("?x p ?y -> ?y p ?x", "if one thing p another, the other p it"),
        ("?x p ?y -> ?y q ?x", "if one thing p another, the other q the first"),
        ("?x p ?y, ?y p ?z -> ?x p ?z", "if one thing p a second and the second p a third, the first p the third"),
        ("?x p ?y, ?y q ?z, ?z r ?w -> ?x s ?w", "if X p Y, Y q Z and Z r U, then X s U"),
        (
            "?x same ?y, ?x ?p ?z -> ?y ?p ?z",
            "if X same Y and X has the relation Z to U, then Y has the relation Z to U",
        ),
        ("?x p ?x -> ?x q a", "if X p X, then X q a"),
        (" -> a p b", "the ontology has it that a p b"),
    ],
)
def test_a_rule_of_any_shape_reads_as_a_clause(line, sentence):
    found = plain(reason(rule("any", line), Verbaliser(StoreEngine([]))))
    assert found.replace("http://example.org/", "") == sentence


def test_the_proof_as_data_is_prov_o_that_a_parser_reads(explainer, words):
    proofs = list(explainer.proofs(real("ada-vale", "conditionallySupports", "fleet")))
    content = json.dumps(provenance(proofs, words)).encode()
    store = StoreEngine(list(parse(content, RdfFormat.JSON_LD))).store
    rows = store.query(f"""
        PREFIX prov: <{PREFIXES["prov"]}> PREFIX rdf: <{PREFIXES["rdf"]}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
        PREFIX bst: <{PREFIXES["bst"]}> PREFIX id: <{thing("")}>
        SELECT ?rule ?source ?start WHERE {{
          ?conclusion rdf:subject id:ada-vale ; rdf:predicate bst:conditionallySupports ; rdf:object id:fleet ;
            prov:wasGeneratedBy ?step ; prov:wasDerivedFrom ?premise .
          ?step prov:used ?premise ; prov:qualifiedAssociation/prov:hadPlan/rdfs:label ?rule .
          ?premise rdf:predicate bst:conditionallyInFavourOf ; prov:hadPrimarySource ?source ;
            prov:wasDerivedFrom ?passage .
          ?passage a bst:Attestation ; bst:spanStart ?start ; bst:inDocument ?source .
        }}""")
    found = [tuple(row[name].value for name in ("rule", "source", "start")) for row in rows]
    assert found == [("prp-spo2", thing("harbour-report"), "28")]


class TestNames:
    @pytest.mark.parametrize(
        ("subject", "predicate", "value"),
        [
            ("ada-vale", "supports", "lifeboat"),
            ("Ada Vale", "bst:supports", "id:lifeboat"),
            ("ada vale", BST.supports.value, thing("lifeboat")),
        ],
    )
    def test_slugs_labels_prefixed_names_and_iris_are_the_same(self, world_store, subject, predicate, value):
        assert triple_of(world_store, subject, predicate, value) == real("ada-vale", "supports", "lifeboat")

    def test_a_class_and_a_value_may_be_objects(self, world_store):
        assert triple_of(world_store, "ada-vale", "a", "Actor").object.value == BST.Actor.value
        date = triple_of(world_store, "harbour-report", "published", "2033-04-05").object
        assert date.datatype.value == XSD.date.value
        assert triple_of(world_store, "harbour-report", "published", str(date)).object == date

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            (
                ("ada-vail", "supports", "fleet"),
                "subject: nothing here has the name 'ada-vail'; did you mean 'ada-vale'?",
            ),
            (("ada-vale", "suports", "fleet"), "predicate: there is no property 'suports'; did you mean 'supports'?"),
            (("ada-vale", "a", "Actr"), "object: nothing here has the name 'Actr'; did you mean 'Actor'?"),
            (("bts:x", "supports", "fleet"), "subject: the prefix 'bts' is unknown; did you mean 'bst'?"),
            (("ada-vale", "supports", '"x" . <a:b> <a:c> "y"'), 'object: "x" . <a:b> <a:c> "y" is no value'),
            (("http://[", "supports", "fleet"), "subject: 'http://[' is no IRI"),
            (("", "supports", "fleet"), "subject: needs a name of at most 2000 characters"),
            (("id:nobody", "supports", "fleet"), "subject: nothing here has the name 'id:nobody'"),
        ],
    )
    def test_a_name_that_is_none_is_an_error_with_the_nearest(self, world_store, asked, message):
        with pytest.raises(ParameterError) as caught:
            triple_of(world_store, *asked)
        assert str(caught.value).startswith(message)

    def test_all_names_that_are_wrong_are_reported_at_once(self, world_store):
        with pytest.raises(ParameterError, match=r"subject: .*; predicate: .*; object: "):
            triple_of(world_store, "x1", "y1", "z1")


def test_inside_a_sentence_a_thing_has_its_article_and_without_a_phrase_its_label(real_store):
    words = Verbaliser(real_store)
    assert [
        words.noun_phrase(NamedNode(thing(slug))) for slug in ("united-kingdom", "european-force", "keir-starmer")
    ] == [
        "the United Kingdom",
        "a European force in Ukraine",
        "Keir Starmer",
    ]


def test_the_engine_that_knows_nothing_explains_nothing():
    engine = StoreEngine([])
    found = explanation(Explainer(engine), engine, triple("a p b"))
    assert (found.holds, found.proofs, found.instead) == (False, (), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('advocating for a US security "backstop"', "“advocating for a US security 'backstop'”"),
        ("a “plan” and a “hope”", "“a 'plan' and a 'hope'”"),
        ("Trump's lead", "“Trump's lead”"),
    ],
)
def test_quotation_marks_within_quotation_marks_are_single(text, expected):
    assert quoted(text) == expected


def test_what_begins_a_sentence_has_a_capital_and_keeps_its_links(real_store):
    words = Verbaliser(real_store)
    fact = sentence_case(words.fact(real("united-kingdom", "isSaidToSupport", "us-stays-engaged-in-ukraine")))
    assert plain(fact) == "The United Kingdom is said to support the United States staying engaged in Ukraine"
    assert fact[0].iri == thing("united-kingdom")
