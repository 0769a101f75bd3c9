"""Given an installation without the extra for the practice catalogue, when it is started, one sentence says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """For processes that cannot import the library, as where it was never installed."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "multipart.py").write_text("raise ModuleNotFoundError(name='multipart')\n")
    return {**os.environ, "PYTHONPATH": str(hidden), "BCDC_DESKTOP_HOME": str(tmp_path / "home")}


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_practice_catalogue_says_what_is_missing(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, "-m", "bcdc_desktop.demo", "--home", str(tmp_path / "practice"))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "bcdc-desktop[practice]" in done.stderr


def test_the_command_line_says_it_too_and_works_with_other_catalogues(environment: dict[str, str]) -> None:
    main = "import sys; from bcdc_desktop.cli.main import main; sys.exit(main())"
    done = run(environment, "-c", main, "--profile", "practice", "orgs", "--json")
    assert done.returncode == 2, done.stderr
    assert "bcdc-desktop[practice]" in json.loads(done.stdout)["error"]["message"]
    assert run(environment, "-c", main, "profiles", "--json").returncode == 0
