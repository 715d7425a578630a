"""The layout of the design: which module may import which, where each engine lives, and what each folder holds."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Each rung imports from the rungs above it only; modules on one rung do not import one another.
ORDER = (
    ("graph.errors",),
    ("graph.vocabulary",),
    ("graph.environment",),
    ("graph.records",),
    ("graph.triples",),
    ("graph.places", "graph.datatypes"),
    ("graph.rules",),
    ("graph.closure",),
    ("graph.saved_queries",),
    ("graph.validation",),
    ("graph.publication",),
    ("graph.description",),
    ("graph.documentation",),
    ("graph.engine",),
    ("graph.store", "graph.endpoint"),
    ("graph.changes",),
    ("graph.history",),
    ("graph.opening",),
    ("graph.isolation",),
    ("graph.dates",),
    ("graph.proofs",),
    ("graph.explain", "graph.proof_checker"),
    ("graph.stances",),
    ("graph.pipeline", "graph.progress"),
    ("build_graph", "graph.__main__", "webui"),
)
RUNGS = {module: rung for rung, modules in enumerate(ORDER) for module in modules}
# Each counts as one module.
PACKAGES = (
    *("graph.records", "graph.rules", "graph.closure", "graph.description", "graph.documentation"),
    *("graph.isolation", "graph.explain", "graph.stances", "webui"),
)

HOMES = {
    "owlrl": "graph/closure/",
    "pyshacl": "graph/validation.py",
    "pylode": "graph/documentation/",
    "SPARQLWrapper": "graph/endpoint.py",
    "yaml": "graph/records/",
    "flask": "webui/",
}
WEBUI_NEVER_SEES = ("yaml", "rdflib", "graph.records")

TOP_FOLDERS = {"ontology", "graph", "queries", "webui", "tests"}
TOP_FILES = {
    "build_graph.py",
    "pyproject.toml",
    "Makefile",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md",
    "SECURITY.md",
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-frontend.txt",
}
BUILD_GRAPH_LINES = 80
MODULE_LINES = 400


def sources() -> dict[str, str]:
    """The text of every Python module, by its path from the root."""
    paths = [ROOT / "build_graph.py", *(ROOT / "graph").rglob("*.py"), *(ROOT / "webui").rglob("*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def imports(path: str, text: str) -> list[tuple[int, str]]:
    """Every dotted name that a module imports, however deep the import stands, and its line."""
    package = path.removesuffix(".py").split("/")[:-1]
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{base}.{name.name}") for name in node.names]
    return found


def under(name: str, *modules: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def module_of(path: str) -> str:
    """The name in ``ORDER`` for which a file counts; the file's own name if it has none there."""
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return next((package for package in PACKAGES if under(name, package)), name)


def place(name: str) -> str | None:
    """The name in ``ORDER`` which an imported name belongs to; ``None`` for what is not ours."""
    if not under(name, "graph", "webui", "build_graph"):
        return None
    return next((module for module in RUNGS if under(name, module)), name)


def out_of_order(texts: dict[str, str]) -> list[str]:
    """Every import that does not come from a rung above, and every module that has no rung."""
    wrong = []
    for path, text in texts.items():
        module = module_of(path)
        if module == "graph":
            wrong += [f"{path}:{line}: imports {name}" for line, name in imports(path, text) if place(name)]
            continue
        if module not in RUNGS:
            wrong.append(f"{path}: has no place in the order")
            continue
        for line, name in imports(path, text):
            target = place(name)
            if target is None or target == module:
                continue
            if target not in RUNGS or RUNGS[target] >= RUNGS[module]:
                wrong.append(f"{path}:{line}: imports {name}")
    return wrong


def away_from_home(texts: dict[str, str]) -> list[str]:
    """Every import of an engine outside its home."""
    return [
        f"{path}:{line}: imports {name}"
        for path, text in texts.items()
        for line, name in imports(path, text)
        for engine, home in HOMES.items()
        if under(name, engine) and not path.startswith(home)
    ]


def not_for_webui(texts: dict[str, str]) -> list[str]:
    """Every import of the site's that reaches behind the graph's public face."""
    return [
        f"{path}:{line}: imports {name}"
        for path, text in texts.items()
        if path.startswith("webui/")
        for line, name in imports(path, text)
        if under(name, *WEBUI_NEVER_SEES)
        or (under(name, "graph") and any(part.startswith("_") for part in name.split(".")))
    ]


def tracked(*folders: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *folders], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    if listed.returncode:
        pytest.skip("this copy is no git repository")
    return listed.stdout.splitlines()


