"""Laws of every MPS, whatever the SSK and the money (mps.md sections 4, 5 and 7)."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import dump_rows
from tasks.mps.langkah import before_of
from tests.support.contoh import examples
from tests.support.kegiatan import DESA, FY, kegiatan, mps, operasi, rows_of

SOURCES = ("APBD_K", "APBD_P", "APBN")
AREAS = [DESA, "99.01.01.2002", "99.01.01.2003"]
COST = tuple(f"biaya_{t}_rp" for t in range(1, 6))


@st.composite
def programme(draw):
    """Up to a dozen activities that follow earlier ones, some an asset with O&P, one pair, and the year's tables."""
    rows = []
    for i in range(draw(st.integers(1, 10))):
        before = draw(st.lists(st.integers(0, i - 1), max_size=2, unique=True)) if i else []
        volumes = draw(st.dictionaries(st.integers(2014, 2018), st.integers(1, 3), min_size=1, max_size=3))
        setelah = [f"K{b}{draw(st.sampled_from(('', '+1')))}" for b in before]
        if i == 3 and len(rows[2]["setelah"] or "") == 0:
            setelah = ["K2="]
        desa = draw(st.sampled_from(AREAS))
        rows.append(
            kegiatan(
                f"K{i}",
                draw(st.integers(1, 50)),
                volumes=volumes,
                setelah=";".join(setelah) or None,
                komponen=draw(st.sampled_from(("AL", "PS"))),
                kode_desa=desa,
                area=draw(st.sampled_from((f"{desa}/AL", None))),
                program_id=draw(st.sampled_from(("P1", "P2"))),
                penerima_manfaat_kk=draw(st.none() | st.integers(0, 40)),
                sumber_boleh=";".join(draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3, unique=True))),
                dokumen_perlu=draw(st.sampled_from((None, None, "fs", "ded"))),
                dokumen_buat=draw(st.sampled_from((None, "fs"))),
            )
        )
    if draw(st.booleans()):
        rows[0]["om_pct"] = Fraction(draw(st.integers(1, 20)))
        rows.append(operasi("OM", "K0", draw(st.integers(1, 20))))
    money = st.integers(0, 120)
    own = {
        "pagu": [{"sumber_dana": s, "tahun": FY + t, "pagu_rp": draw(money)} for s in SOURCES[1:] for t in range(1, 6)],
        "data": {
            "area": [{"kode_desa": d, "komponen": "AL", "skor_akhir": draw(st.integers(1, 4))} for d in AREAS[:2]]
        },
    }
    if draw(st.booleans()):
        own["kesiapan"] = [{"kegiatan_id": "K1", "kriteria": "ded", "status": "ada", "tanggal": "2015-06-01"}]
    mampu = [{"tahun": FY + t, "mampu_rp": draw(money)} for t in range(1, 6)] if draw(st.booleans()) else None
    return rows, mampu, own


def kept(out):
    return [r for r in rows_of(out, "baris") if r["status"] != "daftar_tunggu"]


def placed_years(out):
    """Years with cost, per activity that is placed whole."""
    return {
        str(r["kegiatan_id"]): [t for t, c in enumerate(COST, start=1) if r[c]] for r in kept(out) if r["sisa_rp"] == 0
    }


@examples(150)
@given(programme())
def test_sums_agree_in_every_direction_and_nothing_is_lost(case):
    rows, mampu, own = case
    out = mps(rows, mampu, **own)
    total = sum(r["jumlah_rp"] for r in kept(out))
    for name in ("rekap_komponen", "rekap_sumber", "rekap_sumber_komponen"):
        assert sum(r["jumlah_rp"] for r in rows_of(out, name)) == total
    for c in COST:
        assert sum(r[c] for r in rows_of(out, "rekap_komponen")) == sum(r[c] for r in rows_of(out, "rekap_sumber"))
    assert out.summary["total_rp"] == total
    need = {str(r["kegiatan_id"]): r["jumlah_rp"] for r in rows if r["kegiatan_id"] != "OM"}
    for r in rows_of(out, "baris"):
        assert r["jumlah_rp"] == sum(r[c] for c in COST)
        assert all(r[f"biaya_{t}_rp"] == r[f"vol_{t}"] * r["harga_satuan_rp"] for t in range(1, 6))
        if r["kegiatan_id"] in need:
            assert r["jumlah_rp"] + r["sisa_rp"] == need[str(r["kegiatan_id"])]


@examples(150)
@given(programme())
def test_every_activity_of_the_ssk_is_in_exactly_one_place(case):
    rows, mampu, own = case
    out = mps(rows, mampu, **own)
    found = [r["kegiatan_id"] for name in ("baris", "sesudah_rencana") for r in rows_of(out, name)]
    assert sorted(found) == sorted(r["kegiatan_id"] for r in rows)
    assert len(rows_of(out, "prioritas")) == len(rows)
    if mampu is None:
        assert {r["status"] for r in rows_of(out, "baris")} <= {"indikatif"}


@examples(200)
@given(programme())
def test_no_ceiling_is_ever_exceeded(case):
    rows, mampu, own = case
    if mampu is None:
        return
    out = mps(rows, mampu, **own)
    ceiling = {("APBD_K", r["tahun"]): r["mampu_rp"] for r in mampu}
    ceiling |= {(r["sumber_dana"], r["tahun"]): r["pagu_rp"] for r in own["pagu"]}
    for r in rows_of(out, "rekap_sumber"):
        for t, c in enumerate(COST, start=1):
            assert r[c] <= ceiling[r["sumber_dana"], FY + t]


@examples(200)
@given(programme())
def test_the_order_of_parts_is_respected(case):
    rows, mampu, own = case
    found = placed_years(mps(rows, mampu, **own))
    for row in rows:
        name = str(row["kegiatan_id"])
        first_allowed = max(1, min(t - 1 for t in range(1, 6) if row[f"vol_{t}"]))
        if name == "OM" or name not in found:
            continue
        assert min(found[name]) >= first_allowed
        for text in str(row["setelah"] or "").split(";"):
            before = before_of(text)
            if before.id in found and before.is_same_year and len(found[before.id]) == len(found[name]) == 1:
                assert found[before.id] == found[name]
            elif before.id in found and not before.is_same_year:
                assert max(found[name]) >= max(found[before.id]) + before.lag


@examples(150)
@given(programme())
def test_a_higher_total_never_has_a_worse_rank_or_place(case):
    rows, mampu, own = case
    scored = rows_of(mps(rows, mampu, **own), "prioritas")
    for a in scored:
        for b in scored:
            if a["total"] is None:
                assert a["rank_semua"] is None
                assert b["total"] is None or b["urutan"] < a["urutan"]
            elif b["total"] is not None and a["total"] > b["total"]:
                assert a["rank_semua"] < b["rank_semua"]
                assert a["urutan"] < b["urutan"]
                assert a["komponen"] != b["komponen"] or a["rank_komponen"] < b["rank_komponen"]
        assert a["total"] is None or 1 <= a["total"] <= 4
    assert sorted(r["urutan"] for r in scored) == list(range(1, len(scored) + 1))


@examples(100)
@given(programme(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case, random):
    rows, mampu, own = case
    shuffled = list(rows)
    random.shuffle(shuffled)
    first, second = mps(rows, mampu, **own), mps(shuffled, mampu, **own)
    for name, (table, _) in first.tables.items():
        assert dump_rows(table.names, rows_of(first, name)) == dump_rows(table.names, rows_of(second, name))
