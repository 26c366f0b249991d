"""Reads a store, or a copy of one, and checks that everything in it is what was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from schemas.canonical import digest as digest_of
from schemas.canonical import parsed
from schemas.errors import NotFound, Withheld
from tasks.lineage.proof import verify
from tasks.lineage.proof.statement import statement
from tasks.lineage.proof.verify import Problem
from tasks.lineage.proof.witness import check_witness
from tasks.lineage.proof.witness import read as read_witness
from tasks.lineage.records.erased import erased_names
from tasks.lineage.records.receipts import digests_of
from tasks.lineage.records.results import PREFIXES
from tasks.lineage.units.memo import Memo
from tasks.store.keys import KEY_PREFIX, STATEMENT_PREFIX, is_household, manifest_key, object_key, scope_of
from tasks.store.ports import Store


@dataclass(slots=True)
class Report:
    """What was looked at and what does not fit.

    `signed`: every entry carries a signature that fits a trusted key. `witness` is the id of the trusted key that
    signed the receipt of the head, "" for a receipt without signature, None where none was held against the ledger.
    `withheld` are objects with answers of households whose key is not here, `erased` those that an act destroyed.
    """

    runs: int
    objects: int
    problems: list[Problem]
    signed: bool = False
    witness: str | None = None
    withheld: int = 0
    erased: int = 0

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "ok": not self.problems,
            "signed": self.signed,
            "witness": self.witness,
            "runs": self.runs,
            "objects": self.objects,
            "withheld": self.withheld,
            "erased": self.erased,
            "problems": [asdict(p) for p in self.problems],
        }


def audit(store: Store, run_id: str | None = None, *, root: str = "", witness: bytes = b"") -> Report:
    """Check the ledger and one run with all it names; without a run, every run and every stored byte.

    `root` is a public key (PEM) from which the signatures must follow, `witness` a receipt of the ledger's head.
    """
    seen = _Seen(store)
    entries, strange = verify.numbered({key: store.get(key) for key in store.list("ledger/")})
    signatures = _signatures(store, entries, root)
    about_signatures = list(verify.check_signatures(entries, signatures))
    problems = [*strange, *verify.check_ledger(entries), *about_signatures]
    problems += check_witness(entries, witness, signatures.trusted) if witness else ()
    runs = [(r, m) for r, m in _sealed(entries) if run_id in (None, r)]
    if run_id is not None and not runs:
        problems.append(Problem("unsealed", manifest_key(run_id), f"the ledger has no entry for run {run_id}"))
    for run, manifest in runs:
        problems += _check_run(seen, run, manifest)
    if run_id is None:
        problems += _check_everything(seen, {r for r, _ in runs}, signatures.trusted)
    unique = sorted(set(problems), key=lambda p: (p.key, p.kind, p.says))
    is_signed = signatures.is_asked and bool(entries) and not about_signatures
    by = _signer(witness, signatures) if witness else None
    return Report(len(runs), seen.objects, unique, is_signed, by, seen.withheld, seen.erased)


def _signer(witness: bytes, signatures: verify.Signatures) -> str:
    head = read_witness(witness, signatures.trusted)
    return head.envelope.valid[0] if head and head.envelope and head.envelope.valid else ""


def _signatures(store: Store, entries: Mapping[int, bytes], root: str) -> verify.Signatures:
    """The envelopes, the keys, and what each entry should say by the records of the store."""
    envelopes, records = {key: store.get(key) for key in store.list(STATEMENT_PREFIX)}, list(_records(store))
    is_asked = records or root
    expected = {}
    for n, data in entries.items() if is_asked else ():
        try:
            body = parsed(data)
            record = store.get(manifest_key(str(body["run"])))
            expected[n] = statement(data, parsed(record), digest_of(record))
        except (ValueError, KeyError, TypeError, AttributeError, NotFound):
            continue  # the entry or its record is damaged, which its own check names
    return verify.Signatures(envelopes, records, expected, root)


def _records(store: Store) -> Iterator[dict[str, Any]]:
    for key in store.list(KEY_PREFIX):
        try:
            record = parsed(store.get(key))
        except ValueError:
            continue  # named as altered with the other receipts
        if isinstance(record, dict) and isinstance(record.get("public_pem"), str):
            yield record


class _Seen:
    """Reads each key once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.objects = self.withheld = self.erased = 0
        self._erased: dict[str, dict[str, str]] = {}
        self._checked: set[str] = set()

    def get(self, key: str) -> bytes | None:
        try:
            return self.store.get(key)
        except NotFound:
            return None

    def check_object(self, key: str) -> Iterator[Problem]:
        if key in self._checked:
            return
        self._checked.add(key)
        if is_household(key):
            yield from self._check_household(key)
            return
        data = self.get(key)
        if data is None:
            yield Problem("missing", key, "an object that a sealed record names is gone")
            return
        self.objects += 1
        yield from verify.check_object(key, data)

    def _check_household(self, name: str) -> Iterator[Problem]:
        """Who holds the key sees whether it still opens; who does not is told how many were not looked at."""
        scope = scope_of(name)
        if scope not in self._erased:
            self._erased[scope] = erased_names(self.store, *scope.split("/"))
        if name in self._erased[scope]:
            self.erased += 1
            return
        try:
            self.store.get(name)
            self.objects += 1
        except Withheld:
            self.withheld += 1
        except NotFound:
            yield Problem("missing", name, "answers of households that a sealed record names are gone or altered")


