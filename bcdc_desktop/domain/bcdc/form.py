"""BCDC's fields in groups: the sections of a form, and what a new record takes over from another one.

The schema says the order and knows no sections; these are put under a heading where one subject ends and another
begins. A resource has few enough fields to need none.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcdc_desktop.translation import tr

from ..schema import Field
from .fields import (
    CONTACTS,
    DATA_QUALITY,
    DATES,
    DOWNLOAD_AUDIENCE,
    LINEAGE,
    METADATA_VISIBILITY,
    MORE_INFO,
    PUBLISH_STATE,
    PURPOSE,
    REPLACEMENT,
    SECURITY_CLASS,
    STATUS,
    SUPPORT,
    VIEW_AUDIENCE,
)

OWN = frozenset({PUBLISH_STATE, DATES, REPLACEMENT})
"""Of a record that becomes another one: what is its own and never carried over."""

DECIDED = frozenset({STATUS})
"""What is decided for each new record separately, whatever other records of the organization have."""

CARRIED = {
    "contacts": (CONTACTS, SUPPORT),
    "access": (SECURITY_CLASS, VIEW_AUDIENCE, DOWNLOAD_AUDIENCE, METADATA_VISIBILITY),
    "texts": (PURPOSE, DATA_QUALITY, LINEAGE),
    "more": (MORE_INFO,),
}
"""Group of fields that are carried over together -> BCDC's fields in it, besides those of CKAN itself."""


def has_sections(fields: Sequence[Field]) -> bool:
    """Return whether the fields are those of BCDC's records."""
    return {SECURITY_CLASS, CONTACTS} <= {f.name for f in fields}


def headings() -> dict[str, tuple[str, str]]:
    """Return the field that a section begins with -> the section's name, the same in each language, and its title."""
    return {
        "title": ("About", tr("About")),
        CONTACTS: ("Contacts", tr("Contacts")),
        PURPOSE: ("Background", tr("Background")),
        SECURITY_CLASS: ("Access", tr("Access")),
        "tag_string": ("Keywords, dates and status", tr("Keywords, dates and status")),
    }
