"""The data quality of an organization's records: numbers, charts, and the records that are longest overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.reports.quality import Bar, Quality
from bcdc_desktop.app.rows import PackageRow
from bcdc_desktop.domain.bcdc.publishing import STATES
from bcdc_desktop.domain.search.query import condition
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.theme import Roles, measures
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.tables import configure_table
from bcdc_desktop.ui.widgets.text import counted, grouped, is_singular, percent

from .chart import ChartCard, DrawnBar

_NAMED = 12  # overdue records that are shown; the bar opens all of them
_FORMATS = 9  # bars; what is rarer is one more
_STANDING_COLOURS = {
    "shown": "accent_success",
    "draft": "border_strong",
    "waiting": "accent_warning",
    "hidden": "border_strong",
    "refused": "danger",
}
_STATE_COLOURS = {state.lower(): _STANDING_COLOURS[means.standing] for state, means in STATES.items()} | {
    "public": "accent_success",
    "private": "border_strong",
    "deleted": "danger",
}
_SCHEDULE_COLOURS = {
    "current": "accent_success",
    "late": "accent_warning",
    "later": "accent_warning",
    "latest": "danger",
    "none": "border_strong",
}


class QualityView(QWidget):
    """Draws one ``Quality`` in given colours: those of the theme on screen, the light ones on paper."""

    asked = Signal(str)  # the search behind a number
    recordAsked = Signal(str)
    linksAsked = Signal()

    def __init__(
        self, found: Quality, title: str, words: ValueFormatter, roles: Roles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.found = found
        theme.use_ground(self, "ground")
        bars = (*found.states, *found.completeness)
        scope = next((b.query.partition(" ")[0] for b in bars if b.query.startswith("org:")), "")
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
                self.tr("Where each record is in the publishing process.")
                if found.has_states
                else self.tr("Who can see each record."),
                state_bars(found.states, words),
                roles,
            ),
            self._card(
                "healthFormats",
                self.tr("Resources by format"),
                self._formats_note(),
                format_bars(found.formats, scope),
                roles,
            ),
            self._card(
                "healthLacking",
                self.tr("What is missing"),
                self._complete_note(),
                lacking_bars(found.completeness),
                roles,
            ),
        ]
        if found.schedule:
            schedule = self._card(
                "healthSchedule",
                self.tr("Updates against the promised cycle"),
                self.tr("Each record counts by its most overdue resource."),
                schedule_bars(found.schedule),
                roles,
            )
            self.cards.insert(1, schedule)
        self.overdue = _overdue(found.overdue[:_NAMED], self)
        self.overdue.itemActivated.connect(lambda item: self.recordAsked.emit(found.overdue[item.row()].id))
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, card in enumerate(self.cards):
            card.opened.connect(self.asked)
            alone = number % 2 == 0 and number == len(self.cards) - 1
            grid.addWidget(card, number // 2, number % 2, 1, 2 if alone else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addLayout(self.facts)
        layout.addLayout(grid)
        if found.overdue:
            layout.addWidget(self._overdue_card())
        else:
            self.overdue.hide()
        layout.addStretch(1)

    def show_tables(self, on: bool) -> None:
        """Show every chart as a table, or as a chart again."""
        for card in self.cards:
            card.show_table(on)

    def for_paper(self, note: str) -> None:
        """Hide what is of no use on paper, and add a line with the source and its date."""
        for card in self.cards:
            card.for_paper()
        look = self.findChild(QPushButton, "lookAtLinks")
        if look is not None:
            look.setText(self._links_checked())
        said = PlainLabel(note, self)
        said.setProperty("role", "muted")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, said)

    def _card(self, name: str, title: str, note: str, bars: Sequence[tuple[str, Bar, str]], roles: Roles) -> ChartCard:
        drawn = [DrawnBar(label, bar.count, bar.query, colour) for label, bar, colour in bars]
        return ChartCard(name, title, note, drawn, roles, self)

    def _formats_note(self) -> str:
        without = self.found.resources - sum(b.count for b in self.found.formats)
        if not without:
            return self.tr("The files, links and services of these records.")
        one = self.tr("The files, links and services of these records. 1 of them has no format.")
        many = self.tr("The files, links and services of these records. %1 of them have no format.")
        return counted(without, one, many.replace("%1", grouped(without)))

    def _complete_note(self) -> str:
        text = self.tr("Complete records: %1 of %2.").replace("%1", grouped(self.found.complete))
        return text.replace("%2", grouped(self.found.records))

    def _show_facts(self, scope: str) -> None:
        found = self.found
        overdue = sum(b.count for b in found.schedule if b.key in ("late", "later", "latest"))
        complete = percent(round(100 * found.complete / found.records)) if found.records else "–"
        records = self.tr("record") if is_singular(found.records) else self.tr("records")
        resources = self.tr("resource") if is_singular(found.resources) else self.tr("resources")
        facts = [
            ("factRecords", grouped(found.records), records, scope),
            ("factResources", grouped(found.resources), resources, ""),
            ("factComplete", complete, self.tr("of the records are complete"), ""),
        ]
        if found.schedule:
            late = self.tr("is overdue") if is_singular(overdue) else self.tr("are overdue")
            facts.append(("factOverdue", grouped(overdue), late, f"{scope} is:overdue".strip()))
        broken = found.broken_links
        number = "?" if broken is None else grouped(broken.count)
        one_link = broken is not None and is_singular(broken.count)
        have = self.tr("has a broken link") if one_link else self.tr("have a broken link")
        facts.append(("factLinks", number, have, broken.query if broken else ""))
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
            label.setMinimumHeight(measures.TARGET)  # as high as a link, so that the words of all are level
            said = label
        layout.addWidget(said, 0, Qt.AlignmentFlag.AlignLeft)
        if name == "factLinks" and self.found.links.all:
            layout.addWidget(self._check_links_button(card), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return card

    def _links_checked(self) -> str:
        links = self.found.links
        if not links.looked_at:
            return self.tr("links not checked")
        one, many = self.tr("1 of 1 link checked"), self.tr("%1 of %2 links checked")
        words = one if links.all == 1 else many
        return words.replace("%1", grouped(links.looked_at)).replace("%2", grouped(links.all))

    def _check_links_button(self, card: QFrame) -> QPushButton:
        links = self.found.links
        words = self.tr("check the links")
        if 0 < links.looked_at < links.all:
            words = self.tr("%1; continue").replace("%1", self._links_checked())
        elif links.looked_at:
            words = self.tr("check the links again")
        look = QPushButton(words, card)
        look.setObjectName("lookAtLinks")
        look.setProperty("kind", "crumb")
        look.setToolTip(self.tr("Takes about a second per link."))
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
    configure_table(
        table, "overdueTable", _tr("Longest overdue"), row_height=measures.TREE_ROW, read_only=True, single=True
    )
    table.horizontalHeader().hide()
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    ColumnFit(table, 0)
    for number, row in enumerate(rows):
        title = QTableWidgetItem(row.title)
        title.setToolTip(tooltip(row.title))
        late = (today - date.fromisoformat(row.due)).days if row.due else 0
        words = _tr("1 day late") if late == 1 else _tr("%1 days late")
        table.setItem(number, 0, title)
        table.setItem(number, 1, QTableWidgetItem(_tr("due %1").replace("%1", row.due or "")))
        table.setItem(number, 2, QTableWidgetItem(words.replace("%1", grouped(late))))
    table.setFixedHeight(measures.TREE_ROW * max(1, len(rows)) + 4)
    return table


def format_schedule(key: str) -> str:
    """Return the label of a bar that tells how late the data of records is, by their own update cycle."""
    names = {
        "current": _tr("Up to date"),
        "late": _tr("Late by up to 3 months"),
        "later": _tr("Late by up to a year"),
        "latest": _tr("Late by more than a year"),
        "none": _tr("No update cycle"),
    }
    return names[key]


def format_aspect(bar: Bar) -> str:
    """Return the label of an aspect that records lack."""
    names = {
        "description": _tr("Description"),
        "purpose": _tr("Purpose"),
        "quality": _tr("Data quality"),
        "lineage": _tr("Lineage"),
        "licence": _tr("Licence"),
        "tag": _tr("Keywords"),
        "contact": _tr("Contact"),
        "resource": _tr("Resources"),
        "resource-description": _tr("Descriptions of resources"),
        "columns": _tr("Columns of tables"),
        "required": _tr("Required fields"),
        "format": _tr("Formats of resources"),
    }
    return names.get(bar.key, bar.label)


def state_bars(bars: tuple[Bar, ...], words: ValueFormatter) -> list[tuple[str, Bar, str]]:
    """Return label, bar and colour role for records by state."""
    return [(words.value("state", b.key, b.label), b, _STATE_COLOURS.get(b.key, "badge")) for b in bars]


def schedule_bars(bars: tuple[Bar, ...]) -> list[tuple[str, Bar, str]]:
    """Return the same for records by how late their data is."""
    return [(format_schedule(b.key), b, _SCHEDULE_COLOURS[b.key]) for b in bars]


def format_bars(bars: tuple[Bar, ...], scope: str) -> list[tuple[str, Bar, str]]:
    """Return the same for resources by format: the most frequent ones, and all others as one bar."""
    shown = [(b.label.upper(), b, "badge") for b in bars[:_FORMATS]]
    rest = bars[_FORMATS:]
    if rest:
        query = f"{scope} {condition('format', *(b.label for b in rest))}".strip()
        other = Bar("other", "other", sum(b.count for b in rest), query)
        shown.append((_tr("%1 other formats").replace("%1", str(len(rest))), other, "border_strong"))
    return shown


def lacking_bars(bars: tuple[Bar, ...]) -> list[tuple[str, Bar, str]]:
    """Return the same for records by what they lack."""
    return [(format_aspect(b), b, "accent_warning" if b.count else "border_strong") for b in bars]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quality", text)
