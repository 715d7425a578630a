"""The settings: their defaults, what is refused, and that SECURITY.md has them all."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from graph.errors import SettingError
from graph.isolation.limits import PREFIX, Limits, limits_from
from tests.conftest import ROOT


def test_without_settings_the_defaults_hold():
    assert limits_from({"PATH": "x", "BACKSTOP_BUILD": "y"}) == Limits()


def test_each_setting_is_read():
    found = limits_from(
        {f"{PREFIX}DEADLINE": "2.5", f"{PREFIX}ROWS": "7", f"{PREFIX}SERVICE_ALLOW": "http://a/ https://b/"}
    )
    assert (found.deadline, found.rows, found.service_allow) == (2.5, 7, ("http://a/", "https://b/"))


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(SettingError) as caught:
        limits_from(
            {f"{PREFIX}DEADLIN": "1", f"{PREFIX}ROWS": "0", f"{PREFIX}MEMORY": "1.5", f"{PREFIX}SERVICE_ALLOW": "a"}
        )
    assert str(caught.value).splitlines() == [
        f"{PREFIX}DEADLIN: there is no such setting; did you mean '{PREFIX}DEADLINE'?",
        f"{PREFIX}MEMORY: expected a whole number from 32 to 1.04858e+06, found '1.5'",
        f"{PREFIX}ROWS: expected a whole number from 1 to 2.14748e+09, found '0'",
        f"{PREFIX}SERVICE_ALLOW: expected addresses that begin with http:// or https://, found 'a'",
    ]


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "", "1e9"])
def test_a_deadline_is_a_number_of_seconds(text):
    with pytest.raises(SettingError, match=r"expected a number from 0\.1 to 3600"):
        limits_from({f"{PREFIX}DEADLINE": text})


def test_one_client_has_all_workers_but_one():
    assert [Limits(workers=n).workers_of_one_client for n in (1, 2, 8)] == [1, 1, 7]
    assert Limits(workers=4, client_workers=4).workers_of_one_client == 4


def test_security_md_lists_every_setting_with_its_default_and_meaning():
    rows = re.findall(rf"^\| `{PREFIX}(\w+)` \| (.+?) \| (.+) \|$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE)
    said = {name.lower(): (default, meaning) for name, default, meaning in rows}
    special = {"workers": "number of cores, at least 2", "service_allow": "none"}
    assert said == {
        each.name: (
            special.get(each.name, f"{each.default:.12g}" if each.name not in special else ""),
            each.metadata["meaning"],
        )
        for each in fields(Limits)
    }
