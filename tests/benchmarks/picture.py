"""Takes the README's picture of the flagship's page from the running site, in Debian's Chromium: ``make picture``."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "webui" / "flagship.png"


def main():
    """Start the site on a free port, take the picture, stop the site."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    address = f"http://127.0.0.1:{port}/questions/troops-without-us-backstop"
    environment = os.environ | {"PORT": str(port)}
    site = subprocess.Popen([sys.executable, "-m", "webui"], cwd=ROOT, env=environment)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        with tempfile.TemporaryDirectory() as profile:
            options = (
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
            )
            size = ("--hide-scrollbars", "--window-size=1180,860", f"--user-data-dir={profile}")
            subprocess.run(["chromium", *options, *size, f"--screenshot={PICTURE}", address], check=True)
    finally:
        site.terminate()
        site.wait()


if __name__ == "__main__":
    main()
