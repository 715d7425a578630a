"""The variants of measures, as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site


@dataclass(frozen=True)
class Branch:
    """A measure with its variants; ``here`` marks the measure of the page."""

    measure: Cell
    here: bool
    variants: tuple[Branch, ...]


@dataclass(frozen=True)
class Variants:
    """The variants of all measures by IRI, what each is a variant of, and the cells that name them."""

    below: Mapping[str, list[str]]
    above: Mapping[str, list[str]]
    names: Mapping[str, Cell]

    def all_above(self, iri: str) -> dict[str, None]:
        """The measures that a measure is a variant of, directly or not, without repetition; cycles end."""
        found: dict[str, None] = {}
        waiting = list(self.above.get(iri, []))
        while waiting:
            if (above := waiting.pop(0)) not in found and above != iri:
                found[above] = None
                waiting += self.above.get(above, [])
        return found

    def tree(self, iri: str) -> list[Branch]:
        """The trees from the most general measures down to this one and all its variants, without siblings.

        Empty if the measure is not a variant and has none.
        """
        if iri not in self.names:
            return []
        tops = [above for above in (*self.all_above(iri), iri) if not self.above.get(above)]
        return [self._branch(top, iri) for top in tops]

    def _branch(self, measure: str, here: str) -> Branch:
        line = {*self.all_above(here), here}
        within = here in self.all_above(measure) or measure == here
        shown = [each for each in self.below.get(measure, []) if within or each in line]
        return Branch(self.names[measure], measure == here, tuple(self._branch(each, here) for each in shown))


def variants(opened: Site) -> Variants:
    """Return how the measures of a site are variants of one another."""
    below: list[tuple[str, str]] = []
    names: dict[str, Cell] = {}
    for row in ask(opened, "things/variants"):
        below.append((row.iri("general"), row.iri("variant")))
        names |= {row.iri(column): row.cell(column) for column in ("general", "variant")}
    return Variants(grouped(below), grouped((variant, general) for general, variant in below), names)
