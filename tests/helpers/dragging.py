"""What a hand at the mouse does: files dragged in from outside, rows and handles dragged to another place."""

import struct
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_LEFT, _NONE, _KEYS = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
_STEPS = 16
_DESCRIPTOR = "<I32xI24xII520s"  # FILEDESCRIPTORW: flags, attributes, size (high, low), name


def drop_files(target: QWidget, at: QPoint, paths: Sequence[Path]) -> None:
    """What a file manager does: enters with a list of file addresses, moves, drops."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    drop_data(target, at, data)


def drop_data(target: QWidget, at: QPoint, data: QMimeData) -> None:
    """What any program does: enters with what it offers, moves, drops."""
    copy = Qt.DropAction.CopyAction
    for event in (
        QDragEnterEvent(at, copy, data, _LEFT, _KEYS),
        QDragMoveEvent(at, copy, data, _LEFT, _KEYS),
        QDropEvent(QPointF(at), copy, data, _LEFT, _KEYS),
    ):
        QApplication.sendEvent(target, event)
        assert event.isAccepted(), event


def offered_files(*files: tuple[str, bytes | None, bytes], folder: str = "") -> QMimeData:
    """Files as Outlook and Explorer offer those that are not on the disk: name, contents (None: not handed over), and
    what more is in the same block of memory; and a folder before them."""
    data, first = QMimeData(), 1 if folder else 0
    names = (len(files) + first).to_bytes(4, "little")
    if folder:
        names += struct.pack(_DESCRIPTOR, 0x4, 0x10, 0, 0, folder.encode("utf-16-le"))
    for number, (name, content, more) in enumerate(files, first):
        size = 2 if content is None else len(content)
        names += struct.pack(_DESCRIPTOR, 0x40, 0, 0, size, name.encode("utf-16-le"))
        if content is not None:
            data.setData(f'application/x-qt-windows-mime;value="FileContents";index={number}', content + more)
    data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', names)
    return data


def drag_handle(handle: QWidget, by: int) -> None:
    """Holds a handle, moves it so far down (or up, when it is less than 0), and lets it go."""
    start = handle.mapToGlobal(handle.rect().center())
    _mouse(handle, QEvent.Type.MouseButtonPress, start, _LEFT, _LEFT)
    for step in range(1, _STEPS + 1):
        _mouse(handle, QEvent.Type.MouseMove, start + QPoint(0, by * step // _STEPS), _NONE, _LEFT)
        QApplication.processEvents()  # what it moves is laid out anew before the hand goes on
    _mouse(handle, QEvent.Type.MouseButtonRelease, start + QPoint(0, by), _LEFT, _NONE)


def drag_row(view: QAbstractItemView, row: int, to: QPoint) -> None:
    """Takes a row with the mouse and lets it go at a point of the viewport, through Qt's own drag and drop; for a real
    window on a display."""
    viewport, window = view.viewport(), view.window()
    start = viewport.mapToGlobal(view.visualRect(view.model().index(row, 0)).center())
    place = window.mapFromGlobal(viewport.mapToGlobal(to))

    gone: list[bool] = []

    def let_go() -> None:
        gone.append(True)
        for at in (place - QPoint(2, 2), place):
            QTest.mouseMove(window.windowHandle(), at)
        QTest.mouseRelease(window.windowHandle(), _LEFT, _KEYS, place)

    _mouse(viewport, QEvent.Type.MouseButtonPress, start, _LEFT, _LEFT)
    QTimer.singleShot(50, view, let_go)
    for step in (4, 12, 24):  # beyond some distance it is a drag, which lasts until the button is let go
        if not gone:
            _mouse(viewport, QEvent.Type.MouseMove, start + QPoint(0, step), _NONE, _LEFT)


def _mouse(widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
    event = QMouseEvent(kind, QPointF(widget.mapFromGlobal(at)), QPointF(at), button, held, _KEYS)
    QApplication.sendEvent(widget, event)
