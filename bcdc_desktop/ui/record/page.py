"""The record page, the right of the window: the header, messages, resources and the editor of one record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropped_files import dropped_files
from bcdc_desktop.ui.record.resources_table import ResourceArea
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.fitting_area import FittingArea
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .editor import RecordEditor
from .header import RecordSummary, SectionTabs

_SPACING = 12
_LOW = 620  # pixels of height, below which the form gets more of it


class RecordPage(QWidget):
    """Shows a record, or that none is chosen. Files may be dropped anywhere on it.

    What its buttons and its widgets ask for is the controller's to do.
    """

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.use_ground(self, "surface")
        self.setAcceptDrops(True)
        self.empty = EmptyState(
            "file-table-outline",
            self.tr("Choose a record"),
            self.tr("View its resources here. If you may edit the record, you can drop files on it to add them."),
            parent=self,
        )
        self.content = QWidget(self)
        theme.use_ground(self.content, "surface")
        self.summary = RecordSummary(self.content)
        self.bar = MessageBar(self.content)
        self.tabs = SectionTabs(self.content)
        self.area = ResourceArea(self.content)
        self.area.filesDropped.connect(self.filesDropped)
        self._editor: RecordEditor | None = None
        self._body = QVBoxLayout(self.content)
        padding = measures.PANE_PADDING + 4
        self._body.setContentsMargins(padding, 16, padding, 0)
        self._body.setSpacing(_SPACING)
        for widget in (self.summary, self.tabs, self.area):
            self._body.addWidget(widget)
        self._body.addStretch(1)
        self._body.addWidget(self.bar)
        self.view = FittingArea(self.content, self, widest=measures.WIDEST_FORM)
        theme.use_ground(self.view.viewport(), "surface")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def set_editor(self, editor: RecordEditor) -> None:
        """Put another catalogue's editor in the place of the one before."""
        if self._editor is not None:
            self._editor.deleteLater()
        self._editor = editor
        editor.set_low(self.height() < _LOW)
        editor.hide()
        self._body.insertWidget(self._body.count() - 2, editor, 1000)

    def show_nothing(self) -> None:
        """Show that no record is chosen."""
        self.bar.hide()
        self.stack.setCurrentWidget(self.empty)

    def show_record(
        self, package: Package, profile: Profile, *, state: str, seen: float | None, new: str | None
    ) -> None:
        """Show a record.

        Args:
            state: the label of its publish state.
            seen: when it was read from the catalogue, in seconds since the epoch; None where that says nothing.
            new: the title of a record that is on this computer only, else None.
        """
        if new is None:
            self.summary.show_package(package, state)
        else:
            self.summary.show_new(new)
        self.area.show_record(package, profile)
        self.tabs.age.show_moment(seen)
        self.stack.setCurrentWidget(self.view)

    def set_writable(self, writable: bool, *, new: bool) -> None:
        """Let the user change the record, or not.

        Args:
            new: it is not in the catalogue yet, and so has no state to be moved from.
        """
        self.tabs.add_files.setEnabled(writable)
        self.tabs.add_link.setEnabled(writable)
        self.area.set_writable(writable)
        self.summary.edit.setEnabled(writable)
        self.summary.publish.setEnabled(writable and not new)
        if self._editor is not None:
            self._editor.set_writable(writable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more of a low window to the form."""
        super().resizeEvent(event)
        low = event.size().height() < _LOW
        self.summary.set_low(low)
        self.area.set_low(low)
        self._body.setSpacing(measures.GAP if low else _SPACING)
        if self._editor is not None:
            self._editor.set_low(low)

    def show_tab(self, *, record: bool) -> None:
        """Turn to the record's own fields, or to its resources."""
        (self.tabs.record if record else self.tabs.resources).setChecked(True)
        self.area.setVisible(not record)

    # files dropped outside the table of resources

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        showing = self.stack.currentWidget() is self.view
        if dropped_files(event.mimeData()) and showing and self.tabs.add_files.isEnabled():
            self.area.set_drop_highlight(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.area.set_drop_highlight(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.area.set_drop_highlight(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        files: list[Path] = dropped_files(event.mimeData())
        self.filesDropped.emit("", files)
