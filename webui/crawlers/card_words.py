"""What the share card of each kind of page says."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask import abort, request

from graph import stances
from graph.explain import Verbaliser
from graph.saved_queries import Asked
from webui.crawlers.painting import Card
from webui.reading.answer_text import words_of_answer
from webui.reading.question_headings import heading
from webui.reading.rows import ask
from webui.site import Site
from webui.things.statement_rows import Statement, connected
from webui.things.thing_facts import Head

_ABOUT = "Who said what about Ukraine's security guarantees, on which condition, and where exactly it says so."


def of_site(opened: Site, address: str) -> Card:
    """Return the card of the pages that have none of their own."""
    return _card(opened, "", "Who said what about Ukraine's security guarantees?", _ABOUT, address)


def of_answer(opened: Site, asked: Asked, address: str) -> Card:
    """Return the card of the answer to a question."""
    card = _card(opened, "Question", str(heading(opened, asked)), words_of_answer(opened, asked).text, address)
    return replace(card, short=asked.question.description)


def of_stance(opened: Site, actor: str, measure: str, address: str) -> Card:
    """Return the card of the page that says whether an actor supports a measure.

    Raises what :func:`graph.stances.stance` raises.
    """
    found, words = stances.stance(opened.engine, actor, measure), Verbaliser(opened.engine)
    return _card(opened, "Where one stands", stances.question(found, words), stances.headline(found, words), address)


def of_thing(opened: Site, head: Head, address: str) -> Card:
    """Return the card of a thing. Answers 404 for a statement of which the graph holds a part alone."""
    if "Statement" in head.classes:
        found = connected(opened, head.iri).statements.get(head.iri)
        if found is None:
            abort(404)
        return _of_statement(opened, found, address)
    kind = next((kind.text for kind in head.kinds), "")
    return _card(opened, kind[:1].upper() + kind[1:], head.title, head.definition, address)


def _of_statement(opened: Site, found: Statement, address: str) -> Card:
    """The card of a statement: whose words or account it is stands beside it, whatever its length."""
    kind = "Ascribed by another" if found.ascribed else "Statement"
    passages = dict.fromkeys(
        f"{each.attribution}{f' by {each.relay.text}' if each.relay.text else ''} in “{each.document.text}”"
        for each in found.passages
    )
    where = f"{found.when}; {'; '.join(passages)}."
    return _card(opened, kind, f"{found.actor.text}: {found.summary.text}", where[:1].upper() + where[1:], address)


def _card(opened: Site, kind: str, title: str, text: str, address: str) -> Card:
    parts = urlsplit(request.host_url)
    return Card(kind, title, text, opened.cached(_source), f"{parts.netloc}{address}".rstrip("/"))


def _source(opened: Site) -> str:
    (row,) = ask(opened, "crawlers/documents")
    build = f" · build {opened.build.version[:8]}" if opened.build else ""
    count = row.number("documents")
    return f"From {count} {'document' if count == 1 else 'documents'}{build}"
