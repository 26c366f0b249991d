"""What became of each finding from one submission to the next (programme.md section 8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tasks.programme.keadaan import Act

NEW, OPEN, FIXED, WAIVED, FALSE_ALARM = "new", "open", "fixed", "waived", "false_alarm"
STATES = (NEW, OPEN, FIXED, WAIVED, FALSE_ALARM)


def states(now: Collection[str], before: Collection[str] | None, excused: Mapping[str, Act]) -> dict[str, str]:
    """The state of each finding by its id: those of the newest submission, then those of the one before that are gone.

    `before` is None for the first submission, whose findings are all new.
    """
    found = {i: _state(i, before or (), excused.get(i)) for i in now}
    return found | {i: FIXED for i in before or () if i not in found}


def _state(name: str, before: Collection[str], excuse: Act | None) -> str:
    if excuse is not None:
        return FALSE_ALARM if excuse.get("bentuk") == FALSE_ALARM else WAIVED
    return OPEN if name in before else NEW
