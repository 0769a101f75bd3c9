"""Given what is kept on this computer, then it is limited, moved, deleted and rebuilt, and no work is ever lost."""

import sqlite3
import threading
from pathlib import Path

import pytest

from bcdc_desktop.app.folders import own_folder
from bcdc_desktop.app.progress import Progress
from bcdc_desktop.app.sync.policy import SyncPolicy, SystemStatus
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.record_changes import NEW, RecordChanges
from bcdc_desktop.store.paths import Places
from bcdc_desktop.ui.dialogs.storage import StorageDialog
from helpers.waiting import PATIENCE


@pytest.fixture
def kept(window, qtbot):
    """The window on what is kept."""

    def opened(on=None) -> StorageDialog:
        (on or window).tool_windows.storage()
        dialog = (on or window).findChild(StorageDialog)
        qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
        return dialog

    return opened


def cache_file(window) -> Path:
    workspace = window.session.workspace
    return window.program.places.cache_file(workspace.profile.name, workspace.user)


def test_the_catalogue_is_connected_once_a_first_sync_has_got_records(window, qtbot, monkeypatch):
    session, genuine, go_on = window.session, window.session.sync.update_cache, threading.Event()
    qtbot.waitUntil(lambda: not session.synchronizing)
    session.server.failed(errors.Offline("away"), by_sync=False)

    def slow(workspace, *, report, **given):
        report(Progress(1, 2, "Reading records"))
        assert go_on.wait(PATIENCE)
        return genuine(workspace, report=report, **given)

    monkeypatch.setattr(session.sync, "update_cache", slow)
    job = session.synchronize()
    qtbot.waitUntil(lambda: session.connection == "connected")
    assert session.synchronizing
    with qtbot.waitSignal(job.ended):
        go_on.set()


def test_it_says_where_it_is_and_how_much(window, kept):
    dialog = kept()
    assert dialog.folder.full_text() == str(window.program.places.cache)
    assert dialog.table.item(0, 0).text() == "Practice catalogue (open)"
    assert dialog.table.item(0, 1).text() == "editor"
    assert not dialog.delete.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.delete.isEnabled()  # what is open is read anew instead


def test_a_limit_lets_whole_records_go_the_oldest_first_and_never_those_with_a_draft(
    window, qtbot, kept, record, show_record
):
    cache, drafts = window.session.workspace.store.cache, window.session.workspace.store.drafts
    ids = sorted(cache.records.ids() - {record["id"]})
    drafts.set_edits(cache.records.get(ids[0]).value, "", {"title": "Edited"})
    show_record(window, record["id"])
    dialog = kept()
    cache.limit(cache.size() - 1)  # leaves no free room, which would be enough
    cache.tidy()  # the log is no reason to let anything go
    dialog.set_limit(cache.size() - 60_000)
    qtbot.waitUntil(lambda: dialog.bar.kind == "success")
    gone = {i for i in ids if cache.records.get(i) is None}
    assert gone
    assert ids[0] not in gone
    assert cache.records.get(record["id"]) is not None  # opened last
    assert cache.records.ids() == {*ids, record["id"]}  # all stay in the list
    lost = next(iter(gone))
    show_record(window, lost)
    assert cache.records.get(lost) is not None  # read when it was opened
    dialog.set_limit(10)
    qtbot.waitUntil(lambda: dialog.bar.kind == "warning")
    assert cache.records.get(ids[0]) is not None


def test_a_limit_that_needs_no_record_to_go_is_told_too(window, qtbot, kept):
    dialog = kept()
    dialog.set_limit(window.session.workspace.store.cache.size() + 1_000_000)
    qtbot.waitUntil(lambda: dialog.bar.kind == "success")


def test_a_limit_holds_after_each_synchronization_and_the_next_day(open_window, qtbot):
    window = open_window()
    window.program.settings.put("cache_limit", 10)
    window.close()
    again = open_window()
    cache = again.session.workspace.store.cache
    with qtbot.waitSignal(again.session.synchronized):
        qtbot.waitUntil(lambda: not again.session.synchronizing)
        again.session.synchronize(full=True)
    assert all(cache.records.get(i) is None for i in list(cache.records.ids())[:5])
    assert cache.lists.count(again.packages.query) > 100


