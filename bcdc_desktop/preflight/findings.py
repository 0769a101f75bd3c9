"""Findings in a file, their severities, and the log that collects them in bounded memory."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "advice"]

KEPT_PER_CODE = 100
"""So many findings of one code are kept with their places; the others are only counted."""

LONGEST_VALUE = 120
"""Longer cell values are cut in a finding, so that a broken file cannot fill the screen or the memory."""


class CheckCancelled(Exception):
    """The check was stopped by its caller; nothing is wrong with the file."""


@dataclass(frozen=True)
class Finding:
    """One thing to know about a file before it is uploaded.

    ``row`` counts records from 1, the first record of the file (normally the header) being 1; it is None when the
    finding is about the whole file. ``column`` is the header's name, or the position from 1 where the name is missing
    or not unique. ``message`` is one sentence on what to do.
    """

    severity: Severity
    code: str
    row: int | None
    column: str | int | None
    value: str | None
    message: str

    def to_json(self) -> dict[str, Any]:
        """Return the six keys of ``bcdc check --json``."""
        return {
            "severity": self.severity,
            "code": self.code,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


def shortened(value: str, limit: int = LONGEST_VALUE) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"


_Place = tuple[int, int]


class FindingLog:
    """Collects findings: the first ``KEPT_PER_CODE`` of each code by place in the file, and the count of all.

    Which findings are kept does not depend on the order in which they arrive, so a check gives the same result
    however the file was cut into blocks. Findings may be added, and asked for, in several threads.
    """

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[_Place, Finding]]] = {}
        self._counts: Counter[str] = Counter()
        self._per_code: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, finding: Finding, position: int = 0) -> None:
        """Take a finding; ``position`` is its column's position from 1, by which findings of one row are sorted."""
        with self._lock:
            self._counts[finding.severity] += 1
            self._per_code[finding.code] += 1
            kept = self._kept.setdefault(finding.code, [])
            kept.append(((finding.row or 0, position), finding))
            if len(kept) >= 2 * KEPT_PER_CODE:
                self._trim(kept)

    def count(self, severity: Severity, code: str, number: int) -> None:
        """Count findings that are not listed, because enough of their kind are."""
        if number <= 0:
            return
        with self._lock:
            self._counts[severity] += number
            self._per_code[code] += number

    def findings(self) -> tuple[Finding, ...]:
        """Return the kept findings, those about the whole file first, then by row and column."""
        everything: list[tuple[_Place, Finding]] = []
        with self._lock:
            for kept in self._kept.values():
                self._trim(kept)
                everything.extend(kept)
        everything.sort(key=lambda item: (item[0], item[1].code))
        return tuple(finding for _, finding in everything)

    def counts(self) -> Mapping[str, int]:
        """Return how many findings of each severity there are, the ones that are not kept included."""
        with self._lock:
            return {severity: self._counts[severity] for severity in ("error", "warning", "advice")}

    def code_counts(self) -> Mapping[str, int]:
        """Return how many findings of each code there are, the ones that are not kept included."""
        with self._lock:
            return dict(self._per_code)

    @staticmethod
    def _trim(kept: list[tuple[_Place, Finding]]) -> None:
        kept.sort(key=lambda item: item[0])
        del kept[KEPT_PER_CODE:]
