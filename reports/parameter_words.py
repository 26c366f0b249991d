"""Assumed parameters in Indonesian: what each is called, its value in words where it is no number, and its reason.

`parameter.csv` translates the rulings; `terjemahan_dari` marks the value and the reference that it was written for, so
that a changed ruling is printed as it stands until somebody has translated it anew.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reports.labels import SATUAN
from reports.language import English, is_english, said, told
from schemas.canonical import digest
from schemas.facts import Parameter

AREAS = {
    "area": "Area berisiko",
    "score": "Penskoran",
    "ehra": "Survei EHRA",
    "irs": "Indeks Risiko Sanitasi",
    "check": "Penduduk",
    "fund": "Kemampuan pendanaan",
    "ssk": "Zona, program, dan kegiatan",
    "mps": "Prioritas, kesiapan, dan alokasi",
    "monev": "Pemantauan",
    "document": "Kerangka dokumen",
    "edition": "Masa pedoman",
}
_DECIMAL = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Worded:
    """A parameter as a reader reads it; `value` with its unit."""

    area: str
    label: str
    value: str
    reason: str
    name: str


def stamp(parameter: Parameter) -> str:
    """What a translation is bound to: value and reference."""
    return digest(f"{parameter.value}\n{parameter.reference}".encode())[:8]


def worded(parameter: Parameter) -> Worded:
    """The parameter in the language of the edition; as it is recorded where nobody has translated it yet.

    Rules give their reasons in English, so that the English edition prints them as they are.
    """
    area = AREAS.get(parameter.name.split(".")[0], "")
    row = _translations().get((parameter.name, stamp(parameter)))
    if row is None:
        value = f"{parameter.value} {SATUAN.get(parameter.unit, parameter.unit)}".strip()
        return Worded(area, parameter.name, value, parameter.reference, parameter.name)
    value = row["nilai"] or _DECIMAL.sub(lambda found: found[0].replace(".", ","), parameter.value)
    unit = row["satuan"] if value != "tidak ada" else ""
    if is_english():
        value, reason = said(row["nilai"] or parameter.value), English(parameter.reference)
        return Worded(area, row["sebutan"], told("{} {}", value, said(unit)) if unit else value, reason, parameter.name)
    return Worded(area, row["sebutan"], f"{value} {unit}".strip(), row["dasar"], parameter.name)


def is_translated(parameter: Parameter) -> bool:
    """Whether the ruling as it stands has its Indonesian words."""
    return (parameter.name, stamp(parameter)) in _translations()


@cache
def _translations() -> dict[tuple[str, str], dict[str, str]]:
    text = (resources.files("reports") / "parameter.csv").read_text(encoding="utf-8")
    return {(row["nama"], row["terjemahan_dari"]): row for row in csv.DictReader(text.splitlines())}
