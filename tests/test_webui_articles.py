"""The way from a document into the article itself: its address, and the words that it leads to."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from pyoxigraph import RdfFormat, Store

from graph.vocabulary import PREFIXES
from tests.support.pages import main, page
from webui.reading.articles import text_fragment
from webui.reading.page_queries import page_query

ADDRESS = "https://gazette.example/harbour?day=5"
AT_PHRASE = f"{ADDRESS}#:~:text=only%20with%20a%20lifeboat"
SHIPS = "/id/harbour-report/vale-ships-with-lifeboat"


@pytest.mark.parametrize(
    ("phrase", "fragment"),
    [
        ("They could and should do this", "They%20could%20and%20should%20do%20this"),
        ("back-translation", "back%2Dtranslation"),
        ("ships, sailors & tolls", "ships%2C%20sailors%20%26%20tolls"),
        ("100% of “it”?#:~=/", "100%25%20of%20%E2%80%9Cit%E2%80%9D%3F%23%3A~%3D%2F"),
        ("well_meant.", "well_meant."),
    ],
)
def test_every_sign_that_means_something_in_a_text_fragment_is_encoded(phrase, fragment):
    assert text_fragment(phrase) == f"#:~:text={fragment}"
    assert unquote(fragment) == phrase


def test_a_statement_leads_to_its_words_in_the_article(world_client):
    link = main(world_client, SHIPS).all("a", "article")[0]
    assert link.attributes == {"class": "article", "href": AT_PHRASE, "rel": "external"}
    assert link.text == "see it in the article"


def test_a_statement_without_a_key_phrase_leads_to_the_article(world_client):
    link = main(world_client, "/id/harbour-report/vale-pledges-sailors").all("a", "article")[0]
    assert (link.attributes["href"], link.text) == (ADDRESS, "read the article")


def test_a_document_leads_to_the_article_first_and_each_statement_to_its_words(world_client):
    report = main(world_client, "/id/harbour-report")
    assert next(iter(report.facts.items())) == ("Article", "Read it at gazette.example")
    assert report.all("dl", "facts")[0].links[0] == ADDRESS
    assert [link.attributes["href"] for link in report.all("a", "article")] == [AT_PHRASE]


def test_a_document_without_an_address_says_so(world_client):
    comment = main(world_client, "/id/lind-comment")
    assert comment.facts["Article"] == "No address on the web is recorded for it."
    assert comment.all("a", "article") == []


def test_lists_on_other_pages_lead_to_the_words_too(world_client):
    assert AT_PHRASE in main(world_client, "/id/ada-vale").about("said").links
    assert AT_PHRASE in main(world_client, "/id/portville-talks").about("at").links


def test_a_document_that_only_repeats_a_statement_is_not_said_to_have_its_words(world_client):
    aide = main(world_client, "/id/harbour-report/aide-radio").about("passages")
    assert aide.texts("p", "where") == ["A copy", "Harbour talks in Portville read the article"]


def test_an_answer_leads_from_each_row_into_the_article(real_client):
    answer = page(real_client.get("/questions/what-one-document-says?document=big-ask-follow-trumps-lead").text)
    quoting = [row for row in answer.all("tr") if row.all("p", "phrase")]
    assert len(quoting) > 10
    for row in quoting:
        url = row.all("a", "article")[0].attributes["href"]
        assert url.startswith("https://www.britainsworld.org.uk/p/the-big-ask-34-2025#:~:text=")


def test_an_article_of_a_page_that_holds_several_is_at_the_address_of_the_page():
    store = Store()
    for line in (
        "<page> a bst:Document ; bst:url 'https://gazette.example/page' .",
        "<inner> a bst:Document ; bst:partOf <page> .",
        "<other> a bst:Document ; bst:partOf <page> ; bst:url 'https://gazette.example/other' .",
        "<alone> a bst:Document .",
    ):
        store.load(
            f"@prefix bst: <{PREFIXES['bst']}> . {line}".encode(), RdfFormat.TURTLE, base_iri="http://example.org/"
        )
    found = {(row["document"].value, row["url"].value) for row in store.query(page_query("reading/articles"))}
    assert found == {
        ("http://example.org/page", "https://gazette.example/page"),
        ("http://example.org/inner", "https://gazette.example/page"),
        ("http://example.org/other", "https://gazette.example/other"),
    }
