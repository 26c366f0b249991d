"""Rules about targets, positions, projections and sources of an SSK (ssk.md sections 5 to 7 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemas.catalogue import load_catalogue
from schemas.contract import Row
from schemas.findings import Finding
from tasks.arith import quadrant
from tasks.validation.checks import check_projection
from tasks.validation.rules.base import Cell, Data, Rule, angka, cells, entries, exact, found, grouped, info, ssk, whole

SK_V15 = info(
    "SK-V15",
    "warning",
    "Sasaran bersifat SMART: indikator, satuan, baseline dan target terisi, target searah, tahunnya di masa rencana.",
    "ssk.md section 6",
    "ssk",
    "published",
)
SK_V31 = ssk("SK-V31", "error", "Jumlah penduduk proyeksi sesuai dengan laju pertumbuhan yang tertulis.")
SK_V43 = ssk("SK-V43", "error", "Posisi strategi sama dengan kuadran dari tanda x dan y SWOT komponennya.")
SK_V75 = info(
    "SK-V75",
    "warning",
    "Sumber dana kegiatan termasuk sumber yang boleh membiayai langkah katalognya.",
    "catalogue.md section 1; ssk.md section 7",
    "ssk",
)
_ASKED = {"uraian": "S", "indikator": "S", "satuan": "M", "baseline": "M", "target": "M", "tahun_target": "T"}
_KUADRAN = {"++": "SO", "+-": "ST", "-+": "WO", "--": "WT"}
_SIDES = ("S", "W", "O", "T")
_WEIGHTED = "ifas_efas"


def _smart(data: Data) -> Iterator[Finding]:
    for key, row in data.keyed("sasaran"):
        wrong = [*_blank_parts(data, key, row), *_direction(row), *_times(data, row)]
        if wrong:
            column = wrong[0][0]
            text = f"Sasaran {row['sasaran_id']} belum SMART: {'; '.join(said for _, said in wrong)}."
            also = cells("sasaran", key, *dict.fromkeys(c for c, _ in wrong if c != column))
            yield found(SK_V15, text, ("sasaran", key, column), row.get(column), also)


def _blank_parts(data: Data, key: str, row: Row) -> Iterator[tuple[str, str]]:
    for column, letter in _ASKED.items():
        if row.get(column) is None and not data.is_refused("sasaran", key, column):
            yield column, f"{column} kosong ({letter})"


def _direction(row: Row) -> Iterator[tuple[str, str]]:
    """A target on the wrong side of today's value, or beyond all of it."""
    before, goal = exact(row.get("baseline")), exact(row.get("target"))
    if goal is not None and row.get("satuan") == "%" and not 0 <= goal <= 100:
        yield "target", f"target {angka(goal)}% di luar 0 sampai 100 (A)"
    if before is None or goal is None:
        return
    if row.get("arah") == "naik" and goal <= before:
        yield "target", f"target {angka(goal)} tidak di atas baseline {angka(before)} padahal arahnya naik (A)"
    if row.get("arah") == "turun" and goal >= before:
        yield "target", f"target {angka(goal)} tidak di bawah baseline {angka(before)} padahal arahnya turun (A)"


def _times(data: Data, row: Row) -> Iterator[tuple[str, str]]:
    year, base = row.get("tahun_target"), row.get("tahun_baseline")
    long_term = data.fiscal_year + whole(data.rules["ssk.long_target_year"])
    if isinstance(year, int) and year not in data.plan_years and year != long_term:
        first, last = data.plan_years[0], data.plan_years[-1]
        yield "tahun_target", f"tahun target {year} di luar masa rencana {first}–{last} dan bukan {long_term} (T)"
    if isinstance(year, int) and isinstance(base, int) and base >= year:
        yield "tahun_baseline", f"tahun baseline {base} tidak sebelum tahun target {year} (T)"


def _projections(data: Data) -> Iterator[Finding]:
    tolerance = data.rules.exact("check.projection_tol")
    for key, row in data.keyed("penduduk"):
        base = data.penduduk.get(str(row["kode_desa"]))
        year, people = row.get("tahun"), exact(row.get("penduduk_jiwa"))
        if base is None or not isinstance(year, int) or year <= data.fiscal_year or people is None:
            continue
        rates = [r for source in (base, row) if (r := exact(source.get("laju_pct"))) is not None]
        start = exact(base.get("penduduk_jiwa"))
        if not rates or not start:
            continue
        if computed := check_projection(start, people, year - whole(base["tahun"]), rates, tolerance):
            nearest = min(computed.values(), key=lambda c: abs(c - people))
            text = (
                f"Penduduk {year} tertulis {angka(people)}, sedangkan dari laju yang tertulis menjadi sekitar "
                f"{angka(Fraction(round(nearest)))}; perbaiki laju atau proyeksinya."
            )
            yield found(SK_V31, text, ("penduduk", key, "penduduk_jiwa"), row["penduduk_jiwa"])


