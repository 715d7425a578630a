"""Lets through of a page what is plain HTML, and nothing that the site's policy forbids."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from html.parser import HTMLParser

_VOID = ("br",)
_TAGS = (
    *("h2", "h3", "h4", "p", "div", "span", "ul", "li", "dl", "dt", "dd", "table", "tr", "th", "td"),
    *("a", "code", "strong", "em", "sup", "br"),
)
# With all that is in them; the page that this becomes a part of has its own first heading.
_DROPPED = ("style", "script", "svg", "head", "h1")


class _Plain(HTMLParser):
    """Writes again what it reads, without what is not on the list; ``only`` is the id of the element that it wants."""

    def __init__(self, only: str, drop: Collection[str], anchors: Collection[str], elsewhere: str) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._only, self._drop, self._anchors, self._elsewhere = only, drop, anchors, elsewhere
        self._open: list[tuple[str, bool]] = []  # every open element, and whether it is written

    @property
    def _writing(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("id", "")
        inside = (self._writing or name == self._only) and tag not in _DROPPED and name not in self._drop
        if inside and tag in _TAGS:
            kept = "".join(f' {key}="{escape(value)}"' for key, value in self._attributes(tag, given))
            self.written.append(f"<{tag}{kept}>")
        if tag not in (*_VOID, "meta", "link"):
            self._open.append((tag, inside))

    def _attributes(self, tag: str, given: dict[str, str]) -> list[tuple[str, str]]:
        kept = [(key, given[key]) for key in ("id", "class") if given.get(key)]
        if tag == "th":
            kept.append(("scope", "row"))
        if tag == "sup" and given.get("title"):
            kept.append(("title", given["title"]))
        link = given.get("href", "")
        if tag == "a" and link.startswith("#"):
            kept.append(("href", link if link[1:] in self._anchors else self._elsewhere + link))
        elif tag == "a" and link.startswith(("http://", "https://")):
            kept.append(("href", link))
        return kept

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, inside = self._open.pop()
            if inside and opened in _TAGS:
                self.written.append(f"</{opened}>")
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._writing:
            self.written.append(escape(data, quote=False))


def plain(page: str, only: str, drop: Collection[str], elsewhere: str) -> str:
    """Return the element with the id ``only`` as plain HTML, without the elements whose ids are in ``drop``.

    A link to an anchor that the page does not have leads to that anchor of the page ``elsewhere``.
    """
    anchors = _Anchors()
    anchors.feed(page)
    parser = _Plain(only, drop, anchors.found, elsewhere)
    parser.feed(page)
    parser.close()
    return "".join(parser.written)


class _Anchors(HTMLParser):
    """Collects the ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- all tags alike
        self.found |= {value for name, value in attrs if name == "id" and value}
