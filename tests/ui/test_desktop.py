"""What the desktop sees of the program, and what it asks of it."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

import bcdc_desktop.ui
from bcdc_desktop.ui.desktop import begin_in_documents, follow_text_size, menu_entry, show_icon
from bcdc_desktop.ui.widgets.geometry import bring_to_front


def test_every_window_has_the_icon_of_the_program(qapp) -> None:
    show_icon(qapp)
    assert not qapp.windowIcon().isNull()
    assert not qapp.windowIcon().pixmap(32, 32).toImage().allGray()


def test_file_dialogs_do_not_begin_in_the_folder_of_the_system(tmp_path: Path, monkeypatch) -> None:
    home, system = tmp_path / "home of ann", tmp_path / "system32"
    (home / "project").mkdir(parents=True)
    system.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(system)
    begin_in_documents(home)
    assert Path.cwd() != system
    monkeypatch.chdir(home / "project")
    begin_in_documents(home)
    assert Path.cwd() == home / "project", "where a terminal was"


@pytest.mark.parametrize(
    ("percent", "own", "scale"),
    [(150, None, "1.50"), (100, None, None), (225, "1", "1"), (0, None, None), (9000, None, None)],
)
def test_the_size_of_text_on_windows_scales_the_program(percent: int, own: str | None, scale: str | None) -> None:
    environment = {} if own is None else {"QT_SCALE_FACTOR": own}
    follow_text_size(environment, percent)
    assert environment.get("QT_SCALE_FACTOR") == scale


def test_a_flatpak_has_another_menu_entry() -> None:
    assert menu_entry({}) == "bcdc-desktop"
    assert menu_entry({"FLATPAK_ID": "ca.bc.gov.data.bcdc-desktop"}) == "ca.bc.gov.data.bcdc-desktop"


def test_a_minimized_window_is_brought_back(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bring_to_front(window)
    assert window.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowMinimized


def keys_of_the_third_level(tree: ast.AST) -> list[str]:
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [text for text in texts if "Ctrl+Alt+" in text or "Alt+Ctrl+" in text]


@pytest.mark.parametrize("path", sorted(Path(bcdc_desktop.ui.__file__).parent.rglob("*.py")), ids=lambda p: p.name)
def test_no_shortcut_is_altgr(path: Path) -> None:
    """Windows takes Ctrl+Alt for AltGr, which types characters on Canadian keyboards."""
    assert keys_of_the_third_level(ast.parse(path.read_text("utf-8"))) == []
