"""Types of the rows that this computer stores, for the window and the commands: they never import ``store``."""

from bcdc_desktop.store.cache import Cache, Hit, Order, PackageQuery, PackageRow, Seen
from bcdc_desktop.store.drafts import Part, StoredDraft
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.store.search.hits import HitPlace
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.templates import Template
from bcdc_desktop.store.uploads import ENDED, State, Upload, new_id

__all__ = [
    "ENDED", "Cache", "Changed", "Hit", "HitPlace", "JournalEntry", "Order", "PackageQuery", "PackageRow", "Part",
    "Seen", "Sheet", "State", "StoredDraft", "Template", "Upload", "new_id",
]  # fmt: skip
