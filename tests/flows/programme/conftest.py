"""A sealed demo store with people loaded, and the acts that tests have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from flows.programme.recorded import document_act, load_people, waive
from flows.programme.year import year_of
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store
from tests.support.world import World

PEOPLE = """orang_id,peran,kode_wilayah,mulai,selesai,nama,pelatihan
K1,ketua_pokja,{kab},2012-01-01,,Sutarjo,
S1,satker,99,2012-01-01,,Wulandari,
V1,pokja_provinsi,99,2012-01-01,,Hidayat,
B1,bupati_walikota,{kab},2010-01-01,2015-12-31,Nurhayati,
C1,cf,{kab},2013-03-01,2013-12-31,Rahman,2013-02-20
C2,cf,{kab},2013-06-01,2013-12-31,Lestari,2013-02-20
F1,pf,99,2012-03-01,,Yusuf,2012-02-20
"""


@pytest.fixture
def store(world: World) -> RestrictedStore:
    return folder_store(str(world.folder / "store"))


@pytest.fixture
def kab(store: RestrictedStore) -> str:
    kode = sorted(year_of(store, 2013, date(2013, 12, 1)))[0]
    load_people(store, "orang.csv", PEOPLE.format(kab=kode).encode())
    return kode


def act(store: RestrictedStore, kab: str, action: str, by: str, day: str, **more: Any) -> str:
    seen = year_of(store, 2013, date.fromisoformat(day), kab)[kab]
    said: Mapping[str, Any] = {"aksi": action, "dokumen": "ssk", "versi": "", "oleh": by, "tanggal_catat": day} | more
    return document_act(store, seen, said).state


def waive_all(store: RestrictedStore, kab: str, day: str) -> None:
    seen = year_of(store, 2013, date.fromisoformat(day), kab)[kab]
    for finding in seen.open_errors or ():
        said = {"temuan": finding, "alasan": "sensus desa berjalan", "oleh": "K1", "kantor": "Pokja"}
        waive(store, seen, said | {"sampai": "2013-12-31", "disetujui": "V1", "tanggal_catat": day})
