"""Opens the engine that the environment names: the embedded store or a remote endpoint."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from graph.engine import Engine
from graph.environment import TEXT, read_settings, setting
from graph.store import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Source:
    """Where answers come from."""

    endpoint: str = setting(
        "BACKSTOP_ENDPOINT", TEXT, "", "the address of a SPARQL endpoint to ask instead of the build", shown="none"
    )
    build: str = setting("BACKSTOP_BUILD", TEXT, "", "the folder of the build", shown="build, beside the code")

    def folder(self, root: Path) -> Path:
        """Return the folder of the build."""
        return Path(self.build) if self.build else root / "build"


def open_engine(root: Path = ROOT) -> Engine:
    """Open the endpoint that ``BACKSTOP_ENDPOINT`` names, or else the build in ``BACKSTOP_BUILD`` or ``root/build``.

    Raises :class:`~graph.errors.BuildError` or :class:`~graph.errors.EndpointError`.
    """
    source = read_settings(Source, os.environ)
    if not source.endpoint:
        return EmbeddedStore(source.folder(root))
    from graph.endpoint import RemoteEndpoint

    return RemoteEndpoint(source.endpoint)
