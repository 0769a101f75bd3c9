"""Builds the package for Debian and its relatives from the frozen folder, into build/packages/.

    python packaging/deb.py

Needs dpkg-deb. It installs to /opt/bcdc-desktop, with links in /usr/bin, and asks for the libraries of the desktop that
the folder leaves to the system.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import archives
import elf_libraries
import linux_files
import versions

OPT = Path("opt/bcdc-desktop")
# Opened while running, so that no file asks for them: pictures are drawn with letters, links opened in a browser.
OPENED_LATER = ("fonts-dejavu-core | fonts-liberation | fonts-noto-core", "xdg-utils", "xkb-data")
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: BCDC Desktop

Files: *
Copyright: BCDC Desktop's authors
License: Apache-2.0
Comment: The works of others in this package, with their licences, are listed in
 /opt/bcdc-desktop/licences/THIRD-PARTIES.txt; the text of each is beside it.

License: Apache-2.0
 On Debian systems, the text is in /usr/share/common-licenses/Apache-2.0.
"""


def control(version: str, architecture: str, size: int, asked: elf_libraries.Asked) -> str:
    """Return the description of the package; ``size`` in KiB."""
    depends = [f"libc6 (>= {asked.glibc[0]}.{asked.glibc[1]})", *elf_libraries.packages(asked.libraries), *OPENED_LATER]
    lines = {
        "Package": linux_files.NAME,
        "Version": versions.debian(version),
        "Architecture": architecture,
        "Maintainer": "BCDC Desktop's authors <noreply@invalid>",
        "Installed-Size": str(size),
        "Depends": ", ".join(depends),
        "Recommends": "gnome-keyring | kwalletmanager",
        "Section": "net",
        "Priority": "optional",
        "Homepage": "https://catalogue.data.gov.bc.ca",
        "Description": "keep the records and files of a CKAN catalogue",
    }
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    return text + (
        " For people who manage a CKAN catalogue, made for the BC Data Catalogue: browse\n"
        " organizations and records, edit them, and drop CSV files on a record. With\n"
        " the command bcdc, which does the same in a terminal.\n"
    )


def lay_out(root: Path) -> None:
    """Write the tree that the package installs, and what dpkg reads of it, below ``root``."""
    shutil.copytree(linux_files.FROZEN, root / OPT, symlinks=True)
    usr = root / "usr"
    linux_files.add(usr)
    (usr / "bin").mkdir(parents=True)
    for name, target in (("bcdc-desktop", "BCDC Desktop"), ("bcdc", "bcdc")):
        (usr / "bin" / name).symlink_to(f"../../{OPT.as_posix()}/{target}")
    documents = usr / "share/doc" / linux_files.NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(COPYRIGHT, encoding="utf-8")
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    architecture = linux_files.ARCHITECTURES[platform.machine()]
    asked = linux_files.asked_of_the_system(root / OPT)
    (root / "DEBIAN").mkdir()
    text = control(linux_files.VERSION, architecture, size, asked)
    (root / "DEBIAN" / "control").write_text(text, encoding="utf-8")
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def main() -> int:
    try:
        linux_files.check_frozen()
    except linux_files.NotFrozenError as problem:
        print(problem, file=sys.stderr)
        return 1
    architecture = linux_files.ARCHITECTURES[platform.machine()]
    target = linux_files.PACKAGES / f"{linux_files.NAME}_{versions.debian(linux_files.VERSION)}_{architecture}.deb"
    target.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(archives.epoch())}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "package"
        root.mkdir()
        lay_out(root)
        command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(root), str(target)]
        code = subprocess.run(command, env=environment, check=False).returncode
    if code == 0:
        print(f"Built {target.relative_to(linux_files.ROOT)}, {target.stat().st_size / 2**20:.0f} MiB")
    return code


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
