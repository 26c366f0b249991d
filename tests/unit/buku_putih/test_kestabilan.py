"""One desa with an extreme value is named when it decides the classes of many others (buku-putih.md section 4)."""

from __future__ import annotations

from fractions import Fraction

from schemas.rulebook import load_rulebook
from tasks.buku_putih.bahan import gather
from tasks.buku_putih.kestabilan import shifting
from tests.support.area import LETTERS, inputs_of, kode, rows_of, run

RULES = load_rulebook(2013)


def tables(density: list[int], poor: list[int] | None = None) -> dict[str, str]:
    """Desa of 1 ha with so many persons in 100 KK, of which so many are poor."""
    letters = LETTERS[: len(density)]
    miskin = [str(n) for n in poor] if poor else ["-"] * len(density)
    return {
        "wilayah": "desa | luas_adm_ha\n" + "\n".join(f"{d} | 1" for d in letters),
        "penduduk": "desa | penduduk_jiwa | kk | kk_miskin\n"
        + "\n".join(f"{d} | {n} | 100 | {m}" for d, n, m in zip(letters, density, miskin, strict=True)),
    }


def shifts(*args, year: int = 2013, komponen: str = "UMUM", **more: str) -> dict[str, Fraction]:
    found = shifting(gather(inputs_of({**tables(*args), **more}, year)), komponen)
    return {LETTERS[int(k[-4:]) - 2001]: share for k, (share, _) in found.items()}


def test_an_even_row_is_stable() -> None:
    assert shifts(list(range(10, 110, 5))) == {}


def test_a_lone_giant_is_named_with_the_share_whose_class_it_holds_down() -> None:
    """With E all others are in the lowest quarter of 1..1000; without it 1, 2, 3, 4 are one class each."""
    assert shifts([1, 2, 3, 4, 1000]) == {"E": Fraction(300, 4)}


def test_two_equal_extremes_hold_each_other() -> None:
    assert shifts([1, 2, 3, 4, 1000, 1000]) == {}


def test_exactly_the_limit_is_still_stable() -> None:
    """Without A (10) the bounds are 53, 72, 91: C (36) and B (34) fall to 1; without F (110) only D (70) changes."""
    assert RULES.exact("score.outlier_share") == 20
    assert shifts([10, 34, 36, 70, 100, 110]) == {"A": Fraction(200, 5)}


def test_a_column_may_shift_as_long_as_the_classes_stay() -> None:
    """Scores of density without E: B, C from 1 to 2 and D from 1 to 4, three of five. With the poor (B, C score 2,
    D 4) the mean of B and C is 1.5 and then 2, class 2 both times; only D goes from 2.5 (3) to 4: one of five, 20 %.
    """
    assert shifts([10, 40, 50, 110, 1000, 10]) == {"E": Fraction(300, 5)}
    assert shifts([10, 40, 50, 110, 1000, 10], [0, 30, 30, 100, 100, 0]) == {}


def test_fewer_than_three_desa_have_no_others_to_compare() -> None:
    assert shifts([1, 1000]) == {}


def test_it_is_printed_beside_the_tally_and_is_one_warning_at_the_desa() -> None:
    made = run(**tables([1, 2, 3, 4, 1000]))
    (note,) = [r["catatan"] for r in rows_of(made, "ringkasan_area") if r["komponen"] == "UMUM"]
    assert f"desa {kode('E')} menonjol sendirian" in str(note)
    assert "75 % desa lain berganti kelas" in str(note)
    (found,) = [f for f in made.findings if f.rule == "score.outlier_share"]
    assert (found.severity, found.table, found.row) == ("warning", "wilayah", kode("E"))
    assert "UMUM" in found.message
