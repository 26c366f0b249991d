"""The year 2014 of district 99.01 as lines of text: `hari`, `orang`, `peserta`, `bukti`, `dokumen`, `susunan`, …"""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.rulebook import load_rulebook
from tasks.programme.kas import COLUMNS
from tasks.programme.keadaan import Keadaan
from tasks.programme.kesepakatan import agreements
from tasks.programme.orang import Orang, Peserta

KAB = "99.01"


def read(text: str, year: int = 2014, **more: Any) -> Keadaan:
    """What the lines say. Lines under `tahun_lalu` are acts of the year before."""
    seen: dict[str, Any] = {"people": [], "peserta": [], "acts": [], "before": [], "sealed": {}, "sealed_before": {}}
    day, acts, seq = date(year, 12, 31), seen["acts"], 0
    used: list[str] = []
    for kind, *words in (line.split() for line in text.strip().splitlines() if line.strip()):
        has = dict(w.split("=") for w in words if "=" in w)
        if kind == "hari":
            day = date.fromisoformat(words[0])
        elif kind == "tahun_lalu":
            acts = seen["before"]
        elif kind == "orang":
            seen["people"].append(_orang(has))
        elif kind == "peserta":
            seen["peserta"].append(Peserta(year, KAB, has["peran"]))
        elif kind in ("susunan", "susunan_lalu"):
            seen["sealed" if kind == "susunan" else "sealed_before"] |= has
        elif kind == "tabel":
            seen["tables"] = frozenset(words)
        elif kind == "dipakai":
            used = words
        else:
            seq += 1
            acts += _acts(kind, has, seq)
            seq = acts[-1]["seq"]
    agreed = agreements([*seen["acts"]])
    seen["used"] = dict.fromkeys(agreed, used[0]) if used else {}
    return Keadaan(**{"fiscal_year": year, "district": KAB, "day": day, "rules": load_rulebook(year)} | seen | more)


def _orang(has: dict[str, str]) -> Orang:
    trained = has.get("pelatihan")
    return Orang(
        has["id"],
        has["peran"],
        has["wilayah"],
        date.fromisoformat(has["mulai"]),
        date.fromisoformat(has.get("selesai", "9999-12-31")),
        pelatihan=date.fromisoformat(trained) if trained else None,
        serah_terima=has.get("serah_terima", ""),
    )


def _acts(kind: str, has: dict[str, str], seq: int) -> list[dict[str, Any]]:
    own = {"kind": kind, "seq": seq, "district": KAB, "tanggal_catat": has.get("tanggal") or has["tanggal_catat"]}
    if kind == "nilai_mutu":
        own |= {"bukti": "", "kalimat": ""}
    if kind != "bukti":
        return [own | has]
    body = own | {
        "jenis": has["jenis"],
        "nomor": has.get("nomor", "1"),
        "tanggal": has["tanggal"],
        "berlaku_dari": has.get("dari", ""),
        "berlaku_sampai": has.get("sampai", ""),
        "klausul_minat": has.get("minat") == "1",
        "klausul_dana": has.get("dana") == "1",
    }
    if "baris" in has:
        body["baris"] = [_line(body["jenis"], text.split(":")) for text in has["baris"].split(",")]
    checked = {"kind": "verifikasi", "seq": seq + 1, "district": KAB, "bukti": seq, "oleh": "V1"}
    return [body, checked | {"tanggal_catat": has["diperiksa"]}] if "diperiksa" in has else [body]


def _line(kind: str, parts: list[str]) -> dict[str, str | int]:
    return {c: p if c in ("bulan", "kegiatan") else int(p) for c, p in zip(COLUMNS[kind], parts, strict=True)}
