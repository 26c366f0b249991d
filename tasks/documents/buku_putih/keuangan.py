"""Facts of Tabel 2.5 to 2.8: budget, sanitation expenditure, per head, fees (buku-putih.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.contract import Row
from schemas.facts import FactRow, FactTable, Figure
from schemas.tables.keuangan import KEUANGAN
from tasks.arith import growth_rates, mean_rate
from tasks.documents.kecamatan import figure
from tasks.documents.source import Source, reads
from tasks.documents.sums import Sums

YEARS_SHOWN = 5
APBD = ("apbd_total_rp", "belanja_langsung_rp")
KOMPONEN_RP = {"AL": "sanitasi_al_rp", "PS": "sanitasi_ps_rp", "DR": "sanitasi_dr_rp", "PH": "sanitasi_ph_rp"}
RETRIBUSI = {"AL": "retribusi_al_rp", "PS": "retribusi_ps_rp"}
SANITASI = (*KOMPONEN_RP.values(), "belanja_sanitasi_rp", "investasi_rp", "op_rp")
COLUMNS = (*APBD, *SANITASI, *RETRIBUSI.values())


class Keuangan:
    """The budget years of the district, at most five, the newest not above the fiscal year."""

    def __init__(self, sums: Sums, source: Source, fiscal_year: int) -> None:
        past = [r for r in source.rows(KEUANGAN) if isinstance(y := r["tahun"], int) and y <= fiscal_year]
        self.rows: Sequence[Row] = past[-YEARS_SHOWN:]
        self._sums, self._source = sums, source
        self._lines: dict[str, FactRow] = {}

    @property
    def years(self) -> list[int]:
        """The years, oldest first."""
        return [y for r in self.rows if isinstance(y := r["tahun"], int)]

    def table(self, *columns: str, totals: tuple[str, ...] = ()) -> FactTable:
        """A row per column with a value `y<year>` per year and its mean yearly growth.

        A column that nobody filled in any year gives no row.
        """
        absent = "" if self._source.has(KEUANGAN) else KEUANGAN.name
        filled = [c for c in columns if any(r.get(c) is not None for r in self.rows)]
        made = [self.line(c) | {"jumlah": "ya" if c in totals else ""} for c in filled]
        return self.of(tuple(made), absent, columns)

    def of(self, rows: tuple[FactRow, ...], absent: str, columns: Sequence[str]) -> FactTable:
        """A table of such rows."""
        return FactTable(
            rows, absent=absent, sources=self._source.provenance(KEUANGAN), reads=reads(KEUANGAN, *columns)
        )

    def line(self, column: str) -> FactRow:
        """One column over the years."""
        if column not in self._lines:
            found = {f"y{r['tahun']}": self._source.figure(KEUANGAN, r, column) for r in self.rows}
            growth = self._mean_growth(column, list(found.values()))
            self._lines[column] = {"uraian": column, **found, "tumbuh_pct": growth, "jumlah": ""}
        return self._lines[column]

    def _mean_growth(self, column: str, series: Sequence[Figure]) -> Figure:
        # Growth is from one year to the next: a gap between budget years is not bridged.
        rates = [
            rate if later == earlier + 1 else None
            for rate, earlier, later in zip(
                growth_rates([f.value for f in series]), self.years, self.years[1:], strict=False
            )
        ]
        mean = mean_rate(rates)
        value = None if mean is None else mean * 100
        return self._sums.derived(f"keuangan.{column}.tumbuh_pct", "fund.growth_mean", value, series, 1, "%/tahun")

    def derived(self, name: str, decimals: int, unit: str, factor: int, part: FactRow, whole: FactRow) -> FactRow:
        """The quotient of two rows, year by year."""
        made: FactRow = {"uraian": name}
        for year in self.years:
            column = f"y{year}"
            made[column] = self._sums.ratio(
                f"keuangan.{year}.{name}", figure(part, column), figure(whole, column), factor, decimals, unit
            )
        return made | {"tumbuh_pct": "", "jumlah": ""}


def apbd(money: Keuangan) -> FactTable:
    """Tabel 2.5: realised budget of five years."""
    return money.table(*APBD)


def sanitasi(money: Keuangan) -> FactTable:
    """Tabel 2.6: sanitation expenditure per komponen and kind, and its share of the budget."""
    table = money.table(*SANITASI, totals=("belanja_sanitasi_rp",))
    if not table.rows:
        return table
    share = money.derived(
        "bagian_apbd_pct", 2, "%", 100, money.line("belanja_sanitasi_rp"), money.line("apbd_total_rp")
    )
    return money.of((*table.rows, share), table.absent, (*SANITASI, "apbd_total_rp"))


def per_kapita(money: Keuangan, people: Mapping[int, Figure]) -> FactTable:
    """Tabel 2.7: sanitation expenditure per head; `people` is the population of the district in every year shown."""
    table = money.table("belanja_sanitasi_rp")
    if not table.rows:
        return table
    counted: FactRow = {"uraian": "penduduk_jiwa", "tumbuh_pct": "", "jumlah": ""}
    counted |= {f"y{year}": people[year] for year in money.years}
    if all(people[year].value is None for year in money.years):
        return FactTable(absent="penduduk")
    each = money.derived("per_kapita_rp", 0, "Rp/jiwa", 1, table.rows[0], counted)
    return money.of((*table.rows, counted, each), table.absent, ("belanja_sanitasi_rp",))


def retribusi(money: Keuangan) -> FactTable:
    """Tabel 2.8: income from sanitation fees."""
    return money.table(*RETRIBUSI.values())


def of_komponen(money: Keuangan, komponen: str) -> FactTable:
    """What one komponen cost and earned."""
    return money.table(*(d[komponen] for d in (KOMPONEN_RP, RETRIBUSI) if komponen in d))
