"""Leaving a field stores it, and makes the window read next to nothing: counted in statements of SQL."""

import contextlib
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from bcdc_desktop.store.database import Database
from bcdc_desktop.ui.navigation.model import CountRole
from bcdc_desktop.ui.window import MainWindow
from helpers.waiting import PATIENCE

_READS = 3
_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")
_QUIET_MS = 800  # longer than any pause after which a view reads again


class Statements:
    """The statements that are run on any file, those of a transaction apart from those of readers."""

    def __init__(self) -> None:
        self.reads: list[str] = []
        self.transactions: list[list[str]] = []
        self.lock = threading.Lock()

    def clear(self) -> None:
        with self.lock:
            self.reads, self.transactions = [], []

    @property
    def count(self) -> int:
        with self.lock:
            return len(self.reads) + len(self.transactions)

    def note_read(self, statement: str) -> None:
        if not statement.startswith((*_NOT_COUNTED, "--")):
            with self.lock:
                self.reads.append(statement)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    found = Statements()
    reader, transaction = Database.reader, Database.transaction

    def traced(self: Database):
        connection = reader(self)
        connection.set_trace_callback(found.note_read)
        return connection

    @contextlib.contextmanager
    def noted(self: Database) -> Iterator:
        written: list[str] = []
        with transaction(self) as write:
            write.set_trace_callback(written.append)
            try:
                yield write
            finally:
                write.set_trace_callback(None)
        with found.lock:
            found.transactions.append(written)

    monkeypatch.setattr(Database, "reader", traced)
    monkeypatch.setattr(Database, "transaction", noted)
    return found


def until_quiet(qtbot: QtBot, window: MainWindow, statements: Statements) -> None:
    """Waits until nothing is under way, and nothing was read or written for a while."""
    while True:
        before = statements.count
        qtbot.wait(_QUIET_MS)
        if statements.count == before and window.session.workers.idle():
            return


@pytest.fixture(params=["record", "resource"])
def level(request: pytest.FixtureRequest) -> str:
    return request.param


def test_leaving_a_field_costs_one_write_and_three_reads(window, editor, statements, level, qtbot):
    assert window.session.queue.stop(PATIENCE)  # it looks after its rows now and then, whatever is edited
    field = "title" if level == "record" else "name"
    if level == "record":
        window.record.edit_record()
    for text in ("Begun", "Gone on"):  # the first edit begins the draft
        until_quiet(qtbot, window, statements)
        statements.clear()
        editor.form.set_value(field, text)
        qtbot.waitUntil(lambda: bool(statements.transactions))
        until_quiet(qtbot, window, statements)
        assert len(statements.transactions) == 1, statements.transactions
        assert len(statements.reads) <= _READS, "\n".join(statements.reads)


def test_lists_follow_a_draft_that_is_begun_and_dropped(window, editor, record, qtbot):
    places = window.organizations.model

    def drafts() -> int:
        return places.find("drafts").data(CountRole)

    before = drafts()
    editor.form.set_value("name", "Begun")
    qtbot.waitUntil(lambda: drafts() == before + 1)
    window.session.workspace.store.drafts.discard(record["id"])  # by somebody else than the editor, which follows
    qtbot.waitUntil(lambda: drafts() == before)
    qtbot.waitUntil(lambda: editor.copy.changes.empty and editor.form.values()["name"] != "Begun")
