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


def _replayed(acts: Iterable[Act], people: Sequence[Orang]) -> tuple[dict[str, Life], list[tuple[Act, str]]]:
    """Each document after the acts that were allowed, and the others with the reason."""
    found, others = {name: Life(name) for name in DOKUMEN}, []
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


def refusal(life: Life, act: Act, people: Sequence[Orang]) -> str | None:
    """Why the act is not allowed on a document in this state, in one sentence; None when it is."""
    action, who = str(act["aksi"]), str(act["oleh"])
    held = roles(people, who, act["district"], date.fromisoformat(act["tanggal_catat"]))
    if not held:
        where = f"{act['district']} on {act['tanggal_catat']}"
        return f"{who} holds no role over {where}; load the person with `ppsp people load`"
    if action == "comment":
        return None if act.get("komentar") else "a comment needs its text"
    if held & FASILITATOR:
        return f"{who} is a facilitator: facilitators comment and upload, they never {action}"
    if not held & MAY[action]:
        return f"{action} is for {', '.join(sorted(MAY[action]))}; {who} is {', '.join(sorted(held))}"
    if len(held) > 1:
        return f"{who} holds two roles on that day ({', '.join(sorted(held))}); end one of them in the list of people"
    if life.state not in FROM[action]:
        return f"the {life.dokumen} is {life.state}; {action} follows {' or '.join(FROM[action])}"
    if action != "submit" and act["versi"] != life.digest:
        return f"{act['versi'][:12]} is not the version that was handed in ({life.digest[:12]}); act on that one"
    return _of_others(life, act, who, next(iter(held)), people)


def _of_others(life: Life, act: Act, who: str, role: str, people: Sequence[Orang]) -> str | None:
    """What an act asks of the persons of the other acts, and of the comments."""
    action = act["aksi"]
    if action in ("review", "approve", "ratify"):
        for other in ("submit", "review", "approve"):
            person, held = life.who(other)
            if other != action and person and (person == who or held == role):
                same = "person" if person == who else f"role ({role})"
                return f"{action} needs another {same} than {other}, which was done by {person}"
    if action == "approve" and not life.who("review")[0]:
        return "nobody has reviewed this document; `ppsp document review` comes first"
    if action in ("approve", "ratify") and life.comments:
        return f"comments {', '.join(map(str, life.comments))} are open; `ppsp document answer` closes each"
    if action == "answer" and act.get("komentar_no") not in (life.comments or {}):
        return f"there is no open comment {act.get('komentar_no')}"
    if action == "reopen":
        second = str(act.get("oleh_kedua") or "")
        others = roles(people, second, act["district"], date.fromisoformat(act["tanggal_catat"]))
        if second in ("", who) or not others & OPENERS or others == {role}:
            return "reopening needs a second person of another role (--second) of " + ", ".join(sorted(OPENERS))
        if not act.get("alasan"):
            return "reopening needs a reason (--reason)"
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
        says = f"Tindakan {act['aksi']} atas {act['dokumen']} oleh {act['oleh']} tidak berlaku: {why}."
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
