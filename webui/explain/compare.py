"""Actors side by side, or one actor at two days: as a page, as JSON, and as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request, url_for
from pyoxigraph import NamedNode

from graph.dates import day
from graph.errors import ParameterError
from graph.explain import Verbaliser
from graph.stances import Comparer, Comparison, Outcome, Record, RecordReader, Row, comparison_as_json, sentences
from graph.vocabulary import BST, ID
from webui.explain.comparison_cells import Shown, shown
from webui.explain.comparison_request import MOST, ONLY, Asked, asked
from webui.explain.comparison_table import table
from webui.explain.menus import menus
from webui.explain.near import compared_with, pairs
from webui.http.canonical import set_canonical
from webui.reading.cells import Cell, address
from webui.reading.rows import grouped
from webui.site import Site, site

blueprint = Blueprint("compare", __name__)

_CSV = "text/csv; charset=utf-8"
_EXAMPLES = 6
_UNFOLDED = {2: 3, 3: 2, 4: 1}  # entries of a cell that are not folded away, by the number of columns
_FEW = 12  # measures that a page shows before it folds sections away
_APART = (Outcome.DIFFERENT, Outcome.SEVERAL, Outcome.TERMS)
_SHARED = (*_APART, Outcome.SAME)
# What a reader of a row is told first; without words for a row on which one alone has a position.
_VERDICTS = {
    Outcome.DIFFERENT: "they differ",
    Outcome.SEVERAL: "more than one position",
    Outcome.TERMS: "same side, other terms",
    Outcome.SAME: "same position",
}
_LOOKS = {Outcome.DIFFERENT: "apart", Outcome.SEVERAL: "unlike", Outcome.TERMS: "unlike", Outcome.SAME: "alike"}
_VERDICTS_OF_DAYS = _VERDICTS | {Outcome.DIFFERENT: "changed", Outcome.SAME: "no change"}
_SECTIONS = {
    "Where they differ, or agree on other terms": _APART,
    "Where they take the same position": (Outcome.SAME,),
    "Where only one takes a position": (Outcome.ONE,),
}
_SECTIONS_OF_DAYS = {
    "Changed, or in other terms": _APART,
    "On record only by the later day": (Outcome.ONE,),
    "Unchanged": (Outcome.SAME,),
}


@dataclass(frozen=True)
class Line:
    """One measure with its cells, and the words for how they compare; ``look`` is their class in the style sheet."""

    measure: Cell
    outcome: Outcome
    verdict: str
    look: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Section:
    """Measures that compare in one way, by topic; ``is_open`` unless the page folds it away."""

    title: str
    topics: dict[str, list[Line]]
    is_open: bool

    @property
    def size(self) -> int:
        """The number of measures."""
        return sum(map(len, self.topics.values()))


@dataclass(frozen=True)
class Heading:
    """The heading of a column: its actor, its day in words, and the address without it, if enough others are left."""

    actor: Cell
    day: str
    without: str


def comparer(opened: Site) -> Comparer:
    """Return what compares on a site, with the records it has read; see :meth:`~webui.site.Site.cached`."""

    @cache
    def record(actor: NamedNode) -> Record:
        return RecordReader(opened.engine).read(actor)

    return Comparer(opened.engine, record)


@blueprint.get("/compare")
@blueprint.get("/compare.<suffix>")
def compare(suffix: str = "") -> Response | str:
    """Two to six actors side by side, or one at two days; the form if there is nothing to compare yet."""
    if suffix not in ("", "json", "csv"):
        abort(404)
    opened = site()
    if not suffix:
        try:
            chosen = asked(opened.engine, page=True)
        except ParameterError as error:
            return make_response(_start(opened, _as_given(), str(error)), error.status)
        return _page(opened, chosen) if chosen.is_complete else _start(opened, chosen)
    chosen = asked(opened.engine, page=False)
    if not chosen.is_complete:
        raise ParameterError(f"give two to {MOST} actors, or one actor and two days")
    found, words = _found(opened, chosen), Verbaliser(opened.engine)
    kept = replace(found, rows=_kept(found, chosen))
    if suffix == "json":
        return jsonify(comparison_as_json(kept, words) | {"sentences": sentences(found, words)})
    answer = Response(table(kept, words), content_type=_CSV)
    answer.headers["Content-Disposition"] = f"attachment; filename=backstop-compare-{'-'.join(chosen.actors)[:80]}.csv"
    return answer


def _as_given() -> Asked:
    """The choices of a request in which something is wrong, so that the form shows them again."""
    actors = tuple(dict.fromkeys(filter(None, request.args.getlist("actor"))))[:MOST]
    days = tuple(filter(None, request.args.getlist("day")))[:2] if len(actors) < 2 else ()
    return Asked(actors, days, leaders="leaders" in request.args)


def _found(opened: Site, chosen: Asked) -> Comparison:
    engine = opened.engine

    def wanted(measure: NamedNode) -> bool:
        asked_for, topic = NamedNode(ID + chosen.measure), NamedNode(ID + chosen.topic)
        return (
            not chosen.measure or measure == asked_for or bool(engine.quads(measure, BST.variantOf, asked_for, most=1))
        ) and (not chosen.topic or bool(engine.quads(measure, BST.topic, topic, most=1)))

    return opened.cached(comparer).compare(chosen.columns(), leaders=chosen.leaders, only=wanted)


def _kept(found: Comparison, chosen: Asked) -> tuple[Row, ...]:
    """The rows that are to be shown; the sentences speak of all."""
    kept = {"shared": _SHARED, "differences": _APART}.get(chosen.only, tuple(Outcome))
    return tuple(row for row in found.rows if row.outcome in kept)


def _start(opened: Site, chosen: Asked, problem: str = "") -> str:
    """The form alone, with comparisons to begin with."""
    near = compared_with(opened, chosen.actors[0]) if chosen.actors else opened.cached(pairs)
    return render_template(
        "explain/compare.html", **_form(opened, chosen), found=None, problem=problem, examples=near[:_EXAMPLES]
    )


def _form(opened: Site, chosen: Asked) -> dict[str, Any]:
    set_canonical(url_for(".compare", **chosen.parameters))
    days = [*chosen.days, "", ""][:2]
    return {"menus": opened.cached(menus), "chosen": chosen, "most": MOST, "only": ONLY, "days": days}


def _page(opened: Site, chosen: Asked) -> str:
    found, words = _found(opened, chosen), Verbaliser(opened.engine)
    rows = _kept(found, chosen)
    told = sentences(found, words)
    first = 1 if len(found.columns) == 2 else 2
    spoken_for = {cell.column.actor for row in found.rows for cell in row.cells if cell.stance.on_behalf}
    return render_template(
        "explain/compare.html",
        **_form(opened, chosen),
        found=found,
        title=_title(found, chosen, words),
        headings=_headings(found, chosen, words),
        answer=" ".join(told[:first]),
        others=told[first:],
        sections=_sections(rows, found, words),
        hidden=len(found.rows) - len(rows),
        has_leaders=bool(spoken_for),
        is_wide=len(found.columns) > 2,
        is_widest=len(found.columns) > 3,
        data={form: url_for(".compare", suffix=form, **chosen.parameters) for form in ("csv", "json")},
    )


def _title(found: Comparison, chosen: Asked, words: Verbaliser) -> str:
    named = (words.noun_phrase(NamedNode(ID + slug)) for slug in (chosen.measure, chosen.topic) if slug)
    about = "".join(f" on {name}" for name in named)
    names = [words.noun_phrase(column.actor) for column in found.columns]
    if found.is_of_days:
        days = " and ".join(day(column.until) for column in found.columns)
        return f"What {names[0]} had said{about} by {days}"
    until = f", by {day(chosen.asof)}" if chosen.asof else ""
    return f"Compare {', '.join(names[:-1])} and {names[-1]}{about}{until}"


def _headings(found: Comparison, chosen: Asked, words: Verbaliser) -> list[Heading]:
    def without(slug: str) -> str:
        left = tuple(each for each in chosen.actors if each != slug)
        return url_for(".compare", **chosen.but(actors=left)) if len(left) > 1 else ""

    return [
        Heading(
            Cell(words.label(column.actor), address(column.actor.value)),
            day(column.until),
            without(column.actor.value.removeprefix(ID)),
        )
        for column in found.columns
    ]


def _sections(rows: Sequence[Row], found: Comparison, words: Verbaliser) -> list[Section]:
    """The rows in sections; the first ones are open."""
    named = _SECTIONS_OF_DAYS if found.is_of_days else _SECTIONS
    parts = {title: [row for row in rows if row.outcome in outcomes] for title, outcomes in named.items()}
    others = [row for row in rows if row.outcome == Outcome.NONE]
    perhaps = ", or perhaps later" if found.is_limited else ""
    parts[f"Not counted: said by others, given up, read with low confidence{perhaps}"] = [
        row for row in others if row.has_position
    ]
    parts["Doubted or spoken of, without a position"] = [row for row in others if not row.has_position]
    filled = {title: part for title, part in parts.items() if part}
    sizes = accumulate(len(part) for part in filled.values())
    return [
        Section(title, _topics(part, found, words), is_open=not number or size <= _FEW)
        for number, ((title, part), size) in enumerate(zip(filled.items(), sizes, strict=True))
    ]


def _topics(rows: Sequence[Row], found: Comparison, words: Verbaliser) -> dict[str, list[Line]]:
    """The rows by topic: first the topics, and in them the measures, on which the actors differ."""

    def rank(line: Line) -> tuple[int, str]:
        return list(Outcome).index(line.outcome), line.measure.text.casefold()

    groups = grouped((words.label(row.topic) if row.topic else "", _line(row, found, words)) for row in rows)
    ranked = {topic: sorted(lines, key=rank) for topic, lines in groups.items()}
    order = sorted(ranked, key=lambda topic: (rank(ranked[topic][0])[0], -len(ranked[topic]), topic.casefold()))
    return {topic: ranked[topic] for topic in order}


def _line(row: Row, found: Comparison, words: Verbaliser) -> Line:
    verdicts = _VERDICTS_OF_DAYS if found.is_of_days else _VERDICTS
    return Line(
        Cell(words.label(row.measure), address(row.measure.value)),
        row.outcome,
        verdicts.get(row.outcome, ""),
        _LOOKS.get(row.outcome, ""),
        tuple(shown(cell, words, _UNFOLDED[min(len(row.cells), 4)]) for cell in row.cells),
    )
