"""Saved questions: what a header says, what a parameter becomes, and that no value changes a query's structure."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.errors import ParameterError
from graph.saved_queries import Asked, bind, read_questions
from graph.vocabulary import BST, ID
from tests.support.questions import HEADER, XSD, problems_of, question_of, rows, write


class TestHeaders:
    def test_every_key_of_a_header_is_read(self, tmp_path):
        header = """\
#+ summary: Who says what?
#+ description: One line with a colon; and more.
#+ method: GET
#+ pagination: 20
#+ defaults:
#+   - actor: http://example.org/a
#+   - since: "2025-03-02"
#+ enumerate:
#+   - actor:
#+     - http://example.org/a
#+ order: 3
#+ columns:
#+   v: Who
#+   w: What
#+ evidence: [statement, w]
#+ parameters:
#+   - {name: actor, label: The actor}
#+ empty: Nobody.
#+ see_also: [who]
#+ audience: curators
#+ formerly:
#+   - {slug: who-says-nothing}
#+   - {slug: who-once, values: {actor: b}}
#+ expect:
#+   - {v: a}
#+ tags:
#+   - tests
"""
        body = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?v ?w ?statement WHERE {
  ?statement ?_actor_iri ?v ; ?w ?__since_xsd_date FILTER(?v = ?_actor_iri)
}
"""
        question = question_of(tmp_path, body, header)
        assert (question.slug, question.theme, question.order) == ("who", "theme", 3)
        assert question.title == "Who says what?"
        assert question.description == "One line with a colon; and more."
        assert question.columns == {"v": "Who", "w": "What"}
        assert question.evidence == ("statement", "w")
        assert question.empty == "Nobody."
        assert question.see_also == ("who",)
        assert question.for_curators
        assert question.formerly == {"who-says-nothing": {}, "who-once": {"actor": "b"}}
        assert question.expect == ({"v": "a"},)
        assert question.text == header + body
        assert question.query == body
        actor, since = question.parameters
        assert (actor.name, actor.variable, actor.required, actor.kind) == ("actor", "_actor_iri", True, "iri")
        assert (actor.label, actor.default, actor.suffix) == ("The actor", "http://example.org/a", "")
        assert (since.name, since.variable, since.required, since.kind) == ("since", "__since_xsd_date", False, "typed")
        assert (since.label, since.default, since.suffix) == ("Since", "2025-03-02", XSD + "date")

    def test_what_a_header_leaves_out_has_its_default(self, tmp_path):
        question = question_of(tmp_path, "SELECT ?v WHERE { ?v ?b ?c }")
        assert (question.order, question.evidence, question.parameters, question.see_also) == (100, (), (), ())
        assert question.empty == "Nobody in these documents says so."
        assert question.expect == ()
        assert (question.for_curators, question.formerly) == (False, {})

    def test_questions_come_in_the_order_of_their_headers_then_of_their_slugs(self, tmp_path):
        for name, order in (("one/z.rq", 1), ("one/b.rq", 2), ("two/a.rq", 2), ("two/y.rq", 100)):
            write(tmp_path, "SELECT ?v {}", HEADER.replace("#+ columns", f"#+ order: {order}\n#+ columns"), name)
        write(tmp_path, "SELECT ?v {}", name="one/x.rq")
        assert [question.slug for question in read_questions(tmp_path)] == ["z", "a", "b", "x", "y"]

    def test_checks_are_no_questions_and_a_folder_may_be_empty(self, tmp_path):
        write(tmp_path, "nonsense", name="checks/a-violation.rq")
        assert read_questions(tmp_path) == ()

    def test_a_variable_met_twice_is_one_parameter(self, tmp_path):
        question = question_of(tmp_path, "SELECT ?v { ?v ?_a_iri ?_a_iri . ?v ?__b_integer $_a_iri }")
        assert [parameter.name for parameter in question.parameters] == ["a", "b"]

    @pytest.mark.parametrize("variable", ["?a", "?_", "?__", "?___a", "?a_b_iri", "?v_"])
    def test_other_variables_are_no_parameters(self, tmp_path, variable):
        assert question_of(tmp_path, f"SELECT ?v {{ ?v ?b {variable} }}").parameters == ()


