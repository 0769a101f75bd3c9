"""Two catalogues side by side: what is only here, what is only there, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.other_catalogues import open_other, remembered
from bcdc_desktop.app.reports.compare import compare
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.cache import Cache
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.record_list.delegate import RowDelegate
from bcdc_desktop.ui.record_list.export_dialog import ExportFlow
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.topbar import ROLE_COLOURS, dot
from bcdc_desktop.ui.widgets.age import AgeLabel
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tabs import Tabs
from bcdc_desktop.ui.widgets.text import grouped

from .compare_model import Arrangement, CompareModel, ComparisonRow, PairRole, arranged, as_lines, lists_of

if TYPE_CHECKING:
    from bcdc_desktop.ui.program import Program

_TYPING_MS = 250


@dataclass(frozen=True)
class _Read:
    """What was compared, as three lists in their orders, and when each of both was brought up to date (seconds since
    the epoch)."""

    lists: list[list[ComparisonRow]]
    orders: tuple[Arrangement, ...]
    alike: int
    seen: tuple[float | None, float | None]
    problem: str


class CompareDialog(QDialog):
    """Compares what this computer remembers of two catalogues. It may stay open beside the window."""

    recordAsked = Signal(str)  # id of a record of the catalogue that is open
    pageAsked = Signal(str)  # address of a page

    def __init__(self, session: Session, program: Program, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._program = session, program
        self._profiles: list[Profile] = []
        self._latest = LatestOnly("disk", self)
        self._sorts = [LatestOnly("disk", self) for _ in range(3)]
        self.setObjectName("compareDialog")
        self.setWindowTitle(self.tr("Compare two catalogues"))
        self.resize(980, 640)
        self.bar = MessageBar(self)
        self.exporting = ExportFlow(program.settings, lambda: self.bar, self)
        self.left, self.right = self._catalogues("leftCatalogue"), self._catalogues("rightCatalogue")
        self.left.setAccessibleName(self.tr("The one catalogue"))
        self.right.setAccessibleName(self.tr("The other catalogue"))
        self.ages = AgeLabel(self), AgeLabel(self)
        self.words = QLineEdit(self)
        self.words.setObjectName("compareWords")
        self.words.setAccessibleName(self.tr("Compare only what a search finds"))
        self.words.setPlaceholderText(self.tr("Only what a search finds"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(theme.icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self.models = CompareModel(self), CompareModel(self), CompareModel(self, both=True)
        self.tables = [self._table(m, name) for m, name in zip(self.models, ("left", "right", "both"), strict=True)]
        self.tabs = Tabs([("compareLeft", ""), ("compareRight", ""), ("compareBoth", "")], self)
        self.lists = QStackedWidget(self)
        for table in self.tables:
            self.lists.addWidget(table)
        self.page = QWidget(self)
        page = QVBoxLayout(self.page)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.tabs)
        page.addWidget(self.lists, 1)
        self.alike = PlainLabel(parent=self)
        self.alike.setObjectName("compareAlike")
        self.alike.setProperty("role", "muted")
        self.empty = EmptyState(parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.empty)
        for number, model in enumerate(self.models):
            model.sortAsked.connect(lambda n=number: self._sort(n))
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._compare)
        self.words.textChanged.connect(lambda _t: self._soon.start(_TYPING_MS))
        for combo in (self.left, self.right):
            combo.activated.connect(lambda _i: self._soon.start(0))
        session.changed.connect(self._on_change)
        self._find_catalogues()

    def chosen(self) -> ComparisonRow | None:
        """The row that has the cursor."""
        found: ComparisonRow | None = self._table_now().currentIndex().data(PairRole)
        return found

    def open_chosen(self) -> None:
        """Shows the record: in the window where its catalogue is the one that is open, else its page."""
        compared = self.chosen()
        if compared is None:
            return
        name = self._session.workspace.profile.name
        for row, profile in ((compared.left, self._profile(self.left)), (compared.right, self._profile(self.right))):
            if row is not None and profile is not None and profile.name == name:
                self.recordAsked.emit(row.id)
                return
        self.open_page()

    def open_page(self) -> None:
        """Opens the record's page in the browser, of the left catalogue where it is in both."""
        compared = self.chosen()
        profile = self._profile(self.left if compared and compared.left else self.right)
        if compared is not None and profile is not None:
            self.pageAsked.emit(profile.package_page(compared.row.name))

    def export(self) -> None:
        """Writes the list on screen to a file, with the ids of both catalogues."""
        rows = self.models[self.tabs.current()].rows()
        self.exporting.choose_file(
            self.tr("comparison"),
            False,
            lambda path: self.exporting.write_lines(self._session, path, *as_lines(rows)),
        )

    # inside

    def _find_catalogues(self) -> None:
        program = self._program

        def read() -> list[Profile]:
            return remembered(program.places, program.settings, practice_user=program.practice_user)

        self._session.read(read).done.connect(self._offer)

    def _offer(self, profiles: list[Profile]) -> None:
        open_one = self._session.workspace.profile
        self._profiles = [open_one if p.name == open_one.name else p for p in profiles]
        for combo in (self.left, self.right):
            combo.clear()
            for profile in self._profiles:
                combo.addItem(dot(ROLE_COLOURS[profile.role]), profile.title, profile.name)
        here = next((n for n, p in enumerate(self._profiles) if p.name == open_one.name), 0)
        roles = {p.role: n for n, p in enumerate(self._profiles)}
        other = next((n for r, n in roles.items() if r in ("production", "test") and n != here), None)
        if other is None:
            other = next((n for n in range(len(self._profiles)) if n != here), here)
        # production stands at the left: what is there and not in test
        pair = (here, other) if self._profiles and self._profiles[other].role != "production" else (other, here)
        self.left.setCurrentIndex(pair[0])
        self.right.setCurrentIndex(pair[1])
        self._compare()

    def _compare(self) -> None:
        left, right = self._profile(self.left), self._profile(self.right)
        if left is None or right is None or left.name == right.name:
            self._explain(one=len(self._profiles) < 2)
            return
        words, session, orders = self.words.text(), self._session, tuple(model.order for model in self.models)
        self.alike.setText(self.tr("Comparing…"))
        self._latest.ask(session, lambda: self._read(left, right, words, orders), self._show)

    def _read(self, left: Profile, right: Profile, words: str, orders: tuple[Arrangement, ...]) -> _Read:
        """For a worker: opens what is not open, and closes it again."""
        opened, caches = [], list[Cache]()
        try:
            for profile in (left, right):
                if profile.name == self._session.workspace.profile.name:
                    caches.append(self._session.workspace.store.cache)
                else:
                    program = self._program
                    store = open_other(program.places, program.settings, profile, practice_user=program.practice_user)
                    opened.append(store)
                    caches.append(store.cache)
            seen = [s.at if (s := cache.get("synchronized")) else None for cache in caches]
            problems = caches[0].index.advise(words) if words.strip() else []
            found = compare(caches[0], caches[1], words)
            wrong = next((p.message for p in problems if not p.unfinished), "")
            return _Read(lists_of(found, orders), orders, found.alike, (seen[0], seen[1]), wrong)
        finally:
            for store in opened:
                store.close()

    def _show(self, read: _Read) -> None:
        titles = (
            self.tr("Only in %1").replace("%1", self.left.currentText()),
            self.tr("Only in %1").replace("%1", self.right.currentText()),
            self.tr("Different"),
        )
        for number, rows in enumerate(read.lists):
            self._put(number, rows)
            self.tabs.set_text(number, f"{titles[number]}  {grouped(len(rows))}")
            if self.models[number].order != read.orders[number]:  # another was chosen meanwhile
                self._sort(number)
        self.alike.setText(self.tr("%1 are in both and alike").replace("%1", grouped(read.alike)))
        for label, at in zip(self.ages, read.seen, strict=True):
            label.show_moment(at, self.tr("never read as a whole"))
        self.stack.setCurrentWidget(self.page)
        if read.problem:
            self.bar.show_message("warning", read.problem)
        elif self.bar.kind == "warning":
            self.bar.hide()
        self._look()

    def _put(self, number: int, rows: Sequence[ComparisonRow]) -> None:
        """Shows rows in one of the lists; the cursor stays on its record."""
        model, table = self.models[number], self.tables[number]
        held: ComparisonRow | None = table.currentIndex().data(PairRole)
        model.show(rows)
        if held is not None:
            table.setCurrentIndex(model.find(held.row.name))

    def _sort(self, number: int) -> None:
        """Puts a list into the order that its header asks for."""
        model = self.models[number]
        rows, order = model.rows(), model.order
        if rows:
            self._sorts[number].ask(
                self._session,
                lambda: arranged(rows, order),
                # unless others were read meanwhile, which came in this order
                lambda found: self._put(number, found) if model.rows() is rows else None,
            )

    def _explain(self, *, one: bool) -> None:
        self.alike.setText("")
        text = self.tr("Open another catalogue once: what is read then stays here and can be compared with this one.")
        if one:
            self.empty.show_state("compare-horizontal", self.tr("Only one catalogue is on this computer"), text)
        else:
            self.empty.show_state("compare-horizontal", self.tr("Choose two different catalogues"))
        self.stack.setCurrentWidget(self.empty)
        self._look()

    def _look(self) -> None:
        there = self.stack.currentWidget() is self.page
        rows = there and self.models[self.tabs.current()].rowCount() > 0
        self.export_button.setEnabled(bool(rows))
        self.open_button.setEnabled(bool(rows) and self._table_now().currentIndex().isValid())

    def _profile(self, combo: ComboBox) -> Profile | None:
        return next((p for p in self._profiles if p.name == combo.currentData()), None)

    def _table_now(self) -> QTableView:
        return self.tables[self.tabs.current()]

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "packages" and self.isVisible() and not self._soon.isActive():
            self._soon.start(2000)

    def _menu(self, at: QPoint) -> None:
        table = self._table_now()
        if not table.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), self.open_chosen)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), self.open_page)
        menu.popup(table.viewport().mapToGlobal(at))

    def _catalogues(self, name: str) -> ComboBox:
        combo = ComboBox(self)
        combo.setObjectName(name)
        return combo

    def _table(self, model: CompareModel, name: str) -> QTableView:
        table = QTableView(self)
        table.setObjectName(f"compare-{name}")
        table.setModel(model)
        table.setItemDelegate(RowDelegate(table))
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(measures.TABLE_ROW)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        widths = {1: 260, 2: 150, 3: 130} if model.columnCount() == 4 else {1: 240, 2: 360}
        for column, width in widths.items():
            table.setColumnWidth(column, width)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.activated.connect(lambda _i: self.open_chosen())
        table.selectionModel().currentChanged.connect(self._moved)
        return table

    def _turn(self, number: int) -> None:
        self.lists.setCurrentIndex(number)
        self._look()

    def _moved(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._look()

    def _lay_out(self) -> None:
        self.export_button = QPushButton(theme.icon("tray-arrow-down", "text"), self.tr("Export…"), self)
        self.export_button.setObjectName("compareExport")
        self.export_button.setAutoDefault(False)
        self.export_button.clicked.connect(self.export)
        self.open_button = QPushButton(self.tr("Open"), self)
        self.open_button.setObjectName("compareOpen")
        self.open_button.setProperty("kind", "primary")
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self.open_chosen)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.tabs.currentChanged.connect(self._turn)
        top = QGridLayout()
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(2)
        with_words = PlainLabel(self.tr("compared with"), self)
        with_words.setProperty("role", "secondary")
        top.addWidget(self.left, 0, 0)
        top.addWidget(with_words, 0, 1)
        top.addWidget(self.right, 0, 2)
        top.addWidget(self.words, 0, 3)
        top.addWidget(self.ages[0], 1, 0)
        top.addWidget(self.ages[1], 1, 2)
        for column, stretch in ((0, 2), (2, 2), (3, 3)):
            top.setColumnStretch(column, stretch)
        line = QHBoxLayout()
        line.addWidget(self.alike, 1)
        for button in (self.export_button, close, self.open_button):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        layout.addLayout(line)
