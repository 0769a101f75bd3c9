"""The table of the upload queue, and the details of a row; waiting rows are moved by dragging and by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.uploads.rows import State, Upload, is_without_backup
from bcdc_desktop.app.uploads.saved import is_fixable
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.queue_model import (
    MOVED,
    QueueColumn,
    QueueModel,
    ShareRole,
    format_row_state,
    format_verified,
)
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.keys import deletes
from bcdc_desktop.ui.widgets.markup import LinkLabel, Piece, Strong, TextLink
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table, paint_ground
from bcdc_desktop.ui.widgets.text import human_size

Index = QModelIndex | QPersistentModelIndex
_BAR_WIDTH = 104
_BAR = 6


class QueueTable(QTableView):
    """Alt+Up and Alt+Down move waiting rows, Alt+Home moves them to the front, Del cancels."""

    copyPressed = Signal()
    cancelPressed = Signal()
    moved = Signal(list)  # ids of all waiting rows, in their new order

    def __init__(self, model: QueueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        configure_table(self, "uploadTable", self.tr("Uploads"))
        self.setItemDelegate(QueueDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        self.setColumnWidth(QueueColumn.PROGRESS, _BAR_WIDTH)
        ColumnFit(self, QueueColumn.MESSAGE, bars={QueueColumn.PROGRESS})

    def chosen(self) -> list[Upload]:
        """Return the selected rows, from top to bottom."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [row for index in indexes if (row := self._model.upload(index)) is not None]

    def choose(self, ids: set[str]) -> None:
        """Select rows by their ids."""
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        selection.clearSelection()
        for number, row in enumerate(self._model.rows):
            if row.id in ids:
                selection.select(self._model.index(number, 0), flags)

    def move_chosen(self, by: int) -> None:
        """Move the selected rows among those that wait: one up (-1), one down (1), or to the front (0)."""
        waiting = [row.id for row in self._model.waiting()]
        mine = [i for i in (row.id for row in self.chosen()) if i in waiting]
        if not mine:
            return
        places = [waiting.index(i) for i in mine]
        before = 0 if by == 0 else places[0] - 1 if by < 0 else places[-1] + 2
        if 0 <= before <= len(waiting):
            self._move(mine, before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: 0}
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit()
        elif deletes(event):
            self.cancelPressed.emit()
        elif alt and event.key() in steps:
            self.move_chosen(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(self._is_move(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._is_move(event):
            event.ignore()
            return
        super().dragMoveEvent(event)  # draws the drop indicator
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._is_move(event):
            event.ignore()
            return
        mine = bytes(event.mimeData().data(MOVED).data()).decode().split(",")
        event.setDropAction(Qt.DropAction.CopyAction)  # the view must not remove the rows itself
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        self._move(mine, self._place_before(event.position().toPoint()))

    def _move(self, mine: Sequence[str], before: int) -> None:
        waiting = [row.id for row in self._model.waiting()]
        mine = [i for i in waiting if i in mine]
        front = [i for i in waiting[:before] if i not in mine]
        order = [*front, *mine, *(i for i in waiting[before:] if i not in mine)]
        if mine and order != waiting:
            self.moved.emit(order)

    def _place_before(self, at: QPoint) -> int:
        """Return the position among the waiting rows at which a drop would put the dragged ones."""
        index = self.indexAt(at)
        if not index.isValid():
            return len(self._model.waiting())
        row = index.row() + (at.y() > self.visualRect(index).center().y())
        waiting = {upload.id for upload in self._model.waiting()}
        return sum(upload.id in waiting for upload in self._model.rows[:row])

    def _is_move(self, event: QDropEvent) -> bool:
        return event.source() is self and event.mimeData().hasFormat(MOVED)


class QueueDelegate(RowDelegate):
    """Paints the progress of an upload as a bar."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        share = index.data(ShareRole)
        if index.column() != QueueColumn.PROGRESS:
            super().paint(painter, option, index)
            return
        roles = theme.current()
        paint_ground(painter, option)
        if share is None:
            return
        box = QRectF(option.rect).adjusted(measures.GAP, 0, -measures.GAP, 0)
        box = QRectF(box.left(), box.center().y() - _BAR / 2, box.width(), _BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.neutral_ground))
        painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        if share > 0:
            painter.setBrush(QColor(roles.accent_success if share >= 1 else roles.badge))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), max(_BAR, box.width() * share), _BAR), 3, 3)
        painter.restore()


_LISTED = 12
_HEIGHT = 100
_APART = "\u2002·\u2002"


class QueueDetails(QFrame):
    """A strip below the table, hidden while nothing is selected."""

    openAsked = Signal(str)  # address of a page
    compareAsked = Signal()
    fixAsked = Signal()
    withoutBackupAsked = Signal()

    def __init__(self, profile: Profile, parent: QWidget) -> None:
        super().__init__(parent)
        self._profile = profile
        self._rows: Sequence[Upload] = ()
        self.signed_out = False
        self.setObjectName("uploadDetails")
        self.setProperty("card", "true")
        self.text = LinkLabel(self)
        self.text.setObjectName("uploadDetailsText")
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setAccessibleName(self.tr("Details of the selected uploads"))
        self.text.linkActivated.connect(self.openAsked)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.text)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.use_ground(self.text, "surface")
        theme.use_ground(area.viewport(), "surface")
        self.copy_button = self._button("content-copy", self.tr("Copy links"), "copyAddresses", self.copy_addresses)
        self.compare_button = self._button(
            "file-compare", self.tr("Verify content"), "compareContent", self.compareAsked.emit
        )
        self.compare_button.setToolTip(self.tr("Downloads the files and compares them byte by byte"))
        self.fix_button = self._button(
            "pencil-outline", self.tr("Fix and upload again…"), "mendRefused", self.fixAsked.emit
        )
        self.no_backup_button = self._button(
            "tray-arrow-up", self.tr("Upload without a backup"), "uploadWithoutBackup", self.withoutBackupAsked.emit
        )
        self.no_backup_button.setToolTip(self.tr("The file that is on the server now can't be restored afterwards"))
        buttons = QVBoxLayout()
        buttons.setSpacing(measures.GRID)
        for button in (self.copy_button, self.compare_button, self.fix_button, self.no_backup_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    def show_rows(self, rows: Sequence[Upload]) -> None:
        """Show these uploads."""
        self._rows = rows
        done = self._done()
        self.setVisible(bool(rows))
        if not rows:
            return
        self.text.show_lines(self._one(rows[0]) if len(rows) == 1 else self._several(rows))
        self.copy_button.setVisible(bool(done))
        self.compare_button.setVisible(any(row.sha256 for row in done))
        self.fix_button.setVisible(any(is_fixable(row) for row in rows))
        self.no_backup_button.setVisible(any(is_without_backup(row) for row in rows))

    def copy_addresses(self) -> None:
        """Copy the links to what is on the server, one a line."""
        QGuiApplication.clipboard().setText("\n".join(self._address(row) for row in self._done()))

    def _done(self) -> list[Upload]:
        return [row for row in self._rows if row.state is State.DONE]

    def _address(self, row: Upload) -> str:
        return self._profile.resource_page(row.package, row.resource)

    def _one(self, row: Upload) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[Strong(row.name), "\u2003", format_row_state(row, signed_out=self.signed_out)]]
        facts = [row.package_title, row.file_name, human_size(row.size)]
        if row.state is State.DONE:
            when = exact_time(datetime.fromtimestamp(row.kept_at, UTC)) if row.kept_at else ""
            facts += [when, format_verified(row)]
        lines.append([" · ".join(fact for fact in facts if fact)])
        if row.state is State.DONE:
            lines.append([TextLink(self._address(row), self._address(row))])
        if row.error and row.error.get("message"):
            lines.append([str(row.error["message"])])
        return lines

    def _several(self, rows: Sequence[Upload]) -> list[list[Piece]]:
        done = self._done()
        if not done:
            return [[self.tr("{files} selected").format(files=labels.files(len(rows)))]]
        text = self.tr("{files} on the server").format(files=labels.files(len(done)))
        links: list[Piece] = [TextLink(row.name, self._address(row)) for row in done[:_LISTED]]
        if len(done) > _LISTED:
            links.append(self.tr("and {n} more").format(n=len(done) - _LISTED))
        apart = [piece for link in links for piece in (_APART, link)]
        return [[Strong(text)], apart[1:]]

    def _button(self, icon: str, text: str, name: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(theme.icon(icon, "text"), text, self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button
