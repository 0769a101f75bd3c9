"""What all windows share is used by all: the base of dialogs and the debounce of calls. ``ui`` is read for others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bcdc_desktop.ui

UI = Path(bcdc_desktop.ui.__file__).parent

# modules that may derive from QDialog, or make a single-shot timer: each with its reason
DIALOGS = {
    "widgets/dialog.py": "the base of all dialogs",
}
TIMERS = {
    "widgets/debounce.py": "the debounce itself",
}
QUOTES = {
    "program.py": "an error of ours, which nobody reads in the window",
}
OUTCOMES = {
    "jobs.py": "tells only whose owner is still there",
}


def strays(source: str) -> Iterator[str]:
    """Yield the kind of each place where a module makes on its own what is shared: ``dialog`` or ``timer``; or
    connects a function that Qt cannot take back (a lambda, a partial) to the theme, which outlives every widget, or
    to the outcome of a job, which may come after the widget has gone (``outcome``; there is ``Job.tell``),
    or to a session; or writes a time in a way of its own (``time``; there is ``exact_time``); or tells of an error in
    another way than ``error_text`` does (``error``);
    or quotes in English (``quotes``; there is ``quoted``).
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef(bases=bases) if any(_last_name(base) == "QDialog" for base in bases):
                yield "dialog"
            case ast.ImportFrom(names=names) if any(n.name == "QDialog" and n.asname for n in names):
                yield "dialog"
            case ast.Call(func=ast.Attribute(attr="setSingleShot"), args=[value]):
                if not (isinstance(value, ast.Constant) and value.value is False):
                    yield "timer"
            case ast.Call(
                func=ast.Attribute(attr="connect", value=ast.Attribute(attr="themeChanged")),
                args=[ast.Lambda() | ast.Call(), *_],
            ):
                yield "theme"
            case ast.Call(
                func=ast.Attribute(attr="connect", value=ast.Attribute(attr="done" | "failed" | "cancelled" | "ended")),
                args=[ast.Lambda() | ast.Call() | ast.Name(), *_],
            ):
                yield "outcome"
            case ast.Call(
                func=ast.Attribute(attr="connect", value=ast.Attribute(value=owner)),
                args=[ast.Lambda() | ast.Call(), *_],
            ) if _last_name(owner).endswith("session"):
                yield "session"
            case ast.Attribute(attr="strftime"):
                yield "time"
            case ast.FormattedValue(format_spec=ast.JoinedStr() as spec) if "%Y" in ast.unparse(spec):
                yield "time"
            case ast.keyword(arg="singleShot"):
                yield "timer"
            case ast.JoinedStr(values=parts) if any("“" in str(getattr(part, "value", "")) for part in parts):
                yield "quotes"
            case ast.Attribute(attr="strerror"):
                yield "error"
            case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id="error" | "problem")]):
                yield "error"
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value="message"), *_]):
                yield "error"


def _last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def modules_with(kind: str) -> set[str]:
    """Return the paths below ``ui`` of the modules that have a place of a kind."""
    modules = sorted(UI.rglob("*.py"))
    assert len(modules) > 100
    return {m.relative_to(UI).as_posix() for m in modules if kind in strays(m.read_text(encoding="utf-8"))}


def test_dialogs_have_one_base() -> None:
    assert modules_with("dialog") == set(DIALOGS)


def test_nothing_is_called_by_the_theme_after_it_is_gone() -> None:
    assert modules_with("theme") == set()


def test_nobody_is_told_what_came_of_work_after_he_is_gone() -> None:
    assert modules_with("outcome") == set(OUTCOMES)


def test_nothing_is_called_by_a_session_after_it_is_gone() -> None:
    assert modules_with("session") == set()


def test_times_are_written_in_one_way() -> None:
    assert modules_with("time") == set()


def test_names_are_quoted_in_the_language_of_the_window() -> None:
    assert modules_with("quotes") == set(QUOTES)


def test_errors_are_told_in_one_way() -> None:
    assert modules_with("error") == set()


def test_calls_are_debounced_in_one_way() -> None:
    assert modules_with("timer") == set(TIMERS)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("class Mine(QDialog):\n    pass", "dialog"),
        ("class Mine(QtWidgets.QDialog):\n    pass", "dialog"),
        ("from PySide6.QtWidgets import QDialog as Base", "dialog"),
        ("timer.setSingleShot(True)", "timer"),
        ("timer.setSingleShot(once)", "timer"),
        ("QTimer(self, singleShot=True)", "timer"),
        ("theme.notifier().themeChanged.connect(lambda: self.draw())", "theme"),
        ("notifier().themeChanged.connect(partial(self.draw, 1))", "theme"),
        ("job.done.connect(lambda result: self.show(result))", "outcome"),
        ("session.read(work).failed.connect(take)", "outcome"),
        ("self._session.changed.connect(lambda: self.show())", "session"),
        ("tooltip(at.strftime('%Y-%m-%d'))", "time"),
        ("f'{at:%Y-%m-%d}'", "time"),
        ("bar.show_message('error', str(error))", "error"),
        ("words = error.strerror or ''", "error"),
        ("names = f'“{name}”, {size}'", "quotes"),
        ("words = getattr(error, 'message', '')", "error"),
    ],
)
def test_strays_are_seen(source: str, kind: str) -> None:
    assert list(strays(source)) == [kind]


@pytest.mark.parametrize(
    "source",
    [
        "class Mine(Dialog):\n    pass",
        "def show(dialog: QDialog) -> None: ...",
        "timer.setSingleShot(False)",
        "QTimer.singleShot(0, self, self.show)",
        "theme.notifier().themeChanged.connect(self.draw)",
        "self.button.clicked.connect(lambda: self.draw())",
        "job.ended.connect(self.draw)",
        "job.tell(self, done=lambda result: self.show(result))",
        "f'{count:.1f}'",
    ],
)
def test_other_uses_are_not_strays(source: str) -> None:
    assert list(strays(source)) == []
