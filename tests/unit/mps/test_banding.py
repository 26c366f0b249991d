"""What a comparison of two programmes says, on a few lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tasks.mps.kesiapan.dokumen import Syarat, not_before
from tasks.mps.skenario.banding import Hasil, compare


def line(name: str, start: int | None, rp: int = 10, sumber: str = "APBD_K", rest: int = 0) -> dict[str, Any]:
    vol = {f"vol_{t}": Fraction(1) if start == 2014 + t else None for t in range(1, 6)}
    common = {"kegiatan_id": name, "sumber_dana": sumber, "komponen": "AL", "nama": name, "share": Fraction(1), **vol}
    status = "indikatif" if start else "daftar_tunggu"
    more = {
        "jumlah_rp": rp,
        "sisa_rp": rest,
        "status": status,
        "tahun_mulai": start,
        "alasan": None if start else "Habis.",
    }
    return {**common, **more}


def programme(*lines: dict[str, Any], after: tuple[str, ...] = (), ranks: dict[str, int] | None = None) -> Hasil:
    order = enumerate(sorted((ranks or {}).items(), key=lambda r: r[1]), start=1)
    recap: dict[str, dict[str, Any]] = {}
    for r in (r for r in lines if r["status"] != "daftar_tunggu"):
        into = recap.setdefault(r["sumber_dana"], {f"biaya_{t}_rp": 0 for t in range(1, 6)})
        into[f"biaya_{r['tahun_mulai'] - 2014}_rp"] += r["jumlah_rp"]
    return Hasil(
        2014,
        {
            "baris": list(lines),
            "sesudah_rencana": [{"kegiatan_id": n, "alasan": "Sesudah."} for n in after],
            "rekap_sumber": [{"sumber_dana": s, **years} for s, years in recap.items()],
            "prioritas": [{"kegiatan_id": n, "komponen": "AL", "rank_semua": k, "urutan": i} for i, (n, k) in order],
        },
    )


def test_every_kind_of_change_has_its_name() -> None:
    before = programme(
        line("A", None),
        line("B", 2015),
        line("C", 2015),
        line("D", 2016),
        line("E", 2016),
        line("F", 2017),
        after=("G",),
    )
    after = programme(
        line("A", 2016),
        line("B", None),
        line("C", 2018),
        line("D", 2016, rest=5),
        line("E", 2016, sumber="APBN"),
        line("F", 2017),
        line("G", None),
    )
    changes = {c["kegiatan_id"]: (c["kind"], c["from"], c["to"]) for c in compare(before, after)["changes"]}
    assert changes == {
        "A": ("enters", None, 2016),
        "B": ("leaves", 2015, None),
        "C": ("moves", 2015, 2018),
        "D": ("volume", 2016, 2016),
        "E": ("source", 2016, 2016),
    }


def test_rupiah_by_source_and_year_and_in_all() -> None:
    before = programme(line("A", 2015, 10), line("B", 2015, 30), line("C", None, 7))
    after = programme(line("A", 2016, 10), line("B", 2015, 30, sumber="APBN", rest=4), line("C", None, 7))
    answer = compare(before, after)
    moved = {(s["sumber_dana"], s["tahun"]): s["difference"] for s in answer["sources"] if s["difference"]}
    assert moved == {("APBD_K", 2015): -40, ("APBD_K", 2016): 10, ("APBN", 2015): 30}
    assert answer["rupiah"] == {
        "placed": {"from": 40, "to": 40, "difference": 0},
        "waiting": {"from": 7, "to": 11, "difference": 4},
    }
    assert answer["value"] == {"from": None, "to": None, "difference": None}


def test_priority_changes_come_in_the_new_order() -> None:
    before, after = programme(ranks={"A": 1, "B": 2, "C": 3}), programme(ranks={"A": 2, "B": 1, "C": 3})
    assert [(p["kegiatan_id"], p["from"], p["to"]) for p in compare(before, after)["priorities"]] == [
        ("B", 2, 1),
        ("A", 1, 2),
    ]


def test_not_before_delays_and_never_lifts_a_missing_document() -> None:
    syarat = {"A": Syarat(first=2), "B": Syarat(first=None, missing=("ded",)), "C": Syarat(first=4)}
    late = not_before(syarat, {"A": 3, "B": 3, "C": 3, "D": 5})
    assert {name: s.first for name, s in late.items()} == {"A": 3, "B": None, "C": 4, "D": 5}
    assert late["B"].missing == ("ded",)
