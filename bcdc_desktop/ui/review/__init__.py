"""Dialogs before anything is sent: the review of changes, and the resolution of conflicts with other people's."""

from bcdc_desktop.ui.review.changes_dialog import ChangesDialog, Outcome
from bcdc_desktop.ui.review.conflict_dialog import ConflictDialog, ConflictOutcome

__all__ = ["ChangesDialog", "ConflictDialog", "ConflictOutcome", "Outcome"]
