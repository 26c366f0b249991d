"""What the contract of a table asks of each cell, one line per check, before any library is named.

Only checks inside one row stand here. Blank cells pass every one of them: blanks are counted per column (TB-05).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from schemas.contract import Field, Table
from schemas.findings import Severity

ID_PATTERN = r"\A[A-Za-z0-9._-]{1,60}\Z"
DATE_PATTERN = r"\A\d{4}-\d{2}-\d{2}\Z"
Kind = Literal["between", "in_set", "at_most_column", "matches"]

_EHRA = ("ehra_responden",)
_NOT_HERE = {("penduduk", "laju_pct")}
"""Columns whose range is a dated rule, not a contract: growth is BP-V06."""
_KEPT = {("swot", "angka"), ("swot", "centang")}
"""A SWOT score outside its scale stays in the sum as written (ssk.md section 5)."""
_CODES = {"komponen", "sumber_dana", "jenis_sub", "tag_dana", "tahap"}
_RULES: dict[tuple[str, str], str] = {
    ("wilayah", "luas_terbangun_ha<luas_adm_ha"): "BP-V03",
    ("penduduk", "kk_miskin<kk"): "BP-V08",
    ("penduduk", "kk_pra_ks<kk"): "BP-V08",
    ("penduduk", "kk_ks1<kk"): "BP-V08",
    ("persepsi", "skor"): "BP-V12",
    ("persepsi", "komponen"): "BP-V12",
    ("wilayah", "strata"): "BP-V13",
    ("ehra", "n_total"): "BP-V14",
    ("ehra", "n_valid"): "BP-V14",
    ("ehra", "n_berisiko"): "BP-V14",
    ("ehra", "n_valid<n_total"): "BP-V14",
    ("ehra", "n_berisiko<n_valid"): "BP-V14",
    ("kesepakatan_skor", "skor_disepakati"): "BP-V17",
    ("kesepakatan_skor", "skor_kunjungan"): "BP-V17",
    ("tahapan", "eksisting"): "SK-V20",
    ("tahapan", "pendek"): "SK-V20",
    ("tahapan", "menengah"): "SK-V20",
    ("tahapan", "panjang"): "SK-V20",
    ("swot", "angka"): "SK-V40",
    ("swot", "centang"): "SK-V40",
    ("program_kegiatan", "share"): "SK-V63",
    ("skor_prioritas", "skor"): "MP-V11",
    ("realisasi", "fisik_pct"): "MP-V60",
}
_SK_V60 = re.compile(r"vol_\d|biaya_\d_rp|harga_satuan_rp|jumlah_rp|penerima_manfaat")


@dataclass(frozen=True, slots=True)
class Expected:
    """One check of a column. Bounds are exact: ints, or the text of a short decimal; `is_above` excludes the lower one.

    `strikes` says whether a value that fails becomes unknown. A numeric `bound` of `at_most_column` is a column of
    the same row.
    """

    kind: Kind
    column: str
    rule: str
    severity: Severity
    strikes: bool
    low: int | str | None = None
    high: int | str | None = None
    is_above: bool = False
    choices: tuple[int | str, ...] = ()
    other: str = ""
    pattern: str = ""
    unit: str = ""

    def summary(self) -> dict[str, Any]:
        """The check as plain data, without what is not set."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {
            n: list(v) if isinstance(v, tuple) else v
            for n, v in plain.items()
            if v is not None and v is not False and v not in ("", ())
        }


def expectations(table: Table) -> tuple[Expected, ...]:
    """The checks of a table, in the order of its columns."""
    return tuple(e for f in table.fields if (table.name, f.name) not in _NOT_HERE for e in _of_field(table, f))


def _of_field(table: Table, field: Field) -> list[Expected]:
    def make(kind: Kind, **more: Any) -> Expected:
        severity: Severity = "warning" if table.name in _EHRA else "error"
        strikes = (table.name, field.name) not in _KEPT
        return Expected(kind, field.name, _rule(table, field, more.get("other", "")), severity, strikes, **more)

    found: list[Expected] = []
    low = field.above if field.above is not None else field.at_least
    if low is not None or field.at_most is not None:
        bounds = {"low": low, "high": field.at_most, "is_above": field.above is not None}
        found.append(make("between", **bounds, unit=field.unit))
    if field.kind == "list" and field.choices:
        found.append(make("matches", pattern=_list_pattern(field.choices), choices=field.choices))
    elif field.choices or field.kind == "flag":
        found.append(make("in_set", choices=field.choices or (0, 1)))
    if field.at_most_field and "." not in field.at_most_field:
        found.append(make("at_most_column", other=field.at_most_field, unit=field.unit))
    if field.kind in ("id", "date"):
        found.append(make("matches", pattern=ID_PATTERN if field.kind == "id" else DATE_PATTERN))
    return found


def _list_pattern(choices: tuple[int | str, ...]) -> str:
    one = "|".join(re.escape(str(c)) for c in choices)
    return rf"\A\s*(?:{one})\s*(?:;\s*(?:{one})\s*)*\Z"


def _rule(table: Table, field: Field, other: str) -> str:
    place = (table.name, f"{field.name}<{other}" if other else field.name)
    if place in _RULES:
        return _RULES[place]
    if field.name in _CODES and "bp" not in table.stages:
        return "SK-V02"
    if table.name == "program_kegiatan" and _SK_V60.fullmatch(field.name):
        return "SK-V60"
    return "BP-V03" if field.kind == "percent" else "BP-V10"


def says(check: Expected, value: str, bound: str = "") -> str:
    """The Indonesian sentence for a value that fails the check; `bound` is the value of the other column."""
    column, unit = check.column, f" {check.unit}" if check.unit else ""
    if check.kind in ("at_most_column", "between"):
        value, bound = value.replace(".", ","), bound.replace(".", ",")
    if check.kind == "at_most_column":
        return f"{column} {value} melebihi {check.other} {bound} pada baris yang sama; perbaiki salah satunya."
    if check.kind == "between":
        return f"{column} {value} di luar kisaran {_range(check)}{unit}; periksa angka dan satuannya."
    if check.choices:
        allowed = ", ".join(map(str, check.choices))
        return f"{column} berisi “{value}”, bukan kode yang dikenal ({allowed}); ganti dengan salah satu kode itu."
    if check.pattern == ID_PATTERN:
        return f"{column} “{value}” harus 1–60 huruf, angka, titik, garis bawah atau tanda hubung tanpa spasi."
    return f"{column} “{value}” bukan tanggal; tulis sebagai TTTT-BB-HH atau sel tanggal."


def _range(check: Expected) -> str:
    low, high = (None if b is None else str(b).replace(".", ",") for b in (check.low, check.high))
    if check.is_above:
        return f"di atas {low}" + (f" sampai {high}" if high else "")
    if high is None:
        return f"{low} ke atas"
    return f"sampai {high}" if low is None else f"{low} sampai {high}"
