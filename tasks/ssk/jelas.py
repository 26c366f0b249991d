"""Why a desa has its system, and why an activity has its volume and cost: inputs, rules and values in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas import refs
from schemas.canonical import text_of
from schemas.catalogue import CatalogueStep, load_catalogue
from schemas.contract import Row
from schemas.errors import NotFound
from schemas.outputs.buku_putih import AREA
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, LAYANAN, TIDAK_DIBUAT, ZONA
from schemas.refs import parse
from schemas.rulebook import Rulebook, load_rulebook
from schemas.tables import table
from tasks.lineage.history import History, Unit
from tasks.ssk.baris import COSTS, VOLUMES
from tasks.ssk.pokja import parts

Answer = dict[str, Any]
KOMPONEN = ("AL", "PS", "DR")
RULES_OF = {
    "AL": ("ssk.density_cuts", "ssk.gw_depth", "ssk.hilly_steps"),
    "PS": ("ssk.ps_density", "ssk.ps_cover"),
    "DR": ("area.priority_classes",),
}
_PRICE_RULES = ("ssk.price_regional_index", "ssk.om_start", "ssk.start_year_by_class")
_ZONE_SHOWN = ("sistem", "sistem_hitung", "fase", "zona_id", "kepadatan_jiwa_ha", "kelas_risiko", "alasan", "catatan")
_MOST = 40


def explain_zona(history: History, fiscal_year: int, kode_desa: str) -> Answer:
    """Systems of one desa: per komponen the outcome, the facts with their references, the rules with their values.

    `lines` are the same as text. Raises NotFound where the run zoned no such desa.
    """
    unit = _unit(history, fiscal_year, kode_desa[:5])
    zones = unit.rows(ZONA)
    rulebook = load_rulebook(fiscal_year)
    found = [
        _zone(history, fiscal_year, zones[f"{kode_desa}|{k}"], rulebook)
        for k in KOMPONEN
        if f"{kode_desa}|{k}" in zones
    ]
    if not found:
        raise NotFound(f"the sealed SSK of {kode_desa[:5]} for {fiscal_year} has no desa {kode_desa}")
    answer: Answer = {"kode_desa": kode_desa, "fiscal_year": fiscal_year, "komponen": found}
    return {**answer, "lines": list(_zone_lines(answer))}


def _zone(history: History, fiscal_year: int, row: Row, rulebook: Rulebook) -> Answer:
    k, kode = str(row["komponen"]), str(row["kode_desa"])
    rule, sources = _unit(history, fiscal_year, kode[:5]).edges.get(refs.zona(fiscal_year, kode, k), ("", []))
    return {
        "komponen": k,
        **{name: text_of(row[name]) for name in _ZONE_SHOWN},
        "is_disesuaikan": row["sistem"] != row["sistem_hitung"],
        "aturan": rule,
        "nilai_aturan": _values(rulebook, RULES_OF[k]),
        "masukan": [_fact(history, source) for source in sources],
    }


def explain_kegiatan(history: History, fiscal_year: int, kode_kab: str, kegiatan_id: str) -> Answer:
    """One activity: where, for whom, volume and cost of each year, and the inputs and rules that led to them.

    An id that is a step of the catalogue which could not be made gives `alasan` instead. `lines` are the same as
    text. Raises NotFound where the plan has neither.
    """
    unit = _unit(history, fiscal_year, kode_kab)
    row = unit.rows(KEGIATAN).get(kegiatan_id)
    if row is None:
        return _not_made(unit, fiscal_year, kode_kab, kegiatan_id)
    ref = refs.ssk(fiscal_year, kode_kab, kegiatan_id)
    rule, sources = unit.edges.get(ref, ("", []))
    steps = {s.kode: s for s in load_catalogue(fiscal_year)}
    paid = [s for s in unit.rows(KEGIATAN_SUMBER).values() if s["kegiatan_id"] == kegiatan_id]
    years = [
        {"tahun": fiscal_year + t, "volume": text_of(row[v]), "biaya_rp": row[c]}
        for t, (v, c) in enumerate(zip(VOLUMES, COSTS, strict=True), start=1)
        if row[v] or row[c]
    ]
    answer: Answer = {
        "kegiatan_id": kegiatan_id,
        "fiscal_year": fiscal_year,
        **{n: text_of(row[n]) for n in ("nama", "komponen", "kode_katalog", "lokasi", "satuan", "asal", "setelah")},
        "strategi_id": text_of(row["strategi_id"]),
        "kode_desa": list(parts(row["kode_desa"])),
        "area": list(parts(row["area"])),
        "harga_satuan_rp": row["harga_satuan_rp"],
        "jumlah_rp": row["jumlah_rp"],
        "aturan": rule,
        "aturan_volume": _volume_rule(steps.get(str(row["kode_katalog"]))),
        "nilai_aturan": _values(load_rulebook(fiscal_year), _PRICE_RULES),
        "tahun": years,
        "sumber": [{"sumber_dana": s["sumber_dana"], "bagian": text_of(s["share"])} for s in paid],
        "masukan": [_fact(history, source) for source in sources],
    }
    return {**answer, "lines": list(_activity_lines(answer))}


def _unit(history: History, fiscal_year: int, kode_kab: str) -> Unit:
    unit = history.unit(fiscal_year, kode_kab, "ssk")
    if unit is None:
        raise NotFound(f"no sealed SSK of {kode_kab} for fiscal year {fiscal_year}")
    return unit


def _not_made(unit: Unit, fiscal_year: int, kode_kab: str, kegiatan_id: str) -> Answer:
    for row in unit.rows(TIDAK_DIBUAT).values():
        if f"{row['kode_katalog']}-{row['lokasi']}" == kegiatan_id:
            said = text_of(row["alasan"])
            lines = [f"{kegiatan_id} tidak dibuat: {said}"]
            return {"kegiatan_id": kegiatan_id, "fiscal_year": fiscal_year, "alasan": said, "lines": lines}
    raise NotFound(f"the sealed SSK of {kode_kab} for {fiscal_year} has no activity {kegiatan_id}")


def _values(rulebook: Rulebook, names: tuple[str, ...]) -> list[Answer]:
    ruled = [rulebook.ruling(n) for n in names]
    return [{"nama": r.name, "nilai": r.value, "satuan": r.unit, "status": r.status} for r in ruled]


def _volume_rule(step: CatalogueStep | None) -> str:
    """The volume rule of a catalogue step as a formula; empty for an activity of the Pokja's own."""
    if step is None:
        return ""
    if step.om_of:
        return f"persentase O&P dari biaya {', '.join(step.om_of)}"
    v = step.volume
    fact = v.fact if v.per == 1 else f"{text_of(v.per)} x {v.fact}"
    rounded = f"{v.bulat}({fact})" if v.bulat else fact
    part = rounded if v.kali == 1 else f"{text_of(v.kali)} x {rounded}"
    return f"{v.fact} - {part}" if v.is_sisa else part


