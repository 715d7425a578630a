"""Serves the site: ``python -m webui``; ``HOST`` and ``PORT`` say where, ``WORKERS`` with how many processes."""

from __future__ import annotations

import os
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from graph.errors import BackstopError
from graph.isolation.limits import limits_from
from graph.opening import open_engine
from webui import create_app
from webui.sparql.service import warm_up


class _Server(BaseApplication):  # type: ignore[misc]  # it ships no types
    """Gunicorn, configured from here; each worker opens the build for itself, and reads only."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = create_app()
        warm_up(app)
        return app


def main() -> int:
    """Serve until stopped; return 1 if there is nothing whole to serve."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    try:
        open_engine()
        limits = limits_from()
    except BackstopError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Backstop is at http://{host}:{port}/ (stop with Ctrl-C)", file=sys.stderr)
    _Server(
        {
            "bind": f"{host}:{port}",
            "workers": int(os.environ.get("WORKERS", "1")),
            "worker_class": "gthread",
            "threads": limits.workers + limits.queue + 16,  # waiting queries leave some for the pages
            "loglevel": "warning",
            "graceful_timeout": 5,
        }
    ).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
