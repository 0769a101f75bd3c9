"""What spreadsheet programs make of a cell is told, and what people write in one is an edit."""

import pytest

from bcdc_desktop.app.bulk.cell_damage import cell_damage, same_number
from bcdc_desktop.domain.schema import Field, FieldKind


def said(
    now: str, before: str, kind: FieldKind = FieldKind.TEXT, *, is_date: bool = False, is_csv: bool = False
) -> str:
    return cell_damage(now, before, Field("f", "F", kind), is_date=is_date, is_csv=is_csv)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("12", "0012"), ("1.23457E+16", "12345678901234567"), ("1,23457E+16", ""), ("01-Feb", "1/2"),
        ("Mar-24", "2024-03"), ("2-Sep", "SEPT2"), ("1 févr.", "1/2"), ("2024-03-01", "2024-03"),
        ("01.03.2024", "2024-03-01"), ("2026-02-01", "1/2"), ("TRUE", "True"), ("VRAI", "true"),
        ('Wells "of" the North', "Wells “of” the North"),
        ("a b", "a\u00a0b"), ("a b", "a\nb"),
    ],
)  # fmt: skip
def test_what_a_program_did_to_a_text(now: str, before: str) -> None:
    assert said(now, before)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2024-25", "2023-24"), ("10.2.11", "10.2.10"), ("a\n\nb", "a b"), ("1E5", ""), ("092E12", "092E11"),
        ("Market 24", ""), ("true", "no"), ("", "0012"), ("13", "12"), ("2024-03-02", "2024-03-01"),
    ],
)  # fmt: skip
def test_what_a_person_wrote(now: str, before: str) -> None:
    assert not said(now, before, is_csv=True)


def test_a_csv_file_has_what_was_shown() -> None:
    assert said("Mar-24", "", is_csv=True)
    assert not said("Mar-24", "")
    assert not said("Market-24", "", is_csv=True)


@pytest.mark.parametrize(
    ("now", "before", "kind", "is_date"),
    [
        ("2024-03-01 14:30", "2024-03-01T14:30:15", FieldKind.DATETIME, False),
        ("2024-03-01T14:30:15", "2024-03-01T14:30:15.123456", FieldKind.DATETIME, True),
        ("2024-03-01", "2024-03-01T14:30:15", FieldKind.DATETIME, True),
        ("45382", "", FieldKind.PARTIAL_DATE, False), ("2024-03-01", "", FieldKind.PARTIAL_DATE, True),
        ("2024-01-01", "2024", FieldKind.PARTIAL_DATE, False), ("1\n1.500", "1", FieldKind.NUMBERS, False),
        ("1E+12", "", FieldKind.NUMBERS, False), ("2024-03-01", "", FieldKind.TEXT, True),
    ],
)  # fmt: skip
def test_what_a_program_did_to_dates_and_numbers(now: str, before: str, kind: FieldKind, is_date: bool) -> None:
    assert said(now, before, kind, is_date=is_date)


@pytest.mark.parametrize(
    ("now", "before", "kind", "is_date"),
    [
        ("2024-03-02", "2024-03-01", FieldKind.DATE, True), ("2024-03-01T09:15:00", "", FieldKind.DATETIME, True),
        ("2024-03-01", "2024-03-01T00:00:00", FieldKind.DATETIME, True),
        ("2025", "2024", FieldKind.PARTIAL_DATE, False), ("2024-03-17", "2024-03", FieldKind.PARTIAL_DATE, True),
        ("2.5\n0.125", "2", FieldKind.NUMBERS, False),
    ],
)  # fmt: skip
def test_a_date_or_a_number_that_a_person_wrote(now: str, before: str, kind: FieldKind, is_date: bool) -> None:
    assert not said(now, before, kind, is_date=is_date)


def test_a_number_is_the_same_however_it_is_written() -> None:
    for kind, equal in ((FieldKind.INTEGER, True), (FieldKind.NUMBERS, True), (FieldKind.TEXT, False)):
        assert same_number("2020.0", "2020", Field("f", "F", kind)) is equal
    assert not same_number("2021", "2020", Field("f", "F", FieldKind.INTEGER))
