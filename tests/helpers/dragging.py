"""What a hand at the mouse does: files dragged in from outside, rows and handles dragged to another place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_LEFT, _KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop_files(target: QWidget, at: QPoint, paths: Sequence[Path]) -> None:
    """What a file manager does: enters with a list of file addresses, moves, drops."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    drop(target, at, data, Qt.DropAction.CopyAction)


def drop(target: QWidget, at: QPoint, data: QMimeData, action: Qt.DropAction) -> None:
    """Enters with data, moves, drops; the target takes it at each step."""
    for event in (
        QDragEnterEvent(at, action, data, _LEFT, _KEYS),
        QDragMoveEvent(at, action, data, _LEFT, _KEYS),
        QDropEvent(QPointF(at), action, data, _LEFT, _KEYS),
    ):
        QApplication.sendEvent(target, event)
        assert event.isAccepted(), event
