"""The limits of the endpoint: how they are read, what is refused, and what one client has of them."""

from __future__ import annotations

import pytest

from graph.environment import WEB_ADDRESSES, read_settings, settings_of
from graph.errors import SettingsError
from graph.sandbox.limits import PREFIX, SandboxLimits


def test_without_settings_the_defaults_hold():
    assert read_settings(SandboxLimits, {"PATH": "x", "BACKSTOP_BUILD": "y"}) == SandboxLimits()


def test_each_limit_is_read_from_the_variable_of_its_own_name():
    assert {name: each.variable for name, each in settings_of(SandboxLimits).items()} == {
        name: f"{PREFIX}{name.upper()}" for name in SandboxLimits.__dataclass_fields__
    }
    found = read_settings(
        SandboxLimits,
        {f"{PREFIX}DEADLINE": "2.5", f"{PREFIX}ROWS": "7", f"{PREFIX}SERVICE_ALLOW": "http://a/ https://b/"},
    )
    assert (found.deadline, found.rows, found.service_allow) == (2.5, 7, ("http://a/", "https://b/"))


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(SettingsError) as caught:
        read_settings(
            SandboxLimits, {f"{PREFIX}ROWS": "0", f"{PREFIX}MEMORY": "1.5", f"{PREFIX}SERVICE_ALLOW": "http://a b"}
        )
    assert [str(problem) for problem in caught.value.problems] == [
        f"environment: {PREFIX}MEMORY: found '1.5', expected a whole number from 32 to 1048576",
        f"environment: {PREFIX}ROWS: found '0', expected a whole number from 1 to 2147483648",
        f"environment: {PREFIX}SERVICE_ALLOW: found 'http://a b', expected {WEB_ADDRESSES.expected}",
    ]


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "1e9", "0", "3601"])
def test_a_deadline_is_a_number_of_seconds(text):
    with pytest.raises(SettingsError, match=r"expected a number of seconds from 0\.1 to 3600"):
        read_settings(SandboxLimits, {f"{PREFIX}DEADLINE": text})


def test_every_default_is_a_value_that_may_be_set():
    for name, each in settings_of(SandboxLimits).items():
        default = getattr(SandboxLimits(), name)
        if default != ():
            assert each.kind.read(str(default)) == default


def test_one_client_has_all_workers_but_one():
    assert [SandboxLimits(workers=n).workers_of_one_client for n in (1, 2, 8)] == [1, 1, 7]
    assert SandboxLimits(workers=4, client_workers=4).workers_of_one_client == 4