def test_reading_anew_keeps_drafts_and_fetches_everything(window, qtbot, kept, record):
    store = window.session.workspace.store
    held = store.cache.records.ids()
    store.drafts.set_edits(record, "", {"title": "Edited"})
    dialog = kept()
    with qtbot.waitSignal(window.session.synchronized):
        dialog.again_button.click()
    assert store.cache.records.ids() == held
    assert store.drafts.get(record["id"]).changes.of("") == {"title": "Edited"}


def test_reading_anew_waits_for_a_synchronization_that_is_about_to_end(window, qtbot, kept, monkeypatch):
    session, cache = window.session, window.session.workspace.store.cache
    held, genuine, began, go_on = cache.records.ids(), session.sync.update_cache, threading.Event(), threading.Event()
    asked: list[bool] = []

    def slow(workspace, **given):
        asked.append(given["clear"])
        done = genuine(workspace, **given)
        if len(asked) == 1:  # all counts were compared, and only the end is missing
            began.set()
            assert go_on.wait(PATIENCE)
        return done

    monkeypatch.setattr(session.sync, "update_cache", slow)
    dialog = kept()
    session.synchronize()
    assert began.wait(PATIENCE)
    dialog.again_button.click()
    dialog.again_button.click()
    assert cache.records.ids() == held
    go_on.set()
    qtbot.waitUntil(lambda: len(asked) == 2 and not session.synchronizing)
    assert asked == [False, True]
    assert cache.records.ids() == held
    qtbot.waitUntil(lambda: window.packages.model.rowCount() == len(held))


def test_reading_anew_forgets_nothing_where_the_catalogue_does_not_answer(window, qtbot, demo, kept):
    cache = window.session.workspace.store.cache
    held, dialog = cache.records.ids(), kept()
    demo.stop()
    with qtbot.waitSignal(window.session.connectionChanged):
        dialog.again_button.click()
    assert window.session.connection == "offline"
    assert cache.records.ids() == held


def test_the_cache_is_moved_and_found_there_the_next_day(open_window, qtbot, tmp_path, record):
    window = open_window()
    store = window.session.workspace.store
    store.drafts.put(RecordChanges({"id": f"{NEW}1", "title": ""}, {"": {"title": "Salmon counts"}}, is_new=True))
    before, target = cache_file(window), tmp_path / "elsewhere"
    records = window.packages.model.rowCount()
    window.tool_windows.storage()
    window.findChild(StorageDialog).move_to(target)
    qtbot.waitUntil(lambda: window.session is not None and window.program.places.cache == target)
    qtbot.waitUntil(lambda: window.bar.kind == "success")
    assert cache_file(window).exists()
    assert not before.exists()
    qtbot.waitUntil(lambda: window.packages.model.rowCount() == records)
    assert window.session.workspace.store.drafts.ids() == [f"{NEW}1"]
    window.close()
    again = open_window()
    assert again.program.places.cache == target
    assert again.session.workspace.store.drafts.ids() == [f"{NEW}1"]
    again.program.move_cache(again.program.usual_places.cache)
    qtbot.waitUntil(lambda: again.session is not None and cache_file(again) == before)
    assert before.exists()
    assert again.program.settings.get("cache_folder") == ""


def test_a_cache_that_cannot_be_moved_stays_where_it_is(window, qtbot, tmp_path):
    (tmp_path / "file").write_text("no folder")
    before = window.session
    window.program.move_cache(tmp_path / "file")
    qtbot.waitUntil(lambda: window.session is not before and window.session is not None)
    qtbot.waitUntil(lambda: window.bar.kind == "error" and window.bar.isVisible())
    assert window.program.places == window.program.usual_places
    qtbot.waitUntil(lambda: window.packages.model.rowCount() > 100)


def test_a_folder_that_is_gone_is_told_and_the_usual_one_used(open_window, qtbot, home, tmp_path):
    window = open_window()
    window.program.settings.put("cache_folder", str(tmp_path / "unplugged"))
    window.close()
    again = open_window()
    assert str(tmp_path / "unplugged") in again.bar.text()
    assert again.program.places.cache == Places.below(home).cache


