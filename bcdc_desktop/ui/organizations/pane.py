"""The left pane: ready places, then ministries and branches, filtered as one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.store.cache import PackageQuery
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.text import grouped

from .model import ALL, DRAFTS, MINE, CountRole, OrganizationModel, Place

_FILTER_MS = 120


class OrganizationPane(QWidget):
    """Shows where records are, and says which place was chosen. Reads the store in a worker."""

    chosen = Signal(str)  # key of a place, or id of an organization
    loaded = Signal()
    copyAsked = Signal(str, str)  # what ("id", "name", "url"), value
    openAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._expanded: set[str] = set()
        self._current = ""
        theme.use_ground(self, "ground")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("orgFilter")
        self.filter.setAccessibleName(self.tr("Filter organizations"))
        self.filter.setPlaceholderText(self.tr("Filter organizations"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(theme.icon("filter-variant"), QLineEdit.ActionPosition.LeadingPosition)
        self.only_mine = QToolButton(self)
        self.only_mine.setObjectName("onlyMine")
        self.only_mine.setCheckable(True)
        self.only_mine.setText(self.tr("Only mine"))
        self.only_mine.setToolTip(self.tr("Only organizations in which you have a role"))
        self.only_mine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.only_mine.setIcon(theme.icon("account-outline"))
        self.model = OrganizationModel(self)
        self.view = _Tree(self)
        self.view.setObjectName("orgTree")
        self.view.setAccessibleName(self.tr("Organizations"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.empty = QLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 0, 0)
        layout.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 12, 0)
        top.setSpacing(4)
        top.addWidget(self.filter)
        top.addWidget(self.only_mine)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_FILTER_MS)
        self._soon.timeout.connect(self._apply_filter)
        self._later = QTimer(self)  # counts follow the records that arrive, calmly
        self._later.setSingleShot(True)
        self._later.setInterval(700)
        self._later.timeout.connect(self.reload)
        self.filter.textChanged.connect(lambda _t: self._soon.start())
        self.filter.returnPressed.connect(self._into_tree)
        self.only_mine.toggled.connect(lambda _on: self._apply_filter())
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.expanded.connect(lambda i: self._expanded.add(self.model.key(i)))
        self.view.collapsed.connect(lambda i: self._expanded.discard(self.model.key(i)))
        self.view.copyPressed.connect(lambda: self.copy("id"))
        self.view.copyAddressPressed.connect(lambda: self.copy("url"))

    def show_session(self, session: Session) -> None:
        """Shows another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
        self._session = session
        self._current = ""
        session.changed.connect(self._on_change)
        self.only_mine.setEnabled(session.desk.catalogue.has_key)
        self.reload()

    def reload(self) -> None:
        """Reads organizations and counts again."""
        session = self._session
        if session is None:
            return
        cache, drafts = session.desk.store.cache, session.desk.store.drafts

        def read() -> tuple[OrganizationTree, int, int]:
            tree = OrganizationTree(cache.organizations())
            return tree, cache.count(PackageQuery()), len(drafts.ids())

        session.read(read).done.connect(self._show)

    def choose(self, key: str) -> None:
        """Selects a place or an organization."""
        index = self.model.find(key)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def current(self) -> str:
        """The key of what is chosen."""
        return self._current

    def expanded(self) -> list[str]:
        """What is open, to be remembered."""
        return sorted(self._expanded)

    def set_expanded(self, keys: list[str]) -> None:
        """Opens what was open."""
        self._expanded = set(keys)

    def copy(self, what: str) -> None:
        """Puts the id, name or address of the organization into the clipboard."""
        organization = self.model.organization(self.view.currentIndex())
        if organization is None or self._session is None:
            return
        values = {
            "id": organization.id,
            "name": organization.name,
            "url": self._session.desk.profile.organization_page(organization.name),
        }
        self.copyAsked.emit(what, values[what])

    def _show(self, found: tuple[OrganizationTree, int, int]) -> None:
        tree, packages, drafts = found
        mine = sum(o.packages for o in tree if o.capacity)
        places = [Place(ALL, self.tr("All records"), "database-outline", packages)]
        if self._session is not None and self._session.desk.catalogue.has_key:
            places.append(Place(MINE, self.tr("Mine"), "account-outline", mine))
        places.append(Place(DRAFTS, self.tr("Drafts on this computer"), "file-document-edit-outline", drafts))
        self._keep_place(lambda: self.model.show(places, tree))
        self.empty.setVisible(len(tree) == 0)
        self.empty.setText(
            self.tr("The organizations appear here as soon as the catalogue has answered once.")
            if len(tree) == 0
            else ""
        )
        self.loaded.emit()

    def _apply_filter(self) -> None:
        words, mine = self.filter.text(), self.only_mine.isChecked()
        self._keep_place(lambda: self.model.set_filter(words, only_mine=mine), reveal=bool(words.strip() or mine))
        nothing = self.model.matches() == 0 and len(self.model.tree) > 0
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setText(self.tr("No organization is called that. Esc clears the filter."))

    def _keep_place(self, change: Callable[[], None], *, reveal: bool | None = None) -> None:
        """Runs a reset of the model; selection, scrolling and open branches stay."""
        bar = self.view.verticalScrollBar()
        at = bar.value()
        blocked = self.view.selectionModel().blockSignals(True)
        change()
        if reveal is None:
            reveal = bool(self.filter.text().strip() or self.only_mine.isChecked())
        self.view.blockSignals(True)
        if reveal:
            self.view.expandAll()
        else:
            for key in self._expanded:
                index = self.model.find(key)
                if index.isValid():
                    self.view.expand(index)
        self.view.blockSignals(False)
        index = self.model.find(self._current)
        if index.isValid():
            self.view.setCurrentIndex(index)
        self.view.selectionModel().blockSignals(blocked)
        bar.setValue(at)
        self.view.viewport().update()

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self.model.key(index)
        if key and key != self._current:
            self._current = key
            self.chosen.emit(key)

    def _into_tree(self) -> None:
        self._soon.stop()
        self._apply_filter()
        words = self.filter.text().casefold().strip()
        hit = next((o for o in self.model.tree if words and words in (o.title + " " + o.name).casefold()), None)
        if hit is not None:
            self.choose(hit.id)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the filter."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return
        super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        organization = self.model.organization(index)
        if organization is None:
            return
        menu = QMenu(self)
        menu.addAction(theme.icon("content-copy"), self.tr("Copy id"), lambda: self.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy("url"))
        menu.addSeparator()
        if self._session is not None:
            page = self._session.desk.profile.organization_page(organization.name)
            menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in ("organizations", "drafts", "packages"):
            if kind == "packages":
                if not self._later.isActive():
                    self._later.start()
            else:
                self.reload()


