"""The whole picture of an organization's holdings: numbers, charts, and the records that are overdue by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.reports.quality import Bar, Quality
from bcdc_desktop.store.cache import PackageRow
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.theme import Roles, measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.text import grouped

from .chart import DrawnBar
from .chart_card import ChartCard
from .labels import format_bars, lacking_bars, schedule_bars, state_bars

_NAMED = 12  # overdue records that are shown; the bar opens all of them


class QualityView(QWidget):
    """Draws one Health in given colours: on the screen those of the theme, on paper always the light ones."""

    asked = Signal(str)  # the search behind a number
    recordAsked = Signal(str)
    linksAsked = Signal()

    def __init__(
        self, health: Quality, title: str, words: ValueFormatter, roles: Roles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.health = health
        theme.use_ground(self, "ground")
        scope = next((b.query.partition(" ")[0] for b in health.schedule if b.query.startswith("org:")), "")
        self.heading = PlainLabel(title, self)
        self.heading.setProperty("role", "title")
        self.heading.setWordWrap(True)
        self.facts = QHBoxLayout()
        self.facts.setSpacing(12)
        self._show_facts(scope)
        self.cards = [
            self._card(
                "healthStates",
                self.tr("Records by state"),
                self.tr("How far each record is in publishing."),
                state_bars(health.states, words),
                roles,
            ),
            self._card(
                "healthSchedule",
                self.tr("Age against the update cycle"),
                self.tr("Each record by its resource that should have been updated first."),
                schedule_bars(health.schedule),
                roles,
            ),
            self._card(
                "healthFormats",
                self.tr("Resources by format"),
                self._formats_note(),
                format_bars(health.formats, scope),
                roles,
            ),
            self._card(
                "healthLacking",
                self.tr("What records lack"),
                self.tr("%1 of %2 lack nothing of this.")
                .replace("%1", grouped(health.complete))
                .replace("%2", grouped(health.records)),
                lacking_bars(health.completeness),
                roles,
            ),
        ]
        self.overdue = _overdue(health.overdue[:_NAMED], self)
        self.overdue.itemActivated.connect(lambda item: self.recordAsked.emit(health.overdue[item.row()].id))
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, card in enumerate(self.cards):
            card.opened.connect(self.asked)
            grid.addWidget(card, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addLayout(self.facts)
        layout.addLayout(grid)
        if health.overdue:
            layout.addWidget(self._overdue_card())
        layout.addStretch(1)

    def show_tables(self, on: bool) -> None:
        """Every chart as a table, or back."""
        for card in self.cards:
            card.show_table(on)

    def for_paper(self, note: str) -> None:
        """Without what only the screen has a use for, and with a line that says from when and where it is."""
        for card in self.cards:
            card.for_paper()
        look = self.findChild(QPushButton, "lookAtLinks")
        if look is not None:
            look.setText(self._links_looked_at())
        said = PlainLabel(note, self)
        said.setProperty("role", "muted")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, said)

    def _card(self, name: str, title: str, note: str, bars: Sequence[tuple[str, Bar, str]], roles: Roles) -> ChartCard:
        drawn = [DrawnBar(label, bar.count, bar.query, colour) for label, bar, colour in bars]
        return ChartCard(name, title, note, drawn, roles, self)

    def _formats_note(self) -> str:
        said = self.tr("The files, links and services of these records.")
        without = self.health.resources - sum(b.count for b in self.health.formats)
        more = self.tr("%1 of them have no format.").replace("%1", grouped(without))
        return f"{said} {more}" if without else said

    def _show_facts(self, scope: str) -> None:
        health = self.health
        overdue = sum(b.count for b in health.schedule if b.key in ("late", "later", "latest"))
        complete = f"{round(100 * health.complete / health.records)} %" if health.records else "–"
        facts = [
            ("factRecords", grouped(health.records), self.tr("records"), scope),
            ("factResources", grouped(health.resources), self.tr("resources"), ""),
            ("factComplete", complete, self.tr("of the records are complete"), ""),
            ("factOverdue", grouped(overdue), self.tr("are overdue"), f"{scope} is:overdue".strip()),
        ]
        broken = health.broken_links
        number = "?" if broken is None else grouped(broken.count)
        facts.append(("factLinks", number, self.tr("have a broken link"), broken.query if broken else ""))
        for name, number, words, query in facts:
            self.facts.addWidget(self._fact(name, number, words, query if number != "0" else ""), 1)

    def _fact(self, name: str, number: str, words: str, query: str) -> QWidget:
        card = QFrame(self)
        card.setObjectName(name)
        card.setProperty("card", "true")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.setSpacing(0)
        count = PlainLabel(number, card)
        count.setProperty("role", "title")
        layout.addWidget(count)
        said: QWidget
        if query:
            link = QPushButton(words, card)
            link.setProperty("kind", "crumb")
            link.setAccessibleName(f"{number} {words}")
            link.clicked.connect(lambda: self.asked.emit(query))
            said = link
        else:
            label = PlainLabel(words, card)
            label.setProperty("role", "muted")
            said = label
        layout.addWidget(said, 0, Qt.AlignmentFlag.AlignLeft)
        if name == "factLinks" and self.health.links.all:
            layout.addWidget(self._look_at_links(card), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return card

    def _links_looked_at(self) -> str:
        links = self.health.links
        if not links.looked_at:
            return self.tr("nobody looked at links")
        words = self.tr("%1 of %2 links looked at")
        return words.replace("%1", grouped(links.looked_at)).replace("%2", grouped(links.all))

    def _look_at_links(self, card: QFrame) -> QPushButton:
        links = self.health.links
        words = self.tr("look at the links")
        if 0 < links.looked_at < links.all:
            words = self.tr("%1; go on").replace("%1", self._links_looked_at())
        elif links.looked_at:
            words = self.tr("look at the links again")
        look = QPushButton(words, card)
        look.setObjectName("lookAtLinks")
        look.setProperty("kind", "crumb")
        look.setToolTip(self.tr("It takes about a second for each link."))
        look.clicked.connect(lambda: self.linksAsked.emit())
        return look

    def _overdue_card(self) -> QFrame:
        card = QFrame(self)
        card.setObjectName("healthOverdue")
        card.setProperty("card", "true")
        heading = PlainLabel(self.tr("Longest overdue"), card)
        heading.setProperty("role", "heading")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addWidget(heading)
        layout.addWidget(self.overdue)
        return card


def _overdue(rows: Sequence[PackageRow], parent: QWidget) -> QTableWidget:
    today = datetime.now(UTC).date()
    table = QTableWidget(len(rows), 3, parent)
    table.setObjectName("overdueTable")
    table.setAccessibleName(parent.tr("Records that are longest overdue"))
    table.setShowGrid(False)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(measures.TREE_ROW)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(1, 150)
    table.setColumnWidth(2, 130)
    for number, row in enumerate(rows):
        title = QTableWidgetItem(row.title)
        title.setToolTip(tooltip(row.title))
        late = (today - date.fromisoformat(row.due)).days if row.due else 0
        table.setItem(number, 0, title)
        table.setItem(number, 1, QTableWidgetItem(parent.tr("due %1").replace("%1", row.due or "")))
        table.setItem(number, 2, QTableWidgetItem(parent.tr("%1 days late").replace("%1", grouped(late))))
    table.setFixedHeight(measures.TREE_ROW * max(1, len(rows)) + 4)
    return table
