"""A sheet is kept as a draft and taken up another day."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.file_table import FileColumn
from bcdc_desktop.ui.uploads.queue_panel import UploadsPanel

from .conftest import read, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]


def keep(qtbot: QtBot, sheet: UploadSheet) -> None:
    with qtbot.waitSignal(sheet.savedForLater):
        button = sheet.findChild(QPushButton, "keepButton")
        assert button is not None
        button.click()


def reopened(qtbot: QtBot, session: Session) -> UploadSheet:
    """The sheet as the uploads panel takes it up."""
    panel = UploadsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(panel.saved.isVisible)
    button = panel.saved.findChild(QPushButton, "continueSheet")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: panel.dialogs != [])
    sheet = panel.dialogs[0]  # the panel's window owns it, and ends it
    read(qtbot, sheet)
    return sheet


def test_all_that_was_decided_is_there_again(
    qtbot: QtBot, session: Session, open_sheet: Open, seven: list[Path]
) -> None:
    sheet = open_sheet(seven)
    assert sheet.state is not None and sheet.details.form is not None
    sheet.header.decided.emit("replace")
    sheet.table.choose_row(3)
    sheet.details.form.set_value("name", "Named by hand")
    sheet.table.choose_row(4)
    sheet.table.send_anyway(True)
    sheet.table.choose_row(5)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Delete)
    before = [(r.path, r.what, r.resource, r.send_anyway, sheet.state.fields_of(r)) for r in sheet.state.rows]
    keep(qtbot, sheet)
    assert not sheet.isVisible()
    assert session.workspace.store.uploads.rows() == []

    again = reopened(qtbot, session)
    assert again.state is not None
    assert [(r.path, r.what, r.resource, r.send_anyway, again.state.fields_of(r)) for r in again.state.rows] == before
    with qtbot.waitSignal(again.confirmed):
        again.send_button.click()
    assert session.workspace.store.sheets.all() == []
    assert len(session.workspace.store.uploads.rows()) == 5


def test_a_file_that_is_gone_is_told_at_its_row(qtbot: QtBot, session: Session, open_sheet: Open, write: Write) -> None:
    path = write("a.csv", table(2024))
    keep(qtbot, open_sheet([path, write("b.csv", table(2025))]))
    path.unlink()
    again = reopened(qtbot, session)
    assert again.model.index(0, FileColumn.CHECK).data() == "a.csv cannot be read: There is no such file or folder"
    assert again.send_button.text() == "Upload 1 file"


def test_a_word_given_to_another_content_does_not_count(
    qtbot: QtBot, session: Session, open_sheet: Open, write: Write
) -> None:
    path = write("ragged.csv", table(2024) + "1,2\r\n" + table(2024).split("\r\n", 1)[1])
    sheet = open_sheet([path])
    sheet.table.send_anyway(True)
    keep(qtbot, sheet)
    path.write_text(path.read_text() + "1,2,3\r\n")
    again = reopened(qtbot, session)
    assert not again.send_button.isEnabled()


def test_looked_at_and_closed_it_stays(qtbot: QtBot, session: Session, open_sheet: Open, write: Write) -> None:
    keep(qtbot, open_sheet([write("a.csv", table(2024))]))
    again = reopened(qtbot, session)
    again.reject()
    assert not again.isVisible()
    qtbot.waitUntil(session.workers.idle)
    assert len(session.workspace.store.sheets.all()) == 1


def test_thrown_away_from_the_list(qtbot: QtBot, session: Session, open_sheet: Open, write: Write) -> None:
    keep(qtbot, open_sheet([write("a.csv", table(2024))]))
    panel = UploadsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(panel.saved.isVisible)
    away = panel.saved.findChild(QPushButton, "throwAwaySheet")
    assert away is not None
    away.click()
    qtbot.waitUntil(lambda: not panel.saved.isVisible())
    assert session.workspace.store.sheets.all() == []


def test_an_upload_for_later_is_stored_once(tmp_path: Path, package: dict[str, Any]) -> None:
    from bcdc_desktop.store.sheets import Sheet
    from bcdc_desktop.store.store import Store

    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    sheet = Sheet("s", "p", "A record", 2, {"rows": [{"path": "/ü, 日本.csv"}]}, 1.0, 2.0)
    store.sheets.put(sheet)
    store.sheets.put(sheet)
    assert [(s.id, s.body, s.created) for s in store.sheets.all()] == [("s", sheet.body, 1.0)]
    store.sheets.remove("s")
    assert store.sheets.get("s") is None
    store.close()
