"""What is generated from the contracts, and that the generated files are up to date."""

from __future__ import annotations

import jsonschema
import pytest

from schemas import emit
from schemas.tables import TABLES, table


def test_the_generated_files_say_what_the_contracts_say() -> None:
    assert emit.stale() == [], "run python -m schemas.emit --write"


def test_stale_names_missing_changed_and_left_over_files_and_write_repairs_them(tmp_path) -> None:
    emit.write(tmp_path)
    assert emit.stale(tmp_path) == []
    (tmp_path / "data-dictionary.md").write_text("edited by hand")
    (tmp_path / "json-schema" / "rt.json").unlink()
    (tmp_path / "json-schema" / "lama.json").write_text("{}")
    assert emit.stale(tmp_path) == ["data-dictionary.md", "json-schema/lama.json", "json-schema/rt.json"]
    emit.write(tmp_path)
    assert emit.stale(tmp_path) == []


@pytest.mark.parametrize("submitted", TABLES, ids=lambda t: t.name)
def test_a_schema_is_valid_json_schema(submitted) -> None:
    jsonschema.Draft202012Validator.check_schema(emit.json_schema(submitted))


@pytest.mark.parametrize(
    ("row", "is_valid"),
    [
        ({"kode_desa": "15.07.01.2001", "tahun": 2013, "kk": 120, "laju_pct": "1.5"}, True),
        ({"kode_desa": "15.07.01.2001", "tahun": 2013, "kk": None}, True),
        ({"kode_desa": "15.07.01.2001", "tahun": 2013, "kk": 0}, False),
        ({"kode_desa": "15.07.01.2001", "tahun": 2013, "laju_pct": 1.5}, False),
        ({"kode_desa": None, "tahun": 2013}, False),
        ({"kode_desa": "15.07.01.2001", "tahun": 2013, "warga": 3}, False),
    ],
)
def test_a_schema_accepts_rows_of_the_table(row: dict[str, object], is_valid: bool) -> None:
    validator = jsonschema.Draft202012Validator(emit.json_schema(table("penduduk")))
    assert validator.is_valid(row) is is_valid


def test_types_are_nullable_and_exact() -> None:
    types = emit.dtypes(table("wilayah"))
    assert types["klasifikasi_rtrw"] == "Int64"
    assert types["luas_adm_ha"] == "object"
    assert types["kode_desa"] == "string"


def test_the_dictionary_has_a_line_for_every_column() -> None:
    text = emit.data_dictionary([table("air_limbah")], {})
    assert "| `kk_babs` e | count | KK | >= 0; <= `penduduk.kk` |" in text
    assert "Key: `kode_desa`. Expected in bp." in text


def test_the_command_checks_and_writes(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(emit, "stale", lambda: ["data-dictionary.md"])
    assert emit.main(["--check"]) == 1
    assert "docs/data-dictionary.md is out of date" in capsys.readouterr().err
