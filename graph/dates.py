"""Days and ranges of days, in words."""

from __future__ import annotations

from datetime import date


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar in the form ``2025-03-02``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def day(text: str) -> str:
    """Format an ISO date as ``2 March 2025``; return any other text unchanged."""
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{value.day} {value:%B} {value.year}"


def month(text: str) -> str:
    """Format an ISO date as the month in which it lies, ``March 2025``."""
    return f"{date.fromisoformat(text):%B %Y}"


def dated(on: str, earliest: str, latest: str) -> str:
    """Return a date, or the bounds of one, in words: ``by 2 March 2025``, ``between … and …``.

    Each argument is an ISO date or empty; without any the answer is ``undated``.
    """
    if earliest and latest:
        return f"between {day(earliest)} and {day(latest)}"
    if latest:
        return f"by {day(latest)}"
    if earliest:
        return f"not before {day(earliest)}"
    return day(on) if on else "undated"


def between(first: str, last: str) -> str:
    """Return ``between 17 February and 31 August 2025`` for two ISO dates; what both share is said once."""
    if first == last:
        return f"on {day(first)}"
    start, end = day(first).split(" "), day(last).split(" ")
    return f"between {' '.join(_unshared(start, end))} and {' '.join(end)}"


def _unshared(first: list[str], last: list[str]) -> list[str]:
    """The words of a day without the month and year, or the year alone, that it shares with a later one."""
    same = next((count for count in (2, 1) if first[-count:] == last[-count:]), 0)
    return first[: len(first) - same]


def short_dated(on: str, earliest: str, latest: str) -> str:
    """Return the same as :func:`dated`, but a range in short: its days with a dash and a single month or year."""
    if not (earliest and latest):
        return dated(on, earliest, latest)
    first, last = day(earliest).split(" "), day(latest).split(" ")
    return f"{' '.join(_unshared(first, last))}–{' '.join(last)}"  # noqa: RUF001 -- a range has an en dash


def month_or_day(on: str, earliest: str, latest: str) -> str:
    """Return the same as :func:`dated` in short: ``2 Mar 2025``, and of bounds only the months, ``by Mar 2025``."""
    if on:
        return f"{date.fromisoformat(on).day} {date.fromisoformat(on):%b %Y}"
    months = list(dict.fromkeys(f"{date.fromisoformat(day):%b %Y}" for day in (earliest, latest) if day))
    if not months:
        return "undated"
    if not (earliest and latest):
        return f"{'from' if earliest else 'by'} {months[0]}"
    if len(months) == 2 and months[0][-4:] == months[1][-4:]:
        months[0] = months[0][:3]
    return "–".join(months)  # noqa: RUF001 -- a range has an en dash
