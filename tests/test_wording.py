"""Texts for people are plain English: none of the words that the program once had for its own ideas."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bcdc_desktop

PACKAGE = Path(bcdc_desktop.__file__).parent
ROOT = PACKAGE.parent
DOCUMENTS = ("README.md", "docs/guide.md", "docs/command-line.md")

# pattern -> what is written instead
UNWANTED = {
    r"(?:an?|the|this|that|one|each|every|same|own|whole|last|next|per|in|\d+|%\d|\{\w*\}) acts?": "batch",
    r"mend(?:s|ed|ing)?": "fix",
    r"anew": "again",
    r"let(?:s|ting)? go": "free, reduce",
    r"(?:take[ns]?|took|taking) (?:(?:it|this|that|them) )?up": "restore, use",
    r"put(?:s|ting)? (?:(?:it|this|that|them) )?away": "close, hide",
    r"somebody": "someone",
    r"nobody knows": "may, is unknown",
    r"(?:a|the|this|that|last|first|next|another) look": "check, view",
    r"(?:a|the|these|those|of|what is) kept": "stored, draft",
    r"sheets?": "upload",
    r"glances?": "overview",
    r"courtesy": "limit",
    r"things?": "the word for it",
    r"by (?:itself|themselves)": "automatically",
    r"(?:go(?:es|ing)?|went|gone) out": "is uploaded, is sent",
    r"holds": "contains",
    r"turn(?:s|ed|ing)? round": "reverse",
    r"(?:hidden|exported) pages?|pages? of the workbook": "worksheet",
}
_PATTERN = re.compile(rf"(?<![\w-])(?:{'|'.join(UNWANTED)})(?![\w-])", re.IGNORECASE)

TRANSLATED = {"tr", "_tr"}
PRINTED = {"echo", "secho", "confirm", "prompt", "say", "note"}
TEXT_KEYWORDS = {"help", "short_help", "epilog", "prompt"}


def unwanted(text: str) -> list[str]:
    """Return the words of a text that are not for people."""
    return [m.group(0) for m in _PATTERN.finditer(" ".join(text.split()))]


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal of a module that people read.

    These are what is translated, what commands print and say in their help, and the messages of errors.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=func, args=arguments, keywords=keywords):
                name = _last_name(func)
                if name in TRANSLATED | PRINTED or name == "translate" or name.endswith(("Error", "Exception")):
                    for argument in arguments:
                        yield from _literals(argument)
                for keyword in keywords:
                    if keyword.arg in TEXT_KEYWORDS:
                        yield from _literals(keyword.value)
            case ast.Raise(exc=ast.Call(args=arguments)):
                for argument in arguments:
                    yield from _literals(argument)
            case ast.FunctionDef(decorator_list=decorators) if any(_makes_a_command(d) for d in decorators):
                yield node.lineno, ast.get_docstring(node) or ""


def _literals(node: ast.expr) -> Iterator[tuple[int, str]]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.lineno, part.value


def _last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _makes_a_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return _last_name(called) in {"command", "group"}


def prose(document: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a Markdown document, by their first lines, without code and addresses."""
    blank = lambda m: re.sub(r"[^\n]", " ", m.group(0))  # noqa: E731 - keeps the numbers of the lines
    text = re.sub(r"^```.*?^```", blank, document, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", blank, text)
    line = 1
    for part in re.split(r"(\n\s*\n)", text):
        yield line, part
        line += part.count("\n")


def test_no_text_of_the_program_has_an_unwanted_word() -> None:
    count, found = 0, []
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, text in texts(path.read_text(encoding="utf-8")):
            count += 1
            found += [f"{path.relative_to(ROOT).as_posix()}:{line}: {word}" for word in unwanted(text)]
    assert found == []
    assert count > 1500


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_has_an_unwanted_word(name: str) -> None:
    parts = list(prose((ROOT / name).read_text(encoding="utf-8")))
    assert len(parts) > 10
    assert [f"{name}:{line}: {word}" for line, part in parts for word in unwanted(part)] == []


@pytest.mark.parametrize(
    "source",
    [
        "self.tr('Read it anew')",
        "_tr('Read it anew')",
        "tr('{file}: mend it', file=name)",
        "QCoreApplication.translate('Context', 'Take it up again')",
        "click.echo(f'{name} goes out')",
        "click.option('--all', help='The whole sheet.')",
        "@group.command()\ndef show():\n    '''Show what the cache holds.'''",
        "raise errors.Conflict('Saved by somebody')",
        "raise ValueError(f'{name} is the kept')",
        "self.tr('One file') if one else self.tr('{n} files in {m} acts')",
    ],
)
def test_unwanted_words_are_seen(source: str) -> None:
    assert [word for _line, text in texts(source) for word in unwanted(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The action is exactly what it says: something in a spreadsheet",
        "Holdings on hold; nothing looks wrong; look at the list",
        "Your changes are kept as a draft",
        "Act now, or take a copy",
        "Let’s go to the record",
        "Someone else recommends an amendment",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert unwanted(text) == []


def test_code_in_documents_is_not_prose() -> None:
    document = "One `sheet` [here](sheet.md)\n\n```sh\nmend\n```\n\nA\nsheet\n"
    assert [(line, word) for line, part in prose(document) for word in unwanted(part)] == [(7, "sheet")]
