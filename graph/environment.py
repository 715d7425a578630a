"""Settings: frozen dataclasses whose fields are read from environment variables, strictly.

A field is declared with :func:`setting`, which says its variable, what a value must be, and what it does; so that
reading, the message about a wrong value, and the table of the documentation all come from one place.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graph.errors import Problem, SettingsError, nearest

T = TypeVar("T")

PREFIX = "BACKSTOP_"
_KEY = "setting"
_TRUE, _FALSE = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What a value must be, in words too. ``read`` raises ``ValueError`` for text that is no such value."""

    expected: str
    read: Callable[[str], T]


@dataclass(frozen=True)
class Setting:
    """One setting as an operator knows it; ``default`` in words, where the value itself does not say it."""

    variable: str
    kind: Kind[Any]
    meaning: str
    default: str


def setting(variable: str, kind: Kind[T], default: T, meaning: str, *, shown: str | None = None) -> Any:
    """Return the dataclass field that ``variable`` sets; ``shown`` says the default in words."""
    text = _shown(default) if shown is None else shown
    return dataclasses.field(default=default, metadata={_KEY: Setting(variable, kind, meaning, text)})


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def settings_of(kind: type) -> dict[str, Setting]:
    """Return the settings of a dataclass by the name of their field."""
    return {field.name: field.metadata[_KEY] for field in dataclasses.fields(kind) if _KEY in field.metadata}


def read_settings(kind: type[T], environment: Mapping[str, str]) -> T:
    """Return ``kind`` with what the environment sets; a variable that is empty counts as not set.

    Raises :class:`~graph.errors.SettingsError` with every wrong value.
    """
    values, problems = _read(kind, environment)
    if problems:
        raise SettingsError(problems)
    return kind(**values)


def _read(kind: type, environment: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for name, declared in settings_of(kind).items():
        text = environment.get(declared.variable, "").strip()
        if not text:
            continue
        try:
            values[name] = declared.kind.read(text)
        except ValueError:
            problems.append(_problem(declared.variable, f"found '{text}', expected {declared.kind.expected}"))
    return values, problems


def check_environment(environment: Mapping[str, str], kinds: Sequence[type], others: Iterable[str] = ()) -> None:
    """Hold the environment against all settings that there are: the dataclasses, and ``others``, read elsewhere.

    Raises :class:`~graph.errors.SettingsError` with every wrong value, and with every variable that begins with our
    prefix and is no setting: a limit whose name is misspelt would silently not be in force.
    """
    known = {declared.variable for kind in kinds for declared in settings_of(kind).values()} | set(others)
    unknown = [name for name in environment if name.startswith(PREFIX) and name not in known]
    problems = [_problem(name, f"there is no such setting{nearest(name, known)}") for name in unknown]
    for kind in kinds:
        problems += _read(kind, environment)[1]
    if problems:
        raise SettingsError(problems)


def _problem(variable: str, message: str) -> Problem:
    return Problem("environment", 0, variable, message)


def whole(least: int, most: int) -> Kind[int]:
    """A whole number from ``least`` to ``most``."""
    return Kind(f"a whole number from {least} to {most}", lambda text: _within(_whole(text), least, most))


def seconds(least: float, most: float) -> Kind[float]:
    """A number of seconds from ``least`` to ``most``, as decimal digits."""
    return Kind(f"a number of seconds from {least:g} to {most:g}", lambda text: _within(_decimal(text), least, most))


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise ValueError
    return float(text)


N = TypeVar("N", int, float)


def _within(value: N, least: float, most: float) -> N:
    if not least <= value <= most:
        raise ValueError
    return value


def one_of(*words: str) -> Kind[str]:
    """One of these words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError
        return text

    return Kind(" or ".join((", ".join(words[:-1]), words[-1])), read)


def _flag(text: str) -> bool:
    if text.lower() not in _TRUE + _FALSE:
        raise ValueError
    return text.lower() in _TRUE


def _host_names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in text.split(","))
    if not all(re.fullmatch(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", name) for name in names):
        raise ValueError
    return names


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(","))


def _web_addresses(text: str) -> tuple[str, ...]:
    addresses = tuple(text.split())
    if not all(address.startswith(("http://", "https://")) for address in addresses):
        raise ValueError
    return addresses


FLAG = Kind("yes or no", _flag)
TEXT: Kind[str] = Kind("some text", str)
HOST_NAMES = Kind("host names, parted by commas (a leading dot takes subdomains in)", _host_names)
NETWORKS = Kind("addresses or networks such as 10.0.0.0/8, parted by commas", _networks)
WEB_ADDRESSES = Kind("addresses that begin with http:// or https://, parted by spaces", _web_addresses)
ADDRESS = Kind("an IP address", lambda text: str(ipaddress.ip_address(text)))
