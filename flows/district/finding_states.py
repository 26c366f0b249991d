"""What became of the findings of a district since the submission before."""

from __future__ import annotations

from flows.cycle.known import Known
from flows.programme.year import run_findings
from schemas.findings import Finding
from tasks.programme.keadaan import Keadaan
from tasks.programme.pengecualian import waived
from tasks.programme.temuan import states


def finding_states(year: Known, seen: Keadaan) -> list[tuple[Finding, str]]:
    """Each finding of the newest run with its state, then those of the submission before that are gone (`fixed`)."""
    now = {f.id: f for f in seen.findings or ()}
    gone = _before(year, seen.district)
    found = states(now, None if gone is None else {f.id for f in gone}, waived(seen))
    every = {f.id: f for f in gone or ()} | now
    return [(every[name], state) for name, state in found.items()]


def _before(year: Known, kode: str) -> list[Finding] | None:
    """The findings of the newest run that read other submissions than the newest; None where there is none."""
    run = year.year(year.fiscal_year).before.get(kode)
    return run_findings(year.store, year.run(run), year.run(run).told[kode]) if run else None
