"""The home page, the list of questions, the header and the footer."""

from __future__ import annotations

from datetime import date

import pytest

from graph.dates import between
from graph.saved_queries import Asked
from graph.vocabulary import BST, ID, PREFIXES
from tests.support.pages import main, page
from webui.http.navigation import INDEXES
from webui.questions.form import known_values
from webui.questions.home_page import without_answer
from webui.site import site_of

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def home(real_client):
    return page(real_client.get("/", headers=BROWSER).text)


def values(store, pattern):
    """The values of ``?x`` in a pattern, counted without the query of the page."""
    found = store.select(f"PREFIX bst: <{PREFIXES['bst']}> SELECT DISTINCT ?x WHERE {{ {pattern} }}")
    return [each["x"].value for each in found]


def test_the_line_says_how_much_there_is_as_counted_in_the_graph(home, real_store):
    statements = values(real_store, "?x bst:summary ?text")
    speakers = {quad.object for quad in real_store.quads(None, BST.statedBy, None)}
    documents = values(real_store, "?x a bst:Document")
    days = [
        date.fromisoformat(each)
        for each in values(real_store, "?d a bst:Document ; bst:published|bst:earliest|bst:latest ?x")
    ]
    (line,) = home.texts("p", "totals")
    assert line == (
        f"{len(statements)} statements by {len(speakers)} actors, from {len(documents)} documents that appeared "
        f"{between(min(days).isoformat(), max(days).isoformat())}. "
        "Each answer says who said it, on what condition, and the words in the source that it rests on."
    )


def test_the_line_has_no_dates_where_no_document_has_one(world_client, world_store):
    (line,) = main(world_client, "/").texts("p", "totals")
    assert line.startswith(f"{len(values(world_store, '?x bst:summary ?text'))} statements by ")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-02-17", "2025-08-31", "between 17 February and 31 August 2025"),
        ("2025-08-17", "2025-08-31", "between 17 and 31 August 2025"),
        ("2024-12-30", "2025-01-02", "between 30 December 2024 and 2 January 2025"),
        ("2025-03-02", "2025-03-02", "on 2 March 2025"),
    ],
)
def test_what_two_days_share_is_said_once(first, last, words):
    assert between(first, last) == words


def test_the_form_asks_whether_an_actor_supports_a_measure_without_a_script(home, real_client, real_store):
    form = home.about("home-stance")
    assert (form.attributes["action"], form.attributes["method"]) == ("/stance", "get")
    assert [each.attributes["name"] for each in form.all("select")] == ["actor", "measure"]
    actors, measures = ([each.attributes["value"] for each in menu.all("option")] for menu in form.all("select"))
    assert {ID + slug for slug in measures if slug} == set(values(real_store, "?x a bst:Measure"))
    assert {quad.object.value for quad in real_store.quads(None, BST.statedBy, None)} <= {ID + slug for slug in actors}
    answer = real_client.get("/stance?actor=poland&measure=european-force", headers=BROWSER)
    assert answer.status_code == 200
    assert "Does Poland support" in answer.text


def test_the_featured_answers_are_those_of_the_headers_in_the_words_of_their_pages(home, real_client):
    opened = site_of(real_client.application)
    chosen = sorted((each for each in opened.questions if each.featured), key=lambda each: each.featured)
    assert [each.featured for each in chosen] == [1, 2, 3, 4]
    (listed,) = home.all("ul", "featured")
    assert listed.texts("a") == [each.title for each in chosen]
    assert listed.links == [f"/questions/{each.slug}" for each in chosen]
    for question, entry in zip(chosen, listed.all("li"), strict=True):
        answer = main(real_client, f"/questions/{question.slug}")
        sentence, heading = entry.texts("p")
        assert answer.texts("p", "in-words") == [sentence]
        assert answer.texts("h2")[0].startswith(heading)


def test_every_question_for_readers_is_folded_under_its_theme_with_a_count(home, real_client):
    questions = [each for each in site_of(real_client.application).questions if not each.for_curators]
    groups = home.all("details", "group")
    assert [each for each in groups if "open" in each.attributes] == []
    assert sum(int(each.all("summary")[0].text.split()[-1]) for each in groups) == len(questions)
    assert [link for each in groups for link in each.links] == [
        f"/questions/{question.slug}"
        for theme in groups
        for question in questions
        if theme.attributes["id"] == f"theme-{question.theme}"
    ]


