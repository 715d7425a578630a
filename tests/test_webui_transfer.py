"""What goes over the wire: compression, caching, and how much a page weighs."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest
from flask import Flask, Response

from webui.http import compression

FLAGSHIP = "/questions/troops-without-us-backstop"
READ = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def fetched(client, address: str, accept: str = "", **headers: str):
    """The answer as a browser gets it; by default without compression."""
    with client.get(address, headers={"Accept-Encoding": accept, "Accept": "text/html,*/*;q=0.8", **headers}) as found:
        found.get_data()
        return found


class TestCompression:
    @pytest.mark.parametrize(
        ("accept", "coding"),
        [
            ("", None),
            ("identity", None),
            ("br", "br"),
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "br"),
            ("gzip;q=1.0, br;q=0.5", "gzip"),
            ("gzip;q=0", None),
            ("br;q=0, *;q=0.4", "gzip"),
            ("*", "br"),
            ("*;q=0", None),
            ("identity, br;q=0.3", None),
            ("deflate", None),
            ("nonsense;q=nonsense, ,;", None),
        ],
    )
    def test_the_coding_is_the_one_that_the_client_prefers(self, real_client, accept, coding):
        plain = fetched(real_client, FLAGSHIP).data
        answer = fetched(real_client, FLAGSHIP, accept)
        assert answer.headers.get("Content-Encoding") == coding
        assert READ[coding](answer.data) == plain
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert {"Accept", "Accept-Encoding"} <= set(answer.vary)

    @pytest.mark.parametrize(
        "address",
        [
            *("/", "/nowhere", f"{FLAGSHIP}.csv", f"{FLAGSHIP}.json", f"{FLAGSHIP}.tsv", f"{FLAGSHIP}.xml"),
            *("/id/keir-starmer.ttl", "/id/keir-starmer.nt", "/id/keir-starmer.jsonld", "/id/keir-starmer.rdf"),
            *("/matrix.svg", "/feed.atom", "/openapi.json", "/static/style.css", "/downloads/backstop.nq"),
            "/sparql?query=SELECT%20*%20{?s%20?p%20?o}LIMIT%2050&format=json",
        ],
    )
    def test_whatever_is_text_is_compressed(self, real_client, address):
        plain = fetched(real_client, address)
        small = fetched(real_client, address, "br")
        assert small.status_code == plain.status_code
        assert small.headers["Content-Encoding"] == "br"
        assert brotli.decompress(small.data) == plain.data
        assert len(small.data) < len(plain.data)

    @pytest.mark.parametrize("address", [f"{FLAGSHIP}.parquet", "/health/live"])
    def test_what_is_packed_already_or_small_is_not(self, real_client, address):
        assert "Content-Encoding" not in fetched(real_client, address, "br").headers

    def test_a_part_of_a_file_is_sent_as_it_is(self, real_client):
        answer = fetched(real_client, "/static/style.css", "br", Range="bytes=0-999")
        assert (answer.status_code, len(answer.data)) == (206, 1000)
        assert "Content-Encoding" not in answer.headers

    def test_the_head_of_an_answer_is_that_of_the_answer(self, real_client):
        headers = {"Accept-Encoding": "br"}
        whole, head = real_client.get(FLAGSHIP, headers=headers), real_client.head(FLAGSHIP, headers=headers)
        for name in ("Content-Encoding", "Content-Length", "ETag", "Vary", "Cache-Control"):
            assert head.headers[name] == whole.headers[name]

    def test_a_large_answer_and_a_stream_go_through(self):
        app = Flask("webui")
        compression.register(app)
        app.add_url_rule("/large", "large", lambda: Response("ä" * 2_000_000, content_type="text/plain"))
        app.add_url_rule("/stream", "stream", lambda: Response((b"x" * 1000 for _ in range(3)), mimetype="text/plain"))
        app.add_url_rule("/packed", "packed", lambda: Response("z" * 900, headers={"Content-Encoding": "zstd"}))
        client = app.test_client()
        assert brotli.decompress(fetched(client, "/large", "br").data).decode() == "ä" * 2_000_000
        assert fetched(client, "/stream", "br").data == b"x" * 3000
        assert fetched(client, "/packed", "br").data == b"z" * 900


class TestCaching:
    @pytest.mark.parametrize("accept", ["", "br", "gzip"])
    @pytest.mark.parametrize(
        "address", ["/", FLAGSHIP, f"{FLAGSHIP}.json", "/id/keir-starmer.ttl", "/static/style.css"]
    )
    def test_what_has_not_changed_is_not_sent_again(self, real_client, address, accept):
        first = fetched(real_client, address, accept)
        assert first.headers["Cache-Control"] == "no-cache"
        again = fetched(real_client, address, accept, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert "Content-Encoding" not in again.headers
        assert set(again.vary) == set(first.vary)

    def test_the_same_in_another_coding_is_the_same_but_not_byte_by_byte(self, real_client):
        plain, small = fetched(real_client, FLAGSHIP), fetched(real_client, FLAGSHIP, "br")
        assert small.headers["ETag"] == f"W/{plain.headers['ETag']}"

    def test_a_static_file_is_kept_for_ever_under_its_fingerprint_alone(self, real_client):
        page = fetched(real_client, FLAGSHIP).text
        files = re.findall(r'"(/static/[^"]+)"', page)
        assert any(address.startswith("/static/style.css?v=") for address in files)
        for address in files:
            answer = fetched(real_client, address, "br")
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
            assert "Accept" not in answer.vary
        for other in ("", "?v=", "?v=0123456789ab", "?v=%00", "?w=1"):
            assert fetched(real_client, f"/static/style.css{other}").headers["Cache-Control"] == "no-cache"

    def test_another_content_has_another_fingerprint(self, real_client, tmp_path, monkeypatch):
        app = real_client.application
        monkeypatch.setattr(app, "static_folder", str(tmp_path))
        seen = set()
        for text in ("a {}", "b {}", "longer {}"):
            (tmp_path / "style.css").write_text(text)
            with app.test_request_context():
                seen.add(app.url_for("static", filename="style.css"))
        assert len(seen) == 3

    def test_a_file_that_is_not_there_has_no_fingerprint(self, real_client):
        with real_client.application.test_request_context():
            for name in ("nothing.css", "built", "../settings.py/x", "\0"):
                assert "v=" not in real_client.application.url_for("static", filename=name)


@pytest.mark.parametrize("address", ["/", FLAGSHIP])
@pytest.mark.parametrize("accept", ["br", "gzip"])
def test_home_and_the_flagship_weigh_less_than_60_kb_with_all_that_they_load(real_client, address, accept):
    page = fetched(real_client, address)
    files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text))
    assert files
    sent = [fetched(real_client, each, accept) for each in (address, *files)]
    assert sum(len(answer.data) + len(str(answer.headers)) for answer in sent) < 60_000
