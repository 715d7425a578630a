"""Each check finds what it is there to find, and nothing else; shapes and checks say where a thing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.errors import QuestionError
from graph.records import Location
from graph.saved_queries import CHECKS
from graph.validation import SHAPES_FILE, check_problems, ours, shape_problems
from graph.vocabulary import PREFIXES, RDF, RDFS, thing
from tests.support.paths import ONTOLOGY, QUERIES

FOLDER = QUERIES / CHECKS
SHAPES = ONTOLOGY / SHAPES_FILE
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
GRAPHS = tuple(NamedNode(f"http://example.org/graph/{number}") for number in range(3))


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEAD + turtle, RdfFormat.TURTLE)]


def store_of(turtle: str) -> Store:
    """A store that holds the triples in turns in several graphs, as a build does."""
    store = Store()
    for number, triple in enumerate(triples(turtle)):
        store.add(Quad(*triple, GRAPHS[number % len(GRAPHS)]))
    return store


# The stem of each check; what it finds in the smallest graph that violates it; that graph; and graphs that are like it
# but for the fault.
VIOLATIONS = {
    "key-phrase-longer-than-seven-words-violation": (
        "id:s: A key phrase has more than seven words. Found 'one two three four five six seven eight'",
        'id:s bst:keyPhrase "one two three four five six seven eight"@en .',
        ['id:s bst:keyPhrase "one two three four five six seven"@en .', 'id:s bst:keyPhrase "one"@en .'],
    ),
    "measure-nobody-speaks-of-violation": (
        "id:m: A measure that no statement concerns, takes a position on or makes a condition. Found 'Tolls'",
        'id:m a bst:Measure ; rdfs:label "Tolls"@en .',
        [
            'id:m a bst:Measure ; rdfs:label "Tolls"@en . id:s bst:concerns id:m .',
            'id:m a bst:Measure ; rdfs:label "Tolls"@en . id:s bst:expresses id:p . id:p bst:towards id:m .',
            'id:m a bst:Measure ; rdfs:label "Tolls"@en . id:s bst:expresses id:p . id:p bst:onCondition id:m .',
            'id:x a bst:Topic ; rdfs:label "Ships"@en .',
        ],
    ),
    "passage-beyond-the-text-violation": (
        "id:a: A passage ends beyond the end of its source text. Found '501'",
        "id:a bst:inDocument id:d ; bst:spanEnd 501 . id:d bst:sourceLength 500 .",
        [
            "id:a bst:inDocument id:d ; bst:spanEnd 500 . id:d bst:sourceLength 500 .",
            "id:a bst:inDocument id:d ; bst:spanEnd 99 . id:d bst:sourceLength 500 .",
            "id:a bst:inDocument id:d ; bst:spanEnd 501 . id:e bst:sourceLength 500 . id:d bst:sourceLength 600 .",
        ],
    ),
    "person-speaks-from-an-office-never-held-violation": (
        "id:s: Somebody speaks from an office of which no tenure of theirs is known. Found id:mayor",
        "id:s bst:statedBy id:ada ; bst:statedAs id:mayor .",
        [
            """id:s bst:statedBy id:ada ; bst:statedAs id:mayor .
               id:ada bst:holdsTenure id:t . id:t bst:ofOffice id:mayor .""",
            "id:s bst:statedBy id:ada .",
        ],
    ),
    "position-and-its-condition-exclude-each-other-violation": (
        "id:p: A position is in favour of a measure on a condition that the measure excludes. Found id:lifeboat",
        "id:p bst:conditionallyInFavourOf id:fleet ; bst:onCondition id:lifeboat . id:fleet bst:excludes id:lifeboat .",
        [
            """id:p bst:conditionallyInFavourOf id:fleet ; bst:onCondition id:lifeboat .
               id:fleet bst:excludes id:tolls .""",
            """id:p bst:conditionallyInFavourOf id:fleet ; bst:onCondition id:tolls .
               id:fleet bst:excludes id:lifeboat .""",
            "id:p bst:inFavourOf id:fleet . id:fleet bst:excludes id:lifeboat .",
        ],
    ),
    "said-after-publication-violation": (
        "id:s: A statement was made after the document that reports it was published. Found '2033-04-06'",
        """id:s bst:saidOn "2033-04-06"^^xsd:date ; bst:attestedBy id:a . id:a bst:inDocument id:d .
           id:d bst:published "2033-04-05"^^xsd:date .""",
        [
            """id:s bst:saidOn "2033-04-05"^^xsd:date ; bst:attestedBy id:a . id:a bst:inDocument id:d .
               id:d bst:published "2033-04-05"^^xsd:date .""",
            """id:s bst:earliest "2033-04-01"^^xsd:date ; bst:latest "2033-04-09"^^xsd:date ; bst:attestedBy id:a .
               id:a bst:inDocument id:d . id:d bst:published "2033-04-05"^^xsd:date .""",
            """id:s bst:saidOn "2033-04-06"^^xsd:date ; bst:attestedBy id:a . id:a bst:inDocument id:d .
               id:e bst:published "2033-04-05"^^xsd:date .""",
        ],
    ),
    "unnamed-source-in-two-documents-violation": (
        "id:aide: An unnamed source is met in two documents that are not one text. Found id:e",
        """id:aide a bst:UnnamedSource . id:s bst:statedBy id:aide ; bst:attestedBy id:a , id:b .
           id:a bst:inDocument id:d . id:b bst:inDocument id:e .""",
        [
            """id:aide a bst:UnnamedSource . id:s bst:statedBy id:aide ; bst:attestedBy id:a , id:b .
               id:a bst:inDocument id:d . id:b bst:inDocument id:e . id:e bst:copyOf id:d .""",
            """id:aide a bst:UnnamedSource . id:s bst:statedBy id:aide ; bst:attestedBy id:a , id:b .
               id:a bst:inDocument id:d . id:b bst:inDocument id:e . id:d bst:copyOf id:e .""",
            """id:aide a bst:UnnamedSource . id:s bst:statedBy id:aide ; bst:attestedBy id:a , id:b .
               id:a bst:inDocument id:d . id:b bst:inDocument id:d .""",
            """id:ada a bst:Person . id:s bst:statedBy id:ada ; bst:attestedBy id:a , id:b .
               id:a bst:inDocument id:d . id:b bst:inDocument id:e .""",
        ],
    ),
    "variant-of-itself-violation": (
        "id:m: A measure is, through others, a variant of itself. Found id:m",
        "id:m bst:variantOf id:m .",
        ["id:m bst:variantOf id:n . id:n bst:variantOf id:o . id:m bst:variantOf id:o ."],
    ),
}
CONFORMING = [(stem, turtle) for stem, (_, _, graphs) in VIOLATIONS.items() for turtle in graphs]


def test_every_check_has_a_graph_that_violates_it():
    assert sorted(VIOLATIONS) == sorted(path.stem for path in FOLDER.glob("*.rq"))


@pytest.mark.parametrize("stem", VIOLATIONS)
def test_a_check_finds_exactly_one_problem_in_the_smallest_graph_that_violates_it(stem):
    message, turtle, _ = VIOLATIONS[stem]
    found = [str(problem) for problem in check_problems(store_of(turtle), FOLDER)]
    assert found == [f"the graph: {message} ({stem})"]


@pytest.mark.parametrize(("stem", "turtle"), CONFORMING)
def test_a_check_finds_nothing_in_a_graph_that_is_only_like_one_that_violates_it(stem, turtle):
    assert [problem for problem in check_problems(store_of(turtle), FOLDER) if f"({stem})" in problem.message] == []


def test_a_statement_in_a_range_of_days_is_held_against_the_last_day_of_a_documents_range():
    turtle = """
        id:s bst:earliest "{day}"^^xsd:date ; bst:attestedBy id:a . id:a bst:inDocument id:d .
        id:d bst:earliest "2033-04-01"^^xsd:date ; bst:latest "2033-04-05"^^xsd:date .
    """
    assert check_problems(store_of(turtle.replace("{day}", "2033-04-05")), FOLDER) == []
    (problem,) = check_problems(store_of(turtle.replace("{day}", "2033-04-06")), FOLDER)
    assert problem.message.endswith("Found '2033-04-06' (said-after-publication-violation)")


def test_an_unnamed_source_of_two_statements_in_two_documents_is_found():
    turtle = """
        id:aide a bst:UnnamedSource .
        id:s bst:statedBy id:aide ; bst:attestedBy id:a . id:a bst:inDocument id:d .
        id:t bst:statedBy id:aide ; bst:attestedBy id:b . id:b bst:inDocument id:e .
    """
    (problem,) = check_problems(store_of(turtle), FOLDER)
    assert problem.field == "id:aide"


def test_a_circle_of_variants_is_found_at_each_of_its_measures():
    store = store_of("id:m bst:variantOf id:n . id:n bst:variantOf id:o . id:o bst:variantOf id:m .")
    assert sorted(problem.field for problem in check_problems(store, FOLDER)) == ["id:m", "id:n", "id:o"]


@pytest.mark.parametrize("data", ["world_pipeline", "real_pipeline"])
def test_the_checks_find_nothing_in_the_data_at_hand(request, data):
    store = Store()
    store.bulk_extend(request.getfixturevalue(data).quads)
    assert check_problems(store, FOLDER) == []


def test_the_problems_of_several_checks_are_found_together():
    turtles = [turtle for _, turtle, _ in VIOLATIONS.values()]
    store = Store()
    for number, turtle in enumerate(turtles):
        for triple in triples(turtle.replace("id:", f"id:n{number}-")):
            store.add(Quad(*triple, GRAPHS[0]))
    found = [problem.message.rpartition("(")[2].removesuffix(")") for problem in check_problems(store, FOLDER)]
    assert sorted(found) == sorted(VIOLATIONS)


# Checks that are none


@pytest.fixture
def checks(tmp_path):
    """A folder with one check, of the text given."""

    def write(text: str) -> Path:
        (tmp_path / "odd.rq").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def wrong_check(folder: Path) -> tuple[str, int, str]:
    with pytest.raises(QuestionError) as caught:
        check_problems(Store(), folder)
    (problem,) = caught.value.problems
    assert problem.field == ""
    return problem.file.removeprefix(f"{folder.as_posix()}/"), problem.line, problem.message


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?entity WHERE { ?entity ?property ?value }",
        "SELECT ?found WHERE { ?entity ?property ?found }",
        "SELECT ?Entity ?Found WHERE { ?Entity ?property ?Found }",
        "ASK { ?entity ?property ?found }",
        "CONSTRUCT { ?entity ?property ?found } WHERE { ?entity ?property ?found }",
        "DESCRIBE ?entity WHERE { ?entity ?property ?found }",
    ],
)
def test_a_check_that_is_no_select_of_entity_and_found_is_a_question_error(checks, text):
    assert wrong_check(checks(text)) == ("odd.rq", 0, "a check selects ?entity and ?found")


def test_a_check_that_is_no_sparql_is_a_question_error_with_file_and_line(checks):
    file, line, message = wrong_check(checks("#+ summary: Odd.\nSELECT ?entity ?found WHERE {\n  ?entity ?found\n}"))
    assert (file, line) == ("odd.rq", 4)
    assert message.startswith("not SPARQL: ")


def test_a_check_that_updates_is_a_question_error(checks):
    _, _, message = wrong_check(checks("DELETE WHERE { ?entity ?property ?found }"))
    assert message.startswith("not SPARQL: ")


def test_a_check_that_found_nothing_in_particular_says_so(checks):
    folder = checks("#+ summary: Odd.\nSELECT ?entity ?found WHERE { ?entity a <http://example.org/C> }")
    (problem,) = check_problems(store_of("id:m a <http://example.org/C> ."), folder)
    assert str(problem) == "the graph: id:m: Odd. Found nothing (odd)"


def test_a_folder_without_checks_finds_nothing(tmp_path):
    assert check_problems(store_of("id:m bst:variantOf id:m ."), tmp_path) == []


# Where a thing is written


def test_a_check_gives_the_file_and_line_of_the_thing_it_found():
    locations = {thing("m"): Location("measures.yaml", 12), thing("n"): Location("measures.yaml", 15)}
    store = store_of("id:m bst:variantOf id:m . id:x bst:variantOf id:x .")
    assert sorted(
        (problem.file, problem.line, problem.field) for problem in check_problems(store, FOLDER, locations)
    ) == [
        ("measures.yaml", 12, "id:m"),
        ("the graph", 0, "id:x"),
    ]


def test_a_shape_gives_the_file_and_line_of_the_thing_it_found():
    locations = {thing("fleet"): Location("measures.yaml", 12), thing("tolls"): Location("measures.yaml", 15)}
    data = triples("""
        id:fleet a bst:Measure ; rdfs:label "A fleet"@en .
        id:portville a bst:Place ; rdfs:label "Hafenstadt"@de .
    """)
    assert sorted(str(problem) for problem in shape_problems(data, SHAPES, locations)) == [
        "measures.yaml:12: id:fleet skos:definition: needs a definition, because positions rest on it",
        "the graph: id:portville rdfs:label: needs exactly one label, in English; found Hafenstadt",
    ]


def test_a_shape_that_is_no_property_of_a_thing_names_the_thing_alone():
    (problem,) = shape_problems(triples('id:ada a bst:Actor ; rdfs:label "Ada"@en .'), SHAPES)
    assert (problem.file, problem.line, problem.field) == ("the graph", 0, "id:ada")


def test_a_shape_names_what_it_found_by_its_short_name():
    data = triples("""
        id:t a bst:Tenure ; rdfs:label "Ada as mayor"@en ; bst:ofOffice id:portville . id:ada bst:holdsTenure id:t .
    """)
    (problem,) = shape_problems(data, SHAPES)
    assert str(problem) == "the graph: id:t bst:ofOffice: is of exactly one office; found id:portville"


def test_all_violations_of_the_shapes_are_found_together():
    assert len(shape_problems(triples("id:f a bst:Figure . id:g a bst:SourceFlag ."), SHAPES)) == 5


def test_nothing_at_all_conforms_to_the_shapes():
    assert shape_problems([], SHAPES) == []


@pytest.mark.parametrize("data", ["world_pipeline", "real_pipeline"])
def test_what_the_shapes_cannot_speak_of_is_left_out_and_nothing_else(request, data):
    pipeline = request.getfixturevalue(data)
    everything = {quad.triple for quad in pipeline.quads}
    left_out = everything - set(ours(everything))
    types = [triple for triple in left_out if triple.predicate.value == RDF.type.value]
    predicates = {triple.predicate.value for triple in left_out} - {RDF.type.value}
    assert not [triple for triple in types if triple.object.value.startswith(PREFIXES["bst"])]
    assert not [predicate for predicate in predicates if predicate.startswith((PREFIXES["bst"], PREFIXES["skos"]))]
    assert RDFS.label.value not in predicates


def test_a_violation_in_the_tiny_world_is_found_in_what_is_ours_as_in_everything(world_pipeline):
    everything = {quad.triple for quad in world_pipeline.quads} - set(
        triples('id:portville rdfs:label "Portville"@en .')
    )
    whole = [str(problem) for problem in shape_problems(everything, SHAPES)]
    assert [str(problem) for problem in shape_problems(ours(everything), SHAPES)] == whole
    assert whole == ["the graph: id:portville rdfs:label: needs exactly one label, in English"]
