"""Given a dialog, then it opens in its last size within the screen, and is gone once it was closed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QTableWidget, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role, remembered_sizes, restore_sizes
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import configure_table
from helpers.geometry import problems


@pytest.fixture(autouse=True)
def _no_sizes_of_others() -> Iterator[None]:
    before = remembered_sizes()
    restore_sizes({})
    yield
    restore_sizes({name: list(size) for name, size in before.items()})


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def shown(parent: QWidget, **how: bool) -> Dialog:
    dialog = Dialog("A title", parent, **how)
    dialog.setProperty("objectName", "dialogOfATest")
    dialog.add_button("Close", Role.RejectRole, name="closeOfATest")
    dialog.show()
    return dialog


def test_it_opens_in_the_size_of_last_time_but_within_the_screen(qtbot: QtBot, parent: QWidget) -> None:
    dialog = shown(parent)
    dialog.resize(430, 310)
    dialog.close()
    assert remembered_sizes() == {"dialogOfATest": (430, 310)}
    assert shown(parent).size() == QSize(430, 310)
    restore_sizes({"dialogOfATest": [100_000, 100_000], "other": "nonsense"})
    room = parent.screen().availableGeometry().size()
    size = shown(parent).size()
    assert (size.width(), size.height()) <= (room.width(), room.height())
    assert set(remembered_sizes()) == {"dialogOfATest"}


@pytest.mark.parametrize("reused", [False, True])
def test_it_is_deleted_when_it_is_closed_unless_it_is_shown_again(qtbot: QtBot, parent: QWidget, reused: bool) -> None:
    dialog = shown(parent, reused=reused)
    button = dialog.button_box.buttons()[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    if reused:
        assert not dialog.isVisible()
        qtbot.waitUntil(lambda: isValid(dialog))
    else:
        qtbot.waitUntil(lambda: not isValid(dialog))


def test_only_the_last_of_several_calls_in_a_row_is_made(qtbot: QtBot) -> None:
    calls: list[str] = []
    owner = QObject()
    timer = debounce(5, lambda: calls.append("called"), owner)
    for _ in range(3):
        timer.start()
    qtbot.waitUntil(lambda: not timer.isActive())
    assert calls == ["called"]
    timer.start()
    timer.stop()
    assert not timer.isActive()


def test_tables_and_trees_are_set_up_alike(parent: QWidget) -> None:
    views = (QTableWidget(2, 2, parent), QTreeWidget(parent))
    for view in views:
        configure_table(view, "viewOfATest", "Rows", read_only=True, single=True)
        assert view.selectionBehavior() == view.SelectionBehavior.SelectRows
        assert view.editTriggers() == view.EditTrigger.NoEditTriggers
        assert (view.accessibleName(), view.tabKeyNavigation()) == ("Rows", False)


def test_the_cursor_is_in_the_first_line_and_what_has_no_room_is_scrolled_to(qtbot: QtBot, parent: QWidget) -> None:
    dialog = Dialog("A title", parent)
    dialog.body.addWidget(MessageBar(dialog))  # its hidden button comes first in the order of Tab
    lines = [QLineEdit(dialog) for _ in range(12)]
    for line in lines:
        dialog.body.addWidget(line)
    go = dialog.add_button("Go", kind="primary")
    dialog.show()
    assert dialog.focusWidget() is lines[0]
    dialog.resize(300, 200)
    qtbot.waitUntil(lambda: dialog.height() == 200)
    assert problems(dialog) == []
    assert lines[-1].visibleRegion().isEmpty()
    for _ in range(len(lines) - 1):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert not lines[-1].visibleRegion().isEmpty()
    assert dialog.rect().contains(go.mapTo(dialog, go.rect().bottomRight()))


def test_buttons_go_below_a_text_where_they_leave_it_too_little(qtbot: QtBot, parent: QWidget) -> None:
    bar = MessageBar(parent)
    layout = QVBoxLayout(parent)
    layout.addWidget(bar)
    layout.addStretch(1)
    parent.show()
    bar.show_message("warning", "This happened, and it takes a sentence to tell.", [("Try again", int), ("Open", int)])
    tops = set[bool]()
    for width in (700, 260, 700):
        parent.resize(width, 300)
        assert problems(parent) == []
        label = bar.messages[0].findChildren(PlainLabel)[1]
        tops.add(bar.buttons[0].y() > label.geometry().bottom())
    assert tops == {True, False}
