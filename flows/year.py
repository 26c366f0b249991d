"""A fiscal year as it stands on a day, read from a store: people, acts, what is sealed and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flows.findings import findings_of
from flows.wiring import PEOPLE_KIND, newest_runs, pinned_mps, run_of
from schemas.findings import Finding
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.lineage.acts import Act, acts_of_year
from tasks.lineage.history import History
from tasks.lineage.ledger import sealed_runs, unit_of
from tasks.lineage.receipts import districts_with_receipts, receipts, references
from tasks.lineage.unit import load_memo
from tasks.programme.dokumen import lives
from tasks.programme.keadaan import Keadaan
from tasks.programme.kesepakatan import agreements
from tasks.programme.orang import Orang, Peserta, read_orang, read_peserta
from tasks.store.keys import object_key
from tasks.store.ports import Store

STEM = {"buku-putih": "buku_putih", "ssk": "ssk", "mps": "mps"}
DAY = len("2013-05-02")


def people_of(store: Store) -> list[Orang]:
    """The people of all loaded lists."""
    return read_orang(_loaded(store, PEOPLE_KIND))


def participants_of(store: Store) -> list[Peserta]:
    """The participants of all loaded lists."""
    return read_peserta(_loaded(store, "peserta"))


def _loaded(store: Store, kind: str) -> Iterator[tuple[str, bytes]]:
    return ((r["name"], store.get(object_key(r["file"]))) for r in references(store, kind))


def sealed_documents(store: Store, fiscal_year: int) -> dict[str, dict[str, str]]:
    """The digest of the newest sealed version of each document, by district and name."""
    found: dict[str, dict[str, str]] = {}
    for manifest in sealed_runs(store, fiscal_year):
        for district in manifest["districts"]:
            for key in district["documents"]:
                name = STEM.get(key.rsplit("/", 1)[-1].split(".")[0])
                if name:
                    found.setdefault(district["kode"], {}).setdefault(name, manifest["published"][key])
    return found


def year_of(store: Store, fiscal_year: int, day: date, only: str = "") -> dict[str, Keadaan]:
    """What is known of each district that takes part, acted or has something sealed in the year, on that day.

    With `only` the named district alone, also when nothing is known of it. Raises YearNotPrepared.
    """
    rules = load_rulebook(fiscal_year)
    people, peserta = people_of(store), participants_of(store)
    acts, before = (acts_of_year(store, year, only) for year in (fiscal_year, fiscal_year - 1))
    sealed, sealed_before = (sealed_documents(store, year) for year in (fiscal_year, fiscal_year - 1))
    runs = newest_runs(store, fiscal_year)
    told, plans = _told(runs), _plans(store, fiscal_year, people, only)
    arrived = districts_with_receipts(store, fiscal_year)
    handed_in = {kode: _received_on(store, fiscal_year, kode, day) for kode in arrived}
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
            changed=_changed(store, fiscal_year, kode, acts.get(kode, []), sealed.get(kode, {})),
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


def _told(runs: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What the newest run of each district says about it; a run of many districts is looked through once."""
    by_run = {run["run_id"]: {d["kode"]: d for d in run["districts"]} for run in runs.values()}
    return {kode: by_run[run["run_id"]][kode] for kode, run in runs.items()}


def _plans(store: Store, fiscal_year: int, people: list[Orang], only: str) -> dict[str, tuple[int, str]]:
    """The year and state of the MPS of an earlier year that covers this one, by district."""
    years: dict[int, list[str]] = {}
    for kode, manifest in pinned_mps(store, fiscal_year).items():
        if not only or kode == only:
            years.setdefault(manifest["fiscal_year"], []).append(kode)
    found: dict[str, tuple[int, str]] = {}
    for year, districts in years.items():
        acts, sealed = acts_of_year(store, year, only), sealed_documents(store, year)
        for kode in districts:
            about = [a for a in acts.get(kode, []) if a["kind"] == "dokumen"]
            found[kode] = year, lives(about, people, sealed.get(kode, {}))["mps"].state
    return found


def _tables(store: Store, run: dict[str, Any] | None, kode: str) -> frozenset[str] | None:
    """The tables that the newest run read; None where it validated nothing."""
    memo = unit_of(run, kode, "validation") if run else None
    return frozenset(name for name, n in load_memo(store, memo).summary["rows"].items() if n) if memo else None


def _changed(
    store: Store, fiscal_year: int, kode: str, acts: list[Act], sealed: Mapping[str, str]
) -> dict[str, list[str]]:
    """By document that acts are about and that has a newer version: the submitted tables that differ."""
    about = {str(a["dokumen"]): str(a["versi"]) for a in acts if a["kind"] == "dokumen" and a["aksi"] == "submit"}
    found: dict[str, list[str]] = {}
    for name, version in about.items():
        if name in sealed and sealed[name] != version:
            then, now = (
                _checked_tables(store, run_of(store, fiscal_year, kode, d), kode) for d in (version, sealed[name])
            )
            found[name] = sorted(t for t in {*then, *now} if then.get(t) != now.get(t))
    return found


def _checked_tables(store: Store, run: dict[str, Any] | None, kode: str) -> dict[str, str]:
    """The digest of each table that the run checked."""
    memo = unit_of(run, kode, "validation") if run else None
    return {name: out.digest for name, out in load_memo(store, memo).tables.items()} if memo else {}


def _used(store: Store, run: dict[str, Any] | None, kode: str, acts: list[Act]) -> dict[str, str]:
    """The value in use of each cell that an agreement is about, "" for unknown; {} where nothing is sealed."""
    agreed = agreements(acts)
    checked = History(store, run).unit(run["fiscal_year"], kode, "validation") if run and agreed else None
    found: dict[str, str] = {}
    for cell, act in agreed.items():
        if checked and act["tabel"] in checked.memo.tables:
            value = checked.rows(table(act["tabel"])).get(act["kunci"], {}).get(act["kolom"])
            found[cell] = "" if value is None else str(value)
    return found


def run_findings(store: Store, run: dict[str, Any] | None, told: Mapping[str, Any]) -> list[Finding]:
    """What the newest run found about the district; nothing is read where its record counts none."""
    if run is None or not any(told["findings"].values()):
        return []
    history = History(store, run)
    return findings_of(store, lambda step: history.unit(run["fiscal_year"], told["kode"], step))
