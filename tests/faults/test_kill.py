"""Whatever moment the program is killed at: after the next start exactly the confirmed files are on the server."""

import contextlib
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.conftest import Practice
from app.uploads.conftest import confirm
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.store.uploads import State
from helpers.misbehaving import CutAnswer, CutRequest, Fault, MisbehavingServer, Pass
from helpers.system import KILLED
from helpers.waiting import PATIENCE

RUNS = 6  # on each version
CHILD = Path(__file__).with_name("sending_child.py")


@pytest.fixture(scope="module", params=["2.11.6", "2.9.5"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCatalogue]:
    with DemoCatalogue(tmp_path_factory.mktemp("practice"), version=request.param, empty=True) as running:
        yield running


@contextlib.contextmanager
def sending(home: Path, server: MisbehavingServer, demo: DemoCatalogue, **profile: Any) -> Iterator[None]:
    """The program sends what waits; at the end of the block it is killed."""
    environment = os.environ | {
        "BCDC_DESKTOP_HOME": str(home),
        "CHILD_URL": server.url,
        "CHILD_KEY": demo.tokens["editor"],
        "CHILD_PROFILE": json.dumps(profile),
    }
    child = subprocess.Popen(
        [sys.executable, str(CHILD)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout.readline() == "begins\n"
        yield
    finally:
        child.kill()
        child.communicate()
    assert child.returncode == KILLED, "it ended by itself"


@pytest.mark.parametrize("run", range(RUNS))
def test_killed_at_any_moment(demo: DemoCatalogue, home: Path, tmp_path: Path, run: int, monkeypatch) -> None:
    rng = random.Random(run)
    with MisbehavingServer(demo) as server:
        practice = Practice(demo, server, home)
        package = practice.package()
        workspace = practice.workspace(batch_limit=1000)
        paths = []
        for number in range(6):
            paths.append(tmp_path / f"f{number}.csv")
            paths[-1].write_bytes(b"a,b\r\n" + b"".join(b"%d,%d\r\n" % (number, n) for n in range(rng.randint(1, 400))))
        confirm(workspace, package, paths)
        fault: Fault = rng.choice([Pass(), CutRequest(rng.randint(0, 2000)), CutAnswer(rng.randint(0, 80))])
        server.next("package_revise", *rng.sample([fault, Pass()], 2))
        with sending(home, server, demo):
            threading.Event().wait(rng.uniform(0, 0.15))  # any moment is a right one
        again = UploadQueue(workspace)
        again.start()
        try:
            assert again.wait(timeout=PATIENCE)
        finally:
            assert again.stop()
        assert {r.state for r in workspace.store.uploads.rows()} == {State.DONE}
        assert practice.files(package["id"]) == {p.name: p.read_bytes() for p in paths}
        practice.close()


@pytest.mark.parametrize("demo", ["2.9.5"], indirect=True)
def test_killed_between_the_first_look_and_the_second(
    demo: DemoCatalogue, home: Path, tmp_path: Path, monkeypatch
) -> None:
    """What a colleague's save has thrown away meanwhile is noticed at the next start, however large the files are."""
    with MisbehavingServer(demo) as server:
        practice = Practice(demo, server, home)
        package = practice.package()
        workspace = practice.workspace(verify_content_below=0)
        path = tmp_path / "large.csv"
        path.write_bytes(b"a,b\r\n1,2\r\n")
        (row,) = confirm(workspace, package, [path])
        deadline = time.monotonic() + PATIENCE
        with sending(home, server, demo, settle_seconds=600, verify_content_below=0):
            while workspace.store.uploads.get(row.id).state is not State.DONE:
                assert time.monotonic() < deadline
                threading.Event().wait(0.02)
        practice.other.patch_package(package["id"], {"resources": []})  # read before our write, written after it
        again = UploadQueue(workspace)
        again.start()
        try:
            assert again.wait([row.id], timeout=PATIENCE)
        finally:
            assert again.stop()
        assert practice.files(package["id"]) == {path.name: path.read_bytes()}
        assert not workspace.store.uploads.get(row.id).unsettled
        practice.close()
