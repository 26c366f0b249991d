"""Rules about perception, the EHRA study, agreed scores, weights and sources (buku-putih.md section 8)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding
from schemas.tables import TABLES
from tasks.validation.checks import check_weights
from tasks.validation.rules.base import Data, Rule, angka, bp, exact, found, numbers, whole

BP_V12 = bp(
    "BP-V12", "error", "Skor persepsi bilangan bulat 1–4; sejak 2016 diberikan 5–9 OPD tanpa celah.", "published"
)
BP_V13 = bp("BP-V13", "error", "Strata sesuai empat kriterianya, dan sampel EHRA mencapai jumlah minimum.", "published")
BP_V14 = bp(
    "BP-V14", "error", "Responden berisiko tidak melebihi yang menjawab, dan yang menjawab tidak melebihi seluruhnya."
)
BP_V15 = bp("BP-V15", "error", "Bobot setiap kelompok berjumlah 100 persen.", "published")
BP_V17 = bp("BP-V17", "error", "Skor area berisiko bilangan bulat 1–4.")
BP_V23 = bp("BP-V23", "warning", "Responden EHRA berumur di dalam batas yang ditetapkan.", "published")
BP_V24 = bp(
    "BP-V24",
    "error",
    "Skor yang diubah punya alasan dan nomor berita acara; kunjungan lapangan punya tanggal dan petugas.",
)
BP_V28 = bp("BP-V28", "advice", "Tahun sumber data tidak lebih muda dari tahun anggaran.")

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_KOMPONEN = ("AL", "PS", "DR")


def _perception(data: Data) -> Iterator[Finding]:
    rows = list(data.keyed("persepsi"))
    if not rows or "area.opd_min" not in data.rules:
        return
    offices = sorted({str(row["opd"]) for _, row in rows})
    low, high = whole(data.rules["area.opd_min"]), whole(data.rules["area.opd_max"])
    if not low <= len(offices) <= high:
        text = f"{len(offices)} OPD memberi skor persepsi; yang diminta {low} sampai {high} OPD."
        yield found(BP_V12, text, ("persepsi", "", "opd"), len(offices))
    given = {(str(r["kode_desa"]), str(r["opd"]), str(r["komponen"])) for _, r in rows if r.get("skor") is not None}
    for office in offices:
        for komponen in _KOMPONEN:
            gaps = [code for code in sorted(data.desa) if (code, office, komponen) not in given]
            if gaps:
                text = (
                    f"{office} belum memberi skor {komponen} untuk {angka(len(gaps))} desa, mulai dari "
                    f"{gaps[0]}; lengkapi."
                )
                yield found(BP_V12, text, ("persepsi", f"{gaps[0]}|{office}|{komponen}", "skor"))


def _strata_and_sample(data: Data) -> Iterator[Finding]:
    yield from _strata(data)
    yield from _sample(data)


def strata_of(data: Data) -> dict[str, int]:
    """K1 + K2 + K3 + K4 of each desa where all four are known (buku-putih.md section 2.1).

    The cut-offs are totals of the district over the desa that have both parts; a value on the cut-off gives 0.
    """
    people = {c: n for c, w in data.desa.items() if (n := _pair(data.penduduk.get(c, {}), w))}
    poor = {c: p for c in data.desa if (p := _poor(data.penduduk.get(c, {})))}
    if not people or not poor:
        return {}
    k1_cut = Fraction(sum(p for p, _ in people.values())) / sum(a for _, a in people.values())
    k2_cut = Fraction(sum(p for p, _ in poor.values())) / sum(k for _, k in poor.values())
    strata = {}
    for code in people.keys() & poor.keys():
        flags = [data.desa[code].get("sungai"), data.desa[code].get("banjir_mengganggu")]
        if None not in flags:
            k1 = people[code][0] / people[code][1] > k1_cut
            k2 = poor[code][0] / poor[code][1] > k2_cut
            strata[code] = int(k1) + int(k2) + sum(map(whole, flags))
    return strata


def _pair(penduduk: Row, wilayah: Row) -> tuple[Fraction, Fraction] | None:
    people, area = exact(penduduk.get("penduduk_jiwa")), exact(wilayah.get("luas_adm_ha"))
    return (people, area) if people is not None and area else None


def _poor(penduduk: Row) -> tuple[Fraction, Fraction] | None:
    parts = numbers(penduduk, "kk_pra_ks", "kk_ks1", "kk")
    return (parts[0] + parts[1], parts[2]) if parts and parts[2] else None


def _strata(data: Data) -> Iterator[Finding]:
    for code, computed in sorted(strata_of(data).items()):
        declared = data.desa[code].get("strata")
        if declared not in (None, 5, computed):
            text = (
                f"Strata tertulis {declared}, keempat kriteria memberi {computed}; perbaiki strata atau kriterianya, "
                "atau tulis 5 bila strata tidak dipakai."
            )
            yield found(BP_V13, text, ("wilayah", code, "strata"), declared)


def _sample(data: Data) -> Iterator[Finding]:
    responden = data.rows("ehra_responden")
    per_desa: dict[str, int] = Counter(str(r["kode_desa"]) for r in responden if r.get("kode_desa"))
    total, name = len(responden), "ehra_responden"
    if not responden and data.rows("ehra"):
        total, per_desa, name = *_aggregated(data), "ehra"
    if not total:
        return
    least = whole(data.rules["ehra.min_respondents_district"])
    if total < least:
        text = (
            f"Hanya {angka(total)} responden; studi EHRA meminta sedikitnya {least} per kabupaten/kota. "
            "Indeks tetap dihitung."
        )
        yield found(BP_V13, text, (name, "", "n_total" if name == "ehra" else "no_responden"), total)
    yield from _sample_per_desa(data, name, per_desa)


def _aggregated(data: Data) -> tuple[int, dict[str, int]]:
    """Respondents of the district and per desa: the largest n_total over the indicators."""
    totals: dict[str, int] = defaultdict(int)
    per_desa: dict[str, int] = {}
    for row in data.rows("ehra"):
        n = row.get("n_total")
        if isinstance(n, int):
            totals[str(row["indikator"])] += n
            if row.get("kode_desa"):
                code = str(row["kode_desa"])
                per_desa[code] = max(n, per_desa.get(code, 0))
    return max(totals.values(), default=0), per_desa


def _sample_per_desa(data: Data, name: str, per_desa: dict[str, int]) -> Iterator[Finding]:
    rules = data.rules
    least, per_rt = whole(rules["ehra.min_respondents_desa"]), whole(rules["ehra.min_respondents_rt"])
    rt_least = whole(rules["ehra.min_rt_per_desa"])
    by_rt = Counter((str(r["kode_desa"]), str(r["rt"])) for r in data.rows("ehra_responden") if r.get("rt"))
    big = Counter(code for (code, _), n in by_rt.items() if n >= per_rt)
    for code, n in sorted(per_desa.items()):
        thin = [f"{n} responden dari sedikitnya {least}"] if n < least else []
        if name == "ehra_responden" and big[code] < rt_least:
            thin.append(f"{big[code]} RT dengan {per_rt} responden dari sedikitnya {rt_least}")
        if thin:
            text = f"Sampel desa {code} tipis: {' dan '.join(thin)}; dipakai nilai stratanya bila responden kurang."
            row, column = _first_of_desa(data, name, code)
            yield found(BP_V13, text, (name, row, column), n, severity="warning")


def _first_of_desa(data: Data, name: str, code: str) -> tuple[str, str]:
    keys = sorted(key for key, row in data.keyed(name) if row.get("kode_desa") == code)
    return keys[0], "n_total" if name == "ehra" else "kode_desa"


def _few_answers(data: Data) -> Iterator[Finding]:
    least = whole(data.rules["ehra.small_n"])
    for key, row in data.keyed("ehra"):
        n = row.get("n_valid")
        if isinstance(n, int) and n < least:
            text = f"Hanya {n} responden yang menjawab, kurang dari {least}; persentasenya tidak mantap."
            yield found(BP_V14, text, ("ehra", key, "n_valid"), n, severity="warning")


_SIDES = {"S": "IFAS", "W": "IFAS", "O": "EFAS", "T": "EFAS"}


def _swot_weights(data: Data) -> Iterator[Finding]:
    weighted = [(k, r) for k, r in data.keyed("swot") if r.get("metode") == "ifas_efas" and r.get("sisi") in _SIDES]
    tolerance = data.rules.exact("check.weight_sum_tol") / 100
    groups: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for key, row in weighted:
        groups[f"{_SIDES[str(row['sisi'])]} {row.get('komponen') or ''}".strip()].append((key, row))
    complete = {n: [w for _, r in rows if (w := exact(r.get("bobot"))) is not None] for n, rows in groups.items()}
    complete = {name: weights for name, weights in complete.items() if len(weights) == len(groups[name])}
    for name, total in check_weights(complete, 1, tolerance).items():
        (key, row), *rest = groups[name]
        text = f"Bobot {name} berjumlah {angka(total)}, seharusnya 1; perbaiki bobot faktornya."
        also = [("swot", k, "bobot") for k, _ in rest]
        yield found(BP_V15, text, ("swot", key, "bobot"), row["bobot"], also)


def _age(data: Data) -> Iterator[Finding]:
    low, high = (int(a) for a in data.rules["ehra.respondent_age"])
    for key, row in data.keyed("ehra_responden"):
        age = row.get("umur")
        if isinstance(age, int) and not low <= age <= high:
            text = (
                f"Responden berumur {age} tahun, di luar {low} sampai {high}; periksa umur atau pilihan respondennya."
            )
            yield found(BP_V23, text, ("ehra_responden", key, "umur"), age)


def _agreed_scores(data: Data) -> Iterator[Finding]:
    least = whole(data.rules["area.reason_min_chars"])
    for key, row in data.keyed("kesepakatan_skor"):
        agreed, visited = row.get("skor_disepakati"), row.get("skor_kunjungan")
        if visited is not None:
            for column in ("tanggal_kunjungan", "petugas"):
                if row.get(column) is None:
                    text = f"Skor hasil kunjungan tanpa {column}; lengkapi {column}."
                    yield found(BP_V24, text, ("kesepakatan_skor", key, column))
        # two different scores cannot both equal the computed one, so at least one of them is a change
        if None in (agreed, visited) or agreed == visited:
            continue
        if len(str(row.get("alasan") or "")) < least:
            text = (
                f"Skor berubah dari {agreed} menjadi {visited} tanpa alasan sedikitnya {least} huruf; tulis alasannya."
            )
            yield found(BP_V24, text, ("kesepakatan_skor", key, "alasan"), row.get("alasan"))
        if row.get("ba_id") is None:
            text = f"Skor berubah dari {agreed} menjadi {visited} tanpa nomor berita acara; isi ba_id."
            yield found(BP_V24, text, ("kesepakatan_skor", key, "ba_id"))


def _source_year(data: Data) -> Iterator[Finding]:
    for contract in TABLES:
        later: dict[int, tuple[str, str, Row]] = {}
        for key, row in data.keyed(contract.name):
            year, column = _year_of(row)
            if year > data.fiscal_year:
                later.setdefault(year, (key, column, row))
        for year, (key, column, row) in sorted(later.items()):
            text = f"Sumber tabel {contract.name} bertahun {year}, lebih muda dari tahun anggaran {data.fiscal_year}."
            yield found(BP_V28, text, (contract.name, key, column), row[column])


def _year_of(row: Row) -> tuple[int, str]:
    """The source's year and the column that says so; 0 when it is unknown."""
    if isinstance(year := row.get("tahun_sumber"), int):
        return year, "tahun_sumber"
    years = [int(y) for y in _YEAR.findall(str(row.get("sumber") or ""))]
    return max(years, default=0), "sumber"


