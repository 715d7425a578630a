"""Every exception that Backstop raises on purpose, each with the HTTP status that a page answers with."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right.

    ``file`` is a path as the person knows it, ``line`` counts from 1 (0: the whole file), ``field``
    is a dotted path into the record (may be empty).
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class BackstopError(Exception):
    """The root. ``status`` is the HTTP status that a web page answers with."""

    status = 500


class ProblemsError(BackstopError):
    """An error made of problems, all that were found in one run, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CurationError(ProblemsError):
    """The curated YAML is wrong."""


class OntologyError(ProblemsError):
    """The ontology cannot be read, or holds an axiom for which there is no rule."""


class ContradictionError(ProblemsError):
    """A rule whose conclusion is a contradiction fired."""


class ViolationError(ProblemsError):
    """A SHACL shape or a check query is violated."""


class QuestionError(ProblemsError):
    """A saved question is malformed."""


class ChoiceError(BackstopError):
    """Something that was chosen cannot be.

    ``parameter`` is the name of the parameter whose value is to blame, ``words`` says to a reader what the message says
    to a program, and ``instead`` is a value that may have been meant; each may be empty.
    """

    def __init__(self, message: str, *, parameter: str = "", words: str = "", instead: str = "") -> None:
        super().__init__(message)
        self.parameter, self.words, self.instead = parameter, words, instead


class ParameterError(ChoiceError):
    """A value is of the wrong type, missing, or for an unknown parameter."""

    status = 400


class UnknownNameError(ChoiceError):
    """A value names nothing in the graph."""

    status = 404


class SettingsError(ProblemsError):
    """An environment variable has an invalid value, or is not a known setting."""


class BuildError(BackstopError):
    """There is no build at the place given, or it is not whole."""

    status = 503


class ProofLimitError(BackstopError):
    """The search for a proof has met a limit before it found one, or all of them."""

    status = 503


class EndpointError(BackstopError):
    """A remote SPARQL endpoint refused, failed, or took too long."""

    status = 502


class QueryError(BackstopError):
    """A visitor's query is not answered.

    ``reason`` is one word for programs, ``limit`` the setting that was met, ``retry_after`` the seconds after which the
    same request may succeed, ``line`` and ``column`` where in the query it is wrong (from 1; 0: nowhere in particular).
    """

    def __init__(  # noqa: PLR0913 -- each is one thing that the client is told
        self,
        status: int,
        reason: str,
        message: str,
        *,
        limit: str = "",
        retry_after: int = 0,
        line: int = 0,
        column: int = 0,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.limit = limit
        self.retry_after = retry_after
        self.line = line
        self.column = column


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` with the known name most like ``found``, or ``""`` if none is similar."""
    close = closest(found, known)
    return f"; did you mean '{close}'?" if close else ""


def closest(found: str, known: Iterable[str]) -> str:
    """Return the known name most like ``found``, or an empty text if none is similar."""
    return next(iter(difflib.get_close_matches(found, sorted(known), n=1, cutoff=0.6)), "")


def syntax_error_line(error: SyntaxError) -> int:
    """Return the line of a syntax error in a query, which the SPARQL parser gives in its message; 0 if it does not."""
    found = re.search(r"error at (\d+):", str(error.msg))
    return error.lineno or (int(found[1]) if found else 0)
