"""The star of a record: whether it is a favourite of this user."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from bcdc_desktop.app.records.badges import favourites, set_favourite
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import tooltip


class FavouriteButton(QToolButton):
    """Shows whether a record is a favourite, and makes it one or not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._package_id = ""
        self._latest = LatestOnly("disk", self)
        self.setObjectName("favouriteButton")
        self.setCheckable(True)
        self.setFixedSize(measures.CONTROL_HEIGHT, measures.CONTROL_HEIGHT)
        self.clicked.connect(self._set)
        self._show(on=False)

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
        self._session, self._package_id = session, ""
        session.changed.connect(self._on_change)

    def show_record(self, package_id: str) -> None:
        """Show another record; empty: one that is not in the catalogue yet."""
        self.setVisible(bool(package_id))
        if package_id != self._package_id:
            self._package_id = package_id
            self._show(on=False)
            self._read()

    def _read(self) -> None:
        session, package_id = self._session, self._package_id
        if session is not None and package_id:
            workspace = session.workspace
            self._latest.ask(session, lambda: package_id in favourites(workspace), lambda on: self._show(on=on))

    def _set(self, on: bool) -> None:
        self._show(on=on)
        session, package_id = self._session, self._package_id
        if session is not None and package_id:
            workspace = session.workspace
            session.store(lambda: set_favourite(workspace, [package_id], on=on))

    def _show(self, *, on: bool) -> None:
        self.setChecked(on)
        self.setIcon(theme.icon("star", "information") if on else theme.icon("star-outline"))
        text = self.tr("Remove from favourites") if on else self.tr("Add to favourites")
        self.setAccessibleName(self.tr("Favourite"))
        self.setToolTip(tooltip(f"{text} (Ctrl+Shift+D)"))

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "favourites":
            self._read()
