"""Verifies a copy of a store or an auditor's pack alone: standard library and `cryptography`, nothing of this project.

    python ppsp_verify.py FOLDER [--public-key FILE] [--witness FILE]

Prints one line per problem (kind, key), says what a pack leaves out and whether the runs are signed; exit code 1 when
something does not fit. It is written apart from the project's own verification on purpose: the two must agree.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PAYLOAD = "application/vnd.in-toto+json"
PACK = "pack.json"
RECEIPTS = ("submissions/", "reference/", "acts/", "reminders/", "deliveries/", "tokens/", "keys/")
MEMO = {"step", "fiscal_year", "district", "unit_key", "code", "rules", "inputs", "tables", "blobs", "edges",
        "findings", "summary"}  # fmt: skip
Found = set[tuple[str, str]]
Files = Mapping[str, bytes]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical(body: Any) -> bytes:
    try:
        return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except ValueError:
        return b""


def parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def read(root: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


class Pack:
    """What an auditor's pack says that it leaves out; a store, which has no pack.json, leaves out nothing.

    Left out are the records of other districts, the runs that it does not list, the objects and pages that it names.
    """

    def __init__(self, files: Files, found: Found) -> None:
        body = parsed(files[PACK]) if PACK in files else None
        self.district, self.runs, self.named, self.absent = "", set(), {}, set[str]()
        if PACK not in files:
            return
        if not isinstance(body, dict) or body.get("digest") != sha(canonical({**body, "digest": None})):
            found.add(("altered", PACK))
            return
        self.district, self.runs, self.named = body["district"], set(body["runs"]), body["left_out"]
        for name, digest in body["files"].items():
            named(files, name, digest, found, self)

    def leaves_out(self, key: str) -> bool:
        """Whether the pack may lack this key."""
        parts = key.split("/")
        is_other = parts[0] in ("units", "published", "submissions", "acts") and len(parts) > 3
        is_run = parts[0] == "runs" and parts[1] not in self.runs
        is_named = key in self.named and key.startswith(("objects/", "published/"))
        if self.district and (is_named or (is_other and parts[2] != self.district) or is_run):
            self.absent.add(key)
            return True
        return False


def verify(files: Files, public_key: str = "", witness: bytes = b"") -> tuple[Found, bool, set[str]]:
    """The problems as (kind, key), whether every entry is signed, and what a pack leaves out of what it names."""
    found: Found = set()
    pack = Pack(files, found)
    entries = ledger(files, found)
    runs: list[tuple[str, str]] = []
    for n in sorted(entries):
        body = parsed(entries[n])
        if isinstance(body, dict) and {"run", "manifest"} <= body.keys():
            runs.append((str(body["run"]), str(body["manifest"])))
    for run, expected in runs:
        record(files, run, expected, found, pack)
    everything(files, {run for run, _ in runs}, found, pack)
    keys = trusted(files, public_key)
    for key in (k for k in files if k.startswith("acts/")):
        act(key, files[key], keys or {}, found)
    is_signed = not signatures(files, entries, keys, found, pack) and bool(entries)
    if witness:
        head(entries, witness, keys or {}, found)
    return found, is_signed, pack.absent


def ledger(files: Files, found: Found) -> dict[int, bytes]:
    entries: dict[int, bytes] = {}
    for key, data in files.items():
        if key.startswith("ledger/"):
            n = int(key[7:-5]) if key[7:-5].isdecimal() else 0
            if key == f"ledger/{n:06d}.json" and n:
                entries[n] = data
            else:
                found.add(("unreadable", key))
    before, runs = None, set()
    for n in range(1, max(entries, default=0) + 1):
        key, entry = f"ledger/{n:06d}.json", entries.get(n)
        if entry is None:
            found.add(("missing", key))
            before = None
            continue
        body = parsed(entry)
        is_ours = isinstance(body, dict) and set(body) == {"n", "prev", "run", "manifest"} and canonical(body) == entry
        if not is_ours:
            found.add(("altered", key))
        elif body["n"] != n:
            found.add(("reordered", key))
        elif n == 1 and body["prev"] is not None:
            found.add(("forked", key))
        elif before is not None and body["prev"] != sha(before):
            found.add(("altered", key))
        elif str(body["run"]) in runs:
            found.add(("forked", key))
        if is_ours:
            runs.add(str(body["run"]))
        before = entry
    return entries


def named(files: Files, key: str, expected: str, found: Found, pack: Pack) -> bytes | None:
    data = files.get(key)
    if data is None:
        found |= set() if pack.leaves_out(key) else {("missing", key)}
    elif sha(data) != expected:
        found.add(("altered", key))
        return None
    return data


def record(files: Files, run: str, expected: str, found: Found, pack: Pack) -> None:
    data = named(files, f"runs/{run}/manifest.json", expected, found, pack)
    manifest = parsed(data) if data else None
    if not isinstance(manifest, dict):
        return
    for key, digest in {**manifest["inputs"], **manifest["published"]}.items():
        named(files, key, digest, found, pack)
    for unit in manifest["units"]:
        memo = parsed(named(files, unit["memo"], unit["digest"], found, pack) or b"")
        if not isinstance(memo, dict):
            continue
        outs = [t["digest"] for t in memo["tables"].values()] + list(memo["blobs"].values())
        raw = [d for label, d in memo["inputs"] if label.startswith("blob:")]
        for digest in (*outs, memo["edges"], memo["findings"], *raw):
            stored(files, digest, found, pack)


def stored(files: Files, digest: str, found: Found, pack: Pack) -> None:
    if digest.startswith("restricted/"):  # answers of households lie apart, sealed with a key that is not here
        pack.absent.add(digest)
        return
    key = f"objects/sha256/{digest[:2]}/{digest}"
    if key not in files and not pack.leaves_out(key):
        found.add(("missing", key))


def everything(files: Files, runs: set[str], found: Found, pack: Pack) -> None:
    newest: dict[str, int] = {}
    for key, data in files.items():
        name = key.rsplit("/", 1)[-1]
        if key.startswith("objects/") and sha(data) != name:
            found.add(("altered", key))
        if key.startswith(RECEIPTS):
            receipt(files, key, data, found, pack)
            if name[:-5].isdecimal():
                folder = key.rsplit("/", 1)[0]
                newest[folder] = max(newest.get(folder, 0), int(name[:-5]))
        if key.startswith(("scenarios/", "national/")):
            result(files, key, data, found, pack)
        if key.startswith("units/") and not is_memo(key, data):
            found.add(("altered", key))
        if key.startswith("runs/") and key.split("/")[1] not in runs:
            found.add(("unsealed", key))
    for folder, last in newest.items():
        for n in range(1, last):
            key = f"{folder}/{n:04d}.json"
            if key not in files:
                found |= set() if pack.leaves_out(key) else {("missing", key)}


def is_memo(key: str, data: bytes) -> bool:
    """Whether a unit record lies under the key that its content gives."""
    memo = parsed(data)
    if not isinstance(memo, dict) or set(memo) != MEMO or canonical(memo) != data:
        return False
    is_table = isinstance(memo["tables"], dict) and all(
        isinstance(t, dict) and set(t) == {"digest", "rows", "columns"} for t in memo["tables"].values()
    )
    unit = sha(canonical([memo["step"], memo["code"], memo["rules"], memo["inputs"]]))
    place = f"units/{memo['fiscal_year']}/{memo['district']}/{memo['step']}/{unit}.json"
    return is_table and unit == memo["unit_key"] and place == key


def result(files: Files, key: str, data: bytes, found: Found, pack: Pack) -> None:
    """A scenario or national view: named by its own digest, with its tables and pages."""
    if f"{sha(data)}.json" != key.rsplit("/", 1)[-1]:
        found.add(("altered", key))
        return
    body = parsed(data)
    for table in body["tables"].values():
        stored(files, table["digest"], found, pack)
    for page, digest in body.get("pages", {}).items():
        named(files, page, digest, found, pack)


def receipt(files: Files, key: str, data: bytes, found: Found, pack: Pack) -> None:
    body = parsed(data)
    if not isinstance(body, dict) or canonical(body) != data:
        found.add(("altered", key))
        if not isinstance(body, dict):
            return
    said = body.pop("digest", None)
    if said != sha(canonical(body)):
        found.add(("altered", key))
    elif canonical({**body, "digest": said}) == data and not lies_right(key, body):
        found.add(("reordered", key))
    try:
        files_of = body.get("files", ())
        digests = (
            [body["file"]] if "file" in body else [f[n] for f in files_of for n in ("digest", "reduced") if n in f]
        )
    except (KeyError, TypeError):
        return
    for digest in digests:
        stored(files, str(digest), found, pack)


def act(key: str, data: bytes, keys: Mapping[str, str], found: Found) -> None:
    """The signatures that an act carries."""
    body = parsed(data)
    whole = isinstance(body, dict) and canonical(body) == data
    said = body.get("tanda_tangan") if whole and keys else None
    if not isinstance(said, dict) or body.get("digest") != sha(
        canonical({n: v for n, v in body.items() if n != "digest"})
    ):
        return
    payload = canonical({n: v for n, v in body.items() if n not in ("tanda_tangan", "digest")})
    known = {name: decoded(text) for name, text in said.items() if name in keys}
    if not known:
        found.add(("unknown_key", key))
    if not all(sig and is_by(keys[name], payload, sig) for name, sig in known.items()):
        found.add(("altered", key))


def lies_right(key: str, body: dict[str, Any]) -> bool:
    """Whether a receipt lies in the place that its content gives."""
    top, folder = key.split("/")[0], key.rpartition("/")[0]
    names = ("fiscal_year", "district") if top in ("submissions", "acts") else ("kind",) if top == "reference" else ()
    if names:
        folder = "/".join((top, *(str(body.get(n)) for n in names)))
    return key == f"{folder}/{str(body.get('seq')).zfill(4)}.json"


def trusted(files: Files, public_key: str) -> dict[str, str] | None:
    """The keys (PEM by id) that follow from the given or the first one; None where there is neither."""
    records = [r for k, d in sorted(files.items()) if k.startswith("keys/") and isinstance(r := parsed(d), dict)]
    records = [r for r in records if isinstance(r.get("public_pem"), str)]
    if not records and not public_key:
        return None
    root = public_key or records[0]["public_pem"]
    keys = {key_id(root): root}
    for r in records:
        by, signature = str(r.get("signed_by") or ""), decoded(r.get("signature"))
        if by in keys and signature and is_by(keys[by], r["public_pem"].encode(), signature):
            keys[key_id(r["public_pem"])] = r["public_pem"]
    return keys


def decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        return b""


def signatures(files: Files, entries: dict[int, bytes], keys: dict[str, str] | None, found: Found, pack: Pack) -> bool:
    """Whether an entry is unsigned, or no signature can be asked for."""
    if keys is None:
        return True
    signed: set[int] = set()
    wrong: Found = set()
    for key, data in sorted(files.items()):
        if not key.startswith("statements/"):
            continue
        number = key.rsplit("/", 1)[-1].split(".")[0]
        envelope = opened(data)
        if envelope is None or not number.isdecimal():
            wrong.add(("unreadable", key))
            continue
        kind = flaw(envelope, keys)
        if kind is None and not is_about(files, entries, int(number), envelope[0], pack):
            kind = "altered"
        if kind:
            wrong.add((kind, key))
        else:
            signed.add(int(number))
    wrong |= {("unsigned", f"ledger/{n:06d}.json") for n in entries.keys() - signed}
    found |= wrong
    return bool(wrong)


def flaw(envelope: tuple[bytes, list[tuple[str, bytes]]], keys: Mapping[str, str]) -> str | None:
    """What is wrong with the signatures of an envelope."""
    payload, pairs = envelope
    known = [(keys[name], sig) for name, sig in pairs if name in keys]
    if not known:
        return "unknown_key"
    return None if any(is_by(pem, payload, sig) for pem, sig in known) else "altered"


def is_about(files: Files, entries: dict[int, bytes], n: int, payload: bytes, pack: Pack) -> bool:
    """Whether a statement says what the records say about an entry; without the record, that it names this entry."""
    entry = parsed(entries.get(n, b""))
    if not isinstance(entry, dict) or "run" not in entry:
        return False
    key = f"runs/{entry['run']}/manifest.json"
    if key not in files and pack.leaves_out(key):
        body = parsed(payload)
        said = {s["name"]: s["digest"]["sha256"] for s in body["subject"]}
        return bool(said["ledger/entry"] == sha(entries[n]) and said["run/manifest"] == entry["manifest"])
    return payload == said_of(entry, entries[n], files.get(key, b""))


def said_of(entry: dict[str, Any], raw: bytes, data: bytes) -> bytes | None:
    """The statement that the store's own records give about an entry."""
    run = parsed(data)
    try:
        subjects = {"ledger/entry": sha(raw), "run/manifest": sha(data)}
        subjects |= {"ledger/previous": entry["prev"]} if entry["prev"] else {}
        outputs = {k: d for k, d in sorted(run["outputs"].items()) if not d.startswith("restricted/")}
        subjects |= {f"output/{k}": d for k, d in outputs.items()}
        subjects |= dict(sorted(run["published"].items()))
        predicate = {k: run[k] for k in ("run_id", "kind", "fiscal_year", "by", "reason", "rules")}
    except (KeyError, TypeError, AttributeError):
        return None
    return canonical(
        {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": k, "digest": {"sha256": d}} for k, d in subjects.items()],
            "predicateType": "https://ppsp.example/sealed-run/v1",
            "predicate": predicate,
        }
    )


