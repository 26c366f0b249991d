"""What the criteria look at: one candidate per SSK activity, and the facts of the district."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from schemas.contract import Row, Rows, Value


class Calon(NamedTuple):
    """One activity of the SSK as the priority table sees it; `area` are keys `<kode_desa>/<komponen>`.

    `desa` empty means the whole district. `penerima` (KK) and `biaya_rp` are None when unknown.
    """

    id: str
    komponen: str
    penerima: int | None = None
    area: tuple[str, ...] = ()
    desa: tuple[str, ...] = ()
    biaya_rp: int | None = None


@dataclass(frozen=True, slots=True)
class Bahan:
    """Facts of one district: risk classes, (poor KK, KK) of every desa that has both, agreed scores of the Pokja.

    `dokumen` are (held, needed) mandatory documents by activity, empty where readiness is unknown. `hanya_pokja` are
    criteria that the Pokja scores itself although data could.
    """

    kelas: Mapping[str, int | None] = field(default_factory=dict)
    miskin: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tahun_penduduk: Mapping[str, int] = field(default_factory=dict)
    skor_pokja: Mapping[tuple[str, str], int] = field(default_factory=dict)
    pro_poor_cuts: tuple[Fraction, ...] = (Fraction(1, 2), Fraction(1), Fraction(3, 2))
    dokumen: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    kesiapan_cuts: tuple[Fraction, ...] = (Fraction(0), Fraction(1, 2))
    hanya_pokja: frozenset[str] = frozenset()


def parts(value: Value) -> tuple[str, ...]:
    """The members of a list cell (`;`), blanks dropped; () when unknown."""
    if not value:
        return ()
    text = str(value)
    return tuple(p.strip() for p in text.split(";") if p.strip()) if ";" in text else (text.strip(),)


def whole(value: Value) -> int | None:
    """A count or rupiah value; None when unknown."""
    return None if value is None else int(value)


def candidates(kegiatan: Iterable[Row]) -> list[Calon]:
    """One candidate per activity of the SSK, in id order."""
    found = [
        Calon(
            str(row["kegiatan_id"]),
            str(row.get("komponen") or ""),
            whole(row.get("penerima_manfaat_kk")),
            parts(row.get("area")),
            parts(row.get("kode_desa")),
            whole(row.get("jumlah_rp")),
        )
        for row in kegiatan
    ]
    return sorted(found, key=lambda c: c.id)


def poor_households(penduduk: Rows, last_year: int) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """(kk_miskin, kk) and the year used, per desa, from its newest year not above `last_year`.

    A desa whose newest row lacks one of the two is absent: it counts neither as poor nor as not poor.
    """
    newest: dict[str, Row] = {}
    for row in penduduk:
        desa, tahun = str(row["kode_desa"]), whole(row.get("tahun"))
        if tahun is None or tahun > last_year:
            continue
        known = newest.get(desa)
        if known is None or int(known["tahun"] or 0) < tahun:
            newest[desa] = row
    both = {d: r for d, r in newest.items() if r.get("kk") is not None and r.get("kk_miskin") is not None}
    return (
        {d: (int(r["kk_miskin"] or 0), int(r["kk"] or 0)) for d, r in both.items()},
        {d: int(r["tahun"] or 0) for d, r in both.items()},
    )
