"""The command line: asks saved questions, explains facts, and helps to annotate documents."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryResultsFormat
from rich.console import Console
from rich.table import Table

from graph import dates, stances
from graph.answer_sentences import ActorKinds, answer_words
from graph.connect import ROOT, open_engine
from graph.errors import BackstopError, ParameterError, did_you_mean
from graph.explain import Explainer, Verbaliser, explanation, provenance, report, triple_of
from graph.records import SourceTexts, draft_document, find_passage
from graph.saved_queries import Asked, KnownValues, SavedQuestion, read_questions
from graph.vocabulary import XSD, compact

_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_MOST_PROOFS = 100


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Return 0, or 1 after printing an error; raises ``SystemExit`` for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except BackstopError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as head, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m graph",
        description="Ask saved questions, explain facts, and annotate documents.",
        epilog="ask, why and stance read the build, or the endpoint that BACKSTOP_ENDPOINT names.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], None], summary: str) -> argparse.ArgumentParser:
        name = run.__name__.removeprefix("_")
        added = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        added.set_defaults(run=run)
        return added

    ask = command(_ask, "answer a saved question, or list the questions")
    ask.add_argument("question", nargs="?", help="a question's slug, such as positions-of-one-actor")
    ask.add_argument("values", nargs="*", metavar="NAME=VALUE", help="parameters, such as actor=keir-starmer")
    ask.add_argument("--format", choices=_FORMATS, help="print SPARQL results instead of a table")
    why = command(_why, "explain why a fact holds, down to the passages in the documents")
    why.add_argument("subject", help="a slug, label, prefixed name or IRI, such as keir-starmer")
    why.add_argument("predicate", help="a property, such as conditionallySupports, or 'a' for the class")
    why.add_argument("object", help="a slug, label, class, prefixed name, IRI or value, such as european-force")
    why.add_argument("--all", type=_positive, default=1, metavar="N", help="print up to N proofs, the shortest first")
    why.add_argument("--format", choices=("json",), help="print PROV-O in JSON-LD instead of a tree")
    stance = command(_stance, "say whether an actor supports a measure, and on what ground")
    stance.add_argument("actor", help="a slug, label or IRI, such as keir-starmer")
    stance.add_argument("measure", help="a slug, label or IRI, such as european-force")
    stance.add_argument("--format", choices=("json",), help="print JSON instead of sentences")
    span = command(_span, "find a passage in a source text, and print its evidence entry")
    new = command(_new, "start a document from a source text, as a file with places to fill in")
    for reader in (span, new):
        reader.add_argument("file", help="the file name of the text, in the folder of the texts")
        texts = os.environ.get("BACKSTOP_SOURCES")
        reader.add_argument("--sources", type=Path, default=texts, metavar="FOLDER", help="default: BACKSTOP_SOURCES")
    span.add_argument("first", help="the first words of the passage")
    span.add_argument("last", nargs="?", help="its last words (default: the first words are the whole passage)")
    new.add_argument("slug", help="the id of the document, such as london-summit-report")
    curated = ROOT / "graph" / "curated"
    new.add_argument("--curated", type=Path, default=curated, metavar="FOLDER", help="default: graph/curated")
    return parser


def _ask(options: argparse.Namespace) -> None:
    questions = {question.slug: question for question in read_questions(ROOT / "queries")}
    if options.question is None:
        for question in questions.values():
            print(f"{question.slug}\t{question.title}")
        return
    if options.question not in questions:
        raise ParameterError(f"no such question: '{options.question}'{did_you_mean(options.question, questions)}")
    question = questions[options.question]
    asked = Asked.of(question, dict(map(_pair, options.values)))
    engine = open_engine()
    known = KnownValues(engine)
    known.check(asked)
    solutions = engine.select(asked.query)
    names = [variable.value for variable in solutions.variables]
    if options.format:
        sys.stdout.flush()
        sys.stdout.buffer.write(solutions.serialize(format=_FORMATS[options.format]) or b"")
        return
    rows = [{name: solution[name] for name in names} for solution in solutions]
    words = answer_words(ActorKinds(engine), questions, asked, rows)
    sources = ["Summary", "Document", "Date"] if question.evidence else []
    table = Table(*question.columns.values(), *sources, title=question.title)
    for row in rows:
        table.add_row(*_cells(question, row))
    if not table.rows:
        print(question.title, *_no_rows(known, asked), sep="\n")
        return
    # Markup and emoji codes in the words of a source are printed unchanged.
    console = Console(width=None if sys.stdout.isatty() else 200, markup=False, emoji=False)
    with console.capture() as shown:
        console.print(table)
    print(words.text, words.heading, shown.get(), sep="\n", end="")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError(f"found '{text}', expected NAME=VALUE")
    return name, value


def _cells(question: SavedQuestion, row: Mapping[str, object]) -> Iterator[str]:
    """The cells of a row: its columns, and for a question with evidence summary, document and date."""
    terms = {name: term for name, term in row.items() if term is not None}

    def text(column: str) -> str:
        term = terms.get(f"{column}Label", terms.get(column))
        if isinstance(term, Literal):
            return dates.day(term.value) if term.datatype == XSD.date else term.value
        return compact(term.value).removeprefix("id:") if isinstance(term, NamedNode) else str(term or "")

    def value(column: str) -> str:
        return term.value if isinstance(term := terms.get(column), Literal) else ""

    yield from map(text, question.columns)
    if question.evidence:
        yield text("summary")
        yield text("document")
        yield dates.dated(value("date"), value("earliest"), value("latest"))


def _no_rows(known: KnownValues, asked: Asked) -> Iterator[str]:
    """What an empty answer means: which choices exclude every row, or what the question says of it."""
    excluded = list(known.excluded_by(asked))
    if excluded:
        yield "The documents have an answer to this, but none with all of these choices."
    for names, _, rows in excluded:
        choices = " ".join(f"{name}={asked.short[name]}" for name in names)
        yield f"Without {choices} there {'is 1 row' if rows == 1 else f'are {rows} rows'}."
    if not excluded:
        yield asked.question.empty


def _why(options: argparse.Namespace) -> None:
    engine = open_engine()
    triple = triple_of(engine, options.subject, options.predicate, options.object)
    found = explanation(Explainer(engine), engine, triple, options.all)
    words = Verbaliser(engine)
    if options.format:
        print(json.dumps(provenance(found.proofs, words), ensure_ascii=False, indent=1))
    else:
        print(report(found, words))


def _stance(options: argparse.Namespace) -> None:
    engine = open_engine()
    found = stances.stance(engine, options.actor, options.measure)
    words = Verbaliser(engine)
    if options.format:
        print(json.dumps(stances.as_json(found, words), ensure_ascii=False, indent=1))
    else:
        print(stances.report(found, words))


def _positive(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _MOST_PROOFS:
        raise argparse.ArgumentTypeError(f"found '{text}', expected a number from 1 to {_MOST_PROOFS}")
    return int(text)


def _span(options: argparse.Namespace) -> None:
    print(find_passage(_texts(options), options.file, options.first, options.last or options.first))


def _new(options: argparse.Namespace) -> None:
    print(draft_document(options.curated, _texts(options), options.file, options.slug))


def _texts(options: argparse.Namespace) -> SourceTexts:
    if options.sources is None:
        raise ParameterError("there are no source texts: give --sources, or set BACKSTOP_SOURCES")
    return SourceTexts(Path(options.sources))


if __name__ == "__main__":
    raise SystemExit(main())
