"""What is proposed for a file, and which resource it may replace."""

import json
from pathlib import Path

import pytest

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.bcdc.guidance import of_a_resource
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.data_dictionary import dictionary_markdown
from bcdc_desktop.preflight.period import period_in_name
from bcdc_desktop.preflight.proposal import Match, match_replacement, name_in_words, propose

BCDC = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))


def test_a_csv_gets_the_fields_of_a_file_kept_in_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "air_quality.csv"
    path.write_bytes(b"station,observed_on,updated\r\nHope,2024-01-03,2025-01-01\r\nHope,2024-02-05,2025-01-02\r\n")
    check = check_file(path)

    fields = propose(path, BCDC, check=check)

    assert fields == {
        "name": "Download Air quality",
        "bcdc_type": "document",
        "format": "csv",
        "resource_storage_location": "catalogue data store",
        "resource_type": "data",
        "resource_access_method": "direct access",
        "temporal_extent": [{"beginning_date": "2024-01-03", "end_date": "2024-02-05"}],
        "json_table_schema": check.schema,
        "supplemental_info": dictionary_markdown(check.schema),
    }


@pytest.mark.parametrize("file_name", ["levels.csv", "Download_levels.csv", "viewer.pdf", "日本.csv", ".csv"])
def test_a_proposed_name_is_as_the_guidance_wants_it(file_name: str) -> None:
    resource = {"id": "r", "description": "d", **propose(Path(file_name), BCDC)}
    assert [advice.done for advice in of_a_resource(resource, BCDC) if advice.field == "name"] == [True]


def test_a_file_matches_the_resource_that_was_named_after_it() -> None:
    siblings = [{"id": "r", "name": propose(Path("air_quality_2024.csv"), BCDC)["name"], "url": "https://a.example/x"}]
    assert [m.exact for m in match_replacement(Path("air_quality_2024.csv"), siblings)] == [True]
    assert [m.exact for m in match_replacement(Path("air_quality_2025.csv"), siblings)] == [False]


def test_siblings_give_the_update_cycle_and_defaults_stand_above() -> None:
    siblings = [{"resource_update_cycle": cycle} for cycle in ("weekly", "monthly", "monthly", "", None)]

    fields = propose(Path("wells.geojson"), BCDC, siblings=siblings, defaults={"resource_type": "abstraction"})

    assert fields["resource_update_cycle"] == "monthly"
    assert fields["resource_type"] == "abstraction"
    assert fields["bcdc_type"] == "geographic"
    assert "temporal_extent" not in fields
    assert "json_table_schema" not in fields
    assert "description" not in fields


def test_no_schema_is_proposed_for_a_table_with_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,name\r\n1,lake\r\n2\r\n")

    assert "json_table_schema" not in propose(path, BCDC, check=check_file(path))


@pytest.mark.parametrize(
    ("file_name", "format"), [("wells.geojson", "GeoJSON"), ("rain.csv", "CSV"), ("notes.unheard", "")]
)
def test_another_catalogue_is_proposed_nothing_of_bcdc(file_name: str, format: str) -> None:
    siblings = [{"resource_update_cycle": "monthly"}]
    fields = propose(Path(file_name), DatasetSchema("dataset", (), ()), siblings=siblings)
    assert fields == {"name": file_name.split(".")[0].capitalize(), "format": format}


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("air_quality-2024-03.csv", "Air quality 2024-03"),
        ("AirQuality.csv", "Air Quality"),
        ("well-log--final.CSV", "Well log final"),
        ("roads.gdb.zip", "Roads"),
        ("été_à Québec.csv", "Été à Québec"),
        ("日本.csv", "日本"),
        ("BC_PHN_counts.csv", "BC PHN counts"),
        (".csv", ".csv"),
    ],
)
def test_a_file_name_in_words(file_name: str, name: str) -> None:
    assert name_in_words(file_name) == name


@pytest.mark.parametrize(
    ("stem", "extent"),
    [
        ("sales_2023", ("2023-01-01", "2023-12-31")),
        ("sales 2019-2023", ("2019-01-01", "2023-12-31")),
        ("sales-2024-02", ("2024-02-01", "2024-02-29")),
        ("sales_202402", ("2024-02-01", "2024-02-29")),
        ("sales_2024-02-15", ("2024-02-15", "2024-02-15")),
        ("sales_20240215", ("2024-02-15", "2024-02-15")),
        ("sales_2023-Q4", ("2023-10-01", "2023-12-31")),
        ("Q1 2024 sales", ("2024-01-01", "2024-03-31")),
        ("sales_march_2024", ("2024-03-01", "2024-03-31")),
        ("2020-01-01_2020-06-30", ("2020-01-01", "2020-06-30")),
        ("2023-Q1_to_2023-Q3", ("2023-01-01", "2023-09-30")),
        ("budget_2023-24", ("2023-04-01", "2024-03-31")),
        ("budget FY2011-12", ("2011-04-01", "2012-03-31")),
        ("budget_2011-12", None),
        ("sales_20240230", None),
        ("well_1234", None),
        ("id_20231", None),
        ("sales", None),
        ("2019 2020 2021", None),
    ],
)
def test_the_period_in_a_file_name(stem: str, extent: tuple[str, str] | None) -> None:
    period = period_in_name(stem)

    assert (period and (period.begin.isoformat(), period.end.isoformat())) == extent


SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "level", "type": "number"}]}
SIBLINGS = [
    {"id": "r1", "name": "Notes", "url": "https://example.org/dataset/d/resource/r1/download/notes.pdf"},
    {"id": "r2", "name": "Levels", "url": "https://example.org/x.csv", "json_table_schema": json.dumps(SCHEMA)},
    {"id": "r3", "name": "Lake levels 2024-02", "url": "https://example.org/download/lake_levels_2024-02.csv"},
    {"id": "r4", "name": "Lake levels 2024-03", "url": ""},
    {"id": "r5", "name": "March", "url": "https://example.org/download/Lake_Levels%202024-03.csv"},
]


def test_candidates_for_replacement_come_with_their_reason_the_best_first() -> None:
    assert match_replacement(Path("lake_levels_2024-03.csv"), SIBLINGS, schema=SCHEMA) == [
        Match("r5", "March", "file name", exact=True),
        Match("r4", "Lake levels 2024-03", "name", exact=True),
        Match("r3", "Lake levels 2024-02", "file name"),
        Match("r2", "Levels", "columns"),
    ]


def test_nothing_is_matched_without_a_reason() -> None:
    assert match_replacement(Path("rivers.csv"), SIBLINGS) == []
    assert match_replacement(Path("2024.csv"), [{"id": "r", "name": "2023", "url": ""}]) == []
    assert (
        match_replacement(Path("a.csv"), [{"id": "", "name": "a"}, {"id": "r", "json_table_schema": "{broken"}]) == []
    )
