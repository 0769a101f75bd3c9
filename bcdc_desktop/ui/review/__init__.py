"""What is asked before anything is sent: the review of changes, and the choice where two people changed the same."""

from bcdc_desktop.ui.review.changes_dialog import ChangesDialog, Outcome
from bcdc_desktop.ui.review.conflict_dialog import ConflictDialog, ConflictOutcome

__all__ = ["ChangesDialog", "ConflictDialog", "ConflictOutcome", "Outcome"]
