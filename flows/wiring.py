"""Puts the parts together: which store, whose clock, which submissions, region lists and pins a cycle starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from flows.cycle.known import MPS_STEP, SSK_STEP, Known
from flows.settings import Settings
from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.intake.regions.boundaries import Shape, cut
from tasks.intake.regions.boundaries import read as read_boundaries
from tasks.intake.regions.regions import Registry, registry_from
from tasks.lineage.records.erased import erased_names
from tasks.lineage.records.ledger import Manifest, sealed_runs, units_of
from tasks.lineage.records.receipts import Receipt, districts_with_receipts, receipts, references
from tasks.lineage.units.unit import put_object
from tasks.store.keyring import Keyring
from tasks.store.keys import is_household, object_key, scope_of
from tasks.store.ports import KeptStore, Store
from tasks.store.restricted import RestrictedStore
from tasks.store.retention import Lock

if TYPE_CHECKING:  # the chain brings every area along; commands that only look at the store need none of it
    from flows.cycle.chain import Cycle, District

LIBRARIES = (
    "prefect",
    "great-expectations",
    "pandas",
    "numpy",
    "scipy",
    "python-calamine",
    "jinja2",
    "boto3",
    "XlsxWriter",
    "pyarrow",
    "openpyxl",
    "typst",
    "python-docx",
    "duckdb",
    "PyYAML",
)
KEYRING = ".keyring"
"""The keys of a store in a folder lie beside it under its name with this ending, unless PPSP_KEYRING names a file."""
REGION_KIND = "regions"
BOUNDARY_KIND = "boundaries"
_MPS_COSTS = 4  # times the work of a year without one, measured on the demo
_registries: dict[tuple[str, ...], Registry] = {}
_boundaries: dict[tuple[str, ...], dict[str, Shape]] = {}


def now() -> datetime:
    """The clock of the whole house."""
    return datetime.now(UTC)


def open_store(url: str, endpoint: str | None = None, *, may_be_new: bool = False) -> RestrictedStore:
    """The store at `url`: `s3://bucket/prefix`, else a folder; household answers are read with the keys at hand.

    Raises WrongUsage for any other kind of address, and for a folder that holds no store unless it `may_be_new`.
    """
    settings = Settings()
    below = plain_store(url, endpoint or settings.s3_endpoint, lock=_lock_of(settings), may_be_new=may_be_new)
    apart = below
    if settings.restricted_store:
        place, endpoint = settings.restricted_store, settings.restricted_s3_endpoint or settings.s3_endpoint
        apart = plain_store(place, endpoint, settings.restricted_s3_profile, may_be_new=True)
    keyring = settings.keyring or ("" if url.startswith("s3://") else f"{url.rstrip('/')}{KEYRING}")
    return RestrictedStore(below, apart, Keyring(keyring, settings.keys.get_secret_value()))


def _lock_of(settings: Settings) -> Lock | None:
    """For the store itself; the place of household answers is never locked, as they may have to be erased."""
    days, mode, apart = settings.s3_lock_days, settings.s3_lock_mode, settings.s3_lock_bucket
    return Lock(days, mode, now, apart) if days else None


def plain_store(
    url: str, endpoint: str | None = None, profile: str = "", *, lock: Lock | None = None, may_be_new: bool = False
) -> KeptStore:
    """The bytes of a store as they lie there, sealed or not; see open_store."""
    if url.startswith("s3://"):
        from tasks.store.s3 import S3Store

        bucket, _, prefix = url.removeprefix("s3://").partition("/")
        if not bucket:
            raise WrongUsage(f"{url!r} names no bucket; a store in S3 is s3://bucket/prefix")
        return S3Store(bucket, prefix, endpoint, profile, lock)
    if "://" in url:
        raise WrongUsage(f"{url!r} is no store; a store is a folder or s3://bucket/prefix")
    from tasks.store.folder import FolderStore

    store = FolderStore(url)
    if not may_be_new and not store.is_there():
        raise WrongUsage(
            f"there is no store at {url}; `ppsp submit` and `ppsp regions load` make one. Is the path mistyped?"
        )
    return store


def library_versions() -> dict[str, str]:
    """Versions of the libraries that could change a result, for the run record."""
    return {name: version(name) for name in LIBRARIES}


def region_lists(store: Store) -> list[tuple[str, bytes]]:
    """The loaded region files, oldest first: (name, bytes)."""
    return [(r["name"], store.get(object_key(r["file"]))) for r in references(store, REGION_KIND)]


def registry(store: Store) -> Registry:
    """The region registry of a store; made once for the same set of loaded files."""
    files = tuple(r["file"] for r in references(store, REGION_KIND))
    if files not in _registries:
        _registries[files] = registry_from(region_lists(store))
    return _registries[files]


def open_cycle(
    store: Store,
    fiscal_year: int,
    only: Sequence[str] | None = None,
    *,
    is_forced: bool = False,
    with_alternatives: bool = False,
    takes_drafts: bool = False,
) -> Cycle:
    """A cycle over every district with a submission for the year or an SSK of the year before that may be pinned.

    Raises YearNotPrepared for an unconfirmed year and WrongUsage for a district that has neither.
    """
    from flows.cycle.chain import Cycle

    load_rulebook(fiscal_year)
    known = Known(store, fiscal_year)
    pins = known.drafts if takes_drafts else known.pins
    chosen = _chosen(store, fiscal_year, pins, only)
    regions, plans, sealed = registry(store), _plans(known, chosen), known.year(fiscal_year)
    districts = {
        kode: district_of(store, fiscal_year, kode, regions, pins.get(kode), sealed.units(kode), plans.get(kode))
        for kode in chosen
    }
    return Cycle(store, fiscal_year, districts, is_forced, with_alternatives)


def nothing_to_run(store: Store, fiscal_year: int) -> str:
    """Why a run without districts is refused."""
    return (
        f"nothing to run: the store {store.url} holds no submission for fiscal year {fiscal_year} and no sealed SSK of "
        f"{fiscal_year - 1}; `ppsp submit {fiscal_year} DISTRICT PATH` hands something in"
    )


def _chosen(store: Store, fiscal_year: int, pins: Iterable[str], only: Sequence[str] | None) -> list[str]:
    known = sorted({*districts_with_receipts(store, fiscal_year), *pins})
    unknown = sorted(set(only or ()) - set(known))
    if unknown:
        raise WrongUsage(
            f"{', '.join(unknown)}: nothing was submitted for fiscal year {fiscal_year} and there is no sealed SSK "
            f"of {fiscal_year - 1}; `ppsp submit {fiscal_year} {unknown[0]} PATH` hands something in"
        )
    return [kode for kode in known if not only or kode in only]


def newest_runs(store: Store, fiscal_year: int) -> dict[str, Manifest]:
    """For each district the newest sealed run of the year that read its submission or made its MPS."""
    return Known(store, fiscal_year).runs


def newest_name(store: Store, fiscal_year: int) -> str:
    """The name of the newest sealed run of a year that made documents; "" where there is none."""
    made = (r for r in sealed_runs(store, fiscal_year) if any(d["documents"] for d in r["districts"]))
    return next((str(r["run_id"]) for r in made), "")


def district_of(
    store: Store,
    fiscal_year: int,
    kode: str,
    regions: Registry,
    pin: Manifest | None = None,
    last: Mapping[str, str] | None = None,
    plan: tuple[Manifest, Manifest] | None = None,
) -> District:
    """What is known of a district before anything runs: its receipts, its slice of the region lists, its pins.

    `last` has the newest unit of each step; `plan` is the run of the MPS that covers the year and the run of the SSK
    that it was made from.
    """
    from flows.cycle.chain import District

    handed_in = list(receipts(store, fiscal_year, kode))
    places = regions.slice_for(kode)
    before = units_of(pin, kode) if pin else {}
    return District(
        kode=kode,
        **(raw_inputs(store, places, handed_in, cut(boundaries(store), kode)) if handed_in else {}),
        pin={"run": pin["run_id"], "memo": before[SSK_STEP]} if pin else None,
        before=before,
        last=last or {},
        work=len(places) * (_MPS_COSTS if pin else 1),
        **(_plan_behind(kode, *plan) if plan and handed_in else {}),
    )


def _plans(known: Known, chosen: Iterable[str]) -> dict[str, tuple[Manifest, Manifest]]:
    """The run of each district's MPS and of its SSK."""
    return {
        kode: (known.plans[kode], known.run(known.plans[kode]["pins"][kode]["run"]))
        for kode in chosen
        if kode in known.plans
    }


