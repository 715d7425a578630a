"""Citations of things. That of a statement says who made it, when, how it is attributed, and where it was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import url_for

from graph.dates import dated
from graph.vocabulary import BST, PREFIXES
from webui.reading.articles import article
from webui.reading.citation_formats import FILES
from webui.reading.cited import Cited, edition
from webui.reading.rows import Row, ask, grouped
from webui.reading.taking import Citation, citation
from webui.site import Site
from webui.things.statement_rows import Passage, Statement, connected
from webui.things.thing_facts import Head

# How a passage attributes a statement, by the name of its kind.
_ATTRIBUTED = {
    BST.DirectQuotation: "quoted",
    BST.ReportedSpeech: "reported",
    BST.OwnText: "the author's own text",
    BST.CharacterisedByOther: "ascribed",
}
_WORDS = {term.value.removeprefix(PREFIXES["bst"]).lower(): words for term, words in _ATTRIBUTED.items()}


def cited(opened: Site, head: Head, statement: Statement | None = None) -> Cited | None:
    """Return what there is to cite of a thing; ``None`` for a remote endpoint, whose data have no version.

    ``statement`` is the thing if it is one; without it the statement is read here.
    """
    current = edition(opened)
    if current is None:
        return None
    address = url_for("things.thing", path=head.slug, _external=True)
    name = f"backstop-{head.slug.replace('/', '-')}"
    if statement is None and "Statement" in head.classes:
        statement = connected(opened, head.iri).statements.get(head.iri)
    if statement is not None:
        return Cited(
            name=name,
            title=f"{_speaker(statement)}, {statement.when}: {statement.summary.text.rstrip('.')}",
            genre="Paraphrase of a statement",
            address=address,
            edition=current,
            source=_found(opened, statement),
            abstract=statement.summary.text,
        )
    source = _published(head) if "Document" in head.classes else ""
    return Cited(name, head.title, "Database record", address, current, source, head.definition)


def to_cite(opened: Site, head: Head, statement: Statement | None = None) -> Citation | None:
    """Return the citation of a thing for its page, ``None`` where there is none; see :func:`cited`."""
    found = cited(opened, head, statement)
    addresses = {suffix: url_for("things.thing", path=f"{head.slug}.{suffix}") for suffix in FILES}
    return citation(found, addresses) if found else None


def _speaker(statement: Statement) -> str:
    return f"{statement.actor.text}, {statement.office.text}" if statement.office.text else statement.actor.text


def _found(opened: Site, statement: Statement) -> str:
    """Where a statement was found: how it is attributed, in which documents, and at which characters of their texts."""
    documents = ask(opened, "things/publications", thing=statement.iri)
    about = grouped((row.iri("document"), row) for row in documents)
    relays = ask(opened, "things/relays", thing=statement.iri)
    by = grouped((row.iri("passage"), row.text("relayPhrase")) for row in relays)
    found = "; ".join(_places(statement.passages, about, by))
    noted = ". The record notes an error or oddity in the source" if statement.flags else ""
    return found[:1].upper() + found[1:] + noted


def _places(
    passages: Sequence[Passage], documents: Mapping[str, Sequence[Row]], relays: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    alike = grouped(((each.document_iri, each.kind, " and ".join(relays.get(each.iri, ()))), each) for each in passages)
    for (iri, kind, relay), same in alike.items():
        words = _WORDS.get(kind, same[0].attribution)
        if relay:
            words += f" by {relay}" if kind == "characterisedbyother" else f" according to {relay}"
        rows = documents.get(iri, ())
        publisher = " and ".join(
            dict.fromkeys(row.text("publisherLabel") for row in rows if row.text("publisherLabel"))
        )
        days = (rows[0].text(name) for name in ("published", "earliest", "latest")) if rows else ("", "", "")
        characters = " and ".join(dict.fromkeys(f"{each.start:,} to {each.end:,}" for each in same))
        title = f"“{same[0].document.text}”"
        found = article(same[0].document)
        url = found.url if found else ""
        yield ", ".join(filter(None, (f"{words} in {title}", publisher, dated(*days), url, f"characters {characters}")))


def _published(head: Head) -> str:
    publishers = " and ".join(cell.text for cell in head.cells("bst:publisher"))
    when = dated(*(head.text(name) for name in ("bst:published", "bst:earliest", "bst:latest")))
    return f"Published by {publishers}, {when}" if publishers else ""
