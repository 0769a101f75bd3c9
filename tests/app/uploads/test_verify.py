"""Done means there with the server's own size; then contents are compared, and what others did since is told."""

import errno
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bcdc_desktop.app.records import copies
from bcdc_desktop.app.uploads.form_size import form_size
from bcdc_desktop.app.uploads.prepare import prepare_file
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import LEARNED_FOR
from bcdc_desktop.catalogue.http import FilePart, Patience
from bcdc_desktop.catalogue.revise import FORM_LIMIT
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.store.uploads import State
from helpers.misbehaving import Canned, CutAnswer, Pass, Stall
from helpers.waiting import PATIENCE


@pytest.fixture(params=["2.11.6", "2.9.5"])
def ckan_version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def only_row(workspace):
    (row,) = workspace.store.uploads.rows()
    return row


def made_long_ago(workspace, row) -> None:
    """As if it had been verified an hour before."""
    before = (parse_time(row.stored_modified) - timedelta(hours=1)).replace(tzinfo=None).isoformat()
    workspace.store.uploads.change([row.id], kept_at=time.time() - 3600, stored_modified=before)


def file_reads(practice) -> int:
    return sum("/download/" in s.path for s in practice.server.seen)


def test_the_first_look_is_one_question_and_contents_come_after(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(settle_seconds=0.5), practice.package()
    seen = []
    workspace.store.bus.subscribe(
        lambda c: seen.append((file_reads(practice), {r.verified for r in workspace.store.uploads.rows()}))
    )
    put(workspace, package, *[csv(f"f{n}.csv", rows=n) for n in range(4)])
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    assert (0, {"size"}) in seen, "they were done before a file was read back"
    assert [r.verified for r in workspace.store.uploads.rows()] == ["content"] * 4
    assert file_reads(practice) == 4


def test_large_files_are_not_read_back(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(verify_content_below=50), practice.package()
    put(workspace, package, csv("small.csv", rows=0), csv("large.csv", rows=90))
    assert queue(workspace).wait(timeout=PATIENCE, contents=True)
    assert {r.file_name: r.verified for r in workspace.store.uploads.rows()} == {
        "small.csv": "content",
        "large.csv": "size",
    }


def test_a_large_file_is_compared_when_that_is_asked_for(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(verify_content_below=0), practice.package()
    (mine, theirs) = put(workspace, package, csv("mine.csv"), csv("theirs.csv", rows=9))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    made_long_ago(workspace, workspace.store.uploads.get(theirs.id))
    path = csv("others.csv", rows=9)
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))
    practice.other.patch_resource(theirs.resource, {}, FilePart(path, "theirs.csv", theirs.size))
    assert file_reads(practice) == 0
    assert sending.compare([mine.id, theirs.id]) == 1
    assert workspace.store.uploads.get(mine.id).verified == "content"
    assert workspace.store.uploads.get(theirs.id).state is State.ATTENTION


def test_another_content_that_comes_once_is_asked_for_again(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv()
    practice.server.next(path.name, Canned(200, "x" * path.stat().st_size))  # the first time that it is read back
    put(workspace, package, path)
    assert queue(workspace).wait(timeout=PATIENCE, contents=True)
    row = only_row(workspace)
    assert (row.state, row.resent, row.verified) == (State.DONE, 0, "content")
    assert len(practice.server.calls("package_revise")) == 1


def test_what_a_colleague_replaced_is_told_and_left(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    (row,) = put(workspace, package, csv())
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    theirs = csv("theirs.csv", rows=50)
    practice.other.patch_resource(row.resource, {}, FilePart(theirs, theirs.name, theirs.stat().st_size))
    writes = len(practice.server.calls("package_revise"))
    sending.verify_all()
    assert sending.wait(timeout=PATIENCE)
    assert (only_row(workspace).state, only_row(workspace).error["kind"]) == (State.ATTENTION, "conflict")
    assert list(practice.files(package["id"]).values()) == [theirs.read_bytes()]
    assert len(practice.server.calls("package_revise")) == writes


@pytest.mark.parametrize("ago", ["just now", "long ago"])
def test_what_vanished_at_once_is_sent_again_and_what_was_deleted_later_is_told(practice, csv, put, queue, ago) -> None:
    workspace, package = practice.workspace(), practice.package()
    path = csv()
    (row,) = put(workspace, package, path)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    if ago == "long ago":
        made_long_ago(workspace, only_row(workspace))
    practice.other.delete_resource(row.resource)
    for _ in range(2):
        sending.verify_all()
        assert sending.wait(timeout=PATIENCE)
    if ago == "just now":
        assert only_row(workspace).state is State.DONE
        assert list(practice.files(package["id"]).values()) == [path.read_bytes()]
    else:
        assert only_row(workspace).state is State.ATTENTION
        assert "deleted" in only_row(workspace).error["message"]
        assert practice.files(package["id"]) == {}
        sending.resume([row.id])  # a person says so
        assert sending.wait(timeout=PATIENCE)
        assert list(practice.files(package["id"]).values()) == [path.read_bytes()]


@pytest.mark.parametrize("how", ["deleted", "purged"])
def test_a_record_that_somebody_deleted_is_told(practice, csv, put, queue, how) -> None:
    workspace, package = practice.workspace(), practice.package()
    put(workspace, package, csv())
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    if how == "deleted":
        practice.boss.delete_package(package["id"])
    else:
        practice.boss.purge(package["id"])
    sending.verify_all()
    assert sending.wait(timeout=PATIENCE)
    row = only_row(workspace)
    assert (row.state, row.error["kind"]) == (State.ATTENTION, "conflict")
    assert "deleted the record" in row.error["message"]


def test_what_we_replaced_ourselves_is_no_loss(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    (first,) = put(workspace, package, csv())
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    new = csv("new.csv", rows=30)
    put(workspace, practice.other.package(package["id"]), new, replacing=first.resource)
    assert sending.wait(timeout=PATIENCE, contents=True)
    sending.verify_all()
    assert sending.wait(timeout=PATIENCE)
    assert {r.state for r in workspace.store.uploads.rows()} == {State.DONE}
    assert list(practice.files(package["id"]).values()) == [new.read_bytes()]


def test_the_file_that_is_replaced_is_kept_and_named_in_the_journal(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    old = csv("old.csv", rows=5)
    (row,) = put(workspace, package, old)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    put(workspace, practice.other.package(package["id"]), csv("new.csv", rows=9), replacing=row.resource)
    assert sending.wait(timeout=PATIENCE)
    entry = workspace.store.journal.entries()[0]
    copy = copies.find(workspace, entry.copies[row.resource])
    assert copy is not None and (copy.name, copy.path.read_bytes()) == ("old.csv", old.read_bytes())
    assert workspace.store.uploads.rows()[-1].copy == entry.copies[row.resource]


def test_no_copy_of_what_is_larger_than_was_set(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(keep_replaced_below=10), practice.package()
    (row,) = put(workspace, package, csv())
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE)
    put(workspace, practice.other.package(package["id"]), csv("new.csv"), replacing=row.resource)
    assert sending.wait(timeout=PATIENCE)
    assert workspace.store.uploads.rows()[-1].copy == ""
    assert not workspace.store.copies.exists() or not any(p.is_file() for p in workspace.store.copies.rglob("*"))


def test_what_cannot_be_kept_is_not_replaced_before_a_person_says_so(practice, csv, put, queue) -> None:
    workspace, package, old = practice.workspace(), practice.package(), csv("old.csv")
    (first,) = put(workspace, package, old)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    practice.server.always("old.csv", Canned(403, "<html>"))
    (row,) = put(workspace, practice.other.package(package["id"]), csv("new.csv", rows=9), replacing=first.resource)
    (beside,) = put(workspace, package, csv("beside.csv"))
    assert sending.wait(timeout=PATIENCE)
    stuck = workspace.store.uploads.get(row.id)
    assert (stuck.state, stuck.error["kind"]) == (State.ATTENTION, "not_kept")
    assert "backed up" in stuck.error["message"]
    assert workspace.store.uploads.get(beside.id).state is State.DONE
    assert practice.files(package["id"])["old.csv"] == old.read_bytes()
    practice.server.behave()
    sending.resume([row.id])
    assert sending.wait(timeout=PATIENCE)
    copy = copies.find(workspace, workspace.store.uploads.get(row.id).copy)
    assert copy is not None
    assert copy.path.read_bytes() == old.read_bytes()


def test_a_full_disk_keeps_a_file_from_being_replaced(practice, csv, put, queue, monkeypatch) -> None:
    workspace, package = practice.workspace(), practice.package()
    (first,) = put(workspace, package, csv("old.csv"))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)

    def full(*given, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(workspace.catalogue, "download", full)
    (row,) = put(workspace, practice.other.package(package["id"]), csv("new.csv"), replacing=first.resource)
    assert sending.wait(timeout=PATIENCE)
    assert workspace.store.uploads.get(row.id).error["kind"] == "not_kept"
    assert "disk is full" in workspace.store.uploads.get(row.id).error["message"]


def test_a_network_that_fails_while_a_copy_is_fetched_is_waited_for(practice, csv, put, queue) -> None:
    workspace, package, old = practice.workspace(), practice.package(), csv("old.csv")
    (first,) = put(workspace, package, old)
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    practice.server.next("old.csv", *[Canned(502, "<html>")] * 5)
    (row,) = put(workspace, practice.other.package(package["id"]), csv("new.csv", rows=9), replacing=first.resource)
    assert sending.wait(timeout=PATIENCE)
    done = workspace.store.uploads.get(row.id)
    assert done.state is State.DONE
    assert copies.find(workspace, done.copy).path.read_bytes() == old.read_bytes()


def test_our_own_new_file_is_never_kept_as_the_one_before(practice, csv, put, queue) -> None:
    """It went out without a copy, the answer was lost, and somebody tries again."""
    workspace, package = practice.workspace(keep_replaced_below=10), practice.package()
    (first,) = put(workspace, package, csv("old.csv"))
    sending = queue(workspace)
    assert sending.wait(timeout=PATIENCE, contents=True)
    practice.server.next("package_revise", CutAnswer(0))
    practice.server.next("package_show", Pass())
    practice.server.always("package_show", Canned(403, "<html>"))
    (row,) = put(workspace, practice.other.package(package["id"]), csv("new.csv", rows=9), replacing=first.resource)
    assert sending.wait(timeout=PATIENCE)
    assert len(practice.server.calls("package_revise")) == 2
    assert workspace.store.uploads.get(row.id).state in (State.ATTENTION, State.FAILED)
    assert sending.stop()
    practice.server.behave()
    again = queue(practice.workspace())
    again.resume([row.id])
    assert again.wait(timeout=PATIENCE)
    done = workspace.store.uploads.get(row.id)
    assert (done.state, done.copy) == (State.DONE, "")


def test_a_limit_is_learned_from_its_refusal_told_and_tried_past_on_request(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(batch_limit=1), practice.package()
    practice.server.next("package_revise", Canned(413, "<html>"))
    large = [csv(f"large{n}.csv", rows=90_000) for n in range(2)]
    assert all(p.stat().st_size > 1_000_000 for p in large)
    rows = put(workspace, package, *large)
    sending = queue(workspace, at_once=1)
    assert sending.wait(timeout=PATIENCE)
    assert len(practice.server.calls("package_revise")) == 1, "the second was not even tried"
    assert {r.error["kind"] for r in workspace.store.uploads.rows()} == {"too_large"}
    learned = workspace.learned_limit()
    assert (learned.size, learned.name) == (large[0].stat().st_size, "large0.csv")
    assert "large0.csv" in workspace.store.uploads.get(rows[1].id).error["message"]
    assert not prepare_file(workspace, package, large[1]).problem, "it may be put into the queue all the same"
    sending.resume([r.id for r in rows])
    assert sending.wait(timeout=PATIENCE)
    assert {r.state for r in workspace.store.uploads.rows()} == {State.DONE}
    assert workspace.learned_limit() is None


def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + LEARNED_FOR)


def test_a_limit_is_believed_for_a_day(practice, monkeypatch) -> None:
    workspace = practice.workspace()
    workspace.learn_limit(2_000_000, "large.csv")
    assert workspace.learned_limit() is not None
    a_day_later(monkeypatch)
    assert workspace.learned_limit() is None


def wide(path: Path, columns: int) -> Path:
    """A table of so many columns and three rows."""
    names = ",".join(f"MEASUREMENT_NUMBER_{n}" for n in range(columns))
    path.write_text("\r\n".join([names, *(",".join(f"{n}.5" for n in range(columns)) for _ in range(3)), ""]))
    return path


@pytest.mark.parametrize("columns", [3000, 9000])
def test_what_we_add_to_a_file_of_many_columns_fits_into_a_form(practice, put, queue, tmp_path, columns) -> None:
    workspace, package = practice.workspace(), practice.package()
    rows = put(workspace, package, *(wide(tmp_path / f"wide{n}.csv", columns) for n in range(2)))
    assert all(form_size(row.fields) < FORM_LIMIT for row in rows)
    assert queue(workspace).wait(timeout=PATIENCE)
    assert {r.state for r in workspace.store.uploads.rows()} == {State.DONE}
    for sent in practice.server.calls("package_revise"):
        assert len(sent.body) - sent.body.count(b"filename=") * (tmp_path / "wide0.csv").stat().st_size < FORM_LIMIT


def test_a_refusal_of_too_many_fields_is_no_limit_for_files(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.server.next("package_revise", Canned(413, "<html>"))
    (row,) = put(workspace, package, csv("large.csv", rows=90_000))
    workspace.store.uploads.change([row.id], fields={**row.fields, "description": "a" * 400_000})
    assert queue(workspace).wait(timeout=PATIENCE)
    assert workspace.store.uploads.get(row.id).error["kind"] == "too_large"
    assert workspace.learned_limit() is None


def test_a_refusal_of_several_files_together_is_believed_for_a_day(practice, csv, put, queue, monkeypatch) -> None:
    workspace, package = practice.workspace(), practice.package()
    large = [csv(f"large{n}.csv", rows=90_000) for n in range(4)]
    practice.server.next("package_revise", Canned(413, "<html>"))
    put(workspace, package, *large[:2])
    assert queue(workspace).wait(timeout=PATIENCE)
    assert workspace.batch_limit() == sum(p.stat().st_size for p in large[:2]) // 2
    assert [a.body.count(b"filename=") for a in practice.server.calls("package_revise")][1:] == [1, 1]
    workspace.learn_limit(None)  # it is forgotten on request
    assert workspace.batch_limit() == workspace.profile.batch_limit
    workspace.learn_budget(2_000_000)
    assert workspace.batch_limit() == 2_000_000
    a_day_later(monkeypatch)
    assert workspace.batch_limit() == workspace.profile.batch_limit


def test_rows_go_out_in_the_order_that_was_asked_for(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(batch_limit=1), practice.package()
    rows = put(workspace, package, *[csv(f"f{n}.csv") for n in range(4)])
    sending = UploadQueue(workspace)
    sending.put_first([rows[2].id])
    sending.reorder([rows[3].id, rows[0].id])
    assert [r.file_name for r in workspace.store.uploads.rows()] == ["f2.csv", "f3.csv", "f1.csv", "f0.csv"]
    assert queue(workspace).wait(timeout=PATIENCE)
    assert list(practice.files(package["id"])) == ["f2.csv", "f3.csv", "f1.csv", "f0.csv"]


def test_after_a_sleep_an_act_that_does_not_move_is_not_waited_for(practice, csv, put, queue) -> None:
    workspace, package = practice.workspace(patience=Patience()), practice.package()
    practice.server.next("package_revise", Stall())
    put(workspace, package, csv())
    sending = queue(workspace)
    practice.server.wait_for("package_revise")
    sending.planner.awake_seconds = 0.1
    sending.planner.resume_after_sleep()
    assert sending.wait(timeout=PATIENCE)
    assert only_row(workspace).state is State.DONE
    assert len(practice.server.calls("package_revise")) == 2
