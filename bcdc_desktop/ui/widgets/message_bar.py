"""Messages inside the pane that they concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from bcdc_desktop.ui.theme import icon, measures, notifier, restyle
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text

Kind = Literal["information", "success", "warning", "error"]

# kind -> (icon, colour role)
_LOOKS = MappingProxyType(
    {
        "information": ("information-outline", "information"),
        "success": ("check-circle-outline", "success"),
        "warning": ("alert-outline", "warning"),
        "error": ("alert-circle-outline", "danger"),
    }
)
_BUTTONS_AT_MOST = 2


class MessageBar(QFrame):
    """A message with at most two buttons; hidden while there is none, or after it was closed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: Kind = "information"
        self._icon = PlainLabel(parent=self)
        self._label = PlainLabel(parent=self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.setIcon(icon("close"))
        self._close.setIconSize(QSize(measures.ICON, measures.ICON))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.close_message)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 8, 6)
        self._layout.setSpacing(measures.GAP)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._label, 1)
        self._layout.addWidget(self._close)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()
        notifier().themeChanged.connect(self._draw)

    def show_message(
        self,
        kind: Kind,
        text: str,
        buttons: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        closable: bool = True,
    ) -> None:
        """Show a message instead of the last one.

        Args:
            kind: its icon and colour.
            text: what happened, what it means for the user's work, what to do next.
            buttons: at most two labels with what they do.
            closable: whether the user may close it.

        Raises:
            ValueError: more than two buttons.
        """
        if len(buttons) > _BUTTONS_AT_MOST:
            raise ValueError("a message has at most two buttons")
        self.kind = kind
        restyle(self, bar=_LOOKS[kind][1])
        self._draw()
        self._label.setText(text)
        self.setAccessibleName(text)
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for label, callback in buttons:
            button = QPushButton(button_text(label), self)
            button.clicked.connect(lambda _checked=False, call=callback: call())
            self._layout.insertWidget(self._layout.count() - 1, button)
            self.buttons.append(button)
        self._close.setVisible(closable)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """Return the message; empty while hidden."""
        return "" if self.isHidden() else self._label.text()

    def close_message(self) -> None:
        """Close the message."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _draw(self) -> None:
        self._icon.setPixmap(icon(*_LOOKS[self.kind]).pixmap(QSize(measures.ICON_LARGE, measures.ICON_LARGE)))
