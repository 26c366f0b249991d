"""The step mps: from the pinned SSK of the year before to the programme of five years."""

from __future__ import annotations

from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.findings import Finding, count
from schemas.outputs.buku_putih import AREA, KEPASTIAN
from schemas.outputs.mps import (
    BARIS,
    BOBOT_DIPAKAI,
    PERBANDINGAN,
    PILIHAN,
    PRIORITAS,
    REKAP_KOMPONEN,
    REKAP_SUMBER,
    REKAP_SUMBER_KOMPONEN,
    SESUDAH_RENCANA,
)
from schemas.outputs.mps_alokasi import HARGA_BAYANGAN
from schemas.outputs.mps_kesiapan import JADWAL, KESIAPAN_BARIS
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, LAYANAN
from schemas.outputs.ssk_kerangka import KKL
from schemas.rulebook import Rulebook
from schemas.tables import table
from tasks.arith.dice import Dice
from tasks.lineage.step import Inputs, Need, Outputs, Step, each
from tasks.mps.alokasi import allocate, choices, comparison
from tasks.mps.baris import Naskah, commitments, lines
from tasks.mps.bobot import Bobot, rows_of, weights_in_use
from tasks.mps.calon import Bahan, candidates, poor_households, whole
from tasks.mps.criteria import KNOWN
from tasks.mps.harga import shadow_prices
from tasks.mps.jadwal import schedule_rows, spans
from tasks.mps.jejak import Jejak
from tasks.mps.kesiapan import documents, held_of, not_before, readiness
from tasks.mps.kriteria import said_about, scored_by_pokja
from tasks.mps.langkah import Langkah, added_by, operations, read_steps
from tasks.mps.lokal import allocation_mode, limits
from tasks.mps.nilai import Ukuran, values
from tasks.mps.pagu import Pagu, ceilings
from tasks.mps.pemeriksaan import check, examined
from tasks.mps.pendanaan import add_commitments
from tasks.mps.periksa_kesiapan import check as check_readiness
from tasks.mps.prioritas import priorities
from tasks.mps.rekap import recaps
from tasks.mps.rencana import Rencana
from tasks.mps.rentang import Cara, rank_rows, uncertainty_of
from tasks.mps.siap import Tipe, readiness_rows, types_of, with_documents_of_type
from tasks.mps.sidlacom import in_sidlacom_order
from tasks.mps.simpul import nodes
from tasks.mps.soal import Soal
from tasks.mps.suara import human_scores
from tasks.mps.sumber import SourceSet, agreements, shown_set, source_sets, stated_shares
from tasks.mps.tanpa_pagu import years_by_priority

NOT_BEFORE = "tidak_sebelum"
"""Meta of a scenario: first MPS year by activity. No unit of the chain has it."""
SSK, BUKU_PUTIH, DATA = "ssk@-1", "buku_putih@-1", "validation@-1"


def compute(inputs: Inputs) -> Outputs:
    """The MPS of one district; no lines, and a note in the summary, where the pinned SSK has none."""
    out = Outputs()
    types, unknown = types_of(inputs.rows("kesiapan"), inputs.rules["mps.readiness_type_names"])
    kegiatan = with_documents_of_type(inputs.rows("kegiatan", SSK), types, inputs.rules["mps.readiness_types"])
    out.findings += unknown
    jejak = Jejak(inputs.fiscal_year, inputs.kode_kab, out.edges)
    prioritas = _priorities(inputs, kegiatan, out, jejak)
    baris, has_ceilings = _plan(inputs, kegiatan, prioritas, types, out, jejak)
    for contract, rows in zip((REKAP_KOMPONEN, REKAP_SUMBER, REKAP_SUMBER_KOMPONEN), recaps(baris), strict=True):
        out.add(contract, rows)
    add_commitments(inputs, baris, has_ceilings, out)
    out.findings += check(examined(inputs, {name: rows for name, (_, rows) in out.tables.items()}))
    out.summary = _summary(inputs.fiscal_year, baris, has_ceilings, len(kegiatan), out.findings)
    return out


