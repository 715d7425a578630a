"""What search engines and social networks read: the head of each page, robots.txt, the sitemap, share cards."""

from __future__ import annotations

import io
import re
import threading
import time
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from graph.saved_queries import Asked
from graph.store import EmbeddedStore
from tests.support.pages import page
from webui import create_app
from webui.crawlers import painting
from webui.crawlers.card_words import of_answer
from webui.crawlers.painting import Card, Painter, painted
from webui.site import site_of

ROOT = "http://localhost"
FLAGSHIP = "/questions/troops-without-us-backstop"
PAGES = [
    *("/", FLAGSHIP, "/questions/positions-of-one-actor?actor=united-kingdom", "/curators", "/matrix?kind=state"),
    *("/network", "/timeline", "/figures", "/search?q=force", "/stance", "/why", "/method", "/changes", "/programs"),
    *("/stance?actor=keir-starmer&measure=european-force", "/id/keir-starmer", "/id/european-force", "/ontology"),
    *("/id/london-summit-2025-03-02", "/downloads/", "/sparql", "/id/keir-starmer?view=facts"),
]


def head_of(client, path: str) -> dict[str, str]:
    """The properties of a page's head by name, and its canonical address."""
    found = page(client.get(path, headers={"Accept": "text/html"}).text.partition("</head>")[0] + "</head></html>")
    named = {node.attributes.get("property") or node.attributes.get("name"): node for node in found.all("meta")}
    said = {name: node.attributes.get("content", "") for name, node in named.items() if name}
    canonical = [node.attributes["href"] for node in found.all("link") if node.attributes.get("rel") == "canonical"]
    return said | {"title": found.texts("title")[0], "canonical": " ".join(canonical)}


class TestHead:
    @pytest.mark.parametrize("path", PAGES)
    def test_every_page_says_what_a_shared_link_shows(self, real_client, path):
        said = head_of(real_client, path)
        assert said["og:title"]
        assert said["title"] in (f"{said['og:title']} · Backstop", said["og:title"])
        assert said["og:description"] == said["description"] != ""
        assert said["og:url"] == said["canonical"] == ROOT + path
        assert (said["og:site_name"], said["og:type"]) == ("Backstop", "website")
        assert said["twitter:card"] == "summary_large_image"
        assert said["og:image:alt"] == said["og:title"]
        image = real_client.get(said["og:image"].removeprefix(ROOT))
        assert image.mimetype == said["og:image:type"]
        shape = (int(said["og:image:width"]), int(said["og:image:height"]))
        assert Image.open(io.BytesIO(image.data)).size == shape == (1200, 630)

    @pytest.mark.parametrize(
        ("path", "canonical"),
        [
            (f"{FLAGSHIP}?fbclid=1&utm_source=x", FLAGSHIP),
            (
                f"{FLAGSHIP}?asof=2025-03-02&fbclid=1&explicitness=bst:Implied",
                f"{FLAGSHIP}?explicitness=bst:Implied&asof=2025-03-02",
            ),
            (f"{FLAGSHIP}?_build=0123456789abcdef&_result=0123456789abcdef", FLAGSHIP),
            ("/questions/positions-on-a-measure", "/questions/positions-on-a-measure?measure=european-force"),
            (
                "/questions/positions-on-a-measure?measure=https://w3id.org/backstop/id/us-backstop",
                "/questions/positions-on-a-measure?measure=us-backstop",
            ),
            ("/matrix?topic=troops&kind=state&fbclid=1", "/matrix?kind=state&topic=troops"),
            ("/id/poland?fbclid=1", "/id/poland"),
            ("/stance?measure=european-force&x=1&actor=poland", "/stance?actor=poland&measure=european-force"),
            ("/?fbclid=1", "/"),
            ("/sparql?query=ASK%20%7B%7D", "/sparql"),
        ],
    )
    def test_one_page_has_one_canonical_address(self, real_client, path, canonical):
        assert head_of(real_client, path)["canonical"] == ROOT + canonical

    def test_a_page_says_what_it_ignores(self, real_client):
        for path in ("/id/poland", "/stance", "/search", "/why", FLAGSHIP, "/matrix"):
            assert "Ignored in the address: fbclid." in real_client.get(f"{path}?fbclid=1").text, path

    @pytest.mark.parametrize("path", ["/nowhere", "/id/nobody", f"{FLAGSHIP}?asof=foo"])
    def test_a_page_of_an_error_is_no_page_to_keep(self, real_client, path):
        text = real_client.get(path, headers={"Accept": "text/html"}).text
        assert '<meta name="robots" content="noindex">' in text
        assert "canonical" not in text
        assert "og:" not in text

    def test_words_of_a_visitor_stay_words(self, real_client):
        text = real_client.get("/search", query_string={"q": '"><script>alert(1)</script>'}).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