def test_a_cache_of_our_own_does_not_lie_among_other_files(tmp_path):
    assert own_folder(tmp_path) == tmp_path
    (tmp_path / "thesis.doc").touch()
    assert own_folder(tmp_path) == tmp_path / "BCDC Desktop cache"


def test_what_is_kept_of_another_user_is_deleted(window, qtbot, kept):
    window.practise_as("member")
    qtbot.waitUntil(lambda: window.session.workspace.user == "member" and not window.session.synchronizing)
    dialog = kept()
    row = next(n for n in range(dialog.table.rowCount()) if dialog.table.item(n, 1).text() == "editor")
    dialog.table.selectRow(row)
    path = dialog.chosen().path
    dialog.delete.click()
    qtbot.waitUntil(lambda: dialog.bar.kind == "success")
    assert not path.exists()


def damage(path: Path) -> None:
    """Writes nonsense over most of a file, also where pages were read from before."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (path.stat().st_size - 8192))


def test_a_damaged_cache_is_set_aside_and_read_again_without_losing_work(open_window, qtbot, record):
    window = open_window()
    window.session.workspace.store.drafts.set_edits(record, "", {"title": "Edited"})
    path, held = cache_file(window), window.session.workspace.store.cache.records.ids()
    window.close()
    path.write_bytes(b"this is no database " * 2000)
    again = open_window()
    assert "set aside" in again.bar.text()
    assert again.session.workspace.store.cache.records.ids() == held
    assert again.session.workspace.store.drafts.get(record["id"]).changes.of("") == {"title": "Edited"}
    assert list(path.parent.glob("*.old"))


def test_a_cache_that_was_damaged_in_a_crash_is_noticed_once_the_window_is_open(open_window, qtbot, record):
    window = open_window()
    path, held = cache_file(window), window.session.workspace.store.cache.records.ids()
    window.close()
    path.with_name(path.name + "-sum").unlink()  # a crash leaves none
    whole, title = path.read_bytes(), record["title"].encode()
    path.write_bytes(whole.replace(title, title.swapcase()))  # nothing that SQLite would notice
    again = open_window()
    qtbot.waitUntil(lambda: "set aside" in again.bar.text())
    qtbot.waitUntil(lambda: again.session.workspace.store.cache.records.ids() == held)
    assert again.session.workspace.store.cache.records.get(record["id"]).value["title"] == record["title"]


def test_a_cache_that_is_damaged_while_in_use_is_noticed_and_read_again(window, qtbot, record, show_record):
    show_record(window, record["id"])
    editor = window.record.editor
    editor.form.set_value("description", "typed before the disk failed")
    before, held = window.session, window.session.workspace.store.cache.records.ids()
    qtbot.waitUntil(lambda: before.workspace.store.drafts.get(record["id"]) is not None)
    damage(cache_file(window))
    cache = before.workspace.store.cache
    # by a thread that has no page of the file in memory
    before.read(lambda: [cache.records.get(i) for i in held], lane="files")
    qtbot.waitUntil(lambda: window.session is not None and window.session is not before)
    qtbot.waitUntil(lambda: "set aside" in window.bar.text())
    qtbot.waitUntil(lambda: window.session.workspace.store.cache.records.ids() == held)
    draft = window.session.workspace.store.drafts.get(record["id"])
    assert draft.changes.of(record["resources"][0]["id"])["description"] == "typed before the disk failed"


def test_a_record_with_a_damaged_byte_is_noticed_and_everything_read_again(window, qtbot, record):
    before, held = window.session, window.session.workspace.store.cache.records.ids()
    with before.workspace.store.cache_transaction() as write:
        write.execute("UPDATE bodies SET raw = CAST(substr(raw, 1, 40) || x'07' || substr(raw, 42) AS BLOB)")
    window.show_record(record["id"])
    qtbot.waitUntil(lambda: window.session is not None and window.session is not before)
    qtbot.waitUntil(lambda: "set aside" in window.bar.text())
    qtbot.waitUntil(lambda: window.session.workspace.store.cache.records.ids() == held)  # titles come first
    qtbot.waitUntil(lambda: window.session.workspace.store.cache.records.get(record["id"]) is not None)
    assert window.session.workspace.store.cache.records.get(record["id"]).value == record


def test_a_damaged_work_file_is_told_and_left_alone_and_the_catalogue_stays_open(window, qtbot, server):
    session = window.session
    store, told, reopened = session.workspace.store, [], []
    for number in range(400):
        store.drafts.set_edits({"id": f"p{number}", "title": ""}, "", {"notes": "written " * 200})
    session.workDamaged.connect(told.append)
    session.damaged.connect(lambda: reopened.append(True))
    damage(store.work_file)
    for _ in range(3):  # each by a thread that has no page of the file in memory
        with qtbot.waitSignal(session.read(lambda: [store.drafts.get(i) for i in store.drafts.ids()]).ended):
            pass
    assert len(told) == 1
    assert str(store.work_file) in window.bar.text()
    assert "Make a copy of it first" in window.bar.text()
    assert reopened == []
    assert window.session is session
    with qtbot.waitSignal(session.synchronized):  # what is of the catalogue goes on
        session.synchronize()


# automatic sync


def test_reading_by_itself_waits_on_battery_and_says_so_and_f5_reads_all_the_same(window, qtbot, server):
    session = window.session
    status = session.sync.system_status
    status.check = lambda: None
    status.now = SystemStatus(battery=True)
    session.sync.policy = SyncPolicy()
    session.workspace.store.cache.key_value.put("synchronized", 1)
    with session.workspace.store.cache_transaction() as write:
        write.execute("UPDATE meta SET seen = seen - 3600 WHERE key = 'synchronized'")
    session.sync.run_if_due("interval")
    qtbot.waitUntil(lambda: session.sync.waits_for == "battery")
    assert not session.synchronizing
    assert "F5" in window.status.connection.toolTip()
    with qtbot.waitSignal(session.synchronized):
        window.refresh()
    assert session.sync.waits_for == ""
    assert "F5" not in window.status.connection.toolTip()


def test_it_goes_on_when_the_network_is_not_metered_any_more(window, qtbot):
    session = window.session
    session.sync.system_status.now = SystemStatus(metered=True)
    session.sync.run_if_due("back")
    qtbot.waitUntil(lambda: session.sync.waits_for == "metered")
    session.sync.system_status.now = SystemStatus()
    with qtbot.waitSignal(session.synchronized):
        session.sync.system_status.changed.emit()
    assert session.sync.waits_for == ""


def test_pauses_can_be_turned_off(window, qtbot, kept):
    dialog = kept()
    assert dialog.battery.isChecked()
    dialog.battery.click()
    qtbot.waitUntil(lambda: not window.session.sync.policy.sync_preferences.pause_on_battery)
    assert window.program.settings.get("pause_on_battery") is False


def test_an_old_list_refreshes_itself_when_it_is_shown(window, qtbot, server):
    session = window.session
    assert not session.synchronizing
    with session.workspace.store.cache_transaction() as write:
        write.execute("UPDATE meta SET seen = seen - 400 WHERE key = 'synchronized'")
    session.sync.policy = SyncPolicy()
    with qtbot.waitSignal(session.synchronized):
        window.finding.choose("mine")
    qtbot.waitUntil(lambda: "synced just now" in window.packages.age.full_text())


def test_what_is_on_screen_is_refreshed_first(window, qtbot, monkeypatch, record, show_record):
    asked: list[list[str]] = []
    genuine = window.session.sync.update_cache

    def watched(workspace, **given):
        asked.append(list(given["first"]))
        return genuine(workspace, **given)

    show_record(window, record["id"])
    monkeypatch.setattr(window.session.sync, "update_cache", watched)
    with qtbot.waitSignal(window.session.synchronized):
        window.session.synchronize()
    (first,) = asked
    assert first[0] == record["id"]
    assert set(window.packages.ids_on_screen()) <= set(first)
    assert len(first) < 60
