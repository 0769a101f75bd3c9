"""What to sync of a catalogue: all records, those of the user's organizations, or those of organizations to choose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QTreeWidget, QTreeWidgetItem, QWidget

from bcdc_desktop.app.sync.scope import LARGE, SyncScope, chosen_scope
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.inputs import add_clear_button
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import configure_table
from bcdc_desktop.ui.widgets.text import grouped

_IdRole = Qt.ItemDataRole.UserRole + 1
_NAME, _COUNT = range(2)


class SyncScopeDialog(Dialog):
    """Chooses what the synchronizations of the open catalogue keep to; *Sync* begins one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(self.tr("Choose what to sync"), parent)
        self._session = session
        self._latest = LatestOnly("disk", self)
        self._tree = OrganizationTree([])
        self._titles_first: bool | None = None  # while nobody decides, the size of the catalogue does
        self.setObjectName("syncScope")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(560, 560)
        words = PlainLabel(
            self.tr(
                "Records that are not synced don’t appear in lists. A search that finds nothing on this computer also "
                "asks the catalogue. Records you opened or have drafts of are kept."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        self.everything = self._radio("syncAll", self.tr("All records"))
        self.mine = self._radio("syncMine", self.tr("Records of my organizations"))
        self.some = self._radio("syncSome", self.tr("Records of these organizations and their branches:"))
        self.filter = QLineEdit(self)
        self.filter.setObjectName("syncFilter")
        self.filter.setAccessibleName(self.tr("Find an organization"))
        self.filter.setPlaceholderText(self.tr("Find an organization"))
        add_clear_button(self.filter)
        self.organizations = self._organizations()
        self.titles = QCheckBox(self.tr("Titles first, then the records"), self)
        self.titles.setObjectName("syncTitles")
        self.titles.setAccessibleDescription(
            self.tr("Titles of a large catalogue can be searched after a few minutes, while records are downloaded.")
        )
        layout = self.body
        for widget in (words, self.everything, self.mine, self.some, self.filter):
            layout.addWidget(widget)
        layout.addWidget(self.organizations, 1)
        layout.addWidget(self.titles)
        self.sync = self.add_button(self.tr("Sync"), Role.AcceptRole, name="syncChosen", kind="primary")
        self.sync.clicked.connect(self._choose)
        self.add_button(self.tr("Cancel"), Role.RejectRole)
        for radio in (self.everything, self.mine, self.some):
            radio.toggled.connect(lambda _on: self._update())
        self.titles.clicked.connect(self._decide_titles)
        self.filter.textChanged.connect(self._apply_filter)
        self.organizations.itemChanged.connect(self._checked)
        workspace = session.workspace
        self._latest.ask(
            session, lambda: (workspace.tree(), chosen_scope(workspace) or SyncScope()), lambda f: self._show(*f)
        )
        self._update()

    def scope(self) -> SyncScope:
        """Return what is chosen now."""
        first = self._titles_first
        if self.mine.isChecked():
            return SyncScope(only_mine=True, titles_first=first)
        if self.some.isChecked():
            return SyncScope(tuple(self._chosen()), titles_first=first)
        return SyncScope(titles_first=first)

    # inside

    def _radio(self, name: str, text: str) -> QRadioButton:
        radio = QRadioButton(text, self)
        radio.setObjectName(name)
        return radio

    def _organizations(self) -> QTreeWidget:
        view = QTreeWidget(self)
        view.setHeaderLabels([self.tr("Organization"), self.tr("Records")])
        configure_table(view, "syncOrganizations", self.tr("Organizations"), read_only=True, single=True)
        view.header().setStretchLastSection(False)
        view.header().setSectionResizeMode(_NAME, view.header().ResizeMode.Stretch)
        view.setColumnWidth(_COUNT, 90)
        view.setMinimumHeight(6 * measures.TREE_ROW)
        return view

    def _show(self, tree: OrganizationTree, scope: SyncScope) -> None:
        self._tree = tree
        chosen = {known.id for text in scope.organizations if (known := tree.get(text)) is not None}
        total = sum(o.packages for o in tree)
        mine = {branch.id for o in tree if o.capacity for branch in tree.branch(o.id)}
        own = sum(known.packages for i in mine if (known := tree.get(i)) is not None)
        if total:
            self.everything.setText(self.tr("All records (%1)").replace("%1", grouped(total)))
        if mine:
            self.mine.setText(self.tr("Records of my organizations (%1)").replace("%1", grouped(own)))
        self.mine.setEnabled(bool(mine))
        self.organizations.blockSignals(True)
        self.organizations.clear()
        self.organizations.addTopLevelItems([self._item(o.id, chosen) for o in tree.roots()])
        self.organizations.blockSignals(False)
        self._titles_first = scope.titles_first
        self.titles.setChecked(total >= LARGE if scope.titles_first is None else scope.titles_first)
        radio = self.some if scope.organizations else self.mine if scope.only_mine else self.everything
        radio.setChecked(True)
        self._update()

    def _item(self, organization_id: str, chosen: set[str]) -> QTreeWidgetItem:
        """Return the item of an organization with those below it."""
        top = QTreeWidgetItem()
        waiting = [(top, organization_id)]
        while waiting:
            item, key = waiting.pop()
            organization = self._tree.get(key)
            if organization is None:
                continue
            item.setText(_NAME, organization.title or organization.name)
            item.setText(_COUNT, grouped(self._tree.total(key)))
            item.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(_NAME, _IdRole, key)
            item.setCheckState(_NAME, Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            for below in self._tree.children(key):
                child = QTreeWidgetItem(item)
                waiting.append((child, below.id))
        return top

    def _items(self) -> list[QTreeWidgetItem]:
        """Return all items, each before those below it."""
        waiting = _below(self.organizations.invisibleRootItem())
        found = []
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting += _below(item)
        return found

    def _chosen(self) -> list[str]:
        return [str(i.data(_NAME, _IdRole)) for i in self._items() if i.checkState(_NAME) is Qt.CheckState.Checked]

    def _checked(self, _item: QTreeWidgetItem) -> None:
        self.some.setChecked(True)
        self._update()

    def _apply_filter(self, text: str) -> None:
        words = text.casefold().split()
        for item in reversed(self._items()):  # those below first
            below = any(not child.isHidden() for child in _below(item))
            title = item.text(_NAME).casefold()
            item.setHidden(not below and not all(w in title for w in words))
            item.setExpanded(below and bool(words))

    def _decide_titles(self, on: bool) -> None:
        self._titles_first = on

    def _update(self) -> None:
        self.sync.setEnabled(not self.some.isChecked() or bool(self._chosen()))

    def _choose(self) -> None:
        self._session.sync.choose(self.scope())
        self.accept()


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the items right below an item, the last one first."""
    children = (item.child(n) for n in reversed(range(item.childCount())))
    return [child for child in children if child is not None]
