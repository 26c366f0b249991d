"""Facts of the activities: progress, what is not budgeted, what lies outside the MPS, obstacles; and the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable, Figure
from schemas.findings import Finding, order
from schemas.outputs.realisasi import ANGGARAN, CAPAIAN_SASARAN, PELAKSANAAN
from schemas.tables.baris_anggaran import BARIS_ANGGARAN
from schemas.tables.capaian import CAPAIAN
from schemas.tables.realisasi import REALISASI
from tasks.documents.kata import written_out
from tasks.documents.kecamatan import figure
from tasks.documents.places import Places
from tasks.documents.programme import WITH_PH, komponen_order
from tasks.documents.source import Source, number, reads, words
from tasks.documents.sums import Sums

OUTSIDE = ("tanpa_kegiatan", "bukan_mps", "sumber_lain", "tahun_lain")
WORKS = {1: "ya", 0: "tidak"}
VOLUMES = ("mps_volume", "volume_rencana", "volume_realisasi")
MONEY = ("mps_rp", "pagu_rp", "keuangan_rp", "serapan_pct", "efisiensi")
VALUES = ("baseline", "target", "realisasi", "capaian_pct", "gap_pct", "selisih", "jalur")


def activities(sums: Sums, made: Source, given: Source, places: Places) -> dict[str, FactTable]:
    """The activity tables: with a budget, without one, outside the MPS, and what was said about them."""
    rows = sorted(made.rows(PELAKSANAAN), key=_order)
    budgeted = [r for r in rows if r.get("n_anggaran")]
    rest = [r for r in rows if not r.get("n_anggaran")]
    absent = "" if given.has(BARIS_ANGGARAN) else BARIS_ANGGARAN.name
    said = [r for r in budgeted if _is_remarkable(r)]
    return {
        "kegiatan": FactTable(
            tuple(_activity(made, places, r) for r in budgeted),
            absent=absent,
            sources=given.provenance(BARIS_ANGGARAN, REALISASI),
            reads=(*reads(REALISASI, "fisik_pct", "keuangan_rp", "volume"), *reads(BARIS_ANGGARAN, "pagu_rp")),
        ),
        "keterangan": FactTable(tuple(_remark(places, r) for r in said), absent=absent),
        "luar_mps": _outside(made, given, places, absent),
        "belum": _by_step(sums, made, rest, absent),
        "rincian_belum": FactTable(tuple(_not_budgeted(made, places, r) for r in rest), absent=absent),
    }


def _order(row: Row) -> tuple[int, str, str, str, str]:
    names = (words(row.get(c)) for c in ("tahun", "kegiatan_id", "lokasi", "sumber_dana"))
    tahun, name, place, source = names
    return komponen_order(words(row.get("komponen"))), tahun, name, place, source


def _named(places: Places, row: Row) -> FactRow:
    return {
        "komponen": words(row.get("komponen")),
        "tahun": words(row.get("tahun")),
        "nama": words(row.get("nama")) or words(row["kegiatan_id"]),
        "lokasi": places.lokasi(words(row.get("lokasi"))),
        "sumber": words(row.get("sumber_dana")),
        "satuan": words(row.get("satuan")),
    }


def _activity(made: Source, places: Places, row: Row) -> FactRow:
    shown = _named(places, row)
    shown |= {c: made.figure(PELAKSANAAN, row, c, _places(row.get(c))) for c in VOLUMES}
    shown |= made.figures(PELAKSANAAN, row, MONEY)
    return shown | {"fisik_pct": made.figure(PELAKSANAAN, row, "fisik_pct", 1), "dokumen": words(row.get("dokumen"))}


def _places(value: object) -> int:
    exact = number(value) if isinstance(value, int | Fraction) else None
    return 0 if exact is None or Fraction(exact).denominator == 1 else 2


def _is_remarkable(row: Row) -> bool:
    return row.get("berfungsi") == 0 or any(row.get(c) for c in ("kendala", "alasan_geser", "catatan"))


def _remark(places: Places, row: Row) -> FactRow:
    works = row.get("berfungsi")
    return _named(places, row) | {
        "periode": words(row.get("periode")),
        "berfungsi": WORKS.get(works, "") if isinstance(works, int) else "",
        **{c: words(row.get(c)) for c in ("kendala", "alasan_geser", "catatan")},
    }


def _outside(made: Source, given: Source, places: Places, absent: str) -> FactTable:
    rows = [r for r in made.rows(ANGGARAN) if r["keadaan"] in OUTSIDE]
    shown: list[FactRow] = [
        {
            "baris_id": words(r["baris_id"]),
            "kegiatan_id": words(r.get("kegiatan_id")),
            "lokasi": places.lokasi(words(r["lokasi"])) if r.get("lokasi") else "",
            "tahun": words(r.get("tahun")),
            "sumber": words(r.get("sumber_dana")),
            "dokumen": words(r.get("dokumen")),
            "alasan": written_out(words(r.get("alasan"))),
            **made.figures(ANGGARAN, r, ("pagu_rp", "keuangan_rp")),
        }
        for r in rows
    ]
    return FactTable(tuple(shown), absent=absent, sources=given.provenance(BARIS_ANGGARAN))


def _by_step(sums: Sums, made: Source, rows: Rows, absent: str) -> FactTable:
    """Lines without a budget, added up by komponen, year and name of the step."""
    groups: dict[tuple[str, str, str], Rows] = {}
    for r in rows:
        groups.setdefault((words(r.get("komponen")), words(r.get("tahun")), words(r.get("nama"))), []).append(r)
    shown: list[FactRow] = []
    for i, ((komponen, tahun, nama), members) in enumerate(groups.items()):
        amounts = [made.figure(PELAKSANAAN, r, "mps_rp") for r in members]
        shown.append(
            {
                "komponen": komponen,
                "tahun": tahun,
                "nama": nama,
                "n": sums.count(f"belum.{i}.n", [a.ref for a in amounts]),
                "mps_rp": sums.total(f"belum.{i}.mps_rp", amounts, 0, "Rp"),
            }
        )
    total: FactRow = {"nama": "Jumlah"}
    total |= {c: sums.total(f"belum.semua.{c}", [figure(r, c) for r in shown]) for c in ("n", "mps_rp")}
    return FactTable(tuple(shown), total if shown else None, absent)


def _not_budgeted(made: Source, places: Places, row: Row) -> FactRow:
    volume = made.figure(PELAKSANAAN, row, "mps_volume", _places(row.get("mps_volume")))
    return _named(places, row) | {"mps_volume": volume, "mps_rp": made.figure(PELAKSANAAN, row, "mps_rp")}


def results(made: Source, given: Source) -> dict[str, FactTable]:
    """The achievement table, and the part of it that is behind its path."""
    rows = sorted(made.rows(CAPAIAN_SASARAN), key=_result_order)
    absent = "" if given.has(CAPAIAN) else CAPAIAN.name

    def shown(keep: Callable[[Row], bool]) -> FactTable:
        kept = tuple(_result(made, r) for r in rows if keep(r))
        return FactTable(kept, absent=absent, sources=given.provenance(CAPAIAN), reads=reads(CAPAIAN))

    return {"capaian": shown(lambda _: True), "peringatan": shown(lambda r: r.get("is_peringatan") == 1)}


def _result_order(row: Row) -> tuple[int, str, str]:
    return komponen_order(words(row.get("komponen"))), words(row["sasaran_id"]), words(row["tahun"])


def _result(made: Source, row: Row) -> FactRow:
    warns = row.get("is_peringatan")
    goal: Figure = made.figure(CAPAIAN_SASARAN, row, "target_akhir")
    return {
        "komponen": words(row.get("komponen")) if row.get("komponen") in WITH_PH else "Lainnya",
        "tujuan": words(row.get("tujuan")),
        "sasaran": words(row.get("sasaran")) or words(row["sasaran_id"]),
        "indikator": words(row.get("indikator")),
        "satuan": words(row.get("satuan")),
        "arah": words(row.get("arah")),
        "tahun": words(row["tahun"]),
        "tahun_baseline": words(row.get("tahun_baseline")),
        "tahun_target": words(row.get("tahun_target")),
        "target_akhir": goal,
        **made.figures(CAPAIAN_SASARAN, row, VALUES),
        "peringatan": {1: "di bawah jalur", 0: "sesuai jalur"}.get(warns, "") if isinstance(warns, int) else "",
        "sumber": words(row.get("sumber")),
        "catatan": words(row.get("catatan")),
    }


def findings(found: Iterable[Finding]) -> FactTable:
    """Findings about the report with the row that each is about, gravest first."""
    rows: list[FactRow] = [
        {
            "aturan": f.rule,
            "tingkat": f.severity,
            "tabel": f.table,
            "baris": f.row.replace("|", " "),
            "pesan": written_out(f.message),
        }
        for f in order(found)
    ]
    return FactTable(tuple(rows))
