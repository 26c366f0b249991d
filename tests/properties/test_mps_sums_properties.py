"""Sums of an MPS agree in every direction, committed or not, whatever was committed (mps.md sections 5 and 7)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.test_mps_properties import COST, SOURCES, programme
from tests.support.contoh import examples
from tests.support.kegiatan import FY, mps, rows_of

AMOUNT = st.none() | st.integers(0, 160)


@st.composite
def committed(draw):
    """A programme with submitted commitments of some of its lines and years, and some signed sheets."""
    rows, mampu, own = draw(programme())
    names = [str(r["kegiatan_id"]) for r in rows]
    places = st.tuples(st.sampled_from(names), st.sampled_from(SOURCES), st.integers(FY + 1, FY + 5))
    kinds = st.sampled_from(("committed", "committed", "committed", "indicative", "waiting_list", None))
    own["komitmen_baris"] = [
        {"kegiatan_id": k, "sumber_dana": s, "tahun": t, "komitmen_rp": draw(AMOUNT), "status": draw(kinds)}
        for k, s, t in draw(st.lists(places, max_size=12, unique=True))
    ]
    sheets = st.tuples(st.sampled_from(SOURCES), st.integers(FY + 1, FY + 5))
    own["komitmen"] = [
        {"sumber_dana": s, "tahun": t, "komitmen_rp": draw(AMOUNT)} for s, t in draw(st.lists(sheets, unique=True))
    ]
    return rows, mampu, own


def by(rows, *keys):
    """Sums per group and year, with the whole, of rows that have a cost per plan year."""
    found: dict[tuple, int] = {}
    for r in rows:
        for c in (*COST, "jumlah_rp"):
            group = (*(r[k] for k in keys), c)
            found[group] = found.get(group, 0) + (r[c] or 0)
    return found


def t4_committed(out):
    """The committed amounts of the lines as rows with a cost per plan year."""
    for r in rows_of(out, "komitmen_tahun"):
        if r["status"] in ("committed", "sebagian"):
            cost = {f"biaya_{t}_rp": r["komitmen_rp"] * (r["tahun"] == FY + t) for t in range(1, 6)}
            yield {**r, **cost, "jumlah_rp": r["komitmen_rp"]}


def recap_agrees(lines, komponen, sumber, silang):
    lines = list(lines)
    assert by(komponen, "komponen") == by(lines, "komponen")
    assert by(sumber, "sumber_dana") == by(lines, "sumber_dana")
    both = {(r["sumber_dana"], r["komponen"], "jumlah_rp"): r["jumlah_rp"] for r in silang}
    assert both == {k: v for k, v in by(lines, "sumber_dana", "komponen").items() if k[-1] == "jumlah_rp"}
    assert by(komponen) == by(sumber) == by(lines)


@examples(120)
@given(committed())
def test_t4_to_t7_agree_per_group_and_year_and_so_do_the_committed_ones(case):
    rows, mampu, own = case
    out = mps(rows, mampu, **own)
    kept = [r for r in rows_of(out, "baris") if r["status"] != "daftar_tunggu"]
    recap_agrees(kept, *(rows_of(out, f"rekap_{n}") for n in ("komponen", "sumber", "sumber_komponen")))
    recap_agrees(t4_committed(out), *(rows_of(out, f"rekap_{n}_s") for n in ("komponen", "sumber", "silang")))
    assert not [f for f in out.findings if f.rule in ("MP-V03", "MP-V21", "MP-V40")]


@examples(120)
@given(committed())
def test_need_is_committed_and_gap_per_line_and_per_source(case):
    rows, mampu, own = case
    out = mps(rows, mampu, **own)
    years = rows_of(out, "komitmen_tahun")
    given_rows = {(r["kegiatan_id"], r["sumber_dana"], r["tahun"]): r for r in own["komitmen_baris"]}
    cost = {
        (r["kegiatan_id"], r["sumber_dana"], FY + t): r[c]
        for r in rows_of(out, "baris")
        for t, c in enumerate(COST, 1)
        if r[c]
    }
    assert {(r["kegiatan_id"], r["sumber_dana"], r["tahun"]): r["kebutuhan_rp"] for r in years} == cost
    for r in years:
        submitted = given_rows.get((r["kegiatan_id"], r["sumber_dana"], r["tahun"]), {})
        if mampu is None:
            assert (r["komitmen_rp"], r["kesenjangan_rp"]) == (None, None)
            assert r["status"] == "indikatif"
        elif r["komitmen_rp"] is None:
            assert submitted["status"] == "committed"
            assert submitted["komitmen_rp"] is None
        else:
            assert 0 <= r["komitmen_rp"] <= r["kebutuhan_rp"] == r["komitmen_rp"] + r["kesenjangan_rp"]
            assert r["komitmen_rp"] <= (submitted.get("komitmen_rp") or 0)
            if r["status"] != "daftar_tunggu":
                part = 0 < r["komitmen_rp"] < r["kebutuhan_rp"]
                assert (r["status"] == "sebagian") is part
    for g in rows_of(out, "kesenjangan"):
        mine = [r for r in years if (r["sumber_dana"], r["tahun"]) == (g["sumber_dana"], g["tahun"])]
        kept = [r for r in mine if r["status"] != "daftar_tunggu"]
        assert g["kebutuhan_rp"] == sum(r["kebutuhan_rp"] for r in kept)
        assert g["menunggu_rp"] == sum(r["kebutuhan_rp"] for r in mine) - g["kebutuhan_rp"]
        if g["terkomitmen_rp"] is not None:
            assert g["kebutuhan_rp"] == g["terkomitmen_rp"] + g["kesenjangan_rp"]
            signed = {r["sumber_dana"]: r for r in rows_of(out, "rekap_sumber_s")}.get(g["sumber_dana"], {})
            assert signed.get(f"biaya_{g['tahun'] - FY}_rp", 0) == g["terkomitmen_rp"]


@examples(100)
@given(committed())
def test_a_line_is_committed_exactly_when_all_its_years_are(case):
    rows, mampu, own = case
    out = mps(rows, mampu, **own)
    years: dict[tuple, list[str]] = {}
    for r in rows_of(out, "komitmen_tahun"):
        years.setdefault((r["kegiatan_id"], r["sumber_dana"]), []).append(r["status"])
    for r in rows_of(out, "baris"):
        found = years.get((r["kegiatan_id"], r["sumber_dana"]), [])
        assert (r["status"] == "committed") is (bool(found) and set(found) == {"committed"})
        assert r["status"] != "daftar_tunggu" or set(found) <= {"daftar_tunggu"}
