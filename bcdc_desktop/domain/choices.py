"""Choices that are not in the schema but in the catalogue: organizations, licences, keywords."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .schema import Choice, Field
from .value_labels import TitledChoices


class ChoiceSource(TitledChoices, Protocol):
    """What a form offers. It answers at once, from what is known on this computer; empty where nothing is known yet."""

    def tags(self, prefix: str) -> list[str]:
        """Return keywords in use that begin with ``prefix``, best first."""

    def ask_for_tags(self, prefix: str, answered: Callable[[], object]) -> None:
        """Ask elsewhere for more keywords that begin so.

        What is found, ``tags`` returns from then on, and ``answered`` is called in the GUI thread.
        """


class NoChoices:
    """A source that knows nothing; values are shown as they are."""

    def organizations(self) -> list[Choice]:
        """Return none."""
        return []

    def writable_organizations(self) -> list[Choice]:
        """Return none."""
        return []

    def licences(self) -> list[Choice]:
        """Return none."""
        return []

    def tags(self, prefix: str) -> list[str]:
        """Return none."""
        return []

    def ask_for_tags(self, prefix: str, answered: Callable[[], object]) -> None:
        """Ask nobody."""


def organizations_for(field: Field, source: ChoiceSource) -> list[Choice]:
    """Return what an organization field offers: the record's owner must be writable, a contact's may be any."""
    if field.raw.get("form_snippet") == "organization.html":
        return source.writable_organizations()
    return source.organizations()
