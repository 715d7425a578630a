"""Past builds, kept so that an answer cited from one can be shown again, and what each build changed.

``build/history`` holds two files a build, ``<number>-<digest>.nq.gz`` and ``<number>-<digest>.changes.json``. Numbers
count from 1 in the order of publication; a build that is published again while it is the last is the same build. The
time of publication is that of the file, because builds hold no time of their own.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from graph.errors import BuildError
from graph.history.changes import Change, changes
from graph.publication import QUADS, read_manifest, verified_file, write_flushed
from graph.store import QuadStore

_HISTORY = "history"
_CHANGES = TypeAdapter(tuple[Change, ...])
_NAME = re.compile(r"(\d{6})-([0-9a-f]{64})\.nq\.gz")
_KEPT = 200  # some 250 kB each
SHORTEST_DIGEST = 12  # characters of a digest that name a build or a result


@dataclass(frozen=True)
class PastBuild:
    """One build of the history: its number, the SHA-256 of its quads, and when it was published (UTC)."""

    number: int
    digest: str
    published: datetime
    path: Path

    def open(self) -> QuadStore:
        """Return its quads as a store. Raises :class:`~graph.errors.BuildError` if the file has changed."""
        try:
            content = gzip.decompress(self.path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise BuildError(f"{self.path} cannot be read: {error}") from None
        if hashlib.sha256(content).hexdigest() != self.digest:
            raise BuildError(f"{self.path} does not hold the build in its name")
        return QuadStore(content)

    def changes(self) -> tuple[Change, ...]:
        """Return the changes since the build before it, none for the first.

        Raises :class:`~graph.errors.BuildError` if the file of changes is missing or damaged.
        """
        path = _changes_file(self.path)
        try:
            return _CHANGES.validate_json(path.read_bytes())
        except (OSError, ValueError) as error:
            raise BuildError(f"{path} cannot be read: {error}") from None


def past_builds(folder: Path) -> tuple[PastBuild, ...]:
    """Return the builds of the history below ``folder``, the oldest first; none where there is no history."""
    found = []
    for path in sorted((folder / _HISTORY).glob("*.nq.gz")):
        if name := _NAME.fullmatch(path.name):
            published = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            found.append(PastBuild(int(name[1]), name[2], published, path))
    return tuple(found)


def named(builds: Sequence[PastBuild], digest: str) -> PastBuild | None:
    """Return the last build whose digest begins with ``digest``, of at least twelve characters."""
    if len(digest) < SHORTEST_DIGEST:
        return None
    return next((build for build in reversed(builds) if build.digest.startswith(digest)), None)


def remember(folder: Path) -> PastBuild:
    """Add the build in place below ``folder`` to its history, unless it is the last there; return it.

    Raises ``OSError`` where the disk does not allow it, and :class:`~graph.errors.BuildError` for a damaged build.
    """
    release, manifest = read_manifest(folder)
    known = past_builds(folder)
    if known and known[-1].digest == manifest.digest:
        return known[-1]
    quads = verified_file(release, manifest, QUADS)
    found = changes(known[-1].open(), QuadStore(quads)) if known else ()
    number = known[-1].number + 1 if known else 1
    path = folder / _HISTORY / f"{number:06}-{manifest.digest}.nq.gz"
    path.parent.mkdir(exist_ok=True)
    # The quads come last: they make the build known, and then its changes are there.
    _replace(_changes_file(path), _CHANGES.dump_json(found, indent=1))
    _replace(path, gzip.compress(quads, mtime=0))
    for old in known[: max(0, len(known) + 1 - _KEPT)]:
        old.path.unlink(missing_ok=True)
        _changes_file(old.path).unlink(missing_ok=True)
    return past_builds(folder)[-1]


def _changes_file(quads: Path) -> Path:
    return quads.with_name(quads.name.removesuffix(".nq.gz") + ".changes.json")


def _replace(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    write_flushed(aside, content)
    aside.replace(path)
