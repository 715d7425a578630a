"""The site as an operator runs it: a process of its own, on a free port."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.paths import ROOT

WAIT = 30  # seconds; a bound for what should take much less


@dataclass
class RunningSite:
    """A site that has said where it is. ``lines`` are those of its log, as they come."""

    process: subprocess.Popen
    port: int
    lines: list[dict] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path, method="GET", body=None, headers=(), patience=WAIT):
        """The status, the headers and the content of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def health(self) -> dict:
        return json.loads(self.ask("/health")[2])

    def logged(self, wanted) -> dict:
        """Wait for the first line of the log that ``wanted`` accepts."""
        with self._news:
            found = self._news.wait_for(lambda: next(filter(wanted, self.lines), None), WAIT)
        assert found, f"not in the log: {self.lines}"
        return found

    def read_log(self) -> None:
        for line in self.process.stdout:
            with self._news:
                self.lines.append(json.loads(line))
                self._news.notify_all()


@contextmanager
def running_site(build: Path, **environment: str) -> Iterator[RunningSite]:
    """Serve ``build`` with these settings, on a free port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "webui"],
        cwd=ROOT,
        env=clean_environment() | {"PORT": "0", "BACKSTOP_BUILD": str(build), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = process.stderr.readline()
    if " is at " not in said:
        process.kill()
        pytest.fail(f"the site did not start: {said}{process.stderr.read()}")
    site = RunningSite(process, int(said.split("/ (")[0].rpartition(":")[2]))
    reader = threading.Thread(target=site.read_log)
    reader.start()
    try:
        yield site
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()


def clean_environment() -> dict[str, str]:
    """This process's environment without any setting of ours."""
    ours = ("BACKSTOP_", "HOST", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def refused_start(**environment: str) -> str:
    """What the site says where it does not start."""
    found = subprocess.run(
        [sys.executable, "-m", "webui"],
        cwd=ROOT,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert found.returncode == 1, found
    assert found.stdout == ""
    return found.stderr
