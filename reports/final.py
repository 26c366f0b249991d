"""A document that people decided on: the sealed draft without its draft mark, with who decided, and what was waived.

Only marks and two sheets change; every number of the sealed draft stays where it is. Same draft, same acts: same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.documents import DRAFT

_ACTION = {
    "submit": "Diserahkan oleh",
    "review": "Ditelaah oleh",
    "approve": "Disetujui oleh",
    "ratify": "Disahkan oleh",
}
_ROLE = {
    "ketua_pokja": "Ketua Pokja",
    "opd": "OPD",
    "pokja_provinsi": "Pokja Provinsi",
    "satker": "Satker",
    "piu": "PIU",
    "bupati_walikota": "Bupati/Walikota",
}
_HEADER, _FOOTER = "</header>\n", '<footer class="kaki"'


@dataclass(frozen=True, slots=True)
class Decision:
    """One act: what was done, by whom in which role, on which day."""

    action: str
    person: str
    role: str
    day: str


@dataclass(frozen=True, slots=True)
class Waived:
    """One exception: the rule, what it was about, why, who asked and who countersigned, until when."""

    rule: str
    says: str
    reason: str
    by: str
    countersigned: str
    until: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """One value that sources told apart: which one, (source, value) pairs, what was agreed, why, and the minutes."""

    what: str
    sources: tuple[tuple[str, str], ...]
    value: str
    reason: str
    minutes: str


def final_html(
    draft: bytes,
    digest: str,
    decisions: Sequence[Decision],
    waivers: Sequence[Waived],
    agreed: Sequence[Agreed] = (),
) -> bytes:
    """The final page. ValueError when the bytes are no document of ours that carries the draft mark."""
    text = draft.decode()
    for pattern, kept in (
        (rf"<span>{DRAFT}</span>", ""),
        (rf'(aria-hidden="true">){DRAFT}(?: · )?', r"\1"),
        (rf'(content: "){DRAFT}(?: \\b7  )?', r"\1"),
    ):
        text, n = re.subn(pattern, kept, text, count=1)
        if n != 1:
            raise ValueError(f"no draft mark where {pattern} is expected")
    before, header, rest = text.partition(_HEADER)
    body, footer, after = rest.rpartition(_FOOTER)
    if not header or not footer:
        raise ValueError("no header or footer where the sheets belong")
    # Joined, not added: adding a piece of markup to plain text would escape the page around it.
    annexes = _annex(waivers) + _agreed(agreed)
    return "".join((before, header, _sheet(digest, decisions), body, annexes, footer, after)).encode()


def _sheet(digest: str, decisions: Sequence[Decision]) -> str:
    rows = Markup("").join(_row(4).format(_ACTION[d.action], d.person, _ROLE[d.role], d.day) for d in decisions)
    return Markup(
        '<section class="lembar" id="pengesahan"><h2>Lembar pengesahan</h2>'
        "<table><caption>Tindakan atas naskah {}</caption>"
        '<thead><tr><th scope="col" class="t">Tindakan</th><th scope="col" class="t">Nama</th>'
        '<th scope="col" class="t">Jabatan</th><th scope="col" class="t">Tanggal</th></tr></thead>'
        "<tbody>{}</tbody></table></section>\n"
    ).format(digest[:12], rows)


def _annex(waivers: Sequence[Waived]) -> str:
    heads = ("Aturan", "Temuan", "Alasan", "Diajukan oleh", "Disetujui oleh", "Berlaku sampai")
    rows = [(w.rule, w.says, w.reason, w.by, w.countersigned or "–", w.until) for w in waivers]
    return _table("pengecualian", "Lampiran: pengecualian", "Temuan yang dikecualikan", heads, rows)


def _agreed(agreed: Sequence[Agreed]) -> str:
    heads = ("Nilai", "Sumber dan nilainya", "Disepakati", "Alasan", "Berita acara")
    rows = [(a.what, "; ".join(f"{s}: {v}" for s, v in a.sources), a.value, a.reason, a.minutes) for a in agreed]
    return _table("kesepakatan", "Lampiran: kesepakatan data", "Nilai yang berbeda antarsumber", heads, rows)


def _table(anchor: str, title: str, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    return Markup(
        '<section class="lembar" id="{}"><h2>{}</h2>'
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></section>\n"
    ).format(
        anchor,
        title,
        caption,
        Markup("").join(Markup('<th scope="col" class="t">{}</th>').format(h) for h in heads),
        Markup("").join(_row(len(heads)).format(*cells) for cells in rows),
    )


def _row(cells: int) -> Markup:
    return Markup('<tr><th scope="row" class="t">{}</th>' + '<td class="t">{}</td>' * (cells - 1) + "</tr>")
