"""Opens the engine that the environment names; the one place that knows both kinds."""

from __future__ import annotations

import os
from pathlib import Path

from graph.endpoint import RemoteEndpoint
from graph.engine import Engine
from graph.store import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent


def open_engine(root: Path = ROOT) -> Engine:
    """Open the endpoint that ``BACKSTOP_ENDPOINT`` names, or else the build in ``BACKSTOP_BUILD`` or ``root/build``.

    Raises :class:`~graph.errors.BuildError` or :class:`~graph.errors.EndpointError`.
    """
    if address := os.environ.get("BACKSTOP_ENDPOINT"):
        return RemoteEndpoint(address)
    return EmbeddedStore(Path(os.environ.get("BACKSTOP_BUILD") or root / "build"))
