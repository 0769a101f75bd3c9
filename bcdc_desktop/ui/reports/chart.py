"""Bar charts whose bars open the records behind them, with the mouse or the keyboard, or as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
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
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, elided, tooltip
from bcdc_desktop.ui.widgets.tables import configure_table
from bcdc_desktop.ui.widgets.text import grouped, labelled

_ROW = 30  # pixels of one bar with what is around it
_BAR = 16
_AROUND = 4
_PADDING = 6  # left of the label and right of the number
_GAP = 8  # between label, bar and number
_LABELS = 0.6  # of the width at most; what is longer is elided: a bar is of no use without its name
_LEAST = 2.0  # pixels of a bar that stands for one record among thousands


@dataclass(frozen=True)
class DrawnBar:
    """One bar: what people read, its number, the search that opens what is behind it, the role of its colour."""

    label: str
    count: int
    query: str
    colour: str


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class _Columns:
    """Where the parts of each row are, in pixels: the width of the labels, where bars start, the longest bar."""

    label: float
    axis: float
    bar: float


class BarRow(QAbstractButton):
    """One bar with its label and its number: a button, so that assistive technology finds it, names and presses it."""

    def __init__(self, bar: DrawnBar, roles: Roles, chart: BarChart) -> None:
        super().__init__(chart)
        self.bar = bar
        self._roles, self._chart = roles, chart
        said = labelled(bar.label, grouped(bar.count))
        self.setAccessibleName(said)
        if bar.count:
            self.setAccessibleDescription(self.tr("Opens the list of records"))
            self.setToolTip(tooltip(self.tr("%1: open the list").replace("%1", said)))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAccessibleDescription(self.tr("Nothing to open"))
            self.setToolTip(tooltip(said))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar, and into what is behind it."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._chart.step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the bar that the next Tab into the chart reaches."""
        super().focusInEvent(event)
        self._chart.reached(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the label, the bar in proportion to the longest one, and the number behind its end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles, columns, whole = self._roles, self._chart.columns(), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() and self.bar.count:
            painter.setBrush(QColor(roles.hover))
            painter.drawRoundedRect(whole, measures.RADIUS_CONTROL, measures.RADIUS_CONTROL)
        length = self._chart.share(self.bar) * columns.bar
        if self.bar.count:
            painter.setBrush(QColor(roles.colour(self.bar.colour)))
            length = max(length, _LEAST)
            painter.drawRect(QRectF(columns.axis, (whole.height() - _BAR) / 2, length, _BAR))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        font = self._chart.label_font()
        painter.setFont(font)
        painter.setPen(QColor(roles.text))
        label = elided(self.bar.label, QFontMetricsF(font), columns.label)
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        within = QRectF(_PADDING, 0, columns.label, whole.height())
        painter.drawText(within, Qt.AlignmentFlag.AlignLeft | upright, label)
        end = columns.axis + length + _GAP
        painter.drawText(
            QRectF(end, 0, whole.width() - end, whole.height()),
            Qt.AlignmentFlag.AlignLeft | upright,
            grouped(self.bar.count),
        )
        if self.hasFocus():
            painter.setPen(QPen(QColor(roles.focus), 2))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), measures.RADIUS_CONTROL, measures.RADIUS_CONTROL)
        painter.end()


