"""The changes of each build, as a page and as an Atom feed (RFC 4287)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request

from graph.errors import BuildError
from graph.history import PastBuild, past_builds
from graph.history.changes import Change
from graph.vocabulary import BASE
from webui.reading.cells import address
from webui.site import site

blueprint = Blueprint("news", __name__)

_BUILDS = 20
_ENTRIES = 100  # changes of one build in the feed; the page has them all


@dataclass(frozen=True)
class News:
    """One build and its changes; ``readable`` is false if the record of the changes is damaged."""

    build: PastBuild
    changes: tuple[Change, ...]
    first: bool
    readable: bool

    @property
    def iri(self) -> str:
        """The identifier of the build in the feed."""
        return f"{BASE}changes/{self.build.digest}"

    @property
    def title(self) -> str:
        """The numbers of changes of each kind, in words."""
        if self.first:
            return "The first build"
        counts = (
            (kind, sum(change.kind == kind for change in self.changes)) for kind in ("added", "changed", "removed")
        )
        return ", ".join(f"{count} {kind}" for kind, count in counts if count) or "Nothing that is stated changed"


@blueprint.get("/changes")
def changes() -> str:
    """The changes by build, the newest first."""
    return render_template("data/changes.html", news=_news(), address=address)


@blueprint.get("/feed.atom")
def feed() -> Response:
    """The changes as a feed, with an entry for each changed thing."""
    found = _news()
    text = render_template(
        "data/feed.xml", news=found, root=request.url_root.rstrip("/"), address=address, base=BASE, limit=_ENTRIES
    )
    return Response(text, content_type="application/atom+xml; charset=utf-8")


def _news() -> tuple[News, ...]:
    build = site().build
    if build is None:
        abort(404, description="This site asks a remote endpoint, and does not know what changes there.")
    builds = past_builds(build.folder)
    return tuple(_of_build(build, build is builds[0]) for build in reversed(builds[-_BUILDS:]))


def _of_build(build: PastBuild, first: bool) -> News:
    try:
        return News(build, build.changes(), first, readable=True)
    except BuildError:
        return News(build, (), first, readable=False)
