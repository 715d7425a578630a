"""What cannot be ends the build, with the rule, the facts, and the files and lines that they came from."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from graph.closure import conclude, conclude_by_owlrl
from graph.errors import ContradictionError
from graph.records import Location
from graph.rules import Rule, rules_of
from graph.triples import Ontology, in_graph, read_ontology
from graph.vocabulary import BST, PREFIXES, REGISTERS_GRAPH, thing
from tests.support.paths import ONTOLOGY, ROOT
from tests.support.rules import HEAD

pytestmark = pytest.mark.slow  # builds, servers or the reference reasoner

# One IRI is the beginning of another.
LOCATIONS = {
    thing("ada"): Location("actors.yaml", 7),
    thing("report"): Location("report.yaml", 1),
    thing("copy"): Location("copy.yaml", 1),
    thing("fleet"): Location("measures.yaml", 3),
    thing("fleet-at-night"): Location("measures.yaml", 9),
}


def where(fact: Triple) -> Location | None:
    return LOCATIONS.get(fact.subject.value)


def facts(turtle: str, ontology: Ontology | None = None) -> list[Quad]:
    """The facts as stated quads, with the ontology's axioms if it is given."""
    triples = [quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)]
    return [in_graph(triple, REGISTERS_GRAPH) for triple in (*triples, *(ontology.triples if ontology else ()))]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology(ONTOLOGY)


@pytest.fixture(scope="module")
def rules(ontology) -> tuple[Rule, ...]:
    return rules_of(ontology.triples)


def messages(stated: Iterable[Quad], rules: Iterable[Rule]) -> list[str]:
    with pytest.raises(ContradictionError) as caught:
        conclude(stated, rules, where)
    return str(caught.value).splitlines()


NOT_BOTH = "nothing is both a bst:Person and a bst:State (cax-adc): "
CONTRADICTIONS = {
    "a person who is a state": (
        "id:ada a bst:Person , bst:State .",
        (
            f"actors.yaml:7: id:ada: {NOT_BOTH}"
            "id:ada is a bst:Person [actors.yaml:7] and id:ada is a bst:State [actors.yaml:7]"
        ),
    ),
    "a person, as is concluded, who is a state": (
        "id:ada a bst:State ; bst:holdsTenure id:ada-as-mayor .",
        (
            f"actors.yaml:7: id:ada: {NOT_BOTH}"
            "id:ada is a bst:Person (concluded from id:ada bst:holdsTenure id:ada-as-mayor [actors.yaml:7], "
            "by prp-dom) and id:ada is a bst:State [actors.yaml:7]"
        ),
    ),
    "an actor that is a document": (
        "id:ada a bst:Person ; bst:copyOf id:report .",
        (
            "actors.yaml:7: id:ada: nothing is both a bst:Actor and a bst:Document (cax-adc): "
            "id:ada is a bst:Actor (concluded from id:ada is a bst:Person [actors.yaml:7], by cax-sco) and "
            "id:ada is a bst:Document (concluded from id:ada bst:copyOf id:report [actors.yaml:7], by prp-dom)"
        ),
    ),
    "two documents that are copies of each other": (
        "id:report bst:copyOf id:copy . id:copy bst:copyOf id:report .",
        (
            "copy.yaml:1: id:copy: bst:copyOf does not hold in both directions (prp-asyp): "
            "id:copy bst:copyOf id:report [copy.yaml:1] and id:report bst:copyOf id:copy [report.yaml:1]"
        ),
    ),
    "a measure that is incompatible with itself": (
        "id:fleet bst:incompatibleWith id:fleet .",
        (
            "measures.yaml:3: id:fleet: nothing is bst:incompatibleWith itself (prp-irp): "
            "id:fleet bst:incompatibleWith id:fleet [measures.yaml:3]"
        ),
    ),
}