def _plan_behind(kode: str, mps: Manifest, ssk: Manifest) -> dict[str, Any]:
    units = units_of(mps, kode)
    pin = {"run": mps["run_id"], "fiscal_year": mps["fiscal_year"], "memo": units[MPS_STEP]}
    return {"pin_mps": pin, "behind": {"pin": units, "pin-1": units_of(ssk, kode)}}


def _label(seq: int, i: int) -> str:
    return f"file:{seq}:{i}"


def boundaries(store: Store) -> dict[str, Shape]:
    """The shapes of all loaded files of boundaries by code, the newest file first; read once for the same files."""
    files = tuple(r["file"] for r in references(store, BOUNDARY_KIND))
    if files not in _boundaries:
        found: dict[str, Shape] = {}
        for r in references(store, BOUNDARY_KIND):
            found |= read_boundaries(r["name"], store.get(object_key(r["file"])))
        _boundaries[files] = found
    return _boundaries[files]


def raw_inputs(store: Store, places: bytes, handed_in: Sequence[Receipt], shapes: bytes = b"") -> dict[str, Any]:
    """What intake is made from: `blobs`, the digests of files, region list and boundaries by label, and `meta`.

    Without boundaries there is no blob of them, so that nothing is made anew where none was loaded.
    """
    handed_in = _without_erased(store, handed_in)
    files = {f["label"]: f["digest"] for r in handed_in for f in r["files"]}
    blobs = {**files, "regions": put_object(store, places)}
    blobs |= {"boundaries": put_object(store, shapes)} if shapes else {}
    return {"blobs": blobs, "meta": {"receipts": [_receipt_meta(r) for r in handed_in]}}


