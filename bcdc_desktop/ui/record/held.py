"""All that was changed about a record, in memory as a draft has it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.work.drafting import file_value
from bcdc_desktop.work.edits import Edits


@dataclass
class Held:
    """All that was changed, as a draft has it."""

    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)
    new: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    order: list[str] | None = None

    @classmethod
    def of(cls, draft: Draft | None) -> Held:
        """What a stored draft holds."""
        if draft is None:
            return cls()
        return cls(
            {t: dict(v) for t, v in draft.edits.items()},
            sorted(draft.deletions),
            {i: dict(v) for i, v in draft.new_resources.items()},
            {i: dict(v) for i, v in draft.files.items()},
            None if draft.order is None else list(draft.order),
        )

    @classmethod
    def of_edits(cls, edits: Edits) -> Held:
        """What is to be saved, as a draft holds it."""
        return cls(
            {t: dict(v) for t, v in edits.fields.items()},
            sorted(edits.deletions),
            {i: dict(v) for i, v in edits.new_resources.items()},
            {i: file_value(f) for i, f in edits.files.items()},
            None if edits.order is None else list(edits.order),
        )

    def copy(self) -> Held:
        """The same, for keeping while this one goes on."""
        return deepcopy(self)

    def __bool__(self) -> bool:
        return bool(self.edits or self.deletions or self.new or self.files or self.order)
