"""Types of the rows that this computer stores, for the window and the commands: they never import ``store``."""

from bcdc_desktop.store.drafts import Part, StoredDraft
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.store.key_value import Seen
from bcdc_desktop.store.search.index import Order, PackageQuery
from bcdc_desktop.store.search.lists import Hit, HitPlace, PackageRow
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.templates import Template
from bcdc_desktop.store.uploads import ENDED, State, Upload, new_id

__all__ = [
    "ENDED", "Changed", "Hit", "HitPlace", "JournalEntry", "Order", "PackageQuery", "PackageRow", "Part",
    "Seen", "Sheet", "State", "StoredDraft", "Template", "Upload", "new_id",
]  # fmt: skip
