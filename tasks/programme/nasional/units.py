"""The national view in the store: read from sealed runs, ranked, and kept by digest with what it came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from schemas.canonical import load_rows
from schemas.contract import Row, Rows, Table
from schemas.outputs.buku_putih import AREA
from schemas.outputs.mps import BARIS
from schemas.outputs.mps_komitmen import KOMITMEN_TAHUN
from schemas.outputs.nasional import PERINGKAT, RINCIAN
from schemas.outputs.ssk import KEGIATAN, LAYANAN
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.lineage.records.ledger import sealed_runs
from tasks.lineage.records.results import Record
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.unit import load_memo, save_table
from tasks.programme.nasional.daerah import Daerah
from tasks.programme.nasional.peringkat import HELD, LATE, MISSING, RULES, USED, counts, rank
from tasks.store.keys import object_key
from tasks.store.ports import Store

CODE = ("tasks.programme.nasional",)
DOCUMENTS = ("buku_putih", "ssk", "mps")
Place = tuple[int, str, str]


class Sealed:
    """The newest sealed unit of every district and step of a fiscal year and the year before, and what was read."""

    def __init__(self, store: Store, fiscal_year: int) -> None:
        self._store = store
        self.fiscal_year = fiscal_year
        self.names: dict[str, str] = {}
        self.read: dict[str, set[str]] = {}
        self._keys: dict[Place, str] = {}
        for year in (fiscal_year, fiscal_year - 1):
            for manifest in sealed_runs(store, year):
                for unit in manifest["units"]:
                    self._keys.setdefault((year, unit["district"], unit["step"]), unit["memo"])
                for district in manifest["districts"]:
                    self.names.setdefault(district["kode"], district["nama"])

    def memo(self, kode: str, step: str, years: Collection[int]) -> tuple[int, Memo] | None:
        """The unit of the first of these years that has one."""
        for year in years:
            key = self._keys.get((year, kode, step))
            if key:
                self.read.setdefault(kode, set()).add(key)
                return year, load_memo(self._store, key)
        return None

    def rows(self, found: tuple[int, Memo] | None, contract: Table, columns: Collection[str]) -> Rows | None:
        """These columns of a table; None where the unit has none."""
        stored = found[1].tables.get(contract.name) if found else None
        return load_rows(self._store.get(object_key(stored.digest)), contract, columns) if stored else None


def district(sealed: Sealed, kode: str) -> Daerah:
    """The sealed facts of a district, each table with the columns that a criterion reads."""
    now = sealed.fiscal_year
    both = (now, now - 1)
    buku_putih, ssk = (sealed.memo(kode, step, both) for step in ("buku_putih", "ssk"))
    mps, checked = sealed.memo(kode, "mps", (now,)), sealed.memo(kode, "validation", both)
    data = sealed.memo(kode, "validation", (buku_putih[0],)) if buku_putih else None
    ready = checked if checked and checked[0] == now else None
    kesiapan = sealed.rows(ready, table("kesiapan"), ("kegiatan_id", "kriteria", "status"))
    sources = {
        "buku_putih": buku_putih,
        "ssk": ssk,
        "mps": mps,
        "data": data,
        "kiriman": checked,
        "kesiapan": ready if kesiapan is not None else None,
    }
    return Daerah(
        kode=kode,
        nama=sealed.names.get(kode, kode),
        tahun={name: found[0] for name, found in sources.items() if found},
        area=sealed.rows(buku_putih, AREA, ("kode_desa", "komponen", "skor_akhir")),
        kk=households(sealed.rows(data, table("penduduk"), ("kode_desa", "tahun", "kk")) or []),
        layanan=sealed.rows(ssk, LAYANAN, ("komponen", "sistem", "eksisting", "tambahan_kk")),
        kegiatan=sealed.rows(ssk, KEGIATAN, ("kegiatan_id", "dokumen_perlu")),
        kesiapan=kesiapan,
        baris=sealed.rows(mps, BARIS, ("jumlah_rp", "sisa_rp", "status")),
        komitmen=sealed.rows(mps, KOMITMEN_TAHUN, ("kebutuhan_rp", "komitmen_rp", "status")),
        has_ceilings=bool(mps and mps[1].summary["kemampuan_diketahui"]),
        has_commitments=bool(ready and {"komitmen", "komitmen_baris"} & ready[1].tables.keys()),
        putusan=checked[1].summary["verdict"] if checked else None,
        tabel_ada=len(checked[1].summary["rows"]) if checked else 0,
        tabel_tidak_ada=tuple(checked[1].summary["missing"]) if checked else (),
    )


def households(penduduk: Rows) -> dict[str, int | None]:
    """KK per desa from its newest year, None where that row has none."""
    newest: dict[str, Row] = {}
    for row in penduduk:
        known = newest.get(str(row["kode_desa"]))
        if known is None or int(known["tahun"] or 0) < int(row["tahun"] or 0):
            newest[str(row["kode_desa"])] = row
    return {desa: None if r["kk"] is None else int(r["kk"]) for desa, r in newest.items()}


def state_of(daerah: Daerah, status: Collection[Mapping[str, Any]]) -> str:
    """used, late, held or missing, from the district's rows of `ppsp status`.

    Held goes first; without a sealed SSK or MPS a district is missing; late counts for documents sealed this year.
    """
    if any(row["state"] == "ditahan" for row in status):
        return HELD
    if not {"ssk", "mps"} & daerah.tahun.keys():
        return MISSING
    return LATE if any(row["late"] and row["state"] == "selesai" for row in status) else USED


def view(store: Store, fiscal_year: int, status: Collection[Mapping[str, Any]]) -> tuple[Rows, Rows, Record]:
    """Rows of PERINGKAT and RINCIAN, and the record that names them; their tables are stored, the record is not yet.

    `status` are the rows of `ppsp status`: they name every district expected.
    """
    rules = load_rulebook(fiscal_year).only(RULES)
    sealed = Sealed(store, fiscal_year)
    by_district: dict[str, list[Mapping[str, Any]]] = {}
    for row in status:
        by_district.setdefault(str(row["kode"]), []).append(row)
    found = [district(sealed, kode) for kode in sorted(by_district)]
    ranked, details = rank([(d, state_of(d, by_district[d.kode])) for d in found], rules)
    tables = {t.name: save_table(store, t, rows) for t, rows in ((PERINGKAT, ranked), (RINCIAN, details))}
    record: Record = {
        "fiscal_year": fiscal_year,
        "code": code_digest(CODE),
        "rules": rules.digest,
        "memos": {kode: sorted(keys) for kode, keys in sorted(sealed.read.items())},
        "counts": {"districts": len(ranked), **counts(ranked)},
        "tables": {name: {"digest": out.digest, "rows": out.rows} for name, out in tables.items()},
    }
    return ranked, details, record
