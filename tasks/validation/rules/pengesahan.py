"""Gate rules of an SSK: what must be there before it is final. They never hold a draft (programme.md sections 6 and 8).

At the gate both are errors; in a draft they are said as advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.contract import Row
from schemas.findings import Finding
from tasks.validation.rules.base import Data, Rule, found, ssk, whole

SK_V95 = ssk(
    "SK-V95", "error", "SSK disahkan kepala daerah; diperiksa saat pengesahan, tidak menahan.", "published"
)  # fmt: skip
SK_V96 = ssk(
    "SK-V96",
    "error",
    "Kriteria penjaminan kualitas terpenuhi: EHRA, peta area berisiko, kerangka logis, anggaran, pengesahan; "
    "diperiksa saat pengesahan, tidak menahan.",
    "published",
)
_BUKTI = "bukti"
_HEAD_OF_REGION = re.compile(r"bupati|wal[iy] ?kota|kepala daerah", re.IGNORECASE)
_DEPUTY = re.compile(r"wakil", re.IGNORECASE)
_CHAIN = ("masalah", "tujuan", "sasaran", "strategi", "program_kegiatan")


def _ratified(data: Data) -> Iterator[Finding]:
    if not data.is_ssk:
        return
    papers = _papers(data, "pengesahan")
    if not papers:
        text = "SSK belum disahkan kepala daerah; serahkan bukti berjenis pengesahan sebelum SSK menjadi final."
        yield found(SK_V95, text, (_BUKTI, "", "jenis"), severity="advice")
    for key, row in papers:
        signed_as = str(row.get("jabatan") or "")
        if not _HEAD_OF_REGION.search(signed_as) or _DEPUTY.search(signed_as):
            text = f"Pengesahan ditandatangani {signed_as or 'jabatan yang tidak disebut'}; yang mengesahkan SSK "
            text += "adalah bupati atau wali kota."
            yield found(SK_V95, text, (_BUKTI, key, "jabatan"), row.get("jabatan"), severity="advice")


def _criteria(data: Data) -> Iterator[Finding]:
    if not data.is_ssk:
        return
    lacking = list(_lacking(data))
    if lacking:
        text = f"Kriteria penjaminan kualitas belum terpenuhi: {'; '.join(lacking)}."
        yield found(SK_V96, text, (_BUKTI, "", "jenis"), severity="advice")


def _lacking(data: Data) -> Iterator[str]:
    if not (data.rows("ehra") or data.rows("ehra_responden")):
        yield "studi EHRA belum diserahkan"
    if not _papers(data, "ba_skor_area"):
        yield "peta area berisiko belum disepakati (bukti ba_skor_area)"
    chain = [name for name in _CHAIN if not data.rows(name)]
    if chain:
        yield f"kerangka logis belum lengkap (tabel {', '.join(chain)})"
    budget = {r["tahun"] for r in data.rows("keuangan")}
    span = whole(data.rules["fund.history_years"])
    if not budget.issuperset(range(data.fiscal_year - span + 1, data.fiscal_year + 1)):
        yield f"anggaran {span} tahun terakhir belum lengkap (tabel keuangan)"
    if not _papers(data, "form_qa"):
        yield "hasil penjaminan kualitas belum ada (bukti form_qa)"
    if not _papers(data, "pengesahan"):
        yield "belum disahkan (bukti pengesahan)"


def _papers(data: Data, jenis: str) -> list[tuple[str, Row]]:
    return [(key, row) for key, row in data.keyed(_BUKTI) if row.get("jenis") == jenis]


_W = "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\n"
_PAPERS = "bukti: bukti_id | jenis | jabatan\n B-1 | pengesahan | {}\n B-2 | form_qa | -\n B-3 | ba_skor_area | -\n"
_REST = (
    "ehra: kode_desa | indikator | n_total\n 99.01.01.2001 | 2.1 | 10\n "
    "masalah: masalah_id\n M\n tujuan: tujuan_id\n T\n "
    "sasaran: sasaran_id\n S\n strategi: strategi_id\n ST\n program_kegiatan: kegiatan_id | sumber_dana\n K | APBD_K\n "
    "keuangan: tahun\n 2009\n 2010\n 2011\n 2012\n 2013\n"
)

RULES = (
    Rule(
        SK_V95,
        _ratified,
        example_pass=_W + _PAPERS.format("Bupati"),
        example_fail=_W + _PAPERS.format("Kepala Bappeda"),
        effect="none",
    ),
    Rule(
        SK_V96,
        _criteria,
        example_pass=_W + _PAPERS.format("Wali Kota") + _REST,
        example_fail=_W + _PAPERS.format("Wali Kota"),
        effect="none",
    ),
)
