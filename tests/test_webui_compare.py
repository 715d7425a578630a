"""The page that puts actors side by side, its data, and what it says where something is wrong."""

from __future__ import annotations

import csv
import io
import re

import pytest

from graph.vocabulary import ID
from tests.support.pages import page

PAIR = "actor=united-kingdom&actor=france"
DAYS = "actor=donald-trump&day=2025-03-02&day=2025-08-31"


def text_of(response) -> str:
    return page(response.text).all("main")[0].text


def lines(response) -> list[dict[str, str]]:
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))


def test_the_page_says_in_words_how_the_actors_compare_and_links_to_each_passage(real_client):
    answer = real_client.get(f"/compare?{PAIR}&leaders=yes")
    assert answer.status_code == 200
    text = text_of(answer)
    assert (
        "Counting those who speak for them, the United Kingdom and France take the same position on four measures"
        in text
    )
    for address in ("london-summit-report/starmer-heavy-lifting", "us-backstop", "keir-starmer", "france"):
        assert f'href="/id/{address}"' in answer.text
    assert "<title>Compare the United Kingdom and France · Backstop</title>" in answer.text


def test_silence_is_a_mark_of_its_own_and_never_a_position(real_client):
    answer = real_client.get(f"/compare?{PAIR}&leaders=yes")
    data = real_client.get(f"/compare.json?{PAIR}&leaders=yes").json
    silent = sum(cell["silent"] for measure in data["measures"] for cell in measure["cells"])
    assert answer.text.count('<p class="silence">silent</p>') == silent > 0
    assert all(cell["positions"] == [] for each in data["measures"] for cell in each["cells"] if cell["silent"])


def test_the_spreadsheet_has_a_line_for_everything_in_the_data(real_client):
    data = real_client.get(f"/compare.json?{PAIR}&leaders=yes").json
    found = lines(real_client.get(f"/compare.csv?{PAIR}&leaders=yes"))
    expected = [
        (measure["iri"], cell["actor"], each["statement"] if each else "")
        for measure in data["measures"]
        for cell in measure["cells"]
        for each in ([*cell["positions"], *cell["doubts"], *cell["mentions"]] or [None])
    ]
    assert sorted(expected) == sorted(
        (ID + row["measureId"], ID + row["actorId"], ID + row["statement"] if row["statement"] else "") for row in found
    )
    assert {row["stance"] for row in found if not row["statement"]} == {"silent"}
    counted = [
        each["statement"] for m in data["measures"] for c in m["cells"] for each in c["positions"] if each["counted"]
    ]
    assert sorted(counted) == sorted(ID + row["statement"] for row in found if row["counted"] == "yes")


def test_a_condition_and_a_limit_stand_beside_the_stance(real_client):
    row = next(
        row
        for row in lines(real_client.get(f"/compare.csv?{PAIR}"))
        if (row["measureId"], row["actorId"]) == ("defend-peace-deal", "united-kingdom")
    )
    assert (row["stance"], row["conditions"]) == ("in favour, on condition", "A peace deal")
    assert row["limit"] == "willingness indicated; in what form is not said"
    text = text_of(real_client.get(f"/compare?{PAIR}"))
    assert "only if: A peace deal" in text
    assert "limit: willingness indicated; in what form is not said" in text


def test_one_actor_at_two_days_in_whatever_order_they_are_given(real_client):
    answer = real_client.get(f"/compare?{DAYS}")
    assert "Donald Trump changed position on one measure between 2 March 2025 and 31 August 2025" in text_of(answer)
    assert "<title>What Donald Trump had said by 2 March 2025 and 31 August 2025 · Backstop</title>" in answer.text
    turned = real_client.get("/compare.json?actor=donald-trump&day=2025-08-31&day=2025-03-02").json
    assert turned == real_client.get(f"/compare.json?{DAYS}").json


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ("measure=european-force", {"european-force", "multinational-force-ukraine", "british-troops-in-ukraine"}),
        ("topic=arms-and-aid", {"arm-ukraine"}),
    ],
)
def test_a_measure_with_its_forms_or_a_topic_narrows_the_comparison(real_client, more, kept):
    everything = real_client.get(f"/compare.json?{PAIR}&leaders=yes").json["measures"]
    found = {
        each["iri"].removeprefix(ID)
        for each in real_client.get(f"/compare.json?{PAIR}&leaders=yes&{more}").json["measures"]
    }
    assert kept <= found
    assert found < {each["iri"].removeprefix(ID) for each in everything}


