"""A command of the window: an action of the menus, where it stands there, and why it cannot be used at the moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True)
class Command:
    """An action; ``menus`` are the titles of the menus that it is in, from the menu bar on.

    ``reason`` returns why it cannot be used at the moment, in a sentence; nothing where it can. ``anywhere`` is False
    where it is about what the cursor is in, so that it makes no sense in a list of all commands.
    """

    action: QAction
    menus: tuple[str, ...]
    reason: Callable[[], str]
    anywhere: bool = True

    @property
    def title(self) -> str:
        """The text of the action, without the mark of its letter."""
        return plain(self.action.text())

    @property
    def keys(self) -> list[str]:
        """The keys that call it, as this system writes them."""
        return [k.toString(QKeySequence.SequenceFormat.NativeText) for k in self.action.shortcuts()]


def plain(text: str) -> str:
    """Return the text of a menu without the marks of letters."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
