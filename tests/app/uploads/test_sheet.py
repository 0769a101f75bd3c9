"""The files of a drop while it is decided what becomes of each."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.uploads.prepare import PreparedFile
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.app.workspace import Abilities
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.preflight.csv_check import check_file

PROFILE = Profile("nowhere", "Nowhere", "http://127.0.0.1:9")
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def package() -> dict[str, Any]:
    """A record with three resources, one a year."""
    resources = [{"id": f"resource-{y}", "name": f"Caseloads {y}", "bcdc_type": "document"} for y in (2021, 2022, 2023)]
    return {"id": "package-1", "title": "Child protection caseloads", "resources": resources}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file into the folder that is dropped from."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture(scope="module")
def schema() -> DatasetSchema:
    import json

    return DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))


def filled(state: SheetState, *items: PreparedFile) -> SheetState:
    state.begin([(item.path, item.size) for item in items])
    for row, item in zip(state.rows, items, strict=True):
        state.arrive(row, item)
    return state


def plain(name: str, size: int = 10, **fields: Any) -> PreparedFile:
    proposed = {"name": name, "bcdc_type": "document", "format": "other", **fields}
    proposed |= {"resource_storage_location": "catalogue data store", "resource_type": "data"}
    proposed |= {"resource_access_method": "direct access", "resource_update_cycle": "annually"}
    return PreparedFile(Path(f"/nowhere/{name}"), size, 1, "create", proposed, proposed)


def test_a_condition_that_a_file_does_not_meet(schema: DatasetSchema, package: dict[str, Any], write: Write) -> None:
    """Two maps need the type of their data and more; the table among them does not get it."""
    maps = [write(f"map{n}.geojson", '{"type": "FeatureCollection"}') for n in range(2)]
    items = []
    for path in maps:
        item = plain(path.name, bcdc_type="geographic", format="geojson")
        items.append(replace(item, path=path, check=check_file(path)))
    state = filled(SheetState(PROFILE, schema, package), *items, plain("table.bin"))
    needed = ("spatial_datatype", "projection_name", "iso_topic_category")
    assert set(needed) < set(state.common_names)
    assert [row.blockers[0].names for row in state.rows[:2]] == [needed] * 2
    for name in needed:
        first = next(f for f in schema.resource_fields if f.name == name).choices[0].value
        state.set_common(name, [first] if name == "iso_topic_category" else first)
    assert state.complete
    assert ["spatial_datatype" in item.fields for item in state.items()] == [True, True, False]


@given(st.lists(st.integers(1, 60), max_size=12), st.integers(1, 50))
def test_batches_as_the_queue_makes_them(sizes: list[int], budget: int) -> None:
    state = SheetState(replace(PROFILE, batch_limit=budget), DatasetSchema("d", (), ()), {"id": "p", "resources": []})
    filled(state, *(plain(f"f{n}", size) for n, size in enumerate(sizes)))
    left, batches = list(sizes), 0
    while left:  # one batch: the first file, and those after it as far as they fit
        taken = left.pop(0)
        while left and taken + left[0] <= budget:
            taken += left.pop(0)
        batches += 1
    assert state.batches() == batches


def test_the_number_of_batches_knows_what_was_refused_lately(schema: DatasetSchema, package: dict[str, Any]) -> None:
    state = SheetState(
        PROFILE, schema, package, batch_limit=Abilities(batch_limit=4_000_000).budget(PROFILE.batch_limit)
    )
    assert filled(state, plain("a", 3_000_000), plain("b", 3_000_000)).batches() == 1, "long ago"
    known = Abilities(batch_limit=4_000_000, batch_limit_at=time.time())
    state = SheetState(PROFILE, schema, package, batch_limit=known.budget(PROFILE.batch_limit))
    assert filled(state, plain("a", 3_000_000), plain("b", 3_000_000)).batches() == 2


def test_a_row_of_its_own_mind(schema: DatasetSchema, package: dict[str, Any]) -> None:
    """What is for all gives way to what a row says, and comes back when the row says nothing."""
    state = filled(SheetState(PROFILE, schema, package), plain("a"), plain("b"))
    state.set_common("description", "For all")
    state.set_field(state.rows[0], "description", "Mine")
    assert [state.fields_of(row)["description"] for row in state.rows] == ["Mine", "For all"]
    state.set_field(state.rows[0], "description", "")
    assert [state.fields_of(row)["description"] for row in state.rows] == ["For all", "For all"]


def test_decisions_outlive_a_file_that_cannot_be_read_for_a_while(
    schema: DatasetSchema, package: dict[str, Any]
) -> None:
    """A network drive that is off when a saved sheet is opened, and back when it is read again."""
    state = filled(SheetState(PROFILE, schema, package), plain("a"), plain("b"))
    state.set_field(state.rows[0], "name", "Named by hand")
    state.set_what(state.rows[1], "skip")
    away = SheetState(PROFILE, schema, package)
    away.restore(state.to_body())
    gone = [replace(plain(name), problem="It cannot be read.", what="skip") for name in ("a", "b")]
    for row, item in zip(away.rows, gone, strict=True):
        away.arrive(row, item)
    back = SheetState(PROFILE, schema, package)
    back.restore(away.to_body())
    for row, name in zip(back.rows, ("a", "b"), strict=True):
        back.arrive(row, plain(name))
    assert back.to_body() == state.to_body()
    for row, item in zip(away.rows, gone, strict=True):
        away.read_again(row)
        away.arrive(row, plain(item.path.name))
    assert away.to_body() == state.to_body()


def test_a_file_that_could_not_be_read_at_first_is_proposed_for_afterwards(
    schema: DatasetSchema, package: dict[str, Any]
) -> None:
    """It was locked when it was dropped: nobody decided anything about it."""
    state = SheetState(PROFILE, schema, package)
    filled(state, replace(plain("a"), problem="It cannot be read.", what="skip", proposed={}, fields={}))
    row = state.rows[0]
    assert [t.kind for t in row.blockers] == ["unusable"]
    state.read_again(row)
    state.arrive(row, plain("a"))
    assert (row.what, state.name_of(row)) == ("create", "a")
    assert "name" in row.proposed


def test_the_columns_are_compared_once_for_each_decision(
    schema: DatasetSchema, package: dict[str, Any], write: Write
) -> None:
    """A wide table whose columns were all renamed takes long to compare: not again each time the row is shown."""
    path = write("wide.csv", ",".join(f"New_{n}" for n in range(40)) + "\r\n" + ",".join("1" * 40) + "\r\n")
    old = {"fields": [{"name": f"Alt{n}", "type": "integer"} for n in range(40)]}
    package["resources"][0]["json_table_schema"] = old
    item = replace(plain("wide.csv"), path=path, check=check_file(path))
    state = filled(SheetState(PROFILE, schema, package), item)
    row = state.rows[0]
    state.set_what(row, "replace", package["resources"][0]["id"])
    assert state.stores_columns(row) and row.difference
    compared = row.difference
    state.fields_of(row), state.items(), state.shown_fields(row), state.review()
    assert row.schema is not None and state.columns_of(row)
    assert row.difference is compared
    state.set_column(row, "New_1", {"description": "The first"})
    assert row.difference is not compared


def test_one_resource_is_proposed_once(schema: DatasetSchema, package: dict[str, Any], write: Write) -> None:
    from bcdc_desktop.preflight.proposal import Match

    match = (Match("resource-2021", "Caseloads 2021", "name"),)
    items = [replace(plain(name), matches=match) for name in ("a", "b")]
    state = filled(SheetState(PROFILE, schema, package), *items)
    for row in state.rows:
        state.set_what(row, "replace")
    assert [row.resource for row in state.rows] == ["resource-2021", ""]
    assert [t.kind for t in state.rows[1].blockers] == ["resource"]


def test_what_is_kept_is_plain_json(schema: DatasetSchema, package: dict[str, Any]) -> None:
    import orjson

    state = filled(SheetState(PROFILE, schema, package), plain("ü, 日本"), plain("b"))
    state.set_what(state.rows[1], "skip")
    state.set_field(state.rows[0], "description", "“quoted”")
    body = orjson.loads(orjson.dumps(state.to_body()))
    again = SheetState(PROFILE, schema, package)
    again.restore(body)
    for row, name in zip(again.rows, ("ü, 日本", "b"), strict=True):
        again.arrive(row, plain(name))
    assert again.to_body() == state.to_body()
