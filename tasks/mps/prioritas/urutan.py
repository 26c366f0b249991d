"""The ranking of a district from its inputs: criteria and weights, scores of the Pokja, how firm the ranks are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.findings import Finding
from schemas.outputs.mps import BOBOT_DIPAKAI, PRIORITAS
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from schemas.tables import table
from tasks.arith.dice import Dice
from tasks.lineage.units.step import Inputs, Outputs
from tasks.mps.calon import Bahan, Calon, candidates, poor_households, whole
from tasks.mps.criteria import KNOWN
from tasks.mps.jejak.program import Jejak
from tasks.mps.kesiapan.dokumen import documents, held_of
from tasks.mps.masukan import BUKU_PUTIH, DATA
from tasks.mps.prioritas.bobot import Bobot, rows_of, weights_in_use
from tasks.mps.prioritas.kriteria import said_about, scored_by_pokja
from tasks.mps.prioritas.rentang import Cara, Ketidakpastian, rank_rows, uncertainty_of
from tasks.mps.prioritas.skor import Scores, priorities
from tasks.mps.prioritas.suara import human_scores


def rank(inputs: Inputs, kegiatan: Rows, out: Outputs, jejak: Jejak) -> dict[str, Row]:
    """Rows of `prioritas` by activity. They, the weights and the spans of the ranks are added to `out`."""
    calon = candidates(kegiatan)
    by_pokja = scored_by_pokja(inputs.rows("kriteria"))
    objective = {c.name for c in KNOWN.values() if c.is_objective} - by_pokja
    votes, behind, ignored = human_scores(inputs.rows("skor_prioritas"), objective)
    bahan = _facts(inputs, kegiatan, votes, by_pokja)
    bobot = _weights(inputs, [c.komponen for c in calon])
    ragam = uncertainty_of(inputs.rows("area", BUKU_PUTIH), inputs.rows("kepastian", BUKU_PUTIH))
    rows, scores, names = _scored(inputs, calon, bahan, bobot, ragam, out)
    out.findings += [*ignored, *_said(inputs, ignored, bobot)]
    jejak.priorities(calon, scores, names, bahan, behind, bobot)
    jejak.ranks(calon, bobot, has_classes=bool(ragam.ulang))
    return {c.id: r for c, r in zip(calon, rows, strict=True)}


def _facts(inputs: Inputs, kegiatan: Rows, votes: dict[tuple[str, str], int], by_pokja: frozenset[str]) -> Bahan:
    miskin, tahun = poor_households(inputs.rows("penduduk", DATA), inputs.fiscal_year - 1)
    areas = inputs.rows("area", BUKU_PUTIH)
    return Bahan(
        kelas={f"{r['kode_desa']}/{r['komponen']}": whole(r.get("skor_akhir")) for r in areas},
        miskin=miskin,
        tahun_penduduk=tahun,
        skor_pokja=votes,
        pro_poor_cuts=_cuts(inputs, "mps.pro_poor_cuts"),
        dokumen=_documents(inputs, kegiatan),
        kesiapan_cuts=_cuts(inputs, "mps.readiness_score_cuts"),
        hanya_pokja=by_pokja,
    )


def _cuts(inputs: Inputs, rule: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(str(cut)) for cut in inputs.rules[rule])


def _documents(inputs: Inputs, kegiatan: Rows) -> dict[str, tuple[int, int]]:
    """How many of its documents each activity holds; nothing where readiness was not submitted."""
    if not inputs.has("kesiapan"):
        return {}
    held = documents(inputs.rows("kesiapan"))
    return {str(r["kegiatan_id"]): held_of(r, held, inputs.fiscal_year) for r in kegiatan}


def _weights(inputs: Inputs, komponen: list[str]) -> dict[str, Bobot]:
    in_use = {str(r["kriteria"]) for r in inputs.rows("kriteria")}
    around = inputs.rules.exact("mps.rank.weight_range")
    return weights_in_use(komponen, inputs.rules["mps.criteria"], inputs.rows("bobot"), in_use, around)


def _scored(
    inputs: Inputs, calon: Sequence[Calon], bahan: Bahan, bobot: dict[str, Bobot], ragam: Ketidakpastian, out: Outputs
) -> tuple[Rows, list[Scores], tuple[str, ...]]:
    present_min = inputs.rules.exact("mps.weight_present_min")
    scored = priorities(calon, bahan, bobot, present_min)
    out.add(PRIORITAS, scored[0])
    out.add(BOBOT_DIPAKAI, rows_of(bobot))
    out.add(RENTANG_PERINGKAT, rank_rows(calon, scored, bahan, bobot, ragam, _drawing(inputs, present_min)))
    return scored


def _drawing(inputs: Inputs, present_min: Fraction) -> Cara:
    rules = inputs.rules
    dice = Dice("mps.rank", rules["mps.rank.seed"], inputs.fiscal_year, inputs.kode_kab)
    return Cara(int(rules["mps.rank.draws"]), rules.exact("mps.rank.level"), present_min, dice)


def _said(inputs: Inputs, ignored: list[Finding], bobot: dict[str, Bobot]) -> list[Finding]:
    dropped, key_of = {f.row for f in ignored}, table("skor_prioritas").key_of
    used = [r for r in inputs.rows("skor_prioritas") if key_of(r) not in dropped]
    return said_about(inputs.rows("kriteria"), inputs.rows("bobot"), used, bobot)