def _priorities(inputs: Inputs, kegiatan: Rows, out: Outputs, jejak: Jejak) -> dict[str, Row]:
    calon = candidates(kegiatan)
    kriteria, skor = inputs.rows("kriteria"), inputs.rows("skor_prioritas")
    by_pokja = scored_by_pokja(kriteria)
    objective = {c.name for c in KNOWN.values() if c.is_objective} - by_pokja
    votes, behind, ignored = human_scores(skor, objective)
    bahan = _facts(inputs, kegiatan, votes, by_pokja)
    bobot = _weights(inputs, [c.komponen for c in calon])
    present_min = inputs.rules.exact("mps.weight_present_min")
    rows, scores, names = scored = priorities(calon, bahan, bobot, present_min)
    ragam = uncertainty_of(inputs.rows("area", BUKU_PUTIH), inputs.rows("kepastian", BUKU_PUTIH))
    out.add(PRIORITAS, rows)
    out.add(BOBOT_DIPAKAI, rows_of(bobot))
    out.add(RENTANG_PERINGKAT, rank_rows(calon, scored, bahan, bobot, ragam, _drawing(inputs, present_min)))
    dropped = {f.row for f in ignored}
    used = [r for r in skor if table("skor_prioritas").key_of(r) not in dropped]
    out.findings += [*ignored, *said_about(kriteria, inputs.rows("bobot"), used, bobot)]
    jejak.priorities(calon, scores, names, bahan, behind, bobot)
    jejak.ranks(calon, bobot, has_classes=bool(ragam.ulang))
    return {c.id: r for c, r in zip(calon, rows, strict=True)}


def _facts(inputs: Inputs, kegiatan: Rows, votes: dict[tuple[str, str], int], by_pokja: frozenset[str]) -> Bahan:
    rules = inputs.rules
    miskin, tahun = poor_households(inputs.rows("penduduk", DATA), inputs.fiscal_year - 1)
    held = documents(inputs.rows("kesiapan")) if inputs.has("kesiapan") else None
    return Bahan(
        kelas={
            f"{r['kode_desa']}/{r['komponen']}": whole(r.get("skor_akhir")) for r in inputs.rows("area", BUKU_PUTIH)
        },
        miskin=miskin,
        tahun_penduduk=tahun,
        skor_pokja=votes,
        pro_poor_cuts=tuple(Fraction(str(c)) for c in rules["mps.pro_poor_cuts"]),
        dokumen={str(r["kegiatan_id"]): held_of(r, held, inputs.fiscal_year) for r in kegiatan}
        if held is not None
        else {},
        kesiapan_cuts=tuple(Fraction(str(c)) for c in rules["mps.readiness_score_cuts"]),
        hanya_pokja=by_pokja,
    )


def _drawing(inputs: Inputs, present_min: Fraction) -> Cara:
    rules = inputs.rules
    dice = Dice("mps.rank", rules["mps.rank.seed"], inputs.fiscal_year, inputs.kode_kab)
    return Cara(int(rules["mps.rank.draws"]), rules.exact("mps.rank.level"), present_min, dice)


def _weights(inputs: Inputs, komponen: list[str]) -> dict[str, Bobot]:
    in_use = {str(r["kriteria"]) for r in inputs.rows("kriteria")}
    around = inputs.rules.exact("mps.rank.weight_range")
    return weights_in_use(komponen, inputs.rules["mps.criteria"], inputs.rows("bobot"), in_use, around)


