"""Verifies a copy of a store alone: standard library and `cryptography`, nothing of this project.

    python ppsp_verify.py STORE [--public-key FILE] [--witness FILE]

Prints one line per problem (kind, key) and says whether the runs are signed; exit code 1 when something does not fit.
It is written apart from the project's own verification on purpose: the two must agree.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PAYLOAD = "application/vnd.in-toto+json"
Found = set[tuple[str, str]]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def verify(root: Path, public_key: str = "", head: dict[str, Any] | None = None) -> tuple[Found, bool]:
    """The problems as (kind, key), and whether every ledger entry is signed."""
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
    found: Found = set()
    entries = {int(k[7:-5]): d for k, d in files.items() if k.startswith("ledger/") and k[7:-5].isdigit()}
    ledger(entries, found)
    runs: dict[str, str] = {}
    for n in sorted(entries):
        body = parsed(entries[n])
        if isinstance(body, dict) and {"run", "manifest"} <= body.keys():
            runs[str(body["run"])] = str(body["manifest"])
    for run, expected in runs.items():
        record(files, run, expected, found)
    everything(files, runs, found)
    unsigned = signatures(files, entries, public_key, found)
    if head:
        key = f"ledger/{head['n']:06d}.json"
        if head["n"] > max(entries, default=0):
            found.add(("cut", key))
        elif head["n"] in entries and sha(entries[head["n"]]) != head["entry"]:
            found.add(("forked", key))
    return found, not unsigned and bool(entries)


def ledger(entries: dict[int, bytes], found: Found) -> None:
    before, runs = None, set()
    for n in range(1, max(entries, default=0) + 1):
        key, data = f"ledger/{n:06d}.json", entries.get(n)
        if data is None:
            found.add(("missing", key))
            before = None
            continue
        body = parsed(data)
        is_ours = isinstance(body, dict) and set(body) == {"n", "prev", "run", "manifest"} and canonical(body) == data
        if not is_ours:
            found.add(("altered", key))
        elif body["n"] != n:
            found.add(("reordered", key))
        elif n == 1 and body["prev"] is not None:
            found.add(("forked", key))
        elif before is not None and body["prev"] != sha(before):
            found.add(("altered", key))
        elif body["run"] in runs:
            found.add(("forked", key))
        if is_ours:
            runs.add(body["run"])
        before = data


def named(files: dict[str, bytes], key: str, expected: str, found: Found) -> bytes | None:
    data = files.get(key)
    if data is None:
        found.add(("missing", key))
    elif sha(data) != expected:
        found.add(("altered", key))
        return None
    return data


def record(files: dict[str, bytes], run: str, expected: str, found: Found) -> None:
    data = named(files, f"runs/{run}/manifest.json", expected, found)
    manifest = parsed(data) if data else None
    if not isinstance(manifest, dict):
        return
    for key, digest in {**manifest["inputs"], **manifest["published"]}.items():
        named(files, key, digest, found)
    for unit in manifest["units"]:
        memo = parsed(named(files, unit["memo"], unit["digest"], found) or b"")
        if not isinstance(memo, dict):
            continue
        outs = [t["digest"] for t in memo["tables"].values()] + list(memo["blobs"].values())
        raw = [d for label, d in memo["inputs"] if label.startswith("blob:")]
        for digest in (*outs, memo["edges"], memo["findings"], *raw):
            stored(files, digest, found)


def stored(files: dict[str, bytes], digest: str, found: Found) -> None:
    key = f"objects/sha256/{digest[:2]}/{digest}"
    if key not in files:
        found.add(("missing", key))


def everything(files: dict[str, bytes], runs: dict[str, str], found: Found) -> None:
    for key, data in files.items():
        if key.startswith("objects/") and sha(data) != key.rsplit("/", 1)[-1]:
            found.add(("altered", key))
        if key.startswith(("submissions/", "reference/", "acts/", "reminders/", "deliveries/", "tokens/", "keys/")):
            receipt(files, key, data, found)
        if key.startswith("runs/") and key.split("/")[1] not in runs:
            found.add(("unsealed", key))


def receipt(files: dict[str, bytes], key: str, data: bytes, found: Found) -> None:
    body = parsed(data)
    if not isinstance(body, dict) or canonical(body) != data:
        found.add(("altered", key))
        if not isinstance(body, dict):
            return
    said = body.pop("digest", None)
    if said != sha(canonical(body)):
        found.add(("altered", key))
    digests = [body["file"]] if "file" in body else [f["digest"] for f in body.get("files", [])]
    for digest in digests:
        stored(files, str(digest), found)


def signatures(files: dict[str, bytes], entries: dict[int, bytes], public_key: str, found: Found) -> bool:
    """Whether an entry is unsigned, or no signature can be asked for."""
    records = [r for k, d in sorted(files.items()) if k.startswith("keys/") and isinstance(r := parsed(d), dict)]
    if not records and not public_key:
        return True
    keys = chain(records, public_key or records[0]["public_pem"])
    signed, before = set(), len(found)
    for key, data in sorted(files.items()):
        if not key.startswith("statements/"):
            continue
        number = key.rsplit("/", 1)[-1].split(".")[0]
        envelope = opened(data)
        if envelope is None or not number.isdigit():
            found.add(("unreadable", key))
            continue
        payload, pairs = envelope
        known = [(keys[name], sig) for name, sig in pairs if name in keys]
        if not known:
            found.add(("unknown_key", key))
        elif not any(is_by(pem, payload, sig) for pem, sig in known) or payload != said_of(files, entries, int(number)):
            found.add(("altered", key))
        else:
            signed.add(int(number))
    found |= {("unsigned", f"ledger/{n:06d}.json") for n in entries.keys() - signed}
    return len(found) > before


def said_of(files: dict[str, bytes], entries: dict[int, bytes], n: int) -> bytes | None:
    """The statement that the store's own records give about an entry."""
    entry = parsed(entries.get(n, b""))
    data = files.get(f"runs/{entry['run']}/manifest.json") if isinstance(entry, dict) and "run" in entry else None
    run = parsed(data) if data else None
    if data is None or not isinstance(run, dict):
        return None
    subjects = {"ledger/entry": sha(entries[n]), "run/manifest": sha(data)}
    subjects |= {"ledger/previous": entry["prev"]} if entry["prev"] else {}
    subjects |= {f"output/{k}": d for k, d in sorted(run["outputs"].items())} | dict(sorted(run["published"].items()))
    return canonical(
        {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": k, "digest": {"sha256": d}} for k, d in subjects.items()],
            "predicateType": "https://ppsp.example/sealed-run/v1",
            "predicate": {k: run[k] for k in ("run_id", "kind", "fiscal_year", "by", "reason", "rules")},
        }
    )


