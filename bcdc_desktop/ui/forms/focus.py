"""Where in a form the cursor is: tells when a field is left, and shows the field's help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from bcdc_desktop.ui.forms.editors.cell import FieldCell
from bcdc_desktop.ui.widgets.debounce import debounce

_LOOK_AGAIN_MS = 40


class FocusWatch(QObject):
    """Watches the focus for one form.

    Help appears and goes only while no mouse button is held: what moves between press and release is not clicked.
    """

    left = Signal(str)

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._cells: list[FieldCell] = []  # from the innermost to the form's own
        self._helped: list[FieldCell] = []
        self.last = ""  # the place in which the cursor is, or was last
        self._soon = debounce(0, self._show_help, self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def field(self) -> str:
        """Return the form's field in which the cursor is, or nothing."""
        return self._cells[-1].field.name if self._cells else ""

    def path(self) -> str:
        """Return the place in which the cursor is, inside groups too."""
        return self._cells[0].path if self._cells else ""

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        before = self._cells[-1] if self._cells else None
        inner_before = self._cells[0] if self._cells else None
        self._cells = self._around(new)
        if self._cells:
            self.last = self._cells[0].path
        if not self._cells and before is None:
            return
        if inner_before is not None and inner_before not in self._cells and inner_before is not before:
            _settle(inner_before)
        if before is not None and before not in self._cells:
            self.left.emit(before.field.name)
        self._soon.start(0)

    def _around(self, widget: QWidget | None) -> list[FieldCell]:
        cells: list[FieldCell] = []
        while widget is not None and widget is not self._form:
            if isinstance(widget, FieldCell):
                cells.append(widget)
            widget = widget.parentWidget()
        return cells if widget is self._form else []

    def _show_help(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._soon.start(_LOOK_AGAIN_MS)
            return
        with self.steady():
            for cell in self._helped:
                if cell not in self._cells and _alive(cell):
                    cell.show_help(False)
            for cell in self._cells:
                cell.show_help(True)
            self._helped = list(self._cells)
            if not self._cells:
                self.give_back_room()

    def give_back_room(self) -> None:
        """Take back the room of what is no longer said: nobody is in the form."""
        for cell in self._form.findChildren(FieldCell):
            cell.give_back_room()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Change what is said in the form; the field with the cursor stays where it is in the view."""
        widget, area = QApplication.focusWidget(), _area_of(self._form)
        inside = widget is not None and area is not None and self._form.isAncestorOf(widget)
        before = _height_in(area, widget) if area is not None and widget is not None and inside else None
        yield
        if area is None or widget is None or before is None or not area.viewport().rect().contains(0, before):
            return

        def follow() -> None:
            if _alive(area) and _alive(widget) and widget.hasFocus():
                bar = area.verticalScrollBar()
                bar.setValue(bar.value() + _height_in(area, widget) - before)

        QTimer.singleShot(0, area, follow)


def _height_in(area: QScrollArea, widget: QWidget) -> int:
    return widget.mapTo(area, widget.rect().topLeft()).y()


def scroll_to(form: QWidget, widget: QWidget) -> None:
    """Bring a widget into view, once the layout has settled, where the form stands in a scroll area."""
    area = _area_of(form)
    if area is not None:
        QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(widget, 16, 48) if _alive(widget) else None)


def scroll_to_top(form: QWidget, widget: QWidget) -> None:
    """Bring a widget to the top of the view, as far as the form goes, once the layout has settled."""
    area = _area_of(form)

    def scroll() -> None:
        page = area.widget() if area is not None else None
        if area is not None and page is not None and _alive(widget):
            area.verticalScrollBar().setValue(widget.mapTo(page, widget.rect().topLeft()).y())

    QTimer.singleShot(0, form, scroll)


def _area_of(form: QWidget) -> QScrollArea | None:
    parent = form.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _settle(cell: FieldCell) -> None:
    if _alive(cell):
        cell.editor.leave()


def _alive(widget: QWidget) -> bool:
    return shiboken6.isValid(widget)
