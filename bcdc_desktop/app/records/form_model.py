"""The contents of a form, without any widget: the record it began with, what was typed over it, undo, and messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bcdc_desktop.domain.checks import FieldProblem
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import read_value, same

_TRANSLATED = (FieldKind.TRANSLATED_TEXT, FieldKind.TRANSLATED_MARKDOWN, FieldKind.TRANSLATED_TAGS)


class _Untyped:
    """Stands for: nothing was typed here, the base holds."""


_UNTYPED: Final = _Untyped()


@dataclass
class _Step:
    name: str
    before: Any
    after: Any


class FormModel:
    """A record's values, field by field, without any widget.

    A field that was not touched keeps the base's value exactly, whatever its shape: it never passes through a widget.
    What was typed but means the same as the base is no edit.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = {f.name: f for f in fields}
        self.base: Mapping[str, Any] = {}
        self.is_new = True  # there is no record yet that anything could be changed from
        self._typed: dict[str, Any] = {}
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._step_open = False

    def load(self, base: Mapping[str, Any], edits: Mapping[str, Any], *, new: bool | None = None) -> None:
        """Take another record; there is nothing to undo then.

        Args:
            new: whether the record is not on the server yet, although something is known of it (its file); where it is
                not said, that is so when ``base`` is empty.
        """
        self.base = base
        self.is_new = not base if new is None else new
        self._typed = {name: value for name, value in edits.items() if name in self.fields}
        self._done, self._undone, self._step_open = [], [], False

    def rebase(self, base: Mapping[str, Any]) -> None:
        """Take the record as others changed it; what was typed stays."""
        self.base = base

    def value(self, name: str) -> Any:
        """Return what the field shows."""
        return self._typed[name] if name in self._typed else read_value(self.base, self.fields[name])

    def original(self, name: str) -> Any:
        """Return the base's value."""
        return read_value(self.base, self.fields[name])

    def is_changed(self, name: str) -> bool:
        """Return whether the field means something else than in the base."""
        return name in self._typed and not same(self.original(name), self._typed[name], self.fields[name])

    def draft(self) -> dict[str, Any]:
        """Return every changed field, also those that do not apply at the moment."""
        return {name: value for name, value in self._typed.items() if self.is_changed(name)}

    def values(self) -> dict[str, Any]:
        """Return the whole record: the base, and over it the edits that apply."""
        return {**self.base, **self.edits()}

    def edits(self) -> dict[str, Any]:
        """Return the changed fields that apply: what a save would send."""
        draft = self.draft()
        seen = {**self.base, **draft}
        return {name: value for name, value in draft.items() if self.fields[name].applies(seen)}

    def applies(self, name: str) -> bool:
        """Return whether the field is shown now."""
        field = self.fields[name]
        if field.condition_field is None:
            return True
        source = field.condition_field
        return field.applies({source: self.value(source) if source in self.fields else self.base.get(source)})

    def set(self, name: str, value: Any) -> None:
        """Take what was typed; what is typed into one field without a pause is one step back."""
        before = self._typed.get(name, _UNTYPED)
        self._typed[name] = value
        last = self._done[-1] if self._done else None
        if self._step_open and last and last.name == name:
            last.after = value
        else:
            self._done.append(_Step(name, before, value))
            self._step_open = True
        self._undone.clear()

    def close_step(self) -> None:
        """Make what is typed next a step of its own."""
        self._step_open = False

    def undo(self) -> str | None:
        """One step back; the name of the field that went back, or None when there is none."""
        return self._move(self._done, self._undone, lambda step: step.before)

    def redo(self) -> str | None:
        """One step forward again."""
        return self._move(self._undone, self._done, lambda step: step.after)

    @property
    def can_undo(self) -> bool:
        """Return whether there is a step back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Return whether there is a step forward."""
        return bool(self._undone)

    def _move(self, source: list[_Step], target: list[_Step], pick: Any) -> str | None:
        self._step_open = False
        if not source:
            return None
        step = source.pop()
        target.append(step)
        value = pick(step)
        if value is _UNTYPED:
            self._typed.pop(step.name, None)
        else:
            self._typed[step.name] = value
        return step.name


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


def position(path: str, fields: Mapping[str, Field]) -> tuple[int, ...]:
    """Return where a place stands as one reads the form: field, row, subfield, and so on in rows of rows."""
    parts = path.split("/")
    listed: Sequence[Field] = list(fields.values())
    found: list[int] = []
    for part in parts:
        if part.isdigit() and found:
            found.append(int(part))
            continue
        place = next((i for i, f in enumerate(listed) if f.name == part), None)
        if place is None:  # a language
            languages = listed[found[-1]].languages if found and found[-1] < len(listed) else ()
            found.append(languages.index(part) if part in languages else -1)
            break
        found.append(place)
        listed = listed[place].subfields or listed
    return tuple(found)


def shown_at(path: str, value: Any, fields: Mapping[str, Field]) -> str:
    """Return the place at which a message can be shown: its own, or the nearest around it when its field has no such
    row, subfield or language."""
    name, *inner = path.split("/")
    field, shown = fields[name], [name]
    if inner and field.kind in _TRANSLATED:
        return path if isinstance(value, Mapping) and inner[0] in {*value, *field.languages} else name
    while len(inner) >= 2 and inner[0].isdigit():
        rows = value if isinstance(value, list) else [value]
        sub = next((s for s in field.subfields if s.name == inner[1]), None)
        if sub is None or int(inner[0]) >= len(rows):
            break
        row = rows[int(inner[0])]
        field, value = sub, row.get(sub.name) if isinstance(row, Mapping) else None
        shown += inner[:2]
        inner = inner[2:]
    return "/".join(shown)


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

    def set_lookup_errors(self, errors: Mapping[str, Sequence[str]]) -> None:
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
