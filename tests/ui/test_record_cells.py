"""Given rows in memory, then each cell of a record list is rendered without a window."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from bcdc_desktop.store.search.lists import PackageRow
from bcdc_desktop.ui.record_list.columns import COLUMNS, Cell, CellLabels, cell_tooltip, format_column, render_cell
from bcdc_desktop.ui.widgets.tables import first_line, is_cut

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ROW = PackageRow(
    id="r1", name="wells", title="Wells", org="o1", publish_state="DRAFT", state="active", private=True,
    modified="2026-06-12T12:00:00", resources=1200, seen=NOW.timestamp(), due="2026-06-14", lacks=2,
)  # fmt: skip
TITLES = (
    "Community Well Records, Skeena",
    "Crop Yield Estimates, Peace River",
    "Enquête sur les déplacements à Québec 🚲 2024",
    "地域別 の 統計 年報 と 資料",
)
LABELS = CellLabels({"o1": "Ministry of Water"}.__getitem__, str.title)
LOCAL = replace(ROW, id="new:1", name="", resources=0)


def cell(column: str, row: PackageRow = ROW) -> Cell:
    return render_cell(row, column, LABELS, NOW)


def test_every_column_has_a_heading_a_cell_and_a_tooltip() -> None:
    for column in COLUMNS:
        assert format_column(column)
        assert isinstance(cell(column).text, str)
        assert isinstance(cell_tooltip(ROW, column, LABELS, NOW), str)


def test_numbers_stand_at_the_right_and_labels_are_those_of_the_catalogue() -> None:
    assert cell("resources") == Cell("1\u00a0200", right=True)
    assert cell("lacks") == Cell("2", right=True)
    assert cell("organization").text == "Ministry of Water"
    assert cell("state") == Cell("Draft", chip="DRAFT")
    assert cell("private") == Cell("", lock=True)


@pytest.mark.parametrize(("due", "loud"), [("2026-06-14", "warning"), ("2026-06-15", None), (None, None)])
def test_an_update_that_is_late_stands_out(due: str | None, loud: str | None) -> None:
    assert cell("due", replace(ROW, due=due)) == Cell(due or "", loud=loud)


def test_what_is_on_this_computer_only_shows_nothing_of_a_server() -> None:
    assert cell("id", LOCAL).text == cell("resources", LOCAL).text == ""
    assert not cell("private", LOCAL).lock
    text = cell("state", LOCAL).text
    assert cell("state", LOCAL).chip == (text, "information")
    assert text != cell("state", replace(LOCAL, id="sheet:1")).text


def test_times_are_relative_to_the_time_given() -> None:
    later = render_cell(ROW, "modified", LABELS, datetime(2027, 6, 15, tzinfo=UTC))
    assert cell("modified").text != later.text
    assert cell("modified", LOCAL).text != cell("modified").text  # a draft's own time


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_fits_in_two_lines_is_not_cut(qapp: QApplication, title: str) -> None:
    metrics = QFontMetrics(QFont(qapp.font()))

    def cut(text: str, width: int) -> bool:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width) != text

    longest = max(metrics.horizontalAdvance(word) for word in title.split())
    whole = metrics.horizontalAdvance(title)
    assert longest + 4 < whole
    for width in range(max(longest, whole * 2 // 3) + 2, whole):
        if cut(title, width):
            taken = first_line(title, width, metrics)
            assert 0 < taken < len(title), width
            assert not cut(title[:taken].rstrip(), width), width


def test_what_has_no_place_to_break_stays_in_one_line(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont(qapp.font()))
    assert not is_cut("report\u202efdp.exe", 1000, metrics), "what is shown in its place is as long"
    assert is_cut("report\u202efdp.exe", 20, metrics)
    assert first_line("x" * 50, 60, metrics) == first_line("", 60, metrics) == 0
