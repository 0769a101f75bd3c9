"""Given rows, when I take one with the mouse and let it go elsewhere, then it stands there, and is saved so."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt

from bcdc_desktop.ui.review import ChangesDialog
from helpers.dragging import drag_handle, drag_row


def order(window) -> list[str]:
    return [r.id for r in window.record.model.resources()]


def below(table, row) -> QPoint:
    rect = table.visualRect(table.model().index(row, 0))
    return QPoint(rect.center().x(), rect.bottom() - 3)


def above(table, row) -> QPoint:
    rect = table.visualRect(table.model().index(row, 0))
    return QPoint(rect.center().x(), rect.top() + 3)


def settled(qtbot, groups) -> None:
    """Waits until rows lie one below the other and stay there."""
    seen: list[tuple] = []

    def still() -> bool:
        seen.append(tuple((row.mapToGlobal(QPoint(0, 0)).y(), row.height()) for row in groups.rows))
        apart = all(row.height() > 20 for row in groups.rows)
        apart = apart and all(b.y() > a.geometry().bottom() for a, b in pairwise(groups.rows))
        return apart and len(seen) > 5 and len(set(seen[-5:])) == 1

    qtbot.waitUntil(still)


@pytest.mark.window
def test_a_resource_is_dragged_down_and_up_and_saved(window, editor, record, server, qtbot, opened):
    ids, table = [r["id"] for r in record["resources"]], window.record.table
    drag_row(table, 0, below(table, len(ids) - 1))
    assert order(window) == [*ids[1:], ids[0]]
    assert editor.resource_id == ids[0]  # the one that was taken is still the one that is edited
    drag_row(table, len(ids) - 1, above(table, 1))
    wanted = [ids[1], ids[0], *ids[2:]]
    assert order(window) == wanted
    drag_row(table, 1, above(table, 0))
    assert order(window) == ids
    assert not editor.save.isEnabled()
    drag_row(table, 0, below(table, 1))
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in editor.bar.text())
    assert [r["id"] for r in server.package(record["id"])["resources"]] == wanted


@pytest.mark.window
def test_several_resources_are_dragged_together(window, editor, record, qtbot):
    ids, table = [r["id"] for r in record["resources"]], window.record.table
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [r.id for r in window.record.page.area.chosen()] == ids[:2]
    drag_row(table, 1, below(table, len(ids) - 1))
    assert order(window) == [*ids[2:], *ids[:2]]


@pytest.mark.window
def test_who_may_only_read_drags_nothing(window, editor, record, qtbot):
    table = window.record.table
    window.record.page.area.set_writable(False)
    before = order(window)
    drag_row(table, 0, below(table, 1))
    assert order(window) == before
    assert editor.copy.changes.empty


def test_a_contact_is_dragged_by_its_handle_and_undo_puts_it_back(window, editor, record, qtbot):
    window.record.edit_record()
    contacts = [
        {"name": name, "email": f"{name}@example.org", "org": record["owner_org"], "role": "pointOfContact"}
        for name in ("Ann", "Ben", "Cem")
    ]
    editor.form.set_value("contacts", contacts)
    groups = editor.form.cell("contacts").editor
    for row in groups.rows:
        row.set_folded(True)
    editor.form.editor("title").setFocus()
    settled(qtbot, groups)

    def names() -> list[str]:
        return [c["name"] for c in editor.form.values()["contacts"]]

    first = groups.rows[0]
    drag_handle(first.handle, groups.rows[2].geometry().center().y() - first.geometry().center().y())
    assert names() == ["Ben", "Cem", "Ann"]
    assert groups.rows[2] is first
    drag_handle(first.handle, -(first.geometry().center().y() - groups.rows[0].geometry().center().y()))
    assert names() == ["Ann", "Ben", "Cem"]
    drag_handle(groups.rows[1].handle, groups.rows[2].y() - groups.rows[1].y())
    assert names() == ["Ann", "Cem", "Ben"]
    editor.form.undo()
    assert names() == ["Ann", "Ben", "Cem"]
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(
        lambda: [c["name"] for c in drafts.get(record["id"]).changes.of("")["contacts"]] == ["Ann", "Ben", "Cem"]
    )


def test_rows_as_small_as_one_line_are_dragged_too(window, editor, qtbot):
    window.record.edit_record()
    pages = [{"description": f"Page {n}", "url": f"https://example.org/{n}"} for n in range(4)]
    editor.form.set_value("more_info", pages)
    groups = editor.form.cell("more_info").editor
    settled(qtbot, groups)
    distance = groups.rows[3].y() - groups.rows[1].y()
    drag_handle(groups.rows[1].handle, distance)
    assert editor.form.values()["more_info"] == [pages[0], pages[2], pages[3], pages[1]]


def test_a_folded_contact_is_dragged_over_one_that_is_open(window, editor, record, qtbot):
    window.record.edit_record()
    contacts = [
        {"name": name, "email": f"{name}@example.org", "org": record["owner_org"], "role": "pointOfContact"}
        for name in ("Ann", "Ben")
    ]
    editor.form.set_value("contacts", contacts)
    groups = editor.form.cell("contacts").editor
    ann, ben = groups.rows
    ann.set_folded(False)
    ben.set_folded(True)
    settled(qtbot, groups)
    qtbot.waitUntil(lambda: ann.height() > 3 * ben.height())
    drag_handle(ben.handle, -ann.height() // 2)
    assert groups.rows == [ann, ben]  # not past its middle yet: it would not lie under the hand
    settled(qtbot, groups)
    drag_handle(ben.handle, ann.y() - ben.y())
    assert groups.rows == [ben, ann]
    assert [c["name"] for c in editor.form.values()["contacts"]] == ["Ben", "Ann"]
