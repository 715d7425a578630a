"""YAML as plain data: words stay words, everything has its line, and nothing clever is let through."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from graph.records import plain_yaml
from graph.records.plain_yaml import dotted, parse
from tests.support.paths import ROOT


def read(text):
    """The data of a text that has no problems."""
    result, problems = parse(text, "a.yaml")
    assert problems == []
    return result.data


def problems_of(text):
    return [str(problem) for problem in parse(text, "a.yaml")[1]]


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def either_loader(request, monkeypatch):
    """With libyaml and without it."""
    monkeypatch.setattr(plain_yaml, "_LOADER", getattr(yaml, request.param))


def test_libyaml_is_used_where_it_is_there():
    assert plain_yaml._LOADER is yaml.CSafeLoader


@pytest.mark.usefixtures("either_loader")
class TestWords:
    @pytest.mark.parametrize(
        "word",
        [
            *("no", "yes", "on", "off", "y", "n", "No", "YES"),
            *("True", "FALSE", "Null", "NULL", "none"),
            *("012", "00", "-0", "+1", "1_000", "0x1f", "0o17", "1e3", "12:30:45", "1,200"),
            *("1.10", "1.0", "-0.5", ".5", ".inf", ".nan"),
            *("2025-03-02", "2025-03-02T10:00:00Z", "2025-02-30"),
            "1234567890123456789",
            *("<<", "=", "Kyiv's", "a b"),
        ],
    )
    def test_a_word_stays_what_it_looks_like(self, word):
        assert read(f"key: {word}\n") == {"key": word}

    @pytest.mark.parametrize("number", [0, 7, -12, 123456789012345678])
    def test_a_whole_number_is_a_number(self, number):
        value = read(f"key: {number}\n")["key"]
        assert (type(value), value) == (int, number)

    @pytest.mark.parametrize(
        ("word", "value"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
    )
    def test_true_and_false_and_nothing_are_what_they_are(self, word, value):
        assert read(f"key: {word}\n")["key"] is value

    @pytest.mark.parametrize("word", ["12", "true", "null", "", "~"])
    @pytest.mark.parametrize("quote", ['"', "'"])
    def test_what_is_quoted_is_text(self, word, quote):
        assert read(f"key: {quote}{word}{quote}\n") == {"key": word}

    @pytest.mark.parametrize(
        ("block", "text"), [("|\n  12\n  13\n", "12\n13\n"), (">-\n  12\n  13\n", "12 13"), ("|-\n  12\n", "12")]
    )
    def test_a_block_is_text(self, block, text):
        assert read(f"key: {block}") == {"key": text}

    def test_a_key_is_always_text(self):
        assert read("1: a\ntrue: b\nnull: c\n2025-03-02: d\n") == {
            "1": "a",
            "true": "b",
            "null": "c",
            "2025-03-02": "d",
        }

    def test_lists_are_tuples_and_mappings_keep_their_order(self):
        data = read("b: [1, x, [], {}]\na:\n  - c: null\n")
        assert data == {"b": (1, "x", (), {}), "a": ({"c": None},)}
        assert list(data) == ["b", "a"]

    def test_a_directive_does_not_bring_the_old_words_back(self):
        assert read("%YAML 1.1\n---\nkey: no\n") == {"key": "no"}

    def test_line_ends_and_a_byte_order_mark_make_no_difference(self):
        assert read("\ufeffa: 1\r\nb: x\r\n") == {"a": 1, "b": "x"}


@pytest.mark.usefixtures("either_loader")
class TestLines:
    TEXT = """\
# A comment, and an empty line.

id: x
text:
  file: f
  length: 3
statements:
  - id: one
    concerns: [a,
      b]
    evidence:
      - {span: [1, 2],
         digest: d}

  -
    id: two
