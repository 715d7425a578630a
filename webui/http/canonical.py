"""The one address of a page, for search engines and for whoever shares it."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for


def canonical() -> str:
    """Return the address of the page in full: with the parameters that it knows and that have a value, in one order.

    A view whose parameters have an order, or defaults, sets it with :func:`set_canonical`.
    """
    if "canonical" in g:
        return absolute(g.canonical)
    given = {name: request.args.getlist(name) for name in sorted(g.get("known", ())) if request.args.get(name)}
    values = dict[str, Any]({**(request.view_args or {}), **given})
    return absolute(url_for(request.endpoint or "", **values))


def set_canonical(address: str) -> None:
    """Say which address of this site, as a path, is the one of the present page."""
    g.canonical = address


def absolute(address: str) -> str:
    """Return an address of this site, given as a path, in full. The host is one that the site answers to."""
    return request.host_url.rstrip("/") + address
