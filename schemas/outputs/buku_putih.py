"""What the step buku_putih computes."""

from schemas.contract import Field, Table

KODE_DESA = Field("kode_desa", "code", "Kemendagri code of the desa.")
KOMPONEN = Field(
    "komponen", "choice", "Subsector; UMUM is the overall result of 2010-2015.", choices=("AL", "PS", "DR", "UMUM")
)
_RAHASIA = Field("is_rahasia", "flag", "Not published: it would tell of fewer households than privacy.min_cell.")


def _skor(name: str, meaning: str) -> Field:
    return Field(name, "choice", meaning, choices=(1, 2, 3, 4))


AREA = Table(
    "area",
    "one row per desa and komponen",
    ("kode_desa", "komponen"),
    (
        KODE_DESA,
        KOMPONEN,
        _skor("skor_sekunder", "Score from secondary data."),
        _skor("skor_persepsi", "Score from the perception of the OPD."),
        Field("rerata_persepsi", "exact", "Mean over the OPD, 1..4; the score is its half-up."),
        _skor("skor_ehra", "Score from the EHRA survey."),
        _skor("skor_hitung", "Computed score, never edited."),
        _skor("skor_disepakati", "Score agreed by the Pokja."),
        _skor("skor_kunjungan", "Score after the field visit."),
        _skor("skor_akhir", "Score after visit, else agreed, else computed: the class of the desa."),
        Field("dampak", "exact", "IMPACT, 1..4 (from fiscal year 2016)."),
        Field("paparan", "exact", "EXPOSURE, 1..4 (from fiscal year 2016)."),
        Field("perkalian", "exact", "IMPACT x EXPOSURE, 1..16 (from fiscal year 2016)."),
        Field("sumber_ada", "list", "Sources that were present: sekunder, persepsi, ehra."),
        Field("sumber_tidak_ada", "list", "Sources that were missing."),
        Field("is_sementara", "flag", "The computed score is provisional: without EHRA, or from a village mode."),
        Field("catatan", "text", "Indonesian note printed beside the class, e.g. 'sementara, dari modus desa'."),
        Field("belum_beralasan", "text", "Indonesian: the change of a class without reason or minutes; else empty."),
    ),
    need="computed",
)
INDIKATOR = Table(
    "indikator",
    "one row per desa and secondary indicator",
    ("kode_desa", "indikator"),
    (
        KODE_DESA,
        Field("indikator", "text", "Name of the indicator, e.g. kepadatan, miskin, jamban."),
        Field("nilai", "exact", "Exact value: percent, jiwa/ha, jiwa, or the code 1 urban, 2 rural."),
        Field("skor", "choice", "Score 1..4 inside the district.", choices=(1, 2, 3, 4)),
    ),
    need="computed",
)
RINGKASAN_AREA = Table(
    "ringkasan_area",
    "one row per komponen",
    ("komponen",),
    (
        KOMPONEN,
        *(Field(f"kelas_{k}", "count", f"Desa of class {k}.", unit="desa") for k in (1, 2, 3, 4)),
        Field("tanpa_kelas", "count", "Desa without a class.", unit="desa"),
        Field("prioritas", "count", "Desa of a priority class, 3 or 4.", unit="desa"),
        *(Field(f"hitung_{k}", "count", f"Desa with computed score {k}.", unit="desa") for k in (1, 2, 3, 4)),
        Field("hitung_tanpa_kelas", "count", "Desa without a computed score.", unit="desa"),
        Field("catatan", "text", "Indonesian notes of its desa: what is provisional or missing."),
    ),
    need="computed",
)
ISU = Table(
    "isu",
    "one row per issue",
    ("isu_id",),
    (
        Field("isu_id", "id", "<komponen>-ISU-<indikator>."),
        KOMPONEN,
        Field("uraian", "text", "The issue in one Indonesian sentence."),
        Field("n_desa", "count", "Desa of class 3 or 4.", unit="desa"),
        Field("kode_desa", "list", "The desa of class 3 or 4."),
    ),
    need="computed",
)
IRS = Table(
    "irs",
    "one row per desa and component of the IRS (1 to 5, and total)",
    ("kode_desa", "bagian"),
    (
        KODE_DESA,
        Field("bagian", "text", "Component 1 sumber air, 2 air limbah, 3 persampahan, 4 genangan, 5 PHBS, or total."),
        Field("nilai", "exact", "Index: 0..100 for a component, 0..500 for the total."),
        Field("skor", "choice", "Score 1..4 inside the district.", choices=(1, 2, 3, 4)),
        Field("asal", "text", "Area whose answers count for the desa: desa, strata-<n> or kabupaten."),
        _RAHASIA,
    ),
    need="computed",
)
EHRA_HITUNG = Table(
    "ehra_hitung",
    "one row per sub-indicator of the IRS and stratum (0 to 5, tanpa: unknown, total)",
    ("indikator", "strata"),
    (
        Field("indikator", "text", "Key of the sub-indicator, 1.1 to 5.4."),
        Field("strata", "text", "Stratum 0 to 5, `tanpa` for desa without one, `total` for the district."),
        Field("n_total", "count", "Respondents.", unit="KK"),
        Field("n_valid", "count", "Respondents whose answers decide the rule.", unit="KK"),
        Field("n_berisiko", "count", "Respondents at risk.", unit="KK"),
        Field("berisiko_pct", "percent", "At risk among n_valid, half-up; 0 where nobody answered.", unit="%"),
        Field("aman_pct", "percent", "Safe among n_valid, half-up; 0 where nobody answered.", unit="%"),
        Field("berisiko_semua_pct", "percent", "At risk among n_total, half-up.", unit="%"),
        Field("is_sedikit", "flag", "Fewer households answered than a firm percentage asks for."),
        Field("is_tanpa_jawaban", "flag", "Nobody answered: the percentages are print only and no value."),
        _RAHASIA,
        Field("is_n_rahasia", "flag", "The number of respondents of the stratum is not published either."),
    ),
    need="computed",
)
_AREA_EHRA = Field("area", "text", "Area of the survey: desa-<kode>, strata-<n> or kabupaten.")
KEPASTIAN = Table(
    "kepastian",
    "one row per desa and komponen of a district with EHRA",
    ("kode_desa", "komponen"),
    (
        KODE_DESA,
        KOMPONEN,
        Field("n_ulang", "count", "Redraws of the survey."),
        Field("bertahan_pct", "exact", "Redraws with the same skor_hitung; unknown: no statement.", unit="%"),
        Field("is_pasti", "flag", "The class is firm: it holds in at least area.firm_share of the redraws."),
        _skor("skor_lain", "The other score that came out most often; unknown when none did."),
        Field(
            "kelas_ulang",
            "text",
            "skor_hitung in each redraw, one digit per redraw and 0 for none; a place is the same redraw in every row.",
        ),
        Field("catatan", "text", "Indonesian note: how the survey was redrawn, or why there is no statement."),
    ),
    need="computed",
)
GALAT_EHRA = Table(
    "galat_ehra",
    "one row per area and sub-indicator of the survey",
    ("area", "indikator"),
    (
        _AREA_EHRA,
        Field("indikator", "text", "Key of the sub-indicator, 1.1 to 5.4."),
        Field("n_valid", "count", "Respondents whose answers decide the rule.", unit="KK"),
        Field("n_berisiko", "count", "Respondents at risk.", unit="KK"),
        Field("pct", "exact", "At risk among n_valid.", unit="%"),
        Field("galat_baku_pct", "percent", "Standard error with the design effect, half-up.", unit="points"),
        Field("bawah_pct", "percent", "Lower end of the 95 percent interval.", unit="%"),
        Field("atas_pct", "percent", "Upper end of the 95 percent interval.", unit="%"),
        Field("galat_ulang_pct", "percent", "Standard error seen in the redraws; to compare.", unit="points"),
        _RAHASIA,
    ),
    need="computed",
)
GALAT_IRS = Table(
    "galat_irs",
    "one row per area in use and component of the IRS (1 to 5, and total)",
    ("area", "bagian"),
    (
        _AREA_EHRA,
        Field("bagian", "text", "Component 1 to 5, or total."),
        Field("nilai", "exact", "Index as computed."),
        Field("galat_baku", "measure", "Standard error of the index over the redraws, half-up."),
        Field("bawah", "measure", "Index that 2.5 percent of the redraws fall below."),
        Field("atas", "measure", "Index that 2.5 percent of the redraws rise above."),
        Field("bertahan_pct", "exact", "Redraws in which the score of the area comes out the same.", unit="%"),
        _RAHASIA,
    ),
    need="computed",
)
