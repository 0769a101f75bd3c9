"""Removing a catalogue: what goes, and what would be lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.catalogue_removal import LocalWork
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import quoted

_NAMED = 5  # drafts that are named
_TITLE = 80  # characters of a title


class RemoveCatalogueDialog(Dialog):
    """Names the drafts that would be lost. Enter and Esc keep the catalogue."""

    confirmed = Signal()

    def __init__(self, profile: Profile, work: LocalWork, parent: QWidget) -> None:
        super().__init__(self.tr("Remove “%1”").replace("%1", profile.label[:_TITLE]), parent)
        self.setObjectName("removeCatalogueDialog")
        self.setMinimumWidth(460)
        words = PlainLabel(
            self.tr(
                "The catalogue is removed from the list, with its API key and its cache on this computer. Nothing "
                "changes in the catalogue itself."
            ),
            self,
        )
        words.setWordWrap(True)
        self.lost = MessageBar(self)
        if not work.empty:
            self.lost.show_message("warning", self._lost(work), closable=False)
        self.keep = self.add_button(self.tr("Keep"), Role.RejectRole, name="keepCatalogue", kind="primary")
        self.remove = self.add_button(
            self.tr("Remove") if work.empty else self.tr("Remove and lose this"),
            Role.AcceptRole,
            name="removeCatalogue",
            kind="danger",
        )
        self.remove.clicked.connect(self.confirmed)
        self.remove.clicked.connect(self.accept)
        self.body.addWidget(words)
        self.body.addWidget(self.lost)
        self.body.addStretch(1)
        self.keep.setFocus()

    def _lost(self, work: LocalWork) -> str:
        named = ", ".join(quoted(title[:_TITLE]) for title in work.drafts[:_NAMED])
        more = len(work.drafts) - _NAMED
        said = []
        if more > 0:
            drafts = self.tr("Drafts that will be lost: %1, and %2 more.").replace("%2", str(more))
            said.append(drafts.replace("%1", named))
        elif work.drafts:
            said.append(self.tr("Drafts that will be lost: %1.").replace("%1", named))
        if work.uploads:
            said.append(self.tr("Files that were not uploaded yet: %1.").replace("%1", str(work.uploads)))
        return " ".join(said)
