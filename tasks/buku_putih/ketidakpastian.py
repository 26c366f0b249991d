"""How sure the classes are: the sampling error of the EHRA survey carried to the IRS and to the class.

The survey is redrawn (`ulangan`), index and class are made anew each time (`ulang_kelas`), and what is told is how
often the class came back. The sources say nothing of this: design effect, number of redraws and the share that counts
as firm are rules with status assumed. The error is that of sampling only; wrong answers are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas import refs
from schemas.contract import Row, Rows, Table
from schemas.outputs.buku_putih import GALAT_EHRA, GALAT_IRS, KEPASTIAN
from schemas.rulebook import Rulebook
from tasks.arith.dice import Dice
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import DESA, IRS_OF, STRATUM, Irs, areas_of
from tasks.buku_putih.galat import index_errors, share_errors, trace_errors
from tasks.buku_putih.ulang_kelas import Values, classes, indices, scores
from tasks.buku_putih.ulangan import Redraws, redraw_answers, redraw_counts
from tasks.lineage.units.edges import Edges

BY_RT = "survei diulang per RT"
BY_COUNT = "survei diulang dari jumlah, faktor desain {effect}, tiap subindikator sendiri-sendiri"
NO_CLASS = "tidak dapat dihitung: desa ini belum berkelas"
WITHOUT_EHRA = "tidak dapat dihitung: kelas desa ini tidak memakai EHRA"
HOLDS = "survei diulang: area.firm_share"


@dataclass(frozen=True, slots=True)
class Kepastian:
    """Tables kepastian, galat_ehra and galat_irs of a district, and counts of its statements."""

    tables: tuple[tuple[Table, Rows], ...]
    summary: dict[str, Any]


def uncertainty(bahan: Bahan, irs: Irs, areas: Rows, edges: Edges) -> Kepastian:
    """Firm or contested for every desa and komponen, and the errors behind it.

    `areas` are the rows of table area. Adds the edges of what it makes to `edges`. The same facts, rules, fiscal year
    and district give the same result on every machine.
    """
    drawn = draw(bahan, irs)
    rows = [row for komponen in bahan.komponen for row in _holding(drawn, komponen, areas)]
    shares = share_errors(bahan, irs, drawn.redraws)
    parts = index_errors(irs, drawn.redraws.areas, drawn.values, drawn.scores)
    _trace(bahan, rows, edges)
    trace_errors(bahan, irs, shares, parts, edges)
    firm = [row["is_pasti"] for row in rows]
    said = {"pasti": firm.count(1), "diperdebatkan": firm.count(0), "tanpa_pernyataan": firm.count(None)}
    tables = ((KEPASTIAN, rows), (GALAT_EHRA, shares), (GALAT_IRS, parts))
    return Kepastian(tables, {"ulangan": drawn.n, **said})


@dataclass(frozen=True, slots=True)
class Drawn:
    """The redraws of a district with the index and the score of every area, by part of the IRS."""

    bahan: Bahan
    irs: Irs
    redraws: Redraws
    values: dict[str, Values]
    scores: dict[str, NDArray[np.int8]]

    @property
    def n(self) -> int:
        """How many redraws."""
        return len(self.redraws.total)


def draw(bahan: Bahan, irs: Irs) -> Drawn:
    """Redraw the survey of a district and score it."""
    redraws = redraw(bahan)
    used = _marked(redraws, set(irs.area.values()))
    strata = {area for area in redraws.areas if area.startswith(STRATUM)}
    ranged = used if bahan.rules["irs.unit"] == DESA else _marked(redraws, strata)
    values = indices(redraws, bahan.rules)
    scored = {part: scores(redraws, part, found, ranged, used, bahan.rules) for part, found in values.items()}
    return Drawn(bahan, irs, redraws, values, scored)


def redraw(bahan: Bahan) -> Redraws:
    """The redraws of the survey: from the answers where they are known, else from the counts."""
    rules = bahan.rules
    effect, n = rules.exact("ehra.design_effect"), int(rules["ehra.bootstrap_redraws"])
    dice = Dice(rules["ehra.bootstrap_seed"], bahan.fiscal_year, bahan.kode_kab)
    has_strata = any(row["kode_desa"] is None for row in bahan.ehra)
    places = [tuple(areas_of(row, bahan.strata, has_strata)) for row in bahan.ehra]
    if bahan.matriks is None:
        return redraw_counts(bahan.ehra, places, effect, n, dice)
    of_desa = {str(row["kode_desa"]): areas for row, areas in zip(bahan.ehra, places, strict=True)}
    return redraw_answers(bahan.matriks, of_desa, str(rules["irs.unit"]), effect, n, dice)


def _marked(redraws: Redraws, areas: set[str]) -> NDArray[np.bool_]:
    return np.array([area in areas for area in redraws.areas], bool)


def _holding(drawn: Drawn, komponen: str, areas: Rows) -> Rows:
    rows = [row for row in areas if row["komponen"] == komponen]
    if not rows:
        return []
    found, at = drawn.scores[IRS_OF[komponen]], {area: i for i, area in enumerate(drawn.redraws.areas)}
    ehra = np.zeros((drawn.n, len(rows)), np.int8)
    for i, row in enumerate(rows):
        area = drawn.irs.area.get(str(row["kode_desa"]))
        if area is not None:
            ehra[:, i] = found[:, at[area]]
    made = classes(drawn.bahan, rows, ehra)
    return [_statement(drawn, row, made[:, i]) for i, row in enumerate(rows)]


def _statement(drawn: Drawn, row: Row, kelas: NDArray[np.int8]) -> Row:
    """The row of a desa; `kelas` is its class in each redraw, 0 for none."""
    rules, skor = drawn.bahan.rules, row["skor_hitung"]
    made: Row = {"kode_desa": row["kode_desa"], "komponen": row["komponen"], "n_ulang": drawn.n}
    made |= {"bertahan_pct": None, "is_pasti": None, "skor_lain": None}
    made["kelas_ulang"] = None
    if not isinstance(skor, int):
        return {**made, "catatan": NO_CLASS}
    if row["skor_ehra"] is None and not drawn.bahan.impact:
        return {**made, "catatan": WITHOUT_EHRA}
    times = dict(enumerate(np.bincount(kelas).tolist()))
    held = Fraction(100 * times.get(skor, 0), drawn.n)
    others = [s for s, n in times.items() if n and s not in (0, skor)]
    return {
        **made,
        "bertahan_pct": held,
        "is_pasti": int(held >= rules.exact("area.firm_share")),
        "skor_lain": max(others, key=lambda s: times[s], default=None),
        "kelas_ulang": "".join(map(str, kelas.tolist())),
        "catatan": BY_RT
        if drawn.bahan.matriks
        else BY_COUNT.format(effect=str(rules["ehra.design_effect"]).replace(".", ",")),
    }


def _by_count(rules: Rulebook) -> str:
    return BY_COUNT.format(effect=str(rules["ehra.design_effect"]).replace(".", ","))


def _trace(bahan: Bahan, rows: Rows, edges: Edges) -> None:
    fy, kab = bahan.fiscal_year, bahan.kode_kab
    for row in rows:
        if row["bertahan_pct"] is not None:
            kode, komponen = str(row["kode_desa"]), str(row["komponen"])
            sources = [
                refs.area(fy, kode, komponen, "skor_hitung"),
                refs.agg(fy, kab, f"rentang_irs_{IRS_OF[komponen]}"),
            ]
            edges.add(refs.computed(KEPASTIAN.name, fy, kab, KEPASTIAN.key_of(row), "bertahan_pct"), HOLDS, sources)
