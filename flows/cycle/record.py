"""What a run leaves behind: published pages, the run record, the ledger entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.audit.keys import sign_if_asked
from flows.cycle.accounts import STATES, accounts, add_up, state_of
from flows.cycle.chain import CHAIN, Cycle, District
from flows.cycle.documents import DEFAULT
from flows.cycle.known import participants_of
from flows.cycle.program import kept_rules, program_of
from flows.cycle.published import (
    Pages,
    findings_page,
    mark_of,
    name_of,
    publish_documents,
    publish_findings,
    publish_formats,
    publish_maps,
    publish_workbooks,
)
from flows.cycle.unchanged import Unchanged
from flows.wiring import BOUNDARY_KIND, REGION_KIND, library_versions, newest_name
from reports.index_page import IndexPage, IndexRow, index_html
from schemas.canonical import digest, dump_json
from schemas.rulebook import load_rulebook
from tasks.lineage.records.ledger import Manifest, run_name, seal
from tasks.lineage.records.receipts import DAY
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import Done
from tasks.programme.orang import Peserta
from tasks.store.keys import act_prefix, index_key, receipt_prefix
from tasks.store.ports import Store

_NOTE_FAILED = "Pengolahan gagal, bukan karena isi kiriman; kiriman tetap ada dan diolah lagi pada putaran berikut."
NIGHTLY = "malam"
_OWN_CODE = ("flows", "reports", "schemas.catalogue", "schemas.headings", "tasks.intake", "tasks.lineage")
_SHOWN = ("verdict", "findings", "tables", "documents", "findings_pages")


@dataclass(frozen=True, slots=True)
class About:
    """Who ran what, why and when, and by which lease."""

    run_id: str
    kind: str
    reason: str
    by: str
    started: datetime
    lease: Mapping[str, Any] | None = None


def new_run_id(fiscal_year: int, kind: str, started: datetime) -> str:
    """A readable name, unique to the microsecond: 2013-tahunan-20130401T083000123456Z."""
    return run_name(fiscal_year, kind, f"{started:%Y%m%dT%H%M%S%f}Z")


def seal_run(cycle: Cycle, about: About, finished: datetime, formats: Sequence[str] = DEFAULT) -> Manifest:
    """Publish the pages, write the run record and its ledger entry (in this order); gives the record.

    Raises Unaccounted, and seals nothing, where the districts do not add up.
    """
    pages, made_with = Pages(cycle.store), _made_with(cycle.fiscal_year)
    before = Unchanged(cycle, about.kind, made_with)
    districts = described(cycle, about.kind, formats, pages, before)
    counts = add_up(list(cycle.districts), districts)
    head = _head(cycle, about)
    pages.add(index_key(cycle.fiscal_year, about.run_id), index_of(head, districts))
    head |= made_with | {"finished": finished.isoformat(), "published": pages.digests}
    head |= {"lease": about.lease} if about.lease else {}
    manifest = _manifest(cycle, districts, before, head | {"counts": counts | _units_counted(cycle)})
    seal(cycle.store, about.run_id, dump_json(manifest))
    sign_if_asked(cycle.store, about.run_id)
    return manifest


def described(
    cycle: Cycle, kind: str, formats: Sequence[str], pages: Pages, before: Unchanged | None = None
) -> list[dict[str, Any]]:
    """What a run of this kind says about each district of the cycle; its pages are added to `pages`.

    What `before` holds again of a district is taken over.
    """
    listed = participants_of(cycle.store)
    districts = [
        (before and _again(cycle, d, listed, before.told(d.kode, pages, DEFAULT)))
        or _describe(cycle, d, pages, listed, with_workbooks=kind == NIGHTLY)
        for d in cycle.districts.values()
    ]
    publish_formats(cycle, districts, pages, [name for name in formats if name not in DEFAULT])
    return districts


def _head(cycle: Cycle, about: About) -> dict[str, Any]:
    """What its index page says of a run; `beside` names the runs of the years beside it."""
    years = (cycle.fiscal_year - 1, cycle.fiscal_year + 1)
    return {
        "run_id": about.run_id,
        "kind": about.kind,
        "fiscal_year": cycle.fiscal_year,
        "reason": about.reason,
        "by": about.by,
        "started": about.started.isoformat(),
        "beside": {str(y): name for y in years if (name := newest_name(cycle.store, y))},
    }


def _made_with(fiscal_year: int) -> dict[str, Any]:
    """What could change a unit or a page, beside the inputs; `record` counts for pages and records alone."""
    return {
        "code": {step.name: code_digest(step.code) for step in CHAIN} | {"record": code_digest(_OWN_CODE)},
        "rules": load_rulebook(fiscal_year).digest,
        "program": program_of(),
        "libraries": library_versions(),
    }


def _manifest(cycle: Cycle, districts: list[dict[str, Any]], before: Unchanged, head: Mapping[str, Any]) -> Manifest:
    units, outputs = [], {}
    for _, done in sorted(cycle.done.items()):
        unit, gave = before.unit(done) or _unit(cycle.store, done)
        units.append(unit)
        outputs.update(gave)
    return Manifest(
        {
            **head,
            "inputs": inputs_of(cycle) | kept_rules(cycle.store, cycle.fiscal_year),
            "districts": districts,
            "units": units,
            "pins": {d.kode: d.pin for d in cycle.districts.values() if d.pin and (d.kode, "mps") in cycle.done},
            "pins_mps": {
                d.kode: d.pin_mps for d in cycle.districts.values() if d.pin_mps and (d.kode, "realisasi") in cycle.done
            },
            "outputs": outputs,
            **accounts(cycle),
        }
    )


def _unit(store: Store, done: Done) -> tuple[dict[str, Any], dict[str, str]]:
    memo = store.get(done.memo)
    unit = {
        "district": done.district,
        "step": done.step,
        "memo": done.memo,
        "digest": digest(memo),
        "is_new": done.is_new,
    }
    return unit, Memo.load(memo).outputs()


def inputs_of(cycle: Cycle) -> dict[str, str]:
    """Receipts and acts of the districts, with those of the year before, which ratify the SSK; regions, boundaries."""
    years = (cycle.fiscal_year, cycle.fiscal_year - 1)
    prefixes = [receipt_prefix(cycle.fiscal_year, kode) for kode in cycle.districts]
    prefixes += [act_prefix(year, kode) for year in years for kode in cycle.districts]
    prefixes += [f"reference/{kind}/" for kind in (REGION_KIND, BOUNDARY_KIND)]
    keys = [key for prefix in prefixes for key in cycle.store.list(prefix)]
    return {key: digest(cycle.store.get(key)) for key in keys}


def _units_counted(cycle: Cycle) -> dict[str, int]:
    new = sum(done.is_new for done in cycle.done.values())
    return {"units_run": new, "units_reused": len(cycle.done) - new}


def _again(
    cycle: Cycle, district: District, listed: Sequence[Peserta], told: dict[str, Any] | None
) -> dict[str, Any] | None:
    """What an earlier record told; the state hangs on the other districts, the lists and the day of receipt too."""
    return told and told | {"state": state_of(cycle, district, listed, has_documents=bool(told["documents"]))}


def _describe(
    cycle: Cycle, district: District, pages: Pages, listed: Sequence[Peserta], *, with_workbooks: bool
) -> dict[str, Any]:
    documents = publish_documents(cycle, district, pages)
    checked = cycle.done.get((district.kode, "validation"))
    found = findings_page(cycle, district, [key.rsplit("/", 1)[-1] for key in documents])
    failed = cycle.failed.get(district.kode)
    return {
        "kode": district.kode,
        "nama": name_of(cycle.store, cycle, district),
        "state": state_of(cycle, district, listed, has_documents=bool(documents)),
        "error": f"{failed.step}: {failed.error}" if failed else None,
        "verdict": checked.summary["verdict"] if checked else None,
        "findings": found.counts if found else {},
        "missing": list(checked.summary["missing"]) if checked else [],
        "older": dict(cycle.done[district.kode, "intake"].summary["older"]) if checked else {},
        "tables": len(checked.summary["rows"]) if checked else 0,
        "documents": documents,
        "maps": publish_maps(cycle, district, pages),
        "findings_pages": publish_findings(found, pages) if found else [],
        "workbooks": publish_workbooks(cycle, found, pages) if found and with_workbooks and checked else [],
    }


def index_of(run: Mapping[str, Any], districts: Sequence[Mapping[str, Any]]) -> bytes:
    """The index page of a run, from the head of its record."""
    year = int(run["fiscal_year"])
    stem = f"published/{year}/"
    rows = [
        IndexRow(
            kode=d["kode"],
            nama=d["nama"],
            state=d["state"],
            verdict=d["verdict"],
            counts=d["findings"],
            documents=[key.removeprefix(stem) for key in d["documents"]],
            note=_NOTE_FAILED if d["state"] == "failed" else "",
            maps=[key.removeprefix(stem) for key in d["maps"]],
            findings_pages=[key.removeprefix(stem) for key in (*d["findings_pages"], *d["workbooks"])],
        )
        for d in districts
    ]
    return index_html(
        IndexPage(
            run_id=str(run["run_id"]),
            fiscal_year=year,
            rows=rows,
            mark=mark_of(year),
            day=str(run["started"])[:DAY],
            reason=str(run["reason"]),
            others=[(int(y), f"../{y}/{name}.html") for y, name in sorted(run.get("beside", {}).items())],
        )
    )


def run_answer(manifest: Manifest) -> dict[str, Any]:
    """What `ppsp run` and the flow say about a sealed run."""
    counts: Mapping[str, Any] = manifest["counts"]
    return {
        "run_id": manifest["run_id"],
        "fiscal_year": manifest["fiscal_year"],
        "units": {"run": counts["units_run"], "reused": counts["units_reused"]},
        "districts": [{k: d[k] for k in ("kode", "nama", "state", "error", *_SHOWN)} for d in manifest["districts"]],
        "counts": {k: counts[k] for k in ("districts", *STATES)},
        "index": index_key(manifest["fiscal_year"], manifest["run_id"]),
        "sealed": True,
    }
