"""Given a window of any size, when I look at the list and at the head of a record, then no text of a button is cut."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from helpers.texts import cut_off

LAYOUT_ROUNDS = 10


@pytest.mark.parametrize(
    ("size", "panes"),
    [((1024, 700), [200, 424, 400]), ((1440, 860), [264, 536, 640]), ((3840, 2160), [300, 1200, 2340])],
)
def test_no_text_of_the_head_of_a_record_is_cut(window, record, show_record, size, panes):
    show_record(window, record["id"])
    window.resize(*size)
    window.splitter.setSizes(panes)
    page = window.record.page
    for _ in range(LAYOUT_ROUNDS):
        QApplication.processEvents()
    row = [page.tabs.record, page.tabs.resources, page.tabs.add_link, page.tabs.add_files]
    head = [page.summary.edit, page.summary.publish, page.summary.favourite, page.summary.browser, page.summary.copy]
    editor = window.record.editor
    for buttons in (row, head, [editor.discard, editor.save]):
        shown = [b for b in buttons if b.isVisible()]
        assert [text for b in shown for text in cut_off(b)] == []
        for one, other in pairwise(shown):
            assert one.geometry().right() < other.geometry().left()
        assert shown[-1].geometry().right() <= shown[-1].parentWidget().width()
        assert all(b.text() or b.accessibleName() for b in shown)


def test_the_form_of_a_resource_has_room_for_several_fields_in_a_small_window(window, record, show_record):
    show_record(window, record["id"])
    window.resize(1024, 700)
    for _ in range(LAYOUT_ROUNDS):
        QApplication.processEvents()
    form = window.record.editor.form
    for name in ("name", "url", "bcdc_type"):
        cell = form.cell(name)
        assert cell.visibleRegion().boundingRect().height() == cell.height(), name
    assert window.record.page.area.table.isVisible()
