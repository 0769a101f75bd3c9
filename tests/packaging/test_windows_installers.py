"""The installers for Windows: their source is read here, and what the tools made of it where those are installed."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import authenticode
import msi
import versions
import winget

FILES = [
    "BCDC Desktop.exe",
    "bcdc.exe",
    "_internal/python312.dll",
    "_internal/PySide6/Qt6Core.dll",
    "_internal/é [a] b.txt",
]


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A stand-in for what is frozen on Windows: the names count, and not what is in the files."""
    folder = tmp_path / "BCDC Desktop"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(f"MZ {name}".encode())
    return folder


@pytest.fixture(params=sorted(msi.SCOPES))
def scope(request: pytest.FixtureRequest) -> msi.Scope:
    return msi.SCOPES[request.param]


def found(document: ET.Element, kind: str) -> list[ET.Element]:
    return list(document.iter(kind))


def test_every_file_is_installed_and_every_component_is_in_the_feature(frozen: Path, scope: msi.Scope) -> None:
    document = msi.document(frozen, scope, "1.0.0rc1")
    assert sorted(file.get("Source", "") for file in found(document, "File")) == sorted(f"program/{n}" for n in FILES)
    components = [component.get("Id") for component in found(document, "Component")]
    assert sorted(components) == sorted(reference.get("Id") for reference in found(document, "ComponentRef"))
    guids = [component.get("Guid") for component in found(document, "Component")]
    assert len(set(guids)) == len(guids)


def test_identities_that_windows_keeps_are_the_same_in_each_version(frozen: Path) -> None:
    """An upgrade finds the older version by these; they must never change."""
    assert {name: scope.upgrade_code for name, scope in msi.SCOPES.items()} == {
        "machine": "{BB34A157-0816-5EDA-8739-8E413844E294}",
        "user": "{586B7893-A6E4-5659-B686-2227E465AA24}",
    }
    scope = msi.SCOPES["user"]
    old, new = msi.document(frozen, scope, "1.0.0"), msi.document(frozen, scope, "1.1.0")
    assert [c.get("Guid") for c in found(old, "Component")] == [c.get("Guid") for c in found(new, "Component")]
    assert msi.product_code(scope, "1.0.0") != msi.product_code(scope, "1.1.0")


def test_nothing_of_one_user_goes_where_all_users_have_it(frozen: Path, scope: msi.Scope) -> None:
    document = msi.document(frozen, scope, "1.0.0")
    roots = {value.get("Root") for value in found(document, "RegistryValue")}
    assert roots == {"HKLM" if scope.name == "machine" else "HKCU"}
    assert found(document, "Package")[0].get("InstallScope") == ("perMachine" if scope.name == "machine" else "perUser")


def test_winget_is_told_where_they_are_and_what_is_in_them() -> None:
    files = winget.manifests("1.0.0", "https://example.org/v1.0.0/", {"machine": "ab" * 32, "user": "cd" * 32})
    installers = files[f"{winget.IDENTIFIER}.installer.yaml"]["Installers"]
    assert [installer["Scope"] for installer in installers] == ["machine", "user"]
    assert installers[1]["InstallerUrl"] == "https://example.org/v1.0.0/bcdc-desktop-1.0.0-windows-x64-user.msi"
    assert installers[0]["InstallerSha256"] == "AB" * 32
    assert installers[0]["ProductCode"] == msi.product_code(msi.SCOPES["machine"], "1.0.0")
    assert {content["PackageVersion"] for content in files.values()} == {"1.0.0"}
    shown = installers[0]["AppsAndFeaturesEntries"][0]["DisplayVersion"]
    assert shown == versions.msi("1.0.0"), "what Windows lists is compared with the manifest"


def test_without_a_certificate_nothing_is_signed_and_that_is_said() -> None:
    assert authenticode.missing({"WINDOWS_CERTIFICATE": "a"}) == ["WINDOWS_CERTIFICATE_PASSWORD"]
    command = authenticode.command(Path("a.exe"), Path("b.exe"), Path("c.p12"), Path("password"))
    assert command[command.index("-readpass") + 1] == "password"
    assert "-pass" not in command


