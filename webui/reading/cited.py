"""What a citation says, and the build that it cites.

A citation names the version and the build, so that what is cited can be told from what came later. It has no day of
access: the page is the same for everybody and may be kept, so the visitor's browser adds the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.history import named, past_builds
from webui.site import Site

AUTHOR = "The Backstop maintainers"
WORK = "Backstop: who said what about Ukraine's security guarantees"
SHOWN_DIGITS = 16  # of a digest in an address or a citation


@dataclass(frozen=True)
class Edition:
    """The build that is cited: its version, its digest, and the day of its publication if that is known."""

    version: str
    build: str
    day: date | None

    @property
    def words(self) -> str:
        """The version and the build, as a citation has them."""
        return f"Version {self.version}, build {self.build[:SHOWN_DIGITS]}"


def edition(opened: Site) -> Edition | None:
    """Return the edition that a site serves; ``None`` for a remote endpoint, whose data have no version."""
    if opened.build is None:
        return None
    found = named(past_builds(opened.build.folder), opened.build.version)
    return Edition(opened.build.manifest.version, opened.build.version, found.published.date() if found else None)


@dataclass(frozen=True)
class Cited:
    """One part of Backstop to be cited: an answer, a statement, a thing.

    ``name`` identifies it in lists of references, ``genre`` is what it is, ``source`` says where the statement was
    found, ``abstract`` what it says in short, and ``check`` is a digest to check it by; the last three may be empty.
    """

    name: str
    title: str
    genre: str
    address: str
    edition: Edition
    source: str = ""
    abstract: str = ""
    check: str = ""
