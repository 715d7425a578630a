"""Measures the running site under load, as ratios within one run: ``python tests/benchmarks/endpoint.py [seconds]``.

``wrk`` (Debian's package) asks a saved question over 64 connections; then a light client asks while eight hostile
queries run from other loopback addresses, as other clients would.
"""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.support.endpoints import running  # noqa: E402 -- the path comes first

QUESTION = "/questions/troops-without-us-backstop"
LIGHT = {"a saved question": f"{QUESTION}.json", "ASK {} at the endpoint": "/sparql?query=ASK%20%7B%7D"}
PRODUCT = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def percentile(times, share):
    """The time that so large a share of the requests took at most."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def light(port, path, seconds):
    """The time of each request of one client that asks again and again, and what was not answered with 200."""
    times, failures, end = [], [], time.monotonic() + seconds
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < end:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "*/*"})
        response = connection.getresponse()
        content = response.read()
        times.append(time.perf_counter() - start)
        if response.status != 200:
            failures.append((response.status, content))
        time.sleep(0.01)
    connection.close()
    return times, failures


def hostile(port, number, over, statuses):
    """Ask for a cartesian product again and again, from an address of its own."""
    while not over.is_set():
        connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=60, source_address=(f"127.0.0.{10 + number}", 0)
        )
        connection.request("POST", "/sparql", PRODUCT, {"Content-Type": "application/sparql-query"})
        statuses.append(connection.getresponse().status)
        connection.close()
        over.wait(0.05)


def main():
    """Print one line a measurement."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    settings = dict(pair.split("=") for pair in sys.argv[2:])  # to try other ones, such as quick_workers=8
    with running(ROOT / "build", **settings) as site:
        command = ["wrk", "-t2", "-c64", f"-d{seconds:g}s", "--latency", f"http://127.0.0.1:{site.port}{QUESTION}.json"]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        alone = {name: percentile(light(site.port, path, seconds / 5)[0], 0.99) for name, path in LIGHT.items()}
        over, statuses = threading.Event(), []
        threads = [threading.Thread(target=hostile, args=(site.port, n, over, statuses)) for n in range(8)]
        for thread in threads:
            thread.start()
        try:
            for name, path in LIGHT.items():
                times, failures = light(site.port, path, seconds / 2)
                found = percentile(times, 0.99)
                print(
                    f"{name}, while eight hostile queries run: 99th percentile {found * 1000:.1f} ms, "
                    f"{found / alone[name]:.1f} times that without them; of {len(times)} not answered: {failures}"
                )
        finally:
            over.set()
            for thread in threads:
                thread.join()
        print(f"the hostile queries were answered with {sorted(set(statuses))}")


if __name__ == "__main__":
    main()
