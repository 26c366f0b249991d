"""Words of the programme that have no good English: the English edition keeps them and says what they mean."""

from __future__ import annotations

from collections.abc import Mapping

KEPT_TERMS: Mapping[str, str] = {
    "AMDAL, UKL-UPL": "Environmental impact assessment, and the simpler environmental management and monitoring effort",
    "Bappeda": "Planning agency of the local government",
    "Bupati, Wali Kota": "Head of a kabupaten, head of a kota",
    "Desa, kelurahan": "Village, rural or urban; the unit of the risk classes",
    "Kabupaten, kota": "District, rural or urban",
    "Kecamatan (Kec.)": "Subdistrict",
    "KSM": "Community group that builds or runs a facility",
    "Naskah": "One version of a document, named by the digest of its Indonesian page",
    "RKPD, KUA-PPAS, RKA": "Yearly work plan; general budget policy and ceilings; work plan and budget of an office",
    "RT": "Neighbourhood association, the unit from which households are sampled",
    "SD, SMP, SMA": "Primary, lower secondary and upper secondary school",
    "STBM": "Community-led total sanitation",
    "TPS": "Temporary waste collection point",
}
