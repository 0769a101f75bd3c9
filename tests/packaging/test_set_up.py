"""Set-up on a machine that lacks something, and on one that lacks nothing; no package is installed here."""

import ctypes
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

import bootstrap as bootstrap_module
import lock_files
import system_libraries

PROJECT = "[build-system]\nrequires = []\n[project]\nname = 'one'\n"
EXTRAS = ("check", "test")


def lock(checkout: Path) -> None:
    """Writes what was locked for a checkout, as far as set-up reads it."""
    folder = checkout / lock_files.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in (lock_files.BUILD, lock_files.PROGRAM, *EXTRAS):
        (folder / f"{name}.txt").write_text("")
    (folder / "made-for.json").write_text(json.dumps({"tables": lock_files.tables_hash(checkout)}))


def locked_files(command: tuple[str, ...]) -> list[str]:
    """The files of locked versions that a step installs."""
    return [Path(part).stem for part in command if part.endswith(".txt")]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A checkout in a folder of the test's, on a machine with every library; the steps that set-up would run."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    lock(tmp_path)
    ran: list[tuple[str, ...]] = []

    def run(*command: str, environment: object = None) -> int:
        ran.append(command)
        (tmp_path / ".venv").mkdir(exist_ok=True)
        return 0

    for name, value in {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "STAMP": tmp_path / ".venv" / "stamp"}.items():
        monkeypatch.setattr(bootstrap_module, name, value)
    monkeypatch.setattr(bootstrap_module, "run", run)
    monkeypatch.setattr(system_libraries, "missing", lambda extras=(): [])
    return ran


@pytest.fixture
def bootstrap(steps: list[tuple[str, ...]]) -> ModuleType:
    return bootstrap_module


STEPS = 4  # of a set-up: the environment, what builds, the libraries, the project


