"""Puts the parts together: which store, whose clock, which submissions, region lists and pins a cycle starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from flows.settings import Settings
from schemas.errors import WrongUsage
from schemas.rulebook import load_rulebook
from tasks.intake.regions import Registry, registry_from
from tasks.lineage.ledger import Manifest, newest_run_by_district, units_of
from tasks.lineage.receipts import districts_with_receipts, receipts, references
from tasks.lineage.unit import put_object
from tasks.store.keys import object_key
from tasks.store.ports import Store

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
REGION_KIND = "regions"
_registries: dict[tuple[str, ...], Registry] = {}


def now() -> datetime:
    """The clock of the whole house."""
    return datetime.now(UTC)


def open_store(url: str, endpoint: str | None = None) -> Store:
    """The store at `url`: `s3://bucket/prefix`, else a folder."""
    if url.startswith("s3://"):
        from tasks.store.s3 import S3Store

        bucket, _, prefix = url.removeprefix("s3://").partition("/")
        if not bucket:
            raise WrongUsage(f"{url!r} names no bucket; a store in S3 is s3://bucket/prefix")
        return S3Store(bucket, prefix, endpoint or Settings().s3_endpoint)
    from tasks.store.folder import FolderStore

    return FolderStore(url)


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


def open_cycle(store: Store, fiscal_year: int, only: Sequence[str] | None = None, *, is_forced: bool = False) -> Any:
    """A cycle over every district with a submission for the year or a sealed SSK of the year before.

    Raises YearNotPrepared for an unconfirmed year and WrongUsage for a district that has neither.
    """
    from flows.chain import Cycle

    load_rulebook(fiscal_year)
    pins = pinned(store, fiscal_year)
    handed_in = districts_with_receipts(store, fiscal_year)
    known = sorted({*handed_in, *pins})
    unknown = sorted(set(only or ()) - set(known))
    if unknown:
        raise WrongUsage(
            f"{', '.join(unknown)}: nothing was submitted for fiscal year {fiscal_year} and there is no sealed SSK "
            f"of {fiscal_year - 1}; `ppsp submit {fiscal_year} {unknown[0]} PATH` hands something in"
        )
    chosen = [kode for kode in known if not only or kode in only]
    last = newest_runs(store, fiscal_year)
    districts = {kode: _district(store, fiscal_year, kode, pins.get(kode), last.get(kode)) for kode in chosen}
    return Cycle(store, fiscal_year, districts, is_forced)


def pinned(store: Store, fiscal_year: int) -> dict[str, Manifest]:
    """For each district with a sealed SSK of the year before: the newest run that sealed it."""
    return newest_run_by_district(store, fiscal_year - 1, (SSK_STEP,))


def newest_runs(store: Store, fiscal_year: int) -> dict[str, Manifest]:
    """For each district the newest sealed run of the year that read its submission or made its MPS."""
    return newest_run_by_district(store, fiscal_year, ("intake", "mps"))


def _district(store: Store, fiscal_year: int, kode: str, pin: Manifest | None, last: Manifest | None) -> Any:
    from flows.chain import District

    handed_in = list(receipts(store, fiscal_year, kode))
    before = units_of(pin, kode) if pin else {}
    return District(
        kode=kode,
        blobs=_blobs(store, kode, handed_in) if handed_in else {},
        meta={"receipts": [_receipt_meta(r) for r in handed_in]} if handed_in else {},
        pin={"run": pin["run_id"], "memo": before[SSK_STEP]} if pin else None,
        before=before,
        last=units_of(last, kode) if last else {},
    )


def _label(seq: int, i: int) -> str:
    return f"file:{seq}:{i}"


def _blobs(store: Store, kode: str, handed_in: Sequence[dict[str, Any]]) -> dict[str, str]:
    files = {_label(r["seq"], i): f["digest"] for r in handed_in for i, f in enumerate(r["files"])}
    return {**files, "regions": put_object(store, registry(store).slice_for(kode))}


def _receipt_meta(receipt: dict[str, Any]) -> dict[str, Any]:
    files = [
        {"label": _label(receipt["seq"], i), "name": f["name"], "digest": f["digest"]}
        for i, f in enumerate(receipt["files"])
    ]
    return {"seq": receipt["seq"], "code_system": receipt["code_system"], "files": files}
