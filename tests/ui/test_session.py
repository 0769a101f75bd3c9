"""What a synchronization brings is known in the window at once, and not at its end: the first one takes minutes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.store import Store
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.statusbar import StatusLine
from helpers.sample_record import record_fields


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session of an editor; nothing answers at its catalogue's address."""
    where = Profile("nowhere", "Nowhere", "http://127.0.0.1:9", user="jo")
    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    session = Session(Workspace(where, store, Catalogue(where, "a-key")), Workers(qapp), qapp)
    yield session
    session.leave()
    assert session.finish(10)
    session.deleteLater()


def test_what_one_may_change_is_known_once_the_organizations_are(qtbot: QtBot, session: Session) -> None:
    package = Package({"id": "p", "owner_org": "o"})
    assert not session.may_write(package)
    with qtbot.waitSignal(session.accountChanged):
        session.workspace.store.cache.organizations.put([Organization("o", "wells", "Wells", capacity="editor")])
    assert session.may_write(package)


def test_a_record_of_no_organization_may_be_changed_by_anyone_with_an_account(session: Session) -> None:
    assert session.may_write(Package({"id": "p", "owner_org": None}))
    assert not session.may_write(Package({"id": "p", "owner_org": "unknown"}))


def test_records_are_counted_as_they_come(qtbot: QtBot, session: Session) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_session(session)
    shown = line.findChild(QLabel, "connectionLabel")
    assert shown is not None
    qtbot.waitUntil(lambda: "0 records" in shown.text())
    session.workspace.store.cache.records.put([{"id": "r", **record_fields("o")}])
    qtbot.waitUntil(lambda: "1 record " in shown.text())
