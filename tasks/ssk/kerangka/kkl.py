"""The logical framework: masalah, tujuan, sasaran, strategi, program and kegiatan as linked rows (ssk.md section 6).

What the Pokja submits stands as it is. Where it leaves a member without an answer on the next level, the draft gives
one, so that every member has a parent and every chain of a komponen with activities reaches them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from tasks.ssk.kerangka.draf_kkl import Bahan, Simpul, draft_of
from tasks.ssk.program.baris import VOLUMES
from tasks.ssk.program.katalog import AREA_OF
from tasks.ssk.program.pokja import parts
from tasks.ssk.zona.zonasi import KOMPONEN

LEVELS = ("masalah", "tujuan", "sasaran", "strategi", "program", "kegiatan")
_UPPER = dict(zip(LEVELS[1:], LEVELS, strict=False))
_NO_PARENT = "induk tidak disebut atau tidak dikenal; ditempatkan pada {}"
_NO_CHILD = "belum dijawab {}"


@dataclass(frozen=True, slots=True)
class Kerangka:
    """Members by level, in order of komponen; and the strategy of each activity."""

    simpul: dict[str, list[Simpul]]
    strategi_of: dict[str, str]

    def rows(self) -> Rows:
        """Rows of KKL."""
        return [_row(level, s) for level in LEVELS for s in self.simpul[level]]

    def unanswered(self) -> list[tuple[str, Simpul]]:
        """(level, member) of every member above kegiatan that has no child."""
        found = []
        for level, upper in _UPPER.items():
            answered = {p for s in self.simpul[level] for p in s.induk}
            found += [(upper, s) for s in self.simpul[upper] if s.id not in answered]
        return found


def framework(b: Bahan) -> Kerangka:
    """The framework of one district from its submitted tables, its issues and its programme."""
    made: dict[str, list[Simpul]] = {level: [] for level in LEVELS}
    strategi_of: dict[str, str] = {}
    komponen_of: dict[str, dict[str, str]] = {level: {} for level in LEVELS}
    for level in LEVELS[:4]:
        given = sorted(_given(b, level, komponen_of), key=lambda s: s.id)
        for k in KOMPONEN:
            upper = made[_UPPER[level]] if level in _UPPER else []
            own = [s for s in given if s.komponen == k]
            made[level] += _complete(b, level, k, own, upper)
        komponen_of[level] = {s.id: s.komponen for s in made[level]}
    for k in KOMPONEN:
        programs, activities = _programmes(b, k, made["strategi"])
        made["program"] += programs
        made["kegiatan"] += activities
    first = {s.id: s.induk[0] for s in made["program"] if s.induk}
    known = komponen_of["strategi"]
    for row in b.kegiatan:
        named = str(row.get("strategi_id") or "")
        strategi_of[str(row["kegiatan_id"])] = named if named in known else first.get(str(row["program_id"]), "")
    kerangka = Kerangka(made, strategi_of)
    _catat_hilang(kerangka)
    return kerangka


def by_kegiatan(rows: Rows, strategi_of: Mapping[str, str]) -> Rows:
    """The activities with the strategy that each carries out."""
    return [{**r, "strategi_id": strategi_of.get(str(r["kegiatan_id"]), "")} for r in rows]


def by_program(rows: Rows, kerangka: Kerangka) -> Rows:
    """The programmes with the strategy that each carries out."""
    first: dict[str, Row] = {s.id: {"strategi_id": s.induk[0]} for s in kerangka.simpul["program"] if s.induk}
    return [{**r, "strategi_id": "", **first.get(str(r["program_id"]), {})} for r in rows]


def _catat_hilang(kerangka: Kerangka) -> None:
    below = {upper: level for level, upper in _UPPER.items()}
    for level, s in kerangka.unanswered():
        members = kerangka.simpul[level]
        note = "; ".join(filter(None, (s.catatan, _NO_CHILD.format(below[level]))))
        members[members.index(s)] = replace(s, catatan=note)


def _given(b: Bahan, level: str, komponen_of: dict[str, dict[str, str]]) -> Iterator[Simpul]:
    """Submitted members of a level whose komponen is known, with the parents that exist."""
    if level == "masalah":
        for r in b.masalah:
            if r.get("komponen"):
                yield Simpul(str(r["masalah_id"]), _area(r["komponen"]), _text(r.get("uraian")), (), "pokja")
    elif level == "tujuan":
        for r in b.tujuan:
            if r.get("komponen"):
                known = _known(r.get("masalah_id"), komponen_of["masalah"])
                yield Simpul(str(r["tujuan_id"]), str(r["komponen"]), _text(r.get("uraian")), known, "pokja")
    elif level == "sasaran":
        for r in b.sasaran:
            parents = _known(r.get("tujuan_id"), komponen_of["tujuan"])
            if parents:
                yield _sasaran(r, komponen_of["tujuan"][parents[0]], parents)
    else:
        yield from _strategies(b, komponen_of["sasaran"])


def _strategies(b: Bahan, sasaran: dict[str, str]) -> Iterator[Simpul]:
    factors = {str(r["faktor_id"]): str(r["komponen"]) for r in b.swot if r.get("komponen")}
    used = {str(r.get("strategi_id")): _area(r["komponen"]) for r in _by_id(b.kegiatan) if r.get("strategi_id")}
    for r in b.strategi:
        parents, sid = _known(r.get("sasaran_id"), sasaran), str(r["strategi_id"])
        found = [sasaran[p] for p in parents] + [factors[f] for f in parts(r.get("faktor_id")) if f in factors]
        found += [used[sid]] if sid in used else []
        if found:
            yield Simpul(sid, found[0], _text(r.get("uraian")), parents, "pokja")


def _by_id(kegiatan: Rows) -> Rows:
    return sorted(kegiatan, key=lambda r: str(r["kegiatan_id"]), reverse=True)


def _complete(b: Bahan, level: str, k: str, own: list[Simpul], upper: list[Simpul]) -> list[Simpul]:
    """Submitted members with a parent each, and drafts that answer what they leave unanswered."""
    above = [s for s in upper if s.komponen == k]
    placed = [s if s.induk or level == "masalah" else _place(s, above) for s in own]
    if not b.has_activities(k):
        return [s for s in placed if s.induk or level == "masalah"]
    if level == "masalah":
        return placed or draft_of(b, level, k, ())
    open_ = [s for s in above if not any(s.id in p.induk for p in placed)]
    if not open_:
        return placed
    if placed and all(s.asal == "draf" for s in open_):
        return [_also(placed[0], [s.id for s in open_]), *placed[1:]]
    drafts = {s.id: s for s in draft_of(b, level, k, tuple(s.id for s in open_))}
    kept = [_also(s, drafts.pop(s.id).induk) if s.id in drafts else s for s in placed]
    return [*kept, *drafts.values()]


def _place(s: Simpul, above: list[Simpul]) -> Simpul:
    return replace(s, induk=(above[0].id,), catatan=_NO_PARENT.format(above[0].id)) if above else s


def _also(s: Simpul, ids: Iterable[str]) -> Simpul:
    return replace(s, induk=tuple(dict.fromkeys((*s.induk, *ids))))


def _programmes(b: Bahan, k: str, strategies: list[Simpul]) -> tuple[list[Simpul], list[Simpul]]:
    """Programmes and activities of a komponen; drafted programmes serve the strategies that no activity names."""
    own = [s.id for s in strategies if s.komponen == k]
    known = {s.id for s in strategies}
    rows = [r for r in b.kegiatan if _area(r["komponen"]) == k]
    named: dict[str, list[str]] = {}
    for r in rows:
        if (sid := str(r.get("strategi_id") or "")) in known:
            named.setdefault(str(r["program_id"]), []).append(sid)
    taken = {sid for ids in named.values() for sid in ids}
    rest = tuple(sid for sid in own if sid not in taken) or tuple(own[:1])
    programs = []
    for p in sorted((p for p in b.program if _area(p["komponen"]) == k), key=lambda p: str(p["program_id"])):
        pid = str(p["program_id"])
        induk = tuple(dict.fromkeys(sorted(named.get(pid, ())))) or rest
        asal = "draf" if any(str(r["program_id"]) == pid and r["asal"] == "katalog" for r in rows) else "pokja"
        programs.append(Simpul(pid, k, _text(p.get("nama")), induk, asal))
    return programs, [_kegiatan(b, r, k) for r in rows]


def _kegiatan(b: Bahan, r: Row, k: str) -> Simpul:
    volumes = [r[v] for v in VOLUMES]
    years = [b.fiscal_year + t for t, v in enumerate(volumes, start=1) if v]
    known = None not in volumes
    asal = "draf" if r["asal"] == "katalog" else "pokja"
    return Simpul(
        str(r["kegiatan_id"]), k, _text(r.get("nama")), (str(r["program_id"]),), asal,
        indikator="volume", baseline=None, satuan=_text(r.get("satuan")), tahun=years[-1] if years else None,
        target=sum((Fraction(v) for v in volumes if v), Fraction(0)) if known else None,
    )  # fmt: skip


def _sasaran(r: Row, komponen: str, parents: tuple[str, ...]) -> Simpul:
    years: dict[str, Any] = {"tahun_baseline": r.get("tahun_baseline"), "tahun": r.get("tahun_target")}
    return Simpul(
        str(r["sasaran_id"]), komponen, _text(r.get("uraian")), parents, "pokja",
        indikator=_text(r.get("indikator")), satuan=_text(r.get("satuan")),
        baseline=_exact(r.get("baseline")), target=_exact(r.get("target")), **years,
    )  # fmt: skip


def _row(level: str, s: Simpul) -> Row:
    first, *rest = s.induk or ("",)
    return {
        "level": level,
        "id": s.id,
        "komponen": s.komponen,
        "parent": first,
        "parent_lain": ";".join(rest),
        "uraian": s.uraian,
        "indikator": s.indikator,
        "baseline": s.baseline,
        "target": s.target,
        "satuan": s.satuan,
        "tahun_baseline": s.tahun_baseline,
        "tahun": s.tahun,
        "asal": s.asal,
        "catatan": s.catatan,
    }


def _known(value: Any, ids: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for p in parts(value) if p in ids))


def _area(komponen: Any) -> str:
    return AREA_OF.get(str(komponen), str(komponen))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)
