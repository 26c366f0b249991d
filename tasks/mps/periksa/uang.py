"""Rules on sums, ceilings, commitments and what a source asks for (mps.md sections 5, 7 and 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemas.contract import Row
from schemas.findings import Finding
from tasks.mps.alokasi.pagu import OWN
from tasks.mps.baris import COMMITTED, WAITING
from tasks.mps.calon import whole
from tasks.mps.komitmen.hitung import signed
from tasks.mps.komitmen.syarat_sumber import COLUMN
from tasks.mps.periksa.aturan import Aturan, Diperiksa, by_year, found, key_of, line_name, rp, rule, several

MP_V21 = rule(
    "MP-V21", "error", "Jumlah T4, T5, T6 dan T7 sama, tanpa baris daftar tunggu; begitu pula yang terkomitmen."
)
MP_V22 = rule("MP-V22", "error", "Baris daftar tunggu tidak dihitung dalam jumlah terkomitmen.")
MP_V23 = rule(
    "MP-V23",
    "error",
    "Kebutuhan APBD kabupaten/kota setiap tahun tidak melebihi kemampuannya, bila kemampuan diketahui.",
)
MP_V34 = rule(
    "MP-V34",
    "warning",
    "Baris MPS berdana APBD provinsi dan APBN disertai bukti konsultasi, baris CSR dan masyarakat bukti perjanjian.",
    reference="mps.md section 5; an addition to section 10, as SK-V71 for the SSK",
)
MP_V50 = rule(
    "MP-V50",
    "error",
    "Setiap sumber dengan baris terkomitmen punya lembar yang ditandatangani dan bertanggal, tidak kurang dari "
    "barisnya; diperiksa saat pengesahan, tidak menahan.",
    "published",
)
PAIRS = (
    ("", ("rekap_komponen", "rekap_sumber", "rekap_sumber_komponen")),
    (" terkomitmen", ("rekap_komponen_s", "rekap_sumber_s", "rekap_silang_s")),
)
TITLES = ("T5", "T6", "T7")


def _sums(d: Diperiksa) -> Iterator[Finding]:
    if not d.has("baris"):
        return
    wholes = (
        sum(whole(r.get("jumlah_rp")) or 0 for r in d.placed),
        sum(whole(r["komitmen_rp"]) or 0 for r in signed(d.rows("komitmen_tahun"))),
    )
    for (what, names), total in zip(PAIRS, wholes, strict=True):
        for title, name in zip(TITLES, names, strict=True):
            recap = sum(whole(r.get("jumlah_rp")) or 0 for r in d.rows(name))
            if d.has(name) and recap != total:
                text = f"Jumlah {title}{what} {rp(recap)}, baris MPS{what} {rp(total)}; rekapitulasi harus sama."
                yield found(MP_V21, text, name, "", "jumlah_rp")


def _waiting(d: Diperiksa) -> Iterator[Finding]:
    waits = {(r["kegiatan_id"], r["sumber_dana"]) for r in d.rows("baris") if r["status"] == WAITING}
    for row in d.rows("komitmen_baris"):
        if (row["kegiatan_id"], row["sumber_dana"]) in waits and row.get("status") == COMMITTED:
            text = (
                f"Komitmen untuk {line_name(row)} tahun {row['tahun']} tidak dihitung: barisnya menunggu. Tambah pagu "
                "atau lengkapi syaratnya supaya tertampung, atau tarik komitmennya."
            )
            key = key_of(row, "kegiatan_id", "sumber_dana", "tahun")
            yield found(MP_V22, text, "komitmen_baris", key, "komitmen_rp", row.get("komitmen_rp") or "")


def _capability(d: Diperiksa) -> Iterator[Finding]:
    known = dict(by_year(d.rows("kemampuan"), "tahun", "mampu_rp"))
    own = next((r for r in d.rows("rekap_sumber") if r["sumber_dana"] == OWN), {})
    submitted = {r.get("tahun"): key_of(r, "sumber_dana", "tahun") for r in d.rows("pagu") if r["sumber_dana"] == OWN}
    for t, year in enumerate(d.plan_years, 1):
        need = whole(own.get(f"biaya_{t}_rp")) or 0
        if year in known and need > known[year]:
            text = (
                f"Kebutuhan APBD kabupaten/kota {year} {rp(need)} melebihi kemampuan {rp(known[year])} sebesar "
                f"{rp(need - known[year])}; geser tahun, cari sumber lain, atau pindahkan ke daftar tunggu."
            )
            is_given = year in submitted
            table, key, column = (
                ("pagu", submitted[year], "pagu_rp") if is_given else ("kemampuan", str(year), "mampu_rp")
            )
            yield found(MP_V23, text, table, key, column, known[year])


def _conditions(d: Diperiksa) -> Iterator[Finding]:
    for asked, column in COLUMN.items():
        lacking = [
            r
            for r in d.rows("syarat_sumber")
            if r["syarat"] == asked and r["keadaan"] != "ada" and r["status"] != WAITING
        ]
        if lacking:
            total = sum(whole(r.get("jumlah_rp")) or 0 for r in lacking)
            text = (
                f"{len(lacking)} baris ({rp(total)}) belum disertai bukti {asked}: {several(map(line_name, lacking))}. "
                f"Isi {column} di program_kegiatan dan daftarkan buktinya di tabel bukti."
            )
            yield found(MP_V34, text, "program_kegiatan", "", column, len(lacking))


def _sheets(d: Diperiksa) -> Iterator[Finding]:
    """A gate: it is said as advice, because a draft is never held by it."""
    sheets = {(r["sumber_dana"], r["tahun"]): r for r in d.rows("komitmen")}
    signers: Mapping[str, str] = d.rules["mps.signers"] if "mps.signers" in d.rules else {}  # noqa: SIM401 (a rulebook has no get)
    evidence = {str(r["bukti_id"]) for r in d.rows("bukti")}
    committed: dict[tuple[Any, Any], int] = {}
    for r in signed(d.rows("komitmen_tahun")):
        pair = (r["sumber_dana"], r["tahun"])
        committed[pair] = committed.get(pair, 0) + (whole(r["komitmen_rp"]) or 0)
    for (sumber, tahun), total in sorted(committed.items()):
        sheet = sheets.get((sumber, tahun))
        for column, what in _lacks(sheet, total, signers.get(str(sumber), ""), evidence):
            text = f"Lembar komitmen {sumber} {tahun}: {what}. Lengkapi sebelum MPS disahkan."
            yield found(MP_V50, text, "komitmen", f"{sumber}|{tahun}", column, severity="advice")
    for row in d.rows("bagian_komitmen"):
        if row.get("is_cukup") == 0:
            text = (
                f"Yang terkomitmen dari APBD kabupaten/kota {rp(whole(row['terkomitmen_rp']) or 0)} dari kebutuhan "
                f"{rp(whole(row['kebutuhan_rp']) or 0)}, di bawah {row['minimum_pct']} %. Lengkapi sebelum disahkan."
            )
            yield found(MP_V50, text, "komitmen_baris", "", "komitmen_rp", severity="advice")


def _lacks(sheet: Row | None, total: int, office: str, evidence: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a sheet, by column: absent, too small, unsigned, by another office, undated, no evidence."""
    if sheet is None:
        yield "komitmen_rp", f"belum ada, padahal barisnya terkomitmen {rp(total)}"
        return
    amount = whole(sheet.get("komitmen_rp"))
    if amount is None or amount < total:
        said = "tidak diketahui" if amount is None else rp(amount)
        yield "komitmen_rp", f"jumlahnya {said}, baris terkomitmennya {rp(total)}"
    if not sheet.get("penandatangan"):
        yield "penandatangan", "belum ditandatangani"
    held = str(sheet.get("jabatan") or "")
    if office and not any(name.lower() in held.lower() for name in office.split("/")):
        yield "jabatan", f"ditandatangani {held or 'jabatan yang tidak disebut'}, seharusnya {office}"
    if not sheet.get("tanggal"):
        yield "tanggal", "belum bertanggal"
    if str(sheet.get("bukti_id") or "") not in evidence:
        yield "bukti_id", "buktinya tidak ada di tabel bukti"


