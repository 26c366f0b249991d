"""The programme around the documents: people, evidence, acts on documents, waivers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.common import District, JsonOption, StoreOption, Year, day_text, grid, read_file, say, store_at
from flows.wiring import now
from schemas.errors import WrongUsage
from tasks.programme.keadaan import Keadaan
from tasks.programme.pengecualian import BENTUK
from tasks.store.ports import Store

people = typer.Typer(help="People and participants.", no_args_is_help=True)
evidence = typer.Typer(help="Evidence of the stages.", no_args_is_help=True)
_DISTRICT = re.compile(r"\d\d\.\d\d")
By = Annotated[str, typer.Option("--by", help="Id of the person, as in the list of people.")]
On = Annotated[str, typer.Option("--on", help="Day of the act, YYYY-MM-DD. [default: today]")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(people, name="people")
    app.add_typer(evidence, name="evidence")
    app.command("document")(document)
    app.command("waive")(waive)
    app.command("final")(final)


def day_of(text: str, option: str = "--on") -> str:
    """The day that was given, else today; raises WrongUsage."""
    return day_text(text, option) if text else now().date().isoformat()


def _optional_day(text: str, option: str) -> str:
    return day_of(text, option) if text else ""


def seen_of(store: Store, fiscal_year: int, district: str, day: str) -> Keadaan:
    """What is known of the district on the day; raises WrongUsage for what is no code of a district."""
    if not _DISTRICT.fullmatch(district):
        raise WrongUsage(f"{district!r} is no code of a district; write e.g. 15.07")
    from flows.programme.year import year_of

    return year_of(store, fiscal_year, date.fromisoformat(day), district)[district]


@people.command("load")
def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV of people or participants.")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load lists of people (orang_id, peran, kode_wilayah, mulai, selesai) or participants (fiscal_year, kode_kab)."""
    from flows.programme.recorded import load_people

    opened = store_at(store, may_be_new=True)
    answer = [load_people(opened, file.name, read_file(file)) for file in files]

    def human(console: Console) -> None:
        for a in answer:
            known = "" if a["is_new"] else " (already loaded)"
            console.print(f"{a['file']}: {a['list']}, {a['rows']} rows{known}", soft_wrap=True, markup=False)

    say(answer, as_json, human)


