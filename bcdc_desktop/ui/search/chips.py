"""The conditions of a search as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bcdc_desktop.domain.search.query import Piece
from bcdc_desktop.ui.widgets.flow import FlowLayout
from bcdc_desktop.ui.widgets.plain_text import button_text, tooltip

from .labels import ValueFormatter

_LONGEST = 44  # characters


class ChipRow(QWidget):
    """A chip a condition; hidden where there is none."""

    removed = Signal(object)  # Piece
    clearAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchChips")
        self.setAccessibleName(self.tr("Conditions of this search"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=6)
        self.chips: list[QPushButton] = []
        self._shown: tuple[tuple[Piece, str], ...] = ()
        self.clear = QPushButton(self.tr("Clear all"), self)
        self.clear.setObjectName("clearConditions")
        self.clear.setProperty("kind", "link")
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self.clearAsked)
        self._flow.addWidget(self.clear)
        self.hide()

    def show_pieces(self, pieces: Sequence[Piece], words: ValueFormatter) -> None:
        """Shows other conditions; the focus stays on the chip that follows one that was taken away."""
        shown = tuple((p, words.piece(p)) for p in pieces)
        if shown == self._shown:
            return
        self._shown = shown
        at = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(piece, text) for piece, text in shown]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.clear)
        self.clear.setVisible(len(shown) > 1)
        self.setVisible(bool(shown))
        if at >= 0 and self.chips:
            self.chips[min(at, len(self.chips) - 1)].setFocus()
        self.updateGeometry()

    def _chip(self, piece: Piece, text: str) -> QPushButton:
        chip = _Chip(self)
        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        chip.setText(f"{button_text(short)}  ×")
        chip.setToolTip(tooltip(text if short != text else self.tr("Take this condition away")))
        chip.setAccessibleName(self.tr("Take away: %1").replace("%1", text))
        chip.clicked.connect(lambda: self.removed.emit(piece))
        return chip


class _Chip(QPushButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)
