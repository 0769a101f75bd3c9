"""Messages inside the pane that they concern: one place a pane, which holds no message twice and none that is over."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.theme import icon, measures, notifier, restyle
from bcdc_desktop.ui.widgets.flow import LeadLayout
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text

Kind = Literal["information", "success", "warning", "error"]
Buttons = Sequence[tuple[str, Callable[[], object]]]

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
_TEXT_WIDTH = 240  # pixels of the text beside buttons; where there are fewer, the buttons stand below it
_SHOWN_AT_MOST = 2  # messages of a bar at the same time
_BARS: weakref.WeakSet[MessageBar] = weakref.WeakSet()


class MessageBar(QWidget):
    """The messages of a pane, the latest on top; hidden while there is none.

    Each message has a cause. A later message of the same cause takes its place, and ``clear`` removes it when the cause
    is gone. A sentence stands once in a window: shown in a second pane, it leaves the first. At most two messages are
    shown, the others are behind a button.

    It stands at the end of its pane, above the buttons of a dialog: what comes and goes there moves nothing that is
    under the mouse.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages: list[Message] = []
        """Those that stand, the latest first."""
        self._more = QPushButton(self)
        self._more.setObjectName("moreMessages")
        self._more.setProperty("kind", "quiet")
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._turn)
        self._more.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        super().hide()
        _BARS.add(self)

    def show_message(
        self,
        kind: Kind,
        text: str,
        buttons: Buttons = (),
        *,
        closable: bool = True,
        cause: str = "",
        topic: str = "",
    ) -> None:
        """Show a message instead of the last one of the same cause.

        Args:
            kind: its icon and colour.
            text: what happened, what it means for the user's work, what to do next.
            buttons: at most two labels with what they do.
            closable: whether the user may close it.
            cause: what it is about; what has none is about the last command.
            topic: what of that it tells, for ``tells``.

        Raises:
            ValueError: more than two buttons.
        """
        if len(buttons) > _BUTTONS_AT_MOST:
            raise ValueError("a message has at most two buttons")
        message = next((m for m in self.messages if m.cause == cause), None)
        if message is not None and message.says(kind, text, [label for label, _ in buttons], closable=closable):
            message.set_callbacks([call for _, call in buttons])
            message.topic = topic
            return
        window = self.window()
        for bar in list(_BARS):
            if isValid(bar) and bar.window() is window:
                bar.remove_text(text)
                if not cause and bar is not self:
                    bar.forget_success()
        message = next((m for m in self.messages if m.cause == cause), None)
        if message is None:
            message = Message(cause, self)
            message.closed.connect(self._close)
        else:
            self.messages.remove(message)
        self.messages.insert(0, message)
        message.topic = topic
        message.show_message(kind, text, buttons, closable=closable)
        self._arrange()
        QAccessible.updateAccessibility(QAccessibleEvent(message, QAccessible.Event.Alert))

    def tells(self, topic: str) -> bool:
        """Return whether a message of this topic stands."""
        return any(m.topic == topic for m in self.messages)

    def show_error(self, error: object, buttons: Buttons = ()) -> None:
        """Show why a job failed."""
        self.show_message("error", error_text(error), buttons)

    def clear(self, cause: str = "") -> None:
        """Remove the message of a cause, which is gone."""
        self._remove([m for m in self.messages if m.cause == cause])

    def remove_text(self, text: str) -> None:
        """Remove the messages that say this."""
        self._remove([m for m in self.messages if m.text() == text])

    def forget_success(self) -> None:
        """Remove what only tells that the last command was done: another one was given since."""
        self._remove([m for m in self.messages if not m.cause and m.kind == "success" and not m.buttons])

    def hide(self) -> None:
        """Remove all messages."""
        self._remove(list(self.messages))

    def sizeHint(self) -> QSize:
        """Return the height that the texts need at this width, which is the most that it takes."""
        return _wrapped(self, super().sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def text(self) -> str:
        """Return the latest message; empty while there is none."""
        return self.messages[0].text() if self.messages else ""

    @property
    def kind(self) -> Kind:
        """The kind of the latest message."""
        return self.messages[0].kind if self.messages else "information"

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons of the latest message."""
        return self.messages[0].buttons if self.messages else []

    def close_message(self) -> None:
        """Close the latest message, as its user does."""
        if self.messages:
            self._close(self.messages[0])

    def _close(self, message: Message) -> None:
        self._remove([message])
        self.closed.emit()

    def _remove(self, gone: Sequence[Message]) -> None:
        for message in gone:
            self.messages.remove(message)
            message.hide()
            self._layout.removeWidget(message)
            message.deleteLater()
        if gone:
            self._arrange()

    def _turn(self) -> None:
        """Show the messages that are hidden, and put away those that were shown."""
        shown = self.messages[:_SHOWN_AT_MOST]
        self.messages = [*self.messages[_SHOWN_AT_MOST:], *shown]
        self._arrange()

    def _arrange(self) -> None:
        for place, message in enumerate(self.messages):
            self._layout.insertWidget(place, message)
            message.setVisible(place < _SHOWN_AT_MOST)
        hidden = len(self.messages) - _SHOWN_AT_MOST
        if hidden > 0:
            one, many = self.tr("1 more message"), self.tr("%1 more messages")
            self._more.setText(one if hidden == 1 else many.replace("%1", str(hidden)))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(self.messages))


class Message(QFrame):
    """One message of a bar, with at most two buttons."""

    closed = Signal(object)  # this message

    def __init__(self, cause: str, parent: MessageBar) -> None:
        super().__init__(parent)
        self.cause = cause
        self.topic = ""
        self.kind: Kind = "information"
        self._icon = PlainLabel(parent=self)
        self._label = PlainLabel(parent=self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons: list[QPushButton] = []
        self._callbacks: list[Callable[[], object]] = []
        self._close = QToolButton(self)
        self._close.setIcon(icon("close"))
        self._close.setIconSize(QSize(measures.ICON, measures.ICON))
        self._close.setToolTip(_tr("Close"))
        self._close.setAccessibleName(_tr("Close this message"))
        self._close.clicked.connect(lambda: self.closed.emit(self))
        self._lead = LeadLayout(least=_TEXT_WIDTH, gap=measures.GAP)
        self._lead.addWidget(self._label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self._icon)
        layout.addLayout(self._lead, 1)
        layout.addWidget(self._close)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        notifier().themeChanged.connect(self._draw)

    def sizeHint(self) -> QSize:
        """Return the height that the text needs at this width."""
        return _wrapped(self, super().sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def text(self) -> str:
        """Return what it says."""
        return self._label.text()

    def says(self, kind: Kind, text: str, labels: Sequence[str], *, closable: bool) -> bool:
        """Return whether it shows this already."""
        same = (self.kind, self.text(), self._close.isHidden()) == (kind, text, not closable)
        return same and [button.text() for button in self.buttons] == [button_text(label) for label in labels]

    def set_callbacks(self, callbacks: Sequence[Callable[[], object]]) -> None:
        """Have the buttons do something else."""
        self._callbacks = list(callbacks)

    def show_message(self, kind: Kind, text: str, buttons: Buttons, *, closable: bool) -> None:
        """Say something else."""
        self.kind = kind
        restyle(self, bar=_LOOKS[kind][1])
        self._draw()
        self._label.setText(text)
        self.setAccessibleName(text)
        for button in self.buttons:
            self._lead.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        self._callbacks = [call for _, call in buttons]
        for place, (label, _call) in enumerate(buttons):
            button = QPushButton(button_text(label), self)
            button.clicked.connect(lambda _checked=False, place=place: self._callbacks[place]())
            self._lead.addWidget(button)
            self.buttons.append(button)
        self._close.setVisible(closable)

    def _draw(self) -> None:
        self._icon.setPixmap(icon(*_LOOKS[self.kind]).pixmap(QSize(measures.ICON_LARGE, measures.ICON_LARGE)))


def _wrapped(widget: QWidget, hint: QSize) -> QSize:
    height = widget.heightForWidth(widget.width()) if widget.testAttribute(Qt.WidgetAttribute.WA_Resized) else -1
    return QSize(hint.width(), max(height, widget.minimumHeight())) if height >= 0 else hint


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessageBar", text)
