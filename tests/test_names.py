"""One name, one thing: no two public classes are called the same, and no two widgets share an objectName."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import bcdc_desktop

PACKAGE = Path(bcdc_desktop.__file__).parent


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield str(path.relative_to(PACKAGE)), ast.parse(path.read_text(encoding="utf-8"))


def shared(found: dict[str, list[str]]) -> dict[str, list[str]]:
    assert len(found) > 50, "nothing was looked at"
    return {name: places for name, places in found.items() if len(places) > 1}


def test_no_two_public_classes_share_a_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for place, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(place)
    assert shared(found) == {}


def test_no_two_widgets_share_an_object_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for place, tree in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "setObjectName"
                and isinstance(node.args[0], ast.Constant)
            ):
                found[str(node.args[0].value)].append(f"{place}:{node.lineno}")
    assert shared(found) == {}
