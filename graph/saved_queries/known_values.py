"""What the graph offers for the parameters of questions: the choices, the rows of each, and whether a name is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.errors import ParameterError, UnknownNameError, closest, did_you_mean
from graph.saved_queries.asked import Asked, short
from graph.saved_queries.binding import bind
from graph.saved_queries.parameter import Parameter
from graph.saved_queries.saved_question import PASSAGE_COLUMNS, SavedQuestion
from graph.vocabulary import ID, PREFIXES, compact

_KEPT = 1024  # counts that are kept at once
_USES = "SELECT ?any WHERE { { ?_name_iri ?p ?any } UNION { ?any ?p ?_name_iri } } LIMIT 1"
_THINGS = f"""
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?thing WHERE {{ ?thing rdfs:label ?label FILTER(STRSTARTS(STR(?thing), "{ID}")) }}
"""
# The closed lists of the ontology, each with its items (design, section 3).
_LISTS = f"""
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?list ?item WHERE {{ ?item skos:inScheme ?list FILTER(STRSTARTS(STR(?item), "{PREFIXES["bst"]}")) }}
ORDER BY ?list ?item
"""


@dataclass(frozen=True)
class Choice:
    """One value of a parameter, and the number of rows that it would give, each with all its passages."""

    iri: str
    label: str
    rows: int

    @property
    def value(self) -> str:
        """The value as addresses show it."""
        return short(self.iri)


@dataclass(frozen=True)
class Choices:
    """The choices of one parameter, by label, and the number of rows if it is left open."""

    rows: int
    each: tuple[Choice, ...] = ()


class KnownValues:
    """The values that one engine knows. ``keep`` says that its data never change, so that counts may be kept."""

    def __init__(self, engine: Engine, *, keep: bool = False) -> None:
        self._engine = engine
        self._counted = lru_cache(maxsize=_KEPT)(self._count) if keep else self._count

    def check(self, asked: Asked) -> None:
        """Check that each value that is an IRI is known.

        Raises :class:`~graph.errors.UnknownNameError` for one that the graph does not mention, and
        :class:`~graph.errors.ParameterError` for a term that is not in the closed list of its parameter.
        """
        for parameter in asked.question.parameters:
            value = asked.values.get(parameter.name)
            if parameter.kind != "iri" or not value:
                continue
            if not list(self._engine.select(bind(_USES, {"_name_iri": NamedNode(value)}))):
                slug = value.removeprefix(ID)
                hint = did_you_mean(slug, self._slugs)
                raise UnknownNameError(
                    f"{parameter.name}: nothing in these documents is called '{slug[:80]}'{hint}",
                    parameter=parameter.name,
                    words=f"Nothing in these documents is called “{slug[:80]}”.",
                    instead=closest(slug, self._slugs),
                )
            items = self.closed_list(asked.question, parameter) if value.startswith(PREFIXES["bst"]) else ()
            if items and value not in items:
                expected = ", ".join(map(compact, items))
                raise ParameterError(
                    f"{parameter.name}: found {compact(value)}, expected one of {expected}",
                    parameter=parameter.name,
                    words=f"“{parameter.label}” has no choice “{compact(value)[:80]}”.",
                    instead=closest(compact(value), map(compact, items)),
                )

    def closed_list(self, question: SavedQuestion, parameter: Parameter) -> tuple[str, ...]:
        """Return the IRIs of the closed list that a parameter's values are from; empty if there is no such list."""
        offered = {choice.iri for choice in self.choices(Asked(question, question.defaults), parameter.name).each}
        return next((items for items in self._lists if offered and offered <= set(items)), ())

    def choices(self, asked: Asked, name: str) -> Choices:
        """Return the choices for a parameter while all others stay as they are."""
        return self._counted(asked.question.bind(asked.values, open_parameter=name), name)

    def rows(self, asked: Asked) -> int:
        """Return the number of rows of an answer."""
        return self._counted(asked.query, "").rows

    def has_rows(self, asked: Asked) -> bool:
        """Whether an answer has any row; far quicker than counting them, since nothing needs to be sorted."""
        query = asked.query
        end = query.rindex("}") + 1
        clauses = query[end:].partition("ORDER BY")[0]
        return next(iter(self._engine.select(f"{query[:end]}{clauses} LIMIT 1")), None) is not None

    def excluded_by(self, asked: Asked) -> Iterator[tuple[tuple[str, ...], Asked, int]]:
        """Yield the optional parameters whose values leave an empty answer empty.

        Each comes with the question without it, and the rows that this has. If only all of them together make the
        difference, they are one entry; if the answer is empty in any case, there is no entry.
        """
        found = False
        together = (asked.narrowing,) if len(asked.narrowing) > 1 else ()
        for names in (*((name,) for name in asked.narrowing), *together):
            if len(names) == 1 or not found:
                wider = asked.without(*names)
                if rows := self.rows(wider):
                    found = True
                    yield names, wider, rows

    def _count(self, query: str, name: str) -> Choices:
        solutions = self._engine.select(query)
        columns = [variable.value for variable in solutions.variables]
        counted = [column for column in columns if column not in PASSAGE_COLUMNS or "statement" not in columns]
        labels: dict[str, str] = {}
        rows: set[tuple[object, ...]] = set()
        rows_of: dict[str, set[tuple[object, ...]]] = {}
        for solution in solutions:
            row = tuple(solution[column] for column in counted)
            rows.add(row)
            if name and isinstance(term := solution[name], NamedNode):
                label = solution[f"{name}Label"] if f"{name}Label" in columns else None
                labels.setdefault(term.value, label.value if label is not None else compact(term.value))
                rows_of.setdefault(term.value, set()).add(row)
        choices = (Choice(iri, label, len(rows_of[iri])) for iri, label in labels.items())
        return Choices(len(rows), tuple(sorted(choices, key=lambda choice: choice.label.casefold())))

    @cached_property
    def _slugs(self) -> tuple[str, ...]:
        return tuple(row["thing"].value.removeprefix(ID) for row in self._engine.select(_THINGS))

    @cached_property
    def _lists(self) -> tuple[tuple[str, ...], ...]:
        lists: dict[str, list[str]] = {}
        for row in self._engine.select(_LISTS):
            lists.setdefault(row["list"].value, []).append(row["item"].value)
        return tuple(map(tuple, lists.values()))
