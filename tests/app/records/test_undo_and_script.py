"""An entry of the journal can be taken back, and copied as a script that does the same."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.records import create
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.script import script
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.records.undo import plan_undo, undo
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.record_changes import FILE, PACKAGE, AttachedFile, RecordChanges
from helpers.colleague import Colleague
from helpers.sample_record import LINK
from helpers.waiting import PATIENCE

NOTES = "“Changed”\n'''\"\"\"\\ ü 日本"
MOVING = ("metadata_modified", "metadata_created", "iso_topic_category", "last_modified", "created", "position")


def blind_after_writing(patch: pytest.MonkeyPatch) -> None:
    """Lets the catalogue answer no question any more once it was written to."""
    revise, package, written = Catalogue.revise, Catalogue.package, list[bool]()

    def noted(self: Catalogue, *given: Any, **more: Any) -> str:
        done = revise(self, *given, **more)
        written.append(True)
        return done

    def asked(self: Catalogue, *given: Any) -> dict[str, Any]:
        if written:
            raise errors.Offline("It broke.")
        return package(self, *given)

    patch.setattr(Catalogue, "revise", noted)
    patch.setattr(Catalogue, "package", asked)


def send(workspace: Workspace, edits: RecordChanges) -> tuple[int, Any]:
    done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    assert done.entry is not None
    return done.entry, done.package


def meaning(value: Any) -> Any:
    """A record without what moves by itself, and without empty values."""
    if isinstance(value, dict):
        kept = {k: meaning(v) for k, v in value.items() if k not in MOVING}
        return {k: v for k, v in kept.items() if v not in (None, "", [], {})}
    return [meaning(v) for v in value] if isinstance(value, list) else value


def file(folder: Path, name: str, body: bytes) -> AttachedFile:
    (folder / name).write_bytes(body)
    return attach(folder / name)


def test_everything_of_an_act_is_taken_back(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    _, package = send(workspace, RecordChanges(package, files={third: file(tmp_path, "old.csv", b"old\n1\n")}))
    package = colleague.package(package["id"])
    new = str(uuid4())
    entry, _ = send(
        workspace,
        RecordChanges(
            package,
            {PACKAGE: {"notes": "Changed.", "tag_string": "other", "contacts": []}, second: {"description": "Said."}},
            deletions=[first],
            new_resources={new: dict(LINK)},
            files={third: file(tmp_path, "new.csv", b"new\n22\n")},
            order=[new, third, second],
        ),
    )
    planned = plan_undo(workspace, entry)
    assert (planned.blocked, planned.notes, planned.undone_by) == ("", (), None)
    done = undo(workspace, planned)
    assert isinstance(done, SubmitResult)
    after = colleague.package(package["id"])
    assert [r["id"] for r in after["resources"]] == [first, second, third]
    assert b"".join(colleague.read_file(after["resources"][2]["url"])) == b"old\n1\n"
    assert meaning(after) == meaning(package)
    assert workspace.store.overwritten.undoes() == {done.entry: entry}
    assert plan_undo(workspace, entry).undone_by == done.entry
    assert plan_undo(workspace, entry).blocked
    assert done.entry is not None
    again = undo(workspace, plan_undo(workspace, done.entry))  # what was taken back can be taken back
    assert isinstance(again, SubmitResult)
    assert colleague.package(package["id"])["notes"] == "Changed."
    assert plan_undo(workspace, entry).undone_by is None


def test_what_somebody_changed_since_is_a_conflict(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make()
    entry, _ = send(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine.", "purpose": "Why."}}))
    colleague.patch_package(package["id"], {"notes": "Theirs."})
    merge_conflict = undo(workspace, plan_undo(workspace, entry))
    assert isinstance(merge_conflict, MergeConflict)
    (conflict,) = merge_conflict.merges[PACKAGE].conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Mine.", "All of them.", "Theirs.")
    done = undo(workspace, plan_undo(workspace, entry), decisions={PACKAGE: {"notes": "Theirs."}})
    assert isinstance(done, SubmitResult)
    there = colleague.package(package["id"])
    assert (there["notes"], there.get("purpose") or "") == ("Theirs.", "")


def test_an_added_resource_that_was_changed_since_is_shown_before_it_goes(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package, new = make(1), str(uuid4())
    entry, _ = send(workspace, RecordChanges(package, new_resources={new: dict(LINK)}))
    colleague.patch_resource(new, {"description": "Theirs."})
    colleague.patch_resource(new, {"name": "Theirs"})
    planned = plan_undo(workspace, entry)
    merge_conflict = undo(workspace, planned)
    assert isinstance(merge_conflict, MergeConflict)
    assert new in merge_conflict.merges
    done = undo(workspace, planned, reviewed=str(merge_conflict.current["metadata_modified"]))
    assert isinstance(done, SubmitResult)
    assert len(colleague.package(package["id"])["resources"]) == 1


def replaced(colleague: Catalogue, resource: str, chosen: AttachedFile) -> None:
    """A colleague stores another file under the name of the one that is there."""
    part = FilePart(chosen.path, "new.csv", chosen.size, chosen.mtime_ns)
    colleague.patch_resource(resource, {}, part)


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "not seen afterwards"])
def test_a_newer_file_stays_where_a_replacement_is_taken_back(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: bool
) -> None:
    package = make(1)
    resource = package["resources"][0]["id"]
    _, package = send(workspace, RecordChanges(package, files={resource: file(tmp_path, "old.csv", b"old\n1\n")}))
    with monkeypatch.context() as patch:
        if not seen:
            blind_after_writing(patch)
        edits = RecordChanges(
            colleague.package(package["id"]), files={resource: file(tmp_path, "new.csv", b"new\n2\n")}
        )
        entry, _ = send(workspace, edits)
    replaced(colleague, resource, file(tmp_path, "theirs.csv", b"her\n3\n"))
    planned = plan_undo(workspace, entry)
    merge_conflict = undo(workspace, planned)
    assert isinstance(merge_conflict, MergeConflict)
    (conflict,) = merge_conflict.merges[resource].conflicts
    assert (conflict.field.name, str(conflict.base).partition(",")[0]) == (FILE, "new.csv" if seen else "")
    decided = {resource: {FILE: conflict.mine}}
    done = undo(workspace, planned, decisions=decided, reviewed=str(merge_conflict.current["metadata_modified"]))
    assert isinstance(done, SubmitResult)
    there = colleague.package(package["id"])["resources"][0]
    assert b"".join(colleague.read_file(there["url"])) == b"old\n1\n"


def test_a_link_comes_back_in_the_place_of_a_file_only_while_that_is_ours(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package = make(1)
    resource = package["resources"][0]
    entry, _ = send(workspace, RecordChanges(package, files={resource["id"]: file(tmp_path, "new.csv", b"new\n2\n")}))
    replaced(colleague, resource["id"], file(tmp_path, "theirs.csv", b"her\n3\n"))
    merge_conflict = undo(workspace, plan_undo(workspace, entry))
    assert isinstance(merge_conflict, MergeConflict)
    (conflict,) = merge_conflict.merges[resource["id"]].conflicts
    assert (conflict.field.name, conflict.mine) == ("url", resource["url"])


@pytest.mark.parametrize("link", [True, False], ids=["link", "file"])
def test_an_added_resource_whose_content_was_replaced_since_is_shown_before_it_goes(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, link: bool
) -> None:
    package, new = make(1), str(uuid4())
    files = {} if link else {new: file(tmp_path, "new.csv", b"new\n2\n")}
    fields = dict(LINK) if link else {**LINK, "url": ""}
    entry, _ = send(workspace, RecordChanges(package, new_resources={new: fields}, files=files))
    if link:
        colleague.patch_resource(new, {"url": "https://example.org/theirs.csv"})
    else:
        replaced(colleague, new, file(tmp_path, "theirs.csv", b"her\n3\n"))
    planned = plan_undo(workspace, entry)
    merge_conflict = undo(workspace, planned)
    assert isinstance(merge_conflict, MergeConflict)
    names = [c.name for c in merge_conflict.merges[new].theirs if not c.field.read_only]
    assert names == ["url" if link else FILE]
    assert isinstance(undo(workspace, planned, reviewed=str(merge_conflict.current["metadata_modified"])), SubmitResult)
    assert len(colleague.package(package["id"])["resources"]) == 1


def test_a_file_that_became_a_link_comes_back_from_its_copy(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package = make(1)
    resource = package["resources"][0]["id"]
    _, package = send(workspace, RecordChanges(package, files={resource: file(tmp_path, "old.csv", b"old\n1\n")}))
    entry, _ = send(workspace, RecordChanges(package, {resource: {"url": "https://example.org/elsewhere"}}))
    assert colleague.package(package["id"])["resources"][0]["url"] == "https://example.org/elsewhere"
    assert isinstance(undo(workspace, plan_undo(workspace, entry)), SubmitResult)
    there = colleague.package(package["id"])["resources"][0]
    assert there["url_type"] == "upload"
    assert b"".join(colleague.read_file(there["url"])) == b"old\n1\n"


def test_a_deleted_file_without_a_copy_is_said_plainly(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package = make(1)
    resource = package["resources"][0]["id"]
    _, package = send(workspace, RecordChanges(package, files={resource: file(tmp_path, "a.csv", b"a\n")}))
    entry, _ = send(workspace, RecordChanges(colleague.package(package["id"]), deletions=[resource]))
    for copy in workspace.store.copies.glob("*/*"):
        copy.unlink()
    planned = plan_undo(workspace, entry)
    assert "no copy of its file was kept" in planned.blocked
    with pytest.raises(SaveRefused):
        undo(workspace, planned)


def test_a_record_made_here_is_deleted_and_brought_back(
    workspace: Workspace, colleague: Catalogue, fields: Any
) -> None:
    created = create.create_package(workspace, create.prepare_package(workspace, fields))
    planned = plan_undo(workspace, created.entry)
    assert (planned.what, planned.blocked, planned.changed_since) == ("delete_package", "", ())
    gone = undo(workspace, planned)
    assert isinstance(gone, SubmitResult)
    package_id = str(created.package["id"])
    assert colleague.package(package_id)["state"] == "deleted"
    assert gone.entry is not None
    undo(workspace, plan_undo(workspace, gone.entry))
    assert colleague.package(package_id)["state"] == "active"


def test_a_creation_is_known_by_the_records_id_when_its_name_went_to_another(
    workspace: Workspace, colleague: Catalogue, fields: Any
) -> None:
    created = create.create_package(workspace, create.prepare_package(workspace, {**fields, "name": "lakes"}))
    package_id = str(created.package["id"])
    send(workspace, RecordChanges(created.package, {PACKAGE: {"name": "lakes-2023", "title": "Lakes of 2023"}}))
    other = create.create_package(workspace, create.prepare_package(workspace, {**fields, "name": "lakes"}))
    entries = workspace.store.journal.entries(package_id=package_id)
    assert [e.action for e in entries] == ["package_revise", "package_create"]
    planned = plan_undo(workspace, created.entry)
    assert (planned.changes.package_id, planned.blocked) == (package_id, "")
    assert "Title" in planned.changed_since
    undo(workspace, planned)
    assert colleague.package(package_id)["state"] == "deleted"
    assert colleague.package(str(other.package["id"]))["state"] == "active"


def test_what_others_put_into_a_record_is_told_before_its_creation_is_taken_back(
    workspace: Workspace, colleague: Catalogue, fields: Any
) -> None:
    created = create.create_package(workspace, create.prepare_package(workspace, {**fields, "resources": [dict(LINK)]}))
    assert plan_undo(workspace, created.entry).changed_since == ()
    (resource,) = (r["id"] for r in created.package["resources"])
    colleague.patch_resource(resource, {"url": "https://example.org/theirs.csv"})
    assert plan_undo(workspace, created.entry).changed_since == ("Resources",)
    colleague.patch_resource(resource, {"url": LINK["url"]})
    assert plan_undo(workspace, created.entry).changed_since == ()
    colleague.create_resource({**LINK, "package_id": created.package["id"]})
    assert plan_undo(workspace, created.entry).changed_since == ("Resources",)


def test_a_creation_of_which_nothing_is_known_takes_no_other_record_away(workspace: Workspace, make: Make) -> None:
    there = make()
    entry = workspace.store.journal.begin(
        user="editor",
        action="package_create",
        package_id=there["name"],
        title=there["title"],
        before={},
        after={PACKAGE: {"name": there["name"], "title": there["title"]}},
    )
    workspace.store.journal.outcome(entry, "unknown")
    assert "known whether this created a record" in plan_undo(workspace, entry).blocked


@pytest.mark.parametrize("acted", [True, False], ids=["it had acted", "it had not"])
@pytest.mark.parametrize("what", ["delete_package", "patch_package"])
def test_a_server_that_fails_while_a_record_is_deleted_or_brought_back_is_looked_at(
    workspace: Workspace, colleague: Catalogue, fields: Any, monkeypatch: pytest.MonkeyPatch, what: str, acted: bool
) -> None:
    created = create.create_package(workspace, create.prepare_package(workspace, fields))
    entry, state = created.entry, "deleted"
    if what == "patch_package":
        gone = undo(workspace, plan_undo(workspace, entry))
        assert isinstance(gone, SubmitResult)
        assert gone.entry is not None
        entry, state = gone.entry, "active"
    act = getattr(Catalogue, what)

    def failing(self: Catalogue, *given: Any) -> Any:
        if acted:
            act(self, *given)
        raise errors.ServerFault("The catalogue failed.")

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, what, failing)
        if acted:
            assert isinstance(undo(workspace, plan_undo(workspace, entry)), SubmitResult)
        else:
            with pytest.raises(errors.ServerFault):
                undo(workspace, plan_undo(workspace, entry))
    assert (colleague.package(str(created.package["id"]))["state"] == state) is acted
    latest = workspace.store.journal.entries()[0]
    assert latest.outcome == ("done" if acted else "refused")
    # and that can be taken back, or tried again
    assert isinstance(undo(workspace, plan_undo(workspace, latest.id if acted else entry)), SubmitResult)


def test_an_editor_does_not_delete_a_published_record(workspace: Workspace, demo: Any, fields: Any) -> None:
    created = create.create_package(workspace, create.prepare_package(workspace, fields))
    admin = Catalogue(workspace.profile, demo.tokens["orgadmin"])
    for state in ("PENDING PUBLISH", "PUBLISHED"):
        admin.patch_package(str(created.package["id"]), {"publish_state": state})
    planned = plan_undo(workspace, created.entry)
    assert "Editors" in planned.blocked
    assert planned.changed_since == ("State",)


def test_a_refused_entry_has_nothing_to_take_back(workspace: Workspace, make: Make) -> None:
    package = make()
    entry = workspace.store.journal.begin(
        user="e",
        action="package_revise",
        package_id=package["id"],
        title="",
        before={},
        after={PACKAGE: {"notes": "x"}},
    )
    workspace.store.journal.outcome(entry, "refused")
    assert plan_undo(workspace, entry).blocked
    with pytest.raises(KeyError):
        plan_undo(workspace, 999)


# scripts


def run(source: str, folder: Path, key: str) -> None:
    path = folder / "copied.py"
    path.write_text(source, "utf-8")
    environment = {**os.environ, "BCDC_API_KEY": key}
    done = subprocess.run(
        [sys.executable, str(path)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_script_does_the_same_and_holds_no_key(
    workspace: Workspace, demo: DemoCatalogue, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    new, filed = str(uuid4()), str(uuid4())
    period = [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}]
    body = b"lake,depth\r\nAtlin,283\r\n"
    edits = RecordChanges(
        package,
        {
            PACKAGE: {
                "notes": "“Changed”\n'''\"\"\"\\ ü 日本",
                "tag_string": "one, two",
                "title": package["title"] + " ü",
            },
            second: {"description": "Said.", "temporal_extent": period},
        },
        deletions=[first],
        new_resources={new: dict(LINK), filed: {**LINK, "url": "", "temporal_extent": period}},
        files={third: file(tmp_path, "new.csv", body), filed: file(tmp_path, "filed ü.csv", body)},
        order=[filed, new, third, second],
    )
    entry_id, _ = send(workspace, edits)
    wanted = colleague.package(package["id"])
    undone = undo(workspace, plan_undo(workspace, entry_id))
    assert isinstance(undone, SubmitResult)
    assert meaning(colleague.package(package["id"])) != meaning(wanted)
    entry = workspace.store.journal.get(entry_id)
    assert entry is not None
    source = script(workspace, entry)
    assert all(token not in source for token in demo.tokens.values())
    run(source, tmp_path, demo.tokens["editor"])
    there = colleague.package(package["id"])
    assert [r["id"] for r in there["resources"]] == [filed, new, third, second]
    for resource in (there["resources"][0], there["resources"][2]):
        assert b"".join(colleague.read_file(resource["url"])) == body

    def shown(record: Any) -> Any:
        found = meaning(record)
        for resource in found["resources"]:
            for name in ("size", "mimetype", "url"):  # of the file's address the server decides
                resource.pop(name, None)
        return found

    assert shown(there) == shown(wanted)


def test_a_script_of_a_creation(
    workspace: Workspace, demo: DemoCatalogue, colleague: Catalogue, fields: Any, tmp_path: Path
) -> None:
    prepared = create.prepare_package(
        workspace, {**fields, "title": "A title\nin two lines \u202e", "name": "two-lines"}
    )
    created = create.create_package(workspace, prepared)
    entry = workspace.store.journal.get(created.entry)
    assert entry is not None
    Colleague(workspace.profile, demo.tokens["sysadmin"]).purge(created.package["id"])
    run(script(workspace, entry), tmp_path, demo.tokens["editor"])
    again = colleague.package("two-lines")
    own = ("id", "resources", "creator_user_id")
    assert {k: v for k, v in meaning(again).items() if k not in own} == {
        k: v for k, v in meaning(dict(created.package)).items() if k not in own
    }
