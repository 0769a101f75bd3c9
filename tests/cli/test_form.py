"""The form of every command: options, one JSON document, exit codes, words on standard error."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bcdc_desktop import __version__
from bcdc_desktop.cli.context import Context, PracticeServer
from bcdc_desktop.cli.exit_codes import EXIT_CODES, Failure, failure_of
from bcdc_desktop.cli.main import cli
from bcdc_desktop.store.database import DiskFull

COMMANDS = cli.list_commands(click.Context(cli))


def _runnable() -> Iterator[tuple[str, ...]]:
    """The words of each command, and of those in a group."""
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.list_commands(click.Context(command)))


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, list(words), prog_name="bcdc")
    return done.exit_code, done.stdout, done.stderr


def test_help_lists_every_command_and_the_exit_codes() -> None:
    code, out, _ = run("--help")
    assert code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in out
    for line in ("0  done", "3  not authorized", "6  changed by someone else", "8  error of the server"):
        assert line in out


@pytest.mark.parametrize("words", list(_runnable()), ids=" ".join)
def test_every_command_has_help_and_takes_json(words: tuple[str, ...]) -> None:
    code, out, _ = run(*words, "--help")
    assert code == 0
    assert "--json" in out
    code, out, _ = run(*words, "--help", "--json")
    assert code == 0
    assert " ".join(words) in json.loads(out)["help"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_name_in_the_list_has_help(name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"Usage: bcdc {name} " in out


@pytest.mark.parametrize("name", ["create-package", "patch-package", "patch-resource", "delete-resource", "upload"])
def test_every_write_has_a_dry_run(name: str) -> None:
    assert "--dry-run" in run(name, "--help")[1]


def test_the_version_is_told() -> None:
    assert run("--version")[1].strip().endswith(__version__)


@pytest.mark.parametrize(
    "words",
    [
        ["--json"],
        ["no-such-command", "--json"],
        ["--json", "packages"],
        ["packages", "--json"],
        ["packages", "--org", "x", "--no-such-option", "--json"],
        ["package", "--json"],
        ["--profile", "nowhere", "orgs", "--json"],
        ["--profile", "test", "--url", "https://example.org", "orgs", "--json"],
        ["--url", "http://example.org", "orgs", "--json"],
        ["--url", "ftp://example.org", "orgs", "--json"],
        ["search", "water", "--limit", "many", "--json"],
        ["check", "not-there.csv", "--json"],
        ["--profile", "practice", "login", "--json"],
        ["patch-resource", "some-id", "--json"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_as_json_with_code_2(words: list[str]) -> None:
    code, out, err = run(*words)
    error = json.loads(out)["error"]
    assert code == 2
    assert error["kind"] == "usage"
    assert error["message"]
    assert error["fields"] == {}
    assert err == ""


def test_wrong_usage_is_told_in_words_with_how_to_use_it() -> None:
    code, out, err = run("packages")
    assert (code, out) == (2, "")
    assert "Usage: bcdc packages" in err
    assert "--org" in err


def test_a_command_is_needed() -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "Missing command" in err


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("usage", 2),
        ("not_authorized", 3),
        ("not_found", 4),
        ("invalid", 5),
        ("too_large", 5),
        ("conflict", 6),
        ("offline", 7),
        ("timeout", 7),
        ("server_fault", 8),
        ("disk_full", 8),
        ("damaged", 8),
        ("cancelled", 130),
    ],
)
def test_a_kind_of_error_has_its_code(kind: str, code: int) -> None:
    assert Failure(kind, "x").code == code
    assert kind not in EXIT_CODES or EXIT_CODES[kind] == code


def test_faults_of_this_computer_are_told_in_words() -> None:
    full = failure_of(DiskFull("The disk is full."))
    refused = failure_of(PermissionError(13, "Permission denied", "/some/folder"))
    assert full is not None
    assert refused is not None
    assert (full.kind, full.code, full.message) == ("disk_full", 8, "The disk is full.")
    assert (refused.code, refused.message) == (8, "/some/folder: You don't have permission.")


def test_a_mistake_of_ours_is_not_taken_for_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Context) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(Context, "catalogue", property(fails))
    code, out, err = run("orgs", "--json")
    assert code == 1
    assert json.loads(out)["error"]["kind"] == "bug"
    assert "Traceback" in err


def test_stopping_has_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: Context) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Context, "catalogue", property(stopped))
    code, out, _ = run("orgs", "--json")
    assert code == 130
    assert json.loads(out)["error"]["kind"] == "cancelled"


def test_the_practice_profile_runs_its_own_catalogue_and_ends_it(home: Path) -> None:
    code, out, err = run("--profile", "practice", "whoami", "--json")
    assert code == 0, err
    said = json.loads(out)
    assert (said["role"], said["user"]["name"]) == ("practice", "editor")
    assert said["organizations"]
    assert (home / "work" / "practice").is_dir()


def test_the_key_of_another_catalogue_is_not_used_for_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BCDC_API_KEY", "a-key-of-production")
    code, out, _ = run("--profile", "practice", "whoami", "--json")
    assert code == 0
    assert json.loads(out)["user"]["name"] == "editor"


def test_a_practice_catalogue_is_started_once_and_stopped(tmp_path: Path) -> None:
    events: list[str] = []

    def start(home: Path) -> PracticeServer:
        events.append("started")
        return PracticeServer("http://127.0.0.1:9", "token", lambda: events.append("stopped"))

    context = Context(profile="practice", start_practice=start)
    assert context.profile.address == "http://127.0.0.1:9"
    assert context.key() == "token"
    context.close()
    context.close()
    assert events == ["started", "stopped"]
