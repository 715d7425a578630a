"""Draws share cards: the picture that a social network shows beside a link.

A card is the same bytes for the same words. The font comes from a package, because the one that Pillow brings has no
letters with accents. A text is shown whole or not at all: what is left out could be what limits the rest.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from math import cos, radians, sin
from threading import Lock

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _TOP, _GAP, _BOTTOM = 72, 158, 18, 532
_ROOM = WIDTH - 2 * _MARGIN
_PAPER, _INK, _SOFT, _LINE, _MARK = "#fbfaf7", "#1d2329", "#545c66", "#dcd8cf", "#b3541e"
_BLUE, _YELLOW, _WHITE = "#1f4e79", "#f2c14e", "#ffffff"
_LARGE_SIZES, _SMALL_SIZES = (64, 58, 52, 46), (40, 35, 31, 28)  # of a title
_TEXT_SIZES, _FINE_SIZES = (35, 32, 29, 26), (24, 22)  # of a text; the fine ones where nothing else helps
_LARGE_LINES = 3  # of a title; a longer one is set in a smaller size
_TEXT_ROOM = 76  # that the longest title leaves to a text
_LONGEST = 1200  # characters of a text, and half as many of a title
_COLOURS = 64  # of the picture, which then has a third of its bytes
_KEPT = 256  # pictures, some 25 kB each
_PATIENCE = 2.0  # seconds until a picture is not drawn because others are

Drawing = ImageDraw.ImageDraw
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Card:
    """The words of a card: what kind of thing it is, its title, sentences about it, its source and its address.

    ``short`` is shown instead of a text that does not fit whole.
    """

    kind: str
    title: str
    text: str
    source: str
    address: str
    short: str = ""


@dataclass(frozen=True)
class _Block:
    """Lines in one font."""

    lines: tuple[str, ...]
    font: Font

    @classmethod
    def of(cls, text: str, weight: str, size: int) -> _Block:
        font = _font(weight, size)
        return cls(tuple(_lines(text, font, _ROOM)), font)

    @property
    def step(self) -> int:
        """From one line to the next."""
        return round(self.font.size * 1.28)

    @property
    def height(self) -> int:
        return len(self.lines) * self.step


class Painter:
    """Draws one card at a time, and keeps those that were asked for last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Card, bytes] = OrderedDict()
        self._lock = Lock()

    def png(self, card: Card) -> bytes | None:
        """Return a card as PNG; ``None`` if so many others are being drawn that it would take too long."""
        if not self._lock.acquire(timeout=_PATIENCE):
            return None
        try:
            if card not in self._kept:
                self._kept[card] = painted(card)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(card)
            return self._kept[card]
        finally:
            self._lock.release()


