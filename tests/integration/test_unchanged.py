"""A run of which nothing changed: the record says the same as one that looked at everything anew, without the work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cycle import record
from flows.cycle.chain import plan
from flows.cycle.record import About, new_run_id, seal_run
from flows.cycle.unchanged import Unchanged
from flows.wiring import open_cycle
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.ledger import Manifest, sealed_runs
from tasks.lineage.units.memo import Memo
from tasks.store.restricted import RestrictedStore

RUN_ITSELF = ("run_id", "started", "finished")


def again(store: RestrictedStore, minute: int, formats: tuple[str, ...] = ("html",)) -> Manifest:
    moment = datetime(2030, 1, 1, 12, minute, tzinfo=UTC)
    cycle = open_cycle(store, 2014)
    assert plan(cycle) == []
    about = About(new_run_id(2014, "tahunan", moment), "tahunan", "test", "tester", moment)
    return seal_run(cycle, about, moment, formats)


def said(manifest: Mapping[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in manifest.items() if name not in RUN_ITSELF}
    index = f"published/2014/{manifest['run_id']}.html"
    return body | {"published": {key: d for key, d in manifest["published"].items() if key != index}}


def test_the_record_is_the_same_as_when_all_is_looked_at_anew(
    demo: RestrictedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    again(demo, 1)
    with monkeypatch.context() as looked:
        looked.setattr(Unchanged, "told", lambda *_: None)
        looked.setattr(Unchanged, "unit", lambda *_: None)
        anew = again(demo, 2)
    monkeypatch.setattr(record, "findings_page", None)  # whoever describes a district anew would call it
    taken_over = again(demo, 3)
    assert said(taken_over) == said(anew)
    assert taken_over["districts"]
    assert taken_over["units"]
    assert audit(demo).problems == []


def test_a_page_that_is_gone_is_written_again(demo: RestrictedStore) -> None:
    first = again(demo, 1)
    key = first["districts"][0]["documents"][0]
    (Path(demo.url) / key).unlink()
    assert said(again(demo, 2)) == said(first)
    assert demo.exists(key)


def test_another_program_describes_every_district_anew(demo: RestrictedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    again(demo, 1)
    read: list[bytes] = []
    load = Memo.load

    def counted(data: bytes) -> Memo:
        read.append(data)
        return load(data)

    monkeypatch.setattr(record, "library_versions", lambda: {"pandas": "another"})
    monkeypatch.setattr(record.Memo, "load", counted)
    changed = again(demo, 2)
    assert len(read) >= len(changed["units"])
    assert changed["libraries"] == {"pandas": "another"}


def test_other_formats_are_added_to_what_was_published(demo: RestrictedStore) -> None:
    again(demo, 1)
    with_sheets = again(demo, 2, ("html", "xlsx"))
    documents = [key for d in with_sheets["districts"] for key in d["documents"]]
    assert {key.rsplit(".", 1)[-1] for key in documents} == {"html", "xlsx"}
    plain = [key for d in again(demo, 3)["districts"] for key in d["documents"]]
    assert plain == [key for key in documents if key.endswith(".html")]


def test_ppsp_run_seals_at_once_when_no_unit_is_to_be_made(
    demo: RestrictedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    import flows.annual_cycle

    def started(**_: object) -> None:
        raise AssertionError("Prefect was started for nothing")

    monkeypatch.setattr(flows.annual_cycle, "run_annual_cycle", started)
    runs = len(list(sealed_runs(demo)))
    answer = CliRunner().invoke(app, ["run", "2014", "--store", demo.url, "--json", "--reason", "again"])
    told = json.loads(answer.stdout)
    assert told["units"]["run"] == 0
    assert told["units"]["reused"] > 0
    newest = next(sealed_runs(demo))
    assert (newest["run_id"], newest["reason"]) == (told["run_id"], "again")
    assert len(list(sealed_runs(demo))) == runs + 1
    forced = CliRunner().invoke(app, ["run", "2014", "--store", demo.url, "--force"])
    assert isinstance(forced.exception, AssertionError)
