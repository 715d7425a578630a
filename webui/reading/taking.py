"""What pages of every kind offer to take along: a citation in all its formats, and a frame for other sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from webui.reading.citation_formats import FILES, Written, apa
from webui.reading.cited import Cited

_TALLEST = 700  # pixels of a frame; what does not fit is scrolled


@dataclass(frozen=True)
class Citation:
    """A citation to show: as running text, and in each format of a file with the address of that file."""

    address: str
    check: str
    text: Written
    files: tuple[tuple[Written, str], ...]


def citation(cited: Cited, addresses: Mapping[str, str]) -> Citation:
    """Return the citation of ``cited``; ``addresses`` has that of each format, by its suffix."""
    files = tuple((FILES[suffix].write(cited), address) for suffix, address in addresses.items())
    return Citation(cited.address, cited.check, apa(cited), files)


@dataclass(frozen=True)
class Embedding:
    """A part of the site for the pages of others: its address, and the HTML that shows it there."""

    address: str
    html: str

    @classmethod
    def of(cls, address: str, title: str, height: int = _TALLEST) -> Embedding:
        """Return the embedding of an address.

        ``title`` is what a screen reader says of the frame, ``height`` what the content needs, in pixels.
        """
        html = Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border: 0"></iframe>')
        return cls(address, str(html.format(address, title, min(height, _TALLEST))))
