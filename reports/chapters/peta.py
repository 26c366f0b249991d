"""Maps of the district on the boundaries that were loaded; each is declared absent where it cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.blocks import Block, ClassMap, Ring
from reports.chapters.build import missing
from reports.labels import DALAM_KALIMAT, SISTEM
from schemas.facts import Facts, Figure, Kelas, Number

BANDS = {1: "kurang dari 25 %", 2: "25 % sampai di bawah 50 %", 3: "50 % sampai di bawah 75 %", 4: "75 % ke atas"}
TOTALS = {1: "skor total di bawah 2", 2: "skor total 2 sampai di bawah 3", 3: "skor total 3 ke atas"}
Place = tuple[str, str, Kelas]
"""Code, name and class of a desa."""


def class_map(
    facts: Facts,
    places: Iterable[Place],
    number: str,
    caption: str,
    labels: Mapping[int, str],
    *,
    is_ordered: bool = True,
    notes: tuple[str, ...] = (),
) -> ClassMap | None:
    """The classes on the boundaries; None where no desa has both."""
    shapes, without, known = [], [], set[str]()
    for kode, name, kelas in places:
        known.add(kode)
        if kode in facts.batas:
            shapes.append(ClassMap.Shape(name, kelas, rings(facts.batas[kode])))
        else:
            without.append(name)
    if not any(s.kelas.value is not None for s in shapes):
        return None
    said = [f"Tanpa batas dalam berkas yang dimuat: {', '.join(without)}."] if without else []
    strange = sorted(facts.batas.keys() - known)
    said += [f"Batas tanpa desa dalam kiriman: {', '.join(strange)}."] if strange else []
    listed = tuple(sorted(labels.items(), reverse=is_ordered))
    return ClassMap(number, caption, listed, tuple(shapes), (*notes, *said), is_ordered)


def drawn_or_not(facts: Facts, found: ClassMap | None, number: str, caption: str, why: str) -> Block:
    """The map; without one the reason: no boundaries, or else `why`."""
    return found or missing("Peta", number, caption, why if facts.batas else "tanpa_batas")


def rings(outline: str) -> tuple[Ring, ...]:
    """The rings of an outline as BATAS has them."""
    pairs = ((point.split(",") for point in ring.split(" ")) for ring in outline.split(";"))
    return tuple(tuple((int(x), int(y)) for x, y in ring) for ring in pairs)


def administration(facts: Facts, number: str) -> Block:
    """Every desa with the kecamatan that it belongs to."""
    caption = "Administrasi kabupaten/kota dan cakupan wilayah kajian"
    names = list(dict.fromkeys(str(r["kecamatan"]) for r in facts.table("ubin").rows))
    at = {name: i for i, name in enumerate(names, 1)}
    places = ((str(r["kode"]), str(r["desa"]), Kelas(at[str(r["kecamatan"])], "")) for r in facts.table("ubin").rows)
    labels = {i: f"Kecamatan {name}" for name, i in at.items()}
    made = class_map(facts, places, number, caption, labels, is_ordered=False)
    return drawn_or_not(facts, made, number, caption, "peta_tanpa_nilai")


def studied(facts: Facts, number: str) -> Block:
    """Which desa this document speaks of."""
    caption = "Wilayah kajian sanitasi"
    places = ((str(r["kode"]), str(r["desa"]), Kelas(1, "")) for r in facts.table("ubin").rows)
    made = class_map(facts, places, number, caption, {1: "termuat dalam kiriman"}, is_ordered=False)
    return drawn_or_not(facts, made, number, caption, "peta_tanpa_nilai")


def coverage(facts: Facts, table: str, value: str, number: str, caption: str) -> Block:
    """Every desa with the band of its kecamatan's coverage."""
    bands = {
        str(r["kecamatan"]): Kelas(_band(f), f.ref)
        for r in facts.table(table).rows
        if isinstance(f := r[value], Figure)
    }
    places = (
        (str(r["kode"]), str(r["desa"]), bands.get(str(r["kecamatan"]), Kelas(None, "")))
        for r in facts.table("ubin").rows
    )
    notes = ("Cakupan dihitung per kecamatan; setiap desa memuat golongan kecamatannya.",)
    made = class_map(facts, places, number, caption, BANDS, notes=notes)
    return drawn_or_not(facts, made, number, caption, "peta_tanpa_nilai")


def _band(share: Figure) -> int | None:
    return None if share.value is None else min(int(share.value // 25) + 1, 4)


def zones(facts: Facts, komponen: str, number: str) -> Block:
    """Every desa with its system."""
    caption = f"Zona dan sistem {DALAM_KALIMAT[komponen]}"
    rows = facts.table(f"zonadesa_{komponen}").rows
    used = {str(r["sistem"]) for r in rows}
    at = {name: i for i, name in enumerate((s for s in SISTEM if s in used), 1)}
    places = ((str(r["kode"]), str(r["desa"]), _kind(r["kelas"], at.get(str(r["sistem"])))) for r in rows)
    made = class_map(facts, places, number, caption, {i: SISTEM[s] for s, i in at.items()}, is_ordered=False)
    return drawn_or_not(facts, made, number, caption, "tanpa_zona")


def _kind(risk: object, at: int | None) -> Kelas:
    ref = risk.ref.rsplit("#", 1)[0] + "#sistem" if isinstance(risk, Kelas) else ""
    return Kelas(at, ref)


def priorities(facts: Facts, komponen: str, number: str) -> Block:
    """Every desa with the band of the best total among the activities that are placed in it."""
    caption = f"Prioritas tertinggi kegiatan {DALAM_KALIMAT[komponen]} per desa/kelurahan"
    best: dict[str, Figure] = {}
    for row in facts.table(f"prioritas_{komponen}").rows:
        kode, total = str(row["kode"]), row["total"]
        if isinstance(total, Figure) and total.value is not None and total.value > _known(best.get(kode)):
            best[kode] = total
    places = [(str(r["kode"]), str(r["desa"]), _total(best.get(str(r["kode"])))) for r in facts.table("desa").rows]
    notes = ("Kegiatan untuk satu kecamatan, zona, atau seluruh kabupaten/kota tidak digambar.",)
    made = class_map(facts, places, number, caption, TOTALS, notes=notes)
    return drawn_or_not(facts, made, number, caption, "peta_tanpa_lokasi")


def _known(total: Figure | None) -> Number:
    return 0 if total is None or total.value is None else total.value


def _total(best: Figure | None) -> Kelas:
    return Kelas(None, "") if best is None else Kelas(min(max(int(_known(best)), 1), len(TOTALS)), best.ref)
