"""The step mps: from the pinned SSK of the year before to the programme of five years."""

from __future__ import annotations

from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.findings import Finding
from schemas.outputs.buku_putih import AREA
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
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN
from schemas.rulebook import Rulebook
from schemas.tables import table
from tasks.lineage.step import Inputs, Need, Outputs, Step, each
from tasks.mps.alokasi import allocate, choices, comparison
from tasks.mps.baris import Naskah, commitments, lines
from tasks.mps.bobot import Bobot, rows_of, weights_in_use
from tasks.mps.calon import Bahan, candidates, poor_households, whole
from tasks.mps.criteria import OBJECTIVE
from tasks.mps.harga import shadow_prices
from tasks.mps.jejak import Jejak
from tasks.mps.kesiapan import documents, readiness
from tasks.mps.langkah import Langkah, added_by, operations, read_steps
from tasks.mps.lokal import allocation_mode, limits
from tasks.mps.nilai import Ukuran, values
from tasks.mps.pagu import Pagu, ceilings
from tasks.mps.prioritas import priorities
from tasks.mps.rekap import recaps
from tasks.mps.rencana import Rencana
from tasks.mps.simpul import nodes
from tasks.mps.soal import Soal
from tasks.mps.suara import human_scores
from tasks.mps.sumber import SourceSet, agreements, shown_set, source_sets, stated_shares
from tasks.mps.tanpa_pagu import years_by_priority

SSK, BUKU_PUTIH, DATA = "ssk@-1", "buku_putih@-1", "validation@-1"


def compute(inputs: Inputs) -> Outputs:
    """The MPS of one district; no lines, and a note in the summary, where the pinned SSK has none."""
    out = Outputs()
    kegiatan = inputs.rows("kegiatan", SSK)
    jejak = Jejak(inputs.fiscal_year, inputs.kode_kab, out.edges)
    prioritas = _priorities(inputs, kegiatan, out, jejak)
    baris, has_ceilings = _plan(inputs, kegiatan, prioritas, out, jejak)
    for contract, rows in zip((REKAP_KOMPONEN, REKAP_SUMBER, REKAP_SUMBER_KOMPONEN), recaps(baris), strict=True):
        out.add(contract, rows)
    out.findings += _new_proposals(inputs)
    out.summary = _summary(inputs.fiscal_year, baris, has_ceilings, len(kegiatan))
    return out


def _priorities(inputs: Inputs, kegiatan: Rows, out: Outputs, jejak: Jejak) -> dict[str, Row]:
    calon = candidates(kegiatan)
    votes, behind, ignored = human_scores(inputs.rows("skor_prioritas"), OBJECTIVE)
    miskin, tahun = poor_households(inputs.rows("penduduk", DATA), inputs.fiscal_year - 1)
    areas = inputs.rows("area", BUKU_PUTIH)
    bahan = Bahan(
        kelas={f"{r['kode_desa']}/{r['komponen']}": whole(r.get("skor_akhir")) for r in areas},
        miskin=miskin,
        tahun_penduduk=tahun,
        skor_pokja=votes,
        pro_poor_cuts=tuple(Fraction(str(c)) for c in inputs.rules["mps.pro_poor_cuts"]),
    )
    bobot = _weights(inputs, [c.komponen for c in calon])
    rows, scores, names = priorities(calon, bahan, bobot, inputs.rules.exact("mps.weight_present_min"))
    out.add(PRIORITAS, rows)
    out.add(BOBOT_DIPAKAI, rows_of(bobot))
    out.findings += ignored
    jejak.priorities(calon, scores, names, bahan, behind, bobot)
    return {c.id: r for c, r in zip(calon, rows, strict=True)}


def _weights(inputs: Inputs, komponen: list[str]) -> dict[str, Bobot]:
    in_use = {str(r["kriteria"]) for r in inputs.rows("kriteria")}
    return weights_in_use(komponen, inputs.rules["mps.criteria"], inputs.rows("bobot"), in_use)


