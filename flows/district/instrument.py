"""The instrument of a district: which sheets, prepared with which rows, and what is known from before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flows.cycle.known import PLAN_YEARS, Known
from flows.programme.year import run_findings
from flows.wiring import registry
from reports.instrument import Instrumen, Lembar, before_key, instrument
from reports.labels import SEVERITY
from schemas.contract import Row, Table, Value
from schemas.errors import WrongUsage
from schemas.form_words import column_words, table_words
from schemas.households import HOUSEHOLD_TABLES
from schemas.rulebook import Rulebook, load_rulebook
from schemas.tables import TABLES
from tasks.intake.regions.regions import Registry
from tasks.intake.regions.slice import Slice
from tasks.lineage.records.history import History, Unit
from tasks.programme.kelengkapan import STAGES_OF
from tasks.store.ports import Store

_NOT_HANDED_OUT = {"angka_cetak", "parameter_lokal"}
"""Tables of those who print, and of the Pokja's own rules."""
_SYSTEMS = {"AL": ("A1", "A2", "A3", "B1", "B2", "C"), "PS": ("L", "TL", "R", "X"), "DR": ("G",)}
_SOURCES = ("APBD_K", "APBD_P", "APBN", "CSR", "MASY")
_YEARS_OF_PEOPLE, _YEARS_OF_MONEY = 3, 5
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_WHO: Mapping[str, str] = {
    "kesehatan": "Dinas Kesehatan", "ehra": "Dinas Kesehatan", "ehra_responden": "Dinas Kesehatan",
    "rt": "Dinas Kesehatan", "air_limbah": "Dinas PU", "air_minum": "Dinas PU", "drainase_genangan": "Dinas PU",
    "banjir": "Dinas PU", "spald": "Dinas PU", "das": "Dinas PU", "persampahan": "Dinas Lingkungan Hidup",
    "tps3r": "Dinas Lingkungan Hidup", "penduduk": "Dinas Kependudukan", "fasilitas_sekolah": "Dinas Pendidikan",
    "keuangan": "Bappeda dan BPKAD", "pagu": "Bappeda dan BPKAD", "komitmen": "Bappeda dan BPKAD",
    "komitmen_baris": "Bappeda dan BPKAD", "dak": "Bappeda dan BPKAD", "baris_anggaran": "BPKAD",
    "kontrak": "OPD pelaksana", "realisasi": "OPD pelaksana", "kesiapan": "OPD pelaksana",
    "persepsi": "setiap OPD anggota Pokja",
}  # fmt: skip


def make_instrument(store: Store, fiscal_year: int, kode: str, *, is_empty: bool = False) -> bytes:
    """The workbook of a district for a fiscal year; without last year's values, known ones and findings if `is_empty`.

    Raises WrongUsage where no region list or sealed run names the desa of the district.
    """
    return instrument_of(Known(store, fiscal_year), kode, is_empty=is_empty)


def instrument_of(year: Known, kode: str, *, is_empty: bool = False) -> bytes:
    """The same from what is known of the year, for many districts in a row."""
    return instrument(view_of(year, kode, registry(year.store), is_empty=is_empty))


def view_of(year: Known, kode: str, regions: Registry, *, is_empty: bool = False) -> Instrumen:
    """What goes into the workbook."""
    fiscal_year = year.fiscal_year
    rules = load_rulebook(fiscal_year)
    places = Slice.load(regions.slice_for(kode))
    if not places.desa:
        raise WrongUsage(f"no loaded region list names the desa of {kode}; `ppsp regions load` loads one")
    desa = {code: (name, places.kecamatan.get(code[:8], "")) for code, name in sorted(places.desa.items())}
    stages = _stages(year, kode)
    now, then, year_before = (None, None, None) if is_empty else _sealed(year, kode)
    asked = [t for t in TABLES if stages & set(t.stages) and t.name not in _NOT_HANDED_OUT]
    tables = sorted(asked, key=lambda t: t.need == "optional")  # what is expected comes first, each in its order
    sheets = [_sheet(t, fiscal_year, kode, desa, stages, rules, now, then) for t in tables]
    found = [] if is_empty else _findings(year, kode)
    nama = places.label(kode).removesuffix(f" ({kode})")
    return Instrumen(kode, nama, fiscal_year, desa, sheets, found, year_before)


def _stages(year: Known, kode: str) -> frozenset[str]:
    """The stages whose tables the district fills in the year: as listed, else by what is sealed before."""
    listed = [p.peran for p in year.participants if (p.fiscal_year, p.kode_kab) == (year.fiscal_year, kode)]
    if not listed:
        carries_out = ["implementasi", "monev"] if kode in year.plans else ["bp_ssk"]
        listed = ["mps"] if kode in year.drafts else carries_out
    if "implementasi" in listed:
        listed.append("monev")
    return frozenset[str]().union(*(STAGES_OF[name] for name in listed))


