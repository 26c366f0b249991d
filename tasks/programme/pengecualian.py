"""Waivers: an exception with a reason, a person, an end, and for errors the counter-signature of the Pokja Provinsi."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schemas.findings import Finding
from tasks.programme.keadaan import Act, Keadaan
from tasks.programme.orang import roles


def waived(seen: Keadaan) -> dict[str, Act]:
    """The waivers in force on the day, by the id of the finding."""
    return seen.once(
        "waived", lambda: {a["temuan"]: a for a in seen.of_kind("pengecualian") if why_not(seen, a) is None}
    )


def why_not(seen: Keadaan, act: Act) -> str | None:
    """Why a waiver has no force on the day, in one sentence; None when it has."""
    made = date.fromisoformat(act["tanggal_catat"])
    last = date(seen.fiscal_year, 12, 31)
    until = date.fromisoformat(act["sampai"])
    if not act["alasan"]:
        return "a waiver needs a reason (--reason)"
    if not roles(seen.people, act["oleh"], seen.district, made) - {"cf", "pf"}:
        return f"{act['oleh']} holds no role over {seen.district} that may waive; facilitators never do"
    if until > last:
        return f"a waiver ends with its fiscal year at the latest ({last}); --until {until} is later"
    if until < seen.day:
        return f"the waiver ended on {until}"
    if act["tingkat"] == "error" and "pokja_provinsi" not in roles(seen.people, act["disetujui"], seen.district, made):
        return "a waiver of an error needs the counter-signature of a person of Pokja Provinsi (--countersigned-by)"
    if act["disetujui"] == act["oleh"]:
        return "the counter-signature must be another person's"
    return None


BENTUK = ("pengecualian", "false_alarm")
"""An exception from a finding that is true, or the statement that a finding is not."""


def without_force(seen: Keadaan) -> Iterable[Finding]:
    """Waivers on record that do not hold."""
    for act in seen.of_kind("pengecualian"):
        why = why_not(seen, act)
        if why is not None:
            says = f"Pengecualian {act['seq']} atas temuan {act['temuan']} tidak berlaku: {why}."
            yield Finding("PP-50", "warning", says, "pengecualian", f"pengecualian/{act['seq']}")
