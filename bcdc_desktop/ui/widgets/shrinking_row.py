"""A row of buttons whose words give way to their icons where there is no room: nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.ui.widgets.plain_text import tooltip


class ShrinkingRow(QWidget):
    """Puts widgets into ``row``. Buttons that were given their words by ``set_words`` show their icons alone, with the
    words as tooltip and accessible name, where the row is narrower than all it holds. Texts that are elided go before
    the words of buttons, once they were given to ``keep``; a ``spare`` widget is left out before these are cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self._words: dict[QPushButton, str] = {}
        self._widths: dict[QPushButton, tuple[int, int]] = {}  # with and without words, in pixels
        self._small = False
        self._kept: list[QWidget] = []
        self._spare: QWidget | None = None

    def keep(self, *texts: QWidget) -> None:
        """Have buttons give their words up before these texts are elided."""
        self._kept += texts

    def set_spare(self, widget: QWidget) -> None:
        """Have a widget be left out where there is no room for all."""
        self._spare = widget

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
        """Return the size with icons alone, without what is spare."""
        wide = super().minimumSizeHint()
        spare = sum(self._width(b) - small for b, (_, small) in self._widths.items() if not b.isHidden())
        if self._spare is not None and not self._spare.isHidden():
            spare += self._spare.minimumSizeHint().width() + self.row.spacing()
        return QSize(wide.width() - spare, wide.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words where there is room for all."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Show words where there is room for all, once something came, went or got another text."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _width(self, button: QPushButton) -> int:
        return self._widths[button][1 if self._small else 0]

    def _fit(self) -> None:
        needed = super().minimumSizeHint().width()
        needed += sum(full - self._width(b) for b, (full, _) in self._widths.items() if not b.isHidden())
        needed += sum(w.sizeHint().width() - w.minimumSizeHint().width() for w in self._kept if not w.isHidden())
        spare = self._spare
        if spare is not None and spare.isHidden():
            needed += spare.sizeHint().width() + self.row.spacing()
        small = self.width() < needed
        if spare is not None:
            needed -= sum(full - less for b, (full, less) in self._widths.items() if not b.isHidden())
            spare.setVisible(self.width() >= needed)
        if small != self._small:
            self._small = small
            self._show_words()

    def _show_words(self) -> None:
        for button, words in self._words.items():
            button.setText("" if self._small else words)
