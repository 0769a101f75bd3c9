"""Settings that several copies write at once, and what a copy leaves that is ended while it writes."""

import errno
import os
import threading
from pathlib import Path

import pytest

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.settings import Settings
from helpers.waiting import PATIENCE


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

    def read_bytes(self) -> bytes:
        if type(self).away and self.name == "settings.json":
            raise OSError(errno.EIO, "Input/output error")
        return super().read_bytes()


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


@pytest.mark.parametrize("damage", [b"", b'{"prof', b"[]", b"\x00" * 300, b"\xff\xfe{"])
def test_damaged_settings_are_set_aside_and_the_last_good_copy_takes_their_place(places, damage) -> None:
    file = places.make().settings / "settings.json"
    Settings(file).put("appearance", "dark")
    file.write_bytes(damage)
    assert Settings(file).get("appearance") == "dark"
    assert file.with_suffix(".damaged.json").read_bytes() == damage
    assert Settings(file).get("appearance") == "dark", "at the start after that, too"


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
