"""Saved questions: one ``.rq`` file each, with a header as grlc reads it.

The header is YAML behind ``#+``. grlc's own keys are ``summary`` (the title), ``description``, ``method``,
``pagination``, ``defaults``, ``enumerate``, ``tags``; ours, which grlc ignores, are ``columns`` (the headings of the
answer's main columns), ``evidence`` (the columns that hold the evidence), ``parameters`` (the labels of the form),
``empty`` (what an empty answer means), ``see_also``, ``concluded`` (the concluded facts that a row rests on) and
``expect`` (rows that must be there). A parameter is a
variable named as in grlc: ``?_name`` is required, ``?__name`` optional, and a suffix gives the type (``_iri``,
``_integer``, ``_number``, a language, or a prefix and a datatype).

A value takes the place of a whole token of the query and is written as one RDF term by the RDF library, so no value
can change the structure of a query.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal as OneOf

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graph.errors import ParameterError, Problem, QuestionError, nearest, syntax_error_line
from graph.records import explained, parse_yaml
from graph.records.plain_yaml import PlainYaml
from graph.saved_queries.binding import bind, variables_of
from graph.vocabulary import PREFIXES, expand

CHECKS = "checks"  # the folder of the violations, which are not questions
EVIDENCE_COLUMNS = ("statement", "summary", "phrase", "document", "documentLabel", "date", "attribution")

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_PARAMETER = re.compile(r"(?P<optional>__|_)(?P<name>[a-zA-Z0-9]+)(?:_(?P<suffix>[a-zA-Z0-9]+(?:_[a-zA-Z0-9]+)?))?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")

Kind = OneOf["literal", "iri", "integer", "number", "language", "typed"]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: the variable it stands for, its type, and how a form shows it.

    ``suffix`` is the language tag for kind ``language``, the datatype's IRI for kind ``typed``.
    """

    name: str
    variable: str
    required: bool
    kind: Kind
    suffix: str = ""
    label: str = ""
    default: str | None = None

    def term(self, value: str) -> NamedNode | Literal:
        """Return the RDF term of a value. Raises :class:`~graph.errors.ParameterError`."""
        self._check(_is_unicode(value), value, "Unicode text")
        match self.kind:
            case "iri":
                return self._iri(value)
            case "integer":
                self._check(bool(_INTEGER.fullmatch(value)), value, "a whole number")
                return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + "integer"))
            case "number":
                self._check(bool(_NUMBER.fullmatch(value)), value, "a number such as 2.5")
                return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + "decimal"))
            case "language":
                return Literal(value, language=self.suffix)
            case "typed":
                if self.suffix == PREFIXES["xsd"] + "date":
                    self._check(_is_date(value), value, "a day such as 2025-03-02")
                return Literal(value, datatype=NamedNode(self.suffix))
        return Literal(value)

    def _iri(self, value: str) -> NamedNode:
        try:
            self._check(value.startswith(("http://", "https://")), value, "an IRI that begins with https:")
            return NamedNode(value)
        except ValueError:
            self._check(False, value, "an IRI")
            raise

    def _check(self, good: bool, value: str, expected: str) -> None:
        if not good:
            raise ParameterError(f"{self.name}: found '{value[:80]}', expected {expected}")


@dataclass(frozen=True)
class ConcludedFact:
    """A concluded triple that a row rests on, where the graph has it.

    Each of its terms is a column of the query or an IRI; ``beside`` is the column that a page tells of it beside.
    """

    subject: str
    predicate: str
    object: str
    beside: str


