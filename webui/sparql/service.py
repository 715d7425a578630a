"""What the endpoint shares between requests: admission control, and a pool of workers for each build."""

from __future__ import annotations

import os
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, cast

from flask import Flask, Request, current_app

from graph.environment import read_settings
from graph.publication import QUADS
from graph.sandbox.admission import Admission
from graph.sandbox.limits import SandboxLimits
from graph.sandbox.pool import WorkerPool
from webui.site import Site, site_of

_KEY = "backstop.sparql"


def install(app: Flask, limits: SandboxLimits | None = None) -> None:
    """Give the application its admission control, by default with the limits of the environment.

    Raises :class:`~graph.errors.SettingsError`.
    """
    app.extensions[_KEY] = Admission(limits or read_settings(SandboxLimits, os.environ))


def admission_of(app: Flask) -> Admission:
    """Return the admission control of an application."""
    return cast(Admission, app.extensions[_KEY])


def pool_of(site: Site) -> WorkerPool:
    """Start the workers of a build; ``site.cached(pool_of)`` has one pool for each, whose processes end with it."""
    assert site.build is not None
    return WorkerPool(site.build.release / QUADS, site.build.version, admission_of(current_app).limits)


def warm_up(app: Flask) -> None:
    """Start the workers before the first request comes."""
    with app.app_context():
        opened = site_of(app)
        if opened.build:
            opened.cached(pool_of)


def close(app: Flask) -> None:
    """End the workers of the site that is served; what they still run is answered with an error."""
    opened = site_of(app)
    if pool := opened.cached_or_none(pool_of):
        pool.close()


def client_of(request: Request) -> str:
    """Return the client's name in admission control: its address, or for IPv6 the network of its site (/64).

    Behind ``BACKSTOP_PROXY`` the server has put the address that the proxy saw in ``remote_addr``.
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
