"""A dropped folder: which of its files are wanted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.uploads.file_walk import walk
from bcdc_desktop.ui.uploads.checks import FileChecks
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.file_table import FileColumn

from .conftest import read, table

Open = Callable[..., UploadSheet]
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def folder(write: Write) -> Path:
    for year in (2023, 2024):
        write(f"folder/levels_{year}.csv", table(year))
    write("folder/draft_2025.csv", table(2025))
    return write("folder/maps/b.geojson", "{}").parent.parent


def files(sheet: UploadSheet) -> list[str]:
    return sorted(str(sheet.model.index(row, FileColumn.FILE).data()) for row in range(sheet.model.rowCount()))


def test_files_of_a_folder_are_chosen_by_kind(qtbot: QtBot, open_sheet: Open, folder: Path) -> None:
    sheet = open_sheet([folder])
    bar = sheet.header.folder
    assert bar.isVisible()
    assert {kind: button.text() for kind, button in bar.kinds.items()} == {"csv": "csv  3", "geojson": "geojson  1"}
    assert bar.count.text() == "4 files"
    bar.kinds["geojson"].click()
    assert files(sheet) == ["draft_2025.csv", "levels_2023.csv", "levels_2024.csv"]
    assert bar.count.text() == "3 of 4 files"


def test_files_of_a_folder_are_chosen_by_name(qtbot: QtBot, open_sheet: Open, folder: Path) -> None:
    sheet = open_sheet([folder])
    with qtbot.waitSignal(sheet.header.folder.changed):
        sheet.header.folder.pattern.setText("*.csv, -draft")
    assert files(sheet) == ["levels_2023.csv", "levels_2024.csv"]
    with qtbot.waitSignal(sheet.header.folder.changed):
        sheet.header.folder.pattern.setText("maps")
    assert files(sheet) == ["b.geojson"]


def test_what_was_decided_comes_back_with_the_file(
    qtbot: QtBot, open_sheet: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = open_sheet([folder])
    assert sheet.state is not None
    row = next(r for r in sheet.state.rows if r.file_name == "levels_2023.csv")
    sheet.state.set_field(row, "name", "My name for it")
    monkeypatch.setattr(FileChecks, "prepare_file", staticmethod(lambda *_a, **_k: pytest.fail("it was read already")))
    sheet.header.folder.kinds["csv"].click()
    assert files(sheet) == ["b.geojson"]
    sheet.header.folder.kinds["csv"].click()
    assert len(files(sheet)) == 4
    assert sheet.state.name_of(row) == "My name for it"
    assert row in sheet.state.rows


def test_a_file_that_was_dropped_itself_is_always_wanted(open_sheet: Open, folder: Path, write: Write) -> None:
    sheet = open_sheet([folder, write("alone.geojson", "{}")])
    sheet.header.folder.kinds["geojson"].click()
    assert "alone.geojson" in files(sheet)
    assert "b.geojson" not in files(sheet)


def test_no_filter_is_shown_without_a_folder(open_sheet: Open, write: Write) -> None:
    sheet = open_sheet([write("a.csv", table(2023)), write("b.csv", table(2024))])
    assert not sheet.header.folder.isVisible()


def test_more_than_a_sheet_takes_is_told(
    qtbot: QtBot, open_sheet: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileChecks, "walk", staticmethod(lambda paths, **more: walk(paths, limit=2, **more)))
    sheet = open_sheet([folder])
    read(qtbot, sheet)
    assert sheet.bar.text() == "The folder has too many files. Only the first 2 files are shown."
