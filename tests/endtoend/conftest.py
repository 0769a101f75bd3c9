"""The catalogues of the main job: the practice catalogue in a real window, and the real CKANs."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.program import Program
from bcdc_desktop.ui.window import MainWindow
from helpers.action import act
from helpers.sample_record import LINK, record_fields

REAL = {"2.11.6": "BCDC_TEST_CKAN_211", "2.9.5": "BCDC_TEST_CKAN_29"}


@dataclass
class Server:
    """A catalogue with an editor's key, as the test itself talks to it."""

    url: str
    tokens: dict
    organization: str
    window_marks: bool = False

    def as_(self, role: str) -> Catalogue:
        return Catalogue(Profile("test-side", "Test side", self.url), self.tokens[role])


@pytest.fixture(
    params=[
        pytest.param("practice", marks=pytest.mark.window),
        pytest.param("2.11.6", marks=[pytest.mark.realckan, pytest.mark.xdist_group("real-2.11")]),
        pytest.param("2.9.5", marks=[pytest.mark.realckan, pytest.mark.xdist_group("real-2.9")]),
    ]
)
def ckan(request, tmp_path: Path) -> Iterator[Server]:
    """The practice catalogue (in a real window), or a real CKAN (fails when the environment does not name it)."""
    if request.param == "practice":
        with DemoCatalogue(tmp_path / "practice") as demo:
            branch = Catalogue(Profile("x", "x", demo.url), demo.tokens["editor"]).organization(
                "information-management-cfd"
            )
            yield Server(demo.url, demo.tokens, branch["id"])
        return
    state_file = os.environ.get(REAL[request.param])
    if not state_file:
        pytest.fail(f"{REAL[request.param]} does not name the state.json of a CKAN {request.param}")
    state = json.loads(Path(state_file).read_text("utf-8"))
    yield Server(state["url"], state["tokens"], state["my_organizations"][0]["id"])


@pytest.fixture
def record(ckan: Server) -> Iterator[dict]:
    """A record of the test's own with one linked resource; purged afterwards."""
    fields = record_fields(ckan.organization, "main-job")
    links = [{**LINK, "name": "First", "url": "https://example.org/first"}]
    made = ckan.as_("editor").create_package({**fields, "resources": links})
    yield made
    act(ckan.url, ckan.tokens["sysadmin"], "dataset_purge", id=made["id"])


@pytest.fixture
def open_window(qtbot: QtBot, qapp, ckan: Server, home: Path) -> Iterator[Callable[[], MainWindow]]:
    """Opens the window on the catalogue as an editor whose key is in the keyring."""
    theme.apply_theme(qapp, "light")
    programs: list[Program] = []

    def open_one() -> MainWindow:
        program = Program(Places.below(home).make(), lambda _p: pytest.fail("no practice catalogue is needed"))
        profile = Profile("the-catalogue", "The catalogue", ckan.url, user="editor")
        program.settings.put_profile(profile)
        program.credentials.keep(profile, "editor", ckan.tokens["editor"])
        window = MainWindow(program)
        qtbot.addWidget(window, before_close_func=lambda _w: program.close())
        programs.append(program)
        window.show()
        program.open(profile.name)
        qtbot.waitUntil(lambda: window.organizations.model.matches() > 0)
        qtbot.waitUntil(lambda: window.session is not None and not window.session.synchronizing)
        return window

    yield open_one
    for program in programs:
        program.close()
        program.deleteLater()
