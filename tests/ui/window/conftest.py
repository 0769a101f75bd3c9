"""A window on the practice catalogue, opened and closed as a user would."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop import translation
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.language import Language, use_language
from bcdc_desktop.ui.program import Program
from bcdc_desktop.ui.window import MainWindow
from helpers.colleague import Colleague
from helpers.hostile import HostileCatalogue, hostile_text, watched_pipe
from helpers.synchronized_cache import SynchronizedCache
from helpers.waiting import settle

from .tour import Tour

BRANCH = "information-management-cfd"
Opener = Callable[..., MainWindow]


@pytest.fixture
def demo(tmp_path: Path, sample_home: Path) -> Iterator[DemoCatalogue]:
    """A practice catalogue of its own, running; the window's own practice profile is this one."""
    with DemoCatalogue(shutil.copytree(sample_home, tmp_path / "practice")) as catalogue:
        yield catalogue


@pytest.fixture
def server(demo: DemoCatalogue) -> Colleague:
    """The same catalogue as a colleague sees it, who is an editor too."""
    return Colleague(Profile("colleague", "Colleague", demo.url), demo.tokens["editor"])


@pytest.fixture
def open_window(
    qtbot: QtBot,
    qapp: QApplication,
    demo: DemoCatalogue,
    home: Path,
    synchronized: bool,
    synchronized_cache: SynchronizedCache,
) -> Iterator[Opener]:
    """Opens windows on one home; waits until tree and records are on screen, all of them."""
    if synchronized:
        synchronized_cache.put_into(home, demo.url)
    theme.apply_theme(qapp, "light")
    opened: list[MainWindow] = []

    def open_one(*, wait: bool = True, profile: str = "practice") -> MainWindow:
        program = Program(Places.below(home).make(), lambda _places: demo)
        window = MainWindow(program)
        qtbot.addWidget(window, before_close_func=lambda _w: program.close())
        opened.append(window)
        window.show()
        program.open(profile)
        if wait:
            qtbot.waitUntil(lambda: window.organizations.model.matches() > 0 and window.packages.model.rowCount() > 0)
            settle(qtbot, window)
        return window

    yield open_one
    for window in opened:
        window.program.close()
        # it belongs to nothing, and what its signals call holds all of the window: each test would leave one behind
        window.program.deleteLater()


@pytest.fixture
def window(open_window: Opener) -> MainWindow:
    """A window on the practice catalogue, signed in as an editor."""
    return open_window()


@pytest.fixture
def show_record(qtbot: QtBot) -> Callable[[MainWindow, str], None]:
    """Shows a record and waits until its resource form is there."""

    def show(window: MainWindow, package_id: str) -> None:
        window.show_record(package_id)
        qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == package_id)
        qtbot.waitUntil(lambda: window.record.editor is not None and bool(window.record.editor.resource_id))

    return show


@pytest.fixture
def record(server: Catalogue) -> dict:
    """A published record of the editor's own branch with several resources, the first a document."""
    organization = server.organization(BRANCH)
    packages = server.search(fq=f'owner_org:"{organization["id"]}"', rows=100).packages
    return next(
        p
        for p in packages
        if p["publish_state"] == "PUBLISHED"
        and len(p["resources"]) > 1
        and p["resources"][0]["bcdc_type"] == "document"
    )


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    """A hostile text; that nothing opens what it names is seen to at the end of the test."""
    with watched_pipe(tmp_path) as (pipe, opened):
        yield hostile_text(pipe)
    assert opened == []


@pytest.fixture
def french(qapp: QApplication) -> Iterator[list[QTranslator]]:
    """The program in French, as it is after the start, and what translates it."""
    yield from _speaking(qapp, "fr")


@pytest.fixture(params=["en", "fr"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[list[QTranslator]]:
    """The program in each of its languages."""
    yield from _speaking(qapp, request.param)


def _speaking(qapp: QApplication, language: Language) -> Iterator[list[QTranslator]]:
    before = QLocale()
    translators = use_language(qapp, language)
    yield translators
    for translator in translators:
        qapp.removeTranslator(translator)
    translation.install(str)
    QLocale.setDefault(before)


@pytest.fixture
def tour(
    qtbot: QtBot,
    qapp: QApplication,
    demo: DemoCatalogue,
    home: Path,
    hostile: str,
    record: dict,
    server: Colleague,
    show_record: Callable[[MainWindow, str], None],
    tmp_path: Path,
) -> Iterator[Tour]:
    """A way through all windows, on the practice catalogue with all its texts replaced."""
    theme.apply_theme(qapp, "light")
    program = Program(Places.below(home).make(), lambda _places: HostileCatalogue(demo, hostile))
    window = MainWindow(program)
    qtbot.addWidget(window, before_close_func=lambda _w: program.close())
    window.show()
    program.open("practice")
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace.store is not None)
    qtbot.waitUntil(lambda: window.organizations.model.matches() > 0 and window.packages.model.rowCount() > 0)
    qtbot.waitUntil(lambda: window.session is not None and not window.session.synchronizing)
    yield Tour(window, record, server, show_record, qtbot, home, tmp_path, hostile)
    program.close()
    program.deleteLater()
