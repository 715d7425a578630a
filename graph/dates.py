"""Days and ranges of days, in words."""

from __future__ import annotations

from datetime import date


def day(text: str) -> str:
    """Return ``2 March 2025`` for ``2025-03-02``, and what is no such date as it is."""
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{value.day} {value:%B} {value.year}"


def dated(on: str, earliest: str, latest: str) -> str:
    """Say when something was said: on a day, within a range, by a day, from a day on, or that nobody says."""
    if earliest and latest:
        return f"between {day(earliest)} and {day(latest)}"
    if latest:
        return f"by {day(latest)}"
    if earliest:
        return f"not before {day(earliest)}"
    return day(on) if on else "undated"
