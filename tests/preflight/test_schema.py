"""The schema of a table: corrected by a person, read as a dictionary, compared with its predecessor's."""

from pathlib import Path

import pytest

from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.table_schema import (
    STATISTICS_KEY,
    SchemaDifference,
    compare_schemas,
    correct_type,
    data_dictionary_markdown,
)


def schema(**types: str) -> dict:
    return {"fields": [{"name": name, "type": kind} for name, kind in types.items()]}


def test_marks_of_a_missing_value_are_in_the_schema_and_not_among_the_values(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,level\r\n1,10\r\n2,NA\r\n3,\r\n4,12.5\r\n5,-3\r\n")

    found = check_file(path).schema

    assert found is not None
    assert found["fields"][1] == {
        "name": "level",
        "type": "number",
        "missingValues": ["", "NA"],
        STATISTICS_KEY: {"count": 3, "missing": 2, "minimum": -3, "maximum": 12.5},
    }


def test_a_column_of_text_with_numbers_in_it_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"route\r\n1\r\n5A\r\n97C\r\n3\r\nisland\r\n")

    result = check_file(path)

    assert result.findings == ()
    assert result.schema is not None
    assert result.schema["fields"][0]["type"] == "string"


def test_the_type_is_told_from_the_whole_file_and_not_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,level\r\n" + b"1,2\r\n" * 400_000 + b"1,2.5\r\n")

    result = check_file(path)

    assert result.schema is not None
    assert result.schema["fields"][1]["type"] == "number"
    assert result.schema["fields"][1][STATISTICS_KEY] == {"count": 400_001, "missing": 0, "minimum": 2, "maximum": 2.5}


def test_a_stray_cell_far_down_is_found_with_its_record(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,note,level\r\n" + b'1,"a\r\nb",2\r\n' * 300_000 + b"1,a,unknown\r\n" + b"1,a,2\r\n" * 10)

    result = check_file(path)

    assert [(one.code, one.row, one.column, one.value) for one in result.findings] == [
        ("mixed-types", 300_002, "level", "unknown")
    ]


def test_a_person_corrects_a_type() -> None:
    before = {"fields": [{"name": "code", "type": "integer", STATISTICS_KEY: {"count": 3}}], "missingValues": [""]}

    after = correct_type(before, "code", "string")

    assert after["fields"] == [{"name": "code", "type": "string", STATISTICS_KEY: {"count": 3}}]
    assert before["fields"][0]["type"] == "integer"
    with pytest.raises(ValueError, match="colour"):
        correct_type(before, "code", "colour")
    with pytest.raises(KeyError):
        correct_type(before, "other", "string")


def test_the_data_dictionary_is_a_table_that_any_name_fits_in() -> None:
    text = data_dictionary_markdown(
        {"fields": [{"name": "a|b", "type": "integer", STATISTICS_KEY: {"count": 2, "missing": 1, "minimum": 0}}]}
    )

    assert text.splitlines()[2] == "| a\\|b | integer | 2 | 1 | 0 |  |"


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (schema(a="string"), schema(a="string"), SchemaDifference()),
        (schema(a="string"), schema(a="string", b="date"), SchemaDifference(added=("b",))),
        (schema(a="string", b="date"), schema(a="string"), SchemaDifference(removed=("b",))),
        (schema(a="integer"), schema(a="number"), SchemaDifference(retyped=(("a", "integer", "number"),))),
        (schema(Town="string"), schema(town="string"), SchemaDifference(renamed=(("Town", "town"),))),
        (
            schema(id="integer", station_name="string"),
            schema(id="integer", stationName="string", level="number"),
            SchemaDifference(added=("level",), renamed=(("station_name", "stationName"),)),
        ),
        (
            schema(id="integer", lake="string"),
            schema(id="integer", water_body="string"),
            SchemaDifference(renamed=(("lake", "water_body"),)),
        ),
        (
            schema(id="integer", lake="string"),
            schema(id="integer", depth="number"),
            SchemaDifference(added=("depth",), removed=("lake",)),
        ),
        (None, schema(a="string"), SchemaDifference()),
    ],
)
def test_what_changes_for_readers_of_the_data(old: dict | None, new: dict, difference: SchemaDifference) -> None:
    assert compare_schemas(old, new) == difference
    assert bool(difference) == (difference != SchemaDifference())
