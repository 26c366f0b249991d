"""What people do in the programme, recorded in a store: evidence, decisions on documents, waivers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.programme.acts import record
from reports.final import Agreed, Decision, Waived, final_html
from schemas.errors import WrongUsage
from tasks.contained.process import vetted
from tasks.lineage.records.acts import Act
from tasks.lineage.records.receipts import load_reference
from tasks.lineage.units.unit import put_object
from tasks.programme.bukti import JENIS, LAPORAN_CF
from tasks.programme.dokumen import ACTIONS, PASSED, Life, documents, lives, refusal
from tasks.programme.kas import cash_lines
from tasks.programme.keadaan import DOKUMEN, Keadaan
from tasks.programme.kesepakatan import agreements
from tasks.programme.mutu import stopped, unexplained_gap
from tasks.programme.orang import listed, roles
from tasks.programme.penerimaan import ADMIT, KIND
from tasks.programme.pengecualian import waived, why_not
from tasks.programme.rules import check
from tasks.programme.tahap import TAHAP, gate
from tasks.store.keys import object_key
from tasks.store.ports import Store

ERASERS = frozenset({"ketua_pokja", "pokja_provinsi", "pmu"})
VERIFIERS = frozenset({"pokja_provinsi", "satker", "pmu"})
MONTHLY = LAPORAN_CF[1]


def load_people(store: Store, name: str, data: bytes) -> dict[str, Any]:
    """Keep a list of people or participants; gives its kind, number of rows and whether it is new."""
    kind, rows = vetted(listed, name, data)
    receipt, is_new = load_reference(store, kind, name, data, {"rows": rows})
    return {"file": name, "list": kind, "rows": rows, "seq": receipt["seq"], "is_new": is_new}


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
    needs_role(seen, said["oleh"], said["tanggal_catat"])
    if said["jenis"] == MONTHLY and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", said["nomor"]):
        raise WrongUsage(f"--number of a {MONTHLY} is its month, YYYY-MM; found {said['nomor']!r}")
    lines = vetted(cash_lines, name, data, kind=said["jenis"])
    body = {"kind": "bukti", "berkas": name, **({"baris": lines} if lines else {}), **said}
    body["file"] = put_object(store, data)
    return record(store, seen.fiscal_year, seen.district, body)


def verify_evidence(store: Store, seen: Keadaan, number: int, by: str, day: str) -> Act:
    """Record that somebody other than the uploader looked at a piece of evidence. Raises WrongUsage in a sentence."""
    piece = next((a for a in seen.acts if a["kind"] == "bukti" and a["seq"] == number), None)
    if piece is None:
        raise WrongUsage(f"there is no evidence {number} of {seen.district}; `ppsp evidence list` names them")
    if not needs_role(seen, by, day) & VERIFIERS:
        raise WrongUsage(f"{by} may not verify; that is for {', '.join(sorted(VERIFIERS))}")
    if piece["oleh"] == by:
        raise WrongUsage(f"{by} recorded this evidence; another person verifies it")
    body = {"kind": "verifikasi", "bukti": number, "oleh": by, "tanggal_catat": day}
    return record(store, seen.fiscal_year, seen.district, body)


def needs_role(seen: Keadaan, who: str, day: str) -> set[str]:
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
    refused = refusal(life, {**body, "district": seen.district}, seen.people)
    why = str(refused) if refused else (_open_errors(seen) or _quality(seen, name)) if action == "approve" else None
    if why is not None:
        raise WrongUsage(why)
    act = record(store, seen.fiscal_year, seen.district, body)
    return lives([*seen.of_kind("dokumen"), act], seen.people, seen.sealed)[name]


def _open_errors(seen: Keadaan) -> str | None:
    left = [i for i in seen.open_errors or () if i not in waived(seen)]
    if not left:
        return None
    named = ", ".join(left[:3]) + (", …" if len(left) > 3 else "")
    return f"{len(left)} errors are open ({named}): mend them, or waive each with `ppsp waive`; a draft needs neither"


def _quality(seen: Keadaan, name: str) -> str | None:
    excused = waived(seen)
    held = [f for f in (*unexplained_gap(seen), *stopped(seen)) if f.row.startswith(f"{name}/") and f.id not in excused]
    return f"{held[0].rule} {held[0].message} `ppsp qa` shows the form" if held else None


def waive(store: Store, seen: Keadaan, said: Mapping[str, Any]) -> Act:
    """Record a waiver of a finding that exists. Raises WrongUsage with the reason; then nothing is kept."""
    every = [*(seen.findings or ()), *check(seen), *(f for s in TAHAP for f in gate(seen, s))]
    found = next((f for f in every if f.id == said["temuan"]), None)
    if found is None:
        raise WrongUsage(f"{seen.district} has no finding {said['temuan']}; `ppsp findings` and `ppsp stage` name them")
    if found.severity == "block" or found.rule in ("PP-01", "PP-03", "PP-40"):
        raise WrongUsage(f"{found.rule} cannot be waived: {found.message}")
    body = {"kind": "pengecualian", "aturan": found.rule, "tingkat": found.severity, "pesan": found.message, **said}
    why = why_not(seen, body)
    if why is not None:
        raise WrongUsage(str(why))
    return record(store, seen.fiscal_year, seen.district, body)


def admit(store: Store, seen: Keadaan, said: Mapping[str, Any]) -> Act:
    """Record that a late submission is admitted. Raises WrongUsage for a person who may not; then nothing is kept."""
    if not needs_role(seen, said["oleh"], said["tanggal_catat"]) & ADMIT:
        raise WrongUsage(f"{said['oleh']} may not admit; that is for {', '.join(sorted(ADMIT))}")
    return record(store, seen.fiscal_year, seen.district, {"kind": KIND, **said})


def may_erase(seen: Keadaan, who: str, reason: str, day: str) -> None:
    """Raises WrongUsage unless the person may erase; without a list of people any named person may."""
    if not reason.strip() or not who.strip():
        raise WrongUsage("an erasure names a person (--by) and a reason (--reason)")
    if seen.people and not needs_role(seen, who, day) & ERASERS:
        raise WrongUsage(f"{who} may not erase; that is for {', '.join(sorted(ERASERS))}")


def final_document(store: Store, seen: Keadaan, name: str) -> bytes:
    """The final or ratified document as its page, with its decisions and waivers; raises WrongUsage before that."""
    life = documents(seen)[name]
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
    agreed = [
        Agreed(cell.replace("|", " · "), tuple((s["sumber"], s["nilai"]) for s in a["sumber"]), a["nilai"], a["alasan"],
               f"bukti {a['ba']}")
        for cell, a in agreements(seen.of_kind("kesepakatan")).items()
    ]  # fmt: skip
    return final_html(store.get(object_key(life.digest)), life.digest, decisions, waivers, agreed)
