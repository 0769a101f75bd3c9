"""Which organizations a text means: in a search (``org:forests``) and on the command line."""

from __future__ import annotations

import re

from .marks import folded
from .organization import Organization, OrganizationTree

_WORDS = re.compile(r"[^\W_]+")


def organizations_named(tree: OrganizationTree, text: str) -> list[Organization]:
    """The organization of that id or name, or else those that have every word of the text in their title or name.

    A word may be the beginning of one. Empty where none is meant.
    """
    exact = tree.get(text) or tree.get(text.casefold())
    if exact is not None:
        return [exact]
    wanted = _WORDS.findall(folded(text))
    if not wanted:
        return []
    found = []
    for organization in tree:
        held = _WORDS.findall(folded(f"{organization.title} {organization.name}"))
        if all(any(word.startswith(w) for word in held) for w in wanted):
            found.append(organization)
    return found
