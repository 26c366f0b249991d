"""What a run costs, for machines that watch: a text file for Prometheus, traces for OpenTelemetry. Both off by default.

Fiscal years, steps and counts only: no district, no submitted value.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cycle.telling import StageTold, Stopwatch, Teller, heard_by
from flows.settings import Settings
from flows.wiring import now
from schemas.errors import WrongUsage

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_UNITS = ("made", "known", "failed")


class Metrics:
    """Gauges of one run: the file says how the newest run of a year was, not how many there were."""

    def __init__(self, fiscal_year: int, kind: str) -> None:
        from prometheus_client import CollectorRegistry, Gauge

        self._registry, self._watch = CollectorRegistry(), Stopwatch()
        self._year, self._kind = str(fiscal_year), kind

        def gauge(name: str, says: str, *labels: str) -> Gauge:
            return Gauge(f"ppsp_{name}", says, ("fiscal_year", "kind", *labels), registry=self._registry)

        self._units = gauge("units", "Units of the newest run", "stage", "outcome")
        self._held = gauge("held_districts", "Districts whose submission was held", "stage")
        self._seconds = gauge("stage_seconds", "Seconds of a stage over all chunks", "stage")
        self._bytes = gauge("stage_bytes", "Bytes between a stage and the store", "stage", "direction")
        self._run_seconds = gauge("run_seconds", "Seconds of the newest run by the clock")
        self._ok = gauge("run_success", "1 when the newest run was sealed")
        self._ended = gauge("run_end_timestamp_seconds", "When the newest run ended")

    def hear(self, told: StageTold) -> None:
        """Add a walked step."""
        stage = (self._year, self._kind, told.step)
        for outcome in _UNITS:
            self._units.labels(*stage, outcome).inc(getattr(told, outcome))
        self._held.labels(*stage).inc(told.held)
        self._seconds.labels(*stage).inc(told.seconds)
        self._bytes.labels(*stage, "written").inc(told.bytes_written)
        self._bytes.labels(*stage, "read").inc(told.bytes_read)

    def write(self, path: str, *, is_sealed: bool) -> None:
        """Write the file whole, in the place of the one before; raises WrongUsage where that cannot be."""
        from prometheus_client import write_to_textfile

        run = (self._year, self._kind)
        self._run_seconds.labels(*run).set(self._watch.seconds())
        self._ok.labels(*run).set(is_sealed)
        self._ended.labels(*run).set(now().timestamp())
        try:
            write_to_textfile(path, self._registry)
        except OSError as error:
            raise WrongUsage(f"cannot write the metrics to {path}: {error.strerror}") from None


class Traces:
    """A span of the run, below it one of each step of each chunk, as long as it took."""

    def __init__(self, provider: TracerProvider, fiscal_year: int, kind: str) -> None:
        from opentelemetry.trace import set_span_in_context

        self._provider, self._tracer = provider, provider.get_tracer("ppsp")
        self._run = self._tracer.start_span("run", attributes={"fiscal_year": fiscal_year, "kind": kind})
        self._below = set_span_in_context(self._run)

    def hear(self, told: StageTold) -> None:
        """A span that ends now."""
        end = int(now().timestamp() * 1e9)
        counts = {name: getattr(told, name) for name in (*_UNITS, "held", "bytes_written", "bytes_read", "chunk")}
        began = end - int(told.seconds * 1e9)
        self._tracer.start_span(told.step, self._below, start_time=began, attributes=counts).end(end)

    def end(self, *, is_sealed: bool) -> None:
        """End the run's span and hand everything over."""
        self._run.set_attribute("sealed", is_sealed)
        self._run.end()
        self._provider.force_flush()


@contextmanager
def measured(fiscal_year: int, kind: str, provider: TracerProvider | None = None) -> Iterator[None]:
    """Measure the block as a run, as far as the settings ask for it; traces also where a provider is given."""
    settings = Settings()
    if settings.traces and provider is None:
        provider = _exporting()
    if settings.metrics and not Path(settings.metrics).absolute().parent.is_dir():
        raise WrongUsage(f"cannot write the metrics to {settings.metrics}: there is no such folder")
    metrics = Metrics(fiscal_year, kind) if settings.metrics else None
    traces = Traces(provider, fiscal_year, kind) if provider else None
    listeners: list[Teller] = [m.hear for m in (metrics, traces) if m]
    is_sealed = False
    try:
        with heard_by(*listeners):
            yield
        is_sealed = True
    finally:
        if traces:
            traces.end(is_sealed=is_sealed)
        if metrics:
            metrics.write(settings.metrics, is_sealed=is_sealed)


def _exporting() -> TracerProvider:
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError:
        raise WrongUsage("PPSP_TRACES needs the library: `pip install 'ppsp[otel]'`") from None
    provider = TracerProvider(resource=Resource.create({"service.name": "ppsp"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
