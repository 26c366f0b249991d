"""Keys of a store, signatures under its runs, and the receipt of its ledger's head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.settings import Settings
from schemas.errors import NotFound, WrongUsage
from tasks.lineage.proof.statement import key_id, private_key, public_key, public_pem, signed, statement, vouched
from tasks.lineage.proof.witness import Head, read, receipt
from tasks.lineage.records.ledger import Entry, entries, load_manifest
from tasks.lineage.records.receipts import Receipt, write_numbered
from tasks.store.keys import KEY_PREFIX, key_record_key, statement_key
from tasks.store.ports import Store
from tasks.store.records import record


def keys_of(store: Store) -> list[Receipt]:
    """The public keys of the store, oldest first."""
    return [record(store, key) for key in store.list(KEY_PREFIX)]


def register(store: Store, name: str, pem: bytes, by: str, day: str, old_pem: bytes | None = None) -> Receipt:
    """Make the public half of a key known to the store; a key beside others is signed by one of them.

    Raises WrongUsage where that signature is missing or its key is not known.
    """
    public, known = public_pem(private_key(pem)), keys_of(store)
    names = {key_id(k["public_pem"]) for k in known}
    if key_id(public) in names:
        raise WrongUsage("this key is known to the store already")
    body: dict[str, Any] = {"name": name, "public_pem": public, "oleh": by, "tanggal_catat": day}
    if known:
        old = private_key(old_pem) if old_pem else None
        if old is None or key_id(public_pem(old)) not in names:
            raise WrongUsage("a new key is signed by one that the store knows: `ppsp keys rotate --old FILE`")
        body |= {"signed_by": key_id(public_pem(old)), "signature": vouched(public, old)}
    return write_numbered(store, key_record_key, body, len(known))


def sign_runs(store: Store, key: Ed25519PrivateKey, run_id: str | None = None) -> list[str]:
    """Sign the runs that this key has not signed, or one of them; gives their ids. A signature is never replaced."""
    name = key_id(public_pem(key))
    if name not in {key_id(k["public_pem"]) for k in keys_of(store)}:
        raise WrongUsage("the store does not know this key; `ppsp keys new` or `ppsp keys rotate` makes it known")
    found = []
    for entry in entries(store):
        where = statement_key(entry.n, name)
        if run_id in (None, entry.run) and not store.exists(where):
            store.put_new(where, signed(_statement_of(store, entry), key))
            found.append(entry.run)
    if run_id is not None and not any(e.run == run_id for e in entries(store)):
        raise NotFound(f"no run {run_id!r} in {store.url}; `ppsp runs` lists the runs")
    return found


def _statement_of(store: Store, entry: Entry) -> bytes:
    return statement(entry.dump(), load_manifest(store, entry.run), entry.manifest)


def head(store: Store, day: str, key: Ed25519PrivateKey | None = None) -> bytes:
    """The receipt of the ledger's head, to be kept elsewhere: its newest entry's number and digest; signed by a key."""
    known = list(entries(store))
    if not known:
        raise NotFound(f"no sealed run in {store.url}: there is no head to witness")
    last = known[-1]
    return receipt(last.n, last.dump(), last.run, day, key)


def read_head(data: bytes) -> Head:
    """What a receipt of a head says, its signature unchecked; raises WrongUsage for what is none."""
    found = read(data, {})
    if found is None:
        raise WrongUsage("this file is no receipt of a ledger head; `ppsp witness OUT` writes one")
    return found


def key_at_hand(path: Path | None) -> Ed25519PrivateKey | None:
    """The private key of a file, else the one that PPSP_SIGNING_KEY names; None without either."""
    named = path or Path(Settings().signing_key)
    return private_key(read_key(named)) if path or Settings().signing_key else None


def sign_if_asked(store: Store, run_id: str) -> None:
    """Sign a run with the key that PPSP_SIGNING_KEY names; nothing where none is named."""
    key = key_at_hand(None)
    if key:
        sign_runs(store, key, run_id)


def read_key(path: Path) -> bytes:
    """The bytes of a key file; raises WrongUsage."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUsage(f"cannot read {path}: {error.strerror}") from None


def trust(store: Store, name: str, pem: str, by: str, day: str, own: Ed25519PrivateKey) -> Receipt:
    """Make another person's public key known, signed by a key that the store knows; its signatures then count."""
    known = {key_id(k["public_pem"]) for k in keys_of(store)}
    if public_key(pem) is None:
        raise WrongUsage("this file holds no Ed25519 public key in PEM")
    if key_id(public_pem(own)) not in known or key_id(pem) in known:
        raise WrongUsage("the own key is not known to the store, or the other one is already")
    body = {"name": name, "public_pem": pem, "oleh": by, "tanggal_catat": day, "signed_by": key_id(public_pem(own)),
            "signature": vouched(pem, own)}  # fmt: skip
    return write_numbered(store, key_record_key, body, len(known))
