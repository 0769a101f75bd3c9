"""The commands of an Edit menu: they press the usual keys in the widget that has the cursor.

So they do what the keys do there: undo in a form takes back a field, copy in a list copies IDs.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

Standard = QKeySequence.StandardKey


def press(key: Standard, action: QAction, window: QWidget) -> None:
    """Press a standard key in the widget that has the cursor; the action that has this key does not take it."""
    target, keys = focus_of(window), QKeySequence.keyBindings(key)
    if target is None or not keys:
        return
    combination = keys[0][0]  # type: ignore[index]
    action.setEnabled(False)
    try:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, combination.key(), combination.keyboardModifiers()))
    finally:
        action.setEnabled(True)


def focus_of(window: QWidget) -> QWidget | None:
    """Return the widget that has the cursor, or had it last while a menu or another window has it."""
    focus = QApplication.focusWidget()
    return focus if focus is not None and focus.window() is window.window() else window.focusWidget()


def is_text(widget: QWidget | None) -> bool:
    """Return whether text can be typed into a widget."""
    return isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.isReadOnly()


def has_selection(widget: QWidget | None) -> bool:
    """Return whether text is selected in a widget."""
    if isinstance(widget, QLineEdit):
        return widget.hasSelectedText()
    return isinstance(widget, QPlainTextEdit) and widget.textCursor().hasSelection()
