"""Facts of Tabel 2.3 and 2.4: population by year, its growth, and the projection (buku-putih.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from schemas.contract import Row
from schemas.facts import FactRow, FactTable, Figure
from schemas.tables.penduduk import PENDUDUK
from tasks.arith import growth_rates, half_up, half_up_int, mean_rate, project, weighted_mean
from tasks.documents.buku_putih.wilayah import penduduk
from tasks.documents.kecamatan import figure, newest_penduduk
from tasks.documents.places import Places
from tasks.documents.source import Source, number, reads, whole
from tasks.documents.sums import Sums

PROJECTED_YEARS = 5
RATE_DECIMALS = 2
MEASURES = ("penduduk_jiwa", "kk", "laju_pct", "kepadatan")
COUNTED = ("penduduk_jiwa", "kk")
READS = reads(PENDUDUK, *COUNTED, "laju_pct")
ByYear = Mapping[int, Sequence[FactRow]]


def demography(
    sums: Sums, given: Source, places: Places, area: FactTable, year: int, method: str
) -> tuple[FactTable, dict[str, FactTable]]:
    """Population counted by kecamatan and year, and the tables printed from it: history, projection, its method."""
    counted = penduduk(sums, given, places, area, year)
    past = history(sums, counted, places)
    by_kode = rates(sums, given, places, newest_penduduk(given, year), past) if past.rows else {}
    return counted, {
        "penduduk": printed(past),
        "proyeksi": printed(projection(sums, past, area, places, by_kode, method)),
        "metode_proyeksi": FactTable(({"metode": method},)),
    }


def keys_of(places: Places) -> tuple[str, ...]:
    """The codes of the rows of a table per kecamatan: every kecamatan, then the district."""
    return (*(k.kode for k in places.kecamatan), places.kab)


def by_year(table: FactTable, places: Places) -> ByYear:
    """The rows of a table of several years, by year; each has a row per kecamatan and the district's below."""
    n = len(places.kecamatan) + 1
    return {int(str(table.rows[i]["tahun"])): table.rows[i : i + n] for i in range(0, len(table.rows), n)}


def history(sums: Sums, table: FactTable, places: Places) -> FactTable:
    """Tabel 2.3: a band per measure, a row per kecamatan, a column `y<year>` per year submitted.

    Growth is the percentage since the year before; it is unknown where that year was not submitted.
    """
    if not table.rows:
        return replace(table, reads=READS)
    years = by_year(table, places)
    made: list[FactRow] = []
    for measure in MEASURES:
        for i, kode in enumerate(keys_of(places)):
            row = _label(places, measure, i)
            for year, rows in years.items():
                before = years[year - 1][i] if year - 1 in years else None
                row[f"y{year}"] = (
                    _growth(sums, f"penduduk.{year}.{kode}.laju_pct", before, rows[i])
                    if measure == "laju_pct"
                    else rows[i][measure]
                )
            made.append(row)
    return FactTable(tuple(made), absent=table.absent, sources=table.sources, reads=READS)


def printed(table: FactTable) -> FactTable:
    """The table without the bands in which nothing is known."""
    known = {
        row["ukuran"]
        for row in table.rows
        if any(name.startswith("y") and isinstance(f, Figure) and f.value is not None for name, f in row.items())
    }
    return replace(table, rows=tuple(row for row in table.rows if row["ukuran"] in known))


def district_by_year(sums: Sums, table: FactTable, places: Places, years: Sequence[int]) -> dict[int, Figure]:
    """The population of the district in each of `years`; unknown where it was not submitted."""
    known = by_year(table, places)
    return {
        year: figure(known[year][-1], "penduduk_jiwa")
        if year in known
        else sums.derived(f"penduduk.{year}.{places.kab}.penduduk_jiwa", "dokumen.jumlah", None, [], 0, "jiwa")
        for year in years
    }


def _label(places: Places, measure: str, i: int) -> FactRow:
    is_total = i == len(places.kecamatan)
    name = places.kabupaten if is_total else places.kecamatan[i].nama
    return {"ukuran": measure, "kecamatan": name, "jumlah": "ya" if is_total else ""}


def _growth(sums: Sums, name: str, before: FactRow | None, after: FactRow) -> Figure:
    members = [figure(row, "penduduk_jiwa") for row in (before, after) if row is not None]
    (rate,) = growth_rates([whole(m) for m in members]) if before is not None else (None,)
    value = None if rate is None else rate * 100
    return sums.derived(name, "dokumen.laju", value, members, RATE_DECIMALS, "%/tahun")


