"""The year of a district, closed by one person and opened again by two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tasks.programme.dokumen import OPENERS
from tasks.programme.keadaan import Act
from tasks.programme.orang import Orang, roles
from tasks.programme.penolakan import Penolakan

CLOSE, REOPEN = "tutup_tahun", "buka_tahun"


def closed_by(acts: Iterable[Act]) -> Act | None:
    """The act that holds the year closed; None while it is open."""
    last = [a for a in acts if a["kind"] in (CLOSE, REOPEN)]
    return last[-1] if last and last[-1]["kind"] == CLOSE else None


def why_not(act: Act, acts: Sequence[Act], people: Sequence[Orang], district: str) -> Penolakan | None:
    """Why a year may not be closed or opened so; None when it may."""
    day, who, allowed = date.fromisoformat(act["tanggal_catat"]), str(act["oleh"]), ", ".join(sorted(OPENERS))
    held = roles(people, who, district, day) & OPENERS
    is_closed = closed_by(acts) is not None
    if not act["alasan"].strip():
        return Penolakan("closing and reopening a year need a reason (--reason)", "alasan belum disebut")
    if not held:
        return Penolakan(f"that is for {allowed}; {who} is none of them", f"{who} bukan {allowed}")
    if is_closed == (act["kind"] == CLOSE):
        now = "closed" if is_closed else "open"
        return Penolakan(f"the year is {now} already", "tahun ini sudah dalam keadaan itu")
    if act["kind"] == CLOSE:
        return None
    second = str(act.get("oleh_kedua") or "")
    others = roles(people, second, district, day) & OPENERS
    if second in ("", who) or not others - held:
        return Penolakan(
            f"reopening needs a second person of another role (--second) of {allowed}",
            f"membuka kembali memerlukan orang kedua berperan lain dari {allowed}",
        )
    return None
