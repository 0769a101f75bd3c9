"""The sheet of a drop: what it shows, what it asks, what it sends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.store.uploads import State, Upload
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import apply_theme, current, measures
from bcdc_desktop.ui.uploads.checks import AT_ONCE, FileChecks
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.file_table import FileColumn
from bcdc_desktop.ui.widgets.tables import CELL_PADDING, is_cut, lines_at, wrapped
from helpers.waiting import PATIENCE

from .conftest import COLUMNS, read, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]


def cells(sheet: UploadSheet, column: FileColumn) -> list[str]:
    return [str(sheet.model.index(row, column).data()) for row in range(sheet.model.rowCount())]


def choose(sheet: UploadSheet, *rows: int) -> None:
    sheet.table.clearSelection()
    flags = sheet.table.selectionModel().SelectionFlag
    for row in rows:
        index = sheet.model.index(row, 0)
        sheet.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)


def summary(sheet: UploadSheet) -> str:
    return sheet.header.summary.text()


def press(box: UploadSheet, text: str) -> None:
    """Presses the button of a message bar or of the sheet by what it says."""
    button = next(b for b in box.findChildren(QPushButton) if b.text() == text and b.isVisible())
    button.click()


def sent(qtbot: QtBot, sheet: UploadSheet, batch: Callable[[], None]) -> list[Upload]:
    """The rows that are in the queue after a batch that sends."""
    with qtbot.waitSignal(sheet.confirmed) as heard:
        batch()
    store = sheet.session.workspace.store.uploads
    rows = [store.get(i) for i in heard.args[0]]
    return [row for row in rows if row is not None]


def search_state(sheet: UploadSheet, name: str) -> QMessageBox:
    found = sheet.findChild(QMessageBox, name)
    assert found is not None
    return found


def test_seven_files_of_all_sorts(qtbot: QtBot, open_sheet: Open, seven: list[Path]) -> None:
    sheet = open_sheet(seven)
    assert sheet.windowTitle() == "7 files for “Child protection caseloads”"
    assert cells(sheet, FileColumn.FILE) == [path.name for path in seven]
    assert cells(sheet, FileColumn.WHAT) == ["Choose", "Choose", "Choose", "Create", "Create", "Create", "Skip"]
    assert summary(sheet) == "2 create · 3 to decide · 1 to fix · 1 left out"
    assert not sheet.send_button.isEnabled()
    assert "caseloads_2021.csv: Looks like a new version of “Caseloads 2021”" in sheet.send_button.toolTip()

    press(sheet, "Replace their files")
    assert cells(sheet, FileColumn.REPLACES)[:4] == ["Caseloads 2021", "Caseloads 2022", "Caseloads 2023", "–"]
    assert cells(sheet, FileColumn.CHECK)[:2] == ["Columns as before", "Columns as before"]
    assert cells(sheet, FileColumn.CHECK)[2] == "Column AREA is now SDA"
    assert cells(sheet, FileColumn.CHECK)[3] == "8 columns, 40 rows"
    assert cells(sheet, FileColumn.CHECK)[4].startswith("Row 1\u00a0204")
    assert summary(sheet) == "3 replace · 2 create · 1 to fix · 1 left out"

    choose(sheet, 4)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Delete)
    assert sheet.send_button.isEnabled()
    assert sheet.send_button.text() == "Upload 5 files"
    rows = sent(qtbot, sheet, sheet.send_button.click)
    assert [row.operation for row in rows] == ["replace", "replace", "replace", "create", "create"]
    assert [row.resource for row in rows[:3]] == ["resource-2021", "resource-2022", "resource-2023"]
    assert {row.state for row in rows} == {State.WAITING}
    assert rows[3].fields["resource_update_cycle"] == "annually"
    assert rows[3].fields["name"] == "Download Caseloads 2025"
    assert [f["type"] for f in rows[3].fields["json_table_schema"]["fields"]][:2] == ["date", "string"]
    assert rows[0].fields == {}  # the file alone: its columns are as before
    assert set(rows[2].fields) == {"json_table_schema"}
    assert not sheet.isVisible()


def test_the_button_that_uploads_looks_like_what_the_sheet_is_for(
    qapp: QApplication, open_sheet: Open, write: Write
) -> None:
    apply_theme(qapp, "light")
    sheet = open_sheet([write("levels.csv", table(3))])
    sheet.send_button.setEnabled(True)
    picture = sheet.send_button.grab().toImage()
    assert picture.pixelColor(6, picture.height() // 2) == QColor(current().primary)


def test_what_a_check_found_has_more_lines_where_it_has_no_room_in_one(
    qtbot: QtBot, open_sheet: Open, seven: list[Path]
) -> None:
    sheet = open_sheet(seven)
    texts, metrics = cells(sheet, FileColumn.CHECK), sheet.table.fontMetrics()
    for width in (1900, 1000):
        sheet.resize(width, 700)

        def fits(row: int) -> bool:
            room = sheet.table.columnWidth(FileColumn.CHECK) - 2 * CELL_PADDING
            lines = wrapped(texts[row], room, metrics, lines_at(sheet.table.rowHeight(row)))
            return not is_cut(lines[-1], room, metrics)

        qtbot.waitUntil(lambda: all(fits(row) for row in range(len(texts))))
    assert max(map(sheet.table.rowHeight, range(len(texts)))) > measures.TABLE_ROW, "one of them is long"


def test_a_match_is_never_chosen_silently(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("caseloads_2022.csv", table(2022))])
    assert sheet.state is not None
    assert not sheet.state.complete
    press(sheet, "Add as new")
    assert cells(sheet, FileColumn.WHAT) == ["Create"]
    assert sheet.send_button.isEnabled()


def test_the_next_of_a_series_is_new(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("caseloads_2025.csv", table(2025))])
    assert sheet.header.matches.text() == sheet.details.match_bar.text() == ""
    assert sheet.send_button.isEnabled()


def test_a_lone_likeness_is_offered(open_sheet: Open, package: dict[str, Any], write: Write) -> None:
    alone = {**package, "resources": package["resources"][:1]}
    sheet = open_sheet([write("caseloads_2025.csv", table(2025))], record=alone)
    assert sheet.details.match_bar.text() == "Looks like a new version of “Caseloads 2021” (file name)."
    assert cells(sheet, FileColumn.WHAT) == ["Create"]
    press(sheet, "Replace it")
    assert cells(sheet, FileColumn.REPLACES) == ["Caseloads 2021"]


def test_what_is_missing_is_filled_once_for_all(
    qtbot: QtBot, open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    files = [write(f"table{n}.csv", table(2020 + n)) for n in range(3)]
    sheet = open_sheet(files, record={**package, "resources": []})
    assert summary(sheet) == "3 to complete"
    assert cells(sheet, FileColumn.CHECK) == ["Required: Frequency of Resource Update"] * 3
    assert set(sheet.header.common.editors) == {"resource_update_cycle", "description"}
    assert sheet.header.common.editors["resource_update_cycle"].inner.property("state") == "error"
    assert sheet.details.form is not None
    assert sheet.details.form.cell("resource_update_cycle").note("error") == "This field is required"

    combo = sheet.header.common.editors["resource_update_cycle"].inner
    combo.setCurrentIndex(combo.findText("Monthly"))
    description = sheet.header.common.editors["description"].inner
    assert isinstance(description, QLineEdit)
    qtbot.keyClicks(description, "One for all")
    assert summary(sheet) == "3 create"
    assert sheet.details.form.values()["resource_update_cycle"] == "monthly"

    choose(sheet, 1)
    sheet.details.form.set_value("resource_update_cycle", "daily")
    rows = sent(qtbot, sheet, sheet.send_button.click)
    assert [row.fields["resource_update_cycle"] for row in rows] == ["monthly", "daily", "monthly"]
    assert {row.fields["description"] for row in rows} == {"One for all"}


def test_a_field_that_one_file_needs_is_asked_for_at_its_row(
    open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    sheet = open_sheet([write("a.csv", table(2024))], record=package)
    assert sheet.details.form is not None
    sheet.details.form.set_value("name", "")
    assert cells(sheet, FileColumn.CHECK) == ["Required: Name"]
    assert not sheet.send_button.isEnabled()
    sheet.details.form.set_value("name", "Another")
    assert cells(sheet, FileColumn.NAME) == ["Another"]
    assert sheet.send_button.isEnabled()


def test_proposals_are_visible_as_such(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    form = sheet.details.form
    assert form is not None
    assert {"name", "format", "temporal_extent", "resource_update_cycle"} <= form.proposed()
    form.set_value("name", "Mine")
    assert "name" not in form.proposed()


def test_a_published_record_asks(qtbot: QtBot, open_sheet: Open, package: dict[str, Any], write: Write) -> None:
    public = {**package, "publish_state": "PUBLISHED"}
    sheet = open_sheet([write("a.csv", table(2024)), write("b.csv", table(2025))], record=public)
    assert sheet.header.public.text() == "This record is public. Files you upload become public immediately."
    sheet.send_button.click()
    box = search_state(sheet, "publicQuestion")
    assert box.text() == "Upload 2 files? They become public immediately."
    assert box.defaultButton() is box.escapeButton()
    box.reject()
    qtbot.waitUntil(lambda: sheet.findChild(QMessageBox, "publicQuestion") is None)
    assert sheet.isVisible()
    assert sheet.session.workspace.store.uploads.rows() == []

    sheet.send_button.click()
    button = search_state(sheet, "publicQuestion").findChild(QPushButton, "publicSendButton")
    assert button is not None
    assert button.text() == "Upload 2 files"
    assert len(sent(qtbot, sheet, button.click)) == 2


def test_a_draft_is_sent_without_asking(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    assert sheet.header.public.text() == ""
    assert len(sent(qtbot, sheet, lambda: qtbot.keyClick(sheet.table, Qt.Key.Key_Return))) == 1


def test_protected_and_public_together_are_warned_about(
    open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    sheet = open_sheet([write("a.csv", table(2024))], record={**package, "security_class": "PROTECTED B"})
    assert sheet.header.protected.text() == "This record is classified as protected, but anyone can download its files."


def test_errors_need_a_word(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("ragged.csv", table(2024) + "1,2\r\n" + table(2024).split("\r\n", 1)[1])])
    assert not sheet.send_button.isEnabled()
    assert sheet.details.findings.list.count() > 0
    press(sheet, "Upload anyway")
    assert cells(sheet, FileColumn.CHECK) == ["1 error, uploaded anyway"]
    rows = sent(qtbot, sheet, sheet.send_button.click)
    assert "json_table_schema" not in rows[0].fields


def test_the_records_around_a_far_finding_are_shown(qtbot: QtBot, open_sheet: Open, seven: list[Path]) -> None:
    sheet = open_sheet(seven[4:5])
    preview = sheet.details.findings.preview
    qtbot.waitUntil(lambda: preview.preview.rowCount() == 5)
    assert [preview.preview.headerData(n, Qt.Orientation.Vertical) for n in (0, 2)] == ["1\u00a0202", "1\u00a0204"]
    assert preview.preview.index(2, 8).data() == "see note"
    assert preview.currentIndex().column() == 8


def test_records_below_an_open_quote_are_the_ones_that_are_meant(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    """The quote costs its own line; what is said of later records is shown at those."""
    lines = table(2024, 300).split("\r\n")
    columns = COLUMNS.split(",")
    open_quote, odd = lines[4].split(","), lines[200].split(",")
    open_quote[1], odd[columns.index("CASES")] = '"' + open_quote[1], "see note"
    lines[4], lines[200] = ",".join(open_quote), ",".join(odd)
    sheet = open_sheet([write("quote.csv", "\r\n".join(lines))])
    findings, preview = sheet.details.findings, sheet.details.findings.preview
    place = next(n for n, f in enumerate(findings.shown_findings) if f.code == "mixed-types")
    assert findings.shown_findings[place].row == 201
    findings.list.setCurrentRow(place)
    qtbot.waitUntil(lambda: preview.preview.rowCount() == 5)
    assert preview.currentIndex().data() == "see note"
    shown = [preview.preview.index(row, 0).data() for row in range(5)]
    assert shown == [line.split(",")[0] for line in lines[198:203]]


def test_header_cells_in_question_are_marked(open_sheet: Open, write: Write) -> None:
    header = COLUMNS.replace("AGE_GROUP", "AGE GROUP")
    sheet = open_sheet([write("names.csv", table(2024).replace(COLUMNS, header))])
    model, view = sheet.details.findings.preview.preview, sheet.details.findings.preview
    section, horizontal = header.split(",").index("AGE GROUP"), Qt.Orientation.Horizontal
    icons = [model.headerData(n, horizontal, Qt.ItemDataRole.DecorationRole) for n in range(model.columnCount())]
    assert [n for n, icon in enumerate(icons) if icon is not None] == [section]
    tip = model.headerData(section, horizontal, Qt.ItemDataRole.ToolTipRole)
    assert sheet.details.findings.shown_findings[0].message in tip
    view.resize(200, 200)
    sheet.details.findings.show_finding(0)
    header_view = view.horizontalHeader()
    assert 0 <= header_view.sectionViewportPosition(section) < view.viewport().width()


def test_a_title_above_the_header_is_shown_where_it_stands(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("title.csv", "Caseloads of 2024\r\n" + table(2024))])
    findings, preview = sheet.details.findings, sheet.details.findings.preview
    place = next(n for n, f in enumerate(findings.shown_findings) if f.code == "title-before-header")
    findings.show_finding(place)
    assert preview.currentIndex().data() == "Caseloads of 2024"
    assert preview.preview.headerData(0, Qt.Orientation.Vertical) == "1"


def test_cells_in_question_are_marked(open_sheet: Open, write: Write) -> None:
    from bcdc_desktop.ui.uploads.preview import MarkRole

    lines = table(2024).split("\r\n")
    lines[5] = lines[5].replace(",34,", ",many,")
    sheet = open_sheet([write("mixed.csv", "\r\n".join(lines))])
    model = sheet.details.findings.preview.preview
    marked = [
        (row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.index(row, column).data(MarkRole)
    ]
    assert marked == [(4, COLUMNS.split(",").index("CASES"))]


def test_a_type_is_corrected_and_saved(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    preview = sheet.details.findings.preview
    section = COLUMNS.split(",").index("CASES")
    assert preview.preview.column_type(section) == "integer"
    menu = preview.type_menu(section)
    assert menu is not None
    next(action for action in menu.actions() if action.data() == "string").trigger()
    assert preview.preview.column_type(section) == "string"
    fields = sent(qtbot, sheet, sheet.send_button.click)[0].fields["json_table_schema"]["fields"]
    assert fields[section]["type"] == "string"


def test_a_file_dropped_on_a_resource_replaces_it(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("new numbers.csv", table(2023))], replacing="resource-2023")
    assert cells(sheet, FileColumn.WHAT) == ["Replace"]
    assert cells(sheet, FileColumn.REPLACES) == ["Caseloads 2023"]
    assert cells(sheet, FileColumn.PERIOD) == ["2023-01-01 – 2023-12-31"]
    assert sheet.details.difference.text() == "Column AREA is now SDA"
    assert sheet.details.columns_box.isChecked()
    sheet.details.columns_box.click()
    sheet.details.period_box.click()
    assert cells(sheet, FileColumn.PERIOD) == ["2023-01-28 – 2023-12-01"]
    row = sent(qtbot, sheet, sheet.send_button.click)[0]
    assert (row.operation, row.resource) == ("replace", "resource-2023")
    assert set(row.fields) == {"temporal_extent"}


def test_two_files_cannot_replace_one_resource(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024)), write("b.csv", table(2025))])
    choose(sheet, 0, 1)
    sheet.table.decide("replace", "resource-2021")
    assert cells(sheet, FileColumn.CHECK)[1] == "“a.csv” already replaces this resource"
    assert not sheet.send_button.isEnabled()
    choose(sheet, 1)
    sheet.table.decide("replace", "resource-2022")
    assert sheet.send_button.isEnabled()


def test_keys(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    choose(sheet, 0)
    seen = []
    for _ in range(3):
        qtbot.keyClick(sheet.table, Qt.Key.Key_Space)
        seen += cells(sheet, FileColumn.WHAT)
    assert seen == ["Replace", "Skip", "Create"]
    qtbot.keyClick(sheet.table, Qt.Key.Key_F2)
    editor = sheet.table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("Renamed")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(sheet, FileColumn.NAME) == ["Renamed"])
    qtbot.keyClick(sheet.table, Qt.Key.Key_Delete)
    assert cells(sheet, FileColumn.CHECK) == ["Left out"]


def test_enter_says_what_is_missing(qtbot: QtBot, open_sheet: Open, package: dict[str, Any], write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))], record={**package, "resources": []})
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert sheet.bar.text() == "a.csv: Required: Frequency of Resource Update"
    assert sheet.session.workspace.store.uploads.rows() == []


def test_keys_that_send_choose_the_row_in_question_alone(
    qtbot: QtBot, open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    files = [write("a.geojson", "{}"), write("b.csv", table(2024))]
    sheet = open_sheet(files, record=package)
    sheet.table.choose_row(1)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [row.file_name for row in sheet.table.chosen_rows()] == ["a.geojson"]


def test_the_menu_offers_every_resource(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("caseloads_2022.csv", table(2022))])
    choose(sheet, 0)
    menu = sheet.table.menu()
    assert menu is not None
    inner = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert inner.actions()[0].text() == "Caseloads 2022"  # the likeliest first
    assert len(inner.actions()) == 3
    inner.actions()[1].trigger()
    assert cells(sheet, FileColumn.REPLACES) == ["Caseloads 2021"]


def test_a_folder_stands_for_its_files(open_sheet: Open, write: Write) -> None:
    inside = write("folder/deep/a.csv", table(2024))
    write("folder/.hidden.csv", table(2024))
    write("folder/b.geojson", "{}")
    sheet = open_sheet([inside.parent.parent])
    assert sorted(cells(sheet, FileColumn.FILE)) == ["a.csv", "b.geojson"]


def test_a_file_that_changed_is_not_sent(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    path = write("a.csv", table(2024))
    sheet = open_sheet([path])
    path.write_text(table(2025))
    sheet.send_button.click()
    qtbot.waitUntil(lambda: sheet.bar.text() != "")
    assert "a.csv has changed since it was checked" in sheet.bar.text()
    assert sheet.isVisible()
    assert sheet.session.workspace.store.uploads.rows() == []
    press(sheet, "Check all again")
    read(qtbot, sheet)
    assert len(sent(qtbot, sheet, sheet.send_button.click)) == 1


def test_stopped_while_files_are_read(
    qtbot: QtBot, session: Session, package: dict[str, Any], seven: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[CancelToken] = []

    def slow(*_a: Any, token: CancelToken, **_k: Any) -> Any:
        tokens.append(token)
        token.wait(PATIENCE)
        token.check()

    monkeypatch.setattr(FileChecks, "prepare_file", staticmethod(slow))
    sheet = UploadSheet(session, SessionChoices(session), package, seven)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(lambda: bool(tokens))
    assert summary(sheet) == "7 being checked"
    assert not sheet.send_button.isEnabled()
    sheet.reject()
    assert not sheet.isVisible()
    qtbot.waitUntil(session.workers.idle)
    assert len(tokens) == AT_ONCE  # the others were never begun
    assert session.workspace.store.uploads.rows() == []


def test_a_closed_sheet_asks_before_it_forgets(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    choose(sheet, 0)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Space)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    away = search_state(sheet, "closeQuestion").findChild(QPushButton, "discardUploadButton")
    assert away is not None
    away.click()
    assert not sheet.isVisible()
    qtbot.waitUntil(sheet.session.workers.idle)
    assert sheet.session.workspace.store.sheets.all() == []


def test_what_was_decided_survives_a_crash(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    sheets = sheet.session.workspace.store.sheets
    choose(sheet, 0)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(sheets.all()) == 1)
    assert sheets.all()[0].body["rows"][0]["what"] == "skip"
