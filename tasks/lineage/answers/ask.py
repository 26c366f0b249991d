"""What a person may mean: a whole reference, part of one, a name, a printed number, or a cell."""

from __future__ import annotations

from schemas import refs
from schemas.errors import NotFound
from schemas.refs import Ref
from tasks.lineage.answers.find import Fit, fit_of, fits
from tasks.lineage.answers.near import beginning_with, near
from tasks.lineage.answers.trail import place_of, trail_of
from tasks.lineage.answers.why import is_there
from tasks.store.ports import Store


def ask(store: Store, text: str, fiscal_year: int | None = None, district: str | None = None) -> list[Fit]:
    """What fits `text`, in order of reference: the reference itself where it is one, else everything it may mean.

    Raises NotFound for what is spelled as a reference and fits nothing, naming near ones, and WrongUsage for a kind
    that there is not.
    """
    ref = _reference(text)
    return fits(store, text, fiscal_year, district) if ref is None else _of_reference(store, ref)


def _reference(text: str) -> Ref | None:
    """The reference that a text is, or is the beginning of; None when it is something else."""
    if "!" in text or "/" not in text:
        return None
    try:
        return refs.parse(text.rstrip("/"))
    except ValueError:
        return None


def _of_reference(store: Store, ref: Ref) -> list[Fit]:
    trail = trail_of(store, ref)
    if is_there(trail, ref):
        return [fit_of(trail, ref)]
    place_of(ref)
    if found := beginning_with(trail, ref):
        return [fit_of(trail, other) for other in found]
    others = near(trail, ref)
    hint = f"; near it: {', '.join(others)}" if others else ""
    raise NotFound(f"nothing sealed has the reference {ref}{hint}")
