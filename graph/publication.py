"""Writes a build and puts it in place in one step; opens only complete builds.

A build is a folder of its own below ``build/releases``. ``build/current`` names the one in place, and what people open,
``build/backstop.nq`` and the rest, are links through it. A new build is written aside, flushed to the disk, and put in
place by replacing ``current``, which is atomic: if the process is killed, either the old build is there or the new.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, QuerySolutions, Store

from graph.errors import BuildError
from graph.serialisation import rdf_bytes, safe_cell
from graph.vocabulary import DESCRIBING_GRAPHS, INFERRED_GRAPH

MANIFEST = "manifest.json"
QUADS = "backstop.nq"
_CURRENT = "current"
_RELEASES = "releases"
_KEPT_RELEASES = 3  # a server that is still reading the last build finds its files


@dataclass(frozen=True)
class Manifest:
    """What a build says about itself. ``files`` maps names to SHA-256, ``graphs`` IRIs to numbers of triples."""

    version: str
    reasoner: str
    graphs: Mapping[str, int]
    files: Mapping[str, str]
    verified_texts: tuple[str, ...]

    @property
    def stated(self) -> int:
        """The number of stated triples, excluding the graphs that describe the build."""
        others = (INFERRED_GRAPH, *DESCRIBING_GRAPHS)
        return sum(count for graph, count in self.graphs.items() if graph not in others)

    @property
    def concluded(self) -> int:
        """The number of concluded triples."""
        return self.graphs.get(INFERRED_GRAPH, 0)

    @property
    def digest(self) -> str:
        """The SHA-256 of the quads, which names the build."""
        return self.files[QUADS]

    def to_json(self) -> str:
        """Return the manifest as JSON, keys sorted."""
        return json.dumps({"name": "backstop", **vars(self)}, indent=2, sort_keys=True) + "\n"


def contents(quads: Iterable[Quad], statements_query: str) -> dict[str, bytes]:
    """Return the files of a build by name, byte for byte the same for the same quads.

    ``statements_query`` is the SELECT behind ``statements.csv``.
    """
    store = Store()
    store.bulk_extend(quads)
    lines = sorted(f"{quad} ." for quad in store)
    triples = sorted({quad.triple for quad in store}, key=str)
    return {
        QUADS: ("\n".join(lines) + "\n").encode(),
        "backstop.ttl": rdf_bytes(triples, "ttl"),
        "backstop.jsonld": rdf_bytes(triples, "jsonld"),
        "statements.csv": _spreadsheet(store, statements_query),
    }


def _spreadsheet(store: Store, query: str) -> bytes:
    answer = store.query(query, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(names)
    for solution in answer:
        writer.writerow(safe_cell(term.value if (term := solution[name]) else "") for name in names)
    return output.getvalue().encode("utf-8")


def manifest_of(
    files: Mapping[str, bytes], quads: Iterable[Quad], version: str, reasoner: str, verified_texts: Iterable[str]
) -> Manifest:
    """Return the manifest of a build."""
    counts = Counter(str(quad.graph_name)[1:-1] for quad in set(quads))
    return Manifest(
        version=version,
        reasoner=reasoner,
        graphs=dict(sorted(counts.items())),
        files={name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
        verified_texts=tuple(sorted(verified_texts)),
    )


def publish(files: Mapping[str, bytes], manifest: Manifest, folder: Path) -> Path:
    """Write a build below ``folder`` and put it in place; return the build's own folder.

    Raises ``OSError`` where the disk does not allow it; the last build is then still in place.
    """
    releases = folder / _RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    release = Path(tempfile.mkdtemp(prefix=f"{manifest.digest[:12]}-", dir=releases))
    try:
        release.chmod(0o755)  # mkdtemp allows only the owner; a server may run as another user
        for name, content in {**files, MANIFEST: manifest.to_json().encode()}.items():
            write_flushed(release / name, content)
        _flush(release)
        _flush(releases)
        _replace_link(folder / _CURRENT, Path(_RELEASES) / release.name)
    except OSError:
        shutil.rmtree(release, ignore_errors=True)
        raise
    for name in (*files, MANIFEST):
        link = folder / name
        if not link.is_symlink():
            _replace_link(link, Path(_CURRENT) / name)
    _flush(folder)
    _remove_old(releases, release)
    return release


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace_link(link: Path, target: Path) -> None:
    aside = link.with_name(f".{link.name}-{os.getpid()}")
    with suppress(FileNotFoundError):
        aside.unlink()
    aside.symlink_to(target)
    aside.replace(link)


def _remove_old(releases: Path, newest: Path) -> None:
    """Remove old releases: keep the last finished ones, and the last unfinished ones of killed processes."""
    others = sorted((path for path in releases.iterdir() if path != newest), key=lambda path: path.stat().st_mtime)
    for finished in (True, False):
        kind = [path for path in others if (path / MANIFEST).exists() == finished]
        for path in kind[: -(_KEPT_RELEASES - 1)]:
            shutil.rmtree(path, ignore_errors=True)


def release_in_place(folder: Path) -> str:
    """Return the target of ``current`` below ``folder``, which differs for every build; ``""`` if there is none."""
    try:
        return str((folder / _CURRENT).readlink())
    except OSError:
        return ""


def read_manifest(folder: Path) -> tuple[Path, Manifest]:
    """Return the folder of the build in place below ``folder``, links resolved, and its manifest.

    Raises :class:`~graph.errors.BuildError` if there is none, or it is damaged.
    """
    release = (folder / _CURRENT).resolve()
    try:
        return release, _parsed((release / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BuildError(f"there is no build in {folder}: run 'make build'") from None
    except OSError as error:
        raise BuildError(f"{release / MANIFEST} cannot be read ({error.strerror}): run 'make build'") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BuildError(f"{release / MANIFEST} is damaged: run 'make build'") from None


def _parsed(text: str) -> Manifest:
    data = json.loads(text)
    data.pop("name")
    data["verified_texts"] = tuple(data["verified_texts"])
    manifest = Manifest(**data)
    if not (isinstance(manifest.graphs, dict) and isinstance(manifest.files, dict) and manifest.digest):
        raise TypeError
    return manifest


def verified_file(release: Path, manifest: Manifest, name: str) -> bytes:
    """Return the content of a file of a build, after checking it against the manifest.

    Raises :class:`~graph.errors.BuildError` if it is missing or not the one that was built.
    """
    try:
        content = (release / name).read_bytes()
    except OSError as error:
        raise BuildError(f"{release / name} cannot be read ({error.strerror}): run 'make build'") from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != manifest.files.get(name):
        expected = manifest.files.get(name, "no such file")
        raise BuildError(
            f"{release / name} is not the file that was built: found SHA-256 {digest}, the manifest has {expected}"
        )
    return content


def verify_files(release: Path, manifest: Manifest) -> None:
    """Check every file of a build against the manifest.

    Raises :class:`~graph.errors.BuildError` with each file that is missing or not the one that was built, one per line.
    """
    wrong = []
    for name in manifest.files:
        try:
            verified_file(release, manifest, name)
        except BuildError as error:
            wrong.append(str(error))
    if wrong:
        raise BuildError("\n".join(wrong))
