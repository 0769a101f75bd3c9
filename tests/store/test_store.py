"""What this computer remembers: per catalogue and user, through damage, updates and two programs at once."""

import contextlib
import json
import logging
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.profile import PRODUCTION, Profile
from bcdc_desktop.domain.record_changes import AttachedFile, RecordChanges
from bcdc_desktop.store.database import Damaged, NewerVersion, StoreError
from bcdc_desktop.store.events import Bus, Changed
from bcdc_desktop.store.instance_lock import InstanceLock
from bcdc_desktop.store.row_sums import register
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.store import WORK_MIGRATIONS, Store
from bcdc_desktop.store.uploads import State
from helpers.waiting import PATIENCE
from store.conftest import package, upload

# one user is not another


def test_what_one_user_sees_is_never_shown_to_another(opened) -> None:
    places = [("test", "ann"), ("test", "bob"), ("test", None), ("test", "anonymous"), ("test", "Ann"), ("prod", "ann"),
              ("test-", "-ann"), ("test--ann", None), ("test", "_"), ("test", "a_6e_n")]  # fmt: skip
    stores = [opened(*place) for place in places]
    for number, store in enumerate(stores, 1):
        store.cache.records.put([package(number)])
        store.journal.begin(user="", action="a", package_id=f"p{number}", title="", before={}, after={})
    for number, store in enumerate(stores, 1):
        assert store.cache.records.ids() == {f"p{number}"}
        assert [e.package_id for e in store.journal.entries()] == [f"p{number}"]


@pytest.mark.parametrize("words", ["Lakes", "Was so", "is so", "refused", "no right", "p%1", "ann", "PACKAGE_revise"])
def test_the_journal_is_searched_in_all_that_it_says(opened, words) -> None:
    journal = opened().journal
    said = {"title": "Lakes", "before": {"": {"notes": "Was so"}}, "after": {"": {"notes": "is so"}}}
    wanted = journal.begin(user="ann", action="package_revise", package_id="p%1", **said)
    journal.outcome(wanted, "refused", "You have no right to.")
    journal.begin(user="bob", action="resource_create", package_id="p21", title="Wells", before={}, after={})
    assert [e.id for e in journal.entries(words=words)] == [wanted]
    assert [e.id for e in journal.entries(words=words, package_id="p21")] == []
    assert len(journal.entries()) == 2


def test_the_folders_are_for_this_user_only(opened, places) -> None:
    opened()
    if sys.platform != "win32":
        for folder in (places.work, places.cache, places.settings, places.logs):
            assert folder.stat().st_mode & 0o077 == 0


# damage and versions


def fill(store: Store) -> None:
    store.cache.records.put([package()])
    store.drafts.set_edits(package(), "", {"title": "Mine"})
    store.uploads.add([upload()])
    store.journal.begin(user="ann", action="a", package_id="p1", title="", before={}, after={})


def kept(store: Store) -> None:
    assert store.drafts.get("p1").changes.of("") == {"title": "Mine"}
    assert [u.file_name for u in store.uploads.rows()] == ["f1.csv"]
    assert len(store.journal.entries()) == 1


def test_a_damaged_cache_is_set_aside_and_the_work_is_all_there(opened, places) -> None:
    store = opened()
    fill(store)
    store.close()
    places.cache_file("test", "ann").write_bytes(b"spoilt " * 2000)
    again = opened()
    assert again.renewed
    assert again.cache.records.ids() == set()
    kept(again)
    (aside,) = places.cache.glob("*.old")
    assert aside.read_bytes().startswith(b"spoilt")


def test_a_cache_found_damaged_in_use_is_set_aside_at_the_next_start(opened, places) -> None:
    store = opened()
    fill(store)
    store.cache.records.put(package(n, notes="x" * 500) for n in range(2, 200))
    store.close()
    with places.cache_file("test", "ann").open("r+b") as raw:
        raw.seek(4096 * 3)
        raw.write(b"\xff" * 4096 * 40)
    store = opened()
    if not store.renewed:  # it depends on what is hit whether opening sees it
        with pytest.raises(Damaged):
            for number in range(1, 200):
                store.cache.records.get(f"p{number}")
            store.cache.lists.rows(PackageQuery(words="Table"))
        store.close()
        store = opened()
    assert store.renewed
    store.cache.records.put([package(5)])
    kept(store)