def test_only_differences_leaves_out_agreement_and_those_who_are_alone_and_says_so(real_client):
    shown = real_client.get(f"/compare.json?{PAIR}&leaders=yes&only=differences").json
    assert {each["outcome"] for each in shown["measures"]} == {"different-terms"}
    shared = real_client.get(f"/compare.json?{PAIR}&leaders=yes&only=shared").json
    assert {each["outcome"] for each in shared["measures"]} == {"different-terms", "same"}
    assert shown["sentences"] == shared["sentences"]
    assert re.search(
        r"\d+ measures are not shown", text_of(real_client.get(f"/compare?{PAIR}&leaders=yes&only=differences"))
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "actor=united-kingdm&actor=france",
            "Actor: nothing here has the name 'united-kingdm'; did you mean 'united-kingdom'?",
        ),
        ("actor=us-backstop&actor=france", "Actor: 'us-backstop' is no actor"),
        (
            "&".join(
                f"actor={name}"
                for name in ("france", "germany", "poland", "italy", "ukraine", "russia", "united-kingdom")
            ),
            "At most 6 actors stand side by side; found 7",
        ),
        (f"{PAIR}&day=2025-03-02&day=2025-08-18", "Days are compared for one actor alone"),
        ("actor=france&day=2025-03-02", "Two different days are needed"),
        ("actor=france&day=2025-03-02&day=soon", "Day: found 'soon', expected a day such as 2025-03-02"),
        (f"{PAIR}&asof=foo", "Asof: found 'foo'"),
        (f"{PAIR}&only=same", "Only: there is no 'same'"),
    ],
)
def test_what_is_wrong_is_said_above_the_form_that_keeps_the_rest(real_client, query, message):
    answer = real_client.get(f"/compare?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert message in text_of(answer)
    assert '<option value="france" selected>France</option>' in answer.text
    data = real_client.get(f"/compare.json?{query}")
    assert data.status_code == 400
    assert data.json["error"].casefold().startswith(message.casefold()[:20])


def test_without_enough_to_compare_there_is_a_form_and_data_is_refused(real_client):
    answer = real_client.get("/compare?actor=keir-starmer")
    assert answer.status_code == 200
    assert '<option value="keir-starmer" selected>Keir Starmer</option>' in answer.text
    assert "Emmanuel Macron and Keir Starmer" in text_of(answer)
    refused = real_client.get("/compare.json?actor=keir-starmer")
    assert refused.status_code == 400
    assert refused.json["error"] == "give two to 6 actors, or one actor and two days"


def test_the_form_sends_what_the_page_takes_and_has_room_for_one_more(real_client):
    form = real_client.get(f"/compare?{PAIR}&leaders=yes").text
    assert form.count('name="actor"') == 3 + 1  # those chosen, one more, and that of the form for days
    sent = f"/compare?{PAIR}&actor=&asof=&topic=&measure=&only=&leaders=yes"
    assert real_client.get(sent, follow_redirects=True).status_code == 200
    assert re.search(r'name="leaders" value="yes" checked', form)


def test_a_column_can_be_left_out(real_client):
    answer = real_client.get(f"/compare?{PAIR}&actor=germany&asof=2025-08-31")
    assert 'href="/compare?actor=united-kingdom&amp;actor=france&amp;asof=2025-08-31"' in answer.text


def test_another_parameter_is_ignored_on_the_page_and_refused_in_data(real_client):
    assert "Ignored in the address: fbclid." in text_of(real_client.get(f"/compare?{PAIR}&fbclid=1"))
    assert real_client.get(f"/compare.json?{PAIR}&fbclid=1").status_code == 400
    assert real_client.get(f"/compare.svg?{PAIR}").status_code == 404


def test_menus_ignore_articles_and_quotation_marks(real_client):
    text = real_client.get("/compare").text
    places = [
        text.index(f">{label}<")
        for label in ("Arming Ukraine", "A ceasefire first", "Discussing troops for Ukraine now")
    ]
    assert places == sorted(places)


def test_who_speaks_for_a_state_is_named_beside_each_word_of_theirs(real_client):
    found = lines(real_client.get("/compare.csv?actor=germany&actor=italy&leaders=yes"))
    doubt = next(row for row in found if (row["stance"], row["actorId"]) == ("voices doubt", "germany"))
    assert (doubt["speaker"], doubt["measureId"]) == ("Johann Wadephul", "german-troops-in-ukraine")
    own = {row["speaker"] for row in lines(real_client.get("/compare.csv?actor=germany&actor=italy"))}
    assert own == {""}
