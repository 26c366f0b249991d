"""Why a desa has its system, and why an activity has its volume, its year and its cost."""

from __future__ import annotations

from typing import Any

from schemas import refs
from schemas.canonical import text_of
from schemas.contract import Row
from schemas.errors import NotFound
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, ZONA
from schemas.outputs.ssk_rinci import HARGA_DIPAKAI
from tasks.ssk.program.baris import COSTS, VOLUMES
from tasks.ssk.program.katalog import Langkah
from tasks.ssk.program.pokja import parts
from tasks.ssk.program.volume import fact_of, formula
from tasks.ssk.tahapan.tambahan import Tidak
from tasks.ssk.terbuka import Terbuka, catatan_skor, not_made, open_sealed
from tasks.ssk.zona.andai import changes
from tasks.ssk.zona.zonasi import KOMPONEN
from tasks.store.ports import Store

Answer = dict[str, Any]
RULES_OF = {
    "AL": ("ssk.density_cuts", "ssk.gw_depth", "ssk.hilly_steps"),
    "PS": ("ssk.ps_density", "ssk.ps_cover"),
    "DR": ("area.priority_classes",),
}
_COST_RULES = ("ssk.price_year", "ssk.price_regional_index", "ssk.price_escalation")
_OM_RULES = ("ssk.om_start",)
_ZONE_SHOWN = ("sistem", "sistem_hitung", "fase", "zona_id", "kepadatan_jiwa_ha", "kelas_risiko", "alasan", "catatan")
_LINE_SHOWN = ("nama", "komponen", "kode_katalog", "lokasi", "satuan", "asal", "setelah", "strategi_id", "tahap")


def explain_zona(store: Store, fiscal_year: int, kode_desa: str) -> Answer:
    """Systems of one desa: per komponen the outcome, its inputs and rules, what would change it, and its activities.

    Exact numbers are text. Raises NotFound where no sealed SSK zoned such a desa.
    """
    sealed = open_sealed(store, fiscal_year, kode_desa[:5])
    desa = next((d for d in sealed.susunan.keadaan.desa if d.kode == kode_desa), None)
    if desa is None:
        raise NotFound(f"the sealed SSK of {kode_desa[:5]} for {fiscal_year} has no desa {kode_desa}")
    zones, lines = sealed.unit.rows(ZONA), sealed.unit.rows(KEGIATAN).values()
    return {
        "fiscal_year": fiscal_year,
        "run": sealed.run,
        "kode_desa": kode_desa,
        "desa": desa.nama,
        "kecamatan": desa.kecamatan,
        "komponen": [
            {
                **_zone(sealed, zones[f"{kode_desa}|{k}"]),
                "perubahan": [_as_text(c) for c in changes(desa, k, sealed.susunan.aturan)],
                "kegiatan": [_touching(r, kode_desa[:5]) for r in lines if f"{kode_desa}/{k}" in parts(r["area"])],
            }
            for k in KOMPONEN
        ],
    }


def _zone(sealed: Terbuka, row: Row) -> Answer:
    k, kode = str(row["komponen"]), str(row["kode_desa"])
    ref = refs.zona(sealed.unit.memo.fiscal_year, kode, k)
    rule, sources = sealed.unit.edges.get(ref, ("", []))
    return {
        "komponen": k,
        "ref": ref,
        **{name: text_of(row[name]) for name in _ZONE_SHOWN},
        "is_disesuaikan": row["sistem"] != row["sistem_hitung"],
        "aturan": rule,
        "nilai_aturan": sealed.rulings(RULES_OF[k]),
        "masukan": sealed.facts(sources),
    }


def _touching(row: Row, kode_kab: str) -> Answer:
    return {
        "kegiatan_id": row["kegiatan_id"],
        "nama": text_of(row["nama"]),
        "jumlah_rp": row["jumlah_rp"],
        "is_kabupaten": row["lokasi"] == kode_kab,
    }


