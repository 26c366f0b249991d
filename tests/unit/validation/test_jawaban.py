"""The checks of household answers: codes, path, age, numbers, sample."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from random import Random

import pytest

from schemas.contract import Row, Rows, Value
from schemas.ehra import load_questionnaire
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.validation import suite
from tasks.validation.household import per_desa, violations
from tests.unit.validation.support import inputs_of, of_rule, rows_of, validate, validate_chunk

CODEBOOK = (
    Path(__file__).resolve().parents[4] / "shared" / "data" / "ehra_questionnaire" / "ehra_2025_2029_codebook.csv"
)
HEAD = "ehra_responden: no_responden | kode_desa | strata"
WILAYAH = "wilayah: kode_desa | desa | kecamatan | strata\n 99.01.01.2001 | A | K | {a}\n 99.01.01.2002 | B | K | 2\n"


def test_a_code_outside_the_list_is_a_warning_at_its_cell_and_unknown():
    made = validate(f"{HEAD} | D.1 | C.8\n 9901012001101 | 99.01.01.2001 | 1 | 9 | 2")
    (f,) = of_rule(made, "BP-V10")
    assert (f.severity, f.row, f.column, f.value) == ("warning", "9901012001101", "D.1", "")
    assert "9" not in f.message
    (row,) = rows_of(made, "ehra_responden")
    assert (row["D.1"], row["C.8"]) == (None, 2)


def test_an_answer_on_a_skipped_path_is_named_once_with_its_first_trigger_and_kept():
    made = validate(
        f"""{HEAD} | D.1 | D.3 | D.4 | G.1 | G.3.A | G.3.C
        9901012001101 | 99.01.01.2001 | 1 | 4 | 2 | 1 | 2 | 0 | 1
        9901012001102 | 99.01.01.2001 | 1 | 1 | 2 | 1 | 2 | 0 | 0
        9901012001103 | 99.01.01.2001 | 1 | 4 | - | 2 | 1 | 1 | 0
        """,
        fiscal_year=2021,
    )
    found = {
        (f.column, f.row[-3:], len(f.also), f.message.split("sesudah ")[1].split(";")[0])
        for f in of_rule(made, "BP-V22")
    }
    assert found == {
        ("D.3", "101", 0, "D.1"),
        ("D.4", "101", 1, "D.1"),
        ("D.4", "102", 0, "D.3"),
        ("G.3.C", "101", 0, "G.1"),
    }
    assert [r["D.4"] for r in rows_of(made, "ehra_responden")] == [1, 1, 2]
    assert of_rule(validate(f"{HEAD} | D.1 | D.3\n 9901012001101 | 99.01.01.2001 | 1 | 4 | 2", 2020), "BP-V22") == []


def test_waste_without_any_service_passes_over_collection():
    row = "9901012001101 | 99.01.01.2001 | 1"
    head = f"{HEAD} | C.4.A | C.4.E | C.8"
    assert of_rule(validate(f"{head}\n {row} | 0 | 1 | 2", 2021), "BP-V22")
    assert of_rule(validate(f"{head}\n {row} | 1 | 1 | 2", 2021), "BP-V22") == []
    assert of_rule(validate(f"{head}\n {row} | 0 | 0 | 2", 2021), "BP-V22") == []


@pytest.mark.parametrize(("number", "desa", "strata", "word", "kept"), [
    ("9901012001101", "99.01.01.2001", "1", None, 1),
    ("17", "99.01.01.2001", "1", "bukan 13 angka", 1),
    ("9901012002101", "99.01.01.2001", "1", "desa lain", 1),
    ("9901012009101", "-", "1", "tidak ada di tabel wilayah", 1),
    ("9901012001301", "99.01.01.2001", "1", "strata lain", 1),
    ("9802012001101", "99.01.01.2001", "1", "kabupaten/kota lain (98.02)", 0),
])  # fmt: skip
def test_a_respondent_number_tells_desa_and_strata(number: str, desa: str, strata: str, word: str | None, kept: int):
    made = validate(WILAYAH.format(a=1) + f"{HEAD}\n {number} | {desa} | {strata}")
    found = of_rule(made, "BP-V26")
    assert [f.severity for f in found] == ([] if word is None else ["error"])
    assert all(str(word) in f.message for f in found)
    assert len(rows_of(made, "ehra_responden")) == kept


def test_two_numbers_that_differ_in_punctuation_only_are_one():
    made = validate(f"{HEAD}\n 9901012001101 | 99.01.01.2001 | 1\n 9901012001-101 | 99.01.01.2001 | 1")
    assert [f.row for f in of_rule(made, "BP-V26") if "sama" in f.message] == ["9901012001101"]


def test_numbers_by_statistics_codes_are_not_read_as_kemendagri_codes():
    text = f"info: kode_kab | code_system\n 99.01 | kode_bps\n{HEAD}\n 9801010001101 | 99.01.01.2001 | 1"
    assert of_rule(validate(text), "BP-V26") == []


def test_answers_in_another_stratum_than_the_desa_are_named():
    made = validate(
        WILAYAH.format(a=3) + f"{HEAD}\n 9901012001101 | 99.01.01.2001 | 1\n 9901012001102 | 99.01.01.2001 | 1"
    )
    (f,) = (f for f in of_rule(made, "BP-V13") if "mencatat strata" in f.message)
    assert (f.severity, f.column, f.also[-1]) == ("warning", "strata", ("wilayah", "99.01.01.2001", "strata"))


def sample(rt: int, per_rt: int, desa: int = 1) -> str:
    rows = [
        f"990101200{d}1{n:02d} | 99.01.01.200{d} | 1 | {n // per_rt}"
        for d in range(1, desa + 1)
        for n in range(rt * per_rt)
    ]
    return f"{HEAD} | rt\n" + "\n".join(rows)


@pytest.mark.parametrize(("text", "words"), [
    (sample(8, 5, 9), ["Hanya 360 responden"]),
    (sample(4, 10, 1), ["Hanya 40 responden", "4 RT dengan 5"]),
    (sample(7, 5, 1), ["Hanya 35 responden", "35 responden dari sedikitnya 40 dan 7 RT dengan 5"]),
])  # fmt: skip
def test_the_sample_is_counted_from_the_answers(text: str, words: list[str]):
    found = [f for f in of_rule(validate(text), "BP-V13") if "strata" not in f.message.split(";")[0]]
    assert len(found) == len(words)
    assert all(word in f.message for word, f in zip(words, found, strict=True))


def test_the_pass_over_columns_finds_what_the_generated_suite_finds(monkeypatch: pytest.MonkeyPatch):
    rng = Random(4)
    districts = [[_damaged(rng, d, n) for n in range(25)] for d in (1, 2)]
    by_pass = suite.run_suite(EHRA_RESPONDEN, districts)
    monkeypatch.setattr(suite, "HOUSEHOLD_TABLES", frozenset())
    assert by_pass == suite.run_suite(EHRA_RESPONDEN, districts)
    assert len({f.check.column for f in by_pass}) > 20


def _damaged(rng: Random, district: int, n: int) -> Row:
    row: Row = dict.fromkeys(EHRA_RESPONDEN.names)
    row |= {"no_responden": f"990{district}01200110{n:02d}", "kode_desa": f"99.0{district}.01.2001"}
    row |= {"umur": rng.choice([None, 30, -1]), "tanggal": rng.choice([None, "2013-01-02", "kemarin"])}
    for field in EHRA_RESPONDEN.fields:
        odd: list[Value] = [9, 0, -1] if field.is_int else ["C;K", "R", "k"]
        if field.choices or field.kind == "flag":
            row[field.name] = rng.choice([None, *(field.choices or (0, 1)), *odd])
    return row


def test_violations_are_counted_per_desa():
    rows: Rows = [
        {"kode_desa": "A", "D.1": 9},
        {"kode_desa": "A", "D.1": 1},
        {"kode_desa": "B", "D.1": None},
        {"D.1": 7},
    ]
    assert per_desa(rows, violations(EHRA_RESPONDEN, rows)) == {"": 1, "A": 1, "B": 0}


def test_a_district_checked_among_others_gives_the_same():
    texts = [sample(7, 5, 1), f"{HEAD} | D.1 | umur\n 9901012001101 | 99.01.01.2001 | 1 | 9 | 70"]
    from tasks.validation.examples import read_example

    many = [inputs_of(read_example(text)) for text in texts]
    assert [o.findings for o in validate_chunk(many)] == [validate(text).findings for text in texts]


def test_the_skip_table_says_what_the_codebook_says():
    """Every skip of the form that passes over a column of the table, and no other."""
    if not CODEBOOK.exists():
        pytest.skip("the codebook of the questionnaire is not beside the project")
    with CODEBOOK.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    order = _in_the_order_asked([line["code"] for line in lines])
    ours = load_questionnaire()
    asked = [c for c in order if c in ours.items]
    expected: dict[tuple[str, tuple[int, ...]], set[str]] = {}
    for line in lines:
        for codes, to in re.findall(r"([\d,]+)->([A-Z][\d.]*)", line["skip"]):
            target = next((i for i, c in enumerate(order) if c.startswith(to)))
            passed = {c for c in asked if order.index(line["code"]) < order.index(c) < target}
            key = (line["code"], tuple(int(c) for c in codes.split(",")))
            if passed:
                expected[key] = passed
    found = {(s.after, s.codes): set(s.skips) for s in ours.skips if s.codes}
    expected["D.1", (4,)] = {f"D.{n}" for n in range(3, 15)}
    expected["D.1", (1, 2, 3)] = {"D.2"}
    expected["D.3", (7,)] |= {"D.19", "D.21"}
    expected["E.4", (1,)] = expected["E.4", (1,)] & set(asked)
    assert found == expected


def _in_the_order_asked(codes: list[str]) -> list[str]:
    """Sections by letter, as the form asks them."""
    return sorted(codes, key=lambda c: (c[0], [int(n) for n in c.split(".")[1:]]))
