"""The pure functions of Buku Putih, SSK and MPS from parsed tables to their rows, against a plain pandas script.

*Against what.* `benchmarks/pandas_plain.py`: the same rows as one would write them in vectorised pandas, with floats,
no findings and no lineage. It covers what these districts need (village modes, undecided zones, the lines of a desa of
class 3 or 4, scores, totals, ranks, years without a ceiling, recaps) and raises an error where another district would
need more. The districts are the 11 of Jambi (1,500 desa); where `../shared` is absent, made-up ones of the same shape.

*Honesty.* Before anything is timed, every column of every row of both is compared, but for Indonesian sentences; a
column that the script leaves out must be unknown in all our rows. A difference ends the benchmark
(`tests/integration/test_plain_script_agrees.py` is the same comparison).

*What is left out.* Imports, the store, parsing, making the frames; two rounds to warm up. The steps read the SSK of the
year before as it is stored; the script keeps it in memory. Times are of the processor, because the machine may be busy.

*Two ways to run the script*, because pandas pays per call: district by district as our steps do, and once with all
districts in one frame, several times quicker. The limit is held against the second, the stricter.

*Like with like.* The steps also make ranges of ranks, frameworks, details, readiness, commitments, the outlier check
and the checks of their own results, none of which the script attempts. The ratio held to the limit leaves those out and
keeps the lineage of the rest; the ratio of everything the steps do stands beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.agree import Made, apart, compared, differences, frames_of, steps_of_desa, together
from benchmarks.jambi import FIRST, Source, given, prepare
from benchmarks.pandas_plain import plain
from benchmarks.side_by_side import Times, in_turns, milliseconds, ratio
from schemas.errors import PpspError
from tasks.buku_putih.units import STEP as BUKU_PUTIH
from tasks.lineage.units.edges import Edges
from tasks.lineage.units.step import Inputs
from tasks.mps.jejak.program import Jejak as MpsEdges
from tasks.mps.prioritas.rentang import Ketidakpastian
from tasks.mps.units import STEP as MPS
from tasks.ssk.jejak.program import Jejak as SskEdges
from tasks.ssk.kerangka.kkl import LEVELS, Kerangka
from tasks.ssk.units import STEP as SSK

LIMIT = 2.0
ROUNDS = 9
OURS, SHARED, BARE, ONE_FRAME, EACH = (
    "our steps, all they do",
    "our steps, what the script does too",
    "the same without lineage",
    "plain pandas, all districts in one frame",
    "plain pandas, district by district",
)
BEYOND_THE_SCRIPT: Mapping[str, Callable[[], object]] = {
    "tasks.buku_putih.kestabilan.shifting": dict,
    "tasks.mps.prioritas.urutan.uncertainty_of": lambda: Ketidakpastian({}),
    "tasks.ssk.units._framework": lambda: Kerangka({level: [] for level in LEVELS}, {}),
    **dict.fromkeys(
        (
            *(f"tasks.ssk.units.{n}" for n in ("zone_summaries", "map_rows", "yearly_rows", "price_rows", "check")),
            *(f"tasks.ssk.units.{n}" for n in ("detail_edges", "frame_edges")),
            "tasks.mps.prioritas.urutan.rank_rows",
            *(f"tasks.mps.units.{n}" for n in ("_add_readiness", "add_commitments", "examined", "check")),
        ),
        list,
    ),
}
STEPS = {step.name: step for step in (BUKU_PUTIH, SSK, MPS)}


class NotTheSame(PpspError):
    """The steps and the plain script disagree, so that their times cannot be compared."""


def compute(inputs: Mapping[str, list[Inputs]]) -> Made:
    """The outputs of the three steps, district by district."""
    made = {name: list(step.compute(inputs[name])) for name, step in STEPS.items()}
    return [dict(zip(made, of_one, strict=True)) for of_one in zip(*made.values(), strict=True)]


def compute_shared(inputs: Mapping[str, list[Inputs]]) -> Made:
    """Without what the plain script does not attempt: ranges of ranks, frameworks, details, readiness, checks.

    Lineage of the rest is kept: that is what is paid for beside the script.
    """
    with ExitStack() as stack:
        for name, answer in BEYOND_THE_SCRIPT.items():
            stack.enter_context(patch(name, _instead(answer)))
        for method in ("ranks", "readiness", "schedule"):
            stack.enter_context(patch.object(MpsEdges, method, lambda *_, **__: None))
        return compute(inputs)


def _instead(answer: Callable[[], object]) -> Callable[..., object]:
    return lambda *_, **__: answer()


def compute_bare(inputs: Mapping[str, list[Inputs]]) -> Made:
    """The shared part with everything that writes edges left out."""
    writers = [(SskEdges, ("zones", "services", "activities", "capability")), (MpsEdges, ("priorities", "lines"))]
    with ExitStack() as stack:
        stack.enter_context(patch("tasks.buku_putih.units.trace", lambda *_: Edges()))
        for owner, names in writers:
            for name in names:
                stack.enter_context(patch.object(owner, name, lambda *_: None))
        return compute_shared(inputs)


def measure(source: Source, rounds: int = ROUNDS) -> bool:
    """Print the times and ratios; whether our steps stay within the limit. Raises NotTheSame."""
    inputs = given(source)
    frames, steps = frames_of(inputs), steps_of_desa(FIRST)
    whole, districts = together(frames), [i.kode_kab for i in inputs[SSK.name]]
    ours = compute(inputs)
    for theirs in ([plain(f, steps, FIRST) for f in frames], apart(plain(whole, steps, FIRST), districts)):
        if found := differences(ours, theirs):
            raise NotTheSame("\n".join(["the plain script gives other rows, the first ones:", *found[:10]]))
    print(f"From parsed tables to rows: {len(frames)} {source.label}, {compared(ours)} rows, equal in both\n")
    times = in_turns(
        {
            OURS: lambda: compute(inputs),
            SHARED: lambda: compute_shared(inputs),
            BARE: lambda: compute_bare(inputs),
            ONE_FRAME: lambda: plain(whole, steps, FIRST),
            EACH: lambda: [plain(f, steps, FIRST) for f in frames],
        },
        rounds,
    )
    return _report(times)


def _report(times: Times) -> bool:
    for name, ms in milliseconds(times):
        print(f"  {name:<42} {ms:8.0f} ms")
    strict = ratio(times, SHARED, ONE_FRAME)
    ratios = (
        ("all of ours / plain, district by district", ratio(times, OURS, EACH)),
        ("all of ours / plain in one frame", ratio(times, OURS, ONE_FRAME)),
        ("shared without lineage / plain in one frame", ratio(times, BARE, ONE_FRAME)),
        ("shared / plain in one frame", strict),
    )
    print()
    for name, value in ratios:
        print(f"  {name:<42} {value:8.2f}")
    print(f"  The last one may be at most {LIMIT}: {'kept' if strict <= LIMIT else 'EXCEEDED'}")
    return strict <= LIMIT


if __name__ == "__main__":
    with TemporaryDirectory() as out:
        sys.exit(0 if measure(prepare(Path(out))) else 1)
