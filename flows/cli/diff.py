"""What changed between two sealed runs, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.common import JsonOption, StoreOption, grid, say, store_at
from schemas.form_words import column_words, table_words

_CAUSE = {
    "reference": "data acuan",
    "cells": "isian",
    "pins": "pin",
    "rules": "aturan",
    "code": "program",
    "rest": "sisa",
}
_COLUMN = {
    "skor_akhir": "kelas",
    "jumlah_rp": "biaya Rp",
    "rank_semua": "peringkat",
    "status": "status",
    "tahun_mulai": "tahun mulai",
}
_MEASURE = {
    "kegiatan/n": "Kegiatan SSK",
    "kegiatan/rp": "Biaya kegiatan SSK, Rp",
    "kegiatan/unknown_rp": "Kegiatan SSK yang biayanya belum diketahui",
    "baris/n": "Baris MPS",
    "baris/rp": "Biaya baris MPS, Rp",
    "baris/unknown_rp": "Baris MPS yang biayanya belum diketahui",
    "prioritas/ranked": "Kegiatan MPS yang berperingkat",
}
_SECTIONS = (
    ("Kelas", ("area",)),
    ("Peringkat", ("prioritas",)),
    ("Kegiatan SSK", ("kegiatan",)),
    ("Baris MPS", ("baris",)),
)
_WIDE = 1000
Run = Annotated[str, typer.Argument(metavar="RUN", help="Run id, as `ppsp runs` lists them.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("diff")(diff)


def diff(
    first: Run,
    second: Run,
    district: Annotated[str, typer.Option("--district", help="One district, with every value that changed.")] = "",
    desa: Annotated[str, typer.Option("--desa", help="Only what is about this desa.")] = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """What changed between two sealed runs of a year in classes, ranks, lines and rupiah, and why.

    Causes are swapped one after another: reference data, submitted cells, pins, rules, program; every result in between
    is made by the same units, in memory. The parts and the rest add up exactly.
    """
    from flows.audit.difference import diff as compare

    answer = compare(store_at(store), first, second, district, desa)
    say(answer, as_json, lambda console: tell(console, answer, is_whole=bool(district or desa)))


def tell(console: Console, answer: dict[str, Any], *, is_whole: bool) -> None:
    """Print the answer in short Indonesian sentences and tables of parts; whole lines where it is no terminal.

    Every value that changed stands there if it `is_whole`, else how many there are.
    """
    if not console.is_terminal:
        console.width = _WIDE  # a file or a pipe gets whole lines

    def line(text: str, style: str = "") -> None:
        console.print(text, soft_wrap=True, markup=False, style=style)

    line(f"Tahun anggaran {answer['fiscal_year']}: {answer['from']} → {answer['to']}", "bold")
    for sentence in _about(answer):
        line(sentence)
    changed = [d for d in answer["districts"] if d["rows"] or d["cells"] or list(_tables(d))]
    line(f"{len(answer['districts'])} daerah dibandingkan, {len(changed)} berubah.")
    if len(changed) > 1:
        console.print(_parts("Semua daerah", answer["totals"]))
    for one in changed:
        line(f"{one['kode']} {one['nama']}", "bold")
        for table in _tables(one):
            console.print(table)
        for sentence in _of_district(one, is_whole):
            line(sentence)
    if changed and not is_whole:
        line("--district KODE mencetak setiap nilai dan sel yang berubah.")


def _about(answer: Mapping[str, Any]) -> Iterator[str]:
    yield f"Urutan sebab: {', '.join(_CAUSE[c] for c in answer['order'])}. Tiap sebab diganti di atas sebab sebelumnya."
    then = [_program(answer["programs"][side]) for side in ("from", "to", "today")]
    yield f"Program: {then[0]} → {then[1]}; hari ini {then[2]}."
    if answer["checks_only"]:
        yield "Putaran malam hanya memeriksa isian: kelas, peringkat, baris dan rupiah tidak dibandingkan."
    for side, word in (("from", "pertama"), ("to", "kedua")):
        if answer["only_in"][side]:
            yield f"Hanya ada di putaran {word}, tidak dibandingkan: {', '.join(answer['only_in'][side])}."
    for rule in answer["rules"]:
        yield f"Aturan {rule['name']}: {rule['before'] or 'tidak ada'} → {rule['after'] or 'tidak ada'}"
    if answer["lost_rules"]:
        yield f"Aturan tidak dapat diganti tersendiri: {answer['lost_rules']}."


def _program(commit: str) -> str:
    return {"not recorded": "tidak tercatat", "unknown": "tidak diketahui"}.get(commit, f"commit {commit[:12]}")


def _of_district(one: Mapping[str, Any], is_whole: bool) -> Iterator[str]:
    known = ", ".join(_CAUSE[c] for c in one["causes"]) or "tidak ada"
    yield f"Sebab yang berbeda: {known}; program {'berbeda' if one['other_code'] else 'sama'}."
    if one["not_split"]:
        yield f"Bagian tiap sebab tidak dapat dihitung: {one['not_split']}."
    elif any(t["rest"] for t in one["totals"].values()):
        yield _why_rest(one)
    for before, after in one["pinned"]:
        yield f"Pin: {before or 'tidak ada'} → {after or 'tidak ada'}; `ppsp diff` atas keduanya menjelaskan bedanya."
    for title, tables in _SECTIONS:
        yield from _section(title, "nilai", [_row_words(r) for r in one["rows"] if r["table"] in tables], is_whole)
    yield from _section("Isian", "sel", [_cell_words(c) for c in one["cells"]], is_whole)
    if one["documents"]:
        yield f"Dokumen yang berubah: {', '.join(one['documents'])}."


def _section(title: str, what: str, said: Sequence[str], is_whole: bool) -> Iterator[str]:
    if said:
        yield f"{title}: {len(said)} {what} berubah{':' if is_whole else '.'}"
    if is_whole:
        yield from (f"  {sentence}" for sentence in said)


def _why_rest(one: Mapping[str, Any]) -> str:
    if one["other_code"]:
        why, which = "bagian program tidak dapat dipisah, karena program hari ini bukan program", "salah satu putaran"
    else:
        why, which = "hasilnya lain, karena program hari ini bukan program", "kedua putaran"
    return f"Sisa: {why} {which}; jalankan `ppsp diff` dari commit {which}."


def _tables(one: Mapping[str, Any]) -> Iterator[Table]:
    """The parts of a district, and what each cause does alone where that is not its part."""
    totals = one["totals"]
    if any(t["change"] or t["parts"] or t["rest"] for t in totals.values()):
        yield _parts("", totals)
    alone = one["alone"]
    part = {m: t["parts"] for m, t in totals.items()}
    every = dict.fromkeys((*totals, *(m for a in alone.values() for m in a)))
    measures = [m for m in every if any(a.get(m, 0) != part.get(m, {}).get(c, 0) for c, a in alone.items())]
    if measures:
        rows = [(_measure(m), *(_signed(alone[c].get(m, 0)) for c in alone)) for m in measures]
        yield _right("Bila hanya satu sebab diganti, hasilnya lain", ("ukuran", *(_CAUSE[c] for c in alone)), rows)


def _parts(title: str, totals: Mapping[str, Any]) -> Table:
    shown = {m: t for m, t in totals.items() if t["change"] or t["parts"] or t["rest"]}
    causes = [c for c in _CAUSE if any(c in t["parts"] or (c == "rest" and t["rest"]) for t in shown.values())]
    headings = ("ukuran", "sebelum", "sesudah", "selisih", *(_CAUSE[c] for c in causes))
    return _right(title, headings, [_figures(m, t, causes) for m, t in shown.items()])


def _right(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = grid(title, headings, rows)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    return table


def _figures(measure: str, told: Mapping[str, Any], causes: Sequence[str]) -> tuple[str, ...]:
    split = {**told["parts"], "rest": told["rest"]}
    amounts = (_number(told["before"]), _number(told["after"]), _signed(told["change"]))
    return (_measure(measure), *amounts, *(_signed(split.get(c, 0)) for c in causes))


def _measure(name: str) -> str:
    if name in _MEASURE:
        return _MEASURE[name]
    kind, *rest = name.split("/")
    if kind == "area":
        komponen, kelas = rest
        return f"Desa tanpa kelas, {komponen}" if kelas == "unknown" else f"Desa kelas {kelas}, {komponen}"
    return f"Baris MPS {rest[0].replace('_', ' ')}"


def _row_words(row: Mapping[str, Any]) -> str:
    texts = ("tidak ada" if v is None else v or "belum diketahui" for v in (row["before"], row["after"]))
    where = f"{_COLUMN[row['column']]} {row['row'].replace('|', ' ')}"
    return f"{where}: {' → '.join(texts)} karena {', '.join(_CAUSE[c] for c in row['causes'])}"


def _cell_words(cell: Mapping[str, Any]) -> str:
    where = f"{table_words(cell['table'])} {cell['row']} {column_words(cell['table'], cell['column'])}"
    if cell["kind"] == "formatting":
        return f"{where}: hanya ditulis lain, {cell['raw_before']!r} → {cell['raw_after']!r}  {cell['place']}"
    texts = (cell[side] or "belum diketahui" for side in ("before", "after"))
    return f"{where}: {' → '.join(texts)}  {cell['place']}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _signed(value: int) -> str:
    return f"{value:+,}".replace(",", ".") if value else "0"
