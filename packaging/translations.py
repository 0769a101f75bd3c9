#!/usr/bin/env python3
"""Collect the program's texts for translators, and compile what they translated.

    python packaging/translations.py           bring resources/translations up to date with the source
    python packaging/translations.py --check   change nothing; list what is missing or wrong, and end with 1

Texts are read from the source as literals, because Qt's own reader of Python does not know the helpers of this program:

- ``self.tr("…")`` in a class: the context is the class;
- ``QCoreApplication.translate("Context", "…")``, and module functions ``_tr(text)`` that return just that;
- ``tr("…", name=value)`` of ``bcdc_desktop.translation``, for texts made below the window: the context is ``core``.

``lupdate`` of Qt merges them into ``bcdc_LANGUAGE.ts``, which translators edit (with Qt Linguist or as text);
``lrelease`` makes the ``.qm`` from it that the program loads. Run it with the environment that has PySide6.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "bcdc_desktop"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = {"fr": "fr_CA"}  # the name of our files -> the language and country that they are written for
CORE = "core"
TRANSLATION_MODULE = "bcdc_desktop.translation"

_PLACE = re.compile(r"%L?\d+|%n")
_MNEMONIC = re.compile(r"&(?=\w)")
# where a colon is no punctuation: addresses, times, filters of the search language
_NO_PUNCTUATION = re.compile(r"\w+://\S*|\b\d+:\d\d\b|\w+:(?=\S)|«\u00a0\S+:\u00a0»|\{\w+\}:")
_BARE_FRENCH_SIGN = re.compile(r"(?<![\u00a0\u202f:;!?…])(?:[;!?»]|:(?=\s|$))|«(?![\u00a0\u202f])")
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«{%])")


@dataclass(frozen=True, order=True)
class Text:
    """A text of the source: what Qt looks it up by."""

    context: str
    source: str


@dataclass
class Collected:
    """The texts of some modules, and the calls in them that cannot be collected (a line each)."""

    texts: set[Text] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Message:
    """An entry of a .ts file; ``kind`` is empty for a finished one, else unfinished, vanished or obsolete."""

    text: Text
    translation: str
    kind: str


def collect(folder: Path) -> Collected:
    """Return the texts of all modules below a folder."""
    found = Collected()
    for path in sorted(folder.rglob("*.py")):
        read_module(path.read_text(encoding="utf-8"), path.relative_to(folder.parent).as_posix(), found)
    return found


def read_module(source: str, name: str, found: Collected) -> None:
    """Add the texts of one module to what was found."""
    tree = ast.parse(source)
    helpers = dict(_helpers(tree))
    if any(
        isinstance(node, ast.ImportFrom)
        and node.module == TRANSLATION_MODULE
        and any(a.name == "tr" for a in node.names)
        for node in ast.walk(tree)
    ):
        helpers["tr"] = CORE
    _Reader(name, helpers, found).visit(tree)


def _helpers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield name and context of each module function that only translates its argument."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name, body=[*_, ast.Return(value=ast.Call(func=function, args=arguments))]):
                match function, arguments:
                    case ast.Attribute(attr="translate"), [ast.Constant(value=str(context)), ast.Name(), *_]:
                        yield name, context


class _Reader(ast.NodeVisitor):
    def __init__(self, module: str, helpers: dict[str, str], found: Collected) -> None:
        self._module = module
        self._helpers = helpers
        self._found = found
        self._classes: list[str] = []
        self._within_helper = False
        self._functions = 0

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._within_helper = not self._classes and node.name in self._helpers
        self._visit_inside(node, *node.body)
        self._within_helper = False

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_inside(node, node.body)

    def _visit_inside(self, node: ast.FunctionDef | ast.Lambda, *body: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):  # decorators and defaults run at import
            self._functions += (inside := child in body)
            self.visit(child)
            self._functions -= inside

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr="tr"), args=[text, *_]):
                if self._classes:
                    self._add(self._classes[-1], text, node)
                else:
                    self._fault(node, "tr() of a class that is not known here")
            case ast.Call(func=ast.Attribute(value=owner, attr="tr"), args=[_, *_]):
                self._fault(
                    node, f"the context of {ast.unparse(owner)}.tr() is not known: use QCoreApplication.translate"
                )
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="translate"), args=[context, text, *_]):
                if owner in ("QCoreApplication", "QApplication", "QGuiApplication") and not self._within_helper:
                    if isinstance(context, ast.Constant) and isinstance(context.value, str):
                        self._add(context.value, text, node)
                    else:
                        self._fault(node, "the context is no literal")
            case ast.Call(func=ast.Name(id=name), args=[text, *_]) if name in self._helpers:
                self._add(self._helpers[name], text, node)
            case ast.Call(func=ast.Name(id="_tr" | "tr")):
                self._fault(node, "no such helper in this module")

    def _add(self, context: str, text: ast.expr, node: ast.Call) -> None:
        if not self._functions:
            self._fault(node, "translated at import, before the language is known")
            return
        match text:
            case ast.Constant(value=str(source)):
                if source:
                    self._found.texts.add(Text(context, source))
            case ast.IfExp(body=one, orelse=other):
                self._add(context, one, node)
                self._add(context, other, node)
            case _:
                self._fault(node, "the text is no literal")

    def _fault(self, node: ast.Call, words: str) -> None:
        self._found.faults.append(f"{self._module}:{node.lineno}: {words}: {ast.unparse(node)[:100]}")


def update(file: Path, texts: Iterable[Text], locale: str) -> None:
    """Merge texts into a .ts file: new ones come in unfinished, those that are gone go, with Qt's lupdate."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.py"
        lines = [f"QCoreApplication.translate({_quoted(t.context)}, {_quoted(t.source)})" for t in sorted(texts)]
        listed.write_text("\n".join(["from PySide6.QtCore import QCoreApplication", *lines, ""]), encoding="utf-8")
        options = ["-silent", "-no-obsolete", "-locations", "none", "-sort-messages"]
        _qt("lupdate", *options, "-source-language", "en", "-target-language", locale, str(listed), "-ts", str(file))


