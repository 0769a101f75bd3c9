"""What is BCDC's own stands in ``domain/bcdc``: no other module names a field of its schema, except by the names there.

The practice catalogue plays BCDC's server, and names what that has.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import bcdc_desktop
from bcdc_desktop.bundled import bundled_path

PROGRAM = Path(bcdc_desktop.__file__).parent
THEIRS = (PROGRAM / "domain" / "bcdc", PROGRAM / "demo")
# fields of CKAN itself, and words that mean something else to the program as well
COMMON = frozenset(
    {"title", "name", "owner_org", "notes", "license_id", "tag_string", "url", "format", "description", "size",
     "contacts", "dates", "purpose", "details", "resource_type",
     "last_modified"}
)  # fmt: skip
SHOWN = frozenset({"schema/bcdc_dataset.json", "bcdc_dataset"})
ALLOWED: dict[str, frozenset[str]] = {
    # below ``domain/bcdc``, which is made of its fields
    "domain/schema.py": frozenset(
        {"record_publish_date", "record_create_date", "record_archive_date", "record_last_modified"}
    ),
}
"""Module -> names that it still has; to become empty and stay so."""


def bcdc_names() -> frozenset[str]:
    """Return the names of BCDC's own fields, and of its type of records."""
    schema = json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8"))
    fields = [*schema["dataset_fields"], *schema["resource_fields"]]
    return frozenset(f["field_name"] for f in fields) - COMMON | SHOWN


def named(tree: ast.Module) -> Iterator[str]:
    """Yield the texts of a module, without its docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_other_module_names_the_fields_of_bcdc() -> None:
    names = bcdc_names()
    found: dict[str, set[str]] = {}
    for path in PROGRAM.rglob("*.py"):
        if not any(path.is_relative_to(theirs) for theirs in THEIRS):
            texts = named(ast.parse(path.read_text("utf-8")))
            if mentioned := {text for text in texts if text in names or text.split("/")[0] in names}:
                found[path.relative_to(PROGRAM).as_posix()] = mentioned
    assert found == {module: set(allowed) for module, allowed in ALLOWED.items()}


def test_the_names_are_found_where_they_stand() -> None:
    """The check above would see them: the folder that has them is full of them."""
    texts = {t for p in THEIRS[0].glob("*.py") for t in named(ast.parse(p.read_text("utf-8")))}
    assert {"publish_state", "resource_update_cycle", "metadata_visibility", "bcdc_type"} <= texts & bcdc_names()
