"""The readers of foreign bytes, each in this process, with sound inputs to start from."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from schemas.errors import StoreDamaged, WrongUsage
from tasks.intake.grids import reading
from tasks.intake.regions import boundaries, regions
from tasks.intake.regions.regions import demo_registry
from tasks.lineage.proof import statement, witness
from tasks.lineage.records.receipts import is_intact
from tasks.mps.skenario.berkas import content_of
from tasks.programme.kas import cash_lines
from tasks.programme.orang import listed
from tasks.store.memory import MemoryStore
from tasks.store.records import record
from tests.fuzz_readers import seeds
from tests.unit.intake.support import take_in

Read = Callable[[bytes], None]
_SQUARE = [[[101.0, -1.0], [101.1, -1.0], [101.1, -1.1], [101.0, -1.0]]]


def here(job: Callable[..., Any], name: str, data: bytes, **said: Any) -> Any:
    """Instead of the contained process: the same call, where coverage sees it."""
    return job(name, data, **said)


def _take_in(name: str) -> Read:
    def read(data: bytes) -> None:
        reading.contained = here
        outputs = take_in({name: data})
        assert outputs.findings or outputs.tables

    return read


def _refusing(job: Callable[..., Any], name: str, **said: Any) -> Read:
    def read(data: bytes) -> None:
        with suppress(WrongUsage):
            json.dumps(job(name, data, **said))

    return read


def _people(data: bytes) -> None:
    _refusing(listed, "orang.csv")(data)
    _refusing(cash_lines, "kas.csv", kind="buku_kas")(data)


def _records(data: bytes) -> None:
    store = MemoryStore({"runs/x/manifest.json": data})
    with suppress(StoreDamaged):
        record(store, "runs/x/manifest.json")
    is_intact(data)
    statement.opened(data, {})
    statement.subjects(data)
    witness.read(data, {})


def targets() -> dict[str, tuple[Read, list[bytes]]]:
    """Reader and sound inputs by name."""
    sound = seeds()
    shape = {
        "properties": {"code": "99.01.01.2001", "name": "x"},
        "geometry": {"type": "Polygon", "coordinates": _SQUARE},
    }
    lists = b"code,level,name,area_km2\n99,1,Contoh,\n99.01,2,Kab. Contoh,12.5\n"
    people = b"orang_id,peran,kode_wilayah,mulai,selesai\nK1,ketua_pokja,99.01,2013-01-01,2014-12-31\n"
    cash = b"bulan,kegiatan,terima_rp,bayar_rp,saldo_rp\n2013-01,rapat,100,50,50\n"
    scenario = (
        b"name: a\nceilings: {APBD_K: {scale: 0.5}, APBN: {2016: 2000000000}}\nreadiness: {x: {earliest: 2017}}\n"
    )
    signed = {"payload": "e30=", "payloadType": "x", "signatures": [{"keyid": "a", "sig": "YQ=="}]}
    head = {"kind": "ppsp-head", "n": 1, "run": "r", "day": "2013-01-01", "entry": "a" * 64}
    return {
        "csv": (_take_in("wilayah.csv"), [d for n, d in sound if n.endswith(".csv")]),
        "xlsx": (_take_in("a.xlsx"), [d for n, d in sound if n.endswith((".xlsx", ".ods"))]),
        "zip": (_take_in("a.zip"), [d for n, d in sound if n.endswith((".zip", ".ods", ".xlsb"))]),
        "geojson": (_refusing(boundaries.described, "a.geojson"), [json.dumps({"features": [shape]}).encode()]),
        "regions": (_refusing(regions.described, "a.csv"), [lists, demo_registry().slice_for("99.01")[:500]]),
        "people": (_people, [people, cash]),
        "scenario": (_refusing(content_of, "a.yaml"), [scenario]),
        "record": (_records, [json.dumps(s, separators=(",", ":")).encode() for s in (signed, head)]),
    }
