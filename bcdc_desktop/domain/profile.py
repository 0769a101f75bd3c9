"""A catalogue that one works with: its address, what it is called, what is known of its limits."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, Self
from urllib.parse import urlsplit, urlunsplit

Role = Literal["production", "test", "practice", "other"]

MB = 1_000_000
BCDC_UPLOAD_LIMIT = 150 * MB  # bytes; BCDC's documentation
ACT_BUDGET = 20 * MB  # bytes; proxies limit the whole body of a request


class AddressProblem(ValueError):
    """An address that cannot be a catalogue's; the message says why and what to write instead."""


_PAGES = re.compile(r"/(dataset|bcdc_dataset|organization|group|api|user|dashboard)(/.*)?$", re.DOTALL)


@dataclass(frozen=True)
class Profile:
    """One catalogue. ``name`` is the short name on the command line and in file names, ``title`` is for people.

    Sizes are bytes, times seconds. ``max_upload`` is None where no limit is known.
    """

    name: str
    title: str
    address: str
    role: Role = "other"
    dataset_type: str = "bcdc_dataset"
    max_upload: int | None = None
    act_budget: int = ACT_BUDGET
    settle_seconds: float = 2.0
    verify_content_below: int = 5 * MB
    keep_replaced_below: int = 50 * MB
    user: str | None = None

    def package_page(self, name: str) -> str:
        """Return the web page of a record. BCDC's own front end uses /dataset/ like stock CKAN."""
        return f"{self.address}/dataset/{name}"

    def resource_page(self, package: str, resource_id: str) -> str:
        """Return the web page of a resource."""
        return f"{self.address}/dataset/{package}/resource/{resource_id}"

    def organization_page(self, name: str) -> str:
        """Return the web page of an organization."""
        return f"{self.address}/organization/{name}"

    def with_user(self, user: str | None) -> Self:
        """Return the same catalogue, remembered with the user that last signed in."""
        return replace(self, user=user)

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-able dict that ``from_json`` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return a profile from a stored dict; keys of a newer version are passed over.

        Raises:
            KeyError: the name or the address is missing.
            AddressProblem: the address is not one.
        """
        known = {f.name for f in fields(cls)}
        kept = {k: v for k, v in data.items() if k in known}
        kept["address"] = normalise_address(str(data["address"]))
        return cls(**{"title": data["name"], **kept})


PRODUCTION = Profile(
    "production", "Production catalogue", "https://catalogue.data.gov.bc.ca", "production", max_upload=BCDC_UPLOAD_LIMIT
)
TEST = Profile("test", "Test catalogue", "https://cat.data.gov.bc.ca", "test", max_upload=BCDC_UPLOAD_LIMIT)
# the address of the practice catalogue is known once it has been started on a free port
PRACTICE = Profile("practice", "Practice catalogue", "http://127.0.0.1", "practice", max_upload=BCDC_UPLOAD_LIMIT)
READY_MADE = (PRODUCTION, TEST, PRACTICE)


def normalise_address(text: str) -> str:
    """Return an address as people paste it, as scheme and host (and path, where the catalogue is below one).

    A missing scheme becomes https; a path into the web pages (``/dataset/…``, ``/organization``, ``/api``) is cut off.

    Raises:
        AddressProblem: empty, no host, not http(s), a user name or key in it, or http to anything but this computer.
    """
    text = text.strip()
    if not text:
        raise AddressProblem("An address is needed, such as https://catalogue.data.gov.bc.ca.")
    if re.match(r"https?:(?!//)/", text, re.IGNORECASE):
        raise AddressProblem("There is a slash missing; an address begins with https://.")
    try:
        if "://" not in text:
            text = f"{'http' if _is_loopback(urlsplit(f'//{text}').hostname or '') else 'https'}://{text}"
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise AddressProblem("There is no host in this address.") from None
    if "@" in parts.netloc:  # before any message that would repeat the address
        raise AddressProblem("The address must not carry a user name or a key; the key goes into the keyring.")
    try:
        port = parts.port
    except ValueError:
        raise AddressProblem(f"The port in “{text}” is not a number up to 65535.") from None
    if parts.scheme not in ("http", "https"):
        raise AddressProblem(f"“{parts.scheme}” is not an address of the web; it begins with https://.")
    if not host or not re.fullmatch(r"[A-Za-z0-9._:-]+", host) or re.search(r"\s", parts.netloc + parts.path):
        raise AddressProblem(f"There is no host in “{text}”.")
    if parts.scheme == "http" and not _is_loopback(host):
        raise AddressProblem(f"The key would travel unprotected over http; use https://{host}.")
    path = _PAGES.sub("", parts.path).rstrip("/")
    netloc = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[parts.scheme]
    return urlunsplit((parts.scheme, netloc + (f":{port}" if port not in (None, usual) else ""), path, "", ""))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
