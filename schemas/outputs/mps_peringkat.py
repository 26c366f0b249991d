"""How firm the ranks of the MPS are (docs/decisions/0010)."""

from schemas.contract import Field, Table
from schemas.outputs.ssk import KEGIATAN_ID, KOMPONEN


def _among(which: str, words: str) -> tuple[Field, ...]:
    return (
        Field(f"posisi_{which}", "count", f"1 + activities with a higher total {words}, at the weights in use."),
        Field(f"posisi_akhir_{which}", "count", f"Last position of the activities that share its total {words}."),
        Field(f"rank_bawah_{which}", "count", f"Best position {words} in the central share of the draws."),
        Field(f"rank_atas_{which}", "count", f"Worst position {words} in the central share of the draws."),
        Field(f"bertahan_{which}_pct", "exact", f"Draws that keep it from posisi to posisi_akhir {words}.", unit="%"),
        Field(f"is_pasti_{which}", "flag", f"Firm: both ends {words} lie from posisi to posisi_akhir; else contested."),
    )


RENTANG_PERINGKAT = Table(
    "rentang_peringkat",
    "one row per activity; figures are empty for an activity without a total",
    ("kegiatan_id",),
    (
        KEGIATAN_ID,
        KOMPONEN,
        Field("n_ulang", "count", "Draws of weights and classes."),
        *_among("komponen", "inside the komponen"),
        *_among("semua", "over all activities"),
        Field(
            "tukar_dengan", "id", "Activity of the next lower rank that the smallest change of a weight equals to it."
        ),
        Field("tukar_kriteria", "text", "The criterion whose weight changes; the others keep their proportions."),
        Field(
            "tukar_poin", "exact", "The change, below 0 for a lower weight; empty when none swaps them.", unit="points"
        ),
        Field("n_kelas_goyah", "count", "Linked areas whose class was drawn again."),
        Field("n_kelas_tanpa_pernyataan", "count", "Linked areas with a class of which nobody knows how sure it is."),
        Field("catatan", "text", "Indonesian: what was held fixed."),
    ),
    need="computed",
)
TABLES = (RENTANG_PERINGKAT,)
