"""A desa that crosses a density cut changes its zone, its programme lines and the sums above them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from flows.chain import plan
from flows.wiring import open_cycle
from schemas.outputs.buku_putih import AREA
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, ZONA
from tasks.lineage.history import Unit, history_of
from tasks.lineage.why import why
from tasks.ssk.pokja import parts
from tasks.store.folder import FolderStore
from tests.integration.test_rerun import Edit, csv_district
from tests.support.cycle import hand_in, ran, run_year

FY = 2013
CUT = 25
AREA_COLUMN = "Luas Terbangun (ha)"
COSTS = tuple(f"biaya_{t}_rp" for t in range(1, 6))


def unit(store: FolderStore, kab: str, step: str) -> Unit:
    found = history_of(store, FY, kab, step).unit(FY, kab, step)
    assert found is not None
    return found


def moved(store: FolderStore, kab: str) -> tuple[str, Fraction]:
    """A desa just above the lowest cut that is no extreme of its district, and the area that takes it below."""
    ssk = unit(store, kab, "ssk")
    dense = {r["kode_desa"]: r for r in ssk.rows(ZONA).values() if r["komponen"] == "AL" and r["kepadatan_jiwa_ha"]}
    ordered = sorted(dense.values(), key=lambda r: (Fraction(str(r["kepadatan_jiwa_ha"])), str(r["kode_desa"])))
    for row in ordered[2:-2]:
        if row["sistem"] == "ONSITE_KOMUNAL" and row["kepadatan_jiwa_ha"] > CUT:
            return str(row["kode_desa"]), Fraction(str(row["kepadatan_jiwa_ha"]))
    raise AssertionError("the demo has no desa just above the cut")


def rebuilt(kode: str, factor: Fraction) -> Callable[[list[str]], list[str]]:
    def change(lines: list[str]) -> list[str]:
        column = lines[0].split(";").index(AREA_COLUMN)
        out = []
        for line in lines:
            cells = line.split(";")
            if cells[0] == kode:
                area = Fraction(cells[column].replace(",", ".")) * factor
                cells[column] = f"{float(area):.1f}".replace(".", ",")
            out.append(";".join(cells))
        return out

    return change


def rows(store: FolderStore, kab: str, table: Any) -> dict[str, Any]:
    return unit(store, kab, "buku_putih" if table is AREA else "ssk").rows(table)


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}


def test_a_density_below_the_cut_changes_one_zone_and_its_lines(
    demo: FolderStore, demo_files: Path, edit_csv: Edit
) -> None:
    kab = csv_district(demo_files)
    kode, density = moved(demo, kab)
    tables = (AREA, ZONA, KEGIATAN, KEGIATAN_SUMBER)
    before = {t.name: rows(demo, kab, t) for t in tables}
    change = rebuilt(kode, density / (CUT - 1))
    hand_in(demo, FY, kab, edit_csv(FY, kab, "wilayah.csv", change))
    foreseen = {(p.district, p.step) for p in plan(open_cycle(demo, FY))}
    again = ran(run_year(demo, FY))
    assert again <= foreseen
    assert (kab, "ssk") in again
    assert {district for district, _ in foreseen} == {kab}
    after = {t.name: rows(demo, kab, t) for t in tables}

    classes = changed(before["area"], after["area"])
    zones = {k for k in changed(before["zona"], after["zona"]) if _system(before, k) != _system(after, k)}
    assert f"{kode}|AL" in zones
    assert {k.partition("|")[0] for k in zones} - {k.partition("|")[0] for k in classes} <= {kode}
    lines = changed(before["kegiatan"], after["kegiatan"])
    assert f"AL-KOM-02-{kode}" in lines
    # With service phases the households to be added are spread over the desa of an outcome: both outcomes share anew.
    outcomes = {_system(t, f"{kode}|AL") for t in (before, after)}
    sharing = {k.partition("|")[0] for k in after["zona"] if k.endswith("|AL") and _system(after, k) in outcomes}
    sharing |= {k.partition("|")[0] for k in classes}
    for kid in lines:
        both = [t["kegiatan"][kid] for t in (before, after) if kid in t["kegiatan"]]
        concerned = {d for row in both for d in parts(row["kode_desa"])}
        assert kode in concerned or (both[0]["komponen"] == "AL" and concerned & sharing), kid
    for column in COSTS:
        total = sum(r[column] or 0 for r in after["kegiatan"].values())
        assert total == sum(r[column] or 0 for r in after["kegiatan_sumber"].values())

    zone = why(demo, f"zona/{FY}/{kode}/AL")
    assert zone["value"] == after["zona"][f"{kode}|AL"]["sistem"] != "ONSITE_KOMUNAL"
    assert any(s["ref"] == f"tabel/{FY}/{kab}/wilayah/{kode}#luas_terbangun_ha" for s in zone["from"])


def _system(tables: dict[str, Any], key: str) -> Any:
    row = tables["zona"].get(key)
    return row and row["sistem"]


def test_identities_hold_for_every_district_of_the_demo(demo: FolderStore) -> None:
    for kode in sorted(p.rsplit("/", 2)[-2] for p in demo.list(f"submissions/{FY}/")):
        check_identities(demo, kode)


def check_identities(store: FolderStore, kab: str) -> None:
    """Cost is volume times price; sums by year, source, komponen and line are one sum."""
    lines, sources = rows(store, kab, KEGIATAN), rows(store, kab, KEGIATAN_SUMBER)
    by_source: dict[tuple[str, str], int] = {}
    for s in sources.values():
        for column in (*COSTS, "jumlah_rp"):
            key = str(s["kegiatan_id"]), column
            by_source[key] = by_source.get(key, 0) + (s[column] or 0)
    paid = {kid for kid, _ in by_source}
    for kid, row in lines.items():
        assert row["jumlah_rp"] is None or row["jumlah_rp"] == sum(row[c] or 0 for c in COSTS), kid
        for t, column in enumerate(COSTS, start=1):
            if row[column] is not None and row[f"vol_{t}"] is not None and row["harga_satuan_rp"] is not None:
                exact = Fraction(row[f"vol_{t}"]) * row["harga_satuan_rp"]
                assert abs(exact - row[column]) <= Fraction(1, 2), kid
            if kid in paid:
                assert by_source[kid, column] == (row[column] or 0), kid
