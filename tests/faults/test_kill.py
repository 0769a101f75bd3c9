"""Whatever moment the program is killed at: after the next start exactly the confirmed files are on the server."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.store.uploads import State
from bcdc_desktop.work.uploads.queue import UploadQueue
from helpers.misbehaving import CutAnswer, CutRequest, Fault, MisbehavingServer, Pass
from work.conftest import Practice
from work.uploads.conftest import confirm, shorten_pauses

RUNS = 6  # on each version
CHILD = Path(__file__).with_name("sending_child.py")


@pytest.fixture(scope="module", params=["2.11.6", "2.9.5"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCatalogue]:
    with DemoCatalogue(tmp_path_factory.mktemp("practice"), version=request.param, empty=True) as running:
        yield running


def killed_after(seconds: float, home: Path, server: MisbehavingServer, demo: DemoCatalogue) -> None:
    environment = os.environ | {
        "BCDC_DESKTOP_HOME": str(home),
        "CHILD_URL": server.url,
        "CHILD_KEY": demo.tokens["editor"],
    }
    child = subprocess.Popen(
        [sys.executable, str(CHILD)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout.readline() == "begins\n"
        threading.Event().wait(seconds)  # any moment is a right one
    finally:
        child.kill()
        child.communicate()
    assert child.returncode not in (0, 1), "it ended by itself"


@pytest.mark.parametrize("run", range(RUNS))
def test_killed_at_any_moment(demo: DemoCatalogue, home: Path, tmp_path: Path, run: int, monkeypatch) -> None:
    shorten_pauses(monkeypatch)
    rng = random.Random(run)
    with MisbehavingServer(demo) as server:
        practice = Practice(demo, server, home)
        package = practice.package()
        desk = practice.desk(act_budget=1000)
        paths = []
        for number in range(6):
            paths.append(tmp_path / f"f{number}.csv")
            paths[-1].write_bytes(b"a,b\r\n" + b"".join(b"%d,%d\r\n" % (number, n) for n in range(rng.randint(1, 400))))
        confirm(desk, package, paths)
        fault: Fault = rng.choice([Pass(), CutRequest(rng.randint(0, 2000)), CutAnswer(rng.randint(0, 80))])
        server.next("package_revise", *rng.sample([fault, Pass()], 2))
        killed_after(rng.uniform(0, 0.15), home, server, demo)
        again = UploadQueue(desk)
        again.start()
        try:
            assert again.wait(timeout=30)
        finally:
            assert again.stop()
        assert {r.state for r in desk.store.uploads.rows()} == {State.DONE}
        assert practice.files(package["id"]) == {p.name: p.read_bytes() for p in paths}
        practice.close()