class _Tree(QTreeView):
    copyPressed = Signal()
    copyAddressPressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setProperty("ground", "ground")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copyAddressPressed.emit()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """A row with its count at the right, in muted text, never over the name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, measures.TREE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        count = index.data(CountRole)
        text = grouped(count) if count is not None else ""
        roles = theme.current()
        font = option.font
        font.setPixelSize(measures.SECONDARY)
        width = QFontMetrics(font).horizontalAdvance(text) + 12 if text else 0
        rect = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(roles.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(roles.hover))
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        left = rect.left() + 4
        if icon is not None:
            side = measures.ICON
            icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
            left += side + 8
        painter.setPen(QColor(roles.selection_text if selected else roles.text))
        name_font = option.font
        name_font.setPixelSize(measures.TEXT)
        painter.setFont(name_font)
        name = QRect(left, rect.top(), rect.right() - left - width, rect.height())
        shown = QFontMetrics(name_font).elidedText(
            index.data(Qt.ItemDataRole.DisplayRole) or "", Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if text:
            name_font.setPixelSize(measures.SECONDARY)
            painter.setFont(name_font)
            painter.setPen(QColor(roles.muted))
            painter.drawText(
                QRect(rect.right() - width, rect.top(), width - 6, rect.height()),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                text,
            )