DAMAGES = {
    "a byte of a record": "UPDATE bodies SET raw = CAST(substr(raw, 1, 40) || x'07' || substr(raw, 42) AS BLOB)",
    "a record that is another row": "UPDATE bodies SET raw = 'Water licences'",
    "a record that is no record": "UPDATE bodies SET raw = x'78da8b8e0500011500b9'",
    "a record that ends early": "UPDATE bodies SET raw = substr(raw, 1, 60)",
    "a value": "UPDATE meta SET value = '{\"ckan_ver'",
}
READS = {
    "one record": lambda s: s.cache.records.get("p1"),
    "by its resource": lambda s: s.cache.records.of_resource("r1"),
    "a list": lambda s: list(s.cache.lists.packages(PackageQuery())),
    "a newer version": lambda s: s.cache.records.put([package(metadata_modified="2026-03-01T00:00:00")]),
    "gone": lambda s: s.cache.records.remove(["p1"]),
    "a value": lambda s: s.cache.key_value.get("abilities"),
}


@pytest.mark.parametrize(
    ("damage", "read"),
    [(d, r) for d in list(DAMAGES)[:4] for r in list(READS)[:5]] + [(d, "a value") for d in list(DAMAGES)[4:]],
)
def test_damage_that_sqlite_does_not_see_is_noticed_by_whatever_meets_it(opened, places, damage, read) -> None:
    store = opened()
    fill(store)
    store.cache.key_value.put("abilities", {"ckan_version": "2.11.6"})
    file = places.cache_file("test", "ann")
    with sqlite3.connect(file) as raw:
        register(raw)
        raw.execute(DAMAGES[damage])
    raw.close()
    with pytest.raises(Damaged, match="set aside and downloaded again") as found:
        READS[read](store)
    assert found.value.file == file
    store.close()
    again = opened()
    assert again.renewed
    again.cache.records.put([package()])
    assert again.cache.records.get("p1").value == package()
    kept(again)


def test_of_what_was_set_aside_only_the_last_is_kept_and_it_counts_against_a_limit(opened, places) -> None:
    opened().close()
    file = places.cache_file("test", "ann")
    file.with_name(f"{file.stem}.20200101-000000.old").write_bytes(b"spoilt long ago " * 5000)
    other = file.with_name(f"{file.stem}x.20200101-000000.old")
    other.write_bytes(b"another user's")
    file.write_bytes(b"spoilt " * 50_000)
    store = opened()
    (aside,) = places.cache.glob(f"{file.stem}.*.old")
    assert aside.read_bytes().startswith(b"spoilt spoilt")
    store.cache.records.put([package()])
    store.cache.limit(store.cache.size() + 400_000)
    assert aside.exists()
    assert store.cache.limit(store.cache.size() + 100_000) == 0
    assert not aside.exists()
    assert other.exists()
    assert store.cache.records.get("p1") is not None


def rewritten(file: Path) -> int:
    """A number that grows by one each time SQLite writes the file anew."""
    with contextlib.closing(sqlite3.connect(file)) as db:
        return int(db.execute("PRAGMA schema_version").fetchone()[0])


def test_a_limit_below_the_lists_alone_does_not_write_the_file_anew_each_time(store, places) -> None:
    (file,) = places.cache.glob("*.sqlite")
    begun = rewritten(file)
    noise = random.Random(5)
    store.cache.records.put(package(n, purpose=noise.randbytes(1000).hex()) for n in range(1, 400))
    limit = 50_000
    assert store.cache.limit(limit, calmly=True) == 399
    assert store.cache.size() > limit  # lists and words alone
    for turn in range(3):  # as a synchronization brings what changed
        changed = [package(n, notes=f"{turn} {n}", metadata_modified=f"2026-03-0{turn + 1}") for n in (3, 5, 8)]
        store.cache.records.put(changed)
        assert store.cache.limit(limit, calmly=True) == 3
    assert rewritten(file) == begun + 1
    assert store.cache.records.get("p3") is None
    assert store.cache.lists.count(PackageQuery()) == 399
    # what a user chooses holds at once
    store.cache.records.put([package(3, metadata_modified="2026-04-01")])
    assert store.cache.limit(limit) == 1
    assert rewritten(file) == begun + 2


