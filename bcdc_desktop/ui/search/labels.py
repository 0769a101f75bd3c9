"""Conditions of a search as people read them: the schema's labels, titles of organizations, names of facets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.rows import HitPlace
from bcdc_desktop.domain.bcdc.fields import KIND
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.publishing import Visibility, state_field, visibility_label
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.search.organization_search import organizations_named
from bcdc_desktop.domain.search.query import Piece
from bcdc_desktop.domain.search.query_edit import same_value
from bcdc_desktop.ui.widgets.text import labelled

_CASE = frozenset({"format"})  # written in capitals


def _tr(text: str) -> str:
    return QCoreApplication.translate("Search", text)


def format_field(field: str) -> str:
    """Return what a field of the search language, or a facet, is called."""
    names = {
        "org": _tr("Organization"),
        "organization": _tr("Organization"),
        "state": _tr("State"),
        "format": _tr("Format"),
        "type": _tr("Type"),
        "tag": _tr("Keyword"),
        "licence": _tr("Licence"),
        "modified": _tr("Modified"),
        "created": _tr("Created"),
        "due": _tr("Update due"),
        "has": _tr("Has"),
        "missing": _tr("Missing"),
        "is": _tr("Is"),
        "title": _tr("Title"),
        "notes": _tr("Description"),
        "column": _tr("Column"),
    }
    return names.get(field, field)


def format_hit(place: HitPlace) -> str:
    """Return where a record was found, as people read it."""
    match place:
        case "title":
            return _tr("title")
        case "column":
            return _tr("column")
        case "tag":
            return _tr("keyword")
        case "resource":
            return _tr("resource")
        case "notes":
            return _tr("description")
        case "name":
            return _tr("name")
        case "id":
            return _tr("ID")


class ValueFormatter:
    """Knows what people read for a value. ``licences`` maps an id to a title."""

    def __init__(self) -> None:
        self.schema: DatasetSchema | None = None
        self.tree = OrganizationTree([])
        self.licences: dict[str, str] = {}

    def value(self, field: str, value: str, label: str = "") -> str:
        """Return a value of a field; ``label`` is what the catalogue itself says."""
        if field in ("org", "organization"):
            named = organizations_named(self.tree, value) if not label else []
            return named[0].title if len(named) == 1 else label or value
        if field == "licence":
            return self._licence(value) or label or value
        if field == "state":
            shown = next((v for v in Visibility if same_value(v, value)), None)
            states = state_field(self.schema) if self.schema else None
            if shown is not None and not any(same_value(c.value, value) for c in (states.choices if states else ())):
                return visibility_label(shown)
            return self._choice(states, value, label)
        if field == "type":
            return self._choice(self.schema.resource_field(KIND) if self.schema else None, value, label)
        if field in _CASE:
            return (label or value).upper()
        return (label or value).replace("-", " ") if field in ("has", "missing", "is") else label or value

    def _licence(self, value: str) -> str:
        """Return the title of a licence. A search has its id without the hyphens: ``cc by`` is ``cc-by``."""
        known = self.licences.get(value)
        return known or next((title for id_, title in self.licences.items() if same_value(id_, value)), "")

    def piece(self, piece: Piece) -> str:
        """Return a condition: ``State: Draft or Published``, ``not Format: CSV``."""
        values = [self.value(piece.field, v) for v in piece.values]
        said = _tr(" or ").join(values)
        if piece.field in ("has", "missing", "is"):
            text = f"{format_field(piece.field)} {said}"
        else:
            text = labelled(format_field(piece.field), said)
        return _tr("not %1").replace("%1", text) if piece.negated else text

    @staticmethod
    def _choice(field: object, value: str, label: str) -> str:
        for choice in getattr(field, "choices", ()):
            if same_value(choice.value, value) and choice.label != choice.value:
                return str(choice.label)
        return (label or value).capitalize().replace("_", " ")
