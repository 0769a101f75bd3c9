"""Labels that several parts of the program show: of what a record lacks, and of how late its data is."""

from __future__ import annotations

from bcdc_desktop.translation import tr


def aspect_label(aspect: str) -> str:
    """Return what people read for an aspect of a complete record (a key of ``quality.RULES``)."""
    labels = {
        "description": tr("Description"),
        "purpose": tr("Purpose"),
        "quality": tr("Data quality"),
        "lineage": tr("Lineage"),
        "licence": tr("Licence"),
        "tag": tr("Keywords"),
        "contact": tr("Contact"),
        "resource": tr("Resources"),
        "resource-description": tr("Resource descriptions"),
        "columns": tr("Column descriptions"),
        "required": tr("Required fields"),
        "format": tr("Formats"),
    }
    return labels.get(aspect, aspect)


def lateness_label(lateness: str) -> str:
    """Return what people read for how late the data of a record is, by its own update cycle.

    Args:
        lateness: ``current``, ``late`` (up to 3 months), ``later`` (up to a year), ``latest``, or ``none`` (no cycle).
    """
    labels = {
        "current": tr("Up to date"),
        "late": tr("Up to 3 months overdue"),
        "later": tr("Up to a year overdue"),
        "latest": tr("More than a year overdue"),
        "none": tr("No update cycle"),
    }
    return labels.get(lateness, lateness)
