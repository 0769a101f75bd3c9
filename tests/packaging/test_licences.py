"""What the program and the frozen folder are made of may be passed on under Apache 2.0: nothing of it is under GPL."""

import ast
import sys
from email.message import Message
from importlib.metadata import requires
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import licences

ROOT = Path(__file__).resolve().parents[2]
GPL_FILES = [
    "PySide6/QtCharts.abi3.so",
    "PySide6/Qt/lib/libQt6Charts.so.6",
    "PySide6/Qt6DataVisualization.dll",
    "PySide6/QtNetworkAuth.pyd",
    "PySide6/Qt/lib/QtVirtualKeyboard.framework/Versions/A/QtVirtualKeyboard",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    "PySide6/Qt/lib/libQt6WaylandCompositor.so.6",
]
OTHER_FILES = [
    "PySide6/QtWidgets.abi3.so",
    "PySide6/Qt/lib/libQt6Network.so.6",
    "PySide6/Qt6Core.dll",
    "PySide6/Qt/lib/libQt6WaylandClient.so.6",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "polars/polars.abi3.so",
]


def test_no_library_of_the_program_is_under_gpl() -> None:
    assert list(licences.objections()) == []


def test_everything_that_the_project_requires_is_looked_at() -> None:
    """Libraries of libraries too: the keyring's on Linux and on Windows, wherever this runs."""
    found = licences.needed()
    declared = [Requirement(text) for text in requires(licences.PROJECT) or ()]
    of_tools = {"test", "check"}
    names = {canonicalize_name(r.name) for r in declared if not any(f'"{e}"' in str(r.marker) for e in of_tools)}
    assert names <= set(found)
    assert {"jeepney", "pywin32-ctypes", "text-unidecode", "certifi", "shiboken6"} <= set(found)
    assert "pytest" not in found


def metadata(**fields: Any) -> Message:
    message = Message()
    for name, values in fields.items():
        for value in [values] if isinstance(values, str) else values:
            message[name.replace("_", "-")] = value
    return message


@pytest.mark.parametrize(("fields", "good"), [
    ({"License_Expression": "MIT"}, True),
    ({"License_Expression": "Apache-2.0 OR GPL-3.0-only"}, True),
    ({"License_Expression": "MPL-2.0 AND (Apache-2.0 OR MIT)"}, True),
    ({"License_Expression": "MIT AND GPL-3.0-only"}, False),
    ({"License_Expression": "MIT OR GPL-3.0-only AND LGPL-3.0-only"}, True),
    ({"License_Expression": "(MIT OR GPL-3.0-only) AND LGPL-3.0-only"}, False),
    ({"License_Expression": "GPL-3.0-only"}, False),
    ({"License_Expression": "GPL-2.0-or-later WITH Bootloader-exception"}, False),
    ({"License_Expression": "(MIT"}, False),
    ({"License": "GPLv3"}, False),
    ({"License": "BSD-3-Clause"}, True),
    ({"Classifier": "License :: OSI Approved :: MIT License"}, True),
    ({"Classifier": ["License :: OSI Approved :: MIT License", "Programming Language :: Python"]}, True),
    ({"License": "MIT", "Classifier": "License :: OSI Approved :: GNU General Public License (GPL)"}, False),
    ({"License": "Copyright (c)\nMIT …", "Classifier": "License :: OSI Approved :: MIT License"}, True),
    ({"License": "Something of our own"}, False),
    ({"License": "UNKNOWN"}, False),
    ({}, False),
])  # fmt: skip
def test_what_metadata_tell(fields: dict[str, Any], good: bool) -> None:
    assert (licences.objection("some-library", licences.told(metadata(**fields))) == "") is good


def test_lgpl_is_taken_from_qt_alone() -> None:
    told = ["LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"]
    assert licences.objection("pyside6-essentials", told) == ""
    assert licences.objection("some-library", told) != ""


def test_a_reviewed_licence_that_changes_is_reviewed_again() -> None:
    reviewed = licences.REVIEWED["text-unidecode"]
    assert licences.objection("text-unidecode", reviewed.told) == ""
    assert licences.objection("text-unidecode", ["GPL-3.0-only"]) != ""


def test_no_row_of_the_table_is_left_over() -> None:
    of_pyinstaller = {"pyinstaller-hooks-contrib", "pefile", "macholib"}  # seen where it is installed
    assert set(licences.REVIEWED) <= set(licences.needed()) | of_pyinstaller


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_no_module_of_ours_imports_a_part_of_qt_that_is_under_gpl() -> None:
    files = [*(ROOT / "bcdc_desktop").rglob("*.py"), *(ROOT / "packaging").glob("*.py")]
    found = {name for path in files for name in imported(path)}
    assert "PySide6.QtWidgets.QWidget" in found
    assert {name for name in found if any(licences.is_gpl_of_qt(part) for part in name.split("."))} == set()


def test_the_recipe_for_freezing_leaves_them_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipe runs with a PyInstaller that found all of Qt."""
    given: dict[str, Any] = {}
    found = [(name, "", "BINARY") for name in GPL_FILES + OTHER_FILES]
    scripts = [(f"entry_{name}", "", "PYSOURCE") for name in ("gui", "cli", "both")]

    def analysis(*_: object, **settings: Any) -> SimpleNamespace:
        given.update(settings)
        return SimpleNamespace(binaries=found, datas=[], pure=[], scripts=scripts)

    collected: list[Any] = []
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [name]  # type: ignore[attr-defined]
    hooks.collect_data_files = lambda name, includes: []  # type: ignore[attr-defined]
    for name, module in {"PyInstaller": ModuleType("PyInstaller"), "PyInstaller.utils": ModuleType("utils")}.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    all_needed = ModuleType("elf_libraries")
    all_needed.asked_by = lambda _: SimpleNamespace(libraries=())  # type: ignore[attr-defined]
    all_needed.wanted = set  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "elf_libraries", all_needed)
    monkeypatch.setattr(sys, "path", [*sys.path])
    spec = ROOT / "packaging" / "bcdc-desktop.spec"
    nothing = lambda *_, **__: None  # noqa: E731
    names = {
        "SPECPATH": str(spec.parent),
        "Analysis": analysis,
        "PYZ": nothing,
        "EXE": nothing,
        "BUNDLE": nothing,
        "COLLECT": lambda *parts, **_: collected.extend(parts),
    }
    exec(compile(spec.read_text(encoding="utf-8"), spec.name, "exec"), names)
    assert {"PySide6.QtCharts", "PySide6.QtDataVisualization", "PySide6.QtNetworkAuth"} <= set(given["excludes"])
    assert [name for name, _, _ in collected[-2]] == OTHER_FILES


@pytest.mark.parametrize("name", GPL_FILES)
def test_parts_of_qt_under_gpl_are_known_by_their_file(name: str) -> None:
    assert licences.is_gpl_of_qt(name.rpartition("/")[2])


@pytest.mark.parametrize("name", OTHER_FILES)
def test_other_parts_are_not_taken_for_them(name: str) -> None:
    assert not licences.is_gpl_of_qt(name.rpartition("/")[2])
