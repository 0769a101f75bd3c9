"""The schema of a table: corrected by a person, read as a dictionary, compared with its predecessor's."""

import json
from pathlib import Path

import pytest

from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.data_dictionary import (
    dictionary_markdown,
    has_dictionary,
    with_dictionary,
    write_dictionary,
)
from bcdc_desktop.preflight.table_schema import (
    STATISTICS_KEY,
    SchemaDifference,
    carry_over,
    compare_schemas,
    correct_field,
)


def schema(**types: str) -> dict:
    return {"fields": [{"name": name, "type": kind} for name, kind in types.items()]}


def test_a_mark_that_comes_late_is_known_too(tmp_path: Path) -> None:
    """As many of one mark stand before it as places are kept of a finding."""
    path = tmp_path / "late.csv"
    values = [*(str(n) for n in range(400)), *["NA"] * 150, "-"]
    path.write_bytes("\r\n".join(["n,m", *(f"{n},x" for n in values), ""]).encode())
    schema = check_file(path).schema
    assert schema is not None
    assert schema["fields"][0]["missingValues"] == ["", "-", "NA"]


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


def test_a_person_corrects_a_column() -> None:
    seen = {"count": 3}
    before = {"fields": [{"name": "code", "type": "integer", STATISTICS_KEY: seen}], "missingValues": [""]}

    after = correct_field(before, "code", {"type": "datetime", "description": "When", "missingValues": ["", "-"]})

    assert after["fields"] == [
        {
            "name": "code",
            "type": "datetime",
            STATISTICS_KEY: seen,
            "format": "%Y-%m-%d %H:%M:%S",
            "description": "When",
            "missingValues": ["", "-"],
        }
    ]
    assert before["fields"] == [{"name": "code", "type": "integer", STATISTICS_KEY: seen}]
    again = correct_field(after, "code", {"type": "integer", "description": "", "missingValues": []})
    assert again == before
    with pytest.raises(ValueError, match="colour"):
        correct_field(before, "code", {"type": "colour"})
    with pytest.raises(KeyError):
        correct_field(before, "other", {"type": "string"})


def test_what_people_wrote_about_a_column_stays_when_its_file_is_replaced() -> None:
    old = {
        "fields": [
            {"name": "ID", "type": "string", "description": "Key", "format": "x", STATISTICS_KEY: {"count": 1}},
            {"name": "station_name", "type": "string", "title": "Station", "unit": "m"},
            {"name": "gone", "type": "string", "description": "Gone"},
        ]
    }
    new = schema(id="integer", stationName="string", fresh="date")

    assert carry_over(old, new)["fields"] == [
        {"name": "id", "type": "integer", "description": "Key"},
        {"name": "stationName", "type": "string", "title": "Station", "unit": "m"},
        {"name": "fresh", "type": "date"},
    ]
    assert carry_over(None, new) == new


DESCRIBED = {
    "fields": [
        {"name": "a|b", "type": "integer", STATISTICS_KEY: {"count": 2, "missing": 1, "minimum": 0, "maximum": 7}},
        {"name": "c", "type": "string", "description": "Two\nlines", "missingValues": ["", "N/A"]},
    ]
}


def test_the_data_dictionary_is_a_table_that_any_name_fits_in() -> None:
    assert dictionary_markdown(DESCRIBED).splitlines() == [
        "| Column | Type | Description | Values | Empty | From | To |",
        "| --- | --- | --- | ---: | ---: | --- | --- |",
        "| a\\|b | integer |  | 2 | 1 | 0 | 7 |",
        "| c | string | Two lines |  | (N/A) |  |  |",
    ]
    assert "Description" not in dictionary_markdown(schema(a="string"))


def test_the_dictionary_has_its_place_in_a_text() -> None:
    table = dictionary_markdown(DESCRIBED)
    assert with_dictionary("", DESCRIBED) == table
    text = with_dictionary("About it.", DESCRIBED) + "\nMore of it.\n"
    assert text == f"About it.\n\n{table}\nMore of it.\n"
    other = schema(only="date")
    again = with_dictionary(text.replace("\n", "\r\n"), other)
    assert again == f"About it.\n\n{dictionary_markdown(other)}\nMore of it.\n"
    assert has_dictionary(again)
    assert not has_dictionary("| Column | of something else |\n| --- | --- |\n")


@pytest.mark.parametrize("suffix", ["csv", "md", "json"])
def test_the_dictionary_is_written_as_the_extension_says(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"columns.{suffix}"

    write_dictionary(DESCRIBED, target)

    if suffix == "csv":
        result = check_file(target)
        assert (result.columns[:2], result.rows, result.counts["error"]) == (("Column", "Type"), 2, 0)
    elif suffix == "md":
        assert target.read_text("utf-8") == dictionary_markdown(DESCRIBED)
    else:
        assert json.loads(target.read_text("utf-8")) == DESCRIBED


def test_the_dictionary_has_nothing_that_a_spreadsheet_runs(tmp_path: Path) -> None:
    named = {"fields": [{"name": "=1+1", "type": "string", "description": "@SUM(A1)", STATISTICS_KEY: {"minimum": -3}}]}
    write_dictionary(named, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8").splitlines()[1] == "'=1+1,string,'@SUM(A1),,,-3,"


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
