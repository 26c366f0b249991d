"""Readiness of every line as the document prints it (T8), by type of installation or step of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.canonical import text_of
from schemas.contract import Row, Rows
from schemas.findings import Finding
from schemas.outputs.mps_kesiapan import KESIAPAN_BARIS
from tasks.mps.kesiapan.dokumen import NOTHING, Documents, Syarat
from tasks.mps.langkah import Langkah
from tasks.mps.periksa.aturan import Aturan, rule

BUILT = ("k", None)
NO_COMMON_YEAR = "Dokumen ada, tetapi tidak ada tahun rencana yang semuanya berlaku pada akhir tahun sebelumnya."
UNKNOWN_TYPE = rule(
    "mps.readiness_type_unknown",
    "warning",
    "Jenis prasarana (tipe) di tabel kesiapan dikenal, sehingga dokumen wajibnya diketahui.",
    reference="mps.md section 6",
)
_TIPE = "kegiatan: kegiatan_id\n A\n kesiapan: kegiatan_id | kriteria | status | tipe\n A | lahan | ada | {}\n"
RULES = (Aturan(UNKNOWN_TYPE, None, _TIPE.format("TPS-3R"), _TIPE.format("jamban apung")),)


class Tipe(NamedTuple):
    """The type of an installation as written, its code in mps.readiness_types, and the row of kesiapan that says it."""

    said: str
    code: str
    key: str


def types_of(kesiapan: Rows, names: Mapping[str, Iterable[str]]) -> tuple[dict[str, Tipe], list[Finding]]:
    """The type by activity; a warning for every word that is no type.

    `names` are the words for each code; the code itself is one too. Case, blanks and hyphens do not matter.
    """
    codes = {_plain(word): code for code, words in names.items() for word in (code, *words)}
    found: dict[str, Tipe] = {}
    unknown: list[Finding] = []
    for row in kesiapan:
        said, activity = str(row.get("tipe") or "").strip(), str(row["kegiatan_id"])
        code, key = codes.get(_plain(said)), f"{activity}|{row['kriteria']}"
        if said and code:
            found.setdefault(activity, Tipe(said, code, key))
        elif said:
            text = (
                f"Jenis prasarana {said} ({activity}) tidak dikenal; pakai salah satu dari {', '.join(sorted(names))}."
            )
            unknown.append(Finding(UNKNOWN_TYPE.id, "warning", text, "kesiapan", key, "tipe", said))
    return found, unknown


def _plain(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum() or c == "+")


def with_documents_of_type(kegiatan: Rows, types: Mapping[str, Tipe], documents: Mapping[str, Iterable[str]]) -> Rows:
    """The activities; one that builds and has no documents by the catalogue takes those of its type."""
    return [
        {**row, "dokumen_perlu": ";".join(documents[types[str(row["kegiatan_id"])].code])}
        if str(row["kegiatan_id"]) in types and not row.get("dokumen_perlu") and row.get("jenis_sub") in BUILT
        else row
        for row in kegiatan
    ]


def readiness_rows(
    steps: Mapping[str, Langkah],
    syarat: Mapping[str, Syarat],
    held: Documents | None,
    types: Mapping[str, Tipe],
    starts: Mapping[str, int],
    fiscal_year: int,
) -> Rows:
    """One row per activity; `starts` is the first year with volume of those that do not wait."""
    return [
        _row(s, syarat.get(s.id, NOTHING), held, fiscal_year)
        | {"tipe": types[s.id].said if s.id in types else None, "tahun_mulai": starts.get(s.id)}
        for s in steps.values()
    ]


def _row(step: Langkah, asks: Syarat, held: Documents | None, fiscal_year: int) -> Row:
    row: Row = dict.fromkeys(KESIAPAN_BARIS.names)
    row |= {"kegiatan_id": step.id, "komponen": step.row.get("komponen"), "wajib": ";".join(step.perlu) or None}
    if not step.perlu:
        return row | {"status": "tanpa_syarat", "tahun_boleh": fiscal_year + 1}
    if held is None:
        return row | {"status": "tidak_diketahui"}
    row["ada"] = ";".join(_said(k, held) for _, keys in asks.held for k in keys) or None
    row["dibuat"] = ";".join(f"{t} oleh {', '.join(by)}" for t, by in zip(asks.made, asks.made_by, strict=True)) or None
    row["kurang"] = ";".join(asks.missing) or None
    row["tahun_boleh"] = None if asks.first is None else fiscal_year + asks.first
    if asks.first is None:
        row["catatan"] = None if asks.missing else NO_COMMON_YEAR
        return row | {"status": "belum"}
    return row | {"status": "bersyarat" if asks.made else "siap"}


def _said(key: str, held: Documents) -> str:
    owner, name = key.split("|")
    row = held[owner, name]
    until = text_of(row.get("masa_berlaku"))
    return f"{name} {text_of(row.get('tanggal'))}" + (f" s.d. {until}" if until else "")
