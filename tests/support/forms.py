"""Reads the form of a page as a visitor finds it: the choices of each field with their counts, and what is chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_COUNTED = re.compile(r"\s*(.*\S)\s*\((\d+)\)\s*", re.DOTALL)


@dataclass
class ReadForm:
    """The fields by name: each a dictionary from value to its label and count; and the values that are chosen."""

    choices: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = ReadForm()
        self.name = self.value = self.text = ""
        self.group = False

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "select":
            self.name = values["name"]
            self.form.choices[self.name] = {}
        elif tag == "option":
            self.value, self.text = values["value"], ""
            if "selected" in values:
                self.form.chosen[self.name] = self.value
        elif tag == "input" and values.get("type") == "radio":
            self.name, self.value, self.text = values["name"], values["value"], ""
            self.form.choices.setdefault(self.name, {})
            assert self.group, "radio buttons stand in a fieldset"
            if "checked" in values:
                self.form.chosen[self.name] = self.value
        elif tag == "input":
            self.form.typed.add(values["name"])
            self.form.chosen[values["name"]] = values["value"]
        elif tag == "fieldset":
            self.group = True
        elif tag == "label" and "for" in values:
            self.form.labelled.add(values["for"].removeprefix("field-"))

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "fieldset":
            self.group = False
        if tag in ("option", "label") and (found := _COUNTED.fullmatch(self.text)):
            self.form.choices[self.name][self.value] = (" ".join(found[1].split()), int(found[2]))
            self.text = ""


def read_form(page: str) -> ReadForm:
    """Return the form of a page of a question."""
    start = page.index('<form class="parameters"')
    reader = _Reader()
    reader.feed(page[start : page.index("</form>", start)])
    return reader.form
