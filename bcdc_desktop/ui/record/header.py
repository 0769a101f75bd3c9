"""What stands above the contents of the record page: which record it is, which section, how much is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.records.resource_extras import ResourceExtras
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.publishing import Visibility, visibility_label, visibility_of
from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.chip import Chip, state_chip
from bcdc_desktop.ui.widgets.labels import AgeLabel, ElidedLabel
from bcdc_desktop.ui.widgets.markup import text_of_markdown
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.shrinking_row import ShrinkingRow
from bcdc_desktop.ui.widgets.text import labelled, relative_time

from .favourite_button import FavouriteButton
from .state_command import state_command

_NOTES_LENGTH = 220  # characters


class RecordSummary(QWidget):
    """Title, state, visibility, name, last change, and the beginning of the description."""

    copyAsked = Signal(str)  # "id", "name", "url"
    openAsked = Signal()
    editAsked = Signal()
    publishAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._low = False
        self._session: Session | None = None
        self._package: Package | None = None
        self.organization = ElidedLabel("", self)
        self.organization.setObjectName("recordOrganization")
        self.organization.setProperty("role", "secondary")
        self.title = PlainLabel(parent=self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.state = Chip("", "neutral", self)
        self.visibility = Chip("", "neutral", self)
        self.slug = ElidedLabel("", self)
        self.slug.setProperty("role", "muted")
        self.notes = PlainLabel(parent=self)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.favourite = FavouriteButton(self)
        self.browser = self._button("open-in-new", self.tr("Open in browser"))
        self.browser.clicked.connect(lambda: self.openAsked.emit())
        self.copy = self._button("content-copy", self.tr("Copy the record ID"))
        self.copy.clicked.connect(lambda: self.copyAsked.emit("id"))
        self.edit = QPushButton(theme.icon("pencil-outline", "text"), self.tr("Edit record"), self)
        self.edit.setObjectName("editRecordButton")
        self.edit.setToolTip(self.tr("Edit the record's own fields (F2)"))
        self.edit.clicked.connect(lambda: self.editAsked.emit())
        self.publish = QPushButton(theme.icon("send-outline", "text"), self.tr("Publish…"), self)
        self.publish.setObjectName("publishButton")
        self.publish.setAccessibleDescription(self.tr("Change who can see the record"))
        self.publish.setToolTip(self.tr("Change who can see the record"))
        self.publish.clicked.connect(lambda: self.publishAsked.emit())
        self._top = ShrinkingRow(self)
        self._top.row.setSpacing(measures.GAP)
        self._top.row.addWidget(self.organization, 1)
        for button in (self.edit, self.publish, self.favourite, self.browser, self.copy):
            self._top.row.addWidget(button)
        self._top.set_words(self.edit, self.tr("Edit record"))
        chips = QHBoxLayout()
        chips.setSpacing(measures.GAP)
        chips.addWidget(self.state)
        chips.addWidget(self.visibility)
        chips.addWidget(self.slug, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self._top)
        layout.addWidget(self.title)
        layout.addLayout(chips)
        layout.addWidget(self.notes)

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        if self._session is not None:
            self._session.accountChanged.disconnect(self._show_organization)
        self._session = session
        session.accountChanged.connect(self._show_organization)
        self.favourite.show_session(session)

    def show_package(self, package: Package, state_words: str) -> None:
        """Show a record that is in the catalogue."""
        self._package = package
        self._set_in_catalogue(True)
        self.favourite.show_record(package.id)
        self.title.setText(package.title)
        self._show_organization()
        self.show_moves(package)
        self.state.setVisible(bool(state_words))
        self.state.show_chip(state_words, state_chip(package.publish_state or package.state))
        shown = visibility_of(package.raw)
        self.visibility.show_chip(visibility_label(shown), "neutral" if shown is Visibility.PUBLIC else "warning")
        self._name = package.name
        parts = [package.name]
        if package.modified:
            parts.append(self.tr("changed %1").replace("%1", relative_time(package.modified, datetime.now(UTC))))
            self.slug.setToolTip(tooltip(f"{package.name}\n{exact_time(package.modified)}"))
        self.slug.set_full_text("  ·  ".join(parts))
        notes = _in_one_paragraph(text_of_markdown(package.notes[: 4 * _NOTES_LENGTH]))
        self.notes.setText(notes if len(notes) <= _NOTES_LENGTH else notes[:_NOTES_LENGTH].rsplit(" ", 1)[0] + " …")
        self.notes.setToolTip(tooltip(package.notes) if len(notes) > _NOTES_LENGTH else "")
        self.notes.setVisible(bool(notes) and not self._low)

    def set_low(self, low: bool) -> None:
        """Leave out the beginning of the description, or show it."""
        if low != self._low:
            self._low = low
            self.notes.setVisible(bool(self.notes.text()) and not low and self._package is not None)

    def show_change(self, text: str, tip: str) -> None:
        """Show when the record was changed last, and by whom where that is known."""
        if text:
            self.slug.set_full_text(f"{self._name}  ·  {text}")
            self.slug.setToolTip(tooltip(f"{self._name}\n{tip}"))

    def show_new(self, title: str) -> None:
        """Show a record that is on this computer only."""
        self._package = None
        self._set_in_catalogue(False)
        self.organization.set_full_text("")
        self.favourite.show_record("")
        self.title.setText(title)
        self.state.setVisible(True)
        self.state.show_chip(self.tr("New"), "information")
        self.visibility.show_chip(self.tr("On this computer only"), "neutral")
        self.slug.set_full_text("")
        self.notes.setVisible(False)

    def _show_organization(self) -> None:
        """Name the organization, as it is known here."""
        session, package = self._session, self._package
        if session is None or package is None:
            return
        owner = session.tree.get(package.owner_org)
        name = owner.title if owner else self.tr("No organization") if not package.owner_org else package.owner_org
        self.organization.set_full_text(name)

    def show_moves(self, package: Package) -> None:
        """Call the button after the moves that there are, and hide it where there are none."""
        schema = self._session.workspace.schema_of(package.raw) if self._session else None
        moves = state_command(schema, package) if schema is not None else None
        if moves is None and self.window().focusWidget() is self.publish:
            self.edit.setFocus()  # Qt would move it to whatever is next
        self.publish.setVisible(moves is not None)
        if moves is not None:
            self.publish.setIcon(theme.icon(moves.icon, "text"))
            self._top.set_words(self.publish, moves.words)

    def _set_in_catalogue(self, on: bool) -> None:
        """Enable what needs a page or an ID in the catalogue."""
        for button in (self.browser, self.copy):
            button.setEnabled(on)

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon))
        button.setToolTip(tooltip(text))
        button.setAccessibleName(text)
        button.setFixedSize(measures.CONTROL_HEIGHT, measures.CONTROL_HEIGHT)
        return button


class SectionTabs(ShrinkingRow):
    """The line below the summary: a tab for the record and one for its resources, its age, and what can be added."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.record = self._tab("recordTab", self.tr("Record"))
        self.resources = self._tab("resourcesTab", self.tr("Resources"))
        self.resources.setChecked(True)
        self.age = AgeLabel(self)
        self.add_link = self._button("addLinkButton", "link-plus", self.tr("Add link"))
        self.add_files = self._button("addFilesButton", "plus", self.tr("Add files…"))
        row = self.row
        row.setSpacing(4)
        row.addWidget(self.record)
        row.addWidget(self.resources)
        row.addWidget(self.age, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.add_link)
        row.addWidget(self.add_files)
        self.set_words(self.add_link, self.tr("Add link"))
        self.set_words(self.add_files, self.tr("Add files…"))

    def show_count(self, resources: int) -> None:
        """Show how many resources there are."""
        self.resources.setText(self.tr("Resources  %1").replace("%1", str(resources)))

    def _tab(self, name: str, words: str) -> QToolButton:
        tab = QToolButton(self)
        tab.setObjectName(name)
        tab.setText(words)
        tab.setAccessibleName(words)
        tab.setCheckable(True)
        tab.setProperty("kind", "tab")
        tab.setMinimumHeight(measures.CONTROL_HEIGHT)
        self._group.addButton(tab)
        return tab

    def _button(self, name: str, icon: str, words: str) -> QPushButton:
        button = QPushButton(theme.icon(icon, "text"), words, self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        return button


def _in_one_paragraph(text: str) -> str:
    """Join lines; a point stands between those that end without a punctuation mark, as headings and items do."""
    whole = ""
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        whole += f"{'' if not whole else ' ' if whole[-1] in '.!?:;,' else ' · '}{line}"
    return whole


class EditorHead(ShrinkingRow):
    """The line above a section's form: which section it is, how much is changed, discard and save."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel("", self)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.heading.setProperty("role", "heading")
        self.name = ElidedLabel("", self)
        self.name.setProperty("role", "secondary")
        self.status = ElidedLabel("", self)
        self.status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.status.setProperty("role", "changed")
        self.discard = QPushButton(theme.icon("undo-variant", "text"), "", self)
        self.discard.setObjectName("discardButton")
        self.save = QPushButton(self.tr("Review and save…"), self)
        self.save.setObjectName("saveButton")
        self.save.setProperty("kind", "primary")
        layout = self.row
        layout.setSpacing(measures.GAP)
        layout.addWidget(self.heading)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.status)
        layout.addWidget(self.discard)
        layout.addWidget(self.save)
        self.set_words(self.discard, self.tr("Discard"))
        self.keep(self.heading, self.status)
        self.set_spare(self.heading)  # the tab above says it too

    def show_section(self, target: str, name: str) -> None:
        """Show which section of the record is below."""
        record = target == PACKAGE
        self.heading.set_full_text(self.tr("Record") if record else self.tr("Resource"))
        self.name.set_full_text("" if record else name)
        self.name.setToolTip("")

    def show_extras(self, name: str, extras: ResourceExtras) -> None:
        """Show beside a resource's name what the catalogue keeps of it: a table in the DataStore, views."""
        if extras.sentence:
            self.name.set_full_text(f"{name} · {extras.sentence}" if name else extras.sentence)
            self.name.setToolTip(tooltip("\n".join(filter(None, (extras.sentence, extras.column_list)))))

    def show_counts(
        self, counts: Mapping[str, int], here: str, name_of: Callable[[str], str], *, busy: bool, writable: bool
    ) -> None:
        """Show how much is changed: in all, and in the section that is shown."""
        total = sum(counts.values())
        one, many = self.tr("1 change, saved as a draft"), self.tr("%1 changes, saved as a draft")
        text, short = (one, self.tr("1 change")) if total == 1 else (many, self.tr("%1 changes"))
        number = str(total)
        self.status.set_full_text(text.replace("%1", number) if total else "", short.replace("%1", number))
        parts = "\n".join(labelled(name_of(t), n) for t, n in counts.items() if n)
        self.status.setToolTip(tooltip(parts) if total > counts.get(here, 0) else "")
        self.discard.setEnabled(bool(counts.get(here)) and not busy)
        self.discard.setAccessibleDescription(
            "" if counts.get(here) or not total else self.tr("No changes in this part")
        )
        self.save.setEnabled(bool(total) and writable and not busy)

    def show_busy(self, *, busy: bool, new: bool) -> None:
        """Show what pressing the button would do, or what is being done."""
        if busy:
            self.save.setText(self.tr("Creating…") if new else self.tr("Saving…"))
        else:
            self.save.setText(self.tr("Review and create…") if new else self.tr("Review and save…"))
