"""What became of the findings of a district since the submission before."""

from __future__ import annotations

from flows.year import run_findings
from schemas.findings import Finding
from tasks.lineage.ledger import sealed_runs
from tasks.programme.keadaan import Keadaan
from tasks.programme.pengecualian import waived
from tasks.programme.temuan import states
from tasks.store.keys import receipt_prefix
from tasks.store.ports import Store


def finding_states(store: Store, seen: Keadaan) -> list[tuple[Finding, str]]:
    """Each finding of the newest run with its state, then those of the submission before that are gone (`fixed`)."""
    now = {f.id: f for f in seen.findings or ()}
    gone = _before(store, seen)
    found = states(now, None if gone is None else {f.id for f in gone}, waived(seen))
    every = {f.id: f for f in gone or ()} | now
    return [(every[name], state) for name, state in found.items()]


def _before(store: Store, seen: Keadaan) -> list[Finding] | None:
    """The findings of the newest run that read fewer submissions than the newest; None where there is none."""
    stem = receipt_prefix(seen.fiscal_year, seen.district)
    newest: set[str] | None = None
    for manifest in sealed_runs(store, seen.fiscal_year):
        read = {key for key in manifest["inputs"] if key.startswith(stem)}
        told = next((d for d in manifest["districts"] if d["kode"] == seen.district), None)
        if told is None or not read:
            continue
        if newest is None:
            newest = read
        elif read != newest:
            return run_findings(store, manifest, told)
    return None
