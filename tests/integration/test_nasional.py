"""The national view over sealed runs: what it names, what it keeps, what it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.planning.national import national_view
from flows.programme.status import status_of
from schemas.errors import NotFound
from tasks.lineage.answers.why import why
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.results import records
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in


def test_the_same_sealed_runs_give_the_same_bytes_and_write_nothing_new(demo: RestrictedStore) -> None:
    before = set(demo.list(""))
    first = national_view(demo, 2014)
    keys = set(demo.list(""))
    again = national_view(demo, 2014)
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.digest, again.page) == (first.digest, first.page)
    assert set(demo.list("")) == keys
    assert {key.split("/")[0] for key in keys - before} == {"national", "objects", "published"}
    assert [d for d, _ in records(demo, "national/2014/")] == [first.digest]
    assert audit(demo).problems == []


def test_every_expected_district_is_counted_once(demo: RestrictedStore, demo_files: Path) -> None:
    folder = next(p for p in sorted((demo_files / "2014").iterdir()) if (p / "pagu.csv").exists())
    hand_in(demo, 2014, "99.98", folder)
    counts = national_view(demo, 2014).record["counts"]
    expected = {row["kode"] for row in status_of(demo, 2014)}
    assert counts == {"districts": 4, "used": 3, "late": 0, "held": 0, "missing": 1}
    assert counts["districts"] == len(expected) == sum(n for name, n in counts.items() if name != "districts")


def test_every_reference_leads_on_and_every_memo_is_there(demo: RestrictedStore) -> None:
    view = national_view(demo, 2014)
    kode = view.rows[0]["kode_kab"]
    named = {r for d in view.details if d["kode_kab"] == kode for r in str(d["rujukan"] or "").split(";") if r}
    assert len(named) > 10
    assert all(why(demo, reference)["rule"] for reference in named)
    assert all(demo.exists(memo) for memos in view.record["memos"].values() for memo in memos)
    assert {memo.split("/")[3] for memo in view.record["memos"][kode]} == {"buku_putih", "ssk", "mps", "validation"}


def test_a_touched_page_is_named(demo: RestrictedStore) -> None:
    view = national_view(demo, 2014)
    path = Path(demo.url) / view.page
    path.write_bytes(path.read_bytes() + b" ")
    assert [(p.kind, p.key) for p in audit(demo).problems] == [("altered", view.page)]


def test_a_year_without_districts_is_refused(demo: RestrictedStore) -> None:
    with pytest.raises(NotFound, match="no district of fiscal year 2012 is known"):
        national_view(demo, 2012)
