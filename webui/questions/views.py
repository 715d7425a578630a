"""The home page, and the answer to a question in all its formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from graph.saved_queries import Asked, SavedQuestion
from webui.explain.menus import menus
from webui.http.arguments import arguments
from webui.http.canonical import set_canonical
from webui.http.navigation import INDEXES
from webui.http.negotiation import negotiated
from webui.http.security_headers import embed
from webui.questions import home_page
from webui.questions.answer_files import FORMATS, MEDIA_TYPES, RESERVED, answer_file, is_file
from webui.questions.arrangement import ARRANGING, arranged, refuse_arranging
from webui.questions.form import address, counted, excluded_by, fields, known_values, related
from webui.questions.sharing import offer
from webui.questions.why_links import with_why_links
from webui.reading.answer_text import answer_text, with_kinds
from webui.reading.cells import answer
from webui.reading.glossary import words_of
from webui.reading.question_headings import heading
from webui.reading.result import Result
from webui.site import Site, site

blueprint = Blueprint("questions", __name__)

_MOST_EMBEDDED = 50  # rows; the full page has them all
_LONGEST = 200  # characters that are looked for in the list of questions


@blueprint.get("/")
def home() -> str:
    """Show how much there is, the way to ask, four answers, and the questions by theme."""
    opened = site()
    return render_template(
        "questions/home.html",
        totals=opened.cached(home_page.totals),
        menus=opened.cached(menus),
        featured=opened.cached(home_page.featured),
        themes=home_page.themes(opened),
        without_answer=opened.cached(home_page.without_answer),
        indexes=INDEXES,
    )


@blueprint.get("/questions")
def all_questions() -> str:
    """Show every question by theme with what it asks for, or those that have the words ``q``."""
    opened = site()
    text = arguments(["q"], page=True).get("q", "").strip()[:_LONGEST]
    themes = home_page.themes_with(opened, text)
    return render_template(
        "questions/all_questions.html",
        text=text,
        themes=themes,
        count=sum(len(questions) for _, questions in themes.values()),
        total=sum(len(questions) for _, questions in home_page.themes(opened).values()),
        without_answer=opened.cached(home_page.without_answer),
    )


@blueprint.get("/questions/<slug>")
@blueprint.get("/questions/<slug>.<suffix>")
def question(slug: str, suffix: str = "") -> Response | str:
    """Answer a question: as a page, or as SPARQL results by suffix or by ``Accept``."""
    opened = site()
    slug, suffix = _parts(slug, suffix)
    found = opened.question(slug)
    if suffix and not is_file(suffix):
        abort(404)
    if found is None:
        return _merged(opened, slug, ".question", suffix=suffix or None)
    kind = suffix or negotiated(MEDIA_TYPES)
    is_page = kind == "html"
    if not is_page:
        refuse_arranging()
    asked = asked_of(opened, found, page=is_page)
    return _page(opened, asked) if is_page else answer_file(opened, asked, kind)


def _parts(slug: str, suffix: str) -> tuple[str, str]:
    """The slug and the suffix of an address. No slug has a dot, but one suffix has: ``csl.json``."""
    slug, _, more = slug.partition(".")
    return slug, f"{more}.{suffix}" if more else suffix


@blueprint.get("/embed/questions/<slug>")
def embedded(slug: str) -> Response | str:
    """The answer to a question for a frame on another site: its sentence, its first rows, its source."""
    embed()
    opened = site()
    found = opened.question(slug)
    if found is None:
        return _merged(opened, slug, ".embedded")
    asked = asked_of(opened, found, page=True)
    result = Result.of(opened.engine.select(asked.query))
    shown = with_kinds(opened, answer(found, result), result)
    return render_template(
        "questions/embedded.html",
        question=found,
        heading=heading(opened, asked),
        in_words=answer_text(opened, asked, result),
        answer=replace(shown, rows=shown.rows[:_MOST_EMBEDDED]),
        count=len(shown.rows),
        full=address(asked, external=True),
    )


def asked_of(opened: Site, found: SavedQuestion, *, page: bool) -> Asked:
    """Return a question with the values of the request, which are checked; a ``page`` ignores other parameters.

    Raises :class:`~graph.errors.ParameterError` and :class:`~graph.errors.UnknownNameError` for wrong values.
    """
    names = [parameter.name for parameter in found.parameters]
    given = arguments([*names, *RESERVED, *(ARRANGING if page else ())], page=page)
    # A field that is left empty is a parameter that is not given.
    asked = Asked.of(
        found, {name: value or found.defaults.get(name, "") for name, value in given.items() if name in names}
    )
    opened.cached(known_values).check(asked)
    return asked


def exists(values: Mapping[str, Any]) -> bool:
    """Return whether there is the question that the path of an address names, under this name or a former one."""
    slug, suffix = _parts(values["slug"], values.get("suffix", ""))
    return (not suffix or is_file(suffix)) and any(
        slug == question.slug or slug in question.formerly for question in site().questions
    )


def _merged(opened: Site, slug: str, endpoint: str, **more: str | None) -> Response:
    """Redirect to the question into which the one with this slug was merged. Answers 404 if there is none."""
    found = next((question for question in opened.questions if slug in question.formerly), None)
    if found is None:
        abort(404)
    names = {*(parameter.name for parameter in found.parameters), *RESERVED, *ARRANGING}
    given = {name: value for name, value in request.args.items() if name in names}
    values = dict[str, Any]({**found.formerly[slug], **given, **more})
    return cast(Response, redirect(url_for(endpoint, slug=found.slug, **values), 301))


@blueprint.get("/curators")
def curators() -> str:
    """The questions about the record itself, for those who keep it."""
    return render_template("questions/curators.html", questions=[q for q in site().questions if q.for_curators])


def _page(opened: Site, asked: Asked) -> str:
    found = asked.question
    result = Result.of(opened.engine.select(asked.query))
    shown = with_kinds(opened, with_why_links(opened, found, answer(found, result), result), result)
    in_words = answer_text(opened, asked, result)
    form = fields(opened, asked)
    near = related(opened, asked)
    optional = {field.parameter.name for field in form if not field.parameter.required}
    headed = heading(opened, asked)
    set_canonical(address(asked))
    return render_template(
        "questions/question.html",
        question=found,
        heading=headed,
        card=url_for("crawlers.question_card", slug=found.slug, **dict[str, Any](asked.short)),
        theme=home_page.theme(found.theme),
        query=asked.query,
        answer=shown,
        table=arranged(asked, shown),
        in_words=in_words,
        fields=form,
        addresses={name: address(asked, name) for name in FORMATS},
        cleared=address(asked.without(*optional)),
        related=[*near] if shown.rows else counted(opened, near),
        sharing=offer(opened, asked, str(headed), result, in_words.text),
        excluded=[] if shown.rows else counted(opened, excluded_by(opened, asked, form)),
        words=words_of(opened, shown),
    )
