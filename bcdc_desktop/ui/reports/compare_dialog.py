"""Two catalogues side by side: records in one only, and records that differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.reports.compare import (
    CatalogueComparison,
    ComparisonRow,
    arranged,
    as_lines,
    compare_catalogues,
)
from bcdc_desktop.app.storage import cached_catalogues
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.record_list.export_dialog import ExportFlow
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.topbar import catalogue_icon
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.inputs import ComboBox, add_clear_button, add_icon
from bcdc_desktop.ui.widgets.labels import AgeLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table, select_only
from bcdc_desktop.ui.widgets.tabs import Tabs
from bcdc_desktop.ui.widgets.text import counted, grouped

from .compare_model import CompareModel, PairRole

if TYPE_CHECKING:
    from bcdc_desktop.ui.program import Program

_TYPING_MS, _CHANGED_MS = 250, 2000


class CompareDialog(Dialog):
    """Compares the caches of two catalogues. It may stay open next to the window."""

    recordAsked = Signal(str)  # id of a record of the catalogue that is open
    pageAsked = Signal(str)  # address of a page

    def __init__(self, session: Session, program: Program, parent: QWidget) -> None:
        super().__init__(self.tr("Compare catalogues"), parent, heading=False, reused=True)
        self._session, self._program = session, program
        self._profiles: list[Profile] = []
        self._latest = LatestOnly("disk", self)
        self._sorts = [LatestOnly("disk", self) for _ in range(3)]
        self.setObjectName("compareDialog")
        self.resize(980, 640)
        self.bar = MessageBar(self)
        self.exporting = ExportFlow(program.settings, lambda: self.bar, self)
        self.left, self.right = self._catalogues("leftCatalogue"), self._catalogues("rightCatalogue")
        self.left.setAccessibleName(self.tr("First catalogue"))
        self.right.setAccessibleName(self.tr("Second catalogue"))
        self.ages = AgeLabel(self), AgeLabel(self)
        self.words = QLineEdit(self)
        self.words.setObjectName("compareWords")
        self.words.setAccessibleName(self.tr("Compare only the results of a search"))
        self.words.setPlaceholderText(self.tr("Only the results of a search"))
        add_clear_button(self.words)
        add_icon(self.words, theme.icon("magnify"))
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
        self._typed = debounce(_TYPING_MS, self._compare, self)
        self._changed = debounce(_CHANGED_MS, self._compare, self)
        self.words.textChanged.connect(lambda _t: self._typed.start())
        for combo in (self.left, self.right):
            combo.activated.connect(lambda _i: self._compare())
        session.changed.connect(self._on_change)
        self._find_catalogues()

    def chosen(self) -> ComparisonRow | None:
        """Return the current row."""
        found: ComparisonRow | None = self._table_now().currentIndex().data(PairRole)
        return found

    def open_chosen(self) -> None:
        """Show the record: in the window where its catalogue is the open one, on its web page otherwise."""
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
        """Open the record's web page; of the left catalogue where it is in both."""
        compared = self.chosen()
        profile = self._profile(self.left if compared and compared.left else self.right)
        if compared is not None and profile is not None:
            self.pageAsked.emit(profile.package_page(compared.row.name))

    def export(self) -> None:
        """Export the list on screen, with the IDs of both catalogues."""
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
            return cached_catalogues(program.places, program.settings, practice_user=program.practice_user)

        self._session.read(read).tell(self, done=self._offer)

    def _offer(self, profiles: list[Profile]) -> None:
        open_one = self._session.workspace.profile
        self._profiles = [open_one if p.name == open_one.name else p for p in profiles]
        for combo in (self.left, self.right):
            combo.clear()
            for profile in self._profiles:
                combo.addItem(catalogue_icon(profile), profile.label, profile.name)
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
            self._explain(only_one=len(self._profiles) < 2)
            return
        words, session, orders = self.words.text(), self._session, tuple(model.order for model in self.models)
        self.alike.setText(self.tr("Comparing…"))
        program, workspace = self._program, session.workspace

        def read() -> CatalogueComparison:
            return compare_catalogues(
                workspace,
                (left, right),
                words,
                orders,
                places=program.places,
                settings=program.settings,
                practice_user=program.practice_user,
            )

        self._latest.ask(session, read, self._show)

    def _show(self, read: CatalogueComparison) -> None:
        titles = (
            self.tr("Only in %1").replace("%1", self.left.currentText()),
            self.tr("Only in %1").replace("%1", self.right.currentText()),
            self.tr("Different"),
        )
        for number, rows in enumerate(read.lists):
            self._put(number, rows)
            self.tabs.set_text(number, f"{titles[number]}  {grouped(len(rows))}")
            if self.models[number].order != read.orders[number]:  # another one was chosen meanwhile
                self._sort(number)
        one, many = self.tr("1 record is the same in both"), self.tr("%1 records are the same in both")
        self.alike.setText(counted(read.alike, one, many.replace("%1", grouped(read.alike))))
        for label, at in zip(self.ages, read.synced, strict=True):
            label.show_moment(at, self.tr("never synced"))
        self.stack.setCurrentWidget(self.page)
        if read.problem:
            self.bar.show_message("warning", read.problem)
        elif self.bar.kind == "warning":
            self.bar.hide()
        self._update_buttons()

    def _put(self, number: int, rows: Sequence[ComparisonRow]) -> None:
        """Show rows in one of the lists; the cursor stays on its record."""
        model, table = self.models[number], self.tables[number]
        current: ComparisonRow | None = table.currentIndex().data(PairRole)
        model.show(rows)
        if current is not None:
            select_only(table, model.find(current.row.name))

    def _sort(self, number: int) -> None:
        """Sort a list as its header asks for."""
        model = self.models[number]
        rows, order = model.rows(), model.order
        if rows:
            self._sorts[number].ask(
                self._session,
                lambda: arranged(rows, order),
                # unless others were read meanwhile, which came in this order
                lambda found: self._put(number, found) if model.rows() is rows else None,
            )

    def _explain(self, *, only_one: bool) -> None:
        self.alike.setText("")
        text = self.tr("Open another catalogue once. Its records are then cached and can be compared with this one.")
        if only_one:
            self.empty.show_state("compare-horizontal", self.tr("Only one catalogue is cached"), text)
        else:
            self.empty.show_state("compare-horizontal", self.tr("Choose two different catalogues"))
        self.stack.setCurrentWidget(self.empty)
        self._update_buttons()

    def _update_buttons(self) -> None:
        there = self.stack.currentWidget() is self.page
        rows = there and self.models[self.tabs.current()].rowCount() > 0
        self.export_button.setEnabled(bool(rows))
        self.open_button.setEnabled(bool(rows) and self._table_now().currentIndex().isValid())

    def _profile(self, combo: ComboBox) -> Profile | None:
        return next((p for p in self._profiles if p.name == combo.currentData()), None)

    def _table_now(self) -> QTableView:
        return self.tables[self.tabs.current()]

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "packages" and self.isVisible() and not self._changed.isActive():
            self._changed.start()

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
        configure_table(table, f"compare-{name}", self.tr("Records"), read_only=True, single=True)
        table.setModel(model)
        table.setItemDelegate(RowDelegate(table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        ColumnFit(table, 0)
        table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.activated.connect(lambda _i: self.open_chosen())
        table.selectionModel().currentChanged.connect(self._moved)
        return table

    def _turn(self, number: int) -> None:
        self.lists.setCurrentIndex(number)
        self._update_buttons()

    def _moved(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._update_buttons()

    def _lay_out(self) -> None:
        self.export_button = self.add_button(self.tr("Export…"), name="compareExport")
        self.export_button.setIcon(theme.icon("tray-arrow-down", "text"))
        self.export_button.clicked.connect(self.export)
        self.open_button = self.add_button(self.tr("Open"), name="compareOpen", kind="primary")
        self.open_button.setAutoDefault(False)  # Enter in the search field must not open a record
        self.open_button.setDefault(False)
        self.open_button.clicked.connect(self.open_chosen)
        self.add_button(self.tr("Close"), Role.RejectRole)
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
        self.body.setSpacing(10)
        self.body.addLayout(top)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.alike)
        self.body.addWidget(self.bar)
