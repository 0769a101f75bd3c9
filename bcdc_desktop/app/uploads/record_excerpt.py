"""The records around a finding, read from the file when they lie below the preview."""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import dataclass

from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.preflight.file_content import open_content
from bcdc_desktop.preflight.findings import Finding
from bcdc_desktop.preflight.record_reader import careful_records

from ..progress import CancelToken

_AROUND = 2  # records before and after
_CHECK_EVERY = 5000  # records between two checks of the token


@dataclass(frozen=True)
class RecordExcerpt:
    """Some records of a table, the first of which is number ``first`` (the header being 1)."""

    first: int
    records: tuple[tuple[str, ...], ...]

    def holds(self, row: int) -> bool:
        """Return whether a record is among them."""
        return self.first <= row < self.first + len(self.records)


def head(check: CheckResult) -> RecordExcerpt:
    """Return the first records without the header."""
    return RecordExcerpt(check.header_row + 1, check.preview[check.header_row :])


def top(check: CheckResult) -> RecordExcerpt:
    """Return the first records with the lines above the header."""
    return RecordExcerpt(1, check.preview)


def around(check: CheckResult, finding: Finding, token: CancelToken) -> RecordExcerpt:
    """Return the records around a finding. For a worker.

    Raises:
        Cancelled: the token was cancelled.
        OSError: the file can no longer be read.
        ValueError: it cannot be read as records there.
    """
    try:
        return _around(check, finding, token)
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _around(check: CheckResult, finding: Finding, token: CancelToken) -> RecordExcerpt:
    row = finding.row or check.header_row + 1
    first = max(check.header_row + 1, row - _AROUND)
    with (
        open_content(check.path) as content,
        io.TextIOWrapper(content, encoding=check.encoding or "utf-8", errors="replace", newline="") as file,
    ):
        records = careful_records((line.replace("\0", "\ufffd") for line in file), check.delimiter or ",")
        passed = 0
        while passed < first - 1:
            step = min(_CHECK_EVERY, first - 1 - passed)
            if len(list(itertools.islice(records, step))) < step:
                break
            passed += step
            token.check()
        found = list(itertools.islice(records, 2 * _AROUND + 1))
    return RecordExcerpt(first, tuple(tuple(record) for record in found))
