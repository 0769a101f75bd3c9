"""A share that is away for a moment: its uploads wait, and go on when it is back; a file that was deleted is told."""

import time

import pytest

from bcdc_desktop.store.uploads import State
from helpers.waiting import PATIENCE


def until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline


@pytest.mark.parametrize("gone", [False, True], ids=["away", "deleted"])
def test_a_file_that_cannot_be_reached_waits_and_one_that_is_gone_needs_a_person(
    practice, put, queue, tmp_path, gone
) -> None:
    share, aside = tmp_path / "share", tmp_path / "aside"
    share.mkdir()
    (share / "lakes.csv").write_bytes(b"lake,depth\r\nAtlin,283\r\n")
    workspace, package = practice.workspace(), practice.package()
    workspace.retry_pauses = (0.05,)
    (row,) = put(workspace, package, share / "lakes.csv")
    if gone:
        (share / "lakes.csv").unlink()
    else:
        share.rename(aside)
    queue(workspace)
    uploads = workspace.store.uploads
    until(lambda: (uploads.get(row.id).error or {}).get("kind") == "file")
    assert uploads.get(row.id).state is (State.ATTENTION if gone else State.WAITING)
    if not gone:
        aside.rename(share)
        until(lambda: uploads.get(row.id).state is State.DONE)
