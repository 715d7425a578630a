"""Where each thing, and each of its keys, is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.records.plain_yaml import Path, PlainYaml


@dataclass(frozen=True, order=True)
class Location:
    """Where a thing is written: a file as the person knows it, and a line from 1."""

    file: str
    line: int


@dataclass
class Places:
    """The records of the curation by the IRIs of what they are about."""

    locations: dict[str, Location] = field(default_factory=dict)
    _records: dict[str, tuple[PlainYaml, Path]] = field(default_factory=dict)

    def settle(self, iri: str, yaml: PlainYaml, path: Path, location: Location) -> Location:
        """Note that the record at ``path`` is about ``iri``, and return its place: an earlier one, if it has one."""
        if iri not in self.locations:
            self._records[iri] = (yaml, path)
        return self.locations.setdefault(iri, location)

    def of(self, iri: str, keys: Iterable[str], value: str) -> Location | None:
        """The place of a key of the thing's record, at the item ``value`` where the key holds a list that has it.

        Without such a key it is the place of the record; ``None`` for a thing that has no record.
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
