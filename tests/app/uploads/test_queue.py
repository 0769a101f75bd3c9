"""Confirmed files get to the server once, whole, byte for byte, whatever happens on the way; and it is told truly."""

import os
import threading
import time

import pytest

from app.conftest import LONG, SHORT
from bcdc_desktop.app.uploads.batch import MOST_FILES
from bcdc_desktop.app.uploads.queue import OtherInstance, UploadQueue, request_halt
from bcdc_desktop.catalogue import errors
from bcdc_desktop.store.database import DiskFull, OutOfFiles
from bcdc_desktop.store.uploads import State
from contract.contract_server import RESOURCE
from helpers.misbehaving import Canned, CutAnswer, CutRequest, Late, Stall
from helpers.waiting import PATIENCE

HTML = "<html>"


def states(workspace) -> dict[str, State]:
    return {r.file_name: r.state for r in workspace.store.uploads.rows()}


def until(workspace, condition, timeout: float = 15) -> None:
    """Waits until a condition on the rows holds; looks whenever a row changed."""
    changed = threading.Event()
    remove = workspace.store.bus.subscribe(lambda change: changed.set())
    deadline = time.monotonic() + timeout
    try:
        while not condition():
            assert changed.wait(max(0, deadline - time.monotonic())), f"never came: {states(workspace)}"
            changed.clear()
    finally:
        remove()


def bodies(paths) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in paths}


