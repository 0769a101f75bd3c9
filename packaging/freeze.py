"""Builds the folder that starts by double-click without Python, into dist/ (Linux, Windows and macOS alike).

Run it through `python3 packaging/bootstrap.py freeze`, which installs what it needs. On macOS dist/ also holds the
.app. What is built runs on this system and on others of its kind that are not older.
"""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from icons import make_icons

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "freeze"
DIST = ROOT / "dist"
NAME = "BCDC Desktop"


def main() -> int:
    icons = make_icons(ROOT / "resources" / "icons" / "bcdc-desktop.svg", BUILD)
    if sys.platform == "win32":
        (BUILD / "version.txt").write_text(windows_version(version("bcdc-desktop")), encoding="utf-8")
    shutil.rmtree(DIST / NAME, ignore_errors=True)
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    build += ["--distpath", str(DIST), "--workpath", str(BUILD), str(ROOT / "packaging" / "bcdc-desktop.spec")]
    code = subprocess.run(build, cwd=ROOT, check=False).returncode
    if code:
        return code
    if sys.platform.startswith("linux"):
        add_launcher(DIST / NAME, icons["png"])
    size = sum(path.stat().st_size for path in (DIST / NAME).rglob("*") if path.is_file() and not path.is_symlink())
    print(f"Built dist/{NAME}, {size / 2**20:.0f} MiB")
    return 0


def windows_version(text: str) -> str:
    """The version resource that Windows shows in a file's properties, in the form that PyInstaller reads."""
    numbers = tuple(int(part) for part in [*text.split("."), "0", "0", "0"][:4] if part.isdigit())
    strings = {
        "CompanyName": "BCDC Desktop's authors",
        "FileDescription": NAME,
        "FileVersion": text,
        "InternalName": "bcdc-desktop",
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": NAME,
        "ProductVersion": text,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        "fileType=1, subtype=0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), VarFileInfo([VarStruct('Translation', [1033, 1200])])])"
    )


def add_launcher(folder: Path, icon: Path) -> None:
    """Puts the icon and the .desktop file, which a package or a user installs, beside the program."""
    shutil.copy(icon, folder / "bcdc-desktop.png")
    shutil.copy(ROOT / "packaging" / "linux" / "bcdc-desktop.desktop", folder)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
