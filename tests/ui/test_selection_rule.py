"""What the program selects by itself is selected alone, whatever keys are held down at that moment.

Qt's own setters ask which keys are held: with Ctrl, for a shortcut, they add to the selection or take away from it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableWidget, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

import bcdc_desktop.ui
from bcdc_desktop.ui.widgets.tables import select_only

UI = Path(bcdc_desktop.ui.__path__[0])
OF_VIEWS = {"setCurrentItem", "setCurrentCell", "selectRow", "selectColumn"}
# what also has setCurrentIndex: boxes, tabs and pages, by the names that they have; the list of suggestions has no
# selection of its own
OTHERS = {
    "box", "choice", "combo", "editor", "encodings", "left", "limit", "lists", "page", "pages", "_popup", "right",
    "stack", "tabs", "zone",
}  # fmt: skip
MODIFIERS = [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier]


def selecting(tree: ast.AST) -> Iterator[int]:
    """The lines on which a view is told what is current by a setter that asks which keys are held."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
        by_index = node.func.attr == "setCurrentIndex" and len(node.args) == 1 and name not in OTHERS
        if node.func.attr in OF_VIEWS or by_index:
            yield node.lineno


def test_only_select_only_selects() -> None:
    found = [
        f"{path.relative_to(UI)}:{line}"
        for path in sorted(UI.rglob("*.py"))
        for line in selecting(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], "use widgets.tables.select_only"


def test_the_rule_finds_what_it_is_for() -> None:
    bad = "self.table.setCurrentItem(a)\nview.setCurrentIndex(i)\nself.setCurrentIndex(i)\ntable.selectRow(1)"
    assert list(selecting(ast.parse(bad))) == [1, 2, 3, 4]
    good = "tabs.setCurrentIndex(1)\nmodel.setCurrentIndex(i, flags)\nself.lists.setCurrentIndex(0)"
    assert list(selecting(ast.parse(good))) == []


@pytest.fixture(params=[QTableWidget, QTreeWidget])
def view(request: pytest.FixtureRequest, qtbot: QtBot) -> QAbstractItemView:
    """Three rows, of which several can be selected."""
    if request.param is QTableWidget:
        made: QAbstractItemView = QTableWidget(3, 2)
    else:
        made = QTreeWidget()
        for text in "abc":
            QTreeWidgetItem(made, [text])
    qtbot.addWidget(made)
    made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    return made


@pytest.mark.parametrize("held", MODIFIERS, ids=lambda m: m.name)
def test_a_row_is_selected_alone_whatever_keys_are_held(
    view: QAbstractItemView, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    qtbot.keyPress(view, Qt.Key.Key_F35, held)
    assert QApplication.keyboardModifiers() == held
    for row in (0, 2, 2, 1):
        select_only(view, view.model().index(row, 0))
        assert [index.row() for index in view.selectionModel().selectedRows()] == [row]
        assert view.currentIndex().row() == row
    select_only(view, QModelIndex())
    assert not view.selectionModel().hasSelection()


def test_nothing_is_held_when_a_test_begins(qapp: QApplication) -> None:
    """The test before this one may have pressed keys, or clicked twice."""
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