def test_a_cache_of_a_newer_version_is_set_aside_and_a_work_file_of_one_is_refused_untouched(opened, places) -> None:
    store = opened()
    fill(store)
    store.close()
    for file in (places.cache_file("test", "ann"), places.work_file("test", "ann")):
        with sqlite3.connect(file) as raw:
            raw.execute("PRAGMA user_version = 999")
        raw.close()
    before = places.work_file("test", "ann").read_bytes()
    with pytest.raises(NewerVersion):
        opened()
    assert places.work_file("test", "ann").read_bytes() == before
    with sqlite3.connect(places.work_file("test", "ann")) as raw:
        raw.execute(f"PRAGMA user_version = {len(WORK_MIGRATIONS)}")
    raw.close()
    again = opened()
    assert again.renewed
    kept(again)


def test_a_damaged_work_file_is_never_touched(opened, places) -> None:
    opened().close()
    places.work_file("test", "ann").write_bytes(b"spoilt " * 2000)
    with pytest.raises(Damaged, match="drafts, uploads and journal") as found:
        opened()
    assert str(places.work_file("test", "ann")) in str(found.value)
    assert places.work_file("test", "ann").read_bytes() == b"spoilt " * 2000


# the cache


def test_the_tree_counts_what_is_here_once_everything_was(store) -> None:
    organizations = [Organization("o1", "one", "One", packages=7), Organization("o2", "two", "Two", "o1", packages=3)]
    store.cache.organizations.put(organizations)
    heard = []
    store.bus.subscribe(lambda change: heard.append(change.kind))

    def totals() -> tuple[int, int]:
        return store.cache.organizations.tree().total("o1"), store.cache.organizations.tree().total("o2")

    store.cache.records.put([package(1)])
    assert totals() == (10, 3)  # the server's own, while the records arrive
    store.cache.key_value.put("synchronized", 1)
    store.cache.organizations.recount()
    assert totals() == (1, 0)
    store.cache.records.put([package(2), package(3, owner_org="o2"), package(4, owner_org="o9")])
    assert totals() == (3, 1)
    store.cache.records.put([package(2, owner_org="o2", metadata_modified="2026-02-01T00:00:00")])
    assert totals() == (3, 2)
    store.cache.records.remove(["p3"])
    assert totals() == (2, 1)
    heard.clear()
    store.cache.records.put([package(1, title="Another", metadata_modified="2026-02-01T00:00:00")])
    store.cache.organizations.recount()
    assert heard == ["packages"]


def test_packages_come_back_as_they_were_with_all_keys(store) -> None:
    odd = package(extra={"deep": [1, None, "ü"]}, notes="über", big=2**53)
    store.cache.records.put([odd])
    assert store.cache.records.get("p1").value == odd
    assert store.cache.records.get("record-1").value == odd
    assert store.cache.records.of_resource("r1").value == odd
    assert store.cache.records.get("zzz") is None and store.cache.records.of_resource("zzz") is None
    store.cache.records.put([{**odd, "title": "Renamed", "resources": []}])
    assert store.cache.records.of_resource("r1") is None
    assert store.cache.lists.count(PackageQuery(words="Renamed")) == 1
    assert store.cache.lists.count(PackageQuery(words="Table")) == 0
    store.cache.records.remove(["p1", "unknown"])
    assert store.cache.records.get("p1") is None
    assert store.cache.lists.count(PackageQuery(words="Renamed")) == 0


def test_lists_are_filtered_sorted_and_cut(store) -> None:
    store.cache.records.put(
        [
            package(1, title="beta"),
            package(2, title="Alpha", publish_state="DRAFT", private=True),
            package(3, title="gamma", owner_org="o2", resources=[]),
        ]
    )
    titles = lambda **q: [r.title for r in store.cache.lists.rows(PackageQuery(**q))]  # noqa: E731
    assert titles() == ["Alpha", "beta", "gamma"]
    assert titles(descending=True) == ["gamma", "beta", "Alpha"]
    assert titles(organizations=("o2",)) == ["gamma"]
    assert titles(organizations=()) == []
    assert titles(ids=("p1", "p3")) == ["beta", "gamma"]
    assert titles(sort="modified", descending=True) == ["gamma", "Alpha", "beta"]
    assert titles(words="alp") == ["Alpha"]
    assert [r.title for r in store.cache.lists.rows(PackageQuery(), limit=1, offset=1)] == ["beta"]
    assert store.cache.records.counts_by_organization() == {"o1": 2, "o2": 1}


