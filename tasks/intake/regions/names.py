"""Names of regions made comparable (programme.md section 11)."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.intake.grids.grid import clean

_DISTRICT = re.compile(r"(KABUPATEN|KAB\b\.?|KOTA\b)\s*(?:ADMINISTRASI|ADM\b\.?)?\s*(?=\S)")
_OFFICE = re.compile(r"(?:KELURAHAN\b|KEL\b\.?|DESA\b|KECAMATAN\b|KEC\b\.?)\s*(?=\S)")


class DistrictName(NamedTuple):
    """Type (KABUPATEN, KOTA, or empty where the source does not say) and name of a district."""

    type: str
    name: str


def plain(text: str) -> str:
    """Upper case, hyphens as blanks, blanks collapsed."""
    return " ".join(clean(text).upper().replace("-", " ").split())


def district_name(text: str) -> DistrictName:
    """`Kab.Cilacap` is (KABUPATEN, CILACAP), `Kota Semarang` is (KOTA, SEMARANG), `Semarang` has no type."""
    name = plain(text)
    found = _DISTRICT.match(name)
    if found is None:
        return DistrictName("", name)
    return DistrictName("KOTA" if found[1] == "KOTA" else "KABUPATEN", name[found.end() :])


def same_place(given: str, listed: str) -> bool:
    """Whether a kecamatan or desa is called so: equal names, or equal once `Desa`, `Kel.`, `Kec.` is dropped."""
    return plain(listed) in place_keys(given)


def place_keys(given: str) -> tuple[str, ...]:
    """The names under which a kecamatan or desa may be listed, likeliest first."""
    name = plain(given)
    found = _OFFICE.match(name)
    return (name, name[found.end() :]) if found else (name,)
