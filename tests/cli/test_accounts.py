"""Signing in with a key that no argument ever shows, and the list of catalogues."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from bcdc_desktop.cli.main import cli
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.store.paths import Places
from cli.conftest import Bcdc
from helpers.memory_keyring import MemoryKeyring


@pytest.fixture
def anyone(bcdc: Bcdc) -> Bcdc:
    return bcdc.with_key(None)


def test_a_key_from_standard_input_is_checked_and_kept(
    anyone: Bcdc, practice: DemoCatalogue, memory_keyring: MemoryKeyring
) -> None:
    key = practice.tokens["editor"]
    done = anyone.json("login", "--user", "editor", stdin=key + "\n")
    assert done.code == 0, done.out
    said = done.document
    assert (said["user"], said["kept"], said["writable"], said["note"]) == ("editor", True, 2, "")
    assert list(memory_keyring.passwords.values()) == [key]
    assert anyone.json("whoami").document["user"]["name"] == "editor"
    assert all(key.encode() not in p.read_bytes() for p in anyone.home.rglob("*") if p.is_file())
    left = anyone.json("logout").document
    assert (left["user"], left["signed_out"]) == ("editor", True)
    assert memory_keyring.passwords == {}
    assert anyone.json("whoami").document["user"] is None
    assert anyone.json("logout").document["signed_out"] is False


def test_a_catalogue_that_was_added_keeps_its_user(
    anyone: Bcdc, practice: DemoCatalogue, memory_keyring: MemoryKeyring
) -> None:
    added = anyone.json("profiles", "add", "local", f"{practice.url}/dataset/something").document
    assert (added["profile"]["address"], added["version"]) == (practice.url, practice.version)
    anyone.url = practice.url
    named = _Named(anyone, "local")
    assert named("login", "--user", "editor", stdin=practice.tokens["editor"])["user"] == "editor"
    assert named("whoami")["user"]["name"] == "editor"
    listed = {p["name"]: p for p in anyone.json("profiles").document["profiles"]}
    assert listed["local"]["user"] == "editor"
    assert listed["production"]["default"] is True
    assert named("profiles", "use", "local") == {"default": "local"}
    assert {p["name"] for p in anyone.json("profiles").document["profiles"] if p["default"]} == {"local"}
    assert named("profiles", "remove", "local") == {"removed": "local"}
    assert memory_keyring.passwords == {}
    assert "local" not in {p["name"] for p in anyone.json("profiles").document["profiles"]}
    gone = anyone.json("profiles", "remove", "local")
    assert (gone.code, gone.error["kind"]) == (4, "not_found")


@pytest.mark.parametrize("key", ["a-key-that-nobody-has", "", "two words", "schlüssel"])
def test_a_wrong_key_is_not_kept(anyone: Bcdc, memory_keyring: MemoryKeyring, key: str) -> None:
    done = anyone.json("login", "--user", "editor", stdin=key + "\n")
    assert (done.code, done.error["kind"]) == (3, "not_authorized")
    assert memory_keyring.passwords == {}
    assert not key or key not in done.out + done.err


def test_where_there_is_no_keyring_it_says_so_and_how_to_go_on(anyone: Bcdc, practice: DemoCatalogue) -> None:
    key = practice.tokens["editor"]
    done = anyone.process("login", "--user", "editor", "--json", stdin=key)  # processes of tests have no keyring
    assert done.code == 0, done.err
    assert done.document["kept"] is False
    assert "no keyring" in done.document["note"]
    assert "BCDC_API_KEY" in done.document["note"]
    assert key not in done.out + done.err


@pytest.mark.parametrize(
    ("name", "address", "code"),
    [
        ("Not A Name", "http://127.0.0.1", 2),
        ("production", "SELF", 2),
        ("plain", "http://example.org", 2),
        ("plain", "https://user:secret@example.org", 2),
    ],
)
def test_a_catalogue_that_cannot_be_added(
    anyone: Bcdc, practice: DemoCatalogue, name: str, address: str, code: int
) -> None:
    address = practice.url if address == "SELF" or name == "Not A Name" else address
    done = anyone.json("profiles", "add", name, address)
    assert (done.code, "secret" in done.out) == (code, False)
    assert len(anyone.json("profiles").document["profiles"]) == 3


def test_an_unknown_catalogue_cannot_be_chosen(anyone: Bcdc) -> None:
    done = anyone.json("profiles", "use", "nowhere")
    assert (done.code, done.error["kind"]) == (4, "not_found")


class _Named:
    """``bcdc --profile NAME``."""

    def __init__(self, bcdc: Bcdc, name: str) -> None:
        self._bcdc = bcdc
        self._name = name

    def __call__(self, *words: str, stdin: str | None = None) -> Any:
        runner = CliRunner(env=self._bcdc.environment())
        done = runner.invoke(cli, ["--profile", self._name, *words, "--json"], input=stdin)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)


def test_where_the_settings_are_lost_no_catalogue_is_taken_for_the_one_that_was_meant(bcdc: Bcdc) -> None:
    folder = Places.below(bcdc.home).make().settings
    (folder / "settings.json").write_bytes(b"\x00" * 100)
    environment = {"BCDC_API_KEY": bcdc.key, "BCDC_DESKTOP_HOME": str(bcdc.home)}
    done = CliRunner(env=environment).invoke(cli, ["whoami"], prog_name="bcdc")
    assert done.exit_code == 2
    assert "--profile" in done.stderr
    assert bcdc("whoami").code == 0, "one that is named is that one"
