"""The programme around the documents, read from a store: people, acts and what is sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flows.findings import findings_of
from flows.wiring import PEOPLE_KIND, newest_runs
from reports.final import Decision, Waived, final_html
from schemas.errors import WrongUsage
from schemas.findings import Finding
from schemas.rulebook import load_rulebook
from tasks.lineage.acts import Act, acts_of_year, record_act
from tasks.lineage.history import History
from tasks.lineage.ledger import sealed_runs
from tasks.lineage.receipts import load_reference, receipts, references
from tasks.lineage.unit import put_object
from tasks.programme.bukti import JENIS
from tasks.programme.dokumen import ACTIONS, PASSED, Life, lives, refusal
from tasks.programme.keadaan import DOKUMEN, Keadaan
from tasks.programme.orang import Orang, Peserta, kind_of, read_orang, read_peserta, roles
from tasks.programme.pengecualian import waived, why_not
from tasks.programme.rules import check
from tasks.store.keys import object_key
from tasks.store.ports import Store

VERIFIERS = frozenset({"pokja_provinsi", "satker", "pmu"})
STEM = {"buku-putih": "buku_putih", "ssk": "ssk", "mps": "mps"}
Sealed = Mapping[str, Mapping[str, str]]


def load_people(store: Store, name: str, data: bytes) -> dict[str, Any]:
    """Keep a list of people or participants; gives its kind, number of rows and whether it is new."""
    kind = kind_of(name, data)
    rows = len(read_orang([(name, data)]) if kind == "orang" else read_peserta([(name, data)]))
    receipt, is_new = load_reference(store, kind, name, data, {"rows": rows})
    return {"file": name, "list": kind, "rows": rows, "seq": receipt["seq"], "is_new": is_new}


def people_of(store: Store) -> list[Orang]:
    """The people of all loaded lists."""
    return read_orang(_loaded(store, PEOPLE_KIND))


def participants_of(store: Store) -> list[Peserta]:
    """The participants of all loaded lists."""
    return read_peserta(_loaded(store, "peserta"))


def _loaded(store: Store, kind: str) -> Iterator[tuple[str, bytes]]:
    return ((r["name"], store.get(object_key(r["file"]))) for r in references(store, kind))


def sealed_documents(store: Store, fiscal_year: int) -> dict[str, dict[str, str]]:
    """The digest of the newest sealed version of each document, by district and name."""
    found: dict[str, dict[str, str]] = {}
    for manifest in sealed_runs(store, fiscal_year):
        for district in manifest["districts"]:
            for key in district["documents"]:
                name = STEM.get(key.rsplit("/", 1)[-1].split(".")[0])
                if name:
                    found.setdefault(district["kode"], {}).setdefault(name, manifest["published"][key])
    return found


def year_of(store: Store, fiscal_year: int, day: date, only: str = "") -> dict[str, Keadaan]:
    """What is known of each district that takes part, acted or has something sealed in the year, on that day.

    With `only` the named district alone, also when nothing is known of it. Raises YearNotPrepared.
    """
    rules = load_rulebook(fiscal_year)
    people, peserta = people_of(store), participants_of(store)
    acts, before = (acts_of_year(store, year, only) for year in (fiscal_year, fiscal_year - 1))
    sealed, sealed_before = (sealed_documents(store, year) for year in (fiscal_year, fiscal_year - 1))
    runs = newest_runs(store, fiscal_year)
    listed = {p.kode_kab for p in peserta if p.fiscal_year == fiscal_year and not p.mundur}
    known = {only} if only else {*listed, *acts, *sealed, *sealed_before, *runs}
    by_region: dict[str, list[Orang]] = {}
    for person in people:
        by_region.setdefault(person.kode_wilayah, []).append(person)
    of_district: dict[str, list[Peserta]] = {}
    for one in peserta:
        of_district.setdefault(one.kode_kab, []).append(one)
    return {
        kode: Keadaan(
            fiscal_year=fiscal_year,
            district=kode,
            day=day,
            rules=rules,
            people=[p for region in ("", kode[:2], kode) for p in by_region.get(region, ())],
            peserta=of_district.get(kode, []),
            acts=acts.get(kode, []),
            before=before.get(kode, []),
            sealed=sealed.get(kode, {}),
            sealed_before=sealed_before.get(kode, {}),
            nama=_name(runs.get(kode), of_district.get(kode, []), kode),
            complete_on=_complete_on(store, runs.get(kode), kode),
            open_errors=[f.id for f in run_findings(store, runs.get(kode), kode) if f.severity == "error"],
        )
        for kode in sorted(known)
    }


def _name(run: dict[str, Any] | None, listed: list[Peserta], kode: str) -> str:
    told = [str(d["nama"]) for d in run["districts"] if d["kode"] == kode and d["nama"] != kode] if run else []
    return next((name for name in (*told, *(p.kabupaten_kota for p in listed)) if name), "")


def _complete_on(store: Store, run: dict[str, Any] | None, kode: str) -> date | None:
    """The day of the newest submission when its run missed no expected table; else None."""
    found = next((d for d in run["districts"] if d["kode"] == kode), None) if run else None
    handed_in = list(receipts(store, run["fiscal_year"], kode)) if run and found and not found["missing"] else []
    return date.fromisoformat(handed_in[-1]["received"][:10]) if handed_in else None


def run_findings(store: Store, run: dict[str, Any] | None, kode: str) -> list[Finding]:
    """What the newest run found about the district; nothing is read where its record counts none."""
    if run is None or not any(sum(d["findings"].values()) for d in run["districts"] if d["kode"] == kode):
        return []
    history = History(store, run)
    return findings_of(store, lambda step: history.unit(run["fiscal_year"], kode, step))


def add_evidence(store: Store, seen: Keadaan, name: str, data: bytes, said: Mapping[str, Any]) -> Act:
    """Keep a piece of evidence by its digest and record it. Raises WrongUsage in a sentence; then nothing is kept."""
    if said["jenis"] not in JENIS:
        raise WrongUsage(f"--type {said['jenis']!r} is none of {', '.join(JENIS)}")
    if not data or (name.lower().endswith(".pdf") and not data.startswith(b"%PDF-")):
        raise WrongUsage(f"{name} is empty or no PDF, though it is named so; scan the paper again")
    if said["tanggal"] > said["tanggal_catat"]:
        raise WrongUsage(f"--signed {said['tanggal']} is after the day it is recorded ({said['tanggal_catat']})")
    if said["berlaku_dari"] and said["berlaku_sampai"] and said["berlaku_sampai"] < said["berlaku_dari"]:
        raise WrongUsage(f"--until {said['berlaku_sampai']} is before --from {said['berlaku_dari']}")
    _needs_role(seen, said["oleh"], said["tanggal_catat"])
    body = {"kind": "bukti", "berkas": name, "file": put_object(store, data), **said}
    return record_act(store, seen.fiscal_year, seen.district, body)


def verify_evidence(store: Store, seen: Keadaan, number: int, by: str, day: str) -> Act:
    """Record that somebody other than the uploader looked at a piece of evidence. Raises WrongUsage in a sentence."""
    piece = next((a for a in seen.acts if a["kind"] == "bukti" and a["seq"] == number), None)
    if piece is None:
        raise WrongUsage(f"there is no evidence {number} of {seen.district}; `ppsp evidence list` names them")
    if not _needs_role(seen, by, day) & VERIFIERS:
        raise WrongUsage(f"{by} may not verify; that is for {', '.join(sorted(VERIFIERS))}")
    if piece["oleh"] == by:
        raise WrongUsage(f"{by} recorded this evidence; another person verifies it")
    body = {"kind": "verifikasi", "bukti": number, "oleh": by, "tanggal_catat": day}
    return record_act(store, seen.fiscal_year, seen.district, body)


def _needs_role(seen: Keadaan, who: str, day: str) -> set[str]:
    held = roles(seen.people, who, seen.district, date.fromisoformat(day))
    if not held:
        raise WrongUsage(
            f"{who!r} holds no role over {seen.district} on {day}; load the person with `ppsp people load`"
        )
    return held


def document_act(store: Store, seen: Keadaan, said: Mapping[str, Any]) -> Life:
    """Record an act on a document; gives its life afterwards. Raises WrongUsage with the reason; then nothing is kept.

    A digest may be given by its first characters; `submit` takes the newest sealed version without one.
    """
    name, action = said["dokumen"], said["aksi"]
    if name not in DOKUMEN or action not in ACTIONS:
        raise WrongUsage(f"{action} {name}: acts are {', '.join(ACTIONS)}, documents {', '.join(DOKUMEN)}")
    newest = seen.sealed.get(name)
    if newest is None:
        raise WrongUsage(f"no sealed {name} of {seen.district} in {seen.fiscal_year}; `ppsp run` makes it first")
    life = lives(seen.of_kind("dokumen"), seen.people, {})[name]
    given = str(said["versi"])
    if not given and action not in ("submit", "comment", "answer", "reopen"):
        raise WrongUsage(f"{action} names the version it is about: --digest {life.digest[:12] or newest[:12]}")
    fits = [d for d in dict.fromkeys((newest, life.digest)) if d and d.startswith(given) and len(given) >= 8]
    if given and not fits:
        raise WrongUsage(f"--digest {given} is neither the newest sealed {name} ({newest[:12]}) nor the one handed in")
    digest = fits[0] if given else (newest if action == "submit" else life.digest or newest)
    if action in ("submit", "approve", "ratify") and digest != newest:
        raise WrongUsage(f"{digest[:12]} is not the newest sealed {name} ({newest[:12]}); submit that one first")
    body = {"kind": "dokumen", **said, "versi": digest}
    why = refusal(life, {**body, "district": seen.district}, seen.people)
    if why is None and action == "approve":
        why = _open_errors(seen)
    if why is not None:
        raise WrongUsage(why)
    act = record_act(store, seen.fiscal_year, seen.district, body)
    return lives([*seen.of_kind("dokumen"), act], seen.people, seen.sealed)[name]


def _open_errors(seen: Keadaan) -> str | None:
    left = [i for i in seen.open_errors or () if i not in waived(seen)]
    if not left:
        return None
    named = ", ".join(left[:3]) + (", …" if len(left) > 3 else "")
    return f"{len(left)} errors are open ({named}): mend them, or waive each with `ppsp waive`; a draft needs neither"


def waive(store: Store, seen: Keadaan, said: Mapping[str, Any]) -> Act:
    """Record a waiver of a finding that exists. Raises WrongUsage with the reason; then nothing is kept."""
    run = newest_runs(store, seen.fiscal_year).get(seen.district)
    from tasks.programme.tahap import TAHAP, gate

    every = [*run_findings(store, run, seen.district), *check(seen), *(f for s in TAHAP for f in gate(seen, s))]
    found = next((f for f in every if f.id == said["temuan"]), None)
    if found is None:
        raise WrongUsage(f"{seen.district} has no finding {said['temuan']}; `ppsp findings` and `ppsp stage` name them")
    if found.severity == "block" or found.rule in ("PP-01", "PP-03", "PP-40"):
        raise WrongUsage(f"{found.rule} cannot be waived: {found.message}")
    body = {"kind": "pengecualian", "aturan": found.rule, "tingkat": found.severity, "pesan": found.message, **said}
    why = why_not(seen, body)
    if why is not None:
        raise WrongUsage(why)
    return record_act(store, seen.fiscal_year, seen.district, body)


def final_document(store: Store, seen: Keadaan, name: str) -> bytes:
    """The final or ratified document as its page, with its decisions and waivers; raises WrongUsage before that."""
    life = lives(seen.of_kind("dokumen"), seen.people, seen.sealed)[name]
    if life.state not in PASSED:
        where = f"{name} of {seen.district} in {seen.fiscal_year}"
        raise WrongUsage(f"the {where} is {life.state}; only a final or ratified document is printed as such")
    day_of = {(a["aksi"], a["oleh"]): a["tanggal_catat"] for a in seen.of_kind("dokumen") if a["seq"] in life.acts}
    names = {p.orang_id: p.nama or p.orang_id for p in seen.people}
    decisions = [
        Decision(action, names[person], role, day_of[action, person])
        for action in ("submit", "review", "approve", "ratify")
        for person, role in [life.who(action)]
        if person
    ]
    waivers = [
        Waived(a["aturan"], a["pesan"], a["alasan"], names.get(str(a["oleh"]), str(a["oleh"])),
               names.get(str(a["disetujui"]), str(a["disetujui"])), a["sampai"])
        for a in waived(seen).values()
    ]  # fmt: skip
    return final_html(store.get(object_key(life.digest)), life.digest, decisions, waivers)
