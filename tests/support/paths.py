"""Where the files are that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CURATED = ROOT / "graph" / "curated"
ONTOLOGY = ROOT / "ontology"
QUERIES = ROOT / "queries"
WORLD = ROOT / "tests" / "world"
