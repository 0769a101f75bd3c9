"""The package list: what was found as numbers, rows read from the store page by page as they come into view."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon

from bcdc_desktop.app.records.badges import RecordBadges, badges, drafts
from bcdc_desktop.app.rows import Hit, Order, PackageQuery, PackageRow
from bcdc_desktop.app.search import results
from bcdc_desktop.app.search.views import local_rows
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.search.highlight import Highlight, highlights
from bcdc_desktop.domain.search.query import Query
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.search.labels import format_hit
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tables import ChipRole, LoudRole
from bcdc_desktop.ui.widgets.text import labelled

from .columns import COLUMNS, Cell, CellLabels, cell_tooltip, format_column, is_local, render_cell

IdRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2
MarksRole = Qt.ItemDataRole.UserRole + 4  # of the title
BelowRole = Qt.ItemDataRole.UserRole + 5  # Below: what stands below the title of a row that was searched for
Index = QModelIndex | QPersistentModelIndex
PAGE = 200  # rows
_RENDERED, _RENDERED_S = 4000, 60.0  # cells that are remembered, and for how many seconds
_BADGES_MS = 300
PRIVATE = COLUMNS.index("private")
_RIGHT = frozenset({"resources", "lacks"})


def _icon(cell: Cell) -> QIcon | None:
    return theme.icon("lock-outline") if cell.lock else None


# role -> what it is of a cell, as everything but the list's own delegate asks for it
_OF_CELL: dict[int, Callable[[Cell], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda cell: cell.text,
    Qt.ItemDataRole.DecorationRole: _icon,
    Qt.ItemDataRole.TextAlignmentRole: lambda cell: int(Qt.AlignmentFlag.AlignRight) if cell.right else None,
    ChipRole: lambda cell: cell.chip,
    LoudRole: lambda cell: cell.loud,
}


def _page(workspace: Workspace, keys: array[int], page: int) -> list[PackageRow | None]:
    return results.rows_of(workspace, keys[page * PAGE : (page + 1) * PAGE])


def _marks_of(title: str, words: Query) -> tuple[Highlight, ...]:
    return highlights(title, [w for w in words.wanted if w.column in (None, "title")])


class Below(NamedTuple):
    """The line below a title: the organization, and where the words were found if not in the title."""

    organization: str
    hit: Hit | None


class PaintedCell(NamedTuple):
    """All that painting a cell needs, at once: asking for each of it takes longer than painting."""

    cell: Cell
    icon: QIcon | None
    marks: Sequence[Highlight]
    below: Below | None
    badges: Sequence[QIcon] = ()
    starless: bool = False  # a record that can become a favourite


class Chosen(NamedTuple):
    """Rows as they are found again after the list changed: records by their numbers (with their ids, of rows that were
    read), rows of this computer by their ids."""

    numbers: frozenset[int] = frozenset()
    ids: Mapping[int, str] = MappingProxyType({})
    local: frozenset[str] = frozenset()


class _Result(NamedTuple):
    """What a reading brings: numbers of the records found, rows of this computer before them, some pages, and for the
    records on screen where they were found and the marks in their titles."""

    keys: array[int]
    parsed: Query
    local: list[PackageRow]
    pages: dict[int, list[PackageRow | None]]
    hits: dict[str, Hit | None]
    marks: dict[str, tuple[Highlight, ...]]


class PackageModel(QAbstractTableModel):
    """Rows of one query. ``data`` of a row that was not read yet answers nothing and has it read.

    ``visible`` answers the first and last row on screen, so that these are read again first.
    """

    loaded = Signal(bool)  # what was asked for is there; True: it is another query than before
    sortAsked = Signal(str, bool)  # column, descending
    aboutToChange = Signal()  # rows come or go: what is selected and scrolled to is to be kept

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._labels = CellLabels()
        self._rendered: dict[tuple[str, str], tuple[PackageRow, Cell]] = {}
        self._rendered_since = 0.0
        self.query = PackageQuery()
        self.visible: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self._shown = PackageQuery(words="\0")  # the query whose rows are there
        self._keys: array[int] = array("I")
        self._local: list[PackageRow] = []
        self._pages: dict[int, list[PackageRow | None]] = {}
        self._asked: set[int] = set()
        self._numbers: dict[str, int] = {}
        self._words = Query()
        self._marks: dict[str, tuple[Highlight, ...]] = {}
        self._hits: dict[str, Hit | None] = {}
        self._hits_wanted: set[str] = set()
        self._generation = 0
        self._latest = LatestOnly("search", self)
        self._hits_soon = debounce(0, self._read_hits, self)
        self._badges = RecordBadges()
        self._badges_latest = LatestOnly("disk", self)
        self._drafts_latest = LatestOnly("disk", self)
        self._badges_soon = debounce(_BADGES_MS, self.read_badges, self)

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        self.beginResetModel()
        self._session, self._labels, self._rendered = session, CellLabels.of(session), {}
        self._generation += 1
        self._shown = PackageQuery(words="\0")
        self._put(_Result(array("I"), Query(), [], {}, {}, {}))
        self._badges = RecordBadges()
        self.endResetModel()
        self.read_badges()

    def read_badges(self) -> None:
        """Read again which records have a draft, a conflict or a failed upload, and which are favourites."""
        session = self._session
        if session is not None:
            workspace = session.workspace
            self._badges_latest.ask(session, lambda: badges(workspace), self._take_badges)

    def follow_badges(self, kind: str) -> None:
        """Read badges again where a change of this kind may be one of theirs: at once where a draft or a favourite
        came or went."""
        session = self._session
        if kind == "favourites":
            self.read_badges()
        elif kind == "drafts" and session is not None:
            workspace = session.workspace
            self._drafts_latest.ask(
                session, lambda: drafts(workspace), lambda ids: self._take_badges(self._badges.with_drafts(ids))
            )
        elif kind in ("uploads", "packages") and not self._badges_soon.isActive():
            self._badges_soon.start()

    def is_favourite(self, package_id: str) -> bool:
        """Return whether a record is a favourite, as far as that was read."""
        return package_id in self._badges.favourites

    def set_query(self, query: PackageQuery) -> None:
        """Show other rows; what is there stays until they are read."""
        self.query = query
        self.reload()

    def reload(self) -> None:
        """Read the rows again; what is selected and scrolled to stays."""
        session = self._session
        if session is None:
            return
        query, workspace = self.query, session.workspace
        first, last = self.visible()
        on_screen = last - first + 1
        if query != self._shown:
            first = last = 0

        def read() -> _Result:
            found = results.find(workspace, query)
            local = local_rows(workspace, found.parsed)
            begin, end = max(0, first - len(local)), max(0, last - len(local))
            pages = {p: _page(workspace, found.keys, p) for p in range(begin // PAGE, end // PAGE + 1)}
            seen: list[PackageRow] = []
            if found.parsed.wanted:
                # of the rows on screen at once: so they are painted once and not twice
                rows = pages[begin // PAGE][begin % PAGE :][: max(on_screen, end - begin + 1)]
                seen = [r for r in rows if r is not None]
            hits = results.hits(workspace, [r.id for r in seen], found.parsed) if seen else {}
            marked = {r.title: _marks_of(r.title, found.parsed) for r in seen}
            return _Result(found.keys, found.parsed, local, pages, {r.id: hits.get(r.id) for r in seen}, marked)

        self._latest.ask(session, read, lambda found: self._take(query, found))

    @property
    def searched(self) -> bool:
        """Return whether words were looked for: rows then say where they were found."""
        return bool(self._words.wanted)

    @property
    def count(self) -> int:
        """Return how many records are shown."""
        return len(self._local) + len(self._keys)

    def row(self, number: int) -> PackageRow | None:
        """Return a row, when it was read."""
        if number < len(self._local):
            return self._local[number]
        number -= len(self._local)
        page = self._pages.get(number // PAGE)
        if page is None:
            self._ask(number // PAGE)
            return None
        return page[number % PAGE] if number % PAGE < len(page) else None

    def find(self, package_id: str) -> QModelIndex:
        """Return the index of a record that was read once."""
        for number, row in enumerate(self._local):
            if row.id == package_id:
                return self.index(number, 0)
        key = self._numbers.get(package_id)
        index = self.find_key(key) if key is not None else QModelIndex()
        return index if index.isValid() and self._is_still(index.row(), package_id) else QModelIndex()

    def find_key(self, key: int) -> QModelIndex:
        """Return the index of a record by its number in the store."""
        try:
            return self.index(len(self._local) + self._keys.index(key), 0)
        except ValueError:
            return QModelIndex()

    def next_of(self, keys: Collection[int], start: int) -> QModelIndex:
        """Return the index of the first of some records, by their numbers, from a row on; from the first one on where
        there is none below."""
        wanted, before = set(keys), len(self._local)
        found = [number for number, key in enumerate(self._keys, before) if key in wanted]
        row = next((n for n in found if n >= start), found[0] if found else -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def keys_of(self, rows: Sequence[int]) -> list[int]:
        """Return the numbers in the store of rows, without those that are on this computer only."""
        return [self._keys[r - len(self._local)] for r in rows if r >= len(self._local)]

    def chosen(self, rows: Sequence[int]) -> Chosen:
        """Return the rows to be found again."""
        numbers = frozenset(self.keys_of(rows))
        ids = {
            key: row.id
            for page, held in self._pages.items()
            for key, row in zip(self._keys[page * PAGE : page * PAGE + len(held)], held, strict=False)
            if row is not None and key in numbers
        }
        return Chosen(numbers, ids, frozenset(self._local[r].id for r in rows if r < len(self._local)))

    def rows_of(self, chosen: Chosen) -> list[int]:
        """Return where rows are now, in their order; found in one pass, as there may be as many as the list has."""
        found = [number for number, row in enumerate(self._local) if row.id in chosen.local]
        if chosen.numbers:
            found += [
                number
                for number, key in enumerate(self._keys, len(self._local))
                if key in chosen.numbers and (key not in chosen.ids or self._is_still(number, chosen.ids[key]))
            ]
        return found

    def _is_still(self, number: int, package_id: str) -> bool:
        """Return whether a row is of the same record, as far as it was read: numbers in the store are used again."""
        page, place = divmod(number - len(self._local), PAGE)
        held = self._pages.get(page, ())
        there = held[place] if place < len(held) else None
        return there is None or there.id == package_id

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        private = section == PRIVATE
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if private else format_column(COLUMNS[section])
        if role == Qt.ItemDataRole.ToolTipRole and private:
            return self.tr("Private: visible only to members of the organization")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return format_column(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in _RIGHT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return theme.icon("lock-outline") if role == Qt.ItemDataRole.DecorationRole and private else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order, as the header does; who shows the list decides."""
        if column >= 0:  # relevance has no column
            self.sortAsked.emit(COLUMNS[column], order == Qt.SortOrder.DescendingOrder)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == IdRole:
            return row.id
        if role == RowRole:
            return row
        column = COLUMNS[index.column()]
        if role == MarksRole:
            return self._title_marks(row) if column == "title" else ()
        if role == BelowRole:
            return self._below(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._tip(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole and column in ("private", "title"):
            return self._spoken(row, column)
        if role in _OF_CELL:
            return _OF_CELL[role](self._cell(row, column))
        return None

    def painted_cell(self, number: int, section: int) -> PaintedCell | None:
        """Return what a cell looks like; None while its row is not read."""
        row = self.row(number)
        if row is None:
            return None
        column = COLUMNS[section]
        cell = self._cell(row, column)
        title = column == "title"
        return PaintedCell(
            cell,
            _icon(cell),
            self._title_marks(row) if title else (),
            self._below(row),
            [icon for icon, _ in self._badges_of(row)] if title else (),
            title and not is_local(row) and not self.is_favourite(row.id),
        )

    def _badges_of(self, row: PackageRow) -> list[tuple[QIcon, str]]:
        """Return the badges of a record: each with what it says."""
        held, package_id = self._badges, row.id
        found = list[tuple[QIcon, str]]()
        if is_local(row):
            return found
        if package_id in held.favourites:  # first: the star stays in its place at the right end
            found.append((theme.icon("star", "secondary"), self.tr("Favourite")))
        if package_id in held.conflicts:
            text = self.tr("Conflict: your draft and the catalogue changed the same fields")
            found.append((theme.icon("source-merge", "warning"), text))
        elif package_id in held.drafts:
            found.append((theme.icon("file-document-edit-outline", "information"), self.tr("Draft on this computer")))
        if package_id in held.failed_uploads:
            found.append((theme.icon("upload-off-outline", "danger"), self.tr("An upload failed")))
        return found

    def _take_badges(self, found: RecordBadges) -> None:
        if found == self._badges:
            return
        self._badges = found
        first, last = self.visible()
        last = min(last, self.count - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _cell(self, row: PackageRow, column: Order) -> Cell:
        """Return what a cell shows, remembered for a minute: lists that refresh themselves paint the same again."""
        now = time.monotonic()
        if now - self._rendered_since > _RENDERED_S or len(self._rendered) > _RENDERED:
            self._rendered, self._rendered_since = {}, now
        key = (row.id, column)
        found = self._rendered.get(key)
        if found is None or found[0] != row:
            found = self._rendered[key] = (row, render_cell(row, column, self._labels, datetime.now(UTC)))
        return found[1]

    def _spoken(self, row: PackageRow, column: Order) -> str:
        if column == "private":
            return self.tr("Private") if row.private else self.tr("Public")
        said = [words for _, words in self._badges_of(row)]
        return ", ".join(p for p in (row.title, *said, *self._below_words(row)) if p)

    def _tip(self, row: PackageRow, column: Order) -> str:
        tip = cell_tooltip(row, column, self._labels, datetime.now(UTC))
        if column != "title":
            return tip
        said = [words for _, words in self._badges_of(row)]
        return "\n".join([tip, *said, *(p for p in self._below_words(row) if p)])

    def _below_words(self, row: PackageRow) -> list[str]:
        below = self._below(row)
        if below is None:
            return []
        hit = below.hit
        return [below.organization, labelled(format_hit(hit.place), hit.excerpt.text) if hit else ""]

    def _title_marks(self, row: PackageRow) -> tuple[Highlight, ...]:
        if not self.searched:
            return ()
        found = self._marks.get(row.title)
        if found is None:
            found = self._marks[row.title] = _marks_of(row.title, self._words)
        return found

    def _below(self, row: PackageRow) -> Below | None:
        if not self.searched:
            return None
        if row.id not in self._hits and not is_local(row):
            self._hits_wanted.add(row.id)
            if not self._hits_soon.isActive():
                self._hits_soon.start()
        owner = self._session.tree.get(row.org) if self._session else None
        return Below(owner.title if owner else "", self._hits.get(row.id))

    def _read_hits(self) -> None:
        session, words, generation = self._session, self._words, self._generation
        wanted, self._hits_wanted = list(self._hits_wanted), set()
        if session is None or not wanted:
            return
        workspace = session.workspace

        def take(found: dict[str, Hit]) -> None:
            if generation == self._generation:
                self._hits |= {i: found.get(i) for i in wanted}
                first, last = self.visible()
                last = min(last, self.count - 1)
                if first <= last:
                    self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1), [BelowRole])

        session.read(lambda: results.hits(workspace, wanted, words), lane="search").tell(self, done=take)

    def _take(self, query: PackageQuery, found: _Result) -> None:
        other = query != self._shown
        self._generation += 1
        if not other and found.keys == self._keys and len(found.local) == len(self._local):
            self._put(found)
            self._rendered = {}  # labels may have changed with the records
            if self.count:
                self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, len(COLUMNS) - 1))
        else:
            self.aboutToChange.emit()
            self.beginResetModel()
            self._put(found)
            self.endResetModel()
        self._shown = query
        self.loaded.emit(other)

    def _put(self, found: _Result) -> None:
        if found.parsed.wanted != self._words.wanted:
            self._marks = {}
        self._marks |= found.marks
        self._hits, self._hits_wanted = dict(found.hits), set()
        self._keys, self._words, self._local = found.keys, found.parsed, found.local
        self._pages, self._asked = dict(found.pages), set(found.pages)
        for page, rows in found.pages.items():
            self._learn(page, rows)

    def _learn(self, page: int, rows: Sequence[PackageRow | None]) -> None:
        for place, row in enumerate(rows):
            if row is not None:
                self._numbers[row.id] = self._keys[page * PAGE + place]

    def _ask(self, page: int) -> None:
        session = self._session
        if session is None or page in self._asked:
            return
        self._asked.add(page)
        generation, keys, workspace = self._generation, self._keys, session.workspace
        job = session.read(lambda: _page(workspace, keys, page), lane="search")
        job.tell(self, done=lambda rows: self._take_page(generation, page, rows))

    def _take_page(self, generation: int, page: int, rows: list[PackageRow | None]) -> None:
        if generation != self._generation or not rows:
            return
        self._pages[page] = rows
        self._learn(page, rows)
        first = len(self._local) + page * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, len(COLUMNS) - 1))
