"""What the frozen folder is made of: which libraries, how large, and with the licences of all that is in it."""

import ast
import json
import os
import runpy
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

import elf_libraries
import freeze
import licences
import sbom
import third_parties
import wheels
from bcdc_desktop.catalogue.proxy_script import OPTION

ROOT = Path(__file__).resolve().parents[2]

LISTING = """
Dynamic Section:
  NEEDED               libQt6Core.so.6
  NEEDED               libc.so.6
Version References:
  required from libc.so.6:
    0x06969194 0x00 05 GLIBC_2.14
    0x069691b4 0x00 04 GLIBC_2.34
    0x069691b5 0x00 04 GLIBC_2.4
"""


def test_what_a_file_asks_of_the_loader() -> None:
    asked = elf_libraries.parse(LISTING)
    assert asked.libraries == {"libQt6Core.so.6", "libc.so.6"}
    assert asked.glibc == (2, 34)
    assert elf_libraries.parse("").glibc == (0, 0)


def test_only_libraries_that_something_asks_for_are_in_the_folder() -> None:
    asked = {
        "PySide6/Qt/plugins/platforms/libqxcb.so": ["libQt6Gui.so.6", "libxcb-cursor.so.0", "libX11.so.6"],
        "PySide6/Qt/lib/libQt6Gui.so.6": ["libQt6Core.so.6"],
        "libQt6Gui.so.6": ["libQt6Core.so.6"],
        "libQt6Core.so.6": [],
        "libxcb-cursor.so.0": ["libxcb.so.1"],
        "libxcb.so.1": ["libXau.so.6"],
        "libXau.so.6": [],
        "libX11.so.6": [],
        "libgtk-3.so.0": ["libpango-1.0.so.0"],
        "libpango-1.0.so.0": ["libgtk-3.so.0"],
        "libpython3.11.so.1.0": [],
    }
    gone = set(asked) - elf_libraries.wanted(asked)
    assert gone == {"libxcb.so.1", "libXau.so.6", "libX11.so.6", "libgtk-3.so.0", "libpango-1.0.so.0"}


def test_a_debian_package_names_what_is_left_to_the_system() -> None:
    assert elf_libraries.packages(["libX11.so.6", "libc.so.6", "libgio-2.0.so.0", "libglib-2.0.so.0"]) == [
        "libglib2.0-0 | libglib2.0-0t64",
        "libx11-6",
    ]


def test_the_version_resource_can_be_read_for_a_candidate() -> None:
    tree = ast.parse(freeze.windows_version("1.0.0rc1"), mode="eval")
    names = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {"1.0.0rc1", 71} <= names


def test_the_largest_parts_are_told_by_library(tmp_path: Path) -> None:
    for name, size in {
        "BCDC Desktop": 5,
        "_internal/a/b/x.so": 20,
        "_internal/a/y.so": 10,
        "_internal/c.so": 7,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"." * size)
    assert freeze.part_sizes(tmp_path).most_common() == [("a", 30), ("c.so", 7), ("BCDC Desktop", 5)]


def test_each_library_has_the_text_of_its_licence(tmp_path: Path) -> None:
    parts = third_parties.components()
    names = {part.name for part in parts}
    installed = {name for name, found in licences.needed(extras=third_parties.IN_THE_FOLDER).items() if found}
    assert installed - names <= {"setuptools"}
    assert {"python", "pyside6-essentials"} <= names
    assert all(part.licence and all(text.strip() for _, text in part.texts) for part in parts)
    third_parties.write(parts, tmp_path / "licences")
    index = (tmp_path / "licences" / third_parties.INDEX).read_text(encoding="utf-8")
    assert all(f"{part.name} {part.version}: " in index for part in parts)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "licences" / "shiboken6" / "LGPL-3.0.txt").read_text()


def test_a_library_without_its_text_is_refused() -> None:
    bare = SimpleNamespace(files=[], version="1.0", metadata={})
    with pytest.raises(third_parties.NoTextError, match="unheard-of"):
        third_parties.of_distribution("unheard-of", bare)  # type: ignore[arg-type]


def test_the_bill_of_materials_is_the_same_each_time() -> None:
    parts = third_parties.components()
    document = sbom.document(parts)
    assert document == sbom.document(reversed(parts))
    read = json.loads(document)
    assert (read["bomFormat"], read["specVersion"]) == ("CycloneDX", "1.5")
    assert read["metadata"]["component"]["version"] == version("bcdc-desktop")
    assert f"pkg:pypi/polars@{version('polars')}" in {component["purl"] for component in read["components"]}


def test_only_a_build_with_a_key_looks_for_new_versions(tmp_path: Path) -> None:
    target = tmp_path / "updates.json"
    given = {"UPDATE_ADDRESS": "https://example.org/version.json", "UPDATE_PUBLIC_KEY": "a2V5"}
    freeze.tell_of_updates(given, target)
    assert json.loads(target.read_text()) == {"address": "https://example.org/version.json", "key": "a2V5"}
    assert "not" in freeze.tell_of_updates({"UPDATE_ADDRESS": "https://example.org/version.json"}, target)
    assert not target.exists()


def test_the_oldest_macos_is_that_of_the_newest_wheel() -> None:
    assert wheels.oldest_macos(["cp311-abi3-macosx_13_0_universal2"]) == "13.0"
    assert wheels.oldest_macos(["cp39-abi3-macosx_10_12_x86_64", "cp39-abi3-macosx_11_0_arm64"]) == "11.0"
    assert wheels.oldest_macos(["py3-none-any"]) == "11.0"


@pytest.mark.parametrize("entry", ["both", "cli", "gui"])
def test_each_program_runs_the_proxys_script_in_a_process_of_its_own(entry: str) -> None:
    asked = {"script": "function FindProxyForURL() { return 'PROXY a:1' }", "url": "https://x/", "host": "x"}
    command = [sys.executable, str(ROOT / "packaging" / f"entry_{entry}.py"), OPTION]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == "PROXY a:1"


@pytest.mark.parametrize("before", ["", "/opt/of/the/user"])
def test_what_the_frozen_program_starts_has_the_users_library_path(monkeypatch, before: str) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", f"/opt/bcdc-desktop/_internal:{before}")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    if not before:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    runpy.run_path(str(ROOT / "packaging" / "hook_library_path.py"))
    assert os.environ.get("LD_LIBRARY_PATH", "") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
