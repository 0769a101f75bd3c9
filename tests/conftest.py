"""What holds for every test: a folder and a keyring of its own, no network, a clean log, no window unless marked."""

import gc
import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # Qt's own screen there is 800 x 800, on which no window has its usual size
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('offscreen.json')}"
# for the processes that tests start: they have no keyring unless the test gives them one
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import keyring
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.ui.app import name_application
from helpers.examples import MORE
from helpers.memory_keyring import MemoryKeyring
from helpers.synchronized_cache import SynchronizedCache
from helpers.waiting import PATIENCE

pytest_plugins = ["helpers.logfail", "helpers.loopback", "windows_rules"]

# Property tests try the same examples in every run, take the time they need on a busy machine, and write nothing into
# the checkout.
settings.register_profile(
    "every run alike",
    derandomize=True,
    deadline=None,
    max_examples=300 if MORE else 60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("every run alike")
set_hypothesis_home_dir(tempfile.gettempdir())

for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
    wait.__kwdefaults__["timeout"] = round(PATIENCE * 1000)


_tests_with_qt = itertools.count(1)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later collection of garbage: all of it stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Empty the clipboard: Qt's offscreen one deletes what Python put there when Python has gone, and crashes."""
    if (app := QApplication.instance()) is not None:
        app.clipboard().clear()


@pytest.fixture(autouse=True)
def released() -> Iterator[None]:
    """No mouse button stays held after a test: forms wait for its release, in every later test of the process."""
    yield
    if QApplication.instance() is not None and (held := QApplication.mouseButtons()):
        let_go = QMouseEvent(
            QEvent.Type.MouseButtonRelease, QPointF(), QPointF(), held, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QCoreApplication.sendEvent(QWidget(), let_go)
        pytest.fail(f"it leaves a mouse button held: {held}")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder in which the program keeps every file during this test; not there until it makes it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("BCDC_DESKTOP_HOME", str(folder))
    for name in ("BCDC_API_KEY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def memory_keyring() -> MemoryKeyring:
    """The keyring of this test; `.passwords` shows what was put into it."""
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a practice catalogue after its first start, to be copied: that takes a tenth of making the sample."""
    folder = tmp_path_factory.mktemp("sample") / "practice"
    with DemoCatalogue(folder):
        pass
    (folder / "port").unlink()  # what is still under way at the end of a test must not reach the next one's
    return folder


@pytest.fixture(scope="session")
def synchronized_cache(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> SynchronizedCache:
    """The cache of the practice catalogue's editor, with all of its sample."""
    return SynchronizedCache(tmp_path_factory.mktemp("synchronized"), sample_home)


@pytest.fixture
def synchronized() -> bool:
    """Whether the home of a window has the records already, as after a first start."""
    return True


def _platform() -> str:
    return os.environ["QT_QPA_PLATFORM"].partition(":")[0]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Qt's application, named as the program names it: a desktop asks for that in a real window."""
    name_application(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _a_window_test_has_a_window(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("window") and _platform() in ("offscreen", "minimal"):
        pytest.fail("this test needs a real window: python3 packaging/bootstrap.py test", pytrace=False)


def _let_go() -> None:
    """Release what a test pressed: in the next one Ctrl and Shift would select otherwise, and a form wait for a button
    to be released. A double click of ``QTest`` ends with the button down."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        if QApplication.mouseButtons() & button:
            QTest.mouseRelease(QWidget(), button)


@pytest.fixture(autouse=True)
def _a_window_collects_in_its_own_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program (ui/garbage.py): garbage that holds objects of Qt goes in the GUI thread, after the test.

    What is to be deleted later is deleted here: without an event loop a thousand widgets would stay for the tests that
    follow, and be styled again with each change of the theme.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    _let_go()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Collect the garbage of a test with Qt once nothing holds its fixtures any more. What is left is left out of the
    collections that follow, which would take a seventh of the time of all tests; and is looked at now and then."""
    answer = yield
    if not gc.isenabled():
        if next(_tests_with_qt) % 50 == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        gc.enable()
    return answer
