"""Repairs are offered and done on a copy; the file itself is left alone."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.uploads.repairs import Repairs, remove_unused_copies
from bcdc_desktop.domain.record_changes import AttachedFile
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.file_table import FileColumn
from bcdc_desktop.ui.uploads.repair_dialog import RepairDialog

from .conftest import read, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]
FAULTY = table(2024).replace("AGE_GROUP", "AGE GROUP").replace("Kootenays", "Québec").encode("cp1252")


def ask(sheet: UploadSheet) -> RepairDialog:
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Fix a copy…" and b.isVisible()).click()
    found = sheet.findChild(RepairDialog)
    assert found is not None
    return found


def press_repair(sheet: UploadSheet) -> None:
    ask(sheet).use_button.click()


def test_a_copy_is_repaired_and_sent_under_the_same_name(
    qtbot: QtBot, session: Session, open_sheet: Open, write: Write
) -> None:
    path = write("faulty.csv", FAULTY)
    sheet = open_sheet([path])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    text = sheet.details.repair_bar.text()
    assert text.startswith("A fixed copy can be uploaded instead: UTF-8")
    assert "AGE GROUP → AGE_GROUP" in text
    sheet.state.set_field(row, "name", "Kept through it")
    press_repair(sheet)
    qtbot.waitUntil(lambda: row.original == path)
    read(qtbot, sheet)
    assert path.read_bytes() == FAULTY
    assert row.path.name == "faulty.csv"
    assert row.path.read_bytes().decode("utf-8").count("Québec") == 20
    assert sheet.details.repair_bar.text() == ""
    assert sheet.model.index(0, FileColumn.CHECK).data() == "8 columns, 40 rows, fixed copy"
    with qtbot.waitSignal(sheet.confirmed) as heard:
        sheet.send_button.click()
    upload = session.workspace.store.uploads.get(heard.args[0][0])
    assert upload is not None
    assert (upload.path, upload.fields["name"]) == (str(row.path.resolve()), "Kept through it")
    remove_unused_copies(session.workspace)
    assert row.path.exists()  # the queue needs it


def test_the_original_may_be_taken_again(qtbot: QtBot, session: Session, open_sheet: Open, write: Write) -> None:
    path = write("faulty.csv", FAULTY)
    sheet = open_sheet([path])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    press_repair(sheet)
    qtbot.waitUntil(lambda: row.original == path)
    read(qtbot, sheet)
    copy = row.path
    menu = sheet.table.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Use the original file").trigger()
    read(qtbot, sheet)
    assert (row.path, row.original) == (path, None)
    os.utime(copy.parent, (1, 1))

    def removed() -> bool:  # where the sheet was stored with the copy, it is stored again without it
        remove_unused_copies(session.workspace)
        return not copy.exists()

    qtbot.waitUntil(removed)


def test_a_copy_that_a_draft_or_an_open_sheet_needs_stays(
    qtbot: QtBot, session: Session, open_sheet: Open, write: Write, package: dict[str, Any]
) -> None:
    sheet = open_sheet([write("faulty.csv", FAULTY), write("other.csv", FAULTY)])
    assert sheet.state is not None
    for row in sheet.state.rows:
        sheet.table.choose_row(sheet.state.rows.index(row))
        press_repair(sheet)
        qtbot.waitUntil(lambda row=row: row.original is not None)
        read(qtbot, sheet)
    kept, lost = (row.path for row in sheet.state.rows)
    store = session.workspace.store
    store.drafts.set_part(package, "file", "resource-2021", AttachedFile(kept, kept.name, 1, 0))
    remove_unused_copies(session.workspace)
    assert kept.exists() and lost.exists()  # the sheet is open, stored or not
    sheet.reject()
    away = sheet.findChild(QPushButton, "discardUploadButton")
    assert away is not None
    away.click()
    qtbot.waitUntil(session.workers.idle)
    for copy in (kept, lost):
        os.utime(copy.parent, (1, 1))
    remove_unused_copies(session.workspace)
    assert kept.exists()
    assert not lost.exists()


def test_nothing_is_offered_for_a_good_file(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("good.csv", table(2024))])
    assert sheet.details.repair_bar.text() == ""


def test_each_repair_can_be_left_out(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("faulty.csv", FAULTY + b"\r\n\r\n")])
    asked = ask(sheet)
    assert asked.encoding.text() == "Convert to UTF-8 (from Windows-1252)"
    assert [b.isVisible() for b in (asked.encoding, asked.line_ends, asked.trailing, asked.rename)] == [
        True, False, True, True,
    ]  # fmt: skip
    assert not asked.encoding.isEnabled()  # the others need it
    asked.rename.setChecked(False)
    assert asked.repairs() == Repairs(encoding=True, trailing_empty=True)
    assert not asked.names.isVisible()
    asked.trailing.setChecked(False)
    assert asked.encoding.isEnabled()
    asked.encoding.setChecked(False)
    assert not asked.use_button.isEnabled()


def test_somebody_chooses_the_encoding_where_it_is_not_certain(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    data = "id,town\r\n1,Gdańsk\r\n2,Łódź\r\n".encode("cp1250")
    sheet = open_sheet([write("towns.csv", data)])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    asked = ask(sheet)
    assert (asked.encodings.isVisible(), asked.use_button.isEnabled()) == (True, False)
    assert "Gdańsk" in asked.encodings.itemText(asked.encodings.findData("cp1250"))
    asked.encodings.setCurrentIndex(asked.encodings.findData("cp1250"))
    assert (asked.problem.isVisible(), asked.use_button.isEnabled()) == (False, True)
    asked.use_button.click()
    qtbot.waitUntil(lambda: row.original is not None)
    assert row.path.read_text("utf-8").splitlines() == ["id,town", "1,Gdańsk", "2,Łódź"]


def test_files_of_uncertain_encodings_are_fixed_one_at_a_time(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write(f"{n}.csv", "id,town\r\n1,Gdańsk\r\n".encode("cp1250")) for n in range(2)])
    assert sheet.state is not None
    asked = RepairDialog(sheet.state.rows, sheet)
    asked.show()
    assert (asked.encodings.isVisible(), asked.problem.isVisible(), asked.use_button.isEnabled()) == (
        False,
        True,
        False,
    )


def test_columns_get_the_names_that_one_wants(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("faulty.csv", FAULTY)])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    asked = ask(sheet)
    assert [asked.names.item(2, c).text() for c in (0, 1)] == ["AGE GROUP", "AGE_GROUP"]
    asked.names.item(2, 1).setText("AGE BAND")
    assert (asked.problem.isVisible(), asked.use_button.isEnabled()) == (True, False)
    asked.names.item(2, 1).setText("sda")
    assert asked.problem.text() == "“SDA” is used twice."
    asked.names.item(2, 1).setText("AGE_BAND")
    asked.names.item(4, 1).setText("OPEN_CASES")
    assert not asked.problem.isVisible()
    asked.use_button.click()
    qtbot.waitUntil(lambda: row.original is not None)
    read(qtbot, sheet)
    assert row.item is not None
    assert row.item.check is not None
    assert (row.item.check.columns[2], row.item.check.columns[4]) == ("AGE_BAND", "OPEN_CASES")


def test_a_repaired_copy_is_saved_where_one_wants(qtbot: QtBot, open_sheet: Open, write: Write, tmp_path: Path) -> None:
    sheet = open_sheet([write("faulty.csv", FAULTY)])
    asked, target = ask(sheet), tmp_path / "mine.csv"
    asked.save_to(target)
    qtbot.waitUntil(lambda: sheet.bar.text().startswith("Saved a fixed copy"))
    assert target.read_text("utf-8").count("Québec") == 20
    assert sheet.state is not None
    assert sheet.state.rows[0].original is None


def test_several_files_are_repaired_at_once(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    paths = [
        write("one.csv", FAULTY),
        write("two.csv", table(2023).replace("\r\n", "\n")),
        write("good.csv", table(2022)),
    ]
    sheet = open_sheet(paths)
    assert sheet.state is not None
    sheet.table.selectAll()
    sheet.repair_selected()
    asked = sheet.findChild(RepairDialog)
    assert asked is not None
    assert asked.windowTitle() == "Fix copies of 2 files"
    assert not asked.names.isVisible()
    asked.use_button.click()
    qtbot.waitUntil(lambda: sum(row.original is not None for row in sheet.state.rows) == 2)
    read(qtbot, sheet)
    assert [row.findings for row in sheet.state.rows] == [(), (), ()]
