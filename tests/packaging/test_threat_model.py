"""Each defence that the threat model names has a test that is there."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "threat-model.md"
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def _tests_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_test_that_the_threat_model_names_is_there() -> None:
    named = _NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 30
    assert [f"{path}::{test}" for path, test in named if test not in _tests_of(TESTS / path)] == []


def test_each_line_of_the_threat_model_has_a_proof() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    headings = ("| ---", "| what they try |", "| what it tries |", "| what happens |")
    lines = [row for row in rows if not row.startswith(headings)]
    assert len(lines) > 20
    assert [line for line in lines if not _NAMED.search(line)] == []