def _sealed(entries: dict[int, bytes]) -> Iterator[tuple[str, str]]:
    for n in sorted(entries):
        try:
            body = parsed(entries[n])
            yield str(body["run"]), str(body["manifest"])
        except (ValueError, KeyError, TypeError):
            continue


def _check_run(seen: _Seen, run_id: str, expected: str) -> Iterator[Problem]:
    key = manifest_key(run_id)
    data = seen.get(key)
    found = list(verify.check_digest(key, data, expected, f"the record of run {run_id}"))
    yield from found
    if found or data is None:
        return
    manifest = parsed(data)
    for named, digest in {**manifest["inputs"], **manifest["published"]}.items():
        yield from verify.check_digest(named, seen.get(named), digest, f"{named}, named by run {run_id},")
    for unit in manifest["units"]:
        memo = seen.get(unit["memo"])
        wrong = list(verify.check_digest(unit["memo"], memo, unit["digest"], f"a unit record of run {run_id}"))
        yield from wrong
        if not wrong and memo is not None:
            yield from _check_unit(seen, Memo.load(memo))


def _check_unit(seen: _Seen, memo: Memo) -> Iterator[Problem]:
    for digest in memo.objects().values():
        yield from seen.check_object(object_key(digest))
    for label, digest in memo.inputs:
        if label.startswith("blob:"):
            yield from seen.check_object(object_key(digest))


def _check_everything(seen: _Seen, sealed: set[str], trusted: Mapping[str, str]) -> Iterator[Problem]:
    for key in seen.store.list("objects/"):
        yield from seen.check_object(key)
    for prefix in ("submissions/", "reference/", "acts/", "reminders/", "deliveries/", "tokens/", "keys/"):
        keys = list(seen.store.list(prefix))
        yield from verify.check_gaps(keys)
        for key in keys:
            data = seen.store.get(key)
            yield from verify.check_receipt(key, data)
            yield from verify.check_act(key, data, trusted) if prefix == "acts/" else ()
            yield from _files_of_receipt(seen, data)
    for prefix in PREFIXES:
        for key in seen.store.list(prefix):
            yield from _check_result(seen, key, seen.store.get(key))
    for key in seen.store.list("units/"):
        yield from verify.check_memo(key, seen.store.get(key))
    for key in seen.store.list("runs/"):
        run_id = key.split("/")[1]
        if run_id not in sealed:
            yield Problem("unsealed", key, f"run {run_id} has a record but no ledger entry: it was not finished")


def _check_result(seen: _Seen, key: str, data: bytes) -> Iterator[Problem]:
    wrong = list(verify.check_result(key, data))
    yield from wrong
    if wrong:
        return
    record = parsed(data)
    for table in record["tables"].values():
        yield from seen.check_object(object_key(table["digest"]))
    for page, expected in record.get("pages", {}).items():
        yield from verify.check_digest(page, seen.get(page), expected, f"{page}, a page of {key},")


def _files_of_receipt(seen: _Seen, data: bytes) -> Iterator[Problem]:
    try:
        body = parsed(data)
        digests = [body["file"]] if "file" in body else [d for f in body["files"] for d in digests_of(f)]
    except (ValueError, KeyError, TypeError):
        return
    for digest in digests:
        yield from seen.check_object(object_key(str(digest)))
