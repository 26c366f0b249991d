"""A price that the district submits takes the place of the catalogue's."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tasks.ssk.aturan import Aturan
from tasks.ssk.program.harga import DaftarHarga, Harga
from tests.unit.ssk.dunia import district, edges_of, rows_of, run

KOMUNAL = {"luas_terbangun_ha": 20, "kk_babs": 40, "kk_jamban_tidak_layak": 7}
BUILT = "AL-KOM-02-15.07.01.2001"


def price(kode: str | None, rupiah: int, tahun: int = 2013, **more: Any) -> dict[str, Any]:
    return {"kode_katalog": kode, "nama": None, "tahun": tahun, "harga_rp": rupiah, "dasar": "SSH", **more}


def outputs(*prices: dict[str, Any], **more: Any) -> Any:
    return run(district(KOMUNAL, harga_satuan=list(prices), **more))


def test_without_a_submitted_price_the_catalogue_holds() -> None:
    made = outputs()
    assert rows_of(made, "kegiatan")[BUILT]["harga_satuan_rp"] == 60_000_000
    used = rows_of(made, "harga_dipakai")["AL-KOM-02"]
    assert (used["asal"], used["harga_rp"], used["acuan_rp"], used["tahun"]) == (
        "katalog",
        60_000_000,
        60_000_000,
        2013,
    )


def test_the_submitted_price_is_used_with_its_basis_and_operation_follows_it() -> None:
    made = outputs(price("AL-KOM-02", 70_000_000))
    lines = rows_of(made, "kegiatan")
    assert lines[BUILT]["harga_satuan_rp"] == 70_000_000
    assert lines[BUILT]["jumlah_rp"] == 5 * 70_000_000
    assert lines["AL-KOM-05-15.07.01.2001"]["harga_satuan_rp"] == 5 * 70_000_000 * 3 // 100
    used = rows_of(made, "harga_dipakai")["AL-KOM-02"]
    assert (used["asal"], used["dasar"], used["acuan_rp"]) == ("kabupaten", "SSH", 60_000_000)


def test_the_newest_year_not_above_the_fiscal_year_holds() -> None:
    made = outputs(
        price("AL-KOM-02", 1, 2010), price("AL-KOM-02", 65_000_000, 2012), price("AL-KOM-02", 99_000_000, 2014)
    )
    assert rows_of(made, "kegiatan")[BUILT]["harga_satuan_rp"] == 65_000_000
    assert rows_of(made, "harga_dipakai")["AL-KOM-02"]["tahun"] == 2012


def test_a_step_is_named_by_its_name_where_only_one_is_called_so() -> None:
    made = outputs(
        price(None, 71_000_000, nama="pembangunan, termasuk  TFL, KSM, DED, pelatihan"),
        price(None, 9_000_000, nama="Pemicuan"),
    )
    lines = rows_of(made, "kegiatan")
    assert lines[BUILT]["harga_satuan_rp"] == 71_000_000
    assert lines["AL-KOM-01-15.07.01.2001"]["harga_satuan_rp"] == 7_500_000  # three packages have a step Pemicuan


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (price("AL-KOM-02", 70_000_000, satuan="m2"), "satuannya m2"),
        (price("AL-KOM-05", 70_000_000), "O&P dihitung"),
    ],
)
def test_a_price_that_does_not_fit_its_step_is_not_used(given: dict[str, Any], said: str) -> None:
    made = outputs(given)
    assert rows_of(made, "kegiatan")[BUILT]["harga_satuan_rp"] == 60_000_000
    if given["kode_katalog"] == "AL-KOM-02":
        assert said in rows_of(made, "harga_dipakai")["AL-KOM-02"]["catatan"]


def test_the_price_of_the_line_itself_stands_above_both() -> None:
    line = {"kegiatan_id": BUILT, "sumber_dana": "APBD_K", "vol_2": 2, "harga_satuan_rp": 50_000_000}
    made = outputs(price("AL-KOM-02", 70_000_000), program_kegiatan=[line])
    assert rows_of(made, "kegiatan")[BUILT]["jumlah_rp"] == 100_000_000
    assert not any("harga_dipakai" in source for source in edges_of(made)[f"ssk/2013/15.07/{BUILT}"][1])


def test_an_item_of_the_districts_own_takes_the_price_of_its_name() -> None:
    line = {"kegiatan_id": "K-1", "sumber_dana": "APBD_K", "komponen": "PS", "kegiatan": "Bank sampah", "vol_1": 2}
    made = outputs(price(None, 15_000_000, nama="bank sampah"), program_kegiatan=[line])
    assert rows_of(made, "kegiatan")["K-1"]["jumlah_rp"] == 30_000_000
    assert "tabel/2013/15.07/harga_satuan/~bank%20sampah~2013#harga_rp" in edges_of(made)["ssk/2013/15.07/K-1"][1]


def test_the_cost_of_a_line_leads_to_the_submitted_price() -> None:
    edges = edges_of(outputs(price("AL-KOM-02", 70_000_000)))
    assert "harga_dipakai/2013/15.07/AL-KOM-02" in edges[f"ssk/2013/15.07/{BUILT}"][1]
    assert edges["harga_dipakai/2013/15.07/AL-KOM-02"][1] == ["tabel/2013/15.07/harga_satuan/AL-KOM-02~~2013#harga_rp"]


def test_escalation_counts_the_years_between_the_price_and_the_work() -> None:
    daftar = DaftarHarga(2013, Aturan(price_escalation=Fraction(10)))
    assert daftar.escalated(Harga(1_000_000, 2013), 2) == 1_210_000
    assert daftar.escalated(Harga(1_000_000, 2012), 1) == 1_210_000
    assert DaftarHarga(2013, Aturan()).escalated(Harga(1_000_000, 2010), 5) == 1_000_000
