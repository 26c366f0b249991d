"""What `make run` does with a store that is not there yet; the years themselves are run in test_commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import annual_cycle, demo_run
from flows.wiring import open_store
from tasks.demo.write import write_demo
from tasks.lineage.records.receipts import districts_with_receipts


def test_the_demo_makes_its_store_hands_everything_in_and_runs_the_years_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = write_demo(tmp_path / "files", districts=1, seed=1, year=2013)
    years: list[int] = []

    def run(year: int, *, reason: str, store_url: str) -> dict[str, object]:
        assert list(districts_with_receipts(open_store(store_url), year)) == [written[0].kode]
        years.append(year)
        counts = dict.fromkeys(("districts", "used", "late", "held", "failed", "missing"), 0)
        answer = {
            "fiscal_year": year,
            "run_id": "x",
            "districts": [],
            "stale_mps": [],
            "withheld": [],
            "index": "x.html",
        }
        return {**answer, "counts": counts, "units": {"run": 0, "reused": 0}}

    monkeypatch.setattr(annual_cycle, "run_annual_cycle", run)
    monkeypatch.setattr(demo_run, "prepare_environment", lambda url: None)
    for _ in range(2):  # it can be repeated on the store that it made
        demo_run.main(tmp_path / "files", str(tmp_path / "new" / "store"))
    assert years == [2013, 2014, 2015] * 2
