"""Placeholder of an empty list or pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text

_TEXT_WIDTH = 320
_AROUND = 24  # pixels beside a sentence


class EmptyState(QWidget):
    """Icon, title, a sentence on what belongs here, and the next step as a button."""

    clicked = Signal()

    def __init__(
        self,
        icon_name: str = "tray",
        title: str = "",
        text: str = "",
        button: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon, self._title, self._text = PlainLabel(parent=self), PlainLabel(parent=self), PlainLabel(parent=self)
        self._title.setProperty("role", "heading")
        self._text.setProperty("role", "secondary")
        self._text.setFixedWidth(_TEXT_WIDTH)
        self.button = QPushButton(self)
        self._action: Callable[[], object] | None = None
        self.button.clicked.connect(self._click)
        self.more: list[QPushButton] = []
        self._more = QVBoxLayout()
        self._more.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(measures.GAP)
        layout.addStretch(2)
        for widget in (self._icon, self._title, self._text, self.button):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self._more)
        layout.addStretch(3)
        self.show_state(icon_name, title, text, button)
        theme.notifier().themeChanged.connect(self._draw)

    def show_state(
        self,
        icon_name: str,
        title: str,
        text: str = "",
        button: str = "",
        action: Callable[[], object] | None = None,
        more: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Show other texts. The button calls ``action``, and emits ``clicked``; ``more`` are links to other steps."""
        self._action = action
        self._icon_name = icon_name
        self._title.setText(title)
        self._text.setText(text)
        self._text.setWordWrap(bool(text))  # a wrapped label without text has no height, and Qt warns of it
        self._text.setVisible(bool(text))
        self._text.ensurePolished()
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(_TEXT_WIDTH)))  # the layout does not ask for it
        self.button.setText(button_text(button))
        self.button.setVisible(bool(button))
        self._show_more(more)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._draw()

    def _show_more(self, more: Sequence[tuple[str, Callable[[], object]]]) -> None:
        for old in self.more:
            self._more.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.more = []
        for label, step in more:
            link = QPushButton(button_text(label), self)
            link.setProperty("kind", "link")
            link.setAutoDefault(False)
            link.clicked.connect(lambda _checked=False, take=step: take())
            self._more.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
            self.more.append(link)

    def _click(self) -> None:
        if self._action is not None:
            self._action()
        self.clicked.emit()

    def _draw(self) -> None:
        side = measures.ICON_EMPTY_STATE
        self._icon.setPixmap(icon(self._icon_name, "border_strong").pixmap(QSize(side, side)))


class EmptyText(PlainLabel):
    """A sentence in the middle of a table while the table has no rows: why there are none."""

    def __init__(self, view: QAbstractItemView, text: str) -> None:
        """Put the sentence on a table that has its model."""
        super().__init__(text, view.viewport())
        self._view = view
        self.setProperty("role", "secondary")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        model = view.model()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._follow)
        view.viewport().installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.setGeometry(self._view.viewport().rect().adjusted(_AROUND, 0, -_AROUND, 0))
        self.setVisible(self._view.model().rowCount() == 0)
