"""Nothing that a server says is a path, a command or a marker of ours, whatever keys a colleague planted."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.records.conftest import Make
from bcdc_desktop.app.records import new_record, overwritten
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.script import script
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.records.undo import plan_undo, undo
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema

SECRET = b"-----BEGIN OPENSSH PRIVATE KEY-----\n"
KEYS = (
    "kept_copy", "copy", "copies", "place", "upload", "upload__path", "resource_order", "files", "file", "path",
    "file_name", "sha256", "stored", "before", "after", "_copy", "resources", "resource", "order", "delete", "new",
)  # fmt: skip
_watched: list[tuple[str, list[str]]] = []


def _on_audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watched and str(arguments[0]).endswith(_watched[-1][0]):
        _watched[-1][1].append(str(arguments[0]))


sys.addaudithook(_on_audit)


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    """A file of the user's; a test in which anybody opens it fails."""
    path = tmp_path / "user" / f"id_{uuid4().hex}"
    path.parent.mkdir()
    path.write_bytes(SECRET)
    opened: list[str] = []
    _watched.append((path.name, opened))
    yield path
    _watched.pop()
    assert opened == []


def without_copies(workspace: Workspace) -> Workspace:
    """The same workspace where no file is kept before it is replaced, so that only a planted place could be found."""
    return Workspace(replace(workspace.profile, keep_replaced_below=0), workspace.store, workspace.catalogue)


def with_file(
    workspace: Workspace, package: Mapping[str, Any], folder: Path, body: bytes = b"a\n1\n"
) -> Mapping[str, Any]:
    (folder / "data.csv").write_bytes(body)
    resource = package["resources"][0]["id"]
    done = save(workspace, RecordChanges(package, files={resource: attach(folder / "data.csv")}))
    assert isinstance(done, SubmitResult)
    return done.package


def plant(colleague: Catalogue, package_id: str, value: str) -> dict[str, Any]:
    """A colleague gives the first resource every such key; answers the record."""
    resource = colleague.package(package_id)["resources"][0]["id"]
    colleague.patch_resource(resource, {k: value for k in KEYS if k not in ("upload", "resources")})
    found = colleague.package(package_id)
    assert found["resources"][0]["kept_copy"] == value
    return found


def stored(colleague: Catalogue, package_id: str) -> list[bytes]:
    """What the uploaded files of a record hold."""
    listed = [Resource(r) for r in colleague.package(package_id)["resources"]]
    return [b"".join(colleague.read_file(r.url)) for r in listed if r.uploaded]


@pytest.mark.parametrize("relative", [False, True])
def test_a_deletion_is_taken_back_without_a_planted_file(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, secret: Path, relative: bool
) -> None:
    workspace = without_copies(workspace)
    package = with_file(workspace, make(2), tmp_path)
    value = "../" * 30 + str(secret)[1:] if relative else str(secret)
    package = plant(colleague, package["id"], value)
    done = save(workspace, RecordChanges(package, deletions=[package["resources"][0]["id"]]))
    assert isinstance(done, SubmitResult) and done.entry is not None
    planned = plan_undo(workspace, done.entry)
    assert planned.changes.files == {}
    with pytest.raises(SaveRefused):
        undo(workspace, planned)
    assert SECRET not in stored(colleague, package["id"])


def test_a_replacement_is_taken_back_without_a_planted_file(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, secret: Path
) -> None:
    workspace = without_copies(workspace)
    package = with_file(workspace, make(1), tmp_path)
    package = plant(colleague, package["id"], str(secret))
    (tmp_path / "new.csv").write_bytes(b"new\n")
    resource = package["resources"][0]["id"]
    done = save(workspace, RecordChanges(package, files={resource: attach(tmp_path / "new.csv")}))
    assert isinstance(done, SubmitResult) and done.entry is not None
    assert plan_undo(workspace, done.entry).changes.files == {}
    assert stored(colleague, package["id"]) == [b"new\n"]


def test_the_copy_that_was_kept_is_the_one_that_comes_back(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, secret: Path
) -> None:
    package = with_file(workspace, make(1), tmp_path, b"old\n")
    package = plant(colleague, package["id"], str(secret))
    done = save(workspace, RecordChanges(package, deletions=[package["resources"][0]["id"]]))
    assert isinstance(done, SubmitResult) and done.entry is not None
    undo(workspace, plan_undo(workspace, done.entry))
    (back,) = colleague.package(package["id"])["resources"]
    assert stored(colleague, package["id"]) == [b"old\n"]
    assert Resource(back).file_name == "data.csv"


@given(
    planted=st.dictionaries(
        st.sampled_from(KEYS) | st.text(max_size=12),
        st.sampled_from(["{secret}", "../../../../{secret}", "file://{secret}"]) | st.text(max_size=8),
        max_size=8,
    ),
    uploaded=st.booleans(),
    deleted=st.booleans(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_entry_names_a_file_by_what_a_server_said(
    workspace: Workspace, make: Make, secret: Path, planted: dict[str, str], uploaded: bool, deleted: bool
) -> None:
    package = make(1)
    resource = str(package["resources"][0]["id"])
    values = {k: v.replace("{secret}", str(secret)) for k, v in planted.items()}
    facts = {"id": str(uuid4()) if deleted else resource, "url": "https://x/y.csv", "name": "y"}
    before = {**facts, "url_type": "upload" if uploaded else "", **values}
    entry = workspace.store.journal.begin(
        user="editor",
        action="package_revise",
        package_id=str(package["id"]),
        title="",
        before={facts["id"]: before},
        after={facts["id"]: None if deleted else dict(values)},
    )
    workspace.store.journal.outcome(entry, "done")
    assert plan_undo(workspace, entry).changes.files == {}
    found = workspace.store.journal.get(entry)
    assert found is not None
    assert " open(" not in script(workspace, found)
    for one in overwritten.check_record(workspace, package):
        overwritten.restore(workspace, [one], package)
    draft = workspace.store.drafts.get(str(package["id"]))
    assert draft is None or not draft.changes.files
    workspace.store.drafts.discard(str(package["id"]))


def test_a_schema_has_no_field_that_is_called_like_a_marker_of_ours() -> None:
    fields = [{"field_name": n} for n in ("title", "upload", "resource_order")]
    schema = DatasetSchema.from_action({"dataset_fields": fields, "resource_fields": fields})
    assert [f.name for f in schema.dataset_fields] == ["title"]
    assert [f.name for f in schema.resource_fields] == ["title"]


@pytest.mark.parametrize("name", ["upload", "resource_order"])
def test_a_marker_of_ours_is_refused_as_a_field(workspace: Workspace, make: Make, secret: Path, name: str) -> None:
    package = make(1)
    for target, field in (("", "title"), (package["resources"][0]["id"], "name")):
        with pytest.raises(SaveRefused) as refused:
            save(workspace, RecordChanges(package, {target: {name: str(secret), field: "Another"}}))
        assert name in refused.value.by_section[target]


def test_a_record_from_elsewhere_brings_no_files(
    workspace: Workspace, colleague: Catalogue, fields: dict[str, Any], secret: Path
) -> None:
    link = {"name": "View", "url": "https://example.org/a.csv", "format": "csv", **dict.fromkeys(KEYS, str(secret))}
    draft_id, _ = new_record.from_json(workspace, json.dumps({**fields, "resources": [link]}))
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None and draft.changes.files == {}
    assert not any(str(secret) in str(values) for values in draft.changes.new_resources.values())
