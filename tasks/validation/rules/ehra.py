"""Rules about the EHRA study: strata, sample, answers (buku-putih.md sections 2 and 8)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding
from tasks.validation.rules.base import (
    Data,
    Rule,
    angka,
    bp,
    exact,
    found,
    numbers,
    whole,
)

BP_V13 = bp("BP-V13", "error", "Strata sesuai empat kriterianya, dan sampel EHRA mencapai jumlah minimum.", "published")
BP_V14 = bp(
    "BP-V14", "error", "Responden berisiko tidak melebihi yang menjawab, dan yang menjawab tidak melebihi seluruhnya."
)
BP_V23 = bp("BP-V23", "warning", "Responden EHRA berumur di dalam batas yang ditetapkan.", "published")


def _strata_and_sample(data: Data) -> Iterator[Finding]:
    yield from _strata(data)
    yield from _answered_strata(data)
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


def _answered_strata(data: Data) -> Iterator[Finding]:
    """Answers that put a desa into another stratum than `wilayah` does; that of `wilayah` is used."""
    other: dict[str, list[str]] = defaultdict(list)
    for key, row in data.keyed("ehra_responden"):
        code = str(row.get("kode_desa"))
        declared = data.desa.get(code, {}).get("strata")
        if None not in (declared, row.get("strata")) and row["strata"] != declared:
            other[code].append(key)
    for code, keys in sorted(other.items()):
        first, *rest = sorted(keys)
        text = (
            f"{len(keys)} responden desa {code} mencatat strata lain daripada tabel wilayah "
            f"({data.desa[code]['strata']}); yang dipakai strata tabel wilayah. Samakan keduanya."
        )
        also = [("ehra_responden", key, "strata") for key in rest] + [("wilayah", code, "strata")]
        yield found(BP_V13, text, ("ehra_responden", first, "strata"), None, also, severity="warning")


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
    first = _first_rows(data, name)
    for code, n in sorted(per_desa.items()):
        thin = [f"{_told(data, n)} responden dari sedikitnya {least}"] if n < least else []
        if name == "ehra_responden" and big[code] < rt_least:
            thin.append(f"{big[code]} RT dengan {per_rt} responden dari sedikitnya {rt_least}")
        if thin:
            text = f"Sampel desa {code} tipis: {' dan '.join(thin)}; dipakai nilai stratanya bila responden kurang."
            where = (name, first[code], "n_total" if name == "ehra" else "kode_desa")
            yield found(BP_V13, text, where, None if _is_small(data, n) else n, severity="warning")


def _first_rows(data: Data, name: str) -> dict[str, str]:
    """The smallest row key of each desa."""
    first: dict[str, str] = {}
    for key, row in data.keyed(name):
        code = str(row.get("kode_desa"))
        first[code] = min(key, first.get(code, key))
    return first


def _few_answers(data: Data) -> Iterator[Finding]:
    least = whole(data.rules["ehra.small_n"])
    for key, row in data.keyed("ehra"):
        n = row.get("n_valid")
        if isinstance(n, int) and n < least:
            text = (
                f"{_told(data, n).capitalize()} responden yang menjawab, di bawah {least}; persentasenya tidak mantap."
            )
            value = None if _is_small(data, n) else n
            yield found(BP_V14, text, ("ehra", key, "n_valid"), value, severity="warning")


def _is_small(data: Data, n: int) -> bool:
    return 0 < n < whole(data.rules["privacy.min_cell"])


def _told(data: Data, n: int) -> str:
    """A number of respondents as a finding may say it, which is read by others too."""
    return f"kurang dari {data.rules['privacy.min_cell']}" if _is_small(data, n) else f"hanya {n}"


def _age(data: Data) -> Iterator[Finding]:
    low, high = (int(a) for a in data.rules["ehra.respondent_age"])
    for key, row in data.keyed("ehra_responden"):
        age = row.get("umur")
        if isinstance(age, int) and not low <= age <= high:
            text = f"Umur responden ini di luar {low} sampai {high} tahun; periksa umur atau pilihan respondennya."
            yield found(BP_V23, text, ("ehra_responden", key, "umur"), age)


_STRATA = """
            penduduk: kode_desa     | tahun | penduduk_jiwa | kk   | kk_pra_ks | kk_ks1
                      99.71.01.1001 | 2012  | 9000          | 2000 | 500       | 100
                      99.71.01.1002 | 2012  | 1000          | 250  | 10        | 10
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha | sungai | banjir_mengganggu | strata
                     99.71.01.1001 | A    | K         | 100         | 1      | 0                 | {a}
                     99.71.01.1002 | B    | K         | 100         | 0      | 0                 | 5
"""

RULES = (
    Rule(BP_V13, _strata_and_sample, example_pass=_STRATA.format(a=3), example_fail=_STRATA.format(a=2)),
    Rule(
        BP_V14,
        _few_answers,
        example_pass="ehra: strata | indikator | n_total | n_valid | n_berisiko\n 1 | 1.1 | 400 | 400 | 400",
        example_fail="ehra: strata | indikator | n_total | n_valid | n_berisiko\n 1 | 1.1 | 400 | 300 | 301",
    ),
    Rule(
        BP_V23,
        _age,
        example_pass="ehra_responden: no_responden | kode_desa | umur\n 9901012001101 | 99.01.01.2001 | 60",
        example_fail="ehra_responden: no_responden | kode_desa | umur\n 9901012001101 | 99.01.01.2001 | 61",
    ),
)
