"""What is kept of catalogues on this computer: where, how much, how much at most, and when it is read by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.other_catalogues import CatalogueCache, all_cache_files
from bcdc_desktop.app.workspace import store_name
from bcdc_desktop.store.cache_files import CACHE_LIMIT, delete_cache
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.program import PAUSE_BATTERY, PAUSE_METERED
from bcdc_desktop.ui.record_list.delegate import RowDelegate
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import grouped, human_size

if TYPE_CHECKING:
    from bcdc_desktop.ui.program import Program

_MB = 1_000_000
_LIMITS = (0, 50 * _MB, 100 * _MB, 250 * _MB, 500 * _MB, 1000 * _MB)  # bytes for each catalogue; 0: none


class StorageDialog(QDialog):
    """Each choice holds at once. Nothing here touches drafts, uploads or the journal: they lie elsewhere."""

    def __init__(self, session: Session, program: Program, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._program = session, program
        self._files: list[CatalogueCache] = []
        self._latest = LatestOnly("disk", self)
        self.setObjectName("keptDialog")
        self.setWindowTitle(self.tr("Kept on this computer"))
        self.resize(640, 620)
        title = PlainLabel(self.windowTitle(), self)
        title.setProperty("role", "title")
        words = PlainLabel(
            self.tr(
                "What was read of catalogues can be read again. Drafts, uploads and the journal lie elsewhere and are "
                "not touched here."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        self.bar = MessageBar(self)
        self.folder = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self.folder.setObjectName("cacheFolder")
        self.table = self._table()
        self.limit = ComboBox(self)
        self.limit.setObjectName("cacheLimit")
        self.limit.setAccessibleName(self.tr("At most, for each catalogue"))
        self.metered = QCheckBox(self.tr("Not on networks that are paid by volume"), self)
        self.metered.setObjectName("pauseMetered")
        self.battery = QCheckBox(self.tr("Not while the computer runs on its battery, where it tells"), self)
        self.battery.setObjectName("pauseBattery")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        for widget in (title, words, self.bar):
            layout.addWidget(widget)
        layout.addLayout(self._where())
        layout.addWidget(self.table, 1)
        layout.addLayout(self._acts())
        layout.addSpacing(8)
        layout.addLayout(self._how_much())
        layout.addSpacing(8)
        layout.addWidget(self._heading(self.tr("Reading by itself")))
        layout.addWidget(self.metered)
        layout.addWidget(self.battery)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        layout.addLayout(line)
        self._show_choices()
        self.limit.activated.connect(lambda _i: self._limit(int(self.limit.currentData())))
        self.metered.clicked.connect(lambda on: self._prefer(PAUSE_METERED, on))
        self.battery.clicked.connect(lambda on: self._prefer(PAUSE_BATTERY, on))
        session.connectionChanged.connect(self._look)
        session.synchronized.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Looks at the files again."""
        program = self._program
        self.folder.set_full_text(str(program.places.cache))
        self._latest.ask(self._session, lambda: all_cache_files(program.places, program.settings), self._show)

    def read_anew(self) -> None:
        """Forgets what is kept of the catalogue that is open, and reads all of it again."""
        self._session.read_anew()
        self.bar.show_message("information", self.tr("The catalogue is read anew."))

    def delete_chosen(self) -> None:
        """Deletes what is kept of another catalogue or user."""
        kept = self._chosen()
        if kept is None or self._is_open(kept):
            return
        job = self._session.workers.run(lambda _t, _r: delete_cache(kept.path), lane="disk")
        words = self.tr("%1 was deleted. It is read again when the catalogue is opened.")
        job.done.connect(lambda _r: self.bar.show_message("success", words.replace("%1", human_size(kept.size))))
        job.failed.connect(lambda error: self.bar.show_message("error", str(error)))
        job.ended.connect(self.reload)

    def move_to(self, folder: Path) -> None:
        """Moves the cache; the catalogue is closed meanwhile and opened again."""
        if self._session.queue.busy():
            words = self.tr("Uploads are under way. The cache can be moved when they have ended.")
            self.bar.show_message("warning", words)
            return
        self._program.move_cache(folder)

    # inside

    def _where(self) -> QHBoxLayout:
        show = QPushButton(self.tr("Show"), self)
        show.setAutoDefault(False)
        show.setAccessibleName(self.tr("Show the folder"))
        show.clicked.connect(lambda: opening.open_folder(self._program.places.cache))
        self.move_button = QPushButton(self.tr("Move…"), self)
        self.move_button.setObjectName("moveCache")
        self.move_button.setAutoDefault(False)
        self.move_button.clicked.connect(self._choose_folder)
        self.usual = QPushButton(self.tr("Back to the usual folder"), self)
        self.usual.setObjectName("usualCache")
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(lambda: self.move_to(self._program.usual_places.cache))
        self.usual.setVisible(self._program.places.cache != self._program.usual_places.cache)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._heading(self.tr("Folder")))
        line.addWidget(self.folder, 1)
        for button in (show, self.move_button, self.usual):
            line.addWidget(button)
        return line

    def _acts(self) -> QHBoxLayout:
        self.anew = QPushButton(icon("refresh", "text"), self.tr("Read the open catalogue anew"), self)
        self.anew.setObjectName("readAnew")
        self.anew.setAutoDefault(False)
        self.anew.clicked.connect(self.read_anew)
        self.delete = QPushButton(self.tr("Delete"), self)
        self.delete.setObjectName("deleteCache")
        self.delete.setProperty("kind", "danger")
        self.delete.setAutoDefault(False)
        self.delete.clicked.connect(self.delete_chosen)
        line = QHBoxLayout()
        line.addWidget(self.anew)
        line.addStretch(1)
        line.addWidget(self.delete)
        return line

    def _how_much(self) -> QVBoxLayout:
        note = PlainLabel(
            self.tr(
                "The whole text of records that were not opened for longest is let go first; they stay in lists, and "
                "are read when they are opened. Records with a draft are kept."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._heading(self.tr("At most, for each catalogue")))
        line.addWidget(self.limit)
        line.addStretch(1)
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(note)
        return box

    def _heading(self, words: str) -> QLabel:
        label = PlainLabel(words, self)
        label.setProperty("role", "field")
        return label

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setObjectName("cacheFiles")
        table.setAccessibleName(self.tr("What is kept"))
        table.setHorizontalHeaderLabels([self.tr("Catalogue"), self.tr("As"), self.tr("Size")])
        table.setItemDelegate(RowDelegate(table))
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(measures.TREE_ROW)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(1, 150)
        table.setColumnWidth(2, 100)
        table.itemSelectionChanged.connect(self._look)
        return table

    def _show_choices(self) -> None:
        settings = self._program.settings
        for size in _LIMITS:
            self.limit.addItem(human_size(size) if size else self.tr("No limit"), size)
        held = int(settings.get(CACHE_LIMIT, 0) or 0)
        if held not in _LIMITS:
            self.limit.addItem(human_size(held), held)
        self.limit.setCurrentIndex(self.limit.findData(held))
        self.metered.setChecked(bool(settings.get(PAUSE_METERED, True)))
        self.battery.setChecked(bool(settings.get(PAUSE_BATTERY, True)))

    def _show(self, files: list[CatalogueCache]) -> None:
        chosen = self._chosen()
        self._files = files
        self.table.setRowCount(len(files))
        for row, kept in enumerate(files):
            title = kept.title
            if self._is_open(kept):
                title = self.tr("%1 (open)").replace("%1", title)
            elif kept.set_aside:
                title = self.tr("%1 (set aside)").replace("%1", title)
            size = QTableWidgetItem(human_size(kept.size))
            size.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, item in enumerate((QTableWidgetItem(title), QTableWidgetItem(kept.user or self.tr("nobody")))):
                self.table.setItem(row, column, item)
            self.table.setItem(row, 2, size)
            if chosen is not None and kept.path == chosen.path:
                self.table.selectRow(row)
        self._look()

    def _look(self) -> None:
        kept = self._chosen()
        self.delete.setEnabled(kept is not None and not self._is_open(kept))
        online = self._session.connection != "offline"
        self.anew.setEnabled(online)
        self.anew.setToolTip("" if online else self.tr("Offline, nothing could be read again."))

    def _chosen(self) -> CatalogueCache | None:
        row = self.table.currentRow()
        return self._files[row] if 0 <= row < len(self._files) and self.table.selectedItems() else None

    def _is_open(self, kept: CatalogueCache) -> bool:
        workspace = self._session.workspace
        return kept.path == self._program.places.cache_file(store_name(workspace.profile), workspace.user)

    def _limit(self, size: int) -> None:
        self._prefer(CACHE_LIMIT, size)
        if not size:
            return
        cache = self._session.workspace.store.cache
        job = self._session.store(lambda: (cache.limit(size), cache.size()))
        job.done.connect(partial(self._tell_limit, size))

    def _tell_limit(self, limit: int, found: tuple[int, int]) -> None:
        given_up, size = found
        if size > limit:
            words = self.tr("Lists and search alone take %1; less is not possible with this catalogue.")
            self.bar.show_message("warning", words.replace("%1", human_size(size)))
        elif given_up:
            words = self.tr("The text of %1 records was let go; %2 are taken now.")
            self.bar.show_message("success", words.replace("%1", grouped(given_up)).replace("%2", human_size(size)))
        self.reload()

    def _prefer(self, key: str, value: Any) -> None:
        settings, program = self._program.settings, self._program
        self._session.store(lambda: settings.put(key, value)).done.connect(lambda _r: program.apply_preferences())

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("A folder for the cache"), str(self._program.places.cache.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.move_to(_own_folder(Path(chosen))))
        dialog.open()


def _own_folder(chosen: Path) -> Path:
    """The chosen folder where it is empty, or one of our own in it: the cache does not lie among other files."""
    return chosen if not chosen.exists() or not any(chosen.iterdir()) else chosen / "BCDC Desktop cache"