@dataclass(frozen=True)
class SavedQuestion:
    """One question: its text as in the file, and what its header says of it."""

    slug: str
    theme: str
    title: str
    description: str
    text: str
    columns: Mapping[str, str]
    evidence: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    empty: str
    see_also: tuple[str, ...]
    order: int
    expect: tuple[Mapping[str, str], ...] = field(default=())
    concluded: tuple[ConcludedFact, ...] = ()
    variables: tuple[str, ...] = ()  # what the query selects, in its order

    @property
    def query(self) -> str:
        """The query without its header."""
        return _HEADER.sub("", self.text).strip() + "\n"

    @property
    def defaults(self) -> dict[str, str]:
        """The values that parameters have where nobody says otherwise."""
        return {parameter.name: parameter.default for parameter in self.parameters if parameter.default}

    def bind(self, values: Mapping[str, str], open_parameter: str = "") -> str:
        """Return the query with each parameter's value in place of its variable.

        A parameter without a value keeps its variable, unbound; a value that is empty counts as none. So does
        ``open_parameter``, even if it is required: its column then holds all the choices that there are for it. Raises
        :class:`~graph.errors.ParameterError` for an unknown name, a wrong value, or a required one that is missing.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise ParameterError(f"there is no parameter '{name}'{nearest(name, known)}")
        terms: dict[str, NamedNode | Literal] = {}
        for parameter in self.parameters:
            if parameter.name == open_parameter:
                continue
            if value := values.get(parameter.name, ""):
                terms[parameter.variable] = parameter.term(value)
            elif parameter.required:
                raise ParameterError(f"{parameter.name}: needs a value")
        return bind(self.query, terms)


def _is_unicode(value: str) -> bool:
    """Whether a text is one: bytes of the command line that are no UTF-8 come as half characters."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


