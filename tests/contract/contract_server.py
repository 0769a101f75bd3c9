"""A CKAN as the contract tests see it: raw actions, roles, and packages that are gone when the test is over."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from contract.capabilities import KINDS, Kind, Release, release
from helpers.sample_record import FILED, record_fields

RESOURCE = FILED
"""What a resource is sent with. Where BCDC's schema is not, any key is kept as it is."""
GEOGRAPHIC = {**RESOURCE, "bcdc_type": "geographic", "spatial_datatype": "SDO_GEOMETRY", "projection_name": "epsg3005"}
OF_ANY_CKAN = ("title", "name", "owner_org", "notes", "license_id", "tag_string")  # fields that any CKAN has
PERIOD = [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}]


@dataclass
class Answer:
    """Status, the envelope's result and error; `text` is the body as it came."""

    status: int
    text: str
    result: Any = None
    error: Any = None

    @property
    def wrong_fields(self) -> set[str]:
        """Names of the fields that were refused."""
        assert self.status == 409, f"{self.status}: {self.text[:500]}"
        return set(self.error) - {"__type"}


@dataclass
class Server:
    """One catalogue under test. `version` is its `ckan_version` as numbers, `organization` where the roles hold, `kind`
    whose schema it has."""

    url: str
    tokens: dict[str, str] = field(repr=False)
    organizations: list[dict[str, str]]
    kind: str = "bcdc"
    version: tuple[int, ...] = ()
    session: requests.Session = field(default_factory=lambda: each_on_its_own())

    @property
    def organization(self) -> str:
        return self.organizations[0]["id"]

    @property
    def has(self) -> Kind:
        """What its kind has that others have not."""
        return KINDS[self.kind]

    @property
    def release(self) -> Release:
        """What its version of CKAN does."""
        return release(self.version)

    @property
    def newer(self) -> bool:
        """2.10 and later lock every write and check the ids of resources."""
        return self.release.locks

    def ask(
        self,
        action: str,
        role: str | None = "editor",
        *,
        token: str | None = None,
        get: bool = False,
        files: Any = None,
        form: Any = None,
        **parameters: Any,
    ) -> Answer:
        """Calls an action: JSON by default, a form or multipart when `form` or `files` is given, or a query."""
        key = token or (self.tokens[role] if role else None)
        headers = {"Authorization": key} if key else {}
        address = f"{self.url}/api/3/action/{action}"
        if get:
            answer = self.session.get(address, params=parameters, headers=headers, timeout=60)
        elif files is not None or form is not None:
            data = parameters if form is None else form
            answer = self.session.post(address, data=data, files=files, headers=headers, timeout=60)
        else:
            answer = self.session.post(address, json=parameters, headers=headers, timeout=60)
        out = Answer(answer.status_code, answer.text)
        try:
            body = answer.json()
        except ValueError:
            return out
        if isinstance(body, dict):
            assert body["success"] is (answer.status_code == 200)
            out.result, out.error = body.get("result"), body.get("error")
        return out

    def get(self, action: str, role: str | None = "editor", **parameters: Any) -> Any:
        """The result of an action that is expected to succeed."""
        answer = self.ask(action, role, **parameters)
        assert answer.status == 200, f"{action}: {answer.status} {answer.text[:600]}"
        return answer.result

    def revise(
        self, package: str, files: dict[str, Any] | None = None, role: str | None = "editor", **form: Any
    ) -> Answer:
        """`package_revise` as multipart, nested values as JSON text."""
        match = form.pop("match", {"id": package})
        data = {name: json.dumps(value) for name, value in form.items()} | {"match": json.dumps(match)}
        return self.ask("package_revise", role, form=data, files=files or {})

    def extend(self, package: str, rows: list[dict[str, Any]], bodies: list[bytes]) -> Answer:
        """Appends resources with their files in one request."""
        files = {
            f"update__resources__{i - len(bodies)}__upload": (f"file {i}.csv", body) for i, body in enumerate(bodies)
        }
        return self.revise(package, files, update__resources__extend=rows)

    def fields(self, **changed: Any) -> dict[str, Any]:
        """The fields of a valid package with a title of its own; a value of None leaves a field out."""
        own: dict[str, Any] = {"notes": "For a contract test.", "tag_string": "water,contract"}
        fields = record_fields(self.organization, "contract", **own)
        if self.kind != "bcdc":
            fields = {n: v for n, v in fields.items() if n in OF_ANY_CKAN}
            fields |= {"type": self.has.dataset_type, "license_id": self.has.licences[0]}
        return {name: value for name, value in {**fields, **changed}.items() if value is not None}

    def resources(self, package: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("package_show", id=package)["resources"]
        return found

    def download(self, url: str, role: str | None = "editor", method: str = "GET") -> requests.Response:
        headers = {"Authorization": self.tokens[role]} if role else {}
        return self.session.request(method, url, headers=headers, timeout=60, allow_redirects=False)


def each_on_its_own() -> requests.Session:
    """Return a session with a connection for each request: gunicorn ends one that lay unused for two seconds, and a
    request that is sent over it at that moment breaks off."""
    session = requests.Session()
    session.headers["Connection"] = "close"
    return session


class Packages:
    """Makes packages for one test and purges them afterwards."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.made: list[str] = []

    def make(self, **fields: Any) -> dict[str, Any]:
        """Creates a package (as editor) and answers it."""
        package: dict[str, Any] = self.server.get("package_create", **self.server.fields(**fields))
        self.made.append(package["id"])
        return package

    def with_resource(self, **fields: Any) -> tuple[str, str]:
        """A package with one resource that links elsewhere; their ids."""
        package = self.make()["id"]
        wanted = {"name": "A table", "url": "https://example.org/a.csv", **RESOURCE, **fields}
        return package, self.server.get("resource_create", package_id=package, **wanted)["id"]


@contextmanager
def packages(server: Server) -> Iterator[Packages]:
    maker = Packages(server)
    try:
        yield maker
    finally:
        for package in maker.made:
            server.ask("dataset_purge", "sysadmin", id=package)


def new_id() -> str:
    return str(uuid.uuid4())
