"""Builds the folder that starts by double-click without Python, into dist/ (Linux, Windows and macOS alike).

Run it through `python3 packaging/bootstrap.py freeze`, which installs what it needs. On macOS dist/ also holds the
.app. What is built runs on this system and on others of its kind that are not older. Ends with code 1 where the
folder is larger than it may be.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import elf_libraries
import sbom
import third_parties
import versions
from icons import make_icons

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "freeze"
DIST = ROOT / "dist"
NAME = "BCDC Desktop"
UPDATES = "updates.json"  # the spec puts it among the resources
LINUX_LIMIT = 230  # MiB, of all files unpacked
SHOWN_PARTS = 12
EPOCH = "1700000000"  # for what carries a time: the same source makes the same files


def main() -> int:
    environment = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", EPOCH)}
    icons = make_icons(ROOT / "resources" / "icons" / "bcdc-desktop.svg", BUILD)
    if sys.platform == "win32":
        (BUILD / "version.txt").write_text(windows_version(version("bcdc-desktop")), encoding="utf-8")
    print(tell_of_updates(os.environ, BUILD / UPDATES))
    for built in (DIST / NAME, DIST / f"{NAME}.app"):
        shutil.rmtree(built, ignore_errors=True)
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    build += ["--distpath", str(DIST), "--workpath", str(BUILD / "work")]
    build.append(str(ROOT / "packaging" / "bcdc-desktop.spec"))
    code = subprocess.run(build, cwd=ROOT, env=environment, check=False).returncode
    if code:
        return code
    folder = DIST / NAME
    if sys.platform.startswith("linux"):
        print(f"Stripped of symbols: {elf_libraries.strip(folder) / 2**20:.0f} MiB")
        (folder / "bcdc").symlink_to(NAME)
        add_launcher(folder, icons["png"])
    parts = [*third_parties.components(), *third_parties.system_libraries(folder)]
    for place in places(folder):
        third_parties.write(parts, place / "licences")
        (place / "licences" / sbom.FILE).write_text(sbom.document(parts), encoding="utf-8")
    if sys.platform == "darwin":
        shutil.rmtree(folder)  # the .app has all of it
        folder = DIST / f"{NAME}.app"
    return report(folder)


def tell_of_updates(environment: Mapping[str, str], target: Path) -> str:
    """Write where the program looks for new versions, and return a sentence on that; without both it does not look."""
    target.unlink(missing_ok=True)
    address, key = environment.get("UPDATE_ADDRESS"), environment.get("UPDATE_PUBLIC_KEY")
    if not address or not key:
        return "UPDATE_ADDRESS or UPDATE_PUBLIC_KEY is not set: the program will not look for new versions"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"address": address, "key": key}), encoding="utf-8")
    return f"The program will look for new versions at {address}"


def places(folder: Path) -> Iterable[Path]:
    """Where licences go: beside the program, or into the .app."""
    app = folder.with_name(f"{NAME}.app")
    return [app / "Contents" / "Resources"] if app.is_dir() else [folder]


def report(folder: Path) -> int:
    """Print how large the folder is and what is largest in it; 1 where that is too much."""
    sizes = part_sizes(folder)
    total = sum(sizes.values()) / 2**20
    print(f"Built {folder.relative_to(ROOT)}, {total:.0f} MiB, of which")
    for part, size in sizes.most_common(SHOWN_PARTS):
        print(f"  {size / 2**20:6.1f} MiB  {part}")
    if sys.platform.startswith("linux") and total > LINUX_LIMIT:
        print(f"That is more than {LINUX_LIMIT} MiB: see what has grown.", file=sys.stderr)
        return 1
    return 0


def part_sizes(folder: Path) -> Counter[str]:
    """Return the bytes of each part: a library's folder, or a file beside them. Links count nothing."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            names = [name for name in path.relative_to(folder).parts if name not in ("_internal", "Contents")]
            sizes[names[0]] += path.stat().st_size
    return sizes


def windows_version(text: str) -> str:
    """The version resource that Windows shows in a file's properties, in the form that PyInstaller reads."""
    numbers = versions.windows_numbers(text)
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
