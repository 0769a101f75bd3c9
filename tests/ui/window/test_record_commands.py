"""Given records selected in a list, when I open the context menu, then it offers what makes sense for them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.record.record_window import RecordWindow
from bcdc_desktop.ui.record_list.record_commands import DeleteDialog
from helpers.waiting import settle


@pytest.fixture
def menu_of(window, qtbot):
    """Selects records and returns the commands offered for them, by their texts."""

    def of(*ids: str) -> dict:
        packages = window.packages
        rows = sorted(packages.model.find(i).row() for i in ids)
        packages.view.select_rows(rows, rows[0])
        menu = QMenu(window)
        window.middle.commands.fill(menu)
        return {action.text(): action for action in menu.actions() if action.text()}

    return of


@pytest.fixture
def mine(window, qtbot) -> list[str]:
    """IDs of records that the user may change."""
    window.top.search.setText("is:mine")
    settle(qtbot, window)
    model = window.packages.model
    return [model.row(n).id for n in range(model.rowCount())]


def test_one_record_of_ones_own_can_be_changed_and_another_cannot(window, qtbot, record, menu_of):
    model = window.packages.model
    rows = [model.row(n) for n in range(model.rowCount())]
    foreign = next(r.id for r in rows if not window.session.tree.get(r.org).writable)
    mine, other = menu_of(record["id"]), menu_of(foreign)
    assert set(other) < set(mine)
    assert {"Delete…", "Archive…"} <= set(mine) - set(other)
    assert "Publish…" not in mine  # it is published


def test_commands_for_several_say_how_many(window, record, menu_of, mine):
    texts = menu_of(*mine[:3])
    assert texts
    assert all("3" in text for text in texts)
    assert any(text.startswith("Delete") for text in texts)


def test_several_records_of_others_are_not_offered_to_be_changed(window, record, menu_of):
    model = window.packages.model
    rows = [model.row(n) for n in range(model.rowCount())]
    foreign = [r.id for r in rows if not window.session.tree.get(r.org).writable][:3]
    texts = menu_of(*foreign)
    assert not any(text.startswith(("Change", "Delete")) for text in texts)
    assert any(text.startswith("Export") for text in texts)
    assert any(text.startswith("Delete") for text in menu_of(*foreign, record["id"])), "one of them is one's own"


def test_a_record_is_duplicated_into_a_new_one(window, qtbot, record, menu_of):
    menu_of(record["id"])["Duplicate as new record"].trigger()
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id.startswith(NEW))
    draft = window.session.workspace.store.drafts.get(window.record.package.id)
    assert draft.changes.of("")["license_id"] == record["license_id"]
    assert not draft.changes.of("").get("name")


def opened(window, qtbot) -> DeleteDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(DeleteDialog)))
    return next(d for d in window.findChildren(DeleteDialog) if d.isVisible())


def test_several_records_are_listed_and_deleted_one_by_one(window, qtbot, server, menu_of, mine):
    ids = mine[:2]
    next(action for text, action in menu_of(*ids).items() if text.startswith("Delete")).trigger()
    dialog = opened(window, qtbot)
    assert dialog.list.count() == 2
    assert dialog.focusWidget() is dialog.cancel  # Enter alone deletes nothing
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    for package_id in ids:
        assert server.package(package_id)["state"] == "deleted"
    entries = window.session.workspace.journal_entries()
    assert [e.action for e in entries[:2]] == ["package_delete"] * 2
    qtbot.waitUntil(lambda: not window.packages.model.find(ids[0]).isValid())


def test_what_cannot_be_deleted_is_told_and_the_rest_is_deleted(window, qtbot, server, menu_of, mine):
    changed, other = mine[:2]
    server.patch_package(changed, {"notes": "Changed meanwhile."})
    next(action for text, action in menu_of(changed, other).items() if text.startswith("Delete")).trigger()
    dialog = opened(window, qtbot)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.text()))
    assert server.package(changed)["state"] == "active"
    assert server.package(other)["state"] == "deleted"
    dialog.cancel.click()


def test_cancel_deletes_nothing(window, qtbot, server, menu_of, record):
    menu_of(record["id"])["Delete…"].trigger()
    opened(window, qtbot).cancel.click()
    assert server.package(record["id"])["state"] == "active"


def own_window(window) -> RecordWindow:
    return next(w for w in window.findChildren(RecordWindow) if w.isVisible())


def open_own(window, qtbot, package_id: str) -> RecordWindow:
    window.packages.view.select_rows([window.packages.model.find(package_id).row()] * 1, 0)
    window.packages.select(package_id)
    qtbot.keyClick(window.packages.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    own = own_window(window)
    qtbot.waitUntil(lambda: own.record.package is not None and own.record.package.id == package_id)
    qtbot.waitUntil(lambda: own.record.editor is not None and own.record.editor.isVisible())
    return own


def test_a_record_opens_in_a_window_of_its_own_and_closing_keeps_what_was_typed(window, qtbot, record):
    own = open_own(window, qtbot, record["id"])
    assert record["title"] in own.windowTitle()
    own.record.edit_record()
    qtbot.waitUntil(lambda: own.record.editor.target == "")
    own.record.editor.form.set_value("purpose", "Typed in a window of its own")
    own.close()
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: drafts.get(record["id"]) is not None)
    assert drafts.get(record["id"]).changes.of("") == {"purpose": "Typed in a window of its own"}


def test_both_windows_show_the_same_draft(window, qtbot, record, show_record):
    show_record(window, record["id"])
    own = open_own(window, qtbot, record["id"])
    for controller in (window.record, own.record):
        controller.edit_record()
    qtbot.waitUntil(lambda: own.record.editor.target == "" == window.record.editor.target)
    own.record.editor.form.set_value("purpose", "Typed elsewhere")
    own.record.flush()
    qtbot.waitUntil(lambda: window.record.editor.form.values()["purpose"] == "Typed elsewhere")
    own.close()


def test_windows_of_records_close_with_their_catalogue(window, qtbot, record):
    open_own(window, qtbot, record["id"])
    window.practise_as("orgadmin")
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace.user == "orgadmin")
    settle(qtbot, window)
    assert not any(w.isVisible() for w in window.findChildren(RecordWindow))


def test_lists_are_hidden_for_editing_and_come_back_with_a_search(window, qtbot, record, show_record):
    show_record(window, record["id"])
    before = window.record.page.width()
    window.packages.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not window.packages.isVisible()
    assert not window.finding.side.isVisible()
    qtbot.waitUntil(lambda: window.record.page.width() > 1.8 * before)
    window.top.search.setText("water")
    assert window.packages.isVisible()
    window.middle.toggle_lists()
    assert not window.packages.isVisible()
    window.finding.side.focus_organizations()
    assert window.packages.isVisible()


def test_the_head_of_a_record_names_its_organization(window, qtbot, record, show_record):
    show_record(window, record["id"])
    owner = window.session.tree.get(record["owner_org"])
    assert window.record.page.summary.organization.full_text() == owner.title
