"""What is still to be sent of a draft after a save: what the save left, and what was changed while it was under way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcdc_desktop.domain.changes import diff
from bcdc_desktop.domain.values import read_value

from .desk import Desk
from .drafting import edits_of, keep_edits
from .edits import Edits, fields_of, part


def remaining(desk: Desk, now: Edits, sent: Edits, left: Edits) -> Edits:
    """The edits that are still to be sent, upon the record as it is on the server now.

    Args:
        now: all that the draft holds by now.
        sent: what went out; the draft may have been changed since.
        left: what of it did not arrive (nothing, as a rule), upon the record as it is now.
    """
    waiting = {i: v for i, v in now.new_resources.items() if i not in sent.new_resources or i in left.new_resources}
    # added, sent, and taken out again meanwhile; what was made again after somebody deleted it was never added here
    known = {*now.new_resources, *left.new_resources, *now.targets, *(r["id"] for r in now.base.get("resources") or ())}
    taken_out = [i for i in sent.new_resources if i not in known]
    wanted = {i for i in now.deletions if i not in sent.deletions or i in left.deletions}
    fields: dict[str, dict[str, Any]] = {}
    for target in dict.fromkeys([*now.fields, *now.new_resources, *sent.fields, *left.fields]):
        if target not in waiting and target not in taken_out:
            values = _values(desk, target, now, sent, left)
            base = part(left.base, target) or {}
            found = diff(base, values, fields_of(desk, target, values))
            fields[target] = {c.name: c.after for c in found if c.field.applies({**base, **values})}
    rest = Edits(
        left.base,
        {target: values for target, values in fields.items() if values},
        [*sorted(wanted), *taken_out],
        waiting,
        {i: f for i, f in now.files.items() if sent.files.get(i) != f or i in left.files},
    )
    rest.order = _order(now, sent, rest) if now.order != sent.order else left.order
    return rest


def keep_remaining(desk: Desk, sent: Edits, left: Edits) -> None:
    """Makes what is still to be sent the draft of the record, in the place of the stored one; nothing ends it.

    Args:
        sent: as for ``remaining``.
        left: as for ``remaining``.
    """
    with desk.store.work_transaction():
        draft = desk.store.drafts.get(sent.package_id)
        if draft is not None:
            keep_edits(desk, remaining(desk, edits_of(draft), sent, left))


def _values(desk: Desk, target: str, now: Edits, sent: Edits, left: Edits) -> dict[str, Any]:
    """The fields of a part that is on the server: what was changed since, over what did not arrive."""
    mine, gone = _meant(now, target), _meant(sent, target)
    values = {n: v for n, v in left.fields.get(target, {}).items() if n in mine}
    values |= {n: v for n, v in mine.items() if n not in gone or gone[n] != v}
    before: Mapping[str, Any] = part(sent.base, target) or {}
    known = sent.fields.get(target, {}) if target not in now.new_resources else gone
    put_back = {n: None for n in known if n not in mine}
    return values | {f.name: read_value(before, f) for f in fields_of(desk, target, put_back) if f.name in put_back}


def _meant(edits: Edits, target: str) -> dict[str, Any]:
    return {**edits.new_resources.get(target, {}), **edits.fields.get(target, {})}


def _order(now: Edits, sent: Edits, rest: Edits) -> list[str] | None:
    """The order that is wanted by now; None where it is as it would be without a word."""
    there = [str(r["id"]) for r in rest.base.get("resources") or ()]
    natural = [*there, *(i for i in rest.new_resources if i not in there)]
    before = [str(r["id"]) for r in sent.base.get("resources") or ()]
    wanted = [i for i in now.order or [*before, *now.new_resources] if i in natural]
    wanted += [i for i in natural if i not in wanted]
    return None if wanted == natural else wanted
