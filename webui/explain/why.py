"""Why a fact holds: as a page in sentences, and as PROV-O in JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from pyoxigraph import NamedNode, Triple

from graph.engine import Value
from graph.errors import ParameterError
from graph.explain import (
    Branch,
    Explainer,
    Explanation,
    Verbaliser,
    because,
    branch,
    explanation,
    plain,
    provenance,
    sentence_case,
    triple_of,
)
from graph.stance_table import STANCES
from graph.vocabulary import BST, ID, PREFIXES, compact
from webui.explain.menus import menus
from webui.explain.why_choices import steps
from webui.http.arguments import arguments
from webui.http.negotiation import negotiated
from webui.reading.cells import Cell, cells_of
from webui.site import Site, site

blueprint = Blueprint("why", __name__)

_NAMES = ("subject", "predicate", "object")
_FORMS = {"html": "text/html", "jsonld": "application/ld+json"}
_MOST_PROOFS = 20


@dataclass(frozen=True)
class Node:
    """A node of the tree of a proof."""

    fact: tuple[Cell, ...]
    why: tuple[Cell, ...]
    rule: str
    sources: tuple[tuple[Cell, ...], ...]
    premises: tuple[Node, ...]


@dataclass(frozen=True)
class Shown:
    """A proof as one sentence and as a tree."""

    sentence: tuple[Cell, ...]
    tree: Node


def explainer(opened: Site) -> Explainer:
    """Return the explainer of a site; see :meth:`~webui.site.Site.cached`."""
    return Explainer(opened.engine)


def why_address(triple: Triple) -> str:
    """Return the address of the page why a triple holds."""
    return url_for(
        "why.why", subject=_short(triple.subject), predicate=_short(triple.predicate), object=_short(triple.object)
    )


def address_of(subject: str, predicate: str, value: str) -> str:
    """Return that address for three IRIs; for templates."""
    return why_address(Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value)))


def _short(term: Value) -> str:
    """A term as a parameter of the page: a slug, a local name, a prefixed name or an IRI; a literal in N-Triples."""
    if not isinstance(term, NamedNode):
        return str(term)
    short = compact(term.value)
    return term.value.removeprefix(ID).removeprefix(PREFIXES["bst"]) if short.startswith(("id:", "bst:")) else short


@blueprint.get("/why")
@blueprint.get("/why.<suffix>")
def why(suffix: str = "") -> Response | str:
    """Why the fact of ``subject``, ``predicate`` and ``object`` holds, with up to ``proofs`` proofs."""
    if suffix and (suffix not in _FORMS or suffix == "html"):
        abort(404)
    opened = site()
    arguments({*_NAMES, "proofs"}, page=True)
    given = {name: request.args.get(name, "") for name in _NAMES}
    kind = suffix or negotiated(_FORMS)
    if (
        kind == "html"
        and not (given["predicate"] and given["object"])
        and (given["subject"] or not any(given.values()))
    ):
        chosen = steps(opened.engine, given["subject"], given["predicate"])
        return render_template("explain/why_form.html", menus=opened.cached(menus), steps=chosen)
    triple = triple_of(opened.engine, *given.values())
    found = explanation(opened.cached(explainer), opened.engine, triple, _number(request.args.get("proofs", "1")))
    words = Verbaliser(opened.engine)
    if kind == "html":
        return _page(found, words)
    if not found.proofs:
        abort(404, description="This is neither stated nor concluded here, which is not a no.")
    content = json.dumps(provenance(found.proofs, words), ensure_ascii=False)
    return Response(content, content_type=_FORMS["jsonld"])


def _number(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or not 0 < int(text[:4]) <= _MOST_PROOFS:
        raise ParameterError(f"proofs: found '{text[:20]}', expected a number from 1 to {_MOST_PROOFS}")
    return int(text)


def _page(found: Explanation, words: Verbaliser) -> Response:
    parameters = dict[str, Any](zip(_NAMES, map(_short, found.triple), strict=True))
    page = render_template(
        "explain/why.html",
        title=plain(sentence_case(words.fact(found.triple))),
        found=found,
        proofs=[Shown(cells_of(because(proof, words)), _node(branch(proof, words))) for proof in found.proofs],
        instead=[(cells_of(sentence_case(words.fact(each))), why_address(each)) for each in found.instead],
        more=url_for(".why", proofs=_MOST_PROOFS, **parameters) if len(found.proofs) == 1 else "",
        data=url_for(".why", suffix="jsonld", **parameters),
        stance=_stance_address(found.triple, words),
    )
    return make_response(page, 200 if found.holds else 404)


def _node(of: Branch) -> Node:
    return Node(
        cells_of(of.fact), cells_of(of.why), of.rule, tuple(map(cells_of, of.sources)), tuple(map(_node, of.premises))
    )


def _stance_address(triple: Triple, words: Verbaliser) -> str:
    """The address of the page of stances, if the fact is a stance of an actor on a measure; else empty."""
    stances = {name for stance in STANCES for name in (stance.conclusion, stance.ascription)}
    if triple.predicate in stances and words.is_a(triple.subject, BST.Actor) and words.is_a(triple.object, BST.Measure):
        return url_for("stance.stance", actor=_short(triple.subject), measure=_short(triple.object))
    return ""
