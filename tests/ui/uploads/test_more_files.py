"""Files that are added to an upload dialog that is open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.file_table import FileColumn
from bcdc_desktop.ui.widgets.inputs import LineEdit, TextArea
from helpers.dragging import drop_files

from .conftest import read, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]


def files(sheet: UploadSheet) -> list[str]:
    return [str(sheet.model.index(row, FileColumn.FILE).data()) for row in range(sheet.model.rowCount())]


def drop(qtbot: QtBot, sheet: UploadSheet, paths: list[Path]) -> None:
    with qtbot.waitSignal(sheet.checks.moreFound):
        drop_files(sheet, QPoint(60, 300), paths)
    read(qtbot, sheet)


def test_more_files_are_dropped_and_what_was_decided_stays(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    first, second = write("levels_2030.csv", table(2030)), write("levels_2031.csv", table(2031))
    sheet = open_sheet([first])
    assert sheet.state is not None
    sheet.state.set_field(sheet.state.rows[0], "name", "View my levels")
    drop(qtbot, sheet, [second])
    assert files(sheet) == ["levels_2030.csv", "levels_2031.csv"]
    assert sheet.state.name_of(sheet.state.rows[0]) == "View my levels"
    assert sheet.table.currentIndex().row() == 1
    drop(qtbot, sheet, [write("folder/inside.csv", table(2032)).parent, first])
    assert files(sheet) == ["levels_2030.csv", "levels_2031.csv", "inside.csv"]


def test_a_file_that_is_there_is_not_added_twice(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    path = write("levels_2030.csv", table(2030))
    sheet = open_sheet([path])
    drop(qtbot, sheet, [path])
    assert files(sheet) == ["levels_2030.csv"]
    assert sheet.bar.isVisible()


def test_files_dropped_before_the_first_were_found_are_added(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a_2030.csv", table(2030))], wait=False)
    with qtbot.waitSignal(sheet.checks.moreFound):
        sheet.add_files([write("b_2031.csv", table(2031))])
    read(qtbot, sheet)
    assert files(sheet) == ["a_2030.csv", "b_2031.csv"]


def test_files_are_pasted_into_the_list(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a_2030.csv", table(2030))])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write("b_2031.csv", table(2031))))])
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(sheet.checks.moreFound):
        sheet.table.setFocus()
        QTest.keyClick(sheet.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert files(sheet) == ["a_2030.csv", "b_2031.csv"]


def test_a_replacement_takes_no_others(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("caseloads_2021.csv", table(2021))], replacing="resource-2021")
    drop_files(sheet, QPoint(60, 300), [write("b.csv", table(2031))])
    assert files(sheet) == ["caseloads_2021.csv"]
    assert sheet.bar.isVisible()
    assert not sheet.add_more.isVisible()


@pytest.mark.parametrize("kind", [LineEdit, TextArea])
def test_a_field_leaves_files_to_what_is_around_it(qtbot: QtBot, tmp_path: Path, kind: type) -> None:
    field = kind()
    qtbot.addWidget(field)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    data.setText("file:///somewhere")
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field.viewport() if isinstance(field, QPlainTextEdit) else field, event)
    assert not event.isAccepted()
