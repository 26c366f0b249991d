"""The quality rubric: totals of what could be scored, grades, stops, and how complete a district is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.findings import Finding
from tasks.programme.kelengkapan import KIRIMAN, complete_pct, due_of, expected, forecast_m9, kiriman, missing
from tasks.programme.mutu import ITEMS, form
from tasks.programme.rules import _PEOPLE, _SUBMIT
from tests.support.contoh import examples
from tests.support.program import read

SEALED = f"{_PEOPLE}{_SUBMIT}\nsusunan ssk=aa buku_putih=bb\ntabel ehra swot tahapan keuangan"


def scored(points: dict[str, int]) -> str:
    line = "nilai_mutu dokumen=ssk butir={} skor={} oleh=S1 tanggal_catat=2014-11-01 versi=aa"
    lines = [line.format(*pair) for pair in points.items()]
    return "\n".join([SEALED, *lines])


@given(st.dictionaries(st.sampled_from(sorted(ITEMS)), st.integers(0, 3)))
@examples(60)
def test_the_total_is_of_the_weight_that_was_scored_and_nothing_unscored_is_zero(points: dict[str, int]) -> None:
    found = form(read(scored(points)), "ssk")
    assert (found.penelaah is None) == (not points)
    if found.penelaah is not None:
        assert 0 <= found.penelaah <= 100
        assert (found.penelaah == 100) == (set(points.values()) == {3})
    assert found.is_human == (len(points) == len(ITEMS))
    assert found.penelaah_dari == sum(
        {"P": 20, "D": 25, "A": 20, "R": 20, "B": 15}[group] for group in {item[0] for item in points}
    )


@pytest.mark.parametrize(("score", "grade"), [(3, "A"), (2, "C"), (1, "D")])
def test_the_grade_follows_the_reviewer_once_every_item_is_scored(score: int, grade: str) -> None:
    assert form(read(scored(dict.fromkeys(ITEMS, score))), "ssk").grade == grade


def test_no_ehra_and_a_broken_chain_give_d_whatever_the_scores() -> None:
    good = scored(dict.fromkeys(ITEMS, 3))
    assert form(read(good.replace("tabel ehra", "tabel x")), "ssk").stop == ("tidak ada data EHRA",)
    broken = form(read(good, findings=(Finding("SK-V10", "error", "Rantai putus.", "program_kegiatan", "A"),)), "ssk")
    assert (broken.grade, broken.stop) == ("D", ("kerangka logis terputus (SK-V10)",))


def test_an_error_a_warning_and_a_missing_table_lower_the_machine_score_in_steps() -> None:
    def score(item: str, text: str = SEALED, *findings: Finding) -> int | None:
        return next(n.mesin for n in form(read(text, findings=findings), "ssk").nilai if n.butir.id == item)

    assert score("A3") == 3
    assert score("A3", SEALED, Finding("SK-V14", "warning", "x", "swot", "1")) == 2
    assert score("A3", SEALED, Finding("SK-V40", "error", "x", "swot", "1")) == 1
    assert score("A3", SEALED.replace(" swot", "")) == 0
    assert score("P2") is None


def test_each_district_is_complete_partial_late_or_absent_and_unknown_is_not_none() -> None:
    names = " ".join(t.name for t in expected(["bp_ssk"]))
    asked = len(names.split())
    cases = {
        "belum": read("peserta peran=bp_ssk"),
        "lengkap": read(f"peserta peran=bp_ssk\ntabel {names}", received_on=date(2014, 5, 1)),
        "sebagian": read("peserta peran=bp_ssk\ntabel wilayah", received_on=date(2014, 5, 1)),
        "terlambat": read(f"peserta peran=bp_ssk\ntabel {names}", received_on=date(2014, 6, 1)),
    }
    assert {name: kiriman(seen) for name, seen in cases.items()} == {name: name for name in KIRIMAN}
    paths = {"bp_ssk": date(2014, 5, 31), "mps": date(2014, 7, 31), "monev": None}
    assert {name: due_of(read(f"peserta peran={name}")) for name in paths} == paths
    assert missing(cases["belum"]) is None
    assert complete_pct(cases["belum"]) is None
    assert complete_pct(cases["sebagian"]) == Fraction(100, asked)
    assert "ehra_responden" not in names.split()
    survey = read("peserta peran=bp_ssk\ntabel ehra_responden", received_on=date(2014, 5, 1))
    assert "ehra" not in (missing(survey) or ())


def test_the_forecast_of_m9_moves_with_the_pace() -> None:
    names = " ".join(t.name for t in expected(["bp_ssk"]))
    done = read(f"peserta peran=bp_ssk\ntabel {names}", received_on=date(2014, 5, 1))
    slow = read("peserta peran=bp_ssk\ntabel wilayah penduduk", received_on=date(2014, 5, 1))
    assert forecast_m9(done) == date(2014, 12, 31)
    assert (forecast_m9(slow) or date.min) > date(2015, 6, 1)
    assert forecast_m9(read("peserta peran=bp_ssk")) is None