def rates(sums: Sums, given: Source, places: Places, newest: Mapping[str, Row], past: FactTable) -> dict[str, Figure]:
    """Growth in percent a year by kecamatan and for the district, rounded as it is printed.

    The submitted rates of the desa weighted by their KK; where a kecamatan has none, the district's. Where nobody
    submitted a rate, the mean yearly growth of the years of Tabel 2.3.
    """
    groups = {**{k.kode: k.desa for k in places.kecamatan}, places.kab: tuple(newest)}
    made = {
        kode: _weighted(sums, given, kode, [newest[d] for d in desa if d in newest]) for kode, desa in groups.items()
    }
    district = made[places.kab]
    if district.value is None:
        return {kode: _observed(sums, kode, i, past) for i, kode in enumerate(keys_of(places))}
    name = "penduduk.{}.laju_kabupaten_pct".format
    return {
        kode: own
        if own.value is not None
        else sums.derived(name(kode), "laju kabupaten", district.value, [district], RATE_DECIMALS, "%/tahun")
        for kode, own in made.items()
    }


def _weighted(sums: Sums, given: Source, kode: str, rows: Sequence[Row]) -> Figure:
    pairs, members = [], []
    for row in rows:
        rate, kk = number(row.get("laju_pct")), number(row.get("kk"))
        if rate is not None and kk:
            pairs.append((Fraction(rate), Fraction(kk)))
            members += [given.figure(PENDUDUK, row, c) for c in ("laju_pct", "kk")]
    mean = weighted_mean(pairs)
    value = None if mean is None else half_up(mean, RATE_DECIMALS)
    return sums.derived(f"penduduk.{kode}.laju_pct", "laju tertimbang KK", value, members, RATE_DECIMALS, "%/tahun")


def _observed(sums: Sums, kode: str, i: int, past: FactTable) -> Figure:
    n = len(past.rows) // len(MEASURES)
    row = past.rows[MEASURES.index("laju_pct") * n + i]
    yearly = [f for name, f in row.items() if name.startswith("y") and isinstance(f, Figure)]
    mean = mean_rate([None if f.value is None else Fraction(f.value) for f in yearly])
    value = None if mean is None else half_up(mean, RATE_DECIMALS)
    return sums.derived(f"penduduk.{kode}.laju_rata_pct", "dokumen.rerata", value, yearly, RATE_DECIMALS, "%/tahun")


def projection(
    sums: Sums, past: FactTable, area: FactTable, places: Places, by_kode: Mapping[str, Figure], method: str
) -> FactTable:
    """Tabel 2.4: the newest year and the five after it per kecamatan; the district is the sum of its kecamatan.

    Persons and KK are rounded half-up to whole numbers per kecamatan, so that the printed column adds up. No rows when
    neither a rate nor two years are known.
    """
    if not past.rows:
        return FactTable(absent=past.absent, sources=past.sources, reads=READS)
    base = max(int(name[1:]) for name in past.rows[0] if name.startswith("y"))
    n = len(past.rows) // len(MEASURES)
    made: list[FactRow] = []
    for m, measure in enumerate(COUNTED):
        rows: list[FactRow] = []
        for i, kode in enumerate(keys_of(places)):
            now = figure(past.rows[m * n + i], f"y{base}")
            row = _label(places, measure, i) | {"laju": by_kode[kode], f"y{base}": now}
            for t in range(1, PROJECTED_YEARS + 1):
                name, column = f"proyeksi.{base + t}.{kode}.{measure}", f"y{base + t}"
                members = [figure(r, column) for r in rows]
                is_district = kode == places.kab
                row[column] = (
                    sums.total(name, members, 0, now.unit)
                    if is_district
                    else _projected(sums, name, now, by_kode[kode], t, method)
                )
            rows.append(row)
        made += rows
    if not any(figure(row, f"y{base + 1}").value is not None for row in made):
        return FactTable(sources=past.sources, reads=READS)
    return FactTable((*made, *_densities(sums, made[:n], area, places)), sources=past.sources, reads=READS)


def _projected(sums: Sums, name: str, base: Figure, rate: Figure, years: int, method: str) -> Figure:
    start, pct = whole(base), rate.value
    value = None
    if start is not None and pct is not None:
        share = Fraction(pct) / 100
        grown = project(start, share, years) if method == "geometric" else Fraction(start) * (1 + share * years)
        value = half_up_int(grown)
    return sums.derived(name, "check.projection_method", value, [base, rate], 0, base.unit)


def _densities(sums: Sums, people: Sequence[FactRow], area: FactTable, places: Places) -> list[FactRow]:
    made: list[FactRow] = []
    areas = (*area.rows, area.total or {})
    for i, (kode, row, hectares) in enumerate(zip(keys_of(places), people, areas, strict=True)):
        dense = _label(places, "kepadatan", i) | {"laju": row["laju"]}
        for column in (c for c in row if c.startswith("y")):
            name = f"proyeksi.{column[1:]}.{kode}.kepadatan"
            dense[column] = sums.ratio(name, figure(row, column), figure(hectares, "luas_adm_ha"), 1, 2, "jiwa/ha")
        made.append(dense)
    return made
