"""Choosing a folder: the system's dialog, and a line with a button that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.ui.widgets.inputs import LineEdit


def choose_folder(parent: QWidget, title: str, start: str, chosen: Callable[[str], object], *, name: str = "") -> None:
    """Ask for a folder, beginning at one; ``chosen`` gets its path. ``name`` is the dialog's object name."""
    dialog = QFileDialog(parent, title, start)
    dialog.setObjectName(name)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()


class FolderField(QWidget):
    """A folder, typed or chosen.

    Args:
        what: what the folder is, for people.
        name: the object name of the line; that of the dialog is made from it.
    """

    changed = Signal()

    def __init__(self, what: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = LineEdit(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(what)
        self.line.setPlaceholderText(what)
        self.line.textChanged.connect(self.changed)
        browse = QPushButton(self.tr("Browse…"), self)
        browse.clicked.connect(
            lambda: choose_folder(self, what, self.folder(), self.line.setText, name=f"{name}Dialog")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(browse)
        self.setFocusProxy(self.line)

    def folder(self) -> str:
        """Return the folder; empty where none was chosen."""
        return self.line.text().strip()