@pytest.mark.parametrize(("turtle", "message"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_names_the_entity_the_rule_the_facts_and_their_places(ontology, rules, turtle, message):
    assert messages(facts(turtle, ontology), rules) == [message]


def test_a_conclusion_rests_on_stated_facts_however_many_steps_lie_between(rules):
    turtle = """id:fleet-at-night bst:variantOf id:fleet . id:fleet bst:variantOf id:ships .
                id:ada bst:hasTaken id:p . id:p bst:inFavourOf id:fleet-at-night .
                [] a owl:NegativePropertyAssertion ; owl:sourceIndividual id:ada ;
                    owl:assertionProperty bst:supports ; owl:targetIndividual id:ships ."""
    stated = facts(turtle)
    more = rules_of(quad.triple for quad in stated)
    (message,) = messages(stated, [*rules, *more])
    start = (
        "actors.yaml:7: id:ada: it is stated that id:ada bst:supports id:ships does not hold (prp-npa1): "
        "id:ada bst:supports id:ships (concluded from "
    )
    assert message.startswith(start)
    named = message.removeprefix(start).removesuffix(", by prp-spo2)").split(" and ")
    assert sorted(named) == [
        "id:ada bst:hasTaken id:p [actors.yaml:7]",
        "id:fleet bst:variantOf id:ships [measures.yaml:3]",
        "id:fleet-at-night bst:variantOf id:fleet [measures.yaml:9]",
        "id:p bst:inFavourOf id:fleet-at-night",
    ]


def test_of_contradictions_by_one_rule_that_rest_on_the_same_facts_the_plainest_is_told():
    turtle = "bst:p a owl:FunctionalProperty . id:a owl:differentFrom id:b . id:ada bst:p id:a , id:b ."
    stated = facts(turtle)
    assert messages(stated, rules_of(quad.triple for quad in stated)) == [
        (
            "actors.yaml:7: id:a: what is different is not the same (eq-diff1): id:a owl:sameAs id:b (concluded from "
            "id:ada bst:p id:a [actors.yaml:7] and id:ada bst:p id:b [actors.yaml:7], by prp-fp) "
            "and id:a owl:differentFrom id:b"
        )
    ]


def test_a_contradiction_between_things_written_nowhere_is_the_ontologys(rules):
    with pytest.raises(ContradictionError) as caught:
        conclude(facts("id:ada a bst:Person , bst:State ."), rules)
    ((file, number, field),) = [(problem.file, problem.line, problem.field) for problem in caught.value.problems]
    assert (file, number, field) == ("ontology", 0, "id:ada")


def test_all_contradictions_are_reported_together(rules):
    turtle = 'id:ada a bst:Person , bst:State ; bst:age "old"^^xsd:integer . id:fleet bst:incompatibleWith id:fleet .'
    with pytest.raises(ContradictionError) as caught:
        conclude(facts(turtle), rules, where)
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("actors.yaml", 7),
        ("actors.yaml", 7),
        ("measures.yaml", 3),
    ]


BY_OWLRL = {
    "a person who is a state": (
        "id:ada a bst:Person , bst:State .",
        "actors.yaml:7: contradiction: Disjoint classes bst:Person and bst:State have a common individual id:ada",
    ),
    "two documents that are copies of each other": (
        "id:copy bst:copyOf id:report . id:report bst:copyOf id:copy .",
        "copy.yaml:1: contradiction: Erroneous usage of asymmetric property bst:copyOf on id:copy and id:report",
    ),
    "a measure that is incompatible with itself": (
        "id:fleet-at-night bst:incompatibleWith id:fleet-at-night .",
        "measures.yaml:9: contradiction: Irreflexive property used on id:fleet-at-night with bst:incompatibleWith",
    ),
    "a value that is none": (
        'id:ada bst:spanStart "abc"^^xsd:integer .',
        (
            'actors.yaml:7: id:ada: "abc" is no xsd:integer (dt-not-type): '
            'id:ada bst:spanStart "abc"^^xsd:integer [actors.yaml:7]'
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("turtle", "message"), BY_OWLRL.values(), ids=BY_OWLRL)
def test_the_reference_reasoner_finds_the_same_contradictions_in_its_own_words(ontology, turtle, message):
    with pytest.raises(ContradictionError) as caught:
        conclude_by_owlrl(facts(turtle, ontology), where)
    shortened = str(caught.value).replace(PREFIXES["bst"], "bst:").replace(PREFIXES["id"], "id:")
    assert shortened.splitlines()[0] == message


def test_the_reference_reasoner_is_told_of_values_outside_their_range_and_of_two_where_one_may_be():
    turtle = "bst:m rdfs:range xsd:byte . bst:n a owl:FunctionalProperty . id:ada bst:m 128 ; bst:n 1 , 2 ."
    with pytest.raises(ContradictionError) as caught:
        conclude_by_owlrl(facts(turtle), where)
    found = str(caught.value)
    assert f'actors.yaml:7: contradiction: "128"^^<{PREFIXES["xsd"]}integer> is no xsd:byte (dt-not-type)' in found
    assert "are not the same (dt-diff)" in found


def test_the_reference_reasoner_says_ontology_where_it_knows_no_place(ontology):
    with pytest.raises(ContradictionError) as caught:
        conclude_by_owlrl(facts("id:fleet bst:incompatibleWith id:fleet .", ontology))
    assert str(caught.value).startswith("ontology: contradiction: Irreflexive property used on ")


# As people meet it


@pytest.fixture
def project(world) -> Path:
    """The tiny world, with an ontology that a test may change."""
    shutil.copytree(ONTOLOGY, world / "ontology")
    return world


def edit(path: Path, old: str, new: str) -> int:
    """Replace some words that stand in one line, and return the line's number."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def add(path: Path, line: str) -> int:
    """Add a line at the end, and return its number."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{line}\n", encoding="utf-8")
    return text.count("\n") + 1


def build(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    folders = ["--curated", "curated", "--ontology", "ontology", "--build", "build"]
    command = [sys.executable, ROOT / "build_graph.py", *folders, *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)


def refusals(project: Path, *arguments: str) -> list[str]:
    found = build(project, *arguments)
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    assert not (project / "build" / "current").exists()
    return [line for line in found.stderr.splitlines() if not line.endswith(" s")]


def test_a_build_with_a_contradiction_in_the_data_names_the_rule_the_fact_and_its_line(project):
    number = edit(project / "curated/registers/measures.yaml", "[free-passage]", "[free-passage, tolls]")
    place = f"curated/registers/measures.yaml:{number}"
    assert refusals(project) == [
        (
            f"{place}: id:tolls: nothing is bst:incompatibleWith itself (prp-irp): "
            f"id:tolls bst:incompatibleWith id:tolls [{place}]"
        )
    ]


def test_a_build_in_which_ontology_and_data_contradict_each_other_names_a_line_of_each(project):
    number = add(project / "ontology/alignments.ttl", f"<{thing('ada-vale')}> a bst:State .")
    assert refusals(project) == [
        (
            "curated/registers/actors.yaml:2: id:ada-vale: nothing is both a bst:Person and a bst:State (cax-adc): "
            "id:ada-vale is a bst:Person [curated/registers/actors.yaml:2] and "
            f"id:ada-vale is a bst:State [ontology/alignments.ttl:{number}]"
        )
    ]


def test_a_build_with_two_publishers_that_are_different_names_the_lines_of_all_three_facts(project):
    ontology = project / "ontology/alignments.ttl"
    add(ontology, "bst:publisher a owl:FunctionalProperty .")
    different = add(ontology, f"<{thing('gazette')}> owl:differentFrom <{thing('tide-institute')}> .")
    second = add(ontology, f"<{thing('harbour-report')}> bst:publisher <{thing('tide-institute')}> .")
    assert refusals(project)[0] == (
        "curated/documents/harbour-report.yaml:4: id:gazette: what is different is not the same (eq-diff1): "
        "id:gazette owl:sameAs id:tide-institute (concluded from "
        "id:harbour-report bst:publisher id:gazette [curated/documents/harbour-report.yaml:4] and "
        f"id:harbour-report bst:publisher id:tide-institute [ontology/alignments.ttl:{second}], by prp-fp) and "
        f"id:gazette owl:differentFrom id:tide-institute [ontology/alignments.ttl:{different}]"
    )


def test_a_build_with_values_that_their_datatype_does_not_have_names_them(project):
    ontology = project / "ontology/alignments.ttl"
    add(ontology, "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .")
    add(ontology, "bst:sourceLength rdfs:range xsd:byte .")
    number = add(ontology, f'<{thing("gazette")}> bst:sourceLength "long"^^xsd:integer .')
    found = refusals(project)
    assert found[-1] == (
        f'ontology/alignments.ttl:{number}: id:gazette: "long" is no xsd:integer (dt-not-type): '
        f'id:gazette bst:sourceLength "long"^^xsd:integer [ontology/alignments.ttl:{number}]'
    )
    assert (
        "curated/documents/harbour-report.yaml:12: id:harbour-report: 500 is no xsd:byte, as "
        "bst:sourceLength rdfs:range xsd:byte asks for (prp-rng, dt-not-type): id:harbour-report bst:sourceLength 500 "
        "[curated/documents/harbour-report.yaml:12]"
    ) in found


@pytest.mark.slow
def test_a_build_by_owlrl_with_a_contradiction_is_refused_at_the_same_line(project):
    number = edit(project / "curated/registers/measures.yaml", "[free-passage]", "[free-passage, tolls]")
    found = refusals(project, "--reasoner", "owlrl")
    assert len(found) == 1
    assert found[0].startswith(f"curated/registers/measures.yaml:{number}: contradiction: Irreflexive property")


def test_what_the_ontology_states_of_things_is_reasoned_with(project):
    add(project / "ontology/alignments.ttl", f"<{thing('tolls')}> bst:variantOf <{thing('fleet')}> .")
    assert build(project).returncode == 0
    lines = (project / "build/current/backstop.nq").read_text(encoding="utf-8").splitlines()
    inverse = [f"<{thing('fleet')}>", f"<{PREFIXES['bst']}hasVariant>", f"<{thing('tolls')}>"]
    assert [line for line in lines if line.split()[:3] == inverse]


def test_axioms_without_a_rule_end_the_build_by_name_and_line(project):
    ontology = project / "ontology/alignments.ttl"
    number = add(ontology, "bst:supports a owl:ReflexiveProperty .")
    add(ontology, "schema:Robot a owl:Class .")
    second = add(ontology, "schema:Robot rdfs:subClassOf [ owl:unionOf ( bst:Person bst:State ) ] .")
    assert refusals(project) == [
        (f"ontology/alignments.ttl:{number}: bst:supports rdf:type owl:ReflexiveProperty: there is no rule for it"),
        (
            f"ontology/alignments.ttl:{second - 1}: schema:Robot rdfs:subClassOf (bst:Person or bst:State): "
            "there is no rule for it: OWL 2 RL has (bst:Person or bst:State) only where it leads to something"
        ),
    ]


def test_stated_sameness_in_the_data_brings_the_rules_of_equality(ontology, world_pipeline):
    same = Quad(NamedNode(thing("fleet")), NamedNode(PREFIXES["owl"] + "sameAs"), NamedNode(thing("ships")))
    stated = [*world_pipeline.stated, in_graph(same.triple, REGISTERS_GRAPH)]
    concluded = conclude(stated, rules_of([*ontology.triples, same.triple]))
    assert concluded == conclude_by_owlrl(stated)
    assert Triple(NamedNode(thing("bo-lind")), BST.supports, same.object) in concluded