def _fact(history: History, source: str) -> Answer:
    """A source with its value; aggregates have none of their own."""
    return {"ref": source, "nilai": _value(history, source)}


def _value(history: History, source: str) -> str | None:
    ref = parse(source)
    if ref.kind == "tabel":
        kab, name, key = ref.path[0], ref.path[1], "/".join(ref.path[2:])
        unit, contract = history.unit(ref.fiscal_year, kab, "validation"), table(name)
    elif ref.kind in ("area", "zona"):
        step, contract = ("buku_putih", AREA) if ref.kind == "area" else ("ssk", ZONA)
        unit, key = history.unit(ref.fiscal_year, ref.path[0][:5], step), "|".join(ref.path)
    elif ref.kind in ("layanan", "ssk"):
        contract = LAYANAN if ref.kind == "layanan" else KEGIATAN
        unit, key = history.unit(ref.fiscal_year, ref.path[0], "ssk"), "/".join(ref.path[1:])
    else:
        return None
    row = unit.rows(contract).get(key) if unit else None
    return text_of(row.get(ref.column or refs.DEFAULT_COLUMN[ref.kind])) if row else None


def _zone_lines(answer: Answer) -> Iterator[str]:
    for z in answer["komponen"]:
        phase = f", tahap {z['fase']}" if z["fase"] else ""
        yield f"{z['komponen']}: {z['sistem']}{phase}" + (f" ({z['zona_id']})" if z["zona_id"] else "")
        if z["is_disesuaikan"]:
            yield f"  disesuaikan Pokja; hitungan {z['sistem_hitung']}"
        yield from (f"  {said}" for said in (z["alasan"], z["catatan"]) if said)
        yield from _inputs(z)
        yield from _rules(z)


def _activity_lines(a: Answer) -> Iterator[str]:
    yield f"{a['kegiatan_id']}: {a['nama']} di {a['lokasi']} ({a['asal']})"
    if a["aturan_volume"]:
        yield f"  volume: {a['aturan_volume']}"
    price = "tidak diketahui" if a["harga_satuan_rp"] is None else f"Rp {a['harga_satuan_rp']}"
    yield f"  harga satuan: {price} per {a['satuan']}"
    for y in a["tahun"]:
        cost = "tidak diketahui" if y["biaya_rp"] is None else f"Rp {y['biaya_rp']}"
        yield f"  {y['tahun']}: volume {y['volume'] or 'tidak diketahui'}, biaya {cost}"
    yield from (f"  sumber: {s['sumber_dana']} bagian {s['bagian']}" for s in a["sumber"])
    if a["setelah"]:
        yield f"  setelah: {a['setelah']}"
    yield f"  strategi: {a['strategi_id']}"
    yield f"  area berisiko yang dijawab: {', '.join(a['area']) or 'tidak ada'}"
    yield from _inputs(a)
    yield from _rules(a)


def _inputs(part: Answer) -> Iterator[str]:
    shown = part["masukan"][:_MOST]
    for fact in shown:
        yield f"  dari {fact['ref']}" + ("" if fact["nilai"] is None else f" = {fact['nilai'] or 'tidak diketahui'}")
    if rest := len(part["masukan"]) - len(shown):
        yield f"  dan {rest} masukan lain"


def _rules(part: Answer) -> Iterator[str]:
    if part["aturan"]:
        yield f"  cara: {part['aturan']}"
    for rule in part["nilai_aturan"]:
        yield f"  aturan {rule['nama']} = {rule['nilai']} {rule['satuan']}".rstrip() + f" ({rule['status']})"
