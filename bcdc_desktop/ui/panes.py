"""The cursor between the panes of the window: to one of them, to the next, one level up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from bcdc_desktop.ui.list_stack import ListStack
from bcdc_desktop.ui.record.controller import RecordController
from bcdc_desktop.ui.search_controller import SearchController


@dataclass(frozen=True)
class Pane:
    """A part of the window, and the widget in it that gets the cursor at first."""

    area: QWidget
    first: Callable[[], QWidget | None]

    def has(self, widget: QWidget | None) -> bool:
        """Return whether a widget is in it."""
        return widget is not None and (self.area is widget or self.area.isAncestorOf(widget))

    def enter(self) -> bool:
        """Put the cursor where it was in this pane, else into its first widget; False where nothing takes it."""
        return self._take(self.area.focusWidget()) or self.start()

    def start(self) -> bool:
        """Put the cursor into its first widget; False where nothing takes it."""
        return self._take(self.first()) or any(self._take(w) for w in self.area.findChildren(QWidget))

    def _take(self, widget: QWidget | None) -> bool:
        if widget is None or not self.has(widget) or not widget.isVisible() or not widget.isEnabled():
            return False
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return False
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return widget.hasFocus() or widget.window().focusWidget() is widget


class Panes(QObject):
    """Search, organizations or filters, list, resources, form: those that are on screen, in this order."""

    def __init__(
        self, finding: SearchController, middle: ListStack, record: RecordController, search: QWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window, self._finding, self._middle, self._record = window, finding, middle, record
        side = finding.side
        self._search = Pane(search, lambda: search)
        self._side = Pane(
            side, lambda: finding.facets.view if side.narrow_tab.isChecked() else finding.organizations.view
        )
        self._list = Pane(middle, self._list_widget)

    def next(self, step: int = 1) -> None:
        """Put the cursor into the next pane, or the one before (-1), round and round."""
        panes = self._on_screen()
        here = next((n for n, pane in enumerate(panes) if pane.has(self._focus())), -1 if step > 0 else 0)
        for distance in range(1, len(panes) + 1):
            if panes[(here + step * distance) % len(panes)].enter():
                return

    def up(self) -> bool:
        """Put the cursor one level up: from the form to the resources or the list, from there to the organizations.

        What was typed is stored before. Return False where there is nothing above.
        """
        focus = self._focus()
        self._middle.show_lists()
        editor, page = self._editor(), Pane(self._record.page, lambda: None)
        if editor is not None and editor.has(focus):
            self._record.flush()
            resources = self._resources()
            return (resources.start() if resources is not None else False) or self._list.enter()
        if page.has(focus):
            return self._list.enter()
        if self._list.has(focus):
            return self._side.enter()
        return False if self._side.has(focus) else self._list.enter()

    def go_to_list(self) -> bool:
        """Put the cursor into the list on screen, be it of records or of drafts; False where that is empty."""
        self._middle.show_lists()
        return self._list.start()

    def go_to_resources(self) -> bool:
        """Put the cursor into the resources of the record; False where no record is on screen."""
        if self._record.package is None:
            return False
        self._record.show_resources()
        resources = self._resources()
        return resources is not None and resources.start()

    @property
    def in_form(self) -> bool:
        """Whether the cursor is in the record's or a resource's form."""
        editor = self._editor()
        return editor is not None and editor.has(self._focus())

    def _on_screen(self) -> list[Pane]:
        found = [self._search, self._side, self._list, self._resources(), self._editor()]
        return [pane for pane in found if pane is not None and pane.area.isVisible()]

    def _list_widget(self) -> QWidget | None:
        drafts = self._middle.drafts
        return drafts.table if self._middle.currentWidget() is drafts else self._middle.packages.view

    def _resources(self) -> Pane | None:
        area = self._record.page.area
        return Pane(area, lambda: self._record.table) if area.isVisible() else None

    def _editor(self) -> Pane | None:
        editor = self._record.editor
        if editor is None or not editor.isVisible():
            return None
        return Pane(editor, lambda: _first_in(editor.form))

    def _focus(self) -> QWidget | None:
        return QApplication.focusWidget() or self._window.focusWidget()


def _first_in(area: QWidget) -> QWidget | None:
    """Return the widget of an area that Tab visits first."""
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area and area.isAncestorOf(widget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return widget
        widget = widget.nextInFocusChain()
    return None
