"""The log: every line of every process is in a file."""

import logging
import os
import sys
from pathlib import Path

import pytest

from bcdc_desktop.app.folders import Places
from bcdc_desktop.app.program_log import LogFile, ProgramLog


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("bcdc_desktop", logging.INFO, __file__, 1, text, None, None)


def lines(folder: Path) -> set[str]:
    return {line.split()[-1] for path in folder.glob("*.log*") for line in path.read_text("utf-8").splitlines()}


def test_two_processes_at_once_have_a_file_each_and_lose_nothing(tmp_path: Path) -> None:
    places = Places.below(tmp_path).make()
    files = [LogFile(places) for _ in range(2)]
    assert len({file.path for file in files}) == 2
    logs = [ProgramLog(file.path, size=400) for file in files]
    for number in range(12):
        for name, log in zip("ab", logs, strict=True):
            log.emit(record(f"{name}{number}"))
    for log in logs:
        log.close()
    assert {f"{name}{number}" for name in "ab" for number in range(4, 12)} <= lines(places.logs)
    first = files[0].path
    for file in files:
        file.release()
    again = LogFile(places)
    assert again.path == first, "the usual name is free again"
    again.release()


def test_a_log_that_cannot_be_renamed_grows(tmp_path: Path) -> None:
    log = ProgramLog(tmp_path / "x.log", size=100)

    def refused(_source: str, _target: str) -> None:
        raise PermissionError(13, "another program has it open")

    log.rotator = refused
    for number in range(10):
        log.emit(record(f"n{number}"))
    log.close()
    assert lines(tmp_path) == {f"n{number}" for number in range(10)}


def test_what_is_quoted_in_a_message_begins_no_line_and_commands_no_terminal(tmp_path: Path) -> None:
    log = ProgramLog(tmp_path / "x.log")
    log.emit(record("asked: a\n2026-01-01 ERROR forged\x1b[2J\x9b\u202e\u2028end"))
    try:
        raise ValueError("b\x1b[2J")  # noqa: TRY301
    except ValueError:
        failed = record("failed")
        failed.exc_info = sys.exc_info()
        log.emit(failed)
    log.close()
    text = (tmp_path / "x.log").read_text("utf-8")
    assert text.splitlines()[0].split()[-1] == r"forged\u001b[2J\u009b\u202e\u2028end"
    assert "Traceback (most recent call last):\n" in text
    assert [c for c in text if c != "\n" and not c.isprintable()] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_log_that_is_no_file_is_done_without(tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    path = tmp_path / "x.log"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/full")
    log = ProgramLog(path)
    log.emit(record("anything"))
    log.close()
    assert capfd.readouterr() == ("", "")


def test_a_file_in_the_place_of_the_folder_of_logs_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file")
    places = Places.below(tmp_path).make()
    assert places.work.is_dir()
    file = LogFile(places)
    log = ProgramLog(file.path)
    log.emit(record("anything"))
    log.close()
    file.release()
    assert places.logs.read_text() == "a file"
