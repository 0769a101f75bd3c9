"""A package as it was sent becomes a package as it is stored and shown, or is refused field by field."""

from __future__ import annotations

import mimetypes
import re
import uuid
from collections.abc import Mapping
from typing import Any

from bcdc_desktop.demo.errors import ValidationError, WrongShape
from bcdc_desktop.demo.kinds import CatalogueKind
from bcdc_desktop.demo.requests_in import ReceivedFile
from bcdc_desktop.demo.storage import FILE_URL
from bcdc_desktop.demo.validators import MISSING, Checking, Validator, ValueRefused, date, run, text
from bcdc_desktop.domain.schema import Field

_LATIN = str.maketrans(
    dict(zip("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿð", "aaaaaaceeeeiiiinoooooouuuuyyd", strict=True))
    | {"æ": "ae", "ß": "ss", "þ": "th"}
)
# Only Python's own table and these: what a system adds to it (Windows calls a CSV a spreadsheet) is not the server's.
_KINDS = mimetypes.MimeTypes()
for _kind, _suffix in (
    ("text/csv", ".csv"),
    ("application/geo+json", ".geojson"),
    ("application/geopackage+sqlite3", ".gpkg"),
    ("application/vnd.google-earth.kml+xml", ".kml"),
    ("application/vnd.google-earth.kmz", ".kmz"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
):
    _KINDS.add_type(_kind, _suffix)


def file_name(name: str) -> str:
    """Return the name that an uploaded file gets in its address: lower case, ASCII, hyphens for blanks."""
    name = re.split(r"[/\\]", name)[-1].lower().strip().translate(_LATIN)
    name = re.sub(r"-+", "-", re.sub(r"[^a-z0-9_. -]", "", name).replace(" ", "-"))
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        stem, extension = name, ""
    extension = f".{extension}"[:21] if extension else ""
    return stem.ljust(max(1, 3 - len(extension)), "_")[: 100 - len(extension)] + extension


def kind_of_file(name: str) -> tuple[str | None, str | None]:
    """Media type and encoding by a file's name or address."""
    return _KINDS.guess_type(name)


def file_address(package_id: str, resource_id: str, name: str) -> str:
    """Return the stored form of the address of an uploaded file."""
    return f"{FILE_URL}{package_id}/resource/{resource_id}/download/{name}"


def field_errors_and_value(
    at: Field, values: Mapping[str, Any], path: tuple[Any, ...], check: Checking
) -> tuple[Any, Any]:
    """Return one field of a package, a resource or a group: its value to store (``MISSING``: none) and its errors."""
    value = values.get(at.name, MISSING)
    if at.subfields:
        if value is MISSING:
            return MISSING, []
        if not isinstance(value, list) or any(not isinstance(v, dict) for v in value):
            raise WrongShape((*path, at.name), value)
        rows, errors = [], []
        for entry in value:
            row, wrong = {}, {}
            for sub in at.subfields:
                row_value, messages = field_errors_and_value(sub, entry, path, check)
                if messages:
                    wrong[sub.name] = messages
                elif row_value is not MISSING and row_value is not None:
                    row[sub.name] = row_value
            rows.append(row)
            errors.append(wrong)
        return rows, errors if any(errors) else []
    named = str(at.raw.get("validators") or "").split()
    check.level = values
    return run(named or (["not_empty"] if at.required else ["ignore_missing"]), value, at, check)


def _rows_of_none(values: Mapping[str, Any], known: set[str]) -> list[tuple[Any, ...]]:
    return [
        (name, place, key)
        for name, rows in values.items()
        if name not in known and isinstance(rows, list)
        for place, row in enumerate(rows)
        if isinstance(row, dict)
        for key in row
    ]


def _boolean(value: Any) -> bool:
    return value is True or str(value).strip().lower() in ("true", "yes", "t", "y", "1", "on")


class Checker:
    """Server-side validation of packages of one dataset type."""

    def __init__(self, kind: CatalogueKind) -> None:
        self.kind = kind
        self.schema = schema = kind.schema
        self.licences = kind.licences
        known = {f.name for f in schema.dataset_fields}
        self._core = [name for name in _CORE if kind.is_plain or name not in known]
        self._core_fields = [_CORE_FIELDS[name] for name in _CORE_FIELDS if name not in known]
        self._resource_names = {f.name for f in schema.resource_fields}
        self._groups = {f.name for f in schema.dataset_fields if f.subfields}
        self._resource_groups = {f.name for f in schema.resource_fields if f.subfields}

    def package(
        self, sent: dict[str, Any], check: Checking, now: str
    ) -> tuple[dict[str, Any], dict[str, ReceivedFile]]:
        """Return the package to store, and the files that came with it by resource id.

        Args:
            sent: the whole package as the caller wants it; not kept.
            check: the request and the stored package, if there is one.
            now: the time of this write.

        Raises:
            ValidationError: with every wrong field.
            WrongShape: a composite field is no list of dicts.
        """
        old = check.package
        check.sent = sent
        _gather_groups(sent, self._groups)
        resources_sent = sent.get("resources", [])
        if not isinstance(resources_sent, list) or any(not isinstance(r, dict) for r in resources_sent):
            raise WrongShape(("resources",), resources_sent)
        errors: dict[str, Any] = {}
        if check.version < (2, 12) and (junk := self._unexpected(sent, resources_sent)):
            raise ValidationError({"__junk": [f"The input field {junk!r} was not expected."]})
        package_id = str(old["id"]) if old else self._new_id(sent, check, errors)
        out: dict[str, Any] = dict.fromkeys(self._core)
        kind = self.schema.dataset_type
        out |= {"id": package_id, "type": kind if self.kind.typed else _type(sent, old) or kind, "groups": []}
        out |= {"relationships_as_subject": [], "relationships_as_object": []}
        for at in (*self.schema.dataset_fields, *self._core_fields):
            value, wrong = field_errors_and_value(at, sent, (), check)
            if wrong:
                errors[at.name] = wrong
            elif value is not MISSING and value is not None and not (at.subfields and not value):
                out[at.name] = value if at.subfields or isinstance(value, list) else text(value)
        self._tags(sent, out, errors, check)
        if self.kind.unowned and not out.get("owner_org"):
            out["owner_org"] = None
            if _boolean(sent.get("private")) and not (old and old["owner_org"]):  # CKAN looks at what is stored
                errors["private"] = ["Datasets with no organization can't be private."]
        if not self.kind.typed:
            _check_extras(sent, {f.name for f in self.schema.dataset_fields}, errors)
        files: dict[str, ReceivedFile] = {}
        resources, wrong_resources = self._resources(resources_sent, package_id, check, now, files)
        if any(wrong_resources):
            errors["resources"] = wrong_resources
        if errors:
            raise ValidationError(errors)
        twice = check.version >= (2, 12) and len(resources) < len(resources_sent)  # leaves a gap there
        for position, resource in enumerate(resources):
            resource["position"] = position + (twice and position == len(resources) - 1)
        if not self.kind.typed:
            out["extras"] = []
        self._complete(out, sent, old, check, now)
        out["resources"] = resources
        out["num_resources"] = len(resources)
        return out, files

    def _unexpected(self, sent: Mapping[str, Any], resources: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        """Return where rows are that no field has: CKAN tells them from plain values by their dicts."""
        found = _rows_of_none(sent, self._groups | _CKANS_ROWS)
        for position, resource in enumerate(resources):
            unknown = _rows_of_none(resource, self._resource_names)
            found += [("resources", position, *path) for path in unknown]
        return found

    def _new_id(self, sent: Mapping[str, Any], check: Checking, errors: dict[str, Any]) -> str:
        wanted = sent.get("id")
        if not wanted:
            return str(uuid.uuid4())
        if not check.caller.sysadmin:
            errors["id"] = ["The input field id was not expected."]
        elif check.storage.package(wanted):
            errors["id"] = ["Dataset id already exists"]
        return str(wanted)

    def _complete(
        self, out: dict[str, Any], sent: Mapping[str, Any], old: Mapping[str, Any] | None, check: Checking, now: str
    ) -> None:
        """Add what the server sets on its own."""
        if "private" in sent and sent["private"] is not None:
            out["private"] = _boolean(sent["private"])
        else:
            out["private"] = bool(old and old["private"])
        state = sent.get("state")
        out["state"] = str(state) if state else (old["state"] if old else "active")
        out["metadata_created"] = old["metadata_created"] if old else now
        out["metadata_modified"] = now
        out["creator_user_id"] = old["creator_user_id"] if old else check.caller.id
        organization = check.directory.organizations.get(out["owner_org"])
        out["organization"] = organization.in_package() if organization else None
        licence = self.licences.get(str(out.get("license_id")))
        out["isopen"] = False
        out["license_title"] = licence["title"] if licence else out.get("license_id")
        if licence and licence.get("url"):
            out["license_url"] = licence["url"]
        extras = sent.get("extras")
        if extras:
            if not isinstance(extras, list) or any(not isinstance(e, dict) for e in extras):
                raise WrongShape(("extras",), extras)
            kept = [e for e in extras if self.kind.typed or (e["value"] is not None and not e.get("deleted"))]
            shown = [{"key": e.get("key"), "value": _extra(e.get("value"))} for e in kept]
            out["extras"] = sorted(shown, key=str)

    def _tags(self, sent: Mapping[str, Any], out: dict[str, Any], errors: dict[str, Any], check: Checking) -> None:
        """Return ``tags`` and what ``tag_string`` adds to them, by name."""
        out.pop("tag_string", None)
        listed = sent.get("tags") or []
        if not isinstance(listed, list) or any(not isinstance(t, dict) for t in listed):
            raise WrongShape(("tags",), listed)
        names = [text(t.get("name")) or "" for t in listed]
        wrong = [({"name": m} if (m := _tag_errors(n, check.version)) else {}) for n in names]
        if any(wrong):
            errors["tags"] = wrong
        typed = sent.get("tag_string")
        if isinstance(typed, str):
            added = [t.strip() for t in typed.split(",") if t.strip()]
            messages = [m for t in added for m in _tag_errors(t, check.version)]
            if messages:
                errors["tag_string"] = messages[:1]  # the first wrong one ends the reading
            names += added
        old = {t["name"]: t for t in (check.package or {}).get("tags", [])}
        out["tags"] = [
            old.get(n) or {"display_name": n, "id": _tag_id(n), "name": n, "state": "active", "vocabulary_id": None}
            for n in sorted(set(names))
        ]
        out["num_tags"] = len(out["tags"])

    def _resources(
        self, sent: list[dict[str, Any]], package_id: str, check: Checking, now: str, files: dict[str, ReceivedFile]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the resources to store, and errors aligned with the resources as sent."""
        old = {r["id"]: r for r in (check.package or {}).get("resources", [])}
        out: dict[str, dict[str, Any]] = {}
        errors = []
        for position, resource in enumerate(sent):
            shown, wrong, upload = self._resource(resource, position, package_id, old, check, now)
            errors.append(wrong)
            out.pop(shown["id"], None)  # an id that comes twice: the later one stays, at its place
            out[shown["id"]] = shown
            if upload:
                files[shown["id"]] = upload
        return list(out.values()), errors

    def _resource(
        self,
        sent: dict[str, Any],
        position: int,
        package_id: str,
        old: Mapping[str, Mapping[str, Any]],
        check: Checking,
        now: str,
    ) -> tuple[dict[str, Any], dict[str, Any], ReceivedFile | None]:
        sent = dict(sent)
        _gather_groups(sent, self._resource_groups)
        upload = sent.pop("upload", None)
        upload = upload if isinstance(upload, ReceivedFile) and upload.name else None
        sent.pop("clear_upload", None)
        errors: dict[str, Any] = {}
        resource_id = self._resource_id(sent, old, check, errors)
        held = old.get(resource_id)
        if upload:
            sent |= {"url": file_name(upload.name), "url_type": "upload", "last_modified": now}
            if check.version >= (2, 10) or "size" not in sent:  # 2.9 believes the sender, a patch sends the old size
                sent["size"] = upload.size
        if not self.kind.typed:
            sent["url"] = _with_scheme(str(sent.get("url") or ""), sent.get("url_type"))
        if "mimetype" not in sent and sent.get("url"):  # a replaced file keeps the type of the one before
            sent["mimetype"] = kind_of_file(str(sent["url"]))[0]
        if held is not None:
            for name in _KEPT:  # columns of the resource that an update does not clear
                if name not in sent and held.get(name) is not None:
                    sent[name] = held[name]
        out: dict[str, Any] = {}
        for name, value in sent.items():  # what the schema does not know is kept as it is
            if name not in self._resource_names:
                out[name] = value
        for at in self.schema.resource_fields:
            value, wrong = field_errors_and_value(at, sent, ("resources", position), check)
            if wrong:
                errors[at.name] = wrong
            elif value is not MISSING and value is not None:
                out[at.name] = value
        self._resource_times_and_size(sent, out, errors, check)
        if not self.kind.typed:
            for name, empty in _RESOURCE_NULLS.items():
                if out.get(name) is None and (self.kind.is_plain or name not in self._resource_names):
                    out[name] = empty
        out |= {"id": resource_id, "package_id": package_id, "state": "active", "position": position}
        out["url"] = str(out.get("url") or "")
        out["created"] = held["created"] if held else now
        for name, empty in _RESOURCE_DEFAULTS.items():
            if out.get(name) is None and (name != "size" or name not in self._resource_names):
                out[name] = empty
        if out["url_type"] == "upload":
            out["url"] = file_address(package_id, resource_id, out["url"].rstrip("/").rpartition("/")[2])
        changed = held is None or upload is not None or _core(held) != _core(out)
        out["metadata_modified"] = now if changed else held["metadata_modified"]  # type: ignore[index]
        return out, errors, upload

    def _resource_id(
        self, sent: Mapping[str, Any], old: Mapping[str, Any], check: Checking, errors: dict[str, Any]
    ) -> str:
        wanted = sent.get("id")
        if not wanted:
            return str(uuid.uuid4())
        wanted = str(wanted)
        if wanted in old or check.version < (2, 10):
            return wanted
        try:
            uuid.UUID(wanted)
        except ValueError:
            errors["id"] = ["Invalid id provided"]
            return wanted
        if check.storage.package_of_resource(wanted):
            errors["id"] = ["Resource id already exists."]
        return wanted

    def _resource_times_and_size(
        self, sent: Mapping[str, Any], out: dict[str, Any], errors: dict[str, Any], check: Checking
    ) -> None:
        for name in ("created", "last_modified", "cache_last_updated"):
            value, wrong = _one(date, sent.get(name, MISSING), check)
            if wrong:
                errors[name] = wrong
            elif value is not MISSING and value is not None:
                out[name] = value.isoformat()
            else:
                out.pop(name, None)
        size = sent.get("size")
        if size not in (None, ""):
            try:
                out["size"] = int(str(size))
            except (TypeError, ValueError):
                errors["size"] = ["Invalid integer"]


_CKANS_ROWS = {"resources", "tags", "extras", "groups", "relationships_as_subject", "relationships_as_object"}
_RESOURCE_DEFAULTS: dict[str, Any] = {
    "cache_last_updated": None,
    "cache_url": None,
    "hash": "",
    "mimetype": None,
    "mimetype_inner": None,
    "size": None,
    "url_type": None,
}
_RESOURCE_NULLS: dict[str, Any] = {"name": None, "description": None, "resource_type": None, "format": "",
                                   "last_modified": None}  # fmt: skip
_KEPT = ("hash", "cache_url", "cache_last_updated", "mimetype", "size", "last_modified", "url_type")
_NOT_CORE = {"metadata_modified", "position", "created", "package_id"}


def _core(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in resource.items() if k not in _NOT_CORE and v is not None}


def _one(validator: Validator, value: Any, check: Checking) -> tuple[Any, list[str]]:
    """Return a single validator outside the schema."""
    if value is None:
        return MISSING, []
    try:
        return validator(value, _NO_FIELD, check), []
    except ValueRefused as refused:
        return value, [str(refused)]


_NO_FIELD = Field.from_action({"field_name": ""})
# CKAN's own, whether or not a schema names them
_CORE = ("author", "author_email", "maintainer", "maintainer_email", "url", "version", "notes", "license_id")
_CORE_FIELDS = {
    name: Field.from_action({"field_name": name, "validators": f"ignore_missing unicode_safe {named}"})
    for name, named in {
        "author": "", "author_email": "email_validator", "maintainer": "", "maintainer_email": "email_validator",
        "url": "", "version": "package_version_validator",
    }.items()
}  # fmt: skip


def _type(sent: Mapping[str, Any], old: Mapping[str, Any] | None) -> str:
    """Return the type of a package, which is what it was created with."""
    return str(old["type"] if old else sent.get("type") or "")


def _with_scheme(url: str, url_type: Any) -> str:
    """CKAN puts http:// before an address that has no scheme."""
    return url if not url or url_type == "upload" or "://" in url or url.startswith("/") else f"http://{url}"


def _extra(value: Any) -> Any:
    """Return the value of an extra as CKAN keeps it, which is text."""
    return str(value).lower() if isinstance(value, bool) else text(value)


def _check_extras(sent: Mapping[str, Any], known: set[str], errors: dict[str, Any]) -> None:
    """Check the free keys of a package: each once, with a value, and none of a field."""
    extras = sent.get("extras", [])
    if not isinstance(extras, list) or any(not isinstance(e, dict) for e in extras):
        raise WrongShape(("extras",), extras)
    wrong: list[dict[str, list[str]]] = []
    for extra in extras:
        messages: dict[str, list[str]] = {}
        if not extra.get("key"):
            messages["key"] = ["Missing value"]
        elif extra["key"] in known:
            messages["key"] = ["There is a schema field with the same name"]
        if "value" not in extra:
            messages["value"] = ["Missing value"]
        wrong.append(messages)
    if any(wrong):
        errors["extras"] = wrong
        return
    keys = [e["key"] for e in extras if not e.get("deleted")]
    twice = [f'Duplicate key "{key}"' for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if twice:
        errors["extras_validation"] = twice


def _tag_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"practice-tag:{name}"))


def _tag_errors(name: str, version: tuple[int, ...]) -> list[str]:
    if not name:
        return ["Missing value"]
    errors = []
    if len(name) < 2:
        errors.append(f'Tag "{name}" length is less than minimum 2')
    if len(name) > 100:
        errors.append(f'Tag "{name}" length is more than maximum 100')
    if not re.fullmatch(r"[\w \-.]*", name):
        newer = 'can only contain alphanumeric characters, spaces (" "), hyphens ("-"), underscores ("_") or dots (".")'
        errors.append(
            f'Tag "{name}" {newer if version >= (2, 10) else "must be alphanumeric characters or symbols: -_."}'
        )
    return errors


def _gather_groups(values: dict[str, Any], names: set[str]) -> None:
    """Gather ``contacts-0-name=...``, as HTML forms send composite fields, becomes a list of dicts."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for key in [k for k in values if "-" in k]:
        parts = key.split("-", 2)
        if len(parts) == 3 and parts[0] in names and parts[0] not in values:
            found.setdefault(parts[0], {}).setdefault(parts[1], {})[parts[2]] = values[key]
    for name, rows in found.items():
        for key in [k for k in values if k.startswith(f"{name}-")]:
            del values[key]
        values[name] = [rows[index] for index in sorted(rows)]