def painted(card: Card) -> bytes:
    """Return a card as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    image.paste(_mark(60), (_MARGIN, 58))
    draw.text((_MARGIN + 78, 88), "Backstop", _INK, _font("Semibold", 40), anchor="lm")
    draw.text((WIDTH - _MARGIN, 88), _cut(card.kind, _font("Regular", 30), 700), _MARK, _font("Regular", 30), "rm")
    title, text = _layout(card)
    _draw(draw, title, _INK, _TOP)
    _draw(draw, text, _SOFT, _TOP + title.height + _GAP)
    draw.line((_MARGIN, 552, WIDTH - _MARGIN, 552), _LINE, 2)
    small = _font("Regular", 26)
    source = _cut(card.source, small, 480)
    draw.text((_MARGIN, 586), source, _SOFT, small, "lm")
    room = _ROOM - int(small.getlength(source)) - 40
    draw.text((WIDTH - _MARGIN, 586), _cut(card.address, small, room), _SOFT, small, "rm")
    return _png(image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE))


@lru_cache(maxsize=1)
def touch_icon() -> bytes:
    """Return the mark of the site as a square PNG, for home screens."""
    return _png(_mark(180, corners=False))


def _layout(card: Card) -> tuple[_Block, _Block]:
    """The title and a text below it, as large as there is room for: the text if it fits whole, else the short one."""
    title = f"{card.title[: _LONGEST // 2]}…" if len(card.title) > _LONGEST // 2 else card.title
    titles = list(_titles(title))
    for text in (card.text, card.short):
        if text and len(text) <= _LONGEST:
            for sizes in (_TEXT_SIZES, _FINE_SIZES):
                for block, size in product(titles, sizes):
                    below = _Block.of(text, "Regular", size)
                    if _TOP + block.height + _GAP + below.height <= _BOTTOM:
                        return block, below
    return titles[0], _Block((), _font("Regular", _TEXT_SIZES[0]))


def _titles(title: str) -> Iterator[_Block]:
    """The title in every size that looks well, the largest first; cut only where it is too long for the smallest."""
    found = [_Block.of(title, "Semibold", size) for size in (*_LARGE_SIZES, *_SMALL_SIZES)]
    for size, block in zip((*_LARGE_SIZES, *_SMALL_SIZES), found, strict=True):
        if len(block.lines) <= _LARGE_LINES if size in _LARGE_SIZES else block.height <= _BOTTOM - _TOP - _TEXT_ROOM:
            yield block
    last = found[-1]
    most = (_BOTTOM - _TOP - _TEXT_ROOM) // last.step
    if len(last.lines) > most:
        yield _Block((*last.lines[: most - 1], _cut(f"{last.lines[most - 1]} …", last.font, _ROOM)), last.font)


def _draw(draw: Drawing, block: _Block, colour: str, top: int) -> None:
    for number, line in enumerate(block.lines):
        draw.text((_MARGIN, top + number * block.step), line, colour, block.font)


def _lines(text: str, font: Font, width: int) -> Iterator[str]:
    """A text in lines of at most this width; a word that is longer than a line is broken."""
    line, used, blank = "", 0.0, font.getlength(" ")
    for word in text.split():
        for part in _parts(word, font, width):
            needed = font.getlength(part)
            if line and used + blank + needed > width:
                yield line
                line, used = part, needed
            else:
                line, used = f"{line} {part}".strip(), used + blank + needed if line else needed
    if line:
        yield line


def _parts(word: str, font: Font, width: int) -> Iterator[str]:
    while font.getlength(word) > width:
        count = max(1, _fitting(word, font, width))
        yield word[:count]
        word = word[count:]
    yield word


def _fitting(text: str, font: Font, width: float) -> int:
    """How many characters of a text have room."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda count: font.getlength(text[:count]))


def _cut(text: str, font: Font, width: int) -> str:
    """A text on one line, cut with an ellipsis where there is no room for it."""
    shown = text[:_LONGEST]
    if font.getlength(shown) <= width:
        return shown
    shown = shown[: _fitting(shown, font, width - font.getlength("…"))].rstrip(" …")
    return f"{shown}…" if shown else ""


@lru_cache(maxsize=32)
def _font(weight: str, size: int) -> Font:
    # The simple layout: the better one depends on what is installed on the machine.
    path = files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(path.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4)
def _mark(size: int, *, corners: bool = True) -> Image.Image:
    """The mark of the site, as in ``static/mark.svg``, on a grid of 28 by 28; drawn large, then made small."""
    unit = 32
    image = Image.new("RGB", (28 * unit, 28 * unit), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 28 * unit - 1, 28 * unit - 1), 6 * unit if corners else 0, _BLUE)
    letter = [(8, 7), *_arc(16.2, 11.0, 4.0, -90, 61.5), *_arc(14.66, 17.07, 4.3, -36.7, 66.1), (8, 21), (8, 7), (9, 7)]
    for line, colour in ((letter, _WHITE), ([(8, 14), (17.6, 14)], _YELLOW), ([(22, 5.5), (22, 22.5)], _YELLOW)):
        points = [(x * unit, y * unit) for x, y in line]
        draw.line(points, colour, round(2.4 * unit), joint="curve")
        if colour == _YELLOW:
            for x, y in points:
                draw.circle((x, y), 1.2 * unit, colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _arc(x: float, y: float, radius: float, start: float, end: float) -> Iterator[tuple[float, float]]:
    for step in range(25):
        angle = radians(start + (end - start) * step / 24)
        yield x + radius * cos(angle), y + radius * sin(angle)


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
