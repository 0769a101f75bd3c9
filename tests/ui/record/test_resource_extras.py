"""Given a resource on screen, then the views that the catalogue has of it are named, and asked for once."""

import json
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui.window import MainWindow
from helpers.misbehaving import Canned, CutRequest, MisbehavingServer
from helpers.waiting import settle

VIEWS = {"success": True, "result": [{"id": "v", "title": "Depths <b>", "view_type": "text_view"}]}
ASKED = "resource_view_list"


@pytest.fixture
def slow(window: MainWindow, demo: DemoCatalogue, qtbot: QtBot) -> Iterator[MisbehavingServer]:
    """A catalogue with one view of each resource, open in the window."""
    program = window.program
    with MisbehavingServer(demo) as server:
        server.always(ASKED, Canned(200, json.dumps(VIEWS)))
        program.settings.put_profile(Profile("slow", "Slow", server.url, user="editor"))
        program.credentials.keep_for_this_run(program.settings.profile("slow"), "editor", demo.tokens["editor"])
        with qtbot.waitSignal(program.opened):
            program.open("slow")
        settle(qtbot, window)
        yield server


def name(window: MainWindow) -> str:
    return window.record.editor.head.name.full_text()


def test_views_are_named_for_resources_of_any_kind(
    window: MainWindow, slow: MisbehavingServer, record: dict, show_record: Callable, qtbot: QtBot
) -> None:
    show_record(window, record["id"])
    first, second = (r["id"] for r in record["resources"][:2])
    window.record.editor.go_to(first)
    qtbot.waitUntil(lambda: name(window).endswith("Views: Depths <b>"))
    assert "Views" in window.record.editor.head.name.toolTip()
    window.record.editor.go_to(second)
    qtbot.waitUntil(lambda: len(slow.calls(ASKED)) == 2)
    qtbot.waitUntil(lambda: name(window).endswith("Views: Depths <b>"))
    window.record.editor.go_to(first)
    assert name(window).endswith("Views: Depths <b>"), "known by now"
    window.record.editor.go_to("")
    assert "Views" not in name(window)
    window.record.editor.go_to(second)
    window.session.refresh_package(record["id"])
    qtbot.waitUntil(window.session.workers.idle)
    assert name(window).endswith("Views: Depths <b>"), "it stays when the record is read again"
    assert len(slow.calls(ASKED)) == 2, "once for each revision of the record"


def test_another_revision_is_asked_for_again(
    window: MainWindow, slow: MisbehavingServer, record: dict, server: Catalogue, show_record: Callable, qtbot: QtBot
) -> None:
    show_record(window, record["id"])
    window.record.editor.go_to(record["resources"][0]["id"])
    qtbot.waitUntil(lambda: len(slow.calls(ASKED)) == 1 and "Views" in name(window))
    server.patch_package(record["id"], {"notes": "Others wrote this."})
    window.session.refresh_package(record["id"])
    qtbot.waitUntil(lambda: len(slow.calls(ASKED)) == 2)


def test_who_goes_through_the_resources_asks_for_the_last_one(
    window: MainWindow, slow: MisbehavingServer, record: dict, show_record: Callable, qtbot: QtBot
) -> None:
    show_record(window, record["id"])
    ids = [r["id"] for r in record["resources"]]
    for target in ids:
        window.record.editor.go_to(target)
    qtbot.waitUntil(lambda: "Views" in name(window))
    assert len(slow.calls(ASKED)) == 1


def test_nothing_is_asked_for_what_the_catalogue_does_not_have(
    window: MainWindow, slow: MisbehavingServer, record: dict, show_record: Callable, qtbot: QtBot
) -> None:
    show_record(window, record["id"])
    editor = window.record.editor
    window.record.add_a_link()
    new = editor.resource_id
    assert new in editor.copy.changes.new_resources
    editor.go_to(record["resources"][0]["id"])
    editor.go_to(new)
    editor.go_to("")
    editor.go_to(record["resources"][0]["id"])
    qtbot.waitUntil(lambda: "Views" in name(window))
    assert len(slow.calls(ASKED)) == 1


def test_what_was_not_answered_is_asked_for_when_it_is_shown_again(
    window: MainWindow, slow: MisbehavingServer, record: dict, show_record: Callable, qtbot: QtBot
) -> None:
    slow.always(ASKED, CutRequest(0))
    show_record(window, record["id"])
    first = record["resources"][0]["id"]
    window.record.editor.go_to(first)
    qtbot.waitUntil(lambda: not window.session.online)
    asked = len(slow.calls(ASKED))
    window.record.editor.go_to("")
    window.record.editor.go_to(first)
    slow.always(ASKED, Canned(200, json.dumps(VIEWS)))
    window.session.check_connection()
    qtbot.waitUntil(lambda: window.session.online)
    assert len(slow.calls(ASKED)) == asked, "nothing is asked for while the catalogue does not answer"
    window.record.editor.go_to("")
    window.record.editor.go_to(first)
    qtbot.waitUntil(lambda: "Views" in name(window))
