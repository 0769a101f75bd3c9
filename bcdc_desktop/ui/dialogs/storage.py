"""Storage and sync: where the caches are and how large, how large they may grow, and when they are synchronized."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.preferences import CACHE_LIMIT, PAUSE_BATTERY, PAUSE_METERED, cache_limit, sync_preferences
from bcdc_desktop.app.storage import CatalogueCache, all_cache_files, delete_cache
from bcdc_desktop.app.workspace import store_name
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.folder_field import choose_folder
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table, select_only
from bcdc_desktop.ui.widgets.text import counted, grouped, human_size

if TYPE_CHECKING:
    from bcdc_desktop.ui.program import Program

_MB = 1_000_000
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LIMITS = (0, 50 * _MB, 100 * _MB, 250 * _MB, 500 * _MB, 1000 * _MB)  # bytes for each catalogue; 0: none


class StorageDialog(Dialog):
    """Each choice takes effect at once. Nothing here touches drafts, uploads or the journal."""

    def __init__(self, session: Session, program: Program, parent: QWidget) -> None:
        super().__init__(self.tr("Storage and sync"), parent, reused=True)
        self._session, self._program = session, program
        self._files: list[CatalogueCache] = []
        self._latest = LatestOnly("disk", self)
        self.setObjectName("keptDialog")
        self.resize(640, 620)
        words = PlainLabel(
            self.tr(
                "The cache contains what was downloaded from catalogues, and can be downloaded again. Drafts, uploads "
                "and the journal are stored separately and are not affected here."
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
        self.limit.setAccessibleName(self.tr("Limit per catalogue"))
        self.metered = QCheckBox(self.tr("Pause sync on metered networks"), self)
        self.metered.setObjectName("pauseMetered")
        self.battery = QCheckBox(self.tr("Pause sync on battery power"), self)
        self.battery.setObjectName("pauseBattery")
        layout = self.body
        layout.setSpacing(8)
        layout.addWidget(words)
        layout.addLayout(self._folder())
        layout.addWidget(self.table, 1)
        layout.addLayout(self._buttons())
        layout.addSpacing(8)
        layout.addLayout(self._limit_choice())
        layout.addSpacing(8)
        layout.addWidget(self._heading(self.tr("Automatic sync")))
        layout.addWidget(self.metered)
        layout.addWidget(self.battery)
        layout.addWidget(self.bar)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self._show_choices()
        self.limit.activated.connect(lambda _i: self.set_limit(int(self.limit.currentData())))
        self.metered.clicked.connect(lambda on: self._prefer(PAUSE_METERED, on))
        self.battery.clicked.connect(lambda on: self._prefer(PAUSE_BATTERY, on))
        session.connectionChanged.connect(self._update_buttons)
        session.synchronized.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Show the cache files as they are now."""
        program = self._program
        self.folder.set_full_text(str(program.places.cache))
        self._latest.ask(self._session, lambda: all_cache_files(program.places, program.settings), self._show)

    def download_again(self) -> None:
        """Clear the cache of the open catalogue, and download all of it."""
        self._session.sync.download_again()
        self.bar.show_message("information", self.tr("Downloading the catalogue again…"))

    def delete_chosen(self) -> None:
        """Delete the selected cache of another catalogue or user."""
        cache = self.chosen()
        if cache is None or self._is_open(cache):
            return
        job = self._session.workers.run(lambda _t, _r: delete_cache(cache.path), lane="disk")
        words = self.tr("Deleted %1. It is downloaded again when you open that catalogue.")
        job.tell(
            self,
            done=lambda _r: self.bar.show_message("success", words.replace("%1", human_size(cache.size))),
            failed=self.bar.show_error,
            ended=self.reload,
        )

    def move_to(self, folder: Path) -> None:
        """Move the cache; the catalogue is closed meanwhile and opened again."""
        if self._session.queue.busy():
            words = self.tr("Uploads are in progress. Move the cache when they have finished.")
            self.bar.show_message("warning", words)
            return
        self._program.move_cache(folder)

    # inside

    def _folder(self) -> QHBoxLayout:
        show = QPushButton(self.tr("Show in folder"), self)
        show.setAutoDefault(False)
        show.setAccessibleName(self.tr("Show the folder"))
        show.clicked.connect(lambda: opening.open_folder(self._program.places.cache))
        self.move_button = QPushButton(self.tr("Move…"), self)
        self.move_button.setObjectName("moveCache")
        self.move_button.setAutoDefault(False)
        self.move_button.clicked.connect(self._choose_folder)
        self.usual = QPushButton(self.tr("Use default folder"), self)
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

    def _buttons(self) -> QHBoxLayout:
        self.again_button = QPushButton(icon("refresh", "text"), self.tr("Download this catalogue again"), self)
        self.again_button.setObjectName("readAnew")
        self.again_button.setAutoDefault(False)
        self.again_button.clicked.connect(self.download_again)
        self.delete = QPushButton(self.tr("Delete"), self)
        self.delete.setObjectName("deleteCache")
        self.delete.setProperty("kind", "danger")
        self.delete.setAutoDefault(False)
        self.delete.clicked.connect(self.delete_chosen)
        line = QHBoxLayout()
        line.addWidget(self.again_button)
        line.addStretch(1)
        line.addWidget(self.delete)
        return line

    def _limit_choice(self) -> QVBoxLayout:
        note = PlainLabel(
            self.tr(
                "When the limit is reached, the records you opened longest ago are reduced to their list entry and "
                "downloaded again when you open them. Records with drafts are kept."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._heading(self.tr("Limit per catalogue")))
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
        table.setHorizontalHeaderLabels([self.tr("Catalogue"), self.tr("User"), ""])
        size = QTableWidgetItem(self.tr("Size"))
        size.setTextAlignment(_RIGHT)
        table.setHorizontalHeaderItem(2, size)
        configure_table(
            table, "cacheFiles", self.tr("Caches"), row_height=measures.TREE_ROW, read_only=True, single=True
        )
        table.setItemDelegate(RowDelegate(table))
        ColumnFit(table, 0)
        table.itemSelectionChanged.connect(self._update_buttons)
        return table

    def _show_choices(self) -> None:
        settings = self._program.settings
        most = settings.policy.cache_limit
        for size in _LIMITS:
            if most is not None and not 0 < size <= most:
                continue
            self.limit.addItem(human_size(size) if size else self.tr("No limit"), size)
        current = cache_limit(settings)
        if self.limit.findData(current) < 0:
            self.limit.addItem(human_size(current), current)
        self.limit.setCurrentIndex(self.limit.findData(current))
        if most is not None:
            words = self.tr("Your administrator allows %1 at most.").replace("%1", human_size(most))
            self.limit.setToolTip(tooltip(words))
        pauses = sync_preferences(settings)
        self.metered.setChecked(pauses.pause_on_metered)
        self.battery.setChecked(pauses.pause_on_battery)

    def _show(self, files: list[CatalogueCache]) -> None:
        chosen = self.chosen()
        self._files = files
        self.table.setRowCount(len(files))
        for row, cache in enumerate(files):
            title = cache.title
            if self._is_open(cache):
                title = self.tr("%1 (open)").replace("%1", title)
            elif cache.set_aside:
                title = self.tr("%1 (set aside)").replace("%1", title)
            size = QTableWidgetItem(human_size(cache.size))
            size.setTextAlignment(_RIGHT)
            for column, item in enumerate(
                (QTableWidgetItem(title), QTableWidgetItem(cache.user or self.tr("not signed in")))
            ):
                self.table.setItem(row, column, item)
            self.table.setItem(row, 2, size)
            if chosen is not None and cache.path == chosen.path:
                select_only(self.table, self.table.model().index(row, 0))
        self._update_buttons()

    def _update_buttons(self) -> None:
        cache = self.chosen()
        self.delete.setEnabled(cache is not None and not self._is_open(cache))
        online = self._session.connection != "offline"
        self.again_button.setEnabled(online)
        self.again_button.setToolTip("" if online else self.tr("You are offline: nothing could be downloaded."))

    def chosen(self) -> CatalogueCache | None:
        """Return the selected cache."""
        row = self.table.currentRow()
        return self._files[row] if 0 <= row < len(self._files) and self.table.selectedItems() else None

    def _is_open(self, cache: CatalogueCache) -> bool:
        workspace = self._session.workspace
        return cache.path == self._program.places.cache_file(store_name(workspace.profile), workspace.user)

    def set_limit(self, size: int) -> None:
        """Limit the cache of each catalogue to so many bytes, and apply that to the open one; 0 for no limit."""
        self._prefer(CACHE_LIMIT, size)
        if not size:
            return
        workspace = self._session.workspace
        job = self._session.store(lambda: workspace.limit_cache(size))
        job.tell(self, done=partial(self._tell_limit, size))

    def _tell_limit(self, limit: int, found: tuple[int, int]) -> None:
        freed, size = found
        if size > limit:
            words = self.tr("Lists and search need %1 for this catalogue, so the cache cannot be smaller.")
            self.bar.show_message("warning", words.replace("%1", human_size(size)))
        else:
            none = self.tr("The cache uses %2, which is within the limit.")
            one = self.tr("Freed the text of 1 record. The cache now uses %2.")
            many = self.tr("Freed the text of %1 records. The cache now uses %2.").replace("%1", grouped(freed))
            words = counted(freed, one, many) if freed else none
            self.bar.show_message("success", words.replace("%2", human_size(size)))
        self.reload()

    def _prefer(self, key: str, value: Any) -> None:
        settings, program = self._program.settings, self._program
        self._session.store(lambda: settings.put(key, value)).tell(self, done=lambda _r: program.apply_preferences())

    def _choose_folder(self) -> None:
        choose_folder(
            self,
            self.tr("Choose a folder for the cache"),
            str(self._program.places.cache.parent),
            lambda chosen: self.move_to(Path(chosen)),
        )
