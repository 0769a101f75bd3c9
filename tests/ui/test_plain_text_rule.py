"""Whatever shows text goes through widgets that show it letter for letter: ``ui`` is read for ways round them.

What Qt would guess to be HTML, what loads or opens something, is allowed in the module that is named for it, and
nowhere else. See ``ui/widgets/plain_text.py`` for the reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bcdc_desktop.ui

UI = Path(bcdc_desktop.ui.__file__).parent

PLAIN, MARKUP, OPENING = "widgets/plain_text.py", "widgets/markup.py", "opening.py"

# classes that guess HTML, load what it names or hand something to the system: the modules that may use each
CLASSES = {
    "QDesktopServices": {OPENING},
    "QErrorMessage": set(),
    "QGraphicsTextItem": set(),
    "QInputDialog": set(),
    "QLabel": {PLAIN, MARKUP},
    "QMessageBox": {PLAIN},
    "QProcess": {OPENING},  # a program that the user chose, for a file of data
    "QProgressDialog": set(),
    "QSplashScreen": set(),
    "QStaticText": {"record_list/delegate.py"},  # of stated format
    "QStyledItemDelegate": {PLAIN},
    "QSystemTrayIcon": {"uploads/windows.py"},  # with notification_text
    "QTextBrowser": {MARKUP},
    "QTextDocument": {MARKUP},
    "QTextEdit": set(),
    "QToolTip": {MARKUP},
    "QWhatsThis": set(),
    "QWizard": set(),
}
NAMED = {"QLabel", "QMessageBox", "QTextDocument"}  # in annotations and isinstance, and for their enumerations

# methods that take HTML or Markdown, or open what it names
METHODS = {
    "appendHtml": set(),
    "elidedText": {PLAIN},  # where no text turns round what stands beside it
    "fromHtml": set(),
    "fromMarkdown": set(),
    "insertHtml": set(),
    "insertMarkdown": set(),
    "openUrl": {OPENING},
    "setAcceptRichText": set(),
    "setDefaultResourceProvider": set(),
    "setHtml": {"review/rows.py"},  # what review/diff_html.py made, into a document that loads nothing
    "setMarkdown": {MARKUP},
    "setOpenExternalLinks": set(),
    "setStatusTip": set(),
    "setUrlHandler": set(),
    "setWhatsThis": set(),
    "startDetached": {OPENING},
    "startfile": set(),
}
ROLES = {"StatusTipRole", "WhatsThisRole"}
PROPERTIES = {"html", "markdown", "openExternalLinks", "statusTip", "textFormat", "toolTip", "whatsThis"}
MODULES = {"os.startfile", "subprocess", "webbrowser"}


def ways_round(source: str, module: str) -> Iterator[str]:
    """Yield a line for each place of a module (its path below ``ui``) that goes round the rule."""
    tree = ast.parse(source)
    seen_well = set(_of_stated_kind(tree))
    gate = _imports_the_tooltip(tree)
    for node in ast.walk(tree):
        for words in _faults(node, module, seen_well, gate):
            yield f"{module}:{getattr(node, 'lineno', 0)}: {words}"


def _faults(node: ast.AST, module: str, seen_well: set[ast.AST], gate: bool) -> Iterator[str]:
    match node:
        case ast.ImportFrom(module=str(origin), names=names):
            if origin == "PySide6" or any(n.name == "*" for n in names):
                yield "classes of Qt are imported by name"
            for n in names:
                if n.asname and n.name in CLASSES:
                    yield f"{n.name} is imported under another name"
                if n.name in CLASSES and n.name not in NAMED and module not in CLASSES[n.name]:
                    yield f"{n.name} is not for this module"
            if origin in MODULES:
                yield f"{origin} starts programs"
        case ast.Import(names=names):
            for n in names:
                if n.name in MODULES or n.name.startswith("PySide6"):
                    yield f"{n.name} is not imported whole"
        case ast.ClassDef(bases=bases):
            for base in bases:
                if isinstance(base, ast.Name) and base.id in CLASSES and module not in CLASSES[base.id]:
                    yield f"{base.id} is not the base of a class here"
            if node.name in ("tooltip", "PlainLabel", "PlainMessageBox") and module != PLAIN:
                yield f"{node.name} is another thing here"
        case ast.FunctionDef(name="tooltip") if module != PLAIN:
            yield "tooltip is another thing here"
        case ast.Name(id=name) if name in CLASSES and module not in CLASSES[name] and node not in seen_well:
            yield f"{name} is used here"
        case ast.Attribute(attr=name) if name in METHODS and module not in METHODS[name]:
            yield f"{name} is not for this module"
        case ast.Attribute(attr=name) if name in ROLES:
            yield f"{name} is not used"
        case ast.Attribute(attr="setToolTip" | "setTextFormat" | "ToolTipRole" as name) if node not in seen_well:
            if name != "setTextFormat" or module not in (PLAIN, MARKUP):
                yield f"{name} is used in a way that is not known to be safe"
        case ast.Call(func=ast.Attribute(attr="setProperty"), args=[ast.Constant(value=str(name)), *_]):
            if name in PROPERTIES:
                yield f"the property {name} has a method"
        case ast.Call(keywords=keywords):
            for one in keywords:
                if one.arg in PROPERTIES and not _is_safe(one.value):
                    yield f"{one.arg} takes text that may be HTML"
        case ast.Constant(value=str(text)) if text in {*METHODS, "setToolTip", "setTextFormat"}:
            yield f"{text} is named in a string"
    if _uses_the_tooltip(node) and not gate and module not in (PLAIN,):
        yield "tooltip is not that of widgets.plain_text"


def _of_stated_kind(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that would be faults anywhere else, and are well where they stand."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kind]):
                yield from ast.walk(kind)
            case ast.AnnAssign(annotation=annotation):
                yield from ast.walk(annotation)
            case ast.arg(annotation=ast.AST() as annotation):
                yield from ast.walk(annotation)
            case ast.FunctionDef(returns=ast.AST() as returns):
                yield from ast.walk(returns)
            case ast.Call(func=ast.Attribute(attr="findChild" | "findChildren"), args=[kind, *_]):
                yield kind
            case ast.Attribute(value=ast.Attribute(value=ast.Name() as name, attr=enumeration)):
                if enumeration[0].isupper():  # QMessageBox.ButtonRole.AcceptRole
                    yield name
            case ast.Call(func=ast.Attribute(attr="setToolTip") as method, args=[*_, text]) if _is_safe(text):
                yield method
            case ast.Call(func=ast.Attribute(attr="setTextFormat") as method, args=[format_]):
                if ast.unparse(format_) == "Qt.TextFormat.PlainText":
                    yield method
            case ast.If(test=test, body=body) if _answers_safely(test, body):
                yield from (n for n in ast.walk(test) if isinstance(n, ast.Attribute))
            case ast.match_case(pattern=ast.MatchValue(value=value), body=body) if _returns_safely(body):
                yield value


def _answers_safely(test: ast.expr, body: list[ast.stmt]) -> bool:
    """Whether ``if role == ToolTipRole`` (and …) is followed by nothing but answers that are safe."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    asked = [p for p in parts if "ToolTipRole" in ast.unparse(p)]
    alike = all(isinstance(p, ast.Compare) and isinstance(p.ops[0], ast.Eq) for p in asked)
    return bool(asked) and alike and _returns_safely(body)


