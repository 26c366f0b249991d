"""Rules on what an MPS rests on: the chain to the issues, its parents, volumes and targets (mps.md section 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from schemas.contract import Row
from schemas.findings import Finding
from tasks.mps.calon import whole
from tasks.mps.kesiapan.dokumen import WHOLE_DISTRICT
from tasks.mps.periksa.aturan import Aturan, Diperiksa, found, key_of, line_name, rule, several

LEVELS = ("kegiatan", "program", "strategi", "sasaran", "tujuan", "masalah")
CHILDREN = {
    "program_kegiatan": ("kegiatan_id", "sumber_dana"),
    "komitmen_baris": ("kegiatan_id", "sumber_dana", "tahun"),
    "kesiapan": ("kegiatan_id", "kriteria"),
    "skor_prioritas": ("kegiatan_id", "kriteria", "penilai"),
    "kontrak": ("kontrak_id",),
}
LESS_IS_BETTER = frozenset({"A3", "C", "X", "G"})
PHASES = ("pendek", "menengah", "panjang")
VOLUMES = tuple(f"vol_{t}" for t in range(1, 6))

MP_V01 = rule(
    "MP-V01", "error", "Setiap baris MPS adalah satu kegiatan SSK dengan rantai utuh sampai ke isu Buku Putih.",
    "published",
)  # fmt: skip
MP_V02 = rule("MP-V02", "error", "Dokumen induk disematkan dengan sidiknya dan belum berubah sejak MPS disusun.")
MP_V03 = rule("MP-V03", "error", "Volume dan bagian baris-baris satu kegiatan berjumlah sama dengan kegiatan SSK-nya.")
MP_V04 = rule(
    "MP-V04", "warning", "Target layanan MPS tidak lebih rendah dari target SSK pada tahun kalender yang sama."
)


def _chain(d: Diperiksa) -> Iterator[Finding]:
    yield from _strangers(d)
    if not d.has("kkl"):
        return
    parent = {(str(r["level"]), str(r["id"])): str(r.get("parent") or "") for r in d.rows("kkl")}
    broken: dict[tuple[str, str], list[str]] = {}
    for row in d.rows("baris"):
        end = _break(str(row["kegiatan_id"]), parent)
        if end:
            broken.setdefault(end, []).append(line_name(row))
    for (level, name), lines in sorted(broken.items()):
        text = (
            f"Rantai {len(lines)} baris MPS terputus di {level} {name}: tidak ada induknya sampai ke isu. "
            f"Lengkapi kerangka kerja logis SSK. Baris: {several(lines)}."
        )
        yield found(MP_V01, text, "kkl", f"{level}|{name}", "parent")


def _break(kegiatan: str, parent: Mapping[tuple[str, str], str]) -> tuple[str, str] | None:
    """Where the chain of an activity ends before it reaches a problem; None when it is whole."""
    name = kegiatan
    for level in LEVELS:
        above = parent.get((level, name))
        if above is None or (not above and level != LEVELS[-1]):
            return level, name
        name = above
    return None


def _strangers(d: Diperiksa) -> Iterator[Finding]:
    for table, key in CHILDREN.items():
        for row in d.rows(table):
            name = str(row.get("kegiatan_id") or "")
            if not name or name in d.kegiatan or name == WHOLE_DISTRICT:
                continue
            if row.get("usulan_baru") == 1:
                text = (
                    f"Usulan baru {name} belum masuk MPS ini: hanya kegiatan SSK yang dimuat. "
                    "Masukkan melalui perubahan KKL dan SSK."
                )
                yield found(MP_V01, text, table, key_of(row, *key), "usulan_baru", severity="advice")
            else:
                text = (
                    f"Kegiatan {name} tidak ada di SSK yang disematkan; perbaiki nomornya, atau ajukan sebagai "
                    "usulan_baru di program_kegiatan."
                )
                yield found(MP_V01, text, table, key_of(row, *key), "kegiatan_id", name)


def stale_finding(fiscal_year: int, run: str, lines: list[str]) -> Finding:
    """MP-V02 for an MPS whose pinned SSK was followed by one that differs; `lines` are the lines concerned."""
    text = (
        f"SSK {fiscal_year - 1} yang lebih baru (run {run}) berbeda dari yang disematkan; {len(lines)} baris MPS "
        f"terkena: {several(lines)}. Susun ulang MPS; rinciannya pada ppsp pins."
    )
    return found(MP_V02, text, "baris")


def _pinned(d: Diperiksa) -> Iterator[Finding]:
    """Inside one run only the absence of a parent can be seen; that it changed later is `stale_finding`."""
    if not d.has("kegiatan"):
        yield found(MP_V02, "MPS ini tidak menyematkan SSK; jalankan dan sahkan SSK tahun sebelumnya.", "kegiatan")


def _children(d: Diperiksa) -> Iterator[Finding]:
    yield from _money_of_children(d)
    for row in d.rows("program_kegiatan"):
        activity = d.kegiatan.get(str(row["kegiatan_id"]))
        own, planned = _volume(row), _volume(activity) if activity else None
        if own is not None and planned is not None and own != planned:
            text = (
                f"Volume {row['kegiatan_id']} berjumlah {_number(own)}, di SSK {_number(planned)}; yang dipakai adalah "
                "SSK. Samakan, atau ubah SSK lebih dahulu."
            )
            first = next(v for v in VOLUMES if row.get(v) is not None)
            yield found(MP_V03, text, "program_kegiatan", key_of(row, "kegiatan_id", "sumber_dana"), first, row[first])


def _money_of_children(d: Diperiksa) -> Iterator[Finding]:
    """Lines of one activity: parts of 1, and money of the plan and what waits equal to the cost in the SSK.

    O&P is written from its assets and has no total of its own to agree with.
    """
    groups: dict[str, list[Row]] = {}
    for row in d.rows("baris"):
        groups.setdefault(str(row["kegiatan_id"]), []).append(row)
    for name, rows in sorted(groups.items()):
        shares = [Fraction(s) for r in rows if (s := r.get("share")) is not None]
        if len(shares) == len(rows) and sum(shares) != 1:
            text = f"Bagian sumber dana {name} berjumlah {_number(sum(shares, Fraction(0)))}; seharusnya tepat 1."
            yield found(MP_V03, text, "baris", key_of(rows[0], "kegiatan_id", "sumber_dana"), "share")
        activity = d.kegiatan.get(name)
        total = whole(activity.get("jumlah_rp")) if activity and activity.get("jenis_sub") != "d" else None
        placed = [(whole(r.get("jumlah_rp")), whole(r.get("sisa_rp"))) for r in rows]
        known = [a + b for a, b in placed if a is not None and b is not None]
        if total is not None and len(known) == len(rows) and sum(known) != total:
            text = f"Baris {name} berjumlah Rp{sum(known)}, kegiatan SSK-nya Rp{total}; keduanya harus sama."
            yield found(MP_V03, text, "baris", key_of(rows[0], "kegiatan_id", "sumber_dana"), "jumlah_rp")


def _volume(row: Row) -> Fraction | None:
    known = [Fraction(v) for name in VOLUMES if (v := row.get(name)) is not None]
    return sum(known, Fraction(0)) if known else None


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}".replace(".", ",")


def _targets(d: Diperiksa) -> Iterator[Finding]:
    """The two lines of a system, each straight between its base year and the years of its phases."""
    if d.has("wilayah"):
        return  # phases handed in with a Buku Putih are those of a new SSK
    ends = {p: int(d.rules[f"ssk.phase.{p}"][-1]) for p in PHASES}
    planned = {(r["komponen"], r["sistem"]): r for r in d.rows("layanan")}
    for row in d.rows("tahapan"):
        ssk = planned.get((row["komponen"], row["sistem"]))
        if ssk is None:
            continue
        mine = _points(row, d.fiscal_year, ends)
        theirs = _points(ssk, d.fiscal_year - 1, ends)
        lower = [(y, a, b) for y in d.plan_years if _is_lower(row, a := _at(mine, y), b := _at(theirs, y))]
        if lower:
            said = "; ".join(
                f"{y}: {_number(a)} terhadap {_number(b)}" for y, a, b in lower if a is not None and b is not None
            )
            text = f"Target {row['komponen']} {row['sistem']} di bawah target SSK ({said}); naikkan atau jelaskan."
            column = next((p for p in PHASES if mine.get(p, (0, None))[0] >= lower[0][0]), PHASES[-1])
            yield found(MP_V04, text, "tahapan", key_of(row, "komponen", "sistem"), column, row.get(column))


Points = dict[str, tuple[int, Fraction | None]]


def _points(row: Row, fiscal_year: int, ends: Mapping[str, int]) -> Points:
    """(year, value) of the base (fiscal year - 1) and of each phase; a blank year is the last one of its phase."""
    years = {"eksisting": fiscal_year - 1} | {p: int(row.get(f"tahun_{p}") or fiscal_year + ends[p]) for p in PHASES}
    return {name: (year, None if (v := row.get(name)) is None else Fraction(v)) for name, year in years.items()}


def _at(points: Points, year: int) -> Fraction | None:
    for (y0, v0), (y1, v1) in pairwise(points.values()):
        if y0 <= year <= y1 and v0 is not None and v1 is not None:
            return v1 if y1 == y0 else v0 + (v1 - v0) * Fraction(year - y0, y1 - y0)
    return None


def _is_lower(row: Row, mine: Fraction | None, theirs: Fraction | None) -> bool:
    if mine is None or theirs is None:
        return False
    return mine > theirs if row["sistem"] in LESS_IS_BETTER else mine < theirs


_SSK = "kegiatan: kegiatan_id | komponen | vol_1 | jumlah_rp\n K1 | AL | 4 | 4000\n"
_BARIS = "baris: kegiatan_id | sumber_dana | status | share | jumlah_rp | sisa_rp\n"
_KKL = (
    "kkl: level | id | parent\n masalah | M | -\n tujuan | T | M\n sasaran | S | T\n strategi | R | S\n"
    "program | P | R\n kegiatan | K1 | {}\n"
)
_LAYANAN = (
    "layanan: komponen | sistem | eksisting | pendek | menengah | panjang | tahun_pendek | tahun_menengah "
    "| tahun_panjang\n AL | A1 | 40 | 50 | 60 | 90 | 2015 | 2018 | 2033\n"
)
_TAHAPAN = "tahapan: komponen | sistem | eksisting | pendek | menengah | panjang\n AL | A1 | 45 | {} | 70 | 90\n"

RULES = (
    Aturan(
        MP_V01,
        _chain,
        example_pass=_SSK + _BARIS + "K1 | APBD_K | indikatif | 1 | 4000 | 0\n" + _KKL.format("P"),
        example_fail=_SSK + _BARIS + "K1 | APBD_K | indikatif | 1 | 4000 | 0\n" + _KKL.format("-"),
    ),
    Aturan(MP_V02, _pinned, example_pass=_SSK, example_fail="baris: kegiatan_id | sumber_dana"),
    Aturan(
        MP_V03,
        _children,
        example_pass=_SSK
        + _BARIS
        + "K1 | APBD_K | indikatif | 1/4 | 1000 | 0\n K1 | APBN | indikatif | 3/4 | 2000 | 1000\n",
        example_fail=_SSK + "program_kegiatan: kegiatan_id | sumber_dana | vol_1 | vol_2\n K1 | APBD_K | 2 | 3\n",
    ),
    Aturan(MP_V04, _targets, example_pass=_LAYANAN + _TAHAPAN.format(60), example_fail=_LAYANAN + _TAHAPAN.format(50)),
)
