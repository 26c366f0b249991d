"""Facts of MPS chapter 3 and its summary: what is built, what supports it, and for whom (mps.md sections 3 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemas.contract import Row
from schemas.facts import FactRow, FactTable, Figure
from schemas.outputs.mps import BARIS, PRIORITAS
from schemas.outputs.ssk import KEGIATAN
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI
from tasks.documents.mps.nama import Names
from tasks.documents.mps.rencana import WAITING
from tasks.documents.programme import SOURCES, VOL, WITH_PH
from tasks.documents.source import Source, number, words
from tasks.documents.sums import Sums

BUILT = frozenset({"k"})
BOUGHT = frozenset({"L", "A"})
TOP = 3
SIGNED_BY = {
    "APBD_K": "Bupati/Walikota",
    "APBD_P": "Gubernur",
    "APBN": "Satuan kerja pusat",
    "CSR": "Perusahaan",
    "MASY": "Kelompok masyarakat",
}
DUTY = {
    "APBD_K": "Menganggarkan bagian kabupaten/kota dan operasi serta pemeliharaan sarana",
    "APBD_P": "Menganggarkan bagian provinsi sesuai kewenangannya",
    "APBN": "Menganggarkan melalui satuan kerja pusat setelah syarat kesiapan terpenuhi",
    "CSR": "Membiayai menurut perjanjian tertulis",
    "MASY": "Menyumbang tunai atau tenaga melalui KSM menurut perjanjian tertulis",
}
Activities = Mapping[str, Row]


def profile(area: FactTable, counted: FactTable) -> FactTable:
    """Tabel 2.1: desa and area per kecamatan with the population, KK and density of the newest year submitted."""
    n = len(area.rows) + 1
    newest = counted.rows[-n:] if len(counted.rows) >= n else ()
    if not newest:
        return area
    columns = ("penduduk_jiwa", "kk", "kepadatan")
    *rows, total = (row | {c: found[c] for c in columns} for row, found in zip(_all(area), newest, strict=True))
    return replace(area, rows=tuple(rows), total=total)


def _all(table: FactTable) -> tuple[FactRow, ...]:
    return (*table.rows, table.total or {})


def is_physical(activity: Row) -> bool:
    """Construction, and land or goods that come before or with it; everything else supports (`assumed`)."""
    kind, stage = words(activity.get("jenis_sub")), words(activity.get("tahap"))
    return kind in BUILT or (kind == "g" and stage in BOUGHT)


def infrastructure(sums: Sums, plan: Source, activities: Activities, komponen: str) -> FactTable:
    """Volumes of what is built, one row per kind and unit over all places, without the waiting list.

    The rows of one activity that several sources pay repeat its volume, so that it counts once; costs add up.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in plan.rows(BARIS):
        if row["komponen"] == komponen and row.get("status") != WAITING and is_physical(_of(activities, row)):
            groups.setdefault((words(row.get("nama")), words(row.get("satuan"))), []).append(row)
    return FactTable(tuple(_built(sums, plan, komponen, *key, rows) for key, rows in sorted(groups.items())))


def _of(activities: Activities, row: Row) -> Row:
    return activities.get(words(row["kegiatan_id"]), {})


def _built(sums: Sums, plan: Source, komponen: str, nama: str, satuan: str, rows: list[Row]) -> FactRow:
    once = list({words(r["kegiatan_id"]): r for r in rows}.values())
    name = f"prasarana.{komponen}.{nama}.{satuan}"
    made: FactRow = {"nama": nama, "satuan": satuan}
    made["n"] = sums.count(f"{name}.n", [plan.ref(BARIS, r, "jumlah_rp") for r in once])
    for v in VOL:
        members = [plan.figure(BARIS, r, v) for r in once]
        places = 0 if all(m.value is None or m.value == int(m.value) for m in members) else 2
        made[v] = sums.total(f"{name}.{v}", members, places, satuan)
    made["jumlah_rp"] = sums.total(f"{name}.rp", [plan.figure(BARIS, r, "jumlah_rp") for r in rows], 0, "Rp")
    return made


