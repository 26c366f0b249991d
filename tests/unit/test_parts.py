"""The parts of a difference: telescoping integers, exact whatever the stages say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.lineage.differences.parts import (
    CAUSES,
    REST,
    Ends,
    Stage,
    difference,
    ends_of,
    parts,
    reasons,
    stages_between,
)

TOTALS = st.dictionaries(st.sampled_from(["kelas", "rp", "n"]), st.integers(-(10**15), 10**15))
AL = ("area", "99.01|AL", "skor_akhir")
DR = ("area", "99.01|DR", "skor_akhir")


@given(
    TOTALS,
    TOTALS,
    st.lists(st.tuples(st.sampled_from(CAUSES), TOTALS), max_size=6),
    st.sampled_from([Ends(), Ends(last="code"), Ends(first="code"), Ends(first="rules")]),
)
def test_parts_and_rest_sum_to_the_change(first, last, walked, ends) -> None:
    stages = stages_between(first, [Stage(c, t) for c, t in walked], last, ends)
    split = parts(stages)
    sums = {m: sum(of.values()) for m, of in split.items()}
    assert {m: n for m, n in sums.items() if n} == difference(first, last)


def test_a_cause_that_changes_nothing_has_no_part() -> None:
    stages = stages_between({"n": 2}, [Stage("", {"n": 2}), Stage("cells", {"n": 5})], {"n": 5}, Ends())
    assert parts(stages) == {"n": {"cells": 3}}


@pytest.mark.parametrize(
    ("unswappable", "is_first_today", "is_last_today", "ends"),
    [
        ([], True, True, Ends()),
        ([], False, False, Ends()),
        (["code"], True, False, Ends(last="code")),
        (["code"], False, True, Ends(first="code")),
        (["code"], False, False, Ends()),
        (["rules"], False, True, Ends(first="rules")),
        (["code", "rules"], True, False, Ends()),
    ],
)
def test_code_has_a_part_of_its_own_only_where_it_is_all_that_stands_between(
    unswappable, is_first_today, is_last_today, ends
) -> None:
    assert ends_of(unswappable, is_first_today, is_last_today) == ends


def test_a_value_names_every_cause_that_moved_it_and_unknown_is_not_a_missing_row() -> None:
    walked = [("", {AL: 4, DR: None}), ("reference", {AL: 4}), ("cells", {AL: 3}), ("rules", {AL: 2})]
    stages = stages_between({AL: 4, DR: None}, [Stage(*s) for s in walked], {AL: 2}, Ends())
    assert reasons(stages) == {AL: ["cells", "rules"], DR: ["reference"]}
    there_and_back = [Stage("", {AL: 4}), Stage("cells", {AL: 3}), Stage("rules", {AL: 4})]
    assert reasons(stages_between({AL: 4}, there_and_back, {AL: 4}, Ends())) == {}


def test_without_stages_everything_is_rest() -> None:
    stages = stages_between({"n": 2}, [], {"n": 5}, Ends())
    assert (parts(stages), [s.cause for s in stages]) == ({"n": {REST: 3}}, ["", REST])
