"""One chart with its heading; the same numbers as a table on request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.ui.theme import Roles, icon, measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import grouped

from .chart import BarChart, DrawnBar


class ChartCard(QFrame):
    """A heading, a sentence on what is counted, and the chart or the table."""

    opened = Signal(str)

    def __init__(
        self, name: str, title: str, note: str, bars: Sequence[DrawnBar], roles: Roles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("card", "true")
        heading = PlainLabel(title, self)
        heading.setProperty("role", "heading")
        self.switch = QToolButton(self)
        self.switch.setIcon(icon("table"))
        self.switch.setCheckable(True)
        self.switch.setToolTip(self.tr("The same as a table"))
        self.switch.setAccessibleName(self.tr("%1 as a table").replace("%1", title))
        said = PlainLabel(note, self)
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        self.chart = BarChart(bars, roles, self)
        self.chart.setAccessibleName(title)
        self.chart.setAccessibleDescription(", ".join(f"{b.label}: {b.count}" for b in bars))
        self.table = _table(title, bars, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        self._stack.setFixedHeight(max(self.chart.height(), 80))
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.switch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(said)
        layout.addWidget(self._stack)
        layout.addStretch(1)
        self.switch.toggled.connect(self.show_table)
        self.chart.opened.connect(self.opened)
        self.table.itemActivated.connect(lambda item: self._open(bars[item.row()]))

    def show_table(self, on: bool) -> None:
        """Shows the table instead of the chart."""
        self.switch.setChecked(on)
        self._stack.setCurrentWidget(self.table if on else self.chart)

    def for_paper(self) -> None:
        """Without what only the screen has a use for."""
        self.switch.hide()

    def _open(self, bar: DrawnBar) -> None:
        if bar.count:
            self.opened.emit(bar.query)


def _table(title: str, bars: Sequence[DrawnBar], parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(bars), 2, parent)
    table.setAccessibleName(title)
    table.setShowGrid(False)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(measures.TREE_ROW)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for row, bar in enumerate(bars):
        count = QTableWidgetItem(grouped(bar.count))
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(row, 0, QTableWidgetItem(bar.label))
        table.setItem(row, 1, count)
    return table
