"""The rules for the header: the file-based content guideline's "field names", and names that smell personal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bcdc_desktop.preflight.findings import Finding, Severity, shortened
from bcdc_desktop.preflight.personal_information import smells_personal
from bcdc_desktop.translation import tr

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


def column_labels(header: Sequence[str]) -> list[str | int]:
    """Return the name of each column in findings: its header where that is unique, else its position from 1."""
    counts = Counter(name.strip().casefold() for name in header)
    return [
        name if name.strip() and counts[name.strip().casefold()] == 1 else position
        for position, name in enumerate(header, 1)
    ]


def header_findings(header: Sequence[str], row: int) -> Iterator[tuple[int, Finding]]:
    """Return what is wrong with the names of columns, with each position from 1; at most one finding a name
    besides the one about personal information."""
    counts = Counter(name.strip().casefold() for name in header)
    for (position, name), label in zip(enumerate(header, 1), column_labels(header), strict=True):
        fault = _fault(name, counts)
        if fault is not None:
            severity, code, message = fault
            yield position, Finding(severity, code, row, label, shortened(name), message)
        if smells_personal(name):
            yield (
                position,
                Finding(
                    "warning",
                    "personal-information",
                    row,
                    label,
                    shortened(name),
                    tr(
                        "Check that “{name}” tells nothing about a person before this file becomes public.",
                        name=shortened(name, 40),
                    ),
                ),
            )


def is_good_name(name: str) -> bool:
    """Return whether a column's name keeps the guideline."""
    return _NAME.match(name) is not None


def tidy_name(name: str, position: int) -> str:
    """Return a name that keeps the guideline, close to ``name``."""
    tidy = re.sub(r"[^A-Za-z0-9]+", "_", name.strip()).strip("_")
    if not tidy:
        return f"column_{position}"
    return tidy if tidy[0].isalpha() else f"c_{tidy}"


def tidy_names(header: Sequence[str]) -> list[str]:
    """Return names that keep the guideline, each close to a column's and different from those before it."""
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    names = []
    for position, name in enumerate(header, 1):
        tidy = candidate = tidy_name(name, position)
        while candidate.casefold() in taken:
            numbers[tidy.casefold()] += 1
            candidate = f"{tidy}_{numbers[tidy.casefold()] + 1}"
        taken.add(candidate.casefold())
        names.append(candidate)
    return names


def _fault(name: str, counts: Counter[str]) -> tuple[Severity, str, str] | None:
    shown = shortened(name.strip(), 40)
    if not name.strip():
        return "error", "header-empty", tr("Give this column a name: its header cell is empty.")
    if counts[name.strip().casefold()] > 1:
        message = tr("Rename one of the columns called “{name}”: each name may occur once.", name=shown)
        return "error", "header-duplicate", message
    if any(space in name for space in " \t\r\n\u00a0"):
        message = tr("Write “{name}” without spaces, for example {example}.", name=shown, example=tidy_name(name, 1))
        return "warning", "header-spaces", message
    if not re.match(r"[A-Za-z]", name):
        return (
            "warning",
            "header-start",
            tr("Start the name “{name}” with a letter, for example {example}.", name=shown, example=tidy_name(name, 1)),
        )
    if not _NAME.match(name):
        return (
            "warning",
            "header-characters",
            tr(
                "Write “{name}” with letters, digits and underscores only, for example {example}.",
                name=shown,
                example=tidy_name(name, 1),
            ),
        )
    return None
