"""The pictures as pages, as drawings in SVG, and as data in JSON and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template

from graph.dates import month
from webui.http.file_names import name_file
from webui.http.security_headers import embed
from webui.pictures.agreement import agreement
from webui.pictures.choices import POSITIONS, Addresses, choice, chosen, one_of, yes
from webui.pictures.drawing import draw, outside
from webui.pictures.figures import figures_of, groups
from webui.pictures.figures_drawing import WIDTH as FIGURES_WIDTH
from webui.pictures.figures_drawing import charts
from webui.pictures.frame import Frame, file_name, frame, source
from webui.pictures.matrix import Matrix, matrix
from webui.pictures.matrix_drawing import laid_out
from webui.pictures.network import network
from webui.pictures.network_drawing import bonds, web
from webui.pictures.palette import PALETTE
from webui.pictures.position_changes import changes
from webui.pictures.positions import GROUNDS, KINDS, STANCES, Positions, positions, qualities
from webui.pictures.sheets import sheet
from webui.pictures.timeline import timeline_of
from webui.reading.citation_formats import FILES, citation_file
from webui.reading.cited import Cited, edition
from webui.reading.rows import camel_case
from webui.reading.taking import Citation, Embedding, citation
from webui.site import site

blueprint = Blueprint("pictures", __name__)
blueprint.record(lambda state: state.app.jinja_env.globals.update(palette=PALETTE))

_PICTURES = {"matrix": "Matrix", "timeline": "Timeline", "network": "Network", "figures": "Figures"}
_SIGNS = (
    "A point is silence in these documents, not a no. Dotted frame: implied. Long dashes, “said of”: only second-hand. "
    "Fine dots, “unsure”: read with low confidence. Shaded: inferred from a more specific proposal."
)
_MARKS = (
    "A dot is a statement of that day, filled if it takes a position or doubts; a line is a range in which statements "
    "were made; a diamond or another colour is a changed position. Grey: days to which nothing is dated, left out."
)
_LEAST_WIDTH = 1000  # pixels of a saved network: room for its legend
_LINES = "A line is a stance. Dashed: only second-hand. Dotted: read with low confidence."
_ENDS = (
    "Filled: as given. Hollow: about. Arrow: at least, or at most. Another colour: see the note on the source. Nothing "
    "is converted between currencies."
)
_BONDS = (
    "Own words only. The number on a line: on how many measures the two take the same side, or opposite sides; without "
    "one, on one measure. Solid: "
    "on one measure at least on the same terms. Dashed: in words only, their conditions or limits differ. To be on one "
    "side of a measure is no alliance."
)


@dataclass(frozen=True)
class Picture:
    """One picture as asked for: its name, the form (empty for the page), its title and what was chosen in words."""

    name: str
    suffix: str
    title: str
    chosen: Mapping[str, str]
    words: Sequence[str]

    @property
    def addresses(self) -> Addresses:
        """The addresses of the picture with these choices."""
        return Addresses(f"pictures.{self.name}_page", self.chosen)

    @property
    def cited(self) -> Cited | None:
        """What there is to cite; ``None`` for a remote endpoint, whose data have no version."""
        current = edition(site())
        title = f"{self.title} ({'; '.join(self.words)})" if self.words else self.title
        full = self.addresses.form("", whole=True)
        return Cited(f"backstop-{self.name}", title, "Picture from a database", full, current) if current else None

    @property
    def citation(self) -> Citation | None:
        """The citation for the page."""
        return citation(self.cited, {suffix: self.addresses.form(suffix) for suffix in FILES}) if self.cited else None

    @property
    def embedding(self) -> Embedding:
        """The HTML with which another site shows the picture."""
        address = Addresses("pictures.embedded", {"picture": self.name, **self.chosen}).form("", whole=True)
        return Embedding.of(address, f"Backstop: {self.title}")

    def frame(self, width: float, *notes: str) -> Frame:
        """Return the frame of the drawing; see :func:`~webui.pictures.frame.frame`."""
        return frame(self.title, self.words, notes, source(site(), self.addresses.form("", whole=True)), width)


@blueprint.get("/matrix")
@blueprint.get("/matrix.<suffix>")
def matrix_page(suffix: str = "") -> Response | str:
    """Who takes which stance on which measure, and who is silent."""
    known, given = site().cached(positions), chosen(POSITIONS)
    choices = choice(known, given, least=3)
    found = matrix(known, choices)
    marks = _marks(found)
    data = {
        "measures": [{"id": slug, "label": label} for slug, label in found.measures.items()],
        "hiddenMeasures": found.hidden_measures,
        "actors": [{"id": line.actor, "label": line.label, "silent": line.silent} for line in found.lines],
        "hiddenActors": found.hidden_actors,
        "marks": marks,
    }
    picture = Picture("matrix", suffix, "Who stands where", given, choices.words(known))
    context: dict[str, Any] = {"matrix": found, "fields": _fields(known), "chosen": choices, "labels": known.labels}
    if suffix == "svg":
        drawn = laid_out(found, STANCES)
        context |= {"sheet": drawn, "frame": picture.frame(drawn.width, _SIGNS), "signs": list(STANCES.items())}
    return _answer(picture, data, marks, **context)


@blueprint.get("/network")
@blueprint.get("/network.<suffix>")
def network_page(suffix: str = "") -> Response | str:
    """Actors and measures as a network with the stance on each link, or actors who take the same side or not."""
    known = site().cached(positions)
    given = chosen((POSITIONS - {"leaders"}) | {"view", "fold", "shared"})
    if one_of("view", given.get("view", ""), {"stances", "agreement"}) == "agreement":
        return _agreement_page(known, given, suffix)
    choices, fold = choice(known, given, least=5), yes("fold", given)
    found = network(known, choices, fold=fold)
    links = [_json(vars(link) | {"word": link.word}) for link in found.links]
    data = {"nodes": [_json(vars(node)) for node in found.nodes], "links": links}
    words = choices.words(known) + (["without names that have a single line"] if fold else [])
    picture = Picture("network", suffix, "Who is tied to what", given, words)
    context = {"network": found, "fields": _fields(known), "chosen": choices, "labels": known.labels, "folding": fold}
    if suffix in ("", "svg"):
        context["drawn"] = drawn = web(found)
        height = drawn.height + 40 if drawn else 0
        context |= {
            "frame": picture.frame(max(drawn.width + 48 if drawn else 0, _LEAST_WIDTH), _LINES),
            "height": height,
        }
    return _answer(picture, data, links, **context)


def _agreement_page(known: Positions, given: Mapping[str, str], suffix: str) -> Response | str:
    """Who takes the same side as whom."""
    choices = choice(known, given, least=1)
    asked = one_of("shared", given.get("shared", ""), {"1", "2", "3", "4", "5"})
    shared = int(asked or (1 if choices.narrowed else 2))
    given_up = {(change.actor, change.given_up) for change in site().cached(changes)}
    found = agreement(known, choices, given_up, shared)
    words = (
        [*choices.words(known), f"pairs that agree on {shared} or more measures"]
        if shared > 1
        else choices.words(known)
    )
    picture = Picture("network", suffix, "Who agrees with whom", given, words)
    context: dict[str, Any] = {"agreement": found, "view": "agreement", "shared": shared, "shared_chosen": bool(asked)}
    context |= {"fields": _fields(known), "chosen": choices, "labels": known.labels}
    if suffix in ("", "svg"):
        drawings = [
            (title, drawn, apart)
            for title, drawn, apart in (
                ("Who agrees", bonds(found.agreeing, [pair.agreed for pair in found.agreeing]), False),
                ("Who disagrees", bonds(found.apart, [len(pair.on("apart")) for pair in found.apart]), True),
            )
            if drawn
        ]
        width = max([drawn.width for _, drawn, _ in drawings], default=0.0) + 48
        height = sum(drawn.height + 40 for _, drawn, _ in drawings)
        context |= {"drawings": drawings, "frame": picture.frame(max(width, _LEAST_WIDTH), _BONDS), "height": height}
    return _answer(picture, {"pairs": found.rows}, found.rows, **context)


@blueprint.get("/timeline")
@blueprint.get("/timeline.<suffix>")
def timeline_page(suffix: str = "") -> Response | str:
    """What was said when, what happened, and whose position changed."""
    found = timeline_of(site())
    picture = Picture("timeline", suffix, "What was said when", found.chosen, found.words)
    context: dict[str, Any] = {"timeline": found, "drawing": draw(found), "outside": outside(found), "month": month}
    if suffix == "svg":
        context["frame"] = picture.frame(1200, _MARKS)
    return _answer(picture, found.data, found.rows, **context)


@blueprint.get("/figures")
@blueprint.get("/figures.<suffix>")
def figures_page(suffix: str = "") -> Response | str:
    """The figures in the sources, with charts of those in the same unit."""
    found = figures_of(site())
    data = [_json(figure.data) for figure in found.shown]
    picture = Picture("figures", suffix, "The figures that the sources give", found.chosen, found.words)
    context: dict[str, Any] = {"figures": found, "groups": groups(found.shown)}
    if suffix == "svg":
        drawn, height = charts(context["groups"])
        context |= {"charts": drawn, "height": height, "frame": picture.frame(FIGURES_WIDTH, _ENDS)}
    return _answer(picture, {"figures": data}, data, **context)


@blueprint.get("/embed/<picture>")
def embedded(picture: str) -> Response | str:
    """A picture for a frame on another site, with the choices in its address."""
    if picture not in _PAGES:
        abort(404)
    embed()
    return _PAGES[picture]()


_PAGES: Mapping[str, Callable[[], Response | str]] = {
    "matrix": matrix_page,
    "network": network_page,
    "timeline": timeline_page,
    "figures": figures_page,
}


def _marks(found: Matrix) -> list[dict[str, Any]]:
    """The marks of a matrix as data."""
    return [
        {
            "actor": line.actor,
            "actorLabel": line.label,
            "measure": measure,
            "measureLabel": found.measures[measure],
            "stance": STANCES[mark.stance],
            "concludedFrom": list(mark.via),
            **qualities(mark.behind),
            "later": mark.later,
            "statements": list(mark.statements),
        }
        for line in found.lines
        for measure, cell in line.marks.items()
        for mark in cell
    ]


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the names in camel case."""
    return {camel_case(name): value for name, value in values.items()}


