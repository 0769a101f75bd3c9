"""A second way out of a sheet: its files go with the record's other changes instead of by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from bcdc_desktop.app.uploads.prepare import PreparedFile

if TYPE_CHECKING:
    from bcdc_desktop.ui.uploads.dialog import UploadSheet

Take = Callable[[Sequence[PreparedFile]], tuple[list[PreparedFile], str]]


class AttachAction(QObject):
    """A button beside *Send*. Pressed, it gives the sheet's files to ``take``; those that it leaves stay in the sheet.

    Args:
        label: what the button says.
        take: takes items; answers those that it leaves, and a sentence why.
        hint: why somebody would want that, said when the sheet opens.
        only: whether there is no other way: the record is not on the server, so nothing can be sent to it.
    """

    def __init__(self, sheet: UploadSheet, label: str, take: Take, hint: str, *, only: bool) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._take = take
        self.only = only
        self.button = QPushButton(label, sheet.footer)
        self.button.setObjectName("withChangesButton")
        self.button.setAutoDefault(False)
        self.button.setToolTip(self.tr("They are sent with the next save of the record, after one review of all of it"))
        self.button.clicked.connect(self.press)
        layout = sheet.footer.layout()
        if layout is not None:
            layout.insertWidget(layout.count() - 1, self.button)  # type: ignore[attr-defined]
        if only:
            self.button.setProperty("kind", "primary")
            sheet.footer.send_button.hide()
            sheet.footer.keep_button.hide()
            sheet.footer.line.hide()
        if hint:
            sheet.bar.show_message("information", hint)
        sheet.model.stateChanged.connect(self._follow)
        self._follow()

    def press(self) -> None:
        """Hands over what is complete."""
        sheet, state = self._sheet, self._sheet.state
        if state is None:
            return
        if not state.complete or state.reading:
            sheet.show_what_is_missing()
            return
        left, why = self._take(state.items())
        if not left:
            sheet.forget()
            return
        sheet.keep_only({item.path for item in left})
        sheet.bar.show_message("warning", why)

    def _follow(self) -> None:
        send = self._sheet.footer.send_button
        self.button.setEnabled(send.isEnabled())
        self.button.setAccessibleDescription(send.accessibleDescription())
