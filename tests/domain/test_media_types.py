"""Media types are those of this program, whatever other programs told the system."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bcdc_desktop
from bcdc_desktop.domain.content import media_type

PACKAGE = Path(bcdc_desktop.__file__).parent


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Levels.CSV", "text/csv"), ("a.geojson", "application/geo+json"), ("a.gpkg", "application/geopackage+sqlite3"),
        ("a.kml", "application/vnd.google-earth.kml+xml"), ("a.kmz", "application/vnd.google-earth.kmz"),
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("a.zip", "application/zip"),
        ("a.json", "application/json"), ("a.pdf", "application/pdf"), ("a.nonsense", None), ("csv", None),
    ],
)  # fmt: skip
def test_a_file_has_the_media_type_of_its_ending(name: str, kind: str | None) -> None:
    assert media_type(name) == kind


def asked_of_the_system(tree: ast.AST) -> Iterator[int]:
    """Lines that ask the table of the module, which has what the registry of Windows says."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mimetypes":
            if node.attr != "MimeTypes":
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "mimetypes":
            yield node.lineno


def test_nothing_asks_the_system_for_a_media_type() -> None:
    found = {p.name: list(asked_of_the_system(ast.parse(p.read_text("utf-8")))) for p in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert list(asked_of_the_system(ast.parse("import mimetypes\nmimetypes.guess_type('x')")))