def table(file: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table in an installer, as msiinfo reads it."""
    done = subprocess.run(["msiinfo", "export", str(file), name], capture_output=True, check=True)
    heads, _, _, *rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    return [dict(zip(heads, row, strict=False)) for row in rows]


@pytest.mark.installers
def test_an_installer_read_back(frozen: Path, scope: msi.Scope, tmp_path: Path) -> None:
    file = tmp_path / "a.msi"
    msi.build(frozen, scope, "1.0.0rc1", file)
    properties = {row["Property"]: row["Value"] for row in table(file, "Property")}
    assert properties["UpgradeCode"] == scope.upgrade_code
    assert properties["ProductCode"] == msi.product_code(scope, "1.0.0rc1")
    assert properties["ProductVersion"] == "1.0.71"
    assert properties.get("ALLUSERS") == ("1" if scope.name == "machine" else None)
    assert sorted(row["FileName"] for row in table(file, "File")) == sorted(Path(name).name for name in FILES)
    (shortcut,) = table(file, "Shortcut")
    assert shortcut["Directory_"] == "ProgramMenuFolder"
    assert shortcut["Target"] == "[INSTALLDIR]BCDC Desktop.exe"
    (app_id,) = table(file, "MsiShortcutProperty")
    assert (app_id["Shortcut_"], app_id["PropertyKey"]) == (shortcut["Shortcut"], "System.AppUserModel.ID")
    assert app_id["PropVariantValue"] == msi.APP_ID
    directories = {row["Directory"]: row["Directory_Parent"] for row in table(file, "Directory")}
    assert directories["INSTALLDIR"] == ("ProgramFiles64Folder" if scope.name == "machine" else "PROGRAMS")
    links = {row["Key"]: row["Value"] for row in table(file, "Registry")}
    assert links[r"Software\Classes\bcdc\shell\open\command"] == '"[INSTALLDIR]BCDC Desktop.exe" "%1"'


@pytest.mark.installers
def test_an_installer_replaces_the_older_and_refuses_to_go_back(frozen: Path, scope: msi.Scope, tmp_path: Path) -> None:
    file = tmp_path / "a.msi"
    msi.build(frozen, scope, "1.0.0", file)
    upgrades = {row["ActionProperty"]: row for row in table(file, "Upgrade")}
    assert upgrades["WIX_UPGRADE_DETECTED"]["VersionMax"] == "1.0.99"
    assert upgrades["WIX_DOWNGRADE_DETECTED"]["VersionMin"] == "1.0.99"
    assert [row["Condition"] for row in table(file, "LaunchCondition")] == ["NOT WIX_DOWNGRADE_DETECTED"]


@pytest.mark.installers
def test_uninstalling_takes_all_of_it_away(frozen: Path, scope: msi.Scope, tmp_path: Path) -> None:
    file = tmp_path / "a.msi"
    msi.build(frozen, scope, "1.0.0", file)
    order = {row["Action"]: int(row["Sequence"]) for row in table(file, "InstallExecuteSequence")}
    removing = ["RemoveRegistryValues", "RemoveShortcuts", "RemoveEnvironmentStrings", "RemoveFiles"]
    assert sorted(removing, key=order.__getitem__) == removing
    assert order["InstallInitialize"] < order["RemoveRegistryValues"] < order["InstallFinalize"]
    assert order["RemoveExistingProducts"] < order["InstallFiles"]
    assert order["CreateShortcuts"] < order["WriteEnvironmentStrings"] < order["InstallFinalize"]
    (path,) = table(file, "Environment")
    assert path["Name"] == ("=-*PATH" if scope.name == "machine" else "=-PATH")  # the minus takes it away again
    permanent = 16
    assert not any(int(row["Attributes"]) & permanent for row in table(file, "Component"))


@pytest.mark.installers
def test_two_builds_are_the_same(frozen: Path, scope: msi.Scope, tmp_path: Path) -> None:
    for name in ("a", "b"):
        msi.build(frozen, scope, "1.0.0", tmp_path / f"{name}.msi")
    assert (tmp_path / "a.msi").read_bytes() == (tmp_path / "b.msi").read_bytes()
    (frozen / "bcdc.exe").write_bytes(b"MZ another build")
    msi.build(frozen, scope, "1.0.0", tmp_path / "c.msi")
    codes = set()
    for name in ("a", "c"):
        said = subprocess.run(["msiinfo", "suminfo", str(tmp_path / f"{name}.msi")], capture_output=True, text=True)
        codes.add(next(line for line in said.stdout.splitlines() if line.startswith("Revision")))
    assert len(codes) == 2  # Windows takes two packages of one code for the same file
