"""What an operator can set, and the environment variable of each: see the table in ``OPERATING.md``."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.connect import Source
from graph.environment import (
    ADDRESS,
    CONTACT,
    FLAG,
    HOST_NAMES,
    NETWORKS,
    TEXT,
    Network,
    check_environment,
    one_of,
    read_settings,
    seconds,
    setting,
    whole,
)
from graph.sandbox.limits import SandboxLimits

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
LOOPBACK_NETWORKS: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1"))


@dataclass(frozen=True)
class Settings:
    """How the site is served. Sizes are in bytes, times in seconds."""

    host: str = setting("HOST", TEXT, "127.0.0.1", "the address to serve on; 0.0.0.0 is every address of the machine")
    port: int = setting("PORT", whole(0, 65535), 8000, "the port to serve on; 0 takes a free one")
    threads: int = setting(
        "BACKSTOP_THREADS",
        whole(2, 1024),
        0,
        "requests handled at a time; others wait in order",
        shown="16 more than queries may run or wait",
    )
    connections: int = setting(
        "BACKSTOP_CONNECTIONS", whole(10, 100_000), 1000, "open connections; further ones wait to be accepted"
    )
    idle_seconds: int = setting(
        "BACKSTOP_IDLE_SECONDS", whole(1, 3600), 60, "seconds of silence after which a connection is closed"
    )
    request_bytes: int = setting(
        "BACKSTOP_REQUEST_BYTES", whole(1024, 2**30), 64 * 1024, "the largest body of a request (413 beyond)"
    )
    stop_seconds: float = setting(
        "BACKSTOP_STOP_SECONDS", seconds(0, 60), 4.0, "how long a stop waits for requests that are being answered"
    )
    reload_seconds: float = setting(
        "BACKSTOP_RELOAD_SECONDS",
        seconds(0, 3600),
        1.0,
        "seconds between two looks for a new build, at least; 0 is never",
    )
    hosts: tuple[str, ...] = setting(
        "BACKSTOP_HOSTS",
        HOST_NAMES,
        (),
        "the host names of the site; a request for another one is refused (400)",
        shown="those of this machine if HOST is its loopback address, else any",
    )
    proxy: str = setting(
        "BACKSTOP_PROXY",
        ADDRESS,
        "",
        "the reverse proxy whose X-Forwarded-For, -Host and -Proto are trusted",
        shown="none",
    )
    contact: str = setting(
        "BACKSTOP_CONTACT", CONTACT, "", "where visitors report errors; /report shows it", shown="none"
    )
    metrics_from: tuple[Network, ...] = setting(
        "BACKSTOP_METRICS_FROM", NETWORKS, LOOPBACK_NETWORKS, "the addresses that may read /metrics (403 for others)"
    )
    log_clients: str = setting(
        "BACKSTOP_LOG_CLIENTS",
        one_of("network", "full", "none"),
        "network",
        "how a client is logged: its network (the first 24 bits of IPv4, 48 of IPv6), its address, or not at all",
    )
    log_queries: bool = setting(
        "BACKSTOP_LOG_QUERIES",
        FLAG,
        False,
        "whether to log what visitors ask: the query string, and the text of a query",
    )

    def threads_for(self, limits: SandboxLimits) -> int:
        """Return the number of threads: enough that queries leave some for the pages."""
        return self.threads or limits.workers + limits.quick_workers + 2 * limits.queue + _SPARE_THREADS


KINDS: tuple[type, ...] = (Settings, Source, SandboxLimits)
_OTHERS = ("BACKSTOP_SOURCES",)  # read by the build and the tests, which serve nothing
_SPARE_THREADS = 16  # for pages, while every query that may be running or waiting holds a thread


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings of the environment.

    On a loopback address the site answers to the names of that address alone, unless ``BACKSTOP_HOSTS`` says otherwise,
    so that no foreign page can reach it through a name of its own.

    Raises :class:`~graph.errors.SettingsError` for invalid and unknown settings.
    """
    check_environment(environment, KINDS, _OTHERS)
    settings = read_settings(Settings, environment)
    if not settings.hosts and is_loopback(settings.host):
        return replace(settings, hosts=LOOPBACK_NAMES)
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
