"""Actions that change nothing, apart from ``package_search``."""

from __future__ import annotations

import difflib
import hashlib
import json
import zlib
from typing import Any

import orjson

from bcdc_desktop.demo.directory import Caller, StoredOrganization
from bcdc_desktop.demo.errors import AuthorizationError, NotFoundError, ValidationError
from bcdc_desktop.demo.practice import Practice, RawJson, number, reads, required, truth

_MOST_ORGANIZATIONS = 1000  # ckan.group_and_organization_list_all_fields_max


@reads("status_show")
def _status_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    extensions = {
        "bcdc": ["bcdc_rules", "scheming_datasets", "hierarchy_display", "hierarchy_form"],
        "plain": ["text_view"],
        "dcat": ["scheming_datasets", "dcat", "structured_data"],
    }[practice.kind.name]
    newer = practice.version >= (2, 10)
    return {
        "site_title": "Practice catalogue",
        "site_description": "",
        "site_url": practice.site_url,
        "ckan_version": practice.version_text,
        "error_emails_to": "" if newer else None,
        "locale_default": "en",
        "extensions": [*extensions, "activity"] if newer else extensions,
    }


@reads("help_show")
def _help_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    name = str(required(data, "name"))
    if practice.action(name) is None:
        raise NotFoundError("Action function not found")
    return f"{name}: see CKAN's API guide."