def _plan(
    inputs: Inputs,
    kegiatan: Rows,
    prioritas: dict[str, Row],
    types: dict[str, Tipe],
    out: Outputs,
    jejak: Jejak,
) -> tuple[Rows, bool]:
    fy, kab = inputs.fiscal_year, inputs.kode_kab
    pagu = ceilings(fy, kab, inputs.rows("pagu"), inputs.rows("komitmen"), inputs.rows("kemampuan", SSK))
    held = documents(inputs.rows("kesiapan")) if inputs.has("kesiapan") else None
    steps = _steps(inputs, kegiatan, {name: int(whole(r["urutan"]) or 0) for name, r in prioritas.items()})
    steps = in_sidlacom_order(steps, inputs.rules["mps.sidlacom_groups"])
    syarat = {s.id: readiness(s, steps, held, fy) for s in steps.values() if s.perlu}
    syarat = not_before(syarat, inputs.meta.get(NOT_BEFORE, {}))
    order = nodes(steps, syarat)
    om = operations(steps)
    om_start = int(inputs.rules["ssk.om_start"])
    if pagu.is_known:
        soal = Soal(
            order=order,
            steps=steps,
            adds=added_by(om.values()),
            ceilings=pagu.rp,
            om_start=om_start,
            missing={name: s.missing for name, s in syarat.items()},
            contracted=frozenset(str(r["kegiatan_id"]) for r in inputs.rows("kontrak") if r.get("kegiatan_id")),
            nilai=values(steps, {name: _total(r) for name, r in prioritas.items()}, _measure(inputs.rules)),
        )
        plan = _allocate(inputs, soal, pagu, out, jejak)
    else:
        plan = years_by_priority(order, steps, syarat)
    given = commitments(inputs.rows("komitmen_baris"))
    naskah = Naskah(fy, kab, steps, om, syarat, pagu.is_known, om_start, given)
    baris = _write(naskah, plan, pagu, out, jejak)
    years = spans(baris, fy)
    starts = {name: first for name, (first, _) in years.items()}
    out.add(KESIAPAN_BARIS, readiness_rows(steps, syarat, held, types, starts, fy))
    out.add(JADWAL, schedule_rows(steps, years))
    out.findings += check_readiness(steps, syarat, held, starts)
    jejak.readiness(steps, syarat, types)
    jejak.schedule(baris)
    return baris, pagu.is_known


def _total(row: Row) -> Fraction | None:
    total = row["total"]
    return None if total is None else Fraction(total)


def _measure(rules: Rulebook) -> Ukuran:
    floor, discount = rules.exact("mps.alloc.benefit_floor"), rules.exact("mps.alloc.discount")
    return Ukuran(floor, discount, int(rules["mps.alloc.coef_scale"]))


def _allocate(inputs: Inputs, soal: Soal, pagu: Pagu, out: Outputs, jejak: Jejak) -> Rencana:
    mode, wrong = allocation_mode(inputs.rules, inputs.rows("parameter_lokal"))
    out.findings += wrong
    alokasi = allocate(soal, mode, limits(inputs.rules, mode))
    out.add(PERBANDINGAN, comparison(soal, alokasi, inputs.fiscal_year))
    out.add(PILIHAN, choices(soal, alokasi, inputs.fiscal_year))
    out.add(HARGA_BAYANGAN, shadow_prices(soal, inputs.fiscal_year))
    jejak.shadow_prices(pagu)
    return alokasi.rencana


def _write(naskah: Naskah, plan: Rencana, pagu: Pagu, out: Outputs, jejak: Jejak) -> Rows:
    baris, after = lines(naskah, plan)
    out.add(BARIS, baris)
    out.add(SESUDAH_RENCANA, after)
    jejak.lines(baris, pagu if naskah.has_ceilings else None, bool(naskah.commitments))
    return baris


def _steps(inputs: Inputs, kegiatan: Rows, urutan: dict[str, int]) -> dict[str, Langkah]:
    """The steps with their source sets: shares stated this year, else in the SSK, else the allowed sources."""
    order = [str(s) for s in inputs.rules["ssk.sources"]]
    changes = inputs.rows("program_kegiatan")
    stated = stated_shares(inputs.rows("kegiatan_sumber", SSK), order) | stated_shares(changes, order)
    agreed = agreements(changes) | agreements(inputs.rows("program_kegiatan", DATA))

    special = stated.keys() | {name for name, _ in agreed}
    usual: dict[object, tuple[tuple[SourceSet, ...], SourceSet]] = {}

    def sets(row: Row) -> tuple[tuple[SourceSet, ...], SourceSet]:
        known = None if row["kegiatan_id"] in special else usual.get(row.get("sumber_boleh"))
        if known is None:
            allowed = source_sets(row, stated, agreed)
            known = allowed, shown_set(row, allowed, stated)
            if row["kegiatan_id"] not in special:
                usual[row.get("sumber_boleh")] = known
        return known

    return read_steps(kegiatan, urutan, sets)