def _quoted(text: str) -> str:
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, written)
    return f'"{text}"'


def compile_messages(file: Path, target: Path) -> None:
    """Make the .qm file that the program loads, with Qt's lrelease."""
    _qt("lrelease", "-silent", str(file), "-qm", str(target))


def _qt(name: str, *arguments: str) -> None:
    program = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent)) or shutil.which(f"pyside6-{name}")
    if program is None:
        raise SystemExit(f"pyside6-{name} is not in this environment: python3 packaging/bootstrap.py translations")
    subprocess.run([program, *arguments], check=True)


def messages(file: Path) -> list[Message]:
    """Return the entries of a .ts file."""
    found = []
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for entry in context.iter("message"):
            translation = entry.find("translation")
            kind = "unfinished" if translation is None else translation.get("type", "")
            text = "" if translation is None else translation.text or ""
            found.append(Message(Text(name, entry.findtext("source", "")), text, kind))
    return found


def faults(listed: Iterable[Message], texts: Iterable[Text], language: str) -> Iterator[str]:
    """Yield a line for each text without a good entry, and for each entry without a text."""
    by_text = {message.text: message for message in listed}
    wanted = set(texts)
    for text in sorted(wanted - set(by_text)):
        yield f"{text.context}: no entry for: {text.source}"
    for text, message in sorted(by_text.items()):
        if text not in wanted or message.kind in ("vanished", "obsolete"):
            yield f"{text.context}: not in the program any more: {text.source}"
        elif message.kind or not message.translation:
            yield f"{text.context}: not translated: {text.source}"
        else:
            for words in _differences(text.source, message.translation, language):
                yield f"{text.context}: {words}: {text.source} -> {message.translation}"


def _differences(source: str, translation: str, language: str) -> Iterator[str]:
    if set(_PLACE.findall(source)) != set(_PLACE.findall(translation)):
        yield "other places for values (%1)"
    if _names(source) != _names(translation):
        yield "other places for values ({name})"
    plain = [text.replace("&&", "") for text in (source, translation)]
    if len({len(_MNEMONIC.findall(text)) for text in plain}) > 1:
        yield "a mnemonic (&) in one of them only"
    if source.count("\n") != translation.count("\n"):
        yield "other lines"
    if [source[:1].isspace(), source[-1:].isspace()] != [translation[:1].isspace(), translation[-1:].isspace()]:
        yield "other spaces at an end"
    if source.endswith("…") != translation.endswith("…"):
        yield "an ellipsis in one of them only"
    if language == "fr":
        bare = _NO_PUNCTUATION.sub("", translation)
        if _BARE_FRENCH_SIGN.search(bare):
            yield "no no-break space before : ; ! ? » or after «"
        if _STRAIGHT_APOSTROPHE.search(bare):
            yield "a straight apostrophe"


def _names(text: str) -> set[str] | None:
    """The names in braces; None where braces do not match, so that the text is not meant for ``format``."""
    try:
        return {f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, list what is missing or wrong")
    check = parser.parse_args(arguments).check
    found = collect(SOURCE)
    wrong = list(found.faults)
    for language, locale in LANGUAGES.items():
        file, compiled = FOLDER / f"bcdc_{language}.ts", FOLDER / f"bcdc_{language}.qm"
        if not check:
            update(file, found.texts, locale)
            compile_messages(file, compiled)
        listed = messages(file)
        wrong += [f"{file.name}: {words}" for words in faults(listed, found.texts, language)]
        if not is_current(file, compiled):
            wrong.append(f"{compiled.name} is not what {file.name} says")
        print(f"{file.name}: {len(listed)} texts")
    print("\n".join(wrong) if wrong else "every text is translated")
    if wrong and check:
        print("Bring the files up to date: python3 packaging/bootstrap.py translations; then translate what is new")
    return 1 if wrong else 0


def is_current(file: Path, compiled: Path) -> bool:
    """Whether a .qm file is what lrelease makes of the .ts file today."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / compiled.name
        compile_messages(file, fresh)
        return compiled.is_file() and compiled.read_bytes() == fresh.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
