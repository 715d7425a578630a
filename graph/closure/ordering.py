"""In which order rules run: what a rule needs is concluded before it, and only what feeds itself is run again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from pyoxigraph import Variable

from graph.rules import Pattern, Rule


def feeds(head: Pattern | None, pattern: Pattern) -> bool:
    """Whether a triple that the head makes can be one that the pattern asks for."""
    return head is not None and all(
        made == asked or isinstance(made, Variable) or isinstance(asked, Variable)
        for made, asked in zip(head, pattern, strict=True)
    )


def followers(rules: Sequence[Rule]) -> dict[Rule, list[Rule]]:
    """For each rule the rules that can do more after it, in the order given."""
    asking = _Asking(rules)
    return {rule: [rules[number] for number in asking.after(rule.head)] for rule in rules}


class _Asking:
    """The patterns of all bodies, by the predicate and the object that they name."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._all = [(number, pattern) for number, rule in enumerate(rules) for pattern in rule.body]
        self._by_predicate: dict[object, list[tuple[int, Pattern]]] = defaultdict(list)
        self._by_both: dict[tuple[object, object], list[tuple[int, Pattern]]] = defaultdict(list)
        for number, pattern in self._all:
            predicate, value = (None if isinstance(term, Variable) else term for term in pattern[1:])
            self._by_predicate[predicate].append((number, pattern))
            self._by_both[predicate, value].append((number, pattern))

    def after(self, head: Pattern | None) -> list[int]:
        """The numbers of the rules that a head feeds, each once, in order."""
        if head is None:
            return []
        predicate, value = head[1:]
        if isinstance(predicate, Variable):
            asking = self._all
        elif isinstance(value, Variable):
            asking = self._by_predicate[predicate] + self._by_predicate[None]
        else:
            named = (self._by_both[key] for key in product((predicate, None), (value, None)))
            asking = [one for group in named for one in group]
        return sorted({number for number, pattern in asking if feeds(head, pattern)})


def strata(after: dict[Rule, list[Rule]]) -> Iterator[list[Rule]]:
    """The rules in groups, each after all that feed it; the rules of one group feed one another.

    These are the strongly connected components of the graph of :func:`followers`, in topological order, by
    Tarjan's algorithm (Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 1972).
    """
    index: dict[Rule, int] = {}
    low: dict[Rule, int] = {}
    open_: dict[Rule, None] = {}
    groups: list[list[Rule]] = []
    for root, first in after.items():
        if root in index:
            continue
        path = [(root, iter(first))]
        index[root] = low[root] = len(index)
        open_[root] = None
        while path:
            rule, others = path[-1]
            for other in others:
                if other not in index:
                    index[other] = low[other] = len(index)
                    open_[other] = None
                    path.append((other, iter(after[other])))
                    break
                if other in open_:
                    low[rule] = min(low[rule], index[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[rule])
                if low[rule] == index[rule]:
                    group = [one for one in open_ if index[one] >= index[rule]]
                    for one in group:
                        del open_[one]
                    groups.append(group)
    yield from reversed(groups)
