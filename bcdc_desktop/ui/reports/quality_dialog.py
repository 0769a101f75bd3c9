"""The health of an organization's holdings in a window of its own, beside the list that its bars open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.reports.link_check import AGE, check
from bcdc_desktop.app.reports.quality import Quality, quality
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.store.cache import PackageQuery
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.record_list.header import Breadcrumb
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme.palette import LIGHT
from bcdc_desktop.ui.widgets.age import AgeLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import exact_time

from .paper import prepare, save
from .quality_view import QualityView

_CHANGED_MS = 1500


@dataclass(frozen=True)
class _Read:
    health: Quality
    path: tuple[Organization, ...]


class QualityDialog(QDialog):
    """Counts in a worker, draws, and follows what is synchronized. ``asked`` carries the search behind a bar."""

    asked = Signal(str)
    recordAsked = Signal(str)

    def __init__(self, session: Session, words: ValueFormatter, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._organization: str | None = None
        self._read: _Read | None = None
        self._tables = False
        self._latest = LatestOnly("disk", self)
        self.sheet: QualityView | None = None
        self.setObjectName("healthDialog")
        self.resize(1000, 780)
        self.breadcrumb = Breadcrumb(self)
        self.bar = MessageBar(self)
        self.age = AgeLabel(self)
        self.age.setObjectName("healthAge")
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tables = QPushButton(theme.icon("table", "text"), self.tr("Tables"), self)
        self.tables.setObjectName("healthTables")
        self.tables.setCheckable(True)
        self.tables.setAutoDefault(False)
        self.tables.setToolTip(self.tr("Every chart as a table"))
        self.tables.toggled.connect(self._show_tables)
        self.save = QPushButton(theme.icon("content-save-outline", "text"), self.tr("Save a picture…"), self)
        self.save.setObjectName("saveHealth")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._choose_file)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 20, 12)
        line.addWidget(self.age, 1)
        for button in (self.tables, self.save, close):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        crumbs = QHBoxLayout()
        crumbs.setContentsMargins(20, 0, 20, 0)
        crumbs.addWidget(self.breadcrumb)
        layout.addLayout(crumbs)
        layout.addWidget(self.bar)
        layout.addWidget(self.area, 1)
        layout.addLayout(line)
        self.breadcrumb.chosen.connect(lambda key: self.show_organization(None if key == "all" else key))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._count)
        session.changed.connect(self._on_change)
        theme.notifier().themeChanged.connect(self._draw)

    def show_organization(self, organization: str | None) -> None:
        """Shows an organization with its branches, or everything (None)."""
        self._organization = organization
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was not on screen."""
        super().showEvent(event)
        self._soon.start(0)

    def save_to(self, path: Path) -> None:
        """Writes the picture; ``.pdf`` or ``.png``."""
        read = self._read
        if read is None:
            return
        paper = QualityView(read.health, self._title(read), self._words, LIGHT)
        paper.setWindowTitle(self._title(read))
        paper.for_paper(self._note(read.health))
        prepare(paper)
        try:
            save(paper, path)
        except OSError as error:
            words = self.tr("%1 could not be written: %2.").replace("%1", path.name)
            self.bar.show_message("error", words.replace("%2", error.strerror or str(error)))
        else:
            self.bar.show_message("success", self.tr("The picture is in %1.").replace("%1", path.name))
        finally:
            paper.hide()
            paper.deleteLater()

    def check_links(self) -> None:
        """Looks at the links of these records in the background: at those that nobody looked at for a while, or at all
        of them where each was looked at. What was looked at is kept if it is stopped."""
        session, organization, read = self._session, self._organization, self._read
        links = read.health.links if read is not None else None
        again = links is not None and links.looked_at == links.all
        workspace = session.workspace
        tree = workspace.tree
        job = session.workers.run(
            lambda token, report: check(
                workspace,
                workspace.store.cache.packages(
                    PackageQuery(organizations=tuple(o.id for o in tree().branch(organization)))
                    if organization
                    else PackageQuery()
                ),
                older_than=0 if again else AGE,
                token=token,
                report=report,
            ),
            lane="net",
            title=self.tr("Checking links"),
        )
        self.bar.show_message(
            "information",
            self.tr("Links are looked at, about one a second for each address. The line at the bottom stops it."),
        )
        job.done.connect(self.bar.hide)
        job.cancelled.connect(self.bar.hide)
        job.failed.connect(lambda error: self.bar.show_message("warning", str(error)))
        job.ended.connect(self._count)

    # inside

    def _count(self) -> None:
        session, organization = self._session, self._organization
        cache = session.workspace.store.cache

        def read() -> _Read:
            known = organization if organization and cache.tree().get(organization) else None
            return _Read(quality(cache, known), tuple(cache.tree().path(known)) if known else ())

        self._latest.ask(session, read, self._take)

    def _take(self, read: _Read) -> None:
        if read == self._read:  # what somebody is just clicking at stays
            return
        self._read = read
        self.setWindowTitle(self._title(read))
        self.breadcrumb.show_path(read.path)
        self._draw()

    def _draw(self) -> None:
        read = self._read
        if read is None:
            return
        at = self.area.verticalScrollBar().value()
        sheet = QualityView(read.health, self._title(read), self._words, theme.current(), self)
        sheet.show_tables(self._tables)
        sheet.asked.connect(self.asked)
        sheet.recordAsked.connect(self.recordAsked)
        sheet.linksAsked.connect(self.check_links)
        self.sheet = sheet
        self.area.setWidget(sheet)  # the one before goes
        self.area.verticalScrollBar().setValue(at)
        self.save.setEnabled(read.health.records > 0)
        self.age.show_moment(read.health.seen, self.tr("not read as a whole yet"))

    def _show_tables(self, on: bool) -> None:
        self._tables = on
        if self.sheet is not None:
            self.sheet.show_tables(on)

    def _title(self, read: _Read) -> str:
        name = read.path[-1].title if read.path else self._session.workspace.profile.title
        return self.tr("Health of %1").replace("%1", name)

    def _note(self, found: Quality) -> str:
        profile = self._session.workspace.profile
        seen = datetime.fromtimestamp(found.seen, UTC) if found.seen else datetime.now(UTC)
        text = self.tr("%1, as of %2")
        return text.replace("%1", f"{profile.title} ({profile.address})").replace("%2", exact_time(seen))

    def _choose_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Save a picture"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF documents (*.pdf)"), self.tr("Pictures (*.png)")])
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix("png" if "png" in words else "pdf"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in ("packages", "organizations") and self.isVisible() and not self._soon.isActive():
            self._soon.start(_CHANGED_MS)
