"""What spreadsheets do to data is found, and hardly ever where nothing was done."""

from collections import Counter
from pathlib import Path

import pytest

from bcdc_desktop.preflight.csv_check import CheckResult, check_file
from helpers.clean_tables import clean_table

DAMAGE = frozenset(
    {
        "spreadsheet-error", "formula", "date-among-codes", "scientific-notation", "minus-sign", "number-spaces",
        "date-serial", "date-order", "zeros-lost", "invisible-character", "header-repeated", "total-row",
        "separator-line", "digits-lost", "apostrophe", "escaped-character",
    }
)  # fmt: skip


def check(folder: Path, values: list[str], name: str = "value") -> CheckResult:
    """Check a table whose second column holds the values."""
    path = folder / "a.csv"
    rows = "".join(f'{number},"{value}"\r\n' for number, value in enumerate(values, 1))
    path.write_bytes(f"id,{name}\r\n{rows}".encode())
    return check_file(path)


def found(result: CheckResult) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.row, one.value) for one in result.findings if one.code in DAMAGE]


IDS = ["123456789012", "123456789013"]
DAMAGED = {
    "long ids": ("parcel", [*IDS, "1.23457E+11"], "scientific-notation", "1.23457E+11"),
    "all ids": ("pid", ["1.23457E+11"] * 5, "scientific-notation", "1.23457E+11"),
    "no digits": ("pid", ["1E+15", "123"], "scientific-notation", "1E+15"),
    "ids with a decimal comma": ("parcel", [*IDS, "1,23457E+11"], "scientific-notation", "1,23457E+11"),
    "fifteen digits": ("pid", [f"4539148803436{n}00" for n in range(4)], "digits-lost", "4539148803436000"),
    "apostrophe": ("code", ["A1", "'00123", "B2"], "apostrophe", "'00123"),
    "in German": ("level", ["1", "#WERT!", "3"], "spreadsheet-error", "#WERT!"),
    "data types": ("level", ["1", "#CONNECT!", "3"], "spreadsheet-error", "#CONNECT!"),
    "line breaks": ("note", ["a", "two_x000D_lines"], "escaped-character", "two_x000D_lines"),
    "zeros": ("postal", ["01234", "2345", "03456"], "zeros-lost", "2345"),
    "one zero left": ("code", ["12345", "678", "00911", "33333"], "zeros-lost", "678"),
    "gene": ("species", ["SEP1", "2-Sep", "SEP3"], "date-among-codes", "2-Sep"),
    "ages": ("age", ["0-4", "9-May", "14-Oct", "15-19", "20-24", "25-29"], "date-among-codes", "9-May"),
    "month first": ("code", ["A1", "B2", "Mar-05", "C3"], "date-among-codes", "Mar-05"),
    "French": ("code", ["SEPT1", "02-sept", "MARS2"], "date-among-codes", "02-sept"),
    "French, with a point": ("code", ["A1", "2-févr.", "B2"], "date-among-codes", "2-févr."),
    "among numbers": ("code", ["1", "2", "3-Apr", "4", "5", "6", "7"], "date-among-codes", "3-Apr"),
    "serial numbers": ("report_date", ["45291", "45292", "44000"], "date-serial", "45291"),
    "serials, other name": ("Date of visit", ["45291", "45292"], "date-serial", "45291"),
    "minus": ("level", ["1.5", "−2.5", "3", "4", "5"], "minus-sign", "−2.5"),
    "dash as minus": ("level", ["1", "–2", "3", "4", "5"], "minus-sign", "–2"),
    "no-break space": ("area", ["1\u00a0234", "567", "890", "1", "2"], "number-spaces", "1\u00a0234"),
    "narrow space": ("area", ["1\u202f234\u202f567,5"], "number-spaces", "1\u202f234\u202f567,5"),
    "zero width": ("name", ["Fraser\u200b", "Skeena"], "invisible-character", "Fraser\\u200b"),
    "mark in a cell": ("name", ["Fraser", "\ufeffSkeena"], "invisible-character", "\\ufeffSkeena"),
    "turned": ("name", ["Fraser", "ab\u202ecd"], "invisible-character", "ab\\u202ecd"),
    "soft hyphen": ("name", ["wa\u00adter", "x"], "invisible-character", "wa\\u00adter"),
    "joiner": ("name", ["wa\u200dter", "x"], "invisible-character", "wa\\u200dter"),
    "reference": ("level", ["1", "#REF!", "3"], "spreadsheet-error", "#REF!"),
    "name": ("level", ["a", "#NAME?", "b"], "spreadsheet-error", "#NAME?"),
    "not available": ("level", ["1", "#N/A", "3"], "spreadsheet-error", "#N/A"),
    "division": ("level", ["1", "#DIV/0!", "3"], "spreadsheet-error", "#DIV/0!"),
    "too narrow": ("level", ["1", "########", "3"], "spreadsheet-error", "########"),
    "in French": ("level", ["1", "#VALEUR!", "3"], "spreadsheet-error", "#VALEUR!"),
    "formula": ("note", ["ok", "=SUM(A1:A9)", "ok"], "formula", "=SUM(A1:A9)"),
    "command": ("note", ["ok", "=cmd|' /C calc'!A0", "ok"], "formula", "=cmd|' /C calc'!A0"),
    "at": ("note", ["ok", "@SUM(1+1)", "ok"], "formula", "@SUM(1+1)"),
    "plus": ("note", ["ok", "+cmd|x", "ok"], "formula", "+cmd|x"),
    "order": ("day", ["13/02/2024", "14/02/2024", "03/14/2024", "05/06/2024"], "date-order", "03/14/2024"),
    "order, short years": ("day", ["25/02/24", "26/02/24", "3/14/24"], "date-order", "3/14/24"),
    "order, dashes": ("day", ["13-02-2024", "14-02-2024", "03-14-2024"], "date-order", "03-14-2024"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    column, values, code, value = DAMAGED[name]

    for many in (values, values + values[:1] * 1500):  # cell by cell, and in columns
        result = check(tmp_path, many, column)
        first = next((one for one in found(result) if one[0] == code), None)
        assert first == (code, values.index(values[[shown(v) for v in values].index(value)]) + 2, value), name
        assert not result.has_errors


def shown(value: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if c in "\u200b\ufeff\u202e\u00ad\u200d" else c for c in value)


CLEAN = {
    "physics": ("energy", ["1.5E+12", "2.5E-03", "1.0E+00"]),
    "decimals": ("energy", ["1.23457E+11", "12.5"]),
    "lower case": ("energy", ["1.23457e+11", "5e+15"]),
    "codes of any length": ("route", ["007", "42", "0815"]),
    "all with zeros": ("code", ["00123", "04567", "12345"]),
    "no zeros": ("code", ["123", "4567"]),
    "nothing and nothing": ("share", ["0", "00", "0"]),
    "months": ("month", ["Jan-24", "Feb-24", "Mar-24"]),
    "days": ("day", ["2-Sep", "3-Sep", "4-Sep"]),
    "codes in capitals": ("site", ["MAR-05", "SEP-02", "ABC-01"]),
    "words": ("note", ["March", "may 5 fish", "sept", "Dec-line"]),
    "years": ("date", ["2019", "2020", "2021"]),
    "compact dates": ("date", ["20240101", "20240102"]),
    "numbers near serials": ("population", ["45291", "45292"]),
    "updates": ("update_count", ["45291", "45292"]),
    "ranges with a dash": ("depth", ["0–5", "5–10", "over 10"]),
    "joiners of a script": ("name", ["نمی\u200cخواهم", "क्\u200dष", "👩\u200d💻"]),
    "hashes": ("note", ["#1", "# of fish", "#hashtag", "#REF"]),
    "signs": ("note", ["-", "+ tax", "@gov", "- see note", "a=b", "-5", "+3.5"]),
    "day first": ("day", ["13/02/2024", "14/02/2024", "05/06/2024"]),
    "month first": ("day", ["03/14/2024", "05/06/2024"]),
    "long ids": ("pid", ["4539148803436467", "4539148803436470", "4539148803436480", "4539148803436490"]),
    "apostrophes": ("name", ["'98", "'s-Hertogenbosch", "O'Brien", "Queen's", "'quoted'"]),
    "names like errors": ("note", ["#nv1", "#busy bee", "#python", "_x_", "x0009"]),
    "phones": ("phone", ["250 555 1234", "+1 250 555"]),
}


@pytest.mark.parametrize("name", CLEAN)
def test_what_only_looks_like_damage_is_none(tmp_path: Path, name: str) -> None:
    column, values = CLEAN[name]
    for many in (values, values * 600):
        assert found(check(tmp_path, many, column)) == []


def test_clean_tables_get_hardly_any_false_warning(tmp_path: Path) -> None:
    wrong: Counter[str] = Counter()
    tables = 300
    for seed in range(tables):
        (tmp_path / "a.csv").write_bytes(clean_table(seed))
        wrong.update({one.code for one in check_file(tmp_path / "a.csv").findings if one.code in DAMAGE | {"encoding"}})
    assert sum(wrong.values()) <= 0.02 * tables, wrong


def test_a_header_that_was_pasted_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"station,river\r\nS1,Fraser\r\nstation,river\r\nS2,station\r\nstation,x\r\n station ,river\r\n")
    assert [(one.code, one.row) for one in check_file(path).findings if one.code == "header-repeated"] == [
        ("header-repeated", 3), ("header-repeated", 6),
    ]  # fmt: skip
    path.write_bytes(b"station\r\nstation\r\nS2\r\n")
    assert not check_file(path).code_counts.get("header-repeated")


@pytest.mark.parametrize(
    ("text", "is_total"),
    [
        ("region,n\r\nA,1\r\nB,2\r\nTotal,3\r\n", True),
        ("region,n\r\nA,1\r\nB,2\r\nGRAND TOTAL:,4\r\n", True),  # nothing but a number beside the name
        ("region,kind,n\r\nA,x,1.5\r\nB,y,2\r\nTotal,all,3.5\r\n", True),
        ("region,kind,n\r\nA,x,1.5\r\nB,y,2\r\nTotal,all,9\r\n", False),
        ("region,n\r\nA,1\r\nB,2\r\nTotal,\r\n", False),
        ("region,sex,n\r\nA,Male,1\r\nA,Total,2\r\nB,Male,3\r\nB,Total,4\r\n", False),
        ("region,n\r\nA,1\r\nTotal phosphorus,3\r\n", False),
        ("region,n\r\nTotal,3\r\n", False),
        ("région,n\r\nA,1\r\nB,2\r\nTotal général,3\r\n", True),
        ("region,n\r\nA,1\r\nB,2\r\nAverage,1.5\r\n", True),
    ],
)
def test_a_total_below_the_data(tmp_path: Path, text: str, is_total: bool) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode())
    assert ("total-row" in check_file(tmp_path / "a.csv").code_counts) == is_total


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1,234", "12,345.50", "999"], "string"),
        (["5%", "6 %", "7"], "string"),
        (["1\u00a0234", "2\u00a0345", "5"], "string"),
        (["−1", "−2", "3"], "string"),
        (["1,234", *map(str, range(20))], "integer"),
        (["5%", *map(str, range(20)), "1.5"], "number"),
        (["1.23457E+11", "5"], "number"),
        (["2024-01-02", "3/4/2024", "4/4/2024"], "string"),
        (["1", "#REF!", "3"], "integer"),
    ],
)
def test_the_schema_is_true_for_most_cells(tmp_path: Path, values: list[str], kind: str) -> None:
    schema = check(tmp_path, values).schema
    assert schema is not None
    assert schema["fields"][1]["type"] == kind
    if "#REF!" in values:
        assert schema["fields"][1]["missingValues"] == ["", "#REF!"]
