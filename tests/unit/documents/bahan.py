"""A district of two kecamatan and four desa, small enough to read, from which all documents are made."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from schemas.contract import Row, Rows
from schemas.rulebook import load_rulebook
from tasks.lineage.units.step import Inputs, Outputs, Step
from tasks.realisasi.units import STEP as REALISASI

KAB = "99.01"
DESA = ("99.01.01.2001", "99.01.01.2002", "99.01.02.1001", "99.01.02.2002")
Tables = Mapping[tuple[str, str], Rows]


def inputs_for(step: Step, fiscal_year: int, tables: Tables) -> Inputs:
    """What the step would get: only declared tables and columns."""
    found: dict[tuple[str, str], Rows] = {}
    for need in step.needs:
        rows = tables.get((need.parent, need.table.name))
        if rows is not None:
            columns = (*need.table.key, *(need.table.names if need.columns is None else need.columns))
            found[need.parent, need.table.name] = [{c: row.get(c) for c in columns} for row in rows]
    declared = [(n.parent, n.table.name) for n in step.needs]
    meta = {"tahun_mps": fiscal_year - 1} if any(parent.endswith("@pin") for parent, _ in declared) else None
    return Inputs(fiscal_year, KAB, load_rulebook(fiscal_year).only(step.rules), found, declared, meta=meta)


def run(step: Step, fiscal_year: int, tables: Tables) -> Outputs:
    """The step's outputs for the district."""
    (made,) = step.compute([inputs_for(step, fiscal_year, tables)])
    return made


def html(made: Outputs) -> str:
    """The document's text."""
    return made.blobs["dokumen.html"].decode()


def listed() -> Rows:
    names = {"99": (1, "Provinsi Contoh"), KAB: (2, "Kabupaten Rimba <Contoh>")}
    rows: Rows = [{"kode": k, "tingkat": t, "nama": n, "edisi": "contoh.csv abc123"} for k, (t, n) in names.items()]
    return rows + [{"kode": d, "tingkat": 4, "nama": f"Desa {d[-4:]}"} for d in (*DESA, "99.01.02.2003")]


def wilayah() -> Rows:
    return [
        {
            "kode_desa": kode,
            "desa": f"Desa {i}",
            "kecamatan": "Hulu" if kode[6:8] == "01" else "Hilir & Muara",
            "luas_adm_ha": Decimal("1234.5") * i,
            "luas_terbangun_ha": None if i == 2 else Decimal(100 * i),
            "sumber": "BPS",
            "tahun_sumber": 2012,
        }
        for i, kode in enumerate(DESA, 1)
    ]


def penduduk() -> Rows:
    return [
        {"kode_desa": kode, "tahun": year, "penduduk_jiwa": 4000 * i + year, "kk": 1000 * i}
        for i, kode in enumerate(DESA, 1)
        for year in (2011, 2012)
    ]


def area(kelas: Mapping[str, int | None]) -> Rows:
    rows: Rows = []
    for kode, score in kelas.items():
        for komponen in ("AL", "PS", "DR", "UMUM"):
            value = None if komponen == "PS" else score
            row: Row = {"kode_desa": kode, "komponen": komponen, "skor_hitung": value, "skor_akhir": value}
            rows.append(row | {"is_sementara": 1, "sumber_ada": "sekunder", "catatan": "sementara, dari modus desa"})
    return rows


def tally() -> Rows:
    known = {"kelas_1": 1, "kelas_2": 0, "kelas_3": 1, "kelas_4": 1, "tanpa_kelas": 1}
    none = dict.fromkeys(known, 0) | {"tanpa_kelas": 4}
    noted = {"PS": "tidak ada sumber data untuk PS"}
    return [
        {"komponen": k, "catatan": noted.get(k), **(none if k == "PS" else known)} for k in ("AL", "DR", "PS", "UMUM")
    ]


