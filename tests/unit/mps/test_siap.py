"""Readiness and schedule of every line, and what is found about them (mps.md section 6; MP-V41, MP-V42)."""

from __future__ import annotations

import pytest

from schemas.tables import table
from tasks.mps.periksa.pemeriksaan import RULES
from tests.support.kegiatan import JUTA, kegiatan, kemampuan, mps, rows_of, waiting

SPAL = "masterplan;fs;amdal|ukl_upl;ded;lahan;lembaga"


def document(kriteria, tanggal="2013-05-01", until=None, owner="A", **more):
    row = {"kegiatan_id": owner, "kriteria": kriteria, "status": "ada", "tanggal": tanggal, "masa_berlaku": until}
    return {**row, **more}


def ready(rows, kesiapan, mampu=9 * JUTA):
    out = mps(rows, kemampuan(mampu), kesiapan=kesiapan)
    return {r["kegiatan_id"]: r for r in rows_of(out, "kesiapan_baris")}, own(out)


def own(out):
    """What is found about readiness, on the way."""
    return [f for f in out.findings if f.rule in {r.info.id for r in RULES if r.check is None}]


def one(perlu, *kesiapan):
    rows, _ = ready([kegiatan("A", dokumen_perlu=perlu)], list(kesiapan))
    return rows["A"]


def test_an_activity_that_needs_no_document_may_start_at_once():
    row = one(None)
    assert (row["status"], row["tahun_boleh"], row["tahun_mulai"]) == ("tanpa_syarat", 2015, 2015)


def test_all_documents_of_a_sewer_system_let_it_start_the_year_after_the_last():
    held = [document(k) for k in ("masterplan", "fs", "ukl_upl", "ded", "lembaga")]
    row = one(SPAL, *held, document("lahan", "2015-02-01", "2020-12-31"))
    assert (row["status"], row["tahun_boleh"]) == ("siap", 2016)
    assert row["ada"].split(";")[2] == "ukl_upl 2013-05-01"
    assert row["ada"].split(";")[4] == "lahan 2015-02-01 s.d. 2020-12-31"


def test_amdal_or_ukl_upl_either_one():
    assert one("amdal|ukl_upl", document("amdal"))["status"] == "siap"
    assert one("amdal|ukl_upl", document("ded"))["kurang"] == "amdal|ukl_upl"


@pytest.mark.parametrize(
    ("kriteria", "ambang", "status"),
    [("ukl_upl", 1, "belum"), ("amdal", 1, "siap"), ("ukl_upl", 0, "siap"), ("amdal", 0, "belum")],
)
def test_the_threshold_of_a_landfill_decides_which_study_counts(kriteria, ambang, status):
    assert one("amdal_atau_ukl_upl_ambang", document(kriteria, di_atas_ambang=ambang))["status"] == status


def test_a_document_of_the_district_serves_every_activity():
    assert one("masterplan", document("masterplan", owner="kabupaten"))["status"] == "siap"


def test_the_last_day_of_the_year_before_still_holds_and_the_day_before_does_not():
    assert one("fs", document("fs", until="2014-12-31"))["tahun_boleh"] == 2015
    row = one("fs", document("fs", until="2014-12-30"))
    assert (row["status"], row["kurang"], row["tahun_boleh"]) == ("belum", "fs", None)


def test_documents_whose_validity_never_meets_allow_no_year():
    row = one("fs;ded", document("fs", until="2015-06-30"), document("ded", "2016-01-01"))
    assert (row["status"], row["kurang"], row["tahun_boleh"]) == ("belum", None, None)
    assert "tidak ada tahun rencana" in row["catatan"]


def test_what_nobody_submitted_is_unknown():
    out = mps([kegiatan("A", dokumen_perlu="fs")], kemampuan(JUTA))
    (row,) = rows_of(out, "kesiapan_baris")
    assert (row["status"], row["tahun_boleh"], row["tahun_mulai"]) == ("tidak_diketahui", None, 2015)
    assert own(out) == []


def test_a_planned_step_that_makes_the_document_makes_the_line_conditional():
    rows, found = ready([kegiatan("A1", dokumen_buat="ded"), kegiatan("A2", dokumen_perlu="ded", setelah="A1")], [])
    assert (rows["A2"]["status"], rows["A2"]["dibuat"]) == ("bersyarat", "ded oleh A1")
    assert (rows["A2"]["tahun_boleh"], rows["A2"]["tahun_mulai"]) == (2015, 2016)
    assert [(f.rule, f.severity) for f in found] == [("MP-V41", "advice")]


