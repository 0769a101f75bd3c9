"""A window on the practice catalogue, as the tests of the window have it, and the dialogs over it."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.ui.record.editor import RecordEditor
from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.window import MainWindow
from helpers.waiting import PATIENCE
from ui.window.conftest import demo, open_window, record, server, show_record, window  # noqa: F401

# what a new record made from another one still wants
COMPLETE = {
    "title": "Wells of the Skeena",
    "notes": "Where wells are.",
    "resource_status": "onGoing",
    "dates": [{"type": "Created", "date": "2024-01-01"}],
}


@pytest.fixture
def opened(qtbot: QtBot) -> Callable:
    """Waits for a dialog of a kind."""

    def find(kind: type):
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

    def wait(kind: type):
        qtbot.waitUntil(lambda: find(kind) is not None)
        return find(kind)

    return wait


@pytest.fixture
def editor(window: MainWindow, record: dict, show_record) -> RecordEditor:  # noqa: F811
    """The editor with a published record of the editor's own branch on screen."""
    show_record(window, record["id"])
    return window.record.editor


class Held:
    """Acts that wait until the test lets them go; ``refuse`` makes them end with an error then."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.refuse: Exception | None = None
        self.change: Callable = lambda result: result

    def wait(self, act: Callable, *given: object, **more: object) -> object:
        self.begun.set()
        assert self.go.wait(PATIENCE)
        if self.refuse is not None:
            raise self.refuse
        return self.change(act(*given, **more))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Holds every act back."""
    holder, revise = Held(), Catalogue.revise
    monkeypatch.setattr(Catalogue, "revise", lambda *given, **more: holder.wait(revise, *given, **more))
    yield holder
    holder.go.set()


@pytest.fixture
def save(qtbot: QtBot, opened: Callable) -> Callable:
    """Reviews and saves."""

    def pressed(editor: RecordEditor) -> None:
        qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)

    return pressed


@pytest.fixture
def other(server: Catalogue, record: dict) -> dict:  # noqa: F811
    """Another record that the user may edit."""
    found = server.search(rows=100, fq=f'owner_org:"{record["owner_org"]}"').packages
    return next(p for p in found if p["id"] != record["id"])
