"""What a run tells machines and people: counts per stage, spans, and about how long it still takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from flows.cycle.metrics import measured
from flows.cycle.progress import Progress
from flows.cycle.telling import StageTold, tell
from schemas.errors import StoreUnavailable, WrongUsage

FIRST = StageTold(1, 2, "intake", 3, 1, 0, 0, 2.0, 100, 50)
SECOND = StageTold(2, 2, "intake", 2, 0, 1, 0, 4.0, 10, 5)
CHECKED = StageTold(1, 2, "validation", 3, 0, 0, 2, 6.0, 1, 1)


def samples(path: Path) -> dict[tuple[str, ...], float]:
    return {
        (s.name, *(v for k, v in s.labels.items() if k not in ("fiscal_year", "kind"))): s.value
        for family in text_string_to_metric_families(path.read_text())
        for s in family.samples
    }


def test_the_text_file_sums_chunks_by_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ppsp.prom"
    monkeypatch.setenv("PPSP_METRICS", str(path))
    with measured(2014, "tahunan"):
        for told in (FIRST, SECOND, CHECKED):
            tell(told)
    found = samples(path)
    assert found["ppsp_units", "made", "intake"] == 5
    assert found["ppsp_units", "failed", "intake"] == 1
    assert found["ppsp_units", "known", "intake"] == 1
    assert found["ppsp_held_districts", "validation"] == 2
    assert found["ppsp_stage_seconds", "intake"] == 6
    assert found["ppsp_stage_bytes", "written", "intake"] == 110
    assert found["ppsp_run_success",] == 1
    assert [p.name for p in tmp_path.iterdir()] == ["ppsp.prom"]


def test_a_run_that_ended_by_an_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPSP_METRICS", str(tmp_path / "ppsp.prom"))

    def broken() -> None:
        with measured(2014, "tahunan"):
            raise StoreUnavailable("out of reach")

    with pytest.raises(StoreUnavailable):
        broken()
    assert samples(tmp_path / "ppsp.prom")["ppsp_run_success",] == 0
    monkeypatch.setenv("PPSP_METRICS", str(tmp_path / "absent/ppsp.prom"))
    with pytest.raises(WrongUsage, match="no such folder"):
        broken()


def test_each_step_of_a_chunk_is_a_span_below_the_run() -> None:
    spans, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    with measured(2014, "malam", provider):
        tell(CHECKED)
    tell(FIRST)
    step, run = spans.get_finished_spans()
    assert (step.name, run.name, run.attributes) == (
        "validation",
        "run",
        {"fiscal_year": 2014, "kind": "malam", "sealed": True},
    )
    assert step.parent == run.context
    assert step.end_time - step.start_time == 6_000_000_000
    assert step.attributes == {
        "made": 3, "known": 0, "failed": 0, "held": 2, "bytes_written": 1, "bytes_read": 1, "chunk": 1,
    }  # fmt: skip


def test_the_time_left_follows_what_steps_cost_other_chunks() -> None:
    progress = Progress(["intake", "validation"], chunks=2, workers=2)
    assert (progress.left_seconds, progress.share, progress.line()) == (None, 0.0, "beginning")
    progress.hear(FIRST)
    assert progress.left_seconds == (2 + 2 + 2) / 2
    progress.hear(CHECKED)
    assert progress.left_seconds == (2 + 6) / 2
    assert "about 4 s left; validation done in part 1 of 2" in progress.line()
    progress.hear(SECOND)
    progress.hear(replace(CHECKED, chunk=2))
    progress.hear(replace(CHECKED, chunk=2))
    assert (progress.left_seconds, progress.share) == (0, 1.0)