def _positions(data: Data) -> Iterator[Finding]:
    """Strategies of a komponen whose position is not that of its SWOT, by the method it uses (ssk.md section 5)."""
    expected = _quadrants(data)
    komponen = {str(r["tujuan_id"]): str(r.get("komponen")) for r in data.rows("tujuan")}
    goal = {str(r["sasaran_id"]): str(r.get("tujuan_id")) for r in data.rows("sasaran")}
    for key, row in data.keyed("strategi"):
        served = {komponen.get(goal.get(s, "")) for s in entries(row.get("sasaran_id"))}
        asked = sorted({expected[k] for k in served if k in expected})
        posisi = row.get("posisi")
        if posisi is not None and asked and posisi not in asked:
            text = (
                f"Strategi {row['strategi_id']} berposisi {posisi}, sedangkan SWOT komponennya berada di kuadran "
                f"{', '.join(asked)}; sesuaikan posisinya atau periksa angka SWOT."
            )
            yield found(SK_V43, text, ("strategi", key, "posisi"), posisi)


def _quadrants(data: Data) -> dict[str, str]:
    """Quadrant of each komponen; none where its weights are incomplete or an axis of weights does not sum to 1."""
    found: dict[str, str] = {}
    for (komponen,), keyed in grouped(data.keyed("swot"), "komponen").items():
        factors = [row for _, row in keyed if row.get("sisi") in _SIDES]
        named = {row["metode"] for row in factors if row.get("metode")}
        method = named.pop() if len(named) == 1 else data.rules["ssk.swot.method"]
        if komponen and factors and (method != _WEIGHTED or _is_weighted(data, factors)):
            sums = {s: _side(factors, s, method == _WEIGHTED) for s in _SIDES}
            found[komponen] = _KUADRAN[quadrant(sums["S"] - sums["W"], sums["O"] - sums["T"])]
    return found


def _side(factors: list[Row], side: str, is_weighted: bool) -> Fraction:
    own = [row for row in factors if row["sisi"] == side]
    scores = [exact(r.get("angka")) or Fraction(0) for r in own]
    weights = [(exact(r.get("bobot")) or Fraction(0)) if is_weighted else Fraction(1) for r in own]
    return sum((s * w for s, w in zip(scores, weights, strict=True)), Fraction(0))


def _is_weighted(data: Data, factors: list[Row]) -> bool:
    tolerance = data.rules.exact("check.weight_sum_tol") / 100
    for axis in ("SW", "OT"):
        weights = [exact(row.get("bobot")) for row in factors if str(row["sisi"]) in axis]
        known = [w for w in weights if w is not None]
        if not known or len(known) < len(weights) or abs(sum(known, Fraction(-1))) > tolerance:
            return False
    return True


def _sources(data: Data) -> Iterator[Finding]:
    allowed = {step.kode: step.sumber for step in load_catalogue(data.fiscal_year)}
    for key, row in data.keyed("program_kegiatan"):
        source, listed = row.get("sumber_dana"), allowed.get(str(row.get("kode_katalog")), ())
        if listed and source is not None and source != "APBD_K" and source not in listed:
            where: Cell = ("program_kegiatan", key, "sumber_dana")
            text = (
                f"Sumber {source} tidak termasuk sumber langkah {row['kode_katalog']} ({', '.join(listed)}); ganti "
                "sumbernya atau jelaskan dasarnya."
            )
            yield found(SK_V75, text, where, source)


_SASARAN = (
    "sasaran: sasaran_id | tujuan_id | uraian | indikator | satuan | arah | baseline | tahun_baseline | target "
    "| tahun_target\n"
)
_CHAIN = "tujuan: tujuan_id | komponen\n AL-T | AL\n sasaran: sasaran_id | tujuan_id\n S1 | AL-T\n"
_SWOT = (
    "swot: faktor_id | komponen | sisi | angka\n 1 | AL | S | 2\n 2 | AL | W | 4\n 3 | AL | O | 3\n 4 | AL | T | 1\n"
)
_STRATEGI = "strategi: strategi_id | sasaran_id | posisi\n ST1 | S1 | {}"
_PENDUDUK = "penduduk: kode_desa | tahun | penduduk_jiwa | laju_pct\n 99.01.01.2001 | 2013 | 1000 | 2\n"
_LINE = "program_kegiatan: kegiatan_id | sumber_dana | kode_katalog\n K1 | {} | AL-KWS-01"

RULES = (
    Rule(
        SK_V15,
        _smart,
        example_pass=_SASARAN + "S1 | AL-T | BABS turun | KK BABS | % | turun | 40 | 2012 | 10 | 2018",
        example_fail=_SASARAN + "S1 | AL-T | Layak naik | KK layak | % | naik | 40 | 2012 | 35 | 2018",
    ),
    Rule(
        SK_V31,
        _projections,
        example_pass=_PENDUDUK + "99.01.01.2001 | 2018 | 1104 | 2",
        example_fail=_PENDUDUK + "99.01.01.2001 | 2018 | 1500 | 2",
        effect="none",
    ),
    Rule(
        SK_V43,
        _positions,
        example_pass=_CHAIN + _SWOT + _STRATEGI.format("WO"),
        example_fail=_CHAIN + _SWOT + _STRATEGI.format("SO"),
        effect="none",
    ),
    Rule(SK_V75, _sources, example_pass=_LINE.format("APBD_K"), example_fail=_LINE.format("CSR")),
)
