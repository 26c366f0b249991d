"""The form of a flow run explains itself, and what does not fit it is refused before anything runs."""

from __future__ import annotations

from typing import Any

import pytest
from prefect import Flow
from prefect.exceptions import ParameterTypeError
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools.validation import validate

from flows.annual_cycle import annual_cycle
from flows.ledger_audit import ledger_audit
from flows.nightly_validation import nightly_validation
from schemas.rulebook import confirmed_years


def _schema(flow: Flow[..., Any]) -> dict[str, Any]:
    return parameter_schema(flow.fn).model_dump_for_openapi()


def _refused(flow: Flow[..., Any], **given: object) -> list[str]:
    return [error.json_path for error in validate(given, _schema(flow))]


@pytest.mark.parametrize("flow", [annual_cycle, nightly_validation, ledger_audit])
def test_every_parameter_has_a_name_and_a_sentence(flow: Flow[..., Any]) -> None:
    for name, shown in _schema(flow)["properties"].items():
        assert shown["title"] != name
        assert shown["title"][0].isupper()
        assert shown["description"].endswith(".")


def test_what_the_form_offers_is_accepted() -> None:
    everything = {
        "fiscal_year": 2014,
        "districts": ["15.07", "16.02"],
        "reason": "after the corrections of May",
        "formats": ["html", "pdf", "docx", "xlsx"],
        "is_forced": True,
    }
    assert not _refused(annual_cycle, **everything)
    assert not any(_refused(annual_cycle, fiscal_year=year) for year in confirmed_years())
    assert not _refused(nightly_validation, fiscal_year=None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fiscal_year", max(confirmed_years()) + 1),
        ("fiscal_year", "2014"),
        ("districts", "15.07"),
        ("districts[0]", ["Muaro Jambi"]),
        ("districts", ["15.07", "15.07"]),
        ("formats[0]", ["doc"]),
        ("formats", []),
        ("reason", ""),
        ("is_forced", "yes"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(field: str, value: object) -> None:
    name = field.partition("[")[0]
    given = {"fiscal_year": 2014} | {name: value}
    assert f"$.{field}" in _refused(annual_cycle, **given)


def test_a_program_that_calls_the_flow_is_told_the_same() -> None:
    with pytest.raises(ParameterTypeError, match="fiscal_year"):
        annual_cycle.validate_parameters({"fiscal_year": "next year"})
    assert annual_cycle.validate_parameters({"fiscal_year": 2014, "districts": ["15.07"]})["districts"] == ("15.07",)
