"""The status line: the connection at the left, work under way and a button that stops it at the right."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.text import counted, grouped, human_size, relative_time

_TICK_MS = 500
_BRIEF_MS = 2500
_COUNT_MS = 300


class StatusLine(QWidget):
    """Shows whether the catalogue answers, and what is being done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.use_ground(self, "ground")
        self._session: Session | None = None
        self._ticks = 0
        self._records = 0
        self._counting = LatestOnly("disk", self)
        self._count_later = debounce(_COUNT_MS, self._count, self)
        self._waiting: tuple[int, str] = (0, "")
        self.connection = PlainLabel(parent=self)
        self.connection.setObjectName("connectionLabel")
        self.connection.setProperty("role", "muted")
        self.activity = PlainLabel(parent=self)
        self.activity.setObjectName("activityLabel")
        self.activity.setProperty("role", "muted")
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(140)
        self.bar.setTextVisible(False)
        self.stop = QToolButton(self)
        self.stop.setObjectName("stopButton")
        self.stop.setIcon(theme.icon("close-circle-outline"))
        self.stop.setToolTip(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("Stop the current task"))
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 8, 2)
        layout.setSpacing(8)
        layout.addWidget(self.connection, 1)
        layout.addWidget(self.activity)
        layout.addWidget(self.bar)
        layout.addWidget(self.stop)
        self.setFixedHeight(28)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._brief = debounce(_BRIEF_MS, self._show_connection, self)
        self._show_activity()

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        self._session, self._waiting = session, (0, "")
        session.connectionChanged.connect(self._show_connection)
        session.connectionChanged.connect(self._count)
        session.sync.waitingChanged.connect(self._show_connection)
        session.synchronized.connect(self._count)
        session.changed.connect(self._changed)
        session.workers.activityChanged.connect(self._show_activity)
        self._count()
        self._show_connection()

    def _changed(self, kind: str, _ids: object, _origin: object) -> None:
        if kind == "packages":
            self._count_later.start()

    def show_waiting_uploads(self, count: int, why: str) -> None:
        """Show how many files wait for the network, and why; 0 for none."""
        self._waiting = (count, why)
        self._show_activity()

    def show_briefly(self, text: str) -> None:
        """Show a text instead of the connection, for a moment."""
        self.connection.setText(text)
        self._brief.start()

    def _cached(self) -> str:
        one, many = self.tr("1 record on this computer"), self.tr("%1 records on this computer")
        return counted(self._records, one, many.replace("%1", grouped(self._records)))

    def _count(self) -> None:
        session = self._session
        if session is not None:
            self._counting.ask(session, session.workspace.record_count, self._take_count)

    def _take_count(self, records: int) -> None:
        self._records = records
        self._show_connection()

    def _show_connection(self) -> None:
        session = self._session
        if session is None or self._brief.isActive():
            return
        cached = self._cached()
        if session.connection == "offline":
            self.connection.setText(f"○ {self.tr('Offline')} · {cached}")
            self.connection.setToolTip(tooltip(session.server.message))
        elif session.connection == "refused":
            refused = self.tr("API key refused") if session.workspace.catalogue.has_key else self.tr("Not signed in")
            self.connection.setText(f"● {refused} · {cached}")
            self.connection.setToolTip(tooltip(session.server.message))
        elif session.server.last_contact is None:
            self.connection.setText(f"◌ {self.tr('Connecting')} · {cached}")
        else:
            ago = relative_time(datetime.fromtimestamp(session.server.last_contact, UTC), datetime.now(UTC))
            words = [f"● {self.tr('Connected')}", self.tr("checked %1").replace("%1", ago)]
            if session.sync.waits_for == "metered":
                words.append(self.tr("sync paused on a metered network"))
            elif session.sync.waits_for == "battery":
                words.append(self.tr("sync paused on battery power"))
            self.connection.setText(" · ".join(words))
            hint = self.tr("Automatic sync is paused. Press F5 to sync now.") if session.sync.waits_for else ""
            self.connection.setToolTip(tooltip("\n".join(p for p in (session.workspace.profile.address, hint) if p)))

    def _tick(self) -> None:
        self._ticks += 1
        self._show_activity()
        if self._ticks % 20 == 0:
            self._show_connection()

    def _show_activity(self) -> None:
        session = self._session
        paces = list(session.queue.pace().values()) if session else []
        jobs = session.workers.shown() if session else []
        working = bool(paces or jobs)
        self.bar.setVisible(working)
        self.stop.setVisible(working)
        if paces:
            sent, total = sum(p.sent for p in paces), sum(p.total for p in paces)
            speed = sum(p.speed for p in paces)
            left = max((p.seconds_left or 0 for p in paces), default=0)
            words = [self.tr("Uploading %1 of %2").replace("%1", human_size(sent)).replace("%2", human_size(total))]
            if speed > 0:
                words.append(f"{human_size(speed)}/s")
                words.append(self.tr("%1 s left").replace("%1", str(round(left))))
            self.activity.setText(" · ".join(words))
            self.bar.setRange(0, 1000)
            self.bar.setValue(int(1000 * sent / total) if total else 0)
        elif jobs:
            job = jobs[-1]
            progress = job.progress
            if progress is not None and progress.total:
                said = human_size if progress.bytes else grouped
                self.activity.setText(f"{progress.text or job.title} · {said(progress.done)} / {said(progress.total)}")
                self.bar.setRange(0, progress.total)
                self.bar.setValue(progress.done)
            else:
                self.activity.setText((progress.text if progress else "") or job.title)
                self.bar.setRange(0, 0)
        elif self._waiting[0]:
            one, many = self.tr("1 file waiting to upload"), self.tr("%1 files waiting to upload")
            count = self._waiting[0]
            if session is not None and session.queue.signed_out:
                one = self.tr("1 file waiting for you to sign in")
                many = self.tr("%1 files waiting for you to sign in")
            self.activity.setText(one if count == 1 else many.replace("%1", grouped(count)))
        else:
            self.activity.setText("")
        self.activity.setToolTip(tooltip(self._waiting[1]))

    def _stop(self) -> None:
        session = self._session
        if session is None:
            return
        for job in session.workers.shown():
            job.cancel()
        if session.queue.busy():
            rows = [r.id for r in session.queue.unfinished()]
            session.workers.run(lambda _t, _r: session.queue.pause(rows), lane="disk")