def buku_putih_tables() -> dict[tuple[str, str], Rows]:
    kelas = dict(zip(DESA, (4, 3, 1, None), strict=True))
    return {
        ("intake", "daftar_wilayah"): listed(),
        ("validation", "wilayah"): wilayah(),
        ("validation", "penduduk"): penduduk(),
        ("validation", "air_limbah"): [
            {"kode_desa": DESA[0], "kk_tangki_individual": 700, "kk_babs": 300, "kk_mck": None},
            {"kode_desa": DESA[1], "kk_babs": 0},
        ],
        ("validation", "sanitasi_mayoritas"): [
            {"kode_desa": k, "jamban_mayoritas": 1, "pembuangan_tinja_mayoritas": 0} for k in DESA[:2]
        ],
        ("validation", "banjir"): [
            {"kode_desa": DESA[2], "banjir": 1, "kejadian_1": 3, "meninggal_1": None, "periode_1": "2018"}
        ],
        ("validation", "drainase_genangan"): [
            {"kode_desa": DESA[0], "lokasi": 'Jalan Pasar "Lama"', "luas_genangan_ha": Decimal("2.35")}
        ],
        ("validation", "narasi"): [
            {"dokumen": "bp", "bagian": "2.4", "teks": "Uraian <b>Pokja</b> & tata ruang."},
            {"dokumen": "ssk", "bagian": "1.1", "teks": "Bukan untuk dokumen ini."},
        ],
        ("validation", "tidak_ada"): [],
        ("buku_putih", "area"): area(kelas),
        ("buku_putih", "ringkasan_area"): tally(),
        ("buku_putih", "indikator"): [
            {"kode_desa": DESA[0], "indikator": "kepadatan", "nilai": Fraction(10, 3), "skor": 4},
            {"kode_desa": DESA[1], "indikator": "kepadatan", "nilai": None, "skor": None},
        ],
        ("buku_putih", "isu"): [
            {"isu_id": "AL-ISU-modus", "komponen": "AL", "uraian": "BABS", "n_desa": 2, "kode_desa": ";".join(DESA[:2])}
        ],
    }


def kegiatan() -> Rows:
    base: Row = {"komponen": "AL", "program_id": "AL-P-KOM", "satuan": "unit", "asal": "katalog"}
    first: Row = {
        **base,
        "kegiatan_id": f"AL-KOM-01-{DESA[0]}",
        "kode_katalog": "AL-KOM-01",
        "nama": "Pemicuan",
        "tahap": "S",
        "lokasi": DESA[0],
        "harga_satuan_rp": 7_500_000,
        **{f"vol_{t}": Fraction(int(t == 1)) for t in range(1, 6)},
        **{f"biaya_{t}_rp": 7_500_000 * (t == 1) for t in range(1, 6)},
        "jumlah_rp": 7_500_000,
        "penerima_manfaat_kk": 1000,
    }
    second: Row = {
        **first,
        "kegiatan_id": f"AL-KOM-02-{DESA[0]}",
        "kode_katalog": "AL-KOM-02",
        "nama": "Pembangunan",
        "tahap": "A",
        "harga_satuan_rp": None,
        **{f"vol_{t}": None for t in range(1, 6)},
        **{f"biaya_{t}_rp": None for t in range(1, 6)},
        "jumlah_rp": None,
        "penerima_manfaat_kk": None,
    }
    return [first, second]


