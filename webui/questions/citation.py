"""Citations of answers, and whether a cited answer has changed since.

A citation names the build and the SHA-256 of the result. Its address carries both, so that the page can tell whoever
follows it whether the answer is still the same, and if not, which rows were removed and which were added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.errors import BuildError, ParameterError
from graph.history import SHORTEST_DIGEST, named, past_builds
from graph.saved_queries import Asked, SavedQuestion
from webui.reading.cells import Answer, answer
from webui.reading.result import Result
from webui.site import Site

AUTHOR = "The Backstop maintainers"
WORK = "Backstop: who said what about Ukraine's security guarantees"
BUILD, RESULT = "_build", "_result"  # the reserved parameters of a cited address
_SHOWN_DIGITS = 16
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")


@dataclass(frozen=True)
class Citation:
    """How to cite an answer: its permanent address, a line of text, and a BibTeX entry."""

    address: str
    text: str
    bibtex: str


def marks(opened: Site, result: Result) -> dict[str, str]:
    """Return the reserved parameters that name the build and the result; empty for a remote endpoint."""
    if opened.build is None:
        return {}
    return {BUILD: opened.build.version[:_SHOWN_DIGITS], RESULT: result.digest[:_SHOWN_DIGITS]}


def citation(  # noqa: PLR0913 -- each is a part of the citation
    opened: Site, question: SavedQuestion, title: str, result: Result, address: str, *, words: str
) -> Citation | None:
    """Return the citation of an answer; ``None`` for a remote endpoint, whose data have no version.

    ``title`` is the heading of the answer, with what was chosen; ``address`` carries the :func:`marks`, and
    ``words`` is the answer in words.
    """
    if opened.build is None:
        return None
    served = opened.build
    build = named(past_builds(served.folder), served.version)
    version = f"Version {served.manifest.version}, build {served.version[:_SHOWN_DIGITS]}"
    day = f"{build.published:%Y-%m-%d}" if build else ""
    digest = f"SHA-256 of the answer: {result.digest}"
    text = f"{AUTHOR}. “{title}” {words} {WORK}. {version}{f', {day}' if day else ''}. {digest}. {address}"
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": _bibtex(title),
        "howpublished": _bibtex(f"{WORK}. {version}"),
        **({"date": day, "year": day[:4]} if day else {}),
        "abstract": _bibtex(words),
        "note": _bibtex(digest),
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return Citation(address, text, f"@misc{{backstop-{question.slug}-{result.digest[:8]},\n{lines}}}\n")


def _bibtex(text: str) -> str:
    """A text with TeX's special characters escaped."""
    return re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))


@dataclass(frozen=True)
class Standing:
    """Whether a cited answer has changed.

    ``verdict`` is ``same``; ``changed``, where ``gone`` and ``come`` hold the rows removed and added; ``lost``, if it
    changed and the cited build is not kept; or ``never``, if the cited build did not give that answer, because the
    address was altered or the question reworded.
    """

    verdict: Literal["same", "changed", "lost", "never"]
    build: str
    gone: Answer | None = None
    come: Answer | None = None


def standing(opened: Site, asked: Asked, now: Result, build: str, result: str) -> Standing:
    """Compare ``now``, the present answer, with the one cited by the digests ``build`` and ``result``.

    Raises :class:`~graph.errors.ParameterError` for what is not a digest.
    """
    for name, digest in ((BUILD, build), (RESULT, result)):
        if not _DIGEST.fullmatch(digest):
            raise ParameterError(
                f"{name}: found '{digest[:80]}', expected {SHORTEST_DIGEST} to 64 hexadecimal digits",
                parameter=name,
                words="The address of this citation is not whole, so nobody can tell whether its answer still stands.",
            )
    if now.digest.startswith(result):
        return Standing("same", build)
    past = named(past_builds(opened.build.folder), build) if opened.build else None
    if past is None:
        return Standing("lost", build)
    try:
        then = Result.of(past.open().select(asked.query))
    except BuildError:
        return Standing("lost", build)
    if not then.digest.startswith(result):
        return Standing("never", build)
    gone, come = set(then.lines) - set(now.lines), set(now.lines) - set(then.lines)
    return Standing("changed", build, answer(asked.question, then.only(gone)), answer(asked.question, now.only(come)))
