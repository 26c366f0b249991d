"""The audit as a flow, for a server that watches its own store."""

from __future__ import annotations

from typing import Any

from prefect import flow, get_run_logger

from flows.parameters import StoreUrl
from flows.settings import Settings
from flows.wiring import open_store
from schemas.errors import PpspError
from tasks.lineage.proof.audit import audit

_SAID = 20


@flow(name="ledger-audit", flow_run_name="ledger-audit")
def ledger_audit(store_url: StoreUrl = "") -> dict[str, Any]:
    """Verify the whole store; fails with the number of problems and the first of them when anything does not fit.

    The log names the first twenty; `ppsp verify` names all.
    """
    store, log = open_store(store_url or Settings().store), get_run_logger()
    report = audit(store).as_json()
    signed = "signed" if report["signed"] else "not signed"
    log.info("Store %s: %d runs, %d objects looked at, %s", store.url, report["runs"], report["objects"], signed)
    for problem in report["problems"][:_SAID]:
        log.error("%s: %s", problem["key"], problem["says"])
    if not report["ok"]:
        first = report["problems"][0]
        raise PpspError(f"{len(report['problems'])} problems; first: {first['key']}: {first['says']}")
    return report
