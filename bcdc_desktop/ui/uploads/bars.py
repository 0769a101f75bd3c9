"""What a sheet says above its table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bcdc_desktop.app.uploads.prepare import WhatHappens
from bcdc_desktop.domain.package import Package
from bcdc_desktop.ui.uploads.state import SheetState, is_protected_but_public
from bcdc_desktop.ui.widgets.message_bar import MessageBar


class SheetBars(QWidget):
    """That sending makes public, that the record is protected, what went wrong, and files to decide about."""

    decided = Signal(str)  # what happens with all files that have the name of a resource: replace or create

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.public, self.protected = MessageBar(self), MessageBar(self)
        self.message, self.matches = MessageBar(self), MessageBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for bar in (self.public, self.protected, self.message, self.matches):
            layout.addWidget(bar)

    def show_package(self, package: Package) -> None:
        """What is to be known of the record before anything is sent to it."""
        if package.is_public_now:
            text = self.tr("This record is published: what you send becomes public at once.")
            self.public.show_message("warning", text, closable=False)
        if is_protected_but_public(package):
            text = self.tr("This record is classified as protected, and the public may download from it.")
            self.protected.show_message("warning", text, closable=False)

    def show_state(self, state: SheetState) -> None:
        """Which files have the very name of a resource that is there."""
        rows = state.undecided()
        if not rows:
            self.matches.hide()
            return
        one = len(rows) == 1
        if one:
            text = self.tr("“{file}” has the name of a resource that is here.").format(file=rows[0].file_name)
        else:
            text = self.tr("{n} files have the names of resources that are here.").format(n=len(rows))
        replace = self.tr("Replace its file") if one else self.tr("Replace their files")
        self.matches.show_message(
            "information",
            text,
            [(replace, lambda: self._decide("replace")), (self.tr("Add as new"), lambda: self._decide("create"))],
            closable=False,
        )

    def _decide(self, what: WhatHappens) -> None:
        self.decided.emit(what)