@pytest.mark.parametrize(
    "words", ['"', "a AND", "NEAR(", "-x", "* ^", "wa\0ter", "'; DROP TABLE packages", "ü*", "():"]
)
def test_any_words_may_be_looked_for(store, words) -> None:
    store.cache.records.put([package()])
    store.cache.lists.count(PackageQuery(words=words))
    assert store.cache.lists.count(PackageQuery(words="record")) == 1


def test_accents_do_not_hide_anything(store) -> None:
    store.cache.records.put([package(title="Forêts de la Vallée")])
    assert store.cache.lists.count(PackageQuery(words="foret vallee")) == 1


def test_an_organization_that_comes_twice_is_kept_once(store) -> None:
    heard: list[Changed] = []
    store.bus.subscribe(heard.append)
    store.cache.organizations.put([Organization("1", "a", "A"), Organization("2", "b", "B", "1")] * 2)
    assert {o.id for o in store.cache.organizations.all()} == {"1", "2"}
    store.cache.organizations.put([])
    assert store.cache.organizations.all() == []
    assert {c.kind for c in heard} == {"organizations"}


# drafts and journal


def test_a_draft_keeps_the_record_on_which_it_was_begun(store) -> None:
    store.drafts.set_edits(package(), "", {"title": "Mine"})
    store.drafts.set_edits(package(title="Newer", metadata_modified="later"), "r1", {"name": "Other"})
    draft = store.drafts.get("p1")
    assert (draft.changes.base["title"], draft.changes.base["metadata_modified"]) == ("Record 1", "2026-01-01T00:00:00")
    assert draft.changes.fields == {"": {"title": "Mine"}, "r1": {"name": "Other"}}
    store.drafts.set_edits(package(), "", {"notes": None})
    assert store.drafts.get("p1").changes.of("") == {"notes": None}
    store.drafts.rebase(package(title="Newer", metadata_modified="later"))
    assert store.drafts.get("p1").changes.base["metadata_modified"] == "later"
    store.drafts.set_edits(package(), "", {})
    assert store.drafts.ids() == ["p1"]
    store.drafts.discard("p1", "r1")
    assert store.drafts.get("p1") is None
    assert store.drafts.ids() == []


def test_a_draft_that_was_discarded_comes_back_as_it_was(store) -> None:
    drafts = store.drafts
    drafts.set_edits(package(), "", {"title": "Mine", "notes": None})
    drafts.set_part(package(), "delete", "r1", True)
    for new in ("z", "a", "m"):
        drafts.set_part(package(), "new", new, {"name": new})
    drafts.set_part(package(), "file", "m", AttachedFile(Path("/x/m.csv"), "m.csv", 1, 2))
    drafts.set_part(package(), "order", "", ["m", "a", "z"])
    held = drafts.get("p1")
    drafts.discard("p1")
    assert drafts.get("p1") is None
    drafts.restore(held)
    assert drafts.get("p1") == held
    assert list(drafts.get("p1").changes.new_resources) == ["z", "a", "m"]
    drafts.discard("p1")
    drafts.set_edits(package(), "", {"title": "Begun since"})
    drafts.restore(held)
    assert drafts.get("p1").changes.fields == {"": {"title": "Begun since"}}


def test_the_journal_only_grows_and_shows_the_latest_outcome(store, places) -> None:
    one = store.journal.begin(
        user="ann", action="a", package_id="p1", title="100% wells", before={}, after={"": {"x": 1}}
    )
    two = store.journal.begin(user="ann", action="b", package_id="p2", title="springs", before={}, after={})
    assert store.journal.get(one).outcome == "sent"
    store.journal.outcome(one, "done")
    store.journal.outcome(one, "verified", "seen")
    assert (store.journal.get(one).outcome, store.journal.get(one).detail) == ("verified", "seen")
    assert [e.id for e in store.journal.entries()] == [two, one]
    assert [e.id for e in store.journal.entries(package_id="p1")] == [one]
    assert [e.id for e in store.journal.entries(words="100%")] == [one]
    assert store.journal.entries(words="0_ w") == []
    (file,) = places.work.glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(file)) as db:
        rows = db.execute("SELECT outcome FROM journal_outcomes WHERE entry = ?", (one,)).fetchall()
    assert rows == [("done",), ("verified",)]
    assert store.journal.get(99) is None


# uploads


