"""Measures what a build and an answer cost, as ratios within one run: ``make bench``.

Machines differ and are shared, so a figure means something only beside another one of the same run.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pyoxigraph import NamedNode, Quad, Store  # noqa: E402 -- the path comes first

from graph.closure import conclude, conclude_by_owlrl  # noqa: E402
from graph.closure.fixpoint import Fixpoint  # noqa: E402
from graph.pipeline import Pipeline, Settings  # noqa: E402
from graph.rules import rules_of  # noqa: E402
from graph.saved_queries import read_questions  # noqa: E402
from graph.store import EmbeddedStore  # noqa: E402
from graph.vocabulary import ID, ONTOLOGY_GRAPH  # noqa: E402


def timed(run, times=5):
    """The median of so many runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def run_in_order(stated, rules):
    Fixpoint([quad.triple for quad in stated], rules)


def run_round_by_round(stated, rules):
    """The same without any order: every rule in every round, until a round brings nothing."""
    store = Store()
    store.bulk_extend(Quad(*quad.triple) for quad in stated)
    updates = []
    for rule in rules:
        if rule.head:
            head, *body = (f"{' '.join(map(str, pattern))} ." for pattern in (rule.head, *rule.body))
            new = f"{{ {head} GRAPH <urn:x-new> {{ {head} }} }}"
            updates.append(f"INSERT {new} WHERE {{ {' '.join(body)} FILTER NOT EXISTS {{ {head} }} }}")
    size = -1
    while size != len(store):
        size = len(store)
        for update in updates:
            store.update(update)


def copies(stated, times):
    """The things of the data so many times over, under other names."""
    found = list(stated)
    for number in range(1, times):

        def renamed(term, number=number):
            ours = isinstance(term, NamedNode) and term.value.startswith(ID)
            return NamedNode(f"{term.value}-{number}") if ours else term

        found += [
            Quad(renamed(quad.subject), quad.predicate, renamed(quad.object), quad.graph_name)
            for quad in stated
            if quad.graph_name.value != ONTOLOGY_GRAPH
        ]
    return found


def main():
    """Print one line a measurement."""
    settings = Settings(
        curated=ROOT / "graph" / "curated",
        ontology=ROOT / "ontology",
        queries=ROOT / "queries",
        build=ROOT / "build",
        pyproject=ROOT / "pyproject.toml",
    )
    pipeline = Pipeline(settings)
    unit = timed(pipeline.read)
    print(f"reading the YAML: {unit:.3f} s, the unit of what follows")
    for name in ("state", "conclude", "validate", "publish"):
        print(f"{name}: {timed(getattr(pipeline, name), 3) / unit:.1f} times that")
    rules = rules_of(pipeline.ontology.triples)
    ours = timed(lambda: conclude(pipeline.stated, rules))
    theirs = timed(lambda: conclude_by_owlrl(pipeline.stated), 1)
    print(f"owlrl for the same closure: {theirs / ours:.0f} times the rules")
    for world, stated in (("the real data", pipeline.stated), ("ten times as much", copies(pipeline.stated, 10))):
        in_order = timed(lambda stated=stated: run_in_order(stated, rules), 3)
        round_by_round = timed(lambda stated=stated: run_round_by_round(stated, rules), 3)
        print(f"all rules in every round, {world}: {round_by_round / in_order:.1f} times the rules in their order")
    store = EmbeddedStore(settings.build)
    for question in read_questions(settings.queries):
        values = {parameter.name: parameter.default for parameter in question.parameters if parameter.default}
        query = question.bind(values)
        rows = len(list(store.select(query)))
        spent = timed(lambda query=query: list(store.select(query)))
        print(f"{question.slug}: {rows} rows, {spent * 1000:.1f} ms")


if __name__ == "__main__":
    main()
