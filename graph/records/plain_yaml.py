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
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, NodeEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from graph.errors import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml: the same, slower

Path = tuple[str | int, ...]
Plain: TypeAlias = "str | int | bool | tuple[Plain, ...] | dict[str, Plain] | None"

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAX_DEPTH = 20


@dataclass(frozen=True)
class PlainYaml:
    """The data of one YAML text, and the line (from 1) of every path in it."""

    data: Plain
    lines: Mapping[Path, int]

    def at(self, path: Path) -> Plain:
        """Return the data at a path, ``None`` where there is none."""
        data = self.data
        for step in path:
            inside = isinstance(data, dict) and step in data
            inside = inside or (isinstance(data, tuple) and isinstance(step, int) and step < len(data))
            data = data[step] if inside else None  # type: ignore[index]
        return data

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, file: str) -> tuple[PlainYaml | None, list[Problem]]:
    """Read one YAML text; ``file`` is named in the problems.

    Returns the data, or ``None`` if the text is no YAML at all or nested without end, and every problem found.
    """
    reader = _Reader(file)
    try:
        node = yaml.compose(text, Loader=_LOADER) if reader.may_compose(text) else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(part for part in (error.context, error.problem) if part)
        return None, [*reader.problems, Problem(file, mark.line + 1 if mark else 0, "", f"not YAML: {message}")]
    except ReaderError as error:
        line = text.count("\n", 0, text.find(chr(error.character))) + 1
        return None, [*reader.problems, Problem(file, line, "", f"not YAML: {error.reason}")]
    if node is None:
        return None, reader.problems or [Problem(file, 0, "", "the file is empty")]
    data = reader.plain(node, ())
    return PlainYaml(data, reader.lines), reader.problems


class _Reader:
    """Turns nodes into plain data; collects lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.seen: set[int] = set()
        self.problems: list[Problem] = []

    def may_compose(self, text: str) -> bool:
        """Note anchors, aliases and tags, which nodes do not show; say no where the composer would go too deep."""
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, NodeEvent) and event.anchor is not None:
                sign = "*" if isinstance(event, AliasEvent) else "&"
                message = f"anchors and aliases such as '{sign}{event.anchor}' are not used here; write it out"
                self._problem(event, (), message)
            if (tag := getattr(event, "tag", None)) is not None:
                self._problem(event, (), f"tags such as '{tag}' are not used here")
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if depth > _MAX_DEPTH:
                self._problem(event, (), f"nested more than {_MAX_DEPTH} deep")
                return False
        return True

    def plain(self, node: Node, path: Path) -> Plain:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:  # the composer gives one node for an anchor and its aliases, which is noted already
            return None
        self.seen.add(id(node))
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
            if key == "<<" and not key_node.style:
                self._problem(key_node, here, "merge keys are not used here; write it out")
                continue
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

    def _problem(self, place: Node | Event, path: Path, message: str) -> None:
        mark = place.start_mark
        assert mark is not None  # the parser marks everything
        self.problems.append(Problem(self.file, mark.line + 1, dotted(path), message))


def dotted(path: Path) -> str:
    """Return a path as people write it: ``statements.3.evidence.0.span``."""
    return ".".join(str(step) for step in path)
