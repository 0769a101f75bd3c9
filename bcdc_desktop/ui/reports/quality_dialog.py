"""The data quality of an organization in a window of its own, and as a picture: PNG or PDF, always light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QScrollArea,
    QWidget,
)

from bcdc_desktop.app.reports.link_check import check_organization
from bcdc_desktop.app.reports.quality import Quality, quality
from bcdc_desktop.domain.file_names import safe_file_name
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.error_text import error_text, system_reason
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.record_list.header import Breadcrumb
from bcdc_desktop.ui.reports.quality_view import QualityView
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme.palette import LIGHT
from bcdc_desktop.ui.theme.style_sheet import style_sheet
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.labels import AgeLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import exact_time

_CHANGED_MS = 1500


@dataclass(frozen=True)
class _Read:
    quality: Quality
    path: tuple[Organization, ...]


class QualityDialog(Dialog):
    """Counts in a worker, draws, and follows the cache. ``asked`` carries the search behind a bar."""

    asked = Signal(str)
    recordAsked = Signal(str)

    def __init__(self, session: Session, words: ValueFormatter, parent: QWidget) -> None:
        super().__init__(self.tr("Data quality"), parent, heading=False, reused=True)
        self._session, self._words = session, words
        self.link_check = check_organization  # what checks links; tests have another one
        self._organization: str | None = None
        self._read: _Read | None = None
        self._tables = False
        self._latest = LatestOnly("disk", self)
        self.view: QualityView | None = None
        self.setObjectName("healthDialog")
        self.resize(1000, 780)
        self.breadcrumb = Breadcrumb(self)
        self.bar = MessageBar(self)
        self.age = AgeLabel(self)
        self.age.setObjectName("healthAge")
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tables = self.add_button(self.tr("Tables"), name="healthTables")
        self.tables.setIcon(theme.icon("table", "text"))
        self.tables.setCheckable(True)
        self.tables.setToolTip(self.tr("Show every chart as a table"))
        self.tables.toggled.connect(self._show_tables)
        self.save = self.add_button(self.tr("Save as picture…"), name="saveHealth")
        self.save.setIcon(theme.icon("content-save-outline", "text"))
        self.save.clicked.connect(self._choose_file)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self.body.setSpacing(8)
        self.body.addWidget(self.breadcrumb)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.age)
        self.body.addWidget(self.bar)
        self.breadcrumb.chosen.connect(lambda key: self.show_organization(None if key == "all" else key))
        self._soon = debounce(_CHANGED_MS, self._count, self)
        session.changed.connect(self._on_change)
        theme.notifier().themeChanged.connect(self._draw)

    def show_organization(self, organization: str | None) -> None:
        """Show an organization with its branches, or everything (None)."""
        self._organization = organization
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while it was hidden."""
        super().showEvent(event)
        self._count()

    def save_to(self, path: Path) -> None:
        """Write the picture; ``.pdf`` or ``.png``."""
        read = self._read
        if read is None:
            return
        paper = QualityView(read.quality, self._title(read), self._words, LIGHT)
        paper.setWindowTitle(self._title(read))
        paper.for_paper(self._note(read.quality))
        prepare(paper)
        try:
            save(paper, path)
        except OSError as error:
            words = self.tr("%1 could not be saved: %2").replace("%1", path.name)
            self.bar.show_message("error", words.replace("%2", system_reason(error)))
        else:
            self.bar.show_message("success", self.tr("Saved the picture as %1.").replace("%1", path.name))
        finally:
            paper.hide()
            paper.deleteLater()

    def check_links(self) -> None:
        """Check the links of these records in the background: those not checked for a while, or all of them again
        where each was checked. Stopping it keeps the results so far."""
        session, organization, read = self._session, self._organization, self._read
        links = read.quality.links if read is not None else None
        again = links is not None and links.looked_at == links.all
        workspace, check = session.workspace, self.link_check
        job = session.workers.run(
            lambda token, report: check(workspace, organization, again=again, token=token, report=report),
            lane="net",
            title=self.tr("Checking links"),
        )
        self.bar.show_message(
            "information",
            self.tr("Checking about one link per second for each host. You can stop it in the status line."),
        )
        job.tell(self, done=lambda _r: self.bar.hide(), cancelled=self.bar.hide)
        job.tell(self, failed=lambda error: self.bar.show_message("warning", error_text(error)), ended=self._count)

    # inside

    def _count(self) -> None:
        session, organization = self._session, self._organization
        workspace = session.workspace

        def read() -> _Read:
            tree = workspace.tree()
            known = organization if organization and tree.get(organization) else None
            return _Read(quality(workspace, known), tuple(tree.path(known)) if known else ())

        self._latest.ask(session, read, self._take)

    def _take(self, read: _Read) -> None:
        if read == self._read:  # a chart that is being clicked stays
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
        view = QualityView(read.quality, self._title(read), self._words, theme.current(), self)
        view.show_tables(self._tables)
        view.asked.connect(self.asked)
        view.recordAsked.connect(self.recordAsked)
        view.linksAsked.connect(self.check_links)
        self.view = view
        self.area.setWidget(view)  # the one before goes
        self.area.verticalScrollBar().setValue(at)
        self.save.setEnabled(read.quality.records > 0)
        self.age.show_moment(read.quality.seen, self.tr("not synced yet"))

    def _show_tables(self, on: bool) -> None:
        self._tables = on
        if self.view is not None:
            self.view.show_tables(on)

    def _title(self, read: _Read) -> str:
        name = read.path[-1].title if read.path else self._session.workspace.profile.label
        return self.tr("Data quality of %1").replace("%1", name)

    def _note(self, found: Quality) -> str:
        profile = self._session.workspace.profile
        seen = datetime.fromtimestamp(found.seen, UTC) if found.seen else datetime.now(UTC)
        text = self.tr("%1, as of %2")
        return text.replace("%1", f"{profile.label} ({profile.address})").replace("%2", exact_time(seen))

    def _choose_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Save as picture"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF documents (*.pdf)"), self.tr("Images (*.png)")])
        dialog.setDefaultSuffix("pdf")
        if self._read is not None:
            dialog.selectFile(f"{safe_file_name(self._title(self._read))}.pdf")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix("png" if "png" in words else "pdf"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in ("packages", "organizations") and self.isVisible() and not self._soon.isActive():
            self._soon.start()


_WIDTH = 1000  # pixels of the picture; twice as many dots
_MARGIN = 12.0  # millimetres
_DOTS = 300  # an inch


def prepare(widget: QWidget) -> None:
    """Lay out a widget that is not on screen for paper."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, QColor(LIGHT.surface))
    palette.setColor(palette.ColorRole.Base, QColor(LIGHT.surface))
    palette.setColor(palette.ColorRole.WindowText, QColor(LIGHT.text))
    palette.setColor(palette.ColorRole.Text, QColor(LIGHT.text))
    widget.setPalette(palette)
    # before the rest, so that labels with a colour of their own keep it
    widget.setStyleSheet(f"QLabel {{ color: {LIGHT.text}; }}\n{style_sheet(LIGHT)}")
    widget.setFixedWidth(_WIDTH)
    widget.show()
    widget.resize(_WIDTH, widget.sizeHint().height())
    layout = widget.layout()
    if layout is not None:
        layout.activate()


def save(widget: QWidget, path: Path) -> None:
    """Write a prepared widget to a file: ``.pdf`` makes a page, everything else a PNG.

    Raises:
        OSError: the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _pdf(widget, buffer) if path.suffix.lower() == ".pdf" else _png(widget, buffer)
    with written_whole(path) as unfinished:
        unfinished.write_bytes(buffer.data().data())


def _png(widget: QWidget, target: QIODevice) -> None:
    size = widget.size()
    image = QImage(QSize(size.width() * 2, size.height() * 2), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    QImageWriter(target, QByteArray(b"png")).write(image)


def _pdf(widget: QWidget, target: QIODevice) -> None:
    writer = QPdfWriter(target)
    writer.setResolution(_DOTS)
    writer.setTitle(widget.windowTitle())
    writer.setCreator("BCDC Desktop")
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    letter, upright = QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(letter, upright, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    page = writer.pageLayout().paintRectPixels(_DOTS)
    share = min(page.width() / widget.width(), page.height() / widget.height())
    painter.scale(share, share)
    widget.render(painter, QPoint())
    painter.end()
