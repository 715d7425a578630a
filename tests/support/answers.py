"""The accepted answers of the saved questions: ``make answers`` shows what changed, ``ACCEPT=1`` writes it.

``tests/answers/<question>.tsv`` holds the answer for the default parameters: the main columns and the statement,
things by their slugs.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from graph.engine import Engine
from graph.saved_queries import Asked, SavedQuestion, read_questions
from graph.store import EmbeddedStore
from graph.vocabulary import ID, PREFIXES
from tests.support.paths import QUERIES, ROOT

ANSWERS = ROOT / "tests" / "answers"


def rows_of(engine: Engine, question: SavedQuestion, **values: str) -> list[dict[str, str]]:
    """The rows of an answer: each a dictionary from column to value, things by their slugs."""
    solutions = engine.select(Asked.of(question, values).query)
    names = [variable.value for variable in solutions.variables]
    return [{name: _shown(solution[name]) for name in names} for solution in solutions]


def _shown(term) -> str:
    return "" if term is None else term.value.removeprefix(ID).removeprefix(PREFIXES["bst"])


def as_table(question: SavedQuestion, rows: list[dict[str, str]]) -> str:
    """The answer as it is kept."""
    columns = [*question.columns, "statement"]
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def changes(engine: Engine, folder: Path = ANSWERS) -> dict[Path, tuple[str, str]]:
    """The answers that are not the ones in ``folder``: by file the text there and the new text, either may be empty."""
    new = {folder / f"{one.slug}.tsv": as_table(one, rows_of(engine, one)) for one in read_questions(QUERIES)}
    old = {path: path.read_text(encoding="utf-8") for path in folder.glob("*.tsv")}
    texts = {path: (old.get(path, ""), new.get(path, "")) for path in sorted({*old, *new})}
    return {path: (before, after) for path, (before, after) in texts.items() if before != after}


def main() -> None:
    found = changes(EmbeddedStore(ROOT / "build"))
    for path, (before, after) in found.items():
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), path.name, path.name, "before", "now", 0, ""
        )
        print("\n".join(lines))
        if os.environ.get("ACCEPT"):
            path.write_text(after, encoding="utf-8") if after else path.unlink()
    print(f"{len(found)} answers differ" + (", and were accepted" if os.environ.get("ACCEPT") and found else ""))


if __name__ == "__main__":
    main()
