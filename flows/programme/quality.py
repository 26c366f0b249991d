"""The rubric of a document in the store: reviewers' scores, and the form as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.programme.acts import record
from flows.programme.recorded import needs_role
from reports.form_qa import FormRow, FormulirQa, form_html
from schemas.errors import WrongUsage
from tasks.lineage.records.acts import Act
from tasks.programme.bukti import evidence
from tasks.programme.dokumen import documents
from tasks.programme.keadaan import DOKUMEN, Keadaan
from tasks.programme.mutu import ITEMS, KELOMPOK, Formulir, form, may_score
from tasks.store.ports import Store


def form_of(seen: Keadaan, name: str) -> Formulir:
    """The rubric of a document; raises WrongUsage for a name that is none."""
    if name not in DOKUMEN:
        raise WrongUsage(f"there is no document {name!r}; documents are {', '.join(DOKUMEN)}")
    return form(seen, name)


def score(store: Store, seen: Keadaan, name: str, given: Mapping[str, int], said: Mapping[str, Any]) -> list[Act]:
    """Record a reviewer's scores of items of the version handed in; all or none. Raises WrongUsage in a sentence.

    `said` has oleh, tanggal_catat, bukti (number of a piece of evidence, "" for none) and kalimat.
    """
    found = form_of(seen, name)
    lo, hi = seen.rules["qa.item_scale"]
    needs_role(seen, said["oleh"], said["tanggal_catat"])
    life = documents(seen)[name]
    if not life.digest:
        raise WrongUsage(f"nothing was handed in of the {name} of {seen.district}; `ppsp document submit` comes first")
    if not may_score(seen, said["oleh"], said["tanggal_catat"]):
        raise WrongUsage(f"{said['oleh']} holds no role that reviews; scores are for pokja_provinsi, satker and piu")
    if life.who("submit")[0] == said["oleh"]:
        raise WrongUsage(f"{said['oleh']} handed the {name} in; another person scores it")
    for item, points in given.items():
        if item not in ITEMS or not lo <= points <= hi:
            raise WrongUsage(f"--score {item}={points}: items are {', '.join(ITEMS)}, scores {lo} to {hi}")
    if said["bukti"] and not any(str(b.act["seq"]) == said["bukti"] for b in evidence(seen)):
        raise WrongUsage(f"there is no evidence {said['bukti']}; `ppsp evidence list` names them")
    return [
        record(
            store,
            seen.fiscal_year,
            seen.district,
            {"kind": "nilai_mutu", "dokumen": name, "versi": found.versi, "butir": item, "skor": points, **said},
        )
        for item, points in given.items()
    ]


def form_page(seen: Keadaan, found: Formulir) -> bytes:
    """The form of a document as a page to print; the same acts give the same bytes."""
    names = {p.orang_id: p.nama or p.orang_id for p in seen.people}
    rows = [
        FormRow(
            n.butir.id,
            KELOMPOK[n.butir.kelompok],
            n.butir.sebutan,
            n.mesin,
            n.fakta,
            n.penelaah,
            n.bukti,
            n.kalimat,
            names.get(n.oleh, n.oleh),
        )
        for n in found.nilai
    ]
    view = FormulirQa(
        seen.nama or seen.district,
        seen.fiscal_year,
        found.dokumen,
        found.versi[:12],
        rows,
        found.mesin,
        found.mesin_dari,
        found.penelaah,
        found.penelaah_dari,
        found.selisih,
        found.stop,
        found.grade,
        found.is_human,
        seen.rules["qa.weights"],
        tuple(seen.rules["qa.item_scale"]),
        str(seen.rules["document.mark"]),
    )
    return form_html(view)