class BarChart(QWidget):
    """Bars lie one below the other, the first on top, each named with its number. Up and Down go from bar to bar,
    Enter opens. The chart is one stop of the Tab key, at the bar that was reached last."""

    opened = Signal(str)  # the search behind a bar

    def __init__(self, bars: Sequence[DrawnBar], roles: Roles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = list(bars)
        self._roles = roles
        self._most = max((bar.count for bar in self.bars), default=0) or 1
        self.rows = [BarRow(bar, roles, self) for bar in self.bars]
        self._last = self.rows[0] if self.rows else None
        for row in self.rows:
            row.clicked.connect(lambda _checked=False, bar=row.bar: self._open(bar))
        self._mark_stop()
        self._row_height = max(_ROW, round(QFontMetricsF(self.label_font()).height()) + 2 * _AROUND)
        self.setFixedHeight(2 * _AROUND + self._row_height * max(1, len(self.bars)))
        self._columns = self._measured()

    def current(self) -> int:
        """Return the number of the bar that has the keyboard's focus; -1 for none."""
        return next((number for number, row in enumerate(self.rows) if row.hasFocus()), -1)

    def step(self, by: int) -> None:
        """Move the focus by so many bars, and no further than to the first or the last."""
        if self.rows:
            at = min(max(self.current() + by, 0), len(self.rows) - 1)
            self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def reached(self, row: BarRow) -> None:
        """Make a bar the one where Tab enters the chart."""
        self._last = row
        self._mark_stop()

    def columns(self) -> _Columns:
        """Return where each row draws its parts."""
        return self._columns

    def share(self, bar: DrawnBar) -> float:
        """Return the length of a bar as a share of the longest one: 0 to 1."""
        return bar.count / self._most

    def label_font(self) -> QFont:
        """Return the font of labels and numbers."""
        font = QFont(self.font())
        font.setPixelSize(measures.SECONDARY)
        return font

    def changeEvent(self, event: QEvent) -> None:
        """Measure again with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._columns = self._measured()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rows where they are in the new width."""
        super().resizeEvent(event)
        self._columns = self._measured()
        for number, row in enumerate(self.rows):
            row.setGeometry(0, _AROUND + number * self._row_height, self.width(), self._row_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ground, and draw the line from which the bars start."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._roles.surface))
        if self.rows:
            painter.fillRect(QRectF(self._columns.axis - 1, 0, 1, self.height()), QColor(self._roles.border))
        painter.end()

    def _measured(self) -> _Columns:
        metrics = QFontMetricsF(self.label_font())
        # one pixel more than measured: a label that just fits must not be elided by rounding
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0.0) + 1
        number = max((metrics.horizontalAdvance(grouped(bar.count)) for bar in self.bars), default=0.0) + 1
        label = min(widest, self.width() * _LABELS)
        axis = _PADDING + label + _GAP
        return _Columns(label, axis, max(0.0, self.width() - axis - _GAP - number - _PADDING))

    def _mark_stop(self) -> None:
        for row in self.rows:
            stop = row is self._last
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        if self._last is not None:
            self.setFocusProxy(self._last)

    def _open(self, bar: DrawnBar) -> None:
        if bar.count:
            self.opened.emit(bar.query)


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
        self.switch.setToolTip(self.tr("Show as a table"))
        self.switch.setAccessibleName(self.tr("%1 as a table").replace("%1", title))
        label = PlainLabel(note, self)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        self.chart = BarChart(bars, roles, self)
        self.chart.setAccessibleName(title)
        self.chart.setAccessibleDescription(", ".join(labelled(b.label, b.count) for b in bars))
        self.table = _table(name, title, bars, self)
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
        layout.addWidget(label)
        layout.addWidget(self._stack)
        layout.addStretch(1)
        self.switch.toggled.connect(self.show_table)
        self.chart.opened.connect(self.opened)
        self.table.itemActivated.connect(lambda item: self._open(bars[item.row()]))

    def show_table(self, on: bool) -> None:
        """Show the table instead of the chart."""
        self.switch.setChecked(on)
        self._stack.setCurrentWidget(self.table if on else self.chart)

    def for_paper(self) -> None:
        """Hide what is of no use on paper."""
        self.switch.hide()

    def _open(self, bar: DrawnBar) -> None:
        if bar.count:
            self.opened.emit(bar.query)


def _table(name: str, title: str, bars: Sequence[DrawnBar], parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(bars), 2, parent)
    configure_table(table, f"{name}Table", title, row_height=measures.TREE_ROW, read_only=True, single=True)
    table.horizontalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for row, bar in enumerate(bars):
        count = QTableWidgetItem(grouped(bar.count))
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(row, 0, QTableWidgetItem(bar.label))
        table.setItem(row, 1, count)
    return table