def test_a_batch_is_stored_whole_or_not_at_all(store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.uploads.add([upload(1), upload(2), upload(1)])
    assert store.uploads.rows() == []
    now = time.time()
    store.uploads.add([upload(2, fields={"a": ["ü"]}, created=now), upload(1, created=now)])
    assert [(u.id, u.name) for u in store.uploads.rows()] == [("u1", "File 1"), ("u2", "f2.csv")]
    assert store.uploads.get("u2").fields == {"a": ["ü"]}


def test_rows_are_taken_all_or_none_and_never_two_acts_on_one_package(store) -> None:
    store.uploads.add([upload(1), upload(2), upload(3), upload(4, package="p2")])
    assert not store.uploads.claim(["u1", "gone"], "act")
    assert store.uploads.counts() == {State.WAITING: 4}
    assert store.uploads.claim(["u1", "u2"], "act")
    assert not store.uploads.claim(["u3"], "other")
    assert store.uploads.claim(["u4"], "third")
    assert not store.uploads.claim(["u4"], "fourth")
    assert store.uploads.change(["u1", "u2", "u3"], only=(State.WAITING,), state=State.PAUSED) == 1
    store.uploads.change(["u1", "u2"], state=State.DONE)
    assert not store.uploads.claim(["u3"], "other")
    store.uploads.remove(["u1", "u3"])
    assert {u.id for u in store.uploads.rows()} == {"u2", "u3", "u4"}


CLAIM = """
import os, sys
from pathlib import Path
os.environ["BCDC_DESKTOP_HOME"] = sys.argv[1]
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
store = Store.open(Places.of_this_computer(), "test", "ann")
print("ready", flush=True)
sys.stdin.readline()
print(sum(store.uploads.claim([f"u{n}"], f"{sys.argv[2]}-{n}") for n in range(60)), flush=True)
store.close()
"""


def test_two_programs_never_take_the_same_row(store, home) -> None:
    store.uploads.add([upload(n, package=f"p{n}") for n in range(60)])
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM, str(home), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    outputs = [threading.Thread(target=p.stdin.write, args=("go\n",)) for p in programs]
    for thread, program in zip(outputs, programs, strict=True):
        thread.start()
        thread.join()
        program.stdin.flush()
    taken = [int(p.communicate(timeout=PATIENCE)[0]) for p in programs]
    assert sum(taken) == 60
    assert store.uploads.counts() == {State.CHECKING: 60}


HOLD = """
import sys
from pathlib import Path
from bcdc_desktop.store.instance_lock import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_only_one_program_sends_and_kill_9_frees_the_lock(tmp_path) -> None:
    file = tmp_path / "work.queue"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "True\n"
    lock = InstanceLock(file)
    assert not lock.acquire()
    other.kill()
    other.communicate()
    assert lock.acquire()
    assert lock.acquire()
    assert not InstanceLock(file).acquire()
    lock.release()
    assert InstanceLock(file).acquire()


def test_a_lock_that_cannot_be_made_is_told(tmp_path) -> None:
    with pytest.raises(StoreError):
        InstanceLock(tmp_path / "nowhere" / "work.queue").acquire()


# settings


def test_profiles_and_preferences_survive_and_ready_made_ones_are_always_there(places) -> None:
    places.make()
    file = places.settings / "settings.json"
    settings = Settings(file)
    settings.put_profile(Profile("mine", "Mine", "https://a.example"))
    settings.put_profile(PRODUCTION.with_user("ann"))
    settings.put("size", [1, 2])
    again = Settings(file)
    assert {p.name for p in again.profiles()} == {"production", "test", "practice", "mine"}
    assert again.profile("production").user == "ann"
    assert again.get("size") == [1, 2]
    assert again.get("nothing", 5) == 5
    again.remove_profile("production")
    again.remove_profile("mine")
    assert again.profile("production") == PRODUCTION
    assert again.profile("mine") is None


def test_two_programs_do_not_overwrite_each_others_settings(places) -> None:
    file = places.make().settings / "settings.json"
    window, command = Settings(file), Settings(file)
    command.put_profile(PRODUCTION.with_user("ann"))
    window.put("geometry", "wide")
    assert Settings(file).profile("production").user == "ann"
    assert Settings(file).get("geometry") == "wide"


@pytest.mark.parametrize("content", ["{broken", "[]", "null", '{"profiles": [1], "preferences": 3}', "\udcff"])
def test_damaged_settings_are_set_aside_and_the_program_starts(places, content) -> None:
    file = places.make().settings / "settings.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    settings = Settings(file)
    assert {p.name for p in settings.profiles()} == {"production", "test", "practice"}
    assert settings.get("x") is None
    settings.put("x", 1)
    assert Settings(file).get("x") == 1
    if content in ("{broken", "\udcff"):
        assert (places.settings / "settings.damaged.json").exists()


def test_a_profile_that_cannot_be_read_is_passed_over_and_kept(places) -> None:
    file = places.make().settings / "settings.json"
    bad = {"a": {"name": "a", "address": "http://far.example"}, "b": {"name": "b"}, "c": 3}
    file.write_text(json.dumps({"profiles": bad}))
    settings = Settings(file)
    assert {p.name for p in settings.profiles()} == {"production", "test", "practice"}
    settings.put("x", 1)
    assert json.loads(file.read_text())["profiles"] == bad


def test_settings_that_cannot_be_written_leave_the_old_file(places, monkeypatch) -> None:
    file = places.make().settings / "settings.json"
    settings = Settings(file)
    settings.put("x", 1)

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dumps", full)
    with pytest.raises(OSError, match="No space left"):
        settings.put("x", 2)
    monkeypatch.undo()
    assert settings.get("x") == 1
    assert Settings(file).get("x") == 1
    assert {p.name for p in places.settings.iterdir()} <= {"settings.json", "settings.last-good.json", "settings.lock"}


# events


def test_a_listener_that_fails_keeps_nobody_from_hearing(expected_log) -> None:
    bus, heard = Bus(), []

    def broken(_: Changed) -> None:
        raise RuntimeError("mine")

    bus.subscribe(broken)
    remove = bus.subscribe(heard.append)
    with expected_log(logging.ERROR, "a listener failed"):
        bus.publish(Changed("drafts"))
    remove()
    remove()
    with expected_log(logging.ERROR, "a listener failed"):
        bus.publish(Changed("journal"))
    assert [c.kind for c in heard] == ["drafts"]


def test_a_draft_of_a_new_record_is_told_by_its_own_mark_and_not_by_an_id(store: Store) -> None:
    store.drafts.set_edits({"id": "new:1", "title": "From a server"}, "", {"title": "Mine"})
    draft = store.drafts.get("new:1")
    assert draft is not None
    assert not draft.changes.is_new
    store.drafts.set_edits({"id": "new:1"}, "", {})
    assert store.drafts.ids() == []  # it ends with its last change, as that of any record of the server
    store.drafts.put(RecordChanges({"id": "made-here", "title": ""}, is_new=True))
    store.drafts.set_edits({"id": "made-here"}, "", {})
    draft = store.drafts.get("made-here")
    assert draft is not None
    assert draft.changes.is_new
    store.drafts.discard("made-here")
    store.drafts.restore(draft)
    assert store.drafts.get("made-here") == draft


def test_a_record_of_a_server_cannot_pass_for_a_draft_of_a_new_one(store: Store, expected_log) -> None:
    expected_log(logging.WARNING, "left out")
    store.cache.records.put([package(1), package(2, id="new:2")])
    assert store.cache.records.ids() == {"p1"}


@pytest.mark.parametrize("content", [b"x", b"this is no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_lock_is_a_lock_all_the_same(tmp_path, content: bytes) -> None:
    file = tmp_path / "work.queue"
    file.write_bytes(content)
    lock = InstanceLock(file)
    assert lock.acquire()
    assert not InstanceLock(file).acquire()
    lock.release()
    assert InstanceLock(file).acquire()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["pipe", "device", "link"])
def test_what_is_no_lock_is_named_and_left_as_it_is(tmp_path, kind: str) -> None:
    file, mine = tmp_path / "work.queue", tmp_path / "mine.txt"
    mine.write_text("not the program's")
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero" if kind == "device" else mine)
    with pytest.raises(StoreError, match=r"work\.queue"):
        InstanceLock(file).acquire()
    assert mine.read_text() == "not the program's"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="on Windows not every user may make links")
def test_a_mark_that_cannot_be_made_keeps_nobody_from_the_work(tmp_path) -> None:
    (tmp_path / "work.sqlite.made").symlink_to(tmp_path / "nowhere" / "at all")
    store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    assert store.drafts.ids() == []
    store.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("name", ["work.sqlite-journal", "work.sqlite-wal", "work.sqlite-shm", "cache.sqlite-journal"])
def test_a_pipe_beside_a_file_is_named_and_not_waited_for(tmp_path, name: str) -> None:
    Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite").close()
    os.mkfifo(tmp_path / name)
    with pytest.raises(StoreError, match=name):
        Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
