"""YAML as plain data, with the line of every key and item.

Only what a curator needs is allowed: no anchors, aliases, tags or merge keys, no second document, and no
key twice. A word is a string unless it is an integer, ``true``, ``false`` or ``null`` (YAML 1.2, section 10.3,
without its other forms), so ``no`` and ``2025-03-02`` and ``012`` mean what they look like. A decimal stays text,
because the source's form of a number matters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from graph.errors import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: the same, slower

Path = tuple[str | int, ...]
Plain: TypeAlias = "str | int | bool | tuple[Plain, ...] | dict[str, Plain] | None"

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAX_DEPTH = 20
_CORE_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class PlainYaml:
    """The data of one YAML text, and the line (from 1) of every path in it."""

    data: Plain
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, file: str) -> tuple[PlainYaml | None, list[Problem]]:
    """Read one YAML text; ``file`` is named in the problems.

    Returns the data, or ``None`` if the text is no YAML at all, and every problem found.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(part for part in (error.context, error.problem) if part)
        return None, [Problem(file, mark.line + 1 if mark else 0, "", f"not YAML: {message}")]
    except yaml.YAMLError as error:
        return None, [Problem(file, 0, "", f"not YAML: {error}")]
    except RecursionError:
        return None, [Problem(file, 0, "", "nested too deeply")]
    if node is None:
        return None, [Problem(file, 0, "", "the file is empty")]
    reader = _Reader(file)
    data = reader.plain(node, ())
    return PlainYaml(data, reader.lines), reader.problems


class _Reader:
    """Turns nodes into plain data; collects lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.seen: set[int] = set()
        self.problems: list[Problem] = []

    def plain(self, node: Node, path: Path) -> Plain:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:  # the composer gives one node for an anchor and its aliases
            self._problem(node, path, "anchors and aliases are not used here; write it out")
            return None
        self.seen.add(id(node))
        if not node.tag.startswith(_CORE_TAG):
            self._problem(node, path, f"tags such as '{node.tag}' are not used here")
        if len(path) > _MAX_DEPTH:
            self._problem(node, path, f"nested more than {_MAX_DEPTH} deep")
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            return tuple(self.plain(item, (*path, index)) for index, item in enumerate(node.value))
        assert isinstance(node, MappingNode)
        return self._mapping(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._problem(key_node, path, "a key must be a word")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in data:
                first = self.lines[here]
                self._problem(key_node, here, f"the key '{key}' stands twice, first in line {first}")
                continue
            self.lines[here] = key_node.start_mark.line + 1
            data[key] = self.plain(value_node, here)
        return data

    def _scalar(self, node: ScalarNode) -> Plain:
        text = str(node.value)
        if node.style is not None and node.style != "":
            return text
        if _INTEGER.fullmatch(text):
            return int(text)
        return _WORDS.get(text, text)

    def _problem(self, node: Node, path: Path, message: str) -> None:
        self.problems.append(Problem(self.file, node.start_mark.line + 1, dotted(path), message))


def dotted(path: Path) -> str:
    """Return a path as people write it: ``statements.3.evidence.0.span``."""
    return ".".join(str(step) for step in path)
