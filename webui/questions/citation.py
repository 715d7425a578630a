"""Citations of answers, and whether a cited answer has changed since.

A citation names the build, and its address carries the digests of the build and the result, so that the page can tell
whoever follows it whether the answer is still the same, and if not, which rows were removed and which were added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.errors import BuildError, ParameterError
from graph.history import SHORTEST_DIGEST, named, past_builds
from graph.saved_queries import Asked
from webui.questions.form import address
from webui.reading.cells import Answer, answer
from webui.reading.cited import SHOWN_DIGITS, Cited, edition
from webui.reading.result import Result
from webui.site import Site

BUILD, RESULT = "_build", "_result"  # the reserved parameters of a cited address
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}")


def cited_answer(opened: Site, asked: Asked, title: str, result: Result, words: str) -> Cited | None:
    """Return what there is to cite of an answer; ``None`` for a remote endpoint, whose data have no version.

    ``title`` is the heading of the answer, with what was chosen; ``words`` is the answer in words. The address carries
    the digests of the build and the result.
    """
    current = edition(opened)
    if current is None:
        return None
    question = asked.question
    marks = {BUILD: current.build[:SHOWN_DIGITS], RESULT: result.digest[:SHOWN_DIGITS]}
    return Cited(
        name=f"backstop-{question.slug}-{result.digest[:8]}",
        title=title,
        genre="Answer from a database",
        address=address(asked, external=True, **marks),
        edition=current,
        abstract=words,
        check=f"SHA-256 of the answer: {result.digest}",
    )


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
