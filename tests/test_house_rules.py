"""Tests use what everybody may use: no private member, and no module of the program that is patched from outside.

A file that still does is listed below, for the rule that it breaks. The lists only get shorter: no file is added, and
one that keeps the rule is taken off.
"""

import ast
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
_OF_TUPLES = {"_asdict", "_replace", "_fields", "_make"}  # public members of named tuples, whatever they are called
_OF_PYTHON = {("sys", "_MEIPASS"), ("sys", "_getframe"), ("os", "_exit")}

Rule = Callable[[ast.AST], Iterator[int]]

PRIVATE_MEMBERS: frozenset[str] = frozenset()
PATCHED_MODULES: frozenset[str] = frozenset()


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in _OF_TUPLES and name != "_"


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _called(node: ast.Call) -> str:
    """``setattr`` of ``monkeypatch.setattr(…)``."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def private_members(tree: ast.AST) -> Iterator[int]:
    """The lines on which a private member of something else than ``self`` or ``cls`` is used or imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            owner = node.value.id if isinstance(node.value, ast.Name) else None
            if owner not in ("self", "cls") and (owner, node.attr) not in _OF_PYTHON:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom):
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            if parts[0] == "bcdc_desktop" and any(map(_is_private, parts)):
                yield node.lineno
        elif (
            isinstance(node, ast.Call)
            and _called(node) in ("setattr", "delattr", "getattr", "object")
            and any(_is_private(_text(argument).rpartition(".")[2]) for argument in node.args[:2])
        ):
            yield node.lineno


def patched_modules(tree: ast.AST) -> Iterator[int]:
    """The lines on which something is patched by its path, or a module of the program is given other members."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "bcdc_desktop"
        for alias in node.names
        if _is_module(f"{node.module}.{alias.name}")
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        if _called(node) in ("setattr", "delattr", "patch"):
            by_path = "." in _text(first)
            if by_path or (isinstance(first, ast.Name) and first.id in modules):
                yield node.lineno


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # of something that is in a module
        return False


def _breaking(rule: Rule) -> dict[str, list[int]]:
    found = {}
    for path in sorted(TESTS.rglob("*.py")):
        lines = sorted(set(rule(ast.parse(path.read_text("utf-8")))))
        if lines:
            found[path.relative_to(TESTS).as_posix()] = lines
    return found


@pytest.mark.parametrize(
    ("rule", "remaining"),
    [(private_members, PRIVATE_MEMBERS), (patched_modules, PATCHED_MODULES)],
    ids=["private", "patched"],
)
def test_tests_use_what_everybody_may_use(rule: Rule, remaining: frozenset[str]) -> None:
    breaking = _breaking(rule)
    assert {path: lines for path, lines in breaking.items() if path not in remaining} == {}
    assert remaining - set(breaking) == set(), "these keep the rule now: take them off the list"


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (private_members, "store._work.rows()"),
        (private_members, "self._demo._server"),
        (private_members, "from bcdc_desktop.demo.server import _Server"),
        (private_members, "monkeypatch.setattr(session, '_LIMIT', 1)"),
        (private_members, "monkeypatch.setattr('bcdc_desktop.cli.commands.packages._PAGE', 1)"),
        (patched_modules, "monkeypatch.setattr('click.edit', 1)"),
        (patched_modules, "from bcdc_desktop.app.sync import listing\nmonkeypatch.setattr(listing, 'PAGE', 3)"),
        (
            patched_modules,
            "from bcdc_desktop.app.sync import listing as pages\nmonkeypatch.setattr(pages, 'read', None)",
        ),
    ],
)
def test_what_breaks_a_rule_is_found(rule: Rule, source: str) -> None:
    assert list(rule(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "self._steps = cls._known",
        "row._replace(a=1)",
        "for _ in range(3): pass",
        "from bcdc_desktop.catalogue.client import Catalogue\nmonkeypatch.setattr(Catalogue, 'revise', None)",
        "import click\nmonkeypatch.setattr(click, 'edit', None)",
        "monkeypatch.setattr(desk.catalogue, 'revise', None)",
    ],
)
def test_what_keeps_the_rules_is_let_be(source: str) -> None:
    tree = ast.parse(source)
    assert [*private_members(tree), *patched_modules(tree)] == []
