"""Killed in the middle, or the answer lost: the next run ends with exactly the resources, byte for byte."""

import signal
import sys
import time
from pathlib import Path

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from cli.conftest import Bcdc
from cli.gate import Gate
from helpers.waiting import PATIENCE

CYCLE = ("--set", "resource_update_cycle=monthly")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for number in range(3):
        path = tmp_path / f"readings {number}.csv"
        path.write_bytes(b"id,reading\r\n" + b"".join(b"%d,%d\r\n" % (i, i * number) for i in range(40_000)))
        made.append(path)
    return made


@pytest.fixture
def through(bcdc: Bcdc, gate: Gate, package: str) -> Bcdc:
    """``bcdc`` through the gate; the record is there already."""
    bcdc.url = gate.url
    return bcdc


def contents(server: Catalogue, package: str) -> list[bytes]:
    return sorted(b"".join(server.read_file(str(r["url"]))) for r in server.package(package)["resources"])


@pytest.mark.parametrize(
    ("act", "after"), [("hold the request", 1), ("hold the request", 600_000), ("lose the answer", 0)]
)
def test_killed_while_sending_then_resumed(
    through: Bcdc, gate: Gate, server: Catalogue, package: str, files: list[Path], act: str, after: int
) -> None:
    gate.arm("package_revise", act, after)  # type: ignore[arg-type]
    process = through.start("upload", package, *files, *CYCLE, "--json")
    assert gate.reached.wait(PATIENCE)
    process.kill()
    assert process.communicate(timeout=PATIENCE)[0] == ""
    states = {r["state"] for r in through.json("uploads").document["uploads"]}
    assert states & {"sending", "verifying"}
    done = through.process("uploads", "--resume", "--json")
    assert done.code == 0, done.out
    assert {r["state"] for r in done.document["uploads"]} == {"done"}
    assert contents(server, package) == sorted(f.read_bytes() for f in files)
    ids = {r["resource"] for r in done.document["uploads"]}
    assert {r["id"] for r in server.package(package)["resources"]} == ids


@pytest.mark.parametrize("act", ["hold the request", "lose the answer"])
def test_killed_while_sending_then_cancelled(
    through: Bcdc, gate: Gate, server: Catalogue, package: str, files: list[Path], act: str
) -> None:
    """What had arrived is done; only what had not is cancelled."""
    gate.arm("package_revise", act, 600_000)  # type: ignore[arg-type]
    process = through.start("upload", package, *files, *CYCLE, "--json")
    assert gate.reached.wait(PATIENCE)
    process.kill()
    process.communicate(timeout=PATIENCE)
    done = through.json("uploads", "--cancel", "all")
    assert done.code == 0, done.out
    arrived = act == "lose the answer"
    assert {r["state"] for r in done.document["uploads"]} == {"done" if arrived else "cancelled"}
    assert len(server.package(package)["resources"]) == (3 if arrived else 0)


def test_a_lost_answer_is_looked_up_and_nothing_is_sent_twice(
    through: Bcdc, gate: Gate, server: Catalogue, package: str, files: list[Path]
) -> None:
    gate.arm("package_revise", "lose the answer")
    done = through.process("upload", package, *files, *CYCLE, "--json")
    assert done.code == 0, done.out
    assert contents(server, package) == sorted(f.read_bytes() for f in files)
    assert gate.calls.count("package_revise") == 1


@pytest.mark.parametrize("version", ["2.9.5"])
def test_where_writes_are_not_locked_what_a_colleague_overwrites_is_sent_again(
    through: Bcdc, gate: Gate, server: Catalogue, package: str, files: list[Path]
) -> None:
    process = through.start("upload", package, *files, *CYCLE, "--json")
    deadline = time.monotonic() + PATIENCE
    while not server.package(package)["resources"]:
        assert time.monotonic() < deadline
    server.patch_package(package, {"resources": []})  # read before our write, and written after it
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, out
    assert contents(server, package) == sorted(f.read_bytes() for f in files)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_stopped_by_the_user_keeps_what_is_not_sent(
    through: Bcdc, gate: Gate, server: Catalogue, package: str, files: list[Path]
) -> None:
    gate.arm("package_revise", "hold the request", 600_000)
    process = through.start("upload", package, *files, *CYCLE, "--json")
    assert gate.reached.wait(PATIENCE)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, (out, err)
    assert '"cancelled"' in out
    assert "--resume" in err
    assert contents(server, package) == []
    assert through.process("uploads", "--resume", "--json").code == 0
    assert contents(server, package) == sorted(f.read_bytes() for f in files)


def test_a_queue_whose_own_files_cannot_be_opened_says_so_and_ends(bcdc: Bcdc, package: str, files: list[Path]) -> None:
    queued = bcdc.json("upload", package, files[0], *CYCLE, "--no-wait")
    assert queued.code == 0, queued.out
    (work,) = (bcdc.home / "work").glob("*.sqlite")
    lock = work.with_suffix(".queue")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    done = bcdc.json("uploads", "--resume", "--patience", "0")
    assert done.error["kind"] == "not_writable", done.out
    lock.rmdir()
    assert bcdc.json("uploads", "--resume").code == 0
