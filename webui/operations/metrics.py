"""Metrics for Prometheus, about requests, the build that is served, and the process.

Every label takes one of a few values: a route as it is declared, never a requested address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, abort, current_app, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from webui.settings import Settings
from webui.site import sites_of
from webui.sparql.service import admission_of

blueprint = Blueprint("metrics", __name__)

_KEY = "backstop-metrics"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


class Metrics:
    """The counters of one application."""

    def __init__(self, app: Flask) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "backstop_requests",
            "Requests that were answered, by route, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "backstop_request_seconds",
            "The time from a request's arrival at the application to the last byte of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.in_progress = Gauge(
            "backstop_requests_in_progress", "Requests that are being answered.", registry=self.registry
        )
        self.gone = Counter(
            "backstop_requests_abandoned", "Answers that their client did not wait for.", registry=self.registry
        )
        self.queries = Counter(
            "backstop_queries",
            "Queries to /sparql, by what became of them: ok, cut, gone, or the reason why there is no answer.",
            ("outcome",),
            registry=self.registry,
        )
        self.registry.register(_State(app))
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request. ``route`` is the rule that it matched, or empty; ``seconds`` is its duration."""
        route = route or "none"
        self.requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self.seconds.labels(route).observe(seconds)


class _State(Collector):
    """Gauges that are read when the metrics are asked for."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        sites = sites_of(self._app)
        yield GaugeMetricFamily(
            "backstop_build_refused",
            "1 if the build in place is refused, and an older one served.",
            bool(sites.refused),
        )
        admission = admission_of(self._app)
        yield GaugeMetricFamily("backstop_queries_running", "Queries that run.", admission.running)
        yield GaugeMetricFamily("backstop_queries_waiting", "Queries that wait for a worker.", admission.waiting)
        yield GaugeMetricFamily("backstop_query_workers", "Queries that may run at once.", admission.limits.workers)
        build = GaugeMetricFamily(
            "backstop_build_info", "The build that is served.", labels=("digest", "version", "reasoner")
        )
        if served := sites.current.build:
            manifest = served.manifest
            build.add_metric((manifest.digest, manifest.version, manifest.reasoner), 1)
            triples = GaugeMetricFamily("backstop_triples", "Triples of the build.", labels=("kind",))
            triples.add_metric(("stated",), manifest.stated)
            triples.add_metric(("concluded",), manifest.concluded)
            yield triples
        yield build

    def describe(self) -> Iterator[Metric]:
        """Return nothing: there is no site yet when the collector is registered."""
        return iter(())


def install(app: Flask, settings: Settings) -> Metrics:
    """Give the application its metrics, and the address ``/metrics``."""
    disable_created_metrics()  # type: ignore[no-untyped-call]  # it takes nothing and returns nothing
    metrics = Metrics(app)
    app.extensions[_KEY] = (metrics, settings)
    app.register_blueprint(blueprint)
    return metrics


@blueprint.get("/metrics")
def show() -> Response:
    """Answer with the metrics in Prometheus's text format, for the addresses in ``BACKSTOP_METRICS_FROM``."""
    metrics, settings = current_app.extensions[_KEY]
    if not _may_read(settings):
        abort(403, description="The metrics are for the operator alone (BACKSTOP_METRICS_FROM).")
    response = Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_read(settings: Settings) -> bool:
    """Return whether the client's own address is allowed; a proxy forwards for anybody."""
    if not settings.proxy and any(name in request.headers for name in _FORWARDED):
        return False
    try:
        address = ipaddress.ip_address((request.remote_addr or "").strip("[]"))
    except ValueError:
        return False
    if str(address) == settings.proxy:
        return False  # without saying for whom it asks
    return any(address in network for network in settings.metrics_from)
