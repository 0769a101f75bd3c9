from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.widgets.empty_state import EmptyText
from bcdc_desktop.ui.widgets.text_table_model import TextTableModel, text_table


def test_a_table_without_rows_says_why(qtbot: QtBot) -> None:
    model = TextTableModel(["Record", "Details"], None)
    table = text_table(model, "texts", "Texts", None)
    qtbot.addWidget(table)
    said = EmptyText(table, "Nothing matches.")
    table.resize(600, 200)
    table.show()
    assert said.isVisible()
    assert table.viewport().rect().contains(said.geometry())
    model.show([(("A", "B"), None)])
    assert not said.isVisible()
    model.show([])
    assert said.isVisible()
