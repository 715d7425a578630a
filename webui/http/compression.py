"""Compression of what is sent (RFC 9110, section 8.4): Brotli, or gzip for whoever does not read that.

Nothing here is secret and no answer repeats a secret, so its size gives nothing away.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import lru_cache

import brotli
from flask import Flask, Response, request

_CODINGS = ("br", "gzip")  # the one that is used first where a client accepts both alike
_LEAST = 600  # bytes; less fits into one packet either way
_LONG = 1 << 20  # bytes from which on time counts for more than the last percent
_TYPES = frozenset(
    {
        *("application/json", "application/javascript", "application/xml", "application/schema+json"),
        *("application/n-triples", "application/n-quads", "application/trig", "image/svg+xml"),
    }
)
_AS_IT_IS = frozenset({204, 206, 304})  # nothing, or a part of what is numbered in bytes


def register(app: Flask) -> None:
    """Compress the answers of the application. To be registered first, so that it comes last."""
    app.after_request(_finish)


def chosen(accepted: Iterable[tuple[str, float]]) -> str:
    """Return the coding to use, or an empty text for none.

    ``accepted`` are the codings of ``Accept-Encoding``, each with its quality. Without that header nothing is encoded.
    """
    quality = {name.lower(): value for name, value in accepted}
    others = quality.get("*", 0.0)
    best = max(_CODINGS, key=lambda coding: quality.get(coding, others))
    given = quality.get(best, others)
    return best if given > 0 and given >= quality.get("identity", 0.0) else ""


def _finish(response: Response) -> Response:
    if not _is_text(response.mimetype or ""):
        return response
    response.vary.add("Accept-Encoding")
    coding = chosen(request.accept_encodings)
    if (
        not coding
        or response.status_code in _AS_IT_IS
        or "Content-Encoding" in response.headers
        or (response.is_streamed and request.endpoint != "static")
        or (response.content_length or _LEAST) < _LEAST
    ):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < _LEAST:
        return response
    response.set_data(_kept(coding, content) if request.endpoint == "static" else _packed(coding, content))
    response.headers["Content-Encoding"] = coding
    response.headers.pop("Accept-Ranges", None)
    etag, _ = response.get_etag()
    if etag:  # the same content in another coding: equal, but not byte by byte (RFC 9110, section 8.8.1)
        response.set_etag(etag, weak=True)
    return response


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type in _TYPES or media_type.endswith(("+json", "+xml"))


def _packed(coding: str, content: bytes, level: int = 5) -> bytes:
    level = 1 if len(content) > _LONG else level
    if coding == "br":
        packed: bytes = brotli.compress(content, quality=level)
        return packed
    return gzip.compress(content, compresslevel=level, mtime=0)


@lru_cache(maxsize=128)
def _kept(coding: str, content: bytes) -> bytes:
    """A file of the site, which is the same for everybody: worth more effort, once."""
    return _packed(coding, content, level=9)
