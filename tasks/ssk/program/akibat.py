"""What scores that were changed without reason or minutes do to the programme (buku-putih.md section 5.3).

The programme uses them as given. Beside it stands the programme of the computed scores, made the same way: an activity
that one of the two lacks, or that differs, is there, missing or other for the changed score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.contract import Row, Rows
from tasks.lineage.units.step import Inputs
from tasks.ssk.program.baris import COSTS, VOLUMES
from tasks.ssk.program.katalog import AREA_OF
from tasks.ssk.program.kegiatan import Rencana
from tasks.ssk.program.pokja import parts
from tasks.ssk.susun import arrange

AREA_TABLE = ("buku_putih", "area")
_COMPARED = (*VOLUMES, *COSTS, "jumlah_rp")
_SAID = {
    "hanya_karena": "Ada hanya karena skor {areas}.",
    "hilang": "Tidak ada karena skor {areas}.",
    "berubah": "Volume, tahun, atau biayanya lain karena skor {areas}.",
    "bertumpu": "Menjawab area yang skornya belum beralasan: {areas}.",
}
Unsound = Mapping[tuple[str, str], str]


def consequences(inputs: Inputs, rencana: Rencana) -> Rows:
    """Rows of AKIBAT_SKOR, by activity; [] where every changed score has its reason and minutes."""
    areas = inputs.rows("area", "buku_putih")
    unsound = {
        (str(a["kode_desa"]), str(a["komponen"])): str(a["belum_beralasan"]) for a in areas if a.get("belum_beralasan")
    }
    if not unsound:
        return []
    computed = [a | {"skor_akhir": a["skor_hitung"]} if a.get("belum_beralasan") else a for a in areas]
    other = arrange(inputs.replaced({AREA_TABLE: computed}, {})).rencana
    return list(_rows(rencana, other, unsound))


def _rows(rencana: Rencana, other: Rencana, unsound: Unsound) -> Iterator[Row]:
    given, computed = ({str(r["kegiatan_id"]): r for r in plan.kegiatan} for plan in (rencana, other))
    for name in sorted(given.keys() | computed.keys()):
        a, b = given.get(name), computed.get(name)
        served = _behind([r for r in (a, b) if r is not None], unsound)
        answered = [key for key in served if a and "/".join(key) in parts(a["area"])]
        akibat = _kind(a, b, is_answering=bool(answered))
        if akibat:
            behind = answered if akibat == "bertumpu" else served
            yield _row(name, akibat, a, b, {key: unsound[key] for key in behind or unsound})


def _behind(rows: Rows, unsound: Unsound) -> list[tuple[str, str]]:
    """The changed scores of the desa that the activity serves, in its komponen."""
    desa = {kode for row in rows for kode in parts(row["kode_desa"])}
    komponen = {AREA_OF.get(str(row["komponen"]), str(row["komponen"])) for row in rows}
    return sorted(key for key in unsound if key[0] in desa and key[1] in komponen)


def _kind(a: Row | None, b: Row | None, *, is_answering: bool) -> str:
    if a is None or b is None:
        return "hilang" if a is None else "hanya_karena"
    if any(a[c] != b[c] for c in _COMPARED):
        return "berubah"
    return "bertumpu" if is_answering else ""


def _row(name: str, akibat: str, a: Row | None, b: Row | None, behind: Unsound) -> Row:
    shown: Row = a or b or {}
    said = "; ".join(f"{desa} {komponen} ({note})" for (desa, komponen), note in behind.items())
    return {
        "kegiatan_id": name,
        "akibat": akibat,
        "komponen": shown["komponen"],
        "nama": shown["nama"],
        "lokasi": shown["lokasi"],
        "area": ";".join(f"{desa}/{komponen}" for desa, komponen in behind),
        "jumlah_rp": a["jumlah_rp"] if a else None,
        "jumlah_hitung_rp": b["jumlah_rp"] if b else None,
        "catatan": _SAID[akibat].format(areas=said),
    }
