"""The resources of the record on screen: the area with their table, their links, and one value for several of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.reports.link_check import RecordLink, check, links_of
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

from .resources_table import ResourceModel, ResourceTable


class ResourceArea(QWidget):
    """The table, what may be dropped on it, and the menu of a row. It asks for changes and makes none itself."""

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    deleteAsked = Signal(list)  # resource ids
    undeleteAsked = Signal(str)  # a resource that was to be deleted
    removeFileAsked = Signal(str)  # a resource whose new file is not to be uploaded
    orderAsked = Signal(list)  # all ids in their new order
    setForAllAsked = Signal(list)
    checkLinksAsked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package: Package | None = None
        self._profile: Profile | None = None
        self.writable = False
        self.with_files: frozenset[str] = frozenset()  # resources that get a file with the next save
        self.model = ResourceModel(self)
        self.table = ResourceTable(self.model, self)
        self.drop_hint = PlainLabel(
            self.tr("Drop CSV files here to add resources, or on a resource to replace its file"), self
        )
        self.drop_hint.setObjectName("dropHint")
        self.drop_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop_hint.setProperty("role", "muted")
        self.drop_hint.setWordWrap(True)
        self.drop_frame = QFrame(self)
        self.drop_frame.setProperty("card", "dashed")
        inner = QHBoxLayout(self.drop_frame)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(self.drop_hint)
        line = QFrame(self)
        line.setProperty("line", "true")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.table)
        layout.addWidget(self.drop_frame)
        layout.addWidget(line)
        self.table.filesDropped.connect(self.filesDropped)
        self.table.copyPressed.connect(self.copy)
        self.table.deletePressed.connect(self._delete_chosen)
        self.table.moved.connect(self._move)
        self.table.customContextMenuRequested.connect(self._menu)

    def show_record(self, package: Package, profile: Profile) -> None:
        """Take the record whose resources these are."""
        self._package, self._profile = package, profile

    def set_writable(self, writable: bool) -> None:
        """Let the user change them, or not."""
        self.writable = writable
        self.table.movable = writable
        self.table.setDragEnabled(writable)
        self.drop_frame.setVisible(writable)

    def set_drop_highlight(self, on: bool) -> None:
        """Show that a drop would be accepted."""
        theme.restyle(self.drop_frame, card="target" if on else "dashed")

    def copy(self, what: str) -> None:
        """Copy the id, name or address of the chosen resource."""
        resource = self.model.resource(self.table.currentIndex())
        if resource is not None:
            self.copyAsked.emit(what, {"id": resource.id, "name": resource.name, "url": resource.url}[what])

    def chosen(self) -> list[Resource]:
        """Return the chosen resources, in the record's order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self.model.resource(self.model.index(row, 0)) for row in rows)
        return [r for r in found if r is not None]

    # inside

    def _move(self, rows: list[int], to: int) -> None:
        order = [r.id for r in self.model.resources()]
        moving = [order[row] for row in rows]
        rest = [i for i in order if i not in moving]
        at = to - sum(row < to for row in rows)
        wanted = [*rest[:at], *moving, *rest[at:]]
        if wanted != order:
            self.orderAsked.emit(wanted)

    def _delete_chosen(self) -> None:
        ids = [r.id for r in self.chosen()]
        if ids and self.writable:
            self.deleteAsked.emit(ids)

    def _menu(self, at: QPoint) -> None:
        resource = self.model.resource(self.table.indexAt(at))
        if resource is None or self._package is None or self._profile is None:
            return
        chosen = self.chosen()
        ids = [r.id for r in chosen] if resource.id in {r.id for r in chosen} else [resource.id]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(theme.icon("content-copy"), self.tr("Copy ID"), lambda: self.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy("url"))
        menu.addSeparator()
        page = self._profile.resource_page(self._package.name, resource.id)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        menu.addAction(theme.icon("link-variant"), self.tr("Check links"), lambda: self.checkLinksAsked.emit(ids))
        if self.writable:
            self._add_changes(menu, resource, ids)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _add_changes(self, menu: QMenu, resource: Resource, ids: list[str]) -> None:
        menu.addSeparator()
        menu.addAction(
            theme.icon("file-replace-outline"),
            self.tr("Replace the file…"),
            lambda: self._choose_replacement(resource.id),
        )
        if resource.id in self.with_files:
            menu.addAction(self.tr("Remove the new file"), lambda: self.removeFileAsked.emit(resource.id))
        row = self.model.find(resource.id).row()
        up = menu.addAction(self.tr("Move up\tAlt+Up"), lambda: self.table.move_chosen(-1))
        up.setEnabled(row > 0)
        down = menu.addAction(self.tr("Move down\tAlt+Down"), lambda: self.table.move_chosen(1))
        down.setEnabled(row < self.model.rowCount() - 1)
        if len(ids) > 1:
            words = self.tr("Set a field for all %1…").replace("%1", str(len(ids)))
            menu.addAction(theme.icon("pencil-outline"), words, lambda: self.setForAllAsked.emit(ids))
        menu.addSeparator()
        if self.model.is_deleted(resource.id):
            menu.addAction(self.tr("Keep this resource"), lambda: self.undeleteAsked.emit(resource.id))
        else:
            words = self.tr("Delete…\tDel") if len(ids) == 1 else self.tr("Delete %1…").replace("%1", str(len(ids)))
            menu.addAction(theme.icon("trash-can-outline"), words, lambda: self.deleteAsked.emit(ids))

    def _choose_replacement(self, resource_id: str) -> None:
        dialog = QFileDialog(self, self.tr("Replace the file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self.filesDropped.emit(resource_id, [Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


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
        job.done.connect(lambda links: self._tell(links) if package_id == self._package_id else None)
        job.failed.connect(lambda error: self._bar.show_message("warning", str(error)))

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
        hint.setProperty("role", "secondary")
        self.field = QComboBox(self)
        self.field.setObjectName("forAllField")
        self.field.setAccessibleName(self.tr("Field"))
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
