"""The ways in which files are added to an upload dialog that is open: dropped anywhere on it, chosen, or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QTableView, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropped_files import dropped_files


class MoreFiles(QObject):
    """Takes files for a dialog; its table is framed while they are over it."""

    chosen = Signal(list)  # paths of files and folders

    def __init__(self, dialog: QWidget, table: QTableView) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._table = table
        dialog.setAcceptDrops(True)
        dialog.installEventFilter(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), table, self._paste)

    def ask(self) -> None:
        """Have the user choose files."""
        dialog = QFileDialog(self._dialog, self.tr("Add files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.xlsx)"), self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.chosen.emit([Path(name) for name in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the dialog, or on what in it takes no files itself."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self._frame(False)
        if not isinstance(event, QDropEvent) or not (files := dropped_files(event.mimeData())):
            return False
        self._frame(kind != QEvent.Type.Drop)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if kind == QEvent.Type.Drop:
            self.chosen.emit(files)
        return True

    def _paste(self) -> None:
        if files := dropped_files(QGuiApplication.clipboard().mimeData()):
            self.chosen.emit(files)

    def _frame(self, on: bool) -> None:
        theme.restyle(self._table, drop="target" if on else "")
