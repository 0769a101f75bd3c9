"""A damaged cache is told whatever is damaged, after it was closed and after a crash; the work is not touched."""

import contextlib
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.store import file_sum
from bcdc_desktop.store.database import Damaged
from bcdc_desktop.store.links import LinkResult
from bcdc_desktop.store.store import Store
from helpers.damage import DAMAGES, flip
from helpers.waiting import PATIENCE
from store.conftest import package

SEEDS = 6  # of each damage
TABLES = (
    "packages", "bodies", "resources", "terms", "spellings", "package_terms", "organizations", "meta", "link_results",
    "package_text",
)  # fmt: skip
Rows = Counter[tuple[object, ...]]


def fill(store: Store) -> None:
    draw = random.Random(7)
    words = ("lake", "río", "forêt", "fire", "“dam”", "salmon", "mine", "road")
    store.cache.organizations.put([Organization(f"o{n}", f"org-{n}", f"Organization {n}") for n in range(60)])
    store.cache.records.put(
        package(
            n,
            notes=" ".join(draw.choice(words) for _ in range(draw.randrange(600))),
            owner_org=f"o{n % 60}",
            tags=[{"name": draw.choice(words)}],
            resources=[
                {"id": f"r{n}-{place}", "name": f"Table {place}", "url": f"https://x/{n}.csv", "format": "csv"}
                for place in range(draw.randrange(20))
            ],
        )
        for n in range(300)
    )
    store.cache.records.remove([f"p{n}" for n in range(0, 300, 17)])
    store.cache.key_value.put("abilities", {"ckan_version": "2.11.6"})
    store.links.put(LinkResult(f"https://x/{n}", alive=True, message="OK", checked=1.0) for n in range(90))
    store.drafts.set_edits(package(1), "", {"title": "Mine"})


def rows_of(file: Path) -> Rows:
    with contextlib.closing(sqlite3.connect(file)) as db:
        return Counter((table, *row) for table in TABLES for row in db.execute(f"SELECT * FROM {table}"))


def is_whole(store: Store) -> bool:
    """Return whether a cache that was opened unchecked is whole."""
    try:
        if not store.cache_is_checked:
            store.check_cache(lambda: False)
    except Damaged:
        return False
    return store.cache_is_checked


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    folder = tmp_path_factory.mktemp("filled")
    store = Store(folder / "cache.sqlite", folder / "work.sqlite")
    fill(store)
    store.close()
    rows = rows_of(folder / "cache.sqlite")
    assert {row[0] for row in rows} == set(TABLES)
    return folder, rows


@pytest.mark.parametrize("way", ["closed", "after a crash", "after a crash, in use"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_a_damaged_cache_is_begun_anew_and_never_poorer_without_a_word(
    tmp_path: Path, filled: tuple[Path, Rows], damage: Callable[[bytearray, random.Random], None], way: str
) -> None:
    folder, rows = filled
    closed = way == "closed"
    data = (folder / "cache.sqlite").read_bytes()
    for seed in range(SEEDS):
        spoilt = bytearray(data)
        damage(spoilt, random.Random(seed))
        place = tmp_path / str(seed)
        place.mkdir()
        for file in folder.iterdir():
            (place / file.name).write_bytes(file.read_bytes())
        (place / "cache.sqlite").write_bytes(spoilt)
        if not closed:
            (place / "cache.sqlite-sum").unlink()
        store = Store(place / "cache.sqlite", place / "work.sqlite", check_later="in use" in way)
        renewed, drafts = store.renewed or not is_whole(store), store.drafts.ids()
        store.close()
        assert drafts == ["p1"]
        if renewed != store.renewed:  # found while it was in use: it is set aside now
            store = Store(place / "cache.sqlite", place / "work.sqlite", check_later=True)
            assert store.renewed
            store.close()
        if closed:
            assert renewed == (spoilt != data), seed
        assert renewed or rows_of(place / "cache.sqlite") == rows, seed


def test_a_cache_that_is_whole_is_opened_whether_it_was_closed_or_not(
    filled: tuple[Path, Rows], tmp_path: Path
) -> None:
    folder, rows = filled
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for _ in range(2):
        store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
        assert not store.renewed
        store.close()
        assert rows_of(tmp_path / "cache.sqlite") == rows
        (tmp_path / "cache.sqlite-sum").unlink()


def test_a_cache_that_is_not_checked_to_its_end_gets_no_sum(filled: tuple[Path, Rows], tmp_path: Path) -> None:
    for file in filled[0].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    cache, work, sum_file = (tmp_path / name for name in ("cache.sqlite", "work.sqlite", "cache.sqlite-sum"))
    sum_file.unlink()
    for cancelled, checked in ((True, False), (False, True)):
        store = Store(cache, work, check_later=True)
        assert not store.cache_is_checked
        store.cache.records.put([package(1)])
        store.check_cache(lambda cancelled=cancelled: cancelled)
        assert store.cache_is_checked == checked
        store.close()
        assert sum_file.exists() == checked


@pytest.mark.parametrize("at", [0, (1 << 26) - 1, 1 << 26, (3 << 26) - 1])
def test_a_large_file_is_summed_to_its_end(tmp_path: Path, at: int) -> None:
    file = tmp_path / "large"
    with file.open("wb") as opened:
        opened.truncate(3 << 26)
    file_sum.write(file)
    assert file_sum.compared(file) == "same"
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(b"\1")
    assert file_sum.compared(file) == "other"


def test_the_sum_is_there_only_while_nobody_changes_the_cache(tmp_path: Path) -> None:
    one, other = (Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite") for _ in range(2))
    one.cache.records.put([package(1)])
    one.close()
    assert not (tmp_path / "cache.sqlite-sum").exists()
    other.cache.records.put([package(2)])
    other.close()
    assert (tmp_path / "cache.sqlite-sum").exists()
    third = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    assert not third.renewed
    assert third.cache.records.ids() == {"p1", "p2"}
    assert (tmp_path / "cache.sqlite-sum").exists()  # nothing was changed
    third.cache.clear()
    assert not (tmp_path / "cache.sqlite-sum").exists()
    third.close()


KILLED = """
import os, sys
from pathlib import Path
from bcdc_desktop.store.store import Store
store = Store(Path(sys.argv[1]), Path(sys.argv[2]))
store.cache.key_value.put("abilities", {"ckan_version": "2.12"})
os._exit(9)
"""


def test_what_a_killed_program_stored_is_no_damage_and_damage_after_it_is(
    filled: tuple[Path, Rows], tmp_path: Path
) -> None:
    for file in filled[0].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    cache, work = tmp_path / "cache.sqlite", tmp_path / "work.sqlite"
    assert subprocess.run([sys.executable, "-c", KILLED, cache, work], timeout=PATIENCE, check=False).returncode == 9
    store = Store(cache, work)
    assert not store.renewed
    found = store.cache.key_value.get("abilities")
    assert found is not None
    assert found.value == {"ckan_version": "2.12"}
    store.close()
    spoilt = bytearray(cache.read_bytes())
    flip(spoilt, random.Random(1))
    cache.write_bytes(spoilt)
    store = Store(cache, work)
    assert store.renewed
    store.close()
