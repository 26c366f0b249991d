"""dokumen_wajib: for how many activities the mandatory documents are held."""

from __future__ import annotations

from schemas.contract import Value
from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, bagian

WHOLE_DISTRICT = "kabupaten"
BY_THRESHOLD = "amdal_atau_ukl_upl_ambang"
EITHER = ("amdal", "ukl_upl")


def dokumen_wajib(daerah: Daerah, rules: Rulebook) -> Nilai:
    """Activities whose every mandatory document is there, in percent of those that ask for any.

    Of alternatives one is enough. Dates are left to the MPS, which knows the year of each activity.
    """
    if daerah.kesiapan is None or daerah.kegiatan is None:
        return Nilai(None, "tabel kesiapan atau daftar kegiatan belum ada")
    held = {(str(r["kegiatan_id"]), str(r["kriteria"])) for r in daerah.kesiapan if r["status"] == "ada"}
    asked = [(str(r["kegiatan_id"]), _tokens(r["dokumen_perlu"])) for r in daerah.kegiatan if r["dokumen_perlu"]]
    if not asked:
        return Nilai(None, "tidak ada kegiatan dengan dokumen wajib")
    ready = sum(all(_is_held(name, token, held) for token in tokens) for name, tokens in asked)
    dasar = f"{ready} dari {len(asked)} kegiatan berdokumen wajib sudah lengkap dokumennya"
    references = (daerah.ref("ssk", "ssk", "*#dokumen_perlu"), daerah.ref("tabel", "kesiapan", "kesiapan/*#status"))
    return Nilai(bagian(ready, len(asked)), dasar, references)


def _tokens(value: Value) -> list[str]:
    return [token.strip() for token in str(value).split(";") if token.strip()]


def _is_held(name: str, token: str, held: set[tuple[str, str]]) -> bool:
    names = EITHER if token == BY_THRESHOLD else token.split("|")
    return any((owner, document) in held for owner in (name, WHOLE_DISTRICT) for document in names)
