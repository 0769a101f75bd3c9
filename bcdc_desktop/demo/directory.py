"""Organizations, users and who may do what, held in memory: they are few and change only through the practice tools."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from bcdc_desktop.demo.storage import Storage, StoredPackage

# What a capacity in an organization allows, after CKAN's ROLE_PERMISSIONS.
_ALLOWS = {
    "admin": {"admin", "read", "create_dataset", "update_dataset", "delete_dataset", "manage_group"},
    "editor": {"read", "create_dataset", "update_dataset", "delete_dataset", "manage_group"},
    "member": {"read", "manage_group"},
}


@dataclass(frozen=True)
class StoredOrganization:
    """An organization; ``parent`` is the id of the ministry above it, if any."""

    id: str
    name: str
    title: str
    parent: str | None
    description: str
    created: str

    def in_package(self) -> dict[str, Any]:
        """Return the ``organization`` of a package."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "type": "organization",
            "description": self.description,
            "image_url": "",
            "created": self.created,
            "is_organization": True,
            "approval_status": "approved",
            "state": "active",
        }


@dataclass(frozen=True)
class Caller:
    """Who sent a request: a user with a capacity per organization, or anonymous (``name`` is empty)."""

    id: str = ""
    name: str = ""
    fullname: str = ""
    created: str = ""
    sysadmin: bool = False
    capacities: dict[str, str] = field(default_factory=dict)

    def may(self, permission: str, org: str | None) -> bool:
        """Return whether this user has a permission (``read``, ``create_dataset`` ...) in an organization."""
        return self.sysadmin or permission in _ALLOWS.get(self.capacities.get(org or "", ""), ())

    def may_anywhere(self, permission: str) -> bool:
        """Return whether this user has a permission in any organization."""
        return self.sysadmin or any(permission in _ALLOWS[c] for c in self.capacities.values())

    def may_see(self, package: StoredPackage) -> bool:
        """Public and active packages are everybody's, the others their organization's."""
        return (package.state == "active" and not package.private) or self.may("read", package.owner_org)


class Directory:
    """All organizations and users of one home."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.read()

    def read(self) -> None:
        """Read all of them from the storage, where something else changed them."""
        storage = self._storage
        self.organizations: dict[str, StoredOrganization] = {}
        for row in storage.rows(
            "SELECT id, name, title, parent, description, created FROM organization ORDER BY title COLLATE NOCASE, name"
        ):
            self.organizations[row[0]] = StoredOrganization(*row)
        self.by_name = {o.name: o for o in self.organizations.values()}
        self.children: dict[str | None, list[StoredOrganization]] = defaultdict(list)
        for organization in self.organizations.values():
            self.children[organization.parent].append(organization)
        self.members: dict[str, dict[str, str]] = defaultdict(dict)  # organization -> user -> capacity
        for org, user, capacity in storage.rows("SELECT org, user, capacity FROM member"):
            self.members[org][user] = capacity
        self.users: dict[str, Caller] = {}
        self._tokens: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for user_id, name, fullname, token, sysadmin, created in storage.rows(
            "SELECT id, name, fullname, token, sysadmin, created FROM user ORDER BY name"
        ):
            held = self._capacities(user_id)
            self.users[user_id] = Caller(user_id, name, fullname, created, bool(sysadmin), held)
            self._tokens[token] = user_id
            self._names[name] = user_id

    def _capacities(self, user: str) -> dict[str, str]:
        """Return the user's capacities; an admin of a ministry is admin of its branches too."""
        held = {org: members[user] for org, members in self.members.items() if user in members}
        waiting = [org for org, capacity in held.items() if capacity == "admin"]
        while waiting:
            for child in self.children[waiting.pop()]:
                if held.get(child.id) != "admin":
                    held[child.id] = "admin"
                    waiting.append(child.id)
        return held

    def caller(self, token: str | None) -> Caller:
        """Return who this token belongs to; anonymous for an unknown one, as in CKAN."""
        return self.users.get(self._tokens.get(token or "", ""), Caller())

    def user(self, reference: Any) -> Caller | None:
        """Return a user by id or name."""
        return self.users.get(self._names.get(reference, reference)) if isinstance(reference, str) else None

    def organization(self, reference: Any) -> StoredOrganization | None:
        """Return an organization by id or name."""
        if not isinstance(reference, str):
            return None
        return self.organizations.get(reference) or self.by_name.get(reference)

    @property
    def tokens(self) -> dict[str, str]:
        """User name to token."""
        return {self.users[user].name: token for token, user in self._tokens.items()}
