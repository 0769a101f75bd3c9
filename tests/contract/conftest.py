"""One suite over every server: the practice catalogue in its versions and kinds, and a real CKAN of each.

`pytest -m realckan` runs it against the real ones, whose state.json files the environment names; without the
environment it fails.

A test runs on all of them; one that is marked ``kind`` is about a schema, and runs on catalogues of that kind alone.
What they do differently is in ``capabilities.py``, which tests ask.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from contract.contract_server import Packages, Server, packages

REAL = {
    "real-2.11": "BCDC_TEST_CKAN_211",
    "real-2.9": "BCDC_TEST_CKAN_29",
    "real-2.12": "BCDC_TEST_CKAN_212",
    "real-plain": "BCDC_TEST_CKAN_PLAIN",
    "real-dcat": "BCDC_TEST_CKAN_DCAT",
}
DEMO = {
    "practice-2.11": ("2.11.6", "bcdc"),
    "practice-2.9": ("2.9.5", "bcdc"),
    "practice-plain": ("2.11.6", "plain"),
    "practice-dcat": ("2.11.6", "dcat"),
}
OTHER_SCHEMAS = ("plain", "dcat")
ALWAYS = ("real-2.11", "real-2.9")  # the others where the environment names them


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "ckan_name" not in metafunc.fixturenames:
        return
    kinds = {mark.args[0] for mark in metafunc.definition.iter_markers("kind")}

    def runs(name: str) -> bool:
        return not kinds or next((k for k in OTHER_SCHEMAS if name.endswith(k)), "bcdc") in kinds

    # what holds for any schema is tried with DCAT's in the lane of the real servers, which has the time
    later = "practice-dcat" if not kinds else ""
    names = [_of(name, real=name == later) for name in DEMO if runs(name)]
    if "realckan" in (metafunc.config.option.markexpr or ""):  # a lane of its own: it needs servers that CI brings up
        there = [name for name, variable in REAL.items() if name in ALWAYS or os.environ.get(variable)]
        names += [_of(name, real=True) for name in there if runs(name)]
    metafunc.parametrize("ckan_name", names, scope="session")


def _of(name: str, *, real: bool) -> ParameterSet:
    """Return a catalogue as a parameter. Those of a real one run one after the other, as some count what is there."""
    group = pytest.mark.xdist_group(name)
    return pytest.param(name, marks=[group, pytest.mark.realckan] if real else group)


@pytest.fixture(scope="session")
def running(ckan_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server under test, for the whole run."""
    if ckan_name in DEMO:
        version, kind = DEMO[ckan_name]
        demo = DemoCatalogue(tmp_path_factory.mktemp("practice"), version=version, kind=kind)
        with demo:
            server = Server(demo.url, demo.tokens, [], kind)
            for name in HOME_ORGANIZATIONS:
                found = server.get("organization_show", None, id=name)
                server.organizations.append({"id": found["id"], "name": name})
            yield _ready(server)
    else:
        variable = REAL[ckan_name]
        if not os.environ.get(variable):
            pytest.fail(f"{variable} does not name the state.json of a running CKAN", pytrace=False)
        state = json.loads(Path(os.environ[variable]).read_text())
        yield _ready(Server(state["url"], state["tokens"], state["my_organizations"], state.get("kind", "bcdc")))


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
