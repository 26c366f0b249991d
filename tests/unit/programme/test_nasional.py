"""The national view by hand, and the laws that its ranks keep."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.national_page import KRITERIA as LABELS
from reports.national_page import NationalPage, national_csv, national_html
from schemas.outputs.nasional import DIMENSI, PERINGKAT, RINCIAN, URUTAN
from schemas.rulebook import load_rulebook
from tasks.programme.nasional.daerah import Daerah
from tasks.programme.nasional.kriteria import KRITERIA
from tasks.programme.nasional.peringkat import HELD, LATE, MISSING, RULES, USED, counts, rank, weighted
from tasks.programme.nasional.units import households, state_of
from tests.support.contoh import examples
from tests.unit.documents.periksa import Page

ATURAN = load_rulebook(2014).only(RULES)
TAHUN = {"buku_putih": 2013, "ssk": 2013, "mps": 2014, "data": 2013, "kiriman": 2014, "kesiapan": 2014}
NAMA = {k.nama for k in KRITERIA}


def area(*classes: int | None, komponen: str = "AL") -> list[dict[str, Any]]:
    return [{"kode_desa": f"d{i}", "komponen": komponen, "skor_akhir": k} for i, k in enumerate(classes)]


def line(status: str, jumlah: int | None, sisa: int | None = 0) -> dict[str, Any]:
    return {"status": status, "jumlah_rp": jumlah, "sisa_rp": sisa}


def layanan(eksisting: int, tambahan: int) -> list[dict[str, Any]]:
    return [{"komponen": "AL", "sistem": "A1", "eksisting": Fraction(eksisting), "tambahan_kk": Fraction(tambahan)}]


def lengkap(kode: str = "99.01", **other: Any) -> Daerah:
    known: dict[str, Any] = {
        "tahun": TAHUN,
        "area": [*area(1, 4), *area(1, 1, komponen="PS"), *area(3, 3, komponen="DR")],
        "kk": {"d0": 300, "d1": 100},
        "layanan": layanan(70, 10_000),
        "kegiatan": [
            {"kegiatan_id": "K1", "dokumen_perlu": "lahan;amdal|ukl_upl"},
            {"kegiatan_id": "K2", "dokumen_perlu": "lahan"},
            {"kegiatan_id": "K3", "dokumen_perlu": None},
        ],
        "kesiapan": [
            {"kegiatan_id": "K1", "kriteria": "lahan", "status": "ada"},
            {"kegiatan_id": "kabupaten", "kriteria": "ukl_upl", "status": "ada"},
            {"kegiatan_id": "K2", "kriteria": "lahan", "status": "proses"},
        ],
        "baris": [
            line("committed", 300),
            line("indikatif", 100, 50),
            line("daftar_tunggu", 50),
            line("indikatif", None),
        ],
        "komitmen": [
            {"status": "committed", "kebutuhan_rp": 200, "komitmen_rp": 200},
            {"status": "sebagian", "kebutuhan_rp": 200, "komitmen_rp": 100},
            {"status": "daftar_tunggu", "kebutuhan_rp": 50, "komitmen_rp": 0},
        ],
        "has_ceilings": True,
        "has_commitments": True,
        "putusan": "accepted_with_warnings",
        "tabel_ada": 9,
        "tabel_tidak_ada": ("swot",),
    }
    return Daerah(kode, f"Kabupaten {kode}", **{**known, **other})


def scores(daerah: Daerah) -> dict[str, Fraction | None]:
    return {k.nama: k.nilai(daerah, ATURAN).skor for k in KRITERIA}


def row_of(*daerah: Daerah, kode: str = "99.01") -> dict[str, Any]:
    rows, _ = rank([(d, USED) for d in daerah], ATURAN)
    return next(r for r in rows if r["kode_kab"] == kode)


def test_every_criterion_by_hand() -> None:
    assert scores(lengkap()) == {
        "risiko_al": 25,  # 100 of 400 KK in the desa of class 4
        "risiko_ps": 0,
        "risiko_dr": 100,
        "kk_dilayani": 20,  # 10,000 of 50,000 KK
        "celah_dana": 20,  # 50 waiting and 50 not yet placed, of 500
        "dokumen": 100,
        "akses_layak": 70,
        "dokumen_wajib": 50,  # K1 holds both, K2 not; K3 asks for none
        "komitmen": 75,  # 300 of 400
        "mutu_data": 50,
        "tabel_lengkap": 90,
    }


def test_the_scores_by_hand() -> None:
    row = row_of(lengkap())
    need = Fraction(25 * 25 + 15 * 0 + 10 * 100 + 30 * 20 + 20 * 20, 100)
    ready = Fraction(40 * 50 + 30 * 75 + 15 * 50 + 15 * 90, 100)
    assert row["skor_kebutuhan"] == need == Fraction(105, 4)
    assert row["skor_kemajuan"] == Fraction(60 * 100 + 40 * 70, 100)
    assert row["skor_kesiapan"] == ready
    assert row["skor_gabungan"] == (60 * need + 40 * ready) / 100
    assert {row[f"ada_{name}_pct"] for name in URUTAN} == {100}


def test_what_is_missing_is_left_out_and_is_not_zero() -> None:
    row = row_of(lengkap(layanan=None, baris=None))
    assert row["skor_kebutuhan"] == Fraction(25 * 25 + 10 * 100, 50)
    assert row["ada_kebutuhan_pct"] == 50
    assert scores(lengkap(layanan=None))["kk_dilayani"] is None
    assert scores(lengkap(has_ceilings=False))["celah_dana"] is None
    assert scores(lengkap(has_commitments=False))["komitmen"] is None
    assert scores(lengkap(kesiapan=None))["dokumen_wajib"] is None
    assert scores(lengkap(kk={"d0": None, "d1": 100}))["risiko_al"] == 100
    assert scores(lengkap(kk={}))["risiko_al"] is None


def test_under_half_of_the_weight_there_is_no_score() -> None:
    row = row_of(lengkap(kesiapan=None, has_commitments=False))
    assert (row["skor_kesiapan"], row["ada_kesiapan_pct"], row["rank_kesiapan"]) == (None, 30, None)
    assert (row["skor_gabungan"], row["ada_gabungan_pct"]) == (row["skor_kebutuhan"], 60)


def test_a_district_without_anything_sealed_is_listed_without_a_score() -> None:
    rows, details = rank([(lengkap(), USED), (Daerah("99.02"), MISSING), (lengkap("99.03"), HELD)], ATURAN)
    assert {d["kode_kab"] for d in details} == {"99.01"}
    assert [(r["kode_kab"], r.get("rank_gabungan")) for r in rows] == [("99.01", 1), ("99.02", None), ("99.03", None)]
    assert counts(rows) == {USED: 1, LATE: 0, HELD: 1, MISSING: 1}


@pytest.mark.parametrize(
    ("tahun", "status", "expected"),
    [
        ({"ssk": 2013}, [("belum", False), ("selesai", False)], USED),
        ({"ssk": 2013}, [("selesai", True)], LATE),
        ({"ssk": 2013}, [("belum", True), ("selesai", False)], USED),
        ({"ssk": 2013}, [("ditahan", False)], HELD),
        ({}, [("ditahan", True)], HELD),
        ({"buku_putih": 2013}, [("diterima", True)], MISSING),
    ],
)
def test_the_state_of_a_district(tahun: dict[str, int], status: list[tuple[str, bool]], expected: str) -> None:
    rows = [{"kode": "99.01", "state": state, "late": late} for state, late in status]
    assert state_of(Daerah("99.01", tahun=tahun), rows) == expected


def test_households_are_those_of_the_newest_year() -> None:
    rows = [{"kode_desa": "a", "tahun": t, "kk": kk} for t, kk in ((2011, 5), (2013, None), (2012, 7))]
    assert households(rows) == {"a": None}


def test_weights_rules_and_labels_name_the_same_criteria() -> None:
    named = {c: w for d in DIMENSI for c, w in ATURAN[f"nasional.bobot.{d}"].items()}
    assert set(named) == NAMA == set(LABELS)
    assert all(sum(ATURAN[f"nasional.bobot.{d}"].values()) == 100 for d in DIMENSI)
    assert set(ATURAN["nasional.gabungan"]) == set(DIMENSI)
    assert sum(ATURAN["nasional.gabungan"].values()) == 100
    assert all(k.nama in ATURAN[f"nasional.bobot.{k.dimensi}"] for k in KRITERIA)


percent = st.integers(0, 100)
districts = st.lists(st.tuples(percent, percent, st.integers(0, 60_000), st.booleans()), min_size=1, max_size=8)


def made(i: int, known: tuple[int, int, int, bool]) -> Daerah:
    risk, access, kk, has_documents = known
    return lengkap(
        f"99.{i + 1:02d}",
        kk={"d0": 100 - risk, "d1": risk},
        layanan=layanan(access, kk),
        kesiapan=lengkap().kesiapan if has_documents else None,
    )


def ranks(found: list[Daerah]) -> dict[str, tuple[Any, ...]]:
    rows, _ = rank([(d, USED) for d in found], ATURAN)
    return {str(r["kode_kab"]): tuple(r[f"rank_{name}"] for name in URUTAN) for r in rows}


@examples(40)
@given(districts, st.randoms())
def test_the_order_of_districts_changes_no_rank(known: list[tuple[int, int, int, bool]], random: Any) -> None:
    found = [made(i, k) for i, k in enumerate(known)]
    shuffled = random.sample(found, len(found))
    assert ranks(found) == ranks(shuffled)


@examples(40)
@given(districts)
def test_ranks_are_dense_and_follow_the_scores(known: list[tuple[int, int, int, bool]]) -> None:
    rows, _ = rank([(made(i, k), USED) for i, k in enumerate(known)], ATURAN)
    for name in URUTAN:
        both = [(r[f"skor_{name}"], r[f"rank_{name}"]) for r in rows if r[f"skor_{name}"] is not None]
        assert all(0 <= score <= 100 for score, _ in both)
        assert {r for _, r in both} == set(range(1, len({s for s, _ in both}) + 1))
        assert all((a > b) == (ra < rb) for a, ra in both for b, rb in both)


@examples(40)
@given(districts, st.tuples(percent, percent, st.integers(0, 60_000), st.booleans()))
def test_one_more_district_never_turns_the_order_of_two(
    known: list[tuple[int, int, int, bool]], another: tuple[int, int, int, bool]
) -> None:
    found = [made(i, k) for i, k in enumerate(known)]
    before, after = ranks(found), ranks([*found, made(40, another)])
    for i in range(len(URUTAN)):
        pairs = [(a, b) for a in before for b in before if before[a][i] is not None and before[b][i] is not None]
        assert all((before[a][i] < before[b][i]) == (after[a][i] < after[b][i]) for a, b in pairs)
        # a worse one leaves the ranks as they are; a better one only adds to them
        assert all(after[a][i] - before[a][i] in (0, 1) for a in before if before[a][i] is not None)


@examples(40)
@given(st.lists(st.tuples(st.none() | percent, st.integers(0, 10)), min_size=1, max_size=5))
def test_a_weighted_score_lies_between_what_is_known(parts: list[tuple[int | None, int]]) -> None:
    score, present = weighted([(None if s is None else Fraction(s), Fraction(w)) for s, w in parts], Fraction(0))
    known = [s for s, w in parts if s is not None and w]
    assert 0 <= present <= 100
    assert (score is None) == (not known)
    assert score is None or min(known) <= score <= max(known)


def page_of(*pairs: tuple[Daerah, str]) -> tuple[str, list[dict[str, Any]]]:
    rows, details = rank(pairs, ATURAN)
    weights = {d: ATURAN[f"nasional.bobot.{d}"] for d in DIMENSI}
    view = NationalPage(2014, rows, details, weights, ATURAN["nasional.gabungan"], {"aturan": "a" * 64}, "contoh uji")
    return national_html(view).decode(), rows


def test_the_page_writes_every_score_out_and_asks_for_nothing() -> None:
    other = lengkap("99.02", layanan=None, baris=None, komitmen=None, kesiapan=None)
    text, _ = page_of((lengkap(), USED), (other, LATE), (Daerah("99.03", "<i>Tiga</i>"), MISSING))
    page = Page(text)
    assert [i for i, n in Counter(page.ids).items() if n > 1] == []
    assert "26,3" in text
    assert "50 % bobot" in text
    assert "belum dapat dinilai" in text
    assert "&lt;i&gt;Tiga&lt;/i&gt;" in text
    assert "Diperingkat, terlambat" in text
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert "<script" not in text


def test_a_page_without_any_ranked_district_is_a_page_too() -> None:
    text, rows = page_of((Daerah("99.03", "Tiga"), MISSING))
    assert "Belum ada kabupaten/kota dengan SSK" in text
    assert national_csv(rows).decode().splitlines()[1].startswith("99.03;Tiga;Belum ada SSK atau MPS;;;")


def test_every_column_that_is_made_is_declared() -> None:
    rows, details = rank([(lengkap(), USED), (Daerah("99.02"), MISSING)], ATURAN)
    assert {name for r in rows for name in r} <= set(PERINGKAT.names)
    assert {name for d in details for name in d} == set(RINCIAN.names)