_BARIS = "baris: kegiatan_id | sumber_dana | status | jumlah_rp\n K1 | APBD_K | {} | 100\n"
_RECAP = "rekap_sumber: sumber_dana | biaya_1_rp | jumlah_rp\n APBD_K | {0} | {0}\n"
_YEARS = (
    "komitmen_tahun: kegiatan_id | sumber_dana | tahun | kebutuhan_rp | komitmen_rp | status\n"
    "K1 | APBD_K | 2015 | 100 | 100 | committed\n"
)
_SHEET = (
    "komitmen: sumber_dana | tahun | komitmen_rp | penandatangan | jabatan | tanggal | bukti_id\n"
    "APBD_K | 2015 | {} | A | Bupati Contoh | 2014-10-15 | LK\n bukti: bukti_id\n LK\n"
)
_SYARAT = (
    "syarat_sumber: kegiatan_id | sumber_dana | syarat | keadaan | jumlah_rp | status\n"
    "K1 | APBN | konsultasi | {} | 100 | indikatif\n"
)
_GIVEN = (
    "komitmen_baris: kegiatan_id | sumber_dana | tahun | komitmen_rp | status\n K1 | APBD_K | 2015 | 100 | committed\n"
)


RULES = (
    Aturan(
        MP_V21, _sums, _BARIS.format("indikatif") + _RECAP.format(100), _BARIS.format("indikatif") + _RECAP.format(90)
    ),
    Aturan(MP_V22, _waiting, _BARIS.format("committed") + _GIVEN, _BARIS.format("daftar_tunggu") + _GIVEN),
    Aturan(
        MP_V23,
        _capability,
        _RECAP.format(100) + "kemampuan: tahun | mampu_rp\n 2015 | 100",
        _RECAP.format(101) + "kemampuan: tahun | mampu_rp\n 2015 | 100",
    ),
    Aturan(MP_V34, _conditions, _SYARAT.format("ada"), _SYARAT.format("belum")),
    Aturan(MP_V50, _sheets, _YEARS + _SHEET.format(100), _YEARS + _SHEET.format(99)),
)
