"""The JSON objects that programs get, as pydantic models from which the schemas of the description are made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core.core_schema import WithDefaultSchema

from graph.stances import Answer, Outcome, Side
from webui.search.entries import KINDS

_PATH = "#/components/schemas/"
Count = Annotated[int, Field(ge=0)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Closed(BaseModel):
    """An object without further members."""

    model_config = ConfigDict(extra="forbid")


class Term(_Closed):
    """An RDF term (SPARQL 1.1 Query Results JSON Format, section 3.2.2)."""

    type: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str = ""
    language: str = Field("", alias="xml:lang")


class Error(BaseModel):
    """The one shape of errors."""

    ok: Literal[False]
    error: str = Field(description="What is wrong, for the person who reads it")
    status: int


class Health(BaseModel):
    """Whether the site can answer, and from which build."""

    ok: bool
    status: Literal["ok", "degraded", "failing"]
    problems: list[str]
    version: str
    questions: Count
    triples: Count = 0
    queries: dict[str, Count]
    build: dict[str, Any] = {}


class Objects(_Closed):
    """A page of an answer's rows."""

    ok: Literal[True]
    title: str
    answer: str = Field(description="The answer in a few sentences, generated from all its rows")
    version: str
    columns: list[str]
    rows: list[dict[str, Any]]
    total: Count
    truncated: bool = Field(description="Whether more rows follow this page")
    next: str | None = Field(description="The address of the next page")


class Found(_Closed):
    """One thing, question or term that a search found."""

    kind: str = Field(json_schema_extra={"enum": [*KINDS, "answer"]})
    label: str
    detail: str
    address: str | None
    iri: str | None
    score: float


class Suggestions(_Closed):
    """The names that begin like the text."""

    query: str
    results: list[Found]


class Direct(_Closed):
    """A page that answers a whole question."""

    label: str
    address: str


class Search(Suggestions):
    """What a search found, best first."""

    answers: list[Direct] = Field(description="The pages that answer the text, if it is a whole question")
    manner: str = Field(description="How it was found; `nearest`: it merely resembles")
    count: Count


class Named(_Closed):
    """A thing with its label."""

    iri: str
    label: str


class Stance(_Closed):
    """What an actor says about a measure, as far as the documents say."""

    actor: Named
    measure: Named
    answer: str = Field(json_schema_extra={"enum": [answer.value for answer in Answer]})
    sentence: str
    positions: list[dict[str, Any]]
    on_behalf: list[dict[str, Any]] = Field(alias="onBehalf")
    doubts: list[dict[str, Any]]
    near: list[dict[str, Any]]


class ComparedColumn(Named):
    """One side of a comparison; ``day`` is the last day of what it holds, if it is limited by one."""

    day: str | None


class ComparedCell(_Closed):
    """What one column has on one measure; ``counted`` marks the positions that the sentences and the outcome count."""

    actor: str
    day: str | None
    silent: bool
    side: str = Field(json_schema_extra={"enum": [side.value for side in Side]})
    answer: str = Field(json_schema_extra={"enum": [answer.value for answer in Answer]})
    positions: list[dict[str, Any]]
    perhaps: list[dict[str, Any]] = Field(description="Positions that may be later than the day")
    doubts: list[dict[str, Any]]
    mentions: list[dict[str, Any]]


class ComparedMeasure(Named):
    """One measure, with a cell for each column."""

    topic: Named | None
    outcome: str = Field(json_schema_extra={"enum": [outcome.value for outcome in Outcome]})
    cells: list[ComparedCell]


class Comparison(_Closed):
    """Actors side by side, or one at two days."""

    sentences: list[str] = Field(description="The comparison in words, the most telling sentence first")
    leaders: bool
    columns: list[ComparedColumn]
    measures: list[ComparedMeasure]


class Manifest(BaseModel):
    """What a build says about itself."""

    name: Literal["backstop"]
    version: str
    reasoner: Literal["rules", "owlrl"]
    graphs: dict[str, Count]
    files: dict[str, Digest]
    verified_texts: list[str]


class CountedTerm(BaseModel):
    """A class or property with the number of its instances or triples."""

    iri: str
    label: str
    number: Count


class Example(BaseModel):
    """A saved question as a query."""

    slug: str
    query: str


class Terms(BaseModel):
    """What an editor completes."""

    prefixes: dict[str, str]
    classes: list[CountedTerm]
    properties: list[CountedTerm]
    properties_of: dict[str, list[str]] = Field(alias="propertiesOf")
    examples: list[Example]


class _Schemas(GenerateJsonSchema):
    """Without titles of members, and without defaults: a member that has one may be missing."""

    def default_schema(self, schema: WithDefaultSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 -- pydantic's signature
        return False


def reference(model: type[BaseModel]) -> dict[str, Any]:
    """Return the reference to a model's schema."""
    return {"$ref": f"{_PATH}{model.__name__}"}


def schemas() -> dict[str, Any]:
    """Return the JSON Schema of every model, by its name."""
    models = (Term, Error, Health, Objects, Search, Suggestions, Stance, Comparison, Manifest, Terms)
    _, found = models_json_schema(
        [(model, "validation") for model in models], ref_template=f"{_PATH}{{model}}", schema_generator=_Schemas
    )
    definitions: dict[str, Any] = found["$defs"]
    return definitions
