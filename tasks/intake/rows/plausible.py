"""Rows that are well formed and still cannot be what they claim: sample rows of a form, places in other islands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from schemas.contract import Table
from tasks.intake.rows.lines import Line

# Island groups by the first digit of a region code, with about half a degree to spare: lat from, to, lon from, to.
ISLANDS: Mapping[str, tuple[str, str, str, str]] = {
    "1": ("-7", "7", "94", "110"),
    "2": ("-2", "6", "102", "110.5"),
    "3": ("-9.5", "-4.5", "104.5", "117.5"),
    "5": ("-11.5", "-7.5", "114", "126"),
    "6": ("-5.5", "5", "107.5", "120"),
    "7": ("-8", "6", "116.5", "128"),
    "8": ("-9", "3.5", "124", "136"),
    "9": ("-9.5", "1.5", "128.5", "141.5"),
}
_MADE_UP = "99"
_NUMBERED = re.compile(r"(.*\D)(\d+)")
_FAR = (
    "Koordinat ini jauh di luar pulau kabupaten/kota yang mengirim, maka tidak dipakai. "
    "Ambil ulang titiknya di lapangan; bila ini baris contoh formulir, hapus barisnya."
)
_SAMPLE = (
    "Semua baris tabel ini bernama sama dengan nomor urut dan berada di satu desa, seperti baris contoh pada formulir. "
    "Hapus bila hanya contoh; bila benar, tulis nama yang dipakai di lapangan."
)


def check_places(table: Table, lines: Sequence[Line], kode_kab: str) -> None:
    """TB-12: coordinates outside the island group of the district are unknown. The made-up province has no place."""
    box = None if kode_kab.startswith(_MADE_UP) else ISLANDS.get(kode_kab[:1])
    if box is None or not {"lat", "lon"} <= set(table.names):
        return
    south, north, west, east = (Decimal(b) for b in box)
    for line in lines:
        lat, lon = line.values.get("lat"), line.values.get("lon")
        if not isinstance(lat, Decimal) or not isinstance(lon, Decimal):
            continue
        if not (south <= lat <= north and west <= lon <= east):
            line.values["lat"] = line.values["lon"] = None
            line.add("lat", "TB-12", "error", _FAR)
            line.add("lon", "TB-12", "error", _FAR)


def check_samples(table: Table, lines: Sequence[Line]) -> None:
    """TB-11: named things that are all `X 1`, `X 2`, ... in one desa look like the sample rows of a form."""
    if table.key != ("nama", "kode_desa") or len(lines) < 2:
        return
    found = [_NUMBERED.fullmatch(str(line.values.get("nama"))) for line in lines]
    numbers = sorted(int(m[2]) for m in found if m)
    stems = {m[1].strip().upper() for m in found if m}
    places = {line.values.get("kode_desa") for line in lines}
    if len(stems) == len(places) == 1 and numbers == list(range(1, len(lines) + 1)):
        for line in lines:
            line.add("nama", "TB-11", "warning", _SAMPLE)
