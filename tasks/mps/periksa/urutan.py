"""Rules on when and where: years of the plan, order of the parts, design and land, places of the DAK (mps.md 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.contract import Row
from schemas.findings import Finding
from tasks.mps.calon import parts
from tasks.mps.kesiapan.dokumen import WHOLE_DISTRICT
from tasks.mps.langkah import before_of
from tasks.mps.periksa.aturan import Aturan, Diperiksa, found, key_of, line_name, rule, several

CONSTRUCTION = "k"
OPERATION = "d"  # starts after the first of its assets, the others join later
FROM_OTHERS = ("ded", "lahan")
WORDS = {"ded": "desain (DED)", "lahan": "lahan"}
AREA_OF = {"PH": "AL"}

MP_V30 = rule("MP-V30", "error", "DAK hanya membiayai konstruksi.", "published")
MP_V32 = rule(
    "MP-V32", "error", "Lokasi DAK adalah lokasi prioritas SSK: area berisiko berkelas prioritas.", "published"
)
MP_V40 = rule(
    "MP-V40",
    "error",
    "Tahun baris dan komitmen berada di dalam tahun rencana; urutan SIDLACOM diikuti; konstruksi punya desain dan "
    "lahan.",
)


def _order(d: Diperiksa) -> Iterator[Finding]:
    first = _first_years(d)
    for name, year in sorted(first.items()):
        activity = d.kegiatan.get(name, {})
        if year not in d.plan_years:
            text = f"Tahun mulai {name} {year} di luar tahun rencana {d.plan_years[0]}–{d.plan_years[-1]}."
            yield found(MP_V40, text, "baris", name, "tahun_mulai", year)
        before = [b for b in map(before_of, parts(activity.get("setelah"))) if b.id in first]
        late = [b.id for b in before if first[b.id] + b.lag > year]
        is_early = len(late) == len(before) if activity.get("jenis_sub") == OPERATION else True
        if late and is_early:
            text = f"{name} mulai {year}, sebelum kegiatan yang harus mendahuluinya: {several(late)}; geser tahunnya."
            yield found(MP_V40, text, "baris", name, "tahun_mulai", year)
    yield from _foundations(d, first)


def _first_years(d: Diperiksa) -> dict[str, int]:
    found_years = {(str(r["kegiatan_id"]), r.get("tahun_mulai")) for r in d.placed}
    return {name: year for name, year in found_years if isinstance(year, int)}


def _foundations(d: Diperiksa, first: dict[str, int]) -> Iterator[Finding]:
    """Construction in the plan that asks for a design or land which is neither held nor made by a step before it.

    Without a submitted table `kesiapan` what is held is unknown, and nothing is called missing.
    """
    if not d.has("kesiapan"):
        return
    held = {(str(r["kegiatan_id"]), str(r["kriteria"])) for r in d.rows("kesiapan") if r.get("status") == "ada"}
    made: dict[tuple[Any, Any], set[str]] = {}
    for name in first:
        row = d.kegiatan.get(name, {})
        made.setdefault(_place(row), set()).update(_makes(row))
    for name in sorted(first):
        row = d.kegiatan.get(name, {})
        if row.get("jenis_sub") != CONSTRUCTION:
            continue
        asked = parts(row.get("dokumen_perlu")) if row.get("kode_katalog") else FROM_OTHERS
        lacking = [
            document
            for document in FROM_OTHERS
            if document in asked
            and not {(name, document), (WHOLE_DISTRICT, document)} & held
            and document not in made[_place(row)]
        ]
        if lacking:
            words = " dan ".join(WORDS[x] for x in lacking)
            text = (
                f"Konstruksi {name} mulai {first[name]} tanpa {words}; tambahkan langkahnya atau buktinya di kesiapan."
            )
            yield found(MP_V40, text, "baris", name, "tahun_mulai", first[name])


def _place(row: Row) -> tuple[Any, Any]:
    return row.get("program_id"), row.get("lokasi")


def _makes(row: Row) -> set[str]:
    letter = {"D": "ded", "L": "lahan"}.get(str(row.get("tahap") or ""))
    return {*parts(row.get("dokumen_buat")), *([letter] if letter else ())}


def _tagged(d: Diperiksa) -> dict[str, str]:
    """Activities paid by the DAK, with the table whose row says so: this year's submission or that of the SSK."""
    tables = ("program_kegiatan_ssk", "program_kegiatan")
    return {
        str(r["kegiatan_id"]): f"{name}|{key_of(r, 'kegiatan_id', 'sumber_dana')}"
        for name in tables
        for r in d.rows(name)
        if "DAK" in parts(r.get("tag_dana"))
    }


