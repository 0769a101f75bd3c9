"""Logic that needs no Qt stays out of the window: import-linter cannot say that, so it is read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import bcdc_desktop.ui

UI = Path(bcdc_desktop.ui.__file__).parent
# asked before Qt is loaded; which editor a value gets; colours and style sheets, which only Qt understands
OF_THE_WINDOW = frozenset({"display.py", "forms/editors/__init__.py", "theme/palette.py", "theme/style_sheet.py"})


def uses_qt(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("PySide6", "shiboken6", "qtawesome")
        for node in ast.walk(tree)
    ) or any(isinstance(node, ast.Import) and node.names[0].name == "qtawesome" for node in ast.walk(tree))


def has_logic(tree: ast.Module) -> bool:
    """More than constants and names that are passed on."""
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)


def modules_without_qt() -> Iterator[str]:
    for path in sorted(UI.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if has_logic(tree) and not uses_qt(tree):
            yield path.relative_to(UI).as_posix()


def test_what_needs_no_qt_is_not_in_the_window() -> None:
    assert set(modules_without_qt()) == OF_THE_WINDOW


def test_a_module_without_qt_is_recognised() -> None:
    assert has_logic(ast.parse("def plan(): ..."))
    assert not has_logic(ast.parse("LIMIT = 3"))
    assert uses_qt(ast.parse("from PySide6.QtCore import QObject"))
    assert not uses_qt(ast.parse("from pathlib import Path"))
