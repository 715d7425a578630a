"""Settings read from environment variables."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

import pytest

from graph.environment import (
    ADDRESS,
    FLAG,
    HOST_NAMES,
    NETWORKS,
    check_environment,
    one_of,
    read_settings,
    seconds,
    setting,
    settings_of,
    whole,
)
from graph.errors import SettingsError


@dataclass(frozen=True)
class Harbour:
    berths: int = setting("BACKSTOP_BERTHS", whole(1, 9), 4, "ships at a time")
    wait: float = setting("BACKSTOP_WAIT", seconds(0, 60), 2.5, "patience")
    open: bool = setting("BACKSTOP_OPEN", FLAG, True, "whether it is open")
    colour: str = setting("BACKSTOP_COLOUR", one_of("red", "green"), "red", "of the light")
    names: tuple[str, ...] = setting("BACKSTOP_NAMES", HOST_NAMES, (), "its names", shown="any")


def refusal(**environment) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        check_environment(environment, (Harbour,), ("BACKSTOP_SOURCES",))
    return [str(problem) for problem in caught.value.problems]


def test_what_is_not_set_has_its_default():
    assert read_settings(Harbour, {}) == Harbour(4, 2.5, True, "red", ())


def test_what_is_set_is_read_as_what_it_is():
    environment = {
        "BACKSTOP_BERTHS": " 9 ",
        "BACKSTOP_WAIT": "0.25",
        "BACKSTOP_OPEN": "No",
        "BACKSTOP_COLOUR": "green",
        "BACKSTOP_NAMES": "Harbour.example, .pier.example",
    }
    assert read_settings(Harbour, environment) == Harbour(9, 0.25, False, "green", ("harbour.example", ".pier.example"))


def test_what_is_empty_is_not_set():
    assert read_settings(Harbour, {"BACKSTOP_BERTHS": " "}) == Harbour()


def test_every_wrong_value_and_every_unknown_name_is_said_at_once():
    assert refusal(
        BACKSTOP_BERTHS="10", BACKSTOP_WAIT="soon", BACKSTOP_COLUOR="red", BACKSTOP_SOURCES="x", OTHER="y"
    ) == [
        "environment: BACKSTOP_BERTHS: found '10', expected a whole number from 1 to 9",
        "environment: BACKSTOP_COLUOR: there is no such setting; did you mean 'BACKSTOP_COLOUR'?",
        "environment: BACKSTOP_WAIT: found 'soon', expected a number of seconds from 0 to 60",
    ]


def test_reading_alone_says_a_wrong_value_too():
    with pytest.raises(SettingsError, match=r"^environment: BACKSTOP_OPEN: found 'maybe', expected yes or no$"):
        read_settings(Harbour, {"BACKSTOP_OPEN": "maybe"})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (whole(0, 9), "1.0"),
        (whole(0, 9), "1_0"),
        (whole(0, 9), "٣"),
        (whole(0, 9), "-1"),
        (whole(0, 9), "9" * 5000),
        (seconds(0, 9), "1e1"),
        (seconds(0, 9), "nan"),
        (seconds(0, 9), "inf"),
        (seconds(1, 9), "0.5"),
        (one_of("red", "green"), "Red"),
        (HOST_NAMES, "a b"),
        (HOST_NAMES, "a.example,"),
        (HOST_NAMES, "http://a.example"),
        (NETWORKS, "10.0.0.1/8"),
        (NETWORKS, "here"),
        (ADDRESS, "localhost"),
        (ADDRESS, "10.0.0.0/8"),
    ],
)
def test_what_is_no_such_value_is_refused(kind, text):
    with pytest.raises(ValueError):  # noqa: PT011 -- whoever reads says what is wrong
        kind.read(text)


def test_networks_and_addresses_are_read():
    assert NETWORKS.read("10.0.0.0/8, ::1") == (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1"))
    assert ADDRESS.read("::0001") == "::1"
    assert HOST_NAMES.read("[::1],localhost") == ("[::1]", "localhost")


def test_the_default_is_told_as_an_operator_would_write_it():
    shown = {name: declared.default for name, declared in settings_of(Harbour).items()}
    assert shown == {"berths": "4", "wait": "2.5", "open": "yes", "colour": "red", "names": "any"}
