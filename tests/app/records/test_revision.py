"""An earlier revision of the catalogue becomes a draft: fields and links come back, and what was added since stays."""

import pytest

from app.conftest import Practice
from bcdc_desktop.app.records.history import activities
from bcdc_desktop.app.records.plan import plan
from bcdc_desktop.app.records.revision import DraftInTheWay, restore_revision
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from helpers.sample_record import LINK


def test_an_earlier_revision_becomes_a_draft(practice: Practice) -> None:
    workspace = practice.workspace()
    made = practice.package(resources=[LINK | {"name": "First"}, LINK | {"name": "Second"}], tag_string="old,one")
    first, second = made["resources"]
    changed = {**made, "notes": "Theirs.", "tag_string": "new", "tags": []}
    changed["resources"] = [{**second, "name": "Renamed"}, LINK | {"name": "Third"}]
    practice.other.patch_package(made["id"], {n: changed[n] for n in ("notes", "tag_string", "resources")})
    earlier = activities(workspace, made["id"])[-1]
    found = restore_revision(workspace, made["id"], earlier.id)
    changes = workspace.store.drafts.get(made["id"]).changes
    assert changes.fields[PACKAGE] == {"notes": made["notes"], "tag_string": "old, one"}
    assert changes.fields[second["id"]] == {"name": "Second"}
    assert list(changes.new_resources) == [first["id"]]
    assert changes.new_resources[first["id"]]["url"] == first["url"]
    assert (found.count, len(found.notes), changes.deletions) == (4, 1, []), "what was added since stays"
    assert not any(p.severity == "error" for ps in plan(workspace, changes).problems.values() for p in ps)


def test_where_there_is_a_draft_nothing_is_mixed(practice: Practice) -> None:
    workspace = practice.workspace()
    made = practice.package()
    practice.other.patch_package(made["id"], {"notes": "Theirs."})
    workspace.store.drafts.put(RecordChanges(workspace.package(made["id"]), {PACKAGE: {"title": "Draft"}}))
    with pytest.raises(DraftInTheWay):
        restore_revision(workspace, made["id"], activities(workspace, made["id"])[-1].id)
    assert workspace.store.drafts.get(made["id"]).changes.fields == {PACKAGE: {"title": "Draft"}}
