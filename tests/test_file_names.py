"""The names under which files are saved, whatever a visitor wrote."""

from __future__ import annotations

import re

import pytest
from flask import Flask, Response
from werkzeug.http import parse_options_header

from webui.http.file_names import file_name, name_file

RIGHT_TO_LEFT = chr(0x202E)


def disposition(*parts: str, save: bool = False) -> str:
    with Flask(__name__).test_request_context():
        return name_file(Response(), parts, "csv", save=save).headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["positions-of-one-actor", "donald-trump"], "positions-of-one-actor-donald-trump.csv"),
        (["a", "asof-2025-03-02", ""], "a-asof-2025-03-02.csv"),
        (["report/statement"], "report-statement.csv"),
        (["a", "../../etc/passwd"], "a-etc-passwd.csv"),
        (["a", "c:\\b\\.exe"], "a-c-b-exe.csv"),
        (["a", f"{RIGHT_TO_LEFT}vsc.exe"], "a-vsc-exe.csv"),
        (["a", 'x"; filename="evil.exe'], "a-x-filename-evil-exe.csv"),
        (["a", "b\r\nSet-Cookie: c=d"], "a-b-set-cookie-c-d.csv"),
        (["a", "\0 \t"], "a.csv"),
        (["..", "/"], "backstop.csv"),
        (["Türkiye", "Zelenskyy"], "türkiye-zelenskyy.csv"),
        (["a", "b" * 500], f"a-{'b' * 118}.csv"),
    ],
)
def test_a_name_is_words_joined_by_hyphens(parts, name):
    assert file_name(parts, "csv") == name


@pytest.mark.parametrize("part", ['"', "\r\nX: y", "\\", "%00", ";", "é\n", RIGHT_TO_LEFT, '日本"\n'])
def test_no_value_can_end_the_header_or_change_the_suffix(part):
    header = disposition("a", part)
    assert re.fullmatch(r"inline; filename=\"[a-z0-9-]+\.csv\"(; filename\*=UTF-8''[A-Za-z0-9%.-]+\.csv)?", header)
    _, options = parse_options_header(header)
    assert options["filename"].endswith(".csv")


def test_a_name_that_is_not_ascii_is_sent_in_both_forms():
    assert disposition("türkiye") == "inline; filename=\"turkiye.csv\"; filename*=UTF-8''t%C3%BCrkiye.csv"
    assert disposition("日本") == "inline; filename=\"backstop.csv\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.csv"


def test_what_is_to_be_saved_is_an_attachment():
    assert disposition("a", save=True) == 'attachment; filename="a.csv"'


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/questions/positions-of-one-actor.csv?actor=donald-trump", "positions-of-one-actor-donald-trump.csv"),
        ("/questions/positions-of-one-actor.tsv", "positions-of-one-actor-keir-starmer.tsv"),
        (
            "/questions/positions-of-one-actor.xml?actor=donald-trump&stance=bst:inFavourOf&asof=2025-03-02",
            "positions-of-one-actor-donald-trump-in-favour-of-asof-2025-03-02.xml",
        ),
        (
            "/questions/positions-of-one-actor.csv?actor=donald-trump&_shape=spreadsheet",
            "positions-of-one-actor-donald-trump.csv",
        ),
        (
            "/questions/positions-of-one-actor.json?actor=donald-trump&_shape=objects",
            "positions-of-one-actor-donald-trump.json",
        ),
        ("/questions/positions-of-one-actor.parquet", "positions-of-one-actor-keir-starmer.parquet"),
        ("/questions/positions-of-one-actor.csl.json", "positions-of-one-actor-keir-starmer.csl.json"),
        ("/id/keir-starmer.ttl", "keir-starmer.ttl"),
        (
            "/id/starmer-trump-meeting-report/wolff-troops-without-guarantee.bib",
            "starmer-trump-meeting-report-wolff-troops-without-guarantee.bib",
        ),
        ("/matrix.svg?kind=state", "backstop-matrix-state.svg"),
        ("/figures.json", "backstop-figures.json"),
    ],
)
def test_a_file_is_named_after_what_was_chosen(real_client, address, name):
    response = real_client.get(address)
    assert response.status_code == 200
    assert parse_options_header(response.headers["Content-Disposition"])[1] == {"filename": name}
