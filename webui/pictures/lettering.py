"""How much room a text takes in a drawing that is made without knowing the font, and where it is broken into lines.

The widths are those of a wide sans-serif font, so that a text never takes more room than was kept for it.
"""

from __future__ import annotations

# Widths of characters in hundredths of the size of the letters; what is not named here is as wide as a small letter.
_WIDTHS = {
    **dict.fromkeys("ijl'\u2019|!.,:;", 36),
    **dict.fromkeys(' ft()[]/-·“”"r', 45),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZw%£€&+<>=", 84),
    **dict.fromkeys("mMW@—…→", 105),
}
_USUAL = 66
_BOLD = 1.12


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the room in pixels that a line of text of this size takes at most."""
    return sum(_WIDTHS.get(character, _USUAL) for character in text) / 100 * size * (_BOLD if bold else 1.0)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text that fit into so many pixels; a word that does not fit is broken, nothing is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        parts = _parts(word, room, size, bold=bold)
        lines = [*(lines if lines[-1] else lines[:-1]), *parts]
    return lines


def _parts(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """The word whole if it fits, or else in parts that fit; a part has one character at least."""
    parts = [""]
    for character in word:
        if parts[-1] and width(parts[-1] + character, size, bold=bold) > room:
            parts.append("")
        parts[-1] += character
    return parts