"""

    def test_every_path_has_its_line(self):
        result, problems = parse(self.TEXT, "a.yaml")
        assert problems == []
        assert {dotted(path): line for path, line in result.lines.items()} == {
            "": 3,
            "id": 3,
            "text": 4,
            "text.file": 5,
            "text.length": 6,
            "statements": 7,
            "statements.0": 8,
            "statements.0.id": 8,
            "statements.0.concerns": 9,
            "statements.0.concerns.0": 9,
            "statements.0.concerns.1": 10,
            "statements.0.evidence": 11,
            "statements.0.evidence.0": 12,
            "statements.0.evidence.0.span": 12,
            "statements.0.evidence.0.span.0": 12,
            "statements.0.evidence.0.span.1": 12,
            "statements.0.evidence.0.digest": 13,
            "statements.1": 16,
            "statements.1.id": 16,
        }

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (("statements", 0, "evidence", 0, "digest"), 13),
            (("statements", 0, "evidence", 0, "missing"), 12),
            (("statements", 1, "evidence", 0, "span"), 16),
            (("missing",), 3),
            ((), 3),
        ],
    )
    def test_a_path_that_is_not_there_has_the_line_of_what_is_above_it(self, path, line):
        result, _ = parse(self.TEXT, "a.yaml")
        assert result.line(path) == line


@pytest.mark.usefixtures("either_loader")
class TestKeys:
    def test_a_key_that_stands_twice_is_told_with_both_lines(self):
        result, problems = parse("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\na: 5\n", "a.yaml")
        assert [str(problem) for problem in problems] == [
            "a.yaml:5: b.c: the key 'c' stands twice, first in line 3",
            "a.yaml:6: a: the key 'a' stands twice, first in line 1",
        ]
        assert result.data == {"a": 1, "b": {"c": 2, "d": 3}}

    def test_every_further_time_is_told(self):
        assert problems_of("a: 1\na: 2\na: 3\n") == [
            "a.yaml:2: a: the key 'a' stands twice, first in line 1",
            "a.yaml:3: a: the key 'a' stands twice, first in line 1",
        ]

    def test_quotes_do_not_make_another_key(self):
        assert problems_of("1: a\n'1': b\n") == ["a.yaml:2: 1: the key '1' stands twice, first in line 1"]

    @pytest.mark.parametrize("key", ["[x]", "{x: y}"])
    def test_a_key_that_is_no_word_is_refused(self, key):
        result, problems = parse(f"a: 1\nb:\n  ? {key}\n  : 2\n  c: 3\n", "a.yaml")
        assert [str(problem) for problem in problems] == ["a.yaml:3: b: a key must be a word"]
        assert result.data == {"a": 1, "b": {"c": 3}}


@pytest.mark.usefixtures("either_loader")
class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("a: 1\nb: &x 2\n", [(2, "&x")]),
            ("a: &x 1\nb:\n  c: *x\n", [(1, "&x"), (3, "*x")]),
            ("a: &x {b: 1}\nc: [*x,\n  *x]\n", [(1, "&x"), (2, "*x"), (3, "*x")]),
            ("&x a: 1\nb: 2\nc:\n  *x : 3\n", [(1, "&x"), (4, "*x")]),
            ("a: &x [*x]\n", [(1, "&x"), (1, "*x")]),
        ],
    )
    def test_anchors_and_aliases_are_told_each_where_it_stands(self, text, places):
        assert problems_of(text) == [
            f"a.yaml:{line}: anchors and aliases such as '{name}' are not used here; write it out"
            for line, name in places
        ]

    @pytest.mark.parametrize(
        ("tag", "name"),
        [
            ("!mine", "!mine"),
            ("!", "!"),
            ("!!str", "tag:yaml.org,2002:str"),
            ("!!int", "tag:yaml.org,2002:int"),
            ("!!python/object/apply:os.getcwd", "tag:yaml.org,2002:python/object/apply:os.getcwd"),
        ],
    )
    def test_tags_are_refused(self, tag, name):
        assert problems_of(f"a: 1\nb:\n  c: {tag} 2\n") == [f"a.yaml:3: tags such as '{name}' are not used here"]

    def test_a_tag_on_a_list_and_on_a_key_is_refused_too(self):
        assert problems_of("a: !x [1]\n!y b: 2\n") == [
            "a.yaml:1: tags such as '!x' are not used here",
            "a.yaml:2: tags such as '!y' are not used here",
        ]

    def test_a_merge_key_is_refused_and_merges_nothing(self):
        result, problems = parse("a:\n  <<: {b: 1}\n  c: 2\n", "a.yaml")
        assert [str(problem) for problem in problems] == ["a.yaml:2: a.<<: merge keys are not used here; write it out"]
        assert result.data == {"a": {"c": 2}}

    def test_a_merge_of_an_alias_is_refused_for_all_three(self):
        assert problems_of("a: &x {b: 1}\nc:\n  <<: *x\n") == [
            "a.yaml:1: anchors and aliases such as '&x' are not used here; write it out",
            "a.yaml:3: anchors and aliases such as '*x' are not used here; write it out",
            "a.yaml:3: c.<<: merge keys are not used here; write it out",
        ]

    @pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n"])
    def test_an_empty_file_is_told(self, text):
        result, problems = parse(text, "a.yaml")
        assert (result, [str(problem) for problem in problems]) == (None, ["a.yaml: the file is empty"])

    def test_an_empty_document_is_nothing(self):
        assert read("---\n") is None

    @pytest.mark.parametrize("second", ["b: 2\n", ""])
    def test_a_second_document_is_refused_where_it_begins(self, second):
        assert problems_of(f"a: 1\n\n---\n{second}") == [
            "a.yaml:3: not YAML: expected a single document in the stream but found another document"
        ]


class TestBadYaml:
    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            (
                "a:\n\tb: 1\n",
                "2: not YAML: while scanning for the next token found character that cannot start any token",
            ),
            ("a: 1\n b: 2\n", "2: not YAML: mapping values are not allowed in this context"),
            ("a: 1\nb: c: d\n", "2: not YAML: mapping values are not allowed in this context"),
            ("a: [1\nb: 2\n", "2: not YAML: while parsing a flow sequence did not find expected ',' or ']'"),
            (
                "a: 1\nb: @x\n",
                "2: not YAML: while scanning for the next token found character that cannot start any token",
            ),
            ("a: 1\n\nb: \x07\n", "3: not YAML: control characters are not allowed"),
            ("\n\x07\n", "2: not YAML: control characters are not allowed"),
            ("a: é\nb: x\0\n", "2: not YAML: control characters are not allowed"),
        ],
    )
    def test_it_is_told_with_its_line(self, text, problem):
        result, problems = parse(text, "a.yaml")
        assert (result, [str(problem) for problem in problems]) == (None, [f"a.yaml:{problem}"])

    @pytest.mark.parametrize(
        ("text", "line"), [("a:\n\tb: 1\n", 2), ("a: [1\nb: 2\n", 2), ("a: 1\n\nb: \x07\n", 3), ("a: é\nb: x\0\n", 2)]
    )
    def test_without_libyaml_it_has_the_same_line(self, monkeypatch, text, line):
        monkeypatch.setattr(plain_yaml, "_LOADER", yaml.SafeLoader)
        result, problems = parse(text, "a.yaml")
        assert (result, [problem.line for problem in problems]) == (None, [line])
        assert problems[0].message.startswith("not YAML: ")

    def test_what_was_found_before_it_is_told_too(self):
        assert problems_of("a: &x 1\nb:\n\tc: 1\n") == [
            "a.yaml:1: anchors and aliases such as '&x' are not used here; write it out",
            "a.yaml:3: not YAML: while scanning for the next token found character that cannot start any token",
        ]

    def test_an_alias_of_nothing_is_told(self):
        assert problems_of("a: 1\nb: *x\n") == [
            "a.yaml:2: anchors and aliases such as '*x' are not used here; write it out",
            "a.yaml:2: not YAML: found undefined alias",
        ]


@pytest.mark.usefixtures("either_loader")
class TestBombs:
    @pytest.mark.parametrize(
        ("first", "template", "data", "merges"),
        [
            ("[x, x, x, x, x, x, x, x, x]", "[{}]", [("x",) * 9] + [(None,) * 9] * 6, 0),
            ("{x: 1}", "{{<<: [{}]}}", [{"x": 1}] + [{}] * 6, 6),
        ],
        ids=["aliases", "merges"],
    )
    def test_a_bomb_is_not_expanded(self, first, template, data, merges):
        lines = [f"a0: &a0 {first}"]  # expanded, these are 9 to the power of 7 words
        lines += [f"a{level}: &a{level} {template.format(', '.join([f'*a{level - 1}'] * 9))}" for level in range(1, 7)]
        result, problems = parse("\n".join(lines), "a.yaml")
        assert result.data == {f"a{level}": each for level, each in enumerate(data)}
        assert len(problems) == 7 + 9 * 6 + merges


def nested(kind, depth):
    """A text that holds ``depth`` lists or mappings, one in the other."""
    match kind:
        case "flow lists":
            return "[" * depth + "x" + "]" * depth
        case "flow lists that do not end":
            return "[" * depth
        case "flow mappings":
            return "{a: " * depth + "x" + "}" * depth
        case "block lists":
            return "- " * depth + "x"
        case "block mappings":
            return "\n".join(" " * level + "a:" for level in range(depth)) + " x"
    raise AssertionError(kind)


KINDS = {
    "flow lists": 100_000,
    "flow lists that do not end": 100_000,
    "flow mappings": 100_000,
    "block lists": 100_000,
    "block mappings": 3_000,  # a text grows with the square of their depth
}


class TestNesting:
    @pytest.mark.usefixtures("either_loader")
    @pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"flow lists that do not end"}))
    def test_twenty_deep_is_read(self, kind):
        expected = "x"
        for _ in range(20):
            expected = (expected,) if "lists" in kind else {"a": expected}
        assert read(nested(kind, 20)) == expected

    @pytest.mark.usefixtures("either_loader")
    @pytest.mark.parametrize("kind", KINDS)
    def test_more_is_refused(self, kind):
        result, problems = parse(nested(kind, 21), "a.yaml")
        line = 21 if kind == "block mappings" else 1
        assert (result, [str(problem) for problem in problems]) == (None, [f"a.yaml:{line}: nested more than 20 deep"])

    def test_things_side_by_side_are_not_deep(self):
        assert read("[" + "[], {}, " * 50 + "]") == ((), {}) * 50
        assert problems_of("[[[]], [],\n" + nested("flow lists", 20) + "]") == ["a.yaml:2: nested more than 20 deep"]

    def test_thousands_deep_are_refused_and_the_interpreter_lives(self):
        texts = {kind: nested(kind, depth) for kind, depth in KINDS.items()}
        script = (
            "import json, sys\n"
            "from graph.records.plain_yaml import parse\n"
            "for kind, text in json.load(sys.stdin).items():\n"
            "    print(kind, *parse(text, 'a.yaml')[1], sep=': ', flush=True)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines() == [
            f"{kind}: a.yaml:{21 if kind == 'block mappings' else 1}: nested more than 20 deep" for kind in KINDS
        ]
