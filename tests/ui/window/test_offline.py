"""Given a catalogue that was seen, when there is no network, then it can be browsed and edits are kept."""

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.ui.reports.compare_dialog import CompareDialog
from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
from bcdc_desktop.ui.review import ChangesDialog

from .conftest import BRANCH


def test_what_was_seen_is_there_at_the_next_start_without_a_network(open_window, demo, qtbot, record):
    window = open_window()
    records = window.packages.model.rowCount()
    window.close()
    demo.stop()
    demo.start = lambda: demo.url  # the next start finds nobody at the address
    again = open_window(wait=False)
    qtbot.waitUntil(lambda: again.packages.model.rowCount() == records)
    qtbot.waitUntil(lambda: again.organizations.model.tree.get(BRANCH) is not None)  # it is read by itself
    again.show_record(record["id"])
    qtbot.waitUntil(lambda: again.record.editor is not None and bool(again.record.editor.resource_id))
    qtbot.waitUntil(lambda: again.session.connection == "offline")
    assert "Offline" in again.status.connection.text()
    assert again.session.server.message in again.bar.text()
    qtbot.waitUntil(lambda: "synced" in again.packages.age.text())


def test_what_stays_open_without_a_network_grows_old(window, demo, qtbot, record, show_record):
    show_record(window, record["id"])
    window.tool_windows.quality()
    window.tool_windows.compare()
    health, compare = window.findChild(QualityDialog), window.findChild(CompareDialog)
    qtbot.waitUntil(lambda: health.view is not None)
    demo.stop()
    compare.ages[0].show_moment(time.time())
    ages = (window.record.page.tabs.age, health.age, *compare.ages[:1])
    assert {a.text() for a in ages} == {"synced just now"}
    for age in ages:
        age.clock = lambda: time.time() + 20 * 60 + 5
        age.timer.setInterval(1)
    qtbot.waitUntil(lambda: {a.text() for a in ages} == {"synced 20 minutes ago"})


def test_the_program_notices_when_the_network_is_back(window, demo, qtbot):
    port = int(demo.url.rsplit(":", 1)[1])
    demo.stop()
    window.session.synchronize()
    qtbot.waitUntil(lambda: window.session.connection == "offline")
    with DemoCatalogue(demo.home, port=port), qtbot.waitSignal(window.session.synchronized):
        window.session.try_again()
    assert window.session.connection == "connected"
    qtbot.waitUntil(lambda: window.bar.text() == "")


def save(qtbot, editor) -> None:
    """Review and save."""

    def dialog():
        shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, ChangesDialog) and w.isVisible())
        return next(shown, None)

    qtbot.waitUntil(lambda: dialog() is None and editor.save.isEnabled())
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog() is not None)
    qtbot.mouseClick(dialog().save_button, Qt.MouseButton.LeftButton)


def test_an_edit_made_offline_stays_a_draft_and_can_be_saved_later(window, demo, server, qtbot, record, show_record):
    show_record(window, record["id"])
    editor = window.record.editor
    port = int(demo.url.rsplit(":", 1)[1])
    demo.stop()
    editor.form.set_value("description", "written on the ferry")
    store = window.session.workspace.store
    qtbot.waitUntil(lambda: store.drafts.get(record["id"]) is not None)
    save(qtbot, editor)
    qtbot.waitUntil(lambda: "kept as a draft" in editor.bar.text())
    said = editor.bar.text()
    with DemoCatalogue(demo.home, port=port):
        window.session.try_again()
        qtbot.waitUntil(lambda: editor.bar.text() not in ("", said))  # it does not claim any longer that nobody answers
        assert editor.bar.kind == "information"
        save(qtbot, editor)
        qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
        assert server.resource(record["resources"][0]["id"])["description"] == "written on the ferry"
        qtbot.waitUntil(lambda: store.drafts.get(record["id"]) is None)


def test_a_full_disk_is_told_and_what_was_typed_stays(window, record, show_record, qtbot, monkeypatch):
    from bcdc_desktop.store.database import DiskFull

    show_record(window, record["id"])
    drafts = window.session.workspace.store.drafts

    def full(*_arguments, **_named):
        raise DiskFull("The disk is full. Nothing of this change was stored; make room and try again.")

    monkeypatch.setattr(drafts, "set_edits", full)
    window.record.editor.form.set_value("description", "typed on a full disk")
    qtbot.waitUntil(lambda: "disk is full" in window.bar.text())
    assert window.record.editor.form.values()["description"] == "typed on a full disk"
