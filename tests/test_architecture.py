"""The layout of the design: which module may import which, where each engine lives, and what each folder holds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import graph
from tests.support.paths import ROOT

MODULES = [ROOT / "build_graph.py", *sorted((ROOT / "graph").rglob("*.py")), *sorted((ROOT / "webui").rglob("*.py"))]
EVERY_ROOM_MAY_HAVE = {"__init__", "__main__", "views"}
TOP_FOLDERS = {"ontology", "graph", "queries", "webui", "tests"}
BUILD_GRAPH_LINES = 80
MODULE_LINES = 300


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )


def tracked(*folders: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *folders], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    if listed.returncode:
        pytest.skip("this copy is no git repository")
    return listed.stdout.splitlines()


def test_the_imports_keep_to_the_order():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the code that a test may break."""
    root = tmp_path_factory.mktemp("copy")
    for folder in ("graph", "webui"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("graph/rules/terms.py", "import graph.closure", "graph: a module imports from below only"),
        ("graph/dates.py", "import flask", "graph knows nothing of the site"),
        ("graph/store.py", "import yaml", "each engine has one home"),
        ("webui/reading/rows.py", "import webui.questions.form", "webui: a room imports from below only"),
        ("webui/data/feed.py", "import rdflib", "the site sees neither YAML, rdflib nor records"),
        ("webui/things/tenures.py", "import webui.things.actor", "no circle between the modules of a folder"),
        ("graph/news.py", "", "graph: a module imports from below only"),
    ],
)
def test_a_wrong_import_is_caught(copy, module, line, contract):
    path = copy / module
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    result = lint_imports(copy)
    path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert result.returncode == 1
    assert contract in " ".join(result.stdout.partition("Broken contracts")[2].split()) or module == "graph/news.py"


def test_the_order_in_the_docstring_of_graph_is_the_one_that_is_enforced():
    (contract, *_) = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    _, _, drawn = (graph.__doc__ or "").partition("::")
    shown = [sorted(re.findall(r"\w+", rung)) for rung in drawn.split("<")]
    enforced = [sorted(re.findall(r"\w+", layer)) for layer in reversed(contract["layers"])]
    assert shown == enforced


def test_no_two_modules_share_a_name():
    names = Counter(path.stem for path in MODULES if path.stem not in EVERY_ROOM_MAY_HAVE)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_modules_differ_in_an_s_alone():
    names = {path.stem for path in MODULES}
    assert [name for name in names if f"{name}s" in names] == []


def test_no_module_is_too_long():
    lengths = {path.relative_to(ROOT).as_posix(): lines(path) for path in MODULES}
    assert {path: count for path, count in lengths.items() if count > MODULE_LINES} == {}
    assert lengths["build_graph.py"] < BUILD_GRAPH_LINES


def test_the_top_level_holds_only_the_folders_of_the_design():
    folders = {path.split("/")[0] for path in tracked() if "/" in path}
    assert {name for name in folders if not name.startswith(".")} == TOP_FOLDERS


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


def test_the_site_on_a_build_loads_no_rdflib(real_pipeline):
    program = (
        "import sys; from pathlib import Path; from graph.store import EmbeddedStore; from webui import create_app\n"
        "client = create_app(EmbeddedStore(Path(sys.argv[1]))).test_client()\n"
        "assert client.get('/').status_code == 200\n"
        "print(sorted({'rdflib', 'SPARQLWrapper'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(real_pipeline.settings.build)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
