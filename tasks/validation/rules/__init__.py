"""Every rule of this area. To add one: write it in the file of its family; that file's RULES stand below."""

from schemas.rule_info import RuleInfo
from tasks.validation.rules import (
    angka_ssk,
    biaya,
    cetak,
    cetak_prioritas,
    dana,
    ehra,
    jawaban,
    kerangka,
    logis,
    pengesahan,
    profil,
    program,
    realisasi,
    survei,
    tabel,
    tahapan,
    wilayah,
)
from tasks.validation.rules.base import Data, Effect, Rule

RULES: tuple[Rule, ...] = (
    *tabel.RULES,
    *wilayah.RULES,
    *profil.RULES,
    *cetak.RULES,
    *cetak_prioritas.RULES,
    *ehra.RULES,
    *jawaban.RULES,
    *survei.RULES,
    *kerangka.RULES,
    *logis.RULES,
    *tahapan.RULES,
    *program.RULES,
    *biaya.RULES,
    *dana.RULES,
    *angka_ssk.RULES,
    *pengesahan.RULES,
    *realisasi.RULES,
)
RULE_INFOS: tuple[RuleInfo, ...] = tuple(rule.info for rule in RULES)
EFFECTS: dict[str, Effect] = {rule.info.id: rule.effect for rule in RULES}

__all__ = ["EFFECTS", "RULES", "RULE_INFOS", "Data", "Rule"]
