"""Links into the articles themselves, for documents whose address on the web is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import g

from webui.reading.cells import Cell, address
from webui.reading.rows import ask
from webui.site import Site, site


@dataclass(frozen=True)
class Article:
    """The address of an article, and whether it leads to the words that are quoted."""

    url: str
    quoted: bool

    @property
    def host(self) -> str:
        """The host, as readers know it."""
        return urlsplit(self.url).netloc.removeprefix("www.")


def article(document: Cell, statement: Cell | None = None, phrase: str = "") -> Article | None:
    """Return where on the web the document of a cell is; ``None`` if that is not recorded. For templates.

    The key phrase of a statement stands in the document whose name the statement's begins with. There the address is
    that of the phrase: browsers that know text fragments scroll to it and mark it, others open the page.
    """
    if "articles" not in g:
        g.articles = {address(iri): url for iri, url in site().cached(_urls).items()}
    url = str(g.articles.get(document.href, ""))
    quoted = bool(phrase and statement and (statement.href or "").startswith(f"{document.href}/"))
    return Article(url + text_fragment(phrase) if quoted else url, quoted) if url else None


def text_fragment(phrase: str) -> str:
    """Return the fragment that leads to a phrase on a page.

    Every sign that means something in a text fragment is percent-encoded: the hyphen, the comma and the ampersand too.
    """
    return "#:~:text=" + quote(phrase, safe="").replace("-", "%2D")


def _urls(opened: Site) -> Mapping[str, str]:
    """The address of each document on the web, by IRI."""
    return {row.iri("document"): row.text("url") for row in ask(opened, "reading/articles")}
