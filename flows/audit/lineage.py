"""The lineage of a sealed run in the formats of other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.lineage.exports.openlineage import openlineage
from tasks.lineage.exports.prov import prov
from tasks.lineage.proof.statement import statement
from tasks.lineage.records.ledger import Manifest, entries, load_manifest
from tasks.store.keys import STATEMENT_PREFIX
from tasks.store.ports import Store


@dataclass(frozen=True, slots=True)
class Export:
    """The bytes of a file, and what a reader has to know about it ("" for nothing)."""

    data: bytes
    note: str = ""


def exported(store: Store, run_id: str, formats: Sequence[str]) -> dict[str, Export]:
    """The files by format (openlineage, prov, in-toto); raises NotFound for a run that is not there."""
    manifest = load_manifest(store, run_id)
    made = {}
    for name in formats:
        if name == "in-toto":
            made[name] = _in_toto(store, manifest)
        else:
            made[name] = Export((openlineage if name == "openlineage" else prov)(store, manifest))
    return made


def _in_toto(store: Store, manifest: Manifest) -> Export:
    """The envelopes of the run as they are stored, one a line; without any the bare statement, which nobody signed."""
    entry = next(e for e in entries(store) if e.run == manifest["run_id"])
    signed = [store.get(key) for key in store.list(f"{STATEMENT_PREFIX}{entry.n:06d}.")]
    if signed:
        return Export(b"".join(data + b"\n" for data in signed))
    return Export(statement(entry.dump(), manifest, entry.manifest) + b"\n", "not signed")
