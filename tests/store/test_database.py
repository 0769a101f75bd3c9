"""What was stored is there whole or not at all; what the disk does is said in words; our own mistakes show."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bcdc_desktop.store import database
from bcdc_desktop.store.database import (
    Closed,
    Damaged,
    Database,
    DiskFull,
    Locked,
    NewerVersion,
    NotWritable,
    StoreError,
)
from helpers.system import WINDOWS
from helpers.waiting import PATIENCE

FIRST = ("CREATE TABLE t (a TEXT);",)
SECOND = (*FIRST, "ALTER TABLE t ADD COLUMN b TEXT;\nUPDATE t SET b = a;")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.sqlite"


@pytest.fixture
def db(file: Path):
    opened = Database(file, FIRST)
    yield opened
    opened.close()


def test_a_file_of_an_older_version_is_brought_up_to_date_with_what_it_holds(file) -> None:
    old = Database(file, FIRST)
    with old.transaction() as write:
        write.execute("INSERT INTO t VALUES ('x')")
    old.close()
    for _ in range(2):
        new = Database(file, SECOND)
        assert [tuple(r) for r in new.rows("SELECT a, b FROM t")] == [("x", "x")]
        new.close()


def test_a_step_that_fails_leaves_the_old_version_as_it_was(file) -> None:
    Database(file, FIRST).close()
    with pytest.raises(sqlite3.OperationalError):
        Database(file, (*SECOND, "CREATE TABLE u (a);\nSELECT nonsense FROM nowhere;"))
    with pytest.raises(NewerVersion):
        Database(file, ())
    again = Database(file, FIRST)
    assert again.rows("SELECT name FROM sqlite_master WHERE name = 'u'") == []
    again.close()


def test_a_file_of_a_newer_version_is_not_touched(file) -> None:
    Database(file, SECOND).close()
    before = file.read_bytes()
    with pytest.raises(NewerVersion, match="newer version of the program"):
        Database(file, FIRST)
    assert file.read_bytes() == before


def test_a_transaction_is_stored_whole_or_not_at_all(db) -> None:
    with pytest.raises(ZeroDivisionError), db.transaction() as write:
        write.execute("INSERT INTO t VALUES ('half')")
        with db.transaction() as inner:
            inner.execute("INSERT INTO t VALUES ('inner')")
        1 / 0  # noqa: B018
    assert db.rows("SELECT * FROM t") == []
    with db.transaction() as write:
        write.execute("INSERT INTO t VALUES ('whole')")
    assert db.row("SELECT a FROM t")["a"] == "whole"


def test_readers_see_only_what_was_finished(db) -> None:
    inside, read = threading.Event(), threading.Event()
    seen: list[int] = []

    def look() -> None:
        inside.wait(PATIENCE)
        seen.append(len(db.rows("SELECT * FROM t")))
        read.set()

    thread = threading.Thread(target=look)
    thread.start()
    with db.transaction() as write:
        write.execute("INSERT INTO t VALUES ('x')")
        inside.set()
        assert read.wait(PATIENCE)
    thread.join()
    assert seen == [0]
    assert len(db.rows("SELECT * FROM t")) == 1


def test_many_threads_write_and_none_is_lost(db) -> None:
    def work(name: int) -> None:
        for number in range(20):
            with db.transaction() as write:
                write.execute("INSERT INTO t VALUES (?)", (f"{name}-{number}",))
            db.rows("SELECT count(*) FROM t")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({r["a"] for r in db.rows("SELECT a FROM t")}) == 120


def test_the_connection_of_a_thread_ends_with_the_thread(db, monkeypatch) -> None:
    connect, opened = sqlite3.connect, []

    def noted(*given, **more):
        opened.append(connect(*given, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    for _ in range(30):
        thread = threading.Thread(target=db.rows, args=("SELECT 1",))
        thread.start()
        thread.join()
    assert len(opened) == 30
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_reader_cannot_write(db) -> None:
    with pytest.raises(NotWritable):
        db.rows("INSERT INTO t VALUES ('x')")


def test_a_full_disk_is_told_and_nothing_of_the_change_is_there(db) -> None:
    with db.transaction() as write:
        write.execute("INSERT INTO t VALUES ('kept')")
        write.execute("PRAGMA max_page_count = 4")
    with (
        pytest.raises(DiskFull, match="The disk is full"),
        db.transaction() as write,
    ):
        for _ in range(50):
            write.execute("INSERT INTO t VALUES (?)", ("x" * 2000,))
    assert [r["a"] for r in db.rows("SELECT a FROM t")] == ["kept"]
    with db.transaction() as write:
        write.execute("PRAGMA max_page_count = 1000000")
        write.execute("INSERT INTO t VALUES ('there is room again')")


def test_another_program_that_holds_the_file_is_told(db, file) -> None:
    with db.transaction() as write:
        write.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Locked), db.transaction():
        pass
    other.close()
    with db.transaction() as write:
        write.execute("INSERT INTO t VALUES ('x')")


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be looked at" * 50, b"SQLite format 3\0x"]
)
def test_a_file_that_is_no_database_is_told_as_damaged(file, content) -> None:
    file.write_bytes(content)
    with pytest.raises(Damaged):
        Database(file, FIRST)
    assert file.read_bytes() == content


def test_a_folder_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(NotWritable):
        Database(tmp_path / "nowhere" / "file.sqlite", FIRST)


def test_a_folder_that_cannot_be_written_is_told(tmp_path) -> None:
    """Run by somebody whom permissions do not stop, the folder is one that nobody may write to."""
    folder = tmp_path / "folder"
    folder.mkdir()
    Database(folder / "file.sqlite", FIRST).close()
    if WINDOWS:  # where no mode of a folder keeps a file from being made in it
        (folder / "other.sqlite").mkdir()
    elif os.geteuid() == 0:
        folder = Path("/proc")
    else:
        folder.chmod(0o500)
    with pytest.raises(NotWritable):
        Database(folder / "other.sqlite", FIRST)
    if folder != Path("/proc"):
        folder.chmod(0o700)


def test_our_own_mistakes_stay_what_they_are(db) -> None:
    with pytest.raises(sqlite3.OperationalError):
        db.rows("SELECT nonsense FROM t")


def test_after_closing_there_are_words_and_no_crash(db) -> None:
    db.rows("SELECT 1")
    db.close()
    for call in (lambda: db.rows("SELECT 1"), lambda: db.transaction().__enter__()):
        with pytest.raises(Closed):
            call()
    outcome: list[BaseException] = []

    def work() -> None:
        try:
            db.rows("SELECT 1")
        except Closed as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(outcome) == 1


OPEN_AT_ONCE = """
import sys
from pathlib import Path
from bcdc_desktop.store.database import Database
sys.stdin.read()
db = Database(Path(sys.argv[1]), ("CREATE TABLE t (a TEXT);",))
with db.transaction() as write:
    write.execute("INSERT INTO t VALUES (?)", (sys.argv[2],))