def test_types_give_documents_to_what_the_catalogue_does_not_know():
    held = [document("lahan", tipe="TPS-3R"), document("ksm"), document("sppl")]
    rows, found = ready([kegiatan("A", jenis_sub="k")], held)
    assert (rows["A"]["tipe"], rows["A"]["wajib"], rows["A"]["kurang"]) == ("TPS-3R", "lahan;ksm;sppl;minat", "minat")
    assert found == []
    rows, _ = ready([kegiatan("A", jenis_sub="a")], held)
    assert rows["A"]["status"] == "tanpa_syarat"  # only what is built waits for them
    rows, _ = ready([kegiatan("A", jenis_sub="k", dokumen_perlu="ded")], held)
    assert rows["A"]["wajib"] == "ded"  # the catalogue goes before


def test_a_type_that_nobody_knows_is_named_at_its_cell():
    _, found = ready([kegiatan("A", jenis_sub="k")], [document("lahan", tipe="jamban apung")])
    (finding,) = found
    assert (finding.rule, finding.table, finding.row, finding.column) == (
        "mps.readiness_type_unknown", "kesiapan", "A|lahan", "tipe",
    )  # fmt: skip


def test_mp_v41_a_bound_line_without_its_document_is_an_error_and_one_that_waits_is_not():
    kontrak = [{"kontrak_id": "K1", "kegiatan_id": "A"}]
    rows = [kegiatan("A", dokumen_perlu="fs"), kegiatan("B", dokumen_perlu="fs")]
    failing = mps(rows, kemampuan(9 * JUTA), kesiapan=[document("fs", "2015-03-01")], kontrak=kontrak)
    assert [(f.rule, f.severity, f.row, f.value) for f in own(failing)] == []
    late = [document("fs", "2015-03-01", "2015-06-30")]
    failing = mps(rows, kemampuan(9 * JUTA), kesiapan=late, kontrak=kontrak)
    (finding,) = own(failing)
    assert (finding.rule, finding.severity, finding.row, finding.value) == ("MP-V41", "error", "A|fs", "2015")
    assert "31 Desember 2014: studi kelayakan" in finding.message
    assert set(waiting(failing)) == {"B"}
    passing = mps(rows[:1], kemampuan(9 * JUTA), kesiapan=[document("fs")], kontrak=kontrak)
    assert own(passing) == []


def test_mp_v42_a_document_that_ends_inside_the_construction_year_is_a_warning():
    rows = [kegiatan("A", dokumen_perlu="fs"), kegiatan("B", dokumen_perlu="fs")]
    held = [document("fs", until="2015-12-30", owner="kabupaten")]
    readiness, found = ready(rows, held)
    assert [r["tahun_boleh"] for r in readiness.values()] == [2015, 2015]
    (finding,) = found
    assert (finding.rule, finding.severity, finding.row, finding.column) == (
        "MP-V42", "warning", "kabupaten|fs", "masa_berlaku",
    )  # fmt: skip
    assert "A (2015), B (2015)" in finding.message
    assert finding.column in table(finding.table).names
    assert ready(rows, [document("fs", until="2015-12-31", owner="kabupaten")])[1] == []


def test_one_of_two_alternatives_that_lasts_is_enough():
    rows = [kegiatan("A", dokumen_perlu="amdal|ukl_upl")]
    assert ready(rows, [document("amdal", until="2015-06-30"), document("ukl_upl")])[1] == []


def test_the_schedule_names_first_and_last_year_and_none_for_what_waits():
    rows = [kegiatan("A", volumes={2015: 1, 2017: 2}, tahap="A"), kegiatan("B", 99 * JUTA, tahap="A")]
    out = {r["kegiatan_id"]: r for r in rows_of(mps(rows, kemampuan(2 * JUTA)), "jadwal")}
    assert (out["A"]["tahun_mulai"], out["A"]["tahun_selesai"], out["A"]["tahap"]) == (2015, 2017, "A")
    assert (out["B"]["tahun_mulai"], out["B"]["tahun_selesai"]) == (None, None)
