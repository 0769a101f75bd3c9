"""A chart of bars that open the records behind them, with the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCharts import (
    QBarCategoryAxis,
    QBarSet,
    QChart,
    QChartView,
    QHorizontalStackedBarSeries,
    QValueAxis,
)
from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from bcdc_desktop.ui.theme import Roles, measures
from bcdc_desktop.ui.widgets.plain_text import chart_text, tooltip
from bcdc_desktop.ui.widgets.text import grouped

_BAR = 30  # pixels of one bar with what is around it
_AROUND = 20


@dataclass(frozen=True)
class DrawnBar:
    """One bar: what people read, its number, the search that opens what is behind it, the role of its colour."""

    label: str
    count: int
    query: str
    colour: str


@dataclass(frozen=True)
class _Keys:
    up: frozenset[Qt.Key] = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
    down: frozenset[Qt.Key] = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
    use: frozenset[Qt.Key] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


_KEYS = _Keys()


class BarChart(QChartView):
    """Bars lie one below the other, the first on top, each named with its number. Up and Down go from bar to bar,
    Enter opens."""

    opened = Signal(str)  # the search behind a bar

    def __init__(self, bars: Sequence[DrawnBar], roles: Roles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = list(bars)
        self._roles = roles
        self._at = -1
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundBrush(QColor(roles.surface))
        self._sets: list[QBarSet] = []
        self.setChart(self._chart())
        self.setFixedHeight(_AROUND + _BAR * max(1, len(self.bars)))
        self.viewport().setMouseTracking(True)

    def current(self) -> int:
        """The number of the bar that has the cursor; -1 for none."""
        return self._at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From bar to bar, and into what is behind it."""
        key = Qt.Key(event.key())
        if key in _KEYS.down or key in _KEYS.up:
            step = 1 if key in _KEYS.down else -1
            self._go(min(max(self._at + step, 0), len(self.bars) - 1))
        elif key in _KEYS.use and self._at >= 0:
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._go(max(self._at, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(-1)

    def wheelEvent(self, event: object) -> None:
        """Leaves the wheel to what is around."""
        event.ignore()  # type: ignore[attr-defined]

    def _go(self, number: int) -> None:
        if not self.bars:
            return
        self._mark(number)
        bar = self.bars[number]
        self.setAccessibleDescription(f"{bar.label}: {grouped(bar.count)}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _mark(self, number: int) -> None:
        self._at = number
        for place, one in enumerate(self._sets):
            marked = place == number and self.hasFocus()
            one.setPen(QPen(QColor(self._roles.focus), 2) if marked else QPen(Qt.PenStyle.NoPen))

    def _open(self, number: int) -> None:
        if self.bars[number].count:
            self.opened.emit(self.bars[number].query)

    def _hover(self, on: bool, number: int) -> None:
        bar = self.bars[number]
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on and bar.count else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tooltip(self.tr("%1: open them as a list").replace("%1", bar.label) if on else ""))

    def _chart(self) -> QChart:
        chart, roles = QChart(), self._roles
        series = QHorizontalStackedBarSeries()
        series.setBarWidth(0.55)
        # a set a bar: only so each has its own colour; the axis counts from below
        last = len(self.bars) - 1
        for number, bar in enumerate(self.bars):
            one = QBarSet(str(number))
            one.append([float(bar.count if place == last - number else 0) for place in range(len(self.bars))])
            one.setColor(QColor(roles.colour(bar.colour)))
            one.setPen(QPen(Qt.PenStyle.NoPen))
            one.clicked.connect(lambda _index, at=number: self._open(at))
            one.hovered.connect(lambda on, _index, at=number: self._hover(on, at))
            series.append(one)
            self._sets.append(one)
        chart.addSeries(series)
        names = QBarCategoryAxis()
        names.append([f"{chart_text(bar.label)}: {grouped(bar.count)}" for bar in reversed(self.bars)])
        font = QFont(self.font())
        font.setPixelSize(measures.SECONDARY)
        names.setLabelsFont(font)
        names.setLabelsColor(QColor(roles.text))
        names.setGridLineVisible(False)
        names.setLinePen(QPen(QColor(roles.border)))
        names.setTruncateLabels(False)
        chart.addAxis(names, Qt.AlignmentFlag.AlignLeft)
        series.attachAxis(names)
        counts = QValueAxis()
        counts.setRange(0, max((b.count for b in self.bars), default=1) or 1)
        counts.setVisible(False)
        chart.addAxis(counts, Qt.AlignmentFlag.AlignBottom)
        series.attachAxis(counts)
        chart.legend().hide()
        chart.setBackgroundVisible(False)
        chart.setMargins(QMargins(0, 0, 8, 0))
        chart.layout().setContentsMargins(0, 0, 0, 0)
        return chart
