"""A plan: which part stands in which year, paid by which sources, and why the rest does not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.kesiapan.dokumen import document_name
from tasks.mps.langkah import YEARS, Part
from tasks.mps.sumber import SourceSet

DOCUMENT = "dokumen"
PREDECESSOR = "pendahulu"
NO_SOURCE = "sumber"
NO_CEILING = "pagu"
NO_YEAR = "tahun"
UNKNOWN_COST = "biaya"
NO_TOTAL = "prioritas"
WORK = "pekerjaan"


@dataclass(frozen=True, slots=True)
class Alasan:
    """Why parts of an activity are not in the plan: the kind, and one Indonesian clause."""

    jenis: str
    teks: str


@dataclass(slots=True)
class Rencana:
    """Year of each placed part (without ceilings it may lie beyond the plan), source set and reason by activity.

    `persiapan` are the placed parts that only prepare works of the next plan, from left-over money.
    """

    tahun: dict[Part, int] = field(default_factory=dict)
    sumber: dict[str, SourceSet] = field(default_factory=dict)
    alasan: dict[str, Alasan] = field(default_factory=dict)
    persiapan: set[Part] = field(default_factory=set)

    def explain(self, node: Simpul, alasan: Alasan) -> None:
        """Keep the first reason of every activity in the node."""
        for b in node.bagian:
            self.alasan.setdefault(b.part[0], alasan)

    def remove(self, parts: Collection[Part]) -> None:
        """Take parts out; an activity without any part left has no source set either."""
        for part in parts:
            self.tahun.pop(part, None)
        placed = {part[0] for part in self.tahun}
        for name in {part[0] for part in parts} - placed:
            self.sumber.pop(name, None)


def earliest(node: Simpul, tahun: Mapping[Part, int], missing: Mapping[str, tuple[str, ...]]) -> int | Alasan:
    """First year that SSK year, documents and the parts before it allow, or the reason why there is none."""
    if node.first is None:
        names = sorted({d for b in node.bagian for d in missing.get(b.part[0], ())})
        said = ", ".join(map(document_name, names)) or "yang berlaku sebelum tahun pelaksanaan"
        return Alasan(DOCUMENT, f"dokumen wajib belum ada dan tidak dibuat oleh langkah mana pun: {said}")
    year = node.first
    for part, lag in node.pre:
        before = tahun.get(part)
        if before is None:
            return Alasan(PREDECESSOR, f"langkah yang mendahului tidak tertampung: {part[0]}")
        year = max(year, before + lag)
    return max(year, 1)


def too_late(year: int) -> Alasan:
    """The reason of a part whose first possible year lies after the plan."""
    return Alasan(NO_YEAR, f"urutan langkah dan dokumen baru memungkinkan tahun ke-{year}, sesudah tahun ke-{YEARS}")