def kerangka() -> dict[tuple[str, str], Rows]:
    levels = ("masalah", "tujuan", "sasaran", "strategi", "program")
    ids = ("AL-ISU-modus", "AL-T", "AL-S-A1", "AL-ST-WO-modus", "AL-P-KOM")
    kkl: Rows = [
        {"level": level, "id": name, "komponen": "AL", "parent": parent, "uraian": f"Uraian {level}.", "asal": "draf"}
        for level, name, parent in zip(levels, ids, ("", *ids), strict=False)
    ]
    kkl[2] |= {"indikator": "Cakupan", "baseline": Fraction(48), "target": None, "satuan": "%", "tahun": 2018}
    return {
        ("validation", "swot"): [
            {"faktor_id": "AL-S-1", "komponen": "AL", "sisi": "S", "aspek": "teknis", "uraian": "Ada IPLT", "angka": 4}
        ],
        ("ssk", "swot_total"): [
            {"komponen": "AL", "metode": "sum", "is_dipakai": 1, "jumlah_s": Fraction(4), "posisi": "AGRESIF"}
        ],
        ("ssk", "swot_isu"): [{"faktor_id": "AL-S-1", "komponen": "AL", "sisi": "S", "angka": 4, "asal": "angka"}],
        ("ssk", "kkl"): kkl,
        ("ssk", "proyeksi"): [{"bacaan": "cagr", "tahun": 2014, "apbd_murni_rp": 5, "mampu_murni_rp": None}],
        ("ssk", "rasio"): [{"tahun": 2013, "belanja_sanitasi_rp": 5, "sanitasi_pct": Fraction(1, 3)}],
        ("ssk", "pertumbuhan"): [{"deret": "op_rp", "aritmetik_pct": Fraction(21, 2), "cagr_pct": None}],
        ("ssk", "beda_program"): [
            {"kegiatan_id": "X", "kolom": "vol_1", "jenis": "beda", "draf": "1", "pokja": "2", "nama": "Pemicuan"}
        ],
    }


def ssk_tables() -> dict[tuple[str, str], Rows]:
    zona = "Z-99.01.01-ONSITE_KOMUNAL"
    amounts = {f"biaya_{t}_rp": 7_500_000 * (t == 1) for t in range(1, 6)}
    return buku_putih_tables() | {
        ("ssk", "zona"): [
            {"kode_desa": DESA[0], "komponen": "AL", "sistem": "ONSITE_KOMUNAL", "zona_id": zona, "kelas_risiko": 4}
            | {"kepadatan_jiwa_ha": Fraction(200, 3), "catatan": "muka air tanah tidak diketahui"},
            {"kode_desa": DESA[1], "komponen": "AL", "sistem": "belum_ditentukan", "kelas_risiko": 3}
            | {"kepadatan_jiwa_ha": None, "alasan": "luas terbangun tidak diketahui"},
        ],
        ("ssk", "layanan"): [
            {"komponen": "AL", "sistem": "A1", "eksisting": Fraction(48), "pendek": Fraction(111, 2)}
            | {"menengah": None, "panjang": None, "tahun_pendek": 2015, "tambahan_kk": Fraction(903163, 1000)}
        ],
        ("ssk", "program"): [{"program_id": "AL-P-KOM", "komponen": "AL", "nama": "AL komunal"}],
        ("ssk", "kegiatan"): kegiatan(),
        ("ssk", "kegiatan_sumber"): [
            {"kegiatan_id": f"AL-KOM-01-{DESA[0]}", "sumber_dana": "APBD_K", "share": Fraction(1), **amounts}
            | {"jumlah_rp": 7_500_000, "is_indikasi": 1}
        ],
        ("ssk", "tidak_dibuat"): [
            {"kode_katalog": "AL-IND-02", "lokasi": DESA[1], "alasan": "jumlah KK tidak diketahui"}
        ],
        ("ssk", "kemampuan"): [],
        **kerangka(),
    }


