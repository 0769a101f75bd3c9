"""Changes of the resources on screen: added, moved, deleted, set for several of them; and checks of their links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.records.attachments import AttachmentContext
from bcdc_desktop.app.reports.link_check import RecordLink, check, links_of
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.record.attachments import AttachmentDialog
from bcdc_desktop.ui.record.editor import RecordEditor
from bcdc_desktop.ui.record.resources_model import ResourceModel
from bcdc_desktop.ui.record.resources_table import ResourceArea
from bcdc_desktop.ui.record.working_copy import WorkingCopy
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

_CAUSE = "resources"  # of a message


class ResourceChanges(QObject):
    """Adds, moves, deletes and sets resources as the area asks, and shows in it what the draft contains of them."""

    def __init__(self, area: ResourceArea, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._area = area
        self._bar = bar
        self._window = window
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._editor: RecordEditor | None = None
        self._stands: Callable[[], bool] = lambda: False  # whether what was said last is still so
        area.orderAsked.connect(self._reorder)
        area.setForAllAsked.connect(self._set_for_all)
        area.deleteAsked.connect(self._delete)
        area.undeleteAsked.connect(lambda target: self._undelete([target]))
        area.removeFileAsked.connect(self._remove_file)

    def show_session(self, session: Session, choices: SessionChoices, editor: RecordEditor) -> None:
        """Take another catalogue, with another editor."""
        self._session, self._choices, self._editor = session, choices, editor
        editor.files.taken.connect(self._tell_taken)
        editor.copy.changed.connect(self._forget_message)

    def show_resources(self) -> int:
        """Show the resources as a save would leave them; return how many there are."""
        if self._editor is None:
            return 0
        copy = self._editor.copy
        rows = copy.resources()
        self._area.model.show(rows, draft_marks(copy), frozenset(copy.changes.deletions))
        self._area.with_files = frozenset(copy.changes.files)
        return len(rows)

    def add_link(self) -> str:
        """Add a resource that is a link; return its id."""
        return self._editor.copy.add_resource({}) if self._editor is not None else ""

    def meant_for(self, resource_id: str, files: Sequence[Path]) -> str:
        """Return the resource whose file a dropped file would replace on the server; empty where it makes a new one."""
        if self._editor is None or resource_id not in self._editor.copy.changes.new_resources:
            return resource_id
        self._editor.files.dropped_on_new(resource_id, files[0])
        return ""

    def offer_files(self, dialog: AttachmentDialog, context: AttachmentContext) -> None:
        """Have the upload dialog offer to put its files with the record's changes."""
        if self._editor is not None:
            self._editor.files.offer_to(dialog, context)

    # inside

    def _reorder(self, order: list[str]) -> None:
        if self._editor is not None:
            self._editor.copy.set_order(order)

    def _set_for_all(self, targets: list[str]) -> None:
        editor, session, choices = self._editor, self._session, self._choices
        if editor is None or session is None or choices is None:
            return
        fields = session.workspace.schema_of(editor.copy.package).resource_fields
        dialog = SetForAllDialog(fields, choices, len(targets), self._window)
        dialog.chosen.connect(lambda name, value: editor.set_for_all(targets, name, value))
        dialog.open()

    def _delete(self, targets: list[str]) -> None:
        if self._editor is None:
            return
        self._editor.flush()
        copy = self._editor.copy
        names, kept = [copy.name_of(target) for target in targets], copy.changes.copy()
        for target in targets:
            copy.delete_resource(target)
        marked = [target for target in targets if target in copy.changes.deletions]
        if marked:
            one = self.tr("“%1” will be deleted when you save.").replace("%1", names[0])
            many = self.tr("%1 resources will be deleted when you save.").replace("%1", str(len(marked)))
            self._tell(one if len(marked) == 1 else many, marked)
            return
        dropped = [target for target in targets if target in kept.new_resources]

        def back() -> None:
            for target in dropped:
                copy.put_back(target, kept)

        if dropped:
            one = self.tr("“%1” was removed.").replace("%1", names[0])
            many = self.tr("%1 new resources were removed.").replace("%1", str(len(dropped)))
            self._say(
                one if len(dropped) == 1 else many,
                [(self.tr("Undo"), back)],
                lambda: copy.changes.new_resources.keys().isdisjoint(dropped),
            )

    def _remove_file(self, target: str) -> None:
        """Take a file out of the draft; a resource that was only added for it goes with it."""
        if self._editor is None:
            return
        self._editor.flush()
        copy = self._editor.copy
        kept = copy.changes.copy()
        file = kept.files[target].name if target in kept.files else ""
        copy.drop_file(target)

        words = self.tr("“%1” was removed and won't be uploaded.").replace("%1", file)
        undo = (self.tr("Undo"), lambda: copy.put_back(target, kept))
        self._say(words, [undo], lambda: target not in copy.changes.files)

    def _undelete(self, targets: Sequence[str]) -> None:
        if self._editor is not None:
            for target in targets:
                self._editor.copy.keep_resource(target)

    def _tell_taken(self, count: int) -> None:
        one = self.tr("The file was added to the record's changes. It is uploaded when you save.")
        many = self.tr("%1 files were added to the record's changes. They are uploaded when you save.")
        words = one if count == 1 else many.replace("%1", str(count))
        if self._editor is not None:
            copy = self._editor.copy
            label = self.tr("Review and create…") if copy.is_new else self.tr("Review and save…")
            self._say(words, [(label, self._editor.review)], lambda: bool(copy.changes.files))

    def _tell(self, words: str, deleted: Sequence[str]) -> None:
        if self._editor is not None:
            copy = self._editor.copy
            keep = self.tr("Keep them") if len(deleted) > 1 else self.tr("Keep it")
            buttons = [(keep, lambda: self._undelete(deleted)), (self.tr("Review and save…"), self._editor.review)]
            self._say(words, buttons, lambda: not set(copy.changes.deletions).isdisjoint(deleted))

    def _say(self, words: str, buttons: Sequence[tuple[str, Callable[[], object]]], stands: Callable[[], bool]) -> None:
        """Tell something of the record on screen for as long as it is so."""
        package = self._editor.copy.package_id if self._editor is not None else ""
        self._stands = lambda: self._editor is not None and self._editor.copy.package_id == package and stands()
        self._bar.show_message("information", words, buttons, cause=_CAUSE)

    def _forget_message(self) -> None:
        """Remove what was told once it is no longer so: saved, discarded, undone, or of another record."""
        if not self._stands():
            self._bar.clear(_CAUSE)


