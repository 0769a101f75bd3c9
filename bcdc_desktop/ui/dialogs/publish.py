"""Publishing: each move to another publish state, or each way to show a record, with its effect and a checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bcdc_desktop.app.records import visibility
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.publish import Offer, has_states, offers, publish, show_as
from bcdc_desktop.domain.advice import ChecklistItem
from bcdc_desktop.domain.publishing import Visibility
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, tooltip

_LOOKS = {
    "ok": ("check-circle-outline", "success"),
    "careful": ("alert-outline", "warning"),
    "wrong": ("alert-circle-outline", "danger"),
    "unknown": ("help-circle-outline", "muted"),
}


class PublishDialog(Dialog):
    """Offers the moves from the state of a record, or to make it public or private where there are no publish states. A
    careless move sends emails or shows a record to everyone, so each move says so."""

    moved = Signal(str, str)  # label of the state, empty where there are no states; who can see the record now
    placeAsked = Signal(str, str)  # section, field: where an item of the checklist can be fixed
    linksAsked = Signal()

    def __init__(
        self,
        session: Session,
        package: Mapping[str, Any],
        found: Sequence[Offer],
        *,
        unsaved: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(str(package.get("title") or ""), parent)
        self._session = session
        self._package = package
        self._states = has_states(session.workspace)
        self.buttons: dict[str, QPushButton] = {}
        self.setObjectName("publishDialog")
        self.setWindowTitle(self.tr("Publish state") if self._states else self.tr("Who can see the record"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(640, 520)
        self.bar = MessageBar(self)
        now = PlainLabel(parent=self)
        now.setProperty("role", "secondary")
        now.setWordWrap(True)
        effect = found[0].visible_before if found else None
        now.setText(effect.visible if effect else self.tr("A record in this state cannot be moved to another one."))
        page = QWidget(self)
        theme.use_ground(page, "ground")
        self._cards = QVBoxLayout(page)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(12)
        for offer in found:
            self._cards.addWidget(self._card(offer))
        self._cards.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(page)
        close = self.add_button(self.tr("Close"), Role.RejectRole)
        self.body.addWidget(now)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.bar)
        close.setFocus()  # Enter alone must not move a record
        if unsaved:
            one = self.tr("One change to this record is not saved. It stays in your draft and is not published.")
            many = self.tr("%1 changes to this record are not saved. They stay in your draft and are not published.")
            self.bar.show_message("warning", one if unsaved == 1 else many.replace("%1", str(unsaved)))

    def _card(self, offer: Offer) -> QFrame:
        card = QFrame(self)
        card.setProperty("card", "true")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(6)
        title = PlainLabel(offer.label, card)
        title.setProperty("role", "heading")
        button = QPushButton(button_text(self._words(offer)), card)
        button.setObjectName(f"moveTo.{offer.target}")
        button.setAutoDefault(False)
        button.setEnabled(not offer.refusal and not offer.held_back)
        if button.isEnabled():
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda: self._move(offer))
        self.buttons[offer.target] = button
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(button)
        inside.addLayout(head)
        if offer.effect is not None:
            before = offer.visible_before
            opens = offer.effect.public and not (before is not None and before.public)
            inside.addWidget(self._label(offer.effect.visible, "warning" if opens else "secondary"))
            if self._states:
                inside.addWidget(self._label(offer.effect.mailed or self.tr("No email is sent."), "secondary"))
        if offer.refusal:
            inside.addWidget(self._label(f"{offer.refusal}.", "warning"))
        for item in offer.checklist:
            inside.addLayout(self._item(item))
        return card

    def _words(self, offer: Offer) -> str:
        if self._states:
            return self.tr("Move to %1").replace("%1", offer.label)
        return self.tr("Make public") if offer.target == Visibility.PUBLIC else self.tr("Make private")

    def _item(self, item: ChecklistItem) -> QHBoxLayout:
        icon_name, colour = _LOOKS[item.standing]
        picture = PlainLabel(parent=self)
        picture.setPixmap(theme.icon(icon_name, colour).pixmap(16, 16))
        said = {
            "ok": self.tr("OK"),
            "careful": self.tr("Check this"),
            "wrong": self.tr("Missing"),
            "unknown": self.tr("Unknown"),
        }[item.standing]
        picture.setAccessibleName(said)
        picture.setToolTip(tooltip(said))
        words = self._label(f"{item.label}. {item.said}" if item.said else item.label, "")
        line = QHBoxLayout()
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        if item.key == "links" and item.standing != "ok":
            line.addWidget(self._link(self.tr("Check now"), self._check_links))
        elif item.paths and item.standing != "ok":
            target, field = item.paths[0]
            line.addWidget(self._link(self.tr("Show"), lambda: self._show_place(target, field)))
        return line

    def _label(self, words: str, role: str) -> QLabel:
        label = PlainLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        return label

    def _link(self, words: str, call: Any) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("kind", "link")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _c=False: call())
        return button

    def _check_links(self) -> None:
        self.linksAsked.emit()
        self.reject()

    def _show_place(self, target: str, field: str) -> None:
        self.placeAsked.emit(target, field)
        self.reject()

    def _move(self, offer: Offer) -> None:
        for button in self.buttons.values():
            button.setEnabled(False)
        workspace, package = self._session.workspace, self._package

        def move() -> tuple[object, str]:
            if self._states:
                result = publish(workspace, package, offer.target)
            else:
                result = show_as(workspace, package, Visibility(offer.target))
            if isinstance(result, MergeConflict):
                return result, ""
            seen = visibility.check_audience(workspace, result.package)
            return result, visibility.sentence(workspace, seen, result.package)

        job = self._session.ask(lambda _t, _r: move(), title=self.tr("Changing who can see the record"))
        job.tell(self, done=lambda found: self._done(found[0], found[1], offer), failed=self._failed)

    def _done(self, result: object, who: str, offer: Offer) -> None:
        if isinstance(result, MergeConflict):
            self.bar.show_message(
                "warning",
                self.tr("Nothing was changed because someone else edited this record. Check it and try again."),
            )
            return
        self.moved.emit(offer.label if self._states else "", who)
        self.accept()

    def _failed(self, error: object) -> None:
        words = error_text(error)
        self.bar.show_message("error", self.tr("Nothing was changed. %1").replace("%1", words))


def open_for(session: Session, package: Mapping[str, Any], parent: QWidget, *, unsaved: int, show: Any) -> None:
    """Read the moves in a worker and pass the dialog to ``show``."""
    workspace = session.workspace

    def read() -> list[Offer]:
        if session.online:
            visibility.learn(workspace)
        return offers(workspace, package)

    session.read(read).tell(
        parent, done=lambda found: show(PublishDialog(session, package, found, unsaved=unsaved, parent=parent))
    )