def mps_tables() -> dict[tuple[str, str], Rows]:
    before = {(f"{parent}@-1", name): rows for (parent, name), rows in ssk_tables().items()}
    line = {k: v for k, v in kegiatan()[0].items() if k != "asal"}
    return before | {
        ("mps", "prioritas"): [
            {"kegiatan_id": line["kegiatan_id"], "komponen": "AL", "skor_penerima_manfaat": 1, "is_sementara": 1}
            | {"skor_permasalahan_mendesak": 4, "bobot_ada_pct": Fraction(55), "total": Fraction(130, 55)}
            | {"rank_komponen": 1, "rank_semua": 1, "urutan": 1}
        ],
        ("mps", "bobot_dipakai"): [
            {"komponen": "AL", "kriteria": "pro_poor", "bobot_pct": Fraction(25), "asal": "bawaan"}
        ],
        ("mps", "baris"): [
            {**line, "sumber_dana": "APBD_K", "share": Fraction(1), "status": "indikatif", "dipindah_dari": 2014},
            {**line, "kegiatan_id": "AL-X", "sumber_dana": "APBN", "status": "daftar_tunggu", "jumlah_rp": 60_000_000}
            | {"sisa_rp": 0, "alasan": "tidak ada plafon tersisa"},
        ],
        ("mps", "sesudah_rencana"): [],
        ("mps", "kesenjangan"): [
            {"sumber_dana": "APBD_K", "tahun": 2014 + t, "kebutuhan_rp": 7_500_000 * (t == 1), "terkomitmen_rp": 0}
            | {"kesenjangan_rp": 7_500_000 * (t == 1), "lembar_rp": None, "menunggu_rp": 0, "n_tanpa_biaya": 1}
            for t in range(1, 6)
        ],
        ("mps", "komitmen_tahun"): [
            {"kegiatan_id": line["kegiatan_id"], "sumber_dana": "APBD_K", "tahun": 2015, "status": "indikatif"}
            | {"kebutuhan_rp": 7_500_000, "komitmen_rp": 1, "kesenjangan_rp": 7_499_999}
            | {"catatan": "Komitmen baru sebagian."}
        ],
        ("mps", "bagian_komitmen"): [
            {"sumber_dana": "APBD_K", "bagian_pct": Fraction(0), "minimum_pct": Fraction(100), "is_cukup": 0}
        ],
    }


def report_tables() -> dict[tuple[str, str], Rows]:
    """What was submitted for 2015, and the MPS of 2014 that it is read against."""
    lines = [
        ("B1", "AL-KOM-01-99.01.01.2001", "APBD_K", "DPA", 7_000_000),
        ("B2", None, "APBD_K", "DPA", 90_000_000),
        ("B3", "AL-X", "APBN", "DPA", None),
    ]
    own = {
        ("validation", "baris_anggaran"): [
            {
                "baris_id": name, "kegiatan_id": kegiatan, "sumber_dana": sumber, "tahun": 2015, "dokumen": dokumen,
                "pagu_rp": pagu, "volume": Decimal(1), "satuan": "paket", "lokasi": "kabupaten",
            }
            for name, kegiatan, sumber, dokumen, pagu in lines
        ],
        ("validation", "realisasi"): [
            {"baris_id": "B1", "periode": "2015-Q4", "fisik_pct": Decimal(80), "keuangan_rp": 5_250_000,
             "volume": Decimal(1), "kendala": "Hujan", "berfungsi": 0},
        ],
        ("validation", "capaian"): [
            {"sasaran_id": "S1", "tahun": 2015, "target": Decimal(8), "realisasi": Decimal(9), "sumber": "Survei"},
            {"sasaran_id": "S2", "tahun": 2015, "target": Decimal(0), "realisasi": Decimal(3)},
        ],
        ("ssk@pin-1", "kkl"): [
            {"level": "tujuan", "id": "T1", "komponen": "AL", "uraian": "Bebas BABS"},
            {"level": "sasaran", "id": "S1", "komponen": "AL", "parent": "T1", "uraian": "BABS turun", "satuan": "%",
             "indikator": "BABS", "baseline": Fraction(10), "target": Fraction(2), "tahun_baseline": 2012,
             "tahun": 2018},
        ],
    }  # fmt: skip
    plan = {("mps@pin", "baris"): mps_tables()["mps", "baris"]}
    return own | plan | {("intake", "daftar_wilayah"): listed(), ("validation@pin-1", "wilayah"): wilayah()}


def monev_tables() -> dict[tuple[str, str], Rows]:
    """What the report's document is made from: the submission and what the step realisasi makes of it."""
    given = report_tables()
    made = run(REALISASI, 2015, given).tables
    return given | {("realisasi", name): rows for name, (_, rows) in made.items()}
