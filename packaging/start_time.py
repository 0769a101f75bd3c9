"""Measures how long the frozen program takes to a window that can be used, beside the same program from source.

    python packaging/start_time.py [--runs N] [--warm]

Both start in turns on the practice catalogue, each with a new home folder, until the picture of their window is
written (`--smoke`, whose wait before the picture is taken off). Before each run their files are put out of the disk's
cache, except with --warm. Prints the medians; ends with code 1 where the frozen program takes more than 1.5 times as
long. Run it with the environment of the program, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import smoke

ROOT = Path(__file__).resolve().parent.parent
MOST = 1.5  # times as long as from source
_SHOWN = 0.5  # seconds that --smoke waits before it takes its picture


def forget(folders: Iterable[Path]) -> None:
    """Put the files below folders out of the system's cache, where it lets us (Linux)."""
    if not hasattr(os, "posix_fadvise"):
        return
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(handle)


def seconds(command: list[str], display: dict[str, str]) -> float:
    """Return how long a start takes."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        environment = smoke.clean_environment(home, display)
        picture = home / "window.png"
        began = time.perf_counter()
        done = smoke.run(environment, *command, "--smoke", str(picture))
        took = time.perf_counter() - began
        if done.returncode or not picture.is_file():
            print(done.stderr, *(path.read_text("utf-8", "replace") for path in home.rglob("fault-*")), file=sys.stderr)
            raise SystemExit(f"{command[0]} did not show its window ({done.returncode})")
        return took - _SHOWN


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures starts, frozen and from source.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--warm", action="store_true", help="leave files in the system's cache")
    given = parser.parse_args()
    programs = {
        "frozen": ([smoke.program("BCDC Desktop")], [smoke.FOLDER]),
        "source": ([sys.executable, "-m", "bcdc_desktop"], [Path(sys.prefix), ROOT / "bcdc_desktop"]),
    }
    took: dict[str, list[float]] = {name: [] for name in programs}
    display = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    for number in range(given.runs):
        for name, (command, folders) in list(programs.items())[:: -1 if number % 2 else 1]:
            if not given.warm:
                forget(folders)
            took[name].append(seconds(command, display))
    medians = {name: statistics.median(times) for name, times in took.items()}
    for name, times in took.items():
        print(f"{name:7} {medians[name]:6.2f} s  ({', '.join(f'{t:.2f}' for t in times)})")
    ratio = medians["frozen"] / medians["source"]
    print(f"The frozen program takes {ratio:.2f} times as long as from source; {MOST} is allowed.")
    return 1 if ratio > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
