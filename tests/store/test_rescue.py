"""Of a damaged work file each row that is intact is kept, what is not is reported, and the file itself stays."""

import contextlib
import os
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.store.database import Damaged, StoreError
from bcdc_desktop.store.rescue import needs_rescue
from bcdc_desktop.store.row_sums import register
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.store import WORK_MIGRATIONS, Store
from bcdc_desktop.store.templates import Template
from helpers.damage import DAMAGES, empty_page, flip, head, swap
from helpers.examples import MORE
from store.conftest import package, upload

SEEDS = 60 if MORE else 15  # of each damage
TABLES = (
    "drafts", "draft_edits", "draft_parts", "journal", "journal_outcomes", "journal_stored", "journal_made", "copies",
    "journal_copies", "uploads", "sheets", "lost_updates", "journal_undoes", "templates", "favourites",
)  # fmt: skip
Row = tuple[object, ...]


def fill(store: Store) -> None:
    """Every table has rows, some of them longer than a page."""
    random_ = random.Random(7)
    for n in range(1, 41):
        words = " ".join(
            random_.choice(("lake", "río", "forêt", "fire", "“dam”")) for _ in range(random_.randrange(900))
        )
        base = package(n, notes=words)
        store.drafts.put(RecordChanges(base, {"": {"title": f"Mine {n}", "notes": words[::-1]}}, [f"r{n}"]))
        entry = store.journal.begin(
            user="ann", action="package_revise", package_id=f"p{n}", title=f"Record {n}", before={"": {"notes": words}},
            after={"": {"notes": words.upper()}}, copies={f"r{n}": f"place-{n}"},
        )  # fmt: skip
        store.journal.outcome(entry, "unknown", "no answer")
        store.journal.outcome(entry, "done")
        store.journal.note_copy(f"place-{n}", f"file-{n}.csv")
        store.journal.note_stored(entry, {f"r{n}": {"size": n}})
        store.journal.note_made(entry, f"p{n}")
        store.overwritten.put(f"p{n}", [(entry, "", "notes", words)])
        store.sheets.put(Sheet(f"s{n}", f"p{n}", f"Record {n}", 1, {"rows": [{"path": words}]}))
        store.templates.put(Template(f"Template {n}", {"notes": words}))
        store.favourites.add([f"p{n}"])
    store.overwritten.note_undo(2, 1)
    store.uploads.add([upload(n, fields={"name": f"File {n}", "description": "x" * n * 20}) for n in range(1, 121)])
    store.uploads.remove([f"u{n}" for n in range(1, 20)])
    store.drafts.discard("p3")


def rows_of(file: Path) -> Counter[Row]:
    with contextlib.closing(sqlite3.connect(file)) as db:
        found = Counter[Row]()
        for table in TABLES:
            number = "rowid, " if table == "journal_outcomes" else ""
            found.update((table, *row) for row in db.execute(f"SELECT {number}* FROM {table}"))
        return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Counter[Row]]:
    folder = tmp_path_factory.mktemp("filled")
    store = Store(folder / "cache.sqlite", folder / "work.sqlite")
    fill(store)
    store.close()
    rows = rows_of(folder / "work.sqlite")
    assert {row[0] for row in rows} == set(TABLES)
    return (folder / "work.sqlite").read_bytes(), rows


def damaged_store(folder: Path, data: bytes) -> Path:
    folder.mkdir()
    (folder / "work.sqlite").write_bytes(data)
    return folder / "work.sqlite"


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_every_row_is_intact_or_reported(
    tmp_path: Path, filled: tuple[bytes, Counter[Row]], damage: Callable[[bytearray, random.Random], None]
) -> None:
    data, rows = filled
    refused = lost = 0
    for seed in range(SEEDS):
        spoilt = bytearray(data)
        damage(spoilt, random.Random(seed))
        work = damaged_store(tmp_path / str(seed), bytes(spoilt))
        try:
            store = Store(tmp_path / "cache.sqlite", work)
        except StoreError:
            refused += 1
            assert work.read_bytes() == spoilt
            continue
        rescued = store.rescued
        store.close()
        found = rows_of(work)
        assert found - rows == Counter(), seed  # nothing that was never there, or otherwise
        if found != rows:
            assert rescued is not None, seed
        if rescued is not None:
            assert rescued.file.read_bytes() == spoilt
            assert sum(rescued.rows.values()) >= found.total()
        lost += (rows - found).total()
        assert not needs_rescue(work, WORK_MIGRATIONS[0]), seed  # it is reported once, and what was made is whole
    # the head of a file may also say that it is of a newer version of the program, which is left alone
    assert refused <= (SEEDS / 8 if damage is head else 1)
    if damage in (flip, empty_page, swap):
        # what lies on other pages than the damaged ones is all there
        assert lost / SEEDS < rows.total() / 10


