"""Safe mendings are offered and done on a copy; the file itself is left alone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.mended import sweep
from bcdc_desktop.ui.uploads.sheet import UploadSheet
from bcdc_desktop.ui.uploads.sheet_model import Column

from .conftest import read, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]
FAULTY = table(2024).replace("AGE_GROUP", "AGE GROUP").replace("Kootenays", "Québec").encode("cp1252")


def press_mend(sheet: UploadSheet) -> None:
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Mend a copy" and b.isVisible()).click()


def test_a_copy_is_mended_and_sent_under_the_same_name(
    qtbot: QtBot, session: Session, open_sheet: Open, write: Write
) -> None:
    path = write("faulty.csv", FAULTY)
    sheet = open_sheet([path])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    text = sheet.details.mend_bar.text()
    assert text.startswith("A mended copy can be sent instead: UTF-8")
    assert "AGE GROUP → AGE_GROUP" in text
    sheet.state.set_field(row, "name", "Kept through it")
    press_mend(sheet)
    qtbot.waitUntil(lambda: row.original == path)
    read(qtbot, sheet)
    assert path.read_bytes() == FAULTY
    assert row.path.name == "faulty.csv"
    assert row.path.read_bytes().decode("utf-8").count("Québec") == 20
    assert sheet.details.mend_bar.text() == ""
    assert sheet.model.index(0, Column.CHECK).data() == "8 columns, 40 rows, a mended copy"
    with qtbot.waitSignal(sheet.confirmed) as heard:
        sheet.send_button.click()
    upload = session.desk.store.uploads.get(heard.args[0][0])
    assert upload is not None
    assert (upload.path, upload.fields["name"]) == (str(row.path.resolve()), "Kept through it")
    sweep(session.desk.store)
    assert row.path.exists()  # the queue needs it


def test_the_original_may_be_taken_again(qtbot: QtBot, session: Session, open_sheet: Open, write: Write) -> None:
    path = write("faulty.csv", FAULTY)
    sheet = open_sheet([path])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    press_mend(sheet)
    qtbot.waitUntil(lambda: row.original == path)
    read(qtbot, sheet)
    copy = row.path
    menu = sheet.table.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Take the original again").trigger()
    read(qtbot, sheet)
    assert (row.path, row.original) == (path, None)
    sweep(session.desk.store)
    assert not copy.exists()


def test_nothing_is_offered_for_a_good_file(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("good.csv", table(2024))])
    assert sheet.details.mend_bar.text() == ""
