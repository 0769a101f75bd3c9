"""Everything that was changed in a record goes out as one request, put together with what others changed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make, Open
from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused, plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult, to_revision
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, AttachedFile, Differences, RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema
from helpers.colleague import Colleague
from helpers.misbehaving import Late, MisbehavingServer
from helpers.sample_record import LINK
from helpers.schema_corpus import odd


def ids(package: Any) -> list[str]:
    return [r["id"] for r in package["resources"]]


def names(package: Any) -> list[str]:
    return [r["name"] for r in package["resources"]]


def saved(done: SubmitResult | MergeConflict) -> SubmitResult:
    assert isinstance(done, SubmitResult)
    return done


@pytest.fixture
def csv(tmp_path: Path) -> AttachedFile:
    path = tmp_path / "Seen ü.csv"
    path.write_bytes(b"lake,depth\r\nAtlin,283\r\n")
    return attach(path)


def test_fields_resources_files_deletions_and_order_in_one_act(
    workspace: Workspace, colleague: Catalogue, make: Make, sent: list[str], csv: AttachedFile
) -> None:
    package = make(3)
    first, second, third = ids(package)
    sent.clear()
    linked, filed = str(uuid4()), str(uuid4())
    edits = RecordChanges(
        package,
        {PACKAGE: {"notes": "Some of them.", "tag_string": "lakes"}, second: {"description": "The second."}},
        deletions=[first],
        new_resources={linked: {**LINK, "name": "View a link"}, filed: {**LINK, "name": "Download", "url": ""}},
        files={filed: csv, third: csv},
        order=[filed, third, second, linked],
    )
    done = saved(save(workspace, edits))
    assert sent == ["package_revise"]
    assert (done.lost, done.note) == ({}, "")
    there = colleague.package(package["id"])
    assert ids(there) == [filed, third, second, linked]
    assert (there["notes"], [t["name"] for t in there["tags"]]) == ("Some of them.", ["lakes"])
    by_id = {r["id"]: r for r in there["resources"]}
    assert by_id[second]["description"] == "The second."
    assert by_id[linked]["url"] == LINK["url"]
    for resource in (filed, third):
        assert b"".join(colleague.read_file(by_id[resource]["url"])) == csv.path.read_bytes()
        assert (by_id[resource]["url_type"], by_id[resource]["size"]) == ("upload", csv.size)
    assert done.entry is not None
    entry = workspace.store.journal.get(done.entry)
    assert entry is not None
    assert entry.outcome == "verified"
    assert entry.before[PACKAGE][ORDER] == [first, second, third]
    assert entry.after[PACKAGE][ORDER] == [filed, third, second, linked]
    assert entry.after[first] is None
    assert entry.before[first]["url"].endswith("/0.csv")
    assert set(entry.after[filed]) >= {"name", "upload"}
    assert filed not in entry.before


def test_what_a_new_order_does_not_touch_stays_byte_for_byte(
    workspace: Workspace, colleague: Catalogue, make: Make, csv: AttachedFile
) -> None:
    package = make(2)
    filed = str(uuid4())
    period = [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}]
    new = {**LINK, "url": "", "name": "Download", "temporal_extent": period, "json_table_schema": {"fields": []}}
    saved(save(workspace, RecordChanges(package, new_resources={filed: new}, files={filed: csv})))
    before = colleague.package(package["id"])
    saved(save(workspace, RecordChanges(before, order=ids(before)[::-1])))
    after = colleague.package(package["id"])
    assert ids(after) == ids(before)[::-1]

    def kept(record: Any) -> Any:
        moving = {"position", "metadata_modified", "iso_topic_category"}  # the server's own doing
        return {r["id"]: {k: v for k, v in r.items() if k not in moving} for r in record["resources"]}

    assert kept(after) == kept(before)
    assert {k: v for k, v in after.items() if k not in ("resources", "metadata_modified")} == {
        k: v for k, v in before.items() if k not in ("resources", "metadata_modified")
    }
    assert b"".join(colleague.read_file(after["resources"][0]["url"])) == csv.path.read_bytes()


def test_nothing_changed_sends_nothing(workspace: Workspace, make: Make, sent: list[str]) -> None:
    package = make(2)
    sent.clear()
    edits = RecordChanges(package, {PACKAGE: {"notes": "All of them.\r\n"}}, order=ids(package))
    assert plan(workspace, edits).empty
    assert saved(save(workspace, edits)).entry is None
    assert sent == []


def test_one_wrong_value_and_nothing_is_stored(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(2)
    first, second = ids(package)
    new = str(uuid4())
    edits = RecordChanges(
        package,
        {PACKAGE: {"notes": "Changed."}},
        deletions=[first],
        new_resources={new: {**LINK, "format": "nope", "bcdc_type": ""}},
    )
    with pytest.raises(SaveRefused) as refusal:
        save(workspace, edits)
    assert set(refusal.value.by_section[new]) == {"format", "bcdc_type"}
    assert colleague.package(package["id"]) == package
    assert workspace.store.journal.entries() == []
    assert second in ids(package)


def without_choices(schema: DatasetSchema) -> DatasetSchema:
    """The schema as it was before its choices were set."""
    fields = [{"field_name": f["field_name"], "label": f["field_name"]} for f in schema.raw["resource_fields"]]
    return DatasetSchema.from_action({**schema.raw, "resource_fields": fields})


def test_what_the_server_refuses_stands_at_its_resource(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    workspace.put_schema(without_choices(workspace.schema()))
    package = make(3)
    first, second, third = ids(package)
    new = str(uuid4())
    edits = RecordChanges(
        package,
        {third: {"format": "nope"}},
        deletions=[first],
        new_resources={new: {**LINK, "bcdc_type": "nope"}},
        order=[new, third, second],
    )
    with pytest.raises(SaveRefused) as refusal:
        save(workspace, edits)
    assert {t: set(p) for t, p in refusal.value.by_section.items()} == {third: {"format"}, new: {"bcdc_type"}}
    assert colleague.package(package["id"]) == package
    edits.order = None
    with pytest.raises(SaveRefused) as refusal:
        save(workspace, edits)
    assert {t: set(p) for t, p in refusal.value.by_section.items()} == {third: {"format"}, new: {"bcdc_type"}}


def test_others_changes_elsewhere_are_kept(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(3)
    first, second, third = ids(package)
    added = str(uuid4())
    colleague.revise(
        Revision(
            package["id"],
            fields={"purpose": "Theirs."},
            resources={second: {"description": "Theirs."}},
            new_resources=[{**LINK, "id": added, "name": "Theirs"}],
        )
    )
    edits = RecordChanges(package, {PACKAGE: {"notes": "Mine."}}, order=[third, second, first])
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)  # shown before it is put together
    assert [c.name for c in merge_conflict.merges[PACKAGE].theirs] == ["purpose"]
    saved(save(workspace, edits, reviewed=str(merge_conflict.current["metadata_modified"])))
    there = colleague.package(package["id"])
    assert (there["notes"], there["purpose"]) == ("Mine.", "Theirs.")
    assert ids(there) == [third, added, second, first]
    assert there["resources"][2]["description"] == "Theirs."


def test_an_order_that_both_changed_is_decided(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(3)
    first, second, third = ids(package)
    colleague.reorder_resources(package["id"], [second, first, third])
    edits = RecordChanges(package, order=[third, first, second])
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    assert merge_conflict.order is not None
    assert (merge_conflict.order.mine, merge_conflict.order.theirs) == ((third, first, second), (second, first, third))
    modified = str(merge_conflict.current["metadata_modified"])
    saved(save(workspace, edits, reviewed=modified, decisions={PACKAGE: {ORDER: [third, first, second]}}))
    assert ids(colleague.package(package["id"])) == [third, first, second]


def test_a_resource_that_they_changed_is_not_deleted_unseen(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(2)
    first, second = ids(package)
    colleague.patch_resource(first, {"description": "Theirs."})
    edits = RecordChanges(package, deletions=[first])
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    assert [c.name for c in merge_conflict.merges[first].theirs] == ["description"]
    saved(save(workspace, edits, reviewed=str(merge_conflict.current["metadata_modified"])))
    assert ids(colleague.package(package["id"])) == [second]


def test_a_file_that_was_replaced_while_the_deletion_was_on_its_way_is_shown_first(
    open_workspace: Open, demo: DemoCatalogue, colleague: Colleague, make: Make, csv: AttachedFile, tmp_path: Path
) -> None:
    """Same name, same size: the deletion, too late, is refused, and the new file is shown before it is sent again."""
    package = make(1)
    (resource,) = ids(package)
    package = dict(saved(save(open_workspace(), RecordChanges(package, files={resource: csv}))).package)
    newer = tmp_path / "newer" / csv.name
    newer.parent.mkdir()
    newer.write_bytes(csv.path.read_bytes().replace(b"283", b"999"))
    late, edits = Late(), RecordChanges(package, deletions=[resource])
    with MisbehavingServer(demo) as server, ThreadPoolExecutor(1) as pool:
        far = open_workspace(url=server.url)
        server.next("package_revise", late)
        deleting = pool.submit(save, far, edits)
        assert late.taken.wait(20)
        colleague.patch_resource(resource, {}, FilePart(newer, newer.name, csv.size))
        late.until.set()
        shown = deleting.result()
        assert isinstance(shown, MergeConflict)
        assert FILE in [c.name for c in shown.merges[resource].theirs]
        (there,) = colleague.package(package["id"])["resources"]
        assert b"".join(colleague.read_file(there["url"])) == newer.read_bytes()
        saved(save(far, edits, reviewed=str(shown.current["metadata_modified"])))
    assert ids(colleague.package(package["id"])) == []


def test_a_resource_that_they_deleted_is_told_and_can_be_made_again(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(2)
    first, second = ids(package)
    colleague.delete_resource(first)
    edits = RecordChanges(package, {first: {"description": "Mine."}}, deletions=[])
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    assert list(merge_conflict.gone) == [first]
    without = edits.without(first)
    without.base = merge_conflict.current
    assert plan(workspace, without).empty
    saved(save(workspace, edits.adding_again(first, workspace.schema().resource_fields)))
    there = colleague.package(package["id"])
    assert ids(there) == [second, first]
    assert there["resources"][1]["description"] == "Mine."


def test_a_resource_that_they_deleted_with_its_file_is_not_made_again_as_a_dead_link(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package = make(1)
    (resource,) = ids(package)
    (tmp_path / "lakes.csv").write_bytes(b"lake\r\n")
    file = attach(tmp_path / "lakes.csv")
    package = dict(saved(save(workspace, RecordChanges(package, files={resource: file}))).package)
    colleague.delete_resource(resource)
    edits = RecordChanges(package, {resource: {"description": "Mine."}})
    assert not edits.can_be_added_again(resource)
    with pytest.raises(SaveRefused) as refused:
        save(workspace, edits.adding_again(resource, workspace.schema().resource_fields))
    assert list(refused.value.by_section[resource]) == ["url"]
    edits.files[resource] = file
    assert edits.can_be_added_again(resource)
    saved(save(workspace, edits.adding_again(resource, workspace.schema().resource_fields)))
    (there,) = colleague.package(package["id"])["resources"]
    assert (there["id"], there["description"]) == (resource, "Mine.")
    assert b"".join(colleague.read_file(there["url"])) == b"lake\r\n"


def test_deleted_on_both_sides_is_deleted(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(2)
    first, second = ids(package)
    colleague.delete_resource(first)
    done = saved(save(workspace, RecordChanges(package, deletions=[first])))
    assert (done.entry, ids(done.package)) == (None, [second])


def test_a_record_that_was_deleted_is_not_written_to(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(1)
    colleague.delete_package(package["id"])
    with pytest.raises(errors.NotFound):
        save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert workspace.store.journal.entries() == []


def test_rights_lost_meanwhile(open_workspace: Open, make: Make) -> None:
    package = make(1)
    member = open_workspace("member")
    with pytest.raises(errors.NotAuthorized):
        save(member, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert [e.outcome for e in member.store.journal.entries()] == ["refused"]


def test_a_file_becomes_a_link(workspace: Workspace, colleague: Catalogue, make: Make, csv: AttachedFile) -> None:
    package = make(1)
    (resource,) = ids(package)
    saved(save(workspace, RecordChanges(package, files={resource: csv})))
    now = colleague.package(package["id"])
    saved(save(workspace, RecordChanges(now, {resource: {"url": "https://example.org/elsewhere.csv"}})))
    there = colleague.package(package["id"])["resources"][0]
    assert (there["url"], there["url_type"] or "") == ("https://example.org/elsewhere.csv", "")


def test_one_field_of_several_resources(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(3)
    first, second, third = ids(package)
    edits = RecordChanges(package)
    edits.set_for_all([first, third], "resource_update_cycle", "weekly")
    saved(save(workspace, edits))
    cycles = {r["id"]: r["resource_update_cycle"] for r in colleague.package(package["id"])["resources"]}
    assert cycles == {first: "weekly", second: "monthly", third: "weekly"}


def test_a_file_that_changed_since_it_was_chosen_is_not_sent(
    workspace: Workspace, colleague: Catalogue, make: Make, csv: AttachedFile
) -> None:
    from bcdc_desktop.catalogue.http import FileChanged

    package = make(1)
    csv.path.write_bytes(b"another")
    with pytest.raises(FileChanged):
        save(workspace, RecordChanges(package, files={ids(package)[0]: csv}))
    assert colleague.package(package["id"]) == package
    assert [e.outcome for e in workspace.store.journal.entries()] == ["refused"]


def test_a_save_compares_its_fields_once_for_the_review_and_once_for_what_is_sent(
    workspace: Workspace, make: Make, csv: AttachedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make(3)
    first, second, _ = ids(package)
    edits = RecordChanges(package, {PACKAGE: {"notes": "Other."}, first: {"url": "https://example.org/other.csv"}})
    edits.files = {second: csv}
    compared, compare = 0, RecordChanges.differences

    def counted(changes: RecordChanges, schema: DatasetSchema) -> Differences:
        nonlocal compared
        compared += 1
        return compare(changes, schema)

    monkeypatch.setattr(RecordChanges, "differences", counted)
    done = saved(save(workspace, edits))
    assert done.verified
    assert not done.lost
    assert set(done.changes) == {PACKAGE, first}
    assert compared == 2


def test_what_the_server_rounds_is_told_as_that_and_is_nobodys_change(
    workspace: Workspace, colleague: Colleague, make: Make
) -> None:
    package = make()
    dates = [{"type": "Created", "date": "2024-02-03T10:00:00"}]
    done = saved(save(workspace, RecordChanges(package, {PACKAGE: {"dates": dates}})))
    (entry,) = workspace.store.journal.entries(limit=1)
    assert (done.lost, done.altered, entry.outcome) == ({}, {PACKAGE: ["dates"]}, "verified")
    assert done.note
    assert overwritten.check_record(workspace, colleague.package(package["id"])) == []
    colleague.patch_package(package["id"], {"dates": [{"type": "Created", "date": "2020-01-01"}]})
    found = overwritten.check_record(workspace, colleague.package(package["id"]))
    assert [one.field for one in found] == ["dates"]


def test_choices_that_are_no_texts_are_said_again_with_every_change_that_is_matched() -> None:
    """CKAN keeps 1 as "1", and refuses that with whatever else is changed."""
    schema, base = odd(), {"id": "r", "number": "1", "radio_number": "gone", "numbers": [1], "resources": []}
    changes = RecordChanges(base, {PACKAGE: {"twice": ["a"]}})
    differences = changes.differences(schema)
    assert to_revision(changes, differences, schema, match=True).fields == {"number": 1, "twice": ["a"]}
    assert to_revision(changes, differences, schema, match=False).fields == {"twice": ["a"]}
    chosen = RecordChanges(base, {PACKAGE: {"number": "2"}})
    assert to_revision(chosen, chosen.differences(schema), schema, match=True).fields == {"number": 2}
    emptied = RecordChanges(base, {PACKAGE: {"number": ""}})
    assert to_revision(emptied, emptied.differences(schema), schema, match=True).fields == {"number": ""}
