"""What a run leaves behind: published pages, the run record, the ledger entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.accounts import STATES, accounts, add_up, state_of
from flows.annotate import books_of
from flows.chain import CHAIN, DOCUMENTS, Cycle, District
from flows.documents import DEFAULT, rendered, tree_of
from flows.findings import findings_of
from flows.keys import sign_if_asked
from flows.program import kept_rules, program_of
from flows.wiring import BOUNDARY_KIND, REGION_KIND, library_versions, newest_name
from flows.year import participants_of
from reports.findings_page import FindingsPage, findings_csv, findings_html
from reports.index_page import IndexPage, IndexRow, index_html
from schemas.canonical import digest, dump_json
from schemas.findings import count
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.ssk_rinci import PETA_ZONA
from schemas.rulebook import load_rulebook
from tasks.documents.units import STEPS
from tasks.lineage.code import code_digest
from tasks.lineage.history import Unit
from tasks.lineage.ledger import Manifest, run_name, seal
from tasks.lineage.memo import Memo
from tasks.lineage.show import finding_rows
from tasks.programme.orang import Peserta
from tasks.store.keys import act_prefix, index_key, object_key, published_key, receipt_prefix
from tasks.store.ports import Store

_NOTE_FAILED = "Pengolahan gagal, bukan karena isi kiriman; kiriman tetap ada dan diolah lagi pada putaran berikut."
NIGHTLY = "malam"
_SHOWN = ("verdict", "findings", "tables", "documents", "findings_pages")


@dataclass(frozen=True, slots=True)
class About:
    """Who ran what, why and when."""

    run_id: str
    kind: str
    reason: str
    by: str
    started: datetime


def new_run_id(fiscal_year: int, kind: str, started: datetime) -> str:
    """A readable name, unique to the microsecond: 2013-tahunan-20130401T083000123456Z."""
    return run_name(fiscal_year, kind, f"{started:%Y%m%dT%H%M%S%f}Z")


def seal_run(cycle: Cycle, about: About, finished: datetime, formats: Sequence[str] = DEFAULT) -> Manifest:
    """Publish the pages, write the run record and its ledger entry (in this order); gives the record.

    Raises Unaccounted, and publishes nothing, where the districts do not add up.
    """
    districts, pages = described(cycle, about.kind, formats)
    add_up(list(cycle.districts), districts)
    years = (cycle.fiscal_year - 1, cycle.fiscal_year + 1)
    head = {
        "run_id": about.run_id,
        "fiscal_year": cycle.fiscal_year,
        "reason": about.reason,
        "started": about.started.isoformat(),
        "beside": {str(y): name for y in years if (name := newest_name(cycle.store, y))},
    }
    pages |= index_of(head, districts)
    for key, data in sorted(pages.items()):
        cycle.store.put_new(key, data)
    manifest = head | _manifest(cycle, about, finished, districts, {k: digest(d) for k, d in pages.items()})
    seal(cycle.store, about.run_id, dump_json(manifest))
    sign_if_asked(cycle.store, about.run_id)
    return manifest


def described(cycle: Cycle, kind: str, formats: Sequence[str]) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """What a run of this kind says about each district of the cycle, and its pages by key."""
    pages: dict[str, bytes] = {}
    listed = participants_of(cycle.store)
    districts = [_describe(cycle, d, pages, listed, with_workbooks=kind == NIGHTLY) for d in cycle.districts.values()]
    _publish_formats(cycle, districts, pages, [name for name in formats if name not in DEFAULT])
    return districts, pages


def _manifest(
    cycle: Cycle, about: About, finished: datetime, districts: list[dict[str, Any]], published: dict[str, str]
) -> Manifest:
    units, outputs = [], {}
    for _, done in sorted(cycle.done.items()):
        memo = cycle.store.get(done.memo)
        outputs.update(Memo.load(memo).outputs())
        units.append(
            {
                "district": done.district,
                "step": done.step,
                "memo": done.memo,
                "digest": digest(memo),
                "is_new": done.is_new,
            }
        )
    return {
        "kind": about.kind,
        "by": about.by,
        "finished": finished.isoformat(),
        "code": {step.name: code_digest(step.code) for step in CHAIN},
        "rules": load_rulebook(cycle.fiscal_year).digest,
        "program": program_of(),
        "libraries": library_versions(),
        "inputs": inputs_of(cycle) | kept_rules(cycle.store, cycle.fiscal_year),
        "districts": districts,
        "units": units,
        "pins": {d.kode: d.pin for d in cycle.districts.values() if d.pin and (d.kode, "mps") in cycle.done},
        "pins_mps": {
            d.kode: d.pin_mps for d in cycle.districts.values() if d.pin_mps and (d.kode, "realisasi") in cycle.done
        },
        "outputs": outputs,
        "published": published,
        "counts": _counts(cycle, districts),
        **accounts(cycle),
    }


def inputs_of(cycle: Cycle) -> dict[str, str]:
    """Receipts and acts of the districts, with those of the year before, which ratify the SSK; regions, boundaries."""
    years = (cycle.fiscal_year, cycle.fiscal_year - 1)
    prefixes = [receipt_prefix(cycle.fiscal_year, kode) for kode in cycle.districts]
    prefixes += [act_prefix(year, kode) for year in years for kode in cycle.districts]
    prefixes += [f"reference/{kind}/" for kind in (REGION_KIND, BOUNDARY_KIND)]
    keys = [key for prefix in prefixes for key in cycle.store.list(prefix)]
    return {key: digest(cycle.store.get(key)) for key in keys}


def _counts(cycle: Cycle, districts: list[dict[str, Any]]) -> dict[str, Any]:
    new = sum(done.is_new for done in cycle.done.values())
    states = add_up(list(cycle.districts), districts)
    return {**states, "units_run": new, "units_reused": len(cycle.done) - new}


def _describe(
    cycle: Cycle, district: District, pages: dict[str, bytes], listed: Sequence[Peserta], *, with_workbooks: bool
) -> dict[str, Any]:
    documents = _publish_documents(cycle, district, pages)
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
        "maps": _publish_maps(cycle, district, pages),
        "findings_pages": _publish_findings(found, pages) if found else [],
        "workbooks": _publish_workbooks(cycle, found, pages) if found and with_workbooks and checked else [],
    }


def name_of(store: Store, cycle: Cycle, district: District) -> str:
    """The district's listed name; its code where no list names it."""
    done = cycle.done.get((district.kode, "intake"))
    memo = done.memo if done else district.before.get("intake")
    row = Unit(store, memo).rows(DAFTAR_WILAYAH).get(district.kode) if memo else None
    return str(row["nama"]) if row else district.kode


