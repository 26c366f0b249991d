"""Which sources may pay an activity, and how an amount is split over them (mps.md section 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from schemas.canonical import text_of
from schemas.contract import Row
from tasks.arith import largest_remainder
from tasks.mps.calon import parts

SourceSet = tuple[tuple[str, Fraction], ...]
BY_AGREEMENT = frozenset({"CSR", "MASY"})
ANYTHING = "APBD_K"  # APBD_K may fund anything, so it stands in where no source is named
WHOLE = Fraction(1)


def stated_shares(rows: Iterable[Row], order: Collection[str]) -> dict[str, SourceSet]:
    """The source set of each activity whose rows name sources with shares that sum to exactly 1.

    One source without a share pays the whole. Rows that are only an indication, or whose shares do not sum to 1,
    state nothing. Sources stand in the order of `order`.
    """
    rank = {s: i for i, s in enumerate(order)}
    given: dict[str, list[tuple[str, Fraction | None]]] = {}
    for row in rows:
        sumber, share = row.get("sumber_dana"), row.get("share")
        if sumber is not None and not row.get("is_indikasi"):
            pair = (str(sumber), None if share is None else Fraction(share))
            given.setdefault(text_of(row.get("kegiatan_id")), []).append(pair)
    found: dict[str, SourceSet] = {}
    for kegiatan, pairs in given.items():
        known = [(s, WHOLE if share is None and len(pairs) == 1 else share) for s, share in pairs]
        exact = [(s, share) for s, share in known if share]
        if len(exact) == len(known) and sum((share for _, share in exact), Fraction(0)) == 1:
            found[kegiatan] = tuple(sorted(exact, key=lambda p: (rank.get(p[0], len(rank)), p[0])))
    return found


def agreements(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """(kegiatan_id, sumber_dana) with an agreement id: only these may use CSR or MASY."""
    return {
        (text_of(r.get("kegiatan_id")), text_of(r.get("sumber_dana"))) for r in rows if text_of(r.get("perjanjian_id"))
    }


def source_sets(
    kegiatan: Row, stated: Mapping[str, SourceSet], agreed: Collection[tuple[str, str]]
) -> tuple[SourceSet, ...]:
    """The allowed source sets in the order of preference; () when every allowed source lacks its agreement.

    A stated set is the only one. A submitted activity without any source may be paid by APBD_K.
    """
    name = str(kegiatan["kegiatan_id"])
    fixed = stated.get(name)
    if fixed is not None:
        usable = all(s not in BY_AGREEMENT or (name, s) in agreed for s, _ in fixed)
        return (fixed,) if usable else ()
    allowed = parts(kegiatan.get("sumber_boleh")) or (ANYTHING,)
    return tuple(((s, WHOLE),) for s in allowed if s not in BY_AGREEMENT or (name, s) in agreed)


def shown_set(kegiatan: Row, sets: tuple[SourceSet, ...], stated: Mapping[str, SourceSet]) -> SourceSet:
    """The set shown as an indication: the first allowed one, else the first named one."""
    if sets:
        return sets[0]
    name = str(kegiatan["kegiatan_id"])
    return stated.get(name) or (((parts(kegiatan.get("sumber_boleh")) or (ANYTHING,))[0], WHOLE),)


def split(amount: int, sources: SourceSet) -> list[tuple[str, int]]:
    """`amount` over the sources by largest remainder, ties in their order."""
    if len(sources) == 1:
        return [(sources[0][0], amount)]
    return [(s, a) for (s, _), a in zip(sources, largest_remainder(amount, [sh for _, sh in sources]), strict=True)]
