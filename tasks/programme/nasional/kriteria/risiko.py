"""risiko_*: how large a share of the households lives in areas of a priority class."""

from __future__ import annotations

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai, angka, bagian


def risiko(komponen: str, daerah: Daerah, rules: Rulebook) -> Nilai:
    """KK in desa of a priority class of the komponen, in percent of the KK of all desa with class and KK known."""
    rows = [r for r in daerah.area or () if r["komponen"] == komponen]
    known = [(r["skor_akhir"], kk) for r in rows if r["skor_akhir"] and (kk := daerah.kk.get(str(r["kode_desa"])))]
    if not known:
        return Nilai(None, f"kelas area {komponen} atau KK belum diketahui")
    classes = rules["area.priority_classes"]
    at_risk, everyone = sum(kk for k, kk in known if k in classes), sum(kk for _, kk in known)
    left = f"; {len(rows) - len(known)} desa tanpa kelas atau KK tidak dihitung" if len(rows) > len(known) else ""
    dasar = f"{angka(at_risk)} dari {angka(everyone)} KK di area berisiko kelas {'-'.join(map(str, classes))}{left}"
    references = (
        daerah.ref("ringkasan_area", "buku_putih", f"{komponen}#prioritas"),
        daerah.ref("tabel", "data", "penduduk/*#kk"),
    )
    return Nilai(bagian(at_risk, everyone), dasar, references)
