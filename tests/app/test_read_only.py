"""A catalogue without ``package_revise`` is read-only: it can be read, and no write is sent to it."""

from __future__ import annotations

import json

import pytest

from bcdc_desktop.app import accounts
from bcdc_desktop.app.records import create
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.uploads.prepare import confirm, prepare_file
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from helpers.misbehaving import Canned

UNKNOWN = Canned(400, json.dumps("Bad request - Action name not known: package_revise"))
NO_HELP = Canned(404, json.dumps({"success": False, "error": {"__type": "Not Found Error", "message": "Not found"}}))
WRITES = ("package_create", "package_patch", "package_update", "resource_create", "resource_patch", "resource_delete")


@pytest.fixture
def old(practice):
    """The practice catalogue, as one that does not know ``package_revise``."""
    practice.server.always("package_revise", UNKNOWN)
    practice.server.always("help_show", NO_HELP)
    return practice


def test_it_is_learned_and_every_write_is_refused(old, csv) -> None:
    workspace, package = old.workspace(), old.package()
    assert workspace.abilities().writable
    assert not workspace.learn_abilities().writable
    item = prepare_file(workspace, package, csv("lakes.csv"))
    with pytest.raises(errors.ReadOnlyCatalogue):
        save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    with pytest.raises(errors.ReadOnlyCatalogue):
        confirm(workspace, package, [item])
    with pytest.raises(errors.ReadOnlyCatalogue):
        create.create_package(workspace, {"name": "wells-of-the-skeena", "title": "Wells of the Skeena"})
    assert workspace.store.journal.entries() == []
    assert workspace.store.uploads.rows() == []
    assert not any(old.server.calls(action) for action in WRITES)


def test_a_save_that_finds_it_out_leaves_the_record_and_says_refused(old) -> None:
    workspace, package = old.workspace(), old.package()
    with pytest.raises(errors.ReadOnlyCatalogue):
        save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert [e.outcome for e in workspace.store.journal.entries()] == ["refused"]
    assert old.other.package(package["id"])["notes"] == package["notes"]
    assert not any(old.server.calls(action) for action in WRITES)


def test_signing_in_says_so(old, memory_keyring) -> None:
    from bcdc_desktop.catalogue.credentials import Credentials

    settings = Settings(Places.of_this_computer().make().settings / "settings.json")
    profile = accounts.add_profile(settings, "old", "", accounts.test_address(old.server.url))
    done = accounts.sign_in(
        profile, old.demo.tokens["editor"], settings=settings, credentials=Credentials(), user="editor"
    )
    assert done.read_only
    old.server.behave()
    done = accounts.sign_in(
        profile, old.demo.tokens["editor"], settings=settings, credentials=Credentials(), user="editor"
    )
    assert not done.read_only
