"""The life of a document: draft, submitted, qa, revised, final, ratified; stale and superseded (programme.md 3, 4, 6).

Each act is bound to the digest of a document. Author, reviewer and approver are three persons of three roles, and a
facilitator only comments. The state is replayed from the acts; an act that was not allowed changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.findings import Finding
from tasks.programme.keadaan import DOKUMEN, Act, Keadaan
from tasks.programme.orang import FASILITATOR, Orang, roles
from tasks.programme.penolakan import Penolakan

AUTHORS = frozenset({"ketua_pokja", "opd"})
REVIEWERS = frozenset({"pokja_provinsi", "satker", "piu"})
APPROVERS = frozenset({"pokja_provinsi", "satker"})
RATIFIERS = frozenset({"bupati_walikota"})
OPENERS = frozenset({"bupati_walikota", "ketua_pokja", "pokja_provinsi", "pmu"})
MAY: Mapping[str, frozenset[str]] = {
    "submit": AUTHORS,
    "review": REVIEWERS,
    "answer": AUTHORS,
    "approve": APPROVERS,
    "ratify": RATIFIERS,
    "reopen": OPENERS,
}
ACTIONS = (*MAY, "comment")
FROM: Mapping[str, tuple[str, ...]] = {
    "submit": ("draft", "submitted", "qa", "revised"),
    "review": ("submitted", "qa", "revised"),
    "answer": ("submitted", "qa", "revised"),
    "approve": ("qa", "revised"),
    "ratify": ("final",),
    "reopen": ("final", "ratified"),
}
PASSED = ("final", "ratified")


@dataclass(frozen=True, slots=True)
class Life:
    """Where a document stands. `digest` is the version that the acts are about; `persons` holds (person, role) by act.

    `comments` are the open ones by number; `acts` the numbers of the acts that brought it here.
    """

    dokumen: str
    digest: str = ""
    state: str = "draft"
    persons: Mapping[str, tuple[str, str]] | None = None
    comments: Mapping[int, str] | None = None
    acts: tuple[int, ...] = ()

    def who(self, action: str) -> tuple[str, str]:
        """Person and role behind an act; ("", "") before it was done."""
        return (self.persons or {}).get(action, ("", ""))


def documents(seen: Keadaan) -> dict[str, Life]:
    """The life of each document of the year on its day."""
    return seen.once("documents", lambda: lives(seen.of_kind("dokumen"), seen.people, seen.sealed))


def lives(acts: Iterable[Act], people: Sequence[Orang], sealed: Mapping[str, str]) -> dict[str, Life]:
    """The life of each document after its acts; a passed one whose newest sealed version differs is stale.

    A version that was only handed in and has a newer one is superseded: its successor begins as a draft.
    """
    found, _ = _replayed((a for a in acts if a["kind"] == "dokumen"), people)
    return {name: _beside(life, sealed.get(name)) for name, life in found.items()}


def _replayed(acts: Iterable[Act], people: Sequence[Orang]) -> tuple[dict[str, Life], list[tuple[Act, Penolakan]]]:
    """Each document after the acts that were allowed, and the others with the reason."""
    found = {name: Life(name) for name in DOKUMEN}
    others: list[tuple[Act, Penolakan]] = []
    for act in acts:
        name = act["dokumen"]
        why = refusal(found[name], act, people)
        if why is None:
            found[name] = _after(found[name], act, people)
        else:
            others.append((act, why))
    return found, others


def _beside(life: Life, newest: str | None) -> Life:
    if newest is None or not life.digest or life.digest == newest:
        return life
    return replace(life, state="stale" if life.state in PASSED else "superseded")


def refusal(life: Life, act: Act, people: Sequence[Orang]) -> Penolakan | None:
    """Why the act is not allowed on a document in this state; None when it is."""
    action, who, day = str(act["aksi"]), str(act["oleh"]), str(act["tanggal_catat"])
    held = roles(people, who, act["district"], date.fromisoformat(day))
    named = ", ".join(sorted(held))
    if not held:
        return Penolakan(
            f"{who} holds no role over {act['district']} on {day}; load the person with `ppsp people load`",
            f"{who} tidak memegang peran di {act['district']} pada {day}",
        )
    if action == "comment":
        return None if act.get("komentar") else Penolakan("a comment needs its text", "komentar tidak berisi")
    if held & FASILITATOR:
        return Penolakan(
            f"{who} is a facilitator: facilitators comment and upload, they never {action}",
            f"{who} fasilitator; fasilitator memberi komentar dan mengunggah, tidak pernah memutus",
        )
    if not held & MAY[action]:
        allowed = ", ".join(sorted(MAY[action]))
        return Penolakan(f"{action} is for {allowed}; {who} is {named}", f"{action} untuk {allowed}; {who} {named}")
    if len(held) > 1:
        return Penolakan(
            f"{who} holds two roles on that day ({named}); end one of them in the list of people",
            f"{who} memegang dua peran pada hari itu ({named}); akhiri salah satunya",
        )
    if life.state not in FROM[action]:
        before = FROM[action]
        return Penolakan(
            f"the {life.dokumen} is {life.state}; {action} follows {' or '.join(before)}",
            f"{life.dokumen} berkeadaan {life.state}; {action} sesudah {' atau '.join(before)}",
        )
    if action != "submit" and act["versi"] != life.digest:
        version, known = act["versi"][:12], life.digest[:12]
        return Penolakan(
            f"{version} is not the version that was handed in ({known}); act on that one",
            f"{version} bukan naskah yang diserahkan ({known})",
        )
    return _of_others(life, act, who, next(iter(held)), people)


def _of_others(life: Life, act: Act, who: str, role: str, people: Sequence[Orang]) -> Penolakan | None:
    """What an act asks of the persons of the other acts, and of the comments."""
    action = act["aksi"]
    if action in ("review", "approve", "ratify"):
        for other in ("submit", "review", "approve"):
            person, held = life.who(other)
            if other != action and person and (person == who or held == role):
                needed, perlu = ("person", "orang") if person == who else (f"role ({role})", f"peran ({role})")
                return Penolakan(
                    f"{action} needs another {needed} than {other}, which was done by {person}",
                    f"{action} memerlukan {perlu} lain daripada {other}, yang dilakukan {person}",
                )
    if action == "approve" and not life.who("review")[0]:
        return Penolakan(
            "nobody has reviewed this document; `ppsp document review` comes first", "dokumen belum ditelaah siapa pun"
        )
    if action in ("approve", "ratify") and life.comments:
        numbers = ", ".join(map(str, life.comments))
        return Penolakan(
            f"comments {numbers} are open; `ppsp document answer` closes each", f"komentar {numbers} belum ditanggapi"
        )
    if action == "answer" and act.get("komentar_no") not in (life.comments or {}):
        number = act.get("komentar_no")
        return Penolakan(f"there is no open comment {number}", f"tidak ada komentar terbuka {number}")
    return _of_reopening(act, who, role, people) if action == "reopen" else None


def _of_reopening(act: Act, who: str, role: str, people: Sequence[Orang]) -> Penolakan | None:
    second, openers = str(act.get("oleh_kedua") or ""), ", ".join(sorted(OPENERS))
    others = roles(people, second, act["district"], date.fromisoformat(act["tanggal_catat"]))
    if second in ("", who) or not others & OPENERS or others == {role}:
        return Penolakan(
            f"reopening needs a second person of another role (--second) of {openers}",
            f"membuka kembali memerlukan orang kedua berperan lain dari {openers}",
        )
    if not act.get("alasan"):
        return Penolakan("reopening needs a reason (--reason)", "membuka kembali memerlukan alasan")
    return None


def _after(life: Life, act: Act, people: Sequence[Orang]) -> Life:
    action = act["aksi"]
    comments = dict(life.comments or {})
    if act.get("komentar"):
        comments[int(act["seq"])] = str(act["komentar"])
    if action == "answer":
        comments.pop(int(act["komentar_no"]))
    held = roles(people, act["oleh"], act["district"], date.fromisoformat(act["tanggal_catat"]))
    persons = dict(life.persons or {}) | {action: (str(act["oleh"]), min(held))}
    if action in ("submit", "reopen"):
        persons.pop("approve", None)
        persons.pop("ratify", None)
    state = {
        "submit": "revised" if persons.get("review") else "submitted",
        "review": "qa",
        "approve": "final",
        "ratify": "ratified",
        "reopen": "revised",
    }.get(action, life.state)
    digest = act["versi"] if action == "submit" else life.digest
    return replace(
        life, digest=digest, state=state, persons=persons, comments=comments, acts=(*life.acts, int(act["seq"]))
    )


def refused(seen: Keadaan) -> Iterable[Finding]:
    """Acts on record that were not allowed: they have no effect, and are named."""
    for act, why in _replayed(seen.of_kind("dokumen"), seen.people)[1]:
        says = f"Tindakan {act['aksi']} atas {act['dokumen']} oleh {act['oleh']} tidak berlaku: {why.id}."
        yield Finding("PP-40", "error", says, "dokumen", f"dokumen/{act['seq']}")


def behind_newest(seen: Keadaan) -> Iterable[Finding]:
    """Passed documents that a newer sealed version has overtaken: the next stage stays shut."""
    for name, life in documents(seen).items():
        if life.state == "stale":
            tables = ", ".join(seen.changed.get(name, ()))
            why = f"yang berubah: tabel {tables}" if tables else "datanya sama, aturan atau program yang berubah"
            says = (
                f"Dokumen {name} yang disahkan ({life.digest[:12]}) tidak lagi sama dengan susunan terbaru "
                f"({seen.sealed[name][:12]}; {why}); buka kembali dan sahkan yang baru, atau pulihkan datanya."
            )
            yield Finding("PP-41", "error", says, "dokumen", name)


def open_comments(seen: Keadaan) -> Iterable[Finding]:
    """Comments of a review that nobody answered."""
    for name, life in documents(seen).items():
        for number, text in (life.comments or {}).items():
            yield Finding("PP-42", "warning", f"Komentar {number} atas {name} belum ditanggapi: {text}", "dokumen",
                          f"komentar/{number}")  # fmt: skip
