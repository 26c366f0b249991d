"""Edges of stages 5 and 6: every figure back to the submitted cells and to the lines of the pinned MPS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas import refs
from schemas.contract import Row, Rows
from tasks.lineage.units.edges import Edges
from tasks.realisasi.capaian import Sasaran
from tasks.realisasi.cocok import MATCHED, Rencana, key_of
from tasks.realisasi.kemajuan import Kemajuan
from tasks.realisasi.rekap import ALL, Dasar, members

MATCH, ORDER, SUM, RESULT = "monev.cocok", "monev.document_order", "monev.jumlah", "monev.lower_better"
PROGRESS = {"fisik_pct": "fisik_pct", "keuangan_rp": "keuangan_rp", "volume_realisasi": "volume"}
TRACED_SUMS = ("mps_rp", "dpa_rp", "pagu_rp", "keuangan_rp", "komitmen_rp")


@dataclass(slots=True)
class Jejak:
    """Writes the edges of one district."""

    fiscal_year: int
    kab: str
    plan: Rencana
    edges: Edges

    def budget_lines(
        self, anggaran: Rows, kemajuan: Mapping[str, Kemajuan], kontrak: Mapping[str, Iterable[Row]]
    ) -> None:
        """anggaran <- its own cells, those of the newest quarter, its contracts, and the MPS line."""
        for row in anggaran:
            name = str(row["baris_id"])
            line = [str(row["mps_ref"])] if row["mps_ref"] else []
            now = kemajuan.get(name, Kemajuan(""))
            pagu, volume = (self._own("baris_anggaran", name, c) for c in ("pagu_rp", "volume"))
            cells = {c: self._own("realisasi", f"{name}|{q}", c) for c, q in now.quarter.items()}
            signed = [self._own("kontrak", str(k["kontrak_id"]), "nilai_rp") for k in kontrak.get(name, ())]
            self.edges.add(self._anggaran(name), MATCH, [pagu, *cells.values(), *signed, *line])
            self.edges.add(self._anggaran(name, "pagu_rp"), MATCH, [pagu, *line])
            self.edges.add(self._anggaran(name, "volume_rencana"), MATCH, [volume, *line])
            self.edges.add(self._anggaran(name, "kontrak_rp"), SUM, [*signed, *line])
            for column, given in PROGRESS.items():
                found = [cells[given]] if given in cells else []
                self.edges.add(self._anggaran(name, column), MATCH, [*found, *line])

    def implementation(self, pelaksanaan: Rows, anggaran: Rows) -> None:
        """pelaksanaan <- the MPS line and the budget lines that carry it out."""
        carried: dict[str, list[str]] = {}
        for row in anggaran:
            if row["keadaan"] in MATCHED:
                carried.setdefault(f"{row['mps_ref']}@{row['tahun']}", []).append(str(row["baris_id"]))
        for row in pelaksanaan:
            line, tahun = self.plan.ref(row), int(str(row["tahun"]))
            lines = carried.get(f"{line}@{tahun}", [])
            self.edges.add(self._pelaksanaan(row), ORDER, [*(self._anggaran(n, "keuangan_rp") for n in lines), line])
            self.edges.add(self._pelaksanaan(row, "mps_rp"), MATCH, [self.plan.cost_ref(row)])
            self.edges.add(self._pelaksanaan(row, "komitmen_rp"), MATCH, [self.plan.committed_ref(row)])
            for column in ("pagu_rp", "dpa_rp"):
                self.edges.add(
                    self._pelaksanaan(row, column), ORDER, [*(self._anggaran(n, "pagu_rp") for n in lines), line]
                )

    def recaps(self, pelaksanaan: Rows, dasar: Dasar) -> None:
        """Each sum <- the lines that it adds up; the commitment sheet <- its cells of the year of the MPS."""
        for (tahun, group, code), rows in sorted(members(pelaksanaan).items()):
            key = f"{tahun}|{group}|{code}"
            self.edges.add(self._recap(key), SUM, [self._pelaksanaan(r) for r in rows])
            for column in TRACED_SUMS:
                self.edges.add(self._recap(key, column), SUM, [self._pelaksanaan(r, column) for r in rows])
            named = {str(r["sumber_dana"]) for r in rows} if group == ALL else {code}
            sheets = [s for s, t in sorted(dasar.lembar) if t == tahun and s in named]
            year = self.plan.fiscal_year
            signed = [refs.tabel(year, self.kab, "komitmen", f"{s}|{tahun}", "komitmen_rp") for s in sheets]
            if signed:
                self.edges.add(self._recap(key, "lembar_rp"), SUM, signed)

    def results(self, rows: Rows, goals: Mapping[str, Sasaran]) -> None:
        """capaian_sasaran <- the submitted result and target, and the sasaran of the SSK."""
        for row in rows:
            name = str(row["sasaran_id"])
            key = f"{name}|{row['tahun']}"
            own = [self._own("capaian", key, c) for c in ("realisasi", "target")]
            goal = goals.get(name)
            self.edges.add(self._result(key), RESULT, [*own, *(goal.sources if goal else ())])
            for column, cell in zip(("realisasi", "target"), own, strict=True):
                self.edges.add(self._result(key, column), RESULT, [cell])

    def _own(self, table: str, key: str, column: str) -> str:
        return refs.tabel(self.fiscal_year, self.kab, table, key, column)

    def _anggaran(self, name: str, column: str = "") -> str:
        return refs.anggaran(self.fiscal_year, self.kab, name, column)

    def _recap(self, key: str, column: str = "") -> str:
        return refs.computed("rekap_pelaksanaan", self.fiscal_year, self.kab, key, column)

    def _result(self, key: str, column: str = "") -> str:
        return refs.computed("capaian_sasaran", self.fiscal_year, self.kab, key, column)

    def _pelaksanaan(self, row: Row, column: str = "") -> str:
        return refs.pelaksanaan(self.fiscal_year, self.kab, *key_of(row), column)
