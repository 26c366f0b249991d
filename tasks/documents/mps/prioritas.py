"""Facts of MPS section 2.3 and its annex: weights, priorities by package and place, and of every activity (T2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reports.catatan import BREAK
from reports.labels import KRITERIA
from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.outputs.mps import BOBOT_DIPAKAI, PRIORITAS
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from tasks.documents.mps.nama import Names
from tasks.documents.programme import WITH_PH
from tasks.documents.source import Source, several, words
from tasks.documents.sums import Sums

CRITERIA = ("penerima_manfaat", "permasalahan_mendesak", "persepsi_pokja", "pro_poor")
DRAWN = tuple(f"{name}_komponen" for name in ("posisi", "posisi_akhir", "rank_bawah", "rank_atas"))
FIRM = {1: "pasti", 0: "diperdebatkan"}


def packages(sums: Sums, source: Source, names: Names, komponen: str) -> FactTable:
    """T2 by package and place: the best line with its rank and interval, and how many activities there are.

    In the order of the best lines; packages that cannot be ranked come last.
    """
    drawn = _drawn(source)
    members: dict[tuple[str, str], Rows] = {}
    for row in _ranked(source, komponen):
        members.setdefault(names.package(words(row["kegiatan_id"])), []).append(row)
    rows = (_package(sums, source, names, drawn, komponen, inside) for inside in members.values())
    return FactTable(tuple(rows))


def ties(sums: Sums, source: Source) -> FactTable:
    """Per komponen: activities with a total, how many totals there are, how many share one, and which data are absent.

    No row for a komponen in which nothing has a total.
    """
    made: list[FactRow] = []
    for komponen in WITH_PH:
        rows = [r for r in _ranked(source, komponen) if r.get("total") is not None]
        by_total: dict[object, list[str]] = {}
        for r in rows:
            by_total.setdefault(r["total"], []).append(source.ref(PRIORITAS, r, "total"))
        if not rows:
            continue
        shared = [members for members in by_total.values() if len(members) > 1]
        empty = Counter(k for r in rows for k in several(r.get("kriteria_kosong")))
        counted = {
            "n": [ref for members in by_total.values() for ref in members],
            "n_total": [members[0] for members in by_total.values()],
            "n_berbagi": [ref for members in shared for ref in members],
            "n_terbanyak": max(by_total.values(), key=len),
        }
        made.append(
            {
                "komponen": komponen,
                **{name: sums.count(f"seri.{komponen}.{name}", members) for name, members in counted.items()},
                "kosong": "; ".join(f"{KRITERIA.get(k, k)} ({n} kegiatan)" for k, n in sorted(empty.items())),
            }
        )
    return FactTable(tuple(made))


def _package(
    sums: Sums, source: Source, names: Names, drawn: Mapping[str, Row], komponen: str, rows: Sequence[Row]
) -> FactRow:
    name = words(rows[0]["kegiatan_id"])
    counted = [source.ref(PRIORITAS, r, "total") for r in rows]
    key = "/".join(names.package(name)).replace(" ", "_") or name
    return {
        "program": names.program(name),
        "n": sums.count(f"prioritas.{komponen}.{key}.n", counted),
        **_rank(source, names, drawn, rows[0]),
    }


def activities(source: Source, names: Names, komponen: str) -> FactTable:
    """T2: scores, weight present, total and ranks of every activity of a komponen, in rank order; unranked last."""
    drawn = _drawn(source)
    return FactTable(tuple(_activity(source, names, drawn, r) for r in _ranked(source, komponen)))


def _activity(source: Source, names: Names, drawn: Mapping[str, Row], row: Row) -> FactRow:
    name = words(row["kegiatan_id"])
    firm = drawn.get(name, {"kegiatan_id": name})
    return {
        "nama": names.nama(name),
        "kode": names.package(name)[1],
        **source.figures(PRIORITAS, row, (f"skor_{c}" for c in CRITERIA)),
        "bobot_ada_pct": source.figure(PRIORITAS, row, "bobot_ada_pct", 0),
        "tukar_kriteria": words(firm.get("tukar_kriteria")),
        "tukar_poin": source.figure(RENTANG_PERINGKAT, firm, "tukar_poin", 1),
        **_rank(source, names, drawn, row),
    }


def _rank(source: Source, names: Names, drawn: Mapping[str, Row], row: Row) -> FactRow:
    name = words(row["kegiatan_id"])
    firm = drawn.get(name, {"kegiatan_id": name})
    return {
        "lokasi": names.lokasi(name),
        "total": source.figure(PRIORITAS, row, "total", 2),
        "rank_komponen": source.figure(PRIORITAS, row, "rank_komponen"),
        "rank_semua": source.figure(PRIORITAS, row, "rank_semua"),
        **source.figures(RENTANG_PERINGKAT, firm, DRAWN),
        "keterangan": BREAK.join(n for n in _catatan(row, firm) if n),
    }


def _catatan(row: Row, firm: Row) -> tuple[str, ...]:
    if row.get("total") is None:
        return ("belum dapat dinilai",)
    firmness = firm.get("is_pasti_komponen")
    own = words(row.get("skor_lain")).replace(":", " ").replace(";", ", ")
    provisional = "sementara" if row.get("is_sementara") == 1 else ""
    tied = row.get("n_seri")
    shared = f"skor sama dengan {tied - 1} kegiatan lain" if isinstance(tied, int) and tied > 1 else ""
    return FIRM[firmness] if isinstance(firmness, int) else "", provisional, shared, own


def _drawn(source: Source) -> dict[str, Row]:
    return {words(r["kegiatan_id"]): r for r in source.rows(RENTANG_PERINGKAT)}


def _ranked(source: Source, komponen: str) -> Rows:
    return sorted((r for r in source.rows(PRIORITAS) if r["komponen"] == komponen), key=_order)


def _order(row: Row) -> tuple[int, str]:
    place = row.get("urutan")
    return (place if isinstance(place, int) else 10**9, words(row["kegiatan_id"]))


def weights(source: Source) -> FactTable:
    """Weights of the criteria in use."""
    rows: list[FactRow] = [
        {
            "komponen": words(r["komponen"]),
            "kriteria": words(r["kriteria"]),
            "bobot_pct": source.figure(BOBOT_DIPAKAI, r, "bobot_pct", 1),
            **source.figures(BOBOT_DIPAKAI, r, ("bobot_min_pct", "bobot_max_pct"), 1),
            "asal": {"pokja": "ditetapkan Pokja", "bawaan": "bawaan aturan"}.get(words(r.get("asal")), ""),
            "catatan": words(r.get("catatan")),
        }
        for r in source.rows(BOBOT_DIPAKAI)
    ]
    return FactTable(tuple(rows))
