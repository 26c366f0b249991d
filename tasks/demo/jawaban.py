"""Made-up household answers: a sampled survey that follows the questionnaire, with a few mistakes of enumerators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from schemas.ehra import load_questionnaire
from tasks.demo.tables import Cell, Sheet
from tasks.demo.villages import Village

SAMPLED_DESA, RT_PER_DESA, PER_RT = 12, 8, 5
_HEAD = ("Kode Desa", "No Kuesioner", "Strata", "RT", "Umur", "Tanggal")
_ITEMS = tuple(c for item in load_questionnaire().items.values() for c in item.columns)
Answers = dict[str, Cell]


def answers(desa: Sequence[Village], year: int, rng: Random) -> Sheet:
    """Table ehra_responden: 8 RT of 5 households in each of a dozen desa, drawn over the strata."""
    return list(answer_rows(_sample(desa, rng), year, rng))


def answer_rows(sampled: Sequence[Village], year: int, rng: Random) -> Iterator[list[Cell]]:
    """The heading row, then the households of each sampled desa, one after another as they are drawn."""
    yield [*_HEAD, *_ITEMS]
    for v in sampled:
        wealth = rng.uniform(0.35, 0.8) - 0.06 * v.strata
        for n in range(RT_PER_DESA * PER_RT):
            number = f"{v.kode_desa.replace('.', '')}{v.strata}{n + 1:02d}"
            head: list[Cell] = [v.kode_desa, number, v.strata, f"{n // PER_RT + 1:02d}/01", rng.randint(19, 59)]
            found = household(rng, min(1.0, max(0.0, wealth + rng.uniform(-0.3, 0.3))), v)
            yield [*head, f"{year}-04-{1 + n // 2:02d}", *(found.get(c) for c in _ITEMS)]


def _sample(desa: Sequence[Village], rng: Random) -> list[Village]:
    """At least one desa of each stratum, the rest at random."""
    first = {v.strata: v for v in rng.sample(list(desa), len(desa))}
    rest = [v for v in desa if v not in first.values()]
    drawn = [*first.values(), *rng.sample(rest, min(len(rest), max(0, SAMPLED_DESA - len(first))))]
    return sorted(drawn, key=lambda v: v.kode_desa)


def household(rng: Random, wealth: float, v: Village) -> Answers:
    """The answers of one household; `wealth` runs from 0 to 1."""
    found: Answers = {}
    for part in (_waste, _latrine, _drainage, _water, _hygiene):
        part(found, _Dice(rng, wealth), v)
    return found


class _Dice:
    """Draws that lean to the better answer as wealth grows."""

    def __init__(self, rng: Random, wealth: float) -> None:
        self._rng, self._wealth = rng, wealth

    def good(self, least: float = 0.05, most: float = 0.95) -> bool:
        return self._rng.random() < least + (most - least) * self._wealth

    def yes(self, least: float = 0.05, most: float = 0.95) -> int:
        """1 for the better answer, 2 for the other."""
        return 1 if self.good(least, most) else 2

    def of(self, *weights: int) -> int:
        """A code from 1 on by weight."""
        return self._rng.choices(range(1, len(weights) + 1), weights)[0]

    def letter(self, letters: str, weights: Sequence[int]) -> str:
        return self._rng.choices(letters, weights)[0]


def _tick(found: Answers, item: str, letters: str, ticked: str) -> None:
    found.update({f"{item}.{letter}": int(letter in ticked) for letter in letters})


def _waste(found: Answers, dice: _Dice, v: Village) -> None:
    served = dice.good(0.05, 0.8 if v.is_urban else 0.3)
    _tick(
        found,
        "C.4",
        "ABCDEFGHIJ",
        dice.letter("ABCD", (5, 1, 1, 6)) if served else dice.letter("EFGHIJ", (9, 2, 2, 4, 1, 2)),
    )
    found |= {"C.2": dice.yes(0.4), "C.16": dice.yes(0.4), "C.18": dice.of(5, 3, 2), "C.19": dice.of(4, 3, 1, 1, 2)}
    found["C.20"] = 2
    if served:
        found |= {"C.6": dice.yes(0.02, 0.4), "C.8": dice.of(4, 5, 2, 1, 1), "C.9": dice.yes(0.4, 0.9)}
        found |= {"C.10": dice.yes(0.3, 0.9), "C.13": dice.yes(0.0, 0.1)}
        found["C.14"] = dice.yes() if found["C.13"] == 1 else None


def _latrine(found: Answers, dice: _Dice, v: Village) -> None:
    share = v.latrines["kk_babs"] / v.kk
    place = 4 if not dice.good(1 - 3 * share, 1.0) else dice.of(17, 2, 1)
    found["D.1"], kind = place, 0
    if place == 4:
        _tick(found, "D.2", "ABCDEFGH", "EF")
    else:
        kind = dice.of(0, 3, 12) if dice.good(0.2, 0.95) else dice.of(0, 0, 0, 5, 2, 1, 2)
        found["D.3"] = kind
    if kind in (4, 5, 6):
        found["D.4"] = dice.yes(0.3, 0.9)
    if kind in (2, 3, 4, 5, 6):
        found |= {"D.5": dice.yes(0.3), "D.6": dice.yes(0.3), "D.7": dice.yes(0.5)}
    if kind in (2, 3):
        found |= {"D.8": dice.yes(), "D.9": dice.yes(), "D.10": dice.of(6, 2, 1, 3), "D.11": dice.of(1, 5, 5, 4)}
        found["D.12"] = dice.of(2, 1, 1, 1, 12)
        if found["D.12"] != 5:
            found |= {"D.13": dice.of(6, 2, 1), "D.14": dice.of(4, 1, 2) if dice.good(0.6, 1.0) else None}
    found["D.16"] = dice.of(4, 6)
    if found["D.16"] == 1:
        found |= {"D.17": dice.of(5, 1, 2, 2), "D.18": dice.of(1, 3, 9)}
    if kind != 7:
        found["D.19"] = dice.yes(0.1, 0.5)
        found["D.21"] = dice.of(2, 3) if found["D.19"] == 2 else None


def _drainage(found: Answers, dice: _Dice, v: Village) -> None:
    closed = dice.good(0.05, 0.6)
    for outlet in ("dapur", "kamar_mandi", "cuci", "wastafel"):
        if outlet != "wastafel" or dice.good(0.05, 0.7):
            found[f"E.1.{outlet}"] = dice.of(0, 0, 0, 2, 4, 3) if closed else dice.of(6, 2, 2)
    found["E.2"] = dice.yes(0.3)
    found["E.3.1"] = dice.of(4, 6) if v.is_flooded else dice.of(1, 9)
    found["E.4"] = dice.of(6, 3, 2, 1) if v.is_flooded else dice.of(18, 1)
    if found["E.4"] != 1:
        found["E.6"] = dice.of(3, 7)


def _water(found: Answers, dice: _Dice, v: Village) -> None:
    piped = dice.good(0.05, 0.8 if v.is_urban else 0.35)
    own = "C" if piped else dice.letter("HIJKLMNOPQ", (6, 6, 2, 4, 1, 1, 1, 1, 1 + 2 * v.is_by_river, 0))
    drinking = dice.letter("AB", (1, 4)) if dice.good(0.0, 0.7) else own
    found |= {f"F.1.1.{use}": own for use in ("masak", "cuci", "mandi", "gosok_gigi")}
    found["F.1.1.minum"] = drinking
    found |= {"F.1.2": dice.of(2, 1, 7) if dice.good(0.6, 1.0) else 2, "F.1.3": 3 - dice.yes(0.4)}
    found |= {"F.1.6": 3 - dice.yes(0.6), "F.1.7": dice.yes(0.6), "F.1.13": 3 - dice.yes(0.3, 0.9)}
    found |= {
        "F.2.1": dice.of(9, 1),
        "F.2.3": dice.of(6, 1, 3, 4),
        "F.2.4": dice.yes(0.4),
        "F.2.5": dice.of(3, 1, 2, 3),
    }
    found["F.2.2"] = dice.of(20, 2, 1, 1) if found["F.2.1"] == 1 else None


def _hygiene(found: Answers, dice: _Dice, _: Village) -> None:
    found |= {"G.1": dice.of(19, 1), "H.1": dice.of(1, 1, 2, 2, 3, 16)}
    if found["G.1"] == 1:
        times = (
            "BCDEF" if dice.good(0.02, 0.4) else dice.letter("CDDG", (1, 1, 1, 1)) + dice.letter("ABFD", (1, 2, 1, 3))
        )
        _tick(found, "G.3", "ABCDEFGH", times)
        found |= {"G.5": dice.yes(0.3), "G.6": dice.of(5, 4, 1, 1)}


def too_old(sheet: Sheet, rng: Random) -> None:
    """A respondent outside the age range."""
    rng.choice(sheet[1:])[_HEAD.index("Umur")] = 70


def doubled_number(sheet: Sheet, rng: Random) -> None:
    """One number for two households."""
    first, second = rng.sample(sheet[1:], 2)
    column = _HEAD.index("No Kuesioner")
    second[column] = first[column]


def code_out_of_list(sheet: Sheet, rng: Random) -> None:
    """An answer that the questionnaire does not have."""
    rng.choice(sheet[1:])[len(_HEAD) + _ITEMS.index("D.1")] = 9


MISTAKES: tuple[Callable[[Sheet, Random], None], ...] = (too_old, doubled_number, code_out_of_list)


def make_answer_mistakes(sheet: Sheet, rng: Random) -> list[str]:
    """Put one of each mistake into the answers; gives their names."""
    for mistake in MISTAKES:
        mistake(sheet, rng)
    return [m.__name__ for m in MISTAKES]