def _without_erased(store: Store, handed_in: Sequence[Receipt]) -> list[Receipt]:
    """The receipts, each file with its label, and the open copy in place of each that an act destroyed, once a newer
    survey was handed in.

    Before that such a file stays named, so that nothing is made anew as if there never had been a survey.
    """
    apart = {f["digest"] for r in handed_in for f in r["files"] if is_household(f["digest"])}
    gone = {name for scope in {scope_of(n) for n in apart} for name in erased_names(store, *scope.split("/"))}
    newest = max((r["seq"] for r in handed_in if any(f["digest"] in apart - gone for f in r["files"])), default=0)
    found = []
    for receipt in handed_in:
        placed = [{**f, "label": _label(receipt["seq"], i)} for i, f in enumerate(receipt["files"])]
        files = [
            f if f["digest"] not in gone or receipt["seq"] > newest else {**f, "digest": f["reduced"]}
            for f in placed
            if f["digest"] not in gone or receipt["seq"] > newest or "reduced" in f
        ]
        found.append({**receipt, "files": files})
    return found


def _receipt_meta(receipt: Receipt) -> dict[str, Any]:
    files = [{name: f[name] for name in ("label", "name", "digest")} for f in receipt["files"]]
    return {"seq": receipt["seq"], "code_system": receipt["code_system"], "files": files}