def _fields(known: Positions) -> Mapping[str, list[tuple[str, str]]]:
    """The options of the form, by label."""

    def labelled(slugs: set[str]) -> list[tuple[str, str]]:
        return sorted(((slug, known.labels[slug]) for slug in slugs), key=lambda pair: pair[1].casefold())

    spoken = {stance.measure for stance in known.stances}
    kinds = {kind for stance in known.stances for kind in known.kinds.get(stance.actor, ())}
    topics = {topic for stance in known.stances for topic in known.topics.get(stance.statement, ())}
    return {
        "kinds": [(kind, label) for kind, label in KINDS.items() if kind in kinds],
        "actors": labelled({stance.actor for stance in (*known.stances, *known.on_behalf)}),
        "topics": labelled(topics),
        "measures": labelled(spoken),
    }


def _answer(
    picture: Picture, data: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], **context: Any
) -> Response | str:
    """The page, its data as JSON or CSV, or its drawing as SVG. Answers 404 for another suffix."""
    file = file_name(picture.name, picture.chosen)
    cited = picture.cited
    if picture.suffix in FILES and cited:
        return name_file(citation_file(cited, picture.suffix), [file], picture.suffix, save=True)
    if picture.suffix == "json":
        return name_file(jsonify(data), [file], "json")
    if picture.suffix == "csv":
        listed = list(rows)
        response = Response(sheet(list(listed[0]) if listed else [], listed), content_type="text/csv; charset=utf-8")
        return name_file(response, [file], "csv", save=True)
    if picture.suffix not in ("", "svg"):
        abort(404)
    context |= {"picture": picture, "addresses": picture.addresses, "file": file, "pictures": _PICTURES}
    context |= {"stances": STANCES, "grounds": GROUNDS, "full": picture.addresses.form("", whole=True)}
    context |= {"embedding": picture.embedding, "citation": picture.citation}
    template = render_template(f"pictures/{picture.name}.{picture.suffix or 'html'}", **context)
    if not picture.suffix:
        return template
    return name_file(Response(template, content_type="image/svg+xml"), [file], "svg")
