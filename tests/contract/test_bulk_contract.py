"""A spreadsheet for editing of all records that a server has: read back without an edit, it changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from bcdc_desktop.app.bulk.fields import bulk_schema
from bcdc_desktop.app.bulk.ledger import problem_records
from bcdc_desktop.app.bulk.pattern import rewriter
from bcdc_desktop.app.bulk.plan import plan_operations
from bcdc_desktop.app.bulk.plan_file import read_own_plan, save_plan
from bcdc_desktop.app.bulk.restore import start_undo
from bcdc_desktop.app.bulk.run import run, start
from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
from bcdc_desktop.app.progress import Progress
from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.bulk_operations import FieldPath, ReplaceText, SetValue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from contract.contract_server import Packages, Server, new_id


@pytest.fixture
def workspace(ckan: Server, home: Path) -> Iterator[Workspace]:
    """The administrator of the catalogue, who sees all records, with all of them in the cache."""
    profile = Profile("contract", "Contract", ckan.url, user="sysadmin")
    store = Store.open(Places.below(home), "contract", "sysadmin")
    made = Workspace(profile, store, Catalogue(profile, ckan.tokens["sysadmin"]))
    synchronize(made)
    yield made
    made.close()


@pytest.mark.kind("bcdc")
@pytest.mark.kind("plain")
@pytest.mark.kind("dcat")
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_all_records_come_back_as_they_were(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    assert write_editing_file(workspace, "", path).records == workspace.record_count() > 0
    plan = plan_editing_file(workspace, path)
    assert [(r.title, c.field, c.before, c.after) for r in plan.records for c in r.changes] == []
    assert plan.notes == []


def test_what_a_colleague_puts_back_during_a_run_stays(ckan: Server, new: Packages, workspace: Workspace) -> None:
    made = [new.make(notes="Before.") for _ in range(3)]
    synchronize(workspace)
    plan = plan_operations(workspace, [SetValue(FieldPath("notes"), "Ours.")])
    plan.records = [r for r in plan.records if r.id in {p["id"] for p in made}]
    first = plan.records[0].id

    def put_back(progress: Progress) -> None:
        if progress.done == 2:
            ckan.get("package_patch", id=first, notes="Before.")

    bulk = start(workspace, plan, reason="Contract.")
    for again in (False, True):
        assert run(workspace, bulk, again=again, report=put_back).counts == {"done": 2, "conflict": 1}
    assert [list(r.problems) for r in problem_records(workspace, bulk)] == [["notes"]]
    assert ckan.get("package_show", id=first)["notes"] == "Before."


@pytest.mark.kind("plain")
@pytest.mark.kind("dcat")
def test_rows_of_a_group_are_edited_in_a_spreadsheet_and_undone(
    ckan: Server, new: Packages, workspace: Workspace, tmp_path: Path
) -> None:
    group, (first, second, third) = next(iter(ckan.has.rows.items()))
    tag = f"edited-{new_id()[:8]}"
    full, bare = (new.make(tag_string=tag, **rows)["id"] for rows in ({group: [first, second]}, {}))
    synchronize(workspace)
    path = tmp_path / "edited.xlsx"
    write_editing_file(workspace, f"tag:{tag}", path)
    book = openpyxl.load_workbook(path)
    page = book[group]
    names = [cell.value for cell in page[1]]
    for name, value in third.items():
        page.cell(3, names.index(name) + 1).value = value
        page.cell(12, names.index(name) + 1).value = value  # a new row, of the record that has none
    page.cell(12, 1).value = bare
    book.save(path)
    bulk = start(workspace, plan_editing_file(workspace, path), reason="Contract.")
    assert run(workspace, bulk).counts == {"done": 2}
    rows = {i: ckan.get("package_show", id=i).get(group) or [] for i in (full, bare)}
    assert rows[bare] == [third]
    assert sorted(rows[full], key=str) == sorted([second, third], key=str)
    assert run(workspace, start_undo(workspace, bulk)).counts == {"done": 2}
    assert [ckan.get("package_show", id=i).get(group) or [] for i in (full, bare)] == [[first, second], []]


@pytest.mark.kind("dcat")
def test_texts_in_a_list_are_set_replaced_and_undone(ckan: Server, new: Packages, workspace: Workspace) -> None:
    tag = f"texts-{new_id()[:8]}"
    package = new.make(tag_string=tag, language=["de", "it"])["id"]
    synchronize(workspace)
    schema = workspace.schema()
    language, theme = (FieldPath.parse(name, schema) for name in ("language", "theme"))
    steps = [
        ReplaceText(language, "de", "nl", rewriter("de", "nl", "whole"), "whole"),
        SetValue(theme, ["https://example.org/theme"]),
    ]
    bulk = start(workspace, plan_operations(workspace, steps, query=f"tag:{tag}"), reason="Contract.")
    assert run(workspace, bulk).counts == {"done": 1}
    there = ckan.get("package_show", id=package)
    assert (there["language"], there["theme"]) == (["nl", "it"], ["https://example.org/theme"])
    assert run(workspace, start_undo(workspace, bulk)).counts == {"done": 1}
    there = ckan.get("package_show", id=package)
    assert (there["language"], there.get("theme") or []) == (["de", "it"], [])


@pytest.mark.kind("plain")
@pytest.mark.kind("dcat")
def test_additional_fields_are_set_where_there_are_none_and_undone(
    ckan: Server, new: Packages, workspace: Workspace, tmp_path: Path
) -> None:
    tag = f"pairs-{new_id()[:8]}"
    package = new.make(tag_string=tag)["id"]
    synchronize(workspace)
    pairs = [{"key": "water", "value": "007"}]
    extras = FieldPath.parse("extras", bulk_schema(workspace))
    save_plan(plan_operations(workspace, [SetValue(extras, pairs)], query=f"tag:{tag}"), tmp_path / "plan.json")
    plan = read_own_plan(workspace, tmp_path / "plan.json")
    assert plan is not None
    bulk = start(workspace, plan, reason="Contract.")
    assert run(workspace, bulk).counts == {"done": 1}
    assert ckan.get("package_show", id=package)["extras"] == pairs
    assert run(workspace, start_undo(workspace, bulk)).counts == {"done": 1}
    assert not ckan.get("package_show", id=package).get("extras")
