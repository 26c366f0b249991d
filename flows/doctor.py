"""Is this machine fit for a run: one sentence a thing, with what to do about it."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from uuid import uuid4

from packaging.requirements import Requirement

from flows.server import answers
from flows.settings import Settings, prefect_server
from flows.wiring import KEYRING, now, open_store
from schemas.errors import KeyringBroken, PpspError, StoreConflict, StoreUnavailable
from tasks.lineage.records.ledger import entries, sealed_runs
from tasks.store.keyring import Keyring
from tasks.store.keys import manifest_key
from tasks.store.ports import KeptStore, Store

FINE, NOTE, BROKEN = "fine", "note", "broken"
_LEAST_BYTES = 2_000_000_000
_PROBE = "probe/"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at: `state` is fine, note (works, but know it) or broken; `do` is empty when fine."""

    what: str
    state: str
    says: str
    do: str = ""


def examine(url: str) -> list[Found]:
    """Everything that a run on this machine with the store at `url` rests on."""
    return [_python(), *_libraries(), *_store(url), _disk(url), _server(), _key(), _keyring(url), _typesetter()]


def probe(store: KeptStore) -> list[str]:
    """What the store was seen to keep, in sentences. Raises StoreUnavailable where it breaks a promise."""
    key = f"{_PROBE}{uuid4().hex}"
    try:
        if not store.put_new(key, b"first") or store.put_new(key, b"first"):
            raise StoreUnavailable(f"{store.url} does not say whether a key was created")
        try:
            store.put_new(key, b"second")
        except StoreConflict:
            pass
        else:
            raise StoreUnavailable(f"{store.url} overwrites; use a folder, AWS S3 or Ceph RGW")
        if store.get(key) != b"first" or key not in store.list(_PROBE):
            raise StoreUnavailable(f"{store.url} does not give back what was put")
    finally:
        store.remove(key)
    kept = ["a key is created once", "other bytes under a key are refused", "what was put is read back and listed"]
    return kept + [says for says in [store.protection()] if says]


def _python() -> Found:
    found = platform.python_version()
    if found.startswith("3.11."):
        return Found("Python", FINE, found)
    return Found("Python", BROKEN, found, "run with Python 3.11, for which the versions are pinned")


def _libraries() -> Iterator[Found]:
    asked = [r for r in map(Requirement, requires("ppsp") or ()) if r.marker is None]
    wrong = []
    for requirement in asked:
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            found = ""
        if not found or found not in requirement.specifier:
            wrong.append(f"{requirement} (found {found or 'none'})")
    if wrong:
        yield Found("libraries", BROKEN, "; ".join(wrong), "install requirements/runtime.txt again (`make setup`)")
    else:
        yield Found("libraries", FINE, f"{len(asked)} as asked for")


def _store(url: str) -> Iterator[Found]:
    try:
        store = open_store(url)
        held = probe(store)
        runs, loose, ahead = _ledger(store)
    except PpspError as error:
        yield Found("store", BROKEN, str(error), "name the store with --store or PPSP_STORE; see `ppsp store probe`")
        return
    yield Found("store", FINE, f"{url}: {'; '.join(held)}")
    if loose:
        yield Found("ledger", NOTE, f"{loose} runs without ledger entry", "the next run gives them their entry")
    else:
        yield Found("ledger", FINE, f"{runs} sealed runs")
    if ahead:
        yield Found("clock", BROKEN, f"the newest run began {ahead}, later than now", "set the clock of this machine")
    else:
        yield Found("clock", FINE, now().isoformat(timespec="minutes"))


def _ledger(store: Store) -> tuple[int, int, str]:
    """Sealed runs, run records without entry, and when the newest run began if that is later than now."""
    sealed = {e.run for e in entries(store)}
    records = {key.split("/")[1] for key in store.list("runs/") if key == manifest_key(key.split("/")[1])}
    newest = next(iter(sealed_runs(store)), None)
    began = str(newest["started"]) if newest else ""
    return len(sealed), len(records - sealed), began if began > now().isoformat() else ""


def _disk(url: str) -> Found:
    folder = Path.cwd() if url.startswith("s3://") else Path(url).absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:.1f} GB free at {folder}"
    if free < _LEAST_BYTES:
        return Found("disk", BROKEN, says, "make room before the next run")
    return Found("disk", FINE, says)


def _server() -> Found:
    url = prefect_server()
    if not url:
        return Found("Prefect", NOTE, "no server; each run starts its own", "`ppsp server start` keeps one")
    if not answers(url):
        return Found("Prefect", BROKEN, f"{url} does not answer", "start the server or unset PREFECT_API_URL")
    return Found("Prefect", FINE, f"{url} answers")


def _key() -> Found:
    path = Settings().signing_key
    if not path:
        return Found("signing", NOTE, "runs are not signed", "`ppsp keys new FILE`, then PPSP_SIGNING_KEY=FILE")
    if not Path(path).is_file():
        return Found("signing", BROKEN, f"PPSP_SIGNING_KEY {path} is not there", "name the file of the key")
    return Found("signing", FINE, f"runs are signed with {path}")


def _keyring(url: str) -> Found:
    """Keys of household answers: without a place for them no submission with such answers can be taken."""
    settings = Settings()
    if settings.keys.get_secret_value():
        return Found("keyring", NOTE, "keys are given as text (PPSP_KEYS); none can be added", "name a file to add one")
    if not settings.keyring and url.startswith("s3://"):
        do = "name a file of this machine in PPSP_KEYRING, with a back-up apart from the store's"
        return Found("keyring", BROKEN, "there is no place for keys of household answers", do)
    path = settings.keyring or f"{url.rstrip('/')}{KEYRING}"
    try:
        Keyring(path).keys("")
    except KeyringBroken as error:
        return Found("keyring", BROKEN, str(error), "mend it before the next submission")
    return Found("keyring", FINE, f"keys of household answers are kept in {path}")


def _typesetter() -> Found:
    import typst

    try:
        typst.compile(b'#set text(font: "Libertinus Serif", fallback: false)\nSanitasi')
    except typst.TypstError as error:
        return Found("PDF", BROKEN, str(error), "install requirements/runtime.txt again (`make setup`)")
    return Found("PDF", FINE, "typesetter and its font are there")
