"""What comes when a file is read back never makes it be sent again: the record tells whose file it is."""

import gzip
import threading

import pytest

from app.conftest import SHORT
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.store.uploads import State
from helpers.misbehaving import Canned, CutAnswer, Stall
from helpers.waiting import PATIENCE

PAGE = "<html><form action='/login'>"
LOGIN = Canned(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
STALE = Canned(200, "a,b\r\n1,2\r\n", {"Content-Type": "text/csv", "Age": "600"})


def answers(name: str, path) -> Canned:
    same_size = "x" * path.stat().st_size
    return {
        "a sign-in page": LOGIN,
        "a sign-in page of the same size": Canned(200, same_size, {"Content-Type": "text/html"}),
        "404": Canned(404, PAGE),
        "403": Canned(403, PAGE),
        "500": Canned(500, PAGE),
        "503": Canned(503, PAGE),
        "429": Canned(429, PAGE),
        "an old file": STALE,
        "a short body": Canned(200, "a,b", promised=path.stat().st_size),
        "an empty body": Canned(200, ""),
        "not what it says": Canned(200, "a,b", {"Content-Encoding": "gzip"}),
    }[name]


NAMES = (
    "a sign-in page",
    "a sign-in page of the same size",
    "404",
    "403",
    "500",
    "503",
    "429",
    "an old file",
    "a short body",
    "an empty body",
    "not what it says",
)


def writes(practice) -> int:
    return len(practice.server.calls("package_revise"))


@pytest.fixture(params=["create", "replace"])
def sent(request, practice, csv, put):
    """A file that is sent, new or in place of another."""
    workspace, package = practice.workspace(), practice.package()
    if request.param == "create":
        return workspace, lambda path: put(workspace, package, path)
    old = csv("old.csv", rows=2)
    put(workspace, package, old)
    first = UploadQueue(workspace)
    first.start()
    assert first.wait(timeout=PATIENCE, contents=True)
    assert first.stop()
    resource = workspace.store.uploads.rows()[0].resource
    return workspace, lambda path: put(workspace, practice.other.package(package["id"]), path, replacing=resource)


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_answer_is_one_finding_and_no_second_upload(practice, csv, sent, queue, name) -> None:
    workspace, send = sent
    path = csv("mine.csv", rows=40)
    practice.server.always("mine.csv", answers(name, path))
    before = writes(practice)
    (row,) = send(path)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    found = workspace.store.uploads.get(row.id)
    assert (found.state, found.verified, found.resent) == (State.DONE, "size", 0)
    assert found.error["kind"] == "not_compared"
    assert workspace.store.journal.entries()[0].outcome == "verified"
    sending.verify_all()
    assert sending.compare([row.id]) == 0
    assert sending.wait(timeout=PATIENCE, contents=True)
    assert writes(practice) == before + 1
    practice.server.behave()
    assert sending.compare([row.id]) == 1
    found = workspace.store.uploads.get(row.id)
    assert (found.state, found.verified, found.error) == (State.DONE, "content", None)


def test_a_redirect_to_a_sign_in_page_names_what_came(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.always("mine.csv", Canned(302, "", {"Location": "/user/login"}))
    practice.server.always("login", LOGIN)
    (row,) = put(workspace, package, csv("mine.csv"))
    assert queue(workspace).wait(timeout=PATIENCE, contents=True)
    found = workspace.store.uploads.get(row.id)
    assert (found.state, found.error["kind"]) == (State.DONE, "not_compared")
    assert "text/html" in found.error["message"]
    assert writes(practice) == 1


def test_a_file_that_is_there_after_a_while_is_compared_then(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.next("mine.csv", Canned(404, PAGE), Canned(404, PAGE))
    (row,) = put(workspace, package, csv("mine.csv"))
    assert queue(workspace).wait(timeout=PATIENCE, contents=True)
    found = workspace.store.uploads.get(row.id)
    assert (found.state, found.verified, found.error) == (State.DONE, "content", None)
    assert writes(practice) == 1


def test_a_file_that_is_packed_on_its_way_is_the_same_file(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv("mine.csv", rows=400)
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/csv"}
    practice.server.always(path.name, Canned(200, gzip.compress(path.read_bytes()), headers))
    (row,) = put(workspace, package, path)
    assert queue(workspace).wait(timeout=PATIENCE, contents=True)
    found = workspace.store.uploads.get(row.id)
    assert (found.state, found.verified, found.error) == (State.DONE, "content", None)


def test_other_bytes_of_the_same_size_are_for_a_person(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv("mine.csv")
    practice.server.always(path.name, Canned(200, "x" * path.stat().st_size, {"Content-Type": "text/csv"}))
    (row,) = put(workspace, package, path)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    assert workspace.store.uploads.get(row.id).state is State.ATTENTION
    assert writes(practice) == 1


def test_after_a_lost_answer_the_record_tells_where_the_file_cannot_be_read(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    (first,) = put(workspace, package, csv("old.csv"))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    practice.server.next("package_revise", CutAnswer(0))
    practice.server.always("new.csv", LOGIN)
    (row,) = put(workspace, practice.other.package(package["id"]), csv("new.csv", rows=9), replacing=first.resource)
    assert sending.wait(timeout=PATIENCE, contents=True)
    assert workspace.store.uploads.get(row.id).state is State.DONE
    assert writes(practice) == 2


def test_a_pause_that_the_catalogue_asks_for_is_told_and_nothing_is_verified_meanwhile(
    practice, csv, put, queue
) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.next("package_revise", Canned(429, PAGE, {"Retry-After": "600"}, early=True))
    (row,) = put(workspace, package, csv("mine.csv"))
    sending = queue(workspace)
    told = threading.Event()
    workspace.store.bus.subscribe(lambda _c: told.set() if workspace.store.uploads.get(row.id).error else None)
    assert told.wait(PATIENCE)
    waiting = workspace.store.uploads.get(row.id)
    assert waiting.state is State.WAITING
    assert ":" in waiting.error["message"]
    assert not practice.server.calls("package_show"), "nothing to verify: it was refused before it was read"
    while not sending.trouble:  # the row is told a moment before the queue begins its pause
        told.wait(0.01)
    sending.wake()
    assert sending.wait(timeout=PATIENCE)
    assert workspace.store.uploads.get(row.id).state is State.DONE


def test_a_touched_file_is_the_same_file(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv("mine.csv")
    (row,) = put(workspace, package, path)
    workspace.store.uploads.change([row.id], mtime_ns=row.mtime_ns - 10**9)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert workspace.store.uploads.get(row.id).state is State.DONE
    assert practice.files(package["id"])[path.name] == path.read_bytes()


def test_nothing_is_sent_to_a_record_that_is_deleted(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    put(workspace, package, csv("mine.csv"))
    practice.boss.delete_package(package["id"])
    workspace.package(package["id"])  # as a synchronization sees it
    assert queue(workspace).wait(timeout=PATIENCE)
    (row,) = workspace.store.uploads.rows()
    assert (row.state, row.error["kind"]) == (State.FAILED, "not_found")
    assert writes(practice) == 0


def test_without_a_key_nothing_is_sent_or_asked_and_a_key_takes_it_up(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv("mine.csv")
    put(workspace, package, path, csv("second.csv"))
    rows = workspace.store.uploads.rows()
    workspace.store.uploads.change([rows[1].id], state=State.VERIFYING)  # under way when the program ended
    stranger = practice.workspace(key=None)
    idle = queue(stranger)
    assert not idle.wait(timeout=0.5)
    assert idle.signed_out
    assert {r.state for r in stranger.store.uploads.rows()} == {State.WAITING, State.VERIFYING}
    assert not practice.server.seen
    assert idle.stop()
    assert queue(workspace).wait(timeout=PATIENCE)
    assert set(practice.files(package["id"])) == {"mine.csv", "second.csv"}


@pytest.mark.parametrize("fault", [Stall(), Canned(502, PAGE)], ids=["no answer", "502"])
def test_where_no_copy_can_be_had_it_is_said_and_one_may_go_on_without(practice, csv, put, queue, fault) -> None:
    workspace, package = practice.workspace(patience=SHORT), practice.package()
    (first,) = put(workspace, package, csv("old.csv"))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    practice.server.always("old.csv", fault)
    new = csv("new.csv", rows=9)
    (row,) = put(workspace, practice.other.package(package["id"]), new, replacing=first.resource)
    assert sending.wait(timeout=PATIENCE)
    stuck = workspace.store.uploads.get(row.id)
    assert (stuck.state, stuck.error["kind"]) == (State.ATTENTION, "not_kept"), stuck.error
    sending.resume([row.id], without_backup=True)
    assert sending.wait(timeout=PATIENCE)
    done = workspace.store.uploads.get(row.id)
    assert (done.state, done.copy) == (State.DONE, "")
    assert list(practice.files(package["id"]).values()) == [new.read_bytes()]


@pytest.mark.parametrize("site", ["http://internal.invalid", "https://127.0.0.1:9", "http://127.0.0.1:1/other"])
def test_a_file_is_asked_for_where_the_catalogue_is_reached(practice, csv, put, queue, site) -> None:
    workspace, package, old = practice.workspace(), practice.package(), csv("old.csv")
    (first,) = put(workspace, package, old)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    practice.demo.site_url = site
    record = practice.other.package(package["id"])
    assert record["resources"][0]["url"].startswith(site)
    (row,) = put(workspace, record, csv("new.csv", rows=9), replacing=first.resource)
    assert sending.wait(timeout=PATIENCE, contents=True)
    done = workspace.store.uploads.get(row.id)
    assert (done.state, done.verified) == (State.DONE, "content"), done.error
    assert done.copy
