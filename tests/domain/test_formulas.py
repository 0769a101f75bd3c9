import pytest

from bcdc_desktop.domain.formulas import with_formula, without_formula

FORMULAS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=", "＝1", "﹦1", "﹢1+1", "﹫x", "\t=1", "\r=1", "\n=1"),
    *(" =1", "\u00a0=1", "\u200b=1", "\u3000=1", "\ufeff=1", "\u202e=1", "\0=1", "-2+3+cmd|' /C calc'!A0"),
]
PLAIN = [
    "water levels",
    "-5",
    "+1.5",
    "-12 %",
    "a-b",
    "a; -b",
    "b;c",
    "1;2",
    "",
    "'quoted'",
    "https://example.org/?a=b",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert without_formula(text) == f"'{text}"
    assert with_formula(without_formula(text)) == text


@pytest.mark.parametrize("sign", "=+-@＝")
def test_a_formula_behind_the_separator_of_other_countries_is_none(sign: str) -> None:
    text = f"levels;{sign}cmd|' /C calc'!A0"
    assert f";{sign}" not in str(without_formula(text))
    assert with_formula(str(without_formula(text))) == text


@pytest.mark.parametrize("value", [*PLAIN, None, 5, -1.5])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert without_formula(value) == value
