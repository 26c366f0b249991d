"""Edges of commitments, gaps, recaps, conditions and DAK minimums, down to the submitted cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas import refs
from schemas.contract import Row, Rows, Table
from schemas.outputs import mps_komitmen as k
from tasks.lineage.units.edges import Edges
from tasks.mps.alokasi.pagu import OWN
from tasks.mps.baris import COMMITTED, WAITING
from tasks.mps.komitmen.hitung import Komitmen, signed
from tasks.mps.komitmen.syarat_sumber import COLUMN

RULE = "mps.committed_only"
SHARE = "mps.commit_share"
DAK_RULES = {
    "pendamping_reguler_rp": ("mps.dak.counterpart_regular", ("reguler_rp",)),
    "pendamping_tambahan_rp": ("mps.dak.counterpart_extra", ("tambahan_rp",)),
    "operasional_rp": ("mps.dak.operations", ("reguler_rp", "tambahan_rp")),
    "pendamping_tahun_lalu_rp": ("mps.dak.counterpart_regular", ("pendamping_reguler_rp", "pendamping_tambahan_rp")),
}


@dataclass(slots=True)
class JejakKomitmen:
    """Writes these edges for one district."""

    fiscal_year: int
    kab: str
    edges: Edges

    def years(self, rows: Iterable[Row], komitmen: Komitmen) -> None:
        """komitmen_tahun <- cost of the line in that year and the submitted row that commits to it."""
        for row in rows:
            name, sumber, year = str(row["kegiatan_id"]), str(row["sumber_dana"]), int(str(row["tahun"]))
            sources = [refs.mps(self.fiscal_year, self.kab, name, sumber, f"biaya_{year - self.fiscal_year}_rp")]
            given = komitmen.rows.get((name, sumber, year))
            if given is not None:
                column = "komitmen_rp" if given.get("status") == COMMITTED else "status"
                sources.append(self._own("komitmen_baris", f"{name}|{sumber}|{year}", column))
            self._add(k.KOMITMEN_TAHUN, row, RULE, sources)

    def gaps(self, gap_rows: Iterable[Row], year_rows: Sequence[Row], komitmen: Komitmen) -> None:
        """kesenjangan <- its lines of the year, and the signed sheet."""
        for row in gap_rows:
            pair = (row["sumber_dana"], row["tahun"])
            sources = [
                self._ref(k.KOMITMEN_TAHUN, r)
                for r in year_rows
                if (r["sumber_dana"], r["tahun"]) == pair and r["status"] != WAITING
            ]
            if (str(pair[0]), int(str(pair[1]))) in komitmen.sheets:
                sources.append(self._own("komitmen", f"{pair[0]}|{pair[1]}", "komitmen_rp"))
            self._add(k.KESENJANGAN, row, RULE, sources)

    def recaps(self, tables: Iterable[tuple[Table, Rows]], year_rows: Sequence[Row]) -> None:
        """rekap_*_s <- the committed amounts of the lines of the group."""
        committed = list(signed(year_rows))
        for table, rows in tables:
            for row in rows:
                members = [r for r in committed if all(r[key] == row[key] for key in table.key)]
                self._add(table, row, RULE, [self._ref(k.KOMITMEN_TAHUN, r) for r in members])

    def share(self, row: Row, gap_rows: Iterable[Row]) -> None:
        """bagian_komitmen <- the gaps of APBD_K."""
        own = [self._ref(k.KESENJANGAN, r) for r in gap_rows if r["sumber_dana"] == OWN]
        self._add(k.BAGIAN_KOMITMEN, row, SHARE, own)

    def conditions(self, rows: Iterable[Row], own: Iterable[Row]) -> None:
        """syarat_sumber <- the cell that names the evidence: this year's row, else the row of the SSK."""
        here = {(r["kegiatan_id"], r["sumber_dana"]) for r in own}
        for row in rows:
            name, sumber = str(row["kegiatan_id"]), str(row["sumber_dana"])
            year = self.fiscal_year if (name, sumber) in here else self.fiscal_year - 1
            column = COLUMN[str(row["syarat"])]
            cell = (
                [refs.tabel(year, self.kab, "program_kegiatan", f"{name}|{sumber}", column)] if row["bukti_id"] else []
            )
            self._add(k.SYARAT, row, "mps.process", [refs.mps(self.fiscal_year, self.kab, name, sumber), *cell])

    def dak(self, rows: Iterable[Row]) -> None:
        """dak_minimum <- the amounts compared."""
        for row in rows:
            rule, columns = DAK_RULES[str(row["syarat"])]
            cells = (*columns, str(row["syarat"]))
            self._add(k.DAK_MINIMUM, row, rule, [self._own("dak", str(row["tahun"]), c) for c in cells])

    def _add(self, table: Table, row: Row, rule: str, sources: Iterable[str]) -> None:
        self.edges.add(self._ref(table, row), rule, sources)

    def _ref(self, table: Table, row: Row) -> str:
        return refs.computed(table.name, self.fiscal_year, self.kab, table.key_of(row))

    def _own(self, table: str, key: str, column: str) -> str:
        return refs.tabel(self.fiscal_year, self.kab, table, key, column)
