"""Settings that several copies write at once, and what a copy leaves that is ended while it writes."""

import os
import threading

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.settings import Settings
from helpers.waiting import PATIENCE


def test_no_profile_is_lost_when_several_copies_write_at_once(places) -> None:
    file = places.make().settings / "settings.json"
    together = threading.Barrier(6)

    def write(copy: int) -> None:
        settings = Settings(file)
        together.wait(PATIENCE)
        for number in range(6):
            settings.put_profile(Profile(f"p{copy}-{number}", "T", "https://catalogue.example"))

    threads = [threading.Thread(target=write, args=(copy,)) for copy in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    written = {p.name for p in Settings(file).profiles()}
    assert {f"p{copy}-{number}" for copy in range(6) for number in range(6)} <= written


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