class TestProblems:
    def test_every_problem_of_every_file_is_reported_in_one_run(self, tmp_path):
        select = "SELECT ?v WHERE { ?v ?b ?c }"
        write(tmp_path, select, HEADER.replace("method: GET", "metod: GET"), "a/unknown-key.rq")
        write(tmp_path, select, HEADER.replace("#+ summary: Who is there?\n", ""), "a/no-summary.rq")
        write(tmp_path, select, HEADER.replace("there?", "there."), "b/no-question.rq")
        write(tmp_path, select, HEADER.replace("#+   v: Who", "#+   v: Who\n#+   vv: What"), "b/unknown-column.rq")
        write(tmp_path, select, HEADER.replace("#+ tags", "#+ see_also: [good, goud]\n#+ tags"), "c/see-nowhere.rq")
        merged = "#+ formerly:\n#+   - {slug: good}\n#+   - {slug: old, values: {vv: a}}\n#+ tags"
        write(tmp_path, select, HEADER.replace("#+ tags", merged), "c/merged-wrongly.rq")
        write(tmp_path, select, HEADER.replace("#+ tags", "#+ audience: all\n#+ tags"), "c/no-audience.rq")
        write(tmp_path, select, name="c/good.rq")
        write(tmp_path, select, name="d/good.rq")
        write(tmp_path, "SELECT ?v WHERE {\n  ?v ?b }", name="d/no-sparql.rq")
        write(tmp_path, "ASK { ?v ?b ?c }", name="d/other-form.rq")
        write(tmp_path, "DELETE WHERE { ?v ?b ?c }", name="d/update.rq")
        write(tmp_path, select, header="", name="e/no-header.rq")
        write(tmp_path, select, HEADER.replace("#+   v: Who", "#+   v: [Who"), "e/no-yaml.rq")
        write(tmp_path, select, HEADER.replace("Who is", "Who: is"), "e/no-yaml-either.rq")
        found = problems_of(tmp_path)
        assert [problem for problem in found if not problem.startswith(("d/no-sparql", "d/update", "e/"))] == [
            "a/no-summary.rq:1: summary: is missing",
            "a/unknown-key.rq:1: method: is missing",
            "a/unknown-key.rq:3: metod: unknown key 'metod'; did you mean 'method'?",
            "b/no-question.rq:1: summary: found 'Who is there.', expected it to match \\?$",
            "b/unknown-column.rq:6: columns: the query has no ?vv; did you mean 'v'?",
            "c/merged-wrongly.rq:7: formerly: the question 'good' still exists",
            "c/merged-wrongly.rq:8: formerly: the query has no parameter 'vv'",
            "c/no-audience.rq:6: audience: found 'all', expected 'readers' or 'curators'",
            "c/see-nowhere.rq:6: see_also: no such question: 'goud'; did you mean 'good'?",
            "d/good.rq:1: another theme has the question 'good'",
            "d/other-form.rq:5: columns: the query has no ?v",
        ]
        assert [problem.split(" not ")[0] for problem in found if problem.startswith(("d/no-sparql", "d/update"))] == [
            "d/no-sparql.rq:9:",
            "d/update.rq:8:",
        ]
        assert [problem for problem in found if problem.startswith("e/")] == [
            "e/no-header.rq: the file is empty",
            "e/no-yaml-either.rq:1: not YAML: mapping values are not allowed in this context",
            ("e/no-yaml.rq:6: not YAML: while parsing a flow sequence did not find expected ',' or ']'"),
        ]

    def test_one_file_with_several_problems_has_all_of_them_reported(self, tmp_path):
        header = HEADER.replace("there?", "there.").replace("#+ method: GET\n", "")
        write(tmp_path, "SELECT ?v WHERE {", header)
        found = problems_of(tmp_path)
        assert found[:2] == [
            "theme/who.rq:1: method: is missing",
            "theme/who.rq:1: summary: found 'Who is there.', expected it to match \\?$",
        ]
        assert found[2].startswith("theme/who.rq:7: not SPARQL: ")

    def test_what_a_header_says_of_parameters_and_evidence_that_are_not_there(self, tmp_path):
        header = HEADER.replace(
            "#+ tags:",
            """\
#+ defaults:
#+   - subjet: http://example.org/a
#+ evidence:
#+   - v
#+   - date
#+ parameters:
#+   - {name: subject, label: Subject}
#+   - {name: other, label: Other}
#+ tags:""",
        )
        write(tmp_path, "SELECT ?v WHERE { ?v ?_subject_iri ?c }", header)
        assert problems_of(tmp_path) == [
            "theme/who.rq:7: defaults: the query has no parameter 'subjet'; did you mean 'subject'?",
            "theme/who.rq:10: evidence: the query has no ?date",
            "theme/who.rq:13: parameters: the query has no parameter 'other'",
        ]

    def test_a_suffix_that_is_no_type_is_reported(self, tmp_path):
        write(
            tmp_path, "PREFIX ex: <http://example.org/> SELECT ?v { ?v ?_a_Float ?_b_ex_ ; ?_c_xsd_date ?_d_ex_mass }"
        )
        assert problems_of(tmp_path) == [
            "theme/who.rq:1: _a_Float: 'Float' is not a type of parameter",
            "theme/who.rq:1: _c_xsd_date: 'xsd_date' is not a type of parameter",
        ]

    def test_a_list_for_words_and_words_for_a_list_are_reported(self, tmp_path):
        header = HEADER.replace("One line.", "[One, line]").replace("#+   v: Who", "#+   v: 7") + "#+ see_also: who\n"
        write(tmp_path, "SELECT ?v {}", header)
        assert problems_of(tmp_path) == [
            "theme/who.rq:2: description: expected words, found a list",
            "theme/who.rq:5: columns.v: expected words, found the number 7 (put it in quotes if the words are meant)",
            "theme/who.rq:8: see_also: expected a list, found 'who'",
        ]


