"""The accepted answers of the saved questions: ``make answers`` shows what changed, ``ACCEPT=1`` writes it.

``tests/answers/<question>.tsv`` holds the answer for the default parameters: the main columns and the statement,
things by their slugs. ``in-words.txt`` holds what each answer says in words, with its heading, and so do some
other values of the parameters that a reader may choose.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from graph.answer_sentences import ActorKinds, answer_words
from graph.engine import Engine
from graph.saved_queries import Asked, SavedQuestion, read_questions
from graph.store import EmbeddedStore
from graph.vocabulary import ID, PREFIXES
from tests.support.paths import QUERIES, ROOT

ANSWERS = ROOT / "tests" / "answers"
IN_WORDS = "in-words.txt"
# Some other choices of a reader whose answers in words are kept, too.
CHOSEN = (
    ("troops-without-us-backstop", {"explicitness": "bst:Implied"}),
    ("troops-without-us-backstop", {"asof": "2025-02-20"}),
    ("troops-without-us-backstop", {"asof": "2025-03-02"}),
    ("positions-on-a-measure", {"measure": "us-backstop", "asof": "2025-03-02"}),
    ("positions-on-a-measure", {"measure": "seize-russian-assets"}),
    ("positions-on-a-measure", {"measure": "land-swaps", "attribution": "bst:DirectQuotation"}),
    ("positions-on-a-measure", {"measure": "nato-membership", "since": "2025-03-01", "asof": "2025-08-31"}),
    ("positions-of-one-actor", {"actor": "donald-trump"}),
    ("positions-of-one-actor", {"actor": "poland"}),
    ("positions-of-one-actor", {"actor": "keir-starmer", "measure": "european-force"}),
    ("where-one-state-stands", {"state": "poland"}),
    ("who-doubts-what", {"measure": "us-security-guarantee"}),
    ("who-is-against-what", {"measure": "nato-membership"}),
    ("pledges", {"actor": "france"}),
    ("how-an-event-is-assessed", {"event": "london-summit-2025-03-02"}),
)


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


def in_words(engine: Engine) -> str:
    """Every answer in words, for the default parameters and for those of ``CHOSEN``, as they are kept."""
    questions = {question.slug: question for question in read_questions(QUERIES)}
    kinds = ActorKinds(engine)
    parts = []
    for slug, values in [*((slug, {}) for slug in sorted(questions)), *CHOSEN]:
        asked = Asked.of(questions[slug], values)
        solutions = engine.select(asked.query)
        names = [variable.value for variable in solutions.variables]
        rows = [{name: row[name] for name in names} for row in solutions]
        found = answer_words(kinds, questions, asked, rows)
        given = "".join(f" {name}={value}" for name, value in values.items())
        parts.append(f"{slug}{given}\n{asked.question.title}\n[{found.heading}] {found.text}\n")
    return "\n".join(parts)


def changes(engine: Engine, folder: Path = ANSWERS) -> dict[Path, tuple[str, str]]:
    """The answers that are not the ones in ``folder``: by file the text there and the new text, either may be empty."""
    new = {folder / f"{one.slug}.tsv": as_table(one, rows_of(engine, one)) for one in read_questions(QUERIES)}
    new[folder / IN_WORDS] = in_words(engine)
    old = {path: path.read_text(encoding="utf-8") for path in (*folder.glob("*.tsv"), *folder.glob(IN_WORDS))}
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
