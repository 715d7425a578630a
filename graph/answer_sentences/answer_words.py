"""The answer to a question in words, from its rows and what its header declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from graph.answer_sentences.actor_kinds import ActorKinds
from graph.answer_sentences.choice_words import opening
from graph.answer_sentences.claims import Claim, Columns, Conditions, Row, claims_of, text
from graph.answer_sentences.counted_answer import NO_ANSWER, distinct, heading_of, heading_of_claims
from graph.answer_sentences.grammar import joined, sentence
from graph.answer_sentences.pair_sentences import change_count, changes, pairs, two_ways
from graph.answer_sentences.position_sentences import nobody, told, who_says_so
from graph.answer_sentences.row_sentences import FIGURE, figures, filled_in, groups, statements, things
from graph.dates import day
from graph.explain import Part, Phrase, phrase, plain
from graph.saved_queries import Asked, SavedQuestion
from graph.saved_queries.answer_header import (
    AnswerForm,
    ChangesForm,
    FiguresForm,
    GroupsForm,
    PairsForm,
    PositionsForm,
    Side,
    StatementsForm,
    ThingsForm,
)
from graph.vocabulary import ID, expand

_ACTOR_COLUMNS = ("actor", "other", "otherActor", "subject", "guarantor", "represented", "state")
STATEMENT, CHANGE = ("statement", "statements"), ("change", "changes")


@dataclass(frozen=True)
class Related:
    """A question, with values, that shows what a sentence tells beside its own rows."""

    asked: Asked
    actor: str = ""  # with a measure: whose stance on it the sentence tells
    measure: str = ""


@dataclass(frozen=True)
class AnswerWords:
    """An answer in words: a few sentences, what they count, and where to read on."""

    words: Phrase
    heading: str
    related: tuple[Related, ...] = ()

    @property
    def text(self) -> str:
        """The sentences as plain text."""
        return plain(self.words)


def answer_words(
    kinds: ActorKinds, questions: Mapping[str, SavedQuestion], asked: Asked, rows: Sequence[Row]
) -> AnswerWords:
    """Return an answer in words, generated from its rows.

    ``kinds`` looks up names in the engine that gave the rows, and keeps them for other answers; ``questions`` are those
    that a contrast may name, by slug. A question whose header declares no form has a heading alone.
    """
    return _Answer(kinds, questions, asked, rows).words()


class _Answer:
    def __init__(
        self, kinds: ActorKinds, questions: Mapping[str, SavedQuestion], asked: Asked, rows: Sequence[Row]
    ) -> None:
        self._engine = kinds.engine
        self._questions = questions
        self._asked = asked
        self._rows = rows
        self._kinds = kinds
        self._related: list[Related] = []

    def words(self) -> AnswerWords:
        form = self._asked.question.answer
        if not self._rows:
            return AnswerWords(phrase(self._nothing()), NO_ANSWER)
        self._look_up(self._rows, {value for value in self._asked.values.values() if value.startswith(ID)})
        heading, found = self._told(form)
        if form and form.note:
            found.append(sentence(self._filled(form.note)))
        opens = self._filled(form.opens) if form and form.opens else phrase()
        return AnswerWords(self._opened(found, opens), heading, tuple(self._related))

    def _told(self, form: AnswerForm | None) -> tuple[str, list[Phrase]]:
        """The heading and the sentences of rows that are there."""
        rows = self._rows
        match form:
            case PositionsForm():
                return self._positions(form)
            case PairsForm():
                return self._pairs(form)
            case ChangesForm():
                both = self._both(form.before, Side())
                actors = len({one.holder for one, _ in both})
                return heading_of(change_count(both), CHANGE, actors), changes(both, self._kinds)
            case StatementsForm():
                count = distinct(rows, "statement")
                found = statements(rows, self._filled(form.about[count != 1]), form.noun, self._kinds)
                return heading_of(count, form.noun, distinct(rows, "actor")), found
            case FiguresForm():
                count = distinct(rows, "figure")
                found = figures(rows, self._filled(form.about[count != 1]), self._kinds)
                return heading_of(count, FIGURE, distinct(rows, "actor")), found
            case GroupsForm():
                return self._groups_heading(form), groups(rows, form, self._values, self._kinds)
            case ThingsForm():
                found = things(rows, form, self._values, self._kinds)
                return heading_of(distinct(rows, form.thing), form.noun), found
        return heading_of(len(rows), ("row", "rows")), []

    def _groups_heading(self, form: GroupsForm) -> str:
        """Statements by actors where the members are actors, and else the members."""
        statements_found = distinct(self._rows, "statement") if form.of == "actor" else 0
        if statements_found:
            return heading_of(statements_found, STATEMENT, distinct(self._rows, "actor"))
        return heading_of(distinct(self._rows, form.of), form.each)

    def _opened(self, found: list[Phrase], opens: Phrase) -> Phrase:
        """The sentences, of which the first says what was chosen."""
        chosen = opening(self._asked, self._kinds)
        if found and (opens or chosen):
            first = found[0][0]
            # A name keeps its capital, and a word that begins a sentence loses it.
            name = self._kinds.name(first.iri) if first.iri else first.text[:1].lower() + first.text[1:]
            opened = phrase(opens, ", " if opens else "", chosen, Part(name, first.iri), *found[0][1:])
            found[0] = phrase(Part(opened[0].text[:1].upper() + opened[0].text[1:], opened[0].iri), *opened[1:])
        return joined(found)

    def _look_up(self, rows: Sequence[Row], more: AbstractSet[str] = frozenset()) -> None:
        ours = {
            term.value
            for row in rows
            for name, term in row.items()
            if isinstance(term, NamedNode) and term.value.startswith(ID) and name not in _NOT_NAMED
        }
        actors = {text(row, column) for row in rows for column in _ACTOR_COLUMNS} & ours
        self._kinds.look_up(ours | more, actors)

    @cached_property
    def _values(self) -> dict[str, Phrase]:
        """The values chosen, as words."""
        values = self._asked.values
        return {
            name: phrase(self._kinds.part(value)) if value.startswith(ID) else phrase(day(value))
            for name, value in values.items()
            if not value.startswith("http") or value.startswith(ID)
        }

    def _filled(self, words: str) -> Phrase:
        return filled_in(words, self._values)

    def _positions(self, form: PositionsForm) -> tuple[str, list[Phrase]]:
        claims = self._claims(form, self._rows)
        subject = self._filled(form.about)
        if form.forms and any(claim.measure not in self._asked.values.values() for claim in claims):
            subject = phrase(subject, f" {form.forms}")
        found = who_says_so(claims, self._kinds) if form.says else told(claims, subject, form, self._kinds)
        narrowed = set(self._asked.narrowing) - {"asof"}
        if form.nobody and not narrowed:
            found += [sentence(each) for each in nobody(claims, self._kinds, form.nobody)]
        holders = {claim.holder for claim in claims}
        measures = {claim.measure for claim in claims} - {""}
        if len(holders) == len(measures) == 1:
            self._related.append(Related(self._asked, *holders, *measures))
        if form.contrast and not narrowed:
            found += self._contrast(form)
        return heading_of_claims(claims), found

    def _claims(self, form: PositionsForm, rows: Sequence[Row]) -> tuple[Claim, ...]:
        conditions = Conditions(self._engine, rows)
        self._kinds.look_up(conditions.all, ())
        stance = expand(form.stance) if ":" in form.stance else form.stance
        measure = form.measure if any(form.measure in row for row in rows) else ""
        return claims_of(rows, Columns("actor", stance, measure), conditions)

    def _contrast(self, form: PositionsForm) -> list[Phrase]:
        """A part of the answer to another question, asked with as many of the same values as it takes."""
        assert form.contrast is not None
        other = self._questions.get(form.contrast.question)
        if other is None or not isinstance(other.answer, PositionsForm):
            return []
        asked = self._asked.carried_to(other) or Asked.of(other, {})
        solutions = self._engine.select(asked.query)
        names = [variable.value for variable in solutions.variables]
        only = {name: ID + slug for name, slug in form.contrast.only.items()}
        every = [{name: solution[name] for name in names} for solution in solutions]
        rows = [row for row in every if all(text(row, column) == iri for column, iri in only.items())]
        if not rows:
            return []
        self._look_up(rows)
        claims = self._claims(other.answer, rows)
        self._related.append(Related(asked))
        for holder in dict.fromkeys(claim.holder for claim in claims):
            measure = next(claim.measure for claim in claims if claim.holder == holder)
            self._related += [Related(asked, holder, measure)] if measure else []
        return told(claims, phrase(form.contrast.about), form, self._kinds)

    def _side(self, side: Side) -> list[Claim]:
        """The position of one side in each row."""
        conditions = Conditions(self._engine, self._rows, (side.suffix,))
        self._kinds.look_up(conditions.all, ())
        stance = expand(side.stance) if ":" in side.stance else side.stance
        columns = Columns(side.actor, stance, side.measure, side.suffix)
        return [claims_of([row], columns, conditions)[0] for row in self._rows]

    def _both(self, one: Side, two: Side) -> list[tuple[Claim, Claim]]:
        return list(zip(self._side(one), self._side(two), strict=True))

    def _pairs(self, form: PairsForm) -> tuple[str, list[Phrase]]:
        both = self._both(form.one, form.two)
        if form.once:
            count = len({(one.holder, one.measure) for one, _ in both})
            found = two_ways(both, self._kinds)
            return heading_of(count, form.noun, len({one.holder for one, _ in both})), found
        found = pairs(both, self._filled(form.about), form.noun, self._kinds)
        return heading_of(change_count(both), form.noun), found

    def _nothing(self) -> str:
        """What an empty answer says: the words of the question, or that the choices leave nothing."""
        if self._asked.narrowing:
            self._kinds.look_up({value for value in self._asked.values.values() if value.startswith(ID)}, ())
            return f"{opening(self._asked, self._kinds)}these documents have no answer to this; that is not a no."
        return self._asked.question.empty


# Columns of things that no sentence names.
_NOT_NAMED = frozenset(
    f"{name}{suffix}" for name in ("statement", "position", "document") for suffix in ("", "Other", "Before")
) - {"document"}