"""


def test_two_programs_that_open_a_new_file_at_once_both_get_it(file) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", OPEN_AT_ONCE, str(file), name], stdin=subprocess.PIPE)
        for name in ("one", "two")
    ]
    for program in programs:
        program.stdin.close()
    assert [p.wait(PATIENCE) for p in programs] == [0, 0]
    opened = Database(file, FIRST)
    assert {r["a"] for r in opened.rows("SELECT a FROM t")} == {"one", "two"}
    opened.close()


def test_letters_that_are_none_are_damage(db, file) -> None:
    with db.transaction() as write:
        write.execute("INSERT INTO t VALUES (CAST(x'22ff22' AS TEXT))")
    with pytest.raises(Damaged):
        db.rows("SELECT a FROM t")
    assert database.damage_mark(file).exists()


def test_damage_that_is_found_in_use_is_remembered(file) -> None:
    opened = Database(file, FIRST)
    with opened.transaction() as write:
        for number in range(2000):
            write.execute("INSERT INTO t VALUES (?)", (f"{number}" * 20,))
    opened.close()
    with file.open("r+b") as raw:
        raw.seek(8192)
        raw.write(b"\xff" * 40_000)
    opened = Database(file, FIRST)
    with pytest.raises(Damaged):
        opened.rows("SELECT * FROM t")
    assert database.damage_mark(file).exists()
    opened.close()


def test_a_file_that_is_closed_while_a_thread_writes_is_closed_after_that(tmp_path) -> None:
    opened = Database(tmp_path / "file.sqlite", FIRST)
    writes, goes_on, errors = threading.Event(), threading.Event(), []

    def write() -> None:
        try:
            with opened.transaction() as connection:
                connection.execute("PRAGMA user_version")
                writes.set()
                goes_on.wait(PATIENCE)
                connection.execute("CREATE TABLE later (x)")
        except (StoreError, sqlite3.Error) as error:
            errors.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    assert writes.wait(PATIENCE)
    opened.close()
    goes_on.set()
    thread.join(PATIENCE)
    assert errors == []
    with pytest.raises(Closed):
        opened.rows("SELECT 1")
    again = Database(tmp_path / "file.sqlite", FIRST)
    assert again.row("SELECT count(*) FROM sqlite_master WHERE name = 'later'")[0] == 1
    again.close()
