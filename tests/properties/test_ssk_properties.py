"""Laws of the SSK on generated districts: identities of cost, keys from content, order without effect."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from schemas.contract import Row, Rows
from tasks.arith import half_up_int
from tasks.ssk.zona.putusan import zona_AL
from tests.support.contoh import examples
from tests.unit.ssk.dunia import district, edges_of, rows_of, run

YEARS = range(1, 6)
KOMPONEN = ("AL", "PS", "DR", "PH")
maybe = st.none()
flag = st.sampled_from([0, 1, None])
kelas = st.sampled_from([1, 2, 3, 4, None])
desa = st.fixed_dictionaries(
    {
        "penduduk_jiwa": maybe | st.integers(1, 30_000),
        "kk": maybe | st.integers(1, 6_000),
        "luas_terbangun_ha": maybe | st.decimals(1, 900, places=1),
        "klasifikasi_statistik": st.sampled_from([1, 2, None]),
        "cbd": st.sampled_from([0, 0, 0, 1, None]),
        "rob": flag,
        "banjir": flag,
        "topografi": st.sampled_from([1, 2, None]),
        "kk_babs": maybe | st.integers(0, 900),
        "kk_jamban_tidak_layak": maybe | st.integers(0, 900),
        "iplt_m3_hari": maybe | st.decimals(0, 5, places=1),
        "genangan": maybe | st.decimals(0, 40, places=2),
        "al": kelas,
        "ps": kelas,
        "dr": kelas,
    }
)
phases = st.lists(
    st.fixed_dictionaries(
        {
            "komponen": st.just("AL"),
            "sistem": st.sampled_from(["A1", "A2", "B1", "B2"]),
            "eksisting": st.decimals(0, 50, places=1),
            "menengah": maybe | st.decimals(50, 100, places=1),
        }
    ),
    unique_by=lambda row: row["sistem"],
    max_size=4,
)
own = st.lists(
    st.fixed_dictionaries(
        {
            "kegiatan_id": st.sampled_from(["P-1", "P-2", "AL-KOM-02-15.07.01.2001", "PS-TPA-05-15.07"]),
            "sumber_dana": st.sampled_from(["APBD_K", "APBD_P", "APBN", "CSR", "MASY"]),
            "komponen": st.sampled_from(["AL", "PS", "DR"]),
            "vol_2": maybe | st.decimals(0, 50, places=1),
            "vol_4": maybe | st.decimals(0, 50, places=1),
            "harga_satuan_rp": maybe | st.integers(1, 10**9),
            "share": maybe | st.fractions(0, 1, max_denominator=7),
        }
    ),
    unique_by=lambda row: (row["kegiatan_id"], row["sumber_dana"]),
    max_size=6,
)
prices = st.lists(
    st.fixed_dictionaries(
        {
            "kode_katalog": st.sampled_from(["AL-KOM-02", "AL-IND-02", "PS-ANG-02", "DR-SAL-03", "AL-KOM-05"]),
            "nama": st.none(),
            "tahun": st.integers(2010, 2015),
            "satuan": st.sampled_from([None, "unit"]),
            "harga_rp": maybe | st.integers(1, 10**9),
            "dasar": st.just("SSH"),
        }
    ),
    unique_by=lambda row: (row["kode_katalog"], row["tahun"]),
    max_size=5,
)
districts = st.builds(
    lambda ds, ph, pk, hs: district(*ds, tahapan=ph, program_kegiatan=pk, harga_satuan=hs),
    st.lists(desa, min_size=1, max_size=6),
    phases,
    own,
    prices,
)


def rupiah(value) -> int:
    return value or 0


@given(districts)
@examples(60)
def test_sums_by_year_by_source_by_komponen_and_by_line_are_one_sum(tables):
    outputs = run(tables)
    lines = outputs.tables["kegiatan"][1]
    by_source = outputs.tables["kegiatan_sumber"][1]
    total = sum(rupiah(r["jumlah_rp"]) for r in lines)
    assert total == outputs.summary["jumlah_rp"]
    assert total == sum(rupiah(r[f"biaya_{t}_rp"]) for r in lines for t in YEARS)
    assert total == sum(rupiah(r["jumlah_rp"]) for k in KOMPONEN for r in lines if r["komponen"] == k)
    paid = {r["kegiatan_id"] for r in by_source}
    assert sum(rupiah(r["jumlah_rp"]) for r in by_source) == sum(
        rupiah(r["jumlah_rp"]) for r in lines if r["kegiatan_id"] in paid
    )


@given(districts)
@examples(60)
def test_every_line_is_volume_times_price_and_its_shares_are_one(tables):
    outputs = run(tables)
    shares: dict[object, Fraction] = defaultdict(Fraction)
    per_year: dict[object, int] = defaultdict(int)
    for r in outputs.tables["kegiatan_sumber"][1]:
        shares[r["kegiatan_id"]] += r["share"]
        for t in YEARS:
            per_year[r["kegiatan_id"], t] += rupiah(r[f"biaya_{t}_rp"])
    assert set(shares.values()) <= {Fraction(1)}
    for row in outputs.tables["kegiatan"][1]:
        for t in YEARS:
            if row[f"biaya_{t}_rp"] is not None:
                assert row[f"biaya_{t}_rp"] == half_up_int(row[f"vol_{t}"] * row["harga_satuan_rp"])
                if row["kegiatan_id"] in shares:
                    assert per_year[row["kegiatan_id"], t] == row[f"biaya_{t}_rp"]


@given(districts)
@examples(40)
def test_a_line_of_the_draft_costs_what_the_price_list_says(tables):
    outputs = run(tables)
    listed = rows_of(outputs, "harga_dipakai")
    given_by_district = {r["kode_katalog"] for r in tables["harga_satuan"] if r["harga_rp"] and r["tahun"] <= 2013}
    assert {k for k, r in listed.items() if r["asal"] == "kabupaten"} <= given_by_district
    for row in rows_of(outputs, "kegiatan").values():
        if row["asal"] == "katalog" and row["jenis_sub"] != "d":
            assert row["harga_satuan_rp"] == listed[str(row["kode_katalog"])]["harga_rp"]


@given(districts)
@examples(40)
def test_zones_add_up_to_the_district_and_years_to_the_middle_term(tables):
    outputs = run(tables)
    decided = [z for z in rows_of(outputs, "zona").values() if z["zona_id"]]
    zones = rows_of(outputs, "zona_ringkas").values()
    for komponen in ("AL", "PS", "DR"):
        assert sum(z["n_desa"] for z in zones if z["komponen"] == komponen) == sum(
            z["komponen"] == komponen for z in decided
        )
    years = rows_of(outputs, "layanan_tahun")
    for key, phase in rows_of(outputs, "layanan").items():
        plan = [years[f"{key}|{2013 + t}"]["tambahan_tahun_kk"] for t in YEARS] if f"{key}|2014" in years else []
        if plan and None not in plan:
            assert sum(plan) == phase["tambahan_kk"]


@given(districts)
@examples(40)
def test_no_activity_stands_before_what_it_waits_for(tables):
    lines = rows_of(run({**tables, "program_kegiatan": []}), "kegiatan")
    first = {kid: min(t for t in YEARS if row[f"vol_{t}"]) for kid, row in lines.items()}
    for kid, row in lines.items():
        for before in filter(None, str(row["setelah"]).split(";")):
            lag = 1 if before.endswith("+1") else 0
            earlier = first[before.removesuffix("+1").removesuffix("=")]
            assert first[kid] == earlier if before.endswith("=") else first[kid] >= earlier + lag


@given(districts, st.randoms(use_true_random=False))
@examples(30)
def test_the_order_of_submitted_rows_changes_nothing_but_order(tables, random):
    shuffled: dict[str, Rows] = {}
    for name, rows in tables.items():
        is_read_in_order = name == "program_kegiatan"
        shuffled[name] = rows if is_read_in_order else random.sample(rows, len(rows))
    one, other = run(tables), run(shuffled)
    for name in one.tables:
        assert {k: canonical(r) for k, r in rows_of(one, name).items()} == {
            k: canonical(r) for k, r in rows_of(other, name).items()
        }


def canonical(row: Row) -> Row:
    """The row with its lists of desa in one order: stored rows come sorted by key."""
    lists = ("kode_desa", "area")
    return {k: ";".join(sorted(str(v).split(";"))) if k in lists else v for k, v in row.items()}


@given(st.lists(desa, min_size=1, max_size=5), desa)
@examples(40)
def test_one_more_desa_of_another_kecamatan_renames_nothing_at_a_desa(members, extra):
    before = rows_of(run(district(*members)), "kegiatan")
    after = rows_of(run(district(*members, {**extra, "kode_desa": "15.07.09.2001"})), "kegiatan")
    for kid, row in before.items():
        if str(row["lokasi"]) != "15.07":
            assert after[kid] == row


@given(districts)
@examples(20)
def test_the_same_input_gives_the_same_bytes(tables):
    assert run(tables).edges.dump() == run(tables).edges.dump()
    assert edges_of(run(tables)) == edges_of(run(tables))


LADDER = ("ONSITE_INDIVIDUAL", "ONSITE_KOMUNAL", "OFFSITE_KAWASAN", "OFFSITE_TERPUSAT")


@given(st.decimals(0, 400, places=2), st.decimals(0, 400, places=2), st.booleans(), kelas, st.booleans(), st.booleans())
def test_a_denser_desa_never_gets_a_smaller_system(a, b, cbd, kelas, wet, hilly):
    low, high = sorted((Fraction(a), Fraction(b)))
    steps = [LADDER.index(zona_AL(x, cbd, False, kelas or 1, wet, hilly).sistem) for x in (low, high)]
    assert steps[0] <= steps[1]


@given(st.decimals(0, 400, places=2), st.booleans())
def test_a_higher_class_or_wet_ground_never_gets_a_smaller_system(x, hilly):
    density = Fraction(Decimal(x))
    order = [(1, False), (2, False), (3, False), (4, False), (4, True)]
    steps = [LADDER.index(zona_AL(density, False, False, k, wet, hilly).sistem) for k, wet in order]
    assert steps == sorted(steps)


@given(st.lists(desa, min_size=1, max_size=4), st.decimals(1, 900, places=1), st.decimals(1, 900, places=1))
@examples(60)
def test_without_phases_another_density_changes_exactly_its_own_zone_and_lines(members, before, after):
    moving = {"kode_desa": MOVING, "penduduk_jiwa": 3000, "kk": 700, "cbd": 0, "al": 4}
    known = [{**m, "kk": m["kk"] or 300} for m in members]
    one, other = (run(district(*known, {**moving, "luas_terbangun_ha": area})) for area in (before, after))
    zones = differing(one, other, "zona")
    assert {key.partition("|")[0] for key in zones} <= {MOVING}
    rezoned = {k for k in ("AL", "PS") if outcome(one, k) != outcome(other, k)}
    lines = [rows_of(outputs, "kegiatan") for outputs in (one, other)]
    served = defaultdict(set)
    for row in (row for made in lines for row in made.values()):
        served[facility(row)].update(str(row["kode_desa"]).split(";"))
    expected = {
        kid
        for made in lines
        for kid, row in made.items()
        if row["komponen"] in rezoned and is_sized_by_zone(row) and MOVING in served[facility(row)]
    }
    changed = differing(one, other, "kegiatan")
    assert {kid for kid in changed if not is_for_whatever_is_built(kid)} == expected
    assert differing(one, other, "kegiatan_sumber") <= {f"{kid}|APBD_K" for kid in changed}


MOVING = "15.07.01.2999"


def differing(one, other, table: str) -> set[str]:
    a, b = rows_of(one, table), rows_of(other, table)
    return {key for key in a.keys() | b.keys() if a.get(key) != b.get(key)}


def outcome(outputs, komponen: str) -> tuple[object, object]:
    row = rows_of(outputs, "zona")[f"{MOVING}|{komponen}"]
    return row["sistem"], row["fase"]


def facility(row: Row) -> tuple[str, str]:
    """What a line belongs to: both sizes of a settlement system are one."""
    paket = str(row["kode_katalog"]).rpartition("-")[0]
    return ("AL-LEM" if paket == "AL-KWS" else paket), str(row["lokasi"])


def is_sized_by_zone(row: Row) -> bool:
    return facility(row)[0] in ("AL-IND", "AL-PMC", "AL-KOM", "AL-LEM", "AL-KOTA", "PS-ANG", "PS-TPA", "PS-3R")


def is_for_whatever_is_built(kid: str) -> bool:
    """Regulation and master plans of the district, which exist while anything is built that needs them."""
    return "-REG-" in kid or "-STD-02-" in kid


@given(districts)
@examples(30)
def test_every_member_of_the_framework_has_a_parent_and_a_child(tables):
    rows = rows_of(run(tables), "kkl").values()
    levels = ("masalah", "tujuan", "sasaran", "strategi", "program", "kegiatan")
    for upper, lower in pairwise(levels):
        above = {r["id"] for r in rows if r["level"] == upper}
        named = [p for r in rows if r["level"] == lower for p in (r["parent"], *str(r["parent_lain"] or "").split(";"))]
        assert {p for p in named if p} == above
