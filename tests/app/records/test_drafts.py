"""Drafts of records that are not on the server yet: from nothing, a template, another record or JSON; and lists."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make, Open
from bcdc_desktop.app.records import create, new_record
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.drafts import rows as draft_rows
from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.errors import Offline
from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from cli.gate import Gate
from helpers.sample_record import LINK


@pytest.fixture
def version() -> str:
    return "2.11.6"


def test_a_blank_record_waits_until_it_is_complete(
    workspace: Workspace, colleague: Catalogue, fields: dict[str, Any], sent: list[str], tmp_path: Path
) -> None:
    drafts = workspace.store.drafts
    draft_id = new_record.blank(workspace, fields["owner_org"])
    draft = drafts.get(draft_id)
    assert draft is not None
    assert draft.changes.is_new
    with pytest.raises(SaveRefused) as refusal:
        create.send(workspace, draft.changes)
    assert {"title", "notes", "contacts", "license_id"} <= set(refusal.value.by_section[PACKAGE])
    assert sent == []
    assert drafts.get(draft_id) is not None
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    filed, linked = str(uuid4()), str(uuid4())
    drafts.set_edits(draft.changes.base, PACKAGE, fields)
    drafts.set_part(draft.changes.base, "new", filed, {**LINK, "url": "", "name": "Download"})
    drafts.set_part(draft.changes.base, "new", linked, dict(LINK))
    drafts.set_part(draft.changes.base, "order", PACKAGE, [filed, linked])
    workspace.store.drafts.set_part(draft.changes.base, "file", filed, attach(tmp_path / "a.csv"))
    whole = drafts.get(draft_id)
    assert whole is not None
    created = create.send(workspace, whole.changes)
    there = colleague.package(str(created.package["id"]))
    assert (there["title"], there["publish_state"]) == (fields["title"], "DRAFT")
    assert [r["id"] for r in there["resources"]] == [filed, linked]
    assert b"".join(colleague.read_file(there["resources"][0]["url"])) == b"a\n1\n"
    assert sent == ["package_create", "package_revise"]
    assert drafts.ids() == []


def test_a_draft_outlives_the_program(workspace: Workspace, home: Path, fields: dict[str, Any]) -> None:
    draft_id = new_record.blank(workspace)
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    workspace.store.drafts.set_edits(draft.changes.base, PACKAGE, {"title": "Begun"})
    again = Store.open(Places.below(home), "here0", "editor")
    found = again.drafts.get(draft_id)
    again.close()
    assert found is not None
    assert found.changes.of(PACKAGE) == {"title": "Begun"}
    workspace.store.drafts.set_edits(draft.changes.base, PACKAGE, {})
    assert workspace.store.drafts.ids() == [draft_id]  # a new record is dropped on purpose only


def test_what_is_carried_over_is_asked(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(2, purpose="Why.", dates=[{"type": "Created", "date": "2020-01-01"}])
    keys = {g.key: g for g in new_record.carry_groups(workspace.schema())}
    assert {n for g in keys.values() for n in g.fields}.isdisjoint({"title", "name", "publish_state", "dates"})
    usual = [g.key for g in keys.values() if g.usual]
    few = workspace.store.drafts.get(new_record.from_record(workspace, package, usual))
    everything = workspace.store.drafts.get(new_record.from_record(workspace, package, list(keys)))
    assert few is not None
    assert everything is not None
    assert set(few.changes.of(PACKAGE)) >= {"owner_org", "contacts", "license_id", "tag_string"}
    assert "purpose" not in few.changes.of(PACKAGE)
    assert not few.changes.new_resources
    assert everything.changes.of(PACKAGE)["purpose"] == "Why."
    assert "dates" not in everything.changes.of(PACKAGE)
    assert {r["url"] for r in everything.changes.new_resources.values()} == {r["url"] for r in package["resources"]}
    assert set(everything.changes.new_resources).isdisjoint({r["id"] for r in package["resources"]})
    workspace.store.drafts.set_edits(
        everything.changes.base, PACKAGE, {**everything.changes.of(PACKAGE), "title": "Another record of lakes"}
    )
    ready = workspace.store.drafts.get(everything.package_id)
    assert ready is not None
    created = create.send(workspace, ready.changes)
    assert colleague.package(str(created.package["id"]))["name"] == "another-record-of-lakes"


def test_templates(workspace: Workspace, make: Make) -> None:
    template = new_record.template_from(workspace, "Lakes", make(), ["access", "keywords"])
    assert [t.name for t in workspace.store.templates.all()] == ["Lakes"]
    draft = workspace.store.drafts.get(new_record.from_template(workspace, template, "an-org"))
    assert draft is not None
    assert draft.changes.of(PACKAGE)["license_id"] == "2"
    assert draft.changes.of(PACKAGE)["owner_org"] == "an-org"
    assert "contacts" not in draft.changes.of(PACKAGE)
    workspace.store.templates.remove(template.id)
    assert workspace.store.templates.all() == []


def test_from_json_says_what_is_left_out(workspace: Workspace, make: Make) -> None:
    package = make(1)
    package["resources"].append({**LINK, "name": "A file", "url_type": "upload", "url": "https://example.org/f.csv"})
    draft_id, left = new_record.from_json(workspace, json.dumps({**package, "titel": "x"}))
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    assert {"titel", "resources/A file", "publish_state"} <= set(left)
    assert draft.changes.of(PACKAGE)["tag_string"] == "lakes, water"
    assert len(draft.changes.new_resources) == 1
    for text in ("", "[1]", '{"resources": "none"}', "[" * 10_000):
        with pytest.raises(SaveRefused):
            new_record.from_json(workspace, text)


def test_names_and_titles_in_use(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make()
    assert "used by the record" in create.name_problem(workspace, package["name"])
    assert create.name_problem(workspace, package["name"], own=package["id"]) == ""
    assert create.name_problem(workspace, "no-such-record-at-all") == ""
    assert create.title_problem(workspace, package["title"].upper()) != ""
    assert create.title_problem(workspace, package["title"], own=package["id"]) == ""
    assert create.title_problem(workspace, 'No "such" title \\ at all') == ""
    colleague.delete_package(package["id"])
    assert "deleted" in create.name_problem(workspace, package["name"])


def test_the_list_says_age_and_whether_the_record_moved_on(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package, other = workspace.package(make(1)["id"]), workspace.package(make()["id"])
    resource = package["resources"][0]["id"]
    drafts = workspace.store.drafts
    drafts.set_edits(package, PACKAGE, {"notes": "Mine."})
    drafts.set_part(package, "delete", resource, True)
    drafts.set_edits(other, PACKAGE, {"notes": "Mine."})
    new = new_record.blank(workspace)
    assert [(r.package_id, r.changes, r.is_new) for r in draft_rows(workspace)] == [
        (new, 0, True),
        (other["id"], 1, False),
        (package["id"], 2, False),
    ]
    colleague.patch_package(package["id"], {"purpose": "Theirs."})
    workspace.package(package["id"])
    by_id = {r.package_id: r for r in draft_rows(workspace)}
    assert (by_id[package["id"]].moved_on, by_id[package["id"]].merge_conflicts) == (True, False)
    assert not by_id[other["id"]].moved_on
    colleague.patch_package(package["id"], {"notes": "Theirs."})
    workspace.package(package["id"])
    assert {r.package_id: r.merge_conflicts for r in draft_rows(workspace)}[package["id"]]
    workspace.store.cache.records.remove([other["id"]])
    assert {r.package_id: r.gone for r in draft_rows(workspace)}[other["id"]]
    drafts.set_part(package, "delete", resource, None)
    drafts.set_edits(package, PACKAGE, {})
    assert package["id"] not in drafts.ids()


def test_offline_a_draft_stays(open_workspace: Open, demo: Any, fields: dict[str, Any]) -> None:
    with Gate(demo.url) as gate:
        workspace = open_workspace(url=gate.url)
        draft_id = new_record.blank(workspace)
        draft = workspace.store.drafts.get(draft_id)
        assert draft is not None
        workspace.store.drafts.set_edits(draft.changes.base, PACKAGE, fields)
    ready = workspace.store.drafts.get(draft_id)
    assert ready is not None
    with pytest.raises(Offline):
        create.send(workspace, ready.changes)
    assert workspace.store.drafts.get(draft_id) is not None
