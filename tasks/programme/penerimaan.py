"""Late submissions that an operator has admitted, with a reason (capability S9)."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.programme.keadaan import Act

ADMIT = frozenset({"pokja_provinsi", "satker", "pmu"})
KIND = "penerimaan"


def admitted(acts: Iterable[Act]) -> dict[int, Act]:
    """The acts of admission by the number of the submission."""
    return {int(a["kiriman"]): a for a in acts if a["kind"] == KIND}
