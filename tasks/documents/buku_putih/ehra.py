"""Facts of the EHRA study and of the risk index IRS (buku-putih.md sections 2.4 and 3)."""

from __future__ import annotations

from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.outputs.buku_putih import EHRA_HITUNG, GALAT_EHRA, GALAT_IRS, IRS
from schemas.tables.ehra import EHRA
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from schemas.tables.wilayah import WILAYAH
from tasks.documents.places import Places
from tasks.documents.source import Source, reads, words
from tasks.documents.sums import Sums

TOTAL = "total"
DISTRICT = "kabupaten"
BAGIAN = ("1", "2", "3", "4", "5", TOTAL)
READS = (EHRA.name, EHRA_RESPONDEN.name, *reads(WILAYAH, "strata"))
COUNTS = ("n_valid", "n_berisiko", "berisiko_pct", "berisiko_semua_pct")
CHARTS = {"ctps": "5.1", "babs": "5.4", "wadah": "5.3", "sampah": "3.4"}


class Survey:
    """What the step buku_putih counted from the answers, and where they came from."""

    def __init__(self, sums: Sums, given: Source, scored: Source, places: Places) -> None:
        self.sums, self.scored, self.places = sums, scored, places
        table = next((t for t in (EHRA, EHRA_RESPONDEN) if given.has(t)), None)
        self.absent = "" if table else EHRA.name
        self.sources = given.provenance(table) if table else ()
        self.rows = scored.rows(EHRA_HITUNG)

    @property
    def strata(self) -> list[str]:
        """The strata that were counted, the total last."""
        found = {words(r["strata"]) for r in self.rows}
        return [*sorted(found - {TOTAL}), *(s for s in (TOTAL,) if s in found)]

    def table(self, rows: list[FactRow]) -> FactTable:
        """Rows of the study; absent when no answers were submitted."""
        return FactTable(tuple(rows), absent=self.absent, sources=self.sources, reads=READS)

    def of(self, indikator: str, strata: str) -> Row | None:
        """The counts of one sub-indicator in one stratum."""
        return next((r for r in self.rows if r["indikator"] == indikator and r["strata"] == strata), None)


def responden(survey: Survey) -> FactTable:
    """Tabel 3.1: respondents per stratum and the desa whose index the stratum gives."""
    made: list[FactRow] = []
    for stratum in survey.strata:
        counted = [r for r in survey.rows if r["strata"] == stratum]
        largest = max(counted, key=_respondents)
        desa = [r for r in _totals(survey) if stratum in (TOTAL, words(r.get("asal")).removeprefix("strata-"))]
        refs = [survey.scored.ref(IRS, r, "asal") for r in desa]
        made.append(
            {
                "strata": stratum,
                "n_total": survey.scored.figure(EHRA_HITUNG, largest, "n_total"),
                "n_desa": survey.sums.count(f"ehra.{stratum}.n_desa", refs, "desa"),
            }
        )
    return survey.table(made)


def _respondents(row: Row) -> tuple[int, str]:
    n = row.get("n_total")
    return (n if isinstance(n, int) else -1, words(row["indikator"]))


def _totals(survey: Survey) -> Rows:
    seen: dict[str, Row] = {}
    for row in survey.scored.rows(IRS):
        seen.setdefault(words(row["kode_desa"]), row)
    return list(seen.values())


def berisiko(survey: Survey) -> FactTable:
    """Tabel 3.2: at risk per sub-indicator, `<stratum>.<column>` for each stratum and the total.

    `tanpa` names the strata in which nobody answered: their zeros are print only.
    """
    made: list[FactRow] = []
    for key in dict.fromkeys(words(r["indikator"]) for r in survey.rows):
        row: FactRow = {"indikator": key, "bagian": key.split(".")[0]}
        silent = []
        for stratum in survey.strata:
            found = survey.of(key, stratum) or {"indikator": key, "strata": stratum}
            row |= {f"{stratum}.{c}": survey.scored.figure(EHRA_HITUNG, found, c) for c in COUNTS}
            silent += [stratum] if found.get("is_tanpa_jawaban") == 1 else []
        made.append(row | {"tanpa": ", ".join(silent)})
    return survey.table(made)


