"""What import-linter cannot say of the layers is read from the source.

Logic that needs no Qt stays out of the window, and neither the window nor the commands reach through a workspace into
its store: they call what ``app`` names.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bcdc_desktop.cli
import bcdc_desktop.ui

UI = Path(bcdc_desktop.ui.__file__).parent
ABOVE_APP = (UI, Path(bcdc_desktop.cli.__file__).parent)
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


def reads_of_the_store(tree: ast.Module) -> list[int]:
    """Return the lines that read an attribute ``store``; calling one (``session.store(work)``) runs a job."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "store"]
    named = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("getattr", "attrgetter")
        and any(isinstance(a, ast.Constant) and str(a.value).split(".")[0] == "store" for a in node.args)
    ]
    return sorted([*named, *(node.lineno for node in found if id(node) not in called)])


def test_the_window_and_the_commands_do_not_reach_into_the_store() -> None:
    found = [
        f"{path.relative_to(root.parent)}:{line}"
        for root in ABOVE_APP
        for path in sorted(root.rglob("*.py"))
        for line in reads_of_the_store(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], "call a function of app instead"


@pytest.mark.parametrize(
    "source",
    [
        "workspace.store.drafts.get(1)",
        "store = session.workspace.store",
        "f(workspace.store)",
        "workspace.store.bus.subscribe(f)",
        "getattr(workspace, 'store').cache",
    ],
)
def test_a_read_of_the_store_is_recognised(source: str) -> None:
    assert reads_of_the_store(ast.parse(source)) == [1]


def test_running_a_job_that_writes_is_no_read_of_the_store() -> None:
    assert reads_of_the_store(ast.parse("session.store(lambda: save(workspace))")) == []
