"""Signs the .app, packs it into a .dmg and has Apple notarize it, on macOS, into build/packages/.

    python packaging/dmg.py

MACOS_SIGNING_IDENTITY names a "Developer ID Application" certificate in the keychain; without it the signature is one
without a name, with which Gatekeeper asks before the first start. APPLE_ID, APPLE_TEAM_ID and APPLE_APP_PASSWORD are
for notarization, which is skipped without them. What is skipped is said, and is no failure.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import archives

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "dist" / "BCDC Desktop.app"
PACKAGES = ROOT / "build" / "packages"
ENTITLEMENTS = ROOT / "packaging" / "macos" / "entitlements.plist"
IDENTITY = "MACOS_SIGNING_IDENTITY"
NOTARIZATION = ("APPLE_ID", "APPLE_TEAM_ID", "APPLE_APP_PASSWORD")
_NO_NAME = "-"
_LIBRARIES = ("*.dylib", "*.so")


def missing(environment: Mapping[str, str]) -> list[str]:
    """Return which of the secrets are not there."""
    return [name for name in (IDENTITY, *NOTARIZATION) if not environment.get(name)]


def signing(app: Path, libraries: Sequence[Path], environment: Mapping[str, str]) -> list[list[str]]:
    """Return how the .app is signed: from the inside outwards, as each signature covers what it holds."""
    identity = environment.get(IDENTITY) or _NO_NAME
    options = ["codesign", "--force", "--sign", identity]
    if identity != _NO_NAME:  # a hardened runtime loads no libraries whose signature has no name
        options += ["--options", "runtime", "--timestamp", "--entitlements", str(ENTITLEMENTS)]
    programs = [app / "Contents" / "MacOS" / "bcdc", app]
    return [
        *([*options, str(path)] for path in [*libraries, *programs]),
        ["codesign", "--verify", "--deep", "--strict", str(app)],
    ]


def packing(folder: Path, target: Path) -> list[str]:
    """Return how the folder with the .app becomes a disk image; LZFSE, which macOS 10.11 and newer read."""
    made = ["hdiutil", "create", "-volname", "BCDC Desktop", "-srcfolder", str(folder), "-ov", "-format", "ULFO"]
    return [*made, "-fs", "HFS+", str(target)]


def notarizing(target: Path, environment: Mapping[str, str]) -> list[list[str]]:
    """Return how Apple is asked and its answer is put into the image; nothing where a secret is missing."""
    if missing(environment):
        return []
    who = ["--apple-id", environment["APPLE_ID"], "--team-id", environment["APPLE_TEAM_ID"]]
    who += ["--password", "@env:APPLE_APP_PASSWORD"]  # read by the tool: no list of processes shows it
    sign = ["codesign", "--sign", environment[IDENTITY], "--timestamp", str(target)]
    return [
        sign,
        ["xcrun", "notarytool", "submit", str(target), *who, "--wait"],
        ["xcrun", "stapler", "staple", str(target)],
    ]


def libraries(app: Path) -> list[Path]:
    """Return the libraries and frameworks in an .app, the innermost first."""
    found = {path for pattern in _LIBRARIES for path in app.rglob(pattern) if not path.is_symlink()}
    found |= {path for path in app.rglob("*.framework") if path.is_dir() and not path.is_symlink()}
    return sorted(found, key=lambda path: (-len(path.parts), path.as_posix()))


def main() -> int:
    if sys.platform != "darwin" or not APP.is_dir():
        print("The .dmg is built on macOS, after packaging/bootstrap.py freeze.", file=sys.stderr)
        return 1
    if lacking := missing(os.environ):
        how = "without a name" if IDENTITY in lacking else "by name"
        print(f"{', '.join(lacking)} not set: signed {how}, not notarized")
    target = PACKAGES / f"BCDC-Desktop-{version('bcdc-desktop')}-{platform.machine()}.dmg"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "image"
        folder.mkdir()
        for command in signing(APP, libraries(APP), os.environ):
            subprocess.run(command, check=True)
        shutil.copytree(APP, folder / APP.name, symlinks=True)
        (folder / "Applications").symlink_to("/Applications")
        for path in folder.rglob("*"):
            os.utime(path, (archives.epoch(), archives.epoch()), follow_symlinks=False)
        for command in [packing(folder, target), *notarizing(target, os.environ)]:
            subprocess.run(command, check=True)
    print(f"Built {target.relative_to(ROOT)}, {target.stat().st_size / 2**20:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
