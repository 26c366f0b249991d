"""What would give a desa another system: one fact changed at a time, decided again by the same rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.zona.putusan import BELUM, Putusan, density, is_wet
from tasks.ssk.zona.zonasi import decide

Change = dict[str, Any]
_A_LITTLE = Fraction(1, 1_000_000)
_HIGH, _LOW = 3, 2


def changes(d: Desa, komponen: str, aturan: Aturan) -> list[Change]:
    """Per fact the nearest value with another outcome: {fakta, menjadi, sistem, fase}; [] where nothing is decided.

    Of the density also `luas_terbangun_ha` and `penduduk_jiwa` at which it stands on the cut, the other one unchanged.
    """
    now = decide(d, komponen, aturan)
    if now.sistem == BELUM:
        return []
    found = [*_denser(d, komponen, aturan, now), *_thinner(d, komponen, aturan, now)] if komponen != "DR" else []
    for fakta, menjadi, other in _flips(d, komponen, aturan):
        outcome = decide(other, komponen, aturan)
        if outcome.sistem not in (now.sistem, BELUM) or (outcome.sistem == now.sistem and outcome.fase != now.fase):
            found.append({"fakta": fakta, "menjadi": menjadi, "sistem": outcome.sistem, "fase": outcome.fase})
    return found


def _denser(d: Desa, komponen: str, aturan: Aturan, now: Putusan) -> Iterator[Change]:
    dense = density(d.penduduk, d.terbangun_ha)
    cuts = sorted(c for c in _cuts(komponen, aturan) if dense is not None and c > dense)
    yield from _first_cut(d, komponen, aturan, now, cuts, lambda c: Fraction(c), "{} jiwa/ha atau lebih")


def _thinner(d: Desa, komponen: str, aturan: Aturan, now: Putusan) -> Iterator[Change]:
    dense = density(d.penduduk, d.terbangun_ha)
    cuts = sorted((c for c in _cuts(komponen, aturan) if dense is not None and c <= dense), reverse=True)
    yield from _first_cut(d, komponen, aturan, now, cuts, lambda c: c - _A_LITTLE, "di bawah {} jiwa/ha")


def _first_cut(
    d: Desa, komponen: str, aturan: Aturan, now: Putusan, cuts: list[int], at: Callable[[int], Fraction], said: str
) -> Iterator[Change]:
    for cut in cuts:
        outcome = decide(d, komponen, aturan, at(cut))
        if outcome != now:
            yield {
                "fakta": "kepadatan",
                "menjadi": said.format(cut),
                "sistem": outcome.sistem,
                "fase": outcome.fase,
                "luas_terbangun_ha": Fraction(d.penduduk or 0) / cut,
                "penduduk_jiwa": Fraction(d.terbangun_ha or 0) * cut,
            }
            return


def _cuts(komponen: str, aturan: Aturan) -> tuple[int, ...]:
    return aturan.density_cuts if komponen == "AL" else aturan.ps_density


def _flips(d: Desa, komponen: str, aturan: Aturan) -> Iterator[tuple[str, str, Desa]]:
    def flag(name: str) -> Desa:
        return _other(d, **{name: 0 if getattr(d, name) == 1 else 1})

    if komponen != "PS":
        kelas = d.kelas(komponen)
        raised = kelas is None or kelas < _HIGH
        moved = _other(d, **{f"kelas_{komponen.lower()}": _HIGH if raised else _LOW})
        yield "kelas risiko", "3 atau 4" if raised else "1 atau 2", moved
    yield "CBD", _yes(d.cbd != 1), flag("cbd")
    if komponen == "AL":
        wet = is_wet(d.air_tanah_m, d.banjir, d.rob, aturan.gw_depth)
        dry = _other(d, banjir=0, rob=0, air_tanah_m=None)
        yield "rencana CBD", _yes(d.cbd_rencana != 1), flag("cbd_rencana")
        yield "air tanah dangkal, banjir, atau rob", _yes(not wet), dry if wet else _other(d, banjir=1)
        yield "berbukit", _yes(d.berbukit != 1), flag("berbukit")
        return
    yield "perkotaan menurut statistik", _yes(d.urban != 1), flag("urban")
    if komponen == "DR":
        is_dry = not d.genangan_ha
        yield "genangan", "ada" if is_dry else "tidak ada", _other(d, genangan_ha=Decimal(int(is_dry)))
        yield "rob", _yes(d.rob != 1), flag("rob")


def _other(d: Desa, **facts: Any) -> Desa:
    return d._replace(**facts)


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"