def _returns_safely(body: list[ast.stmt]) -> bool:
    found = [n for statement in body for n in ast.walk(statement) if isinstance(n, ast.Return)]
    return isinstance(body[-1], ast.Return) and all(n.value is None or _is_safe(n.value) for n in found)


def _is_safe(text: ast.expr) -> bool:
    """Whether an expression is a text of ours, or went through ``tooltip``."""
    match text:
        case ast.Constant():
            return True
        case ast.IfExp(body=one, orelse=other):
            return _is_safe(one) and _is_safe(other)
        case ast.Call(func=ast.Attribute(attr="tr") | ast.Name(id="_tr"), args=arguments):
            return all(isinstance(a, ast.Constant) for a in arguments)
        case ast.Call(func=ast.Name(id="tooltip")):
            return True
    return False


def _uses_the_tooltip(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tooltip"


def _imports_the_tooltip(tree: ast.AST) -> bool:
    return any(
        isinstance(n, ast.ImportFrom)
        and n.module == "bcdc_desktop.ui.widgets.plain_text"
        and any(a.name == "tooltip" and a.asname is None for a in n.names)
        for n in ast.walk(tree)
    )


def test_the_program_keeps_the_rule() -> None:
    modules = sorted(UI.rglob("*.py"))
    found = [f for m in modules for f in ways_round(m.read_text(encoding="utf-8"), m.relative_to(UI).as_posix())]
    assert found == []
    assert len(modules) > 100


@pytest.mark.parametrize(
    "source",
    [
        "label = QLabel(title)",
        "class Mine(QLabel):\n    pass",
        "from PySide6.QtWidgets import QLabel as L",
        "from PySide6 import QtWidgets",
        "import PySide6.QtWidgets",
        "make = QLabel",
        "QMessageBox.warning(self, title, text)",
        "box = QMessageBox(self)",
        "from PySide6.QtWidgets import QTextBrowser",
        "class Mine(QStyledItemDelegate):\n    pass",
        "painter.drawText(rect, metrics.elidedText(title, mode, width))",
        "document = QTextDocument()",
        "document.setHtml(text)",
        "view.setMarkdown(text)",
        "changed.connect(view.setHtml)",
        "view.setOpenExternalLinks(True)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "label.setTextFormat(Qt.TextFormat.AutoText)",
        "label.setTextFormat(kind)",
        "button.setToolTip(title)",
        "button.setToolTip(self.tr('Open %1').replace('%1', title))",
        "button.setToolTip(f'{title}')",
        "item.setToolTip(0, title)",
        "changed.connect(button.setToolTip)",
        "getattr(button, 'setToolTip')(title)",
        "button.setToolTip(tooltip(title))",  # of nowhere
        "def tooltip(text):\n    return text",
        "button.setStatusTip(title)",
        "button.setWhatsThis(title)",
        "button.setProperty('toolTip', title)",
        "action = QAction(title, self, toolTip=title)",
        "from PySide6.QtGui import QDesktopServices",
        "QDesktopServices.openUrl(url)",
        "import webbrowser",
        "def data(role):\n    if role == Qt.ItemDataRole.ToolTipRole:\n        return title",
        "def data(role):\n    if role == Qt.ItemDataRole.ToolTipRole:\n        text = title\n    return text",
        "def data(role):\n    if role != Qt.ItemDataRole.ToolTipRole:\n        return None\n    return title",
        "def data(role):\n    return {Qt.ItemDataRole.ToolTipRole: title}.get(role)",
        "def data(role):\n    match role:\n        case Qt.ItemDataRole.ToolTipRole:\n            return title",
        "item.setData(0, Qt.ItemDataRole.ToolTipRole, title)",
        "def data(role):\n    if role == Qt.ItemDataRole.StatusTipRole:\n        return ''",
    ],
)
def test_ways_round_are_seen(source: str) -> None:
    assert list(ways_round(source, "somewhere.py"))


GATE = "from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip\n"


@pytest.mark.parametrize(
    "source",
    [
        "label = PlainLabel(title)",
        "button.setToolTip(tooltip(title))",
        "button.setToolTip(self.tr('Open') if on else '')",
        "def data(role):\n    if role == Qt.ItemDataRole.ToolTipRole and on:\n        return tooltip(title)",
        "match role:\n    case Qt.ItemDataRole.ToolTipRole:\n        return tooltip(title)",
        "def find(label: QLabel) -> list[QLabel]:\n    return [label] if isinstance(label, QLabel) else []",
        "box.addButton(words, QMessageBox.ButtonRole.AcceptRole)",
        "label.setTextFormat(Qt.TextFormat.PlainText)",
    ],
)
def test_what_is_well_is_let_alone(source: str) -> None:
    assert list(ways_round(GATE + source, "somewhere.py")) == []
