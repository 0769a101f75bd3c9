"""What is wrong at which place of a form: from the server, looked up while one types, and from the form's checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bcdc_desktop.domain.checks import FieldProblem
from bcdc_desktop.domain.schema import Field

Found = dict[str, list[str]]


def top(path: str) -> str:
    """Return the field that a path begins with: ``contacts/0/email`` is in ``contacts``."""
    return path.partition("/")[0]


def below(messages: Mapping[str, Sequence[str]], name: str) -> dict[str, Sequence[str]]:
    """Return messages inside a field, by the rest of their path; its own have the empty path."""
    found: dict[str, Sequence[str]] = {}
    for path, texts in messages.items():
        head, _, rest = path.partition("/")
        if head == name:
            found[rest] = texts
    return found


def position(path: str, fields: Mapping[str, Field]) -> tuple[int, int, int]:
    """Return where a place stands as one reads the form: field, row, subfield."""
    name, row, sub = (*path.split("/"), "", "")[:3]
    subs = [s.name for s in fields[name].subfields]
    return (
        list(fields).index(name),
        int(row) if row.isdigit() else -1,
        subs.index(sub) if sub in subs else -1,
    )


def shown_at(path: str, value: Any, fields: Mapping[str, Field]) -> str:
    """Return the place at which a message can be shown: its own, or its field when that has no such row or subfield."""
    parts = path.split("/")
    field = fields[parts[0]]
    rows = len(value) if isinstance(value, list) else 1
    inside = len(parts) == 3 and parts[1].isdigit() and int(parts[1]) < rows
    if inside and any(s.name == parts[2] for s in field.subfields):
        return path
    return field.name


class Messages:
    """Keeps the kinds apart, because they go away differently: the server's when the place is edited, what was looked
    up also when it is looked up again."""

    def __init__(self) -> None:
        self._server: Found = {}
        self._looked_up: Found = {}
        self._errors: Found = {}
        self._warnings: Found = {}

    def clear(self) -> None:
        """Forget all messages."""
        self._server, self._looked_up, self._errors, self._warnings = {}, {}, {}, {}

    def set_server(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Take the server's messages, instead of its last ones."""
        self._server = _said(errors)

    def set_looked_up(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Take what was looked up while one types, instead of what was before; the server's messages stay."""
        self._looked_up = _said(errors)

    def set_checked(self, problems: Iterable[FieldProblem], shown: Collection[str]) -> None:
        """Take the form's own problems, of which only those in the fields ``shown`` are told."""
        self._errors, self._warnings = {}, {}
        for problem in problems:
            if top(problem.path) in shown:
                kind = self._errors if problem.severity == "error" else self._warnings
                kind.setdefault(problem.path, []).append(problem.message)

    def forget_server(self, name: str, before: Any, after: Any) -> bool:
        """Return an edit of a field answers what the server said there; within rows, only where something changed."""
        gone = False
        for found in (self._server, self._looked_up):
            for path in [p for p in found if top(p) == name and _touched(p, before, after)]:
                del found[path]
                gone = True
        return gone

    def errors(self) -> Found:
        """Return errors by path, the server's first."""
        found: Found = {}
        for kind in (self._server, self._looked_up, self._errors):
            for path, texts in kind.items():
                known = found.setdefault(path, [])
                known += [t for t in texts if t not in known]
        return found

    def warnings(self) -> Found:
        """Return warnings by path."""
        return self._warnings


def _said(errors: Mapping[str, Sequence[str]]) -> Found:
    return {path: list(texts) for path, texts in errors.items() if texts}


def _touched(path: str, before: Any, after: Any) -> bool:
    parts = path.split("/")
    rows = isinstance(before, list) and isinstance(after, list) and len(before) == len(after)
    if len(parts) < 3 or not rows or not parts[1].isdigit() or int(parts[1]) >= len(after):
        return True
    old, new = before[int(parts[1])], after[int(parts[1])]
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return True
    return bool(old.get(parts[2]) != new.get(parts[2]))
