"""Which section of the guide fits where the cursor is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

FIRST = "first-steps-on-the-practice-catalogue"

# the object name of a widget -> the section about what is in it
TOPICS = {
    "catalogueButton": FIRST,
    "accountButton": "signing-in",
    "signInDialog": "signing-in",
    "addCatalogueDialog": "signing-in",
    "removeCatalogueDialog": "signing-in",
    "catalogueSettings": "uploads",
    "packageSearch": "finding-a-record",
    "orgFilter": "finding-a-record",
    "orgTree": "finding-a-record",
    "facetTree": "finding-a-record",
    "nameSearchDialog": "views-and-lists",
    "packageTable": "views-and-lists",
    "exportDialog": "views-and-lists",
    "healthDialog": "data-quality",
    "compareDialog": "comparing-two-catalogues",
    "resourceTable": "editing-a-resource",
    "resourceForm": "editing-a-resource",
    "setForAllDialog": "editing-a-record",
    "packageForm": "editing-a-record",
    "advicePopup": "editing-a-record",
    "changesView": "editing-a-resource",
    "draftsPane": "drafts",
    "newRecordDialog": "a-new-record",
    "conflictChangesView": "when-someone-else-changed-the-record",
    "lostUpdatesDialog": "when-your-changes-were-overwritten",
    "overwrittenList": "when-your-changes-were-overwritten",
    "publishDialog": "publishing",
    "waitingList": "publishing",
    "journalDialog": "journal-and-undo",
    "uploadSheet": "adding-files",
    "mendDialog": "adding-files",
    "uploadsDialog": "uploads",
    "uploadsButton": "uploads",
    "keptDialog": "where-your-data-is-stored",
    "connectionLabel": "working-offline",
    "shortcutsDialog": "keyboard",
    "commandPalette": "keyboard",
    "fieldFinder": "keyboard",
}


def topic_of(widget: QWidget | None) -> str:
    """Return the anchor of the section about a widget, or about what it lies in; else of the first steps."""
    while widget is not None:
        if widget.objectName() in TOPICS:
            return TOPICS[widget.objectName()]
        widget = widget.parentWidget()
    return FIRST
