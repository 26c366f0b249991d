"""Columns of the household survey: the items of buku-putih.md section 2.3 in the numbering of 2021 and later.

Besides the items that the risk rules read, the answers that open or shut a path of the questionnaire are columns
(C.10, C.16, C.20, D.16, D.19, D.21, E.6, F.1.7). Names, addresses and telephones have no column on purpose.
"""

from __future__ import annotations

from schemas.contract import Field
from schemas.fields.kinds import choice, count, date, flag, ident, several

NO_RESPONDEN = ident("no_responden", "Entry code of 13 digits: province, district, kecamatan, desa, stratum, number.")
UMUR = count("umur", "Age of the respondent (B.1).", "tahun")
TANGGAL_SURVEI = date("tanggal", "Day of the interview.")

# item, number of codes (1..n), what is asked
SINGLE: tuple[tuple[str, int, str], ...] = (
    ("C.2", 2, "Yard free of waste, observed."),
    ("C.6", 2, "Waste is sorted."),
    ("C.8", 5, "How often waste is collected."),
    ("C.9", 2, "Collection is on time."),
    ("C.10", 2, "Collection is paid for."),
    ("C.13", 2, "Composting, observed."),
    ("C.14", 2, "Compost ready for use, observed."),
    ("C.16", 2, "Objects in the yard that hold water."),
    ("C.18", 3, "Water in the drain flows, observed."),
    ("C.19", 5, "Drain free of waste, observed."),
    ("C.20", 2, "Somebody is nursed at home."),
    ("D.1", 4, "Where the family defecates."),
    ("D.3", 7, "Kind of latrine."),
    ("D.4", 2, "Soakaway at least 10 m from the water source, observed."),
    ("D.5", 2, "Floor and walls of the latrine clean, observed."),
    ("D.6", 2, "Latrine free of insects, observed."),
    ("D.7", 2, "Water to flush, observed."),
    ("D.8", 2, "Septic tank has a vent."),
    ("D.9", 2, "Septic tank has an opening for emptying."),
    ("D.10", 4, "Where the tank discharges."),
    ("D.11", 4, "Age of the tank."),
    ("D.12", 5, "When the tank was last emptied."),
    ("D.13", 3, "Who emptied it."),
    ("D.14", 3, "Where the sludge went."),
    ("D.16", 2, "Children of 0 to 5 years in the house."),
    ("D.17", 4, "What happens to the excreta of small children."),
    ("D.18", 3, "Small children defecate in the open."),
    ("D.19", 2, "Willing to subscribe to scheduled emptying."),
    ("D.21", 2, "Why not willing."),
    ("E.2", 2, "Wastewater drain flows."),
    ("E.3.1", 2, "Stagnant water in front of the house, observed."),
    ("E.4", 4, "How often the house is flooded."),
    ("E.6", 2, "Water enters the house."),
    ("F.1.2", 3, "Container in which water is kept, observed."),
    ("F.1.3", 2, "How water is taken, observed."),
    ("F.1.6", 2, "Short of water for a month or more in the last year."),
    ("F.1.7", 2, "Where the main source is."),
    ("F.1.13", 2, "Distance from the source to a place that holds excreta."),
    ("F.2.1", 2, "Water is treated before drinking."),
    ("F.2.2", 4, "How it is treated."),
    ("F.2.3", 4, "How it is kept."),
    ("F.2.4", 2, "How often the container is cleaned."),
    ("F.2.5", 4, "How drinking water is taken."),
    ("G.1", 2, "Soap was used for washing hands today or yesterday."),
    ("G.5", 2, "Soap at the place, observed."),
    ("G.6", 4, "Water at the latrine, observed."),
    ("H.1", 6, "Last diarrhoea in the family; impact, never an input of risk."),
)
# item, letters, what is asked
MULTI: tuple[tuple[str, str, str], ...] = (
    ("C.4", "ABCDEFGHIJ", "How household waste is handled"),
    ("D.2", "ABCDEFGH", "Who still defecates in the open nearby"),
    ("G.3", "ABCDEFGH", "When hands are washed with soap"),
)
OUTLETS = ("dapur", "kamar_mandi", "cuci", "wastafel")
USES = ("minum", "masak", "cuci", "mandi", "gosok_gigi")
WATER_SOURCES = tuple("ABCDEFGHIJKLMNOPQ")


def _order(field: Field) -> tuple[object, ...]:
    """Questionnaire order: section letter, then the numbers of the item."""
    parts = field.name.split(".")
    numbers = tuple(int(p) for p in parts[1:] if p.isdigit())
    return (parts[0], numbers)


def _items() -> tuple[Field, ...]:
    single = [choice(item, asked, *range(1, n + 1)) for item, n, asked in SINGLE]
    multi = [flag(f"{item}.{x}", f"{asked}: answer {x} is ticked.") for item, letters, asked in MULTI for x in letters]
    outlets = [choice(f"E.1.{o}", f"Where used water goes, outlet {o}.", *range(1, 9)) for o in OUTLETS]
    uses = [several(f"F.1.1.{u}", f"Source of water for {u}, one letter or more.", WATER_SOURCES) for u in USES]
    return tuple(sorted([*single, *multi, *outlets, *uses], key=_order))


ITEMS: tuple[Field, ...] = _items()
