"""Which organizations a text means: in a search (``org:forests``) and on the command line."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from ..organization import Organization, OrganizationTree
from .highlight import folded

_WORDS = re.compile(r"[^\W_]+")
_KNOWN: WeakKeyDictionary[OrganizationTree, list[tuple[Organization, list[str]]]] = WeakKeyDictionary()


def organizations_named(tree: OrganizationTree, text: str) -> list[Organization]:
    """Return the organization of that id or name, or else those that have every word of the text in their title or
    name.

    A word may be the beginning of one. Empty where none is meant.
    """
    exact = tree.get(text) or tree.get(text.casefold())
    if exact is not None:
        return [exact]
    wanted = _WORDS.findall(folded(text))
    if not wanted:
        return []
    return [
        organization
        for organization, held in words_of(tree)
        if all(any(word.startswith(w) for word in held) for w in wanted)
    ]


def words_of(tree: OrganizationTree) -> list[tuple[Organization, list[str]]]:
    """Return the words by which each organization is found, made once for a tree: thousands of titles take a while."""
    known = _KNOWN.get(tree)
    if known is None:
        known = [(o, _WORDS.findall(folded(f"{o.title} {o.name}"))) for o in tree]
        _KNOWN[tree] = known
    return known
