"""Numbers that look rounded, or that jump by a factor of ten or a thousand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from schemas.contract import Value
from tasks.pertanyaan.kiriman import Kiriman, Pertanyaan, is_number, looked_at, newest, numbers

_DIGITS_LEAST, _DIGITS_SHARE, _DIGITS_FROM = 30, 0.6, 100
_ROUND = ("0", "5")
_FACTORS = (10, 1_000)
_NEAR = Fraction(1, 10)
_FEW = 5


def regular_digits(one: Kiriman) -> Iterable[Pertanyaan]:
    """Counts that end in 0 or 5 far more often than one in five does."""
    for table in looked_at():
        rows = newest(table, one.tables.get(table.name, []))
        for f in (f for f in numbers(table) if f.kind == "count"):
            known = [(k, r[f.name]) for k, r in rows.items() if is_number(r.get(f.name))]
            large = [(k, int(str(v))) for k, v in known if int(str(v)) >= _DIGITS_FROM]
            rounded = [k for k, v in large if str(v)[-1] in _ROUND]
            if len(large) >= _DIGITS_LEAST and len(rounded) >= _DIGITS_SHARE * len(large):
                says = (
                    f"{len(rounded)} dari {len(large)} nilai {f.name} (tabel {table.name}) berakhir 0 atau 5; "
                    "biasanya seperlimanya. Apakah angkanya perkiraan?"
                )
                yield Pertanyaan("Q-05", one.kode, table.name, tuple((k, f.name) for k in rounded), says)


def jumps(one: Kiriman) -> Iterable[Pertanyaan]:
    """Sums or rows that are ten or a thousand times those of the year before, or that part of them."""
    for table in looked_at():
        now, then = (newest(table, side.get(table.name, [])) for side in (one.tables, one.before))
        for f in numbers(table):
            both = [
                (k, now[k][f.name], then[k][f.name])
                for k in sorted(now.keys() & then.keys())
                if is_number(now[k].get(f.name))
                and is_number(then[k].get(f.name))
                and now[k][f.name]
                and then[k][f.name]
            ]
            for factor in _FACTORS:
                rows = [k for k, a, b in both if _is_factor(a, b, factor, Fraction(1, 100))]
                total = _is_factor(sum(_exact(a) for _, a, _ in both), sum(_exact(b) for *_, b in both), factor, _NEAR)
                if len(rows) >= _FEW or (total and len(both) >= _FEW):
                    says = (
                        f"Nilai {f.name} (tabel {table.name}) berubah {factor} kali terhadap tahun sebelumnya"
                        f"{f' pada {len(rows)} desa' if rows else ' pada jumlahnya'}. Apakah satuannya berubah?"
                    )
                    yield Pertanyaan("Q-06", one.kode, table.name, tuple((k, f.name) for k in rows), says)


def money(one: Kiriman) -> Iterable[Pertanyaan]:
    """Money of a year that is a thousand times that of the years beside it, or a thousandth."""
    rows = sorted(one.tables.get("keuangan", []), key=lambda r: int(str(r.get("tahun") or 0)))
    columns = [c for c in (rows[0] if rows else {}) if c.endswith("_rp")]
    for column in columns:
        known = [(str(r["tahun"]), _exact(r[column])) for r in rows if is_number(r.get(column)) and r[column]]
        for (_, before), (year, value) in pairwise(known):
            if _is_factor(value, before, 1_000, Fraction(1, 2)):
                says = (
                    f"{column} tahun {year} ialah Rp {int(value)}, seribu kali lain dari tahun sebelumnya "
                    f"(Rp {int(before)}). Apakah satuan uangnya berbeda?"
                )
                yield Pertanyaan("Q-07", one.kode, "keuangan", ((year, column),), says)


def _exact(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else Fraction(0)


def _is_factor(a: Value, b: Value, factor: int, near: Fraction) -> bool:
    high, low = max(_exact(a), _exact(b)), min(_exact(a), _exact(b))
    return low > 0 and abs(high / low - factor) <= near * factor