def test_every_module_imports_from_its_left_only():
    assert out_of_order(sources()) == []


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("graph/rules.py", "import graph.closure", "graph/rules.py:1: imports graph.closure"),
        ("graph/errors.py", "from graph import vocabulary", "graph/errors.py:1: imports graph.vocabulary"),
        ("graph/triples.py", "\nfrom .rules import X", "graph/triples.py:2: imports graph.rules.X"),
        ("graph/records/texts.py", "from graph.triples import x", "graph/records/texts.py:1: imports graph.triples.x"),
        ("graph/records/kinds.py", "from ..store import x", "graph/records/kinds.py:1: imports graph.store.x"),
        ("graph/store.py", "from graph.endpoint import x", "graph/store.py:1: imports graph.endpoint.x"),
        ("graph/closure.py", "def f():\n    import webui", "graph/closure.py:2: imports webui"),
        ("graph/closure.py", "from graph.news import x", "graph/closure.py:1: imports graph.news.x"),
        ("graph/news.py", "", "graph/news.py: has no place in the order"),
        ("graph/__init__.py", "from graph.errors import x", "graph/__init__.py:1: imports graph.errors.x"),
        ("webui/things.py", "import build_graph", "webui/things.py:1: imports build_graph"),
    ],
)
def test_an_import_out_of_order_is_caught(path, text, wrong):
    assert out_of_order({path: text}) == [wrong]


def test_an_import_in_order_is_not_caught():
    texts = {
        "graph/records/texts.py": "import hashlib\nfrom graph.records import slugs\nfrom graph.errors import Problem",
        "graph/rules.py": "import pyoxigraph\nfrom . import vocabulary\nfrom graph.records.kinds import SECTIONS",
        "webui/things.py": "from webui import errors\nfrom graph.opening import ROOT",
    }
    assert out_of_order(texts) == []


def test_every_rung_is_there():
    files = set(sources())
    paths = {module.replace(".", "/") for module in RUNGS}
    assert [path for path in sorted(paths) if not {f"{path}.py", f"{path}/__init__.py"} & files] == []


def test_each_engine_has_one_home_and_flask_is_not_in_graph():
    assert away_from_home(sources()) == []


def test_an_engine_away_from_home_is_caught():
    texts = {
        "graph/rules.py": "import owlrl.OWLRL",
        "graph/store.py": "from SPARQLWrapper import JSON",
        "graph/opening.py": "def f():\n    import flask",
        "webui/things.py": "import yaml",
        "graph/closure/reference.py": "import owlrl\nimport pyshacl",
    }
    assert away_from_home(texts) == [
        "graph/rules.py:1: imports owlrl.OWLRL",
        "graph/store.py:1: imports SPARQLWrapper.JSON",
        "graph/opening.py:2: imports flask",
        "webui/things.py:1: imports yaml",
        "graph/closure/reference.py:2: imports pyshacl",
    ]


def test_each_engine_is_used_at_home():
    unused = [
        engine
        for engine, home in HOMES.items()
        if not any(
            under(name, engine)
            for path, text in sources().items()
            if path.startswith(home)
            for _, name in imports(path, text)
        )
    ]
    assert unused == []


def test_webui_sees_neither_yaml_nor_rdflib_nor_records_nor_anything_private():
    assert not_for_webui(sources()) == []


def test_what_webui_must_not_see_is_caught():
    text = "from rdflib import Graph\nfrom graph import records\nimport yaml\nfrom graph.store import _hidden\n"
    assert not_for_webui({"webui/things.py": text}) == [
        "webui/things.py:1: imports rdflib.Graph",
        "webui/things.py:2: imports graph.records",
        "webui/things.py:3: imports yaml",
        "webui/things.py:4: imports graph.store._hidden",
    ]


def test_the_top_level_holds_only_what_the_design_lists():
    top = {path.split("/")[0] for path in tracked() if "/" in path}
    files = {path for path in tracked() if "/" not in path}
    assert sorted(name for name in top - TOP_FOLDERS if not name.startswith(".")) == []
    assert sorted(name for name in files - TOP_FILES if not name.startswith(".")) == []


def test_build_graph_stays_short():
    assert len((ROOT / "build_graph.py").read_text(encoding="utf-8").splitlines()) < BUILD_GRAPH_LINES


def test_no_module_is_too_long():
    lengths = {path: text.count("\n") for path, text in sources().items()}
    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


@pytest.mark.parametrize(
    ("folder", "endings"),
    [
        ("ontology", (".ttl", ".jsonld")),
        ("queries", (".rq",)),
        ("graph/curated", (".yaml", ".md", "/LICENSE")),
    ],
)
def test_a_folder_of_data_holds_its_kind_of_file_only(folder, endings):
    listed = tracked(folder)
    assert listed
    assert [path for path in listed if not path.endswith(endings)] == []
