"""A comparison in a few sentences: where the actors agree, on which terms, where they differ, where one is alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from graph.dates import day
from graph.explain import Verbaliser
from graph.stances.comparison import Cell, Comparison, Outcome, Row, Side

_NAMED = 3  # the measures that a sentence names at most
_SIDES = {Side.FOR: "in favour of", Side.AGAINST: "against", Side.OPEN: "uncommitted on"}
_SHORT = {
    Side.FOR: "in favour",
    Side.AGAINST: "against",
    Side.OPEN: "uncommitted",
    Side.SEVERAL: "more than one position",
    Side.NONE: "no position",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_APART = {
    Outcome.DIFFERENT: "they differ on {count}",
    Outcome.TERMS: "on {count} they are on the same side, but not on the same terms",
    Outcome.SEVERAL: "on {count} one of them has taken more than one position",
}


def sentences(found: Comparison, words: Verbaliser) -> list[str]:
    """Return the comparison in words, the most telling sentence first.

    Positions are told with their conditions, and with the word that there is a limit. Of what does not count it is
    only said that it is there.
    """
    told = _of_days(found, words) if found.is_of_days else _of_actors(found, words)
    return [sentence[:1].upper() + sentence[1:] for sentence in (*told, *_not_counted(found, words))]


def _of_actors(found: Comparison, words: Verbaliser) -> Iterator[str]:
    names = [words.noun_phrase(column.actor) for column in found.columns]
    shared = [row for row in found.rows if len(row.taking) > 1]
    alone = found.of(Outcome.ONE)
    lead = _lead(found)
    if not shared and not alone:
        who = f"neither {' nor '.join(names)} takes" if len(names) == 2 else f"none of {_listed(names)} takes"
        yield f"{lead}{who} a position here{'' if found.leaders else ' in words of their own'}."
    elif not shared:
        yield f"{lead}{_listed(names)} take a position on no measure in common."
    elif len(names) == 2:
        yield from _of_two(found, lead, _listed(names), words)
    else:
        yield f"{lead}of {_listed(names)}, two or more take a position on {_number(len(shared))}."
        if same := found.of(Outcome.SAME):
            yield f"all who do take the same one on {_number(len(same))}: {_sames(same, words)}."
        for outcome in _APART:
            yield from _apart(found, outcome, words, named=outcome == Outcome.DIFFERENT)
    if alone:
        yield _alone(alone, names)


def _alone(rows: Sequence[Row], names: Sequence[str]) -> str:
    counted = {name: sum(row.cells[index] in row.taking for row in rows) for index, name in enumerate(names)}
    speaking = [name for name, count in counted.items() if count]
    if len(speaking) == 1:
        return f"on {_number(len(rows))} only {speaking[0]} takes a position."
    each = _listed(f"{name} on {_word(counted[name])}" for name in speaking)
    return f"on {_number(len(rows))} only one of them takes a position: {each}."


def _lead(found: Comparison) -> str:
    """What limits the whole comparison, before its first sentence."""
    until = {column.until for column in found.columns} - {""}
    pieces = [f"in what was said by {day(until.pop())}"] if until else []
    pieces += ["counting those who speak for them"] if found.leaders else []
    return f"{', '.join(pieces)}, " if pieces else ""


def _of_two(found: Comparison, lead: str, both: str, words: Verbaliser) -> Iterator[str]:
    """The first sentence names the two; the others call them "they"."""
    same = found.of(Outcome.SAME)
    told = [f"they take the same position on {_number(len(same))}: {_sames(same, words, 'both')}."] if same else []
    first, *others = [*told, *(each for outcome in _APART for each in _apart(found, outcome, words))]
    yield lead + first.replace("they ", f"{both} ", 1)
    yield from others


def _apart(found: Comparison, outcome: Outcome, words: Verbaliser, *, named: bool = True) -> Iterator[str]:
    if rows := found.of(outcome):
        told = f"{_APART[outcome].format(count=_number(len(rows)))}"
        yield f"{told}: {_each(rows, words)}." if named else f"{told}."


def _of_days(found: Comparison, words: Verbaliser) -> Iterator[str]:
    first, last = (day(found.columns[index].until) for index in (0, -1))
    actor = words.noun_phrase(found.columns[0].actor)
    lead = "counting those who speak for it, " if found.leaders else ""
    changed = found.of(Outcome.DIFFERENT, Outcome.SEVERAL)
    if changed:
        span = f"{_number(len(changed))} between {first} and {last}"
        yield f"{lead}{actor} changed position on {span}: {_each(changed, words)}."
    else:
        yield f"{lead}no change of position of {actor} between {first} and {last} is on record."
    if terms := found.of(Outcome.TERMS):
        yield f"on {_number(len(terms))} it is the same side in other terms: {_each(terms, words)}."
    if kept := found.of(Outcome.SAME):
        yield f"on {_number(len(kept))} no later position of {actor}'s own departs from what was on record by {first}."
    new = [row for row in found.of(Outcome.ONE) if not row.cells[0].perhaps]
    if new:
        yield f"on {_number(len(new))} the first position on record is from after {first}: {_named(new, words)}."
    unknown = [row for row in found.of(Outcome.ONE) if row.cells[0].perhaps]
    if unknown:
        named = _named(unknown, words)
        yield f"on {_number(len(unknown))} a position may date from before {first} or from after: {named}."
    if ending := [row for row in found.rows if row.cells[-1].is_perhaps_given_up]:
        yield f"whether {actor} had given up {_named(ending, words)} by {last} is uncertain: the dates are ranges."


def _not_counted(found: Comparison, words: Verbaliser) -> Iterator[str]:
    """What the table has beside the positions that the sentences speak of."""
    untold = sum(row.has_position for row in found.of(Outcome.NONE))
    if untold:
        what = "what others say, what was given up, what was read with low confidence or what may be later"
        if not found.is_limited:
            what = "what others say, what was given up or what was read with low confidence"
        yield f"on {_number(untold, 'more ')} there is only {what}."
    doubting = {
        words.noun_phrase(said.speaker): None
        for row in found.rows
        for cell in row.cells
        for said in cell.doubts
        if not cell.counted
    }
    if doubting:
        yield f"{_listed(doubting)} {'voices' if len(doubting) == 1 else 'voice'} doubts, which are not opposition."
    perhaps = {each.said.statement for row in found.rows for cell in row.cells for each in cell.perhaps}
    if perhaps:
        many = len(perhaps) > 1
        what = "statements with uncertain dates" if many else "statement with an uncertain date"
        yield f"{_word(len(perhaps))} {what} may be later, and {'are' if many else 'is'} not counted."


def _sames(rows: Sequence[Row], words: Verbaliser, both: str = "") -> str:
    """The measures on which all take one position, together for the same actors and side."""
    groups: dict[tuple[str, Side], list[str]] = {}
    for row in rows[:_NAMED]:
        who = both or _listed(words.noun_phrase(cell.column.actor) for cell in row.taking)
        notes = [*_terms(row.taking[0], words), *_implied(row, words)]
        measure = words.noun_phrase(row.measure) + (f" ({'; '.join(notes)})" if notes else "")
        groups.setdefault((who, row.taking[0].side), []).append(measure)
    told = [f"{who} are {_SIDES[side]} {_listed(measures)}" for (who, side), measures in groups.items()]
    return _with_rest("; ".join(told), rows)


def _implied(row: Row, words: Verbaliser) -> Iterator[str]:
    implied = [words.noun_phrase(cell.column.actor) for cell in row.taking if cell.is_implied]
    if implied:
        who = "" if len(implied) == len(row.taking) else f"{_listed(implied)} "
        yield f"{who}by implication"


def _each(rows: Sequence[Row], words: Verbaliser) -> str:
    """The measures on which they are not together, each with who stands where."""
    told = []
    for row in rows[:_NAMED]:
        by_day = row.is_of_one_actor
        cells = row.cells if by_day else row.taking
        where = "; ".join(_stands(cell, words, by_day=by_day) for cell in cells)
        told.append(f"{words.noun_phrase(row.measure)} ({where})")
    return _with_rest("; ".join(told), rows)


def _named(rows: Sequence[Row], words: Verbaliser) -> str:
    named = [words.noun_phrase(row.measure) for row in rows[:_NAMED]]
    return _with_rest(_listed(named) if len(rows) <= _NAMED else ", ".join(named), rows, ",")


def _with_rest(told: str, rows: Sequence[Row], mark: str = ";") -> str:
    rest = len(rows) - _NAMED
    return f"{told}{mark} and {_word(rest)} more" if rest > 0 else told


def _stands(cell: Cell, words: Verbaliser, *, by_day: bool) -> str:
    """Where one actor stands: ``the United Kingdom (Keir Starmer) in favour, only on condition of a US backstop``."""
    who = f"by {day(cell.column.until)}" if by_day else words.noun_phrase(cell.column.actor)
    if cell.speakers:
        who += f" ({_listed(map(words.noun_phrase, cell.speakers))})"
    side = _SHORT[cell.side]
    if not cell.counted and cell.stance.earlier:
        side = "given up"
    elif not cell.counted and cell.perhaps:
        side = f"perhaps already {_listed(dict.fromkeys(each.side.label for each in cell.perhaps), ' or ')}"
    return ", ".join([f"{who} {side}", *_terms(cell, words), *(["by implication"] if cell.is_implied else [])])


def _terms(cell: Cell, words: Verbaliser) -> Iterator[str]:
    terms = cell.terms
    if terms.conditions:
        groups = sorted(_names(group, words) for group in terms.conditions)
        yield f"{'at times only' if terms.in_places else 'only'} on condition of {' or, elsewhere, of '.join(groups)}"
    if terms.forms:
        yield f"in the form of {_names(terms.forms, words)}" if len(terms.forms) < _NAMED else "in several forms"
    if terms.limits:
        yield "with a limit"


def _names(things: Iterable[NamedNode], words: Verbaliser) -> str:
    return _listed(sorted(map(words.noun_phrase, things)))


def _listed(names: Iterable[str], last: str = " and ") -> str:
    listed = list(names)
    return last.join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def _word(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _number(count: int, more: str = "") -> str:
    return f"{_word(count)} {more}measure{'' if count == 1 else 's'}"
