"""A pane that takes files from outside wherever they are dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.dropped_files import dropped_files


class TakesFiles(QWidget):
    """What is dropped on one of its children that takes files itself never comes here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def may_take(self) -> bool:
        """Whether files are welcome now."""
        raise NotImplementedError

    def light_up(self, on: bool) -> None:
        """Shows that a drop would be taken."""
        raise NotImplementedError

    def take(self, files: list[Path]) -> None:
        """Files were dropped."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and self.may_take():
            self.light_up(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.light_up(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.light_up(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(dropped_files(event.mimeData()))
