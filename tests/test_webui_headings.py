"""The heading of an answer says what was chosen: in the title, on the page, in the citation."""

from __future__ import annotations

import pytest

from graph.saved_queries import Asked
from tests.support.pages import page
from tests.support.questions import HEADER, problems_of, question_of
from webui.questions.form import address, known_values
from webui.reading.question_headings import heading
from webui.site import site_of

BODY = "SELECT ?v { ?v ?_actor_iri ?__measure_iri ; ?b ?__asof_xsd_date }"
PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


def with_titles(*titles: str) -> str:
    return HEADER + "#+ title_with:\n" + "".join(f"#+   - {title}\n" for title in titles)


class TestTitlesInHeaders:
    def test_the_first_title_that_can_be_filled_is_used(self, tmp_path):
        header = with_titles("What of {actor} and {measure}?", "What of {actor}?")
        question = question_of(tmp_path, PREFIX + BODY, header)
        both = {"actor": "the king", "measure": "a tax"}
        assert question.titled(both) == ("What of the king and a tax?", ("actor", "measure"))
        assert question.titled({"actor": "the king", "measure": ""}) == ("What of the king?", ("actor",))
        assert question.titled({"measure": "a tax"}) == ("Who is there?", ())

    def test_a_value_at_the_beginning_gets_a_capital_and_braces_in_a_value_are_text(self, tmp_path):
        question = question_of(tmp_path, PREFIX + BODY, with_titles('"{actor} did what?"'))
        assert question.titled({"actor": "the {measure} of it"}) == ("The {measure} of it did what?", ("actor",))

    @pytest.mark.parametrize(
        ("title", "problem"),
        [
            ("Who is {aktor}?", "the query has no parameter 'aktor'; did you mean 'actor'?"),
            ("Who is {}?", "the query has no parameter ''"),
            ("Who is { actor }?", "the query has no parameter ' actor '; did you mean 'actor'?"),
            ("Who is it?", "no slot: write the name of a parameter in braces, such as {actor}"),
            ("Who is {actor}}?", "a brace without its other half"),
        ],
    )
    def test_a_wrong_title_is_reported_with_its_file_line_and_slot(self, tmp_path, title, problem):
        header = with_titles("What of {actor} and {measure}?", title)
        question_files = problems_of_one(tmp_path, header)
        assert question_files == [f"theme/who.rq:10: title_with: {problem}"]

    def test_a_title_that_is_no_question_or_is_never_reached_is_reported(self, tmp_path):
        assert problems_of_one(tmp_path, with_titles("Not a question {actor}")) == [
            "theme/who.rq:9: title_with.0: found 'Not a question {actor}', expected it to match \\?$"
        ]
        assert problems_of_one(tmp_path, with_titles("Who is {actor}?", "What of {actor} and {measure}?")) == [
            "theme/who.rq:10: title_with: never used: a title before it needs no other values"
        ]


def problems_of_one(folder, header: str) -> list[str]:
    path = folder / "theme" / "who.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_text(header + PREFIX + BODY, encoding="utf-8")
    return problems_of(folder)


HEADINGS = {
    "/questions/positions-of-one-actor?actor=donald-trump": "Which positions does Donald Trump take?",
    "/questions/positions-of-one-actor?actor=united-kingdom": "Which positions does the United Kingdom take?",
    "/questions/positions-of-one-actor?actor=keir-starmer&measure=european-force": (
        "Which positions does Keir Starmer take on a European force in Ukraine?"
    ),
    "/questions/positions-on-a-measure": "Who is for, against or undecided on a European force in Ukraine?",
    "/questions/positions-on-a-measure?measure=us-backstop": "Who is for, against or undecided on a US backstop?",
    "/questions/what-one-actor-says-of-a-measure?actor=emmanuel-macron&measure=european-force": (
        "What does Emmanuel Macron say about a European force in Ukraine?"
    ),
    "/questions/positions-between-two-days?since=2025-03-01&until=2025-03-31": (
        "Which positions were taken between 1 March 2025 and 31 March 2025?"
    ),
    "/questions/where-an-actor-stood?actor=donald-trump&day=2025-08-20": (
        "Where did Donald Trump stand on 20 August 2025, as far as these documents say?"
    ),
    "/questions/what-was-said-at-an-event?event=london-summit-2025-03-02": "What was said at the London summit?",
    "/questions/what-is-said-on-a-topic?topic=troops": "What is said on the topic “Troops for Ukraine”?",
    "/questions/troops-without-us-backstop": "Who supports sending troops even without a US backstop?",
}
CHOSEN = {
    "/questions/troops-without-us-backstop?explicitness=bst:Implied": "How clearly: implied",
    "/questions/troops-without-us-backstop?asof=2025-03-02": "Said on or before: 2 March 2025",
    "/questions/positions-of-one-actor?actor=keir-starmer&stance=bst:against&asof=2025-03-02": (
        "Stance: against; Said on or before: 2 March 2025"
    ),
    "/questions/who-doubts-what?measure=european-force": "Measure: European force in Ukraine",
}


@pytest.mark.parametrize(("path", "title"), HEADINGS.items())
def test_title_and_heading_say_the_choice(real_client, path, title):
    found = page(real_client.get(path).text)
    assert found.texts("title") == [f"{title} · Backstop"]
    assert found.texts("h1") == [title]


@pytest.mark.parametrize(("path", "choices"), CHOSEN.items())
def test_what_the_title_cannot_say_follows_it(real_client, path, choices):
    found = page(real_client.get(path).text)
    (h1,) = found.texts("h1")
    assert found.texts("title") == [f"{h1} ({choices}) · Backstop"]
    assert choices.split("; ")[0] in found.about("answer").text


def test_the_citation_has_the_same_title(real_client):
    text = real_client.get("/questions/positions-of-one-actor?actor=donald-trump&stance=bst:against").text
    assert "Which positions does Donald Trump take? (Stance: against)" in text.partition("@misc")[2]


def test_every_question_says_each_single_choice(real_client):
    """With one value for each parameter, the heading holds its words, and no slot is left open."""
    with real_client.application.test_request_context():
        opened = site_of(real_client.application)
        known = opened.cached(known_values)
        seen = 0
        for question in opened.questions:
            bare = Asked.of(question, {})
            plain = str(heading(opened, bare))
            assert "{" not in plain
            for parameter in question.parameters:
                if parameter.kind == "iri":
                    (first, *_) = known.choices(bare, parameter.name).each or (None,)
                    value = first and first.iri
                else:
                    value = "2025-03-02"
                if not value or value == bare.values.get(parameter.name):
                    continue
                chosen = str(heading(opened, Asked.of(question, dict(bare.values) | {parameter.name: value})))
                assert chosen != plain, (question.slug, parameter.name)
                assert "{" not in chosen
                seen += 1
        assert seen > 150


def test_the_parameters_of_an_address_have_one_order(real_client):
    with real_client.application.test_request_context():
        question = site_of(real_client.application).question("positions-of-one-actor")
        given = {"stance": "bst:against", "actor": "keir-starmer", "asof": "2025-03-02"}
        backwards = dict(reversed(given.items()))
        assert address(Asked.of(question, given)) == address(Asked.of(question, backwards))


def test_the_stance_page_says_both_in_their_sentence(real_client):
    found = page(real_client.get("/stance?actor=united-states&measure=european-force").text)
    assert found.texts("title") == ["Does the United States support a European force in Ukraine? · Backstop"]