def chain(records: list[dict[str, Any]], root: str) -> dict[str, str]:
    keys = {key_id(root): root}
    for r in records:
        by = r.get("signed_by")
        if by in keys and is_by(keys[by], r["public_pem"].encode(), base64.b64decode(r.get("signature", ""))):
            keys[key_id(r["public_pem"])] = r["public_pem"]
    return keys


def key_id(pem: str) -> str:
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, TypeError):
        return sha(pem.encode())
    return sha(key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))


def opened(data: bytes) -> tuple[bytes, list[tuple[str, bytes]]] | None:
    try:
        body = json.loads(data)
        pairs = [(s["keyid"], base64.b64decode(s["sig"], validate=True)) for s in body["signatures"]]
        return (base64.b64decode(body["payload"], validate=True), pairs) if body["payloadType"] == PAYLOAD else None
    except (ValueError, KeyError, TypeError):
        return None


def is_by(pem: str, payload: bytes, signature: bytes) -> bool:
    pae = b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload)
    try:
        key = serialization.load_pem_public_key(pem.encode())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(signature, pae)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def main() -> int:
    """Read the arguments, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--public-key", type=Path)
    parser.add_argument("--witness", type=Path)
    asked = parser.parse_args()
    head = json.loads(asked.witness.read_bytes()) if asked.witness else None
    pem = asked.public_key.read_text(encoding="ascii") if asked.public_key else ""
    found, is_signed = verify(asked.store, pem, head)
    for kind, key in sorted(found):
        print(f"{kind}\t{key}")
    print(f"{len(found)} problems; {'signed' if is_signed else 'not signed'}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