def _publish_documents(cycle: Cycle, district: District, pages: dict[str, bytes]) -> list[str]:
    keys = []
    for step, stem in DOCUMENTS.items():
        made = _made(cycle, district, step)
        if made:
            name = made.memo.blobs["dokumen.html"]
            key = published_key(cycle.fiscal_year, district.kode, f"{stem}.{name[:12]}.html")
            pages[key] = cycle.store.get(object_key(name))
            keys.append(key)
    return keys


def _publish_formats(
    cycle: Cycle, districts: list[dict[str, Any]], pages: dict[str, bytes], formats: Sequence[str]
) -> None:
    """The documents in other formats beside their pages."""
    asked = [
        (d.kode, DOCUMENTS[step.name], kind, *tree_of(cycle.store, step, cycle.job(step, d), made.memo))
        for d in cycle.districts.values()
        for step in STEPS
        if formats and (made := _made(cycle, d, step.name))
        for kind in formats
    ]
    names = {(kode, stem): name for kode, stem, _, _, name in asked}
    for kode, stem, kind, data in rendered(asked):
        key = published_key(cycle.fiscal_year, kode, f"{stem}.{names[kode, stem][:12]}.{kind}")
        pages[key] = data
        next(d for d in districts if d["kode"] == kode)["documents"].append(key)


def _publish_maps(cycle: Cycle, district: District, pages: dict[str, bytes]) -> list[str]:
    """The zones as one row per desa, for a map program."""
    made = _made(cycle, district, "ssk")
    if made is None:
        return []
    name = made.memo.tables[PETA_ZONA.name].digest
    key = published_key(cycle.fiscal_year, district.kode, f"peta-zona.{name[:12]}.csv")
    pages[key] = cycle.store.get(object_key(name))
    return [key]


def _publish_findings(page: FindingsPage, pages: dict[str, bytes]) -> list[str]:
    keys = []
    for suffix, data in (("html", findings_html(page)), ("csv", findings_csv(page))):
        key = published_key(page.fiscal_year, page.kode, f"temuan.{digest(data)[:12]}.{suffix}")
        pages[key] = data
        keys.append(key)
    return keys


def _publish_workbooks(cycle: Cycle, page: FindingsPage, pages: dict[str, bytes]) -> list[str]:
    """The district's own workbooks with their findings; the nightly check writes them, `ppsp annotate` any time."""
    keys = []
    for name, data in books_of(cycle.store, page.fiscal_year, page.kode, page.rows, f"{page.nama} ({page.kode})"):
        key = published_key(page.fiscal_year, page.kode, f"{name.removesuffix('.xlsx')}.{digest(data)[:12]}.xlsx")
        pages[key] = data
        keys.append(key)
    return keys


def findings_page(cycle: Cycle, district: District, documents: Sequence[str] = ()) -> FindingsPage | None:
    """What the steps of this run found; None where nothing was handed in and nothing was found.

    The verdict is that of the validation, None without a submission.
    """
    found = findings_of(cycle.store, lambda step: _made(cycle, district, step))
    checked = _made(cycle, district, "validation")
    if checked is None and not found:
        return None
    return FindingsPage(
        kode=district.kode,
        nama=name_of(cycle.store, cycle, district),
        fiscal_year=cycle.fiscal_year,
        verdict=checked.memo.summary["verdict"] if checked else None,
        counts=count(found),
        rows=finding_rows(found, _made(cycle, district, "intake")),
        mark=_mark(cycle.fiscal_year),
        documents=documents,
    )


def _made(cycle: Cycle, district: District, step: str) -> Unit | None:
    done = cycle.done.get((district.kode, step))
    return Unit(cycle.store, done.memo) if done else None


def _mark(fiscal_year: int) -> str:
    return str(load_rulebook(fiscal_year)["document.mark"])


def index_of(run: Mapping[str, Any], districts: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The index page of a run under its key, from the head of its record; `beside` names runs of the years beside."""
    stem = f"published/{run['fiscal_year']}/"
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
    year, run_id = int(run["fiscal_year"]), str(run["run_id"])
    page = IndexPage(
        run_id=run_id,
        fiscal_year=year,
        rows=rows,
        mark=_mark(year),
        day=str(run["started"])[: len("2013-05-02")],
        reason=str(run["reason"]),
        others=[(int(y), f"../{y}/{name}.html") for y, name in sorted(run.get("beside", {}).items())],
    )
    return {index_key(year, run_id): index_html(page)}


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
