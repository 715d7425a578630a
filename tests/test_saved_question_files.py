"""The saved questions themselves: each file is as grlc, other engines and the site read it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from graph.saved_queries import SavedQuestion, read_questions
from graph.store import EmbeddedStore
from tests.support.paths import QUERIES
from tests.support.questions import REAL, REAL_QUESTIONS, rows

# What every question says of its statements; a change of one is a change of all.
EVIDENCE = (
    "?statement bst:summary ?summary ; bst:onOrBefore ?day ; bst:attestedBy ?attestation .",
    "?attestation bst:inDocument ?document ; bst:attribution ?attribution .",
    "?document rdfs:label ?documentLabel .",
    "?attribution rdfs:label ?attributionLabel .",
    "OPTIONAL { ?statement bst:keyPhrase ?phrase }",
    "OPTIONAL { ?statement bst:saidOn ?date }",
    "OPTIONAL { ?statement bst:earliest ?earliest }",
    "OPTIONAL { ?statement bst:latest ?latest }",
    "OPTIONAL { ?attestation bst:relayedBy ?relay . ?relay rdfs:label ?relayLabel }",
)
# A parameter without a value leaves the row; Virtuoso takes a comparison with an unbound variable for false.
GUARD = re.compile(
    r"FILTER\(COALESCE\([?]__\w+_(iri|xsd_date), ([?]\w+)\) (=|>=) \2\)"
    r'|FILTER\(COALESCE\([?]__\w+_iri, ([?]\w+), ""\) = COALESCE\(\4, ""\)\)'  # where the column may be empty
)
OTHER_GUARDS = {
    "FILTER(COALESCE(?__since_xsd_date, ?day) <= ?day)",
    "BIND(STR(?__on_xsd_date) AS ?day)",
}


def header_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#+")]


@pytest.fixture(scope="module")
def real_questions() -> dict[str, SavedQuestion]:
    return {question.slug: question for question in read_questions(QUERIES)}


class TestRealQuestions:
    def test_every_question_is_read(self, real_questions):
        assert sorted(real_questions) == sorted(path.stem for path in REAL_QUESTIONS)

    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
    def test_a_header_stands_first_with_its_tags_last_and_its_description_on_one_line(self, path):
        lines = path.read_text(encoding="utf-8").splitlines()
        header = header_lines("\n".join(lines))
        assert lines[: len(header)] == header
        keys = [line.removeprefix("#+ ").split(":")[0] for line in header if re.match(r"#\+ \w+:", line)]
        assert keys[0] == "summary"
        assert keys[-1] == "tags"
        assert "#+ method: GET" in header
        assert len(keys) == len(set(keys))
        if "description" in keys:
            (place,) = (index for index, line in enumerate(header) if line.startswith("#+ description:"))
            assert re.match(r"#\+ description: \w", header[place])
            assert re.match(r"#\+ \w+:", header[place + 1])
        tags = header[header.index("#+ tags:") + 1 :]
        assert tags
        assert all(re.fullmatch(r"#\+   - [a-z]+", tag) for tag in tags)

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_its_evidence_is_found_by_the_lines_that_all_questions_share(self, path, real_questions):
        if (
            real_questions[path.stem].evidence and path.stem != "what-one-document-says"
        ):  # that one begins with a passage
            lines = {line.strip() for line in path.read_text(encoding="utf-8").splitlines()}
            assert [line for line in EVIDENCE if line not in lines] == []

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_every_line_that_uses_an_optional_parameter_is_written_in_one_way(self, path):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"[?]__\w", line)]
        assert [line for line in lines if not GUARD.fullmatch(line) and line not in OTHER_GUARDS] == []

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_it_is_tagged_with_its_theme(self, path):
        assert f"#+   - {path.parent.name}" in header_lines(path.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
    def test_it_runs_as_it_is_with_its_header_on_an_empty_store(self, path):
        text = path.read_text(encoding="utf-8")
        assert rows(text) == []

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_a_parameters_name_has_no_underscore(self, path, real_questions):
        question = real_questions[path.stem]
        found = set(re.findall(r"[?$](_\w+)", without_texts(question.query)))
        assert found == {parameter.variable for parameter in question.parameters}
        assert all(re.fullmatch(r"[a-z]+", parameter.name) for parameter in question.parameters)
        assert len({parameter.name for parameter in question.parameters}) == len(question.parameters)

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_an_optional_parameter_is_guarded(self, path, real_questions):
        question = real_questions[path.stem]
        for parameter in question.parameters:
            if not parameter.required:
                use = re.compile(rf".*\?{parameter.variable}\b.*")
                uses = use.findall(without_texts(question.query))
                assert uses
                assert all("COALESCE(" in line or "BIND(" in line for line in uses)
                # BOUND takes a variable only: it would be a syntax error once a value is in its place.
                assert not re.search(rf"(?i)\bBOUND\s*\(\s*\?{parameter.variable}\b", question.query)

    @pytest.mark.slow
    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_an_optional_parameter_chooses_among_the_rows_that_are_there_without_it(
        self, path, real_questions, real_store
    ):
        question = real_questions[path.stem]
        values = {p.name: p.default for p in question.parameters if p.required}
        everything = identities(question, real_store.select(question.bind(values)))
        for parameter in question.parameters:
            if parameter.required:
                continue
            found = {"2025-03-01", "1900-01-01", "2100-01-01"}
            if parameter.kind == "iri":
                rows = real_store.select(question.bind(values))
                found = {row[parameter.name].value for row in rows if row[parameter.name] is not None}
            for value in sorted(found)[:5]:
                chosen = identities(question, real_store.select(question.bind({**values, parameter.name: value})))
                assert chosen <= everything
                assert chosen or parameter.kind != "iri"

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_a_required_parameter_has_a_default_and_every_parameter_a_label(self, path, real_questions):
        question = real_questions[path.stem]
        labelled = re.findall(r"\{name: (\w+), label: [^}]+\}", question.text)
        assert labelled == [parameter.name for parameter in question.parameters]
        assert [p.name for p in question.parameters if p.required and not p.default] == []

    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_it_shows_its_evidence(self, path, real_questions):
        question = real_questions[path.stem]
        if question.evidence:
            columns = {"statement", "summary", "phrase", "document", "documentLabel", "date", "attribution"}
            assert columns <= set(question.evidence)

    @pytest.mark.slow
    @pytest.mark.parametrize("path", REAL_QUESTIONS, ids=lambda path: path.stem)
    def test_the_order_of_its_rows_is_complete(self, path, real_questions, real_store, world_store):
        question = real_questions[path.stem]
        _, _, last = without_texts(question.query).rpartition("ORDER BY")
        order = re.findall(r"\?(\w+)", last)
        assert order
        needed = {parameter.name: parameter.default for parameter in question.parameters if parameter.required}
        thing = next((p.name for p in question.parameters if p.required and p.kind == "iri"), None)
        for store in (real_store, world_store):
            for value in choices(store, question, needed, thing) if thing else [""]:
                query = question.bind({**needed, thing: value} if thing else needed)
                hidden = {f"?{name}" for name in order} - set(re.findall(r"\?\w+", query[: query.index("WHERE")]))
                query = re.sub(r"SELECT (DISTINCT )?", rf"\g<0>{' '.join(hidden)} ", query, count=1)
                keys = Counter(tuple(str(row[name]) for name in order) for row in store.select(query))
                assert [key for key, count in keys.items() if count > 1] == []


def choices(store: EmbeddedStore, question: SavedQuestion, values: dict[str, str], name: str) -> list[str]:
    return sorted({row[name].value for row in store.select(question.bind(values, name)) if row[name] is not None})


def identities(question: SavedQuestion, solutions: QuerySolutions) -> set[str]:
    """What tells rows apart: the whole row where it rests on a statement; where it counts, the things it counts for."""
    if question.evidence:
        return {str(row) for row in solutions}
    return {str([term for term in row if isinstance(term, NamedNode)]) for row in solutions}


def without_texts(query: str) -> str:
    """The query without its comments and strings; no IRI of ours holds a question mark."""
    return re.sub(r'"[^"\n]*"|(?m:^\s*#.*$)', "", query)
