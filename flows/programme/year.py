"""A fiscal year as it stands on a day, read from a store: people, acts, what is sealed and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.cycle.known import Known
from flows.district.findings import findings_of
from schemas.findings import Finding
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.lineage.records.acts import Act
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import Manifest, unit_of
from tasks.lineage.records.receipts import DAY, districts_with_receipts, receipts
from tasks.lineage.records.sealed import SealedYear
from tasks.lineage.units.unit import load_memo
from tasks.programme.dokumen import lives
from tasks.programme.keadaan import Keadaan
from tasks.programme.kesepakatan import agreements
from tasks.programme.orang import Orang, Peserta
from tasks.store.ports import Store

STEM = {"buku-putih": "buku_putih", "ssk": "ssk", "mps": "mps"}


def documents_of(sealed: SealedYear, only: str = "") -> dict[str, dict[str, str]]:
    """The digest of the newest sealed version of each document, by district and name; of one district with `only`."""
    return {
        kode: named
        for kode, pages in sealed.pages.items()
        if only in ("", kode) and (named := {STEM[stem]: digest for stem, digest in pages.items() if stem in STEM})
    }


def year_of(store: Store, fiscal_year: int, day: date, only: str = "") -> dict[str, Keadaan]:
    """As `states_of`, read from the store."""
    return states_of(Known(store, fiscal_year), day, only)


def states_of(year: Known, day: date, only: str = "") -> dict[str, Keadaan]:
    """What is known of each district that takes part, acted or has something sealed in the year, on that day.

    With `only` the named district alone, also when nothing is known of it. Raises YearNotPrepared.
    """
    store, fiscal_year = year.store, year.fiscal_year
    rules = load_rulebook(fiscal_year)
    people, peserta = year.people, year.participants
    acts, before = (year.acts(y, only) for y in (fiscal_year, fiscal_year - 1))
    sealed, sealed_before = (documents_of(year.year(y), only) for y in (fiscal_year, fiscal_year - 1))
    runs = {k: run for k, run in year.runs.items() if only in ("", k)}
    told = {kode: run.told[kode] for kode, run in runs.items()}
    plans = _plans(year, only)
    arrived = districts_with_receipts(store, fiscal_year, only)
    handed_in = {k: _received_on(store, fiscal_year, k, day) for k in arrived}
    listed = {p.kode_kab for p in peserta if p.fiscal_year == fiscal_year and not p.mundur}
    known = {only} if only else {*listed, *acts, *sealed, *sealed_before, *runs, *handed_in, *plans}
    by_region: dict[str, list[Orang]] = {}
    for person in people:
        by_region.setdefault(person.kode_wilayah, []).append(person)
    of_district: dict[str, list[Peserta]] = {}
    for one in peserta:
        of_district.setdefault(one.kode_kab, []).append(one)
    return {
        kode: Keadaan(
            fiscal_year=fiscal_year,
            district=kode,
            day=day,
            rules=rules,
            people=[p for region in ("", kode[:2], kode) for p in by_region.get(region, ())],
            peserta=of_district.get(kode, []),
            acts=acts.get(kode, []),
            before=before.get(kode, []),
            sealed=sealed.get(kode, {}),
            sealed_before=sealed_before.get(kode, {}),
            nama=_name(told.get(kode, {}), of_district.get(kode, []), kode),
            tables=_tables(store, runs.get(kode), kode) if kode in handed_in else None,
            verdict=told.get(kode, {}).get("verdict"),
            received_on=handed_in.get(kode),
            mps_before=plans.get(kode),
            changed=_changed(year, kode, acts.get(kode, []), sealed.get(kode, {})),
            used=_used(store, runs.get(kode), kode, acts.get(kode, [])),
            findings=run_findings(store, runs.get(kode), told.get(kode, {})),
        )
        for kode in sorted(known)
    }


def _name(told: Mapping[str, Any], listed: list[Peserta], kode: str) -> str:
    names = (str(told.get("nama", "")), *(p.kabupaten_kota for p in listed))
    return next((name for name in names if name and name != kode), "")


def _received_on(store: Store, fiscal_year: int, kode: str, day: date) -> date | None:
    """The day of the newest submission up to the day that is asked about."""
    days = [date.fromisoformat(r["received"][:DAY]) for r in receipts(store, fiscal_year, kode)]
    return max((d for d in days if d <= day), default=None)


def _plans(year: Known, only: str) -> dict[str, tuple[int, str]]:
    """The year and state of the MPS of an earlier year that covers this one, by district."""
    plans = {kode: m["fiscal_year"] for kode, m in year.plans.items() if only in ("", kode)}
    documents = {of: documents_of(year.year(of), only) for of in {*plans.values()}}
    found: dict[str, tuple[int, str]] = {}
    for kode, of in plans.items():
        about = [a for a in year.acts(of, only).get(kode, []) if a["kind"] == "dokumen"]
        found[kode] = of, lives(about, year.people, documents[of].get(kode, {}))["mps"].state
    return found


def _tables(store: Store, run: Manifest | None, kode: str) -> frozenset[str] | None:
    """The tables that the newest run read; None where it validated nothing."""
    memo = unit_of(run, kode, "validation") if run else None
    return frozenset(name for name, n in load_memo(store, memo).summary["rows"].items() if n) if memo else None


def _changed(year: Known, kode: str, acts: list[Act], sealed: Mapping[str, str]) -> dict[str, list[str]]:
    """By document that acts are about and that has a newer version: the submitted tables that differ."""
    about = {str(a["dokumen"]): str(a["versi"]) for a in acts if a["kind"] == "dokumen" and a["aksi"] == "submit"}
    found: dict[str, list[str]] = {}
    for name, version in about.items():
        if name in sealed and sealed[name] != version:
            then, now = (_checked_tables(year, kode, d) for d in (version, sealed[name]))
            found[name] = sorted(t for t in {*then, *now} if then.get(t) != now.get(t))
    return found


def _checked_tables(year: Known, kode: str, document: str) -> dict[str, str]:
    """The digest of each table that was checked in the run that published the document."""
    run = year.year(year.fiscal_year).run_of(kode, document)
    memo = unit_of(year.run(run), kode, "validation") if run else None
    return {name: out.digest for name, out in load_memo(year.store, memo).tables.items()} if memo else {}


def _used(store: Store, run: Manifest | None, kode: str, acts: list[Act]) -> dict[str, str]:
    """The value in use of each cell that an agreement is about, "" for unknown; {} where nothing is sealed."""
    agreed = agreements(acts)
    checked = History(store, run).unit(run["fiscal_year"], kode, "validation") if run and agreed else None
    found: dict[str, str] = {}
    for cell, act in agreed.items():
        if checked and act["tabel"] in checked.memo.tables:
            value = checked.rows(table(act["tabel"])).get(act["kunci"], {}).get(act["kolom"])
            found[cell] = "" if value is None else str(value)
    return found


def run_findings(store: Store, run: Manifest | None, told: Mapping[str, Any]) -> list[Finding]:
    """What the newest run found about the district; nothing is read where its record counts none."""
    if run is None or not any(told["findings"].values()):
        return []
    history = History(store, run)
    return findings_of(store, lambda step: history.unit(run["fiscal_year"], told["kode"], step))