class _ParameterHeader(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    name: str
    label: str


class _ConcludedHeader(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    subject: str
    predicate: str
    object: str
    beside: str


class _Header(BaseModel):
    """The keys of a header; reading is strict, so that a misspelt one is not silently nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    summary: str = Field(pattern=r"\?$")
    description: str
    method: OneOf["GET"]
    pagination: int = 100
    defaults: tuple[dict[str, str], ...] = ()
    enumerate: tuple[dict[str, tuple[str, ...]], ...] = ()
    tags: tuple[str, ...] = Field(min_length=1)
    order: int = 100
    columns: dict[str, str]
    evidence: tuple[str, ...] = ()
    parameters: tuple[_ParameterHeader, ...] = ()
    empty: str = "Nobody in these documents says so."
    see_also: tuple[str, ...] = ()
    concluded: tuple[_ConcludedHeader, ...] = ()
    expect: tuple[dict[str, str], ...] = ()


def read_questions(folder: Path) -> tuple[SavedQuestion, ...]:
    """Read every ``.rq`` below ``folder`` but the checks, in the order of their headers.

    Raises :class:`~graph.errors.QuestionError` with every problem of every file.
    """
    problems: list[Problem] = []
    questions: list[SavedQuestion] = []
    paths = [path for path in sorted(folder.glob("*/*.rq")) if path.parent.name != CHECKS]
    slugs = [path.stem for path in paths]
    for number, path in enumerate(paths):
        if path.stem in slugs[:number]:
            problems.append(Problem(path.as_posix(), 1, "", f"another theme has the question '{path.stem}'"))
        question = _read(path, slugs, problems)
        questions += [question] if question else []
    if problems:
        raise QuestionError(problems)
    return tuple(sorted(questions, key=lambda question: (question.order, question.slug)))


def _read(path: Path, slugs: Collection[str], problems: list[Problem]) -> SavedQuestion | None:
    name = path.as_posix()
    text = path.read_text(encoding="utf-8")
    yaml, wrong = parse_yaml("\n".join(_HEADER.findall(text)), name)
    problems += wrong
    header = _header(yaml, name, problems) if yaml else None
    variables = _variables(text, name, problems)
    if yaml is None or header is None or variables is None:
        return None

    def check(place: tuple[str | int, ...], found: str, known: Collection[str], objection: str) -> None:
        if found not in known:
            message = objection.format(found) + nearest(found, known)
            problems.append(Problem(name, yaml.line(place), str(place[0]), message))

    parameters = tuple(_parameters(text, header, name, problems))
    names = {parameter.name for parameter in parameters}
    for column in header.columns:
        check(("columns", column), column, variables, "the query has no ?{}")
    for index, column in enumerate(header.evidence):
        check(("evidence", index), column, variables, "the query has no ?{}")
    for index, entry in enumerate(header.parameters):
        check(("parameters", index, "name"), entry.name, names, "the query has no parameter '{}'")
    for index, default in enumerate(header.defaults):
        for key in default:
            check(("defaults", index, key), key, names, "the query has no parameter '{}'")
    for index, slug in enumerate(header.see_also):
        check(("see_also", index), slug, slugs, "no such question: '{}'")
    return SavedQuestion(
        slug=path.stem,
        theme=path.parent.name,
        title=header.summary,
        description=header.description,
        text=text,
        columns=header.columns,
        evidence=header.evidence,
        parameters=parameters,
        empty=header.empty,
        see_also=header.see_also,
        order=header.order,
        expect=header.expect,
        concluded=tuple(_concluded(header, yaml, name, variables, problems)),
        variables=tuple(variables),
    )


def _concluded(
    header: _Header, yaml: PlainYaml, name: str, variables: Collection[str], problems: list[Problem]
) -> Iterator[ConcludedFact]:
    """The concluded facts of a header, each word of them a column or the IRI of a prefixed name."""
    for index, fact in enumerate(header.concluded):
        found = []
        if fact.beside not in header.columns:
            found.append(("beside", f"the answer has no column {fact.beside}{nearest(fact.beside, header.columns)}"))
        words = (fact.subject, fact.predicate, fact.object)
        for key, word in zip(("subject", "predicate", "object"), words, strict=True):
            prefix, colon, _ = word.partition(":")
            if colon and prefix not in PREFIXES:
                found.append((key, f"no such prefix: '{prefix}'{nearest(prefix, PREFIXES)}"))
            elif not colon and word not in variables:
                found.append((key, f"the query has no ?{word}{nearest(word, variables)}"))
        problems += [Problem(name, yaml.line(("concluded", index, key)), "concluded", text) for key, text in found]
        subject, predicate, value = (expand(word) if ":" in word else word for word in words)
        yield ConcludedFact(subject, predicate, value, fact.beside)


def _header(yaml: PlainYaml, name: str, problems: list[Problem]) -> _Header | None:
    try:
        return _Header.model_validate(yaml.data)
    except ValidationError as error:
        problems += [
            Problem(name, yaml.line(detail["loc"]), ".".join(map(str, detail["loc"])), explained(_Header, detail))
            for detail in error.errors(include_url=False)
        ]
        return None


def _variables(text: str, name: str, problems: list[Problem]) -> list[str] | None:
    """The variables that a query selects, none if it is of another form; ``None`` if it is no query."""
    try:
        answer = Store().query(text, prefixes=None)
    except SyntaxError as error:
        problems.append(Problem(name, syntax_error_line(error), "", f"not SPARQL: {error.msg}"))
        return None
    return [variable.value for variable in answer.variables] if isinstance(answer, QuerySolutions) else []


def _parameters(text: str, header: _Header, name: str, problems: list[Problem]) -> Iterator[Parameter]:
    labels = {parameter.name: parameter.label for parameter in header.parameters}
    defaults = {key: value for default in header.defaults for key, value in default.items()}
    prefixes = dict(re.findall(r"(?im)^\s*PREFIX\s+(\w*):\s*<([^>]*)>", text))
    seen: set[str] = set()
    for variable in variables_of(text):
        parts = _PARAMETER.fullmatch(variable)
        if parts is None or variable in seen:
            continue
        seen.add(variable)
        kind, suffix = _kind(parts["suffix"], prefixes)
        if kind is None:
            problems.append(Problem(name, 1, variable, f"'{parts['suffix']}' is no type of a parameter"))
            continue
        yield Parameter(
            name=parts["name"],
            variable=variable,
            required=parts["optional"] == "_",
            kind=kind,
            suffix=suffix,
            label=labels.get(parts["name"], parts["name"].capitalize()),
            default=defaults.get(parts["name"]),
        )


_PLAIN_KINDS: dict[str, Kind] = {"": "literal", "iri": "iri", "integer": "integer", "number": "number"}


def _kind(suffix: str | None, prefixes: Mapping[str, str]) -> tuple[Kind | None, str]:
    """The type that a parameter's suffix stands for, and its language tag or datatype; ``None`` if it is no type."""
    suffix = suffix or ""
    if suffix in _PLAIN_KINDS:
        return _PLAIN_KINDS[suffix], ""
    if _LANGUAGE.fullmatch(suffix):
        return "language", suffix
    prefix, _, local = suffix.partition("_")
    return ("typed", prefixes[prefix] + local) if local and prefix in prefixes else (None, "")
