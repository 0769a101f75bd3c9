"""What makes a record better: advice while it is edited, the checklist before it is published, the tests of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .values import is_empty, split_tags

RECORD = ""  # the target of advice about the record itself
Standing = Literal["ok", "careful", "wrong", "unknown"]
Record = Mapping[str, Any]
"""A package as an action returns it or as a form holds it, or one of its resources."""
Test = Callable[[Record], bool]
Rules = Mapping[str, tuple[str, Test]]
"""Aspect (as ``missing:`` names it) -> the field to fill in, and whether a record has it. All of them make a record
complete; ``labels.aspect_label`` is what people read."""


@dataclass(frozen=True)
class Advice:
    """Advice that makes a record better.

    ``target`` is ``""`` for the record, else a resource's id; ``field`` names what to fill in. ``needed`` ones keep a
    record from being sent or published; the others are recommended. ``done`` is whether it is so already. ``aspect`` is
    the rule that decides it, empty where it goes beyond the rules.
    """

    target: str
    field: str
    label: str
    reason: str
    needed: bool
    done: bool
    aspect: str = ""


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist.

    ``key`` is stable: ``required``, ``contact``, ``resources``, ``links``, ``audience``, ``licence``. *wrong* keeps a
    record back, *careful* is for a person to decide, *unknown* could not be checked (links not checked yet).
    ``paths`` are places to go to: (target, field).
    """

    key: str
    label: str
    standing: Standing
    said: str = ""
    paths: tuple[tuple[str, str], ...] = ()


_DICTS = (dict, Mapping)  # that it is a dict is told at once, and there are many


def has_text(name: str) -> Test:
    """Return the test whether a field of a record holds any text."""
    return lambda record: bool(str(record.get(name) or "").strip())


def has_tags(record: Record) -> bool:
    """Return whether a record has a keyword, as an action gives it or as a form holds it."""
    return bool(split_tags(record["tag_string"] if "tag_string" in record else record.get("tags")))


def resources_of(record: Record) -> list[Record]:
    """Return the resources of a record."""
    listed = record.get("resources")
    return [r for r in listed if isinstance(r, _DICTS)] if isinstance(listed, list | tuple) else []


def has_description(resource: Record) -> bool:
    """Return whether a resource is described."""
    return not is_empty(resource.get("description"))


def has_resource(record: Record) -> bool:
    """Return whether a record has a resource."""
    return bool(resources_of(record))


def has_described_resources(record: Record) -> bool:
    """Return whether a record has resources, and all of them are described."""
    return has_resource(record) and all(map(has_description, resources_of(record)))
