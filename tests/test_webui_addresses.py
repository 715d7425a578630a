"""One address for one page: empty parameters, slips of the pen, and that nobody is sent elsewhere."""

from __future__ import annotations

import pytest

from webui import create_app
from webui.settings import Settings
from webui.site import site_of

FLAGSHIP = "/questions/troops-without-us-backstop"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def sent_to(client, address: str, **headers: str) -> tuple[int, str | None]:
    answer = client.get(address, headers=BROWSER | headers)
    return answer.status_code, answer.headers.get("Location")


class TestEmptyParameters:
    @pytest.mark.parametrize(
        ("address", "clean"),
        [
            (f"{FLAGSHIP}?explicitness=&attribution=&asof=", FLAGSHIP),
            (f"{FLAGSHIP}?explicitness=bst:Explicit&attribution=", f"{FLAGSHIP}?explicitness=bst:Explicit"),
            (f"{FLAGSHIP}?attribution=&explicitness=bst%3AExplicit", f"{FLAGSHIP}?explicitness=bst%3AExplicit"),
            ("/matrix?kind=state&topic=&measure=&until=", "/matrix?kind=state"),
            ("/search?q=", "/search"),
            ("/stance?actor=keir-starmer&measure=", "/stance?actor=keir-starmer"),
            ("/?fbclid=", "/"),
            ("/id/poland?view=", "/id/poland"),
            ("/matrix?kind", "/matrix"),
            ("/matrix?&&", "/matrix"),
            ("/search?q=a+b&kind=&q=c%26d", "/search?q=a+b&q=c%26d"),
            ("/search?q=%E2%82%AC&kind=", "/search?q=%E2%82%AC"),
        ],
    )
    def test_a_page_has_the_address_without_them(self, real_client, address, clean):
        assert sent_to(real_client, address) == (302, clean)
        assert sent_to(real_client, clean)[0] == 200

    @pytest.mark.parametrize(
        "address",
        [
            f"{FLAGSHIP}.csv?explicitness=",
            f"{FLAGSHIP}.json?_shape=objects&explicitness=",
            "/matrix.json?kind=",
            "/search/suggest?q=",
            "/sparql?query=ASK%20%7B%7D&default-graph-uri=",
            "/static/style.css?v=",
        ],
    )
    def test_data_are_given_at_the_address_that_was_asked_for(self, real_client, address):
        with real_client.get(address, headers=BROWSER) as answer:
            assert answer.status_code in (200, 400)
            assert "Location" not in answer.headers

    def test_a_program_that_asks_for_data_is_not_sent_elsewhere(self, real_client):
        answer = real_client.get(f"{FLAGSHIP}?explicitness=", headers={"Accept": "text/csv"})
        assert (answer.status_code, answer.mimetype) == (200, "text/csv")

    def test_a_page_without_any_is_where_it_is(self, real_client):
        assert sent_to(real_client, f"{FLAGSHIP}?explicitness=bst:Explicit&fbclid=1") == (200, None)


class TestSlips:
    @pytest.mark.parametrize(
        ("address", "meant"),
        [
            ("/matrix/", "/matrix"),
            ("/matrix///", "/matrix"),
            ("/Matrix", "/matrix"),
            ("/MATRIX.JSON?kind=state", "/matrix.json?kind=state"),
            ("/id/Poland", "/id/poland"),
            ("/id/Poland/", "/id/poland"),
            ("/ID/Keir-Starmer.TTL", "/id/keir-starmer.ttl"),
            ("/Questions/Troops-Without-US-Backstop?fbclid=1", f"{FLAGSHIP}?fbclid=1"),
            (f"{FLAGSHIP}/", FLAGSHIP),
            ("/questions/Defending-A-Peace-Deal", "/questions/defending-a-peace-deal"),
            ("/Downloads", "/downloads/"),
            ("/SPARQL?query=ASK%20%7B%7D&default-graph-uri=", "/sparql?query=ASK%20%7B%7D&default-graph-uri="),
            ("/stance/?actor=keir-starmer&measure=european-force", "/stance?actor=keir-starmer&measure=european-force"),
        ],
    )
    def test_they_lead_to_what_was_meant(self, real_client, address, meant):
        answer = real_client.get(address, headers=BROWSER)
        assert (answer.status_code, answer.headers["Location"]) == (301, meant)
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        assert real_client.head(address, headers=BROWSER).headers["Location"] == meant

    @pytest.mark.parametrize(
        "address",
        [
            *("/Nowhere/", "/id/Nobody-At-All", "/id/nobody/", "/Questions/Which-Is-None", f"{FLAGSHIP}.PDF/"),
            *("/Downloads/Secret", "/id/POLAND.exe"),
        ],
    )
    def test_what_is_not_there_is_not_there(self, real_client, address):
        assert sent_to(real_client, address) == (404, None)

    def test_nothing_is_done_twice_because_of_one(self, real_client):
        assert real_client.post("/sparql/", data={"query": "ASK {}"}).status_code == 404
        assert real_client.post("/Matrix").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "//evil.example/?explicitness=",
        "///evil.example/matrix/",
        "/%2Fevil.example/Matrix/",
        "/%2F%2Fevil.example?kind=",
        "/%5Cevil.example/Matrix/",
        "/\\evil.example/",
        "/https://evil.example/MATRIX/",
        "/Matrix/?next=//evil.example/",
        "/matrix?kind=&next=https://evil.example/",
        "/Matrix/%0d%0aSet-Cookie:%20a=b",
        "/MATRIX?kind=%0d%0aSet-Cookie:%20a=b&topic=",
        "/id/Poland%0d%0aLocation:%20https://evil.example/",
        "/id/..%2f..%2fPOLAND/",
        "/Id/" + "A/" * 5000,
        "/MATRIX/" + "%F0%9F%92%A5" * 500,
        "/matrix?" + "kind=&" * 5000,
        "/İD/poland/",
        "/id/%FF%FE/",
    ],
    ids=lambda address: address[:40],
)
def test_nobody_is_sent_to_another_site_and_no_header_is_slipped_in(real_client, address):
    answer = real_client.get(address, base_url="http://localhost", headers=BROWSER)
    assert answer.status_code in (200, 301, 302, 308, 404)
    assert "Set-Cookie" not in answer.headers
    location = answer.headers.get("Location", "/")
    path = location.removeprefix("http://localhost")
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert location.isascii()
    assert not any(ord(character) < 0x21 for character in location)


def test_a_foreign_host_is_refused_before_anything_else(real_client):
    app = create_app(site_of(real_client.application).engine, settings=Settings(hosts=("backstop.example",)))
    client = app.test_client()
    for host in (
        "evil.example",
        "bäckstop.example",
        "backstop.example.evil.example",
        "backstop.example\\@evil.example",
    ):
        answer = client.get("/matrix/?kind=", headers=BROWSER | {"Host": host.encode().decode("latin-1")})
        assert (answer.status_code, answer.headers.get("Location")) == (400, None)
    assert sent_to(client, "/Matrix/", Host="backstop.example") == (301, "/matrix")
