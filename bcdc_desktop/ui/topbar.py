"""The top bar: the catalogue, the search field, the account, uploads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.catalogue_removal import may_remove
from bcdc_desktop.domain.profile import COLOURS, Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.field import SearchField
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, elided, tooltip
from bcdc_desktop.ui.widgets.shrinking_row import ShrinkingRow

_BUTTON_WIDTH = 180  # of a text that is not ours

ROLE_COLOURS = {
    "production": "accent_warning",
    "test": "accent_information",
    "practice": "accent_success",
}


class Stripe(QWidget):
    """The line in the catalogue's colour at the very top."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = "border_strong"
        self.setFixedHeight(measures.STRIPE)

    def show_role(self, role: str) -> None:
        """Take the colour of a palette role."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme.current().colour(self._role)))


class TopBar(QWidget):
    """Catalogue button with a menu, search field, account, uploads with their count, sign-in."""

    profileChosen = Signal(str)
    addProfileAsked = Signal()
    removeProfileAsked = Signal()
    signInAsked = Signal()
    signOutAsked = Signal()
    uploadsAsked = Signal()
    refreshAsked = Signal()
    newRecordAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.use_ground(self, "surface")
        self._profile: Profile | None = None
        self.stripe = Stripe(self)
        self.catalogue = QPushButton(self)
        self.catalogue.setObjectName("catalogueButton")
        self.menu = QMenu(self)
        self.catalogue.setMenu(self.menu)
        self.refresh = QToolButton(self)
        self.refresh.setObjectName("refreshButton")
        self.refresh.setIcon(theme.icon("refresh"))
        self.refresh.setToolTip(self.tr("Sync now (F5)"))
        self.refresh.setAccessibleName(self.tr("Sync now"))
        self.refresh.setFixedSize(measures.CONTROL_HEIGHT, measures.CONTROL_HEIGHT)
        self.refresh.clicked.connect(self.refreshAsked)
        self.search = SearchField(self)
        self.search.setMaximumWidth(560)
        self.search.setMinimumWidth(140)
        self.account = QPushButton(self)
        self.account.setObjectName("accountButton")
        self.account.clicked.connect(lambda: None if self.account.menu() else self.signInAsked.emit())
        self.account.setProperty("kind", "quiet")
        self.account_menu = QMenu(self)
        self.uploads = QPushButton(theme.icon("tray-arrow-up", "text"), self.tr("Uploads"), self)
        self.uploads.setObjectName("uploadsButton")
        self.uploads.setProperty("kind", "quiet")
        self.uploads.clicked.connect(self.uploadsAsked)
        self.badge = PlainLabel(parent=self)
        self.badge.setObjectName("uploadsBadge")
        self.badge.hide()
        self.new_record = QPushButton(theme.icon("plus", "on_primary"), self.tr("New record"), self)
        self.new_record.setObjectName("newRecordButton")
        self.new_record.setProperty("kind", "primary")
        self.new_record.setToolTip(self.tr("Start a new record as a draft (Ctrl+N)"))
        self.new_record.clicked.connect(lambda: self.newRecordAsked.emit())
        room = ShrinkingRow(self)
        bar = room.row
        bar.setContentsMargins(12, 10, 12, 10)
        bar.setSpacing(measures.GAP)
        bar.addWidget(self.catalogue)
        bar.addWidget(self.refresh)
        bar.addStretch(2)
        bar.addWidget(self.search, 5)
        bar.addStretch(2)
        bar.addWidget(self.account)
        bar.addWidget(self.uploads)
        bar.addWidget(self.badge)
        bar.addWidget(self.new_record)
        room.set_words(self.uploads, self.tr("Uploads"))
        room.set_words(self.new_record, self.tr("New record"))
        line = QFrame(self)
        line.setProperty("line", "true")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stripe)
        layout.addWidget(room)
        layout.addWidget(line)
        theme.notifier().themeChanged.connect(self._recolour)

    def show_profile(self, profile: Profile, profiles: Sequence[Profile]) -> None:
        """Show which catalogue is open, and offer the others."""
        self._profile = profile
        self.catalogue.setText(button_text(_short(self.catalogue, profile.label)))
        self.catalogue.setAccessibleName(self.tr("Catalogue: %1").replace("%1", profile.label))
        self.catalogue.setToolTip(tooltip(f"{profile.label}\n{profile.address}"))
        self._recolour()
        self.menu.clear()
        for other in profiles:
            action = self.menu.addAction(catalogue_icon(other), button_text(other.label))
            action.setCheckable(True)
            action.setChecked(other.name == profile.name)
            action.setToolTip(tooltip(other.address))
            action.triggered.connect(lambda _c=False, name=other.name: self.profileChosen.emit(name))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Add a catalogue…"), self.addProfileAsked.emit)
        if may_remove(profile):
            self.menu.addAction(self.tr("Remove this catalogue…"), self.removeProfileAsked.emit)

    def show_account(self, words: str, *, signed_in: bool) -> None:
        """Show who is signed in and with which rights."""
        self.account.setText(button_text(_short(self.account, words)))
        self.account.setAccessibleName(words)
        self.account.setToolTip(tooltip(words) if signed_in else "")
        self.account.setIcon(QIcon() if signed_in else theme.icon("login", "text"))
        self.account_menu.clear()
        if signed_in:
            self.account_menu.addAction(self.tr("Use another API key…"), self.signInAsked.emit)
            self.account_menu.addAction(self.tr("Sign out"), self.signOutAsked.emit)
            self.account.setMenu(self.account_menu)
        else:
            self.account.setMenu(None)  # type: ignore[arg-type]  # Qt takes no menu away any other way

    def show_uploads(self, count: int) -> None:
        """Show how many uploads have not ended."""
        self.badge.setVisible(count > 0)
        self.badge.setText(str(count))
        self.uploads.setAccessibleName(
            self.tr("Uploads, %1 in progress").replace("%1", str(count)) if count else self.tr("Uploads")
        )

    def _recolour(self) -> None:
        self.stripe.show_role(colour_role(self._profile) if self._profile else "border_strong")
        self.catalogue.setIcon(catalogue_icon(self._profile) if self._profile else QIcon())
        roles = theme.current()
        self.badge.setStyleSheet(
            f"background: {roles.badge}; color: {roles.on_badge}; border-radius: 9px; padding: 1px 9px;"
            "font-weight: 600;"
        )


def _short(button: QPushButton, text: str) -> str:
    """Return a text elided to a width that leaves room for the other parts of the bar."""
    return elided(text, button.fontMetrics(), _BUTTON_WIDTH)


def colour_role(profile: Profile) -> str:
    """Return the palette role of a catalogue's colour: by its kind, or the one that was chosen when it was added."""
    if profile.role in ROLE_COLOURS:
        return ROLE_COLOURS[profile.role]
    colour = profile.colour if profile.colour in COLOURS else COLOURS[len(profile.name) % len(COLOURS)]
    return f"accent_{colour}"


def catalogue_icon(profile: Profile) -> QIcon:
    """Return a mark in a catalogue's colour: a dot, or a square with its initial for one that was added."""
    side = 32
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().colour(colour_role(profile))))
    if profile.role in ROLE_COLOURS:
        painter.drawEllipse(QRect(9, 9, 14, 14))
    else:
        square = QRect(4, 4, 24, 24)
        painter.drawRoundedRect(square, 5, 5)
        font = QFont(painter.font())
        font.setPixelSize(17)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().surface))
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), profile.label.strip()[:1].upper())
    painter.end()
    return QIcon(pixmap)
