"""Each file in ``cases`` has one fault; what has to be found in it stands beside it."""

import json
from pathlib import Path

import pytest

from bcdc_desktop.preflight.csv_check import check_file

CASES = sorted((Path(__file__).parent / "cases").glob("*.csv"))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finds_what_is_wrong_and_nothing_else(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))

    result = check_file(path)

    found = [
        {"severity": one.severity, "code": one.code, "row": one.row, "column": one.column} for one in result.findings
    ]
    assert found == expected["findings"]
    assert result.rows == expected["rows"]
    assert result.has_errors == any(one["severity"] == "error" for one in expected["findings"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_message_is_one_sentence_to_act_on(path: Path) -> None:
    for finding in check_file(path).findings:
        assert finding.message[0].isupper()
        assert finding.message.endswith(".")
        assert "!" not in finding.message
        assert "lease" not in finding.message.split()[0]
        assert set(finding.to_json()) == {"severity", "code", "row", "column", "value", "message"}
