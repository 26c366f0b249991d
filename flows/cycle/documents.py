"""The sealed documents of a district in other formats, made later from the same units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from flows.cycle.chain import DOCUMENTS, parent_names
from flows.cycle.renderer import FORMATS, Made, render
from flows.cycle.rendering import rendered
from reports.blocks import Document
from reports.english_edition import english_edition
from reports.finish import in_full as annexes_in_full
from reports.html import document_html
from reports.language import LANGUAGES, Language, speaking
from schemas.canonical import digest as digest_of
from schemas.errors import NotFound, WrongUsage
from schemas.facts import Facts
from tasks.documents.units import KECAMATAN, PARTS, STEPS, SUMMARY, WHOLE, facts_and_tree, short_version, tree_from
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import Manifest
from tasks.lineage.records.sealed import SealedYear
from tasks.lineage.units.memo import Memo
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Job, inputs_of
from tasks.store.ports import Store

DEFAULT = ("html",)
SUFFIX: Mapping[str, str] = {WHOLE: "", SUMMARY: "-ringkasan", KECAMATAN: "-kecamatan"}
ENDING: Mapping[Language, str] = {"id": "", "en": "-en"}


def formats_of(text: str) -> tuple[str, ...]:
    """The formats of a list such as `html,pdf`; raises WrongUsage naming those that are known."""
    chosen = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise WrongUsage(f"--formats {text!r}: formats are {', '.join(FORMATS)}")
    return chosen


def part_of(text: str) -> str:
    """The short version that is named; raises WrongUsage naming those that are known."""
    if text not in PARTS:
        raise WrongUsage(f"--part {text!r}: parts are {', '.join(p for p in PARTS if p)}")
    return text


def language_of(text: str) -> Language:
    """The language that is named; raises WrongUsage naming those that are known."""
    found = next((language for language in LANGUAGES if language == text), None)
    if found is None:
        raise WrongUsage(f"--lang {text!r}: languages are {', '.join(LANGUAGES)}")
    return found


def newest_documents(
    store: Store,
    fiscal_year: int,
    only: str,
    formats: Sequence[str],
    part: str = WHOLE,
    *,
    in_full: bool = False,
    language: Language = "id",
) -> Iterator[Made]:
    """The newest sealed documents of every district of a year, or of one, whatever was only checked since.

    `part` names a short version instead; `in_full` prints the long annexes too; in English the names end in `-en`. The
    same runs give the same bytes.
    Raises NotFound where none is sealed, and WrongUsage where the program that is
    installed lays a document out otherwise than the one that sealed it.
    """
    sealed = SealedYear(store, fiscal_year)
    made = {step: sealed.newest((step.name,)) for step in STEPS}
    districts = sorted({kode for runs in made.values() for kode in runs if only in ("", kode)})
    if not districts:
        where = f" of {only}" if only else ""
        raise NotFound(f"no sealed run of fiscal year {fiscal_year} has documents{where}; `ppsp run {fiscal_year}`")
    asked = (
        (kode, DOCUMENTS[step.name] + SUFFIX[part] + ENDING[language], kind, _printed(tree[0], in_full), tree[1])
        for kode in districts
        for step, runs in made.items()
        if kode in runs and (tree := _sealed_tree(store, runs[kode], kode, step, part, language))
        for kind in formats
    )
    yield from rendered(asked)


def every_version(
    store: Store, manifest: Manifest, kode: str, step: str, kind: str
) -> Iterator[tuple[str, bool, bytes]]:
    """(suffix of the name, whether with every annex, bytes) of all that a sealed document gives in a format.

    Raises as `newest_documents` does.
    """
    (wanted,) = (s for s in STEPS if s.name == step)
    sealed = _sealed(store, manifest, kode, wanted)
    if sealed is None:
        return
    for language, part in product(LANGUAGES, PARTS):
        tree = _version(wanted, sealed, part, language)
        if tree is None:
            continue
        stem, printed = SUFFIX[part] + ENDING[language], tree if kind == "html" else _printed(tree, True)
        for in_full, made in ((False, tree), (True, printed)) if printed != tree else ((False, tree),):
            yield stem, in_full, render((kode, stem, kind, made, sealed[2]))[-1]


def _sealed_tree(
    store: Store, manifest: Manifest, kode: str, step: Step, part: str, language: Language
) -> tuple[Document, str] | None:
    """The block tree of a sealed document and the digest of its page; None where the run or the part has none."""
    sealed = _sealed(store, manifest, kode, step)
    if sealed is None or (wanted := _version(step, sealed, part, language)) is None:
        return None
    return wanted, sealed[2]


def _sealed(store: Store, manifest: Manifest, kode: str, step: Step) -> tuple[Facts, Document, str] | None:
    """Facts, block tree and digest of the page of a sealed document; None where the run has none."""
    history, year = History(store, manifest), manifest["fiscal_year"]
    unit = history.unit(year, kode, step.name)
    if unit is None:
        return None
    pin = manifest.get("pins_mps", {}).get(kode) if any(n.endswith("@pin") for n in parent_names(step)) else None
    meta = {"tahun_mps": pin["fiscal_year"]} if pin else {}
    return _checked(
        store, step, Job(year, kode, parents=history.parents(parent_names(step), kode), meta=meta), unit.memo
    )


def _version(step: Step, sealed: tuple[Facts, Document, str], part: str, language: Language) -> Document | None:
    """A sealed document, or a short version of it, in a language; None where it has no such part."""
    found, whole, name = sealed
    if language == "id":
        return short_version(part, found, whole)
    with speaking(language):
        wanted = short_version(part, found, tree_from(step.name, found))
        return english_edition(wanted, name) if wanted else None


def tree_of(store: Store, step: Step, job: Job, memo: Memo) -> tuple[Document, str]:
    """The block tree of a document unit and the digest of its page; raises WrongUsage as `newest_documents` does."""
    _, document, name = _checked(store, step, job, memo)
    return document, name


def _checked(store: Store, step: Step, job: Job, memo: Memo) -> tuple[Facts, Document, str]:
    inputs = inputs_of(store, step, job)
    found, document = facts_and_tree(step.name, inputs.replaced({}, {"unit_key": memo.unit_key}))
    name = memo.blobs["dokumen.html"]
    if digest_of(document_html(document)) != name:
        raise WrongUsage(
            f"the {DOCUMENTS[step.name]} of {job.district}, {job.fiscal_year}, was sealed by another version of this "
            "program, which laid it out otherwise; install that version, or run it again first: "
            f"`ppsp run {job.fiscal_year} --district {job.district}`"
        )
    return found, document, name


def _printed(document: Document, in_full: bool) -> Document:
    return replace(document, blocks=annexes_in_full(document.blocks)) if in_full else document
