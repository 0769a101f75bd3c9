"""A record as text that people edit in any editor, and back (the text form of ``bcdc edit``).

Each field stands under a heading in double brackets: ``[[title]]``, or ``[[resources/ID/name]]`` for one of a resource.
Lines that begin with ``#:`` are comments (so that a Markdown heading is none). A line of a value that begins with
``#:``, ``#!``, ``[[`` or a backslash has a backslash before it. Groups and JSON are written as JSON, several choices
one a line. A heading that is taken out leaves its field as it is; a heading with nothing below empties it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bcdc_desktop.translation import tr

from .ckan_schema import OWN_RESOURCE_KEYS
from .schema import OWN_NAMES, DatasetSchema, Field, FieldKind
from .values import from_text, is_empty, read_value, same, to_text

_HEADING = re.compile(r"\[\[(.+)\]\]\s*$")
_RESOURCE = re.compile(r"resources/([^/]+)/([^/]+)$")
_COMMENTS = ("#:", "#!")
_BY_LINE = (FieldKind.TEXTS, FieldKind.NUMBERS, FieldKind.MEMBERSHIPS)
_CHOICES = 40  # that are listed in a comment
_WIDTH = 110
PACKAGE = ""

_HEAD = """\
#: {title}
#:
#: Edit the text below the headings, save, and close the editor. You can review the changes before they are sent.
#: Lines that start with #: are comments. Remove a heading to leave its field unchanged; delete the text below a heading
#: to clear the field. If a line of a value starts with #: or [[ or \\, put a \\ before it.
"""
_ID = re.compile(r"[\w.:+-]{1,200}")
_BEGUN = re.compile(r"^#: Based on (\S+) as of (\S+)\s*$", re.MULTILINE)


class TextProblem(ValueError):
    """The text cannot be parsed. ``wrong`` maps headings (or ``line N``) to messages."""

    def __init__(self, wrong: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{where}: {' '.join(said)}" for where, said in wrong.items()))
        self.wrong = {where: list(said) for where, said in wrong.items()}


def write_text(package: Mapping[str, Any], schema: DatasetSchema) -> str:
    """Return the record with its resources as a text; every field that a person may fill in and that applies has a
    heading."""
    parts = [_HEAD.format(title=_line(str(package.get("title") or package.get("name") or "A record")))]
    parts.append(beginning(package))
    parts += _fields(package, schema.dataset_fields, "", ())
    for resource in package.get("resources") or ():
        if not _ID.fullmatch(str(resource["id"])):
            continue  # as a part of a heading it could be taken for another one
        name = _line(str(resource.get("name") or resource.get("id")))
        parts.append(f"\n#: {'-' * 76}\n#: The resource “{name}”\n")
        uploaded = resource.get("url_type") == "upload"
        own = tuple(_core(schema.resource_fields, () if uploaded else ("url",))) + _keys(schema, resource)
        parts += _fields(resource, schema.resource_fields, f"resources/{resource['id']}/", own, without_file=uploaded)
    return "".join(parts)


def beginning(package: Mapping[str, Any]) -> str:
    """Return the comment that tells which state of the record a text was begun with: what it changes is told by
    that."""
    package_id, modified = str(package.get("id") or ""), str(package.get("metadata_modified") or "")
    told = _ID.fullmatch(package_id) and _ID.fullmatch(modified)
    return f"#: Based on {package_id} as of {modified}\n" if told else ""


def begun_at(text: str) -> tuple[str, str] | None:
    """Return the id and ``metadata_modified`` of the record that a text was begun with; None where it does not say."""
    found = _BEGUN.search(text.replace("\r\n", "\n"))
    return (found[1], found[2]) if found else None


def read_text(text: str, package: Mapping[str, Any], schema: DatasetSchema) -> dict[str, dict[str, Any]]:
    """Return what the text changes: target (``""`` the record, else a resource's id) -> field -> value.

    Raises:
        TextProblem: a heading is unknown or there twice, a value is not JSON where JSON is needed, or a text stands
            above the first heading.
    """
    wrong: dict[str, list[str]] = {}
    found: dict[str, dict[str, Any]] = {}
    resources = {str(r["id"]): r for r in package.get("resources") or ()}
    for heading, line, lines in _sections(text, wrong):
        inner = _RESOURCE.match(heading)
        target, name = (inner[1], inner[2]) if inner else (PACKAGE, heading)
        record = resources.get(target) if target else package
        if record is None:
            wrong[heading] = [tr("Line {line}: the record has no such resource.", line=line)]
            continue
        field = _listed(schema, target, record).get(name)
        if field is None or field.read_only:
            if field is None:
                wrong[heading] = [tr("Line {line}: there is no field {name}.", line=line, name=name)]
            else:
                wrong[heading] = [tr("Line {line}: {name} is set by the catalogue.", line=line, name=name)]
            continue
        if name in found.get(target, {}):
            wrong[heading] = [tr("Line {line}: this heading is used twice.", line=line)]
            continue
        try:
            value = _value(lines, field, read_value(record, field))
        except ValueError as error:
            wrong[heading] = [tr("Line {line}: {problem}", line=line, problem=error)]
            continue
        found.setdefault(target, {})[name] = value
        if same(read_value(record, field), value, field):
            found[target][name] = read_value(record, field)
    if wrong:
        raise TextProblem(wrong)
    return {t: changed for t, values in found.items() if (changed := _changed(t, values, package, resources, schema))}


def with_messages(text: str, wrong: Mapping[str, Sequence[str]]) -> str:
    """Return the text with what was wrong said at its beginning, in place of what was said before."""
    kept = [line for line in text.splitlines() if not line.startswith("#! ")]
    said = [f"#! {where}: {_line(message)}" for where, messages in wrong.items() for message in messages]
    return "\n".join([*said, *kept]) + "\n"


def _changed(
    target: str,
    values: Mapping[str, Any],
    package: Mapping[str, Any],
    resources: Mapping[str, Mapping[str, Any]],
    schema: DatasetSchema,
) -> dict[str, Any]:
    record = resources[target] if target else package
    fields = _listed(schema, target, record)
    return {n: v for n, v in values.items() if not same(read_value(record, fields[n]), v, fields[n])}


def _listed(schema: DatasetSchema, target: str, record: Mapping[str, Any]) -> dict[str, Field]:
    """Return the fields that a heading of a record, or of a resource, may name."""
    if not target:
        return {f.name: f for f in schema.dataset_fields}
    fields = schema.resource_fields
    return {f.name: f for f in (*fields, *_core(fields, ("url",)), *_keys(schema, record))}


def _keys(schema: DatasetSchema, resource: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return a field of text for each key of a resource that people gave it, where CKAN takes any."""
    if not schema.takes_any_key:
        return ()
    known = {f.name for f in schema.resource_fields} | OWN_RESOURCE_KEYS | OWN_NAMES
    return tuple(Field(n, n, FieldKind.TEXT) for n in resource if n not in known)


def _core(listed: Sequence[Field], names: Sequence[str]) -> Iterator[Field]:
    """Yield fields that CKAN itself keeps and the schema may not name."""
    known = {f.name for f in listed}
    return (Field(n, "Link" if n == "url" else n, FieldKind.TEXT) for n in names if n not in known)


def _fields(
    record: Mapping[str, Any],
    listed: Sequence[Field],
    prefix: str,
    more: Sequence[Field],
    *,
    without_file: bool = False,
) -> Iterator[str]:
    for field in (*listed, *more):
        if field.read_only or (without_file and field.kind is FieldKind.FILE) or not _ID.fullmatch(field.name):
            continue
        value = read_value(record, field)
        if not field.applies(record) and is_empty(value, field):
            continue
        said = [field.label + (" (required)" if field.is_required(record) else "")]
        if field.choices and len(field.choices) <= _CHOICES:
            how = "one per line" if field.kind is FieldKind.MULTICHOICE else "one of"
            said.append(f"{how}: {', '.join(c.value for c in field.choices)}")
        elif field.kind in _BY_LINE:
            said.append("one per line")
        comment = "".join(f"#: {_line(text)[:_WIDTH]}\n" for text in said if text)
        body = "".join(f"{_escaped(line)}\n" for line in _lines(value, field))
        yield f"\n[[{prefix}{field.name}]]\n{comment}{body}"


def _lines(value: Any, field: Field) -> list[str]:
    text = to_text(value, field)
    return text.replace("\r\n", "\n").split("\n") if text else []


def _sections(text: str, wrong: dict[str, list[str]]) -> Iterator[tuple[str, int, list[str]]]:
    heading, begun, lines = "", 0, list[str]()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith(_COMMENTS):
            continue
        if found := _HEADING.match(line):
            if heading:
                yield heading, begun, lines
            heading, begun, lines = found[1].strip(), number, []
        elif heading:
            lines.append(line[1:] if line.startswith("\\") else line)
        elif line.strip():
            wrong[f"line {number}"] = [tr("There is text above the first heading.")]
            return
    if heading:
        yield heading, begun, lines


def _value(lines: Sequence[str], field: Field, like: Any) -> Any:
    text: str = "\n".join(lines).strip("\n")
    return from_text(text if field.kind is FieldKind.MARKDOWN else text.strip(), field, like)


def _escaped(line: str) -> str:
    return f"\\{line}" if line.startswith((*_COMMENTS, "\\", "[[")) else line


def _line(text: str) -> str:
    return " ".join(text.split())
