"""``FIELD=VALUE`` on the command line, read by what the catalogue's schema says the field holds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.ckan_schema import SET_RESOURCE_KEYS
from bcdc_desktop.domain.kinds import kind_of
from bcdc_desktop.domain.kinds.structures import TranslatedKind
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import from_text, is_text, read_value
from bcdc_desktop.error_text import system_reason

from .exit_codes import Failure
from .text_files import UnknownEncoding, read_text_file

_BOOLEAN = ("private",)
_KEY = re.compile(r"[A-Za-z][\w-]{0,99}", re.ASCII)


def read_assignments(
    words: Sequence[str],
    fields: Sequence[Field],
    *,
    also: Iterable[str] = (),
    record: Mapping[str, Any] | None = None,
    any_key: bool = False,
) -> dict[str, Any]:
    """Return field -> value of words such as ``title=Lakes`` or ``contacts=@contacts.json``; ``title=`` clears.

    ``title_translated-fr=Lacs`` changes one language of a text in several.

    Args:
        words: as they were given.
        fields: the schema's fields of the package or the resource.
        also: names that CKAN itself knows in addition to the schema; their values are plain text.
        record: the package or the resource as it is: what is no text there, though the schema says no more of it, is
            given as JSON.
        any_key: whether the catalogue takes names that nobody listed, and keeps their values as text.

    Raises:
        Failure: a word is no assignment (usage), or a field or value cannot be (invalid, with the field named).
    """
    known = {name: Field(name, name, FieldKind.TEXT) for name in also} | {f.name: f for f in fields}
    set_by_catalogue = SET_RESOURCE_KEYS - {f.name for f in fields} if any_key else ()
    found: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    given: set[str] = set()
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name:
            raise Failure("usage", f"“{word}” isn't in the form FIELD=VALUE.")
        if name in given or name in found:  # also one language of it before
            raise Failure("usage", f"The field {name} is given twice.")
        given.add(name)
        field = known.get(name)
        translated = _in_one_language(name, known) if field is None else None
        if translated is not None:
            field, kind, language = translated
            try:
                value = found.get(field.name, read_value(record or {}, field))
                found[field.name] = kind.with_language(value, language, text, field)
            except ValueError as error:
                wrong[name] = [str(error)]
            continue
        if field is None and any_key and _KEY.fullmatch(name) and not is_near(name, known):
            field = Field(name, name, FieldKind.TEXT)
        if field is None:
            wrong[name] = [unknown(name, known)]
        elif field.read_only or name in set_by_catalogue:
            wrong[name] = ["This field is set by the catalogue and can't be changed."]
        else:
            try:
                found[name] = _read_boolean(text, field) if name in _BOOLEAN else _read(text, field, record or {})
            except ValueError as error:
                wrong[name] = [str(error)]
    if wrong:
        raise Failure("invalid", "Nothing was sent: some fields can't be set to these values.", wrong)
    return found


def _in_one_language(name: str, known: Mapping[str, Field]) -> tuple[Field, TranslatedKind, str] | None:
    """Return the field with texts in several languages, its kind, and the language that ``FIELD-LANGUAGE`` names; None
    for any other name."""
    parts = name.split("-")
    for end in range(len(parts) - 1, 0, -1):
        field = known.get("-".join(parts[:end]))
        if field is not None:
            kind = kind_of(field)
            if isinstance(kind, TranslatedKind) and not field.read_only:
                return field, kind, "-".join(parts[end:])
            return None
    return None


def _read_boolean(text: str, field: Field) -> bool | str:
    """Return true or false, as text where the field has these as choices."""
    from bcdc_desktop.app.records.create import not_boolean, read_boolean

    value = read_boolean(text)
    if value is None:
        raise ValueError(f"{not_boolean()}.")
    return str(value).lower() if field.kind is FieldKind.CHOICE else value


def is_near(name: str, known: Iterable[str]) -> bool:
    """Return whether a name may be a listed one mistyped."""
    return bool(difflib.get_close_matches(name, list(known), n=1, cutoff=0.8))


def unknown(name: str, known: Iterable[str]) -> str:
    """Return the message for a field that the schema does not have."""
    names = list(known)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    close += [n for n in names if name.lower() in n and n not in close][: 3 - len(close)]
    return "There is no field with this name." + (f" Did you mean {' or '.join(close)}?" if close else "")


def _read(text: str, field: Field, record: Mapping[str, Any]) -> Any:
    like = read_value(record, field)
    as_json = not is_text(field) or not (like is None or isinstance(like, str))
    if as_json and field.kind is not FieldKind.TAGS and text.startswith("@"):
        try:
            text = read_text_file(Path(text[1:]))
        except OSError as error:
            raise ValueError(f"Can't read the file {text[1:]}: {system_reason(error)}.") from None
        except UnknownEncoding as error:
            raise ValueError(f"Can't read the file {text[1:]}: {error}.") from None
    return from_text(text, field, like)
