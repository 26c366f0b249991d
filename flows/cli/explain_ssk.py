"""Explaining the system of a desa and an activity of the SSK. Nothing here starts Prefect."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from rich.console import Console
from rich.padding import Padding

from flows.cli.common import grid
from reports.format_id import number
from reports.labels import KOMPONEN, SATUAN, SISTEM, SUMBER_DANA
from tasks.store.ports import Store

Answer = dict[str, Any]
DESA = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
_PLACE = re.compile(r"-(?:Z-)?(\d{2}\.\d{2})(?:\.\d{2}(?:\.\d{4}|-\w+))?$")
_MEMBERS = 12
_FLAGS = ("cbd", "cbd_rencana", "banjir", "banjir_mengganggu", "banjir_rob", "rob")
_STATUS = {"assumed": "asumsi, belum diverifikasi", "published": "terpublikasi"}
_WORDS = {
    "luas_terbangun_ha": "luas terbangun",
    "penduduk_jiwa": "penduduk",
    "cbd": "CBD sekarang",
    "cbd_rencana": "CBD rencana",
    "muka_air_tanah_m": "muka air tanah",
    "topografi": "topografi (1 datar, 2 berbukit)",
    "banjir": "banjir",
    "banjir_mengganggu": "banjir mengganggu",
    "banjir_rob": "rob",
    "rob": "rob",
    "luas_genangan_ha": "luas genangan",
    "luas_rawan_genangan_ha": "luas rawan genangan",
    "klasifikasi_statistik": "klasifikasi (1 perkotaan, 2 perdesaan)",
    "skor_akhir": "kelas risiko",
    "sistem": "zona desa",
    "tambahan_kk": "tambahan KK dalam tahapan",
    "kk": "jumlah KK",
    "kk_babs": "KK BABS",
    "kk_jamban_tidak_layak": "KK jamban tidak layak",
    "jumlah_rp": "biaya kegiatan",
    "harga_rp": "harga satuan kabupaten/kota",
    "harga_satuan_rp": "harga satuan Pokja",
}


def activity(store: Store, fiscal_year: int, kegiatan_id: str, district: str) -> Answer:
    """What the SSK of the fiscal year says of the activity."""
    from tasks.ssk.jelas import explain_kegiatan

    return explain_kegiatan(store, fiscal_year, district_of(store, fiscal_year, kegiatan_id, district), kegiatan_id)


def has_only_mps(store: Store, fiscal_year: int) -> bool:
    """Whether the year has sealed MPS and no SSK."""
    from tasks.lineage.records.sealed import SealedYear

    sealed = SealedYear(store, fiscal_year)
    return not sealed.newest(("ssk",)) and bool(sealed.newest(("mps",)))


def priority(store: Store, fiscal_year: int, kegiatan_id: str, district: str) -> Answer:
    """What the MPS of the fiscal year says of the activity: scores, rank and how firm it is, documents, first year."""
    from tasks.lineage.records.history import history_of
    from tasks.mps.jelas.kegiatan import explain_priority

    kode = district_of(store, fiscal_year - 1, kegiatan_id, district)
    return explain_priority(history_of(store, fiscal_year, kode, "mps"), fiscal_year, kode, kegiatan_id)


def print_priority(console: Console, answer: Answer) -> None:
    """The answer as lines."""
    for line in answer["lines"]:
        console.print(line, soft_wrap=True, markup=False)


def district_of(store: Store, fiscal_year: int, kegiatan_id: str, district: str) -> str:
    """The district of an activity: as given, as its id says, else the only one whose sealed SSK has it.

    Raises NotFound when no SSK of the year has it, WrongUsage when several have.
    """
    from schemas.errors import NotFound, WrongUsage
    from tasks.ssk.terbuka import districts_with

    if district:
        return district
    if named := _PLACE.search(kegiatan_id):
        return named[1]
    found = districts_with(store, fiscal_year, kegiatan_id)
    if len(found) > 1:
        raise WrongUsage(f"{len(found)} districts have an activity {kegiatan_id}: {', '.join(found)}; add --district")
    if not found:
        raise NotFound(f"no sealed SSK of fiscal year {fiscal_year} has an activity {kegiatan_id}")
    return found[0]


def print_zona(console: Console, answer: Answer) -> None:
    """The systems of one desa, for people."""
    console.print(
        f"{answer['desa']} ({answer['kode_desa']}), Kec. {answer['kecamatan']}: zona FY{answer['fiscal_year']}"
    )
    for z in answer["komponen"]:
        _print_komponen(console, z)


def _print_komponen(console: Console, z: Answer) -> None:
    phase = f", tahap {z['fase']}" if z["fase"] else ""
    console.print(f"\n[bold]{KOMPONEN[z['komponen']]}: {_system(z['sistem'])}{phase}[/bold]")
    if z["zona_id"]:
        console.print(f"zona {z['zona_id']}")
    if z["is_disesuaikan"]:
        console.print(f"Disesuaikan Pokja; hitungannya {_system(z['sistem_hitung'])}.")
    for said in (z["alasan"], z["catatan"]):
        if said:
            console.print(f"Catatan: {said}.")
    if z["kepadatan_jiwa_ha"] and z["komponen"] != "DR":
        console.print(f"Kepadatan terbangun {_number(z['kepadatan_jiwa_ha'], 1)} jiwa/ha.")
    _print_inputs(console, z)
    rows = [(c["fakta"], _becomes(c), _outcome(c)) for c in z["perubahan"]]
    if rows:
        kept = " hitungannya; penyesuaian Pokja tetap berlaku" if z["is_disesuaikan"] else " hasilnya"
        console.print(grid(f"Yang akan mengubah{kept}", ("fakta", "bila menjadi", "sistemnya"), rows))
    near = [k for k in z["kegiatan"] if not k["is_kabupaten"]]
    if near:
        lines = [(k["kegiatan_id"], k["nama"], _rupiah(k["jumlah_rp"])) for k in near]
        console.print(_right(grid("Kegiatan yang menjawab area risikonya", ("kegiatan", "nama", "biaya (Rp)"), lines)))
    if far := len(z["kegiatan"]) - len(near):
        console.print(f"{'Juga' if near else 'Dijawab oleh'} {far} kegiatan untuk seluruh kabupaten/kota.")


def _system(code: str) -> str:
    return SISTEM.get(code, code)


def _becomes(c: Answer) -> str:
    if "luas_terbangun_ha" not in c:
        return str(c["menjadi"])
    at = f"{_number(c['luas_terbangun_ha'], 1)} ha atau {_number(c['penduduk_jiwa'], 0)} jiwa"
    return f"{c['menjadi']} (batasnya {at})"


def _outcome(c: Answer) -> str:
    return _system(c["sistem"]) + (f", {c['fase']}" if c["fase"] else "")


def print_kegiatan(console: Console, a: Answer) -> None:
    """One activity of the SSK, for people."""
    if "alasan" in a:
        console.print(f"{a['kegiatan_id']} tidak dibuat dalam SSK {a['kode_kab']} FY{a['fiscal_year']}: {a['alasan']}.")
        return
    console.print(f"[bold]{a['kegiatan_id']}: {a['nama']}[/bold]")
    where = f"SSK {a['kode_kab']} FY{a['fiscal_year']}, {KOMPONEN[a['komponen']]}, lokasi {a['lokasi']}"
    console.print(f"{where}, {'usulan Pokja' if a['asal'] == 'pokja' else 'draf dari katalog'}")
    for label, said in _said(a):
        console.print(Padding(f"{label}: {said}", (0, 0, 0, 2)))
    rows = [(y["tahun"], _number(y["volume"], 2), _rupiah(y["biaya_rp"])) for y in a["tahun"]]
    rows.append(("jumlah", "", _rupiah(a["jumlah_rp"])))
    console.print(_right(grid("", ("tahun", f"volume ({a['satuan']})", "biaya (Rp)"), rows), 1))
    paid = [(_source(s), s["bagian"], _rupiah(s["jumlah_rp"])) for s in a["sumber"]]
    console.print(_right(grid("Sumber dana", ("sumber", "bagian", "jumlah (Rp)"), paid)))
    _print_inputs(console, a)


def _said(a: Answer) -> list[tuple[str, str]]:
    volume, start = a["volume"], a["mulai"]
    found: list[tuple[str, str]] = []
    if volume["rumus"]:
        size = f", dengan {volume['besaran']} = {_number(volume['nilai'], 2)}" if volume["nilai"] is not None else ""
        found.append(("volume", f"{volume['rumus']}{size}"))
    found.append(("harga satuan", _price(a["harga"])))
    if start["tahun_rencana"]:
        kelas = start["kelas_tertinggi"]
        why = f"kelas tertinggi desanya {kelas}" if kelas else "kegiatan seluruh kabupaten/kota"
        found.append(("mulai", f"tahun rencana ke-{start['tahun_rencana']} atau sesudahnya ({why})"))
    if start["setelah"]:
        found.append(("setelah", ", ".join(start["setelah"])))
    found.append(("strategi", str(a["strategi_id"] or "belum ada")))
    shown = a["area"][:_MEMBERS]
    rest = len(a["area"]) - len(shown)
    found.append(("area berisiko", (", ".join(shown) or "tidak ada") + (f", dan {rest} lainnya" if rest else "")))
    if a["catatan_skor"]:
        found.append(("skor tanpa alasan", a["catatan_skor"]))
    return found


def _price(harga: Answer) -> str:
    amount = "tidak diketahui" if harga["rp"] is None else f"Rp {_rupiah(harga['rp'])} per {harga['satuan']}"
    if harga["asal"] == "pokja":
        return f"{amount}, ditulis Pokja pada baris kegiatannya" + _reference(harga)
    if harga["asal"] == "kabupaten":
        basis = " ".join(str(p) for p in (harga["dasar"], harga["tahun"]) if p)
        return f"{amount}, harga kabupaten/kota ({basis})" + _reference(harga)
    if harga["asal"] == "katalog":
        return f"{amount}, harga katalog {harga['tahun']}, belum diverifikasi"
    return f"{amount} setahun, bagian dari biaya pembangunan" if harga["asal"] == "biaya pembangunan" else amount


def _reference(harga: Answer) -> str:
    return f"; acuan katalog Rp {_rupiah(harga['acuan_rp'])}" if harga["acuan_rp"] is not None else ""


def _source(s: Answer) -> str:
    name = SUMBER_DANA.get(str(s["sumber_dana"]), str(s["sumber_dana"]))
    return f"{name} (indikasi)" if s["is_indikasi"] else name


def _print_inputs(console: Console, part: Answer) -> None:
    facts = part["masukan"]
    if facts:
        console.print("\n[italic]Masukan, masing-masing dengan rujukannya untuk `ppsp why`[/italic]")
    for fact in facts[:_MEMBERS]:
        console.print(f"  {_WORDS.get(fact['nama'], fact['nama'])}: {_value(fact)}")
        console.print(f"      {fact['ref']}", soft_wrap=True, style="dim")
    if len(facts) > _MEMBERS:
        console.print(f"  dan {len(facts) - _MEMBERS} masukan lain, semuanya dengan --json")
    console.print(f"\n[italic]Cara: {part['aturan']}[/italic]")
    ruled = [(r["nama"], _ruling(r), _STATUS[r["status"]]) for r in part["nilai_aturan"]]
    console.print(grid("", ("aturan", "nilai", "status"), ruled))


def _value(fact: Answer) -> str:
    if fact["nilai"] is None:
        return f"{fact['anggota']} nilai" if "anggota" in fact else "tidak diketahui"
    if fact["nama"] in _FLAGS:
        return "ya" if fact["nilai"] == "1" else "tidak"
    decimals: int | None = 0 if fact["satuan"] == "Rp" else 2
    shown = _number(fact["nilai"], decimals)
    unit = fact["satuan"]
    return f"{_system(shown)} {SATUAN.get(unit, unit)}".rstrip()


def _ruling(rule: Answer) -> str:
    value = rule["nilai"]
    if isinstance(value, tuple | list):
        value = ", ".join(map(str, value))
    elif not isinstance(value, str | int | bool) and value is not None:
        value = "; ".join(f"{k}: {v}" for k, v in sorted(value.items()))
    return f"{value} {SATUAN.get(rule['satuan'], rule['satuan'])}".strip()


def _number(value: Any, decimals: int | None) -> str:
    """A number as Indonesian readers write it, without needless decimals; other text as it is."""
    try:
        exact = Fraction(str(value))
    except ValueError:
        return str(value)
    return number(exact, 0 if exact.denominator == 1 else decimals or 0)


def _rupiah(value: int | None) -> str:
    return "tidak diketahui" if value is None else number(value)


def _right(table: Any, first: int = 2) -> Any:
    for column in table.columns[first:]:
        column.justify = "right"
    return table
