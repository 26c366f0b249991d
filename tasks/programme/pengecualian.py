"""Waivers: an exception with a reason, a person, an end, and for errors the counter-signature of the Pokja Provinsi."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schemas.findings import Finding
from tasks.programme.keadaan import Act, Keadaan
from tasks.programme.orang import FASILITATOR, roles
from tasks.programme.penolakan import Penolakan


def waived(seen: Keadaan) -> dict[str, Act]:
    """The waivers in force on the day, by the id of the finding."""
    return seen.once(
        "waived", lambda: {a["temuan"]: a for a in seen.of_kind("pengecualian") if why_not(seen, a) is None}
    )


def why_not(seen: Keadaan, act: Act) -> Penolakan | None:
    """Why a waiver has no force on the day; None when it has."""
    made = date.fromisoformat(act["tanggal_catat"])
    last, until = date(seen.fiscal_year, 12, 31), date.fromisoformat(act["sampai"])
    who, where = act["oleh"], seen.district
    if not act["alasan"]:
        return Penolakan("a waiver needs a reason (--reason)", "pengecualian tidak beralasan")
    if not roles(seen.people, who, where, made) - FASILITATOR:
        return Penolakan(
            f"{who} holds no role over {where} that may waive; facilitators never do",
            f"{who} tidak memegang peran di {where} yang boleh mengecualikan; fasilitator tidak pernah",
        )
    if until > last:
        return Penolakan(
            f"a waiver ends with its fiscal year at the latest ({last}); --until {until} is later",
            f"pengecualian berakhir paling lambat {last}, tertulis {until}",
        )
    if until < seen.day:
        return Penolakan(f"the waiver ended on {until}", f"sudah berakhir {until}")
    if act["tingkat"] == "error" and "pokja_provinsi" not in roles(seen.people, act["disetujui"], where, made):
        return Penolakan(
            "a waiver of an error needs the counter-signature of a person of Pokja Provinsi (--countersigned-by)",
            "galat hanya dikecualikan dengan persetujuan Pokja Provinsi",
        )
    if act["disetujui"] == who:
        return Penolakan("the counter-signature must be another person's", "persetujuan harus dari orang lain")
    return None


BENTUK = ("pengecualian", "false_alarm")
"""An exception from a finding that is true, or the statement that a finding is not."""


def without_force(seen: Keadaan) -> Iterable[Finding]:
    """Waivers on record that do not hold."""
    for act in seen.of_kind("pengecualian"):
        why = why_not(seen, act)
        if why is not None:
            says = f"Pengecualian {act['seq']} atas temuan {act['temuan']} tidak berlaku: {why.id}."
            yield Finding("PP-50", "warning", says, "pengecualian", f"pengecualian/{act['seq']}")