def _dak_construction(d: Diperiksa) -> Iterator[Finding]:
    """Lines of the plan whose mark stands in the SSK's submission; rows of this year are checked when handed in."""
    if not d.rules["mps.dak.rules_apply"]:
        return
    tagged = _tagged(d)
    for row in d.placed:
        name = str(row["kegiatan_id"])
        kind = d.kegiatan.get(name, {}).get("jenis_sub")
        if tagged.get(name, "").startswith("program_kegiatan_ssk") and kind not in (None, CONSTRUCTION):
            text = f"DAK membiayai {line_name(row)} berjenis {kind}; DAK hanya untuk konstruksi (k)."
            yield found(MP_V30, text, "baris", key_of(row, "kegiatan_id", "sumber_dana"), "kegiatan_id")


def _dak_places(d: Diperiksa) -> Iterator[Finding]:
    if not d.rules["mps.dak.location_in_ssk"]:
        return
    kelas = {(str(r["kode_desa"]), str(r["komponen"])): r.get("skor_akhir") for r in d.rows("area")}
    priority = d.rules["area.priority_classes"]
    for name, source in sorted(_tagged(d).items()):
        activity = d.kegiatan.get(name)
        if activity is None:
            continue
        komponen = AREA_OF.get(str(activity["komponen"]), str(activity["komponen"]))
        known = {desa: c for desa in parts(activity.get("kode_desa")) if (c := kelas.get((desa, komponen))) is not None}
        other = [f"{desa} kelas {c}" for desa, c in sorted(known.items()) if c not in priority]
        if other:
            text = (
                f"Lokasi DAK {name} bukan area prioritas {komponen} menurut Buku Putih yang disematkan: "
                f"{several(other)}. Pilih lokasi berkelas {' atau '.join(map(str, priority))}."
            )
            table, _, key = source.partition("|")
            yield found(MP_V32, text, table.removesuffix("_ssk"), key, "kode_desa")


_SSK = (
    "kegiatan: kegiatan_id | komponen | program_id | lokasi | jenis_sub | tahap | setelah | kode_desa\n"
    "K1 | AL | P | X | c | D | - | 99.01.01.2001\n K2 | AL | P | X | {} | A | K1+1 | 99.01.01.2001\n"
)
_BARIS = (
    "baris: kegiatan_id | sumber_dana | status | tahun_mulai\n"
    "K1 | APBD_K | indikatif | 2015\n K2 | APBD_K | indikatif | {}\n"
)
_DAK = "program_kegiatan_ssk: kegiatan_id | sumber_dana | tag_dana\n K2 | APBD_K | DAK\n"
_AREA = "area: kode_desa | komponen | skor_akhir\n 99.01.01.2001 | AL | {}\n"
_HELD = "kesiapan: kegiatan_id | kriteria | status\n K2 | lahan | ada\n"

RULES = (
    Aturan(
        MP_V30,
        _dak_construction,
        example_pass=_SSK.format("k") + _BARIS.format(2016) + _DAK,
        example_fail=_SSK.format("a") + _BARIS.format(2016) + _DAK,
    ),
    Aturan(
        MP_V32,
        _dak_places,
        example_pass=_SSK.format("k") + _DAK + _AREA.format(3),
        example_fail=_SSK.format("k") + _DAK + _AREA.format(2),
        example_year=2020,
    ),
    Aturan(
        MP_V40,
        _order,
        example_pass=_SSK.format("k") + _BARIS.format(2016) + _HELD,
        example_fail=_SSK.format("k") + _BARIS.format(2015) + _HELD,
    ),
)
