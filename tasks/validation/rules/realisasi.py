"""Rules about budget lines, progress and results (mps.md section 10). Each figure is cumulative over the quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding, Severity
from schemas.rule_info import RuleInfo, RuleStage
from tasks.validation.rules.base import Data, Rule, angka, exact, found, grouped, info, whole


def _monev(name: str, severity: Severity, sentence: str, stage: RuleStage = "s5") -> RuleInfo:
    return info(name, severity, sentence, "mps.md section 10", stage)


MP_V60 = _monev("MP-V60", "error", "Realisasi fisik 0–100 persen dan tidak turun dari triwulan ke triwulan.")
MP_V61 = _monev("MP-V61", "error", "Realisasi keuangan kumulatif tidak melebihi pagu barisnya dan tidak turun.")
MP_V62 = _monev("MP-V62", "warning", "Sampai akhir triwulan ketiga sudah ada realisasi keuangan.")
MP_V63 = _monev(
    "MP-V63",
    "error",
    "Setiap realisasi menunjuk baris anggaran dan triwulan; setiap baris anggaran menunjuk baris MPS yang disematkan.",
)
MP_V64 = _monev("MP-V64", "warning", "Capaian sasaran berada di antara batas bawah dan batas atas kewajaran.", "s6")
MP_V65 = _monev("MP-V65", "warning", "Biaya satuan realisasi tidak jauh berbeda dari rencana.")
MP_V66 = _monev("MP-V66", "warning", "Sarana yang sudah dibangun berfungsi.")

_DONE, _BUDGET = "realisasi", "baris_anggaran"
_QUARTER = re.compile(r"\d{4}-Q([1-4])")
Keyed = list[tuple[str, Row]]


def _by_line(data: Data) -> Iterator[tuple[Row, Keyed]]:
    """Each budget line, {} when it is not there, with its reported quarters in their order."""
    lines = {str(r["baris_id"]): r for r in data.rows(_BUDGET)}
    dated = ((k, r) for k, r in data.keyed(_DONE) if _QUARTER.fullmatch(str(r["periode"])))
    for (name,), rows in grouped(dated, "baris_id").items():
        yield lines.get(name, {}), sorted(rows, key=lambda pair: str(pair[1]["periode"]))


def _falling(rows: Keyed, column: str) -> Iterator[tuple[str, Row, Fraction]]:
    """Quarters below an earlier one, with the highest value before them."""
    highest: Fraction | None = None
    for key, row in rows:
        value = exact(row.get(column))
        if value is None:
            continue
        if highest is not None and value < highest:
            yield key, row, highest
        else:
            highest = value


def _physical(data: Data) -> Iterator[Finding]:
    for _, rows in _by_line(data):
        for key, row, before in _falling(rows, "fisik_pct"):
            text = (
                f"Fisik {angka(row['fisik_pct'])} persen lebih kecil daripada triwulan sebelumnya "
                f"({angka(before)} persen); isi angka kumulatif."
            )
            yield found(MP_V60, text, (_DONE, key, "fisik_pct"), row["fisik_pct"])


def _money(data: Data) -> Iterator[Finding]:
    for line, rows in _by_line(data):
        pagu, falling = exact(line.get("pagu_rp")), {key: before for key, _, before in _falling(rows, "keuangan_rp")}
        for key, row in rows:
            spent, where = exact(row.get("keuangan_rp")), (_DONE, key, "keuangan_rp")
            if key in falling:
                text = (
                    f"Keuangan Rp {angka(spent)} lebih kecil daripada triwulan sebelumnya "
                    f"(Rp {angka(falling[key])}); isi angka kumulatif."
                )
                yield found(MP_V61, text, where, row["keuangan_rp"])
            elif spent is not None and pagu is not None and spent > pagu:
                text = f"Keuangan Rp {angka(spent)} melebihi pagu Rp {angka(pagu)}; perbaiki salah satunya."
                also = [(_BUDGET, str(line["baris_id"]), "pagu_rp")]
                yield found(MP_V61, text, where, row["keuangan_rp"], also)


def _late(data: Data) -> Iterator[Finding]:
    from_quarter = whole(data.rules["monev.zero_after_quarter"])
    for line, rows in _by_line(data):
        key, row = rows[-1]
        quarter = _QUARTER.fullmatch(str(row["periode"]))
        is_late = quarter is not None and int(quarter[1]) >= from_quarter
        if is_late and row.get("keuangan_rp") == 0 and line.get("pagu_rp") != 0:
            text = f"Belum ada realisasi keuangan sampai {row['periode']}; jelaskan kendalanya atau perbaiki angkanya."
            yield found(MP_V62, text, (_DONE, key, "keuangan_rp"), 0)


def _belongs(data: Data) -> Iterator[Finding]:
    lines = {str(r["baris_id"]) for r in data.rows(_BUDGET)}
    for key, row in data.keyed(_DONE):
        name, period = str(row["baris_id"]), str(row["periode"])
        if name not in lines:
            text = (
                f"Baris anggaran {name} tidak ada di tabel baris_anggaran; lengkapi tabel itu atau perbaiki nomornya."
            )
            yield found(MP_V63, text, (_DONE, key, "baris_id"), name)
        if not _QUARTER.fullmatch(period):
            text = f"Periode “{period}” bukan triwulan; tulis tahun dan triwulannya, misalnya {data.fiscal_year}-Q1."
            yield found(MP_V63, text, (_DONE, key, "periode"), period)


def _achieved(data: Data) -> Iterator[Finding]:
    """Only for targets of this submission; those of the pinned SSK are looked at where that is read."""
    low, high = (Fraction(str(bound)) for bound in data.rules["monev.capaian_warn"])
    goals = {str(r["sasaran_id"]): r for r in data.rows("sasaran")}
    for key, row in data.keyed("capaian"):
        arah = goals.get(str(row["sasaran_id"]), {}).get("arah")
        target, reached = exact(row.get("target")), exact(row.get("realisasi"))
        if arah is None or not target or reached is None:
            continue
        pct = (reached if arah == "naik" else 2 * target - reached) * 100 / target
        if not low <= pct <= high:
            text = (
                f"Capaian {angka(pct)} persen di luar {angka(low)} sampai {angka(high)}; "
                "periksa satuan dan angkanya, atau mutakhirkan targetnya."
            )
            where = ("capaian", key, "realisasi")
            yield found(MP_V64, text, where, row["realisasi"], [("capaian", key, "target")])


def _unit_cost(data: Data) -> Iterator[Finding]:
    limit = data.rules.exact("monev.unit_cost_warn")
    for line, rows in _by_line(data):
        key, row = rows[-1]
        spent, built = exact(row.get("keuangan_rp")), exact(row.get("volume"))
        pagu, planned = exact(line.get("pagu_rp")), exact(line.get("volume"))
        is_doubted = any(key in {k for k, *_ in _falling(rows, c)} for c in ("keuangan_rp", "volume"))
        if is_doubted or spent is None or not built or not pagu or not planned:
            continue
        change = (spent / built) / (pagu / planned) * 100 - 100
        if abs(change) > limit:
            text = (
                f"Biaya satuan realisasi berbeda {angka(change)} persen dari rencana; "
                "periksa volume dan keuangannya, atau jelaskan."
            )
            also = [(_DONE, key, "volume"), *((_BUDGET, str(line["baris_id"]), c) for c in ("pagu_rp", "volume"))]
            yield found(MP_V65, text, (_DONE, key, "keuangan_rp"), row["keuangan_rp"], also)


def _idle(data: Data) -> Iterator[Finding]:
    for _, rows in _by_line(data):
        key, row = rows[-1]
        is_built = bool(exact(row.get("volume"))) or exact(row.get("fisik_pct")) == 100
        if row.get("berfungsi") == 0 and is_built:
            text = "Sarana sudah dibangun tetapi belum berfungsi; sebutkan kendala dan pengelolanya."
            yield found(MP_V66, text, (_DONE, key, "berfungsi"), 0)


_LINE = "baris_anggaran: baris_id | pagu_rp | volume\n B1 | 1000 | 10\n"
_MONEY = _LINE + "realisasi: baris_id | periode | keuangan_rp\n"
_UNIT = _LINE + "realisasi: baris_id | periode | keuangan_rp | volume\n"
_GOAL = "sasaran: sasaran_id | arah\n S1 | turun\ncapaian: sasaran_id | tahun | target | realisasi\n"

RULES = (
    Rule(
        MP_V60,
        _physical,
        example_pass=_LINE + "realisasi: baris_id | periode | fisik_pct\n B1 | 2013-Q1 | 40\n B1 | 2013-Q2 | 40",
        example_fail=_LINE + "realisasi: baris_id | periode | fisik_pct\n B1 | 2013-Q1 | 40\n B1 | 2013-Q2 | 39.9",
    ),
    Rule(
        MP_V61,
        _money,
        example_pass=_MONEY + " B1 | 2013-Q3 | 400\n B1 | 2013-Q4 | 1000",
        example_fail=_MONEY + " B1 | 2013-Q3 | 400\n B1 | 2013-Q4 | 1001",
    ),
    Rule(
        MP_V62,
        _late,
        example_pass=_MONEY + " B1 | 2013-Q2 | 0",
        example_fail=_MONEY + " B1 | 2013-Q3 | 0",
    ),
    Rule(
        MP_V63,
        _belongs,
        example_pass=_MONEY + " B1 | 2013-Q3 | 400",
        example_fail=_MONEY + " B9 | 2013-Q3 | 400",
        effect="none",
    ),
    Rule(
        MP_V64,
        _achieved,
        example_pass=_GOAL + " S1 | 2015 | 10 | 8\n S1 | 2016 | 10 | 20",
        example_fail=_GOAL + " S1 | 2015 | 10 | 7.9",
    ),
    Rule(
        MP_V65,
        _unit_cost,
        example_pass=_UNIT + " B1 | 2013-Q4 | 1000 | 8",
        example_fail=_UNIT + " B1 | 2013-Q4 | 1000 | 7.9",
    ),
    Rule(
        MP_V66,
        _idle,
        example_pass="realisasi: baris_id | periode | fisik_pct | berfungsi\n B1 | 2013-Q4 | 60 | 0",
        example_fail="realisasi: baris_id | periode | fisik_pct | berfungsi\n B1 | 2013-Q4 | 100 | 0",
    ),
)
