"""Every Indonesian text that the program can put into a document, read from the code, the rules and the catalogue."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PRINTED = (
    *("labels", "labels_ehra", "labels_istilah", "parameter_words"),
    *("catatan", "completeness", "documents", "finish", "format_id", "front", "summary"),
)
"""Modules of `reports` whose texts a document prints; the chapters, and the facts of the documents, are all of them."""
COMPUTED = (
    *(
        "buku_putih/catatan",
        "buku_putih/kestabilan",
        "ssk/kerangka/kkl",
        "ssk/keuangan/kemampuan",
        "ssk/program/akibat",
        "ssk/program/draf",
    ),
    *("ssk/program/tempat", "ssk/program/volume", "ssk/tahapan/fase", "ssk/tahapan/tambahan", "ssk/zona/putusan"),
    *("ssk/zona/zonasi", "mps/alokasi/banding", "mps/alokasi/cara/aturan_polos", "mps/alokasi/cara/tetap"),
    *("mps/alokasi/rencana", "mps/baris", "mps/kesiapan/persiapan", "mps/komitmen/hitung"),
    *(
        "mps/prioritas/bobot",
        "mps/prioritas/rentang",
        "realisasi/capaian",
        "realisasi/kemajuan",
        "realisasi/pelaksanaan",
    ),
)
"""Modules of `tasks` that write a reason or a remark into a column that a document prints."""
FINDINGS = "temuan"
"""The module of `tasks/documents` that repeats findings, which stay Indonesian."""
RULES = ("area.labels", "irs.labels", "mps.process", "document.mark")


def texts() -> Iterator[tuple[str, str]]:
    """(where, text); a place for a value inside a text is `{}`."""
    for path in _modules():
        for text in literals(path):
            yield str(path.relative_to(ROOT)), text
    for row in csv.DictReader((ROOT / "reports/parameter.csv").read_text(encoding="utf-8").splitlines()):
        yield from (("reports/parameter.csv", row[c]) for c in ("sebutan", "nilai", "satuan") if row[c])
    for path in sorted((ROOT / "schemas/catalogue").glob("*.yaml")):
        found = re.findall(r"(?:nama|satuan): (.+)", path.read_text(encoding="utf-8"))
        yield from ((path.name, text.strip("\"'")) for text in found)
    for name in ("base", "document"):
        page = (ROOT / f"reports/templates/pages/{name}.html.j2").read_text(encoding="utf-8")
        yield from ((name, text) for text in re.findall(r'said\("([^"]+)"\)', page))
    yield from _ruled()


def _ruled() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "schemas/rules").glob("*.yaml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8")):
            if isinstance(rule, dict) and rule.get("name") in RULES:
                values = [ruling["value"] for ruling in rule["rulings"].values()]
                yield from ((rule["name"], text) for v in values for text in ([v] if isinstance(v, str) else v))


def _modules() -> Iterator[Path]:
    yield from (ROOT / f"reports/{name}.py" for name in PRINTED)
    yield from sorted((ROOT / "reports/chapters").rglob("*.py"))
    yield from (path for path in sorted((ROOT / "tasks/documents").rglob("*.py")) if path.stem != FINDINGS)
    yield from (ROOT / f"tasks/{name}.py" for name in COMPUTED)
    yield from sorted(path for path in (ROOT / "reports").glob("*.py") if path.stem not in PRINTED)


def literals(path: Path) -> Iterator[str]:
    """The texts of a module: of a renderer what it asks to be `said` or `told`, of the others every text in words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    is_renderer = path.parent.name == "reports" and path.stem not in PRINTED
    wanted = set(_asked(tree)) if is_renderer else set(map(id, ast.walk(tree))) - set(_quiet(tree))
    heads = set(_heads(tree))
    for node in ast.walk(tree):
        text = _text(node)
        if text is not None and id(node) in wanted and (is_renderer or _is_words(text, id(node) in heads)):
            yield text


def _is_words(text: str, is_head: bool) -> bool:
    literal = text.replace("{}", "") if "\n" not in text else ""
    return bool(re.search(r"[A-Za-z]", literal)) and (
        is_head or " " in text.strip() or bool(re.match("[A-Z][a-z]", text))
    )


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


def _asked(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("said", "told") and node.args:
            yield from (id(inner) for inner in _choices(node.args[0]))


def _choices(node: ast.expr) -> tuple[ast.expr, ...]:
    return (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def _heads(tree: ast.AST) -> Iterator[int]:
    """Headings of columns, and the words that dictionaries of labels give for codes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from map(id, node.values)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "words":
            yield from (id(keyword.value) for keyword in node.keywords)


def _quiet(tree: ast.AST) -> Iterator[int]:
    """What no document prints: docstrings, errors, rules of findings, pieces of f-strings, names of columns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RuleInfo"):
            yield from map(id, ast.walk(node))
        if isinstance(node, ast.Dict):
            yield from (id(key) for key, value in zip(node.keys, node.values, strict=True) if _text(value) is not None)
        if isinstance(node, ast.JoinedStr):
            yield from (id(inner) for value in node.values for inner in ast.walk(value))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("figure", "total", "derived", "count"):
            yield from (id(arg) for arg in node.args)
