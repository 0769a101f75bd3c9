"""Where the files of a user lie, whatever the server calls that user, and who may read them."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.store import Store

USERS = (
    "ann",
    "",
    "../..",
    "a" * 300,
    "é" * 300,
    "con",
    "nul.",
    "a/b",
    "a\\b",
    "a\x00b",
    "ANN",
    "_anonymous_",
    "-",
    "\ud800",
)


@pytest.mark.parametrize("user", USERS)
def test_any_user_has_files_in_their_folder(places: Places, opened: Callable[..., Store], user: str) -> None:
    store = opened("test", user)
    assert store.work_file.parent == places.work
    assert store.cache_file.parent == places.cache
    assert store.work_file.is_file()
    assert len(os.fsencode(store.work_file.name)) < 200


def test_no_two_users_share_a_file(places: Places) -> None:
    pairs = [(p, u) for p in ("test", "a", "a--b", "a-") for u in (*USERS, "b--c", "c", "-c", "--c", "a" * 299)]
    assert len({places.work_file(p, u) for p, u in pairs}) == len(pairs)
    assert len({str(places.cache_file(p, u)).lower() for p, u in pairs}) == len(pairs)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes")
def test_all_files_are_readable_by_their_user_alone(places: Places, opened: Callable[..., Store], home: Path) -> None:
    before = os.umask(0o022)
    try:
        store = opened()
        store.instance_lock.acquire()
        store.journal.begin(user="ann", action="package_patch", package_id="p", title="", before={}, after={})
        Settings(places.settings / "settings.json").put("a", 1)
    finally:
        os.umask(before)
    files = [p for folder in (places.settings, places.work, places.cache) for p in folder.rglob("*") if p.is_file()]
    assert {p.suffix for p in files} >= {".sqlite", ".sqlite-wal", ".json", ".queue"}
    assert {p.name: oct(stat.S_IMODE(p.stat().st_mode)) for p in files if stat.S_IMODE(p.stat().st_mode) & 0o077} == {}
