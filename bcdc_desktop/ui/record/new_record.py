"""New records: what one is made from, and the name that it gets while its title is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from bcdc_desktop.app.records import create, new_record
from bcdc_desktop.app.rows import Template
from bcdc_desktop.domain.package import title_of
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.forms.cells import NAMING
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, elided, tooltip

from .working_copy import WorkingCopy

_SMALL_FILE = 8_000_000  # bytes; a record's JSON is some kilobytes
_ASK_AFTER_MS = 400  # without a key


_WAY_WIDTH = 560  # pixels of a way to begin, which may have a title in it


class NewRecordDialog(Dialog):
    """Asks what a new record is made from; ``begun`` gives the id of its draft."""

    begun = Signal(str, str)  # draft's id, what there is to know of it (empty: nothing)

    def __init__(
        self,
        session: Session,
        current: Mapping[str, Any] | None,
        parent: QWidget | None = None,
        *,
        organization: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            session: the open catalogue.
            current: the record on screen, which a new one can be made from.
            parent: the window that it belongs to.
            organization: the id of the one that the list shows; empty where it shows others too.
        """
        super().__init__(self.tr("New record"), parent)
        self._organization = organization
        self._session = session
        self._current = current
        self._templates: list[Template] = []
        self._file: Path | None = None
        self.setObjectName("newRecordDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(480)
        hint = PlainLabel(self._what_comes_of_it(), self)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        self.bar = MessageBar(self)
        self.ways = QButtonGroup(self)
        self.blank = self._way(self.tr("Blank"))
        self.types = ComboBox(self)
        self.types.setObjectName("recordType")
        self.types.setAccessibleName(self.tr("Type of record"))
        for name in session.workspace.dataset_types():
            self.types.addItem(name.replace("_", " ").replace("-", " ").capitalize(), name)
        self.template = self._way(self.tr("From a template"))
        self.record = self._way(self.tr("From “%1”").replace("%1", str((current or {}).get("title") or "")))
        self.json = self._way(self.tr("From a JSON file…"))
        self.blank.setChecked(True)
        self.record.setVisible(current is not None)
        self.template.setVisible(False)
        self.templates = ComboBox(self)
        self.templates.setAccessibleName(self.tr("Template"))
        self.templates.hide()
        self.carry = QWidget(self)
        carry = QVBoxLayout(self.carry)
        carry.setContentsMargins(24, 0, 0, 0)
        self.groups: dict[str, QCheckBox] = {}
        for group in new_record.carry_groups(session.workspace.schema_of(current or {})):
            box = self.groups[group.key] = QCheckBox(button_text(group.label), self.carry)
            box.setChecked(group.usual)
            carry.addWidget(box)
        self.keep_as = QLineEdit(self.carry)
        self.keep_as.setPlaceholderText(self.tr("Also save these fields as a template named…"))
        self.keep_as.setAccessibleName(self.tr("Name of the new template"))
        carry.addWidget(self.keep_as)
        self.carry.hide()
        self.begin = self.add_button(self.tr("Start"), Role.AcceptRole, name="beginButton", kind="primary")
        self.begin.clicked.connect(self._begin)
        self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.types.setVisible(self.types.count() > 1)
        for widget in (hint, self.blank, self.types, self.template, self.templates, self.record, self.carry, self.bar):
            self.body.addWidget(widget)
        self.body.addWidget(self.json)
        self.body.addStretch(1)
        self.ways.buttonToggled.connect(lambda _b, _on: self._show_way())
        session.read(lambda: new_record.templates(session.workspace)).tell(self, done=self._show_templates)

    def _what_comes_of_it(self) -> str:
        session = self._session
        if not session.workspace.catalogue.has_key:
            return self.tr("The record stays on this computer as a draft. Sign in to create it in the catalogue.")
        account, organizations = session.account, session.tree
        anywhere = any(organization.writable for organization in organizations)
        if account is not None and not account.sysadmin and len(organizations) and not anywhere:
            return self.tr(
                "The record stays on this computer as a draft. You aren't an editor of any organization, so the "
                "catalogue may refuse to create it."
            )
        return self.tr("The record stays on this computer as a draft until you create it in the catalogue.")

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the text needs, once its font is known."""
        super().showEvent(event)
        self._fit_text()

    def _fit_text(self) -> None:
        self.adjustSize()
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _way(self, words: str) -> QRadioButton:
        button = QRadioButton(self)
        button.setText(button_text(elided(words, button.fontMetrics(), _WAY_WIDTH)))
        button.setAccessibleName(words)
        button.setToolTip(tooltip(words) if button.text() != button_text(words) else "")
        self.ways.addButton(button)
        return button

    def _show_templates(self, templates: list[Template]) -> None:
        self._templates = templates
        self.template.setVisible(bool(templates))
        self.templates.addItems([t.name for t in templates])

    def _show_way(self) -> None:
        self.templates.setVisible(self.template.isChecked())
        self.types.setVisible(self.blank.isChecked() and self.types.count() > 1)
        self.carry.setVisible(self.record.isChecked())
        self._fit_text()

    def _begin(self) -> None:
        workspace = self._session.workspace
        if self.json.isChecked():
            self._choose_file()
        elif self.record.isChecked() and self._current is not None:
            current, name = self._current, self.keep_as.text().strip()
            carry = [key for key, box in self.groups.items() if box.isChecked()]

            def from_record() -> tuple[str, str]:
                if name:
                    new_record.template_from(workspace, name, current, carry)
                return new_record.from_record(workspace, current, carry), ""

            self._run(from_record)
        elif self.template.isChecked() and self._templates:
            template = self._templates[self.templates.currentIndex()]
            self._run(lambda: (new_record.from_template(workspace, template), ""))
        else:
            owner = self._owner()
            kind = self.types.currentData() or None
            self._run(lambda: self._blank(owner, kind))

    def _owner(self) -> str:
        """Return the organization that a blank record is for: the one of the record on screen or of the list, or the
        only one.
        """
        writable = [o.id for o in self._session.tree if o.writable]
        here = (str((self._current or {}).get("owner_org") or ""), self._organization)
        return next((o for o in here if o in writable), writable[0] if len(writable) == 1 else "")

    def _blank(self, owner: str, kind: str | None) -> tuple[str, str]:
        workspace = self._session.workspace
        if not owner:
            return new_record.blank(workspace, dataset_type=kind), ""
        draft, chosen = new_record.usual(workspace, owner, kind)
        text = self.tr("Filled in as in most records of %1: %2. Check this before you create the record.")
        there = self._session.tree.get(owner)
        text = text.replace("%2", ", ".join(chosen)).replace("%1", there.title if there is not None else owner)
        return draft, text if chosen else ""

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a record in JSON"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("JSON (*.json)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Begin from a file."""
        workspace = self._session.workspace

        def read() -> tuple[str, str]:
            with path.open("rb") as file:
                data = file.read(_SMALL_FILE + 1)
            if len(data) > _SMALL_FILE:
                raise ValueError(self.tr("This file is too large to be a single record."))
            draft, left = new_record.from_json(workspace, data.decode("utf-8-sig"))
            text = self.tr("Not imported, because a new record cannot have it: %1.")
            return draft, text.replace("%1", ", ".join(left[:12])) if left else ""

        self._run(read)

    def _run(self, work: Callable[[], tuple[str, str]]) -> None:
        self.begin.setEnabled(False)
        ahead = TypeAhead(self.parentWidget() or self)
        job = self._session.workers.run(lambda _t, _r: work(), lane="write")

        def failed(error: object) -> None:
            self._failed(error)
            ahead.stop()

        job.tell(self, done=self._done, failed=failed, ended=lambda: self.begin.setEnabled(True))

    def _done(self, made: tuple[str, str]) -> None:
        self.begun.emit(*made)
        self.accept()

    def _failed(self, error: object) -> None:
        words = self.tr("This file is not UTF-8 text.") if isinstance(error, UnicodeDecodeError) else error_text(error)
        self.bar.show_message("error", words)


class TypeAhead(QObject):
    """Holds back what is typed until the form of the new record has the cursor, and puts it there.

    A click ends that too, and so does whoever asks ``stop``: what was typed is dropped then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._moved)

    def stop(self) -> None:
        """Hold nothing back any more."""
        application = QApplication.instance()
        if application is not None and isValid(self):
            application.removeEventFilter(self)
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that type something, wherever they would go."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.stop()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if event.text().isprintable() and event.text() and not event.modifiers() & commands:
                self._text += event.text()
                return True
        return False

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        parent = now.parentWidget() if now is not None else None
        while parent is not None and not isinstance(parent, SchemaForm):
            parent = parent.parentWidget()
        if parent is None:
            return
        text, self._text = self._text, ""
        self.stop()
        if text and isinstance(now, QLineEdit):
            QTimer.singleShot(0, now, lambda: now.insert(text))


class NameCheck(QObject):
    """Makes a new record's name from its title, and checks while one types whether name and title are free."""

    def __init__(self, session: Session, copy: WorkingCopy, form: SchemaForm, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = copy
        self._form = form
        self._title = ""
        self._soon = debounce(_ASK_AFTER_MS, self._ask, self)
        form.fieldEdited.connect(self._edited)
        form.fieldLeft.connect(self._left)

    def begin(self) -> None:
        """Begin with another record in the form."""
        self._soon.stop()
        self._title = title_of(self._form.values())

    def _edited(self, name: str) -> None:
        if name in (*NAMING, "name") and self._copy.package_id:
            self._soon.start()

    def _left(self, name: str) -> None:
        if name in NAMING and self._copy.is_new:
            self._follow_title()

    def _follow_title(self) -> None:
        values = self._form.values()
        title, slug = title_of(values), str(values.get("name") or "")
        own = slug_from_title(self._title) if self._title.strip() else ""
        if title.strip() and title != self._title and slug in ("", own):
            self._title = title
            self._form.set_value("name", slug_from_title(title))
        else:
            self._title = title

    def _ask(self) -> None:
        workspace, package_id = self._session.workspace, self._copy.package_id
        edits = self._form.edits()
        title, slug = title_of(edits), str(edits.get("name") or "")
        if not slug and title.strip() and self._copy.is_new:
            slug = slug_from_title(title)
        if not (title.strip() or slug):
            return

        def ask() -> dict[str, list[str]]:
            found = {
                "name": create.name_problem(workspace, slug, own=package_id) if slug else "",
                "title": create.title_problem(workspace, title, own=package_id) if title.strip() else "",
            }
            return {name: [words] for name, words in found.items() if words}

        def show(found: dict[str, list[str]]) -> None:
            now = self._form.values()
            if self._copy.package_id == package_id and title_of(now) == (title or title_of(now)):
                self._form.set_lookup_errors(found)

        self._session.ask(lambda _t, _r: ask()).tell(self, done=show)
