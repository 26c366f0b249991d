"""The audit as a flow, for a server that watches its own store."""

from __future__ import annotations

from typing import Any

from prefect import flow

from flows.parameters import StoreUrl
from flows.settings import Settings
from flows.wiring import open_store
from schemas.errors import PpspError
from tasks.lineage.audit import audit


@flow(name="ledger-audit", flow_run_name="ledger-audit")
def ledger_audit(store_url: StoreUrl = "") -> dict[str, Any]:
    """Verify the whole store; fails with the number of problems and the first of them when anything does not fit."""
    report = audit(open_store(store_url or Settings().store)).as_json()
    if not report["ok"]:
        first = report["problems"][0]
        raise PpspError(f"{len(report['problems'])} problems; first: {first['key']}: {first['says']}")
    return report
