"""What the home page shows: how much there is, the featured answers, and the questions by theme."""

from __future__ import annotations

from dataclasses import dataclass

from graph.dates import between
from graph.saved_queries import Asked, SavedQuestion
from webui.questions.form import known_values
from webui.reading.answer_text import words_of_answer
from webui.reading.filtering import plain
from webui.reading.rows import ask
from webui.site import Site

_THEMES = {
    "change": "Change over time",
    "states": "States and their speakers",
    "pledges": "Pledges and figures",
    "assessments": "Assessments of meetings",
    "topics": "Topics and events",
    "sources": "Sources and their quality",
}


@dataclass(frozen=True)
class Totals:
    """How many statements, actors and documents there are, and between which days the documents appeared."""

    statements: int
    actors: int
    documents: int
    appeared: str


@dataclass(frozen=True)
class Featured:
    """A question on the home page with its answer in words, and the heading that says how much there is."""

    question: SavedQuestion
    sentence: str
    heading: str


def totals(opened: Site) -> Totals:
    """Return how much there is; see :meth:`~webui.site.Site.cached`."""
    (row,) = ask(opened, "questions/totals")
    first, last = row.text("from"), row.text("until")
    appeared = between(first, last) if first else ""
    return Totals(row.number("statements"), row.number("actors"), row.number("documents"), appeared)


def featured(opened: Site) -> list[Featured]:
    """Return the featured questions in the order that their headers give; see :meth:`~webui.site.Site.cached`."""
    chosen = sorted((each for each in opened.questions if each.featured), key=lambda each: each.featured)
    found = [(each, words_of_answer(opened, Asked.of(each, {}))) for each in chosen]
    return [Featured(question, words.text, words.heading) for question, words in found]


def without_answer(opened: Site) -> frozenset[str]:
    """Return the slugs of the questions whose answer is empty; see :meth:`~webui.site.Site.cached`.

    None for a remote endpoint, which would have to be asked every question.
    """
    if opened.build is None:
        return frozenset()
    known = opened.cached(known_values)
    return frozenset(each.slug for each in opened.questions if not known.has_rows(Asked.of(each, {})))


def themes(opened: Site) -> dict[str, tuple[str, list[SavedQuestion]]]:
    """Return the heading of each theme and its questions, without those for curators."""
    return {
        name: (theme(name), [question for question in questions if not question.for_curators])
        for name, questions in opened.themes.items()
    }


def themes_with(opened: Site, text: str) -> dict[str, tuple[str, list[SavedQuestion]]]:
    """Return the themes as :func:`themes` does, with the questions alone that have every word of a text."""
    words = plain(text).split()
    found = {}
    for name, (title, questions) in themes(opened).items():
        kept = [
            each
            for each in questions
            if all(word in plain(f"{each.title} {each.description} {title}") for word in words)
        ]
        if kept:
            found[name] = (title, kept)
    return found


def theme(name: str) -> str:
    """Return the heading of a theme; by default its name."""
    return _THEMES.get(name, name.capitalize())
