"""A sealed run as W3C PROV-JSON: units are activities, versions of datasets are entities, who ran it is an agent."""

from __future__ import annotations

from typing import Any

from schemas.canonical import dump_json
from tasks.lineage.exports.datasets import Dataset, made_by
from tasks.lineage.records.ledger import Manifest
from tasks.store.ports import Store

PREFIX = {"ppsp": "https://ppsp.example/lineage/"}
Json = dict[str, Any]


def prov(store: Store, manifest: Manifest) -> bytes:
    """Canonical PROV-JSON; the same run gives the same bytes. Times are those of the run: units have no clock."""
    run, agent = f"ppsp:run/{manifest['run_id']}", "ppsp:operator"
    times = {"prov:startTime": manifest["started"], "prov:endTime": manifest["finished"]}
    activity: Json = {run: {**times, "ppsp:reason": manifest["reason"], "ppsp:rules": manifest["rules"]}}
    entity: Json = {}
    used: Json = {}
    generated: Json = {}
    informed: Json = {}
    for made in made_by(store, manifest):
        unit = f"ppsp:{made.memo.removesuffix('.json')}"
        activity[unit] = {**times, "ppsp:step": made.step, "ppsp:district": made.district}
        informed[f"_:i{len(informed)}"] = {"prov:informed": unit, "prov:informant": run}
        for dataset in made.inputs:
            used[f"_:u{len(used)}"] = {"prov:activity": unit, "prov:entity": _entity(entity, dataset)}
        for dataset in made.outputs:
            generated[f"_:g{len(generated)}"] = {"prov:entity": _entity(entity, dataset), "prov:activity": unit}
    return dump_json(
        {
            "prefix": PREFIX,
            "entity": entity,
            "activity": activity,
            "agent": {agent: {"prov:label": manifest["by"]}},
            "used": used,
            "wasGeneratedBy": generated,
            "wasInformedBy": informed,
            "wasAssociatedWith": {"_:a0": {"prov:activity": run, "prov:agent": agent}},
        }
    )


def _entity(known: Json, dataset: Dataset) -> str:
    """The name of a version; a dataset with the same bytes in two years is two entities."""
    name = f"ppsp:{dataset.name}@{dataset.version[:16]}"
    known[name] = {"prov:label": dataset.name, "ppsp:sha256": dataset.version}
    return name
