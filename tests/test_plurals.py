"""A text that counts has a form for one: “1 files” is nobody's English, and “1 fichiers” nobody's French.

Each literal with a number before a plural needs, in its function, another text with the singular. Otherwise the number
stands behind a label (“Files: 1”). Numbers that are never one are listed below, with their reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bcdc_desktop

PACKAGE = Path(bcdc_desktop.__file__).parent

NOUNS = (
    "changes columns days differences drafts entries errors fields files findings hours IDs items keywords lines links "
    "minutes months names organizations places problems records resources results rows seconds sources tables terms "
    "uploads values warnings weeks worksheets years"
)  # not those of measures, as in “at most 40 characters”
_SINGULAR = {noun: noun[:-3] + "y" if noun.endswith("ies") else noun[:-1] for noun in NOUNS.split()}
_COUNT = re.compile(rf"(?:%\d|\{{\w*\}})(?: (?:more|other|new|public))? ({'|'.join(_SINGULAR)})\b")

# texts whose number is never one, by their beginnings: the module, and the reason
NEVER_ONE = {
    "app/bulk/spreadsheet_reader.py": ("has more than {n} rows",),  # a limit of ours
    "catalogue/client.py": ("more than {n} entries",),  # a limit of ours
    "cli/options.py": ("contains more than {} files",),  # a limit of ours
    "cli/progress.py": ("{} of {} files",),  # a bar of several
    "preflight/table_tail.py": ("Give this row {n} fields",),  # a table of one column has no other rows
    "ui/record/attachments.py": ("%1 files have changed",),  # of one the name is told
    "ui/record/overwritten.py": (
        "in %1 records",  # of one the title is told
        "have been overwritten, or deleted",  # at least one of either
        "overwrote or deleted {count} values",  # at least one of either
    ),
    "ui/record/resources.py": ("Set a field for %1 resources",),  # an action for several
    "ui/record_list/record_commands.py": ("%1 records", "%1 IDs", "%1 names", "%1 links"),  # the menu of several
    "ui/widgets/text.py": ("{n} days ago", "{n} weeks ago", "{n} months ago"),  # yesterday, and from two on
    "ui/window.py": ("%1 lines copied",),  # of one the text is told
}


def lacking_one(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal that counts, of which there is no other for one in its function.

    That is one with the same word in the singular, or the two are called ``one`` and ``many``.
    """
    for function, texts in _functions(ast.parse(source)):
        names = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for line, text in texts:
            others = " ".join(other for _, other in texts if other != text)
            words = [_SINGULAR[found[1]] for found in _COUNT.finditer(text)]
            if {"one", "many"} <= names and len(words) == 1:
                continue
            if not all(re.search(rf"\b{word}\b", others) for word in words):
                yield line, text


def _functions(tree: ast.AST) -> Iterator[tuple[ast.AST, list[tuple[int, str]]]]:
    """Yield the outermost functions with their texts, the values of an f-string as ``{}``."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += ast.iter_child_nodes(node)
            continue
        document, parts = ast.get_docstring(node, clean=False), set[int]()
        texts = list[tuple[int, str]]()
        for one in ast.walk(node):
            if isinstance(one, ast.JoinedStr):
                parts |= {id(part) for part in one.values}
                texts.append((one.lineno, "".join(_text(part) or "{}" for part in one.values)))
            elif _text(one) and id(one) not in parts and _text(one) != document:
                texts.append((one.lineno, _text(one)))
        yield node, texts


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_text_that_counts_has_one_for_one() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        if module.startswith("demo/"):  # what a server says
            continue
        for line, text in lacking_one(path.read_text("utf-8")):
            if not any(known in text for known in NEVER_ONE.get(module, ())):
                found.append(f"{module}:{line}: {text}")
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        'tr("{n} files copied.", n=n)',
        'self.tr("Written: %1 records.").replace("%1", str(n))',
        'f"{len(rows)} rows"',
        'tr("%1 of %2 records restored, with %3 files.")',
        'tr("1 record") if n == 1 else tr("{n} records with {m} files")',
    ],
)
def test_what_counts_in_the_plural_alone_is_found(text: str) -> None:
    assert list(lacking_one(f"def show(n):\n    return {text}"))


@pytest.mark.parametrize(
    "text",
    [
        'tr("Files: {n}.", n=n)',
        'tr("1 file copied.") if n == 1 else tr("{n} files copied.", n=n)',
        'tr("The only row") if n == 1 else tr("All {n} rows")',
        'number_of(len(rows), "row")',
        'tr("At most {n} characters")',
    ],
)
def test_what_has_a_form_for_one_is_well(text: str) -> None:
    assert list(lacking_one(f"def show(n):\n    return {text}")) == []


def test_texts_called_one_and_many_belong_together() -> None:
    source = "def show(n):\n    one, many = tr('“{name}” was removed.'), tr('{n} files were removed.')"
    assert list(lacking_one(source)) == []