BINDINGS = [
    ("?_a_iri", "http://example.org/x?y=1#z", "<http://example.org/x?y=1#z>"),
    ("?_a_iri", "https://example.org/é", "<https://example.org/é>"),
    ("?_a_integer", "42", f'"42"^^<{XSD}integer>'),
    ("?_a_integer", "-7", f'"-7"^^<{XSD}integer>'),
    ("?_a_integer", "007", f'"007"^^<{XSD}integer>'),
    ("?_a_number", "2.50", f'"2.50"^^<{XSD}decimal>'),
    ("?_a_number", "+3", f'"+3"^^<{XSD}decimal>'),
    ("?_a_en", "colour", '"colour"@en'),
    ("?_a_xsd_date", "2025-03-02", f'"2025-03-02"^^<{XSD}date>'),
    ("?_a_xsd_gYear", "2025", f'"2025"^^<{XSD}gYear>'),
    ("?_a_ex_mass", "7 kg", '"7 kg"^^<http://example.org/mass>'),
    ("?_a", "plain", '"plain"'),
]


class TestBinding:
    @pytest.mark.parametrize("marker", ["_", "__"])
    @pytest.mark.parametrize(("variable", "value", "term"), BINDINGS)
    def test_a_value_takes_the_place_of_its_variable_as_one_term(self, tmp_path, marker, variable, value, term):
        variable = variable.replace("_", marker, 1)
        prefixes = f"PREFIX xsd: <{XSD}>\nPREFIX ex: <http://example.org/>\n"
        body = f"{prefixes}SELECT ?v WHERE {{ ?v ?b ?o FILTER({variable}=?o||?o={variable}) }}\n"
        question = question_of(tmp_path, body)
        assert question.bind({"a": value}) == body.replace(variable, term)

    def test_a_name_that_begins_like_a_parameter_is_another(self, tmp_path):
        body = "SELECT ?v WHERE { ?v ?_a ?_ab . ?v ?__a_en $_a }\n"
        question = question_of(tmp_path, body)
        assert question.bind({"a": "x", "ab": "y"}).startswith('SELECT ?v WHERE { ?v "x" "y" . ?v ')

    def test_an_optional_parameter_without_a_value_keeps_its_variable(self, tmp_path):
        body = "SELECT ?v WHERE { ?v ?b ?c FILTER(COALESCE(?c = ?__a_iri, true)) }\n"
        question = question_of(tmp_path, body)
        assert question.bind({}) == question.bind({"a": ""}) == body

    def test_an_optional_parameter_without_a_value_leaves_all_rows(self, tmp_path):
        store = Store()
        store.update(
            "INSERT DATA { <http://a.example/1> <http://a.example/p> 1 . <http://a.example/2> <http://a.example/p> 2 }"
        )
        question = question_of(tmp_path, "SELECT ?v WHERE { ?v ?b ?c FILTER(COALESCE(?c >= ?__a_integer, true)) }")
        assert len(rows(question.bind({}), store)) == 2
        assert len(rows(question.bind({"a": "1"}), store)) == 2
        assert [row["v"].value for row in rows(question.bind({"a": "2"}), store)] == ["http://a.example/2"]
        assert rows(question.bind({"a": "3"}), store) == []

    def test_an_open_parameter_keeps_its_variable_even_if_it_is_required(self, tmp_path):
        body = "SELECT ?v WHERE { ?v ?_a_iri ?__b_en }\n"
        question = question_of(tmp_path, body)
        assert question.bind({"b": "x"}, "a") == body.replace("?__b_en", '"x"@en')
        assert question.bind({"a": "http://example.org/", "b": "x"}, "a") == body.replace("?__b_en", '"x"@en')

    @pytest.mark.parametrize(
        "place",
        [
            '"?_a"',
            "'?_a'",
            '"""say "?_a" or ""?_a"""',
            "'''\n?_a\n'''",
            '"\\"?_a"',
            "<http://example.org/?_a>",
            "<?_a>",
        ],
    )
    def test_what_looks_like_a_parameter_inside_strings_and_iris_stays(self, tmp_path, place):
        body = f"BASE <http://example.org/>\nSELECT ?v WHERE {{ ?v ?b {place} , ?_a }}\n"
        question = question_of(tmp_path, body)
        assert question.bind({"a": "new"}) == body.replace(f"{place} , ?_a", f'{place} , "new"')

    def test_what_looks_like_a_parameter_inside_a_comment_stays(self, tmp_path):
        body = "SELECT ?v WHERE { # the ?_a of \"the\n  ?v ?b ?_a # and ?_a's\n} # ?_a\n"
        question = question_of(tmp_path, body)
        assert question.bind({"a": "new"}) == body.replace("?v ?b ?_a", '?v ?b "new"')

    def test_a_value_that_looks_like_a_parameter_is_not_replaced_again(self, tmp_path):
        question = question_of(tmp_path, "SELECT ?v { ?v ?_a ?_b }")
        assert question.bind({"a": "?_b", "b": "?_a"}) == 'SELECT ?v { ?v "?_b" "?_a" }\n'

    def test_comparisons_are_not_taken_for_iris(self, tmp_path):
        question = question_of(tmp_path, "SELECT ?v { ?v ?b ?c FILTER(?c < ?_a_integer && ?c > ?_a_integer) }")
        number = f'"5"^^<{XSD}integer>'
        assert question.bind({"a": "5"}) == f"SELECT ?v {{ ?v ?b ?c FILTER(?c < {number} && ?c > {number}) }}\n"


