"""Explaining a class, a zone or an activity, and drawing a sample. Nothing here starts Prefect."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.numbers import angka

Subject = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="Code of a desa (15.07.01.2001) or id of an activity of the programme.")
]
KOMPONEN = ("AL", "PS", "DR", "UMUM")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("explain")(explain)
    app.command("sample")(sample)


def explain(
    fiscal_year: Year,
    subject: Subject,
    zona: Annotated[bool, typer.Option("--zona", help="The zone and system of the desa instead of its class.")] = False,
    prioritas: Annotated[
        bool, typer.Option("--prioritas", help="The priority of the activity in the MPS of the year.")
    ] = False,
    komponen: Annotated[str | None, typer.Option(help="AL, PS, DR or UMUM, for a class. [default: all]")] = None,
    district: Annotated[str, typer.Option(help="District of an activity whose id does not tell it.")] = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Why a desa has its class or (--zona) its systems, or why an activity has its volume, year and cost.

    With every input by the reference that `ppsp why` takes, the rules with their values, and what would change it. In
    a year that has only an MPS, and with --prioritas: why an activity has its priority, how firm it is, and when it
    may start.
    """
    from flows.cli import explain_ssk
    from schemas.errors import WrongUsage
    from tasks.buku_putih.jelas import explain as class_of
    from tasks.ssk.jelas import explain_zona

    if komponen is not None and komponen not in KOMPONEN:
        raise WrongUsage(f"--komponen {komponen!r} is not known; use {', '.join(KOMPONEN)}")
    opened, is_desa = store_at(store), bool(explain_ssk.DESA.fullmatch(subject))
    if zona and not is_desa:
        raise WrongUsage(f"--zona explains a desa, and {subject!r} is no code of one; write it like 15.07.01.2001")
    if prioritas and is_desa:
        raise WrongUsage(f"--prioritas explains an activity, and {subject!r} is the code of a desa")
    if not is_desa and komponen:
        raise WrongUsage("--komponen goes with the class of a desa")
    if prioritas or (not is_desa and explain_ssk.has_only_mps(opened, fiscal_year)):
        answer = explain_ssk.priority(opened, fiscal_year, subject, district)
        say(answer, as_json, lambda c: explain_ssk.print_priority(c, answer))
    elif not is_desa:
        answer = explain_ssk.activity(opened, fiscal_year, subject, district)
        say(answer, as_json, lambda c: explain_ssk.print_kegiatan(c, answer))
    elif zona:
        answer = explain_zona(opened, fiscal_year, subject)
        say(answer, as_json, lambda c: explain_ssk.print_zona(c, answer))
    else:
        answer = class_of(opened, fiscal_year, subject, komponen)
        say(answer, as_json, lambda c: _print(c, answer))


def _print(console: Console, answer: dict[str, Any]) -> None:
    console.print(f"{answer['desa']} ({answer['kode_desa']}), {answer['kecamatan']}: FY{answer['fiscal_year']}")
    for scored in answer["komponen"]:
        _print_komponen(console, scored)


def _print_komponen(console: Console, scored: dict[str, Any]) -> None:
    names = ("skor_hitung", "skor_disepakati", "skor_kunjungan", "skor_akhir")
    said = ", ".join(f"{name} {_shown(scored[name])}" for name in names)
    console.print(f"\n[bold]{scored['komponen']}[/bold]: {said}")
    if scored["catatan"]:
        console.print(scored["catatan"])
    lacking = [scored["sumber_tidak_ada"] and f"sumber {scored['sumber_tidak_ada']}", *scored["sekunder"]["tanpa"]]
    if any(lacking):
        console.print(f"tidak ada: {', '.join(name for name in lacking if name)}")
    if scored["kesepakatan"]:
        given = [f"{name} {value}" for name, value in scored["kesepakatan"].items() if value is not None]
        console.print(f"kesepakatan: {', '.join(given)}")
    console.print(_sure(scored["kepastian"]))
    title = f"{scored['cara']} = {angka(scored['jumlah'])}{_bounds(scored)}"
    console.print(grid(title, _PARTS, _parts(scored["parts"])))
    for name in ("dampak", "sekunder", "persepsi", "ehra"):
        part = scored.get(name)
        if part and part["parts"]:
            shown = angka(part["nilai"] if name in ("dampak", "ehra") else part["skor"])
            console.print(grid(f"{name} = {shown}{_bounds(part)}", _PARTS, _parts(part["parts"])))
        elif part and part.get("modus"):
            console.print(f"{name} = {_shown(part['skor'])}, dari {part['dari']}: {part['modus']}")
    headings = ("masukan", "sekarang", "menjadi", "selisih", "kelas")
    console.print(grid("Perubahan terkecil yang menggeser kelas", headings, map(_change, scored["perubahan"])))