def _summary(
    fiscal_year: int, baris: Rows, has_ceilings: bool, n_kegiatan: int, findings: list[Finding]
) -> dict[str, object]:
    status = [r["status"] for r in baris]
    summary: dict[str, object] = {
        "lines": len(baris),
        **{name: status.count(name) for name in ("indikatif", "committed", "daftar_tunggu")},
        "total_rp": sum(whole(r["jumlah_rp"]) or 0 for r in baris if r["status"] != "daftar_tunggu"),
        "tanpa_biaya": sum(r["jumlah_rp"] is None for r in baris),
        "kemampuan_diketahui": has_ceilings,
        "findings": count(findings),
    }
    if not n_kegiatan:
        summary["catatan"] = f"SSK tahun {fiscal_year - 1} tidak memuat kegiatan: MPS ini tidak memuat baris."
    return summary


_KEGIATAN_COLUMNS = tuple(n for n in KEGIATAN.names if n not in ("asal", "strategi_id"))
_CHANGES = ("share", "perjanjian_id", "konsultasi_id", "tag_dana", "usulan_baru", *(f"vol_{t}" for t in range(1, 6)))
PHASE_TABLE = ("eksisting", "pendek", "menengah", "panjang", "tahun_pendek", "tahun_menengah", "tahun_panjang")
DAK_COLUMNS = tuple(n for n in table("dak").names if n.endswith("_rp"))
STEP = Step(
    name="mps",
    compute=each(compute),
    needs=(
        Need(SSK, KEGIATAN, _KEGIATAN_COLUMNS),
        Need(SSK, KEGIATAN_SUMBER, ("share", "is_indikasi")),
        Need(SSK, KEMAMPUAN, ("mampu_rp",)),
        Need(SSK, LAYANAN, PHASE_TABLE),
        Need(SSK, KKL, ("parent",)),
        Need(BUKU_PUTIH, AREA, ("skor_akhir", "skor_disepakati", "skor_kunjungan")),
        Need(BUKU_PUTIH, KEPASTIAN, ("kelas_ulang",)),
        Need(DATA, table("penduduk"), ("kk", "kk_miskin")),
        Need(DATA, table("program_kegiatan"), ("perjanjian_id", "konsultasi_id", "tag_dana")),
        Need(DATA, table("bukti"), ()),
        Need("validation", table("pagu"), ("pagu_rp",)),
        Need("validation", table("kriteria"), ("arah", "cara", "ba_id")),
        Need("validation", table("bobot"), ("bobot_pct", "bobot_min_pct", "bobot_max_pct", "ba_id")),
        Need("validation", table("skor_prioritas"), ("skor", "alasan", "ba_id")),
        Need("validation", table("kesiapan"), ("tipe", "status", "tanggal", "masa_berlaku", "di_atas_ambang")),
        Need("validation", table("program_kegiatan"), _CHANGES),
        Need("validation", table("komitmen"), ("komitmen_rp", "penandatangan", "jabatan", "tanggal", "bukti_id")),
        Need("validation", table("komitmen_baris"), ("komitmen_rp", "status")),
        Need("validation", table("kontrak"), ("kegiatan_id",)),
        Need("validation", table("dak"), DAK_COLUMNS),
        Need("validation", table("tahapan"), PHASE_TABLE),
        Need("validation", table("bukti"), ()),
        Need("validation", table("wilayah"), ()),
        Need("validation", table("parameter_lokal"), ("nilai", "alasan", "ba_id")),
    ),
    rules=("mps.*", "ssk.sources", "ssk.om_start", "ssk.phase.*", "area.priority_classes"),
    code=("tasks.mps",),
)
