"""A sign that something is being loaded, for waits that are long enough to notice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.debounce import debounce

_FRAME_MS = 40
_STEP = 14  # degrees a frame
_ARC = 100


class SpinnerLater(QWidget):
    """Invisible for the first 300 ms after ``start``: what is quick never flickers."""

    def __init__(self, parent: QWidget | None = None, side: int = 20) -> None:
        super().__init__(parent)
        self._side, self._angle = side, 0
        self._turn = QTimer(self)
        self._turn.setInterval(_FRAME_MS)
        self._turn.timeout.connect(self._advance)
        self._later = debounce(measures.SPINNER_AFTER_MS, self._appear, self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Working"))
        self.hide()

    def start(self) -> None:
        """Begin, unless it has begun."""
        if not self._turn.isActive() and not self._later.isActive():
            self._later.start()

    def stop(self) -> None:
        """Stop, and hide."""
        self._later.stop()
        self._turn.stop()
        self.hide()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an arc on a ring."""
        roles = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, 2, self._side - 4, self._side - 4)
        painter.setPen(QPen(QColor(roles.border), 2))
        painter.drawEllipse(box)
        painter.setPen(QPen(QColor(roles.focus), 2, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, -self._angle * 16, _ARC * 16)
        painter.end()

    def _appear(self) -> None:
        self.show()
        self._turn.start()

    def _advance(self) -> None:
        self._angle = (self._angle + _STEP) % 360
        self.update()
