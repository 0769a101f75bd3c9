"""For any records: a spreadsheet that was not edited changes nothing, an edited cell is that one change, a plan is the
same after its file, and a restore brings back what no one else has changed and nothing else."""

import csv
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st

from app.conftest import Practice
from bcdc_desktop.app.bulk.ledger import bulk_change
from bcdc_desktop.app.bulk.plan import plan_changes, plan_operations
from bcdc_desktop.app.bulk.plan_file import read_plan, save_plan
from bcdc_desktop.app.bulk.restore import plan_restore, start_restore
from bcdc_desktop.app.bulk.run import run, start
from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.bulk_operations import FieldPath, SetValue
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.schema import OWN_NAMES
from bcdc_desktop.domain.values import is_empty, same
from domain.strategies import values
from helpers.sample_record import LINK

_numbers = itertools.count()
_TYPED = st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)
# a shrunk example takes minutes: each try writes a workbook
_settings = settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@pytest.fixture
def workspace(practice: Practice) -> Workspace:
    """An empty cache, with BCDC's schema."""
    return practice.workspace()


def _fields(workspace: Workspace, *, of_resources: bool) -> st.SearchStrategy[dict[str, Any]]:
    schema = workspace.schema()
    listed = schema.resource_fields if of_resources else schema.dataset_fields
    fields = {f.name: f for f in listed if not f.read_only and f.name not in (*OWN_NAMES, "name", "url")}
    some = st.lists(st.sampled_from(list(fields)), max_size=6, unique=True)
    return some.flatmap(lambda names: st.fixed_dictionaries({n: values(fields[n]) for n in names}))


def _fill(workspace: Workspace, drawn: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> list[str]:
    """Put records of whatever values into an empty cache."""
    workspace.store.cache.records.remove(list(workspace.store.cache.records.ids()))
    made = []
    for fields, resources in drawn:
        number = next(_numbers)
        links = [{**LINK, **r, "id": f"r{number}-{n}", "url": "https://example.org"} for n, r in enumerate(resources)]
        made.append({
            "title": f"Record {number}", **fields, "id": f"p{number}", "name": f"record-{number}", "state": "active",
            "metadata_modified": "2026-01-01T00:00:00", "resources": links, "organization": None,
        })  # fmt: skip
    workspace.store.cache.records.put(made)
    return [r["id"] for r in made]


@_settings
@given(data=st.data())
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_was_not_edited_changes_nothing(workspace: Workspace, tmp_path: Path, suffix: str, data: Any) -> None:
    links = st.lists(_fields(workspace, of_resources=True), max_size=2)
    record = st.tuples(_fields(workspace, of_resources=False), links)
    _fill(workspace, data.draw(st.lists(record, min_size=1, max_size=3)))
    path = tmp_path / f"edit.{suffix}"
    write_editing_file(workspace, "", path)
    plan = plan_editing_file(workspace, path)
    assert [(c.target, c.field, c.before, c.after) for r in plan.records for c in r.changes] == []
    assert plan.notes == []


@_settings
@given(old=_TYPED, new=_TYPED)
@example(old="0012", new="12")
@example(old="a", new="=SUM(1;2)")
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_edited_cell_is_that_change_or_is_told(
    workspace: Workspace, tmp_path: Path, suffix: str, old: str, new: str
) -> None:
    assume(new.strip() and new.strip() != old.strip())
    (record,) = _fill(workspace, [({"title": old, "notes": "Notes."}, [])])
    path = tmp_path / f"edit.{suffix}"
    write_editing_file(workspace, "", path, fields=["title", "notes"])
    _EDITS[suffix](path, "title", new)
    plan = plan_editing_file(workspace, path)
    found = [(r.id, c.field, c.after) for r in plan.records for c in r.changes]
    if plan.notes:
        assert found == []
    else:
        (changed,) = found
        assert changed[:2] == (record, "title")
        assert changed[2] == new.strip()


def _edit_workbook(path: Path, name: str, text: str) -> None:
    book = openpyxl.load_workbook(path)
    page = book["Records"]
    cell = page.cell(3, [c.value for c in page[1]].index(name) + 1)
    cell.value, cell.data_type = text, "s"  # a person typed it into a cell that is text
    book.save(path)


def _edit_csv(path: Path, name: str, text: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    lines[1][lines[0].index(name)] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


_EDITS: dict[str, Callable[[Path, str, str], None]] = {"xlsx": _edit_workbook, "csv": _edit_csv}


@_settings
@given(data=st.data())
def test_a_plan_survives_its_file_and_is_empty_once_it_was_done(
    workspace: Workspace, tmp_path: Path, data: Any
) -> None:
    record = st.tuples(_fields(workspace, of_resources=False), st.just([{}]))
    _fill(workspace, data.draw(st.lists(record, min_size=1, max_size=3)))
    field = data.draw(st.sampled_from([f for f in workspace.schema().dataset_fields if not f.read_only]))
    operations = [SetValue(FieldPath(field.name), data.draw(values(field)))]
    plan = plan_operations(workspace, operations)
    save_plan(plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == plan
    for changed in plan.records:
        (value,) = changed.changes
        assert not same(value.before, value.after, field)
    done = [{**workspace.store.cache.records.get(r.id).value, field.name: r.changes[0].after} for r in plan.records]
    workspace.store.cache.records.put(done)
    assert plan_operations(workspace, operations).records == []
    assert plan_changes(workspace, [r.record_changes() for r in plan.records], [], considered=0).records == []


NAMES = ("notes", "purpose", "lineage_statement")


@_settings
@given(
    ours=st.sets(st.sampled_from(NAMES), min_size=1), theirs=st.sets(st.sampled_from(NAMES)),
    back=st.sets(st.sampled_from(NAMES)),
)  # fmt: skip
def test_a_restore_brings_back_what_no_one_else_changed(
    practice: Practice, workspace: Workspace, ours: set[str], theirs: set[str], back: set[str]
) -> None:
    made = practice.package(**{n: f"Before {n}." for n in NAMES})
    workspace.store.cache.records.put([workspace.package(made["id"])])
    operations = [SetValue(FieldPath(n), f"Ours {n}.") for n in sorted(ours)]
    bulk = start(workspace, plan_operations(workspace, operations, ids=[made["id"]]), reason="r")
    assert run(workspace, bulk).counts == {"done": 1}
    practice.other.patch_package(made["id"], {n: f"Theirs {n}." for n in theirs})
    plan = plan_restore(workspace, bulk)
    for value in plan.records[0].changes:
        value.excluded = value.field not in back
    wanted = ours & back
    if wanted:
        done = run(workspace, start_restore(workspace, bulk, plan))
        conflict = bool(wanted & theirs)
        assert done.counts == ({"conflict": 1} if conflict else {"done": 1})
        assert bulk_change(workspace, bulk).undone_by == done.id
        wanted = set() if conflict else wanted
    now = practice.other.package(made["id"])
    for name in NAMES:
        whose = "Theirs" if name in theirs else "Ours" if name in ours - wanted else "Before"
        assert now[name] == f"{whose} {name}."
    assert not is_empty(now["title"])
    assert RecordChanges(now, {PACKAGE: {"title": made["title"]}}).differences(workspace.schema()) == {}
