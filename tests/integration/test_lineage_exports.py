"""The lineage of a run as OpenLineage, PROV and in-toto: read by the parsers of those who define them."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import Counter
from pathlib import Path
from typing import Any

import attr
import pytest
from openlineage.client import generated
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.generated.data_quality_assertions_dataset import Assertion
from openlineage.client.generated.lineage import LineageDatasetInput
from prov.model import ProvActivity, ProvDocument, ProvEntity, ProvUsage

from flows.audit.keys import register, sign_runs
from flows.audit.lineage import exported
from schemas.canonical import digest, dump_json
from tasks.lineage.answers.why import why
from tasks.lineage.proof.statement import new_private_pem, private_key, subjects
from tasks.lineage.records.ledger import Manifest, sealed_runs
from tasks.store.keys import is_household, object_key
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

FORMATS = ("openlineage", "prov", "in-toto")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def store(reported_sealed: Path) -> RestrictedStore:
    return folder_store(reported_sealed)


@pytest.fixture(scope="module")
def runs(store: RestrictedStore) -> list[Manifest]:
    return list(sealed_runs(store))


def events_of(store: RestrictedStore, manifest: Manifest) -> list[Json]:
    lines = exported(store, manifest["run_id"], ("openlineage",))["openlineage"].data.splitlines()
    return [json.loads(line) for line in lines]


def facet_classes() -> dict[str, type]:
    """The classes of the client by the address of the schema that they were generated from."""
    found = {}
    for module in pkgutil.iter_modules(generated.__path__):
        for thing in vars(importlib.import_module(f"{generated.__name__}.{module.name}")).values():
            if isinstance(thing, type) and attr.has(thing) and hasattr(thing, "_get_schema"):
                found[thing._get_schema()] = thing
    return found


def parsed(facets: Json, classes: dict[str, type]) -> Json:
    """Each facet as its class: a member that the schema does not know, or that is lacking, raises."""
    made = {}
    for name, facet in facets.items():
        members = {k: v for k, v in facet.items() if not k.startswith("_")}
        made[name] = classes[facet["_schemaURL"]](**members)
        assert facet["_producer"].startswith("https://")
    return made


def test_every_event_is_read_by_the_client_that_defines_them(store: RestrictedStore, runs: list[Manifest]) -> None:
    classes = facet_classes()
    for manifest in runs:
        for event in events_of(store, manifest):
            sides = {}
            for side, kind in (("inputs", InputDataset), ("outputs", OutputDataset)):
                sides[side] = [
                    kind(**d | {k: parsed(d[k], classes) for k in ("facets", "inputFacets") if k in d})
                    for d in event[side]
                ]
            run = Run(event["run"]["runId"], parsed(event["run"]["facets"], classes))
            read = RunEvent(
                eventTime=event["eventTime"],
                producer=event["producer"],
                run=run,
                job=Job(**event["job"]),
                eventType=RunState[event["eventType"]],
                **sides,
            )
            assert event["schemaURL"] == read.schemaURL
            for dataset in event["inputs"]:
                for one in dataset["inputFacets"].get("dataQualityAssertions", {}).get("assertions", ()):
                    Assertion(**one)
            for dataset in event["outputs"]:
                for entry in dataset["facets"].get("lineage", {}).get("inputs", ()):
                    LineageDatasetInput(**entry)


def test_each_unit_starts_and_completes_once_inside_the_run(store: RestrictedStore, runs: list[Manifest]) -> None:
    for manifest in runs:
        told = events_of(store, manifest)
        by_run = Counter((e["run"]["runId"], e["eventType"]) for e in told)
        assert set(by_run.values()) == {1}
        assert len(told) == 2 * len(manifest["units"]) + 2
        assert (told[0]["eventType"], told[-1]["eventType"]) == ("START", "COMPLETE")
        assert {e["eventTime"] for e in told} == {manifest["started"], manifest["finished"]}
        parents = {e["run"]["facets"]["parent"]["run"]["runId"] for e in told[1:-1]}
        assert parents == {told[0]["run"]["runId"]}


def test_versions_are_those_of_stored_bytes_and_outputs_become_inputs(
    store: RestrictedStore, runs: list[Manifest]
) -> None:
    written: dict[str, str] = {}
    for manifest in reversed(runs):
        for event in (e for e in events_of(store, manifest) if e["eventType"] == "COMPLETE"):
            for dataset in event["outputs"]:
                written[dataset["name"]] = dataset["facets"]["version"]["datasetVersion"]
                name = written[dataset["name"]]
                assert is_household(name) or digest(store.get(object_key(name))) == name
        for event in events_of(store, manifest):
            for dataset in (d for d in event["inputs"] if d["facets"]):
                version = dataset["facets"]["version"]["datasetVersion"]
                assert store.exists(object_key(version))
                assert written.get(dataset["name"], version) == version


def test_column_lineage_says_what_why_says(store: RestrictedStore, runs: list[Manifest]) -> None:
    plan = next(m for m in runs if m["fiscal_year"] == 2014)
    kode = plan["districts"][0]["kode"]
    made = {d["name"]: d for e in events_of(store, plan) for d in e["outputs"]}
    lines = made[f"2014/{kode}/mps/baris"]["facets"]
    fields = lines["columnLineage"]["fields"]
    assert fields.keys() == lines["lineage"]["fields"].keys()
    behind = {(f["name"], f["field"]) for f in fields["jumlah_rp"]["inputFields"]}
    refs = [r for r in _refs(store, plan, kode) if r.startswith(f"mps/2014/{kode}/")][:3]
    assert refs
    for ref in refs:
        for source in why(store, ref)["from"]:
            table = {"ssk": "ssk/kegiatan", "prioritas": "mps/prioritas"}.get(source["ref"].split("/")[0])
            if table:
                year = source["ref"].split("/")[1]
                assert f"{year}/{kode}/{table}" in {name for name, _ in behind}


def _refs(store: RestrictedStore, manifest: Manifest, kode: str) -> list[str]:
    from tasks.lineage.records.history import History

    unit = History(store, manifest).unit(2014, kode, "mps")
    assert unit is not None
    return [r for r in unit.edges if "#" not in r]


def test_findings_are_assertions_on_what_they_are_about(store: RestrictedStore, runs: list[Manifest]) -> None:
    first = next(m for m in runs if m["fiscal_year"] == 2013)
    told = [
        (d["name"], a["assertion"])
        for e in events_of(store, first)
        if e["eventType"] == "COMPLETE" and e["job"]["name"].startswith("validation/")
        for d in e["inputs"]
        for a in d["inputFacets"].get("dataQualityAssertions", {}).get("assertions", ())
    ]
    assert told
    assert all("/intake/" in name for name, _ in told)
    assert any(rule.startswith("BP-V") for _, rule in told)


def test_prov_is_read_by_its_own_library_and_comes_back_the_same(store: RestrictedStore, runs: list[Manifest]) -> None:
    for manifest in runs:
        data = exported(store, manifest["run_id"], ("prov",))["prov"].data
        document = ProvDocument.deserialize(content=data.decode(), format="json")
        assert len(list(document.get_records(ProvActivity))) == len(manifest["units"]) + 1
        entities = {str(e.identifier) for e in document.get_records(ProvEntity)}
        for usage in document.get_records(ProvUsage):
            assert str(usage.args[1]) in entities
        again = json.loads(document.serialize(format="json"))
        assert again["entity"].keys() == json.loads(data)["entity"].keys()


def test_in_toto_lines_are_the_stored_envelopes_and_unsigned_ones_say_so(demo: RestrictedStore) -> None:
    run = next(sealed_runs(demo))["run_id"]
    bare = exported(demo, run, FORMATS)["in-toto"]
    assert bare.note == "not signed"
    assert "ledger/entry" in subjects(bare.data)
    pem = new_private_pem()
    register(demo, "operator", pem, "U1", "2013-01-01")
    sign_runs(demo, private_key(pem))
    signed = exported(demo, run, FORMATS)["in-toto"]
    assert signed.note == ""
    assert signed.data.rstrip(b"\n") in {demo.get(key) for key in demo.list("statements/")}


def test_exports_give_the_same_bytes_again(store: RestrictedStore, runs: list[Manifest]) -> None:
    once, again = (exported(store, runs[0]["run_id"], FORMATS) for _ in range(2))
    assert once == again
    for line in once["openlineage"].data.splitlines():
        assert dump_json(json.loads(line)) == line
