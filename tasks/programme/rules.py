"""The rules of the programme: facilitators, evidence, gates, calendar, documents, waivers (programme.md 3 to 8).

A case is the year 2014 of district 99.01, one line each for a person, a piece of evidence, an act or what is sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from schemas.findings import Finding, Severity
from schemas.rule_info import Rule, RuleInfo
from tasks.programme import bukti, dokumen, fasilitator, kalender, kas, kesepakatan, mutu, pengecualian, tahap
from tasks.programme.keadaan import Keadaan
from tasks.programme.kelengkapan import missing

Check = Callable[[Keadaan], Iterable[Finding]]
_CF = "orang id=C1 peran=cf wilayah=99.01 mulai=2014-03-01 pelatihan=2014-02-20"
_PF = "orang id=P{} peran=pf wilayah=99 mulai=2014-03-0{} pelatihan=2014-02-20"
_PEOPLE = """
orang id=K1 peran=ketua_pokja wilayah=99.01 mulai=2010-01-01
orang id=S1 peran=satker wilayah=99 mulai=2010-01-01
orang id=V1 peran=pokja_provinsi wilayah=99 mulai=2010-01-01
orang id=B1 peran=bupati_walikota wilayah=99.01 mulai=2010-01-01
orang id=F1 peran=pf wilayah=99 mulai=2010-01-01 pelatihan=2009-01-01"""
_SUBMIT = "\ndokumen aksi=submit dokumen=ssk oleh=K1 tanggal_catat=2014-10-01 versi=aa"
_REVIEW = _SUBMIT + "\ndokumen aksi=review dokumen=ssk oleh=S1 tanggal_catat=2014-11-02 versi=aa"
_APPROVE = _REVIEW + "\ndokumen aksi=approve dokumen=ssk oleh=V1 tanggal_catat=2014-11-10 versi=aa"
_RATIFY = _APPROVE + "\ndokumen aksi=ratify dokumen=ssk oleh=B1 tanggal_catat=2014-12-01 versi=aa"
_SK = "bukti jenis=sk_pokja tanggal=2013-11-01 sampai=2014-12-31"
_SURAT = "bukti jenis=surat_minat tanggal=2013-10-01 minat=1 dana={} diperiksa=2013-11-01"
_S2 = f"""{_SURAT.format(1)}
{_SK} diperiksa=2013-12-01
bukti jenis=anggaran_operasional tanggal=2013-12-20 diperiksa=2013-12-21
bukti jenis=rencana_kerja tanggal=2013-12-20 diperiksa=2013-12-21"""
_REPORT = "bukti jenis=laporan_{}_cf nomor={} tanggal=2014-05-01"
_PLAN = "bukti jenis=rencana_kerja tanggal=2013-12-20 baris=2014-02:rapat:100\n"
_BOOK = "bukti jenis=buku_kas tanggal=2014-03-01 baris=2014-02:rapat:100:{}"
_SCORE = "nilai_mutu dokumen=ssk butir=B4 skor={} oleh=S1 tanggal_catat=2014-11-01 versi=aa"
_AGREED = "kesepakatan tabel=penduduk kunci=99.01.01.2001|2013 kolom=kk nilai=1200 oleh=K1 tanggal_catat=2014-03-01"
_WAIVER = (
    "\npengecualian temuan=x tingkat=error oleh=K1 disetujui={} alasan=alasan "
    "sampai=2014-12-31 tanggal_catat=2014-02-01"
)


def observed(seen: Keadaan) -> dict[str, date]:
    """The day of each milestone that evidence and acts show, by its id."""
    met: dict[str, date] = {}
    for name, kinds in _EVENT.items():
        days = {b.jenis: b.verified_on for b in bukti.evidence(seen) if b.jenis in kinds and b.verified_on}
        if days.keys() >= kinds:
            met[name] = max(days.values())
    if seen.received_on is not None and missing(seen) == []:
        met["M3"] = seen.received_on
    terms = [p.mulai for p in seen.people if p.peran == "cf" and p.kode_wilayah == seen.district]
    if arrived := [d for d in terms if d.year == seen.fiscal_year and d <= seen.day]:
        met["M1"] = min(arrived)
    for name, (which, action) in _DECIDED.items():
        life = dokumen.documents(seen)[which]
        days_of = [a["tanggal_catat"] for a in seen.of_kind("dokumen") if a["seq"] in life.acts and a["aksi"] == action]
        if days_of:
            met[name] = date.fromisoformat(days_of[-1])
    return met


_EVENT = {
    "M0": {"surat_minat", "sk_pokja", "anggaran_operasional"},
    "M2": {"rencana_kerja"},
    "M4": {"laporan_ehra"},
    "M5": {"ba_skor_area"},
    "M7": {"ba_konsultasi_publik"},
    "M11": {"lembar_komitmen"},
}
_DECIDED = {"M6": ("ssk", "submit"), "M8": ("ssk", "approve"), "M9": ("ssk", "ratify"), "M10": ("mps", "submit")}


def _calendar(check: Callable[[Iterable[kalender.Milestone]], Iterable[Finding]], seen: Keadaan) -> Iterable[Finding]:
    return check(kalender.milestones(seen, observed(seen)))


def _gate(stage: str, seen: Keadaan) -> Iterable[Finding]:
    return tahap.gate(seen, stage)


def _rule(
    name: str, severity: Severity, sentence: str, section: str, check: Check, good: str, bad: str
) -> Rule[Keadaan]:
    info = RuleInfo(name, severity, "programme", "assumed", sentence, f"programme.md section {section}")
    return Rule(info, check, good, bad, 2014)


RULES: tuple[Rule[Keadaan], ...] = (
    _rule("PP-01", "error", "Pada satu hari satu kabupaten/kota didampingi satu CF.", "4.1", fasilitator.one_cf,
          _CF, f"{_CF}\n{_CF.replace('C1', 'C2').replace('03-01', '04-01')}"),
    _rule("PP-02", "warning", "Sesudah M1 ada CF yang bertugas.", "4.1", fasilitator.has_cf, _CF, "hari 2014-05-01"),
    _rule("PP-03", "error", "Pada satu hari paling banyak tiga PF bertugas di satu provinsi.", "4.1",
          fasilitator.few_pf, "\n".join(_PF.format(i, i) for i in (1, 2, 3)),
          "\n".join(_PF.format(i, i) for i in (1, 2, 3, 4))),
    _rule("PP-04", "error", "CF yang menggantikan CF lain memiliki berita acara serah terima.", "4.1",
          fasilitator.handed_over,
          f"{_CF} selesai=2014-06-30\n{_CF.replace('C1', 'C2').replace('03-01', '07-01')} serah_terima=BA-1",
          f"{_CF} selesai=2014-06-30\n{_CF.replace('C1', 'C2').replace('03-01', '07-01')}"),
    _rule("PP-05", "error", "Fasilitator dilatih sebelum bertugas.", "4.1", fasilitator.trained, _CF,
          _CF.replace("02-20", "03-20")),
    _rule("PP-06", "warning", "Laporan awal dan laporan bulanan CF diserahkan tepat waktu.", "4", fasilitator.reported,
          f"hari 2014-05-15\n{_CF}\n{_REPORT.format('awal', 'x')}\n{_REPORT.format('bulanan', '2014-03')}\n"
          f"{_REPORT.format('bulanan', '2014-04')}",
          f"hari 2014-05-15\n{_CF}\n{_REPORT.format('awal', 'x')}\n{_REPORT.format('bulanan', '2014-03')}"),
    _rule("PP-10", "error", "Bukti kelembagaan ditandatangani sebelum hari ia harus berlaku.", "3.1",
          bukti.signed_in_time, _SK, _SK.replace("2013-11-01", "2014-01-20")),
    _rule("PP-11", "warning", "SK Pokja menyebut masa berlakunya.", "3.1", bukti.has_period, _SK,
          _SK.replace(" sampai=2014-12-31", "")),
    _rule("PP-12", "error", "Surat minat memuat pernyataan minat dan kesanggupan dana.", "3.1",
          bukti.has_both_clauses, _SURAT.format(1), _SURAT.format(0)),
    _rule("PP-13", "warning", "Bukti yang segera berakhir disiapkan penggantinya.", "3.1", bukti.expires_soon,
          f"hari 2014-06-01\n{_SK}", f"hari 2014-12-20\n{_SK}"),
    _rule("PP-14", "error", "Bukti masih berlaku.", "3.1", bukti.expired, f"hari 2014-06-01\n{_SK}",
          f"hari 2014-06-01\n{_SK.replace('2014-12-31', '2014-05-31')}"),
    _rule("PP-15", "warning", "Bukti sudah diperiksa.", "3.1", bukti.unverified, f"{_SK} diperiksa=2013-12-01", _SK),
    _rule("PP-16", "warning", "Buku kas mengikuti rencana kerja bulan demi bulan.", "3.1", kas.follows_plan,
          _PLAN + _BOOK.format("50:50"), _PLAN + _BOOK.format("150:-50")),
    _rule("PP-17", "error", "Saldo buku kas sama dengan saldo sebelumnya ditambah penerimaan dikurangi pembayaran.",
          "3.1", kas.balances, _BOOK.format("50:50") + ",2014-03:rapat:0:20:30",
          _BOOK.format("50:50") + ",2014-03:rapat:0:20:40"),
    _rule("PP-20", "error", "Kabupaten/kota tercatat sebagai peserta atau sudah menyerahkan sesuatu.", "3",
          partial(_gate, "s1"), "peserta peran=bp_ssk", "hari 2014-02-01"),
    _rule("PP-21", "error", "Tahap 2 dibuka oleh surat minat yang terperiksa.", "3", partial(_gate, "s2"),
          _SURAT.format(1), _SURAT.format(0)),
    _rule("PP-22", "error", "Tahap 3 dibuka oleh bukti kelembagaan yang berlaku pada hari pertama tahun dan satu CF.",
          "3", partial(_gate, "s3"), f"{_S2}\n{_CF}", f"{_SURAT.format(1)}\n{_CF}"),
    _rule("PP-23", "error", "Tahap 4 dibuka oleh SSK yang disahkan tanpa galat terbuka.", "3", partial(_gate, "s4"),
          f"tahun_lalu{_PEOPLE}{_RATIFY}".replace("2014-1", "2013-1") + "\nsusunan_lalu ssk=aa",
          f"tahun_lalu{_PEOPLE}{_APPROVE}".replace("2014-1", "2013-1") + "\nsusunan_lalu ssk=aa"),
    _rule("PP-24", "error", "Tahap 5 dibuka oleh MPS yang disahkan dan dokumen kesiapan yang terperiksa.", "3",
          partial(_gate, "s5"),
          f"{_PEOPLE}{_RATIFY}\nsusunan mps=aa\nbukti jenis=readiness_doc tanggal=2014-05-01 diperiksa=2014-06-01"
          .replace("dokumen=ssk", "dokumen=mps"),
          f"{_PEOPLE}{_RATIFY}\nsusunan mps=aa".replace("dokumen=ssk", "dokumen=mps")),
    _rule("PP-25", "error", "Tahap 6 dibuka oleh kontrak, SP2D, atau BAST yang terperiksa.", "3", partial(_gate, "s6"),
          "bukti jenis=kontrak tanggal=2014-05-01 diperiksa=2014-06-01", "bukti jenis=kontrak tanggal=2014-05-01"),
    _rule("PP-30", "warning", "Tonggak tercapai sebelum jatuh tempo.", "5", partial(_calendar, kalender.late),
          "hari 2014-01-15", "hari 2014-02-15"),
    _rule("PP-31", "warning", "Tonggak tercapai menurut urutannya.", "5", partial(_calendar, kalender.out_of_order),
          "bukti jenis=ba_skor_area tanggal=2014-07-01 diperiksa=2014-08-01\n"
          "bukti jenis=ba_konsultasi_publik tanggal=2014-07-01 diperiksa=2014-10-01",
          "bukti jenis=ba_skor_area tanggal=2014-07-01 diperiksa=2014-10-01\n"
          "bukti jenis=ba_konsultasi_publik tanggal=2014-07-01 diperiksa=2014-08-01"),
    _rule("PP-40", "error", "Penulis, penelaah, dan pemberi persetujuan ialah tiga orang berlainan peran; fasilitator "
          "tidak menyetujui.", "4", dokumen.refused, f"{_PEOPLE}{_APPROVE}",
          f"{_PEOPLE}{_REVIEW}\ndokumen aksi=approve dokumen=ssk oleh=F1 tanggal_catat=2014-11-10 versi=aa"),
    _rule("PP-41", "error", "Dokumen yang disahkan sama dengan susunan terbaru.", "3", dokumen.behind_newest,
          f"{_PEOPLE}{_RATIFY}\nsusunan ssk=aa", f"{_PEOPLE}{_RATIFY}\nsusunan ssk=bb"),
    _rule("PP-42", "warning", "Setiap komentar telaahan ditanggapi.", "6", dokumen.open_comments,
          f"{_PEOPLE}{_REVIEW}", f"{_PEOPLE}{_REVIEW} komentar=periksa"),
    _rule("PP-43", "error", "Selisih nilai mesin dan nilai penelaah di atas batas disertai alasannya.", "6",
          mutu.unexplained_gap, f"{_PEOPLE}{_SUBMIT}\n{_SCORE.format(2)} kalimat=notulen",
          f"{_PEOPLE}{_SUBMIT}\n{_SCORE.format(2)}"),
    _rule("PP-44", "error", "Dokumen yang diserahkan memuat EHRA, peta area berisiko, dan kerangka logis yang utuh.",
          "6", mutu.stopped, f"{_PEOPLE}{_SUBMIT}\nsusunan ssk=aa buku_putih=bb\ntabel ehra",
          f"{_PEOPLE}{_SUBMIT}\nsusunan ssk=aa buku_putih=bb\ntabel swot"),
    _rule("PP-45", "warning", "Formulir QA dokumen final dinilai lengkap oleh penelaah.", "6", mutu.not_scored,
          _PEOPLE + _APPROVE + "".join(f"\n{_SCORE.format(3).replace('B4', i)}" for i in mutu.ITEMS),
          f"{_PEOPLE}{_APPROVE}\n{_SCORE.format(3)}"),
    _rule("PP-50", "warning", "Pengecualian beralasan, berbatas waktu, dan untuk galat disetujui Pokja Provinsi.", "8",
          pengecualian.without_force, _PEOPLE + _WAIVER.format("V1"), _PEOPLE + _WAIVER.format("F1")),
    _rule("PP-51", "warning", "Nilai yang disepakati dari beberapa sumber ialah nilai yang dipakai dokumen.", "8",
          kesepakatan.not_in_use, f"{_AGREED}\ndipakai 1200", f"{_AGREED}\ndipakai 1300"),
)  # fmt: skip


def check(seen: Keadaan) -> list[Finding]:
    """All findings of the programme on one district and day; gates are asked only by `tahap.stages`."""
    gates = {f"PP-2{i}" for i in range(6)}
    return [f for rule in RULES if rule.check and rule.info.id not in gates for f in rule.check(seen)]
