"""OpenLineage run events of a sealed run, one line each: the run itself, and each of its units as its child.

The record of a run holds one clock for all its units, so that every START and COMPLETE carries the times of the run.
Edges become the explicit lineage facet and the column lineage facet, findings become data quality assertions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from schemas.canonical import dump_json
from tasks.lineage.exports.datasets import Dataset, Failure, Made, made_by
from tasks.lineage.records.ledger import Manifest
from tasks.store.ports import Store

NAMESPACE = "ppsp"
PRODUCER = "https://ppsp.example/lineage"
_EVENT = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
_FACETS = "https://openlineage.io/spec/facets"
_SEVERITY = {"block": "error", "error": "error", "warning": "warn", "advice": "warn"}
Json = dict[str, Any]


def openlineage(store: Store, manifest: Manifest) -> bytes:
    """The events as newline-delimited canonical JSON; the same run gives the same bytes."""
    return b"".join(dump_json(event) + b"\n" for event in events(store, manifest))


def events(store: Store, manifest: Manifest) -> Iterator[Json]:
    """START of the run, START and COMPLETE of each unit, COMPLETE of the run."""
    run_id, whole = str(manifest["run_id"]), {"namespace": NAMESPACE, "name": str(manifest["kind"])}
    run = {"runId": _uuid(run_id), "facets": {"nominalTime": _nominal(manifest)}}
    yield _event("START", manifest, run, whole)
    for made in made_by(store, manifest):
        job = {"namespace": NAMESPACE, "name": f"{made.step}/{made.district}"}
        parent = _facet("1-2-0/ParentRunFacet", run={"runId": run["runId"]}, job=whole)
        unit = {"runId": _uuid(f"{run_id}/{made.memo}"), "facets": {"parent": parent}}
        yield _event("START", manifest, unit, job, inputs=_inputs(made))
        yield _event("COMPLETE", manifest, unit, job, inputs=_inputs(made), outputs=_outputs(made))
    yield _event("COMPLETE", manifest, run, whole)


def _event(kind: str, manifest: Manifest, run: Json, job: Json, **datasets: list[Json]) -> Json:
    time = manifest["started"] if kind == "START" else manifest["finished"]
    body = {"eventType": kind, "eventTime": time, "run": run, "job": job, "producer": PRODUCER, "schemaURL": _EVENT}
    return {**body, "inputs": [], "outputs": [], **datasets}


def _uuid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{PRODUCER}/{name}"))


def _facet(schema: str, **members: Any) -> Json:
    return {"_producer": PRODUCER, "_schemaURL": f"{_FACETS}/{schema}.json#/$defs/{schema.split('/')[1]}", **members}


def _nominal(manifest: Manifest) -> Json:
    first = f"{manifest['fiscal_year']}-01-01T00:00:00+07:00"
    last = f"{manifest['fiscal_year'] + 1}-01-01T00:00:00+07:00"
    return _facet("1-0-1/NominalTimeRunFacet", nominalStartTime=first, nominalEndTime=last)


def _dataset(dataset: Dataset) -> Json:
    facets: Json = {"version": _facet("1-0-1/DatasetVersionDatasetFacet", datasetVersion=dataset.version)}
    if dataset.columns:
        facets["schema"] = _facet("1-2-0/SchemaDatasetFacet", fields=[{"name": n} for n in dataset.columns])
    return {"namespace": NAMESPACE, "name": dataset.name, "facets": facets if dataset.version else {}}


def _inputs(made: Made) -> list[Json]:
    failures: dict[str, list[Failure]] = {}
    for failure in made.failures:
        failures.setdefault(failure.dataset, []).append(failure)
    read = {d.name: d for d in made.inputs}
    every = {**read, **{name: Dataset(name, "") for name in failures if name not in read}}
    return [_dataset(d) | {"inputFacets": _assertions(failures.get(name, ()))} for name, d in sorted(every.items())]


def _assertions(failures: Any) -> Json:
    told = [
        {"assertion": f.rule, "success": False, "severity": _SEVERITY[f.severity], "actual": f"{f.count} findings"}
        | ({"column": f.column} if f.column else {})
        for f in failures
    ]
    facet = _facet("1-1-0/DataQualityAssertionsDatasetFacet", assertions=told)
    return {"dataQualityAssertions": facet} if told else {}


def _outputs(made: Made) -> list[Json]:
    return [_with_lineage(_dataset(d), made.columns.get(d.name, {})) for d in made.outputs]


def _with_lineage(dataset: Json, columns: Mapping[str, list[tuple[str, str]]]) -> Json:
    if not columns:
        return dataset
    explicit, plain = {}, {}
    for column, sources in columns.items():
        fields = [{"namespace": NAMESPACE, "name": name, "field": field} for name, field in sources if field]
        explicit[column] = {"inputs": [{**f, "type": "DATASET"} for f in fields]}
        plain[column] = {"inputFields": fields}
    names = sorted({name for sources in columns.values() for name, _ in sources})
    inputs = [{"namespace": NAMESPACE, "name": name, "type": "DATASET"} for name in names]
    dataset["facets"] |= {
        "lineage": _facet("1-0-0/LineageFacet", inputs=inputs, fields=explicit)
        | {"_schemaURL": f"{_FACETS}/1-0-0/LineageFacet.json#/$defs/LineageDatasetFacet"},
        "columnLineage": _facet("1-2-0/ColumnLineageDatasetFacet", fields=plain),
    }
    return dataset
