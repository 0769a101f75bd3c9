"""Given texts in a table, when it is shown, then none of them is cut while another column has room to spare."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.package import Resource
from bcdc_desktop.ui.record.resources_table import ResourceArea
from bcdc_desktop.ui.review.rows import RowsTable
from bcdc_desktop.ui.widgets.column_fit import fitted_widths
from bcdc_desktop.ui.widgets.text_table_model import TextTableModel, text_table


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (600, [100, 50, 450]),  # the filler takes what is left
        (260, [100, 50, 110]),
        (200, [75, 50, 75]),  # those that need most are cut, to the same width
        (60, [40, 40, 40]),  # none below its least
    ],
)
def test_columns_share_the_room(room: int, widths: list[int]) -> None:
    assert fitted_widths(room, [100, 50, 100], [40, 40, 40], filler=2) == widths


def test_a_table_of_texts_gives_each_column_what_it_needs(qtbot: QtBot) -> None:
    model = TextTableModel(["Record", "Action", "Details"], None)
    table = text_table(model, "texts", "Texts", None)
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    long = "Apprenticeship Completions of the Whole Province"
    model.show([((long, "Create", ""), None)])
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)
    model.show([(("A", "Create", long), None)])
    assert table.columnWidth(0) < table.columnWidth(2)
    assert sum(table.columnWidth(n) for n in range(3)) == table.viewport().width()


def test_a_column_that_was_set_with_the_mouse_stays(qtbot: QtBot) -> None:
    model = TextTableModel(["Record", "Details"], None)
    table = text_table(model, "texts", "Texts", None)
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    edge = table.horizontalHeader().sectionSize(0)
    viewport, y = table.horizontalHeader().viewport(), table.horizontalHeader().height() // 2
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge - 1, y))
    qtbot.mouseMove(viewport, QPoint(edge + 99, y))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge + 99, y))
    set_to = table.columnWidth(0)
    assert set_to > edge
    model.show([(("A long title of a record, longer than that", ""), None)])
    assert table.columnWidth(0) == set_to


def resources(**more: str) -> list[Resource]:
    return [Resource({"id": str(n), "name": f"Download Community Well Records {n}", **more}) for n in range(2014, 2018)]


def test_a_resource_is_named_in_full_before_columns_without_contents_are_shown(qtbot: QtBot) -> None:
    area = ResourceArea()
    qtbot.addWidget(area)
    area.resize(550, 500)
    area.show()
    area.model.show(resources(format="csv", last_modified="2026-01-01T00:00:00"), {})
    table = area.table
    assert table.columnWidth(0) >= table.sizeHintForColumn(0)
    assert table.isColumnHidden(3), "no resource has a period"
    area.resize(900, 500)
    assert [n for n in range(5) if table.isColumnHidden(n)] == [3]


def test_what_a_drop_would_do_moves_no_column(qtbot: QtBot) -> None:
    area = ResourceArea()
    qtbot.addWidget(area)
    area.resize(460, 500)
    area.show()
    area.model.show(resources(), {})
    widths = [area.table.columnWidth(n) for n in range(5)]
    area.model.set_target(0)
    area.resize(461, 500)
    area.resize(460, 500)
    assert [area.table.columnWidth(n) for n in range(5)] == widths


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_a_value_with_nothing_in_it_is_said_to_be_empty(qtbot: QtBot, nothing: str) -> None:
    table = RowsTable(("Field", "Before", "After"), (1, 1, 1))
    qtbot.addWidget(table)
    item = table.add_values("Purpose", ("Planning", nothing))
    assert item.text(1) == "Planning"
    assert item.text(2).strip()


def test_columns_that_may_not_be_narrow_leave_no_other_outside(qtbot: QtBot) -> None:
    model = TextTableModel(["A", "B", "Details", "C"], None)
    table = text_table(model, "texts", "Texts", None)
    qtbot.addWidget(table)
    table.horizontalHeader().setMinimumSectionSize(90)
    table.resize(600, 200)
    table.show()
    model.show([])
    assert sum(table.columnWidth(n) for n in range(4)) == table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()
