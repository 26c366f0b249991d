"""Puts the parts together: which store, whose clock, which submissions, region lists and pins a cycle starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from flows.settings import Settings
from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.intake.boundaries import Shape, cut
from tasks.intake.boundaries import read as read_boundaries
from tasks.intake.regions import Registry, registry_from
from tasks.lineage.acts import acts_of_year
from tasks.lineage.ledger import Manifest, load_manifest, newest_run_by_district, sealed_runs, units_of
from tasks.lineage.receipts import Receipt, districts_with_receipts, receipts, references
from tasks.lineage.unit import put_object
from tasks.programme.dokumen import lives
from tasks.programme.orang import read_orang
from tasks.store.keys import object_key, published_key
from tasks.store.ports import KeptStore, Store

if TYPE_CHECKING:  # the chain brings every area along; commands that only look at the store need none of it
    from flows.chain import Cycle, District

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
)
SSK_STEP = "ssk"
MPS_STEP = "mps"
PLAN_YEARS = 5
REGION_KIND = "regions"
PEOPLE_KIND = "orang"
BOUNDARY_KIND = "boundaries"
_MPS_COSTS = 4  # times the work of a year without one, measured on the demo
_registries: dict[tuple[str, ...], Registry] = {}
_boundaries: dict[tuple[str, ...], dict[str, Shape]] = {}


def now() -> datetime:
    """The clock of the whole house."""
    return datetime.now(UTC)


def open_store(url: str, endpoint: str | None = None, *, may_be_new: bool = False) -> KeptStore:
    """The store at `url`: `s3://bucket/prefix`, else a folder.

    Raises WrongUsage for any other kind of address, and for a folder that holds no store unless it `may_be_new`.
    """
    if url.startswith("s3://"):
        from tasks.store.s3 import S3Store

        bucket, _, prefix = url.removeprefix("s3://").partition("/")
        if not bucket:
            raise WrongUsage(f"{url!r} names no bucket; a store in S3 is s3://bucket/prefix")
        return S3Store(bucket, prefix, endpoint or Settings().s3_endpoint)
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
    from flows.chain import Cycle

    load_rulebook(fiscal_year)
    pins, last = pinned(store, fiscal_year, takes_drafts=takes_drafts), newest_runs(store, fiscal_year)
    chosen = _chosen(store, fiscal_year, pins, only)
    regions, plans = registry(store), _plans(store, pinned_mps(store, fiscal_year), chosen)
    districts = {
        kode: district_of(store, fiscal_year, kode, regions, pins.get(kode), last.get(kode), plans.get(kode))
        for kode in chosen
    }
    return Cycle(store, fiscal_year, districts, is_forced, with_alternatives)


def nothing_to_run(store: Store, fiscal_year: int) -> str:
    """Why a run without districts is refused."""
    return (
        f"nothing to run: the store {store.url} holds no submission for fiscal year {fiscal_year} and no sealed SSK of "
        f"{fiscal_year - 1}; `ppsp submit {fiscal_year} DISTRICT PATH` hands something in"
    )


def districts_of(
    store: Store, fiscal_year: int, only: Sequence[str] | None = None, *, takes_drafts: bool = False
) -> list[str]:
    """The districts of a cycle, sorted; raises as `open_cycle` does, before anything costly is read."""
    load_rulebook(fiscal_year)
    return _chosen(store, fiscal_year, pinned(store, fiscal_year, takes_drafts=takes_drafts), only)


def _chosen(store: Store, fiscal_year: int, pins: Iterable[str], only: Sequence[str] | None) -> list[str]:
    known = sorted({*districts_with_receipts(store, fiscal_year), *pins})
    unknown = sorted(set(only or ()) - set(known))
    if unknown:
        raise WrongUsage(
            f"{', '.join(unknown)}: nothing was submitted for fiscal year {fiscal_year} and there is no sealed SSK "
            f"of {fiscal_year - 1}; `ppsp submit {fiscal_year} {unknown[0]} PATH` hands something in"
        )
    return [kode for kode in known if not only or kode in only]


def pinned(store: Store, fiscal_year: int, *, takes_drafts: bool = False) -> dict[str, Manifest]:
    """For each district the run of the SSK of the year before that its MPS is made from (decision 24).

    Once acts on that SSK are on record it is the ratified version, and none until there is one; before that, and
    always with `takes_drafts`, it is the newest sealed one.
    """
    newest = newest_run_by_district(store, fiscal_year - 1, (SSK_STEP,))
    return newest if takes_drafts else _as_ratified(store, fiscal_year - 1, newest)


def _as_ratified(store: Store, ssk_year: int, newest: dict[str, Manifest]) -> dict[str, Manifest]:
    acts = {
        kode: about
        for kode, every in acts_of_year(store, ssk_year).items()
        if (about := [a for a in every if a["kind"] == "dokumen" and a["dokumen"] == SSK_STEP]) and kode in newest
    }
    if not acts:
        return newest
    people = read_orang((r["name"], store.get(object_key(r["file"]))) for r in references(store, PEOPLE_KIND))
    chosen = dict(newest)
    for kode, about in acts.items():
        life = lives(about, people, {})[SSK_STEP]
        run = run_of(store, ssk_year, kode, life.digest) if life.state == "ratified" else None
        chosen.pop(kode)
        chosen |= {kode: run} if run else {}
    return chosen


def run_of(store: Store, fiscal_year: int, kode: str, document: str) -> Manifest | None:
    """The newest run that published this very document of the district."""
    stem = published_key(fiscal_year, kode, "")
    for manifest in sealed_runs(store, fiscal_year):
        if document in (d for key, d in manifest["published"].items() if key.startswith(stem)):
            return manifest
    return None


def withheld(store: Store, fiscal_year: int) -> list[str]:
    """Districts whose MPS waits: their SSK of the year before is on its way to ratification and not ratified."""
    newest = pinned(store, fiscal_year, takes_drafts=True)
    return sorted(newest.keys() - _as_ratified(store, fiscal_year - 1, newest).keys())


def pinned_mps(store: Store, fiscal_year: int) -> dict[str, Manifest]:
    """For each district the newest run that sealed the newest MPS covering the year: an MPS of M covers M+1 to M+5."""
    found: dict[str, Manifest] = {}
    for year in range(fiscal_year - PLAN_YEARS, fiscal_year):
        found |= newest_run_by_district(store, year, (MPS_STEP,))
    return found


def newest_runs(store: Store, fiscal_year: int) -> dict[str, Manifest]:
    """For each district the newest sealed run of the year that read its submission or made its MPS."""
    return newest_run_by_district(store, fiscal_year, ("intake", "mps"))


def district_of(
    store: Store,
    fiscal_year: int,
    kode: str,
    regions: Registry,
    pin: Manifest | None = None,
    last: Manifest | None = None,
    plan: tuple[Manifest, Manifest] | None = None,
) -> District:
    """What is known of a district before anything runs: its receipts, its slice of the region lists, its pins.

    `plan` is the run of the MPS that covers the year and the run of the SSK that it was made from.
    """
    from flows.chain import District

    handed_in = list(receipts(store, fiscal_year, kode))
    places = regions.slice_for(kode)
    before = units_of(pin, kode) if pin else {}
    return District(
        kode=kode,
        **(raw_inputs(store, places, handed_in, cut(boundaries(store), kode)) if handed_in else {}),
        pin={"run": pin["run_id"], "memo": before[SSK_STEP]} if pin else None,
        before=before,
        last=units_of(last, kode) if last else {},
        work=len(places) * (_MPS_COSTS if pin else 1),
        **(_plan_behind(kode, *plan) if plan and handed_in else {}),
    )


def _plans(store: Store, mps: Mapping[str, Manifest], chosen: Iterable[str]) -> dict[str, tuple[Manifest, Manifest]]:
    """The run of each district's MPS and of its SSK; a run that many districts share is read once."""
    runs: dict[str, Manifest] = {}
    found: dict[str, tuple[Manifest, Manifest]] = {}
    for kode in (k for k in chosen if k in mps):
        run = str(mps[kode]["pins"][kode]["run"])
        if run not in runs:
            runs[run] = load_manifest(store, run)
        found[kode] = mps[kode], runs[run]
    return found


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
    files = {_label(r["seq"], i): f["digest"] for r in handed_in for i, f in enumerate(r["files"])}
    blobs = {**files, "regions": put_object(store, places)}
    blobs |= {"boundaries": put_object(store, shapes)} if shapes else {}
    return {"blobs": blobs, "meta": {"receipts": [_receipt_meta(r) for r in handed_in]}}


def _receipt_meta(receipt: Receipt) -> dict[str, Any]:
    files = [
        {"label": _label(receipt["seq"], i), "name": f["name"], "digest": f["digest"]}
        for i, f in enumerate(receipt["files"])
    ]
    return {"seq": receipt["seq"], "code_system": receipt["code_system"], "files": files}