def _sealed(year: Known, kode: str) -> tuple[Unit | None, Unit | None, int | None]:
    """The checked tables of this year, those of the newest year before, and that year."""
    now = _checked(year, kode)
    for before in range(year.fiscal_year - 1, year.fiscal_year - PLAN_YEARS - 1, -1):
        if then := _checked(year.of(before), kode):
            return now, then, before
    return now, None, None


def _checked(year: Known, kode: str) -> Unit | None:
    run = year.runs.get(kode)
    return History(year.store, run).unit(year.fiscal_year, kode, "validation") if run else None


def _sheet(
    table: Table,
    fiscal_year: int,
    kode: str,
    desa: Mapping[str, tuple[str, str]],
    stages: frozenset[str],
    rules: Rulebook,
    now: Unit | None,
    then: Unit | None,
) -> Lembar:
    known = _rows(now, table)
    before: dict[str, Row] = {}
    for row in _rows(then, table).values():
        before[before_key(table, row)] = row  # rows are sorted by key, so that the newest year stays
    keys = list(prepared(table, fiscal_year, kode, desa))
    there = {table.key_of(dict(k)) for k in keys}
    keys += [{n: row[n] for n in table.key} for key, row in known.items() if key not in there]
    return Lembar(table, _due(rules, stages), _WHO.get(table.name, "Pokja"), keys, known, before)


def _rows(unit: Unit | None, table: Table) -> dict[str, Row]:
    """What is known of the table; answers of households are never handed out again."""
    is_there = unit is not None and table.name in unit.memo.tables and table.name not in HOUSEHOLD_TABLES
    return unit.rows(table) if unit and is_there else {}


def prepared(
    table: Table, fiscal_year: int, kode: str, desa: Mapping[str, tuple[str, str]]
) -> Iterable[Mapping[str, Value]]:
    """The rows whose keys are known beforehand, by column."""
    match table.name:
        case "info":
            kecamatan = {k for _, k in desa.values()}
            yield {"kode_kab": kode, "tahun_dasar": fiscal_year - 1, "tahun_mulai": fiscal_year + 1,
                   "jumlah_kecamatan": len(kecamatan), "jumlah_desa": len(desa), "satuan_uang": "Rp",
                   "code_system": "kemendagri"}  # fmt: skip
        case "wilayah":
            for code, (name, kec) in desa.items():
                yield {"kode_desa": code, "desa": name, "kecamatan": kec}
        case "penduduk":
            for year in range(fiscal_year - _YEARS_OF_PEOPLE, fiscal_year):
                yield from (_key(kode_desa=c, tahun=year) for c in desa)
        case "keuangan":
            yield from ({"tahun": y} for y in range(fiscal_year - _YEARS_OF_MONEY + 1, fiscal_year + 1))
        case "tahapan":
            for komponen, systems in _SYSTEMS.items():
                yield from ({"komponen": komponen, "sistem": s} for s in systems)
        case "pagu" | "komitmen":
            plan = range(fiscal_year + 1, fiscal_year + PLAN_YEARS + 1)
            yield from (_key(sumber_dana=s, tahun=y) for s in _SOURCES for y in plan)
        case _ if table.key == ("kode_desa",):
            yield from ({"kode_desa": c} for c in desa)


def _key(**values: Value) -> Mapping[str, Value]:
    return values


def _due(rules: Rulebook, stages: frozenset[str]) -> str:
    milestone = "M10" if "mps" in stages else "M3" if "bp" in stages else ""
    if not milestone:
        return f"akhir tahun {rules.fiscal_year}"
    month, day = rules[f"programme.milestone.{milestone}"]["due"]
    due = date(rules.fiscal_year, month, day)
    return f"{due.day} {_MONTHS[due.month - 1]} {due.year}"


def _findings(year: Known, kode: str) -> Sequence[tuple[str, str, str]]:
    """What the newest run of the year found, else that of the year before: urgency, place, sentence."""
    for one in (year, year.of(year.fiscal_year - 1)):
        run = one.runs.get(kode)
        if run and (told := run.told.get(kode)):
            found = [f for f in run_findings(year.store, run, told) if f.severity != "advice"]
            return [(SEVERITY[f.severity], _where(f.table, f.row, f.column), f.message) for f in found]
    return []


def _where(table: str, row: str, column: str) -> str:
    words = [table_words(table) if table else "", "" if row.startswith("*") else row.partition("~")[0],
             column_words(table, column) if table and column else ""]  # fmt: skip
    return " · ".join(w for w in words if w) or "seluruh kiriman"