def test_a_second_set_up_does_nothing(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    assert [command[1:3] for command in steps] == [("-m", "venv"), *[("-m", "pip")] * 3]
    bootstrap.set_up("test")
    bootstrap.set_up()
    assert len(steps) == STEPS


def test_nothing_is_installed_without_a_hash_that_is_known(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    build, libraries, project = steps[1:]
    assert [locked_files(step) for step in steps[1:]] == [["build"], ["program", "test"], []]
    assert "--require-hashes" in build
    assert "--require-hashes" in libraries
    assert "--no-build-isolation" in libraries  # else pip would fetch build tools without hashes
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(project)
    assert project[-1] == str(bootstrap.ROOT)


def test_another_extra_is_added_to_those_that_are_there(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    bootstrap.set_up("check")
    assert locked_files(steps[-2]) == ["program", "check", "test"]


def test_a_changed_project_is_installed_again(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    (bootstrap.ROOT / "pyproject.toml").write_text(PROJECT + "version = '2'\n")
    bootstrap.set_up()
    assert len(steps) == 2 * STEPS
    assert "--clear" not in steps[STEPS]
    assert locked_files(steps[-2]) == ["program", "test"]


def test_other_locked_versions_are_installed(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up()
    (bootstrap.ROOT / lock_files.FOLDER / "program.txt").write_text("# newer\n")
    bootstrap.set_up()
    assert len(steps) == 2 * STEPS


def test_what_is_not_locked_yet_is_not_installed(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    (bootstrap.ROOT / "pyproject.toml").write_text(PROJECT + "dependencies = ['other']\n")
    with pytest.raises(bootstrap.SetUpError, match="lock"):
        bootstrap.set_up()
    assert steps == []
    lock(bootstrap.ROOT)
    bootstrap.set_up()
    assert len(steps) == STEPS


@pytest.mark.parametrize("change", ["python", "system"])
def test_where_no_versions_are_locked_the_newest_are_taken_and_that_is_said(
    bootstrap: ModuleType,
    steps: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: str,
) -> None:
    if change == "python":
        monkeypatch.setattr(lock_files, "PYTHONS", ())
    else:
        monkeypatch.setattr(lock_files, "SYSTEMS", ())
    bootstrap.set_up("test")
    assert [locked_files(step) for step in steps[1:]] == [[]]
    assert steps[-1][-1].endswith("[test]")
    assert "No versions are locked" in capsys.readouterr().err


def test_an_environment_without_locked_versions_is_made_anew(
    bootstrap: ModuleType, steps: list[tuple[str, ...]]
) -> None:
    bootstrap.set_up()
    stamp = json.loads(bootstrap.STAMP.read_text())
    bootstrap.STAMP.write_text(json.dumps({**stamp, "locked": False}))
    bootstrap.set_up()
    assert "--clear" in steps[STEPS]


def test_an_environment_that_was_moved_is_made_anew(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    stamp = json.loads(bootstrap.STAMP.read_text())
    bootstrap.STAMP.write_text(json.dumps({**stamp, "place": "/somewhere/else"}))
    bootstrap.set_up()
    assert "--clear" in steps[STEPS]


def test_a_set_up_that_failed_is_done_again(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.set_up()
    (bootstrap.ROOT / "pyproject.toml").write_text(PROJECT + "version = '2'\n")
    monkeypatch.setattr(bootstrap, "run", lambda *command: 1)
    with pytest.raises(bootstrap.SetUpError, match="ended with code 1"):
        bootstrap.set_up()
    assert bootstrap.read_stamp() == {}


@pytest.mark.parametrize(("codes", "arguments", "verdict"), [
    ((0, 0), [], 0),
    ((0, 1), [], 1),
    ((1, 0), [], 1),
    ((5, 0), [], 5),  # no window test at all is a failure of the whole
    ((5, 0), ["-k", "merge"], 0),
    ((0, 5), ["-k", "drag"], 0),
    ((5, 5), ["-k", "nothing"], 5),
    ((5, 1), ["-k", "merge"], 1),
])  # fmt: skip
def test_the_verdict_of_both_runs(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, codes: tuple[int, int], arguments: list[str], verdict: int
) -> None:
    outcomes = iter(codes)
    monkeypatch.setattr(bootstrap, "set_up", lambda *extras: None)
    monkeypatch.setattr(bootstrap, "run", lambda *command, environment=None: next(outcomes))
    monkeypatch.setattr(bootstrap.display_server, "NATIVE", {sys.platform: "offscreen"})  # no Xvfb for this
    assert bootstrap.test(arguments) == verdict


def lacking(monkeypatch: pytest.MonkeyPatch, *, tools: tuple[str, ...], uid: int) -> None:
    """A machine without libGL, with only these tools, used by the user with this number."""
    monkeypatch.setattr(system_libraries, "missing", lambda extras=(): [("libGL.so.1", "libgl1")])
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in tools else None)
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: uid, raising=False)


def test_without_apt_the_sentence_names_the_libraries(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    lacking(monkeypatch, tools=(), uid=0)
    with pytest.raises(system_libraries.MissingError, match=r"lacks libGL\.so\.1; install"):
        system_libraries.ensure(said.append)
    assert said == []


def test_without_sudo_the_sentence_is_the_command_for_root(monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    lacking(monkeypatch, tools=("apt-get",), uid=1000)
    with pytest.raises(system_libraries.MissingError, match="apt-get install --no-install-recommends libgl1"):
        system_libraries.ensure(said.append)
    assert said == []


@pytest.mark.parametrize(("uid", "first"), [(0, "env"), (1000, "sudo")])
def test_apt_runs_as_root_or_through_sudo(
    monkeypatch: pytest.MonkeyPatch, said: list[str], uid: int, first: str
) -> None:
    lacking(monkeypatch, tools=("apt-get", "sudo"), uid=uid)
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> object:
        ran.append(command)
        monkeypatch.setattr(system_libraries, "missing", lambda extras=(): [])
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(system_libraries.subprocess, "run", run)
    system_libraries.ensure(said.append)
    assert [command[0] for command in ran] == [first, first]
    assert ran[1][-2:] == ["--no-install-recommends", "libgl1"]
    assert len(said) == 1


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_only_linux_lacks_libraries(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    def lacks(name: str) -> None:
        raise OSError(f"{name} is not there")

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lacks)
    assert system_libraries.missing(["test", "freeze"]) == []
