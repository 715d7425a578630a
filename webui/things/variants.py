"""How measures hang together: which is a variant of which, as a tree that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webui.reading.cells import Cell
from webui.reading.rows import ask, grouped
from webui.site import Site


@dataclass(frozen=True)
class Branch:
    """A measure with its variants below it; ``here`` is the one whose page it is."""

    measure: Cell
    here: bool
    variants: tuple[Branch, ...]


@dataclass(frozen=True)
class Variants:
    """The variants of all measures, by the IRI of the measure, and what each is called."""

    below: Mapping[str, list[str]]
    above: Mapping[str, list[str]]
    names: Mapping[str, Cell]

    def all_above(self, iri: str) -> dict[str, None]:
        """What a measure is a variant of, and so on, each once."""
        return _reached(self.above, iri)

    def tree(self, iri: str) -> list[Branch]:
        """The trees that a measure stands in: from the most general ones down to it, and then all its variants.

        Siblings are left out. Empty where the measure is no variant and has none.
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


def _reached(steps: Mapping[str, list[str]], start: str) -> dict[str, None]:
    """Everything that the steps lead to from the start, without the start; a loop, which is refused, would end too."""
    found: dict[str, None] = {}
    waiting = list(steps.get(start, []))
    while waiting:
        if (step := waiting.pop(0)) not in found and step != start:
            found[step] = None
            waiting += steps.get(step, [])
    return found