def head(entries: dict[int, bytes], witness: bytes, keys: Mapping[str, str], found: Found) -> None:
    """The ledger against a receipt of its head; the receipt's own signature first, where it has one."""
    envelope = opened(witness)
    try:
        body = json.loads(envelope[0] if envelope else witness)
        said = body["predicate"] if envelope else body
        expected = body["subject"][0]["digest"]["sha256"] if envelope else body["entry"]
        n = said["n"]
        is_ours = said["kind"] == "ppsp-ledger-head" and isinstance(n, int) and bool(said["run"]) and bool(said["day"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        is_ours = False
    if not is_ours:
        found.add(("unreadable", "witness"))
    elif envelope and (kind := flaw(envelope, keys)):
        found.add((kind, "witness"))
    elif n > max(entries, default=0):
        found.add(("cut", f"ledger/{n:06d}.json"))
    elif n in entries and sha(entries[n]) != expected:
        found.add(("forked", f"ledger/{n:06d}.json"))


def loaded(pem: str) -> Ed25519PublicKey | None:
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, TypeError):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def key_id(pem: str) -> str:
    key = loaded(pem)
    if key is None:
        return sha(pem.encode())
    return sha(key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))


def opened(data: bytes) -> tuple[bytes, list[tuple[str, bytes]]] | None:
    try:
        body = json.loads(data)
        pairs = [(str(s["keyid"]), base64.b64decode(s["sig"], validate=True)) for s in body["signatures"]]
        payload = base64.b64decode(body["payload"], validate=True)
        same = {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": PAYLOAD,
            "signatures": [{"keyid": name, "sig": base64.b64encode(sig).decode()} for name, sig in pairs],
        }
        return (payload, pairs) if canonical(same) == data else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def is_by(pem: str, payload: bytes, signature: bytes) -> bool:
    key = loaded(pem)
    if key is None:
        return False
    try:
        key.verify(signature, b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload))
    except InvalidSignature:
        return False
    return True


def main() -> int:
    """Read the arguments, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a store, or an unpacked pack")
    parser.add_argument("--public-key", type=Path, help="PEM from which the signatures must follow")
    parser.add_argument("--witness", type=Path, help="receipt of the ledger's head, kept elsewhere")
    asked = parser.parse_args()
    pem = asked.public_key.read_text(encoding="ascii") if asked.public_key else ""
    witness = asked.witness.read_bytes() if asked.witness else b""
    files = read(asked.folder)
    found, is_signed, absent = verify(files, pem, witness)
    for kind, key in sorted(found):
        print(f"{kind}\t{key}")
    apart = {name for name in absent if name.startswith("restricted/")}
    if apart:
        print(f"{len(apart)} objects with answers of households lie apart and were not looked at")
    if PACK in files:
        for key, said in sorted(json.loads(files[PACK]).get("left_out", {}).items()):
            print(f"left out\t{key}\t{said['name']}\t{said['why']}")
        print(f"{len(absent - apart)} records and files that the runs name are not in this pack, as {PACK} says")
    print(f"{len(found)} problems; {'signed' if is_signed else 'not signed'}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
