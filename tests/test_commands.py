"""Every command of the documents, run word for word on a copy; what takes long or a browser only by ``make -n``."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.site_process import clean_environment

pytestmark = pytest.mark.slow

DOCUMENTS = ("README.md", "graph/curated/README.md", "OPERATING.md", "CONTRIBUTING.md")
DRY = {"serve", "test", "test-quick", "lint", "bench", "picture"}
COMMAND = re.compile(r"^((?:[A-Z_]+=\S+ )?(?:make|\.venv/bin/python) .+?)(?:  +#.*)?$", re.MULTILINE)
TEXT = "An article, for a test. Its first words are here, and its last words. Then it ends.\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the project, set up and built already, and a folder with one text in it."""
    root = tmp_path_factory.mktemp("project")
    for name in (".ci", "graph", "ontology", "queries", "tests", "webui"):
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, root)
    (root / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if part.name in ("bin", "lib", "pyvenv.cfg"):
            (root / ".venv" / part.name).symlink_to(part)
    for step in ("python", "run", "dev", "frontend"):
        (root / ".venv" / step).touch()
    (root / "texts").mkdir()
    (root / "texts" / "my-article.txt").write_text(TEXT, encoding="utf-8")
    subprocess.run(["make", "build"], cwd=root, env=clean_environment(), capture_output=True, timeout=120, check=True)
    return root


def environment(copy: Path) -> dict[str, str]:
    return clean_environment() | {"BACKSTOP_SOURCES": str(copy / "texts")}


def commands() -> list[str]:
    """The lines of shell blocks and the code within sentences, in their order, with names for what is left open."""
    found = []
    for name in DOCUMENTS:
        text = (ROOT / name).read_text(encoding="utf-8")
        for block, inline in re.findall(r"^```sh\n(.*?)^```|`([^`\n]+)`", text, re.MULTILINE | re.DOTALL):
            found += [command.replace("<slug>", "office-holders") for command in COMMAND.findall(block or inline)]
    return [command for command in found if " -m pytest " not in command]


def test_every_command_runs_as_it_is_written(copy):
    draft = copy / "graph" / "curated" / "documents" / "my-article.yaml"
    done = set()
    for command in commands():
        drafted = draft.exists()
        if (command, drafted) in done or (drafted and " new " in command):
            continue
        done.add((command, drafted))
        target = re.search(r"make (\S+)", command)
        line = command.replace("make", "make -n") if target and target[1] in DRY else command
        found = subprocess.run(
            line, shell=True, cwd=copy, env=environment(copy), capture_output=True, text=True, timeout=120, check=False
        )
        if drafted and command == "make check":
            assert found.returncode != 0
            assert "graph/curated/documents/my-article.yaml:" in found.stderr
            draft.unlink()
        else:
            assert found.returncode == 0, f"{command}: {found.stdout}{found.stderr}"
    assert ("make check", True) in done
    assert ("make check", False) in done


def test_make_serve_serves(copy):
    process = subprocess.Popen(
        ["make", "serve"],
        cwd=copy,
        env=environment(copy) | {"PORT": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert any("http://127.0.0.1:" in line for line in process.stderr)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        process.stderr.close()
