"""Starts the frozen program as a person would who has just unpacked it, and looks at what comes up.

Each program runs with a new, empty home folder and with nothing of this checkout or its environment. The window opens
on a display of its own, shows the practice catalogue, saves its picture and quits; the command line answers.
Ends with code 1 and the reasons when something is not as it should be. Run it with the environment that has PySide6:

    python packaging/smoke.py [--keep FILE.png]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage

import display_server
from licences import is_gpl_of_qt

DIST = Path(__file__).resolve().parent.parent / "dist"
APP = DIST / "BCDC Desktop.app" / "Contents"  # macOS has all of it in there
FOLDER = APP / "MacOS" if APP.is_dir() else DIST / "BCDC Desktop"
LICENCES = (APP / "Resources" if APP.is_dir() else FOLDER) / "licences"
START_LIMIT = 120  # seconds; a first start on a slow disk, with every library read for the first time
# A window that shows tree, table and form has hundreds of colours through its smooth letters, and letters, lines and
# chips over a good part of it; one with a single line of text has 80 colours on 0.1 % of it.
FEWEST_COLOURS = 150
LEAST_DRAWN = 0.02  # of the points, other than in the commonest colour


def program(name: str) -> str:
    return str(FOLDER / (f"{name}.exe" if os.name == "nt" else name))


def clean_environment(home: Path, display: dict[str, str]) -> dict[str, str]:
    """An environment with an empty home and without anything that leads to a Python; `display` is where windows go."""
    keep = ("DISPLAY", "XAUTHORITY", "QT_QPA_PLATFORM", "SYSTEMROOT", "TEMP", "TMP", "PATHEXT", "LANG")
    env = {name: display[name] for name in keep if name in display}
    env["PATH"] = os.environ["SYSTEMROOT"] + r"\System32" if os.name == "nt" else "/usr/bin:/bin"
    return {**env, "HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}


def run(env: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, env=env, cwd=env["HOME"], capture_output=True, timeout=START_LIMIT, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def check_window(env: dict[str, str], picture: Path) -> str | None:
    """What is wrong with the window's program, or None."""
    began = time.monotonic()
    done = run(env, program("BCDC Desktop"), "--smoke", str(picture))
    print(f"window: exit {done.returncode} after {time.monotonic() - began:.1f} s")
    if done.returncode:
        return f"the window's program ended with code {done.returncode}:\n{done.stderr}"
    if done.stderr.strip():
        return f"the window's program complained:\n{done.stderr}"
    return blankness(picture)


def blankness(picture: Path) -> str | None:
    """Why a picture is not that of a filled window, or None when it is."""
    image = QImage(str(picture))
    if image.isNull():
        return f"no picture in {picture}"
    points = [image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    colours = Counter(points)
    drawn = 1 - colours.most_common(1)[0][1] / len(points)
    print(f"picture: {image.width()} x {image.height()}, {len(colours)} colours, {drawn:.1%} drawn on")
    if len(colours) < FEWEST_COLOURS or drawn < LEAST_DRAWN:
        return f"the picture looks blank: {len(colours)} colours, {drawn:.1%} drawn on"
    return None


def check_help(env: dict[str, str], _: Path) -> str | None:
    done = run(env, program("bcdc"), "--help")
    return None if done.returncode == 0 and "upload" in done.stdout else f"bcdc --help:\n{done.stdout}{done.stderr}"


def check_profiles(env: dict[str, str], _: Path) -> str | None:
    done = run(env, program("bcdc"), "profiles", "--json")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = None
    good = done.returncode == 0 and answer and not done.stderr.strip()
    return None if good else f"bcdc profiles --json ended with code {done.returncode}:\n{done.stdout}{done.stderr}"


def check_proxy_script(env: dict[str, str], _: Path) -> str | None:
    if os.name == "nt":  # which runs them itself
        return None
    asked = {"script": "function FindProxyForURL() { return 'PROXY a:1' }", "url": "https://x/", "host": "x"}
    command = [program("BCDC Desktop"), "--run-proxy-script"]
    done = subprocess.run(command, env=env, input=json.dumps(asked).encode(), capture_output=True, check=False)
    return None if done.stdout == b'"PROXY a:1"' else f"a proxy's script: {done.stdout!r} {done.stderr!r}"


def check_licences(_env: dict[str, str], _: Path) -> str | None:
    found = sorted(path.name for path in DIST.rglob("*") if is_gpl_of_qt(path.name))
    return f"these parts of Qt are under GPL: {', '.join(found)}" if found else None


def check_translations(_env: dict[str, str], _: Path) -> str | None:
    missing = [name for name in ("bcdc_fr.qm", "qtbase_fr.qm") if not any(DIST.rglob(name))]
    return f"without translations: {', '.join(missing)}" if missing else None


def check_texts(_env: dict[str, str], _: Path) -> str | None:
    wanted = ("THIRD-PARTIES.txt", "sbom.cdx.json", "LGPL-3.0.txt")
    missing = [name for name in wanted if not any(LICENCES.rglob(name))]
    return f"licences lack {', '.join(missing)}" if missing else None


CHECKS: tuple[Callable[[dict[str, str], Path], str | None], ...] = (
    check_window,
    check_help,
    check_profiles,
    check_proxy_script,
    check_licences,
    check_texts,
    check_translations,
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Starts the frozen program and looks at what comes up.")
    parser.add_argument("--keep", metavar="FILE.png", type=Path, help="where to leave the window's picture")
    keep = parser.parse_args().keep
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, display_server.environment() as display:
        picture = Path(folder) / "window.png"
        for number, check in enumerate(CHECKS):
            home = Path(folder) / f"home{number}"
            home.mkdir()
            if reason := check(clean_environment(home, display), picture):
                wrong.append(reason)
        if keep and picture.exists():
            shutil.copy(picture, keep)
    print("\n".join(wrong) if wrong else "the frozen program starts, shows its window and answers")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