_PARTS = ("bagian", "nilai", "skor", "rentang", "batas", "bobot", "status", "sumbangan")


def _parts(parts: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [
        (
            p.get("sebutan", p["nama"]),
            angka(p.get("nilai", p.get("pct"))),
            p.get("skor"),
            _range(p.get("rentang")),
            _range(p.get("batas")),
            angka(p.get("bobot")),
            p.get("status"),
            angka(p["sumbangan"]),
        )
        for p in parts
    ]


def _change(row: dict[str, Any]) -> tuple[object, ...]:
    past = "" if row["is_tepat"] in (True, None) else ("lebih dari " if row["arah"] == "naik" else "kurang dari ")
    target = None if row["menjadi"] is None else past + str(angka(row["menjadi"]))
    return f"{row['jenis']} {row['nama']}", angka(row["sekarang"]), target, angka(row["selisih"]), row["kelas"]


def _sure(row: dict[str, Any] | None) -> str:
    if row is None or row["bertahan_pct"] is None:
        return f"kepastian: {row['catatan'] if row else 'tidak dapat dihitung: tidak ada data EHRA'}"
    word = "pasti" if row["is_pasti"] else "diperdebatkan"
    other = f", selain itu paling sering kelas {row['skor_lain']}" if row["skor_lain"] else ""
    held = angka(row["bertahan_pct"])
    return f"kepastian: {word}, kelas bertahan pada {held} % dari {row['n_ulang']} ulangan{other} ({row['catatan']})"


def _bounds(part: dict[str, Any]) -> str:
    return f"; batas {_range(part['batas'])} dalam {_range(part['rentang'])}" if part.get("batas") else ""


def _range(values: list[str] | None) -> str | None:
    return " ".join(str(angka(v)) for v in values) if values else None


def _shown(value: object) -> object:
    return "-" if value is None else value


def sample(
    fiscal_year: Year,
    district: District,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sample.")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draw the sample of an EHRA survey: strata, desa, RT and households. Exit 1 when it misses a minimum."""
    from tasks.buku_putih.sampel import sample as drawn

    answer = drawn(store_at(store), fiscal_year, district, seed)
    say(answer, as_json, lambda c: _print_sample(c, answer))
    if any(f["severity"] in ("block", "error") for f in answer["findings"]):
        raise typer.Exit(NO)


def _print_sample(console: Console, answer: dict[str, Any]) -> None:
    title = f"Sampel EHRA {answer['kode_kab']} FY{answer['fiscal_year']}, seed {answer['seed']}"
    console.print(f"{title}: {answer['cara']}; {answer['n_rencana']} responden")
    for line in answer["rumus"]:
        console.print(f"{line['nama']}: {line['rumus']} = {line['nilai']}  ({line['aturan']}, {line['status']})")
    rows = [(s["strata"], s["n_desa"], s["kk"], s["n_kk"], s["ambil_desa"]) for s in answer["strata"]]
    console.print(grid("Strata", ("strata", "desa", "KK", "n KK", "desa terpilih"), rows))
    chosen = [
        (d["kode_desa"], d["desa"], d["strata"], d["n_kk"], d["awal"], " ".join(rt["rt"] or "-" for rt in d["rt"]))
        for d in answer["desa"]
    ]
    console.print(grid("Desa dan RT terpilih", ("kode", "desa", "strata", "KK", "awal", "RT"), chosen))
    households = [
        (d["kode_desa"], rt["rt"], " ".join(map(str, rt["kk"]))) for d in answer["desa"] for rt in d["rt"] if rt["kk"]
    ]
    if households:
        console.print(grid("KK terpilih menurut urutan di RT", ("kode", "RT", "KK ke-"), households))
    for f in answer["findings"]:
        console.print(f"{f['severity']} {f['rule']}: {f['row']} {f['message']}", soft_wrap=True)
