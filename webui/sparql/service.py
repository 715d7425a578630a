"""What the endpoint shares between requests: its limits, its gate, and a pool of workers for each build."""

from __future__ import annotations

import os
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, cast

from flask import Flask, Request, current_app

from graph.environment import read_settings
from graph.publication import QUADS
from graph.sandbox.admission import Gate
from graph.sandbox.limits import Limits
from graph.sandbox.pool import Pool
from graph.store import EmbeddedStore
from webui.site import Site, site_of

_KEY = "backstop.sparql"


def install(app: Flask, limits: Limits | None = None) -> None:
    """Give the application its gate, by default with the limits of the environment.

    Raises :class:`~graph.errors.SettingsError`.
    """
    app.extensions[_KEY] = Gate(limits or read_settings(Limits, os.environ))


def gate_of(app: Flask) -> Gate:
    """Return the gate of an application."""
    return cast(Gate, app.extensions[_KEY])


def gate() -> Gate:
    """Return the gate of the current application."""
    return gate_of(current_app)


def pool_of(site: Site) -> Pool:
    """Start the workers of a build; ``site.derive(pool_of)`` has one pool for each, whose processes end with it."""
    engine = site.engine
    assert isinstance(engine, EmbeddedStore)
    return Pool(engine.release / QUADS, engine.version, gate().limits)


def warm_up(app: Flask) -> None:
    """Start the workers before the first request comes."""
    with app.app_context():
        opened = site_of(app)
        if isinstance(opened.engine, EmbeddedStore):
            opened.derive(pool_of)


def close(app: Flask) -> None:
    """End the workers of the site that is served; what they still run is answered with an error."""
    opened = site_of(app)
    if pool := opened.derived(pool_of):
        pool.close()


def client_of(request: Request) -> str:
    """Return what names the client in the gate: its address, or for IPv6 the network of its site (/64).

    Behind ``BACKSTOP_PROXY`` the server has put there the address that the proxy saw.
    """
    address = request.remote_addr or ""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def gone(environ: dict[str, Any]) -> Callable[[], bool]:
    """Return a function that says whether the client has closed its connection, as far as the server lets us see."""
    return cast(Callable[[], bool], environ.get("waitress.client_disconnected", lambda: False))
