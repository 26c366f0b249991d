"""Rules about the profile of a district: areas, population, households, services (buku-putih.md section 8)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemas.findings import Finding, Severity
from tasks.validation.rules.base import Cell, Data, Rule, angka, bp, cells, exact, found, numbers

BP_V06 = bp("BP-V06", "warning", "Laju pertumbuhan penduduk tidak lebih dari batas wajar per tahun.")
BP_V07 = bp("BP-V07", "error", "Jumlah jiwa per KK berada di dalam kisaran wajar.")
BP_V08 = bp("BP-V08", "error", "KK miskin tidak melebihi KK, dan KK menurut jenis jamban berjumlah sama dengan KK.")
BP_V09 = bp(
    "BP-V09",
    "error",
    "Sampah terangkut dan terolah tidak melebihi timbulan; timbulan per orang berada di kisaran wajar.",
)
BP_V20 = bp("BP-V20", "error", "Belanja sanitasi tidak melebihi APBD.")
BP_V27 = bp("BP-V27", "warning", "Korban jiwa banjir per desa dan periode masuk akal dan tidak tersalin antarperiode.")

LATRINES = (
    "kk_babs",
    "kk_jamban_tidak_layak",
    "kk_tangki_individual",
    "kk_mck",
    "kk_tangki_komunal",
    "kk_ipal_komunal",
    "kk_ipal_terpusat",
)


def _growth(data: Data) -> Iterator[Finding]:
    limit = data.rules.exact("check.growth_max")
    for key, row in data.keyed("penduduk"):
        rate = exact(row.get("laju_pct"))
        if rate is not None and abs(rate) > limit:
            text = f"laju_pct {angka(rate)}% per tahun melebihi {angka(limit)}%; periksa angka atau jelaskan."
            yield found(BP_V06, text, ("penduduk", key, "laju_pct"), row["laju_pct"])


def _household_size(data: Data) -> Iterator[Finding]:
    limits = {level: [Fraction(str(b)) for b in bounds] for level, bounds in data.rules["check.hh_size"].items()}
    for key, row in data.keyed("penduduk"):
        pair = numbers(row, "penduduk_jiwa", "kk")
        if pair is None or not pair[1]:
            continue
        size = pair[0] / pair[1]
        severity: Severity = "warning" if limits["error"][0] <= size <= limits["error"][1] else "error"
        if not limits["warn"][0] <= size <= limits["warn"][1]:
            text = (
                f"{angka(pair[0])} jiwa dalam {angka(pair[1])} KK berarti {angka(size)} jiwa per "
                "KK, di luar kisaran wajar "
                f"({angka(limits['warn'][0])} sampai {angka(limits['warn'][1])}); periksa keduanya."
            )
            where, also = ("penduduk", key, "penduduk_jiwa"), cells("penduduk", key, "kk")
            yield found(BP_V07, text, where, row["penduduk_jiwa"], also, severity)


def _latrines(data: Data) -> Iterator[Finding]:
    tolerance = data.rules.exact("check.category_sum_tol") / 100
    for key, row in data.keyed("air_limbah"):
        kk = exact(data.penduduk.get(str(row["kode_desa"]), {}).get("kk"))
        known = [v for v in (exact(row.get(c)) for c in LATRINES) if v is not None]
        total = sum(known, Fraction(0))
        too_few = len(known) == len(LATRINES) and kk is not None and total < kk * (1 - tolerance)
        if kk is not None and known and (too_few or total > kk * (1 + tolerance)):
            text = (
                f"KK menurut jenis jamban berjumlah {angka(total)}, sedangkan KK desa ini {angka(kk)}; "
                f"samakan dengan toleransi {angka(tolerance * 100)}%."
            )
            yield found(BP_V08, text, ("air_limbah", key, "kk_babs"), row.get("kk_babs"), _latrine_cells(key))


def _latrine_cells(key: str) -> list[Cell]:
    return cells("air_limbah", key, *LATRINES[1:])


def _waste(data: Data) -> Iterator[Finding]:
    low, high = (Fraction(str(b)) for b in data.rules["check.waste_l_per_capita"])
    for key, row in data.keyed("persampahan"):
        made = exact(row.get("timbulan_m3_hari"))
        if made is None:
            continue
        handled = sum(
            (exact(row.get(c)) or Fraction(0) for c in ("terangkut_m3_hari", "diolah_3r_m3_hari")), Fraction(0)
        )
        if handled > made:
            text = (
                f"Terangkut dan diolah 3R berjumlah {angka(handled)} m3/hari, melebihi timbulan {angka(made)}; "
                "perbaiki salah satunya."
            )
            also = cells("persampahan", key, "diolah_3r_m3_hari")
            where = ("persampahan", key, "terangkut_m3_hari")
            yield found(BP_V09, text, where, row.get("terangkut_m3_hari"), also)
        people = exact(data.penduduk.get(str(row["kode_desa"]), {}).get("penduduk_jiwa"))
        per_head = made * 1000 / people if people else None
        if per_head is not None and not low <= per_head <= high:
            text = (
                f"Timbulan {angka(per_head)} liter/orang/hari di luar kisaran wajar ({angka(low)} "
                f"sampai {angka(high)}); "
                "periksa satuan."
            )
            where = ("persampahan", key, "timbulan_m3_hari")
            yield found(BP_V09, text, where, row["timbulan_m3_hari"], severity="warning")


def _sanitation_budget(data: Data) -> Iterator[Finding]:
    for key, row in data.keyed("keuangan"):
        pair = numbers(row, "belanja_sanitasi_rp", "apbd_total_rp")
        if pair and pair[0] > pair[1]:
            text = (
                f"Belanja sanitasi Rp {angka(pair[0])} melebihi APBD Rp {angka(pair[1])}; periksa angka dan "
                "satuan uang."
            )
            also = cells("keuangan", key, "apbd_total_rp")
            where = ("keuangan", key, "belanja_sanitasi_rp")
            yield found(BP_V20, text, where, row["belanja_sanitasi_rp"], also)


def _flood_deaths(data: Data) -> Iterator[Finding]:
    limit = int(data.rules["check.flood_deaths_max"])
    for key, row in data.keyed("banjir"):
        deaths = {c: n for c in ("meninggal_1", "meninggal_2") if isinstance(n := row.get(c), int)}
        many = [c for c, n in deaths.items() if n > limit]
        is_copied = len(deaths) == 2 and len(set(deaths.values())) == 1 and deaths["meninggal_1"] > 1
        if not many and not is_copied:
            continue
        first, *rest = list(deaths) if is_copied else many
        why = [f"lebih dari {limit} orang dalam satu desa dan satu periode"] if many else []
        why += ["angkanya sama di kedua periode"] if is_copied else []
        counts = " dan ".join(angka(deaths[c]) for c in (first, *rest))
        text = (
            f"Korban jiwa banjir {counts}: {', dan '.join(why)}; periksa ke sumbernya. Nilai ini tidak ikut dihitung."
        )
        yield found(BP_V27, text, ("banjir", key, first), row[first], cells("banjir", key, *rest))


RULES = (
    Rule(
        BP_V06,
        _growth,
        example_pass="penduduk: kode_desa | tahun | laju_pct\n 99.01.01.2001 | 2012 | -5",
        example_fail="penduduk: kode_desa | tahun | laju_pct\n 99.01.01.2001 | 2012 | 5.1",
    ),
    Rule(
        BP_V07,
        _household_size,
        example_pass="penduduk: kode_desa | tahun | penduduk_jiwa | kk\n 99.01.01.2001 | 2012 | 250 | 100",
        example_fail="penduduk: kode_desa | tahun | penduduk_jiwa | kk\n 99.01.01.2001 | 2012 | 1001 | 100",
        effect="all",
    ),
    Rule(
        BP_V08,
        _latrines,
        example_pass="penduduk: kode_desa | tahun | kk | kk_miskin\n 99.01.01.2001 | 2012 | 100 | 100",
        example_fail="""
            penduduk: kode_desa     | tahun | kk
                      99.01.01.2001 | 2012  | 100
            air_limbah: kode_desa     | kk_babs | kk_tangki_individual
                        99.01.01.2001 | 60      | 42
        """,
        effect="all",
    ),
    Rule(
        BP_V09,
        _waste,
        example_pass="""
            persampahan: kode_desa     | timbulan_m3_hari | terangkut_m3_hari | diolah_3r_m3_hari
                         99.01.01.2001 | 2.5              | 2                 | 0.5
        """,
        example_fail="""
            persampahan: kode_desa     | timbulan_m3_hari | terangkut_m3_hari | diolah_3r_m3_hari
                         99.01.01.2001 | 2.5              | 2                 | 0.6
        """,
        effect="all",
    ),
    Rule(
        BP_V20,
        _sanitation_budget,
        example_pass="keuangan: tahun | apbd_total_rp | belanja_sanitasi_rp\n 2013 | 1000 | 1000",
        example_fail="keuangan: tahun | apbd_total_rp | belanja_sanitasi_rp\n 2013 | 1000 | 1001",
    ),
    Rule(
        BP_V27,
        _flood_deaths,
        example_pass="banjir: kode_desa | meninggal_1 | meninggal_2\n 99.01.01.2001 | 20 | 1",
        example_fail="banjir: kode_desa | meninggal_1 | meninggal_2\n 99.01.01.2001 | 2 | 2",
    ),
)
