"""Crash reports: where the error was, and nothing of what it was about."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bcdc_desktop.app.crash_reports import CrashReports, report_of
from bcdc_desktop.app.folders import Places
from bcdc_desktop.store.settings import Settings

SECRET = "s3cret-key-of-ann"


def failed() -> BaseException:
    """An error of ours with data in its message, and another that it caused."""
    try:
        try:
            Settings(SECRET)  # type: ignore[arg-type]
        except AttributeError as error:
            raise ValueError(f"could not read {SECRET}") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_a_report_has_places_and_kinds_and_no_data() -> None:
    text = report_of(failed())
    assert "builtins.ValueError" in text
    assert "builtins.AttributeError" in text
    assert "bcdc_desktop/store/settings.py:" in text
    assert SECRET not in text
    assert str(Path.home()) not in text
    assert str(Path(__file__).parent) not in text


def test_reports_of_earlier_runs_are_told_once(tmp_path: Path) -> None:
    places = Places.below(tmp_path).make()
    first = CrashReports(places)
    first.watch()
    for _ in range(8):
        assert first.write(failed()) is not None
    first.end()
    second = CrashReports(places)
    second.watch()
    text = second.unseen()
    assert text.count("Something went wrong") == 5, "the last few are enough"
    second.forget()
    assert second.unseen() == ""
    second.end()
    assert not list((places.logs / "crashes").iterdir())


def test_a_process_that_crashed_is_told_at_the_next_start(tmp_path: Path) -> None:
    places = Places.below(tmp_path).make()
    script = (
        "import ctypes, sys; from pathlib import Path\n"
        "from bcdc_desktop.app.crash_reports import CrashReports\n"
        "from bcdc_desktop.app.folders import Places\n"
        "CrashReports(Places.below(Path(sys.argv[1]))).watch()\n"
        "ctypes.string_at(0)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    text = CrashReports(places).unseen()
    assert "The process crashed" in text
    assert str(Path(sys.prefix)) not in text


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    reports = CrashReports(Places.below(tmp_path).make())
    reports.watch()
    reports.end()
    assert CrashReports(Places.below(tmp_path)).unseen() == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_report_that_is_no_file_is_passed_over(tmp_path: Path) -> None:
    places = Places.below(tmp_path).make()
    reports = CrashReports(places)
    assert reports.write(failed()) is not None
    os.mkfifo(places.logs / "crashes" / "crash-20200101-000000.txt")
    (places.logs / "crashes" / "crash-20200102-000000.txt").symlink_to("/dev/zero")
    assert reports.unseen().count("Something went wrong") == 1
