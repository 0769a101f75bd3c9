"""What is known of a file's columns: while it is read, corrected, described, stored, saved."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.preflight.data_dictionary import has_dictionary
from bcdc_desktop.preflight.table_schema import STATISTICS_KEY
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.checks import FileChecks
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.file_table import FileColumn as SheetColumn
from bcdc_desktop.ui.uploads.preview import DictionaryColumn
from helpers.waiting import PATIENCE

from .conftest import read, resource, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]


def columns_of(sheet: UploadSheet) -> list[dict[str, Any]]:
    assert sheet.state is not None
    return list(sheet.state.fields_of(sheet.state.rows[0])["json_table_schema"]["fields"])


def edit(sheet: UploadSheet, row: int, column: DictionaryColumn, text: str) -> None:
    """As the editor of a cell does it."""
    model = sheet.details.findings.columns.columns
    model.setData(model.index(row, column), text)


def test_what_is_found_is_shown_while_the_file_is_read(
    qtbot: QtBot, open_sheet: Open, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real = threading.Event(), FileChecks.prepare_file

    def held(*args: Any, partial_result: Callable[[CheckResult], None], **more: Any) -> Any:
        def seen(found: CheckResult) -> None:
            partial_result(found)
            go_on.wait(PATIENCE)

        return real(*args, partial_result=seen, **more)

    monkeypatch.setattr(FileChecks, "prepare_file", staticmethod(held))
    sheet = open_sheet([write("a.csv", table(2024, 9000).replace("AGE_GROUP", "SDA", 1))], wait=False)
    view = sheet.details.findings
    qtbot.waitUntil(lambda: view.preview.preview.rowCount() > 0)
    assert sheet.state is not None
    assert sheet.state.rows[0].item is None
    assert "2 errors" in sheet.model.index(0, SheetColumn.CHECK).data()
    assert "2 errors" in view.headline.full_text()
    assert "SDA" in view.list.item(0).text()
    assert not view.columns_tab.isEnabled()
    assert not sheet.send_button.isEnabled()
    view.list.setCurrentRow(1)
    go_on.set()
    read(qtbot, sheet)
    assert view.list.currentRow() == 1
    assert view.columns_tab.isEnabled()


def test_columns_are_corrected_and_described(qtbot: QtBot, open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    view = sheet.details.findings
    view.columns_tab.click()
    model = view.columns.columns
    assert [model.index(4, c).data() for c in DictionaryColumn] == [
        "CASES",
        "whole number",
        "",
        "40",
        "0",
        "30",
        "69",
        "",
    ]
    edit(sheet, 4, DictionaryColumn.TYPE, "number")
    edit(sheet, 4, DictionaryColumn.DESCRIPTION, "Open cases")
    edit(sheet, 4, DictionaryColumn.MARKS, "-, n/a")
    cases = columns_of(sheet)[4]
    assert (cases["type"], cases["description"], cases["missingValues"]) == ("number", "Open cases", ["", "-", "n/a"])
    assert cases[STATISTICS_KEY]["count"] == 40
    assert sheet.state is not None
    text = sheet.state.fields_of(sheet.state.rows[0])["supplemental_info"]
    assert "| CASES | number | Open cases | 40 | 0 (-, n/a) | 30 | 69 |" in text
    edit(sheet, 4, DictionaryColumn.MARKS, "")
    assert "missingValues" not in columns_of(sheet)[4]


def test_the_table_of_columns_is_a_proposal_that_can_be_taken_out(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    assert sheet.state is not None
    row = sheet.state.rows[0]
    assert "supplemental_info" in row.proposed
    sheet.state.set_field(row, "supplemental_info", "My own words")
    edit(sheet, 4, DictionaryColumn.TYPE, "number")
    assert sheet.state.fields_of(row)["supplemental_info"] == "My own words"


def test_a_replaced_resource_keeps_what_was_written_about_its_columns(
    open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    old = resource(2021)
    for field in old["json_table_schema"]["fields"]:
        field["description"] = f"About {field['name']}"
    old["supplemental_info"] = "Read this.\n\n| Column | Type | Values |\n| --- | --- | --- |\n| OLD | string | 1 |\n"
    path = write("caseloads_2021.csv", table(2021, columns="REPORT_DATE,AREA,AGE_GROUP,REASON,CASES,CLOSED,OPEN,NOTE"))
    sheet = open_sheet([path], replacing=old["id"], record={**package, "resources": [old]})
    assert sheet.state is not None
    fields = sheet.state.fields_of(sheet.state.rows[0])
    assert [f["description"] for f in fields["json_table_schema"]["fields"]][:2] == ["About REPORT_DATE", "About SDA"]
    assert fields["supplemental_info"].startswith("Read this.\n\n| Column | Type | Description |")
    assert "OLD" not in fields["supplemental_info"]
    sheet.details.columns_box.click()
    assert sheet.state.fields_of(sheet.state.rows[0]) == {}


def test_counts_that_stand_in_a_resource_follow_its_file(
    open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    old = resource(2021)
    first = open_sheet([write("caseloads_2021.csv", table(2021))], record={**package, "resources": []})
    old["json_table_schema"] = {"fields": columns_of(first), "missingValues": [""]}
    record = {**package, "resources": [old]}
    same = open_sheet([write("caseloads_2021.csv", table(2021))], record=record, replacing=old["id"])
    assert same.state is not None
    assert same.state.fields_of(same.state.rows[0]) == {}
    longer = open_sheet([write("caseloads_2021.csv", table(2021, 50))], record=record, replacing=old["id"])
    assert columns_of(longer)[4][STATISTICS_KEY]["count"] == 50
    assert longer.details.columns_box.isChecked()


def test_corrections_are_kept_with_the_sheet(
    qtbot: QtBot, session: Session, open_sheet: Open, package: dict[str, Any], write: Write
) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    edit(sheet, 4, DictionaryColumn.DESCRIPTION, "Open cases")
    with qtbot.waitSignal(sheet.savedForLater) as heard:
        sheet.save_for_later()
    kept = session.workspace.store.sheets.get(heard.args[0])
    again = open_sheet([], saved=kept)
    assert columns_of(again)[4]["description"] == "Open cases"


def test_the_dictionary_is_saved_as_a_file(qtbot: QtBot, open_sheet: Open, write: Write, tmp_path: Path) -> None:
    sheet = open_sheet([write("a.csv", table(2024))])
    view, target = sheet.details.findings, tmp_path / "columns.md"
    assert sheet.state is not None
    schema = sheet.state.rows[0].schema
    assert schema is not None
    with qtbot.waitSignal(view.save_dictionary(schema, target).ended):
        pass
    assert has_dictionary(target.read_text("utf-8"))
    assert view.headline.full_text() == "Saved as columns.md"
