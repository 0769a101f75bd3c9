"""What is dropped is looked at, proposed, completed and confirmed: all of it, or nothing."""

import pytest

from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.uploads import prepare
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.store.uploads import State
from contract.contract_server import RESOURCE


def complete(item, **fields):
    for name, value in {**RESOURCE, "name": item.path.name, **fields}.items():
        item = item.with_field(name, value)
    return item


def test_a_file_is_proposed_and_what_is_missing_is_said(practice, csv) -> None:
    workspace, package = practice.workspace(), practice.package()
    item = prepare.prepare_file(workspace, package, csv("wells-2024.csv"))
    assert (item.what, item.problem) == ("create", "")
    assert item.fields["format"] == "csv"
    missing = {p.path for p in prepare.problems(workspace.schema(), item)}
    assert missing
    assert missing <= {f.name for f in workspace.schema().resource_fields if f.required}
    assert prepare.problems(workspace.schema(), complete(item)) == []
    with pytest.raises(ValueError, match=r"wells-2024\.csv"):
        prepare.confirm(workspace, package, [complete(item), item])
    assert workspace.store.uploads.rows() == []


def test_each_new_resource_has_its_id_before_anything_is_sent(practice, csv) -> None:
    workspace, package = practice.workspace(), practice.package()
    items = [complete(prepare.prepare_file(workspace, package, csv(f"f{n}.csv"))) for n in range(3)]
    rows = prepare.confirm(workspace, package, items)
    assert len({r.resource for r in rows}) == 3
    assert [r.file_name for r in workspace.store.uploads.rows()] == ["f0.csv", "f1.csv", "f2.csv"]
    assert {r.state for r in rows} == {State.WAITING}
    assert all(len(r.sha256) == 64 for r in rows)
    assert practice.server.seen == []


def test_what_cannot_be_sent_is_skipped_with_a_reason(practice, csv, tmp_path) -> None:
    workspace, package = practice.workspace(max_upload=1000), practice.package()
    (tmp_path / "empty.csv").touch()
    found = {
        "empty.csv": prepare.prepare_file(workspace, package, tmp_path / "empty.csv"),
        "large.csv": prepare.prepare_file(workspace, package, csv("large.csv", rows=500)),
        "gone.csv": prepare.prepare_file(workspace, package, tmp_path / "gone.csv"),
        "folder": prepare.prepare_file(workspace, package, tmp_path),
    }
    for name, words in {"empty.csv": "empty", "large.csv": "up to", "gone.csv": "read", "folder": "read"}.items():
        assert found[name].what == "skip"
        assert words in found[name].problem
    assert prepare.confirm(workspace, package, list(found.values())) == []


def test_a_look_can_be_stopped(practice, csv) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        prepare.prepare_file(practice.workspace(), practice.package(), csv(rows=5000), token=token)


def test_what_is_replaced_is_chosen_by_a_person_and_only_once(practice, csv) -> None:
    workspace = practice.workspace()
    package = practice.package(resources=[{**RESOURCE, "name": "table", "url": "https://example.org/table.csv"}])
    resource = package["resources"][0]["id"]
    item = prepare.prepare_file(workspace, package, csv("table.csv"))
    assert item.what == "create"
    assert [m.resource_id for m in item.matches] == [resource]
    onto = prepare.prepare_file(workspace, package, csv("table.csv"), replacing=resource)
    assert (onto.what, onto.fields) == ("replace", {})
    with pytest.raises(ValueError, match="same resource"):
        prepare.confirm(workspace, package, [onto, onto])
    with pytest.raises(ValueError, match="no longer in this record"):
        prepare.confirm(workspace, {**package, "resources": []}, [onto])
    (row,) = prepare.confirm(workspace, package, [onto])
    assert (row.resource, row.operation, row.before["name"]) == (resource, "replace", "table")
