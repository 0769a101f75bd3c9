"""The rows of the queue summed up: totals, what waits, what became of files that were confirmed together."""

from typing import Any

from bcdc_desktop.app.uploads.rows import (
    EndedUploadSets,
    State,
    Upload,
    UploadSetSummary,
    UploadTotals,
    totals,
    unfinished,
    waiting,
)
from bcdc_desktop.app.uploads.saved import is_fixable, sheet_of
from bcdc_desktop.app.uploads.transfer import TransferProgress

HELD = {"kind": "held", "message": "On hold."}
INVALID = {"kind": "invalid", "message": "The catalogue refuses: name: Too long"}


def upload(name: str, state: State, upload_set: str = "set", **more: Any) -> Upload:
    values = {"package": "p", "package_title": "Levels", "resource": f"resource-{name}", "operation": "create"}
    values |= {"path": f"/nowhere/{name}.csv", "file_name": f"{name}.csv", "size": 100, "mtime_ns": 1, "sha256": None}
    values |= {"fields": {"name": name}, "before": {}, "created": 1.0, "position": 0, "upload_set": upload_set}
    return Upload(**{"id": name, "state": state, **values, **more})


def test_what_waits_and_what_has_not_ended() -> None:
    rows = [upload(str(n), state) for n, state in enumerate((State.DONE, State.PAUSED, State.WAITING))]
    assert [row.id for row in unfinished(rows)] == ["1", "2"]
    assert [row.id for row in waiting(rows)] == ["2"]


def test_totals_are_of_the_sets_that_have_not_ended() -> None:
    rows = [
        upload("a", State.DONE),
        upload("b", State.SENDING, batch="one"),
        upload("c", State.CANCELLED),
        upload("d", State.DONE, "ended"),
    ]
    assert totals(rows, {}) == UploadTotals(files=2, done=1, size=200, sent=100)
    progress = {"one": TransferProgress(50, 100, 25, {"b": 50})}
    assert totals(rows, progress) == UploadTotals(files=2, done=1, size=200, sent=150, speed=25, left=2.0)


def test_totals_of_what_has_ended_count_what_is_done() -> None:
    assert totals([upload("a", State.DONE), upload("b", State.CANCELLED)], {}) == UploadTotals(done=1)
    assert totals([], {}) == UploadTotals()


def test_an_outcome_is_reported_once() -> None:
    ended = EndedUploadSets()
    before = [upload("a", State.DONE, "old"), upload("b", State.WAITING)]
    assert ended.news(before) == []
    after = [before[0], upload("b", State.DONE)]
    assert ended.news(after) == [UploadSetSummary("set", "Levels", files=1, done=1, failed=0, held=0)]
    assert ended.news(after) == []


def test_files_on_hold_wait_for_the_user() -> None:
    ended = EndedUploadSets()
    assert ended.news([upload("a", State.SENDING), upload("b", State.SENDING)]) == []
    rows = [upload("a", State.FAILED, error=INVALID), upload("b", State.PAUSED, error=HELD)]
    (summary,) = ended.news(rows)
    assert (summary.failed, summary.held, summary.succeeded) == (1, 1, False)


def test_refused_uploads_are_corrected_in_a_sheet() -> None:
    refused = upload("a", State.FAILED, error=INVALID)
    assert is_fixable(refused)
    assert not is_fixable(upload("b", State.FAILED, error={"kind": "not_authorized", "message": "No."}))
    assert not is_fixable(upload("c", State.WAITING, error=INVALID))
    sheet = sheet_of([refused])
    assert (sheet.package, sheet.files) == ("p", 1)
    row = sheet.body["rows"][0]
    assert (row["upload"], row["what"], row["fields"]) == ("a", "create", {"name": "a"})
