"""A desa that crosses a density cut changes its zone, its lines, who shares its target, and the sums above."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from flows.cycle.chain import plan
from flows.wiring import open_cycle
from schemas.outputs.buku_putih import AREA
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, LAYANAN, ZONA
from schemas.tables.air_limbah import AIR_LIMBAH
from tasks.arith import half_up_int, largest_remainder
from tasks.lineage.answers.why import why
from tasks.lineage.records.history import Unit, history_of
from tasks.ssk.program.pokja import parts
from tasks.store.restricted import RestrictedStore
from tests.integration.test_rerun import WHOLE_2013, Edit, csv_district
from tests.support.cycle import hand_in, ran, run_year

FY = 2013
CUT = 25
AREA_COLUMN = "Luas Terbangun (ha)"
COSTS = tuple(f"biaya_{t}_rp" for t in range(1, 6))


def unit(store: RestrictedStore, kab: str, step: str) -> Unit:
    found = history_of(store, FY, kab, step).unit(FY, kab, step)
    assert found is not None
    return found


def moved(store: RestrictedStore, kab: str) -> tuple[str, Fraction]:
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


def rows(store: RestrictedStore, kab: str, table: Any) -> dict[str, Any]:
    return unit(store, kab, "buku_putih" if table is AREA else "ssk").rows(table)


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}


def test_a_density_below_the_cut_changes_exactly_one_zone_and_what_follows_from_it(
    demo: RestrictedStore, demo_files: Path, edit_csv: Edit
) -> None:
    kab = csv_district(demo_files)
    kode, density = moved(demo, kab)
    before = tables_of(demo, kab)
    change = rebuilt(kode, density / (CUT - 1))
    hand_in(demo, FY, kab, edit_csv(FY, kab, "wilayah.csv", change))
    foreseen = {(p.district, p.step) for p in plan(open_cycle(demo, FY))}
    assert foreseen == {(kab, step) for step in WHOLE_2013}
    assert ran(run_year(demo, FY)) == foreseen
    assert {(p.district, p.step) for p in plan(open_cycle(demo, FY + 1))} == {(kab, "mps"), (kab, "dokumen_mps")}
    after = tables_of(demo, kab)

    classes = changed(before["area"], after["area"])
    assert {k.partition("|")[0] for k in classes} <= {kode}
    assert changed(before["zona"], after["zona"]) == {f"{kode}|{k}" for k in ("AL", "PS", "DR")}
    assert (_system(before, f"{kode}|AL"), _system(after, f"{kode}|AL")) == ("ONSITE_KOMUNAL", "ONSITE_INDIVIDUAL")
    lines = changed(before["kegiatan"], after["kegiatan"])
    assert f"AL-KOM-02-{kode}" in lines
    own = {kid for kid in lines if kid.endswith(kode)}
    assert lines - own == {kid for kid in expected_lines(before, after) if not kid.endswith(kode)}
    for kid in own:
        assert any(kode in parts(t["kegiatan"][kid]["kode_desa"]) for t in (before, after) if kid in t["kegiatan"])
    for column in COSTS:
        total = sum(r[column] or 0 for r in after["kegiatan"].values())
        assert total == sum(r[column] or 0 for r in after["kegiatan_sumber"].values())

    cell = f"tabel/{FY}/{kab}/wilayah/{kode}#luas_terbangun_ha"
    assert cell in behind(why(demo, f"zona/{FY}/{kode}/AL"))
    made = next(kid for kid in sorted(lines) if kid in after["kegiatan"] and kid.startswith(f"AL-IND-02-{kode}"))
    assert cell in behind(why(demo, f"ssk/{FY}/{kab}/{made}"))


def tables_of(store: RestrictedStore, kab: str) -> dict[str, Any]:
    made = {t.name: rows(store, kab, t) for t in (AREA, ZONA, KEGIATAN, KEGIATAN_SUMBER, LAYANAN)}
    return {**made, "air_limbah": unit(store, kab, "validation").rows(AIR_LIMBAH)}


def behind(answer: dict[str, Any]) -> set[str]:
    """All references of a tree that `why` gave."""
    found = {answer["ref"]} if "ref" in answer else set()
    return found.union(*(behind(child) for child in answer.get("from", ())))


def shares(t: dict[str, Any]) -> dict[str, int]:
    """Households to be added per desa: the target of each outcome, spread by the gap (catalogue.md section 2)."""
    found: dict[str, int] = {}
    for outcome, row in (("ONSITE_INDIVIDUAL", "A1"), ("ONSITE_KOMUNAL", "A2"), ("OFFSITE_KAWASAN", "B1")):
        desa = sorted(r["kode_desa"] for r in t["zona"].values() if r["komponen"] == "AL" and r["sistem"] == outcome)
        sewage = {kode: t["air_limbah"].get(kode, {}) for kode in desa}
        gaps = {k: r["kk_babs"] + r["kk_jamban_tidak_layak"] for k, r in sewage.items() if _has_gap(r)}
        total = half_up_int(Fraction(t["layanan"][f"AL|{row}"]["tambahan_kk"]))
        found |= dict(zip(gaps, largest_remainder(total, list(gaps.values())), strict=True))
        assert sum(found[k] for k in gaps) == total
    return found


def _has_gap(row: dict[str, Any]) -> bool:
    return row.get("kk_babs") is not None and row.get("kk_jamban_tidak_layak") is not None


def expected_lines(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Lines whose place serves other households than before: by its desa's outcome or by their part of the target."""
    split = [shares(t) for t in (before, after)]
    served: dict[tuple[str, str], set[str]] = {}
    for t in (before, after):
        for row in t["kegiatan"].values():
            served.setdefault(_facility(row), set()).update(parts(row["kode_desa"]))

    def state(facility: tuple[str, str], i: int) -> tuple[list[Any], int]:
        desa, komponen = sorted(served[facility]), facility[0][:2]
        t = (before, after)[i]
        households = sum(split[i].get(k, 0) for k in desa) if komponen == "AL" else 0
        return [_system(t, f"{k}|{komponen}") for k in desa], households

    moved_ = {f for f in served if f[0] in _SIZED and state(f, 0) != state(f, 1)}
    return {kid for t in (before, after) for kid, row in t["kegiatan"].items() if _facility(row) in moved_}


def _facility(row: dict[str, Any]) -> tuple[str, str]:
    paket = str(row["kode_katalog"]).rpartition("-")[0]
    return ("AL-LEM" if paket == "AL-KWS" else paket), str(row["lokasi"])


_SIZED = ("AL-IND", "AL-PMC", "AL-KOM", "AL-LEM", "PS-ANG", "PS-TPA", "PS-3R")


def _system(tables: dict[str, Any], key: str) -> Any:
    row = tables["zona"].get(key)
    return row and row["sistem"]


def test_identities_hold_for_every_district_of_the_demo(demo: RestrictedStore) -> None:
    for kode in sorted(p.rsplit("/", 2)[-2] for p in demo.list(f"submissions/{FY}/")):
        check_identities(demo, kode)


def check_identities(store: RestrictedStore, kab: str) -> None:
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
