"""A row of buttons whose words give way to their icons where there is no room: nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.ui.widgets.plain_text import tooltip


class ShrinkingRow(QWidget):
    """Puts widgets into ``row``. Buttons that were given their words by ``set_words`` show their icons alone, with the
    words as tooltip and accessible name, where the row is narrower than all it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self._words: dict[QPushButton, str] = {}
        self._widths: dict[QPushButton, tuple[int, int]] = {}  # with and without words, in pixels
        self._small = False

    def set_words(self, button: QPushButton, words: str) -> None:
        """Give a button with an icon its words."""
        button.ensurePolished()
        widths = []
        for text in (words, ""):
            button.setText(text)
            widths.append(button.sizeHint().width())
        self._words[button], self._widths[button] = words, (widths[0], widths[1])
        button.setAccessibleName(words)
        if not button.toolTip():
            button.setToolTip(tooltip(words))
        self._show_words()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the size with icons alone."""
        wide = super().minimumSizeHint()
        spare = sum(self._width(b) - small for b, (_, small) in self._widths.items() if not b.isHidden())
        return QSize(wide.width() - spare, wide.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words where there is room for all."""
        super().resizeEvent(event)
        self._fit()

    def _width(self, button: QPushButton) -> int:
        return self._widths[button][1 if self._small else 0]

    def _fit(self) -> None:
        needed = super().minimumSizeHint().width()
        needed += sum(full - self._width(b) for b, (full, _) in self._widths.items() if not b.isHidden())
        small = self.width() < needed
        if small != self._small:
            self._small = small
            self._show_words()

    def _show_words(self) -> None:
        for button, words in self._words.items():
            button.setText("" if self._small else words)
