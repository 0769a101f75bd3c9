"""Keep the fields that are sent beside files small enough for a form: CKAN 2.11 refuses more than 500 kB of them.

What is read from the file itself is left out first, as it can be made again from the file; what a person wrote is
never left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from bcdc_desktop.catalogue.revise import FORM_LIMIT
from bcdc_desktop.domain.bcdc.fields import DICTIONARY, TABLE_SCHEMA
from bcdc_desktop.preflight.data_dictionary import has_dictionary, without_dictionary
from bcdc_desktop.preflight.table_schema import STATISTICS_KEY, as_schema
from bcdc_desktop.translation import tr

LeftOut = Literal["statistics", "dictionary", "columns"]
BATCH_LIMIT = FORM_LIMIT * 4 // 5  # bytes of the fields of all files of a batch; ids and names of parts need the rest
FILE_LIMIT = BATCH_LIMIT * 3 // 4  # bytes of the fields of one file
_OF_A_FIELD = 60  # bytes around a field's name and value


def form_size(fields: Mapping[str, Any]) -> int:
    """Return the bytes that a resource's fields take in a form: nested values are text in JSON, which is JSON too."""
    total = 0
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        total += len(json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass")) + len(name) + _OF_A_FIELD
    return total


def fit_form(fields: Mapping[str, Any], limit: int = FILE_LIMIT) -> tuple[dict[str, Any], tuple[LeftOut, ...]]:
    """Return a resource's fields so that they fit into a form, and what had to be left out of them: the counts and
    extremes of the columns, then the table of the columns in the text, then the Table Schema."""
    fitting = dict(fields)
    left_out: list[LeftOut] = []
    schema, text = as_schema(fitting.get(TABLE_SCHEMA)), str(fitting.get(DICTIONARY) or "")
    if form_size(fitting) > limit and schema is not None:
        short = {**schema, "fields": [_without_statistics(f) for f in schema["fields"]]}
        fitting[TABLE_SCHEMA] = short if not isinstance(fitting[TABLE_SCHEMA], str) else json.dumps(short)
        left_out.append("statistics")
    if form_size(fitting) > limit and has_dictionary(text):
        fitting[DICTIONARY] = without_dictionary(text)
        left_out.append("dictionary")
    if form_size(fitting) > limit and schema is not None:
        del fitting[TABLE_SCHEMA]
        left_out.append("columns")
    return fitting, tuple(left_out)


def _without_statistics(field: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key != STATISTICS_KEY}


def format_left_out(left_out: Iterable[LeftOut]) -> str:
    """Return what was left out and why, in one sentence; empty where nothing was."""
    match tuple(left_out):
        case ():
            return ""
        case ("statistics",):
            return tr("The catalogue can't take this many columns with their statistics, so those are left out.")
        case (*_, "columns"):
            return tr("The catalogue can't take a description of this many columns, so it is left out.")
        case _:
            return tr(
                "The catalogue can't take this many columns with statistics and in the text, so both are left out."
            )
