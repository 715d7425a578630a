"""The log: one JSON object per line, for requests and everything else."""

from __future__ import annotations

import ipaddress
import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

REQUESTS = logging.getLogger("backstop.requests")

# The bits of an address that tell the network and not the person.
_NETWORK_BITS = {4: 24, 6: 48}


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: time (UTC), level, event, and the ``fields`` of the record."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        said: dict[str, object] = {"time": time, "level": record.levelname.lower(), "event": record.getMessage()}
        said |= getattr(record, "fields", {})
        if record.name != REQUESTS.name:
            said["logger"] = record.name
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def log_to(stream: TextIO = sys.stdout) -> None:
    """Send the log of this process to ``stream`` as lines of JSON: INFO and above, of libraries WARNING and above."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in (REQUESTS.name, "webui", "graph"):
        logging.getLogger(name).setLevel(logging.INFO)
    # That requests wait for a thread is in the metrics; here it would be a line per request when load is highest.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def shown_client(address: str, how: str) -> str | None:
    """Return a client's address as ``BACKSTOP_LOG_CLIENTS`` (``how``) says: its network, the whole, or ``None``.

    Text that is not an IP address, which a proxy may send, is shown only by ``full``.
    """
    if how == "full":
        return address
    if how == "none":
        return None
    try:
        found = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    network = ipaddress.ip_network((found, _NETWORK_BITS[found.version]), strict=False)
    return str(network.network_address)
