"""The operations of a bulk change, from the options of ``bcdc bulk plan``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .assignments import read_assignments, unknown
from .exit_codes import Failure

if TYPE_CHECKING:
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.bulk_operations import EditContacts, FieldPath, Operation

OPERATIONS = (
    "set_", "set_empty", "clear", "replace", "add_tag", "remove_tag", "rename_tag", "contact", "add_contact",
    "remove_contact",
)  # fmt: skip
"""The options that change something, by the names of their parameters."""


def read_operations(workspace: Workspace, order: Sequence[str], given: dict[str, Any]) -> list[Operation]:
    """Return the operations in the order in which they were given.

    Raises:
        Failure: a field does not exist, or a value cannot be in it.
    """
    from bcdc_desktop.domain.bulk_operations import ClearValue, EditKeywords

    reader = _Reader(workspace, given)
    makers: dict[str, Callable[[Any], Operation]] = {
        "set_": lambda v: reader.assignment(v, if_empty=False),
        "set_empty": lambda v: reader.assignment(v, if_empty=True),
        "clear": lambda v: ClearValue(reader.path(v)),
        "replace": reader.replacement,
        "add_tag": lambda v: EditKeywords(add=(_tag(v),)),
        "remove_tag": lambda v: EditKeywords(remove=(_tag(v),)),
        "rename_tag": lambda v: EditKeywords(rename=((_tag(v[0]), _tag(v[1])),)),
        "contact": reader.contact,
        "add_contact": lambda v: reader.contact(f"={v}"),
        "remove_contact": reader.removed_contact,
    }
    left = {name: list(given[name]) for name in OPERATIONS}
    return [makers[name](left[name].pop(0)) for name in order]


def _tag(text: str) -> str:
    if not text.strip() or "," in text:
        raise Failure("usage", f"“{text}” isn't a keyword.")
    return text.strip()


class _Reader:
    """Reads operations from words, by the schema."""

    def __init__(self, workspace: Workspace, given: dict[str, Any]) -> None:
        self._workspace = workspace
        self._schema = workspace.schema()
        self._match = "regex" if given["regex"] else "whole" if given["whole"] else "substring"
        self._ignore_case = bool(given["ignore_case"])
        if given["regex"] and given["whole"]:
            raise Failure("usage", "Use either --regex or --whole, not both.")

    def path(self, text: str) -> FieldPath:
        from bcdc_desktop.app.bulk.steps import schema_with
        from bcdc_desktop.domain.bulk_operations import FieldPath, UnknownField

        try:
            return FieldPath.parse(text, schema_with(self._workspace, text))
        except UnknownField as error:
            said = unknown(text, error.known) if error.known else str(error)
            raise Failure("invalid", f"Nothing was planned. {error}", {text: [said]}) from None

    def assignment(self, word: str, *, if_empty: bool) -> Operation:
        from bcdc_desktop.app.bulk.steps import schema_with
        from bcdc_desktop.app.records.create import with_organization_ids
        from bcdc_desktop.domain.bulk_operations import SetValue

        text, equals, value = word.partition("=")
        if not equals or not text:
            raise Failure("usage", f"“{word}” isn't in the form FIELD=VALUE.")
        path = self.path(text.strip())
        field = path.field(schema_with(self._workspace, str(path)))
        values = read_assignments([f"{field.name}={value}"], [field])
        values, wrong = with_organization_ids(self._workspace, values, [field])
        if wrong:
            raise Failure("invalid", "Nothing was planned: the organization doesn't exist.", wrong)
        return SetValue(path, values[field.name], if_empty)

    def replacement(self, words: tuple[str, str, str]) -> Operation:
        from bcdc_desktop.app.bulk.pattern import rewriter
        from bcdc_desktop.domain.bulk_operations import Match, ReplaceText

        text, old, new = words
        match: Match = self._match  # type: ignore[assignment]
        rewrite = rewriter(old, new, match, ignore_case=self._ignore_case)
        return ReplaceText(self.path(text), old, new, rewrite, match, self._ignore_case)

    def contact(self, word: str) -> EditContacts:
        from bcdc_desktop.app.records.create import with_organization_ids
        from bcdc_desktop.domain.bulk_operations import EditContacts, contact_field

        old, equals, text = word.partition("=")
        if not equals:
            raise Failure("usage", f"“{word}” isn't in the form OLD_EMAIL=JSON.")
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Failure("invalid", f"“{text}” isn't valid JSON: {error}.") from None
        if not isinstance(values, dict) or not values:
            raise Failure("invalid", 'Enter the new contact as a JSON object, such as {"email": "new@example.ca"}.')
        group = contact_field(self._schema)
        names = [s.name for s in group.subfields] if group else ["name", "email"]
        wrong = {name: [unknown(name, names)] for name in values if name not in names}
        if wrong:
            raise Failure("invalid", "Nothing was planned: contacts have no such field.", wrong)
        if group is not None:
            rows, wrong = with_organization_ids(self._workspace, {group.name: [values]}, [group])
            if wrong:
                raise Failure("invalid", "Nothing was planned: the organization doesn't exist.", wrong)
            values = rows[group.name][0]
        return EditContacts(self._condition(old.strip(), names) if old.strip() else {}, values)

    def removed_contact(self, word: str) -> EditContacts:
        from bcdc_desktop.domain.bulk_operations import EditContacts, contact_field

        group = contact_field(self._schema)
        return EditContacts(self._condition(word, [s.name for s in group.subfields] if group else ["email"]), None)

    def _condition(self, text: str, names: Sequence[str]) -> dict[str, str]:
        """``someone@example.ca``, or ``role:owner``, or several of them with commas."""
        found: dict[str, str] = {}
        for part in text.split(","):
            name, colon, value = part.strip().partition(":")
            if colon and name in names:
                found[name] = value.strip()
            elif part.strip():
                found["email"] = part.strip()
        if not found:
            raise Failure("usage", "Enter the email address of the contact.")
        return found
