"""Given a window as wide as two screens, when texts and forms are shown, then they are no wider than one reads."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.record.page import RecordPage
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
