"""Provinces by their Kemendagri code: name, short name, and a place in a tile map (column, row from the north-west).

Codes and names follow the list of 2022-2025 with its four new provinces in Papua; the tiles are ours. 99 is made up.
"""

from __future__ import annotations

from typing import NamedTuple


class Province(NamedTuple):
    """`column` and `row` count from 1."""

    nama: str
    singkat: str
    column: int
    row: int


PROVINCES = {
    "11": Province("Aceh", "Aceh", 1, 1),
    "12": Province("Sumatera Utara", "Sumut", 2, 1),
    "13": Province("Sumatera Barat", "Sumbar", 2, 2),
    "14": Province("Riau", "Riau", 3, 2),
    "15": Province("Jambi", "Jambi", 3, 3),
    "16": Province("Sumatera Selatan", "Sumsel", 3, 4),
    "17": Province("Bengkulu", "Bengkulu", 2, 3),
    "18": Province("Lampung", "Lampung", 4, 4),
    "19": Province("Kepulauan Bangka Belitung", "Babel", 4, 3),
    "21": Province("Kepulauan Riau", "Kepri", 4, 1),
    "31": Province("DKI Jakarta", "DKI", 5, 5),
    "32": Province("Jawa Barat", "Jabar", 6, 5),
    "33": Province("Jawa Tengah", "Jateng", 7, 5),
    "34": Province("DI Yogyakarta", "DIY", 8, 5),
    "35": Province("Jawa Timur", "Jatim", 9, 5),
    "36": Province("Banten", "Banten", 4, 5),
    "51": Province("Bali", "Bali", 10, 5),
    "52": Province("Nusa Tenggara Barat", "NTB", 11, 5),
    "53": Province("Nusa Tenggara Timur", "NTT", 12, 5),
    "61": Province("Kalimantan Barat", "Kalbar", 6, 2),
    "62": Province("Kalimantan Tengah", "Kalteng", 7, 2),
    "63": Province("Kalimantan Selatan", "Kalsel", 7, 3),
    "64": Province("Kalimantan Timur", "Kaltim", 8, 2),
    "65": Province("Kalimantan Utara", "Kaltara", 8, 1),
    "71": Province("Sulawesi Utara", "Sulut", 11, 1),
    "72": Province("Sulawesi Tengah", "Sulteng", 10, 2),
    "73": Province("Sulawesi Selatan", "Sulsel", 10, 3),
    "74": Province("Sulawesi Tenggara", "Sultra", 11, 3),
    "75": Province("Gorontalo", "Gorontalo", 10, 1),
    "76": Province("Sulawesi Barat", "Sulbar", 9, 3),
    "81": Province("Maluku", "Maluku", 12, 3),
    "82": Province("Maluku Utara", "Malut", 12, 1),
    "91": Province("Papua", "Papua", 15, 2),
    "92": Province("Papua Barat", "Pabar", 14, 1),
    "93": Province("Papua Selatan", "Pasel", 15, 4),
    "94": Province("Papua Tengah", "Pateng", 14, 3),
    "95": Province("Papua Pegunungan", "Papeg", 15, 3),
    "96": Province("Papua Barat Daya", "Pabarda", 13, 1),
    "99": Province("Contoh (rekaan)", "Contoh", 1, 5),
}


def province_name(code: str) -> str:
    """The name of a province; its code where it has none here."""
    return PROVINCES[code].nama if code in PROVINCES else code
