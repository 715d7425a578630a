"""The figures in the sources, and the charts of those in the same unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graph.dates import dated, day
from graph.vocabulary import thing
from webui.pictures.choices import chosen, one_of
from webui.pictures.scales import Axis, in_words
from webui.reading.cells import ATTRIBUTIONS
from webui.reading.rows import answers
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
    as_of: str
    flags: str  # what is off in the statement, not always in the figure
    attribution: str
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
    def words(self) -> str:
        """Whose it is, of when, who says so and by way of whom, when it was said, and what is off."""
        notes = [f"of {self.whose}"] if self.whose else []
        notes += [f"as of {day(self.as_of)}"] if self.as_of else []
        via = f" by {self.relay}" if self.relay else ""
        notes += [f"{self.actor_label}, {self.attribution}{via}, {self.when}"]
        return "; ".join([*notes, f"flagged: {self.flags}"] if self.flags else notes)

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


def figures_of(site: Site) -> tuple[list[Figure], list[tuple[str, str]], str]:
    """Return the figures that the request chooses, the documents with figures, and the slug of the chosen document.

    Raises :class:`~graph.errors.ParameterError` for an unknown name or value.
    """
    every = site.cached(_every)
    documents = {figure.document: figure.document_label for figure in every}
    document = one_of("document", chosen({"document"}).get("document", ""), documents)
    shown = _asked(site, document) if document else list(every)
    return shown, sorted(documents.items(), key=lambda pair: pair[1].casefold()), document


def _every(site: Site) -> tuple[Figure, ...]:
    return tuple(_asked(site, ""))


def _asked(site: Site, document: str) -> list[Figure]:
    """The answer of the saved question, each figure once, with the first document that has it."""
    found: dict[str, Figure] = {}
    for row in answers(site, "which-figures", {"document": thing(document)} if document else {}):
        figure = row.record(
            Figure,
            label=row.text("figureLabel"),
            value=Decimal(row.text("value")),
            whose=row.text("whoseLabel"),
            as_of=row.text("figureAsOf"),
            attribution=ATTRIBUTIONS.get(row.iri("attribution"), row.text("attributionLabel")),
            relay=row.text("relayLabel"),
            when=dated(*(row.text(name) for name in ("date", "earliest", "latest"))),
        )
        found.setdefault(figure.figure, figure)
    return list(found.values())


def groups(figures: list[Figure]) -> list[Group]:
    """Return the charts of all units with two or more figures above zero."""
    found = []
    for title, units in _COMPARABLE.items():
        alike = sorted((one for one in figures if one.unit in units and one.value > 0), key=lambda one: one.value)
        if len(alike) > 1:
            axis = Axis.of(one.value for one in alike)
            found.append(Group(title, axis, tuple((one, axis.place(one.value)) for one in alike)))
    return found