@people.command("list")
def list_people(
    region: Annotated[str, typer.Option(help="Only who serves over this district.")] = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Who holds which role, over which region, for which term."""
    from flows.cycle.known import people_of

    found = [p for p in people_of(store_at(store)) if not region or p.covers(region)]
    rows = [(p.orang_id, p.peran, p.kode_wilayah or "national", p.mulai, p.selesai, p.nama) for p in found]
    answer = [dict(zip(("orang_id", "peran", "kode_wilayah", "mulai", "selesai", "nama"), map(str, r), strict=True))
              for r in rows]  # fmt: skip
    say(answer, as_json, lambda c: c.print(grid("People", ("id", "role", "region", "from", "until", "name"), rows)))


@evidence.command("add")
def add(
    fiscal_year: Year,
    district: District,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The scanned document.")],
    kind: Annotated[str, typer.Option("--type", help="surat_minat, sk_pokja, anggaran_operasional, …")],
    signed: Annotated[str, typer.Option("--signed", help="Day of signature, YYYY-MM-DD.")],
    by: By,
    number: Annotated[str, typer.Option("--number", help="Number of the document.")] = "",
    signer: Annotated[str, typer.Option("--signer", help="Who signed it.")] = "",
    office: Annotated[str, typer.Option("--office", help="Office of the signer.")] = "",
    valid_from: Annotated[str, typer.Option("--from", help="First day of validity as the text says.")] = "",
    until: Annotated[str, typer.Option("--until", help="Last day of validity as the text says.")] = "",
    interest: Annotated[bool, typer.Option("--interest", help="surat_minat: it states the interest.")] = False,
    funding: Annotated[bool, typer.Option("--funding", help="surat_minat: it states the ability to fund.")] = False,
    amount: Annotated[int | None, typer.Option("--amount", min=0, help="Amount in rupiah.")] = None,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep a piece of evidence by its digest; it counts for this fiscal year only."""
    from flows.programme.recorded import add_evidence

    opened, day = store_at(store, may_be_new=True), day_of(on)
    said = {
        "jenis": kind,
        "nomor": number,
        "tanggal": day_of(signed, "--signed"),
        "penandatangan": signer,
        "jabatan": office,
        "berlaku_dari": _optional_day(valid_from, "--from"),
        "berlaku_sampai": _optional_day(until, "--until"),
        "klausul_minat": interest,
        "klausul_dana": funding,
        "jumlah_rp": amount,
        "oleh": by,
        "tanggal_catat": day,
    }
    act = add_evidence(opened, seen_of(opened, fiscal_year, district, day), file.name, read_file(file), said)
    text = f"evidence {act['seq']} of {district}: {kind}, {act['file'][:12]}; verify it with `ppsp evidence verify`"
    say(act, as_json, lambda c: c.print(text, soft_wrap=True, markup=False))


@evidence.command("verify")
def verify(
    fiscal_year: Year,
    district: District,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `evidence list` shows it.")],
    by: By,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Record that a person of Pokja Provinsi, Satker or PMU looked at the document and found it in order."""
    from flows.programme.recorded import verify_evidence

    opened, day = store_at(store), day_of(on)
    act = verify_evidence(opened, seen_of(opened, fiscal_year, district, day), number, by, day)
    say(act, as_json, lambda c: c.print(f"evidence {number} of {district} verified by {by} on {day}"))


@evidence.command("list")
def list_evidence(
    fiscal_year: Year, district: District, on: On = "", store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """All evidence of a district and year: what it is, how long it holds, who verified it."""
    from tasks.programme.bukti import evidence as evidence_of

    found = evidence_of(seen_of(store_at(store), fiscal_year, district, day_of(on)))
    rows = [(b.act["seq"], b.jenis, b.act["nomor"], b.act["tanggal"], b.dari, b.sampai, b.verified_by) for b in found]
    answer = [dict(b.act) | {"valid_from": str(b.dari), "valid_to": str(b.sampai), "verified_by": b.verified_by}
              for b in found]  # fmt: skip
    headings = ("no", "type", "number", "signed", "valid from", "valid to", "verified by")
    say(answer, as_json, lambda c: c.print(grid(f"Evidence of {district}, {fiscal_year}", headings, rows)))


def document(
    action: Annotated[
        str, typer.Argument(metavar="ACTION", help="submit, review, comment, answer, approve, ratify, reopen")
    ],
    fiscal_year: Year,
    district: District,
    name: Annotated[str, typer.Argument(metavar="DOC", help="buku_putih, ssk or mps.")],
    by: By,
    digest: Annotated[str, typer.Option("--digest", help="Which version; at least its first 8 characters.")] = "",
    comment: Annotated[str, typer.Option("--comment", help="A comment that has to be answered.")] = "",
    answers: Annotated[int | None, typer.Option("--answers", help="Number of the comment that is answered.")] = None,
    second: Annotated[str, typer.Option("--second", help="reopen: the second person.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="reopen and answer: why.")] = "",
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Hand in, review, approve, ratify or reopen a document; each act is bound to one version by its digest."""
    from flows.programme.recorded import document_act

    opened, day = store_at(store), day_of(on)
    said = {
        "aksi": action,
        "dokumen": name,
        "versi": digest,
        "oleh": by,
        "tanggal_catat": day,
        "komentar": comment,
        "komentar_no": answers,
        "oleh_kedua": second,
        "alasan": reason,
    }
    life = document_act(opened, seen_of(opened, fiscal_year, district, day), said)
    answer = {"dokumen": name, "state": life.state, "digest": life.digest, "comments": life.comments or {}}
    text = f"{name} of {district}, {fiscal_year}: {life.state}, version {life.digest[:12]}"
    say(answer, as_json, lambda c: c.print(text, soft_wrap=True, markup=False))


def waive(
    fiscal_year: Year,
    district: District,
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Id of the finding.")],
    reason: Annotated[str, typer.Option("--reason", help="Why the rule need not hold here.")],
    by: By,
    office: Annotated[str, typer.Option("--office", help="Office of the person.")],
    until: Annotated[str, typer.Option("--until", help="Last day. [default: end of the fiscal year]")] = "",
    countersigned_by: Annotated[str, typer.Option(help="For an error: a person of Pokja Provinsi.")] = "",
    false_alarm: Annotated[bool, typer.Option("--false-alarm", help="The finding is not true; say why.")] = False,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make an exception from a finding until the end of the year; for an error Pokja Provinsi signs too."""
    from flows.programme.recorded import waive as record

    opened, day = store_at(store), day_of(on)
    said = {
        "temuan": finding,
        "alasan": reason,
        "oleh": by,
        "kantor": office,
        "sampai": _optional_day(until, "--until") or f"{fiscal_year}-12-31",
        "disetujui": countersigned_by,
        "bentuk": BENTUK[false_alarm],
        "tanggal_catat": day,
    }
    act = record(opened, seen_of(opened, fiscal_year, district, day), said)
    text = f"finding {finding} ({act['aturan']}) of {district} waived until {act['sampai']}: {reason}"
    say(act, as_json, lambda c: c.print(text, soft_wrap=True, markup=False))


def final(
    fiscal_year: Year,
    district: District,
    name: Annotated[str, typer.Argument(metavar="DOC", help="buku_putih, ssk or mps.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="HTML file to write.")],
    on: On = "",
    store: StoreOption = "",
) -> None:
    """Write a final or ratified document without its draft mark, with its decisions and its annex of waivers."""
    from flows.programme.recorded import final_document

    opened = store_at(store)
    out.write_bytes(final_document(opened, seen_of(opened, fiscal_year, district, day_of(on)), name))
    typer.echo(f"{name} of {district}, {fiscal_year} written to {out}")
