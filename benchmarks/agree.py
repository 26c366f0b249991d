"""Whether our steps and the plain pandas script say the same; a comparison of their times means nothing otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from schemas.catalogue import load_catalogue
from schemas.contract import Table
from schemas.outputs.mps_kesiapan import TABLES as MPS_KESIAPAN
from schemas.outputs.mps_komitmen import TABLES as MPS_KOMITMEN
from schemas.outputs.mps_peringkat import TABLES as MPS_PERINGKAT
from schemas.outputs.ssk_kerangka import TABLES as SSK_KERANGKA
from schemas.outputs.ssk_rinci import TABLES as SSK_RINCI
from schemas.tables import table
from tasks.lineage.units.step import Inputs, Outputs

_DIGITS = 9
NUMBERS = ("count", "measure", "percent", "rupiah", "year", "flag", "choice", "exact")
SENTENCES = frozenset({"catatan", "alasan", "uraian", "strategi_id"})
BEYOND = frozenset(t.name for t in (*SSK_KERANGKA, *SSK_RINCI, *MPS_PERINGKAT, *MPS_KESIAPAN, *MPS_KOMITMEN))
"""Tables that the plain script does not attempt: frameworks, details, ranges of ranks, readiness, commitments."""
RANGES = frozenset({"bobot_min_pct", "bobot_max_pct", "asal_rentang"})
READ_BY = {
    "wilayah": ("buku_putih", "ssk"),
    "penduduk": ("buku_putih", "ssk"),
    "sanitasi_mayoritas": ("buku_putih",),
    "banjir": ("buku_putih", "ssk"),
}
Facts = dict[tuple[Any, ...], tuple[Any, ...]]
Made = Sequence[Mapping[str, Outputs]]


def frames_of(inputs: Mapping[str, list[Inputs]]) -> list[dict[str, pd.DataFrame]]:
    """The submitted tables of each district as frames: the rows and columns that our steps are given."""
    made = []
    for buku_putih, ssk in zip(inputs["buku_putih"], inputs["ssk"], strict=True):
        tables: dict[str, pd.DataFrame] = {}
        for name, readers in READ_BY.items():
            parts = [pd.DataFrame({"buku_putih": buku_putih, "ssk": ssk}[reader].rows(name)) for reader in readers]
            frame = pd.concat(parts, axis=1)
            tables[name] = _typed(table(name), frame.loc[:, ~frame.columns.duplicated()], buku_putih.kode_kab)
        made.append(tables)
    return made


def _typed(contract: Table, frame: pd.DataFrame, kab: str) -> pd.DataFrame:
    made = frame.assign(kab=kab)
    for column in frame.columns:
        if contract.field(column).kind in NUMBERS:
            made[column] = pd.to_numeric(frame[column])
    return made


def together(frames: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The tables of all districts in one frame each."""
    return {name: pd.concat([f[name] for f in frames], ignore_index=True) for name in frames[0]}


def apart(tables: Mapping[str, pd.DataFrame], districts: Iterable[str]) -> list[dict[str, pd.DataFrame]]:
    """Tables of many districts by district."""
    return [{name: frame[frame["kab"] == kab] for name, frame in tables.items()} for kab in districts]


def steps_of_desa(fiscal_year: int) -> pd.DataFrame:
    """The catalogue steps for a desa of class 3 or 4 whose zone is not decided, with every column they fix."""
    risk = {"AL-PMC-01": "AL", "AL-STD-01": "AL", "PH-PHBS-01": "AL", "PS-STD-01": "PS", "DR-STD-01": "DR"}
    rows = [
        {
            "risiko": risk[s.kode],
            "kode_katalog": s.kode,
            "program_id": f"{s.komponen}-P-{s.paket.partition('-')[2]}",
            "nama_paket": s.nama_paket,
            "komponen": s.komponen,
            "nama": s.nama,
            "tahap": s.tahap,
            "jenis_sub": s.jenis,
            "satuan": s.satuan,
            "harga_satuan_rp": s.price_rp,
            "is_layanan": int(s.is_layanan),
            "sumber_boleh": ";".join(s.sumber),
            "sumber_dana": s.sumber[0],
            "dokumen_buat": ";".join(s.dokumen_buat),
            "asal": "katalog",
        }
        for s in load_catalogue(fiscal_year)
        if s.kode in risk
    ]
    return pd.DataFrame(rows)


def differences(ours: Made, plain: Sequence[Mapping[str, pd.DataFrame]]) -> list[str]:
    """What differs, district by district in the same order; [] when all rows are equal.

    Every column of every table is compared, but for sentences, and for the logical framework, which links texts.
    A column that the script does not have must be unknown in all our rows; a table that it does not have must be empty.
    """
    return [text for mine, theirs in zip(ours, plain, strict=True) for text in _of_district(mine, theirs)]


def compared(ours: Made) -> int:
    """How many rows of ours there are to compare."""
    tables = (item for mine in ours for outputs in mine.values() for item in outputs.tables.items())
    return sum(len(rows) for name, (_, rows) in tables if name not in BEYOND)


def _of_district(ours: Mapping[str, Outputs], plain: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    tables = {name: table for outputs in ours.values() for name, table in outputs.tables.items()}
    for name, (contract, rows) in tables.items():
        if name in BEYOND:
            continue
        if name not in plain:
            yield from (f"{name}: not made by the plain script" for _ in rows[:1])
            continue
        facts = [c for c in contract.names if c not in SENTENCES | RANGES and c not in contract.key]
        columns = [c for c in facts if c in plain[name]]
        extra = [c for c in facts if c not in plain[name] and any(_fact(r.get(c)) is not None for r in rows)]
        yield from (f"{name}: the plain script has no {c}" for c in extra)
        mine = _facts(rows, contract.key, columns)
        theirs = _facts(plain[name].to_dict("records"), contract.key, columns)
        for key in sorted(mine.keys() | theirs.keys()):
            if mine.get(key) != theirs.get(key):
                yield f"{name} {'/'.join(key)}: ours {mine.get(key)}, plain {theirs.get(key)}"


def _facts(rows: Iterable[Mapping[Any, Any]], key: Sequence[str], columns: Sequence[str]) -> Facts:
    return {tuple(str(r[c]) for c in key): tuple(_fact(r[c]) for c in columns) for r in rows}


def _fact(value: Any) -> Any:
    """Numbers as rounded floats, blank texts and NaN as unknown."""
    if isinstance(value, str):
        return value or None
    return None if value is None or value != value else round(float(value), _DIGITS)
