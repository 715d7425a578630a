"""The page of a statement: who said it, when and in which office, its positions, and all its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, make_response, render_template

from graph.vocabulary import BST, thing
from webui.reading.cells import Cell, address
from webui.reading.rows import Row, ask, grouped
from webui.site import Site
from webui.things import generic
from webui.things.headings import heading
from webui.things.passages import Context, in_context, keep_private, source_text
from webui.things.statement_rows import Statement, connected
from webui.things.thing_facts import Fact, Head


@dataclass(frozen=True)
class Origins:
    """The independent origins of a statement, each with its documents, and the copies of these documents."""

    documents: dict[Cell, list[Cell]]
    copies: list[Cell]


@dataclass(frozen=True)
class Neighbours:
    """The position of a statement in its document: its number, and the statements before and after it."""

    document: Cell
    number: int
    count: int
    before: Cell | None
    after: Cell | None


def page(opened: Site, head: Head) -> Response | str:
    """Return the page of a statement; with its passages in their context where the texts are at hand."""
    statement = connected(opened, head.iri).statements.get(head.iri)
    if statement is None:
        abort(404, description=f"These documents have no whole statement by the name '{head.slug}'.")
    reporting = ask(opened, "things/statement_origins", thing=head.iri)
    behalf = ask(opened, "things/statement_on_behalf", thing=head.iri)
    contexts = _contexts(statement, reporting)
    content = render_template(
        "things/statement.html",
        **generic.common(opened, head, statement),
        heading=heading(statement.actor.text, statement.summary.text, ascribed=statement.ascribed),
        statement=statement,
        contexts=contexts,
        basis=next((fact.value for fact in head.of("bst:saidOnBasis")), None),
        date_note=head.text("bst:dateNote"),
        concerns=head.cells("bst:concerns"),
        doubts=head.cells("bst:doubts"),
        components=head.cells("bst:namesComponent"),
        origins=_origins(reporting),
        figures=ask(opened, "things/statement_figures", thing=head.iri),
        flags=ask(opened, "things/flags", thing=head.iri),
        behalf=grouped((row.iri("position"), _behalf(row)) for row in behalf),
        neighbours=_neighbours(opened, head),
    )
    return keep_private(make_response(content)) if contexts else content


def _contexts(statement: Statement, reporting: Sequence[Row]) -> dict[str, Context]:
    """The passages in their context, by IRI, as far as the texts are at hand."""
    files = {row.iri("document"): (row.text("file"), row.text("digest")) for row in reporting}
    texts = {file: source_text(*file) for file in dict.fromkeys(files.values())}
    found = ((passage, texts[files[passage.document_iri]]) for passage in statement.passages)
    return {passage.iri: in_context(text, passage.start, passage.end) for passage, text in found if text is not None}


def _origins(found: Sequence[Row]) -> Origins:
    documents = grouped((row.cell("origin"), row.cell("document")) for row in found)
    reporting = {row.cell("document") for row in found}
    copies = dict.fromkeys(row.cell("copy") for row in found if row.iri("copy"))
    return Origins(
        {origin: list(dict.fromkeys(same)) for origin, same in documents.items()},
        [copy for copy in copies if copy not in reporting],
    )


def _behalf(row: Row) -> Fact:
    """The concluded fact on whose behalf a position is held."""
    return Fact(
        subject=row.iri("position"),
        predicate=BST.heldOnBehalfOf.value,
        object=row.iri("for"),
        other=row.iri("for"),
        property=Cell("held on behalf of"),
        value=row.cell("for"),
        concluded=True,
    )


def _neighbours(opened: Site, head: Head) -> Neighbours | None:
    """The position in the document of the statement's slug; ``None`` if that document does not report it."""
    document = thing(head.slug.partition("/")[0])
    found = grouped((row.iri("statement"), row) for row in ask(opened, "things/document_order", thing=document))
    if head.iri not in found:
        return None
    summaries = [Cell(same[0].text("summary"), same[0].cell("statement").href) for same in found.values()]
    place = list(found).index(head.iri)
    return Neighbours(
        document=Cell(found[head.iri][0].text("documentLabel"), address(document)),
        number=place + 1,
        count=len(found),
        before=summaries[place - 1] if place else None,
        after=summaries[place + 1] if place + 1 < len(found) else None,
    )
