"""Every kind of field, at the top and in rows: what stands in another record's cells is that value, and what is set is
in the plan, also after its file."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bcdc_desktop.app.bulk.plan import plan_operations
from bcdc_desktop.app.bulk.plan_file import plan_of_plan, read_plan, require_sound, save_plan
from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.bulk_operations import FieldPath, SetValue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.values import same
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from helpers.field_values import fitting
from helpers.schemas import field, whole

_NUMBERED = [{"value": 1, "label": "One"}, {"value": 2, "label": "Two"}, {"value": False, "label": "None"}]
_RAW = whole().raw
SCHEMA = DatasetSchema.from_action({
    **_RAW,
    "dataset_fields": [
        *_RAW["dataset_fields"], field("numbered", "select", choices=_NUMBERED),
        field("all_numbered", "multiple_checkbox", choices=_NUMBERED[:2]),
    ],
})  # fmt: skip
_OTHERWISE = ("title", "name", "license_id", "owner_org", "tag_string", "url", "hidden", "shown_only")
FIELDS = {f.name: f for f in SCHEMA.dataset_fields if f.name not in _OTHERWISE and not f.read_only}
_settings = settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
_two = st.lists(st.sampled_from(list(FIELDS)), min_size=1, max_size=4, unique=True).flatmap(
    lambda names: st.tuples(*[st.fixed_dictionaries({n: fitting(FIELDS[n], own_keys=False) for n in names})] * 2)
)


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    """A catalogue that is not asked, with a schema of every kind of field."""
    profile = Profile("kinds", "Kinds", "http://127.0.0.1:1", user="someone")
    made = Workspace(profile, Store.open(Places.below(home), "kinds", "someone"), Catalogue(profile, None))
    made.put_schema(SCHEMA)
    yield made
    made.close()


def _fill(workspace: Workspace, *records: dict[str, Any]) -> None:
    workspace.store.cache.records.remove(list(workspace.store.cache.records.ids()))
    common = {"state": "active", "type": "dataset", "metadata_modified": "2026-01-01T00:00:00", "resources": []}
    workspace.store.cache.records.put(
        [{**common, **r, "id": f"p{n}", "name": f"record-{n}", "title": f"Record {n}"} for n, r in enumerate(records)]
    )


@_settings
@given(values=_two)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_cells_of_another_record(
    workspace: Workspace, tmp_path: Path, suffix: str, values: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = values
    _fill(workspace, first, second)
    path = tmp_path / f"edit.{suffix}"
    write_editing_file(workspace, "", path)
    assert not plan_editing_file(workspace, path).records
    _COPIES[suffix](path, set(first))
    plan = plan_editing_file(workspace, path)
    found = {c.field: c.after for r in plan.records for c in r.changes if r.id == "p0"}
    assert found.keys() <= first.keys()
    assert plan.notes or all(same(found.get(n, first[n]), second[n], FIELDS[n]) for n in first)


def _copy_in_workbook(path: Path, names: set[str]) -> None:
    book = openpyxl.load_workbook(path)
    for page in book:
        if page.title.startswith("~") or page.title in ("choices", "about this file", "Resources"):
            continue
        rows: dict[Any, list[int]] = {"p0": [], "p1": []}
        for number in range(3, page.max_row + 1):
            rows.setdefault(page.cell(number, 1).value, []).append(number)
        columns = range(5, page.max_column + 1)
        if page.title == "Records":
            columns = [c for c in columns if page.cell(1, c).value in names]
            to = rows["p0"]
        else:  # rows of a group: those that were there are emptied, and new ones are added
            for number, column in ((n, c) for n in rows["p0"] for c in columns):
                page.cell(number, column).value = None
            to = [page.max_row + 1 + n for n in range(len(rows["p1"]))]
        for number, other in zip(to, rows["p1"], strict=True):
            page.cell(number, 1).value = "p0"
            for column in columns:
                cell, value = page.cell(number, column), page.cell(other, column).value
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)


def _copy_in_csv(path: Path, names: set[str]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    one, other = (next(line for line in lines if line[0] == i) for i in ("p0", "p1"))
    for at, name in enumerate(lines[0]):
        if name in names:
            one[at] = other[at]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


_COPIES: dict[str, Callable[[Path, set[str]], None]] = {"xlsx": _copy_in_workbook, "csv": _copy_in_csv}


@_settings
@given(values=_two)
def test_what_is_set_is_in_the_plan_also_after_its_file(
    workspace: Workspace, tmp_path: Path, values: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    before, wanted = values
    _fill(workspace, before)
    plan = plan_operations(workspace, [SetValue(FieldPath(n), v) for n, v in wanted.items()])
    found = {c.field: c.after for r in plan.records for c in r.changes}
    assert found.keys() == {n for n in wanted if not same(before[n], wanted[n], FIELDS[n])}
    assert all(same(after, wanted[n], FIELDS[n]) for n, after in found.items())
    save_plan(plan, tmp_path / "plan.json")
    again = read_plan(tmp_path / "plan.json")
    require_sound(workspace, again)
    assert again == plan
    assert plan_of_plan(workspace, tmp_path / "plan.json").records == plan.records