def test_one_drop_is_one_act_and_each_file_is_verified(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    paths = [csv(f"f {n} ü.csv", rows=n) for n in range(5)]
    put(workspace, package, *paths)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert set(states(workspace).values()) == {State.DONE}
    assert practice.files(package["id"]) == bodies(paths)
    assert len(practice.server.calls("package_revise")) == 1
    assert [e.outcome for e in workspace.store.journal.entries()] == ["verified"]
    rows = workspace.store.uploads.rows()
    assert [r["id"] for r in practice.other.package(package["id"])["resources"]] == [r.resource for r in rows]
    assert [r.sent for r in rows] == [r.size for r in rows]


def test_acts_keep_to_the_byte_budget_and_a_large_file_goes_alone(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(batch_limit=1000), practice.package()
    small = [csv(f"small{n}.csv", rows=36) for n in range(4)]  # about 400 bytes each
    large = csv("large.csv", rows=400)
    assert 300 < small[0].stat().st_size < 500 and large.stat().st_size > 1000
    put(workspace, package, small[0], small[1], large, small[2], small[3])
    assert queue(workspace).wait(timeout=PATIENCE)
    batches = practice.server.calls("package_revise")
    assert [a.body.count(b"filename=") for a in batches] == [2, 1, 2]
    assert practice.files(package["id"]) == bodies([*small, large])


def test_an_act_holds_no_more_files_than_a_server_takes(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    paths = [csv(f"f{n}.csv", rows=1) for n in range(MOST_FILES + 3)]
    put(workspace, package, *paths)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert [a.body.count(b"filename=") for a in practice.server.calls("package_revise")] == [MOST_FILES, 3]
    assert len(practice.other.package(package["id"])["resources"]) == len(paths)


def test_never_two_writes_to_one_package_and_at_most_three_at_once(practice, csv, put, queue) -> None:
    workspace = practice.workspace(batch_limit=1)
    packages = [practice.package() for _ in range(5)]
    for number, package in enumerate(packages):
        put(workspace, package, *[csv(f"p{number}f{n}.csv", rows=50) for n in range(3)])
    assert queue(workspace).wait(timeout=PATIENCE)
    practice.server.wait_until_served()
    batches = practice.server.calls("package_revise")
    assert len(batches) == 15
    events = sorted([(a.began, 1, a) for a in batches] + [(a.ended, -1, a) for a in batches], key=lambda e: e[:2])
    running: list = []
    most = 0
    for _, step, batch in events:
        if step == 1:
            assert batch.package not in [r.package for r in running]
            running.append(batch)
        else:
            running.remove(batch)
        most = max(most, len(running))
    assert 1 < most <= 3
    for number, package in enumerate(packages):
        assert set(practice.files(package["id"])) == {f"p{number}f{n}.csv" for n in range(3)}


def test_one_wrong_row_stores_nothing_and_the_message_stands_at_that_row(practice, csv, put, queue) -> None:
    workspace = practice.workspace()
    package = practice.package(resources=[{**RESOURCE, "name": "old", "url": "https://example.org/x.csv"}])
    paths = [csv(f"f{n}.csv") for n in range(3)]
    rows = put(workspace, package, *paths)
    workspace.store.uploads.change([rows[1].id], fields={**rows[1].fields, "format": "nonsense"})
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    assert states(workspace) == {"f0.csv": State.PAUSED, "f1.csv": State.FAILED, "f2.csv": State.PAUSED}
    wrong = workspace.store.uploads.get(rows[1].id)
    assert set(wrong.error["fields"]) == {"format"}
    assert "f1.csv" in workspace.store.uploads.get(rows[0].id).error["message"]
    assert [r["name"] for r in practice.other.package(package["id"])["resources"]] == ["old"]
    # mended, and all of them are sent
    workspace.store.uploads.change([rows[1].id], fields=rows[1].fields)
    sending.resume([r.id for r in rows])
    assert sending.wait(timeout=PATIENCE)
    assert set(states(workspace).values()) == {State.DONE}
    assert len(practice.other.package(package["id"])["resources"]) == 4


FAULTS = {
    "broken at the first byte": CutRequest(0),
    "broken in the body": CutRequest(3000),
    "no answer after it acted": CutAnswer(0),
    "half an answer": CutAnswer(40),
    "too late": Stall(acted=True),
    "nothing": Stall(),
    "502": Canned(502, HTML),
    "503 in the middle": Canned(503, HTML, early=True),
    "half JSON": Canned(200, '{"success": tr'),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_network_that_fails_is_waited_for_and_every_file_arrives_once(practice, csv, put, queue, name) -> None:
    fault = FAULTS[name]
    workspace, package = practice.workspace(patience=SHORT if isinstance(fault, Stall) else LONG), practice.package()
    paths = [csv(f"f{n}.csv", rows=200) for n in range(3)]
    practice.server.next("package_revise", fault)
    put(workspace, package, *paths)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    assert set(states(workspace).values()) == {State.DONE}
    assert practice.files(package["id"]) == bodies(paths)
    assert sending.trouble == ""


def test_a_dead_network_is_told_and_it_goes_on_by_itself(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.always("*", Canned(502, HTML))
    path = csv()
    put(workspace, package, path)
    sending = queue(workspace)
    practice.server.wait_for("package_revise")
    until(workspace, lambda: states(workspace) == {"table.csv": State.VERIFYING})
    practice.server.wait_for("package_show", 4)
    assert "maintenance" in sending.trouble
    assert not sending.wait(timeout=0.05)
    practice.server.behave()
    assert sending.wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == bodies([path])


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Canned(413, HTML), "too_large"),
        (Canned(413, HTML, early=True), "too_large"),
        (Canned(403, HTML), "not_authorized"),
        (Canned(500, HTML), "server_fault"),
    ],
    ids=repr,
)
def test_what_trying_again_cannot_mend_is_told_once(practice, csv, put, queue, fault, kind) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.always("package_revise", fault)
    (row,) = put(workspace, package, csv(rows=100_000))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    failed = workspace.store.uploads.get(row.id)
    assert (failed.state, failed.error["kind"]) == (State.FAILED, kind)
    assert len(practice.server.calls("package_revise")) == 1
    practice.server.behave()
    sending.resume([row.id])
    assert sending.wait(timeout=PATIENCE)
    assert states(workspace) == {"table.csv": State.DONE}


def test_a_body_too_large_for_a_proxy_goes_out_in_smaller_acts(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    paths = [csv(f"f{n}.csv", rows=100) for n in range(4)]
    practice.server.next("package_revise", Canned(413, HTML))
    put(workspace, package, *paths)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert [a.body.count(b"filename=") for a in practice.server.calls("package_revise")] == [4, 2, 2]
    assert practice.files(package["id"]) == bodies(paths)


def test_a_server_that_fails_after_it_acted_is_looked_at(practice, csv, put, queue, monkeypatch) -> None:
    workspace, package = practice.workspace(), practice.package()
    revise = workspace.catalogue.revise

    def acts_and_fails(*args, **kwargs):
        revise(*args, **kwargs)
        raise errors.ServerFault("The catalogue failed (status 500).")

    monkeypatch.setattr(workspace.catalogue, "revise", acts_and_fails)
    put(workspace, package, csv())
    assert queue(workspace).wait(timeout=PATIENCE)
    assert states(workspace) == {"table.csv": State.DONE}


@pytest.mark.parametrize("what", ["changed", "gone", "same size and time"])
def test_a_file_that_is_not_the_one_that_was_confirmed_is_not_sent_and_the_others_are(
    practice, csv, put, queue, what
) -> None:
    workspace, package = practice.workspace(), practice.package()
    good, bad = csv("good.csv"), csv("bad.csv")
    put(workspace, package, good, bad)
    status, data = bad.stat(), bad.read_bytes()
    match what:
        case "changed":
            bad.write_bytes(b"other")
        case "gone":
            bad.unlink()
        case _:
            bad.write_bytes(data.replace(b"bad", b"BAD"))
            os.utime(bad, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert queue(workspace).wait(timeout=PATIENCE)
    assert states(workspace) == {"good.csv": State.DONE, "bad.csv": State.ATTENTION}
    assert "bad.csv" in workspace.store.uploads.rows()[1].error["message"]
    assert list(practice.files(package["id"])) == ["good.csv"]


def test_a_replaced_file_keeps_id_and_metadata(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    period = [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}]
    (row,) = put(workspace, package, csv("old.csv"), temporal_extent=period, description="Kept.")
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    before = practice.other.package(package["id"])
    new = csv("new name.csv", rows=9)
    put(workspace, before, new, replacing=row.resource)
    assert sending.wait(timeout=PATIENCE)
    (after,) = practice.other.package(package["id"])["resources"]
    changed = {k for k in after if after[k] != before["resources"][0].get(k)}
    assert changed <= {"url", "size", "last_modified", "metadata_modified", "mimetype", "hash", "iso_topic_category"}
    assert (after["id"], after["description"], after["temporal_extent"]) == (row.resource, "Kept.", period)
    assert practice.files(package["id"]) == {"old.csv": new.read_bytes()}


def test_cancel_takes_out_what_was_named_and_the_others_go(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(patience=SHORT), practice.package()
    rows = put(workspace, package, csv("a.csv", rows=200_000), csv("b.csv"))
    practice.server.next("package_revise", Stall(reading=False))
    sending = queue(workspace)
    practice.server.wait_for("package_revise")
    assert sending.busy()
    sending.cancel([rows[0].id])
    assert sending.wait(timeout=PATIENCE)
    assert states(workspace) == {"a.csv": State.CANCELLED, "b.csv": State.DONE}
    assert list(practice.files(package["id"])) == ["b.csv"]
    sending.resume([rows[0].id])
    assert sending.wait(timeout=PATIENCE)
    assert set(practice.files(package["id"])) == {"a.csv", "b.csv"}


def test_pause_holds_what_was_named_and_the_others_go(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(patience=SHORT), practice.package()
    rows = put(workspace, package, csv("a.csv", rows=200_000), csv("b.csv"))
    practice.server.next("package_revise", Stall(reading=False))
    sending = queue(workspace)
    practice.server.wait_for("package_revise")
    sending.pause([rows[0].id])
    assert sending.wait(timeout=PATIENCE)
    assert states(workspace) == {"a.csv": State.PAUSED, "b.csv": State.DONE}
    sending.resume([rows[0].id])
    assert sending.wait(timeout=PATIENCE)
    assert set(practice.files(package["id"])) == {"a.csv", "b.csv"}


def test_what_has_left_whole_is_not_called_cancelled_before_the_server_has_answered(practice, csv, put, queue) -> None:
    workspace, package, late = practice.workspace(), practice.package(), Late()
    (row, _) = put(workspace, package, csv("a.csv"), csv("b.csv"))
    practice.server.next("package_revise", late)
    sending = queue(workspace)
    assert late.taken.wait(PATIENCE)
    sending.cancel([row.id])
    assert states(workspace)["a.csv"] is State.SENDING
    assert workspace.store.uploads.get(row.id).error["kind"] == "cancelled"
    late.until.set()
    assert sending.wait(timeout=PATIENCE)
    assert set(states(workspace).values()) == {State.DONE}
    assert set(practice.files(package["id"])) == {"a.csv", "b.csv"}
    assert [e.outcome for e in workspace.store.journal.entries()] == ["verified"]
    assert workspace.store.uploads.get(row.id).error is None


@pytest.mark.parametrize("acted", [True, False])
def test_what_is_cancelled_while_nobody_answers_is_asked_for_first(practice, csv, put, queue, acted) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.always("*", Canned(502, HTML))
    practice.server.next("package_revise", CutAnswer(0) if acted else Canned(502, HTML))
    (row,) = put(workspace, package, csv())
    sending = queue(workspace)
    until(workspace, lambda: states(workspace) == {"table.csv": State.VERIFYING})
    sending.cancel([row.id])
    assert states(workspace) == {"table.csv": State.VERIFYING}
    practice.server.behave()
    sending.wake()
    assert sending.wait(timeout=PATIENCE)
    assert states(workspace) == {"table.csv": State.DONE if acted else State.CANCELLED}
    assert list(practice.files(package["id"])) == (["table.csv"] if acted else [])
    assert [e.outcome for e in workspace.store.journal.entries()] == ["verified" if acted else "refused"]


def test_what_was_asked_for_holds_after_the_program_was_killed(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    rows = put(workspace, package, csv("a.csv"), csv("b.csv"))
    ids = [r.id for r in rows]
    assert workspace.store.uploads.claim(ids, "act")
    workspace.store.uploads.change(ids, state=State.SENDING)
    assert workspace.store.uploads.halt(ids[:1], State.PAUSED) == {ids[0]}
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    assert states(workspace) == {"a.csv": State.PAUSED, "b.csv": State.DONE}


def test_a_program_that_only_shows_the_rows_asks_the_one_that_sends(practice, csv, put, queue) -> None:
    one, two, package = practice.workspace(patience=SHORT), practice.workspace(), practice.package()
    rows = put(one, package, csv("a.csv", rows=200_000), csv("b.csv"))
    practice.server.next("package_revise", Stall(reading=False))
    first = queue(one)
    practice.server.wait_for("package_revise")
    second = queue(two)
    second.cancel([rows[0].id])
    assert first.wait(timeout=PATIENCE)
    assert states(two) == {"a.csv": State.CANCELLED, "b.csv": State.DONE}


def test_a_program_that_only_shows_the_rows_knows_why_they_wait(practice, csv, put, queue) -> None:
    one, two, package = practice.workspace(), practice.workspace(), practice.package()
    put(one, package, csv())
    first = queue(one)
    assert first.wait(timeout=PATIENCE)
    practice.server.always("*", Canned(502, HTML))
    second = queue(two)
    put(two, package, csv("more.csv"))
    first.wake()
    deadline = time.monotonic() + PATIENCE
    while "maintenance" not in second.trouble:
        assert not second.wait(timeout=0.05)
        assert time.monotonic() < deadline
    assert second.elsewhere
    practice.server.behave()
    first.wake()
    assert second.wait(timeout=PATIENCE)
    while second.trouble:
        assert time.monotonic() < deadline
        second.wait(timeout=0.05)


def test_where_no_queue_sends_what_a_crash_left_is_looked_for_and_halted(practice, csv, put) -> None:
    workspace, package = practice.workspace(), practice.package()
    rows = put(workspace, package, *[csv(f"f{n}.csv") for n in range(3)])
    ids = [r.id for r in rows]
    assert workspace.store.uploads.claim(ids, "act")
    workspace.store.uploads.change(ids, state=State.SENDING)
    assert [r.state for r in request_halt(workspace, ids[:2], State.CANCELLED)] == [State.CANCELLED] * 2
    assert practice.server.calls("package_revise") == []
    assert workspace.store.instance_lock.acquire(), "it let go of the queue"
    other = practice.workspace()
    with pytest.raises(OtherInstance):
        request_halt(other, ids[2:], State.PAUSED, patience=0.1)
    assert workspace.store.uploads.get(ids[2]).requested_state is State.PAUSED


@pytest.mark.parametrize("fault", [CutAnswer(0), CutRequest(300)], ids=repr)
def test_the_journal_knows_the_end_of_an_act_without_an_answer(practice, csv, put, queue, fault) -> None:
    workspace, package = practice.workspace(), practice.package()
    (row,) = put(workspace, package, csv())
    practice.server.next("package_revise", fault)
    assert queue(workspace).wait(timeout=PATIENCE)
    entries = workspace.store.journal.entries()
    assert [e.outcome for e in entries] == (["verified"] if fault == CutAnswer(0) else ["verified", "refused"])
    assert workspace.store.uploads.get(row.id).entry == entries[0].id


def test_a_replaced_file_without_an_answer_is_known_by_its_content(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    (row,) = put(workspace, package, csv("old.csv"))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    new = csv("new.csv", rows=9)
    practice.server.next("package_revise", CutAnswer(0))
    put(workspace, practice.other.package(package["id"]), new, replacing=row.resource)
    assert sending.wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == {"old.csv": new.read_bytes()}
    assert len(practice.server.calls("package_revise")) == 2
    assert [e.outcome for e in workspace.store.journal.entries()] == ["verified", "verified"]


def test_closing_the_program_leaves_the_rows_to_the_next_start(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(patience=SHORT), practice.package()
    paths = [csv("a.csv", rows=200_000), csv("b.csv")]
    put(workspace, package, *paths)
    practice.server.next("package_revise", Stall(reading=False))
    first = queue(workspace)
    practice.server.wait_for("package_revise")
    assert first.stop()
    # what the system has taken of it may have left whole; then the next start looks first
    assert set(states(workspace).values()) in ({State.WAITING}, {State.VERIFYING})
    workspace.close()
    again = practice.workspace()
    assert queue(again).wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == bodies(paths)


def test_two_programs_send_everything_once(practice, csv, put, queue) -> None:
    one, two = practice.workspace(batch_limit=1), practice.workspace(batch_limit=1)
    package = practice.package()
    paths = [csv(f"f{n}.csv") for n in range(6)]
    put(one, package, *paths[:3])
    first, second = queue(one), queue(two)
    put(two, package, *paths[3:])
    first.wake()
    assert first.wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == bodies(paths)
    assert len(practice.server.calls("package_revise")) == 6
    assert first.stop()
    more = csv("more.csv")
    put(two, package, more)
    second.wake()
    assert second.wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == bodies([*paths, more])


def test_a_file_that_cannot_be_read_back_is_not_sent_again(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    (row,) = put(workspace, package, csv())
    practice.server.always("table.csv", Canned(403, HTML))
    assert queue(workspace).wait(timeout=PATIENCE)
    assert len(practice.server.calls("package_revise")) == 1
    assert workspace.store.uploads.get(row.id).state in (State.DONE, State.ATTENTION)


def test_a_record_that_is_gone_is_told(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    (row,) = put(workspace, package, csv())
    practice.boss.purge(package["id"])
    assert queue(workspace).wait(timeout=PATIENCE)
    failed = workspace.store.uploads.get(row.id)
    assert (failed.state, failed.error["kind"]) == (State.FAILED, "not_found")


def test_a_full_disk_loses_no_row(practice, csv, put, queue, monkeypatch) -> None:
    """The row cannot be written when the batch ends; once there is room it is looked up and goes on."""
    workspace, package = practice.workspace(), practice.package()
    path = csv()
    put(workspace, package, path)
    change, failed = workspace.store.uploads.change, threading.Event()

    def full(ids, **values):
        ids = list(ids)
        if ids and values.get("state") is State.VERIFYING and not failed.is_set():
            failed.set()
            raise DiskFull("The disk is full.")
        return change(ids, **values)

    monkeypatch.setattr(workspace.store.uploads, "change", full)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert failed.is_set()
    assert practice.files(package["id"]) == bodies([path])


def test_rows_that_cannot_be_read_are_told_and_not_tried_again_without_a_pause(
    practice, csv, put, queue, monkeypatch
) -> None:
    """As where the system opens no more files for the program: each batch would fail at once, and the next one too."""
    workspace, package = practice.workspace(), practice.package()
    path = csv()
    put(workspace, package, path)
    get, failures, over = workspace.store.uploads.get, 0, threading.Event()

    def refused(id_):
        nonlocal failures
        if over.is_set():
            return get(id_)
        failures += 1
        raise OutOfFiles("Too many files are open.")

    monkeypatch.setattr(workspace.store.uploads, "get", refused)
    workspace.retry_pauses = (3600.0,)
    sending = queue(workspace)
    with sending.planner.changed:
        assert sending.planner.changed.wait_for(lambda: sending.trouble == "Too many files are open.", PATIENCE)
    assert (sending.trouble_kind, failures) == ("out_of_files", 1)
    over.set()
    sending.wake()
    assert sending.wait(timeout=PATIENCE)
    assert sending.trouble == ""
    assert practice.files(package["id"]) == bodies([path])


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("can't start new thread")], ids=repr)
def test_a_batch_for_which_there_is_no_memory_or_thread_is_sent_later(
    practice, csv, put, queue, monkeypatch, error: Exception
) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv()
    put(workspace, package, path)
    get, failed = workspace.store.uploads.get, threading.Event()

    def exhausted(id_):
        if not failed.is_set():
            failed.set()
            raise error
        return get(id_)

    monkeypatch.setattr(workspace.store.uploads, "get", exhausted)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == bodies([path])
    assert set(states(workspace).values()) == {State.DONE}


class TestOnACatalogueThatDoesNotLock:
    """2.9.5: somebody who read the record before our batch and saves after it throws our batch away."""

    @pytest.fixture
    def ckan_version(self) -> str:
        return "2.9.5"

    def test_what_a_colleague_throws_away_is_sent_again(self, practice, csv, put, queue) -> None:
        workspace = practice.workspace(batch_limit=400, settle_seconds=0.3)
        package = practice.package(resources=[{**RESOURCE, "name": "theirs", "url": "https://example.org/x.csv"}])
        theirs, over = package["resources"][0]["id"], threading.Event()

        def colleague() -> None:
            number = 0
            while not over.is_set() and number < 400:
                number += 1
                practice.other.patch_resource(theirs, {"description": f"Mine {number}"})

        thread = threading.Thread(target=colleague)
        thread.start()
        paths = [csv(f"f{n}.csv", rows=20) for n in range(8)]
        put(workspace, package, *paths)
        sending = queue(workspace)
        practice.server.wait_for("package_revise", 5, timeout=PATIENCE)
        over.set()
        thread.join()
        assert sending.wait(timeout=PATIENCE)
        # a handful of times it is sent again by itself; whoever writes on is then to be asked
        sending.resume([r.id for r in workspace.store.uploads.rows(states=(State.ATTENTION,))])
        assert sending.wait(timeout=PATIENCE)
        found = practice.other.package(package["id"])["resources"]
        assert sorted(r["name"] for r in found) == sorted(["theirs", *(p.name for p in paths)])
        assert set(states(workspace).values()) == {State.DONE}

    def test_what_was_thrown_away_later_is_noticed_on_request(self, practice, csv, put, queue) -> None:
        workspace, package = practice.workspace(settle_seconds=0.05), practice.package()
        (row,) = put(workspace, package, csv())
        sending = queue(workspace)
        assert sending.wait(timeout=PATIENCE)
        practice.other.delete_resource(row.resource)
        practice.server.always("package_show", Canned(502, HTML))
        with pytest.raises(errors.Busy):  # a look that could not be taken must not pass for one that found all well
            sending.verify_all()
        assert states(workspace) == {"table.csv": State.DONE}
        practice.server.behave()
        sending.verify_all()
        assert sending.wait(timeout=PATIENCE)
        assert list(practice.files(package["id"])) == ["table.csv"]
        assert "lost" in {e.outcome for e in workspace.store.journal.entries()}


def test_a_queue_that_is_stopped_twice_or_never_begun(practice) -> None:
    sending = UploadQueue(practice.workspace())
    assert sending.stop()
    sending.start()
    assert sending.stop()
    assert sending.stop()
    assert sending.unfinished() == []


def test_a_queue_is_stopped_while_it_is_about_to_start_a_batch(practice, csv, put, queue, monkeypatch) -> None:
    workspace, package = practice.workspace(), practice.package()
    (row,) = put(workspace, package, csv("a.csv"))
    uploads, claiming, stopping = workspace.store.uploads, threading.Event(), threading.Event()
    claim = uploads.claim

    def slow(*given) -> bool:
        claiming.set()
        stopping.wait(PATIENCE)
        return claim(*given)

    monkeypatch.setattr(uploads, "claim", slow)
    sending = queue(workspace)
    assert claiming.wait(PATIENCE)
    threading.Timer(0.05, stopping.set).start()
    assert sending.stop()
    assert uploads.get(row.id).state is not State.DONE
    monkeypatch.setattr(uploads, "claim", claim)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert practice.files(package["id"]) == bodies([csv("a.csv")])
