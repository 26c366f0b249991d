"""The five answers of docs/architecture.md, done in a copy of the tree with no other file touched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/architecture.md"
CASE = "penduduk: kode_desa | tahun | laju_pct\n 99.01.01.2001 | 2012 | {}"


class House:
    """A copy of the tree in which a newcomer works; it knows which files were touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        for name in ("schemas", "tasks", "reports", "flows", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))

    def write(self, path: str, text: str) -> None:
        assert not (self.folder / path).exists()
        (self.folder / path).write_text(text, encoding="utf-8")
        self.touched.add(path)

    def put(self, path: str, before: str, text: str) -> None:
        """Put a text in front of the last place where `before` stands."""
        file = self.folder / path
        head, found, tail = file.read_text(encoding="utf-8").rpartition(before)
        assert found
        file.write_text(f"{head}{text}{found}{tail}", encoding="utf-8")
        self.touched.add(path)

    def tries(self, script: str) -> str:
        """What a script prints that runs in the copy."""
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "house")


def test_a_table(house: House) -> None:
    house.write(
        "schemas/tables/kader.py",
        '"""Table kader."""\n\nfrom schemas.fields import buku_putih, shared\n'
        "from schemas.tables.submitted import submitted\n\n"
        'KADER = submitted("kader", "one row per desa", ("kode_desa",), (shared.KODE_DESA, buku_putih.KLB_DIARE), '
        'stages=("bp",))\n',
    )
    house.put("schemas/tables/__init__.py", "from schemas.tables.kesehatan", "from schemas.tables.kader import KADER\n")
    house.put("schemas/tables/__init__.py", "    KESEHATAN,\n", "    KADER,\n")
    house.write("schemas/headings/kader.csv", "column,any,sets,note\nklb_diare,Ada KLB menurut kader,,\n")
    said = house.tries(
        "from tests.unit.intake.support import rows, take_in\n"
        "out = take_in({'kader.csv': 'Kode Desa;Ada KLB menurut kader\\n99.01.01.2001;1\\n'})\n"
        "print(rows(out, 'kader')['99.01.01.2001']['klb_diare'])"
    )
    assert said == "1"
    answered(house, "Where do I add a table?")


def test_a_check(house: House) -> None:
    path = "tasks/validation/rules/profil.py"
    house.put(
        path,
        "RULES",
        'BP_V99 = bp("BP-V99", "warning", "Laju pertumbuhan bukan tepat nol.")\n\n\n'
        "def _empty(data: Data) -> Iterator[Finding]:\n"
        '    for key, row in data.keyed("penduduk"):\n'
        '        if row.get("laju_pct") == 0:\n'
        '            yield found(BP_V99, "Laju tepat nol; periksa.", ("penduduk", key, "laju_pct"), 0)\n\n\n',
    )
    house.put(
        path,
        ")\n",
        f"    Rule(BP_V99, _empty, example_pass={CASE.format(1)!r}, example_fail={CASE.format(0)!r}),\n",
    )
    said = house.tries(
        "from tasks.validation.examples import read_example\n"
        "from tasks.validation.rules import RULES\n"
        "from tasks.validation.units import validate_chunk\n"
        "from tests.unit.validation.support import inputs_of\n"
        "rule = next(r for r in RULES if r.info.id == 'BP-V99')\n"
        "made = validate_chunk([inputs_of(read_example(t), 2013) for t in (rule.example_pass, rule.example_fail)])\n"
        "print([sum(f.rule == 'BP-V99' for f in out.findings) for out in made])"
    )
    assert said == "[0, 1]"
    answered(house, "Where do I add a check?")


def test_a_criterion(house: House) -> None:
    house.write(
        "tasks/mps/criteria/nama_pendek.py",
        '"""A short name counts more."""\n\n\ndef nama_pendek(calon, bahan):\n'
        "    return [4 if len(c.id) < 2 else 1 for c in calon]\n",
    )
    registry = "tasks/mps/criteria/__init__.py"
    house.put(registry, "\n\n@dataclass", "from tasks.mps.criteria.nama_pendek import nama_pendek\n")
    house.put(registry, '    Criterion("kesiapan", kesiapan),\n', '    Criterion("nama_pendek", nama_pendek),\n')
    said = house.tries(
        "from tests.support.kegiatan import kegiatan, mps, rows_of\n"
        "k = [{'kriteria': 'nama_pendek', 'arah': 'naik', 'cara': 'data', 'ba_id': 'BA'}]\n"
        "b = [{'komponen': 'AL', 'kriteria': 'nama_pendek', 'bobot_pct': 100, 'ba_id': 'BA'}]\n"
        "out = mps([kegiatan('A'), kegiatan('BB')], kriteria=k, bobot=b)\n"
        "print([str(r['total']) for r in rows_of(out, 'prioritas')])"
    )
    assert said == "['4', '1']"
    answered(house, "Where do I add a criterion?")


def test_a_chapter(house: House) -> None:
    house.write(
        "reports/chapters/monev/penutup.py",
        '"""The end."""\n\nfrom reports.chapters.build import say\n\n\n'
        'def blocks(facts):\n    yield from say("monev", "penutup")\n',
    )
    registry = "reports/chapters/monev/__init__.py"
    house.put(registry, "pendahuluan\n\nCHAPTERS", "penutup, ")
    house.put(registry, "    lampiran.blocks,\n", "    penutup.blocks,\n")
    sentences = "reports/templates/sentences/monev.j2"
    house.put(sentences, "{% block ", "{% block penutup %}\nSekian laporan ini.\n{% endblock %}\n")
    said = house.tries(
        "from reports.chapters.monev import CHAPTERS\n"
        "chapter = next(c for c in CHAPTERS if c.__module__.endswith('penutup'))\n"
        "print('Sekian laporan ini.' in str(list(chapter(None))))"
    )
    assert said == "True"
    answered(house, "Where do I add a chapter?")


def test_a_year(house: House) -> None:
    newest = "  2025: "
    house.put("schemas/rules/tahun.yaml", newest, '  2026: {by: "newcomer", reason: "read through"}\n')
    assert house.tries("from schemas.rulebook import load_rulebook\nprint(load_rulebook(2026).edition)") == "ssk_2021"
    answered(house, "Where do I add a year?")


def answered(house: House, question: str) -> None:
    """The answer on the page names every file that was touched, by its name or by its place with `<name>`."""
    text = " ".join(PAGE.read_text(encoding="utf-8").partition(question)[2].split("**")[1].split())
    for path in house.touched:
        folder, _, name = path.rpartition("/")
        stem, _, kind = name.rpartition(".")
        general = {f"`{folder}/<name>.{kind}`", f"`{folder}/<document>.{kind}`", f"`{folder}/`"}
        document = {g.replace("/monev/", "/<document>/") for g in general} | {
            "`__init__.py`" if stem == "__init__" else ""
        }
        assert f"`{path}`" in text or any(g and g in text for g in general | document), (
            f"{question} does not name {path}"
        )


def test_the_examples_are_there() -> None:
    named = [part for part in PAGE.read_text(encoding="utf-8").split("`")[1::2] if "/" in part and "<" not in part]
    assert len(named) > 10
    assert [n for n in named if not (ROOT / "".join(n.split())).exists()] == []
