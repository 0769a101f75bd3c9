"""Given a window as wide as two screens, when texts and forms are shown, then they are no wider than one reads."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui.record.page import RecordPage
from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.review.rows import RowsTable
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.fitting_area import FittingArea
from bcdc_desktop.ui.widgets.markup import MarkdownView


def test_a_page_with_a_form_is_no_wider_than_one_reads(qtbot: QtBot) -> None:
    page = RecordPage()
    qtbot.addWidget(page)
    page.resize(3840, 2000)
    page.show()
    page.stack.setCurrentWidget(page.view)
    assert page.content.width() == measures.WIDEST_FORM
    page.resize(900, 2000)
    assert page.content.width() == page.view.viewport().width()


def test_contents_that_scroll_stay_beside_the_bar(qtbot: QtBot) -> None:
    contents = QWidget()
    QVBoxLayout(contents).addSpacing(900)
    area = FittingArea(contents, widest=500)
    qtbot.addWidget(area)
    area.resize(505, 300)
    area.show()
    assert contents.width() == area.viewport().width() < 500


def test_lines_of_the_guide_end_where_they_are_easy_to_read(qtbot: QtBot) -> None:
    view = MarkdownView()
    qtbot.addWidget(view)
    view.resize(3000, 600)
    view.show()
    view.show_markdown("Word and word " * 500)
    assert view.document().textWidth() <= measures.WIDEST_LINE
    view.resize(400, 600)
    assert view.document().textWidth() <= view.viewport().width()


def test_a_review_is_no_wider_than_a_page_with_a_form(qtbot: QtBot) -> None:
    text = "Word and word " * 100
    change = Change(Field("notes", "Description", FieldKind.AREA), "Before.", text)
    review = ChangesDialog("Save", [change], warnings=[text])
    qtbot.addWidget(review)
    for width in (1800, 900):  # and is narrow again in a narrower window
        review.resize(width, 800)
        review.show()
        assert review.table.width() <= min(width, measures.WIDEST_FORM)
        assert review.warning_bars[0].width() == review.table.width()
        assert review.width() == width


def test_texts_in_rows_of_changes_end_where_they_are_easy_to_read(qtbot: QtBot) -> None:
    text = "Word and word " * 100
    table = RowsTable(("Field", "Before", "After"), (10, 10, 80))
    qtbot.addWidget(table)
    item = table.add(("Description", "", text))
    table.resize(3840, 800)
    table.show()
    assert table.columnWidth(2) > measures.WIDEST_LINE
    lines = table.fontMetrics().horizontalAdvance(text) // measures.WIDEST_LINE
    least = lines * table.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: table.visualItemRect(item).height() >= least)
