"""A logical framework and a few activities of its own, as one made-up Pokja in three hands them in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.demo.tables import Cell, Sheet
from tasks.demo.villages import Village

_KUADRAN = {(True, True): "SO", (True, False): "ST", (False, True): "WO", (False, False): "WT"}
_WAYS = {
    "AL": "Menggerakkan pemicuan dan membangun sarana komunal bersama warga",
    "PS": "Memperluas pengangkutan dan pengolahan sampah setempat",
    "DR": "Menangani genangan mulai dari permukiman padat",
}
_GOALS = {
    "AL": "Masyarakat bebas dari buang air besar sembarangan",
    "PS": "Sampah permukiman tertangani",
    "DR": "Permukiman bebas genangan",
}


def framework_tables(year: int, desa: Sequence[Village], tables: dict[str, Sheet]) -> dict[str, Sheet]:
    """Logical framework, programme, prices, moved zones and monitoring that fit the other tables of the district."""
    return {
        "tujuan": _tujuan(),
        "sasaran": _sasaran(year, tables["tahapan"]),
        "strategi": _strategi(tables["swot"]),
        "program_kegiatan": _program(desa),
        "harga_satuan": _harga(year),
        "zona_penyesuaian": _moved(desa),
        "monev_ssk": _monev(),
    }


def _tujuan() -> Sheet:
    rows: Sheet = [["tujuan_id", "komponen", "masalah_id", "uraian"]]
    return rows + [[f"T-{k}", k, f"M-{k}-1", text] for k, text in _GOALS.items()]


def _sasaran(year: int, tahapan: Sheet) -> Sheet:
    """One target of each komponen from the phases: open defecation, unserved waste, flooded area."""
    head: list[Cell] = ["sasaran_id", "tujuan_id", "uraian", "indikator", "satuan", "arah", "baseline"]
    rows: Sheet = [[*head, "tahun_baseline", "target", "tahun_target"]]
    words = {"C": "Buang air besar sembarangan", "X": "Sampah tidak terlayani", "G": "Luas genangan"}
    for komponen, system, before, _, goal, _ in tahapan[1:]:
        if str(system) in words:
            name, unit = words[str(system)], "ha" if system == "G" else "%"
            row: list[Cell] = [f"S-{komponen}-1", f"T-{komponen}", f"{name} turun", name, unit, "turun", before]
            rows.append([*row, year - 1, goal, year + 5])
    return rows


def _strategi(swot: Sheet) -> Sheet:
    rows: Sheet = [["strategi_id", "sasaran_id", "faktor_id", "posisi", "uraian"]]
    for komponen, text in _WAYS.items():
        total = dict.fromkeys("SWOT", 0)
        for row in swot[1:]:
            if row[1] == komponen:
                total[str(row[3])] += int(str(row[6]))
        posisi = _KUADRAN[total["S"] >= total["W"], total["O"] >= total["T"]]
        factors = ";".join(f"{komponen}-{side}-1" for side in posisi)
        rows.append([f"ST-{komponen}-1", f"S-{komponen}-1", factors, posisi, text])
    return rows


def _program(desa: Sequence[Village]) -> Sheet:
    """A line that changes the draft (another price and year), one of a catalogue step, one of the Pokja's own."""
    head: list[Cell] = ["kegiatan_id", "sumber_dana", "komponen", "program", "kegiatan", "strategi_id", "kode_katalog"]
    head += ["jenis_sub", "tahap", "kode_desa", "lokasi", "penerima_manfaat", "satuan", "harga_satuan_rp"]
    first = min(desa, key=lambda v: v.kode_desa)
    train: list[Cell] = [
        f"AL-REG-03-{first.kode_desa[:5]}",
        "APBD_K",
        "AL",
        "Pelatihan",
        "Pelatihan aparatur",
        "ST-AL-1",
    ]
    train += ["AL-REG-03", "e", "O", None, "kabupaten", None, "paket", Decimal(60), 0, 0, 1, "BKD"]
    pmc: list[Cell] = [f"AL-PMC-01-{first.kode_desa}", "APBD_K", "AL", "STBM", "Pemicuan STBM", "ST-AL-1", "AL-PMC-01"]
    pmc += ["a", "S", first.kode_desa, None, first.kk, "paket", Decimal("8.5"), 0, 1, 0, "Dinas Kesehatan"]
    own: list[Cell] = ["PS-BANK-1", "APBD_K", "PS", "Bank sampah", "Pembentukan bank sampah", "ST-PS-1", None, "e", "S"]
    own += [first.kode_desa, None, first.kk, "paket", Decimal(15), 1, 0, 0, "BLH"]
    return [[*head, "vol_1", "vol_2", "vol_3", "penanggung_jawab"], train, pmc, own]


def _harga(year: int) -> Sheet:
    """Prices of the district's own list: septic tanks of two years, a waste tricycle by the name of its step."""
    rows: Sheet = [["kode_katalog", "nama", "tahun", "satuan", "harga_rp", "dasar"]]
    rows.append(["AL-IND-02", None, year - 1, "unit", Decimal("3.2"), "SSH"])
    rows.append(["AL-IND-02", None, year, "unit", Decimal("3.4"), "SSH"])
    rows.append([None, "Motor sampah roda tiga", year, "unit", Decimal(27), "HPS"])
    return rows


def _moved(desa: Sequence[Village]) -> Sheet:
    """The most scattered desa gets communal tanks after all: its houses stand along one road."""
    thinnest = min(desa, key=lambda v: (v.penduduk_jiwa / v.luas_terbangun_ha, v.kode_desa))
    reason = "rumah berderet di satu jalan dan lahan per rumah sempit"
    rows: Sheet = [["kode_desa", "komponen", "sistem", "alasan"]]
    return [*rows, [thinnest.kode_desa, "AL", "ONSITE_KOMUNAL", reason]]


def _monev() -> Sheet:
    rows: Sheet = [["obyek", "penanggung_jawab", "pengumpul", "pengelola", "waktu", "penerima", "format"]]
    rows.append(
        ["Capaian sasaran", "Bappeda", "Dinas PU", "Bappeda", "Juni dan Desember", "Bupati", "Laporan semester"]
    )
    return rows