_STRATA = """
            penduduk: kode_desa     | tahun | penduduk_jiwa | kk   | kk_pra_ks | kk_ks1
                      99.71.01.1001 | 2012  | 9000          | 2000 | 500       | 100
                      99.71.01.1002 | 2012  | 1000          | 250  | 10        | 10
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha | sungai | banjir_mengganggu | strata
                     99.71.01.1001 | A    | K         | 100         | 1      | 0                 | {a}
                     99.71.01.1002 | B    | K         | 100         | 0      | 0                 | 5
"""

RULES = (
    Rule(
        BP_V12,
        _perception,
        example_pass="persepsi: kode_desa | opd | komponen | skor\n 99.01.01.2001 | BAPPEDA | UMUM | 4",
        example_fail="persepsi: kode_desa | opd | komponen | skor\n 99.01.01.2001 | BAPPEDA | UMUM | 5",
    ),
    Rule(BP_V13, _strata_and_sample, example_pass=_STRATA.format(a=3), example_fail=_STRATA.format(a=2)),
    Rule(
        BP_V14,
        _few_answers,
        example_pass="ehra: strata | indikator | n_total | n_valid | n_berisiko\n 1 | 1.1 | 400 | 400 | 400",
        example_fail="ehra: strata | indikator | n_total | n_valid | n_berisiko\n 1 | 1.1 | 400 | 300 | 301",
    ),
    Rule(
        BP_V15,
        _swot_weights,
        example_pass="""
            swot: faktor_id | komponen | metode    | sisi | bobot
                  1.1       | AL       | ifas_efas | S    | 0.4
                  2.1       | AL       | ifas_efas | W    | 0.6
        """,
        example_fail="""
            swot: faktor_id | komponen | metode    | sisi | bobot
                  1.1       | AL       | ifas_efas | S    | 0.4
                  2.1       | AL       | ifas_efas | W    | 0.5
        """,
        effect="all",
    ),
    Rule(
        BP_V17,
        None,
        example_pass="kesepakatan_skor: kode_desa | komponen | skor_disepakati\n 99.01.01.2001 | AL | 4",
        example_fail="kesepakatan_skor: kode_desa | komponen | skor_disepakati\n 99.01.01.2001 | AL | 0",
    ),
    Rule(
        BP_V23,
        _age,
        example_pass="ehra_responden: no_responden | kode_desa | umur\n 9901012001101 | 99.01.01.2001 | 60",
        example_fail="ehra_responden: no_responden | kode_desa | umur\n 9901012001101 | 99.01.01.2001 | 61",
    ),
    Rule(
        BP_V24,
        _agreed_scores,
        example_pass="""
            kesepakatan_skor: kode_desa     | komponen | skor_kunjungan | tanggal_kunjungan | petugas
                              99.01.01.2001 | AL       | 3              | 2013-06-01        | Dinas PU
        """,
        example_fail="""
            kesepakatan_skor: kode_desa     | komponen | skor_kunjungan | tanggal_kunjungan | petugas
                              99.01.01.2001 | AL       | 3              | 2013-06-01        | -
        """,
        effect="none",
    ),
    Rule(
        BP_V28,
        _source_year,
        example_pass="banjir: kode_desa | banjir | sumber\n 99.01.01.2001 | 0 | PODES 2011",
        example_fail="banjir: kode_desa | banjir | sumber\n 99.01.01.2001 | 0 | PODES 2019",
    ),
)
