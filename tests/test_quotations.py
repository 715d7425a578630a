"""Quotation marks inside a quotation."""

from __future__ import annotations

import pytest

from tests.support.pages import main
from webui.reading.quotations import inside_quotation


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("advocating for a US security “backstop“", "advocating for a US security \u2018backstop\u2019"),
        ('only US "security guarantees"', "only US \u2018security guarantees\u2019"),
        ('"key elements" of it', "\u2018key elements\u2019 of it"),
        ("(“backstop”)", "(\u2018backstop\u2019)"),
        ("those 'willing' don\u2019t", "those 'willing' don\u2019t"),
    ],
)
def test_double_marks_inside_a_quotation_are_single_ones(phrase, shown):
    assert inside_quotation(phrase) == shown


def test_pages_of_things_and_answers_show_them_so(real_client):
    for path in ("/id/keir-starmer", "/questions/positions-of-one-actor?actor=keir-starmer"):
        assert "only US \u2018security guarantees\u2019" in {node.text for node in main(real_client, path).all("q")}
