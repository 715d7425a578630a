"""Saved questions: their headers, and how values are bound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.errors import ParameterError, QuestionError
from graph.saved_queries import read_questions

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = {question.slug: question for question in read_questions(ROOT / "queries")}
HEADER = """#+ summary: What is it?
#+ description: One line.
#+ method: GET
#+ columns:
#+   x: What
#+ tags:
#+   - things
"""
HOSTILE = [
    'a" } INSERT DATA { <a:b> <a:b> "x',
    "it's \\ back \\u0022",
    "line\nbreak\r\ttab",
    '"""',
    "?_name ?x # comment",
    "} UNION { ?s ?p ?o",
    "\u2028\U0001f600",
    "x" * 20_000,
]


def question(folder, query, header=HEADER, name="what"):
    path = folder / "theme" / f"{name}.rq"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + query, encoding="utf-8")
    return path


def read_one(folder, query, header=HEADER):
    question(folder, query, header)
    (found,) = read_questions(folder)
    return found


def problems(folder):
    with pytest.raises(QuestionError) as caught:
        read_questions(folder)
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in caught.value.problems]


class TestHeader:
    def test_it_is_read(self, tmp_path):
        found = read_one(tmp_path, "SELECT ?x WHERE { ?x ?p ?o }")
        assert (found.slug, found.theme, found.title) == ("what", "theme", "What is it?")
        assert found.description == "One line."
        assert found.columns == {"x": "What"}
        assert found.parameters == ()
        assert found.query == "SELECT ?x WHERE { ?x ?p ?o }\n"

    def test_all_that_is_wrong_in_all_files_is_said_at_once(self, tmp_path):
        query = "SELECT ?x WHERE { ?x ?p ?o }"
        question(tmp_path, query, HEADER.replace("is it?", "is it"), "a-no-question")
        question(tmp_path, query, HEADER.replace("description", "descripton"), "b-misspelt")
        question(tmp_path, "SELECT ?y WHERE { ?y ?p ?o }", HEADER, "c-column")
        question(tmp_path, "SELECT WHERE", HEADER, "d-no-sparql")
        question(tmp_path, query, "#+ see_also: [zz-zz]\n" + HEADER, "e-nowhere")
        question(tmp_path, "SELECT ?x WHERE { ?x ?p ?_a_nonsense }", HEADER, "f-type")
        question(tmp_path, query, "#+ defaults:\n#+   - b: c\n" + HEADER, "g-default")
        found = problems(tmp_path)
        assert found[0].startswith("theme/a-no-question.rq:1: summary: found 'What is it', expected it to match")
        assert found[1:4] == [
            "theme/b-misspelt.rq:1: description: is missing",
            "theme/b-misspelt.rq:2: descripton: unknown key 'descripton'; did you mean 'description'?",
            "theme/c-column.rq:4: columns: the query has no ?x",
        ]
        assert found[4].startswith("theme/d-no-sparql.rq:8: not SPARQL: ")
        assert found[5:] == [
            "theme/e-nowhere.rq:1: see_also: no such question: 'zz-zz'",
            "theme/f-type.rq:1: _a_nonsense: 'nonsense' is no type of a parameter",
            "theme/g-default.rq:1: parameters: the query has no parameter 'b'",
        ]

    def test_a_slug_is_unique_across_themes(self, tmp_path):
        path = question(tmp_path, "SELECT ?x WHERE { ?x ?p ?o }")
        other = tmp_path / "zoo" / path.name
        other.parent.mkdir()
        other.write_text(path.read_text())
        assert problems(tmp_path) == ["zoo/what.rq:1: another theme has the question 'what'"]

    def test_checks_are_no_questions(self, tmp_path):
        path = question(tmp_path, "SELECT ?x WHERE { ?x ?p ?o }")
        (tmp_path / "checks").mkdir()
        (tmp_path / "checks" / "fault-violation.rq").write_text("nonsense")
        assert [found.slug for found in read_questions(tmp_path)] == [path.stem]


