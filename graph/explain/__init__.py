"""Why a triple holds: proofs over the rules that concluded it, down to the passages that it rests on."""

from __future__ import annotations

from graph.explain.search import Explainer, Limits

__all__ = ["Explainer", "Limits"]
