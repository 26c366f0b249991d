"""The steps that turn tables into documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reports.blocks import Document
from reports.documents import buku_putih as lay_out_buku_putih
from reports.documents import monev as lay_out_monev
from reports.documents import mps as lay_out_mps
from reports.documents import ssk as lay_out_ssk
from reports.summary import kecamatan_pages, summary
from schemas.facts import Facts
from tasks.documents.buku_putih import dokumen as buku_putih
from tasks.documents.common import outputs
from tasks.documents.monev import dokumen as monev
from tasks.documents.mps import dokumen as mps
from tasks.documents.ssk import dokumen as ssk
from tasks.documents.sums import Sums
from tasks.lineage.units.step import Compute, Inputs, Outputs, Step, each

CODE = ("tasks.documents", "reports")
FRAME = ("document.*", "area.labels", "edition.*")


def _document(facts: Callable[[Inputs], tuple[Facts, Sums]], lay_out: Callable[[Facts], Document]) -> Compute:
    def compute(inputs: Inputs) -> Outputs:
        found, sums = facts(inputs)
        return outputs(lay_out(found), sums)

    return each(compute)


STEP_BUKU_PUTIH = Step(
    name="dokumen_buku_putih",
    compute=_document(buku_putih.facts, lay_out_buku_putih),
    needs=buku_putih.NEEDS,
    rules=(*FRAME, "area.*", "score.*", "irs.*", "ehra.*", "check.projection_method", "fund.growth_mean"),
    code=CODE,
    findings_of=("validation",),
)
STEP_SSK = Step(
    name="dokumen_ssk",
    compute=_document(ssk.facts, lay_out_ssk),
    needs=ssk.NEEDS,
    rules=(*FRAME, "ssk.*", "fund.*"),
    code=CODE,
    findings_of=("ssk",),
)
STEP_MPS = Step(
    name="dokumen_mps",
    compute=_document(mps.facts, lay_out_mps),
    needs=mps.NEEDS,
    rules=(*FRAME, "mps.*", "check.projection_method"),
    code=CODE,
    findings_of=("validation", "mps"),
)
STEP_MONEV = Step(
    name="dokumen_monev",
    compute=_document(monev.facts, lay_out_monev),
    needs=monev.NEEDS,
    rules=(*FRAME, "monev.*"),
    code=CODE,
    findings_of=("validation", "realisasi"),
)
STEPS = (STEP_BUKU_PUTIH, STEP_SSK, STEP_MPS, STEP_MONEV)
Made = Callable[[Facts], Document]
_FACTS: Mapping[str, tuple[Callable[[Inputs], tuple[Facts, Sums]], Made]] = {
    STEP_BUKU_PUTIH.name: (buku_putih.facts, lay_out_buku_putih),
    STEP_SSK.name: (ssk.facts, lay_out_ssk),
    STEP_MPS.name: (mps.facts, lay_out_mps),
    STEP_MONEV.name: (monev.facts, lay_out_monev),
}
WHOLE, SUMMARY, KECAMATAN = "", "ringkasan", "kecamatan"
PARTS = (WHOLE, SUMMARY, KECAMATAN)


def facts_and_tree(step: str, inputs: Inputs) -> tuple[Facts, Document]:
    """What a document is made from and its block tree, from the inputs of its unit."""
    read, lay_out = _FACTS[step]
    found, _ = read(inputs)
    return found, lay_out(found)


def tree_from(step: str, found: Facts) -> Document:
    """The block tree of a document once more, in the language that is spoken."""
    return _FACTS[step][1](found)


def short_version(part: str, found: Facts, whole: Document) -> Document | None:
    """A part of a document, or the whole; None where the document has no such part."""
    if part == SUMMARY:
        return summary(found, whole)
    if part == KECAMATAN:
        return kecamatan_pages(found, whole) if found.document == "buku_putih" else None
    return whole