class TestParameters:
    @pytest.mark.parametrize(
        ("variable", "value", "term"),
        [
            ("_name_iri", "https://example.org/a?b=c&d#e", "<https://example.org/a?b=c&d#e>"),
            ("_name_integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            ("_name_number", "2.50", '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
            ("_name_en", "hello", '"hello"@en'),
            ("_name_xsd_date", "2025-03-02", '"2025-03-02"^^<http://www.w3.org/2001/XMLSchema#date>'),
            ("_name", "2025-03-02", '"2025-03-02"'),
            ("__name", "a", '"a"'),
        ],
    )
    def test_a_value_becomes_one_term_of_its_type(self, tmp_path, variable, value, term):
        query = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?x WHERE {{ ?x ?p ?{variable} }}"
        assert read_one(tmp_path, query).bind({"name": value}).strip() == query.replace(f"?{variable}", term)

    @pytest.mark.parametrize(
        ("variable", "value", "message"),
        [
            ("_name_iri", "urn:x", "name: found 'urn:x', expected an IRI that begins with https:"),
            ("_name_iri", "https://a> } #", "name: found 'https://a> } #', expected an IRI"),
            ("_name_integer", "7.5", "name: found '7.5', expected a whole number"),
            ("_name_integer", "٣", "name: found '٣', expected a whole number"),
            ("_name_number", "1e9", "name: found '1e9', expected a number such as 2.5"),
            ("_name_xsd_date", "2025-02-30", "name: found '2025-02-30', expected a day such as 2025-03-02"),
            ("_name_xsd_date", "20250302", "name: found '20250302', expected a day such as 2025-03-02"),
        ],
    )
    def test_a_value_that_is_not_of_its_type_is_refused(self, tmp_path, variable, value, message):
        query = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?x WHERE {{ ?x ?p ?{variable} }}"
        with pytest.raises(ParameterError) as caught:
            read_one(tmp_path, query).bind({"name": value})
        assert str(caught.value) == message
        assert caught.value.status == 400

    def test_a_required_one_must_be_there_and_an_unknown_one_must_not(self, tmp_path):
        found = read_one(tmp_path, "SELECT ?x WHERE { ?x ?p ?_name }")
        with pytest.raises(ParameterError, match="name: needs a value"):
            found.bind({})
        with pytest.raises(ParameterError, match="there is no parameter 'nane'; did you mean 'name'"):
            found.bind({"nane": "x", "name": "y"})

    def test_an_optional_one_that_is_left_out_leaves_all_rows(self, tmp_path):
        store = Store()
        store.update('INSERT DATA { <a:1> <a:p> "one" . <a:2> <a:p> "two" }')
        found = read_one(tmp_path, "SELECT ?x WHERE { ?x ?p ?o FILTER(COALESCE(?o = ?__word, true)) }")
        assert len(list(store.query(found.bind({})))) == 2
        assert len(list(store.query(found.bind({"word": ""})))) == 2
        assert [row["x"].value for row in store.query(found.bind({"word": "two"}))] == ["a:2"]

    def test_a_required_one_may_be_left_open_to_find_its_choices(self, tmp_path):
        found = read_one(tmp_path, "SELECT ?x WHERE { ?x ?p ?_name FILTER(COALESCE(?p = ?__other_iri, true)) }")
        bound = found.bind({"name": "x", "other": "https://example.org/p"}, open_parameter="name")
        assert "?_name" in bound
        assert "<https://example.org/p>" in bound


class TestNoValueChangesTheStructure:
    @pytest.mark.parametrize("value", HOSTILE)
    def test_a_literal_comes_back_as_it_was_given(self, tmp_path, value):
        found = read_one(tmp_path, "SELECT ?x WHERE { BIND(?_name AS ?x) }")
        (row,) = Store().query(found.bind({"name": value}))
        assert row["x"].value == value

    @pytest.mark.parametrize("value", HOSTILE)
    def test_an_iri_that_is_none_is_refused(self, tmp_path, value):
        found = read_one(tmp_path, "SELECT ?x WHERE { BIND(?_name_iri AS ?x) }")
        with pytest.raises(ParameterError):
            found.bind({"name": value})
        with pytest.raises(ParameterError):
            found.bind({"name": f"https://example.org/{value[:50]}<"})

    def test_only_whole_variables_outside_strings_comments_and_iris_are_replaced(self, tmp_path):
        query = (
            "SELECT ?x WHERE { # about ?_name\n"
            "  BIND('?_name' AS ?a) BIND(\"?_name\" AS ?b) BIND('''it's ?_name''' AS ?c) BIND(<a:?_name> AS ?d)\n"
            "  BIND(?_name AS ?x) BIND($_name AS ?e) BIND(?_nameless AS ?f) FILTER(1 < 2 && ?x > 0)\n"
            "}"
        )
        found = read_one(tmp_path, query)
        bound = found.bind({"name": "V", "nameless": "W"})
        assert bound.count('"V"') == 2
        assert bound.count("?_name") == 5
        assert '"W"' in bound


class TestTheSavedOnes:
    @pytest.mark.parametrize("path", sorted((ROOT / "queries").glob("*/*.rq")), ids=lambda path: path.stem)
    def test_the_raw_file_runs_with_its_header(self, path):
        assert list(Store().query(path.read_text(encoding="utf-8"))) == []

    @pytest.mark.parametrize("slug", QUESTIONS)
    def test_its_header_is_as_other_tools_read_it(self, slug):
        text = QUESTIONS[slug].text
        keys = re.findall(r"^#\+ (\w+):", text, re.MULTILINE)
        assert keys[0] == "summary"
        assert keys[-1] == "tags"  # another tool misreads what comes after
        assert len(re.findall(r"^#\+ description: .+$", text, re.MULTILINE)) == 1
        assert f"#+   - {QUESTIONS[slug].theme}\n" in text

    @pytest.mark.parametrize("slug", QUESTIONS)
    def test_an_optional_parameter_is_guarded(self, slug):
        question = QUESTIONS[slug]
        for parameter in question.parameters:
            assert "_" not in parameter.name
            if not parameter.required:
                uses = re.findall(rf".*\?{parameter.variable}\b.*", question.query)
                assert uses
                assert all("FILTER(COALESCE(" in use and ", true))" in use for use in uses)

    @pytest.mark.parametrize("slug", QUESTIONS)
    def test_a_required_parameter_has_a_default(self, slug):
        assert all(parameter.default for parameter in QUESTIONS[slug].parameters if parameter.required)
