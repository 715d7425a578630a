"""Citing an answer, and what has become of an answer that somebody cited.

A citation names the build and the SHA-256 of the result. The address that it gives carries both, so that whoever
follows it is told whether the answer still stands, and if not, which rows have gone and which have come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.errors import BuildError, ParameterError
from graph.history import SHORTEST_DIGEST, named, past_builds
from graph.saved_queries import SavedQuestion
from graph.store import EmbeddedStore
from webui.reading.cells import Answer, answer
from webui.reading.result import Result
from webui.site import site

AUTHOR = "The Backstop maintainers"
WORK = "Backstop: who said what about Ukraine's security guarantees"
BUILD, RESULT = "_build", "_result"  # the reserved parameters of a cited address
_SHOWN_DIGITS = 16
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")


@dataclass(frozen=True)
class Citation:
    """How to cite an answer: the address that keeps, a line of text, and an entry for BibTeX."""

    address: str
    text: str
    bibtex: str


def marks(result: Result) -> dict[str, str]:
    """Return the reserved parameters that tie an address to this answer of this build; none for a remote endpoint."""
    engine = site().engine
    if not isinstance(engine, EmbeddedStore):
        return {}
    return {BUILD: engine.version[:_SHOWN_DIGITS], RESULT: result.digest[:_SHOWN_DIGITS]}


def citation(asked: SavedQuestion, chosen: str, result: Result, address: str) -> Citation | None:
    """Return the citation of an answer; ``None`` for a remote endpoint, whose state has no name.

    ``chosen`` says in words what was chosen in the question's form; ``address`` carries the :func:`marks`.
    """
    engine = site().engine
    if not isinstance(engine, EmbeddedStore):
        return None
    build = named(past_builds(engine.folder), engine.version)
    title = f"{asked.title} ({chosen})" if chosen else asked.title
    version = f"Version {engine.manifest.version}, build {engine.version[:_SHOWN_DIGITS]}"
    day = f"{build.published:%Y-%m-%d}" if build else ""
    digest = f"SHA-256 of the answer: {result.digest}"
    text = f"{AUTHOR}. “{title}” {WORK}. {version}{f', {day}' if day else ''}. {digest}. {address}"
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": _bibtex(title),
        "howpublished": _bibtex(f"{WORK}. {version}"),
        **({"date": day, "year": day[:4]} if day else {}),
        "note": _bibtex(digest),
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return Citation(address, text, f"@misc{{backstop-{asked.slug}-{result.digest[:8]},\n{lines}}}\n")


def _bibtex(text: str) -> str:
    """A text with what TeX would take for commands written out."""
    return re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))


@dataclass(frozen=True)
class Standing:
    """What has become of a cited answer.

    ``verdict``: the answer is the ``same``; it has ``changed``, and ``gone`` and ``come`` have the rows that say how;
    it has changed and the build it was cited from is not here any more (``lost``); or that build is here and never
    gave the answer that the address names (``never``), because the address was altered or the question reworded.
    """

    verdict: Literal["same", "changed", "lost", "never"]
    build: str
    gone: Answer | None = None
    come: Answer | None = None


def standing(asked: SavedQuestion, query: str, now: Result, build: str, result: str) -> Standing:
    """Compare the answer as it is with the one that was cited by the digests ``build`` and ``result``.

    Raises :class:`~graph.errors.ParameterError` for what is no digest.
    """
    for name, digest in ((BUILD, build), (RESULT, result)):
        if not _DIGEST.fullmatch(digest):
            raise ParameterError(f"{name}: found '{digest[:80]}', expected {SHORTEST_DIGEST} to 64 hexadecimal digits")
    if now.digest.startswith(result):
        return Standing("same", build)
    engine = site().engine
    past = named(past_builds(engine.folder), build) if isinstance(engine, EmbeddedStore) else None
    if past is None:
        return Standing("lost", build)
    try:
        then = Result.of(past.open().select(query))
    except BuildError:
        return Standing("lost", build)
    if not then.digest.startswith(result):
        return Standing("never", build)
    gone, come = set(then.lines) - set(now.lines), set(now.lines) - set(then.lines)
    return Standing("changed", build, answer(asked, then.only(gone)), answer(asked, now.only(come)))
