"""Why an activity begins late or waits: cases worked by hand (mps.md sections 5.1 and 6). Amounts in million rupiah."""

from __future__ import annotations

from tests.support.kegiatan import JUTA, kegiatan, kemampuan, mps, rows_of


def delays(rows, *juta, **more):
    found = {
        str(r["kegiatan_id"]): r for r in rows_of(mps(rows, kemampuan(*(j * JUTA for j in juta)), **more), "penundaan")
    }
    return found


def served(name, juta, kk, **more):
    return kegiatan(name, juta * JUTA, penerima_manfaat_kk=kk, is_layanan=1, **more)


def test_a_full_ceiling_is_named_with_what_it_lacks_and_who_of_lower_priority_is_paid_there():
    """2015 has 3: A (4) does not fit and B (2) does. In 2016 A fits. For 2015 A lacks 4 - (3 - 2) = 3."""
    found = delays([served("A", 4, 1000), served("B", 2, 10)], 3, 5, 0, 0, 0)
    assert "B" not in found
    row = found["A"]
    assert (row["tahun_mulai"], row["tahun_boleh"], row["tahun_uji"]) == (2016, 2015, 2015)
    assert (row["penuh"], row["kurang_rp"], row["n_serta"]) == ("APBD_K 2015", str(3 * JUTA), 0)
    assert (row["pesaing"], row["n_pesaing"], row["pesaing_rp"]) == ("B", 1, 2 * JUTA)


def test_a_line_that_waits_for_a_step_that_waits_is_counted_with_it():
    """1 a year: A (3) fits nowhere, so B waits for it. A lacks 2 in 2015, B (1) fits in 2016."""
    found = delays([served("A", 3, 100), served("B", 1, 100, setelah="A+1")], 1)
    assert (found["A"]["langkah"], found["A"]["kurang_rp"], found["A"]["n_serta"]) == (None, str(2 * JUTA), 0)
    row = found["B"]
    assert (row["langkah"], row["tahun_langkah"], row["tahun_mulai"], row["tahun_boleh"]) == ("A", None, None, None)
    assert (row["tahun_uji"], row["penuh"], row["kurang_rp"], row["n_serta"]) == (2016, "APBD_K 2015", str(2 * JUTA), 1)
    assert (row["pesaing"], row["n_pesaing"]) == (None, 0)


def test_a_step_that_makes_a_document_sets_the_first_year():
    rows = [kegiatan("A", dokumen_buat="ded"), served("B", 1, 100, setelah="A", dokumen_perlu="ded")]
    row = delays(rows, 9, kesiapan=[])["B"]
    assert (row["tahun_mulai"], row["tahun_boleh"]) == (2016, 2016)
    assert (row["langkah"], row["tahun_langkah"], row["dokumen"]) == ("A", 2015, "ded")
    assert (row["penuh"], row["hambatan"]) == (None, None)


def test_where_money_alone_does_not_help_it_says_why():
    missing = delays([served("A", 1, 100, dokumen_perlu="fs")], 9, kesiapan=[])["A"]
    assert "dokumen wajib belum ada" in missing["hambatan"]
    chain = [served("K1", 1, 9)] + [served(f"K{i}", 1, 9, setelah=f"K{i - 1}+1") for i in range(2, 7)]
    late = delays(chain, 9)["K6"]
    assert (late["langkah"], late["tahun_langkah"], late["tahun_boleh"]) == ("K5", 2019, 2020)
    assert "tahun ke-6" in late["hambatan"]
    unknown = delays([served("A", 1, 100, sumber_boleh="APBN")], 9)["A"]
    assert "belum diketahui" in unknown["hambatan"]


def test_a_preparation_is_counted_with_the_first_of_its_works():
    """Study 1, work 9, 2 a year: both wait. The study fits in 2015, the work lacks 7 in the year after."""
    found = delays([kegiatan("S", JUTA), served("W", 9, 100, setelah="S+1")], 2, 2, 2, 0, 0)
    assert (found["S"]["pekerjaan"], found["S"]["tahun_uji"]) == ("W", 2015)
    assert (found["S"]["penuh"], found["S"]["kurang_rp"], found["S"]["n_serta"]) == ("APBD_K 2016", str(7 * JUTA), 1)
    assert (found["W"]["pekerjaan"], found["W"]["kurang_rp"]) == (None, str(7 * JUTA))


def test_without_ceilings_and_for_what_begins_at_once_there_is_nothing_to_say():
    assert "penundaan" not in mps([kegiatan("A")]).tables
    assert delays([kegiatan("A")], 9) == {}
