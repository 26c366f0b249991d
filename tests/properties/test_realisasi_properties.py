"""Laws of stages 5 and 6, whatever was budgeted, spent and left out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import dump_rows
from schemas.contract import Row, Rows
from tests.support.contoh import examples
from tests.support.realisasi import anggaran, baris, laporan, report, rows_of

NAMES = [f"K{i}" for i in range(6)]
AMOUNT = st.one_of(st.none(), st.integers(0, 500))
PLAN = st.lists(
    st.builds(
        lambda name, sumber, komponen, cost, status: baris(
            name, sumber, {2015: cost}, komponen=komponen, status=status
        ),
        st.sampled_from(NAMES),
        st.sampled_from(["APBD_K", "APBN", "CSR"]),
        st.sampled_from(["AL", "PS", "DR", "PH"]),
        AMOUNT,
        st.sampled_from(["indikatif", "committed", "daftar_tunggu"]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda r: (r["kegiatan_id"], r["sumber_dana"]),
)
BUDGET = st.lists(
    st.tuples(
        st.one_of(st.none(), st.sampled_from([*NAMES, "K9"])),
        AMOUNT,
        st.sampled_from(["RKPD", "KUA_PPAS", "RKA", "DPA", "DIPA"]),
        st.one_of(st.none(), st.sampled_from(["APBD_K", "APBN", "CSR"])),
        st.one_of(st.none(), st.integers(0, 500)),
        st.one_of(st.none(), st.integers(0, 100)),
    ),
    max_size=10,
)
SUMMED = (
    "n_baris",
    "mps_rp",
    "komitmen_rp",
    "rkpd_rp",
    "dpa_rp",
    "dpa_geser_rp",
    "pagu_rp",
    "kontrak_rp",
    "keuangan_rp",
)


def submission(found: list[tuple]) -> tuple[Rows, Rows]:
    budget = [
        anggaran(f"B{i}", name, pagu, kind, sumber_dana=sumber)
        for i, (name, pagu, kind, sumber, _, _) in enumerate(found)
    ]
    progress = [
        laporan(f"B{i}", keuangan=spent, fisik_pct=None if done is None else Decimal(done))
        for i, (*_, spent, done) in enumerate(found)
        if spent is not None or done is not None
    ]
    return budget, progress


def known(rows: Iterable[Row], column: str) -> int:
    return sum(int(str(r[column])) for r in rows if r[column] is not None)


@given(PLAN, BUDGET)
@examples(60)
def test_sums_by_source_by_komponen_and_by_line_are_equal(plan: Rows, found: list[tuple]) -> None:
    out = report(plan, *submission(found))
    recap = rows_of(out, "rekap_pelaksanaan").values()
    groups = {g: [r for r in recap if r["kelompok"] == g] for g in ("semua", "sumber", "komponen")}
    for column in SUMMED:
        assert known(groups["sumber"], column) == known(groups["semua"], column) == known(groups["komponen"], column)
    lines = rows_of(out, "pelaksanaan").values()
    for column in ("mps_rp", "komitmen_rp", "rkpd_rp", "dpa_rp"):
        assert known(lines, column) == known(groups["semua"], column)


@given(PLAN, BUDGET)
@examples(40)
def test_every_budget_line_is_in_exactly_one_place(plan: Rows, found: list[tuple]) -> None:
    out = report(plan, *submission(found))
    rows = rows_of(out, "anggaran")
    assert set(rows) == {f"B{i}" for i in range(len(found))}
    named = {f.row for f in out.findings if f.rule == "MP-V63"}
    for name, row in rows.items():
        assert (row["keadaan"] == "cocok") == (name not in named)
        assert (row["mps_ref"] is None) == (row["keadaan"] not in ("cocok", "daftar_tunggu"))


@given(PLAN, BUDGET, st.randoms(use_true_random=False))
@examples(30)
def test_the_order_of_rows_changes_nothing(plan: Rows, found: list[tuple], rng) -> None:
    budget, progress = submission(found)
    first = report(plan, budget, progress)
    for rows in (plan, budget, progress):
        rng.shuffle(rows)
    second = report(plan, budget, progress)
    for name, (table, _) in first.tables.items():
        ours, theirs = (
            dump_rows(table.names, dict(sorted(rows_of(o, name).items())).values()) for o in (first, second)
        )
        assert ours == theirs


@given(PLAN, BUDGET)
@examples(40)
def test_what_is_not_known_is_never_printed_as_a_share(plan: Rows, found: list[tuple]) -> None:
    for row in rows_of(report(plan, *submission(found)), "rekap_pelaksanaan").values():
        lacking = str(row["tanpa_nilai"] or "").split(";")
        if "mps_rp" in lacking or row["dpa_rp"] is None:
            assert row["rasio_rp_pct"] is None
        if "pagu_rp" in lacking or row["keuangan_rp"] is None:
            assert row["serapan_pct"] is None
