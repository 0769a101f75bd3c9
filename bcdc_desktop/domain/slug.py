"""The URL name of a record made from its title."""

from __future__ import annotations

from slugify import slugify

NAME_LENGTH = 100  # characters; CKAN's PACKAGE_NAME_MAX_LENGTH


def slug_from_title(title: str) -> str:
    """Return a name of at most 100 small letters, digits and hyphens; at least two characters, as CKAN asks."""
    name: str = slugify(title, max_length=NAME_LENGTH, word_boundary=True) or slugify(title, max_length=NAME_LENGTH)
    return name if len(name) >= 2 else f"{name}-record".strip("-")
