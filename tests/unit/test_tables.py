"""The contracts of the submitted tables: complete, consistent, and the ones that tables.md names."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from schemas.contract import Field, Table
from schemas.fields import FIELDS
from schemas.outputs import OUTPUTS
from schemas.tables import TABLES, table

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "method" / "tables.md"
EVERY_FIELD = [(t, f) for t in TABLES for f in t.fields]


def test_a_table_name_is_used_once_also_among_the_computed_ones() -> None:
    names = [t.name for t in TABLES] + [t.name for group in OUTPUTS.values() for t in group]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("submitted", TABLES, ids=lambda t: t.name)
def test_a_table_is_coherent(submitted: Table) -> None:
    assert len(set(submitted.names)) == len(submitted.names)
    assert set(submitted.key) <= set(submitted.names)
    assert set(submitted.may_be_blank) <= set(submitted.key)
    assert submitted.names[-2:] == ("sumber", "tahun_sumber")
    assert submitted.stages
    assert set(submitted.unless) <= {t.name for t in TABLES}
    assert table(submitted.name) is submitted


def test_only_an_expected_or_required_table_has_expected_columns() -> None:
    assert {t.name for t, f in EVERY_FIELD if f.is_expected and t.need == "optional"} == set()


def test_only_wilayah_is_required() -> None:
    assert [t.name for t in TABLES if t.need == "required"] == ["wilayah"]


@pytest.mark.parametrize(("name", "field"), FIELDS.items(), ids=FIELDS)
def test_a_column_says_what_it_is(name: str, field: Field) -> None:
    assert field.meaning.endswith(".")
    assert (field.kind == "choice") <= bool(field.choices), "a choice has codes"
    assert len({type(c) for c in field.choices}) <= 1, "codes are all numbers or all texts"
    if field.name.endswith("_rp"):
        assert (field.kind, field.unit) == ("rupiah", "Rp")
    if field.name.endswith("_ha"):
        assert (field.kind, field.unit) == ("measure", "ha")


def test_a_column_that_bounds_another_exists_and_is_a_number() -> None:
    for submitted, field in EVERY_FIELD:
        if field.at_most_field:
            owner, _, column = field.at_most_field.rpartition(".")
            bound = table(owner or submitted.name).field(column)
            assert bound.is_number


def test_bounds_are_exact_numbers_in_order() -> None:
    for _, field in EVERY_FIELD:
        low, high = (Decimal(b) if b is not None else None for b in (field.at_least, field.at_most))
        assert low is None or high is None or low < high
        assert field.at_least is None or field.above is None


ADDED = {"angka_cetak", "parameter_lokal"}  # printed figures stand in no table of the reference
ADDED_COLUMNS = {"bobot_min_pct", "bobot_max_pct"}  # nor does the range of a weight


def test_no_column_is_declared_in_two_places_with_the_same_meaning() -> None:
    said: dict[tuple[str, str], str] = {}
    for constant, field in FIELDS.items():
        if constant.endswith("_FORM"):
            continue  # the same column, marked as printed in the programme's form
        assert said.setdefault((field.name, field.meaning), constant) == constant


def test_household_items_carry_no_personal_data() -> None:
    names = set(table("ehra_responden").names)
    assert not names & {"nama", "alamat", "telepon", "A.6", "A.9", "A.11"}
    assert {"D.3", "C.4.J", "E.1.wastafel", "F.1.1.gosok_gigi", "G.3.H", "H.1"} <= names


def test_tables_are_those_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the method reference is not beside this checkout")
    named = {m[1] for line in _section_lines() if (m := re.match(r"\| ([a-z][a-z_0-9]+) \|", line))}
    named |= {m[1] for line in _section_lines() if (m := re.match(r"`([a-z_]+)` \(", line))}
    assert {t.name for t in TABLES} - named == ADDED
    assert named - {t.name for t in TABLES} - _column_rows() == set()


def test_every_column_of_the_reference_is_declared() -> None:
    if not REFERENCE.exists():
        pytest.skip("the method reference is not beside this checkout")
    text = "\n".join(_section_lines())
    for submitted in (t for t in TABLES if t.name not in ADDED):
        missing = [n for n in submitted.names if n not in ADDED_COLUMNS and not _is_named(n, text)]
        assert missing == [], submitted.name


def _section_lines() -> list[str]:
    text = REFERENCE.read_text("utf-8")
    return text[text.index("## 4.") : text.index("## 9.")].splitlines()


def _column_rows() -> set[str]:
    """First cells of the two tables of sections 4.2 and 6 whose rows are columns, and header words."""
    columns = {*table("keuangan").names, *table("program_kegiatan").names}
    return columns | {"table", "columns", "column"}


def _is_named(name: str, text: str) -> bool:
    if re.match(r"[A-J]\.\d", name) or name in ("sumber", "tahun_sumber"):
        return True  # items of the questionnaire stand in buku-putih.md section 2.3
    name = re.sub(r"^(vol|biaya)_[2-4]", r"\1_1", name)
    return re.search(rf"(?<![a-z_0-9]){re.escape(name)}(?![a-z_0-9])", text) is not None
