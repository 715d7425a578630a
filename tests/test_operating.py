"""What ``OPERATING.md`` tells operators is so."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from graph.environment import settings_of
from graph.errors import SettingsError
from tests.support.paths import ROOT
from webui import create_app
from webui.__main__ import main
from webui.settings import KINDS, LOOPBACK_NAMES, settings_from

MANUAL = (ROOT / "OPERATING.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
DECLARED = {each.variable: each for kind in KINDS for each in settings_of(kind).values()}


def fenced(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", MANUAL, re.MULTILINE | re.DOTALL)
    return found


def test_the_table_has_every_setting_as_it_is_declared():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \| (.*?) \|$", MANUAL, re.MULTILINE)
    assert rows == [(name, each.default, each.kind.expected, each.meaning) for name, each in DECLARED.items()]


@pytest.mark.parametrize("text", [MANUAL, SECURITY], ids=["OPERATING.md", "SECURITY.md"])
def test_no_setting_is_named_that_does_not_exist(text):
    assert set(re.findall(r"\bBACKSTOP_[A-Z_]*[A-Z]\b", text)) <= {*DECLARED, "BACKSTOP_SOURCES"}


def test_security_md_leads_to_the_table():
    assert "](OPERATING.md#settings)" in SECURITY
    assert "\n## Settings\n" in MANUAL


def test_a_wrong_limit_and_a_wrong_setting_of_the_site_are_said_together():
    with pytest.raises(SettingsError) as caught:
        settings_from({"PORT": "x", "BACKSTOP_SPARQL_ROWS": "0", "BACKSTOP_SPARQL_DEADLIN": "1"})
    assert [problem.field for problem in caught.value.problems] == [
        "BACKSTOP_SPARQL_DEADLIN",
        "BACKSTOP_SPARQL_ROWS",
        "PORT",
    ]
    assert "did you mean 'BACKSTOP_SPARQL_DEADLINE'?" in str(caught.value)


def test_every_address_that_is_named_is_served(real_pipeline, monkeypatch):
    monkeypatch.setenv("BACKSTOP_BUILD", str(real_pipeline.settings.build))
    rules = {rule.rule for rule in create_app().url_map.iter_rules()}
    assert set(re.findall(r"`(/[a-z/]+)`", MANUAL)) <= rules


@pytest.mark.parametrize("language", ["ini", "dockerfile"])
def test_the_settings_of_the_examples_are_accepted(language):
    given = dict(re.findall(r"\b((?:BACKSTOP_)?[A-Z]+)=(\S+)", fenced(language)))
    settings = settings_from(given)
    assert settings.port == 8000
    assert settings.hosts == (("backstop.example.org",) if language == "ini" else ())
    assert settings.hosts != LOOPBACK_NAMES


def test_systemd_accepts_the_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    unit = tmp_path / "backstop.service"
    # The program and its folder are not on this machine, which systemd would rightly say.
    text = re.sub(r"^WorkingDirectory=.*$", "WorkingDirectory=/", fenced("ini"), flags=re.MULTILINE)
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE))
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False, timeout=60
    )
    assert "backstop.service" not in found.stderr


def test_the_container_file_copies_and_runs_what_is_there():
    text = fenced("dockerfile")
    assert all((ROOT / name).exists() for name in re.findall(r"[\w.-]+\.(?:txt|py)\b", text))
    assert (ROOT / "webui" / "__main__.py").exists()


def test_help_lists_every_setting_and_serves_nothing(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["webui", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(f"  {name} (default: " in said for name in DECLARED)
