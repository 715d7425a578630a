"""The command line: asks saved questions, says why a fact holds, and finds the spans of passages for curators.

``python -m graph ask QUESTION [NAME=VALUE ...]`` prints an answer; ``python -m graph why SUBJECT PREDICATE OBJECT`` the
proof of a fact; ``python -m graph span FILE FIRST [LAST]`` prints the evidence entry of the passage that begins with
the words FIRST and ends with the words LAST; ``python -m graph new FILE SLUG`` prints a new document to fill in.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from pyoxigraph import QueryResultsFormat
from rich.console import Console
from rich.table import Table

from graph import stances
from graph.connect import ROOT, open_engine
from graph.errors import BackstopError, ParameterError, nearest
from graph.explain import Explainer, Words, explanation, provenance, report, triple_of
from graph.records import SourceTexts, find_passage, new_document, read_curation
from graph.saved_queries import SavedQuestion, read_questions
from graph.vocabulary import compact, expand

_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_MOST_PROOFS = 100


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 after saying what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m graph", description=__doc__)
    commands = parser.add_subparsers(required=True)
    ask = commands.add_parser("ask", help="answer a saved question; without one, list them")
    ask.add_argument("question", nargs="?", help="a question's slug, such as troops-without-us-backstop")
    ask.add_argument("values", nargs="*", metavar="NAME=VALUE", help="parameters; a slug stands for its IRI")
    ask.add_argument("--format", choices=_FORMATS, help="SPARQL results instead of a table")
    ask.set_defaults(run=_ask)
    why = commands.add_parser("why", help="say why a fact holds, down to document and span")
    why.add_argument("subject", help="a slug, label, prefixed name or IRI, such as keir-starmer")
    why.add_argument("predicate", help="a property, such as conditionallySupports, or 'a' for the class")
    why.add_argument("object", help="a slug, label, class, prefixed name, IRI or value, such as european-force")
    why.add_argument("--all", type=_positive, default=1, metavar="N", help="up to N proofs, the shortest first")
    why.add_argument("--format", choices=("json",), help="PROV-O in JSON-LD instead of a tree")
    why.set_defaults(run=_why)
    stance_ = commands.add_parser("stance", help="say whether an actor supports a measure")
    stance_.add_argument("actor", help="a slug, label or IRI, such as keir-starmer")
    stance_.add_argument("measure", help="a slug, label or IRI, such as european-force")
    stance_.add_argument("--format", choices=("json",), help="JSON instead of sentences")
    stance_.set_defaults(run=_stance)
    span = commands.add_parser("span", help="find a passage in a source text, and print its evidence entry")
    span.add_argument("file", help="the text's file name, in $BACKSTOP_SOURCES or --sources")
    span.add_argument("first", help="the words with which the passage begins")
    span.add_argument("last", nargs="?", help="the words with which it ends (default: the same)")
    span.add_argument("--sources", type=Path, default=os.environ.get("BACKSTOP_SOURCES"), help="folder of the texts")
    span.set_defaults(run=_span)
    new = commands.add_parser("new", help="start a document from a source text, and print it")
    new.add_argument("file", help="the text's file name, in $BACKSTOP_SOURCES or --sources")
    new.add_argument("slug", help="the new document's id, such as london-summit-report")
    new.add_argument("--sources", type=Path, default=os.environ.get("BACKSTOP_SOURCES"), help="folder of the texts")
    new.add_argument("--curated", type=Path, default=ROOT / "graph" / "curated", help="the curated folder")
    new.set_defaults(run=_new)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except BackstopError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _ask(options: argparse.Namespace) -> None:
    questions = {question.slug: question for question in read_questions(ROOT / "queries")}
    if options.question is None:
        for question in questions.values():
            print(f"{question.slug}\t{question.title}")
        return
    if options.question not in questions:
        raise ParameterError(f"no such question: '{options.question}'{nearest(options.question, questions)}")
    question = questions[options.question]
    solutions = open_engine().select(question.bind(_values(question, options.values)))
    if options.format:
        sys.stdout.flush()
        sys.stdout.buffer.write(solutions.serialize(format=_FORMATS[options.format]) or b"")
        return
    names = {variable.value for variable in solutions.variables}
    columns = [*question.columns, *(["summary", "documentLabel"] if question.evidence else [])]
    table = Table(*(question.columns.get(column, column) for column in columns), title=question.title)
    for solution in solutions:
        row = {name: "" if (term := solution[name]) is None else compact(term.value) for name in names}
        table.add_row(*(row.get(f"{column}Label") or row[column].removeprefix("id:") for column in columns))
    # What a source says in brackets or between colons is neither style nor picture.
    console = Console(width=None if sys.stdout.isatty() else 200, markup=False, emoji=False)
    with console.capture() as shown:
        console.print(table)
    print(shown.get(), end="")


def _why(options: argparse.Namespace) -> None:
    engine = open_engine()
    triple = triple_of(engine, options.subject, options.predicate, options.object)
    found = explanation(Explainer(engine), engine, triple, options.all)
    words = Words(engine)
    if options.format:
        print(json.dumps(provenance(found.proofs, words), ensure_ascii=False, indent=1))
    else:
        print(report(found, words))


def _stance(options: argparse.Namespace) -> None:
    engine = open_engine()
    found = stances.stance(engine, options.actor, options.measure)
    words = Words(engine)
    if options.format:
        print(json.dumps(stances.as_json(found, words), ensure_ascii=False, indent=1))
    else:
        print(stances.report(found, words))


def _positive(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _MOST_PROOFS:
        raise argparse.ArgumentTypeError(f"found '{text}', expected a number from 1 to {_MOST_PROOFS}")
    return int(text)


def _values(question: SavedQuestion, given: list[str]) -> dict[str, str]:
    values = {parameter.name: parameter.default for parameter in question.parameters if parameter.default}
    kinds = {parameter.name: parameter.kind for parameter in question.parameters}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ParameterError(f"found '{pair}', expected NAME=VALUE")
        values[name] = expand(value) if value and kinds.get(name) == "iri" else value
    return values


def _span(options: argparse.Namespace) -> None:
    print(find_passage(_texts(options), options.file, options.first, options.last or options.first))


def _new(options: argparse.Namespace) -> None:
    print(new_document(read_curation(options.curated), _texts(options), options.file, options.slug), end="")


def _texts(options: argparse.Namespace) -> SourceTexts:
    if options.sources is None:
        raise ParameterError("there are no source texts: give --sources, or set BACKSTOP_SOURCES")
    return SourceTexts(Path(options.sources))


if __name__ == "__main__":
    raise SystemExit(main())
