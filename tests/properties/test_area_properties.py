"""Laws of the risk classes: what a reader may rely on whatever a district submits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import dump_rows, sort_rows
from tasks.buku_putih.units import STEP
from tests.support.area import LETTERS, inputs_of, kode, rows_of
from tests.support.contoh import examples

count = st.one_of(st.none(), st.integers(0, 50))
skor = st.one_of(st.none(), st.integers(1, 4))


@st.composite
def districts(draw):
    desa = [kode(letter) for letter in LETTERS[: draw(st.integers(1, 6))]]
    tables = {
        "wilayah": [
            {"kode_desa": d, "luas_adm_ha": draw(st.decimals(1, 90, places=1)), "strata": draw(st.integers(0, 5))}
            for d in desa
        ],
        "penduduk": [
            {"kode_desa": d, "tahun": t, "penduduk_jiwa": draw(count), "kk": draw(count), "kk_miskin": draw(count)}
            for d in desa
            for t in (2011, 2012)
        ],
        "persepsi": [
            {"kode_desa": d, "opd": o, "komponen": k, "skor": draw(skor)}
            for d in desa
            for o in ("PU", "BLH")
            for k in draw(st.sampled_from([("AL", "PS"), ("UMUM",), ("AL", "UMUM")]))
        ],
        "sanitasi_mayoritas": [
            {"kode_desa": d, "jamban_mayoritas": draw(skor), "pembuangan_tinja_mayoritas": draw(skor)} for d in desa
        ],
        "banjir": [{"kode_desa": d, "banjir": 1, "kejadian_1": draw(count)} for d in desa],
        "ehra": [
            {"kode_desa": None, "strata": s, "indikator": i, "n_total": 50, "n_valid": 50, "n_berisiko": draw(count)}
            for s in range(3)
            for i in ("2.1", "2.2", "3.1", "3.2", "4.1")
        ],
        "kesepakatan_skor": [
            {"kode_desa": d, "komponen": "AL", "skor_disepakati": draw(skor), "skor_kunjungan": draw(skor)}
            for d in desa[:2]
        ],
    }
    names = draw(st.sets(st.sampled_from(sorted(set(tables) - {"wilayah"}))))
    return draw(st.sampled_from([2013, 2017])), {n: rows for n, rows in tables.items() if n == "wilayah" or n in names}


def computed(fiscal_year, tables):
    (made,) = STEP.compute([inputs_of(tables, fiscal_year)])
    return made


@examples(120)
@given(districts())
def test_every_desa_is_in_every_tally_once_and_no_class_leaves_1_to_4(case):
    fiscal_year, tables = case
    made = computed(fiscal_year, tables)
    areas = rows_of(made, "area")
    komponen = {"AL", "PS", "DR"} | ({"UMUM"} if fiscal_year < 2016 else set())
    assert sorted((r["kode_desa"], r["komponen"]) for r in areas) == sorted(
        (w["kode_desa"], k) for w in tables["wilayah"] for k in komponen
    )
    assert {r[c] for r in areas for c in ("skor_hitung", "skor_akhir", "skor_sekunder", "skor_ehra")} <= {
        None, 1, 2, 3, 4,
    }  # fmt: skip
    for tally in rows_of(made, "ringkasan_area"):
        classes = [tally[f"kelas_{k}"] for k in (1, 2, 3, 4)]
        assert sum(classes) + tally["tanpa_kelas"] == len(tables["wilayah"])
        assert tally["prioritas"] == classes[2] + classes[3]


@examples(120)
@given(districts())
def test_a_class_always_has_a_source_and_a_missing_class_a_reason(case):
    for row in rows_of(computed(*case), "area"):
        assert row["skor_hitung"] is None or row["sumber_ada"]
        assert row["skor_akhir"] is not None or str(row["catatan"]).startswith("belum dapat dinilai")
        is_mode = "modus desa" in str(row["catatan"]).split("; ")[0]
        assert row["is_sementara"] == (row["skor_hitung"] is not None and (row["skor_ehra"] is None or is_mode))
        named = [s for c in ("sumber_ada", "sumber_tidak_ada") for s in str(row[c] or "").split(";") if s]
        assert sorted(named) == ["ehra", "persepsi", "sekunder"]


@examples(80)
@given(districts(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(case, random):
    fiscal_year, tables = case
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    first, second = computed(fiscal_year, tables), computed(fiscal_year, shuffled)
    for name, (contract, rows) in first.tables.items():
        one, two = (sort_rows(contract, r) for r in (rows, rows_of(second, name)))
        assert dump_rows(contract.names, one) == dump_rows(contract.names, two)
    assert first.edges.dump() == second.edges.dump()
