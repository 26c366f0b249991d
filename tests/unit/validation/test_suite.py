from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from schemas.contract import Field, Rows, Table
from schemas.tables import TABLES, table
from tasks.validation import suite
from tasks.validation.expected import Expected, expectations

PROGRAM = table("program_kegiatan")


def row(**values: Any) -> dict[str, Any]:
    return {"kegiatan_id": "K1", "sumber_dana": "CSR", **values}


def failing(rows: Rows, name: str = "program_kegiatan") -> list[tuple[int, str]]:
    return [(f.row, f.check.column) for f in suite.run_suite(table(name), [rows])]


def test_bounds_are_exact_and_inclusive() -> None:
    just_above = Decimal("1.00000000000000000000000000001")
    assert failing([row(share=Fraction(1))]) == []
    assert failing([row(share=Fraction(10**30 + 1, 10**30))]) == [(0, "share")]
    assert failing([{"kode_desa": "99.01.01.2001", "lat": Decimal("-11.5")}], "spald") == []
    assert failing([{"faktor_id": "1", "bobot": just_above}], "swot") == [(0, "bobot")]
    assert failing([row(harga_satuan_rp=0)]) == [(0, "harga_satuan_rp")]
    assert failing([row(harga_satuan_rp=10**40)]) == []


def test_a_pair_of_columns_is_compared_exactly() -> None:
    area = Decimal("100.00000000000000000001")
    one = {"kode_desa": "99.01.01.2001", "luas_adm_ha": Decimal(100), "luas_terbangun_ha": area}
    assert failing([one], "wilayah") == [(0, "luas_terbangun_ha")]
    assert failing([{**one, "luas_adm_ha": None}], "wilayah") == []


def test_lists_ids_and_codes() -> None:
    assert failing([row(tag_dana="DAK;PHLN"), row(tag_dana="DAK;LAIN")]) == [(1, "tag_dana")]
    assert failing([row(kegiatan_id="AL-KOM-02_x.1"), row(kegiatan_id="a b"), row(kegiatan_id="a\n")]) == [
        (1, "kegiatan_id"),
        (2, "kegiatan_id"),
    ]
    assert failing([row(sumber_dana="APBD")]) == [(0, "sumber_dana")]


def test_blank_columns_and_empty_tables_pass() -> None:
    assert failing([dict.fromkeys(PROGRAM.names)]) == []
    assert suite.run_suite(PROGRAM, []) == []
    assert suite.run_suite(PROGRAM, [[], []]) == []


def test_failures_belong_to_their_district_and_row() -> None:
    good, bad = row(vol_1=Decimal(1)), row(vol_1=Decimal(-1))
    found = suite.run_suite(PROGRAM, [[good], [], [good, bad]])
    assert [(f.district, f.row, f.check.rule) for f in found] == [(2, 1, "SK-V60")]


@pytest.mark.parametrize("contract", TABLES, ids=lambda t: t.name)
def test_every_suite_can_be_built(contract: Table) -> None:
    assert len(suite._to_library(contract)) == len(expectations(contract))


def test_a_check_that_raises_is_a_broken_program(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Table("rusak", "one row per desa", ("kode_desa",), (Field("jumlah", "count", "", at_least=0),))
    monkeypatch.setattr(suite, "contract_of", lambda name: broken)
    monkeypatch.setattr(suite, "_frame", lambda *_: __import__("pandas").DataFrame({"other": [1]}))
    with pytest.raises(suite.SuiteBroken, match="rusak"):
        suite.run_suite(broken, [[{"jumlah": 1}]])


def test_a_bound_that_a_float_cannot_hold_is_refused() -> None:
    with pytest.raises(suite.SuiteBroken, match=r"0\.1"):
        suite._expectation(Expected("between", "x", "BP-V10", "error", True, low="0.1"), {"check": 0})


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def test_no_frame_and_no_passing_row_leaks_into_a_result() -> None:
    rows = [row(kegiatan_id=f"RAHASIA-{i}", vol_1=Decimal(i - 1)) for i in range(300)]
    frame = suite._frame(PROGRAM, rows, expectations(PROGRAM))
    result = suite._validation(PROGRAM.name).run(
        batch_parameters={"dataframe": frame}, result_format=suite.RESULT_FORMAT
    )
    held = [leaf for one in result.results for leaf in leaves(one.result)]
    assert not any(isinstance(leaf, type(frame) | type(frame["vol_1"])) for leaf in held)
    assert len(held) < 3000
    assert "RAHASIA" not in str(held)


def _wild(field: Field, draw: Random) -> Any:
    """A value of the column's kind, now and then beyond its range or list, now and then blank."""
    if draw.random() < 0.2:
        return None
    if field.choices:
        return draw.choice([*field.choices, 99 if field.is_int else "LAIN"])
    if field.is_int:
        return draw.choice([-1, 0, 1, 2, 100, 366, 2013, 10**12])
    if field.is_number:
        return draw.choice([Decimal(-1), Decimal(0), Decimal("0.5"), Decimal(100), Decimal("100.5"), Decimal(10**9)])
    return draw.choice(["99.01.01.2001", "a b", "2013-05-02", "DAK;LAIN", "K1"])


@pytest.mark.parametrize("contract", TABLES, ids=lambda t: t.name)
def test_the_plain_pass_fails_the_very_rows_that_the_library_fails(contract: Table) -> None:
    draw = Random(contract.name)
    districts = [[{f.name: _wild(f, draw) for f in contract.fields} for _ in range(40)] for _ in range(2)]
    found = suite.run_suite(contract, districts)
    assert suite.run_plain(contract, districts) == found
    assert bool(found) == bool(expectations(contract))