WRONG = {
    ("?_since_xsd_date", "a day such as 2025-03-02"): (
        *("2025-02-30", "2025-3-2", "20250302", "2025-W10-1", "2025", "today"),
        *(" 2025-03-02", "2025-03-02\n", "٢٠٢٥-٠٣-٠٢"),
    ),
    ("?__since_integer", "a whole number"): ("x", "1.0", "1e3", "0x10", "1 ", "1\n", "--1", "٣", "1" * 19, "NaN"),
    ("?__since_number", "a number such as 2.5"): (
        *("x", "1e3", ".5", "5.", "1,5", "1.5\n", "INF", "٣", "1" * 16, "1." + "1" * 16),
    ),
    ("?_since_iri", "an IRI that begins with https:"): (
        *("keir-starmer", "id:keir-starmer", "ftp://a.example/", "javascript:x", " http://a.example/"),
    ),
    ("?_since_iri", "an IRI"): (
        *("http://a.example/x y", "http://a.example/>", "http://a.example/\\u003e", "http://a.example/\n"),
    ),
}


class TestWrongValues:
    def refusal(self, folder: Path, variable: str, value: str | None) -> str:
        question = question_of(folder, f"PREFIX xsd: <{XSD}> SELECT ?v WHERE {{ ?v ?b {variable} }}")
        with pytest.raises(ParameterError) as caught:
            question.bind({} if value is None else {"since": value})
        assert caught.value.status == 400
        return str(caught.value)

    @pytest.mark.parametrize("value", [None, ""])
    def test_a_required_value_that_is_missing(self, tmp_path, value):
        assert self.refusal(tmp_path, "?_since_xsd_date", value) == "since: needs a value"

    @pytest.mark.parametrize(
        ("variable", "value", "expected"),
        [(variable, value, expected) for (variable, expected), values in WRONG.items() for value in values],
    )
    def test_a_value_of_the_wrong_type(self, tmp_path, variable, value, expected):
        assert self.refusal(tmp_path, variable, value) == f"since: found '{value}', expected {expected}"

    @pytest.mark.parametrize("variable", ["?_since", "?_since_en", "?_since_iri", "?_since_xsd_gYear"])
    def test_what_is_no_unicode_text(self, tmp_path, variable):
        value = "http://a.example/\udcff"
        assert self.refusal(tmp_path, variable, value) == f"since: found '{value}', expected Unicode text"

    def test_a_long_value_is_cut_in_the_message(self, tmp_path):
        assert self.refusal(tmp_path, "?_since_integer", "x" * 1000) == (
            f"since: found '{'x' * 80}', expected a whole number"
        )

    def test_a_parameter_that_is_not_there(self, tmp_path):
        question = question_of(tmp_path, "SELECT ?v WHERE { ?v ?_actor_iri ?__since_en }")
        for name, hint in (
            ("actors", "; did you mean 'actor'?"),
            ("zebra", ""),
            ("_actor_iri", "; did you mean 'actor'?"),
        ):
            with pytest.raises(ParameterError) as caught:
                question.bind({"actor": "http://example.org/a", name: "x"})
            assert str(caught.value) == f"there is no parameter '{name}'{hint}"


