"""Builds everything that this system can build of the frozen folder, with checksums, into build/packages/.

    python packaging/package.py [archive] [deb] [appimage] [dmg] [msi]

Without names all that belong to this system. Each is tried, however many fail; ends with code 1 when one did. The
installers for Windows are built on Linux, from the folder that was frozen on Windows (packaging/msi.py).
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import archives

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "dist" / "BCDC Desktop"
PACKAGES = ROOT / "build" / "packages"
BY_SYSTEM = {"linux": ("archive", "deb", "appimage"), "win32": ("archive",), "darwin": ("dmg",)}


def archive() -> int:
    """Pack the folder for those who may not or need not install."""
    if not FROZEN.is_dir():
        print("There is no frozen program: run packaging/bootstrap.py freeze first.", file=sys.stderr)
        return 1
    windows = (FROZEN / "BCDC Desktop.exe").is_file()
    name = f"bcdc-desktop-{version('bcdc-desktop')}-{'windows-x64' if windows else f'linux-{platform.machine()}'}"
    pack, suffix = (archives.zip_folder, "zip") if windows else (archives.tar_gz, "tar.gz")
    target = pack(FROZEN, PACKAGES / f"{name}.{suffix}")
    print(f"Built {target.relative_to(ROOT)}, {target.stat().st_size / 2**20:.0f} MiB")
    return 0


def main() -> int:
    kinds = sys.argv[1:] or BY_SYSTEM[sys.platform]
    PACKAGES.mkdir(parents=True, exist_ok=True)
    failed = []
    for kind in kinds:
        script = ROOT / "packaging" / f"{kind}.py"
        code = archive() if kind == "archive" else subprocess.run([sys.executable, str(script)], check=False).returncode
        if code:
            failed.append(kind)
    sbom = next(iter([*FROZEN.parent.rglob("licences/sbom.cdx.json")]), None)
    if sbom is not None:
        of = "windows" if (FROZEN / "BCDC Desktop.exe").is_file() else platform.system().lower()
        shutil.copyfile(sbom, PACKAGES / f"bcdc-desktop-{version('bcdc-desktop')}-{of}.cdx.json")
    files = [path for path in PACKAGES.iterdir() if path.is_file()]
    sums = archives.write_sums(files, PACKAGES)
    print(sums.read_text(encoding="utf-8"), end="")
    if failed:
        print(f"Not built: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
