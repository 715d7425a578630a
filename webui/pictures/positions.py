"""What the pictures of positions draw: each stance that a statement takes, with its date, kind of words and topics.

Read once for a build; what a reader chooses is then picked from it without asking the engine again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import QuerySolutions

from graph.vocabulary import ID, PREFIXES
from webui.site import Site

_BST = PREFIXES["bst"]
_PREFIXES = f"PREFIX bst: <{_BST}>\nPREFIX rdfs: <{PREFIXES['rdfs']}>\n"

# The stances in the order in which a reader meets them; a doubt is no opposition, and no position either.
STANCES = {
    "supports": "supports",
    "conditional": "supports on condition",
    "opposes": "opposes",
    "uncommitted": "uncommitted",
    "doubts": "doubts",
}
SHORT = {"supports": "for", "conditional": "if", "opposes": "against", "uncommitted": "open", "doubts": "doubts"}

KINDS = {
    "expert": "Experts",
    "office": "Those who speak from an office",
    "person": "People",
    "state": "States",
    "organisation": "Organisations",
    "coalition": "Coalitions",
    "unnamedsource": "Unnamed sources",
}

_POSITIONS = (
    _PREFIXES
    + """
SELECT ?statement ?actor ?actorLabel ?measure ?measureLabel ?stance ?explicitness ?summary ?on ?earliest ?latest
  (GROUP_CONCAT(?conditionLabel; separator="; ") AS ?conditions)
WHERE {
  {
    VALUES (?property ?stance) {
      (bst:inFavourOf "supports") (bst:conditionallyInFavourOf "conditional")
      (bst:against "opposes") (bst:uncommittedOn "uncommitted")
    }
    ?position ?property ?measure ; bst:heldBy ?actor ; bst:explicitness ?explicitness .
    ?statement bst:expresses ?position .
    OPTIONAL { ?position bst:onCondition/rdfs:label ?conditionLabel }
  } UNION {
    ?statement bst:doubts ?measure ; bst:statedBy ?actor .
    BIND("doubts" AS ?stance)
  }
  ?statement bst:summary ?summary .
  ?actor rdfs:label ?actorLabel .
  ?measure rdfs:label ?measureLabel .
  OPTIONAL { ?statement bst:saidOn ?on }
  OPTIONAL { ?statement bst:earliest ?earliest }
  OPTIONAL { ?statement bst:latest ?latest }
}
GROUP BY ?statement ?actor ?actorLabel ?measure ?measureLabel ?stance ?explicitness ?summary ?on ?earliest ?latest
ORDER BY ?statement ?measure ?stance
"""
)
_ATTRIBUTIONS = _PREFIXES + "SELECT ?of ?value WHERE { ?of bst:attestedBy/bst:attribution ?value }"
# What a document reports was said by the day on which it appeared, or by the last on which it may have.
_APPEARED = (
    _PREFIXES
    + "SELECT ?of (MIN(?day) AS ?value) WHERE { ?of bst:attestedBy/bst:inDocument ?document . "
    + "OPTIONAL { ?document bst:published ?published } OPTIONAL { ?document bst:latest ?latest } "
    + "BIND(COALESCE(?published, ?latest) AS ?day) } GROUP BY ?of"
)
_TOPICS = (
    _PREFIXES
    + "SELECT ?of ?value ?valueLabel WHERE { ?of a bst:Statement ; bst:concerns ?value . "
    + "?value a bst:Topic ; rdfs:label ?valueLabel }"
)
_KINDS = (
    _PREFIXES
    + """
