"""Reads the files of saved questions, and reports every mistake in them with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated
from typing import Literal as OneOf

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pyoxigraph import QuerySolutions, Store

from graph.errors import Problem, QuestionError, did_you_mean, syntax_error_line
from graph.records import message_for, parse_yaml
from graph.records.plain_yaml import PlainYaml
from graph.saved_queries.answer_header import AnswerForm, objections
from graph.saved_queries.parameter import Parameter, parameters_of
from graph.saved_queries.saved_question import HEADER_LINE, ConcludedFact, SavedQuestion
from graph.saved_queries.titles import wrong_with
from graph.vocabulary import PREFIXES, expand

CHECKS = "checks"  # the folder of the violations, which are not questions
_TAKEN_OVER = (
    "description",
    "columns",
    "evidence",
    "empty",
    "see_also",
    "order",
    "expect",
    "answer",
    "title_with",
    "featured",
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _ParameterHeader(_Strict):
    name: str
    label: str


class _ConcludedHeader(_Strict):
    subject: str
    predicate: str
    object: str
    beside: str


class _FormerHeader(_Strict):
    """A question that was merged into this one, and the values that it stood for."""

    slug: str
    values: dict[str, str] = {}


class _Header(_Strict):
    """The keys of a header. Unknown keys are errors, so that a misspelt one is noticed."""

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
    audience: OneOf["readers", "curators"] = "readers"
    formerly: tuple[_FormerHeader, ...] = ()
    answer: AnswerForm | None = None
    title_with: tuple[Annotated[str, Field(pattern=r"\?$")], ...] = ()
    featured: int = Field(default=0, ge=0)


def read_questions(folder: Path) -> tuple[SavedQuestion, ...]:
    """Return the questions of every ``.rq`` below ``folder`` except the checks, by the ``order`` of their headers.

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
    yaml, wrong = parse_yaml("\n".join(HEADER_LINE.findall(text)), name)
    problems += wrong
    header = _header(yaml, name, problems) if yaml else None
    variables = _variables(text, name, problems)
    if yaml is None or header is None or variables is None:
        return None

    def check(place: tuple[str | int, ...], found: str, known: Collection[str], objection: str) -> None:
        if found not in known:
            message = objection.format(found) + did_you_mean(found, known)
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
    found = objections(header.answer, variables, names, slugs) if header.answer else ()
    problems += [Problem(name, yaml.line(place), ".".join(place), message) for place, message in found]
    problems += [
        Problem(name, yaml.line(("title_with", index)), "title_with", message)
        for index, message in wrong_with(header.title_with, names)
    ]
    problems += _merged_wrongly(header, yaml, name, {*slugs}, names)
    return SavedQuestion(
        slug=path.stem,
        theme=path.parent.name,
        title=header.summary,
        text=text,
        parameters=parameters,
        concluded=tuple(_concluded(header, yaml, name, variables, problems)),
        variables=tuple(variables),
        **{key: getattr(header, key) for key in _TAKEN_OVER},
        for_curators=header.audience == "curators",
        formerly={former.slug: former.values for former in header.formerly},
    )


def _parameters(text: str, header: _Header, name: str, problems: list[Problem]) -> Iterator[Parameter]:
    labels = {entry.name: entry.label for entry in header.parameters}
    defaults = {key: value for default in header.defaults for key, value in default.items()}
    for found in parameters_of(text, labels, defaults):
        if isinstance(found, Parameter):
            yield found
        else:
            variable, suffix = found
            problems.append(Problem(name, 1, variable, f"'{suffix}' is not a type of parameter"))


def _concluded(
    header: _Header, yaml: PlainYaml, name: str, variables: Collection[str], problems: list[Problem]
) -> Iterator[ConcludedFact]:
    """The concluded facts of a header; each term is a column, or a prefixed name, which becomes its IRI."""
    for index, fact in enumerate(header.concluded):
        found = []
        if fact.beside not in header.columns:
            found.append(
                ("beside", f"the answer has no column {fact.beside}{did_you_mean(fact.beside, header.columns)}")
            )
        words = (fact.subject, fact.predicate, fact.object)
        for key, word in zip(("subject", "predicate", "object"), words, strict=True):
            prefix, colon, _ = word.partition(":")
            if colon and prefix not in PREFIXES:
                found.append((key, f"no such prefix: '{prefix}'{did_you_mean(prefix, PREFIXES)}"))
            elif not colon and word not in variables:
                found.append((key, f"the query has no ?{word}{did_you_mean(word, variables)}"))
        problems += [Problem(name, yaml.line(("concluded", index, key)), "concluded", text) for key, text in found]
        subject, predicate, value = (expand(word) if ":" in word else word for word in words)
        yield ConcludedFact(subject, predicate, value, fact.beside)


def _merged_wrongly(
    header: _Header, yaml: PlainYaml, name: str, slugs: Collection[str], parameters: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the questions that a header says were merged into this one."""
    for index, former in enumerate(header.formerly):
        found = [f"the query has no parameter '{key}'" for key in former.values if key not in parameters]
        found += [f"the question '{former.slug}' still exists"] if former.slug in slugs else []
        yield from (Problem(name, yaml.line(("formerly", index)), "formerly", message) for message in found)


def _header(yaml: PlainYaml, name: str, problems: list[Problem]) -> _Header | None:
    try:
        return _Header.model_validate(yaml.data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = _place(detail["loc"])
            problems.append(Problem(name, yaml.line(place), ".".join(map(str, place)), message_for(_Header, detail)))
        return None


def _place(found: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The place of a mistake in a header; pydantic adds to it the form of the answer, which is no key."""
    return ("answer", *found[2:]) if found[0] == "answer" else found


def _variables(text: str, name: str, problems: list[Problem]) -> list[str] | None:
    """The variables that a query selects (none if it is not a SELECT); ``None`` if it is not SPARQL."""
    try:
        answer = Store().query(text, prefixes=None)
    except SyntaxError as error:
        problems.append(Problem(name, syntax_error_line(error), "", f"not SPARQL: {error.msg}"))
        return None
    return [variable.value for variable in answer.variables] if isinstance(answer, QuerySolutions) else []
