"""Given a computer that refuses the practice catalogue a port, a folder or its files, one sentence says so."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.waiting import PATIENCE


def refused(*options: str, **more: object) -> str:
    command = [sys.executable, "-m", "bcdc_desktop.demo", *options]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False, **more
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
    return done.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refused("--home", str(tmp_path / "practice"), "--port", str(taken.getsockname()[1]))
    assert said.startswith("The practice catalogue could not start")


def test_a_file_in_the_place_of_its_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "practice").write_text("a file")
    assert "practice" in refused("--home", str(tmp_path / "practice"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such limit")
def test_a_system_that_opens_no_more_files_is_told(tmp_path: Path) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))

    assert "could not start" in refused("--home", str(tmp_path / "practice"), preexec_fn=limit)
