"""Work off the GUI thread: what only the work still holds goes in the GUI thread, however late the work ends."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

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


def test_workers_that_are_dropped_while_work_is_under_way_wait_for_it(qtbot: QtBot) -> None:
    workers, begun, ended = Workers(), threading.Event(), threading.Event()

    def work(_token: object, _report: object) -> None:
        begun.set()
        threading.Event().wait(0.05)
        ended.set()

    job = workers.run(work, lane="disk")
    assert begun.wait(PATIENCE)
    assert isValid(job)
    del job, workers
    assert ended.wait(PATIENCE)
