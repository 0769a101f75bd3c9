"""A record's whole life on every server: one request, a colleague's changes, an overwritten one, undo, the script."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bcdc_desktop.app.records import create, new_record, overwritten
from bcdc_desktop.app.records.attachments import Attachment, attach, attach_to_draft
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.script import script
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.records.undo import plan_undo, undo
from bcdc_desktop.app.sync.sync import refresh_account, refresh_schema, refresh_tree
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.record_changes import FILE, PACKAGE, AttachedFile, RecordChanges
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from contract.contract_server import Packages, Server
from helpers.colleague import Colleague
from helpers.sample_record import LINK

MOVING = ("metadata_modified", "metadata_created", "iso_topic_category", "last_modified", "created", "position")
OF_A_FILE = ("size", "mimetype", "url", "hash")
BODY = b"lake,depth\r\nAtlin,283\r\n"


@pytest.fixture
def workspace(ckan: Server, home: Path) -> Iterator[Workspace]:
    """The editor's."""
    profile = Profile("contract", "Contract", ckan.url, user="editor")
    workspace = Workspace(
        profile, Store.open(Places.below(home), "contract", "editor"), Catalogue(profile, ckan.tokens["editor"])
    )
    refresh_account(workspace)
    refresh_tree(workspace)
    refresh_schema(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def colleague(ckan: Server) -> Colleague:
    return Colleague(Profile("beside", "Beside", ckan.url), ckan.tokens["editor"])


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., AttachedFile]:
    """A file in a folder of its own, not where scripts are run."""

    def make(name: str, body: bytes = BODY) -> AttachedFile:
        folder = tmp_path / "data ü"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(body)
        return attach(folder / name)

    return make


def made(new: Packages, colleague: Catalogue) -> dict[str, Any]:
    links = [{**LINK, "name": f"View part {n}", "url": f"https://example.org/{n}.csv"} for n in range(3)]
    return colleague.package(new.make(resources=links)["id"])


def saved(done: SubmitResult | MergeConflict) -> SubmitResult:
    assert isinstance(done, SubmitResult)
    assert done.lost == {}
    return done


def meaning(value: Any) -> Any:
    """A record without what moves by itself, what the server says of files, and empty values."""
    if isinstance(value, dict):
        found = {k: meaning(v) for k, v in value.items() if k not in (*MOVING, *OF_A_FILE)}
        return {k: v for k, v in found.items() if v not in (None, "", [], {})}
    return [meaning(v) for v in value] if isinstance(value, list) else value


def run(source: str, folder: Path, key: str) -> None:
    path = folder / "copied.py"
    path.write_text(source, "utf-8")
    environment = {**os.environ, "BCDC_API_KEY": key}
    command = [sys.executable, str(path)]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def whole(ckan: Server, package: dict[str, Any], csv: Callable[..., AttachedFile]) -> RecordChanges:
    """One of everything."""
    text, rows = ckan.has.texts[0], ckan.has.rows_of_resource
    first, second, third = (r["id"] for r in package["resources"])
    linked, filed = str(uuid4()), str(uuid4())
    return RecordChanges(
        package,
        {
            PACKAGE: {"notes": "“Changed”\n'''\"\"\"\\ ü 日本", "tag_string": "one, two", text: "Why."},
            second: {"description": "Said.", **rows},
        },
        deletions=[first],
        new_resources={linked: dict(LINK), filed: {**LINK, "url": "", "name": "Filed", **rows}},
        files={third: csv("new.csv"), filed: csv("filed ü.csv", BODY * 2)},
        order=[filed, linked, third, second],
    )


def test_everything_is_saved_taken_back_and_done_again_by_its_script(
    ckan: Server,
    workspace: Workspace,
    colleague: Catalogue,
    new: Packages,
    csv: Callable[..., AttachedFile],
    tmp_path: Path,
) -> None:
    before = made(new, colleague)
    edits = whole(ckan, before, csv)
    done = saved(save(workspace, edits))
    wanted = colleague.package(before["id"])
    assert [r["id"] for r in wanted["resources"]] == edits.order
    bodies = [b"".join(colleague.read_file(wanted["resources"][place]["url"])) for place in (0, 2)]
    assert bodies == [BODY * 2, BODY]
    assert done.entry is not None
    saved(undo(workspace, plan_undo(workspace, done.entry)))  # type: ignore[arg-type]
    assert meaning(colleague.package(before["id"])) == meaning(before)
    entry = workspace.store.journal.get(done.entry)
    assert entry is not None
    source = script(workspace, entry)
    assert not any(token in source for token in ckan.tokens.values())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(source, elsewhere, ckan.tokens["editor"])
    again = colleague.package(before["id"])
    assert meaning(again) == meaning(wanted)
    assert [b"".join(colleague.read_file(again["resources"][place]["url"])) for place in (0, 2)] == bodies


