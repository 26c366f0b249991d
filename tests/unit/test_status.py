"""When a submission is late: after the day of the milestone, whatever hour its receipt carries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flows.programme.status import DUE_OF_STAGE, _is_late
from schemas.rulebook import load_rulebook


@pytest.mark.parametrize("stage", sorted(DUE_OF_STAGE))
@pytest.mark.parametrize("hour", ["", "T23:59:00+07:00"])
def test_the_day_of_the_milestone_is_in_time_and_the_next_is_late(stage: str, hour: str) -> None:
    rules = load_rulebook(2014)
    month, day = rules[f"programme.milestone.{DUE_OF_STAGE[stage]}"]["due"]
    due = date(2014, month, day)
    days = {due - timedelta(days=1): False, due: False, due + timedelta(days=1): True}
    assert {d: _is_late({"received": f"{d.isoformat()}{hour}"}, rules, stage) for d in days} == days
