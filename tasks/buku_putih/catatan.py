"""The note printed beside a class: why it is provisional, what was missing, or why there is none. Indonesian."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

TANPA_EHRA = "sementara, tanpa EHRA"
RAWAN = "luas rawan genangan dipakai sebagai luas genangan"
_NILAI_EHRA = {"strata": "skor EHRA memakai nilai strata", "kabupaten": "skor EHRA memakai nilai kabupaten"}


class Keadaan(NamedTuple):
    """What the note of one desa and komponen depends on.

    `tidak_ada` are the sources without a score; `tanpa` the komponen's indicators without a value, `own` its own
    indicator ("" for none), both by their Indonesian names; `kurang` the missing indicators where IMPACT has too few.
    `modus` is the mark of a score from village modes ("" for none), and `asal_ehra` the area lent to the desa.
    """

    is_scored: bool
    tidak_ada: tuple[str, ...]
    tanpa: tuple[str, ...] = ()
    own: str = ""
    modus: str = ""
    kurang: tuple[str, ...] = ()
    asal_ehra: str = ""
    is_prone_area: bool = False
    is_provisional: bool = False


@lru_cache(maxsize=4096)
def catatan(k: Keadaan) -> str | None:
    """The parts joined by `; `, None when there is nothing to say."""
    return "; ".join(_known(k) if k.is_scored else _unknown(k)) or None


def _unknown(k: Keadaan) -> Iterator[str]:
    if k.kurang:
        yield f"belum dapat dinilai: indikator dampak kurang, tidak ada {', '.join(k.kurang)}"
    if len(k.tidak_ada) == 3:
        yield f"belum dapat dinilai: tidak ada data {', '.join(k.tanpa)}, skor persepsi OPD maupun EHRA"


def _known(k: Keadaan) -> Iterator[str]:
    if k.modus:
        yield k.modus
    elif k.is_provisional:
        yield TANPA_EHRA
    if "sekunder" in k.tidak_ada:
        yield "tanpa data sekunder"
    elif k.tanpa and not k.modus:
        yield f"tanpa data {', '.join(k.tanpa)}"
        if k.own in k.tanpa:
            yield "data sekunder hanya dari indikator bersama"
    if "persepsi" in k.tidak_ada and not k.modus:
        yield "tanpa persepsi OPD"
    if k.asal_ehra in _NILAI_EHRA:
        yield _NILAI_EHRA[k.asal_ehra]
    if k.is_prone_area and not k.modus:
        yield RAWAN
