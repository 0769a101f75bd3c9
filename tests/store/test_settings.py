"""Settings that several copies write at once, and what a copy leaves that is ended while it writes."""

import errno
import json
import os
import threading
from dataclasses import fields
from pathlib import Path

import pytest

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.settings import Settings
from helpers.waiting import PATIENCE

POSIX = hasattr(os, "mkfifo")
ODD_FILES = ["pipe", "endless", "link to nowhere", "link to itself"]


def test_no_profile_is_lost_when_several_copies_write_at_once(places) -> None:
    file = places.make().settings / "settings.json"
    together = threading.Barrier(6)

    def write(copy: int) -> None:
        settings = Settings(file)
        together.wait(PATIENCE)
        for number in range(3):
            settings.put_profile(Profile(f"p{copy}-{number}", "T", "https://catalogue.example"))

    threads = [threading.Thread(target=write, args=(copy,)) for copy in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    written = {p.name for p in Settings(file).profiles()}
    assert {f"p{copy}-{number}" for copy in range(6) for number in range(3)} <= written


def test_what_a_copy_left_unfinished_is_removed_at_the_next_start(places) -> None:
    folder = places.make().settings
    old, new = folder / ".settings-old", folder / ".settings-new"
    for path in (old, new):
        path.write_text("{")
    os.utime(old, (1, 1))
    Settings(folder / "settings.json")
    assert not old.exists()
    assert new.exists(), "another copy may be writing it"


def test_a_lock_that_cannot_be_had_does_not_keep_settings_from_being_written(places) -> None:
    folder = places.make().settings
    (folder / "settings.lock").write_bytes(b"this is no database at all" * 100)
    Settings(folder / "settings.json").put("x", 1)
    assert Settings(folder / "settings.json").get("x") == 1


class Unreadable(type(Path())):  # type: ignore[misc]
    """A settings file that cannot be read while ``away``, as on a drive that is not there for a moment."""

    away = True

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        if type(self).away and self.name == "settings.json":
            raise OSError(errno.EIO, "Input/output error")
        return super().stat(follow_symlinks=follow_symlinks)


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> type[Unreadable]:
    monkeypatch.setattr(Unreadable, "away", True)
    return Unreadable


def test_settings_that_cannot_be_read_are_not_written_and_the_last_good_copy_counts(places, unreadable) -> None:
    file = places.make().settings / "settings.json"
    Settings(file).put("appearance", "dark")
    before = file.read_bytes()
    settings = Settings(unreadable(file))
    assert isinstance(settings.problem, OSError)
    assert settings.get("appearance") == "dark", "from the copy"
    with pytest.raises(OSError, match="Input/output"):
        settings.put("x", 1)
    assert file.read_bytes() == before
    unreadable.away = False
    settings.put("x", 1)
    assert settings.problem is None
    assert Settings(file).get("appearance") == "dark"
    assert Settings(file).get("x") == 1


DAMAGE = [
    b"",
    b'{"prof',
    b"[]",
    b"\x00" * 300,
    '{"preferences": {}}'.encode("utf-16"),
    b"[" * 100_000,
    b" " * 60_000_000,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage[:8].hex())
def test_damaged_settings_are_set_aside_and_the_last_good_copy_takes_their_place(places, damage) -> None:
    file = places.make().settings / "settings.json"
    Settings(file).put("appearance", "dark")
    file.write_bytes(damage)
    settings = Settings(file)
    assert settings.get("appearance") == "dark"
    assert settings.set_aside == file.with_suffix(".damaged.json")
    assert settings.set_aside.read_bytes() == damage
    again = Settings(file)
    assert (again.get("appearance"), again.set_aside) == ("dark", None), "at the start after that, too"


def test_settings_that_are_damaged_again_leave_those_that_were_set_aside(places) -> None:
    file = places.make().settings / "settings.json"
    kept = []
    for damage in (b"first", b"second", b"third"):
        file.write_bytes(damage)
        kept.append(Settings(file).set_aside)
    assert [path and path.read_bytes() for path in kept] == [b"first", b"second", b"third"]


@pytest.mark.parametrize("name", ["settings.json", "settings.last-good.json", "settings.lock"])
@pytest.mark.parametrize(
    "kind", ["folder", *(["pipe", "endless", "link to nowhere", "link to itself"] if POSIX else [])]
)
def test_what_is_no_file_in_the_place_of_one_is_neither_read_nor_replaced(places, name: str, kind: str) -> None:
    file = places.make().settings / "settings.json"
    Settings(file).put("appearance", "dark")
    odd = file.with_name(name)
    odd.unlink()
    match kind:
        case "folder":
            odd.mkdir()
        case "pipe":
            os.mkfifo(odd)
        case "endless":
            odd.symlink_to("/dev/zero")
        case "link to nowhere":
            odd.symlink_to(odd.with_name("nowhere") / "at all")
        case _:
            odd.symlink_to(odd)
    before = os.lstat(odd)
    settings = Settings(file)
    assert settings.get("appearance") == "dark"
    if name == "settings.json":
        assert settings.problem is not None
        with pytest.raises(OSError, match=name):
            settings.put("x", 1)
    else:
        settings.put("x", 1)
        assert Settings(file).get("x") == 1
    assert os.lstat(odd).st_ino == before.st_ino


@pytest.mark.skipif(not POSIX, reason="on Windows not every user may make links")
def test_settings_that_a_link_leads_to_stay_where_they_are(places, tmp_path) -> None:
    file = places.make().settings / "settings.json"
    Settings(file).put("appearance", "dark")
    elsewhere = tmp_path / "elsewhere.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    Settings(file).put("x", 1)
    assert file.is_symlink()
    assert Settings(elsewhere).get("x") == 1


def test_settings_that_an_editor_marked_as_utf8_are_read(places) -> None:
    file = places.make().settings / "settings.json"
    file.write_bytes(b"\xef\xbb\xbf" + b'{"preferences": {"appearance": "dark"}}')
    settings = Settings(file)
    assert (settings.get("appearance"), settings.set_aside) == ("dark", None)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", str(2**80), "9" * 400])
def test_a_number_that_nothing_can_be_counted_by_counts_as_none(places, number: str) -> None:
    file = places.make().settings / "settings.json"
    file.write_text(f'{{"preferences": {{"cache_limit": {number}, "appearance": "dark"}}}}')
    settings = Settings(file)
    assert (settings.get("cache_limit", 7), settings.get("appearance")) == (7, "dark")


def test_half_a_letter_does_not_keep_settings_from_being_written(places) -> None:
    file = places.make().settings / "settings.json"
    file.write_text('{"preferences": {"name": "\\ud83d", "\\udc00": 1}}')
    settings = Settings(file)
    settings.put("x", 1)
    assert Settings(file).get("x") == 1


ODD_VALUES = (None, True, -1, 2.5e300, "", "x", [], ["x"], {}, {"x": 1})


@pytest.mark.parametrize("field", [f.name for f in fields(Profile)])
@pytest.mark.parametrize("value", ODD_VALUES, ids=repr)
def test_a_profile_with_an_odd_value_is_there_without_it_or_is_passed_over(places, field: str, value: object) -> None:
    file = places.make().settings / "settings.json"
    usual = Profile("mine", "Mine", "https://example.org").to_json()
    file.write_text(json.dumps({"profiles": {"mine": usual | {field: value}}}))
    found = [p for p in Settings(file).profiles() if p.address == "https://example.org"]
    for profile in found:
        assert isinstance(profile.name + profile.title + profile.user_page + profile.proxy + profile.colour, str)
        assert profile.role in ("production", "test", "practice", "other")
        assert profile.settle_seconds >= 0
        assert profile.batch_limit >= 0
        assert profile.max_upload is None or profile.max_upload >= 0


def test_settings_that_are_not_there_are_empty_whatever_was_before(places) -> None:
    file = places.make().settings / "settings.json"
    Settings(file).put("appearance", "dark")
    file.unlink()
    settings = Settings(file)
    assert settings.get("appearance") is None
    assert settings.problem is None


@pytest.mark.parametrize("default", [{"a": 1}, ["a"], "text", True, 7, 1.5])
def test_a_value_of_another_type_than_expected_counts_as_none(places, default) -> None:
    settings = Settings(places.make().settings / "settings.json")
    for stored in ({"b": 2}, ["b"], "other", False, 3, 2.5, None):
        settings.put("key", stored)
        numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (stored, default))
        fits = numbers or type(stored) is type(default)
        assert settings.get("key", default) == (stored if fits else default)
        assert settings.get("key") == stored
