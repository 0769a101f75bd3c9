"""The hooks before a commit and the command `check` look at the same things, with the locked tools."""

import re
import sys
from pathlib import Path

import pytest

import bootstrap

HOOKS = Path(__file__).resolve().parents[2] / ".pre-commit-config.yaml"


def test_the_hooks_run_what_check_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(command: str, *arguments: str) -> int:
        ran.append(" ".join([Path(command).stem, *(a for a in arguments if not a.startswith("-"))]))
        return 0

    monkeypatch.setattr(bootstrap, "set_up", lambda *extras: None)
    monkeypatch.setattr(bootstrap, "run", run)
    assert bootstrap.check([]) == 0
    entries = re.findall(r"entry: python3 packaging/bootstrap\.py tool (.*)", HOOKS.read_text(encoding="utf-8"))
    hooks = [" ".join(word for word in entry.split() if not word.startswith("-")) for entry in entries]
    assert ran == hooks


def test_the_hooks_fetch_nothing() -> None:
    text = HOOKS.read_text(encoding="utf-8")
    assert set(re.findall(r"repo: (.*)", text)) == {"local"}
    assert set(re.findall(r"language: (.*)", text)) == {"system"}


@pytest.mark.parametrize(("arguments", "code"), [(["ruff", "check"], 0), (["mypy"], 3)])
def test_a_tool_runs_from_the_environment(monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "set_up", lambda *extras: None)
    monkeypatch.setattr(bootstrap, "run", lambda *command: ran.append(command) or code)
    assert bootstrap.tool(arguments) == code
    assert ran == [(bootstrap.program(arguments[0]), *arguments[1:])]
    assert Path(ran[0][0]).is_relative_to(bootstrap.VENV)


def test_a_tool_has_to_be_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "tool"])
    assert bootstrap.main() == 1
    assert "ruff" in capsys.readouterr().err
