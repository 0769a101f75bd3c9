"""Work off the GUI thread: what only the work still holds goes in the GUI thread, however late the work ends."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from bcdc_desktop.app.progress import Progress, Report
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.ui.jobs import Job, Workers
from helpers.waiting import PATIENCE


@pytest.fixture
def workers(qtbot: QtBot) -> Workers:
    return Workers()


def fail() -> object:
    raise ValueError("no number")


def stop() -> object:
    raise Cancelled


OUTCOMES: dict[str, Callable[[], object]] = {"done": lambda: 1, "failed": fail, "cancelled": stop}


class Dialog(QWidget):
    """Has work done by a method of its own, as dialogs do."""

    def __init__(self, go_on: threading.Event, outcome: Callable[[], object], gone: list[int]) -> None:
        super().__init__()
        self.go_on = go_on
        self.outcome = outcome
        self.destroyed.connect(lambda: gone.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)

    def work(self) -> object:
        """Wait, as long as the dialog's own thread wants."""
        mine = self
        assert mine.go_on.wait(PATIENCE)
        return mine.outcome()

    def begin(self, workers: Workers) -> Job:
        """Start the work."""
        return workers.run(lambda _token, _report: self.work(), lane="disk")


@pytest.mark.parametrize("kind", OUTCOMES)
def test_a_widget_that_only_work_still_holds_goes_in_the_gui_thread(qtbot: QtBot, workers: Workers, kind: str) -> None:
    gone: list[int] = []
    for _ in range(20):  # the thread and the window race for who lets go last
        go_on = threading.Event()
        dialog = Dialog(go_on, OUTCOMES[kind], gone)
        with qtbot.waitSignal(dialog.begin(workers).ended):
            del dialog
            go_on.set()
    qtbot.waitUntil(lambda: len(gone) == 20)
    assert set(gone) == {threading.get_ident()}


def test_the_result_goes_in_the_gui_thread_too(qtbot: QtBot, workers: Workers) -> None:
    gone: list[int] = []

    class Result:
        def __del__(self) -> None:
            gone.append(threading.get_ident())

    for _ in range(20):
        with qtbot.waitSignal(workers.run(lambda _token, _report: Result(), lane="disk").ended):
            pass
    qtbot.waitUntil(lambda: len(gone) == 20)
    assert set(gone) == {threading.get_ident()}


def test_when_the_window_is_gone_nobody_is_told_and_all_goes_in_the_gui_thread(qtbot: QtBot) -> None:
    window, begun, go_on = QObject(), threading.Event(), threading.Event()
    told: list[object] = []
    gone: list[int] = []

    class Result:
        def __del__(self) -> None:
            gone.append(threading.get_ident())

    def work(_token: object, report: Report) -> Result:
        begun.set()
        assert go_on.wait(PATIENCE)
        report(Progress(1, 1, "one"))
        return Result()

    workers = Workers(window)
    job = workers.run(work, lane="disk")
    for signal in (job.progressed, job.done, job.failed, job.cancelled, job.ended):
        signal.connect(lambda *values: told.append(values))
    assert begun.wait(PATIENCE)
    del job, workers
    delete(window)
    go_on.set()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.get_ident()]
    assert told == []


def test_nobody_is_told_of_what_was_read_for_a_window_that_was_left_meanwhile(qtbot: QtBot, workers: Workers) -> None:
    told: list[object] = []
    job = workers.run(lambda _token, _report: 1, lane="disk")
    job.tell(workers, done=told.append, ended=lambda: told.append("ended"))
    assert workers.wait()  # it has ended, and its outcome is on the way
    workers.refuse()
    qtbot.waitUntil(lambda: job.over)
    assert told == []
    assert workers.idle()


def test_what_was_not_stored_is_told_of_a_window_that_was_left_too(qtbot: QtBot, workers: Workers) -> None:
    told: list[object] = []
    job = workers.run(lambda _token, _report: fail(), lane="write").tell(workers, failed=told.append)
    workers.refuse()
    qtbot.waitUntil(lambda: job.over)
    assert len(told) == 1


@pytest.mark.parametrize("kind", OUTCOMES)
def test_nobody_is_told_after_he_was_deleted(qtbot: QtBot, workers: Workers, kind: str) -> None:
    told: list[object] = []
    dialog, go_on = QObject(), threading.Event()

    def work(_token: object, _report: object) -> object:
        assert go_on.wait(PATIENCE)
        return OUTCOMES[kind]()

    job = workers.run(work, lane="disk").tell(
        dialog,
        done=told.append,
        failed=told.append,
        cancelled=lambda: told.append("cancelled"),
        ended=lambda: told.append("ended"),
    )
    delete(dialog)
    with qtbot.waitSignal(job.ended):
        go_on.set()
    assert told == []
