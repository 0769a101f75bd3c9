"""Builds the AppImage, one file that starts on any desktop with Linux, from the frozen folder, into build/packages/.

    python packaging/appimage.py [--runtime FILE] [--folder DIR]

Needs mksquashfs, and the AppImage project's runtime: FILE, or the pinned one, which is fetched and checked by its hash.
--folder writes what will be in the file to DIR and stops there; its AppRun starts the program in the same way.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import archives
import linux_files

RUNTIME = "https://github.com/AppImage/type2-runtime/releases/download/20251108/runtime-x86_64"
RUNTIME_SHA256 = "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d"
_MAGIC = b"AI\x02"  # of an AppImage of the second type, at byte 8
_TIME_LIMIT = 60  # seconds
# By the name it is called under, as the two programs are one file: a link named bcdc to the AppImage is the command.
APP_RUN = """\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
called=${ARGV0##*/}
unset ARGV0  # a shell that is started from the program would take it for its own name
case "$called" in
  bcdc) exec "$here/program/bcdc" "$@" ;;
  *) exec "$here/program/BCDC Desktop" "$@" ;;
esac
"""


class RuntimeMissingError(Exception):
    """The runtime cannot be had, or is another one than expected; the message says why."""


def lay_out(folder: Path) -> None:
    """Write the tree of the AppImage into a new folder."""
    shutil.copytree(linux_files.FROZEN, folder / "program", symlinks=True)
    linux_files.add(folder / "usr")
    run = folder / "AppRun"
    run.write_text(APP_RUN, encoding="utf-8")
    run.chmod(0o755)
    (folder / "bcdc-desktop.desktop").write_text(desktop_file(), encoding="utf-8")
    shutil.copyfile(folder / "usr/share/icons/hicolor/256x256/apps/bcdc-desktop.png", folder / "bcdc-desktop.png")
    (folder / ".DirIcon").symlink_to("bcdc-desktop.png")


def desktop_file() -> str:
    """Return the menu entry, with the version in the group of the program: others, of its actions, follow."""
    head, rest = (linux_files.LINUX / "bcdc-desktop.desktop").read_text(encoding="utf-8").split("\n", 1)
    return f"{head}\nX-AppImage-Version={linux_files.VERSION}\n{rest}"


def squash(folder: Path, target: Path) -> None:
    """Pack a folder into a file system that is the same each time."""
    time = str(archives.epoch())
    command = ["mksquashfs", str(folder), str(target), "-noappend", "-quiet", "-no-progress", "-root-owned"]
    command += ["-comp", "zstd", "-Xcompression-level", "19", "-b", "256K", "-mkfs-time", time, "-all-time", time]
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(command, env=environment, check=True)


def fetch_runtime(target: Path) -> Path:
    """Fetch the pinned runtime, unless it is there; raises `RuntimeMissingError`."""
    if platform.machine() != "x86_64":
        raise RuntimeMissingError("The runtime is pinned for x86_64 alone: name another with --runtime.")
    if not target.is_file():
        try:
            with urllib.request.urlopen(RUNTIME, timeout=_TIME_LIMIT) as answer:
                content = answer.read()
        except (urllib.error.URLError, OSError) as problem:
            raise RuntimeMissingError(
                f"The AppImage runtime cannot be fetched from {RUNTIME} ({problem}). "
                "Fetch it elsewhere and name it with --runtime; everything else of the AppImage is ready."
            ) from problem
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if archives.sha256(target) != RUNTIME_SHA256:
        target.unlink()
        raise RuntimeMissingError(f"What came from {RUNTIME} is not the runtime that is pinned here.")
    return target


def join(runtime: Path, image: Path, target: Path) -> None:
    """Write the runtime and the file system after it into one executable file; raises `RuntimeMissingError`."""
    head = runtime.read_bytes()
    if head[8:11] != _MAGIC:
        raise RuntimeMissingError(f"{runtime} is no runtime of an AppImage")
    with target.open("wb") as file, image.open("rb") as content:
        file.write(head)
        shutil.copyfileobj(content, file)
    target.chmod(0o755)


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the AppImage from the frozen folder.")
    parser.add_argument("--runtime", metavar="FILE", type=Path, help="the AppImage project's runtime")
    parser.add_argument("--folder", metavar="DIR", type=Path, help="write what will be in the file, and stop there")
    given = parser.parse_args()
    try:
        linux_files.check_frozen()
        if given.folder:
            lay_out(given.folder)
            return 0
        runtime = given.runtime or fetch_runtime(linux_files.ROOT / "build" / "downloads" / "runtime-x86_64")
        target = linux_files.PACKAGES / f"BCDC-Desktop-{linux_files.VERSION}-{platform.machine()}.AppImage"
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as name:
            lay_out(Path(name) / "AppDir")
            squash(Path(name) / "AppDir", Path(name) / "image")
            join(runtime, Path(name) / "image", target)
    except (linux_files.NotFrozenError, RuntimeMissingError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Built {target.relative_to(linux_files.ROOT)}, {target.stat().st_size / 2**20:.0f} MiB")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
