"""The details of the selected uploads: links to what is on the server, or the error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bcdc_desktop.app.uploads.rows import State, Upload
from bcdc_desktop.app.uploads.saved import is_fixable
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.queue_model import format_state, format_verified
from bcdc_desktop.ui.widgets.markup import LinkLabel, Piece, Strong, TextLink
from bcdc_desktop.ui.widgets.text import exact_time, human_size

_LISTED = 12
_HEIGHT = 100
_APART = "\u2002·\u2002"


class QueueDetails(QFrame):
    """A strip below the table, hidden while nothing is selected."""

    openAsked = Signal(str)  # address of a page
    compareAsked = Signal()
    fixAsked = Signal()

    def __init__(self, profile: Profile, parent: QWidget) -> None:
        super().__init__(parent)
        self._profile = profile
        self._rows: Sequence[Upload] = ()
        self.setObjectName("uploadDetails")
        self.setProperty("card", "true")
        self.text = LinkLabel(self)
        self.text.setObjectName("uploadDetailsText")
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setAccessibleName(self.tr("Details of the selected uploads"))
        self.text.linkActivated.connect(self.openAsked)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.text)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.use_ground(self.text, "surface")
        theme.use_ground(area.viewport(), "surface")
        self.copy_button = self._button("content-copy", self.tr("Copy links"), "copyAddresses", self.copy_addresses)
        self.compare_button = self._button(
            "file-compare", self.tr("Verify content"), "compareContent", self.compareAsked.emit
        )
        self.compare_button.setToolTip(self.tr("Downloads the files and compares them byte by byte"))
        self.fix_button = self._button(
            "pencil-outline", self.tr("Fix and upload again…"), "mendRefused", self.fixAsked.emit
        )
        buttons = QVBoxLayout()
        buttons.setSpacing(measures.GRID)
        for button in (self.copy_button, self.compare_button, self.fix_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    def show_rows(self, rows: Sequence[Upload]) -> None:
        """Show these uploads."""
        self._rows = rows
        done = self._done()
        self.setVisible(bool(rows))
        if not rows:
            return
        self.text.show_lines(self._one(rows[0]) if len(rows) == 1 else self._several(rows))
        self.copy_button.setVisible(bool(done))
        self.compare_button.setVisible(any(row.sha256 for row in done))
        self.fix_button.setVisible(any(is_fixable(row) for row in rows))

    def copy_addresses(self) -> None:
        """Copy the links to what is on the server, one a line."""
        QGuiApplication.clipboard().setText("\n".join(self._address(row) for row in self._done()))

    def _done(self) -> list[Upload]:
        return [row for row in self._rows if row.state is State.DONE]

    def _address(self, row: Upload) -> str:
        return self._profile.resource_page(row.package, row.resource)

    def _one(self, row: Upload) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[Strong(row.name), "\u2003", format_state(row.state)]]
        facts = [row.package_title, row.file_name, human_size(row.size)]
        if row.state is State.DONE:
            when = exact_time(datetime.fromtimestamp(row.kept_at, UTC)) if row.kept_at else ""
            facts += [when, format_verified(row)]
        lines.append([" · ".join(fact for fact in facts if fact)])
        if row.state is State.DONE:
            lines.append([TextLink(self._address(row), self._address(row))])
        if row.error and row.error.get("message"):
            lines.append([str(row.error["message"])])
        return lines

    def _several(self, rows: Sequence[Upload]) -> list[list[Piece]]:
        done = self._done()
        if not done:
            return [[self.tr("{files} selected").format(files=labels.files(len(rows)))]]
        text = self.tr("{files} on the server").format(files=labels.files(len(done)))
        links: list[Piece] = [TextLink(row.name, self._address(row)) for row in done[:_LISTED]]
        if len(done) > _LISTED:
            links.append(self.tr("and {n} more").format(n=len(done) - _LISTED))
        apart = [piece for link in links for piece in (_APART, link)]
        return [[Strong(text)], apart[1:]]

    def _button(self, icon: str, text: str, name: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(theme.icon(icon, "text"), text, self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button