def draft_marks(copy: WorkingCopy) -> dict[str, str]:
    """Return what the draft contains of resources, to stand in the place of their age: resource id -> text."""
    changes = copy.changes
    marks = dict.fromkeys((t for t in changes.fields if t), _tr("draft"))
    marks |= dict.fromkeys(changes.new_resources, _tr("new, not saved"))
    marks |= {
        t: _tr("new file, not saved") if t in changes.new_resources else _tr("file to be replaced")
        for t in changes.files
    }
    troubles = {
        "changed": _tr("file has changed"),
        "missing": _tr("file is missing"),
        "unreachable": _tr("file can't be reached"),
    }
    marks |= {t: troubles[standing] for t, standing in copy.troubles.items() if t in changes.files}
    return marks | dict.fromkeys(changes.deletions, _tr("to be deleted"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ResourceChanges", text)


class RecordLinks(QObject):
    """Shows at each resource whether its link is known to be broken, and checks links in the background."""

    def __init__(self, model: ResourceModel, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._bar = bar
        self._package_id = ""
        self._latest = LatestOnly("disk", self)

    def show_known(self, session: Session, package: Mapping[str, Any]) -> None:
        """Show what the last check of the record's links found."""
        workspace, package_id = session.workspace, str(package["id"])
        self._package_id = package_id

        def show(links: Sequence[RecordLink]) -> None:
            self._model.show_links(
                {k.resource_id: k.result.message for k in links if k.result and k.result.alive is False}
            )

        self._latest.ask(session, lambda: links_of(workspace, package), show)

    def check(self, session: Session, package: Package, targets: Sequence[str] = ()) -> None:
        """Check the links of a record, or of some of its resources."""
        workspace, package_id = session.workspace, package.id
        chosen = [r.raw for r in package.resources if r.id in targets or not targets]
        record = {**package.raw, "resources": chosen}
        if not any(r.leads_elsewhere for r in Package(record).resources):
            self._bar.show_message("information", self.tr("There are no links to check."))
            return

        def work(token: CancelToken, report: Report) -> list[RecordLink]:
            check(workspace, [record], older_than=0, token=token, report=report)
            return links_of(workspace, record)

        job = session.workers.run(work, lane="net", title=self.tr("Checking links"))
        job.tell(
            self,
            done=lambda links: self._tell(links) if package_id == self._package_id else None,
            failed=lambda error: self._bar.show_message("warning", error_text(error)),
        )

    def _tell(self, links: Sequence[RecordLink]) -> None:
        dead = [k for k in links if k.result and k.result.alive is False]
        unknown = [k for k in links if k.result is None or k.result.alive is None]
        if dead:
            one = self.tr("The link of “%1” is broken.").replace("%1", dead[0].name)
            many = self.tr("%1 links are broken. They are marked in the table.").replace("%1", str(len(dead)))
            self._bar.show_message("warning", one if len(dead) == 1 else many)
        elif unknown:
            text = self.tr("{unknown} of {all} links could not be checked. The others work.")
            if len(unknown) == len(links):
                text = self.tr("The links could not be checked.")
            self._bar.show_message("information", text.format(unknown=len(unknown), all=len(links)))
        else:
            one, many = self.tr("The link works."), self.tr("All %1 links work.")
            self._bar.show_message("success", one if len(links) == 1 else many.replace("%1", str(len(links))))


class SetForAllDialog(Dialog):
    """Asks for a field and a value for several resources; ``chosen`` gives them."""

    chosen = Signal(str, object)

    def __init__(
        self, fields: Sequence[Field], choices: SessionChoices, count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Set a field for %1 resources").replace("%1", str(count)), parent)
        self._choices = choices
        self.setObjectName("setForAllDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(520, 380)
        # a name or a file of one's own is what tells resources apart
        self._fields = [
            replace(f, condition_field=None, condition_values=())
            for f in fields
            if not f.read_only and f.kind is not FieldKind.FILE and f.name not in ("name", "url")
        ]
        hint = PlainLabel(self.tr("It is kept as a draft, and sent with the record's next save."), self)
        hint.setWordWrap(True)
        hint.setProperty("role", "secondary")
        self.field = ComboBox(self)
        self.field.setObjectName("forAllField")
        self.field.setAccessibleName(self.tr("Field"))
        self.field.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setMinimumContentsLength(24)  # labels come from the catalogue
        for field in self._fields:
            self.field.addItem(field.label, field.name)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.form = SchemaForm([self._fields[0]], choices)
        self.field.currentIndexChanged.connect(self._show_field)
        words = self.tr("Set for all %1").replace("%1", str(count))
        self.set_button = self.add_button(words, Role.AcceptRole, name="setButton", kind="primary")
        self.set_button.clicked.connect(self._set)
        self.add_button(self.tr("Cancel"), Role.RejectRole)
        for widget in (hint, self.field):
            self.body.addWidget(widget)
        self.body.addWidget(self.area, 1)
        self._show_field(0)

    def _show_field(self, index: int) -> None:
        # shown as needed: an optional field with nothing in it would be folded away
        self.form = SchemaForm([replace(self._fields[index], required=True)], self._choices)
        page = QWidget(self)
        theme.use_ground(page, "ground")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(page)
        self.form.set_record({})

    def _set(self) -> None:
        self.form.flush()
        wrong = [p for p in self.form.check() if p.severity == "error"]
        field = self._fields[self.field.currentIndex()]
        value = self.form.draft().get(field.name)
        if wrong and (field.required or value not in (None, "", [])):
            return
        self.chosen.emit(field.name, "" if value is None else value)
        self.accept()
