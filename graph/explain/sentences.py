"""A proof as one sentence: what was said and where, what else is stated, and why it follows.

An attribution is part of the sentence: what a passage ascribes to somebody is not put as if they had said it, and a
position that a passage implies is called implied. A condition is never left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.dates import dated
from graph.explain.proofs import Attestation, Derived, Proof, Stated, leaves, nodes
from graph.explain.rule_text import reason
from graph.explain.verbalise import Part, Phrase, Verbaliser, listed, phrase, plain
from graph.rules import TYPE
from graph.stance_table import STANCES
from graph.vocabulary import BST

_STANCE_WORDS = {stance.property: f"{stance.preposition} " for stance in STANCES}
# What the sentence says of a statement in any case: who made it, and so whose position it expresses.
_UNSAID = {BST.statedBy, BST.heldBy}
_ACCORDING_TO = "according to "
_ASCRIBED = BST.CharacterisedByOther
# Rules that turn a fact round or widen its words; they are left to the tree where there are others.
_BOOKKEEPING = ("prp-inv1", "prp-inv2", "prp-symp")


def because(proof: Proof, words: Verbaliser) -> Phrase:
    """Return one sentence that says why the proof's triple holds, with its full stop."""
    said, stated = _behind(proof, words)
    if isinstance(proof, Stated):
        if said:
            return phrase("Stated: ", *said, ".")
        places = [phrase(words.place(graph)) for graph in proof.graphs]
        return phrase("Stated: ", listed(stated), ", in ", listed(places), ".")
    clauses = [*said, *stated, *_reasons(proof, words)]
    why = listed(clauses, ", and ", ", and ")
    return phrase("Concluded because, " if plain(why).startswith(_ACCORDING_TO) else "Concluded because ", why, ".")


def _behind(proof: Proof, words: Verbaliser) -> tuple[list[Phrase], list[Phrase]]:
    """What was said, a clause a statement; and what else is stated, a clause a triple."""
    said: dict[NamedNode, list[Stated]] = {}
    stated: dict[Phrase, None] = {}
    for leaf in leaves(proof):
        subject = leaf.triple.subject
        speaks = words.is_a(subject, BST.Position) or words.is_a(subject, BST.Statement)
        if leaf.attestations and speaks and leaf.triple.predicate != TYPE:
            said.setdefault(leaf.attestations[0].statement, []).append(leaf)
        else:
            stated[words.fact(leaf.triple)] = None
    clauses = [phrase(utterance(found[0].attestations, words), *_details(found, words)) for found in said.values()]
    return clauses, list(stated)


def _reasons(proof: Proof, words: Verbaliser) -> list[Phrase]:
    rules = list(dict.fromkeys(node.rule for node in nodes(proof) if isinstance(node, Derived)))
    telling = [rule for rule in rules if rule.name not in _BOOKKEEPING]
    return [reason(rule, words) for rule in telling or rules]


def utterance(passages: tuple[Attestation, ...], words: Verbaliser) -> Phrase:
    """Return who said what, when and where: ``Ada Vale says that ... (4 April 2033, quoted in Harbour talks)``.

    Where every passage only ascribes it, the sentence begins with who does so. The speaker is no link, as the statement
    stands next to it.
    """
    statement = passages[0].statement
    speaker = words.value(statement, BST.statedBy)
    summary = words.text(statement, BST.summary).rstrip(".")
    when = dated(*(words.text(statement, name) for name in (BST.saidOn, BST.earliest, BST.latest)))
    only = all(each.attribution == _ASCRIBED for each in passages)
    where = [
        phrase(_attributed(each, only), words.part(each.document), *_relayed(each, only, words)) for each in passages
    ]
    who = words.noun_phrase(speaker) if isinstance(speaker, NamedNode) else "somebody"
    told = Part(summary[:1].lower() + summary[1:], statement.value)
    account = _by_account(passages, words) if only else ()
    return phrase(account, who, " ", told, " (", when, ", ", listed(dict.fromkeys(where)), ")")


def _by_account(passages: tuple[Attestation, ...], words: Verbaliser) -> Phrase:
    relays = dict.fromkeys(passage.relayed_by for passage in passages if passage.relayed_by)
    names = [phrase(words.named(relay)) for relay in relays]
    return phrase(_ACCORDING_TO, listed(names) if names else "another", ", ")


def _attributed(passage: Attestation, only_ascribed: bool) -> str:
    kinds = {
        BST.DirectQuotation: "quoted in ",
        BST.ReportedSpeech: "reported in ",
        BST.OwnText: "in their own text, ",
        _ASCRIBED: "in " if only_ascribed else "ascribed in ",
    }
    return kinds.get(passage.attribution, "in ")


def _relayed(passage: Attestation, only_ascribed: bool, words: Verbaliser) -> Iterator[Phrase]:
    if passage.relayed_by is not None and not only_ascribed:
        yield phrase(", according to ", words.named(passage.relayed_by))


def _details(found: list[Stated], words: Verbaliser) -> list[Phrase]:
    """What of a statement the conclusion rests on."""
    details = []
    for leaf in found:
        subject, predicate, value = leaf.triple
        if predicate in _STANCE_WORDS and isinstance(subject, NamedNode):
            details.append(phrase(", which ", _stance(subject, predicate, words)))
        elif predicate not in _UNSAID and subject == leaf.attestations[0].statement:
            details.append(phrase("; ", words.clause("that statement", predicate, words.name(value))))
    position = found[0].triple.subject
    if not details and position != found[0].attestations[0].statement:
        details.append(phrase(", which expresses ", words.name(position)))
    return details


def _stance(position: NamedNode, predicate: NamedNode, words: Verbaliser) -> Phrase:
    implied = words.value(position, BST.explicitness) == BST.Implied
    measure = words.value(position, predicate)
    conditions = [phrase(words.named(condition)) for condition in words.values(position, BST.onCondition)]
    name = words.named(measure) if isinstance(measure, NamedNode) else Part("something")
    only = phrase(", on condition of ", listed(conditions)) if conditions else ()
    return phrase("implies a position " if implied else "is a position ", _STANCE_WORDS[predicate], name, only)
