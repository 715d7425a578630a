"""Writes an answer within its budget: SPARQL 1.1 results in JSON, XML, CSV and TSV; triples in the forms of RDF.

An answer that exceeds its budget is cut between two rows and says so: ``"truncated"`` in the head of JSON (readers
refuse a member that follows the results), ``"truncated"`` in JSON-LD, a comment in XML, Turtle, N-Triples and RDF/XML.
CSV and TSV have no place for it, so the sender must say it in a header.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from graph.errors import QueryError
from graph.serialisation import rdf_bytes

SOLUTIONS, BOOLEAN, GRAPH = "solutions", "boolean", "graph"
FORMS = {
    SOLUTIONS: ("json", "xml", "csv", "tsv"),
    BOOLEAN: ("json", "xml"),
    GRAPH: ("ttl", "nt", "jsonld", "rdf"),
}

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
# What XML 1.0 cannot hold, section 2.2.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOCAL_NAME = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.\-\u00b7]*\Z")
_NOTE = "truncated at the limit on %s"

Term = NamedNode | BlankNode | Literal | Triple
Row = Sequence[Term | None]


class Budget:
    """What one answer may hold, in rows and bytes. ``truncated`` is the name of the limit that was met, if any."""

    def __init__(self, rows: int, answer_bytes: int) -> None:
        self.max_rows = rows
        self.max_bytes = answer_bytes
        self.rows = 0
        self.size = 0
        self.truncated = ""

    def accepts(self, size: int) -> bool:
        """Return whether there is room for one more row of ``size`` bytes; if so, count it."""
        if self.rows >= self.max_rows:
            self.truncated = "rows"
        elif self.size + size > self.max_bytes:
            self.truncated = "answer_bytes"
        else:
            self.rows += 1
            self.size += size
            return True
        return False


def write_boolean(value: bool, form: str) -> bytes:
    """Return the answer to an ASK query."""
    word = "true" if value else "false"
    if form == "xml":
        return f"{_XML}<head/><boolean>{word}</boolean></sparql>\n".encode()
    return f'{{"head":{{}},"boolean":{word}}}\n'.encode()


def write_solutions(solutions: QuerySolutions, form: str, budget: Budget, send: Callable[[bytes], None]) -> None:
    """Write the answer to a SELECT query by ``send``, piece by piece.

    Raises :class:`~graph.errors.QueryError` where the form cannot hold a value.
    """
    names = [variable.value for variable in solutions.variables]
    head_of, row_of, between, tail = _SOLUTIONS[form](names)
    rows = []  # kept until it is known whether the head must say that some are missing
    for solution in solutions:
        text = row_of(tuple(solution))
        content = (between + text if budget.rows else text).encode()
        if not budget.accepts(len(content)):
            break
        rows.append(content)
    send(head_of(budget.truncated).encode())
    for content in rows:
        send(content)
    send(tail.encode())


_Writer = tuple[Callable[[str], str], Callable[[Row], str], str, str]  # of the head, of a row; between rows; the tail


def _json(names: list[str]) -> _Writer:
    keys = [f"{json.dumps(name, ensure_ascii=False)}:" for name in names]

    def row(terms: Row) -> str:
        return "{" + ",".join(k + _json_term(t) for k, t in zip(keys, terms, strict=True) if t is not None) + "}"

    variables = json.dumps(names, ensure_ascii=False)

    def head(truncated: str) -> str:
        flag = f',"truncated":true,"limit":"{truncated}"' if truncated else ""
        return f'{{"head":{{"vars":{variables}{flag}}},"results":{{"bindings":[\n'

    return head, row, ",\n", "]}}\n"


def _json_term(term: Term) -> str:
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return '{"type":"triple","value":{' + ",".join(f'"{name}":{_json_term(part)}' for name, part in parts) + "}}"
    value = json.dumps(term.value, ensure_ascii=False)
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{value}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{value}}}'
    if term.language:
        return f'{{"type":"literal","value":{value},"xml:lang":{json.dumps(term.language)}}}'
    if term.datatype.value == _STRING:
        return f'{{"type":"literal","value":{value}}}'
    return f'{{"type":"literal","value":{value},"datatype":{json.dumps(term.datatype.value, ensure_ascii=False)}}}'


def _xml(names: list[str]) -> _Writer:
    opening = [f"<binding name={quoteattr(name)}>" for name in names]

    def row(terms: Row) -> str:
        cells = (
            f"{start}{_xml_term(term)}</binding>"
            for start, term in zip(opening, terms, strict=True)
            if term is not None
        )
        return f"<result>{''.join(cells)}</result>\n"

    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in names)

    def head(truncated: str) -> str:
        flag = f"<!-- {_NOTE % truncated} -->" if truncated else ""
        return f"{_XML}<head>{variables}{flag}</head><results>\n"

    return head, row, "", "</results></sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts) + "</triple>"
    text = _xml_text(term.value)
    if isinstance(term, NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype.value == _STRING:
        return f"<literal>{text}</literal>"
    return f"<literal datatype={quoteattr(_xml_checked(term.datatype.value))}>{text}</literal>"


def _xml_text(text: str) -> str:
    return escape(_xml_checked(text), {"\r": "&#13;"})  # a bare one is read as a line feed


def _xml_checked(text: str) -> str:
    if found := _NOT_XML.search(text):
        raise QueryError(
            406,
            "not-representable",
            f"The answer holds the character U+{ord(found[0]):04X}, which XML cannot hold: ask for another form.",
        )
    return text


def _csv(names: list[str]) -> _Writer:
    def row(terms: Row) -> str:
        return ",".join("" if term is None else _csv_cell(_plain(term)) for term in terms) + "\r\n"

    return lambda _: ",".join(map(_csv_cell, names)) + "\r\n", row, "", ""


def _plain(term: Term) -> str:
    if isinstance(term, BlankNode | Triple):
        return str(term)
    return term.value


def _csv_cell(text: str) -> str:
    if any(character in text for character in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv(names: list[str]) -> _Writer:
    def row(terms: Row) -> str:
        return "\t".join("" if term is None else _tsv_cell(term) for term in terms) + "\n"

    return lambda _: "\t".join(f"?{name}" for name in names) + "\n", row, "", ""


def _tsv_cell(term: Term) -> str:
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


_SOLUTIONS = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}


def write_graph(triples: Iterable[Triple], form: str, budget: Budget) -> bytes:
    """Return the answer to a CONSTRUCT or DESCRIBE query: each triple once, in order.

    Raises :class:`~graph.errors.QueryError` where the form cannot hold a triple.
    """
    found: dict[Triple, None] = {}
    for triple in triples:
        if triple not in found:
            if not budget.accepts(0):
                break
            found[triple] = None
    whole = sorted(found, key=str)
    if form == "rdf":
        _check_rdf_xml(whole)
    content = rdf_bytes(whole, form)
    while len(content) > budget.max_bytes:
        budget.truncated = "answer_bytes"
        whole = whole[: len(whole) * budget.max_bytes * 9 // (len(content) * 10)]
        content = rdf_bytes(whole, form)
    budget.rows = len(whole)
    return _flagged(content, form, budget.truncated) if budget.truncated else content


def _flagged(content: bytes, form: str, truncated: str) -> bytes:
    note = _NOTE % truncated
    if form == "jsonld":  # a key without a meaning in any context is not read as data (JSON-LD 1.1 API, section 5.1.2)
        return b'{"@graph":' + content.strip() + f',"truncated":true,"limit":"{truncated}"}}\n'.encode()
    if form == "rdf":
        return content.rstrip() + f"\n<!-- {note} -->\n".encode()
    return content + f"# {note}\n".encode()


def _check_rdf_xml(triples: list[Triple]) -> None:
    for triple in triples:
        if isinstance(triple.object, Triple) or not _LOCAL_NAME.search(re.split(r"[/#:]", triple.predicate.value)[-1]):
            raise QueryError(
                406, "not-representable", f"RDF/XML cannot hold the triple {triple}: ask for another form."
            )
        if isinstance(triple.object, Literal):
            _xml_checked(triple.object.value)