def summary(sums: Sums, ssk: Source, plan: Source, activities: Activities) -> FactTable:
    """One row per komponen: activities in the plan and waiting, their cost, and the KK that placed steps serve."""
    made = [row for k in WITH_PH if (row := _summed(sums, ssk, plan, activities, k))]
    columns = ("n", "jumlah_rp", "n_tunggu", "tunggu_rp", "penerima_kk")
    units = {"jumlah_rp": "Rp", "tunggu_rp": "Rp", "penerima_kk": "KK"}
    total: FactRow = {"komponen": "Jumlah"}
    for c in (c for c in columns if c != "penerima_kk"):
        members = [f for r in made if isinstance(f := r[c], Figure)]
        total[c] = sums.total(f"ringkasan.semua.{c}", members, 0, units.get(c, ""))
    return FactTable(tuple(made), total | {"penerima_kk": ""} if made else None)


def _summed(sums: Sums, ssk: Source, plan: Source, activities: Activities, komponen: str) -> FactRow:
    rows = [r for r in plan.rows(BARIS) if r["komponen"] == komponen]
    if not rows:
        return {}
    name, made = f"ringkasan.{komponen}", {"komponen": komponen}
    placed: FactRow = {}
    for suffix, money, is_waiting in (("n", "jumlah_rp", False), ("n_tunggu", "tunggu_rp", True)):
        mine = [r for r in rows if (r.get("status") == WAITING) == is_waiting]
        refs = list(dict.fromkeys(ssk.ref(KEGIATAN, {"kegiatan_id": r["kegiatan_id"]}, "jumlah_rp") for r in mine))
        placed[suffix] = sums.count(f"{name}.{suffix}", refs)
        placed[money] = sums.total(f"{name}.{money}", [plan.figure(BARIS, r, "jumlah_rp") for r in mine], 0, "Rp")
    served = {words(r["kegiatan_id"]) for r in rows if r.get("status") != WAITING}
    steps = [activities[k] for k in sorted(served) if k in activities and activities[k].get("is_layanan") == 1]
    kk = [ssk.figure(KEGIATAN, a, "penerima_manfaat_kk") for a in steps]
    return made | placed | {"penerima_kk": sums.total(f"{name}.penerima_kk", kk, 0, "KK")}


def first_ranked(plan: Source, names: Names) -> FactTable:
    """The first package locations of every komponen by their best activity: its total, rank and first year.

    The steps of a package at one place share most of their score, so that only the best of them is named.
    """
    started = _first_years(plan, names)
    made: list[FactRow] = []
    for k in WITH_PH:
        ranked = [r for r in plan.rows(PRIORITAS) if r["komponen"] == k and r.get("total") is not None]
        best: dict[tuple[str, str], Row] = {}
        for r in sorted(ranked, key=lambda r: number(r.get("urutan")) or 0):
            best.setdefault(names.package(words(r["kegiatan_id"])), r)
        for package, r in list(best.items())[:TOP]:
            name = words(r["kegiatan_id"])
            made.append(
                {
                    "komponen": k,
                    "nama": names.program(name),
                    "lokasi": names.lokasi(name),
                    "total": plan.figure(PRIORITAS, r, "total", 2),
                    "rank_komponen": plan.figure(PRIORITAS, r, "rank_komponen"),
                    "tahun": started.get(package, "menunggu"),
                }
            )
    return FactTable(tuple(made))


def _first_years(plan: Source, names: Names) -> dict[tuple[str, str], str]:
    years: dict[tuple[str, str], int] = {}
    for r in plan.rows(BARIS):
        if isinstance(year := r.get("tahun_mulai"), int):
            package = names.package(words(r["kegiatan_id"]))
            years[package] = min(year, years.get(package, year))
    return {package: str(year) for package, year in years.items()}


def priced(sums: Sums, ssk: Source) -> dict[str, Figure]:
    """How many steps of the SSK have a price, and how many of them the catalogue's, which nobody has verified."""
    rows = ssk.rows(HARGA_DIPAKAI)
    assumed = [r for r in rows if r["asal"] == "katalog"]
    return {
        name: sums.count(f"harga.{name}", [ssk.ref(HARGA_DIPAKAI, r, "harga_rp") for r in members])
        for name, members in (("n_harga", rows), ("n_katalog", assumed))
    }


def roles(signers: Mapping[str, str]) -> FactTable:
    """Who signs for each source (rule mps.signers; the rest signs by its own unit or company, `assumed`)."""
    return FactTable(
        tuple(
            {"sumber": s, "penandatangan": signers.get(s, SIGNED_BY[s]), "tugas": DUTY[s]} for s in SOURCES if signers
        )
    )
