"""Templates for new records: fields that many records have in common."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import orjson

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE templates (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, fields TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL
    ) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Template:
    """One template: a name for people and package fields. Times are seconds since the epoch."""

    name: str
    fields: Mapping[str, Any]
    id: str = field(default_factory=lambda: str(uuid4()))
    created: float = field(default_factory=time.time)
    updated: float = field(default_factory=time.time)


class Templates:
    """Reads and writes templates; writes are told on the bus as drafts."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def put(self, template: Template) -> None:
        """Add a template, or changes the one of its id."""
        with self._db.transaction() as write:
            write.execute(
                "INSERT INTO templates VALUES (?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
                "fields = excluded.fields, updated = excluded.updated",
                (
                    template.id,
                    template.name,
                    orjson.dumps(template.fields).decode(),
                    template.created,
                    timestamp(),
                ),
            )
        self._bus.publish(Changed("drafts"))

    def get(self, template_id: str) -> Template | None:
        """Return one template."""
        row = self._db.row("SELECT * FROM templates WHERE id = ?", (template_id,))
        return _template(row) if row else None

    def all(self) -> list[Template]:
        """Return all templates by name."""
        return [_template(r) for r in self._db.rows("SELECT * FROM templates ORDER BY name COLLATE NOCASE, id")]

    def remove(self, template_id: str) -> None:
        """Forget a template."""
        with self._db.transaction() as write:
            write.execute("DELETE FROM templates WHERE id = ?", (template_id,))
        self._bus.publish(Changed("drafts"))


def _template(row: Any) -> Template:
    return Template(row["name"], orjson.loads(row["fields"]), row["id"], row["created"], row["updated"])
