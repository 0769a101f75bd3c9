"""News of a version: signed by the project, once a day, and not where somebody does not want it."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bcdc_desktop.app.folders import Places
from bcdc_desktop.app.preferences import open_settings
from bcdc_desktop.app.updates import (
    WANTED,
    BadUpdate,
    UpdateSource,
    check,
    installation_folder,
    is_newer,
    may_check,
    read_update,
)
from bcdc_desktop.domain.policy import Policy, parse_policy

PRIVATE, OTHER = (Ed25519PrivateKey.from_private_bytes(letter * 32) for letter in (b"a", b"b"))
KEY = base64.b64encode(PRIVATE.public_key().public_bytes_raw()).decode()
SOURCE = UpdateSource("https://example.org/version.json", KEY)
CONTENT = {
    "version": "1.2.0",
    "date": "2026-01-31",
    "page": "https://example.org/get",
    "notes": {"en": "New", "fr": "N"},
}


def signed(content: object = CONTENT, key: Ed25519PrivateKey = PRIVATE, **more: object) -> bytes:
    text = json.dumps(content)
    signature = base64.b64encode(key.sign(text.encode())).decode()
    return json.dumps({"format": 1, "signed": text, "signature": signature} | more).encode()


def test_a_file_of_the_project_is_believed() -> None:
    update = read_update(signed(), KEY)
    assert (update.version, update.page) == ("1.2.0", "https://example.org/get")
    assert (update.notes_in("fr"), update.notes_in("de")) == ("N", "New")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"[" * 100_000, signed(key=OTHER), signed(format=2),
        signed(signed=json.dumps(CONTENT | {"page": "https://evil.example"})), signed(signature="x"),
        signed(CONTENT | {"page": "http://example.org/get"}), signed(CONTENT | {"page": "javascript:alert(1)"}),
        signed(CONTENT | {"version": "latest"}), signed([]), signed(CONTENT | {"notes": 3}),
    ],
    ids=lambda data: str(data[-40:]),
)  # fmt: skip
def test_any_other_file_is_not(data: bytes) -> None:
    with pytest.raises(BadUpdate):
        read_update(data, KEY)


@pytest.mark.parametrize(
    ("other", "own", "newer"),
    [
        ("1.2.0", "1.1.9", True), ("1.10", "1.9.3", True), ("1.2", "1.2.0", False), ("1.2.0", "1.2.0rc1", True),
        ("1.2.0rc1", "1.2.0", False), ("1.1", "1.2", False), ("x", "1.0", False), ("2.0.0-beta", "1.0", False),
        ("1.2.0rc2", "1.2.0rc1", True), ("1.2.0rc1", "1.2.0rc2", False), ("1.2.0rc1", "1.2.0b9", True),
        ("1.2.0a1", "1.2.0.dev5", True), ("1.2.0rc1", "1.2.0rc1", False),
    ],
)  # fmt: skip
def test_versions_have_an_order(other: str, own: str, newer: bool) -> None:
    assert is_newer(other, own) is newer


@pytest.fixture
def settings(tmp_path):
    return lambda policy=None: open_settings(Places.below(tmp_path).make(), policy or Policy())


def test_it_is_asked_once_a_day(settings) -> None:
    own, asked = settings(), []

    def fetch(address: str, _most: int) -> bytes:
        asked.append(address)
        return signed()

    assert check(own, SOURCE, fetch=fetch, now=1e9, version="1.0").version == "1.2.0"
    assert check(own, SOURCE, fetch=fetch, now=1e9 + 3600, version="1.0") is None
    assert check(own, SOURCE, fetch=fetch, now=1e9 + 90_000, version="1.2.0") is None, "it is the one that runs"
    assert asked == [SOURCE.address] * 2
    policy = parse_policy({"updates": {"address": "https://office.example/v.json"}})
    check(settings(policy), SOURCE, fetch=fetch, now=2e9, version="1.0")
    assert asked[-1] == "https://office.example/v.json"


def test_a_program_without_a_key_asks_nobody(settings) -> None:
    assert check(settings(), UpdateSource("https://example.org/v.json"), fetch=lambda *_: pytest.fail("asked")) is None


def test_who_may_not_and_who_does_not_want_are_not_told(settings) -> None:
    assert may_check(settings(), own_installation=True)
    assert not may_check(settings(), own_installation=False), "administrators update what they installed"
    assert not may_check(settings(parse_policy({"disabled_features": ["updates"]})), own_installation=True)
    assert not may_check(settings(parse_policy({"updates": {"enabled": False}})), own_installation=True)
    settings().put(WANTED, False)
    assert not may_check(settings(), own_installation=True)
    assert may_check(settings(parse_policy({"updates": {"enabled": True}})), own_installation=True)


def test_an_appimage_is_installed_where_its_file_lies(tmp_path: Path) -> None:
    program = tmp_path / "mounted" / "program" / "BCDC Desktop"
    image = str(tmp_path / "home" / "BCDC-Desktop.AppImage")
    assert installation_folder(program, {}) == program.parent
    of_ours = {"APPIMAGE": image, "APPDIR": str(tmp_path / "mounted")}
    assert installation_folder(program, of_ours) == tmp_path / "home"
    of_the_terminal = {"APPIMAGE": image, "APPDIR": str(tmp_path / "other")}
    assert installation_folder(program, of_the_terminal) == program.parent
