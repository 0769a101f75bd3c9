"""A pane that takes files from outside wherever they are dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.dropped_files import dropped_files


class AcceptsFiles(QWidget):
    """What is dropped on one of its children that takes files itself never comes here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def can_accept(self) -> bool:
        """Whether files are welcome now."""
        raise NotImplementedError

    def set_drop_highlight(self, on: bool) -> None:
        """Shows that a drop would be taken."""
        raise NotImplementedError

    def accept_files(self, files: list[Path]) -> None:
        """Files were dropped."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and self.can_accept():
            self.set_drop_highlight(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_drop_highlight(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_drop_highlight(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.accept_files(dropped_files(event.mimeData()))
