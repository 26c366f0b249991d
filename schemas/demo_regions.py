"""The built-in made-up province 99: regions that behave like a real list and can never meet a real code.

Everything follows from the code of a region by SHA-256, so the list is the same on every machine and in every year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from hashlib import sha256

from schemas.region import Region

PROVINCE = "99"
_KABUPATEN = range(1, 70)
_KOTA = range(71, 100)
_HEADS = ("Ba", "Ci", "Da", "Ga", "Ka", "La", "Ma", "Na", "Pa", "Ra", "Sa", "Ta", "Wa", "Be", "Ke", "Se", "Lu", "Su")
_MIDDLES = ("lang", "rin", "tu", "mba", "nda", "ngka", "ro", "li", "ra", "we", "sam", "ntu", "ja", "pe", "yu")
_TAILS = ("i", "an", "ang", "o", "ari", "una", "ela", "ito", "asa", "endo", "ur", "ok")
_PREFIXES = (
    "Sungai", "Muara", "Tanjung", "Bukit", "Rawa", "Teluk", "Batu", "Lubuk", "Padang", "Talang", "Simpang", "Pasir",
    "Kuala", "Air", "Danau", "Parit", "Ujung", "Suka", "Karang", "Sumber", "Pematang", "Tebing", "Lembah", "Sri",
)  # fmt: skip
_KOTA_SUFFIXES = ("Utara", "Selatan", "Timur", "Barat", "Tengah", "Hulu", "Hilir")


@cache
def demo_regions() -> tuple[Region, ...]:
    """The province, its 69 kabupaten and 29 kota with 4-7 kecamatan of 5-9 desa each; areas of the upper two levels.

    Names are made up; they are unique within a district, and no two districts have the same name.
    """
    names = _unique(_KABUPATEN, _KOTA)
    rows = [row for number, name in names for row in _district(f"{PROVINCE}.{number:02d}", name)]
    total = sum((r.area_km2 for r in rows if r.area_km2 is not None), Decimal(0))
    return (Region(PROVINCE, 1, "Nusa Contoh", total), *rows)


def _unique(*ranges: range) -> list[tuple[int, str]]:
    taken: set[str] = set()
    return [(n, _fresh(f"{PROVINCE}.{n:02d}", taken, _word)) for r in ranges for n in r]


def _district(code: str, word: str) -> Iterator[Region]:
    is_kota = int(code[3:]) > 70
    count = 4 + _draw(code, "kecamatan", 4)
    area = Decimal(40_000 + _draw(code, "luas", 120_000) if is_kota else 90_000 + _draw(code, "luas", 500_000)) / 1000
    yield Region(code, 2, f"{'Kota' if is_kota else 'Kabupaten'} {word}", area)
    taken = {word}
    for i in range(1, count + 1):
        kecamatan = f"{code}.{i:02d}"
        name = _sub_name(kecamatan, word, i, is_kota, taken)
        yield Region(kecamatan, 3, name)
        yield from _desa(kecamatan, is_kota, taken)


def _sub_name(code: str, word: str, i: int, is_kota: bool, taken: set[str]) -> str:
    if is_kota and i <= len(_KOTA_SUFFIXES):
        taken.add(f"{word} {_KOTA_SUFFIXES[i - 1]}")
        return f"{word} {_KOTA_SUFFIXES[i - 1]}"
    return _fresh(code, taken, _two_words)


def _desa(kecamatan: str, is_kota: bool, taken: set[str]) -> Iterator[Region]:
    count = 5 + _draw(kecamatan, "desa", 5)
    kelurahan = count if is_kota else _draw(kecamatan, "kelurahan", 3)
    for i in range(1, count + 1):
        code = f"{kecamatan}.{(1000 if i <= kelurahan else 2000) + i}"
        yield Region(code, 4, _fresh(code, taken, _two_words))


def _fresh(code: str, taken: set[str], make: Callable[[str, int], str]) -> str:
    attempt = 0
    while True:
        name = make(code, attempt)
        if name not in taken:
            taken.add(name)
            return name
        attempt += 1


def _word(code: str, attempt: int = 0) -> str:
    return "".join(_pick(part, code, f"{i}.{attempt}") for i, part in enumerate((_HEADS, _MIDDLES, _TAILS)))


def _two_words(code: str, attempt: int = 0) -> str:
    return f"{_pick(_PREFIXES, code, f'awalan.{attempt}')} {_word(code, attempt)}"


def _pick(words: Sequence[str], code: str, purpose: str) -> str:
    return words[_draw(code, purpose, len(words))]


def _draw(code: str, purpose: str, below: int) -> int:
    return int.from_bytes(sha256(f"{code}/{purpose}".encode()).digest()[:8], "big") % below
