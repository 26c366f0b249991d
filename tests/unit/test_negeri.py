"""The made-up country of the benchmarks: the same for a seed, nested in size, and read by the intake."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.negeri import Country, by_district, country, write_country
from benchmarks.page import page_of, part, parts_of
from flows.cli.submit import gather
from flows.district.findings import check_files
from schemas.demo_regions import demo_regions
from tasks.demo.jawaban import PER_RT, RT_PER_DESA
from tasks.store.memory import MemoryStore

MADE_UP = Country(by_district(demo_regions()), ())
DISTRICTS = MADE_UP.spread(2)


def written(out: Path, seed: int) -> Mapping[str, bytes]:
    records = write_country(out, MADE_UP, DISTRICTS, seed=seed, year=2013, counts=False)
    desa = sum(r.level == 4 for kode in DISTRICTS for r in MADE_UP.of[kode])
    assert records == desa * RT_PER_DESA * PER_RT
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*.*")) if p.is_file()}


def test_the_same_seed_writes_the_same_bytes_and_the_intake_reads_them(tmp_path: Path) -> None:
    first = written(tmp_path / "a", 1)
    assert first == written(tmp_path / "b", 1)
    assert first != written(tmp_path / "c", 2)
    kinds = {Path(name).parts[1]: Path(name).suffix for name in first if name.startswith("2013")}
    assert set(kinds.values()) == {".xlsx", ".csv"}
    for kode in DISTRICTS:
        files = gather([tmp_path / "a/2013" / kode])
        _, rows, verdict = check_files(MemoryStore(), 2013, kode, files, None)
        assert verdict != "held"
        assert not [r for r in rows if r["severity"] == "block"]


def test_each_number_of_districts_has_those_of_the_smaller_ones_in_the_same_spread_of_sizes(public: Path) -> None:
    whole = country(public / "data/regions")
    assert len(whole.of) == 514
    desa = {kode: sum(r.level == 4 for r in some) for kode, some in whole.of.items()}
    assert sum(desa.values()) > 83_000
    mean = sum(desa.values()) / 514
    for few, many in ((64, 128), (128, 256), (256, 514)):
        assert set(whole.spread(few)) < set(whole.spread(many))
        assert sum(desa[k] for k in whole.spread(few)) / few == pytest.approx(mean, rel=0.05)


def test_the_page_keeps_the_parts_that_did_not_run() -> None:
    order = {"satu": "One", "dua": "Two", "tiga": "Three"}
    page = page_of(order, {"Three": part("third", "3"), "One": part("first", "1"), "Gone": "x"})
    assert list(parts_of(page)) == ["One", "Three"]
    again = page_of(order, parts_of(page) | {"Two": part("second", "2 ## not a title")})
    assert list(parts_of(again)) == ["One", "Two", "Three"]
    assert parts_of(again)["One"] == parts_of(page)["One"]
