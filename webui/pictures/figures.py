"""The figures in the sources, and the charts of those in the same unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graph.dates import dated, day
from graph.vocabulary import thing
from webui.pictures.choices import chosen, one_of
from webui.pictures.positions import positions
from webui.pictures.scales import Axis, in_words
from webui.reading.cells import ATTRIBUTIONS
from webui.reading.rows import answers, grouped
from webui.site import Site

# Only figures in the same unit share an axis. Currencies are not converted: the sources give no rates.
_COMPARABLE = {
    "Soldiers": ("soldiers", "troops"),
    "Percent of gross domestic product": ("percent of GDP",),
    "Money in pounds": ("GBP",),
    "Money in euros": ("EUR",),
}
_MORE = ("at least", "more than")
_LESS = ("at most", "less than", "up to")


@dataclass(frozen=True)
class Figure:
    """A number as a source gives it, and who states it."""

    figure: str
    label: str
    value: Decimal
    unit: str
    qualifier: str
    source_form: str
    whose: str
    whose_phrase: str  # the same inside a sentence
    as_of: str
    flags: str  # what is off in the statement, not always in the figure
    attribution: str
    ascribed: bool  # whether others say so of the actor
    relay: str
    when: str  # when it was said
    actor: str
    actor_label: str
    statement: str
    document: str
    document_label: str

    @property
    def number(self) -> str:
        """The number in short, such as ``1.6 billion``."""
        return in_words(self.value)

    @property
    def mark(self) -> str:
        """The shape of the mark, by the qualifier of the source: ``more``, ``less``, ``about`` or ``exact``."""
        if self.qualifier.startswith(_MORE):
            return "more"
        if self.qualifier.startswith(_LESS):
            return "less"
        return "about" if self.qualifier else "exact"

    @property
    def labelled(self) -> str:
        """What is counted, and of when it is."""
        return f"{self.label} ({day(self.as_of)})" if self.as_of else self.label

    @property
    def words(self) -> str:
        """Whose it is, who says so and according to whom, and when it was said."""
        notes = [f"of {self.whose_phrase}"] if self.whose else []
        return "; ".join([*notes, f"{self.actor_label}, {self.told}, {self.when}"])

    @property
    def told(self) -> str:
        """How it is attributed, and according to whom."""
        if not self.relay:
            return self.attribution
        return f"ascribed by {self.relay}" if self.ascribed else f"{self.attribution}, according to {self.relay}"

    @property
    def data(self) -> dict[str, Any]:
        """The figure as data for JSON; the number is text, so that no digit is lost."""
        return vars(self) | {"value": str(self.value)}


@dataclass(frozen=True)
class Group:
    """The figures of one chart, the smallest first, each with its place in percent of the axis."""

    title: str
    axis: Axis
    figures: tuple[tuple[Figure, float], ...]


@dataclass(frozen=True)
class Figures:
    """The figures that are shown, the options of the form, and the choices of the reader, also in words."""

    shown: tuple[Figure, ...]
    documents: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]
    words: tuple[str, ...]

    @property
    def by_unit(self) -> dict[str, list[Figure]]:
        """The figures by unit, the smallest first."""
        alike = sorted(self.shown, key=lambda figure: (figure.unit.casefold(), figure.unit, figure.value))
        return grouped((figure.unit, figure) for figure in alike)


def figures_of(site: Site) -> Figures:
    """Return the figures that the request chooses.

    Raises :class:`~graph.errors.ParameterError` for an unknown name or value.
    """
    every = site.cached(_every)
    options = {
        "document": {figure.document: figure.document_label for figure in every},
        "actor": {figure.actor: figure.actor_label for figure in every},
        "unit": {figure.unit: figure.unit for figure in every},
    }
    given = chosen(options)
    values = {name: one_of(name, given.get(name, ""), known) for name, known in options.items()}
    shown = _asked(site, values["document"]) if values["document"] else every
    documents, actors, units = (
        tuple(sorted(known.items(), key=lambda pair: pair[1].casefold())) for known in options.values()
    )
    return Figures(
        tuple(
            figure
            for figure in shown
            if (not values["actor"] or figure.actor == values["actor"])
            and (not values["unit"] or figure.unit == values["unit"])
        ),
        documents,
        actors,
        units,
        given,
        tuple(options[name][value] for name, value in values.items() if value),
    )


def _every(site: Site) -> tuple[Figure, ...]:
    return _asked(site, "")


def _asked(site: Site, document: str) -> tuple[Figure, ...]:
    """The answer of the saved question, each figure once, with the first document that has it."""
    found: dict[str, Figure] = {}
    phrases = site.cached(positions).phrases
    for row in answers(site, "which-figures", {"document": thing(document)} if document else {}):
        figure = row.record(
            Figure,
            label=row.text("figureLabel"),
            value=Decimal(row.text("value")),
            whose=row.text("whoseLabel"),
            whose_phrase=phrases.get(row.data("whose")) or row.text("whoseLabel"),
            ascribed=row.data("attribution") == "CharacterisedByOther",
            as_of=row.text("figureAsOf"),
            attribution=ATTRIBUTIONS.get(row.iri("attribution"), row.text("attributionLabel")),
            relay=row.text("relayLabel"),
            when=dated(*(row.text(name) for name in ("date", "earliest", "latest"))),
        )
        found.setdefault(figure.figure, figure)
    return tuple(found.values())


def groups(figures: Sequence[Figure]) -> list[Group]:
    """Return the charts of all units with two or more figures above zero."""
    found = []
    for title, units in _COMPARABLE.items():
        alike = sorted((one for one in figures if one.unit in units and one.value > 0), key=lambda one: one.value)
        if len(alike) > 1:
            axis = Axis.of(one.value for one in alike)
            found.append(Group(title, axis, tuple((one, axis.place(one.value)) for one in alike)))
    return found
