"""The demo lives the programme: made-up people, papers and decisions around the documents of its first year.

The first district goes all the way to a ratified SSK; a facilitator tries to approve it and is refused. The second
ratifies too and hands in a correction later, so that what it ratified goes stale. The third has a decree that expired
and two facilitators; the province has a fourth PF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.programme.agreements import agree
from flows.programme.quality import score
from flows.programme.recorded import add_evidence, document_act, load_people, verify_evidence, waive
from flows.programme.year import documents_of, year_of
from flows.wiring import newest_runs
from schemas.errors import WrongUsage
from schemas.tables import table
from tasks.demo.kertas import pdf
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.history import History
from tasks.lineage.records.sealed import SealedYear
from tasks.programme.keadaan import Keadaan
from tasks.programme.mutu import ITEMS, form
from tasks.store.ports import Store

_PLAN = b"bulan,kegiatan,dana_rp\n{y}-02,rapat,40000000\n{y}-05,lapangan EHRA,60000000\n{y}-10,konsultasi,30000000\n"
_BOOK = (
    b"bulan,kegiatan,terima_rp,bayar_rp,saldo_rp\n{y}-02,rapat,60000000,35000000,25000000\n"
    b"{y}-05,lapangan EHRA,60000000,58000000,27000000\n{y}-06,sewa gedung,0,5000000,22000000\n"
)
_PAPERS = {
    "surat_minat": ("{b}-10-01", "Surat minat mengikuti program dan kesanggupan mendanai dari APBD"),
    "sk_pokja": ("{b}-11-15", "Keputusan tentang Pokja Sanitasi"),
    "anggaran_operasional": ("{b}-12-20", "DPA operasional Pokja"),
    "laporan_ehra": ("{y}-07-20", "Laporan studi EHRA"),
    "ba_skor_area": ("{y}-08-10", "Berita acara kesepakatan skor area berisiko"),
    "ba_konsultasi_publik": ("{y}-10-05", "Berita acara konsultasi publik"),
}


@dataclass(frozen=True, slots=True)
class _Demo:
    store: Store
    year: int
    kode: str

    def day(self, text: str) -> str:
        return text.format(y=self.year, b=self.year - 1)

    def add(self, kind: str, signed: str, name: str, data: bytes, **more: Any) -> int:
        """Hand in a paper the day after it was signed, and have it verified another day later; gives its number."""
        day = self.day(signed)
        on = f"{day[:-2]}{int(day[-2:]) + 1:02d}"
        said = {
            "jenis": kind,
            "nomor": f"{kind[:2].upper()}/{self.kode}/{day[:4]}",
            "tanggal": day,
            "penandatangan": "",
            "jabatan": "",
            "berlaku_dari": "",
            "berlaku_sampai": "",
            "klausul_minat": kind == "surat_minat",
            "klausul_dana": kind == "surat_minat",
            "jumlah_rp": None,
            "oleh": f"K-{self.kode}",
            "tanggal_catat": on,
        }
        act = add_evidence(self.store, self.seen(on), name, data, said | more)
        verify_evidence(self.store, self.seen(on), act["seq"], "V-99", on)
        return int(act["seq"])

    def act(self, name: str, action: str, by: str, day: str, **more: Any) -> None:
        on = self.day(day)
        seen = self.seen(on)
        versi = "" if action in ("submit", "comment", "answer") else seen.sealed[name]
        said = {"aksi": action, "dokumen": name, "versi": versi, "oleh": by, "tanggal_catat": on, **more}
        document_act(self.store, seen, said)

    def waive_all(self, day: str) -> None:
        on = self.day(day)
        for finding in self.seen(on).open_errors or ():
            said = {"temuan": finding, "alasan": "sensus desa berjalan; diperbaiki pada tahun berikutnya",
                    "oleh": f"K-{self.kode}", "kantor": "Bappeda", "sampai": f"{self.year}-12-31",
                    "disetujui": "V-99", "tanggal_catat": on, "bentuk": "pengecualian"}  # fmt: skip
            waive(self.store, self.seen(on), said)

    def score(self, name: str, day: str, minutes: int) -> None:
        on = self.day(day)
        seen = self.seen(on)
        given = {n.butir.id: 3 if n.mesin is None else n.mesin for n in form(seen, name).nilai} | {"B4": 2}
        said = {"oleh": "S-99", "tanggal_catat": on, "bukti": str(minutes), "kalimat": "dinilai menurut berita acara"}
        score(self.store, seen, name, {item: given[item] for item in ITEMS}, said)

    def seen(self, day: str) -> Keadaan:
        """What is known of the district on the day."""
        return year_of(self.store, self.year, date.fromisoformat(day), self.kode)[self.kode]


def live(store: Store, fiscal_year: int, districts: Sequence[str]) -> list[str]:
    """Record people, papers and decisions of the first demo year; gives what happened, one sentence each.

    [] where the store has acts of the year already: the demo can be repeated.
    """
    if acts_of_year(store, fiscal_year):
        return []
    load_people(store, "orang.csv", _people(fiscal_year, districts).encode())
    load_people(store, "peserta.csv", _participants(fiscal_year, districts).encode())
    told = []
    sealed = documents_of(SealedYear(store, fiscal_year))
    for i, kode in enumerate([k for k in districts if "ssk" in sealed.get(k, {})][:3]):
        demo = _Demo(store, fiscal_year, kode)
        _papers(demo, expired=i == 2)
        if i < 2:
            told += _decide(demo, is_first=i == 0)
        else:
            told.append(f"{kode}: the decree of its Pokja expired, and two facilitators serve at once.")
    return told


def _papers(demo: _Demo, *, expired: bool) -> None:
    until = demo.day("{y}-05-31") if expired else demo.day("{y}-12-31")
    for kind, (signed, title) in _PAPERS.items():
        day = demo.day(signed)
        more = {"berlaku_sampai": until} if kind == "sk_pokja" else {}
        demo.add(kind, signed, f"{kind}.pdf", pdf([title, f"Kabupaten {demo.kode} (contoh)", f"Tanggal {day}"]), **more)
    year = str(demo.year).encode()
    demo.add("rencana_kerja", "{b}-12-20", "rencana_kerja.csv", _PLAN.replace(b"{y}", year))
    demo.add("buku_kas", "{y}-07-01", "buku_kas.csv", _BOOK.replace(b"{y}", year))


def _decide(demo: _Demo, *, is_first: bool) -> list[str]:
    author, told = f"K-{demo.kode}", []
    demo.act("ssk", "submit", author, "{y}-10-20")
    demo.act("ssk", "review", "S-99", "{y}-11-03", komentar="Sumber Tabel 2.3 belum tertulis.")
    number = max(a["seq"] for a in acts_of_year(demo.store, demo.year, demo.kode)[demo.kode])
    demo.act("ssk", "answer", author, "{y}-11-04", komentar_no=number, alasan="sumber ditambahkan")
    minutes = demo.add("form_qa", "{y}-11-05", "form_qa.pdf", pdf(["Berita acara penjaminan kualitas SSK", demo.kode]))
    demo.score("ssk", "{y}-11-06", minutes)
    demo.waive_all("{y}-11-07")
    if is_first:
        try:
            demo.act("ssk", "approve", "P1-99", "{y}-11-08")
        except WrongUsage as refused:
            told.append(f"{demo.kode}: approval refused: {refused}.")
        _agree(demo, minutes)
    demo.act("ssk", "approve", "V-99", "{y}-11-10")
    demo.act("ssk", "ratify", f"B-{demo.kode}", "{y}-12-05")
    demo.add("pengesahan", "{y}-12-05", "pengesahan.pdf", pdf(["Pengesahan Strategi Sanitasi", demo.kode]))
    return [*told, f"{demo.kode}: its SSK is ratified."]


def _agree(demo: _Demo, minutes: int) -> None:
    """Two offices count the households of one desa differently; the Pokja agrees on what it handed in."""
    run = newest_runs(demo.store, demo.year)[demo.kode]
    checked = History(demo.store, run).unit(demo.year, demo.kode, "validation")
    rows = checked.rows(table("penduduk")) if checked else {}
    key, kk = next((key, row["kk"]) for key, row in rows.items() if isinstance(row["kk"], int))
    day = demo.day("{y}-11-08")
    said = {
        "tabel": "penduduk",
        "kunci": key,
        "kolom": "kk",
        "sumber": [
            {"sumber": f"Disdukcapil {demo.year}", "nilai": str(kk)},
            {"sumber": f"Dinas Kesehatan {demo.year}", "nilai": str(kk - 25)},
        ],
        "nilai": str(kk),
        "alasan": "data kependudukan terbaru",
        "ba": minutes,
        "oleh": f"K-{demo.kode}",
        "tanggal_catat": day,
    }
    agree(demo.store, demo.seen(day), said)


def _people(year: int, districts: Sequence[str]) -> str:
    first, last = f"{year}-03-01", f"{year}-12-31"
    rows = ["orang_id,peran,kode_wilayah,mulai,selesai,nama,pelatihan"]
    rows += [f"V-99,pokja_provinsi,99,{year - 1}-01-01,,Hidayat,", f"S-99,satker,99,{year - 1}-01-01,,Wulandari,"]
    rows += [f"U-00,pmu,,{year - 1}-01-01,,Prasetyo,"]
    rows += [f"P{i}-99,pf,99,{first},{last},PF {i},{year}-02-20" for i in range(1, 5)]
    for i, kode in enumerate(districts):
        rows += [
            f"K-{kode},ketua_pokja,{kode},{year - 1}-01-01,,Ketua Pokja {kode},",
            f"B-{kode},bupati_walikota,{kode},{year - 1}-01-01,,Bupati {kode},",
            f"C-{kode},cf,{kode},{first},{last},CF {kode},{year}-02-20",
        ]
        if i == 2:
            rows.append(f"D-{kode},cf,{kode},{year}-06-01,{last},CF kedua {kode},{year}-02-20")
    return "\n".join(rows) + "\n"


def _participants(year: int, districts: Sequence[str]) -> str:
    rows = ["fiscal_year,kode_kab,peran,gelombang,dasar"]
    for after, path in enumerate(("bp_ssk", "mps", "implementasi")):
        rows += [f"{year + after},{kode},{path},{year},surat contoh" for kode in districts]
    return "\n".join(rows) + "\n"
