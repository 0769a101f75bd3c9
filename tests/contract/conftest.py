"""One suite, three kinds of server: the practice catalogue in both versions, and a real CKAN in both versions.

`pytest -m realckan` runs it against the real ones, whose state.json files the environment names; without the
environment it fails.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from contract.contract_server import Packages, Server, packages

REAL = {"real-2.11": "BCDC_TEST_CKAN_211", "real-2.9": "BCDC_TEST_CKAN_29"}
DEMO = {"practice-2.11": "2.11.6", "practice-2.9": "2.9.5"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "ckan_name" not in metafunc.fixturenames:
        return
    names = [pytest.param(name) for name in DEMO]
    if "realckan" in (metafunc.config.option.markexpr or ""):  # a lane of its own: it needs servers that CI brings up
        names += [pytest.param(name, marks=pytest.mark.realckan) for name in REAL]
    metafunc.parametrize("ckan_name", names, scope="session")


@pytest.fixture(scope="session")
def running(ckan_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server under test, for the whole run."""
    if ckan_name in DEMO:
        demo = DemoCatalogue(tmp_path_factory.mktemp("practice"), version=DEMO[ckan_name])
        with demo:
            server = Server(demo.url, demo.tokens, [])
            for name in HOME_ORGANIZATIONS:
                found = server.get("organization_show", None, id=name)
                server.organizations.append({"id": found["id"], "name": name})
            yield _ready(server)
    else:
        variable = REAL[ckan_name]
        if not os.environ.get(variable):
            pytest.fail(f"{variable} does not name the state.json of a running CKAN", pytrace=False)
        state = json.loads(Path(os.environ[variable]).read_text())
        yield _ready(Server(state["url"], state["tokens"], state["my_organizations"]))


def _ready(server: Server) -> Server:
    text = server.get("status_show", None)["ckan_version"]
    server.version = tuple(int(part) for part in text.split(".")[:3])
    return server


@pytest.fixture
def ckan(running: Server) -> Server:
    return running


@pytest.fixture
def new(ckan: Server) -> Iterator[Packages]:
    """Makes packages that are purged after the test."""
    with packages(ckan) as maker:
        yield maker
