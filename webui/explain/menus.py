"""What the forms of this room offer: actors by kind, measures and topics, in the order in which people look them up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from webui.reading.rows import Row, ask, grouped
from webui.site import Site

# The words for a kind of actor, in the order of the menu.
_KINDS = {
    "State": "States",
    "Person": "People",
    "Coalition": "Coalitions",
    "Organisation": "Organisations",
    "UnnamedSource": "Unnamed sources",
}
_BEFORE_THE_NAME = re.compile(r"^(?:an?|the)\s+|^\W+", re.IGNORECASE)

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Menus:
    """The options of the forms, each a slug and a label; ``actors`` by the words for their kind."""

    actors: Mapping[str, Options]
    measures: Options
    topics: Options


def menus(opened: Site) -> Menus:
    """Return the options of the forms; see :meth:`~webui.site.Site.cached`."""
    actors = grouped((row.data("kind"), _option(row)) for row in ask(opened, "explain/actors"))
    return Menus(
        {words: _in_order(actors[kind]) for kind, words in _KINDS.items() if kind in actors},
        _in_order([_option(row) for row in ask(opened, "reading/measures")]),
        _in_order([_option(row) for row in ask(opened, "explain/topics")]),
    )


def _option(row: Row) -> tuple[str, str]:
    return row.data("thing"), row.text("label")


def _in_order(options: Options) -> Options:
    """In alphabetical order, whatever article or quotation mark a label begins with."""
    return sorted(set(options), key=lambda option: (_BEFORE_THE_NAME.sub("", option[1]).casefold(), option))
