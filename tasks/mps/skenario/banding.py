"""Two programmes side by side: value, lines, rupiah by source and year, what enters, leaves or moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from schemas.canonical import text_of
from schemas.contract import Row, Rows
from tasks.mps.calon import whole
from tasks.mps.komitmen.rekap import WAITING
from tasks.mps.langkah import YEARS

KINDS = ("enters", "leaves", "moves", "volume", "source")
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hasil:
    """The tables of one programme that a comparison reads, by name."""

    fiscal_year: int
    tables: Mapping[str, Rows]

    def rows(self, name: str) -> Rows:
        """Rows of a table; [] when the programme has none."""
        return self.tables.get(name, [])


class _Letak(NamedTuple):
    """Where one activity stands: first year (None: not in the plan years), volumes, sources with shares, reason.

    `state` is placed, waiting, after_plan, or absent where the SSK behind the programme lacks the activity.
    """

    first: int | None
    state: str
    volumes: tuple[str, ...] = ()
    rest_rp: int = 0
    sources: tuple[tuple[str, str], ...] = ()
    reason: str = ""


ABSENT = _Letak(None, "absent")


def compare(a: Hasil, b: Hasil) -> Answer:
    """What differs from `a` to `b`, as plain values; unknown is None. Changes are sorted by kind, then priority."""
    return {
        "value": _pair(_value(a), _value(b)),
        "gap_pct": {"from": _gap(a), "to": _gap(b)},
        "lines": {name: _pair(*(counted(h)[name] for h in (a, b))) for name in ("placed", "waiting", "after_plan")},
        "rupiah": {name: _pair(*(_rupiah(h)[name] for h in (a, b))) for name in ("placed", "waiting")},
        "sources": _sources(a, b),
        "changes": _changes(a, b),
        "priorities": _priorities(a, b),
    }


def _pair(a: int | None, b: int | None) -> Answer:
    return {"from": a, "to": b, "difference": None if a is None or b is None else b - a}


def _value(hasil: Hasil) -> int | None:
    used = _used(hasil)
    return whole(used["nilai"]) if used else None


def _gap(hasil: Hasil) -> str | None:
    """How much better any plan could be at most, in percent; None where that is not known."""
    used = _used(hasil)
    return text_of(Decimal(str(float(used["celah_pct"])))) if used and used["celah_pct"] is not None else None


def _used(hasil: Hasil) -> Row | None:
    return next((r for r in hasil.rows("perbandingan") if r["is_dipakai"] == 1), None)


def counted(hasil: Hasil) -> dict[str, int]:
    """Lines in the plan years and on the waiting list, and activities that fall after the plan."""
    waiting = sum(r["status"] == WAITING for r in hasil.rows("baris"))
    placed = len(hasil.rows("baris")) - waiting
    return {"placed": placed, "waiting": waiting, "after_plan": len(hasil.rows("sesudah_rencana"))}


def _rupiah(hasil: Hasil) -> dict[str, int]:
    """Rupiah of known cost; volumes of a placed line that wait count as waiting."""
    rows = hasil.rows("baris")
    placed = sum(whole(r["jumlah_rp"]) or 0 for r in rows if r["status"] != WAITING)
    waiting = sum((whole(r["jumlah_rp"]) or 0 if r["status"] == WAITING else whole(r["sisa_rp"]) or 0) for r in rows)
    return {"placed": placed, "waiting": waiting}


def _sources(a: Hasil, b: Hasil) -> list[Answer]:
    amounts = [_by_source(h) for h in (a, b)]
    cells = sorted({cell for amount in amounts for cell in amount})
    return [
        {"sumber_dana": s, "tahun": year, **_pair(*(amount.get((s, year), 0) for amount in amounts))}
        for s, year in cells
    ]


def _by_source(hasil: Hasil) -> dict[tuple[str, int], int]:
    return {
        (str(r["sumber_dana"]), hasil.fiscal_year + t): whole(r[f"biaya_{t}_rp"]) or 0
        for r in hasil.rows("rekap_sumber")
        for t in range(1, YEARS + 1)
    }


def _changes(a: Hasil, b: Hasil) -> list[Answer]:
    before, after = _places(a), _places(b)
    names = {str(r["kegiatan_id"]): r for h in (a, b) for r in h.rows("baris")}
    order = {str(r["kegiatan_id"]): whole(r["urutan"]) or 0 for r in b.rows("prioritas")}
    found: list[Answer] = []
    for name in before.keys() | after.keys():
        old, new = before.get(name, ABSENT), after.get(name, ABSENT)
        kind = _kind(old, new)
        if kind:
            row = names.get(name, {})
            found.append(
                {
                    "kind": kind,
                    "kegiatan_id": name,
                    "nama": row.get("nama"),
                    "komponen": row.get("komponen"),
                    "from": old.first,
                    "to": new.first,
                    "state_from": old.state,
                    "state_to": new.state,
                    "sources_from": _named(old),
                    "sources_to": _named(new),
                    "reason": new.reason or None,
                }
            )
    return sorted(
        found, key=lambda c: (KINDS.index(str(c["kind"])), order.get(str(c["kegiatan_id"]), 0), c["kegiatan_id"])
    )


def _places(hasil: Hasil) -> dict[str, _Letak]:
    after = hasil.rows("sesudah_rencana")
    found = {str(r["kegiatan_id"]): _Letak(None, "after_plan", reason=str(r["alasan"] or "")) for r in after}
    rows: dict[str, list[Row]] = {}
    for row in hasil.rows("baris"):
        rows.setdefault(str(row["kegiatan_id"]), []).append(row)
    return found | {name: _place(several) for name, several in rows.items()}


def _place(rows: list[Row]) -> _Letak:
    first, reason = rows[0], str(rows[0]["alasan"] or "")
    if first["status"] == WAITING or first["tahun_mulai"] is None:
        return _Letak(None, "waiting", reason=reason)
    return _Letak(
        whole(first["tahun_mulai"]),
        "placed",
        tuple(text_of(first[f"vol_{t}"]) for t in range(1, YEARS + 1)),
        sum(whole(r["sisa_rp"]) or 0 for r in rows),
        tuple(sorted((str(r["sumber_dana"]), text_of(r["share"])) for r in rows)),
        reason,
    )


def _kind(old: _Letak, new: _Letak) -> str | None:
    if old.first is None or new.first is None:
        return None if old.first == new.first else ("enters" if old.first is None else "leaves")
    if old.first != new.first:
        return "moves"
    if (old.volumes, old.rest_rp) != (new.volumes, new.rest_rp):
        return "volume"
    return "source" if old.sources != new.sources else None


def _named(letak: _Letak) -> list[str]:
    return [s for s, _ in letak.sources]


def _priorities(a: Hasil, b: Hasil) -> list[Answer]:
    """Activities whose dense rank over all lines differs, in the order of `b`; None: belum dapat dinilai."""
    old = {str(r["kegiatan_id"]): whole(r["rank_semua"]) for r in a.rows("prioritas")}
    rows = sorted(b.rows("prioritas"), key=lambda r: whole(r["urutan"]) or 0)
    return [
        {"kegiatan_id": name, "komponen": r["komponen"], "from": old.get(name), "to": whole(r["rank_semua"])}
        for r in rows
        if old.get(name := str(r["kegiatan_id"])) != whole(r["rank_semua"])
    ]
