"""The criteria of the national view: one file and one pure function each, registered here; weights in the rules.

Every score stands on a fixed scale of 0 to 100, so that no district's score depends on the others: one more district
never turns the order of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai
from tasks.programme.nasional.kriteria.akses_layak import akses_layak
from tasks.programme.nasional.kriteria.celah_dana import celah_dana
from tasks.programme.nasional.kriteria.dokumen import dokumen
from tasks.programme.nasional.kriteria.dokumen_wajib import dokumen_wajib
from tasks.programme.nasional.kriteria.kk_dilayani import kk_dilayani
from tasks.programme.nasional.kriteria.komitmen import komitmen
from tasks.programme.nasional.kriteria.mutu_data import mutu_data
from tasks.programme.nasional.kriteria.risiko import risiko
from tasks.programme.nasional.kriteria.tabel_lengkap import tabel_lengkap


@dataclass(frozen=True, slots=True)
class Kriteria:
    """A criterion of one dimension; its weight is in the rule `nasional.bobot.<dimensi>` under its name."""

    nama: str
    dimensi: str
    nilai: Callable[[Daerah, Rulebook], Nilai]


KRITERIA: tuple[Kriteria, ...] = (
    Kriteria("risiko_al", "kebutuhan", partial(risiko, "AL")),
    Kriteria("risiko_ps", "kebutuhan", partial(risiko, "PS")),
    Kriteria("risiko_dr", "kebutuhan", partial(risiko, "DR")),
    Kriteria("kk_dilayani", "kebutuhan", kk_dilayani),
    Kriteria("celah_dana", "kebutuhan", celah_dana),
    Kriteria("dokumen", "kemajuan", dokumen),
    Kriteria("akses_layak", "kemajuan", akses_layak),
    Kriteria("dokumen_wajib", "kesiapan", dokumen_wajib),
    Kriteria("komitmen", "kesiapan", komitmen),
    Kriteria("mutu_data", "kesiapan", mutu_data),
    Kriteria("tabel_lengkap", "kesiapan", tabel_lengkap),
)

__all__ = ["KRITERIA", "Kriteria"]
