"""Labels and buttons that elide their text rather than push their neighbours, and labels that tell an age."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bcdc_desktop.domain.text_direction import in_reading_order
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, elided, tooltip
from bcdc_desktop.ui.widgets.text import age, elapsed

_SAYS_NOTHING = 3  # characters, with the ellipsis
_AGE_MS = 30_000  # between two looks at the clock


def wrapped_label(text: str, role: str, parent: QWidget, *, name: str = "") -> PlainLabel:
    """Return a label of several lines in a role of the style sheet: ``title`` or ``secondary``.

    Args:
        name: its object name.
    """
    label = PlainLabel(text, parent)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


class ElidedLabel(PlainLabel):
    """A line of plain text that is elided where it does not fit; the whole text is its tooltip and accessible name.

    A text that says the most important of it in fewer words takes its place instead, and nothing that of it.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent=parent)
        self._full, self._short, self._mode = "", "", mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_full_text(text)

    def full_text(self) -> str:
        """Return the text without elision."""
        return self._full

    def set_full_text(self, text: str, short: str = "") -> None:
        """Show another text; line breaks become spaces.

        Args:
            text: all of it.
            short: what stands for it where it has no room.
        """
        self._full, self._short = text, short
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide for the new width."""
        super().resizeEvent(event)
        self._cut()

    def sizeHint(self) -> QSize:
        """Return the size of the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._line()) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return almost no width: the text is elided."""
        return QSize(24, super().minimumSizeHint().height())

    def _line(self) -> str:
        return in_reading_order(" ".join(self._full[:2000].split()))

    def _cut(self) -> None:
        line = self._line()
        if self._short and self.fontMetrics().horizontalAdvance(line) > max(self.width(), 24):
            line = self._short
        shown = elided(line, self.fontMetrics(), max(self.width(), 24), self._mode)
        if shown != line and (self._short or len(shown) <= _SAYS_NOTHING):
            shown = ""  # a part of a few words says nothing, nor does a letter of a text
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tooltip(self._full) if shown != self._full else "")


class FieldButton(QPushButton):
    """A button that looks like a field, and opens something to choose from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = self._placeholder = ""
        self.setProperty("kind", "field")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_placeholder(self, text: str) -> None:
        """Set the text that is shown while nothing is chosen."""
        self._placeholder = text

    def set_value(self, text: str) -> None:
        """Show the label of the chosen value."""
        self._value = text
        self.setToolTip(tooltip(text))
        self.setAccessibleDescription(text or self._placeholder)
        self.update()

    def value(self) -> str:
        """Return the label shown."""
        return self._value

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, its elided text and the arrow."""
        super().paintEvent(event)
        side = measures.ICON
        painter = QPainter(self)
        roles = theme.current()
        painter.setPen(QColor(roles.text if self._value else roles.placeholder))
        room = self.rect().adjusted(9, 0, -side - 12, 0)
        text = elided(self._value or self._placeholder, self.fontMetrics(), room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        icon("chevron-down").paint(painter, QRect(self.width() - side - 6, (self.height() - side) // 2, side, side))
        painter.end()


class AgeLabel(ElidedLabel):
    """A label such as *synced 2 minutes ago*, which is kept up to date while it is shown."""

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.time) -> None:
        """Make a label that reads the time (seconds since the epoch) from ``clock``."""
        super().__init__(parent=parent)
        self.clock = clock
        self._at: float | None = None
        self._otherwise = ""
        self.setProperty("role", "muted")
        self.timer = QTimer(self)
        self.timer.setInterval(_AGE_MS)
        self.timer.timeout.connect(self.update_age)

    def show_moment(self, at: float | None, otherwise: str = "") -> None:
        """Show how long ago a moment was (seconds since the epoch); another text where it is None."""
        self._at, self._otherwise = at, otherwise
        self.update_age()

    def showEvent(self, event: QShowEvent) -> None:
        """Update, and go on updating."""
        super().showEvent(event)
        self.update_age()
        self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop updating."""
        super().hideEvent(event)
        self.timer.stop()

    def update_age(self) -> None:
        """Show the age as it is now."""
        if self._at is None:
            text, short = self._otherwise, ""
        else:
            text, short = age(self.clock() - self._at), elapsed(self.clock() - self._at)
        if text != self.full_text():
            self.set_full_text(text, short)
