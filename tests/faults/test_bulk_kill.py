"""A bulk change that is killed at any moment goes on where it stopped: each record is changed, and only once."""

import random
import threading
from pathlib import Path

import pytest

from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from cli.conftest import ORGANIZATION, Bcdc
from helpers.colleague import Colleague
from helpers.misbehaving import CutAnswer, CutRequest, MisbehavingServer, Pass
from helpers.sample_record import record_fields

RECORDS = 10
KILLS = 3


@pytest.mark.parametrize("version", ["2.11.6", "2.9.5"])
def test_killed_at_any_moment(tmp_path: Path, home: Path, version: str) -> None:
    rng = random.Random(version)
    with (
        DemoCatalogue(tmp_path / "practice", version=version, empty=True) as demo,
        MisbehavingServer(demo) as server,
    ):
        boss = Colleague(Profile("boss", "Boss", demo.url), demo.tokens["sysadmin"])
        owner = str(boss.organization(ORGANIZATION)["id"])
        ids = [str(boss.create_package(record_fields(owner))["id"]) for _ in range(RECORDS)]
        bcdc = Bcdc(server.url, demo.tokens["editor"], home)
        plan = tmp_path / "plan.json"
        assert bcdc.json("sync").code == 0
        assert bcdc.json("bulk", "plan", "--set", "notes=Mine.", "--add-tag", "bulk", "--out", plan).code == 0
        faults = [CutRequest(rng.randint(0, 2000)), CutAnswer(rng.randint(0, 80)), Pass(), Pass(), Pass()]
        words = ["bulk", "run", str(plan), "--reason", "kill", "--yes"]
        for _ in range(KILLS):
            server.next("package_revise", *rng.sample(faults, len(faults)))
            begun = demo.calls["package_revise"]
            process = bcdc.start(*words, "--json", BCDC_TIMEOUT="10")
            while process.poll() is None and demo.calls["package_revise"] == begun:
                threading.Event().wait(0.02)  # it is killed while it is at work, not while it starts
            threading.Event().wait(rng.uniform(0, 0.1))
            process.kill()
            process.communicate()
            words = ["bulk", "resume", "1"]
        done = bcdc.json("bulk", "resume", "1")
        assert done.code == 0, done.out
        assert (done.document["done"], done.document["unchanged"], done.document["open"]) == (RECORDS, 0, 0)
        for package in map(boss.package, ids):
            assert package["notes"] == "Mine."
            assert [t["name"] for t in package["tags"]].count("bulk") == 1
            changes = [a for a in boss.activity(package["id"]) if a["activity_type"] == "changed package"]
            assert len(changes) == 1, "changed twice"
        undone = bcdc.json("bulk", "undo", "1", "--yes")
        assert (undone.code, undone.document["done"]) == (0, RECORDS)
        assert {boss.package(i)["notes"] for i in ids} == {"All of them."}
