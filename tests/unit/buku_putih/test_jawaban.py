"""Household answers to counts, printed percentages and the index of a district and of a nation."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.contract import Row, Rows
from schemas.ehra import QuestionnaireNotPrepared, load_questionnaire
from schemas.outputs.buku_putih import EHRA_HITUNG
from schemas.rulebook import load_rulebook
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.buku_putih.ehra import irs_of_district
from tasks.buku_putih.jawaban.aturan import answers_read, columns_by_key, risks_in_force
from tasks.buku_putih.jawaban.berkas import desa_counts
from tasks.buku_putih.jawaban.hitung import counts
from tasks.buku_putih.jawaban.nasional import index_of_counts, national_index
from tasks.buku_putih.jawaban.risiko import risk_matrix, without_place
from tasks.buku_putih.strata import Stratum
from tasks.lineage.units.edges import read_edges
from tests.support.area import kode, rows_of, run
from tests.support.contoh import examples
from tests.support.jawaban import LETTERS, multi

CASES = Path(__file__).resolve().parents[4] / "shared" / "method" / "cases.json"
ITEMS = [i for i in load_questionnaire().items.values() if set(i.columns) & set(answers_read())]


def respondent(n: int, letter: str = "A", strata: int | None = 1, **answers: object) -> Row:
    code = kode(letter)
    number = f"{code.replace('.', '')}{strata or 0}{n:02d}"
    return {"no_responden": number, "kode_desa": code, "strata": strata, "rt": f"{n % 8}", **answers}  # type: ignore[dict-item]


def made_up(rng: Random, n: int, letter: str, strata: int | None) -> Rows:
    """Households with answers of any kind, also blank ones."""
    rows = []
    for i in range(n):
        row = respondent(i, letter, strata)
        for item in ITEMS:
            if item.kind == "multi":
                row |= multi(item.item, LETTERS[item.item], rng.choice(["", "A", "BCDEF", "H", "AE"]))
                continue
            for column in item.columns:
                row[column] = rng.choice([None, *item.codes])  # type: ignore[assignment]
        rows.append(row)
    return rows


def district(seed: int) -> Rows:
    """Desa of 45, 41, 12 and 40 households; D has strata 5, C lies in the stratum of A, E in none."""
    rng = Random(seed)
    plan = (("A", 45, 1), ("B", 41, 2), ("C", 12, 1), ("D", 40, 5), ("E", 3, 5), ("F", 9, None))
    return [row for letter, n, strata in plan for row in made_up(rng, n, letter, strata)]


def test_case_bps_01_shares_of_waste_handled_at_home_per_stratum():
    if not CASES.exists():
        pytest.skip("the published cases are not beside the project")
    case = next(c for c in json.loads(CASES.read_text())["cases"] if c["id"] == "BPS-01")
    untreated, treated = case["inputs"]["tidak_diolah_n"], case["inputs"]["diolah_n"]
    rows = [
        {**respondent(0, "ABCD"[int(s) - 1], int(s)), "no_responden": f"{s}-{answer}-{i}", "C.13": answer}
        for s in untreated
        for answer, n in ((2, untreated[s]), (1, treated[s]))
        for i in range(n)
    ]
    made = run(2013, wilayah="desa\nA\nB\nC\nD", ehra_responden=rows)
    printed = {str(r["strata"]): r for r in rows_of(made, "ehra_hitung") if r["indikator"] == "3.4"}
    expected = case["expected"]
    assert {s: float(str(printed[s]["berisiko_pct"])) for s in expected["tidak_diolah_pct"]} == expected[
        "tidak_diolah_pct"
    ]
    assert {s: float(str(printed[s]["aman_pct"])) for s in expected["diolah_pct"]} == expected["diolah_pct"]
    assert printed["total"]["n_berisiko"] == expected["total_n"]["tidak_diolah"]


def test_total_is_the_sum_of_the_strata_and_an_unanswered_rule_is_marked():
    rows = [respondent(1, "A", 1, **{"F.1.6": 1}), respondent(2, "A", 1), respondent(3, "B", 5, **{"F.1.6": 2})]
    made = run(2013, wilayah="desa\nA\nB", ehra_responden=rows)
    printed = {(r["indikator"], r["strata"]): r for r in rows_of(made, "ehra_hitung")}
    drawn = {s: [printed["1.3", s][c] for c in ("n_total", "n_valid", "n_berisiko")] for s in ("1", "5", "total")}
    assert drawn == {"1": [2, 1, 1], "5": [1, 1, 0], "total": [3, 2, 1]}
    assert [str(printed["1.3", "1"][c]) for c in ("berisiko_pct", "berisiko_semua_pct")] == ["100.0", "50.0"]
    unanswered = printed["3.2", "1"]
    assert (unanswered["is_tanpa_jawaban"], str(unanswered["berisiko_pct"]), unanswered["n_valid"]) == (1, "0.0", 0)
    assert set(EHRA_HITUNG.names) == set(unanswered)


def test_either_denominator_leaves_an_unanswered_rule_missing():
    rows = [respondent(i, "A", 1, **({"F.1.6": 1} if i < 10 else {})) for i in range(40)]
    matrix = risk_matrix(rows, {}, load_rulebook(2017))
    (counted,) = (r for r in counts(matrix) if r["indikator"] == "1.3")
    assert (counted["n_total"], counted["n_valid"], counted["n_berisiko"]) == (40, 10, 10)
    irs = irs_of_district(counts(matrix), [kode("A")], {}, load_rulebook(2017))
    assert irs.nilai["desa-" + kode("A")] == {"1": Fraction(100)}


def test_a_household_without_a_desa_column_stands_where_its_number_says():
    rows: Rows = [{"no_responden": "9901012002101", "F.1.6": 1}, {"no_responden": "17", "F.1.6": 1}]
    matrix = risk_matrix(rows, {}, load_rulebook(2013))
    assert matrix.kode_desa == ("99.01.01.2002",)
    assert without_place(rows) == 1


@examples(15)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_the_households_changes_nothing(seed: int, order: Random):
    rows = district(seed)
    shuffled = order.sample(rows, len(rows))
    names = "desa | strata\nA | 1\nB | 2\nC | 1\nD | 5\nE | 5\nF | -"
    once, again = (run(2017, wilayah=names, ehra_responden=r) for r in (rows, shuffled))
    for name in ("ehra_hitung", "irs", "area"):
        assert rows_of(once, name) == rows_of(again, name)
    assert once.edges.dump() == again.edges.dump()


def parquet(rows: Rows, path: Path, row_group: int) -> Path:
    columns = {}
    for name in ("no_responden", *answers_read()):
        field = EHRA_RESPONDEN.field(name)
        columns[name] = pa.array([row.get(name) for row in rows], pa.int8() if field.is_int else pa.string())
    pq.write_table(pa.table(columns), path, row_group_size=row_group)
    return path


@pytest.mark.parametrize("year", [2013, 2017, 2021])
@pytest.mark.parametrize("seed", range(6))
def test_the_national_table_gives_what_each_district_gives(year: int, seed: int, tmp_path: Path):
    rules, rows = load_rulebook(year), district(seed)
    path = parquet(Random(seed).sample(rows, len(rows)), tmp_path / "responden.parquet", 37)
    found = national_index(path, rules, threads=2)
    strata = {str(r["kode_desa"]): Stratum(r["strata"], True) for r in rows if isinstance(r["strata"], int)}
    desa = sorted({str(r["kode_desa"]) for r in rows})
    irs = irs_of_district(counts(risk_matrix(rows, {}, rules)), desa, strata, rules)
    assert list(found.counts.kode_desa) == desa
    for i, code in enumerate(desa):
        area = irs.area.get(code, "")
        for j, part in enumerate(found.indices.parts):
            assert found.nilai(i, part) == irs.nilai.get(area, {}).get(part), (code, part)
            assert int(found.skor[i, j]) == (irs.skor_of(code, part) or 0), (code, part)


def test_values_on_a_bound_are_decided_exactly(tmp_path: Path):
    """Shares 0, 1/4, 1/2, 3/4 and 1 of different sizes: each lies on a bound and takes the better class."""
    plan = {"A": (40, 0), "B": (44, 11), "C": (42, 21), "D": (48, 36), "E": (40, 40)}
    rows = [
        respondent(i, letter, 1, **{"E.3.1": 1 if i < hit else 2})
        for letter, (n, hit) in plan.items()
        for i in range(n)
    ]
    found = national_index(parquet(rows, tmp_path / "r.parquet", 1000), load_rulebook(2021), threads=1)
    assert found.skor[:, found.indices.parts.index("4")].tolist() == [1, 1, 2, 3, 4]


def test_counts_of_a_file_do_not_depend_on_its_parts(tmp_path: Path):
    rules, rows = load_rulebook(2021), district(3)
    whole, parts = (desa_counts(parquet(rows, tmp_path / f"{n}.parquet", n), rules, 2) for n in (1000, 7))
    assert (whole.risk == parts.risk).all()
    assert (whole.valid == parts.valid).all()
    assert (index_of_counts(whole, rules).skor == index_of_counts(parts, rules).skor).all()


def test_the_edges_of_counted_answers_lead_to_the_items_used():
    made = run(2013, wilayah="desa | strata\nA | 1", ehra_responden=[respondent(1, "A", 1, **{"F.1.6": 1})])
    edges = read_edges(made.edges.dump())
    source = "tabel/2013/99.01/ehra_responden/*#"
    assert edges["agg/2013/99.01/ehra_strata-1_1.3"][1] == [f"{source}kode_desa", f"{source}F.1.6"]
    assert edges["ehra_hitung/2013/99.01/1.3~total#berisiko_pct"][1] == ["agg/2013/99.01/ehra_kabupaten_1.3"]


def test_the_questionnaire_has_the_columns_and_codes_of_the_table():
    columns = {c: item for item in load_questionnaire().items.values() for c in item.columns}
    asked = [f for f in EHRA_RESPONDEN.fields if f.name[1:2] == "." and f.name[0] in "CDEFGH"]
    assert set(columns) == {f.name for f in asked}
    for field in asked:
        item = columns[field.name]
        assert tuple(field.choices) == (() if item.kind == "multi" else item.codes), field.name
        assert set(item.risk) <= set(item.codes)
    assert {i for skip in load_questionnaire().skips for i in (skip.after, *skip.skips)} <= set(
        load_questionnaire().items
    )
    with pytest.raises(QuestionnaireNotPrepared, match="no questionnaire 1999"):
        load_questionnaire("1999")


def test_every_sub_indicator_reads_declared_columns():
    read = columns_by_key(risks_in_force(load_rulebook(2013)))
    assert len(read) == 18
    assert {c for columns in read.values() for c in columns} <= set(answers_read())


def test_respondents_before_and_after_counting_are_told():
    rows: Rows = [respondent(1, **{"F.1.6": 1}), {"no_responden": "17", "F.1.6": 1}]
    assert run(2013, wilayah="desa | strata\nA | 1", ehra_responden=rows).summary["responden"] == {
        "diterima": 2,
        "dihitung": 1,
    }
    lost = run(2013, wilayah="desa\nA", ehra_responden=rows[1:])
    assert rows_of(lost, "ehra_hitung") == rows_of(lost, "irs") == []
