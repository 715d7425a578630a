"""Settings: frozen dataclasses whose fields are read from environment variables, strictly.

A field is declared with :func:`setting`, which gives its variable, what a value must be, and what it does. Reading, the
message about an invalid value, the help of the command line and the table in ``OPERATING.md`` all come from there.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graph.errors import Problem, SettingsError, did_you_mean

T = TypeVar("T")
N = TypeVar("N", int, float)

PREFIX = "BACKSTOP_"
_KEY = "setting"
_TRUE, _FALSE = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What a value must be. ``expected`` says it in words; ``read`` raises ``ValueError`` for any other text."""

    expected: str
    read: Callable[[str], T]


@dataclass(frozen=True)
class Setting:
    """One setting as an operator knows it; ``default`` is the value or, where that says too little, words."""

    variable: str
    kind: Kind[Any]
    meaning: str
    default: str


def setting(variable: str, kind: Kind[T], default: T, meaning: str, *, shown: str | None = None) -> Any:
    """Return the dataclass field that ``variable`` sets; ``shown`` is the default in words."""
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
    """Return ``kind`` with the values that the environment sets; an empty variable counts as unset.

    Raises :class:`~graph.errors.SettingsError` with every invalid value.
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
    """Check the environment against all settings: those of the dataclasses, and the variables ``others``.

    Raises :class:`~graph.errors.SettingsError` with every invalid value, and with every unknown variable that begins
    with our prefix: a limit whose name is misspelt would silently not be in force.
    """
    known = {declared.variable for kind in kinds for declared in settings_of(kind).values()} | set(others)
    unknown = [name for name in environment if name.startswith(PREFIX) and name not in known]
    problems = [_problem(name, f"there is no such setting{did_you_mean(name, known)}") for name in unknown]
    for kind in kinds:
        problems += _read(kind, environment)[1]
    if problems:
        raise SettingsError(problems)


def settings_help(kinds: Sequence[type]) -> str:
    """Return a text that lists every setting with its default, its values and its meaning."""
    declared = [each for kind in kinds for each in settings_of(kind).values()]
    return "\n".join(
        f"  {each.variable} (default: {each.default or 'empty'})\n      {each.meaning}: {each.kind.expected}"
        for each in declared
    )


def _problem(variable: str, message: str) -> Problem:
    return Problem("environment", 0, variable, message)


def whole(minimum: int, maximum: int) -> Kind[int]:
    """Return the kind of whole numbers from ``minimum`` to ``maximum``."""
    return Kind(f"a whole number from {minimum} to {maximum}", _number(int, r"-?[0-9]{1,18}", minimum, maximum))


def seconds(minimum: float, maximum: float) -> Kind[float]:
    """Return the kind of numbers of seconds from ``minimum`` to ``maximum``, in decimal digits."""
    decimal = _number(float, r"[0-9]{1,9}(\.[0-9]{1,9})?", minimum, maximum)
    return Kind(f"a number of seconds from {minimum:g} to {maximum:g}", decimal)


def _number(kind: Callable[[str], N], pattern: str, minimum: float, maximum: float) -> Callable[[str], N]:
    def read(text: str) -> N:
        if not re.fullmatch(pattern, text) or not minimum <= kind(text) <= maximum:
            raise ValueError
        return kind(text)

    return read


def one_of(*words: str) -> Kind[str]:
    """Return the kind of these words."""

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


def _contact(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+|[^\s@<>\"?&]+@[^\s@<>\"?&]+", text):
        raise ValueError
    return text


FLAG = Kind("yes or no", _flag)
TEXT: Kind[str] = Kind("some text", str)
HOST_NAMES = Kind("host names, separated by commas (a leading dot includes subdomains)", _host_names)
NETWORKS = Kind("addresses or networks such as 10.0.0.0/8, separated by commas", _networks)
WEB_ADDRESSES = Kind("addresses that begin with http:// or https://, separated by spaces", _web_addresses)
CONTACT: Kind[str] = Kind("an e-mail address, or an address that begins with http:// or https://", _contact)
ADDRESS = Kind("an IP address", lambda text: str(ipaddress.ip_address(text)))