def explain_kegiatan(store: Store, fiscal_year: int, kode_kab: str, kegiatan_id: str) -> Answer:
    """One activity: where, for whom, its volume, price and cost of each year, and the inputs and rules behind them.

    An id that is a step of the catalogue which could not be made has `alasan` instead. Exact numbers are text. Raises
    NotFound where the plan has neither.
    """
    sealed = open_sealed(store, fiscal_year, kode_kab)
    row = sealed.unit.rows(KEGIATAN).get(kegiatan_id)
    head = {"fiscal_year": fiscal_year, "run": sealed.run, "kode_kab": kode_kab, "kegiatan_id": kegiatan_id}
    if row is None:
        reason = not_made(sealed.unit).get(kegiatan_id)
        if reason is None:
            raise NotFound(f"the sealed SSK of {kode_kab} for {fiscal_year} has no activity {kegiatan_id}")
        return {**head, "alasan": reason}
    ref = refs.ssk(fiscal_year, kode_kab, kegiatan_id)
    rule, sources = sealed.unit.edges.get(ref, ("", []))
    step = sealed.susunan.katalog.langkah.get(str(row["kode_katalog"]))
    return {
        **head,
        "ref": ref,
        **{name: text_of(row[name]) for name in _LINE_SHOWN},
        "catatan_skor": catatan_skor(sealed.unit).get(kegiatan_id, ""),
        "kode_desa": list(parts(row["kode_desa"])),
        "area": list(parts(row["area"])),
        "penerima_manfaat_kk": row["penerima_manfaat_kk"],
        "volume": _volume(sealed, step, row),
        "harga": _price(sealed, row),
        "tahun": _years(row, fiscal_year),
        "jumlah_rp": row["jumlah_rp"],
        "mulai": _start(sealed, step, row),
        "sumber": _sources(sealed, kegiatan_id),
        "aturan": rule,
        "nilai_aturan": sealed.rulings((*_COST_RULES, *(_OM_RULES if step and step.is_om else ()))),
        "masukan": sealed.facts(sources),
    }


def _volume(sealed: Terbuka, step: Langkah | None, row: Row) -> Answer:
    """The rule of the step as a formula and the amount that it was applied to; `rumus` is empty without a step."""
    place = sealed.susunan.rencana.tempat.get(str(row["kegiatan_id"]))
    if step is None or place is None:
        return {"rumus": "", "besaran": "", "nilai": None}
    if step.is_om:
        return {"rumus": f"persentase O&P dari biaya {', '.join(step.step.om_of)}", "besaran": "", "nilai": None}
    fact = fact_of(step.step.volume.fact, place)
    value = fact.alasan if isinstance(fact, Tidak) else text_of(fact)
    return {"rumus": formula(step.step.volume), "besaran": step.step.volume.fact, "nilai": value}


def _price(sealed: Terbuka, row: Row) -> Answer:
    """The unit cost and where it is from: the Pokja's line, the district's price list, or the catalogue (assumed)."""
    used = sealed.unit.rows(HARGA_DIPAKAI).get(str(row["kode_katalog"]))
    own = sealed.susunan.usulan.get(str(row["kegiatan_id"]))
    shown: Answer = {"rp": row["harga_satuan_rp"], "satuan": text_of(row["satuan"]), "acuan_rp": None}
    if used:
        shown["acuan_rp"] = used["acuan_rp"]
    if own and "harga_satuan_rp" in own.kolom:
        return {**shown, "asal": "pokja", "dasar": "", "tahun": None}
    if used:
        return {**shown, "asal": used["asal"], "dasar": text_of(used["dasar"]), "tahun": used["tahun"]}
    asal = "biaya pembangunan" if row["om_pct"] is None and str(row["jenis_sub"]) == "d" else "tidak diketahui"
    return {**shown, "asal": asal, "dasar": "", "tahun": None}


def _years(row: Row, fiscal_year: int) -> list[Answer]:
    return [
        {"tahun": fiscal_year + t, "volume": text_of(row[v]), "biaya_rp": row[c]}
        for t, (v, c) in enumerate(zip(VOLUMES, COSTS, strict=True), start=1)
        if row[v] or row[c]
    ]


def _start(sealed: Terbuka, step: Langkah | None, row: Row) -> Answer:
    """What decided the year: the highest class of its desa, and the activities before it."""
    place = sealed.susunan.rencana.tempat.get(str(row["kegiatan_id"]))
    before = list(parts(row["setelah"]))
    if place is None or step is None:
        return {"kelas_tertinggi": None, "tahun_rencana": None, "setelah": before, "nilai_aturan": []}
    is_district = place.lokasi == sealed.unit.memo.district
    kelas = place.highest_class()
    return {
        "kelas_tertinggi": None if is_district else kelas,
        "tahun_rencana": 1 if is_district else dict(sealed.susunan.aturan.start_year)[kelas],
        "setelah": before,
        "nilai_aturan": [] if is_district else sealed.rulings(("ssk.start_year_by_class",)),
    }


def _sources(sealed: Terbuka, kegiatan_id: str) -> list[Answer]:
    return [
        {
            "sumber_dana": s["sumber_dana"],
            "bagian": text_of(s["share"]),
            "jumlah_rp": s["jumlah_rp"],
            "is_indikasi": bool(s["is_indikasi"]),
        }
        for s in sealed.unit.rows(KEGIATAN_SUMBER).values()
        if s["kegiatan_id"] == kegiatan_id
    ]


def _as_text(change: Answer) -> Answer:
    return {n: v if isinstance(v, str) else text_of(v) for n, v in change.items()}
