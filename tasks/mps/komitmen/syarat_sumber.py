"""What a source asks for beside money: consultations, agreements, and the minimums of the DAK (mps.md section 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.rulebook import Rulebook
from tasks.arith import half_up_int
from tasks.mps.calon import whole
from tasks.mps.sumber import BY_AGREEMENT

BY_CONSULTATION = frozenset({"APBD_P", "APBN"})
COLUMN = {"konsultasi": "konsultasi_id", "perjanjian": "perjanjian_id"}
Named = Mapping[tuple[str, str], Row]


def asked_of(sumber: str) -> str:
    """`konsultasi`, `perjanjian`, or empty for a source that asks for neither."""
    return "konsultasi" if sumber in BY_CONSULTATION else "perjanjian" if sumber in BY_AGREEMENT else ""


def conditions(baris: Iterable[Row], before: Iterable[Row], own: Iterable[Row], bukti: Iterable[Row]) -> Rows:
    """Rows of `syarat_sumber`: what each line names (this year's row first), and whether that evidence exists.

    Evidence that was never listed in table `bukti` of either year is `tanpa_bukti`.
    """
    named: Named = {(str(r["kegiatan_id"]), str(r["sumber_dana"])): r for rows in (before, own) for r in rows}
    listed = {str(r["bukti_id"]) for r in bukti}
    return [_condition(row, asked, named, listed) for row in baris if (asked := asked_of(str(row["sumber_dana"])))]


def _condition(row: Row, asked: str, named: Named, listed: Collection[str]) -> Row:
    stated = named.get((str(row["kegiatan_id"]), str(row["sumber_dana"])), {}).get(COLUMN[asked])
    state = "belum" if not stated else "ada" if str(stated) in listed else "tanpa_bukti"
    return {
        "kegiatan_id": row["kegiatan_id"],
        "sumber_dana": row["sumber_dana"],
        "komponen": row["komponen"],
        "syarat": asked,
        "bukti_id": stated,
        "keadaan": state,
        "jumlah_rp": row["jumlah_rp"],
        "status": row["status"],
    }


def dak_minimums(dak: Iterable[Row], rules: Rulebook) -> Rows:
    """Rows of `dak_minimum` where an instruction is in force; an unknown base gives no minimum, and no row."""
    return [row for year in dak for row in _of_year(year, rules)] if rules["mps.dak.rules_apply"] else []


def _of_year(row: Row, rules: Rulebook) -> Iterator[Row]:
    regular, extra = whole(row.get("reguler_rp")), whole(row.get("tambahan_rp"))
    both = None if regular is None else regular + (extra or 0)
    for name, base, pct in (
        ("pendamping_reguler_rp", regular, rules.exact("mps.dak.counterpart_regular")),
        ("pendamping_tambahan_rp", extra, Fraction(str(rules["mps.dak.counterpart_extra"]["default"]))),
        ("operasional_rp", both, rules.exact("mps.dak.operations")),
    ):
        if base is not None:
            least = half_up_int(base * pct / 100)
            yield _minimum(row, name, least, whole(row.get(name))) | {"dasar_rp": base, "minimum_pct": pct}
    before, own = whole(row.get("pendamping_tahun_lalu_rp")), whole(row.get("pendamping_reguler_rp"))
    if before is not None:
        now = None if own is None else own + (whole(row.get("pendamping_tambahan_rp")) or 0)
        yield _minimum(row, "pendamping_tahun_lalu_rp", before, now)


def _minimum(row: Row, name: str, least: int, there: int | None) -> Row:
    return {
        "tahun": row["tahun"],
        "syarat": name,
        "dasar_rp": None,
        "minimum_pct": None,
        "minimum_rp": least,
        "ada_rp": there,
        "kurang_rp": None if there is None else max(0, least - there),
    }
