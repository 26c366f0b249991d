"""Other ways of allocating and shadow prices: units of their own, made on demand, printed where they exist."""

from __future__ import annotations

import re

from flows.planning.alternatives import prices, ways
from schemas.outputs.mps import BARIS
from tasks.lineage.answers.why import why
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import history_of
from tasks.lineage.records.ledger import units_of
from tasks.lineage.units.unit import load_memo
from tasks.store.keys import object_key
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import ran, run_year

FY = 2014
SECTION = re.compile(r"4\.10.*?(?=<h[12])", re.S)
DIGESTS = re.compile(r"[0-9a-f]{12,64}")
ABSENT = re.compile(r"[^<>]*Alasannya pada lampiran kelengkapan\.")


def page(store: RestrictedStore, kode: str, manifest: dict) -> str:
    memo = load_memo(store, units_of(manifest, kode)["dokumen_mps"])
    (name,) = [n for n in memo.blobs if n.endswith(".html")]
    return store.get(object_key(memo.blobs[name])).decode()


def test_made_on_demand_they_are_printed_by_the_next_run_and_change_nothing_else(demo: RestrictedStore) -> None:
    before = history_of(demo, FY, "99.01", "mps").manifest
    assert {"alternatif", "harga_bayangan"}.isdisjoint(units_of(before, "99.01"))
    assert [r["cara"] for r in ways(demo, FY, "99.01")] == ["optimum", "leksikografis", "polos", "tetap"]
    assert len(prices(demo, FY, "99.01")) == 15
    keys = set(demo.list(""))
    ways(demo, FY, "99.01"), prices(demo, FY, "99.01")
    assert set(demo.list("")) == keys

    after = run_year(demo, FY)
    assert ran(after) == {("99.01", "dokumen_mps")}
    assert {"alternatif", "harga_bayangan"} <= units_of(after, "99.01").keys()
    one, two = (load_memo(demo, units_of(m, "99.01")["mps"]) for m in (before, after))
    assert one.tables[BARIS.name].digest == two.tables[BARIS.name].digest
    plain, full = (page(demo, "99.01", m) for m in (before, after))
    assert "belum dibuat untuk dokumen ini" in plain
    assert "belum dibuat untuk dokumen ini" not in full
    assert _elsewhere(plain) == _elsewhere(full)
    assert audit(demo).problems == []
    answer = why(demo, f"harga_bayangan/{FY}/99.01/APBD_K~2016")
    assert answer["from"][0]["value"] is not None


def test_a_run_that_is_asked_for_them_makes_them(demo: RestrictedStore) -> None:
    made = ran(run_year(demo, FY, ["99.01"], with_alternatives=True))
    assert made == {("99.01", s) for s in ("alternatif", "harga_bayangan", "dokumen_mps")}
    assert ran(run_year(demo, FY)) == set()


def _elsewhere(html: str) -> str:
    """The page without the section on ways of allocating, the list of tables that are absent, and digests."""
    found = SECTION.findall(html)
    assert found
    return DIGESTS.sub("", ABSENT.sub("", SECTION.sub("", html)))
