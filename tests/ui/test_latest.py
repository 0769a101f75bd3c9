"""Given a store that changes while it is read, then a view ends with what is true now, whichever reading ends last."""

import threading

from pytestqt.qtbot import QtBot

from bcdc_desktop.store.key_value import Seen
from bcdc_desktop.ui.record.working_copy import RecordSource
from bcdc_desktop.ui.session import Session
from helpers.waiting import PATIENCE
from ui.uploads.conftest import package, session  # noqa: F401


def test_a_record_is_shown_as_it_was_read_last(qtbot: QtBot, session: Session, package: dict, monkeypatch) -> None:  # noqa: F811
    cache, begun, go_on = session.workspace.store.cache, threading.Event(), threading.Event()
    genuine, shown = cache.records.get, []

    def slow(package_id: str) -> Seen | None:
        found = genuine(package_id)
        if not begun.is_set():
            begun.set()
            assert go_on.wait(PATIENCE)
        return found

    monkeypatch.setattr(cache.records, "get", slow)
    source = RecordSource(session, session)
    source.found.connect(lambda record, _generation: shown.append(record.package["title"]))
    source.read(package["id"], 0)
    qtbot.waitUntil(begun.is_set)
    cache.records.put([{**package, "title": "Newer", "metadata_modified": "2026-01-02T00:00:00"}])
    source.read(package["id"], 0)
    with qtbot.waitSignal(session.read(lambda: None).ended):  # a second thread of the lane has done what it may
        pass
    go_on.set()
    qtbot.waitUntil(lambda: session.workers.idle() and bool(shown))
    assert shown[-1] == "Newer"


def test_what_only_the_first_reading_asked_for_is_not_lost(qtbot: QtBot, session: Session, package: dict) -> None:  # noqa: F811
    asked = []
    session.connectionChanged.connect(lambda: asked.append(session.connection))
    source = RecordSource(session, session)
    source.read("not-here", 0, first=True)  # the server is to be asked
    source.read("not-here", 0)
    qtbot.waitUntil(lambda: asked == ["offline"])
