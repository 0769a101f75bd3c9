"""Builds the installers for Windows from the frozen folder, on Linux, into build/packages/.

    python packaging/msi.py [--folder DIR] [--scope machine|user]

Needs wixl and msibuild (Debian: wixl, msitools). DIR is the folder that was frozen on Windows. "machine" installs below
Program Files for all users and needs an administrator; "user" installs below the user's own programs and needs nobody.
Both can be installed silently (docs/admin.md), replace an older version, and refuse to replace a newer one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import struct
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as ET

import archives
import icons
import versions

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "dist" / "BCDC Desktop"
PACKAGES = ROOT / "build" / "packages"
ICON = ROOT / "resources" / "icons" / "bcdc-desktop.svg"
NAME = "BCDC Desktop"
APP_ID = "ca.bc.gov.data.bcdc-desktop"  # AppUserModelID, the one the window names itself by
WINDOW, COMMAND = "BCDC Desktop.exe", "bcdc.exe"
PROGRAM, ICON_FILE = "program", "bcdc-desktop.ico"
_WIX = "http://schemas.microsoft.com/wix/2006/wi"
_OURS = uuid.UUID("0c8f9f0e-5d8b-5a44-9a54-5c1d2a7f7f3a")  # every GUID here is made from it and a name
_OLE_EPOCH = 11_644_473_600  # seconds from 1601, where Windows begins to count, to 1970
_FILETIME = struct.Struct("<IQ")
_FMTID_SUMMARY = bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9")
_VT_LPSTR, _VT_FILETIME = 30, 64
_REVISION = 9  # the property that holds the GUID of the package


@dataclass(frozen=True)
class Scope:
    """For whom it installs: where to, in which part of the registry, and what Windows Installer calls it."""

    name: str
    install: str
    root: tuple[str, ...]
    registry: str

    @property
    def upgrade_code(self) -> str:
        """Return what ties all versions together; it never changes."""
        return guid("upgrade", self.name)


SCOPES = {
    "machine": Scope("machine", "perMachine", ("ProgramFiles64Folder",), "HKLM"),
    "user": Scope("user", "perUser", ("LocalAppDataFolder", "Programs"), "HKCU"),
}


def guid(*names: str) -> str:
    """Return the GUID of something, the same each time."""
    return f"{{{str(uuid.uuid5(_OURS, '/'.join(names))).upper()}}}"


def product_code(scope: Scope, text: str) -> str:
    """Return what Windows knows this version by, and an administrator uninstalls it by."""
    return guid("product", scope.name, text)


def file_name(scope: Scope, text: str) -> str:
    return f"bcdc-desktop-{text}-windows-x64-{scope.name}.msi"


def document(folder: Path, scope: Scope, text: str) -> ET.Element:
    """Return wixl's source for a folder that was frozen on Windows; beside it lie the folder and the icon."""
    wix = ET.Element("Wix", xmlns=_WIX)
    product = ET.SubElement(wix, "Product", {
        "Id": product_code(scope, text), "Name": NAME, "Language": "1033", "Version": versions.msi(text),
        "UpgradeCode": scope.upgrade_code, "Manufacturer": "BCDC Desktop's authors",
    })  # fmt: skip
    ET.SubElement(product, "Package", {
        "Id": guid("package", scope.name, text), "InstallerVersion": "500", "Compressed": "yes",
        "InstallScope": scope.install, "Description": f"{NAME} {text}", "Comments": "Apache License 2.0",
    })  # fmt: skip
    ET.SubElement(product, "MajorUpgrade", DowngradeErrorMessage=f"A newer version of {NAME} is installed already.")
    ET.SubElement(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    ET.SubElement(product, "Icon", Id="icon.ico", SourceFile=ICON_FILE)
    for name, value in (
        ("ARPPRODUCTICON", "icon.ico"),
        ("ARPURLINFOABOUT", "https://catalogue.data.gov.bc.ca"),
        ("ARPNOMODIFY", "1"),
    ):
        ET.SubElement(product, "Property", Id=name, Value=value)
    target = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    place = target
    for number, name in enumerate(scope.root):
        known = number == 0
        place = ET.SubElement(place, "Directory", {"Id": name if known else "PROGRAMS", "Name": "." if known else name})
    install = ET.SubElement(place, "Directory", Id="INSTALLDIR", Name=NAME)
    ET.SubElement(target, "Directory", Id="ProgramMenuFolder", Name=".")
    feature = ET.SubElement(product, "Feature", Id="Program", Title=NAME, Level="1")
    for component in _components(install, folder, scope):
        ET.SubElement(feature, "ComponentRef", Id=component)
    return wix


def _components(install: ET.Element, folder: Path, scope: Scope) -> Iterator[str]:
    """Write a component for each file and yield their ids."""
    directories = {Path(): install}
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        inside = path.relative_to(folder)
        if path.is_dir():
            directories[inside] = ET.SubElement(
                directories[inside.parent], "Directory", Id=_id("d", inside), Name=inside.name
            )
            continue
        component = _component(directories[inside.parent], inside.as_posix(), scope)
        ET.SubElement(
            component,
            "File",
            Id=_id("f", inside),
            Name=inside.name,
            Source=f"{PROGRAM}/{inside.as_posix()}",
            KeyPath="yes",
        )
        if inside == Path(WINDOW):
            ET.SubElement(component, "Shortcut", {
                "Id": "StartMenu", "Directory": "ProgramMenuFolder", "Name": NAME, "WorkingDirectory": "INSTALLDIR",
                "Target": f"[INSTALLDIR]{WINDOW}", "Icon": "icon.ico", "IconIndex": "0",
                "Description": "Keep the records and files of a CKAN catalogue",
            })  # fmt: skip
        yield component.get("Id", "")
    yield _links(install, scope)
    yield _path(install, scope)


def _component(parent: ET.Element, name: str, scope: Scope) -> ET.Element:
    identifier = _id("c", Path(name))
    return ET.SubElement(parent, "Component", Id=identifier, Guid=guid("component", scope.name, name), Win64="yes")


def _links(install: ET.Element, scope: Scope) -> str:
    """Write what makes Windows hand links that begin with bcdc: to the program."""
    component = _component(install, "links", scope)
    key = r"Software\Classes\bcdc"
    command = f'"[INSTALLDIR]{WINDOW}" "%1"'
    for sub, name, value in (
        ("", None, f"URL:{NAME}"),
        ("", "URL Protocol", ""),
        (r"\DefaultIcon", None, f'"[INSTALLDIR]{WINDOW}",0'),
        (r"\shell\open\command", None, command),
    ):
        given = {"Root": scope.registry, "Key": key + sub, "Type": "string", "Value": value}
        if name is not None:
            given["Name"] = name
        else:
            given["KeyPath"] = "yes" if not sub else "no"
        ET.SubElement(component, "RegistryValue", given)
    return component.get("Id", "")


def _path(install: ET.Element, scope: Scope) -> str:
    """Write where the program is: the component to which its entry in PATH belongs."""
    component = _component(install, "path", scope)
    where = {"Root": scope.registry, "Key": rf"Software\{NAME}", "Name": "InstallFolder", "Type": "string"}
    ET.SubElement(component, "RegistryValue", {**where, "Value": "[INSTALLDIR]", "KeyPath": "yes"})
    return component.get("Id", "")


def _id(kind: str, path: Path) -> str:
    """Return an identifier of Windows Installer, which knows no slashes and 72 letters."""
    return f"{kind}{uuid.uuid5(_OURS, path.as_posix()).hex}"


def tables(scope: Scope) -> dict[str, str]:
    """Return the tables that wixl does not know, in the form of Windows Installer's archives.

    A window's button in the task bar belongs to the shortcut that has its AppUserModelID. PATH lets a terminal find
    bcdc; its entry goes when the program does (``=-``), and is that of all users with ``*``.
    """
    everybody = "*" if scope.name == "machine" else ""
    return {
        "MsiShortcutProperty": "\n".join((
            "MsiShortcutProperty\tShortcut_\tPropertyKey\tPropVariantValue",
            "s72\ts72\ts255\ts255",
            "MsiShortcutProperty\tMsiShortcutProperty",
            f"AppId\tStartMenu\tSystem.AppUserModel.ID\t{APP_ID}",
        )),
        "Environment": "\n".join((
            "Environment\tName\tValue\tComponent_",
            "s72\tl255\tL255\ts72",
            "Environment\tEnvironment",
            f"Path\t=-{everybody}PATH\t[~];[INSTALLDIR]\t{_id('c', Path('path'))}",
        )),
    }  # fmt: skip


# Where Windows Installer's documentation puts the actions of those tables.
ACTIONS = {"RemoveEnvironmentStrings": 3300, "WriteEnvironmentStrings": 5200}


def build(folder: Path, scope: Scope, text: str, target: Path) -> None:
    """Write the installer; raises `CalledProcessError` where a tool fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        icons.make_icons(ICON, work)
        (work / PROGRAM).symlink_to(folder.resolve())
        for path in folder.rglob("*"):
            if not path.is_symlink():
                os.utime(path, (archives.epoch(), archives.epoch()))  # the cabinet keeps it
        source = work / "program.wxs"
        ET.ElementTree(document(folder, scope, text)).write(source, encoding="utf-8", xml_declaration=True)
        subprocess.run(["wixl", "--arch", "x64", "--output", str(target.resolve()), source.name], cwd=work, check=True)
        change = ["msibuild", str(target)]
        for table, content in tables(scope).items():
            (work / f"{table}.idt").write_text(content + "\n", encoding="utf-8", newline="\r\n")
            change += ["-i", str(work / f"{table}.idt")]
        for action, number in ACTIONS.items():
            columns = "`Action`, `Condition`, `Sequence`"
            change += ["-q", f"INSERT INTO `InstallExecuteSequence` ({columns}) VALUES ('{action}', '', {number})"]
        subprocess.run(change, check=True)
    set_summary(target, guid("package", scope.name, text, digest(folder)))


def digest(folder: Path) -> str:
    """Return what tells one build of a version from another, by the files of the folder."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(folder).as_posix()} {archives.sha256(path)}\n".encode())
    return found.hexdigest()


