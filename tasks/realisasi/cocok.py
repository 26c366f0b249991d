"""Which line of the MPS a submitted budget line carries out: the same activity and source, in a year of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas import refs
from schemas.contract import Row, Rows
from tasks.realisasi.kemajuan import Kemajuan
from tasks.realisasi.rumus import efisiensi, exact, percent, total, whole

MATCHED = ("cocok", "daftar_tunggu")
WAITING = "daftar_tunggu"
YEARS = 5


def key_of(row: Row) -> tuple[str, str, int]:
    """Activity, source and year of a line in a year."""
    return str(row["kegiatan_id"]), str(row["sumber_dana"]), int(str(row["tahun"]))


@dataclass(frozen=True, slots=True)
class Rencana:
    """The pinned MPS: its fiscal year M, and its lines by activity and source. It covers M+1 to M+5.

    `komitmen` is what is committed by activity, source and year, None where the MPS does not know it.
    """

    fiscal_year: int
    kab: str
    lines: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    komitmen: Mapping[tuple[str, str, int], int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, fiscal_year: int, kab: str, baris: Rows, komitmen_tahun: Rows) -> Rencana:
        """The plan with these rows of `baris` and of `komitmen_tahun`."""
        lines: dict[str, dict[str, Row]] = {}
        for row in baris:
            lines.setdefault(str(row["kegiatan_id"]), {})[str(row["sumber_dana"])] = row
        return cls(fiscal_year, kab, lines, {key_of(r): whole(r.get("komitmen_rp")) for r in komitmen_tahun})

    def covers(self, tahun: int | None) -> bool:
        """Whether the year is one of the five plan years."""
        return tahun is not None and 1 <= tahun - self.fiscal_year <= YEARS

    def cost(self, line: Row, tahun: int) -> int | None:
        """Cost of a line in a plan year: 0 when it waits, None when unknown."""
        return 0 if line["status"] == WAITING else whole(line.get(f"biaya_{tahun - self.fiscal_year}_rp"))

    def committed(self, line: Row, tahun: int) -> int | None:
        """What the MPS counts as committed of that cost, a part too: 0 without cost, None when unknown."""
        return 0 if self.cost(line, tahun) == 0 else self.komitmen.get(key_of({**line, "tahun": tahun}))

    def has_cost(self, line: Row, tahun: int) -> bool:
        """Whether the line is planned in the year; a line whose volume and cost are unknown is planned in none."""
        cost = self.cost(line, tahun)
        return cost != 0 and not (cost is None and line.get(f"vol_{tahun - self.fiscal_year}") is None)

    def committed_ref(self, row: Row) -> str:
        """The reference of what is committed of a line in the year of `row`; its cost where the MPS has no such row."""
        if (key := key_of(row)) not in self.komitmen:
            return self.cost_ref(row)
        text = "|".join(map(str, key))
        return refs.computed("komitmen_tahun", self.fiscal_year, self.kab, text, "komitmen_rp")

    def cost_ref(self, row: Row) -> str:
        """The reference of the cost of a line in the year of `row`."""
        return f"{self.ref(row)}#biaya_{key_of(row)[2] - self.fiscal_year}_rp"

    def ref(self, line: Row) -> str:
        """The reference of a line."""
        return refs.mps(self.fiscal_year, self.kab, str(line["kegiatan_id"]), str(line["sumber_dana"]))


@dataclass(frozen=True, slots=True)
class Cocok:
    """What a budget line was found to be: `keadaan`, the reason, and the MPS line if it carries one out."""

    keadaan: str
    alasan: str = ""
    line: Row | None = None


def match(row: Row, plan: Rencana) -> Cocok:
    """The MPS line of a budget line. A blank source is that of the activity's only line (assumed)."""
    name, sumber, tahun = row.get("kegiatan_id"), row.get("sumber_dana"), whole(row.get("tahun"))
    if name is None:
        return Cocok("tanpa_kegiatan", "Baris anggaran tidak menyebut kegiatan MPS.")
    lines = plan.lines.get(str(name))
    if not lines:
        return Cocok("bukan_mps", f"Kegiatan {name} tidak ada di MPS {plan.fiscal_year}.")
    line = lines.get(str(sumber)) if sumber is not None else next(iter(lines.values())) if len(lines) == 1 else None
    if line is None:
        asked = "Baris anggaran tidak menyebut sumber dana" if sumber is None else f"Sumber dananya {sumber}"
        return Cocok("sumber_lain", f"{asked}, sedangkan MPS mendanai kegiatan ini dari {', '.join(sorted(lines))}.")
    if not plan.covers(tahun):
        span = f"{plan.fiscal_year + 1}–{plan.fiscal_year + YEARS}"
        said = "Tahun baris anggaran tidak disebutkan" if tahun is None else f"Tahun {tahun} di luar tahun MPS {span}"
        return Cocok("tahun_lain", f"{said}.")
    if line["status"] == WAITING:
        return Cocok(WAITING, "Kegiatan masih pada daftar tunggu MPS; catat komitmennya.", line)
    return Cocok("cocok", "", line)


def budget_lines(
    rows: Rows, plan: Rencana, kemajuan: Mapping[str, Kemajuan], kontrak: Mapping[str, Iterable[Row]]
) -> Rows:
    """Rows of `anggaran`: each submitted budget line with its MPS line, its newest progress and its contracts."""
    return [_line(row, match(row, plan), plan, kemajuan, kontrak) for row in rows]


def _line(
    row: Row,
    found: Cocok,
    plan: Rencana,
    kemajuan: Mapping[str, Kemajuan],
    kontrak: Mapping[str, Iterable[Row]],
) -> Row:
    name, line = str(row["baris_id"]), found.line
    now = kemajuan.get(name, Kemajuan(""))
    values = now.values
    planned, built = exact(row.get("volume")), exact(values.get("volume"))
    pagu, spent = whole(row.get("pagu_rp")), whole(values.get("keuangan_rp"))
    return {
        "baris_id": name,
        "kegiatan_id": row.get("kegiatan_id"),
        "sumber_dana": line["sumber_dana"] if line else row.get("sumber_dana"),
        "tahun": row.get("tahun"),
        "dokumen": row.get("dokumen"),
        "keadaan": found.keadaan,
        "alasan": found.alasan or None,
        "mps_ref": plan.ref(line) if line else None,
        "komponen": line["komponen"] if line else None,
        "nama": line["nama"] if line else None,
        "lokasi": row.get("lokasi"),
        "satuan": row.get("satuan"),
        "pagu_rp": pagu,
        "periode": now.periode or None,
        "fisik_pct": values.get("fisik_pct"),
        "keuangan_rp": spent,
        "serapan_pct": percent(spent, pagu),
        "volume_rencana": planned,
        "volume_realisasi": built,
        "efisiensi": efisiensi(spent, built, pagu, planned),
        "penerima_kk": values.get("penerima_kk"),
        "berfungsi": values.get("berfungsi"),
        "kendala": now.said.get("kendala"),
        "alasan_geser": now.said.get("alasan_geser"),
        "kontrak_rp": whole(total(whole(k.get("nilai_rp")) for k in kontrak.get(name, ()))),
        "catatan": now.older() or None,
    }