def test_a_question_without_an_answer_is_marked_and_no_other_one(real_client):
    opened = site_of(real_client.application)
    known = opened.cached(known_values)
    empty = {each.slug for each in opened.questions if not known.rows(Asked.of(each, {}))}
    assert opened.cached(without_answer) == empty
    assert "reported-differently" in empty
    for address in ("/", "/questions"):
        entries = [each for each in main(real_client, address).all("li") if each.all("span", "none")]
        shown = {link.rpartition("/")[2] for each in entries for link in each.links}
        assert shown == {each.slug for each in opened.questions if each.slug in empty and not each.for_curators}


def test_the_home_page_leads_to_every_list_and_to_about_method_and_errors(home):
    links = home.all("main")[0].links
    assert {f"/{name}" for name in INDEXES} <= set(links)
    assert {"/about", "/method", "/report", "/questions", "/changes"} <= set(links)


def test_the_list_of_questions_has_all_and_is_narrowed_by_words(real_client):
    questions = [each for each in site_of(real_client.application).questions if not each.for_curators]
    whole = main(real_client, "/questions")
    assert whole.texts("p", "found") == [f"{len(questions)} in all."]
    assert len(whole.all("li")) == len(questions)
    some = main(real_client, "/questions?q=BACKSTOP+troops")
    assert 0 < len(some.all("li")) < len(questions)
    assert all("backstop" in each.text.lower() and "troop" in each.text.lower() for each in some.all("li"))
    assert some.texts("p", "found") == [f"{len(some.all('li'))} of {len(questions)}. Show all"]
    none = main(real_client, "/questions?q=zzz")
    assert none.texts("p", "nothing") == ["No question has the words “zzz”. Search everything"]


def test_the_crumb_of_a_question_leads_to_its_theme_in_the_list(real_client):
    (crumb,) = main(real_client, "/questions/changed-positions").all("p", "crumb")
    assert crumb.links == ["/questions#theme-change"]
    assert "theme-change" in main(real_client, "/questions").ids


def test_the_header_leads_to_the_answers_in_two_words_and_says_where_one_is(real_client):
    def entries(address):
        return page(real_client.get(address, headers=BROWSER).text).all("header")[0].all("nav")[0].all("a")

    labels = [each.text for each in entries("/")]
    assert labels == ["Questions", "Who stands where", "Compare", "Charts", "Lists", "Glossary", "Download", "More"]
    for address, label in [
        ("/questions", "Questions"),
        ("/questions/changed-positions", "Questions"),
        ("/stance", "Who stands where"),
        ("/compare", "Compare"),
        ("/timeline", "Charts"),
        ("/actors", "Lists"),
        ("/id/poland", "Lists"),
        ("/ontology", "Glossary"),
        ("/sparql", "Download"),
    ]:
        assert [each.text for each in entries(address) if "aria-current" in each.attributes] == [label], address


def test_every_link_of_header_and_footer_leads_somewhere(real_client):
    whole = page(real_client.get("/about", headers=BROWSER).text)
    links = {link for part in ("header", "footer") for link in whole.all(part)[0].links if link.startswith("/")}
    assert {f"/{name}" for name in INDEXES} | {"/stance", "/sparql", "/programs", "/curators"} <= links
    assert [link for link in links if real_client.get(link, headers=BROWSER).status_code != 200] == []
    assert "site-links" in whole.ids


SILENCE = "If someone is not listed, these documents record no such position for them. That is not a no."


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/questions/troops-without-us-backstop", True),
        ("/questions/documents", False),
        ("/nowhere", False),
        ("/downloads/", False),
        ("/", False),
    ],
)
def test_only_an_answer_about_positions_says_what_not_being_listed_means(real_client, address, said):
    text = page(real_client.get(address, headers=BROWSER).text).text
    assert (SILENCE in text) == said
    assert "is silent in these documents" not in text


def test_every_page_leads_to_the_report_of_an_error_with_its_address(real_client):
    for address in ("/id/poland", "/questions/positions-on-a-measure?measure=us-backstop"):
        whole = page(real_client.get(address, headers=BROWSER).text)
        (link,) = (each for each in whole.all("a") if each.text == "Report an error on this page")
        reported = main(real_client, link.attributes["href"])
        assert reported.all("a", "address")[0].text == f"http://localhost{address}"