def set_summary(target: Path, package: str) -> None:
    """Replace what differs at each build: the times of creation and saving, and the GUID of the package.

    They are in the summary information, a property set of OLE that lies in one piece of the file.
    """
    content = bytearray(target.read_bytes())
    time = (archives.epoch() + _OLE_EPOCH) * 10_000_000
    for number, kind, place in _summary(content):
        if kind == _VT_FILETIME:
            _FILETIME.pack_into(content, place, _VT_FILETIME, time)
        elif kind == _VT_LPSTR and number == _REVISION:
            content[place + 8 : place + 8 + len(package)] = package.encode("ascii")
    target.write_bytes(content)


def _summary(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield number, type and place of each property of the summary information."""
    found = content.find(_FMTID_SUMMARY)
    while found >= 0:
        header = found - 28
        start = header + struct.unpack_from("<I", content, found + 16)[0]
        _, count = struct.unpack_from("<II", content, start)
        for index in range(count):
            number, offset = struct.unpack_from("<II", content, start + 8 + 8 * index)
            yield number, struct.unpack_from("<I", content, start + offset)[0], start + offset
        found = content.find(_FMTID_SUMMARY, found + 1)


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the installers for Windows from the frozen folder.")
    parser.add_argument("--folder", metavar="DIR", type=Path, default=FROZEN, help="what was frozen on Windows")
    parser.add_argument("--scope", choices=SCOPES, action="append", help="for whom; both when it is left out")
    given = parser.parse_args()
    if not (given.folder / WINDOW).is_file():
        print(f"{given.folder} was not frozen on Windows: it lacks {WINDOW}.", file=sys.stderr)
        return 1
    text = version("bcdc-desktop")
    for scope in [SCOPES[name] for name in given.scope or SCOPES]:
        target = PACKAGES / file_name(scope, text)
        build(given.folder, scope, text, target)
        print(f"Built {target.relative_to(ROOT)}, {target.stat().st_size / 2**20:.0f} MiB")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
