"""A page that is asked for what cannot be says so in words, and how to go on; data are refused as strictly as ever."""

from __future__ import annotations

import pytest

from tests.support.pages import page

FLAGSHIP = "/questions/troops-without-us-backstop"
POSITIONS = "/questions/positions-of-one-actor"
AGAIN = "Ask again without it"


def refused(client, address: str, status: int = 400) -> tuple[str, dict[str, str]]:
    """What the page says, and its links by their words."""
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == status
    main = page(answer.text).all("main")[0]
    return main.texts("p")[0], {node.text: node.attributes["href"] for node in main.all("a")}


@pytest.mark.parametrize(
    ("address", "words", "again"),
    [
        (f"{FLAGSHIP}?asof=foo", "“Said on or before” needs a date such as 2025-03-02.", FLAGSHIP),
        (
            f"{POSITIONS}?actor=keir-starmer&asof=2025-02-30&stance=bst:against",
            "“Said on or before” needs a date such as 2025-03-02.",
            f"{POSITIONS}?actor=keir-starmer&stance=bst:against",
        ),
        (f"{FLAGSHIP}?explicitness=bst:Nonsense", "Nothing in these documents is called", FLAGSHIP),
        (f"{FLAGSHIP}?explicitness=bst:against", "“How clearly” has no choice “bst:against”.", FLAGSHIP),
        (f"{FLAGSHIP}?_build=zz", "The address of this citation is not whole, so nobody can tell", FLAGSHIP),
        ("/matrix?until=soon&kind=state", "A date such as 2025-03-02 is needed, not “soon”.", "/matrix?kind=state"),
        ("/search?q=force&kind=thing", "The search knows no kind of thing “thing”.", "/search?q=force"),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_and_asks_again_without(real_client, address, words, again):
    status = 404 if "Nonsense" in address else 400
    said, links = refused(real_client, address, status)
    assert said.startswith(words)
    assert links[AGAIN] == again
    assert real_client.get(again, headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "meant", "instead"),
    [
        (f"{POSITIONS}?actor=kier-starmer", "keir-starmer", f"{POSITIONS}?actor=keir-starmer"),
        (f"{FLAGSHIP}?explicitness=bst:explicit&asof=2025-03-02", "", ""),
        ("/matrix?kind=experts", "expert", "/matrix?kind=expert"),
        ("/search?q=force&kind=measures", "measure", "/search?q=force&kind=measure"),
    ],
)
def test_what_may_have_been_meant_is_a_link(real_client, address, meant, instead):
    status = 404 if "/questions/" in address else 400
    _, links = refused(real_client, address, status)
    assert links.get(f"Did you mean “{meant}”?", "") == instead
    if instead:
        assert real_client.get(instead, headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("suffix", ["csv", "json", "xml"])
def test_data_are_refused_in_the_words_of_the_description(real_client, suffix):
    answer = real_client.get(f"{FLAGSHIP}.{suffix}?asof=foo", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert answer.json["error"] == "asof: found 'foo', expected a day such as 2025-03-02"


@pytest.mark.parametrize(
    "value",
    ["%3Cscript%3Ealert(1)%3C/script%3E", "%0d%0aX:%20y", "a" * 5000, "%22%3E%3Cimg%20src=x%3E", "%E2%80%AE", "%ff"],
)
def test_what_a_visitor_wrote_stays_text_and_leads_nowhere_else(real_client, value):
    for address in (
        f"{FLAGSHIP}?asof={value}&explicitness=bst:Implied",
        f"{POSITIONS}?actor={value}&stance=bst:against",
    ):
        answer = real_client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code in (400, 404)
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        main = page(answer.text).all("main")[0]
        assert all(link.startswith("/") and not link.startswith("//") for link in main.links)
        assert len(answer.text) < 20_000