def one_store(tmp_path: Path) -> Path:
    work = tmp_path / "work.sqlite"
    store = Store(tmp_path / "cache.sqlite", work)
    store.drafts.set_edits(package(1), "", {"title": "Mine"})
    store.drafts.set_edits(package(2), "", {"title": "Mine too"})
    store.close()
    return work


def test_a_changed_letter_is_noticed_and_its_row_named(tmp_path: Path) -> None:
    work = one_store(tmp_path)
    data = work.read_bytes()
    assert b"Record 2" in data
    work.write_bytes(data.replace(b"Record 2", b"Recard 2"))
    store = Store(tmp_path / "cache.sqlite", work)
    assert store.rescued is not None
    assert store.rescued.damaged == ("Recard 2",)
    assert store.drafts.ids() == ["p1"]
    changes = store.drafts.get("p1")
    assert changes is not None
    assert changes.changes.of("") == {"title": "Mine"}
    store.close()


def test_a_work_file_that_was_emptied_is_reported_and_a_new_one_is_not(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    assert store.rescued is None
    store.close()
    (tmp_path / "work.sqlite").write_bytes(b"")
    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    assert store.rescued is not None
    assert store.rescued.rows == {}
    store.close()


def test_a_work_file_that_is_gone_is_reported_once(tmp_path: Path) -> None:
    work = one_store(tmp_path)
    with contextlib.closing(Store(tmp_path / "cache.sqlite", work)) as store:
        assert not store.work_is_gone
    work.unlink()
    with contextlib.closing(Store(tmp_path / "cache.sqlite", work)) as store:
        assert (store.work_is_gone, store.rescued, list(store.drafts.ids())) == (True, None, [])
    with contextlib.closing(Store(tmp_path / "cache.sqlite", work)) as store:
        assert not store.work_is_gone


def test_a_row_that_another_program_wrote_is_not_taken_for_damage(tmp_path: Path) -> None:
    work = one_store(tmp_path)
    with contextlib.closing(sqlite3.connect(work)) as db, db:
        register(db)
        db.execute("UPDATE drafts SET title = 'Other'")
    store = Store(tmp_path / "cache.sqlite", work)
    assert store.rescued is None
    store.close()


@pytest.mark.parametrize("kind", ["pipe", "endless", "folder"] if hasattr(os, "mkfifo") else ["folder"])
@pytest.mark.parametrize("name", ["cache.sqlite", "work.sqlite", "cache.sqlite-sum"])
def test_what_is_no_file_in_the_place_of_one_is_never_read(tmp_path: Path, name: str, kind: str) -> None:
    one_store(tmp_path)
    (tmp_path / name).unlink()
    if kind == "pipe":
        os.mkfifo(tmp_path / name)
    elif kind == "endless":
        (tmp_path / name).symlink_to("/dev/zero")
    else:
        (tmp_path / name).mkdir()
    if name == "work.sqlite":
        with pytest.raises(Damaged):
            Store(tmp_path / "cache.sqlite", tmp_path / name)
        return
    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    assert store.renewed == (name == "cache.sqlite")
    assert sorted(store.drafts.ids()) == ["p1", "p2"]
    store.close()


@pytest.mark.parametrize("place", [18, 19])
@pytest.mark.parametrize("name", ["cache.sqlite", "work.sqlite"])
def test_a_file_that_claims_to_be_of_a_later_format_is_damaged(tmp_path: Path, name: str, place: int) -> None:
    """SQLite would only read it, so that every change was refused for a folder that is not writable."""
    one_store(tmp_path)
    (tmp_path / "cache.sqlite-sum").unlink()
    with (tmp_path / name).open("r+b") as file:
        file.seek(place)
        file.write(b"\x09")
    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    assert (store.renewed, store.rescued is not None) == (name == "cache.sqlite", name == "work.sqlite")
    assert sorted(store.drafts.ids()) == ["p1", "p2"]
    store.drafts.discard("p1")
    store.cache.records.put([package(1)])
    store.close()


def test_a_file_that_another_copy_has_open_is_not_replaced(tmp_path: Path) -> None:
    work = one_store(tmp_path)
    first = Store(tmp_path / "cache.sqlite", work)
    first.drafts.ids()
    data = work.read_bytes().replace(b"Record 2", b"Recard 2")
    with work.open("r+b") as raw:
        raw.write(data)
    with pytest.raises((StoreError, Damaged)):
        Store(tmp_path / "other-cache.sqlite", work)
    first.close()
