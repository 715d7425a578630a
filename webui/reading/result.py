"""The answer to a SELECT query in memory, to be shown, hashed and exported without a second query."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Triple, Variable

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Result:
    """The variables and the solutions of a SELECT query, in the order in which the engine gave them."""

    variables: tuple[Variable, ...]
    solutions: tuple[QuerySolution, ...]

    @classmethod
    def of(cls, solutions: QuerySolutions) -> Result:
        """Read all solutions."""
        return cls(tuple(solutions.variables), tuple(solutions))

    def __iter__(self) -> Iterator[QuerySolution]:
        return iter(self.solutions)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(variable.value for variable in self.variables)

    @cached_property
    def rows(self) -> tuple[Mapping[str, Term | None], ...]:
        """The solutions by the names of their columns, read once for all who show them."""
        names = self.names
        return tuple({name: solution[name] for name in names} for solution in self.solutions)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """One line for each solution: its terms in N-Triples syntax, separated by tabs; unbound ones are empty."""
        rows = ((solution[name] for name in self.names) for solution in self.solutions)
        return tuple("\t".join("" if term is None else str(term) for term in row) for row in rows)

    @property
    def digest(self) -> str:
        """The SHA-256 of the column names and the sorted lines, so independent of the order of rows."""
        return hashlib.sha256("\n".join(["\t".join(self.names), *sorted(self.lines)]).encode()).hexdigest()

    def only(self, lines: Iterable[str]) -> Result:
        """Return the solutions with these lines."""
        wanted = set(lines)
        pairs = zip(self.lines, self.solutions, strict=True)
        return Result(self.variables, tuple(solution for line, solution in pairs if line in wanted))
