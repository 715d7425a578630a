"""The answer in words where the rows are statements, figures or things, or are told by the values of one column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from graph.answer_sentences.actor_kinds import ActorKinds
from graph.answer_sentences.claims import Row, text
from graph.answer_sentences.counted_answer import distinct
from graph.answer_sentences.grammar import Noun, counted, in_list, named, number, sentence, verb
from graph.answer_sentences.position_sentences import ACTOR
from graph.dates import day
from graph.explain import Part, Phrase, listed, phrase
from graph.saved_queries.answer_header import GroupsForm, ThingsForm, pieces
from graph.vocabulary import BST, ID

FIGURE: Noun = ("figure", "figures")
_TOP = 4
_FEW_GROUPS = 4  # so many are told with the names of their members
_SHARES = (
    (BST.DirectQuotation.value, "quoted"),
    (BST.ReportedSpeech.value, "reported"),
    (BST.OwnText.value, "in the author's own text"),
    (BST.CharacterisedByOther.value, "only ascribed by others"),
)


def statements(rows: Sequence[Row], about: Phrase, noun: Noun, kinds: ActorKinds) -> list[Phrase]:
    """Return how many statements there are, of whom most, and how they are attributed."""
    found = {text(row, "statement"): row for row in rows}
    speakers = Counter(text(row, "actor") for row in found.values())
    count = counted(len(found), noun)
    if len(speakers) == 1:
        (only,) = speakers
        lead = phrase(f"{count} by ", kinds.part(only), " ", about)
    else:
        lead = phrase(f"{count} by {counted(len(speakers), ACTOR)} ", about, ": ", _ranking(speakers, kinds))
    return [sentence(lead), *_attributions(rows), *_days(rows)]


def _ranking(counts: Counter[str], kinds: ActorKinds) -> Phrase:
    order = sorted(counts, key=lambda one: (-counts[one], kinds.name(one).casefold(), one))
    names = [phrase(kinds.part(one), f" ({counts[one]})" if counts[order[0]] > 1 else "") for one in order]
    return named(names, _TOP)


def _attributions(rows: Sequence[Row]) -> list[Phrase]:
    """How the statements are attributed; each counts for its firmest attribution, in the order of the list."""
    order = [iri for iri, _ in _SHARES]
    firmest: dict[str, int] = {}
    for row in rows:
        if (kind := text(row, "attribution")) in order:
            place = order.index(kind)
            firmest[text(row, "statement")] = min(place, firmest.get(text(row, "statement"), place))
    counts = Counter(firmest.values())
    if not counts:
        return []
    if len(counts) == 1:
        words = _SHARES[next(iter(counts))][1]
        total = sum(counts.values())
        return [sentence(phrase(f"{'it is' if total == 1 else 'both are' if total == 2 else 'all are'} {words}"))]
    parts = [
        phrase(f"{counts[place]} {verb(counts[place] != 1, 'is', 'are')} {words}")
        for place, (_, words) in enumerate(_SHARES)
        if counts[place]
    ]
    return [sentence(phrase("of them, ", in_list(parts)))]


def _days(rows: Sequence[Row]) -> list[Phrase]:
    """The first and the last day on which the statements can have been made; none where one is not known."""
    first = [text(row, "date") or text(row, "earliest") for row in rows]
    last = [text(row, "date") or text(row, "latest") for row in rows]
    if not (all(first) and all(last)):
        return []
    made = "it was made" if distinct(rows, "statement") == 1 else "they were made"
    if min(first) == max(last):
        return [sentence(phrase(f"{made} on {day(max(last))}"))]
    return [sentence(phrase(f"{made} between {day(min(first))} and {day(max(last))}"))]


def groups(rows: Sequence[Row], form: GroupsForm, values: Mapping[str, Phrase], kinds: ActorKinds) -> list[Phrase]:
    """Return which values a column has, and which members, or of many groups how many members, each of them has."""
    members: dict[str, dict[str, bool]] = {}
    names: dict[str, Part] = {}
    for row in rows:
        value, member = text(row, form.by), text(row, form.of)
        if value and member:
            names[value] = _name(row, form.by, kinds, quoted=form.quoted)
            own = text(row, "attribution") != BST.CharacterisedByOther.value
            known = members.setdefault(value, {})
            known[member] = known.get(member, False) or own
    if not members:
        return []
    order = sorted(members, key=lambda one: (-len(members[one]), names[one].text.casefold(), one))
    total = {member for group in members.values() for member in group}
    counts = {"members": phrase(counted(len(total), form.each)), "groups": phrase(counted(len(order), form.noun))}
    lead = filled_in(form.about[len(total) != 1], {**values, **counts})
    if len(order) <= _FEW_GROUPS and form.of == "actor":
        words = [phrase(names[one], " (", _members(members[one], kinds), ")") for one in order]
    else:
        # The noun stands beside the first number alone.
        numbers = [
            counted(len(members[order[0]]), form.each, digits=True),
            *(str(len(members[one])) for one in order[1:]),
        ]
        words = [phrase(names[one], f" ({count})") for one, count in zip(order, numbers, strict=True)]
    without = len({text(row, form.of) for row in rows} - total - {""})
    none = [sentence(phrase(f"for {counted(without, form.each)} none is named"))] if without else []
    return [sentence(phrase(lead, ": ", named(words, _TOP))), *none, *_ascribed(rows)]


def _name(row: Row, column: str, kinds: ActorKinds, *, quoted: bool = False) -> Part:
    """The name of what a column holds, in quotation marks if it is a title."""
    value = text(row, column)
    words = kinds.name(value) if isinstance(row[column], NamedNode) and value.startswith(ID) else ""
    words = words or text(row, f"{column}Label") or value
    return Part(f"“{words}”" if quoted else words, value if value.startswith(ID) else "")


def _members(members: Mapping[str, bool], kinds: ActorKinds) -> Phrase:
    """The actors of a group; those to whom others only ascribe it are marked."""
    order = sorted(members, key=lambda one: (not members[one], kinds.kind(one).rank, kinds.name(one).casefold()))
    return named([phrase(kinds.part(one), "" if members[one] else ", as others tell it") for one in order], _TOP)


def _ascribed(rows: Sequence[Row]) -> list[Phrase]:
    """How many of the statements are only ascribed to the actor by others; nothing if none is."""
    own: dict[str, bool] = {}
    for row in rows:
        if statement := text(row, "statement"):
            is_own = text(row, "attribution") != BST.CharacterisedByOther.value
            own[statement] = own.get(statement, False) or is_own
    count = sum(not each for each in own.values())
    if not count:
        return []
    return [
        sentence(
            phrase(
                f"{number(count)} of the {len(own)} statements {verb(count != 1, 'is', 'are')} only ascribed by others"
            )
        )
    ]


def things(rows: Sequence[Row], form: ThingsForm, values: Mapping[str, Phrase], kinds: ActorKinds) -> list[Phrase]:
    """Return how many things there are, and which of them have most of what a column counts."""
    found = list(dict.fromkeys(text(row, form.thing) for row in rows if text(row, form.thing)))
    lead = phrase(f"{counted(len(found), form.noun)} ", filled_in(form.about[len(found) != 1], values))
    names = {text(row, form.thing): _name(row, form.thing, kinds, quoted=form.quoted) for row in rows}
    if not form.most:
        return [sentence(phrase(lead, ": ", named([phrase(names[one]) for one in found], _TOP)))]
    counts = {text(row, form.thing): int(text(row, form.most) or 0) for row in rows}
    order = sorted(found, key=lambda one: (-counts[one], kinds.name(one).casefold(), one))
    top = [
        # The noun stands beside the first number alone.
        phrase(names[one], f" ({counted(counts[one], form.unit, digits=True) if not place else counts[one]})")
        for place, one in enumerate(order[:_TOP])
        if counts[one]
    ]
    return [sentence(phrase(lead, f"; {form.lead} ", in_list(top)) if top else lead)]


def filled_in(words: str, values: Mapping[str, Phrase]) -> Phrase:
    """Return words with the values in the place of the names in braces."""
    return phrase(*(values[name] if name else piece for piece, name in pieces(words)))


def figures(rows: Sequence[Row], about: Phrase, kinds: ActorKinds) -> list[Phrase]:
    """Return which figures there are, as the source gives them, who gives them, and how many are marked as off."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(text(row, "figure"), []).append(row)
    actors = {text(row, "actor") for row in rows} - {""}
    lead = phrase(f"{counted(len(found), FIGURE)} by {counted(len(actors), ACTOR)} ", about)
    if len(found) <= _TOP + 1:
        lead = phrase(lead, ": ", listed([_figure(group, kinds) for group in found.values()], "; ", "; "))
    told = [group for group in found.values() if all(_is_told(row) for row in group)]
    notes = [
        _of_these(sum(map(_is_marked, found.values())), len(found), "marked as wrong, unclear or at odds with another"),
        _of_these(len(told), len(found), "only ascribed to the actor by others"),
    ]
    return [sentence(lead), *(sentence(note) for note in notes if note)]


def _of_these(count: int, total: int, words: str) -> Phrase:
    """How many of all are so: none, some, all."""
    if not count:
        return ()
    if count == total:
        return phrase(f"{'it is' if total == 1 else 'all are'} {words}")
    return phrase(f"{number(count)} of them {verb(count != 1, 'is', 'are')} {words}")


def _is_told(row: Row) -> bool:
    return text(row, "attribution") == BST.CharacterisedByOther.value


def _is_marked(group: Sequence[Row]) -> bool:
    return any(text(row, "flags") or text(row, "flag") or text(row, "rivals") for row in group)


def _figure(group: Sequence[Row], kinds: ActorKinds) -> Phrase:
    row = group[0]
    speakers = [phrase(kinds.part(one)) for one in dict.fromkeys(text(each, "actor") for each in group)]
    mark = ", marked" if _is_marked(group) else ""
    year = f", as of {day(text(row, 'figureAsOf'))}" if text(row, "figureAsOf") else ""
    return phrase(f"{text(row, 'figureLabel')}, “{text(row, 'sourceForm')}” (", in_list(speakers), f"{year}{mark})")
