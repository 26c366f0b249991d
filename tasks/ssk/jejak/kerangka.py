"""Lineage of SWOT, logical framework, budget readings and differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas import refs
from schemas.contract import Row, Rows
from tasks.lineage.units.edges import Edges
from tasks.lineage.units.step import Inputs
from tasks.ssk.jejak.program import Jejak
from tasks.ssk.keuangan.kemampuan import MURNI_COLUMNS
from tasks.ssk.program.baris import COSTS, VOLUMES
from tasks.ssk.program.pokja import Usulan, parts

_SUBMITTED = ("masalah", "tujuan", "sasaran", "strategi")
_UPPER = {"tujuan": "masalah", "sasaran": "tujuan", "strategi": "sasaran", "program": "strategi"}
_SERIES = {"apbd_murni_rp": MURNI_COLUMNS}


def frame_edges(jejak: Jejak, inputs: Inputs, tables: Mapping[str, Rows], usulan: Mapping[str, Usulan]) -> None:
    """Adds the edges of the tables of schemas/outputs/ssk_kerangka.py."""
    tulis = _Penulis(jejak.edges, inputs.fiscal_year, inputs.kode_kab)
    tulis.swot(tables, inputs.rows("swot"))
    tulis.framework(tables["kkl"], {str(r["sistem"]) for r in tables["layanan"]}, inputs)
    tulis.money(tables, {int(str(r["tahun"])): r for r in inputs.rows("keuangan")})
    tulis.differences(tables["beda_program"], usulan)


class _Penulis:
    def __init__(self, edges: Edges, fiscal_year: int, kode_kab: str) -> None:
        self._edges = edges
        self._fy, self._kab = fiscal_year, kode_kab

    def swot(self, tables: Mapping[str, Rows], factors: Rows) -> None:
        for row in tables["swot_total"]:
            own = [str(f["faktor_id"]) for f in factors if f.get("komponen") == row["komponen"]]
            columns = ("angka",) if row["metode"] == "sum" else ("angka", "bobot")
            cells = [self._cell("swot", f, c) for f in own for c in columns]
            self._add(
                self._ref("swot_total", f"{row['komponen']}|{row['metode']}"), "jumlah SWOT: ssk.md bagian 5", cells
            )
        for row in tables["swot_isu"]:
            key = str(row["faktor_id"])
            self._add(self._ref("swot_isu", key), "ssk.swot.issue_min", [self._cell("swot", key, "angka")])

    def framework(self, rows: Rows, phases: Iterable[str], inputs: Inputs) -> None:
        """Members <- what they hang under, or the Pokja's cell; an activity <- its own row of the programme."""
        known = set(phases)
        listed = {str(r["isu_id"]) for r in inputs.rows("isu", "buku_putih")}
        for row in rows:
            level, key = str(row["level"]), str(row["id"])
            ref = self._ref("kkl", f"{level}|{key}")
            if level == "kegiatan":
                self._add(ref, "program SSK", [refs.ssk(self._fy, self._kab, key)])
                continue
            if row["asal"] == "pokja" and level in _SUBMITTED:
                self._add(ref, "kerangka logis Pokja", [self._cell(level, key, "uraian")])
                continue
            if level == "masalah":
                sources = [refs.isu(self._fy, self._kab, key)] if key in listed else []
            else:
                uppers = [p for p in (str(row["parent"]), *parts(row["parent_lain"])) if p]
                sources = [self._ref("kkl", f"{_UPPER[level]}|{p}") for p in uppers]
            phase = key.rpartition("-")[2]
            if level == "sasaran" and phase in known:
                sources.append(refs.layanan(self._fy, self._kab, str(row["komponen"]), phase))
            self._add(ref, "kerangka logis draf: ssk.md bagian 7.1", sources)

    def money(self, tables: Mapping[str, Rows], given: Mapping[int, Row]) -> None:
        for row in tables["rasio"]:
            year = int(str(row["tahun"]))
            for name in ("belanja_sanitasi_rp", "investasi_rp", "op_rp", "belanja_langsung_rp", "apbd_murni_rp"):
                cells = self._budget(year, _SERIES.get(name, (name,)), given)
                self._add(self._ref("rasio", str(year), name), "keuangan", cells)
            for name, columns in (
                ("sanitasi_pct", ("belanja_sanitasi_rp", "belanja_langsung_rp")),
                ("investasi_pct", ("investasi_rp", "belanja_sanitasi_rp")),
                ("op_pct", ("op_rp", "belanja_sanitasi_rp")),
            ):
                self._add(
                    self._ref("rasio", str(year), name), "bagian: ssk.md bagian 8", self._budget(year, columns, given)
                )
        years = [str(r["tahun"]) for r in tables["rasio"]]
        for row in tables["pertumbuhan"]:
            cells = [self._ref("rasio", y, str(row["deret"])) for y in years]
            self._add(self._ref("pertumbuhan", str(row["deret"])), "pertumbuhan rata-rata: ssk.md bagian 8", cells)
        self._projections(tables["proyeksi"], given)

    def _projections(self, rows: Rows, given: Mapping[int, Row]) -> None:
        series = ("apbd_murni_rp", "belanja_langsung_rp", "op_rp")
        for row in rows:
            year = int(str(row["tahun"]))
            column = {"cagr": "cagr_pct"}.get(str(row["bacaan"]), "aritmetik_pct")
            stated = self._budget(year, ("komitmen_rp", "komitmen_pct"), given)[:1]
            ref = self._ref("proyeksi", f"{row['bacaan']}|{year}")
            growth = [self._ref("pertumbuhan", name, column) for name in series]
            self._add(ref, "proyeksi: ssk.md bagian 8", [*growth, *stated])
            if row["kebutuhan_apbd_k_rp"] is not None:
                need = refs.ssk(self._fy, self._kab, "*", f"biaya_{year - self._fy}_rp")
                self._add(f"{ref}#kebutuhan_apbd_k_rp", "jumlah bagian APBD_K", [need])

    def differences(self, rows: Rows, usulan: Mapping[str, Usulan]) -> None:
        """A difference <- the Pokja's rows of the activity; what the Pokja may leave to be computed <- the activity."""
        for row in rows:
            kid, column = str(row["kegiatan_id"]), str(row["kolom"])
            read = column if column in (*VOLUMES, *COSTS, "harga_satuan_rp", "share") else "jumlah_rp"
            own = usulan[kid].kunci if kid in usulan else ()
            cells = [self._cell("program_kegiatan", key, read) for key in own]
            followed = [refs.ssk(self._fy, self._kab, kid)] if row["jenis"] != "hilang" else []
            sources = [*cells, *followed] if read == "jumlah_rp" else cells or followed
            self._add(self._ref("beda_program", f"{kid}|{column}"), "draf katalog terhadap usulan Pokja", sources)

    def _budget(self, year: int, columns: Iterable[str], given: Mapping[int, Row]) -> list[str]:
        row = given.get(year, {})
        return [self._cell("keuangan", str(year), c) for c in columns if row.get(c) is not None]

    def _cell(self, table: str, key: str, column: str) -> str:
        return refs.tabel(self._fy, self._kab, table, key, column)

    def _ref(self, table: str, key: str, column: str = "") -> str:
        return refs.computed(table, self._fy, self._kab, key, column)

    def _add(self, ref: str, rule: str, sources: list[str]) -> None:
        if sources:
            self._edges.add(ref, rule, sources)
