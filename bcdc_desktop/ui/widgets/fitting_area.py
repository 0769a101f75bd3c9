"""A place that gives its contents all the room there is, and scrolls where that is less than they need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class FittingArea(QScrollArea):
    """Shows one widget with a layout. It is as wide as the area, and as high, but never lower than its layout can be:
    in a low window one scrolls instead of seeing texts and buttons cut.

    Args:
        contents: the widget.
        parent: the widget that it is in.
        widest: pixels that the contents are wide at most; None where that is no matter.
    """

    def __init__(self, contents: QWidget, parent: QWidget | None = None, *, widest: int | None = None) -> None:
        super().__init__(parent)
        self._widest = widest
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(False)  # Qt would take the preferred height for the least
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(contents)
        self.contents = contents
        """The widget; without this reference its wrapper may go, and take those of its children along."""
        contents.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Return the least width of the contents beside the bar that scrolls them, and a few lines."""
        contents = self.widget()
        width = contents.minimumSizeHint().width() if contents is not None else 0
        width += self.verticalScrollBar().sizeHint().width()
        return QSize(width, 6 * self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """Return the size that the contents would like to have."""
        contents = self.widget()
        return contents.sizeHint() if contents is not None else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Return whether the contents wrap."""
        contents = self.widget()
        return contents is not None and contents.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height that the contents would like to have."""
        contents = self.widget()
        return contents.heightForWidth(width) if contents is not None else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the contents into the new size."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the contents when they need another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        contents = self.widget()
        layout = contents.layout() if contents is not None else None
        if contents is None or layout is None:
            return
        room = self.maximumViewportSize()
        if self._widest is not None:
            room.setWidth(min(room.width(), self._widest))
        least = _least_height(layout, room.width())
        if least > room.height():
            bar = self.verticalScrollBar().sizeHint().width()
            room.setWidth(min(room.width(), self.maximumViewportSize().width() - bar))
            least = _least_height(layout, room.width())
        contents.resize(room.width(), max(room.height(), least))


def _least_height(layout: QLayout, width: int) -> int:
    height = layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else -1
    return height if height >= 0 else layout.totalMinimumSize().height()
