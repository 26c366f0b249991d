"""What the SSK finds out only when everything stands together: reach, fit of systems, money (ssk.md section 10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.contract import Rows
from schemas.findings import Finding
from schemas.rule_info import Rule, RuleInfo
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.kerangka.kkl import Kerangka
from tasks.ssk.program.katalog import AREA_OF
from tasks.ssk.program.pokja import Usulan, parts
from tasks.ssk.zona.putusan import (
    BELUM,
    INDIVIDUAL,
    KAWASAN,
    KOMUNAL,
    LANGSUNG,
    SEDANG,
    SETEMPAT,
    TERPUSAT,
    TIDAK_LANGSUNG_70,
    TIDAK_LANGSUNG_100,
    TINGGI,
)
from tasks.ssk.zona.zonasi import KOMPONEN


def _rule(name: str, sentence: str, reference: str = "ssk.md section 10") -> RuleInfo:
    return RuleInfo(name, "warning", "ssk", "published", sentence, reference)


SK_V11 = _rule(
    "SK-V11",
    "Setiap sasaran dijawab sedikitnya satu kegiatan; setiap desa berkelas risiko tertinggi disentuh kegiatan atau "
    "diberi alasan.",
)
SK_V13 = _rule("SK-V13", "Sistem yang dibangun kegiatan sesuai dengan zona desanya.")
SK_V73 = _rule("SK-V73", "Kebutuhan APBD kabupaten/kota tidak melebihi kemampuannya; selisihnya disebut per tahun.")

SYSTEMS: Mapping[str, frozenset[str]] = {
    "AL-IND": frozenset({INDIVIDUAL}),
    "AL-KOM": frozenset({KOMUNAL}),
    "AL-LEM": frozenset({KAWASAN}),
    "AL-KWS": frozenset({KAWASAN}),
    "AL-KOTA": frozenset({TERPUSAT}),
    "PS-ANG": frozenset({LANGSUNG, TIDAK_LANGSUNG_100, TIDAK_LANGSUNG_70}),
    "PS-3R": frozenset({SETEMPAT}),
    "DR-SAL": frozenset({TINGGI, SEDANG}),
    "DR-POM": frozenset({TINGGI, SEDANG}),
}
"""The outcomes that a package answers (catalogue.md section 2); packages for every desa are not listed."""


@dataclass(frozen=True, slots=True)
class Diperiksa:
    """What is looked at: desa, zones, programme, framework, budget, and the reasons that were given."""

    desa: Iterable[Desa]
    zona: Rows
    kegiatan: Rows
    tidak_dibuat: Rows
    usulan: Mapping[str, Usulan]
    kerangka: Kerangka
    kemampuan: Rows
    tidak_ada: Rows
    aturan: Aturan


def check(d: Diperiksa) -> list[Finding]:
    """All findings of the step; all are warnings."""
    return [finding for aturan in RULES if aturan.check for finding in aturan.check(d)]


def _answered(d: Diperiksa) -> Iterator[Finding]:
    yield from _unreached(d)
    yield from _unanswered(d.kerangka)


def _unreached(d: Diperiksa) -> Iterator[Finding]:
    """Desa of a priority class that no activity answers, unless the Pokja says why."""
    touched = {area for row in d.kegiatan for area in parts(row["area"])}
    said = _stated(d.tidak_ada, d.aturan.reason_min_chars)
    why: dict[tuple[str, str], str] = {}
    for row in d.tidak_dibuat:
        why.setdefault((str(row["lokasi"]), str(row["kode_katalog"])[:2]), str(row["alasan"]))
    for desa in d.desa:
        open_ = [
            k
            for k in KOMPONEN
            if desa.kelas(k) in d.aturan.priority_classes
            and f"{desa.kode}/{k}" not in touched
            and not {desa.kode, f"{desa.kode}/{k}"} & said
        ]
        if open_:
            yield _unreached_desa(desa, open_, why)


def _unreached_desa(desa: Desa, komponen: list[str], why: Mapping[tuple[str, str], str]) -> Finding:
    named = []
    for k in komponen:
        reason = why.get((desa.kode, k), "")
        named.append(f"{k} kelas {desa.kelas(k)}{f' ({reason})' if reason else ''}")
    text = (
        f"Desa {desa.kode} berkelas risiko tinggi tanpa kegiatan: {'; '.join(named)}. Tambahkan kegiatan, atau "
        f"sebutkan alasannya di tabel tidak_ada dengan dokumen ssk dan bagian {desa.kode}/{komponen[0]}."
    )
    return Finding(SK_V11.id, "warning", text, "wilayah", desa.kode, "kode_desa", desa.kode)


def _stated(tidak_ada: Rows, least: int) -> set[str]:
    return {str(r["bagian"]) for r in tidak_ada if r["dokumen"] == "ssk" and len(str(r.get("alasan") or "")) >= least}


def _unanswered(kerangka: Kerangka) -> Iterator[Finding]:
    """Submitted members of the framework that nothing on the next level answers, not even the draft."""
    for level, s in kerangka.unanswered():
        if s.asal == "pokja" and level in ("masalah", "tujuan", "sasaran", "strategi"):
            text = f"{level.capitalize()} {s.id} {s.catatan}; lengkapi rantainya sampai ke kegiatan."
            yield Finding(SK_V11.id, "warning", text, level, s.id, f"{level}_id", s.id)


def _misfits(d: Diperiksa) -> Iterator[Finding]:
    """Activities of the Pokja whose package builds another system than the zone of a desa asks for."""
    system = {(str(z["kode_desa"]), str(z["komponen"])): str(z["sistem"]) for z in d.zona}
    for row in d.kegiatan:
        usulan = d.usulan.get(str(row["kegiatan_id"]))
        paket = str(row["kode_katalog"] or "").rpartition("-")[0]
        fits = SYSTEMS.get(paket)
        if usulan is None or fits is None:
            continue
        komponen = AREA_OF.get(str(row["komponen"]), str(row["komponen"]))
        found = defaultdict[str, list[str]](list)
        for kode in parts(row["kode_desa"]):
            sistem = system.get((kode, komponen), BELUM)
            if sistem not in fits:
                found[sistem].append(kode)
        if found and usulan.desa:
            said = "; ".join(f"{s}: {', '.join(codes)}" for s, codes in sorted(found.items()))
            text = (
                f"Kegiatan {row['kegiatan_id']} memakai paket {paket}, sedangkan zona desanya lain ({said}); "
                "sesuaikan kegiatan atau zonanya."
            )
            key = usulan.kunci[0]
            yield Finding(SK_V13.id, "warning", text, "program_kegiatan", key, "kode_katalog", str(row["kode_katalog"]))


def _gap(d: Diperiksa) -> Iterator[Finding]:
    """Plan years whose need of APBD_K is above the capability, and the sum over the plan years."""
    known = {int(str(r["tahun"])): gap for r in d.kemampuan if isinstance(gap := r["selisih_rp"], int)}
    over = {year: gap for year, gap in sorted(known.items()) if gap > 0}
    if over:
        years = "; ".join(f"{year} Rp {_rp(gap)}" for year, gap in over.items())
        total = sum(known.values())
        whole = f"kurang Rp {_rp(total)}" if total > 0 else f"lebih Rp {_rp(-total)}"
        text = (
            f"Kebutuhan APBD kabupaten/kota melebihi kemampuan: {years}; seluruh masa rencana {whole}. "
            "Geser tahun, cari sumber lain, atau kurangi kegiatan."
        )
        yield Finding(SK_V73.id, "warning", text, "keuangan", "", "", ", ".join(map(str, over)))


def _rp(value: int) -> str:
    return f"{value:,}".replace(",", ".")


_CLASS = "area: kode_desa | komponen | skor_akhir\n 15.07.01.2001 | DR | 3\n"
_REASON = "tidak_ada: dokumen | bagian | alasan\n ssk | 15.07.01.2001/DR | {}\n"
_PACKAGE = (
    "zona_penyesuaian: kode_desa | komponen | sistem\n 15.07.01.2001 | AL | ONSITE_KOMUNAL\n"
    "program_kegiatan: kegiatan_id | sumber_dana | komponen | kode_katalog | kode_desa | vol_1\n"
    "X | APBD_K | AL | {} | 15.07.01.2001 | 1\n"
)
_SPENT = (
    "keuangan: tahun | belanja_langsung_rp | belanja_sanitasi_rp | op_rp | dak_sanitasi_rp | dak_lh_rp "
    "| dak_perkim_rp | pinjaman_hibah_rp\n"
) + "".join(f"{year} | 100000000000 | {{0}} | 1000000 | 0 | 0 | 0 | 0\n" for year in range(2009, 2014))

RULES: tuple[Rule[Diperiksa], ...] = (
    Rule(
        SK_V11,
        _answered,
        example_pass=_CLASS + _REASON.format("Genangan ditangani program provinsi"),
        example_fail=_CLASS + _REASON.format("sudah"),
    ),
    Rule(SK_V13, _misfits, example_pass=_PACKAGE.format("AL-KOM-02"), example_fail=_PACKAGE.format("AL-KOTA-06")),
    Rule(SK_V73, _gap, example_pass=_SPENT.format(10**11), example_fail=_SPENT.format(2_000_000)),
)