def test_a_query_of_a_page_is_bound_by_terms():
    query = "SELECT ?o { ?_thing_iri ?p ?o . ?o ?q '?_thing_iri', ?_thing_iris, ?_name } # ?_name"
    terms = {"_thing_iri": NamedNode("http://a.example/1"), "_name": Literal('a"b', language="en")}
    assert bind(query, terms) == (
        'SELECT ?o { <http://a.example/1> ?p ?o . ?o ?q \'?_thing_iri\', ?_thing_iris, "a\\"b"@en } # ?_name'
    )


class TestAsked:
    @pytest.fixture
    def question(self, tmp_path):
        header = HEADER.replace("#+ tags:", f"#+ defaults:\n#+   - actor: {ID}a\n#+ tags:")
        return question_of(tmp_path, "SELECT ?v { ?v ?_actor_iri ?__stance_iri, ?__text_en }\n", header)

    def test_it_fills_in_defaults_and_expands_slugs_and_prefixed_names(self, question):
        asked = Asked.of(question, {"stance": "bst:against", "text": "id:x"})
        assert asked.values == {"actor": ID + "a", "stance": BST.against.value, "text": "id:x"}
        assert asked.short == {"actor": "a", "stance": "bst:against", "text": "id:x"}
        assert asked.query == f'SELECT ?v {{ ?v <{ID}a> {BST.against}, "id:x"@en }}\n'
        assert Asked.of(question, {"actor": "a", "stance": BST.against.value, "text": "id:x"}) == asked

    def test_an_empty_text_leaves_an_optional_parameter_open_and_a_required_one_without_its_value(self, question):
        assert Asked.of(question, {"stance": ""}).values == {"actor": ID + "a"}
        with pytest.raises(ParameterError, match="actor: needs a value"):
            Asked.of(question, {"actor": ""})
        with pytest.raises(ParameterError, match="there is no parameter 'actr'; did you mean 'actor'"):
            Asked.of(question, {"actr": ""})

    def test_without_a_value_the_default_is_back(self, question):
        asked = Asked.of(question, {"actor": "b", "stance": "bst:against", "text": "x"})
        assert asked.narrowing == ("stance", "text")
        assert asked.without("actor", "text").values == {"actor": ID + "a", "stance": BST.against.value}

    def test_it_is_carried_to_a_question_that_has_the_same_parameters(self, question, tmp_path):
        other = question_of(tmp_path, "SELECT ?v { ?v ?__actor_iri ?__stance_iri }")
        asked = Asked.of(question, {"stance": "bst:against", "text": "x"})
        assert asked.carried_to(other) == Asked.of(other, {"actor": "a", "stance": "bst:against"})
        assert asked.carried_to(other, things_only=True) == Asked.of(other, {"actor": "a"})
        assert asked.carried_to(question_of(tmp_path, "SELECT ?v { ?v ?_a ?b }")) is None
