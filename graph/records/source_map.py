"""The source map: the file and line of each curated record and of its keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.records.plain_yaml import Path, PlainYaml


@dataclass(frozen=True, order=True)
class Location:
    """A place in a source file: its path as the curator knows it, and the line, from 1."""

    file: str
    line: int


@dataclass
class SourceMap:
    """Finds where the record of a thing, and each of its keys, is written."""

    locations: dict[str, Location] = field(default_factory=dict)
    _records: dict[str, tuple[PlainYaml, Path]] = field(default_factory=dict)

    def add(self, iri: str, yaml: PlainYaml, path: Path, location: Location) -> Location:
        """Add the record of ``iri``; return its location, or that of an earlier record of ``iri``."""
        if iri not in self.locations:
            self._records[iri] = (yaml, path)
        return self.locations.setdefault(iri, location)

    def of(self, iri: str, keys: Iterable[str], value: str) -> Location | None:
        """Return the location of the first of ``keys`` in the thing's record, or of ``value`` in its list.

        Falls back to the location of the record; ``None`` for a thing without a record.
        """
        place = self.locations.get(iri)
        if place is None:
            return None
        yaml, path = self._records[iri]
        record = yaml.at(path)
        for key in keys:
            for inside in ((), ("text",)):  # the keys of a text stand below it, and are the document's
                part = yaml.at((*path, *inside)) if isinstance(record, dict) else None
                if isinstance(part, dict) and key in part:
                    here: Path = (*path, *inside, key)
                    items = part[key]
                    if isinstance(items, tuple) and value in items:
                        here = (*here, items.index(value))
                    return Location(place.file, yaml.line(here))
        return place
