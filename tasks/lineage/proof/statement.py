"""Signed statements about sealed runs: in-toto Statement v1 in a DSSE envelope, Ed25519. Bytes in, bytes out."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from schemas.canonical import digest, dump_json, parsed
from schemas.errors import WrongUsage
from tasks.store.keys import is_household

PAYLOAD = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://ppsp.example/sealed-run/v1"
PREVIOUS, ENTRY, MANIFEST = "ledger/previous", "ledger/entry", "run/manifest"


def new_private_pem() -> bytes:
    """A new private key as PEM, unencrypted: the file is kept by its owner."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def private_key(pem: bytes) -> Ed25519PrivateKey:
    """The private key in a PEM file; raises WrongUsage."""
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongUsage("this file holds no Ed25519 private key in PEM; `ppsp keys new` makes one")
    return key


def public_pem(key: Ed25519PrivateKey) -> str:
    """The public half as PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def public_key(pem: str) -> Ed25519PublicKey | None:
    """The public key in a PEM text; None for any other text."""
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, TypeError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def key_id(pem: str) -> str:
    """What names a public key: the SHA-256 of its DER form."""
    key = public_key(pem)
    raw = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) if key else pem.encode()
    return hashlib.sha256(raw).hexdigest()


def statement(entry: bytes, manifest: Mapping[str, Any], manifest_digest: str) -> bytes:
    """What is signed about a run: its ledger entry, the one before, its record, and every output by digest.

    What holds answers of households has no digest that others could check; its name is signed with the record.
    """
    previous = parsed(entry)["prev"]
    named = {ENTRY: digest(entry), MANIFEST: manifest_digest, **({PREVIOUS: previous} if previous else {})}
    named |= {f"output/{name}": d for name, d in sorted(manifest["outputs"].items()) if not is_household(d)}
    named |= dict(sorted(manifest["published"].items()))
    body = {
        "_type": STATEMENT,
        "subject": [{"name": name, "digest": {"sha256": d}} for name, d in named.items()],
        "predicateType": PREDICATE,
        "predicate": {name: manifest[name] for name in ("run_id", "kind", "fiscal_year", "by", "reason", "rules")},
    }
    return dump_json(body)


def signed(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """The DSSE envelope of a payload with one signature; the same key gives the same bytes."""
    return _envelope(payload, [(key_id(public_pem(key)), key.sign(_pae(payload)))])


def _envelope(payload: bytes, pairs: Iterable[tuple[str, bytes]]) -> bytes:
    return dump_json(
        {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": PAYLOAD,
            "signatures": [{"keyid": name, "sig": base64.b64encode(signature).decode()} for name, signature in pairs],
        }
    )


@dataclass(frozen=True, slots=True)
class Envelope:
    """A read envelope: its payload, and which of the keys that it names have signed it."""

    payload: bytes
    named: tuple[str, ...]
    valid: tuple[str, ...]


def opened(data: bytes, keys: Mapping[str, str]) -> Envelope | None:
    """The envelope checked against public keys (PEM by id); None for bytes that are none.

    Base64 has texts that differ and say the same, so that an envelope must be byte for byte what the system writes.
    """
    try:
        body = parsed(data)
        payload = base64.b64decode(body["payload"], validate=True)
        pairs = [(str(s["keyid"]), base64.b64decode(s["sig"], validate=True)) for s in body["signatures"]]
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    if _envelope(payload, pairs) != data:
        return None
    valid = tuple(name for name, signature in pairs if name in keys and _is_by(keys[name], payload, signature))
    return Envelope(payload, tuple(name for name, _ in pairs), valid)


def _is_by(pem: str, payload: bytes, signature: bytes) -> bool:
    key = public_key(pem)
    if key is None:
        return False
    try:
        key.verify(signature, _pae(payload))
    except InvalidSignature:
        return False
    return True


def subjects(payload: bytes) -> dict[str, str]:
    """Digest by name of what a statement is about; {} for what is no statement."""
    try:
        body = parsed(payload)
        return {str(s["name"]): str(s["digest"]["sha256"]) for s in body["subject"]}
    except (ValueError, KeyError, TypeError):
        return {}


def _pae(payload: bytes) -> bytes:
    """What DSSE signs: the type and the payload, each with its length before it."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload)


def trusted(records: Iterable[Mapping[str, Any]], root: str) -> dict[str, str]:
    """The keys (PEM by id) that follow from the root key: each one's record is signed by a trusted key before it."""
    found = {key_id(root): root}
    for record in records:
        pem, by = str(record["public_pem"]), str(record.get("signed_by") or "")
        if by in found and record.get("signature"):
            try:
                signature = base64.b64decode(str(record["signature"]), validate=True)
            except (ValueError, binascii.Error):
                continue
            if _is_by(found[by], pem.encode(), signature):
                found[key_id(pem)] = pem
    return found


def signature(data: bytes, key: Ed25519PrivateKey) -> str:
    """A signature over the bytes of a record, as text."""
    return base64.b64encode(key.sign(_pae(data))).decode()


def is_signed_by(data: bytes, text: str, pem: str) -> bool:
    """Whether the text is a signature over the bytes by the public key."""
    try:
        return _is_by(pem, data, base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        return False


def vouched(pem: str, by: Ed25519PrivateKey) -> str:
    """The signature of an older key under a new public key."""
    return base64.b64encode(by.sign(_pae(pem.encode()))).decode()
