"""Pages as a reader has them: the words of a part, its links, and whether every element is closed."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient

VOID = {"meta", "base", "link", "img", "input", "br", "rect", "hr"}
BLOCKS = {"p", "li", "dd", "dt", "div", "section", "article", "h1", "h2", "h3", "tr", "td", "th", "ul", "ol", "nav"}


class Node:
    """An element with what is in it: other elements, and text."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def text(self) -> str:
        """The words in the element, blanks run together."""
        return " ".join(self._raw().split())

    def _raw(self) -> str:
        inner = "".join(child if isinstance(child, str) else child._raw() for child in self.children)
        return f" {inner} " if self.tag in BLOCKS else inner

    def all(self, tag: str, kind: str = "") -> list[Node]:
        """The elements with this tag, and this class if one is given."""
        return [
            node
            for node in self.walk()
            if node.tag == tag and (not kind or kind in node.attributes.get("class", "").split())
        ]

    def texts(self, tag: str, kind: str = "") -> list[str]:
        return [node.text for node in self.all(tag, kind)]

    @property
    def links(self) -> list[str]:
        return self.values("href", "a")

    def about(self, label: str) -> Node:
        """The section, or the like, that is labelled by the heading with this id."""
        return next(node for node in self.walk() if node.attributes.get("aria-labelledby") == label)

    def has(self, label: str) -> bool:
        return any(node.attributes.get("aria-labelledby") == label for node in self.walk())

    @property
    def facts(self) -> dict[str, str]:
        """The terms of its description lists with what they say."""
        return dict(zip(self.texts("dt"), self.texts("dd"), strict=True))

    def values(self, name: str, tag: str = "") -> list[str]:
        """The values of an attribute, of elements with this tag if one is given."""
        return [n.attributes[name] for n in self.walk() if name in n.attributes and tag in ("", n.tag)]

    @property
    def ids(self) -> list[str]:
        return self.values("id")

    @property
    def rows(self) -> list[list[str]]:
        """The rows of its tables: the text of each cell."""
        return [[cell.text for cell in row.walk() if cell.tag in ("td", "th")] for row in self.all("tr")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children += [node, " "] if tag == "br" else [node]
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def page(html: str) -> Node:
    """Return a page as a tree. Raises ``AssertionError`` where an element is not closed, or another one is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].tag}> is not closed"
    return reader.root


def main(client: FlaskClient, address: str) -> Node:
    """Return the part of a page that is its own."""
    return page(client.get(address).text).all("main")[0]
