"""The operations of the description that are not of one saved question."""

from __future__ import annotations

from typing import Any

from graph.serialisation import RDF_FORMATS
from graph.vocabulary import SLUG_PATH
from webui.explain.comparison_request import MOST, ONLY
from webui.http.navigation import INDEXES
from webui.http.rdf import RDF_MEDIA_TYPES
from webui.openapi.answer_models import Comparison, Health, Manifest, Search, Stance, Suggestions, Terms, reference
from webui.openapi.operation import CITATIONS, FORMS, Operation, parameter
from webui.search.entries import KINDS

_JSON = ["application/json"]
_RDF = [RDF_MEDIA_TYPES[name] for name in RDF_FORMATS]
_RDF_FORM = parameter("form", place="path", enum=list(RDF_FORMATS))
_THING = parameter("path", place="path", pattern=f"^{SLUG_PATH}$", examples=["keir-starmer"])
_TEXT = parameter("q", "What to look for; of more than 200 characters the first.", examples=["starmer"])
_BY = "by its slug, its label or its IRI"


def _needed(name: str, description: str, example: str) -> dict[str, object]:
    return parameter(name, description, required=True, minLength=1, examples=[example])


_DAY: dict[str, Any] = {"type": "string", "anyOf": [{"format": "date"}, {"const": ""}]}
_COMPARED = "Silence is not a no. What others ascribe, and what is unsure, is listed and not counted."
_COMPARING = [
    parameter(
        "actor",
        f"Two to six actors, each {_BY}; one alone if days are given.",
        required=True,
        type="array",
        items={"type": "string", "minLength": 1},
        minItems=1,
        maxItems=MOST,
        examples=[["united-kingdom", "france"]],
    ),
    parameter(
        "day", "For one actor alone: two days, compared by what was said on or before them.", type="array", items=_DAY
    ),
    parameter("leaders", "Whether those who speak for a state or organisation count.", enum=["yes", ""]),
    parameter("asof", "Only what was certainly said on or before this day.", **_DAY),
    parameter("measure", f"Only this measure and its forms, {_BY}."),
    parameter("topic", f"Only measures on this topic, {_BY}."),
    parameter(
        "only", "Only measures on which two or more take a position, or on which they do not agree.", enum=[*ONLY]
    ),
]


def _list(name: str, heading: str) -> Operation:
    return Operation(
        f"/{name}.json",
        f"list-{name}",
        "site",
        f"{heading}: all of them, with what tells them apart",
        _JSON,
        {"type": "object", "required": ["query", "count", "entries"]},
        description=f"The same is at `/{name}.csv` as a table.",
        parameters=[
            parameter("q", "Words that an entry must have, or how they begin.", examples=["poland"]),
            parameter("kind", "The group of the entries, as the form on the page names it; 404 for any other."),
        ],
        statuses=[400, 404],
    )