def grafik(survey: Survey, indikator: str) -> FactTable:
    """One chart: safe and at risk per stratum and in total; strata where nobody answered are left out."""
    made: list[FactRow] = []
    for stratum in survey.strata:
        row = survey.of(indikator, stratum)
        if row is not None and row.get("is_tanpa_jawaban") != 1:
            columns = ("n_valid", "berisiko_pct", "aman_pct")
            made.append({"strata": stratum} | survey.scored.figures(EHRA_HITUNG, row, columns))
    return survey.table(made)


def galat(survey: Survey) -> FactTable:
    """Sampling error of the percentages of the district; of the strata where the district was not counted."""
    rows = survey.scored.rows(GALAT_EHRA)
    whole = [r for r in rows if r["area"] == DISTRICT]
    columns = ("n_valid", "pct", "galat_baku_pct", "bawah_pct", "atas_pct")
    chosen = whole or [r for r in rows if words(r["area"]).startswith("strata-")]
    made: list[FactRow] = [
        {"area": words(r["area"]), "indikator": words(r["indikator"])}
        | survey.scored.figures(GALAT_EHRA, r, columns, 1)
        | {"n_valid": survey.scored.figure(GALAT_EHRA, r, "n_valid")}
        for r in chosen
    ]
    return survey.table(made)


def galat_irs(survey: Survey) -> FactTable:
    """Sampling error of the index: every component of a stratum, only the total of a desa."""
    columns = ("nilai", "galat_baku", "bawah", "atas")
    made: list[FactRow] = []
    for row in survey.scored.rows(GALAT_IRS):
        area = words(row["area"])
        is_desa = area.startswith("desa-")
        if row["bagian"] == TOTAL or not is_desa:
            figures = survey.scored.figures(GALAT_IRS, row, columns, 2)
            holds = survey.scored.figure(GALAT_IRS, row, "bertahan_pct", 0)
            name = survey.places.desa(area.removeprefix("desa-")) if is_desa else area
            made.append({"area": name, "bagian": words(row["bagian"])} | figures | {"bertahan_pct": holds})
    return survey.table(made)


def irs_area(survey: Survey) -> FactTable:
    """The index of every area, a desa or a stratum, by component: `n<part>` the index, `k<part>` its class."""
    return survey.table([_index(survey, name, rows) for name, rows in _areas(survey)])


def _areas(survey: Survey) -> list[tuple[str, Rows]]:
    """Rows of one desa for every area: desa of one stratum share its index, so that the first one speaks for it."""
    members: dict[str, dict[str, Rows]] = {}
    for row in survey.scored.rows(IRS):
        kode, asal = words(row["kode_desa"]), words(row.get("asal"))
        area = kode if asal == "desa" else asal
        members.setdefault(area, {}).setdefault(kode, []).append(row)
    return [(area, min(desa.items())[1]) for area, desa in sorted(members.items())]


def _index(survey: Survey, area: str, rows: Rows) -> FactRow:
    kode = words(rows[0]["kode_desa"])
    is_desa = area == kode
    made: FactRow = {
        "kecamatan": survey.places.kecamatan_of(kode) if is_desa else "",
        "area": survey.places.desa(kode) if is_desa else area,
    }
    found = {words(r["bagian"]): r for r in rows}
    for part in BAGIAN:
        row = found.get(part, {"kode_desa": kode, "bagian": part})
        made[f"n{part}"] = survey.scored.figure(IRS, row, "nilai", 2)
        made[f"k{part}"] = survey.scored.kelas(IRS, row, "skor")
    return made


def irs_desa(survey: Survey) -> FactTable:
    """The index of every desa with the area that it comes from; no rows where every desa has its own."""
    rows = survey.scored.rows(IRS)
    asal = {words(r["kode_desa"]): words(r.get("asal")) for r in rows}
    if set(asal.values()) <= {"desa"}:
        return survey.table([])
    totals = {words(r["kode_desa"]): r for r in rows if r["bagian"] == TOTAL}
    made: list[FactRow] = []
    for kode in (d for k in survey.places.kecamatan for d in k.desa):
        row = totals.get(kode, {"kode_desa": kode, "bagian": TOTAL})
        made.append(
            {
                "kecamatan": survey.places.kecamatan_of(kode),
                "desa": survey.places.desa(kode),
                "asal": asal.get(kode, ""),
                "nilai": survey.scored.figure(IRS, row, "nilai", 2),
                "kelas": survey.scored.kelas(IRS, row, "skor"),
            }
        )
    return survey.table(made)
