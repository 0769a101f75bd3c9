"""Whether widgets stand where they can be read: none over another, none cut off."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QScrollArea,
    QWidget,
)

from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.widgets.labels import ElidedLabel, FieldButton

_ROUNDS = 20
_INPUTS = (QLineEdit, QComboBox, QAbstractScrollArea)
_LEAVES = (QLabel, QAbstractButton, QProgressBar, *_INPUTS)


class Geometry:
    """Looks for windows that are larger than their screen, and for what overlaps or is cut in them: as they open, on a
    small screen and on a large one.
    """

    LEAST = QSize(960, 540)  # 1920 x 1080 at 200 %: no window is larger
    SMALL, LARGE = QSize(1024, 700), QSize(3840, 2160)
    WITHOUT = ("PublishDialog",)  # its buttons are as wide as the catalogue's names of states

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def look(self, place: str) -> None:
        """Look at the windows on screen; behind a modal one it was looked at before."""
        front = QApplication.activeModalWidget()
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QDialog | QMainWindow)]
        for window in shown:
            if front in (None, window) and type(window).__name__ not in self.WITHOUT:
                self._look_at(window, f"{place}: {type(window).__name__}")

    def _look_at(self, window: QWidget, name: str) -> None:
        opened = window.size()
        for size in (self.LARGE, self.SMALL.boundedTo(opened), opened):
            window.resize(size)
            for problem in problems(window, (SchemaForm,)):  # forms have a test of their own
                self.faults.setdefault(problem, f"{name} at {size.width()} x {size.height()}")
        least = window.minimumSizeHint().expandedTo(window.minimumSize())
        if least.boundedTo(self.LEAST) != least:
            self.faults[f"{name} needs {least.width()} x {least.height()}"] = "too large"


def leaves(root: QWidget, without: tuple[type, ...] = ()) -> Iterator[QWidget]:
    """Yields what is shown in a widget and has no parts of its own that matter: labels, buttons, inputs."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isHidden() or child.isWindow():
            continue
        if isinstance(child, without) or child.objectName().startswith("qt_"):
            continue
        if isinstance(child, QScrollArea):
            page = child.widget()
            if page is not None and not page.isHidden() and not isinstance(page, without):
                yield from leaves(page, without)
        elif isinstance(child, _LEAVES):
            yield child
        else:
            yield from leaves(child, without)


def problems(root: QWidget, without: tuple[type, ...] = ()) -> list[str]:
    """Returns what overlaps and what is cut, in words; empty where all can be read."""
    for _ in range(_ROUNDS):  # a layout asks the one around it, and that the next
        QApplication.processEvents()
    shown = [w for w in leaves(root, without) if w.width() and w.height()]
    placed = [(w, QRect(w.mapToGlobal(QPoint(0, 0)), w.size())) for w in shown]
    found = []
    for i, (one, place) in enumerate(placed):
        for other, there in placed[i + 1 :]:
            if place.intersects(there) and _page(one, root) is _page(other, root):
                found.append(f"{_said(one)} {place.getRect()} is over {_said(other)} {there.getRect()}")
    for widget in shown:
        found += _cut(widget, root)
    return found


def _page(widget: QWidget, root: QWidget) -> QWidget:
    """Returns the page that a widget scrolls with."""
    while widget is not root:
        parent = widget.parentWidget()
        assert parent is not None
        if isinstance(parent.parentWidget(), QScrollArea):
            return widget
        widget = parent
    return root


def _cut(widget: QWidget, root: QWidget) -> list[str]:
    found = []
    inner = widget
    while inner is not root and (parent := inner.parentWidget()) is not None:
        if isinstance(parent.parentWidget(), QScrollArea):
            area = parent
            if inner.width() > area.width():
                found.append(f"{_said(widget)}: {inner.width()} wide in a view of {area.width()}")
            break
        if not parent.rect().contains(inner.geometry()):
            found.append(f"{_said(widget)}: {inner.geometry().getRect()} outside {parent.size().toTuple()}")
            break
        inner = parent
    need = _need(widget)
    if widget.width() < need.width() or widget.height() < need.height():
        found.append(f"{_said(widget)}: {widget.size().toTuple()}, needs {need.toTuple()}")
    return found


def _need(widget: QWidget) -> QSize:
    hint, least = widget.sizeHint(), widget.minimumSizeHint()
    if isinstance(widget, ElidedLabel | FieldButton):
        return QSize(0, least.height())
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return QSize(0, widget.heightForWidth(widget.width()))
        return hint
    if isinstance(widget, QAbstractButton):
        return hint if widget.text() else widget.iconSize()
    if isinstance(widget, QAbstractItemView):
        return QSize(0, 0)
    return QSize(least.width(), min(hint.height(), widget.maximumHeight()))


def _said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName() or widget.property('path') or ''} “{text[:30]}”"