def _plan(inputs: Inputs, kegiatan: Rows, prioritas: dict[str, Row], out: Outputs, jejak: Jejak) -> tuple[Rows, bool]:
    fy, kab = inputs.fiscal_year, inputs.kode_kab
    pagu = ceilings(fy, kab, inputs.rows("pagu"), inputs.rows("komitmen"), inputs.rows("kemampuan", SSK))
    steps = _steps(inputs, kegiatan, {name: int(whole(r["urutan"]) or 0) for name, r in prioritas.items()})
    held = documents(inputs.rows("kesiapan")) if inputs.has("kesiapan") else None
    syarat = {s.id: readiness(s, steps, held, fy) for s in steps.values() if s.perlu}
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
    return _write(naskah, plan, pagu, out, jejak), pagu.is_known


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
    jejak.lines(baris, pagu if naskah.has_ceilings else None, naskah.syarat, bool(naskah.commitments))
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


def _new_proposals(inputs: Inputs) -> list[Finding]:
    return [
        Finding(
            rule="MP-V01",
            severity="advice",
            message=(
                f"Usulan baru {r['kegiatan_id']} belum masuk MPS ini: hanya kegiatan SSK yang dimuat. "
                "Masukkan melalui perubahan KKL dan SSK."
            ),
            table="program_kegiatan",
            row=f"{r['kegiatan_id']}|{r.get('sumber_dana') or ''}",
            column="usulan_baru",
        )
        for r in inputs.rows("program_kegiatan")
        if r.get("usulan_baru") == 1
    ]


def _summary(fiscal_year: int, baris: Rows, has_ceilings: bool, n_kegiatan: int) -> dict[str, object]:
    status = [r["status"] for r in baris]
    summary: dict[str, object] = {
        "lines": len(baris),
        **{name: status.count(name) for name in ("indikatif", "committed", "daftar_tunggu")},
        "total_rp": sum(whole(r["jumlah_rp"]) or 0 for r in baris if r["status"] != "daftar_tunggu"),
        "tanpa_biaya": sum(r["jumlah_rp"] is None for r in baris),
        "kemampuan_diketahui": has_ceilings,
    }
    if not n_kegiatan:
        summary["catatan"] = f"SSK tahun {fiscal_year - 1} tidak memuat kegiatan: MPS ini tidak memuat baris."
    return summary


_KEGIATAN_COLUMNS = tuple(n for n in KEGIATAN.names if n not in ("tahap", "asal", "strategi_id"))
STEP = Step(
    name="mps",
    compute=each(compute),
    needs=(
        Need(SSK, KEGIATAN, _KEGIATAN_COLUMNS),
        Need(SSK, KEGIATAN_SUMBER, ("share", "is_indikasi")),
        Need(SSK, KEMAMPUAN, ("mampu_rp",)),
        Need(BUKU_PUTIH, AREA, ("skor_akhir",)),
        Need(DATA, table("penduduk"), ("kk", "kk_miskin")),
        Need(DATA, table("program_kegiatan"), ("perjanjian_id",)),
        Need("validation", table("pagu"), ("pagu_rp",)),
        Need("validation", table("kriteria"), ()),
        Need("validation", table("bobot"), ("bobot_pct",)),
        Need("validation", table("skor_prioritas"), ("skor", "alasan")),
        Need("validation", table("kesiapan"), ("status", "tanggal", "masa_berlaku", "di_atas_ambang")),
        Need("validation", table("program_kegiatan"), ("share", "perjanjian_id", "usulan_baru")),
        Need("validation", table("komitmen"), ("komitmen_rp",)),
        Need("validation", table("komitmen_baris"), ("komitmen_rp", "status")),
        Need("validation", table("kontrak"), ("kegiatan_id",)),
        Need("validation", table("parameter_lokal"), ("nilai", "alasan", "ba_id")),
    ),
    rules=("mps.*", "ssk.sources", "ssk.om_start"),
    code=("tasks.mps",),
)
