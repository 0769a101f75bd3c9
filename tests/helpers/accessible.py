"""What a screen reader and an unsteady hand meet in a window: controls without a name, and targets that are small."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
TARGET = 24  # device-independent pixels, WCAG 2.2, 2.5.8
_OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")


class Accessible:
    """Looks for controls that have no name, and for targets that are too small to hit."""

    def __init__(self) -> None:
        self.nameless: dict[str, str] = {}
        self.small: dict[str, str] = {}
        self.met: set[str] = set()

    def look(self, place: str) -> None:
        """Look at all that is on screen."""
        QApplication.processEvents()
        for widget in controls():
            self.met.add(type(widget).__name__)
            if not name_of(widget).strip():
                self.nameless.setdefault(where(widget), place)
            if is_small(widget):
                self.small.setdefault(f"{where(widget)}: {widget.width()} x {widget.height()}", place)


def controls() -> Iterator[QWidget]:
    """Yield the controls on screen that can be used; parts of another control are none."""
    front = QApplication.activeModalWidget()
    for widget in QApplication.allWidgets():
        shown = widget.isVisible() and widget.window().isVisible() and front in (None, widget.window())
        if shown and isinstance(widget, CONTROLS) and widget.isEnabled() and not _is_part(widget):
            yield widget


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control: its label where one is related, else its name.

    On Linux the name of a combo box is its value, and a screen reader reads the label it is related to.
    """
    seen = QAccessible.queryAccessibleInterface(widget)
    for other, relation in seen.relations(QAccessible.RelationFlag.AllRelations):
        if relation & QAccessible.RelationFlag.Label and isinstance(other, QAccessibleInterface):
            return str(other.text(QAccessible.Text.Name))
    name = str(seen.text(QAccessible.Text.Name))
    value = str(seen.text(QAccessible.Text.Value))
    return "" if isinstance(widget, QComboBox | QAbstractSpinBox) and name == value else name


def is_small(widget: QWidget) -> bool:
    """Return whether a button is smaller than a target should be, and not a link within a text."""
    if not isinstance(widget, QAbstractButton) or widget.visibleRegion().isEmpty():
        return False
    if isinstance(widget.parentWidget(), QLineEdit):  # Qt's button within a line, which a key clears as well
        return False
    return min(widget.width(), widget.height()) < TARGET


def where(widget: QWidget) -> str:
    """Return where a control is: its class and those around it, with their object names."""
    steps: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(steps) < 5:
        steps.append(type(at).__name__ + (f"#{at.objectName()}" if at.objectName() else ""))
        at = at.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return " in ".join(steps) + (f" “{text}”" if text else "")


def _is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox):
        return True
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(widget, QAbstractButton):
        return True
    return widget.objectName().startswith(_OF_QT) or isinstance(widget, QLabel)
