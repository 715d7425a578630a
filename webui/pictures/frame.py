"""What stands around a drawing that leaves the site as a file: its title, what was chosen, of when it is and whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.dates import day
from graph.history import named, past_builds
from webui.pictures.lettering import wrapped
from webui.site import Site

MARGIN = 24  # pixels on each side
_TITLE, _TEXT = 20, 12  # sizes of letters
_LINE = 18  # pixels between lines of text
_LICENCE = "Backstop, CC BY 4.0"


@dataclass(frozen=True)
class Frame:
    """The lines above and below a drawing of a width in pixels, each with its distance from the top of its part."""

    title: str
    width: float
    head: tuple[tuple[float, int, str], ...]  # the place of a line, the size of its letters, its text
    foot: tuple[tuple[float, int, str], ...]
    top: float  # the height of the part above the drawing
    bottom: float  # the height of the part below it

    @property
    def margin(self) -> int:
        """The room in pixels on each side."""
        return MARGIN


def frame(title: str, choices: Iterable[str], notes: Iterable[str], source: Iterable[str], width: float) -> Frame:
    """Return the frame of a drawing that is ``width`` pixels wide with its margins.

    ``choices`` says in words what was chosen, ``notes`` what the signs mean, ``source`` of when the data are and where
    they are from. Each text begins a line of its own.
    """
    room = width - 2 * MARGIN
    said = "; ".join(choices) or "Everything in the documents"
    head, y = [], float(MARGIN)
    for text, size in ((title, _TITLE), (said, _TEXT)):
        for line in wrapped(text, room, size, bold=size == _TITLE):
            y += size + 6
            head.append((y - 6, size, line))
    foot = [
        ((number + 1) * float(_LINE), _TEXT, line)
        for number, line in enumerate(line for text in (*notes, *source) for line in wrapped(text, room, _TEXT))
    ]
    return Frame(title, width, tuple(head), tuple(foot), y + 14, len(foot) * _LINE + MARGIN)


def source(opened: Site, address: str) -> tuple[str, ...]:
    """Return of which build a drawing is, under which licence, and at which address it is found."""
    return (*filter(None, [opened.cached(_build)]), f"{_LICENCE} · {address}")


def _build(opened: Site) -> str:
    """The build in words; empty for a remote endpoint, whose data have no version."""
    if opened.build is None:
        return ""
    build = named(past_builds(opened.build.folder), opened.build.version)
    of = f", published {day(f'{build.published:%Y-%m-%d}')}" if build else ""
    return f"Version {opened.build.manifest.version}, build {opened.build.version[:16]}{of}"


def file_name(picture: str, chosen: Mapping[str, str]) -> str:
    """Return the name, without an ending, of a file with this picture: what was chosen is in it."""
    words = (name if value in ("1", "yes") and name != "least" else value for name, value in chosen.items())
    return re.sub(r"[^a-z0-9]+", "-", "-".join(["backstop", picture, *words]).lower())[:120].strip("-")
