"""Reads the form of a page as a visitor finds it: the choices of each field with their counts, and what is chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.support.pages import Node, page


@dataclass
class ReadForm:
    """The fields by name: each a dictionary from value to its label and count; and the values that are chosen."""

    choices: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)

    def add(self, name: str, value: str, text: str, *, chosen: bool) -> None:
        """Take a choice in, if it has a count."""
        choices = self.choices.setdefault(name, {})
        if counted := re.fullmatch(r"(.*\S)\s*\((\d+)\)", text):
            choices[value] = (counted[1], int(counted[2]))
        if chosen:
            self.chosen[name] = value


def read_form(html: str) -> ReadForm:
    """Return the form of a page of a question."""
    (form,) = page(html).all("form", "parameters")
    found = ReadForm(labelled={name.removeprefix("field-") for name in form.values("for", "label")})
    grouped = [label for fieldset in form.all("fieldset") for label in fieldset.all("label")]
    for select in form.all("select"):
        for option in select.all("option"):
            attributes = option.attributes
            found.add(select.attributes["name"], attributes["value"], option.text, chosen="selected" in attributes)
    for label in grouped:
        attributes = _inputs(label)[0].attributes
        found.add(attributes["name"], attributes["value"], label.text, chosen="checked" in attributes)
    for entry in _inputs(form):
        if entry.attributes.get("type") != "radio":
            found.typed.add(entry.attributes["name"])
            found.chosen[entry.attributes["name"]] = entry.attributes["value"]
    radios = [entry for entry in _inputs(form) if entry.attributes.get("type") == "radio"]
    assert len(radios) == len(grouped), "radio buttons stand in a fieldset"
    return found


def _inputs(node: Node) -> list[Node]:
    return node.all("input")