@pytest.fixture
def robots(real_client) -> RobotFileParser:
    found = RobotFileParser()
    found.parse(real_client.get("/robots.txt").text.splitlines())
    return found


class TestRobots:
    def test_pages_and_their_pictures_are_for_crawlers(self, robots):
        for path in ("/", FLAGSHIP, "/matrix?kind=state", "/id/poland", "/downloads/", "/stance/card.png"):
            assert robots.can_fetch("anybody", ROOT + path), path

    def test_what_costs_much_is_not(self, robots):
        for path in ("/sparql?query=ASK%20%7B%7D", "/search?q=x", "/matrix.json", "/why?subject=a", "/metrics"):
            assert not robots.can_fetch("anybody", ROOT + path), path

    def test_data_are_another_form_of_what_has_a_page(self, real_client):
        """The parser of Python knows no wildcards, so these lines are held against RFC 9309 here."""
        lines = re.findall(r"^Disallow: (.*)$", real_client.get("/robots.txt").text, re.MULTILINE)
        rules = [re.compile(re.escape(line).replace(r"\*", ".*")) for line in lines]

        def allowed(path: str) -> bool:
            return not any(rule.match(path) for rule in rules)

        for path in (
            f"{FLAGSHIP}.csv",
            f"{FLAGSHIP}.json?_shape=objects",
            "/id/poland.ttl",
            "/sparql?query=x",
            f"{FLAGSHIP}?_build=ab",
        ):
            assert not allowed(path), path
        for path in (
            "/",
            FLAGSHIP,
            f"{FLAGSHIP}/card.png?asof=2025-03-02",
            "/id/poland",
            "/timeline",
            "/stance?actor=a",
        ):
            assert allowed(path), path

    def test_it_names_the_sitemap_of_the_host_that_was_asked(self, real_client):
        text = real_client.get("/robots.txt", base_url="https://backstop.example").text
        assert text.endswith("\nSitemap: https://backstop.example/sitemap.xml\n")


class TestSitemap:
    def addresses(self, client) -> list[str]:
        root = ET.fromstring(client.get("/sitemap.xml").data)
        space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        days = {node.text for node in root.findall("s:url/s:lastmod", space)}
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day or "") for day in days)
        assert len(days) <= 1
        return [(node.text or "").removeprefix(ROOT) for node in root.findall("s:url/s:loc", space)]

    def test_it_has_every_kind_of_page_once(self, real_client):
        listed = self.addresses(real_client)
        assert len(listed) == len(set(listed)) > 700
        for path in ("/", FLAGSHIP, "/matrix", "/stance", "/id/poland", "/id/european-force", "/downloads/", "/method"):
            assert path in listed, path
        assert not [path for path in listed if "?_" in path or path.startswith(("/search", "/health", "/why"))]
        kinds = {path.split("/")[1] for path in listed}
        assert {"id", "questions"} <= kinds

    def test_every_page_of_the_site_itself_is_at_its_canonical_address(self, real_client):
        own = [path for path in self.addresses(real_client) if not path.startswith("/id/")]
        for path in own:
            if path.count("/") == 1 or path.endswith("actor?actor=donald-trump"):
                assert head_of(real_client, path)["canonical"] == ROOT + path

    @pytest.mark.slow
    def test_every_address_is_a_page_at_its_canonical_address(self, real_client):
        # test_webui_things asks for every thing; what is under test here is one and the same for the things of a kind.
        addresses = self.addresses(real_client)
        things = [path for path in addresses if path.startswith("/id/")]
        for path in [path for path in addresses if path not in set(things)] + things[::8]:
            answer = real_client.get(path, headers={"Accept": "text/html"})
            assert answer.status_code == 200, path
            assert f'<link rel="canonical" href="{ROOT}{path.replace("&", "&amp;")}">' in answer.text, path

    def test_without_a_history_no_day_is_made_up(self, build):
        for path in (build / "history").glob("*"):
            path.unlink()
        assert "<lastmod>" not in create_app(EmbeddedStore(build)).test_client().get("/sitemap.xml").text


