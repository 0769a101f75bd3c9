"""Who can see a record, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bcdc_desktop.translation import tr


class Audience(StrEnum):
    """Who can see a record."""

    EVERYONE = "everyone"
    LINK = "link"  # everyone who has its address; search does not list it
    ORGANIZATION = "organization"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Effect:
    """What a state of a record means for others.

    ``visible`` says who sees the record, ``mailed`` who gets an email; both are sentences, ``mailed`` may be empty.
    ``public`` is whether everyone sees it.
    """

    visible: str
    mailed: str
    public: bool


def said_of(audience: Audience, organization: str = "") -> str:
    """Return who can see a record, as a sentence.

    Args:
        organization: its title; a record of none is its organization's.
    """
    match audience:
        case Audience.EVERYONE:
            return tr("Anyone can see this record.")
        case Audience.LINK:
            return tr("Anyone with the link can see this record, although search doesn't list it.")
        case Audience.ORGANIZATION if organization:
            return tr("Only members of {organization} can see this record.", organization=organization)
        case Audience.ORGANIZATION:
            return tr("Only members of its organization can see this record.")
        case _:
            return tr("It isn't known who else can see this record.")


def promised(audience: Audience, organization: str = "") -> str:
    """Return who will be able to see a record once a change is sent, as a sentence."""
    match audience:
        case Audience.EVERYONE:
            return tr("Anyone will be able to see this record.")
        case Audience.LINK:
            return tr("Anyone with the link will be able to see this record, although search won't list it.")
        case Audience.ORGANIZATION if organization:
            return tr("Only members of {organization} will be able to see this record.", organization=organization)
        case Audience.ORGANIZATION:
            return tr("Only members of its organization will be able to see this record.")
        case _:
            return tr("Others may be able to see this record with its link. You will be told when it is done.")


def is_private(package: Mapping[str, Any]) -> bool:
    """Return whether CKAN itself keeps a record to its organization."""
    return str(package.get("private")).lower() == "true" or package.get("state") in ("draft", "deleted")
