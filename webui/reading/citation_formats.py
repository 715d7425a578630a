"""Citations in the forms that people paste and reference managers read: APA, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response

from webui.reading.cited import AUTHOR, WORK, Cited


@dataclass(frozen=True)
class Written:
    """A citation in one format.

    ``before`` and ``after`` are its text. A browser may put ``accessed`` between them, with the day of the visit in it:
    ``%Y`` ``%m`` ``%d`` are year, month and day, ``%n`` ``%e`` month and day without a leading zero, and ``%B`` is the
    name of the month.
    """

    name: str
    before: str
    accessed: str
    after: str

    @property
    def text(self) -> str:
        """The whole text, without a day of access."""
        return self.before + self.after


def apa(cited: Cited) -> Written:
    """Return the citation in the style of the American Psychological Association (7th edition)."""
    day = cited.edition.day
    when = f"{day:%Y}, {day:%B} {day.day}" if day else "n.d."
    before = f"{AUTHOR}. ({when}). {cited.title} [{cited.genre}]. In {WORK} ({cited.edition.words}). "
    found = f" ({cited.source})" if cited.source else ""
    return Written("APA", before, "Retrieved %B %e, %Y, from ", cited.address + found)


def bibtex(cited: Cited) -> Written:
    """Return the citation as an entry of BibTeX; ``date`` and ``urldate`` are BibLaTeX's."""
    day = cited.edition.day
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_bibtex(cited.title)}}}",
        "howpublished": _bibtex(f"In {WORK}. {cited.edition.words}"),
        **({"date": f"{day:%Y-%m-%d}", "year": f"{day:%Y}"} if day else {}),
        "type": _bibtex(cited.genre),
        "abstract": _bibtex(cited.abstract),
        "note": _bibtex(_notes(cited)),
        "url": cited.address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return Written("BibTeX", f"@misc{{{cited.name},\n{lines}", "  urldate = {%Y-%m-%d},\n", "}\n")


def ris(cited: Cited) -> Written:
    """Return the citation as a RIS record, for EndNote, Zotero, Mendeley and others; lines end as RIS has them."""
    day = cited.edition.day
    fields = (
        ("TY", "DATA"),
        ("ID", cited.name),
        ("AU", AUTHOR),
        ("TI", cited.title),
        ("T2", WORK),
        ("ET", cited.edition.words),
        ("M3", cited.genre),
        ("PY", f"{day:%Y}" if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("AB", cited.abstract),
        ("N1", _notes(cited)),
        ("UR", cited.address),
    )
    lines = "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields if value)
    return Written("RIS", lines, "Y2  - %Y/%m/%d/\r\n", "ER  - \r\n")


def csl_json(cited: Cited) -> Written:
    """Return the citation as CSL-JSON, for Zotero, pandoc and citeproc."""
    day = cited.edition.day
    fields = {
        "id": cited.name,
        "type": "dataset",
        "author": [{"literal": AUTHOR}],
        "title": cited.title,
        "genre": cited.genre,
        "container-title": WORK,
        "version": cited.edition.words.removeprefix("Version "),
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "abstract": cited.abstract,
        "note": _notes(cited),
        "URL": cited.address,
    }
    text = json.dumps([{name: value for name, value in fields.items() if value}], ensure_ascii=False, indent=2)
    end = "\n  }\n]"
    accessed = ',\n    "accessed": {"date-parts": [[%Y, %n, %e]]}'
    return Written("CSL-JSON", text.removesuffix(end), accessed, f"{end}\n")


@dataclass(frozen=True)
class CitationFile:
    """A format that reference managers read, as a file: its media type, and what writes it."""

    media_type: str
    write: Callable[[Cited], Written]


# By the suffix of the address.
FILES: Mapping[str, CitationFile] = {
    "bib": CitationFile("application/x-bibtex", bibtex),
    "ris": CitationFile("application/x-research-info-systems", ris),
    "csl.json": CitationFile("application/vnd.citationstyles.csl+json", csl_json),
}


def citation_file(cited: Cited, suffix: str) -> Response:
    """Return the citation as the file with a suffix of :data:`FILES`."""
    found = FILES[suffix]
    charset = "" if found.media_type.endswith("json") else "; charset=utf-8"
    return Response(found.write(cited).text, content_type=found.media_type + charset)


def _notes(cited: Cited) -> str:
    return " ".join(f"{note.rstrip('.')}." for note in (cited.source, cited.check) if note)


def _line(text: str) -> str:
    return " ".join(text.split())


# By name what a backslash cannot escape; BibTeX counts a brace even after one.
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}


def _bibtex(text: str) -> str:
    """A text with TeX's special characters escaped."""
    return re.sub(r"[#$%&_{}\\~^]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), _line(text))
