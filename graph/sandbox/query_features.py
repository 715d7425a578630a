r"""What can be said of a query by reading its tokens, in one pass and without parsing it.

The tokens are those of SPARQL 1.1 Query, section 19.8. Where they begin depends on the grammar in one place: inside
an expression, ``<`` after an operand compares, and elsewhere it may open an IRI, so that
``FILTER(?a<'>')SERVICE<x:>{}`` is a string, ``')SERVICE<x:>{}...``, to a reader who takes ``<'>`` for an IRI, and a
SERVICE to the parser. Both readings are followed here, and SERVICE is found if either has it. The parser also takes
keywords that run together with what is before or after them (``SERVICESILENT``, ``trueSERVICE``, ``SERVICEex:name``),
so it is looked for inside words. Escapes (``\u0053``) are not decoded in keywords.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.sparql_lexer import TOKEN

_OPERANDS = {"iri", "string", "language", "variable", "label", "name", "number"}
_CLOSING = {"}": "{", ")": "(", "]": "["}
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_VOLATILE = {"NOW", "RAND", "UUID", "STRUUID", "BNODE"}
_RUNS_INTO_A_NAME = {"GRAPH", "FROM", "NAMED"}  # after these, 'service:x {' names a graph
_ROOM = 16  # readings may look at so many times the query's length together


@dataclass
class QueryFeatures:
    """What the tokens of a query say of it.

    ``services`` has an entry for each SERVICE: the address, or ``None`` where it is not written out as one.
    ``volatile``: the answer may differ from one run to the next. ``update`` is the keyword of an update, if it begins
    with one.
    ``undeclared`` is the first prefix that is not declared, with its line and column.
    """

    tokens: int = 0
    depth: int = 0
    deepest: tuple[int, int] = (0, 0)
    own_dataset: bool = False
    volatile: bool = False
    update: str = ""
    services: list[str | None] = field(default_factory=list)
    undeclared: tuple[str, int, int] | None = None


def place(text: str, position: int) -> tuple[int, int]:
    """Return the line and column, from 1, of a position in a text."""
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def inspect_query(text: str, max_tokens: int) -> QueryFeatures:
    """Return the features of a query; it reads on until ``max_tokens`` and no further."""
    return _Reading(text, max_tokens).features


class _Reading:
    """One pass over the tokens, and the other readings of ``<`` where there are any."""

    def __init__(self, text: str, max_tokens: int) -> None:
        self.text = text
        self.features = QueryFeatures()
        self.most = max_tokens
        self.starts: set[int] = set()
        self.others: list[int] = []
        self.everywhere = False
        self.opened: list[tuple[str, bool]] = []  # each open bracket, and whether an expression may stand in it
        self.closed_expression = True
        self.declared: set[str] = set()
        self.names: list[tuple[str, int]] = []
        self._read()
        if "service" in text.casefold():
            self._read_otherwise()
        self._find_undeclared()

    def _read(self) -> None:
        features = self.features
        before: list[str] = ["", ""]  # the last two tokens but blanks
        operand, first, service = False, True, _ServiceFinder(features.services)
        for token in TOKEN.finditer(self.text):
            kind, word = token.lastgroup or "", token[0]
            if kind == "blank":
                continue
            features.tokens += 1
            if features.tokens > self.most:
                return
            self.starts.add(token.start())
            service.take(kind, word)
            upper = word.upper()
            if kind == "sign":
                self._bracket(word, before[-1], token.start())
            elif kind == "iri" and operand and (self.everywhere or (self.opened and self.opened[-1][1])):
                self.others.append(token.start() + 1)
                self.everywhere |= not {"(", ")"}.isdisjoint(word)
            elif kind == "word":
                if first and upper not in _PROLOGUE:
                    first = False
                    features.update = upper if upper in _UPDATES else ""
                features.own_dataset |= upper.startswith("FROM")
                features.volatile |= upper in _VOLATILE
            elif kind == "name":
                prefix = word.partition(":")[0]
                if before[-1].upper() == "PREFIX":
                    self.declared.add(prefix)
                else:
                    self.names.append((prefix, token.start()))
            operand = kind in _OPERANDS or word == ")" or upper.endswith(("TRUE", "FALSE"))
            before = [before[-1], word]
        service.take("sign", "")

    def _bracket(self, sign: str, before: str, position: int) -> None:
        if sign in "{([":
            data = before in {"{", "["} or before.upper() == "VALUES" or (before == ")" and not self.closed_expression)
            self.opened.append((sign, sign == "(" and not data))
            if len(self.opened) > self.features.depth:
                self.features.depth = len(self.opened)
                self.features.deepest = place(self.text, position) if len(self.opened) < 1000 else self.features.deepest
        elif sign in _CLOSING and self.opened:
            self.closed_expression = self.opened.pop()[1]

    def _read_otherwise(self) -> None:
        """Follow every other reading until it meets one that was followed, and note each SERVICE on the way."""
        room = _ROOM * len(self.text)
        while self.others:
            position = self.others.pop()
            service = _ServiceFinder(self.features.services)
            while position < len(self.text) and position not in self.starts:
                token = TOKEN.match(self.text, position)
                assert token is not None
                self.starts.add(position)
                if token.lastgroup == "iri":
                    self.others.append(position + 1)
                service.take(token.lastgroup or "", token[0])
                position = token.end()
                room -= len(token[0])
                if room < 0:  # nobody writes such a query in earnest
                    self.features.services.append(None)
                    return
            if service.pending:
                self.features.services.append(None)

    def _find_undeclared(self) -> None:
        for prefix, position in self.names:
            if prefix not in self.declared:
                self.features.own_dataset |= prefix.upper().startswith("FROM")
                if self.features.undeclared is None:
                    self.features.undeclared = (prefix, *place(self.text, position))


class _ServiceFinder:
    """Watches tokens go by for SERVICE and for what it names."""

    def __init__(self, found: list[str | None]) -> None:
        self.found = found
        self.pending = False
        self._name = False
        self._before = ""

    def take(self, kind: str, word: str) -> None:
        if kind == "blank":
            return
        if self._name:
            self._name = False
            if word == "{":
                self.found.append(None)
        if self.pending and word.upper() != "SILENT":
            self.pending = False
            self.found.append(word[1:-1] if kind == "iri" and "\\" not in word and len(word) > 2 else None)
        folded = word.casefold()
        if kind == "word" and "service" in folded:
            if folded == "service":
                self.pending = True
            else:
                self.found.append(None)
        elif kind == "name" and "service" in folded.partition(":")[0]:
            self._name = self._before.upper() not in _RUNS_INTO_A_NAME
        self._before = word
