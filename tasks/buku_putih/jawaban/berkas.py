"""Counts per desa of a household table in parquet, a part of the file at a time, so that its size does not matter.

The file has the columns of ehra_responden: codes and flags as whole numbers, letters and kode_desa as text, and nulls
where an answer is blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from schemas.ehra import load_questionnaire
from schemas.rulebook import Rulebook
from tasks.buku_putih.jawaban.aturan import Risks, answers_read, risks_in_force
from tasks.buku_putih.jawaban.kolom import letters_of
from tasks.buku_putih.jawaban.logika import Bools, Columns, evaluate
from tasks.buku_putih.strata import NOT_USED

Ints = NDArray[np.int64]
NO_STRATUM = -1
_AT_ONCE = 2**17 - 1
"""Households at once: three counts of so many fit side by side into the 53 exact bits of a float."""
_LETTERS = frozenset(c for i in load_questionnaire().items.values() if i.kind == "letters" for c in i.columns)
_READ = tuple(c for c in answers_read() if c != "rt")


@dataclass(frozen=True, slots=True)
class DesaCounts:
    """Counts of each desa, in order of code: n_total, and n_valid and n_berisiko by sub-indicator.

    `district` numbers the district of each desa; `strata` is -1 where its households have none or several.
    """

    kode_desa: tuple[str, ...]
    district: Ints
    strata: Ints
    total: Ints
    valid: Ints
    risk: Ints


@dataclass(frozen=True, slots=True)
class _Part:
    """The desa of some households, their number in each stratum (last column: unknown) and their counts."""

    kode_desa: list[str]
    strata: Ints
    counted: Ints


def desa_counts(path: Path, rules: Rulebook, threads: int) -> DesaCounts:
    """One pass over the file. A household without kode_desa is left out."""
    risks = risks_in_force(rules)
    groups = range(pq.read_metadata(path).num_row_groups)
    with ThreadPoolExecutor(threads) as pool:
        found = pool.map(lambda group: [_count(b, risks) for b in _batches(path, group)], groups)
        return _merged((part for parts in found for part in parts), len(risks))


def _batches(path: Path, group: int) -> Iterable[pa.RecordBatch]:
    texts = ["kode_desa", *sorted(_LETTERS)]
    with pq.ParquetFile(path, read_dictionary=texts) as file:
        yield from file.iter_batches(_AT_ONCE, row_groups=[group], columns=list(_READ), use_threads=False)


def _count(batch: pa.RecordBatch, risks: Risks) -> _Part:
    place = batch.column("kode_desa").dictionary_encode()
    batch = batch.filter(place.is_valid()) if place.null_count else batch
    place = batch.column("kode_desa").dictionary_encode()
    names, desa = place.dictionary.to_pylist(), place.indices.to_numpy()
    strata = _numbers(batch.column("strata"), NOT_USED + 1)
    strata = np.where((strata < 0) | (strata > NOT_USED), NOT_USED + 1, strata)
    width = NOT_USED + 2
    per_stratum = np.bincount(desa * width + strata, minlength=len(names) * width).reshape(len(names), width)
    marks: list[Bools] = []
    columns = _columns(batch)
    for statement in risks.values():
        yes, no = evaluate(statement, columns)
        marks += [yes | no, yes]
    return _Part(names, per_stratum.astype(np.int64), _sums(desa, marks, len(names)))


def _columns(batch: pa.RecordBatch) -> Columns:
    answers = (c for c in _READ if c not in ("kode_desa", "strata"))
    return {c: _bits(batch.column(c)) if c in _LETTERS else _numbers(batch.column(c), -1) for c in answers}


def _numbers(column: pa.Array, blank: int) -> NDArray[np.signedinteger[Any]]:
    found: NDArray[np.signedinteger[Any]] = column.fill_null(blank).to_numpy(zero_copy_only=False)
    return found


def _bits(column: pa.Array) -> NDArray[np.int32]:
    """Letters as bits, 0 where blank."""
    known = column.dictionary_encode()
    table = np.array([*(letters_of(text) for text in known.dictionary.to_pylist()), 0], np.int32)
    found: NDArray[np.int32] = table[_numbers(known.indices, len(table) - 1)]
    return found


def _sums(desa: NDArray[np.integer[Any]], marks: list[Bools], n: int) -> Ints:
    """How many of each mark by desa: three marks side by side in one exact sum."""
    found = np.empty((n, len(marks)), np.int64)
    for start in range(0, len(marks), 3):
        packed = np.zeros(len(desa))
        for i, mark in enumerate(marks[start : start + 3]):
            packed += mark * float(1 << 17 * i)
        sums = np.bincount(desa, packed, n).astype(np.int64)
        for i in range(len(marks[start : start + 3])):
            found[:, start + i] = (sums >> 17 * i) & (2**17 - 1)
    return found


def _merged(parts: Iterable[_Part], statements: int) -> DesaCounts:
    kept = list(parts)
    names = tuple(sorted({kode for part in kept for kode in part.kode_desa}))
    place = {kode: i for i, kode in enumerate(names)}
    strata = np.zeros((len(names), NOT_USED + 2), np.int64)
    counted = np.zeros((len(names), 2 * statements), np.int64)
    for part in kept:
        at = np.array([place[kode] for kode in part.kode_desa], np.intp)
        strata[at] += part.strata
        counted[at] += part.counted
    districts = {kab: i for i, kab in enumerate(sorted({kode[:5] for kode in names}))}
    is_one = (strata > 0).sum(axis=1) == 1
    stratum = np.where(is_one & (strata[:, -1] == 0), strata.argmax(axis=1), NO_STRATUM)
    return DesaCounts(
        kode_desa=names,
        district=np.array([districts[kode[:5]] for kode in names], np.int64),
        strata=stratum.astype(np.int64),
        total=strata.sum(axis=1),
        valid=counted[:, ::2],
        risk=counted[:, 1::2],
    )
