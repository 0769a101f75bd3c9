"""The kinds of fields: one table, which says for each how values are compared, written, read and checked, and what
edits them. Forms, ``bcdc``, bulk changes, spreadsheets, data quality and search ask it through ``domain.values``."""

from ..schema import FieldKind
from .base import KINDS, Kind, field_problems, kind_of
from .dates import DateKind, DateTimeKind, PartialDateKind, ZonedDateTimeKind
from .lists import ListKind, MembershipsKind, MultichoiceKind, NumbersKind, TagsKind
from .structures import ExtrasKind, JsonKind, RowsKind, TranslatedKind, TranslatedMarkdownKind, TranslatedTagsKind
from .text import (
    AreaKind,
    ChoiceKind,
    EmailKind,
    FileKind,
    IntegerKind,
    LicenceKind,
    LinkKind,
    MarkdownKind,
    OrganizationKind,
    OtherKind,
    SlugKind,
    StateKind,
    TextKind,
)

__all__ = ["KINDS", "Kind", "field_problems", "kind_of"]

KINDS.update(
    {
        FieldKind.TEXT: TextKind(),
        FieldKind.AREA: AreaKind(),
        FieldKind.MARKDOWN: MarkdownKind(),
        FieldKind.CHOICE: ChoiceKind(),
        FieldKind.MULTICHOICE: MultichoiceKind(),
        FieldKind.TEXTS: ListKind(),
        FieldKind.NUMBERS: NumbersKind(),
        FieldKind.INTEGER: IntegerKind(),
        FieldKind.LINK: LinkKind(),
        FieldKind.EMAIL: EmailKind(),
        FieldKind.DATE: DateKind(),
        FieldKind.DATETIME: DateTimeKind(),
        FieldKind.ZONED_DATETIME: ZonedDateTimeKind(),
        FieldKind.PARTIAL_DATE: PartialDateKind(),
        FieldKind.JSON: JsonKind(),
        FieldKind.GROUPS: RowsKind(),
        FieldKind.GROUP: RowsKind(),
        FieldKind.EXTRAS: ExtrasKind(),
        FieldKind.MEMBERSHIPS: MembershipsKind(),
        FieldKind.TRANSLATED_TEXT: TranslatedKind(),
        FieldKind.TRANSLATED_MARKDOWN: TranslatedMarkdownKind(),
        FieldKind.TRANSLATED_TAGS: TranslatedTagsKind(),
        FieldKind.TAGS: TagsKind(),
        FieldKind.SLUG: SlugKind(),
        FieldKind.ORGANIZATION: OrganizationKind(),
        FieldKind.LICENCE: LicenceKind(),
        FieldKind.STATE: StateKind(),
        FieldKind.FILE: FileKind(),
        FieldKind.OTHER: OtherKind(),
    }
)
