"""The base of all dialogs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.fitting_area import FittingArea
from bcdc_desktop.ui.widgets.geometry import keep_on_screen
from bcdc_desktop.ui.widgets.help_key import help_key
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, PlainMessageBox, button_text, window_title

Role = QDialogButtonBox.ButtonRole
_sizes: dict[str, QSize] = {}  # by object name, of dialogs that were closed


class Dialog(QDialog):
    """A dialog with a title, the margins of all dialogs, and a button box that holds every button of its last line.

    Subclasses give it an object name, and put their widgets into ``body``, which scrolls where the screen is too low.
    It opens in the size that it had when it was closed last, but never larger than its screen, and is deleted when it
    is closed, unless it is ``reused``.
    """

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        heading: bool = True,
        reused: bool = False,
        framed: bool = True,
        widest: int | None = None,
    ) -> None:
        """Make an empty dialog.

        Args:
            title: of the window.
            parent: the window that it belongs to.
            heading: whether the title also stands at the top of the dialog.
            reused: whether its owner still needs it after it was closed, to show it again or to read its outcome.
            widest: pixels that the body is wide at most, in however large a dialog; None where columns fill it.
            framed: whether it has margins and a button box; without, a panel that has its own fills it.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not reused)
        self._sized = False
        self.heading = PlainLabel(parent=self)
        self.heading.setProperty("role", "title")
        self.heading.setWordWrap(True)
        self.heading.setVisible(heading)
        contents = QWidget(self)
        self.body = QVBoxLayout(contents)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(measures.FORM_ROW_GAP)
        self.button_box = QDialogButtonBox(self)
        self.button_box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*((20, 16, 20, 16) if framed else (0, 0, 0, 0)))
        layout.setSpacing(measures.FORM_ROW_GAP)
        layout.addWidget(self.heading)
        self._room = FittingArea(contents, self, widest=widest)
        layout.addWidget(self._room, 1)
        layout.addWidget(self.button_box)
        self.button_box.setVisible(framed)
        self.set_title(title)
        help_key().listen(self)

    def set_title(self, title: str) -> None:
        """Show another title, in the window's frame and in the heading."""
        self.setWindowTitle(window_title(title))
        self.heading.setText(title)

    def add_button(self, text: str, role: Role = Role.ActionRole, *, name: str = "", kind: str = "") -> QPushButton:
        """Add a button to the button box, and return it.

        Args:
            text: its label.
            role: tells the box where it stands; ``RejectRole`` also closes the dialog.
            name: its object name.
            kind: how it looks: ``primary``, ``danger``, ``quiet`` or usual. A primary one is what Enter presses.
        """
        if kind == "primary" and role == Role.ActionRole:
            role = Role.AcceptRole  # it stands where the system puts what a dialog is for
        button = QPushButton(button_text(text), self.button_box)
        if name:
            button.setObjectName(name)
        if kind:
            button.setProperty("kind", kind)
        button.setAutoDefault(kind == "primary")
        self.button_box.addButton(button, role)
        if kind == "primary":
            button.setDefault(True)
        return button

    def question(self, name: str, text: str) -> PlainMessageBox:
        """Return a message box about this dialog, to be given its buttons and opened."""
        box = PlainMessageBox(self)
        box.setObjectName(name)
        box.setWindowTitle(self.windowTitle())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setText(text)
        return box

    def new_page(self) -> tuple[QWidget, QVBoxLayout]:
        """Return an empty page for a stack in the body, and its layout, without margins."""
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        return page, layout

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size of last time, within the screen."""
        if not self._sized:
            self._sized = True
            self.resize(_sizes.get(self.objectName()) or self._wanted_size())
        keep_on_screen(self)
        super().showEvent(event)
        if self.focusWidget() is None and (first := self._first_field()) is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)  # Qt would take the button that Enter presses

    def _first_field(self) -> QWidget | None:
        """Return the first line or choice, in the order of Tab."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if isinstance(widget, QLineEdit | QRadioButton) and self.isAncestorOf(widget) and widget.isEnabled():
                shown = widget.isVisibleTo(self) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
                if shown and not (isinstance(widget, QRadioButton) and not widget.isChecked()):
                    return widget
            widget = widget.nextInFocusChain()
        return None

    def _wanted_size(self) -> QSize:
        """Return the size with room for all texts; Qt gives no more than two thirds of the screen."""
        size = self.size()
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return size
        height = self.heightForWidth(size.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        return QSize(size.width(), max(size.height(), height))

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the size."""
        super().hideEvent(event)
        if self.objectName() and not self.isMaximized():
            _sizes[self.objectName()] = self.size()


def remembered_sizes() -> dict[str, tuple[int, int]]:
    """Return the sizes of dialogs that were closed, by object name: width and height in pixels."""
    return {name: (size.width(), size.height()) for name, size in _sizes.items()}


def restore_sizes(stored: object) -> None:
    """Have dialogs open in sizes that were stored as JSON; whatever is not understood is left out."""
    _sizes.clear()
    if isinstance(stored, Mapping):
        _sizes.update({str(name): size for name, value in stored.items() if (size := _size(value)) is not None})


def _size(value: Any) -> QSize | None:
    match value:
        case [int(width), int(height)] if width > 0 and height > 0:
            return QSize(width, height)
    return None