CARD = Card("Question", "Who is there?", "One sentence. Another one.", "From 9 documents", "backstop.example")


class TestCards:
    def test_a_card_is_the_same_bytes_for_the_same_words(self):
        assert painted(CARD) == painted(CARD)
        assert painted(CARD) != painted(Card("Question", "Who is here?", *list(vars(CARD).values())[2:5]))

    def test_every_character_of_the_labels_has_a_letter(self, real_store):
        """The font's sign for what it has not is drawn for none of them."""
        font = painting._font("Regular", 40)
        missing = bytes(font.getmask("\uffff"))
        text = "".join(
            str(quad.object) for quad in real_store.quads(None, None, None) if hasattr(quad.object, "language")
        )
        characters = {character for character in text if character.isprintable() and not character.isspace()}
        assert {"é", "ü", "£", "€"} <= characters
        assert [
            each for each in sorted(characters | set("ğşİłčžșЗеленський")) if bytes(font.getmask(each)) == missing
        ] == []

    @pytest.mark.parametrize(
        "words",
        [
            *(
                "",
                " ",
                "x" * 100_000,
                "W " * 50_000,
                "a. " * 50_000,
                "\u202e\u0000\u0007\n\r\t",
                "🇺🇦" * 3000,
                "漢字" * 900,
            ),
            *("e\u0301\u0301\u0301" * 500, "<script>", "\ud7ff\uffff\U0010ffff", "-" * 700 + " end"),
        ],
    )
    def test_any_words_give_a_card_in_bounded_time_and_size(self, words):
        began = time.process_time()
        png = painted(Card(words, words, words, words, words, words))
        assert time.process_time() - began < 5  # half a second at worst, on a slow machine
        assert Image.open(io.BytesIO(png)).size == (1200, 630)
        assert len(png) < 150_000

    def drawn(self, card: Card) -> list[str]:
        """The title and the text as they are drawn."""
        return [" ".join(block.lines) for block in painting._layout(card)]

    def test_a_text_is_shown_whole_or_not_at_all(self):
        """What limits an answer stands at its end."""
        text = "He is in favour. " + "Only if " + "this holds and " * 60 + "that holds."
        assert self.drawn(Card("", "Is he?", text, "", "")) == ["Is he?", text]
        longer = f"{text} Also this: {'on and on ' * 60}."
        assert self.drawn(Card("", "Is he?", longer, "", "")) == ["Is he?", ""]
        assert self.drawn(Card("", "Is he?", longer, "", "", "What he says.")) == ["Is he?", "What he says."]

    def test_all_that_is_drawn_is_on_the_card(self):
        for words in ("one", "some more words " * 12, "many more words " * 40, "x" * 2000):
            for text in ("", "A text. " * 3, "A longer text. " * 40):
                title, below = painting._layout(Card("", words, text, "", ""))
                assert painting._TOP + title.height + (painting._GAP + below.height if below.lines else 0) <= 532
                for block in (title, below):
                    assert all(block.font.getlength(line) <= 1200 - 2 * painting._MARGIN + 1 for line in block.lines)

    def test_a_long_title_is_set_smaller_before_it_is_cut_and_leaves_room_for_the_text(self):
        title = "Says that " + "all of this and " * 25 + "no more."
        assert self.drawn(Card("", title, "As others tell it.", "", "")) == [title, "As others tell it."]
        cut, text = self.drawn(Card("", title * 3, "As others tell it.", "", ""))
        assert cut.endswith("…")
        assert text == "As others tell it."

    def test_the_answer_of_nearly_every_question_fits(self, real_client):
        with real_client.application.test_request_context():
            opened = site_of(real_client.application)
            cards = [of_answer(opened, Asked.of(question, {}), "") for question in opened.questions]
        shown = [self.drawn(card)[1] for card in cards]
        whole = [card for card, text in zip(cards, shown, strict=True) if text == " ".join(card.text.split())]
        assert len(whole) >= len(cards) - 3
        assert all(shown)

    def test_no_more_than_so_many_are_kept(self, monkeypatch):
        monkeypatch.setattr(painting, "_KEPT", 2)
        monkeypatch.setattr(painting, "painted", lambda card: card.title.encode())
        painter = Painter()
        for title in ("a", "b", "a", "c"):
            assert painter.png(Card("", title, "", "", "")) == title.encode()
        assert [card.title for card in painter._kept] == ["a", "c"]

    def test_while_others_are_drawn_a_visitor_is_told_to_come_again(self, real_client, monkeypatch):
        monkeypatch.setattr(painting, "_PATIENCE", 0.01)
        app = create_app(site_of(real_client.application).engine)
        painter = app.extensions["backstop.painter"]
        with painter._lock:
            answer = app.test_client().get("/card.png")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert app.test_client().get("/card.png").status_code == 200

    def test_many_at_once_get_the_same(self):
        painter, found = Painter(), []
        threads = [threading.Thread(target=lambda: found.append(painter.png(CARD))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [painted(CARD)] * 8

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            (f"{FLAGSHIP}/card.png", ["Who supports sending troops even without a US backstop?"]),
            (
                "/questions/positions-of-one-actor/card.png?actor=united-kingdom&asof=2025-03-02",
                ["Which positions does the United Kingdom take? (Said on or before: 2 March 2025)"],
            ),
            (
                "/stance/card.png?actor=keir-starmer&measure=european-force",
                ["Does Keir Starmer support a European force in Ukraine?", "condition"],
            ),
            ("/id/european-force/card.png", ["European force in Ukraine", "Says nothing about a US backstop."]),
        ],
    )
    def test_a_card_says_what_its_page_says(self, real_client, monkeypatch, path, words):
        seen: list[Card] = []
        monkeypatch.setattr(Painter, "png", lambda _, card: seen.append(card) or b"png")
        answer = real_client.get(path, base_url="https://backstop.example")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        (card,) = seen
        assert all(word in f"{card.title} {card.text}" for word in words)
        assert card.source.startswith("From 9 documents · build ")
        assert card.address == "backstop.example" + path.partition("/card.png")[0]

    def test_the_card_of_a_statement_says_who_said_it_and_how_it_is_known(self, real_client, monkeypatch):
        seen: list[Card] = []
        monkeypatch.setattr(Painter, "png", lambda _, card: seen.append(card) or b"png")
        listed = real_client.get("/questions/ascribed-by-another.json?_shape=objects").json["rows"]
        path = listed[0]["statement"].removeprefix("https://w3id.org/backstop")
        assert real_client.get(f"{path}/card.png").status_code == 200
        assert seen[0].kind == "Ascribed by another"
        assert listed[0]["documentLabel"] in seen[0].text
        assert re.match(r"[^:]+: ", seen[0].title)

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/questions/nothing/card.png", 404),
            (f"{FLAGSHIP}/card.png?fbclid=1", 400),
            (f"{FLAGSHIP}/card.png?asof=foo", 400),
            (f"{FLAGSHIP}/card.png?asof={'9' * 5000}", 400),
            ("/questions/positions-of-one-actor/card.png?actor=nobody", 404),
            ("/stance/card.png", 400),
            ("/stance/card.png?actor=nobody&measure=nothing", 400),
            ("/id/nobody/card.png", 404),
            ("/id/%3Cscript%3E/card.png", 404),
            ("/id/../card.png", 404),
        ],
    )
    def test_there_is_no_card_of_what_is_not_there(self, real_client, path, status):
        assert real_client.get(path).status_code == status

    def test_the_icon_is_a_square_without_transparency(self, real_client):
        answer = real_client.get("/apple-touch-icon.png")
        icon = Image.open(io.BytesIO(answer.data))
        assert (icon.size, icon.mode) == ((180, 180), "RGB")
        assert icon.getpixel((0, 0)) == (0x1F, 0x4E, 0x79)
