"""Quality of documents, and values that sources tell apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.programme import On, day_of, seen_of
from reports.format_id import number
from schemas.errors import WrongUsage

_SCORE = re.compile(r"([A-Z]\d)=(\d+)")
_VALUE = re.compile(r"(.+)=([^=]+)")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("qa")(qa)
    app.command("agree")(agree)
    app.command("examine")(examine)
    app.command("nawasis")(nawasis)


def qa(
    fiscal_year: Year,
    district: District,
    name: Annotated[str, typer.Argument(metavar="DOC", help="buku_putih, ssk or mps.")],
    score: Annotated[list[str] | None, typer.Option("--score", help="Item and score, e.g. D1=2; repeatable.")] = None,
    by: Annotated[str, typer.Option("--by", help="With --score: who scores.")] = "",
    evidence: Annotated[str, typer.Option("--evidence", help="Number of the evidence that the scores rest on.")] = "",
    because: Annotated[str, typer.Option("--because", help="Why the scores differ from the machine's.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Also write the form as an HTML page.")] = None,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The quality rubric of a document: machine and reviewer side by side; with --score a reviewer fills it in."""
    from flows.programme.quality import form_of, form_page
    from flows.programme.quality import score as record

    opened, day = store_at(store), day_of(on)
    if score:
        if not by:
            raise WrongUsage("--score needs --by, the person who scores")
        given = dict(_pair(text) for text in score)
        said = {"oleh": by, "tanggal_catat": day, "bukti": evidence, "kalimat": because}
        record(opened, seen_of(opened, fiscal_year, district, day), name, given, said)
    seen = seen_of(opened, fiscal_year, district, day)
    found = form_of(seen, name)
    if out is not None:
        out.write_bytes(form_page(seen, found))
    answer: dict[str, Any] = {
        "document": name,
        "version": found.versi,
        "grade": found.grade,
        "is_human": found.is_human,
        "machine": _points(found.mesin),
        "machine_of": found.mesin_dari,
        "human": _points(found.penelaah),
        "human_of": found.penelaah_dari,
        "gap": _points(found.selisih),
        "stops": list(found.stop),
        "items": [
            {"id": n.butir.id, "group": n.butir.kelompok, "item": n.butir.sebutan, "machine": n.mesin,
             "facts": list(n.fakta), "human": n.penelaah, "evidence": n.bukti, "sentence": n.kalimat, "by": n.oleh}
            for n in found.nilai
        ],
    }  # fmt: skip

    def human(console: Console) -> None:
        heads = ("", "item", "mach.", "rev.", "facts")
        rows = [(i["id"], i["item"], i["machine"], i["human"], "; ".join(i["facts"])) for i in answer["items"]]
        console.print(grid(f"Quality of {name}, {district}, {fiscal_year}", heads, rows))
        totals = f"machine {number(found.mesin, 1)} of {found.mesin_dari} % of the weight"
        totals += f", reviewer {number(found.penelaah, 1)} of {found.penelaah_dari} %, gap {number(found.selisih, 1)}"
        console.print(f"{totals}; grade {found.grade or 'not yet'} ({'reviewer' if found.is_human else 'machine'})")
        for why in found.stop:
            console.print(f"stop: {why}", soft_wrap=True, markup=False)

    say(answer, as_json, human)


def _points(value: Any) -> float | None:
    return None if value is None else round(float(value), 1)


def _pair(text: str) -> tuple[str, int]:
    match = _SCORE.fullmatch(text)
    if match is None:
        raise WrongUsage(f"--score {text!r} is no item with its score; write e.g. D1=2")
    return match[1], int(match[2])


def agree(
    fiscal_year: Year,
    district: District,
    cell: Annotated[str, typer.Argument(metavar="[CELL]", help="table|key|column, as the list shows it.")] = "",
    value: Annotated[list[str] | None, typer.Option("--value", help="Source and value: 'Dinkes 2013=1200'.")] = None,
    agreed: Annotated[str, typer.Option("--agreed", help="The agreed value.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why this value.")] = "",
    minutes: Annotated[int, typer.Option("--ba", help="Number of the evidence with the minutes.")] = 0,
    by: Annotated[str, typer.Option("--by", help="Who records it.")] = "",
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The ledger of values that sources tell apart; with CELL, record what was agreed on one of them."""
    from flows.programme.agreements import agree as record
    from flows.programme.agreements import ledger

    opened, day = store_at(store), day_of(on)
    if cell:
        table, _, rest = cell.partition("|")
        key, _, column = rest.rpartition("|")
        sources = [dict(zip(("sumber", "nilai"), _source(text), strict=True)) for text in value or ()]
        said = {"tabel": table, "kunci": key, "kolom": column, "sumber": sources, "nilai": agreed, "alasan": reason,
                "ba": minutes, "oleh": by, "tanggal_catat": day}  # fmt: skip
        record(opened, seen_of(opened, fiscal_year, district, day), said)
    found = ledger(seen_of(opened, fiscal_year, district, day))
    rows = [
        (r["cell"], "; ".join(f"{s['sumber']}: {s['nilai']}" for s in r["sources"]), r["agreed"], r["in_use"],
         r["state"].replace("_", " "), r["reason"])
        for r in found
    ]  # fmt: skip
    headings = ("value", "sources", "agreed", "in use", "state", "reason")
    say(found, as_json, lambda c: c.print(grid(f"Agreements of {district}, {fiscal_year}", headings, rows)))


def _source(text: str) -> tuple[str, str]:
    match = _VALUE.fullmatch(text)
    if match is None:
        raise WrongUsage(f"--value {text!r} is no source with its value; write e.g. 'Dinkes 2013=1200'")
    return match[1].strip(), match[2].strip()


def examine(
    fiscal_year: Year, district: District, on: On = "", store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """The auditors' tests lengkap, selaras, mutakhir and terealisasi, each with the rows behind its figure."""
    from flows.cycle.known import Known
    from flows.programme.examine import examine as tests_of

    opened = store_at(store)
    found = tests_of(Known(opened, fiscal_year), seen_of(opened, fiscal_year, district, day_of(on)))
    answer = [
        {"test": t.nama, "part": t.bagian, "of": t.dari, "unit": t.satuan, "pct": _points(t.pct),
         "rows": [{"about": r.tentang, "holds": r.holds, "says": r.kalimat} for r in t.baris]}
        for t in found
    ]  # fmt: skip

    def human(console: Console) -> None:
        for t in found:
            pct = "not known" if t.pct is None else f"{number(t.pct, 1)} %"
            console.print(f"{t.nama}: {pct} ({number(t.bagian)} of {number(t.dari)} {t.satuan})", style="bold")
            for r in (r for r in t.baris if r.holds is not True or t.satuan == "Rp"):
                console.print(f"  {r.tentang}: {r.kalimat}", soft_wrap=True, markup=False)

    say(answer, as_json, human)


def nawasis(
    fiscal_year: Year,
    district: Annotated[str, typer.Argument(metavar="[DISTRICT]", help="Only this district.")] = "",
    out: Annotated[Path, typer.Option("--out", help="Folder for the CSV files.")] = Path("nawasis"),
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write CSV files in the order of the NAWASIS menus, and the completeness that NAWASIS tracks."""
    from flows.programme.nawasis import export

    made = export(store_at(store), fiscal_year, district, out)
    rows = [(m["menu"], m["rows"], m["file"]) for m in made]
    say(made, as_json, lambda c: c.print(grid(f"NAWASIS exports, {fiscal_year}", ("menu", "rows", "file"), rows)))