@reads("site_read")
def _site_read(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    return True


@reads("scheming_dataset_schema_list")
def _schema_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    return [practice.schema.dataset_type]


@reads("scheming_dataset_schema_show")
def _schema_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    if required(data, "type") != practice.schema.dataset_type:
        raise NotFoundError
    return practice.kind.schema_action


@reads("license_list")
def _license_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    return list(practice.licences.values())


# organizations


def _counts(practice: Practice, caller: Caller) -> dict[str, int]:
    """Active packages per organization, as far as the caller may see them."""
    seen, parameters = visible(practice, caller)
    rows = practice.storage.rows(
        f"SELECT owner_org, count(*) FROM package p WHERE state = 'active' AND {seen} GROUP BY owner_org",  # noqa: S608
        parameters,
    )
    return dict(rows)


def visible(practice: Practice, caller: Caller) -> tuple[str, list[Any]]:
    """Return an SQL condition on ``package p``: what the caller may see."""
    if caller.sysadmin:
        return "1", []
    mine = sorted(caller.capacities)
    owned = f"p.owner_org IN ({', '.join('?' * len(mine))})"
    free = "(p.private = 0 AND p.state = 'active')"
    if practice.bcdc:
        free = f"({free} AND p.publish_state IN ('PUBLISHED', 'PENDING ARCHIVE'))"
    return f"({free} OR {owned})" if mine else free, list(mine)


def _organization(practice: Practice, organization: StoredOrganization) -> dict[str, Any]:
    shown = organization.in_package()
    shown["display_name"] = organization.title or organization.name
    shown["image_display_url"] = ""
    shown["num_followers"] = 0
    return shown


def _parent(practice: Practice, organization: StoredOrganization) -> list[dict[str, Any]]:
    parent = practice.directory.organizations.get(organization.parent or "")
    return [{"capacity": "public", "name": parent.name}] if parent else []


@reads("organization_list")
def _organization_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    found = list(practice.directory.organizations.values())
    whole = truth(data.get("all_fields"))
    limit = number(data, "limit", None)
    if whole:
        limit = min(limit or _MOST_ORGANIZATIONS, _MOST_ORGANIZATIONS)
    start = number(data, "offset", 0) or 0
    field, _, way = str(data.get("sort") or "title asc").partition(" ")
    counts = _counts(practice, caller)
    keys = {
        "title": lambda o: (o.title.casefold(), o.name),
        "name": lambda o: o.name,
        "package_count": lambda o: counts.get(o.id, 0),
        "packages": lambda o: counts.get(o.id, 0),
    }
    if field not in keys:
        raise ValidationError({"message": f"Cannot sort by field `{field}`"})
    found.sort(key=keys[field], reverse=way.strip().lower() == "desc")
    found = found[start : start + limit if limit is not None else None]
    if not whole:
        return [o.name for o in found]
    counted = "include_dataset_count" not in data or truth(data["include_dataset_count"])
    out = []
    for organization in found:
        shown = _organization(practice, organization)
        if counted:
            shown["package_count"] = counts.get(organization.id, 0)
        if truth(data.get("include_groups")):
            shown["groups"] = _parent(practice, organization)
        out.append(shown)
    return out


@reads("organization_show")
def _organization_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    organization = practice.directory.organization(required(data, "id"))
    if organization is None:
        raise NotFoundError
    shown = _organization(practice, organization)
    shown["package_count"] = _counts(practice, caller).get(organization.id, 0)
    shown |= {"groups": _parent(practice, organization), "extras": [], "tags": []}
    if "include_users" not in data or truth(data["include_users"]):
        members = practice.directory.members.get(organization.id, {})
        shown["users"] = [
            _user(practice, user, Caller()) | {"capacity": members[user.id]}
            for user in practice.directory.users.values()
            if user.id in members
        ]
    return shown


@reads("organization_list_for_user")
def _organization_list_for_user(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    user = practice.directory.user(data["id"]) if data.get("id") else caller
    if user is None:
        return []
    permission = str(data.get("permission") or "manage_group")
    counts = _counts(practice, caller) if truth(data.get("include_dataset_count")) else None
    out = []
    for organization in practice.directory.organizations.values():
        capacity = "admin" if user.sysadmin else user.capacities.get(organization.id)
        if capacity and user.may(permission, organization.id):
            shown = organization.in_package() | {"capacity": capacity, "display_name": organization.title}
            shown["image_display_url"] = ""
            if counts is not None:
                shown["package_count"] = counts.get(organization.id, 0)
            out.append(shown)
    return out


@reads("group_tree")
def _group_tree(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    if data.get("type", "group") != "organization":
        return []

    def branch(organization: StoredOrganization) -> dict[str, Any]:
        return {
            "id": organization.id,
            "name": organization.name,
            "title": organization.title,
            "highlighted": False,
            "children": [branch(child) for child in practice.directory.children.get(organization.id, [])],
        }

    return [branch(top) for top in practice.directory.children.get(None, [])]


@reads("organization_or_group_list_related", bcdc=True)
def _related(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    """Return every organization with the ids above and below it."""
    out = []
    for organization in practice.directory.organizations.values():
        shown = _organization(practice, organization)
        children = practice.directory.children.get(organization.id, [])
        shown["parent_of"] = [{"id": c.id, "name": c.name, "title": c.title} for c in children]
        above = practice.directory.organizations.get(organization.parent or "")
        shown["child_of"] = [{"id": above.id, "name": above.name, "title": above.title}] if above else []
        out.append(shown)
    return out


# users


def _user(practice: Practice, user: Caller, caller: Caller) -> dict[str, Any]:
    mail = f"{user.name}@example.org"
    shown: dict[str, Any] = {
        "id": user.id,
        "name": user.name,
        "fullname": user.fullname,
        "created": user.created,
        "about": None,
        "activity_streams_email_notifications": False,
        "sysadmin": user.sysadmin,
        "state": "active",
        "image_url": None,
        "display_name": user.fullname or user.name,
        "email_hash": hashlib.md5(mail.encode(), usedforsecurity=False).hexdigest(),
        "number_created_packages": 0,
        "image_display_url": None,
    }
    if practice.version >= (2, 10):
        shown["last_active"] = None
    if caller.sysadmin or (caller.id and caller.id == user.id):
        shown |= {"apikey": None, "email": mail}
    return shown


@reads("whoami", bcdc=True)
def _whoami(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    if not caller.name:
        raise AuthorizationError("whoami requires an authenticated user")
    return caller.id


@reads("user_show")
def _user_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    wanted = data.get("id")
    user = practice.directory.user(wanted) if wanted else (caller if practice.version >= (2, 10) else None)
    if user is None or not user.name:
        raise NotFoundError
    return _user(practice, user, caller)


@reads("user_list")
def _user_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    users = sorted(practice.directory.users.values(), key=lambda u: (u.fullname or u.name).casefold())
    if "all_fields" in data and not truth(data["all_fields"]):
        return [u.name for u in users]
    return [_user(practice, u, caller) for u in users]


@reads("api_token_list")
def _api_token_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    newer = practice.version >= (2, 10)
    reference = data.get("user") or (data.get("user_id") if newer else None)
    if not reference:
        raise ValidationError({"user_id" if newer else "user": ["Missing value"]})
    user = practice.directory.user(reference)
    if user is None:
        raise NotFoundError
    if not (caller.sysadmin or caller.id == user.id):
        raise AuthorizationError("")
    return [{"id": f"practice-{user.id}", "name": "practice", "user_id": user.id, "created_at": user.created}]


# packages, resources, tags


@reads("package_list")
def _package_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    limit, start = number(data, "limit", -1), number(data, "offset", 0)
    rows = practice.storage.rows(
        "SELECT name FROM package WHERE state = 'active' AND private = 0 ORDER BY name LIMIT ? OFFSET ?", (limit, start)
    )
    return [row[0] for row in rows]


@reads("package_show")
def _package_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    reference = data.get("id") or data.get("name_or_id")
    if not reference:
        raise ValidationError({"name_or_id": ["Missing value"]})
    return RawJson(practice.out(practice.readable(caller, reference).body))


@reads("resource_show")
def _resource_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    return resource_for(practice, caller, required(data, "id"))


def resource_for(practice: Practice, caller: Caller, resource_id: Any) -> dict[str, Any]:
    """Return a resource as shown, for someone who may read its package.

    Raises:
        NotFound, NotAuthorized: as ``resource_show`` does.
    """
    row = practice.storage.package_of_resource(resource_id)
    if row is None:
        raise NotFoundError
    if not caller.may_see(row):
        raise AuthorizationError(f"User {caller.name} not authorized to read resource {resource_id}")
    for resource in practice.shown(row)["resources"]:
        if resource["id"] == resource_id:
            found: dict[str, Any] = resource
            return found
    raise NotFoundError


@reads("tag_list")
def _tag_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    return _tags(practice, str(data.get("query") or ""), -1)


@reads("tag_autocomplete")
def _tag_autocomplete(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    wanted = str(data.get("query") or data.get("q") or "")
    return _tags(practice, wanted, number(data, "limit", 10) or -1) if wanted else []


def _tags(practice: Practice, part: str, limit: int) -> list[str]:
    rows = practice.storage.rows(
        "SELECT DISTINCT tag FROM package_tag WHERE instr(lower(tag), ?) ORDER BY tag LIMIT ?", (part.lower(), limit)
    )
    return [row[0] for row in rows]


# activities


def _activity(practice: Practice, row: tuple[Any, ...], whole: bool) -> dict[str, Any]:
    activity_id, package_id, at, user, kind, body = row
    package = orjson.loads(practice.out(zlib.decompress(body)))
    shown: dict[str, Any] = {"id": activity_id, "timestamp": at, "user_id": user, "object_id": package_id}
    shown["activity_type"] = kind
    if whole:
        by = practice.directory.users.get(user)
        shown["data"] = {"package": package, "actor": by.name if by else None}
    else:
        shown["data"] = {"package": {"title": package["title"]}}
    return shown


_ACTIVITY = "SELECT id, package, at, user, kind, body FROM activity WHERE "


@reads("package_activity_list")
def _package_activity_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    """Newest first; 2.9 gives the title alone, later versions the whole package."""
    row = practice.readable(caller, required(data, "id"))
    limit = min(number(data, "limit", 31) or 31, 100)
    rows = practice.storage.rows(
        _ACTIVITY + "package = ? ORDER BY at DESC LIMIT ? OFFSET ?", (row.id, limit, number(data, "offset", 0))
    )
    return [_activity(practice, r, practice.version >= (2, 10)) for r in rows]


@reads("dashboard_activity_list")
def _dashboard_activity_list(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    """Return what the caller did; the real action adds what happened to what they follow."""
    if not caller.name:
        raise AuthorizationError("You must be logged in to access your dashboard.")
    limit = min(number(data, "limit", 31) or 31, 100)
    rows = practice.storage.rows(
        _ACTIVITY + "user = ? ORDER BY at DESC LIMIT ? OFFSET ?", (caller.id, limit, number(data, "offset", 0))
    )
    return [_activity(practice, r, practice.version >= (2, 10)) | {"is_new": False} for r in rows]


def _one_activity(practice: Practice, caller: Caller, activity_id: Any) -> tuple[Any, ...]:
    rows = practice.storage.rows(_ACTIVITY + "id = ?", (str(activity_id),))
    if not rows:
        raise NotFoundError
    practice.readable(caller, rows[0][1])
    return rows[0]


@reads("activity_show")
def _activity_show(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    row = _one_activity(practice, caller, required(data, "id"))
    whole = practice.version >= (2, 10) or truth(data.get("include_data", True))
    return _activity(practice, row, whole)


@reads("activity_diff")
def _activity_diff(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    """Return what an activity changed, against the one before it on the same package."""
    row = _one_activity(practice, caller, required(data, "id"))
    before = practice.storage.rows(_ACTIVITY + "package = ? AND at < ? ORDER BY at DESC LIMIT 1", (row[1], row[2]))
    if not before:
        raise NotFoundError("Previous activity for this object not found")
    pair = [_activity(practice, r, True) for r in (before[0], row)]
    older, newer = (json.dumps(a["data"]["package"], indent=2, sort_keys=True).splitlines() for a in pair)
    return {"diff": "\n".join(difflib.unified_diff(older, newer)), "activities": pair}
