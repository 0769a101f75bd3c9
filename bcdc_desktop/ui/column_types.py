"""The types of columns in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_TEXTS = frozenset({"string", "text", "varchar", "bpchar", "name", "uuid"})
_INTEGERS = frozenset({"integer", "int", "int2", "int4", "int8", "smallint", "bigint", "serial"})
_NUMBERS = frozenset(
    {"number", "numeric", "decimal", "float", "float4", "float8", "real", "double", "double precision"}
)
_YES_NO = frozenset({"boolean", "bool"})
_TIMES = frozenset({"datetime", "timestamp", "timestamptz"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("ColumnTypes", text)


def column_type_label(type: str) -> str:
    """Return what a type of Table Schema, or of the DataStore (PostgreSQL), is called; an unknown one as it is."""
    known = type.strip().lower()
    for names, label in (
        (_TEXTS, _tr("text")),
        (_INTEGERS, _tr("whole number")),
        (_NUMBERS, _tr("number")),
        (_YES_NO, _tr("yes or no")),
        (_TIMES, _tr("date and time")),
        ({"date"}, _tr("date")),
        ({"time", "timetz"}, _tr("time")),
        ({"year"}, _tr("year")),
        ({"yearmonth"}, _tr("year and month")),
        ({"any"}, _tr("any value")),
    ):
        if known in names:
            return label
    return type
