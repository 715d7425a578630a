"""Rules in plain words: the end of a sentence that begins with *because*.

Each kind of axiom has its sentence, made with the words that the ontology has for the axiom's own terms. For chains of
properties the ontology says itself why they hold (``bst:whyConcluded``, ``bst:whyPassedOn``). A rule of any other shape
is read as "if body, then head".
"""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, Variable

from graph.explain.verbalise import Part, Phrase, Verbaliser, listed, phrase, plain
from graph.rules import TYPE, Pattern, Rule, Term
from graph.vocabulary import BST

_LETTERS = "XYZUVWABCDEFGH"


def reason(rule: Rule, words: Verbaliser) -> Phrase:
    """Return why the rule's conclusion follows, in words; a clause without a full stop."""
    if rule.head is None:
        return phrase(rule.reason)
    return _told(rule, words) or _of_a_kind(rule, words) or _as_it_is(rule, words)


def _told(rule: Rule, words: Verbaliser) -> Phrase | None:
    """Return the ontology's own reason for a property chain, or ``None``."""
    assert rule.head is not None
    concluded = rule.head[1]
    if rule.name != "prp-spo2" or not isinstance(concluded, NamedNode):
        return None
    passed_on = any(pattern[1] == concluded for pattern in rule.body)
    told = words.text(concluded, BST.whyPassedOn if passed_on else BST.whyConcluded)
    return phrase(told) if told else None


def _of_a_kind(rule: Rule, words: Verbaliser) -> Phrase | None:  # noqa: PLR0911 -- a table, one sentence a case
    """Return the sentence for the kind of the axiom, or ``None`` if the rule has another shape."""
    name = words.part
    match rule.body, rule.head:
        case ((Variable() as x, kind, NamedNode() as lower),), (x2, kind2, NamedNode() as upper) if (
            x == x2 and kind == kind2 == TYPE
        ):
            return phrase("every ", name(lower), " is ", words.a(upper))
        case ((Variable() as x, kind, NamedNode() as lower),), (x2, NamedNode() as p, NamedNode() as value) if (
            x == x2 and kind == TYPE
        ):
            return phrase("every ", words.clause(name(lower), p, name(value)))
        case ((Variable() as x, NamedNode() as p, Variable() as y),), (z, kind, NamedNode() as class_) if (
            kind == TYPE and x != y
        ):
            if z == x:
                return phrase(words.clause("whatever", p, "something"), " is ", words.a(class_))
            return phrase("if ", words.clause("one thing", p, "another"), ", the other is ", words.a(class_))
        case ((Variable() as x, NamedNode() as p, Variable() as y),), (s, NamedNode() as q, o) if x != y:
            if (s, o) == (x, y):
                return phrase("if ", words.clause("one thing", p, "another"), ", ", words.clause("it", q, "the other"))
            if (s, o) == (y, x):
                other = words.clause("the other", q, "it" if p == q else "the first")
                return phrase("if ", words.clause("one thing", p, "another"), ", ", other)
        case ((x, NamedNode() as p, y), (y2, q, z)), (x2, r, z2) if (
            p == q == r and (x, y, z) == (x2, y2, z2) and len({x, y, z}) == 3
        ):
            first, second = words.clause("one thing", p, "a second"), words.clause("the second", p, "a third")
            return phrase("if ", first, " and ", second, ", ", words.clause("the first", p, "the third"))
        case ((x, NamedNode() as p, y), (y2, kind, NamedNode() as filler)), (x2, kind2, NamedNode() as class_) if (
            kind == kind2 == TYPE and (x, y) == (x2, y2) and p != TYPE
        ):
            clause = words.clause("whatever", p, Part(plain(words.a(filler)), filler.value))
            return phrase(clause, " is ", words.a(class_))
    return None


def _as_it_is(rule: Rule, words: Verbaliser) -> Phrase:
    assert rule.head is not None
    letters: dict[str, str] = {}
    body = [_read(pattern, letters, words) for pattern in rule.body]
    head = _read(rule.head, letters, words)
    if not body:
        return phrase("the ontology has it that ", head)
    return phrase("if ", listed(body), ", then ", head)


def _read(pattern: Pattern, letters: dict[str, str], words: Verbaliser) -> Phrase:
    """A pattern as a clause, in which a letter stands for each variable."""

    def term(of: Term | Variable) -> Part:
        if isinstance(of, Variable):
            return Part(letters.setdefault(of.value, _letter(len(letters))))
        return words.part(of)

    subject, predicate, value = pattern
    if predicate == TYPE and isinstance(value, NamedNode | BlankNode):
        return phrase(term(subject), " is ", words.a(value))
    if isinstance(predicate, Variable):
        return phrase(term(subject), " has the relation ", term(predicate), " to ", term(value))
    assert isinstance(predicate, NamedNode)
    return words.clause(term(subject), predicate, term(value))


def _letter(number: int) -> str:
    return _LETTERS[number] if number < len(_LETTERS) else f"X{number}"