GENERAL = (
    Operation(
        "/id/{path}",
        "thing",
        "linked data",
        "A thing: an actor, a measure, a statement, a document",
        ["text/html", *_RDF],
        description="Slashes in the path of a statement may be written as they are.",
        parameters=[_THING],
    ),
    Operation(
        "/id/{path}.{form}",
        "thing-triples",
        "linked data",
        "The triples of a thing, with those of its parts; or its citation",
        [*_RDF, *CITATIONS.values()],
        parameters=[_THING, parameter("form", place="path", enum=[*RDF_FORMATS, *CITATIONS])],
        statuses=[404],
    ),
    Operation("/ontology", "ontology", "linked data", "The ontology", ["text/html", *_RDF], statuses=[406]),
    Operation(
        "/ontology.{form}", "ontology-triples", "linked data", "The ontology's triples", _RDF, parameters=[_RDF_FORM]
    ),
    Operation(
        "/context.jsonld",
        "context",
        "linked data",
        "The JSON-LD context of the curated records",
        ["application/ld+json"],
        statuses=[],
    ),
    Operation("/.well-known/void", "void", "endpoint", "What the data holds, counted: VoID and DCAT", _RDF),
    Operation(
        "/{name}.{form}",
        "description",
        "endpoint",
        "VoID, the service description, or the questions as examples",
        _RDF,
        parameters=[parameter("name", place="path", enum=["void", "service", "examples"]), _RDF_FORM],
    ),
    Operation(
        "/sparql",
        "sparql",
        "endpoint",
        "SPARQL 1.1 Protocol, query operation",
        ["text/html", *(FORMS[name] for name in ("json", "xml", "csv", "tsv")), *_RDF],
        description="A long query is sent by POST, as a form or as it is (`application/sparql-query`).",
        parameters=[
            parameter(
                "query",
                "A query in SPARQL 1.1 (SELECT, ASK, CONSTRUCT, DESCRIBE). Without one: the service description.",
                format="sparql-query",
                examples=["ASK {}"],
            )
        ],
        headers={
            "Backstop-Truncated": {
                "description": "Only where the answer is cut: the limit that was met, its value, and how many rows "
                "there are",
                "schema": {"type": "string"},
            }
        },
        statuses=[400, 403, 404, 406, 413, 422, 429, 503, 504],
    ),
    Operation(
        "/sparql/terms.json",
        "terms",
        "endpoint",
        "Prefixes, classes and properties, for completion in an editor",
        _JSON,
        reference(Terms),
        statuses=[],
    ),
    Operation(
        "/health",
        "health",
        "site",
        "Whether all is well, and over which build",
        _JSON,
        reference(Health),
        statuses=[],
        more={
            "503": {
                "description": "Something is wrong; `problems` says what",
                "content": {"application/json": {"schema": reference(Health)}},
            }
        },
    ),
    Operation(
        "/health/live",
        "live",
        "site",
        "That the process answers",
        _JSON,
        {"type": "object", "properties": {"ok": {"const": True}}, "required": ["ok"]},
        statuses=[],
    ),
    *(_list(name, heading) for name, heading in INDEXES.items()),
    Operation(
        "/search.json",
        "search",
        "site",
        "Everything with a page that fits some words, best first",
        _JSON,
        reference(Search),
        parameters=[_TEXT, parameter("kind", "Of this kind alone.", enum=[*KINDS, ""])],
        statuses=[400],
    ),
    Operation(
        "/search/suggest",
        "suggest",
        "site",
        "The names that begin like some words",
        _JSON,
        reference(Suggestions),
        parameters=[_TEXT],
        statuses=[],
    ),
    Operation(
        "/stance.json",
        "stance",
        "statements",
        "Does an actor support a measure, as far as the documents say?",
        _JSON,
        reference(Stance),
        description="Silence is no answer, and neither doubt nor what others ascribe is a yes or a no.",
        parameters=[
            _needed("actor", f"The actor, {_BY}.", "keir-starmer"),
            _needed("measure", f"The measure, {_BY}.", "european-force"),
        ],
        statuses=[400],
    ),
    Operation(
        "/compare.json",
        "compare",
        "statements",
        "Two to six actors side by side over all measures, or one actor at two days",
        _JSON,
        reference(Comparison),
        description=_COMPARED,
        parameters=_COMPARING,
        statuses=[400],
    ),
    Operation(
        "/compare.csv",
        "compare-csv",
        "statements",
        "The same as a table that spreadsheets open safely: a line for each position, doubt, mention and silence",
        ["text/csv"],
        description=_COMPARED,
        parameters=_COMPARING,
        statuses=[400],
    ),
    Operation(
        "/why.jsonld",
        "why",
        "statements",
        "Why a fact holds: its proofs, down to documents and passages, in PROV-O",
        ["application/ld+json"],
        parameters=[
            _needed("subject", f"The thing, {_BY}.", "keir-starmer"),
            _needed("predicate", "The property, by its name or IRI.", "a"),
            _needed("object", f"The other thing, {_BY}; or a value.", "Actor"),
            parameter(
                "proofs", "How many proofs to give at most; without it: one.", type="integer", minimum=1, maximum=20
            ),
        ],
        statuses=[400, 404, 503],
    ),
    Operation(
        "/feed.atom",
        "feed",
        "site",
        "What each build added, changed and removed, as an Atom feed",
        ["application/atom+xml"],
    ),
    Operation(
        "/downloads/manifest.json",
        "manifest",
        "site",
        "What the build says of itself: counts, and the digests of the files that may be downloaded",
        _JSON,
        reference(Manifest),
    ),
    Operation(
        "/openapi.json",
        "openapi",
        "site",
        "This description",
        _JSON,
        {"type": "object", "required": ["openapi", "info", "paths"]},
        statuses=[],
    ),
)
