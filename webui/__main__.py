"""Serves the site until it is stopped. All settings are environment variables; OPERATING.md tells more about them."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from graph.environment import settings_help
from graph.errors import BackstopError
from webui import create_app
from webui.operations.logs import log_to
from webui.operations.server import Server, address_of, listen
from webui.questions.home_page import without_answer
from webui.settings import KINDS, settings_from
from webui.site import site_of
from webui.sparql import service

_LOG = logging.getLogger("webui")


def main() -> int:
    """Serve until stopped; return 1 if a setting is invalid, or there is no complete build to serve."""
    argparse.ArgumentParser(
        prog="python -m webui",
        description=__doc__,
        epilog=f"settings and their defaults:\n{settings_help(KINDS)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()
    try:
        settings = settings_from(os.environ)
        listener = listen(settings)
        app = create_app(settings=settings)
        service.warm_up(app)
        site_of(app).cached(without_answer)  # or the first visitor of the home page would wait for it
    except BackstopError as error:
        print(error, file=sys.stderr)
        return 1
    log_to(sys.stdout)
    server = Server(app, listener, settings, service.admission_of(app).limits, lambda: service.close(app))
    print(f"Backstop is at {address_of(listener)} (stop with Ctrl-C)", file=sys.stderr, flush=True)
    finished = server.serve()
    service.close(app)
    _LOG.info("stopped")
    if not finished:
        # A thread still inside a query cannot be ended, and must not come back into an interpreter that is gone.
        logging.shutdown()
        os._exit(0)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
