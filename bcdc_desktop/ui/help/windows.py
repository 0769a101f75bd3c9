"""The windows of the Help menu, and what it does without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from bcdc_desktop.app.diagnostics import of_catalogue
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.commands.command import Command
from bcdc_desktop.ui.program import Program

from . import diagnostics
from .guide_window import GuideWindow
from .report_dialog import ReportDialog
from .shortcuts import ShortcutsDialog
from .topics import topic_of


class HelpWindows(QObject):
    """Opens them; the guide is one window, which stays where it was left."""

    told = Signal(str)  # a short sentence for the status line

    def __init__(self, program: Program, window: QWidget) -> None:
        super().__init__(window)
        self._program, self._window = program, window
        self._guide: GuideWindow | None = None

    def show_guide(self, anchor: str = "") -> None:
        """Show the guide: at a section, or at the one about what the cursor is in."""
        about = anchor or topic_of(QApplication.focusWidget() or self._window.focusWidget())
        modal = QApplication.activeModalWidget()
        if modal is not None and modal is not self._guide:  # only its own windows can be used beside it
            guide = GuideWindow(modal)
            guide.setModal(True)
            guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        elif self._guide is not None:
            guide = self._guide
        else:
            guide = self._guide = GuideWindow(self._window)
        guide.show_section(about)
        guide.show()
        guide.raise_()
        guide.activateWindow()

    def show_guide_for(self, window: QWidget) -> None:
        """Show the guide where the key for help was pressed in one of the windows that belong to this one."""
        above: QWidget | None = window
        while above is not None and above is not self._window:
            above = above.parentWidget()
        if above is not None and not isinstance(window, GuideWindow):
            self.show_guide(topic_of(QApplication.focusWidget() or window))

    def show_shortcuts(self, commands: Sequence[Command]) -> None:
        """Show which keys call which commands."""
        dialog = ShortcutsDialog(commands, self._window)
        dialog.guideAsked.connect(dialog.accept)
        dialog.guideAsked.connect(lambda: self.show_guide("keyboard"))
        dialog.open()

    def open_logs(self) -> None:
        """Open the folder of the log in the file manager."""
        if not opening.open_folder(self._program.places.logs):
            self.told.emit(self.tr("The log folder is %1").replace("%1", str(self._program.places.logs)))

    def copy_diagnostics(self) -> None:
        """Put the diagnostics into the clipboard."""

        def copy(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(self.tr("Diagnostics copied"))

        self._diagnose(copy)

    def report(self) -> None:
        """Show what a report of a problem needs."""

        def show(text: str) -> None:
            dialog = ReportDialog(text, self._window)
            dialog.logsAsked.connect(self.open_logs)
            dialog.open()

        self._diagnose(show)

    def _diagnose(self, take: Callable[[str], object]) -> None:
        program, session = self._program, self._program.session
        lines = diagnostics.of_this_computer()
        lines += diagnostics.of_settings(program.settings, has_keyring=not program.credentials.keyring_missing())
        if session is None:
            take(diagnostics.as_text(lines))
            return
        workspace = session.workspace
        job = session.read(lambda: of_catalogue(workspace))
        job.tell(
            self._window,
            done=lambda more: take(diagnostics.as_text([*lines, *more])),
            failed=lambda _error: take(diagnostics.as_text(lines)),
        )
