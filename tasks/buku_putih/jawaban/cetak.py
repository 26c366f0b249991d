"""The EHRA percentages as printed: per stratum and for the district (buku-putih.md section 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.rulebook import Rulebook
from tasks.arith import half_up
from tasks.buku_putih.irs import COMPONENTS
from tasks.buku_putih.strata import Stratum

TOTAL, UNKNOWN = "total", "tanpa"
_COUNTS = ("n_total", "n_valid", "n_berisiko")


def printed_counts(rows: Rows, strata: Mapping[str, Stratum], rules: Rulebook) -> Rows:
    """Rows of table ehra_hitung from rows of table `ehra`; the total is the sum of the strata.

    Rows of desa count in the stratum of their desa, and not at all where the table has rows of strata; desa without
    a stratum are the stratum `tanpa`. A row with an unknown count is left out.
    """
    has_strata = any(row["kode_desa"] is None for row in rows)
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        found = [n for c in _COUNTS if isinstance(n := row[c], int)]
        if len(found) < len(_COUNTS) or (has_strata and row["kode_desa"] is not None):
            continue
        for stratum in (_stratum_of(row, strata), TOTAL):
            known = sums.setdefault((str(row["indikator"]), stratum), [0, 0, 0])
            known[:] = [a + b for a, b in zip(known, found, strict=True)]
    order = [key for keys in COMPONENTS.values() for key in keys]
    return [_printed(*place, sums[place], rules) for place in sorted(sums, key=lambda p: (order.index(p[0]), p[1]))]


def _stratum_of(row: Row, strata: Mapping[str, Stratum]) -> str:
    known = strata.get(str(row["kode_desa"]))
    stratum = known.nilai if known else row["strata"]
    return UNKNOWN if stratum is None else str(stratum)


def _printed(indikator: str, stratum: str, found: list[int], rules: Rulebook) -> Row:
    total, valid, risk = found
    decimals = rules["ehra.pct_decimals"]
    return {
        "indikator": indikator,
        "strata": stratum,
        **dict(zip(_COUNTS, found, strict=True)),
        "berisiko_pct": percent(risk, valid, decimals),
        "aman_pct": percent(valid - risk, valid, decimals),
        "berisiko_semua_pct": percent(risk, total, decimals),
        "is_sedikit": int(valid < rules["ehra.small_n"]),
        "is_tanpa_jawaban": int(valid == 0),
    }


def percent(part: int, whole: int, decimals: int) -> Decimal:
    """100 * part / whole, half-up; 0 where nobody was counted, which is a print and no value."""
    scaled = half_up(Fraction(100 * part, whole), decimals) * 10**decimals if whole else Fraction(0)
    return Decimal(scaled.numerator).scaleb(-decimals)
