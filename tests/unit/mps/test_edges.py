"""From a line of the MPS one step back to everything that decided it."""

from __future__ import annotations

from tasks.lineage.units.edges import read_edges
from tests.support.kegiatan import DESA, JUTA, kegiatan, kemampuan, mps

AREA = [{"kode_desa": DESA, "komponen": "AL", "skor_akhir": 4}]
PENDUDUK = [
    {"kode_desa": DESA, "tahun": 2012, "kk": 100, "kk_miskin": 30},
    {"kode_desa": "99.01.01.2002", "tahun": 2012, "kk": 100, "kk_miskin": 10},
]
DATA = {"area": AREA, "penduduk": PENDUDUK}


def edges(out) -> dict[str, list]:
    return {ref: list(edge) for ref, edge in read_edges(out.edges.dump()).items()}


def test_a_line_leads_to_its_activity_its_priority_and_the_ceiling_of_its_year():
    found = edges(mps([kegiatan("A")], kemampuan(JUTA), data=DATA))
    assert found["mps/2014/99.01/A~APBD_K"][1] == [
        "ssk/2013/99.01/A",
        "prioritas/2014/99.01/A",
        "kesiapan_baris/2014/99.01/A",
        "kemampuan/2013/99.01/2015",
    ]


def test_a_priority_leads_to_areas_households_and_the_aggregates():
    found = edges(mps([kegiatan("A")], data=DATA))
    assert found["prioritas/2014/99.01/A"] == [
        "mps.criteria",
        [
            "ssk/2013/99.01/A#penerima_manfaat_kk",
            "agg/2014/99.01/kuartil_penerima_AL",
            f"area/2013/{DESA}/AL",
            f"tabel/2013/99.01/penduduk/{DESA}~2012#kk_miskin",
            f"tabel/2013/99.01/penduduk/{DESA}~2012#kk",
            "agg/2014/99.01/rata_miskin",
        ],
    ]
    assert found["agg/2014/99.01/rata_miskin"][1] == [
        "tabel/2013/99.01/penduduk/*#kk_miskin",
        "tabel/2013/99.01/penduduk/*#kk",
    ]
    assert found["agg/2014/99.01/kuartil_penerima_AL"][1] == ["ssk/2013/99.01/*#penerima_manfaat_kk"]


def test_a_waiting_line_leads_to_all_ceilings_of_its_source():
    found = edges(mps([kegiatan("A", 2 * JUTA)], kemampuan(JUTA)))
    assert found["mps/2014/99.01/A~APBD_K"][1][-1] == "agg/2014/99.01/pagu_APBD_K"
    assert len(found["agg/2014/99.01/pagu_APBD_K"][1]) == 5


def test_votes_weights_documents_and_commitments_are_in_the_chain():
    out = mps(
        [kegiatan("A", dokumen_perlu="fs")],
        kemampuan(JUTA),
        skor_prioritas=[{"kegiatan_id": "A", "kriteria": "persepsi_pokja", "penilai": None, "skor": 4, "alasan": None}],
        bobot=[{"komponen": "AL", "kriteria": "persepsi_pokja", "bobot_pct": 100}],
        kesiapan=[{"kegiatan_id": "A", "kriteria": "fs", "status": "ada", "tanggal": "2013-05-01"}],
        komitmen_baris=[
            {"kegiatan_id": "A", "sumber_dana": "APBD_K", "tahun": 2015, "komitmen_rp": JUTA, "status": "committed"}
        ],
    )
    found = edges(out)
    assert found["mps/2014/99.01/A~APBD_K"][1][2:] == [
        "kesiapan_baris/2014/99.01/A",
        "kemampuan/2013/99.01/2015",
        "tabel/2014/99.01/komitmen_baris/A~APBD_K~2015#komitmen_rp",
    ]
    assert found["kesiapan_baris/2014/99.01/A"][1] == [
        "ssk/2013/99.01/A#dokumen_perlu",
        "tabel/2014/99.01/kesiapan/A~fs#tanggal",
        "tabel/2014/99.01/kesiapan/A~fs#masa_berlaku",
    ]
    assert "tabel/2014/99.01/skor_prioritas/A~persepsi_pokja~#skor" in found["prioritas/2014/99.01/A"][1]
    assert found["bobot_dipakai/2014/99.01/AL~persepsi_pokja"][1] == [
        "tabel/2014/99.01/bobot/AL~persepsi_pokja#bobot_pct"
    ]
    assert found["agg/2014/99.01/bobot_AL"][1] == ["tabel/2014/99.01/bobot/AL~persepsi_pokja#bobot_pct"]


def test_a_document_that_a_step_makes_leads_to_that_step_and_to_what_was_submitted_of_it():
    rows = [kegiatan("A1", dokumen_buat="fs"), kegiatan("A2", dokumen_perlu="fs", setelah="A1")]
    kesiapan = [{"kegiatan_id": "A2", "kriteria": "fs", "status": "proses", "tanggal": None}]
    found = edges(mps(rows, kemampuan(JUTA), kesiapan=kesiapan))
    assert found["kesiapan_baris/2014/99.01/A2"][1] == [
        "ssk/2013/99.01/A2#dokumen_perlu",
        "tabel/2014/99.01/kesiapan/A2~fs#status",
        "ssk/2013/99.01/A1#dokumen_buat",
    ]
    assert found["jadwal/2014/99.01/A2"][1] == ["mps/2014/99.01/A2~APBD_K"]


def test_a_position_leads_to_its_total_and_to_all_that_may_move():
    own = {"komponen": "AL", "kriteria": "permasalahan_mendesak", "bobot_pct": 100, "bobot_min_pct": 90}
    kepastian = [{"kode_desa": DESA, "komponen": "AL", "kelas_ulang": "123"}]
    found = edges(mps([kegiatan("A")], data={**DATA, "kepastian": kepastian}, bobot=[own]))
    assert found["rentang_peringkat/2014/99.01/A"][1] == ["prioritas/2014/99.01/A", "agg/2014/99.01/peringkat"]
    assert found["agg/2014/99.01/peringkat"][1] == [
        "prioritas/2014/99.01/*#total",
        "kepastian/2013/99.01/*#bertahan_pct",
        "tabel/2014/99.01/bobot/AL~permasalahan_mendesak#bobot_min_pct",
        "tabel/2014/99.01/bobot/AL~permasalahan_mendesak#bobot_max_pct",
    ]


def test_documents_that_a_type_asks_for_lead_to_the_cell_of_the_type():
    held = [{"kegiatan_id": "A", "kriteria": "lahan", "tipe": "IPLT", "status": "ada", "tanggal": "2013-05-01"}]
    found = edges(mps([kegiatan("A", jenis_sub="k")], kemampuan(JUTA), kesiapan=held))
    assert "tabel/2014/99.01/kesiapan/A~lahan#tipe" in found["kesiapan_baris/2014/99.01/A"][1]
