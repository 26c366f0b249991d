"""What the Pokja said about its criteria: which it scores itself, and what its list, weights and scores lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schemas.canonical import text_of
from schemas.contract import Rows
from schemas.findings import Finding
from schemas.rule_info import RuleInfo
from tasks.mps.criteria import KNOWN
from tasks.mps.periksa.aturan import Aturan, rule
from tasks.mps.prioritas.bobot import Bobot


def _rule(name: str, sentence: str) -> RuleInfo:
    return rule(name, "warning", sentence, reference="mps.md section 4")


WITHOUT_REASON = _rule(
    "mps.human_score_without_reason", "Skor Pokja hanya menggantikan skor dari data bila disertai alasan."
)
WITHOUT_BA = _rule(
    "mps.local_without_ba", "Kriteria, bobot dan skor kesepakatan daerah menyebut nomor berita acaranya."
)
NOT_USED = _rule(
    "mps.criterion_not_used",
    "Kriteria daerah mempunyai bobot, arah yang sesuai, dan skor dari data atau dari Pokja.",
)
OUTSIDE_RANGE = _rule("mps.weight_outside_range", "Rentang bobot yang disebut Pokja memuat bobotnya sendiri.")


def scored_by_pokja(kriteria: Rows) -> frozenset[str]:
    """Criteria with data that the Pokja wants to score itself (`cara` = pokja)."""
    return frozenset(str(r["kriteria"]) for r in kriteria if r.get("cara") == "pokja" and r["kriteria"] in KNOWN)


def said_about(kriteria: Rows, bobot: Rows, skor: Rows, in_use: Mapping[str, Bobot]) -> list[Finding]:
    """Warnings about the submitted criteria, weights and agreed scores; all are used as they are."""
    return [*_without_ba(kriteria, bobot, skor), *_not_used(kriteria, skor, in_use), *_outside(bobot)]


def _without_ba(kriteria: Rows, bobot: Rows, skor: Rows) -> Iterator[Finding]:
    agreed = [r for r in skor if r.get("penilai") is None and r.get("skor") is not None]
    for name, key, what, rows in (
        ("kriteria", ("kriteria",), "Kriteria", kriteria),
        ("bobot", ("komponen", "kriteria"), "Bobot", bobot),
        ("skor_prioritas", ("kegiatan_id", "kriteria", "penilai"), "Skor kesepakatan", agreed),
    ):
        lacking = [r for r in rows if r.get("ba_id") is None]
        if lacking:
            keys = ["|".join(text_of(r.get(k)) for k in key) for r in lacking]
            text = (
                f"{what} daerah dipakai tanpa nomor berita acara ({len(lacking)} dari {len(rows)} baris, mulai "
                f"{keys[0].rstrip('|')}); isi ba_id."
            )
            also = tuple((name, k, "ba_id") for k in keys[1:])
            yield Finding(WITHOUT_BA.id, "warning", text, name, keys[0], "ba_id", also=also)


def _not_used(kriteria: Rows, skor: Rows, in_use: Mapping[str, Bobot]) -> Iterator[Finding]:
    weighed = {name for b in in_use.values() for name in b.weights}
    voted = {str(r["kriteria"]) for r in skor if r.get("skor") is not None}
    for row in kriteria:
        name, known = str(row["kriteria"]), KNOWN.get(str(row["kriteria"]))
        if name not in weighed:
            text = f"Kriteria {name} tidak berbobot di komponen mana pun sehingga tidak dipakai; isi tabel bobot."
            yield _at("kriteria", name, "kriteria", text)
        elif known is None and row.get("cara") == "objektif":
            text = f"Kriteria {name} disebut objektif, tetapi tidak ada datanya; beri skor di skor_prioritas."
            yield _at("kriteria", name, "cara", text)
        if known is not None and row.get("arah") not in (None, known.arah):
            text = (
                f"Arah kriteria {name} tertulis {row['arah']}, hitungannya {known.arah}: skor 4 selalu yang paling "
                "prioritas. Perbaiki arahnya."
            )
            yield _at("kriteria", name, "arah", text, str(row["arah"]))
    yield from _without_scores(weighed - voted - KNOWN.keys(), in_use)


def _without_scores(names: Iterable[str], in_use: Mapping[str, Bobot]) -> Iterator[Finding]:
    for name in sorted(names):
        komponen = [k for k, b in sorted(in_use.items()) if name in b.weights]
        text = (
            f"Kriteria {name} berbobot ({', '.join(komponen)}) tetapi belum ada skornya: totalnya sementara. Isi "
            "skor_prioritas."
        )
        yield _at("bobot", f"{komponen[0]}|{name}", "kriteria", text)


def _outside(bobot: Rows) -> Iterator[Finding]:
    for row in bobot:
        weight = row.get("bobot_pct")
        for column, words in (("bobot_min_pct", "terendah"), ("bobot_max_pct", "tertinggi")):
            end = row.get(column)
            if weight is None or end is None or isinstance(weight, str) or isinstance(end, str):
                continue
            if (end > weight) if column == "bobot_min_pct" else (end < weight):
                text = (
                    f"Bobot {words} {text_of(end)} tidak memuat bobot {text_of(weight)} itu sendiri; rentangnya "
                    "diperlebar sampai bobot itu. Perbaiki rentangnya."
                )
                key = f"{row['komponen']}|{row['kriteria']}"
                yield Finding(OUTSIDE_RANGE.id, "warning", text, "bobot", key, column, text_of(end))


def _at(table: str, row: str, column: str, text: str, value: str = "") -> Finding:
    return Finding(NOT_USED.id, "warning", text, table, row, column, value)


_ONE = "kegiatan: kegiatan_id\n A\n"
_BOBOT = "bobot: komponen | kriteria | bobot_pct | bobot_min_pct | bobot_max_pct | ba_id\n"
_SKOR = "skor_prioritas: kegiatan_id | kriteria | penilai | skor | alasan\n A | {} | Bappeda | 4 | {}\n"
_WEIGHTS = _ONE + _BOBOT + "AL | permasalahan_mendesak | 60 | {} | - | {}\n AL | spm | 40 | - | - | {}\n"
RULES = (
    Aturan(
        WITHOUT_REASON,
        None,
        _ONE + _SKOR.format("permasalahan_mendesak", "Wabah diare tahun ini"),
        _ONE + _SKOR.format("permasalahan_mendesak", "-"),
    ),
    Aturan(WITHOUT_BA, None, _WEIGHTS.format("-", "BA-1", "BA-1"), _WEIGHTS.format("-", "BA-1", "-")),
    Aturan(
        NOT_USED,
        None,
        _WEIGHTS.format("-", "BA-1", "BA-1") + _SKOR.format("spm", "-"),
        _WEIGHTS.format("-", "BA-1", "BA-1"),
    ),
    Aturan(OUTSIDE_RANGE, None, _WEIGHTS.format(60, "BA-1", "BA-1"), _WEIGHTS.format(61, "BA-1", "BA-1")),
)