SELECT DISTINCT ?of ?value WHERE {
  { VALUES ?value { bst:Expert bst:Person bst:State bst:Organisation bst:Coalition bst:UnnamedSource } ?of a ?value }
  UNION { ?said bst:statedBy ?of ; bst:statedAs ?office BIND(bst:Office AS ?value) }
}
"""
)
_VARIANTS = _PREFIXES + "SELECT ?of ?value WHERE { ?of bst:variantOf ?value }"


@dataclass(frozen=True)
class Stance:
    """What one actor says of one measure in one statement; ``via`` is the measure it is concluded from, if it is."""

    statement: str
    summary: str
    actor: str
    actor_label: str
    measure: str
    measure_label: str
    stance: str
    conditions: tuple[str, ...]
    explicit: bool
    ascribed: bool
    on: str
    earliest: str
    latest: str
    appeared: str
    via: str = ""

    @property
    def by(self) -> str:
        """The day by which it was said for certain; empty where no such day is known."""
        return self.on or self.latest or self.appeared


@dataclass(frozen=True)
class Positions:
    """Every stance of a build, and what stances are chosen by. Slugs name actors, measures, statements and topics."""

    stances: tuple[Stance, ...]
    labels: Mapping[str, str]
    topics: Mapping[str, frozenset[str]]  # of a statement
    kinds: Mapping[str, frozenset[str]]  # of an actor
    generals: Mapping[str, frozenset[str]]  # of a measure: what it is a variant of
    variants: Mapping[str, frozenset[str]]

    def concluded(self, stances: Iterable[Stance]) -> Iterator[Stance]:
        """What the ontology concludes from these stances for other measures.

        Being in favour passes from a variant to the general measure, being against from the general measure to its
        variants (the property chains of ``bst:supports``, ``bst:conditionallySupports`` and ``bst:opposes``).
        """
        for stance in stances:
            if stance.stance in ("supports", "conditional"):
                others = self.generals.get(stance.measure, frozenset())
            elif stance.stance == "opposes":
                others = self.variants.get(stance.measure, frozenset())
            else:
                continue
            for other in sorted(others - {stance.measure}):
                yield replace(stance, measure=other, measure_label=self.labels[other], via=stance.measure_label)


def positions(site: Site) -> Positions:
    """Read the stances of a build; for :meth:`~webui.site.Site.derive`."""
    select = site.engine.select
    attributions = _sets(select(_ATTRIBUTIONS))
    ascribed = frozenset({"CharacterisedByOther"})
    appeared = {row["of"]: row["value"] for row in rows(select(_APPEARED))}
    found = tuple(
        Stance(
            statement=row["statement"],
            summary=row["summary"],
            actor=row["actor"],
            actor_label=row["actorLabel"],
            measure=row["measure"],
            measure_label=row["measureLabel"],
            stance=row["stance"],
            conditions=tuple(sorted(filter(None, row["conditions"].split("; ")))),
            explicit=row["explicitness"] == "Explicit",
            ascribed=attributions.get(row["statement"]) == ascribed,
            on=row["on"],
            earliest=row["earliest"],
            latest=row["latest"],
            appeared=appeared.get(row["statement"], ""),
        )
        for row in rows(select(_POSITIONS))
    )
    topics = list(rows(select(_TOPICS)))
    measures = select(_PREFIXES + "SELECT ?thing ?label WHERE { ?thing a bst:Measure ; rdfs:label ?label }")
    generals = _sets(select(_VARIANTS))
    variants: dict[str, set[str]] = defaultdict(set)
    for measure, others in generals.items():
        for other in others:
            variants[other].add(measure)
    return Positions(
        stances=found,
        labels={row["thing"]: row["label"] for row in rows(measures)}
        | {row["value"]: row["valueLabel"] for row in topics}
        | {stance.actor: stance.actor_label for stance in found},
        topics=_sets(select(_TOPICS)),
        kinds={actor: frozenset(map(str.lower, kinds)) for actor, kinds in _sets(select(_KINDS)).items()},
        generals=generals,
        variants={measure: frozenset(others) for measure, others in variants.items()},
    )


def rows(solutions: QuerySolutions) -> Iterator[dict[str, str]]:
    """Each solution as text by column: a slug or a term's name for an IRI of ours, nothing for what is unbound."""
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: local(solution[name].value) if solution[name] is not None else "" for name in names}


def local(value: str) -> str:
    """Return the slug of a thing and the name of a term; what is neither, as it is."""
    return value.removeprefix(ID).removeprefix(_BST)


def _sets(solutions: QuerySolutions) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(solutions):
        found[row["of"]].add(row["value"])
    return {name: frozenset(values) for name, values in found.items()}
