"""Agreed and visited scores held against the computed class (buku-putih.md section 5.3, BP-V24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.contract import Row, Rows
from schemas.findings import Finding
from schemas.rule_info import Rule, RuleInfo
from schemas.rulebook import Rulebook

TABLE = "kesepakatan_skor"
GIVEN = ("skor_disepakati", "skor_kunjungan")
_NAMES = {"skor_disepakati": "skor yang disepakati", "skor_kunjungan": "skor hasil kunjungan"}
BP_V24 = RuleInfo(
    "BP-V24",
    "error",
    "bp",
    "assumed",
    "Skor yang diubah punya alasan dan nomor berita acara; kunjungan lapangan punya tanggal dan petugas.",
    "buku-putih.md sections 5.3 and 8",
)


@dataclass(frozen=True, slots=True)
class Perubahan:
    """A given score that differs from the computed one, or stands where none was computed (`dari` None)."""

    column: str
    dari: int | None
    menjadi: int

    @property
    def teks(self) -> str:
        """The change in words."""
        return f"{'tanpa skor hitung' if self.dari is None else f'skor hitung {self.dari}'} menjadi {self.menjadi}"


def changes(agreed: Row, hitung: int | None) -> list[Perubahan]:
    """Every given score of a desa and komponen that changes its computed one."""
    given = ((column, agreed.get(column)) for column in GIVEN)
    return [Perubahan(c, hitung, v) for c, v in given if isinstance(v, int) and v != hitung]


def lacks(agreed: Row, least: int) -> list[str]:
    """What a change lacks: `alasan` of so many characters, `ba_id`."""
    without_reason = ["alasan"] if len(str(agreed.get("alasan") or "")) < least else []
    return without_reason + (["ba_id"] if agreed.get("ba_id") is None else [])


def catatan_sepakat(agreed: Row, hitung: int | None, least: int) -> str:
    """What is printed beside a class that was changed without reason or minutes; "" for any other."""
    made = changes(agreed, hitung) if agreed else []
    missing = lacks(agreed, least) if made else []
    if not missing:
        return ""
    said = " dan ".join({"alasan": "alasan", "ba_id": "berita acara"}[name] for name in missing)
    return f"diubah Pokja dari {made[-1].teks} tanpa {said}"


def agreed_findings(areas: Rows, agreed: Mapping[tuple[str, str], Row], rules: Rulebook) -> list[Finding]:
    """BP-V24: changes without reason or minutes (error), and large ones that need a second signature (warning)."""
    least, delta = int(rules["area.reason_min_chars"]), int(rules["area.second_signature_delta"])
    found: list[Finding] = []
    for area in areas:
        key = (str(area["kode_desa"]), str(area["komponen"]))
        if key in agreed:
            hitung = area["skor_hitung"] if isinstance(area["skor_hitung"], int) else None
            found += _of_one(agreed[key], hitung, least, delta)
    return found


def _of_one(agreed: Row, hitung: int | None, least: int, delta: int) -> Iterator[Finding]:
    made = changes(agreed, hitung)
    key = f"{agreed['kode_desa']}|{agreed['komponen']}"
    for column in lacks(agreed, least) if made else ():
        what = f"alasan sedikitnya {least} huruf" if column == "alasan" else "nomor berita acara"
        text = (
            f"{_NAMES[made[-1].column].capitalize()} mengubah kelas ({made[-1].teks}) tanpa {what}; isi, atau "
            "kembalikan ke skor hitung. Dokumen tetap memakai skor itu dan menyebutnya, tetapi belum dapat disahkan."
        )
        score = (TABLE, key, made[-1].column)
        yield Finding(BP_V24.id, "error", text, TABLE, key, column, str(agreed.get(column) or ""), (score,))
    for change in made:
        if change.dari is not None and abs(change.menjadi - change.dari) >= delta:
            text = (
                f"{_NAMES[change.column].capitalize()} berbeda {abs(change.menjadi - change.dari)} tingkat dari skor "
                f"hitung ({change.dari} menjadi {change.menjadi}); perlu tanda tangan kedua dari Pokja."
            )
            yield Finding(BP_V24.id, "warning", text, TABLE, key, change.column, str(change.menjadi))


_CASE = """
    hitung 3
    kesepakatan_skor: kode_desa     | komponen | skor_disepakati | alasan   | ba_id
                      99.01.01.2001 | AL       | {score}               | {reason} | {ba}
"""
RULES: tuple[Rule[None], ...] = (
    Rule(
        BP_V24,
        None,
        _CASE.format(score=2, reason="tangki septik terbukti kedap", ba="BA-1"),
        _CASE.format(score=1, reason="-", ba="-"),
    ),
)
