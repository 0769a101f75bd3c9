"""Set-up on a machine that lacks something, and on one that lacks nothing; no package is installed here."""

import ctypes
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

import bootstrap as bootstrap_module
import system_libraries


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A checkout in a folder of the test's, on a machine with every library; the steps that set-up would run."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
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


def test_a_second_set_up_does_nothing(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    assert [command[1:3] for command in steps] == [("-m", "venv"), ("-m", "pip")]
    bootstrap.set_up("test")
    bootstrap.set_up()
    assert len(steps) == 2


def test_another_extra_is_added_to_those_that_are_there(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    bootstrap.set_up("check")
    assert steps[-1][-1].endswith("[check,test]")


def test_a_changed_project_is_installed_again(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    bootstrap.set_up()
    assert len(steps) == 4
    assert "--clear" not in steps[2]
    assert steps[-1][-1].endswith("[test]")


def test_an_environment_that_was_moved_is_made_anew(bootstrap: ModuleType, steps: list[tuple[str, ...]]) -> None:
    bootstrap.set_up("test")
    stamp = json.loads(bootstrap.STAMP.read_text())
    bootstrap.STAMP.write_text(json.dumps({**stamp, "place": "/somewhere/else"}))
    bootstrap.set_up()
    assert "--clear" in steps[2]


def test_a_set_up_that_failed_is_done_again(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.set_up()
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\nname = 'other'\n")
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