def test_a_colleagues_changes_are_shown_and_put_together(
    ckan: Server, workspace: Workspace, colleague: Catalogue, new: Packages, csv: Callable[..., AttachedFile]
) -> None:
    text, other = ckan.has.texts
    before = made(new, colleague)
    second = before["resources"][1]["id"]
    colleague.patch_package(before["id"], {text: "Theirs.", other: "Theirs."})
    edits = whole(ckan, before, csv)
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    assert {c.field.name for c in merge_conflict.merges[PACKAGE].conflicts} == {text}
    assert colleague.package(before["id"])["notes"] == before["notes"]  # nothing was sent
    modified = str(merge_conflict.current["metadata_modified"])
    saved(save(workspace, edits, decisions={PACKAGE: {text: "Decided."}}, reviewed=modified))
    now = colleague.package(before["id"])
    assert (now[text], now[other]) == ("Decided.", "Theirs.")
    assert next(r for r in now["resources"] if r["id"] == second)["description"] == "Said."


def test_a_colleagues_newer_file_of_the_same_name_is_shown(
    workspace: Workspace, colleague: Catalogue, new: Packages, csv: Callable[..., AttachedFile]
) -> None:
    resource = made(new, colleague)["resources"][0]
    colleague.patch_resource(resource["id"], {}, part_of(csv("lakes.csv")))
    before = colleague.package(resource["package_id"])
    colleague.patch_resource(resource["id"], {"description": "Theirs."})
    described = colleague.package(before["id"])
    assert Content.of(described["resources"][0]) == Content.of(before["resources"][0])
    colleague.patch_resource(resource["id"], {}, part_of(csv("lakes.csv", BODY.replace(b"283", b"999"))))
    mine = csv("mine.csv", b"mine\r\n")
    for edits in (
        RecordChanges(before, files={resource["id"]: mine}),
        RecordChanges(before, deletions=[resource["id"]]),
    ):
        merge_conflict = save(workspace, edits)
        assert isinstance(merge_conflict, MergeConflict)
        assert FILE in [c.name for c in merge_conflict.merges[resource["id"]].theirs]
    there = colleague.package(before["id"])["resources"][0]
    assert b"999" in b"".join(colleague.read_file(there["url"]))


def part_of(file: AttachedFile) -> FilePart:
    return FilePart(file.path, file.name, file.size, file.mtime_ns)


def test_what_was_overwritten_is_noticed_and_taken_up(
    ckan: Server, workspace: Workspace, colleague: Catalogue, new: Packages
) -> None:
    text, other = ckan.has.texts
    before = made(new, colleague)
    saved(save(workspace, RecordChanges(before, {PACKAGE: {text: "Mine.", "notes": "Mine."}})))
    colleague.patch_package(before["id"], {text: "An old form.", other: "New."})
    now = workspace.package(before["id"])
    gone = overwritten.check_record(workspace, now)
    assert [(g.field, g.saved, g.found) for g in gone] == [(text, "Mine.", "An old form.")]
    draft = overwritten.restore(workspace, gone, now)
    assert draft is not None
    saved(save(workspace, draft.changes))
    after = colleague.package(before["id"])
    assert (after[text], after["notes"], after[other]) == ("Mine.", "Mine.", "New.")
    assert overwritten.lost_updates(workspace, before["id"]) == []


def test_a_new_record_is_created_with_links_and_files(
    ckan: Server, workspace: Workspace, colleague: Catalogue, csv: Callable[..., AttachedFile]
) -> None:
    fields = ckan.fields()
    draft_id = new_record.blank(workspace, ckan.organization)
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    wanted = {n: v for n, v in fields.items() if n not in ("type", "publish_state")}
    if not ckan.has.publish_states:
        wanted["private"] = "false"  # so that no record is public unless somebody said so
    workspace.store.drafts.set_edits(draft.changes.base, PACKAGE, wanted)
    linked, filed = str(uuid4()), str(uuid4())
    link = LINK if ckan.has.typed else {n: LINK[n] for n in ("name", "url", "format")}
    workspace.store.drafts.set_part(draft.changes.base, "new", linked, dict(link))
    attach_to_draft(
        workspace, draft.changes.base, [Attachment(filed, csv("new.csv"), {**link, "url": "", "name": "Filed"})]
    )
    ready = workspace.store.drafts.get(draft_id)
    assert ready is not None
    created = create.send(workspace, ready.changes)
    package_id = str(created.package["id"])
    try:
        there = colleague.package(package_id)
        assert (there["title"], there["type"]) == (fields["title"], ckan.has.dataset_type)
        assert there.get("publish_state") == ("DRAFT" if ckan.has.publish_states else None)
        assert [r["id"] for r in there["resources"]] == [linked, filed]
        assert b"".join(colleague.read_file(there["resources"][1]["url"])) == BODY
        assert workspace.store.drafts.ids() == []
    finally:
        assert ckan.ask("dataset_purge", "sysadmin", id=package_id).status == 200
