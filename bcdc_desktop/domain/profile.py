"""The profile of a catalogue: its address, its title, and its limits."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, Self, get_args
from urllib.parse import quote, urlsplit, urlunsplit

from bcdc_desktop.translation import tr

from .bcdc.fields import DATASET_TYPE as BCDC_TYPE
from .bcdc.upload import UPLOAD_LIMIT

Role = Literal["production", "test", "practice", "other"]

MB = 1_000_000
BATCH_LIMIT = 20 * MB  # bytes; proxies limit the whole body of a request
COLOURS = ("violet", "teal", "rose", "brown", "slate")  # none of them is that of a catalogue that is built in


class AddressProblem(ValueError):
    """An address that cannot be a catalogue's; the message says why and what to write instead."""


_PAGES = re.compile(r"/(dataset|bcdc_dataset|organization|group|api|user|dashboard)(/.*)?$", re.DOTALL)


@dataclass(frozen=True)
class Profile:
    """One catalogue. ``name`` is the short name on the command line and in file names, ``title`` is for people.

    Sizes are bytes, times seconds. ``max_upload`` is None where no limit is known. ``dataset_type`` is the type of new
    records where the catalogue has several; empty where that is left to the catalogue.
    """

    name: str
    title: str
    address: str
    role: Role = "other"
    dataset_type: str = ""
    max_upload: int | None = None
    batch_limit: int = BATCH_LIMIT
    settle_seconds: float = 2.0
    verify_content_below: int = 5 * MB
    keep_replaced_below: int = 50 * MB
    user: str | None = None
    proxy: str = ""  # as ``domain.proxy.normalise_proxy`` returns it; empty for the system's
    colour: str = ""  # of one that was added, one of ``COLOURS``

    @property
    def label(self) -> str:
        """The title for people: that of a ready-made catalogue in their language, while nobody changed it."""
        match self.title:
            case "Production catalogue":
                return tr("Production catalogue")
            case "Test catalogue":
                return tr("Test catalogue")
            case "Practice catalogue":
                return tr("Practice catalogue")
        return self.title

    @property
    def identity(self) -> str:
        """What the catalogue is remembered by: its address, which the practice catalogue may have to change."""
        return "practice" if self.role == "practice" else self.address

    def package_page(self, name: str) -> str:
        """Return the web page of a record. BCDC's own front end uses /dataset/ like stock CKAN."""
        return f"{self.address}/dataset/{name}"

    def resource_page(self, package: str, resource_id: str) -> str:
        """Return the web page of a resource."""
        return f"{self.address}/dataset/{package}/resource/{resource_id}"

    def organization_page(self, name: str) -> str:
        """Return the web page of an organization."""
        return f"{self.address}/organization/{name}"

    @property
    def user_page(self) -> str:
        """The web page of the user: of whom signed in last, else the catalogue's way to one's own."""
        return f"{self.address}/user/{quote(self.user, safe='') if self.user else 'me'}"

    def with_user(self, user: str | None) -> Self:
        """Return the same catalogue, remembered with the user that last signed in."""
        return replace(self, user=user)

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-able dict that ``from_json`` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return a profile from a stored dict. Keys of a newer version are passed over, and so are values that cannot
        be meant: of another type, negative, or a role or colour that there is none of.

        Raises:
            KeyError: the name or the address is missing.
            AddressProblem: the address is not one.
        """
        kinds = {f.name: str(f.type) for f in fields(cls)}
        kept = {k: v for k, v in data.items() if k in kinds and _can_be_meant(k, kinds[k], v)}
        kept["address"] = normalise_address(str(data["address"]))
        return cls(**{"title": kept["name"], **kept})


def _can_be_meant(name: str, kind: str, value: object) -> bool:
    """Return whether a stored value can be that of a field of ``Profile``, whose type is ``kind``."""
    if value is None:
        return kind.endswith("| None")
    if kind.startswith(("int", "float")):
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf
    if name == "role":
        return value in get_args(Role)
    if name == "colour":
        return value == "" or value in COLOURS
    return isinstance(value, str) and (name not in ("name", "title") or bool(value.strip()))


PRODUCTION = Profile(
    "production",
    "Production catalogue",
    "https://catalogue.data.gov.bc.ca",
    "production",
    BCDC_TYPE,
    max_upload=UPLOAD_LIMIT,
)
TEST = Profile("test", "Test catalogue", "https://cat.data.gov.bc.ca", "test", BCDC_TYPE, UPLOAD_LIMIT)
# the address of the practice catalogue is known once it has been started on a free port
PRACTICE = Profile("practice", "Practice catalogue", "http://127.0.0.1", "practice", BCDC_TYPE, UPLOAD_LIMIT)
READY_MADE = (PRODUCTION, TEST, PRACTICE)


def normalise_address(text: str) -> str:
    """Return an address as people paste it, as scheme and host (and path, where the catalogue is below one).

    A missing scheme becomes https; a path into the web pages (``/dataset/…``, ``/organization``, ``/api``) is cut off.

    Raises:
        AddressProblem: empty, no host, not http(s), a user name or key in it, or http to anything but this computer.
    """
    text = text.strip()
    if not text:
        raise AddressProblem(tr("Enter an address, such as https://catalogue.data.gov.bc.ca."))
    if re.match(r"https?:(?!//)/", text, re.IGNORECASE):
        raise AddressProblem(tr("A slash is missing: addresses start with https://."))
    try:
        if "://" not in text:
            text = f"{'http' if _is_loopback(urlsplit(f'//{text}').hostname or '') else 'https'}://{text}"
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise AddressProblem(tr("This address has no host name.")) from None
    if "@" in parts.netloc:  # before any message that would repeat the address
        raise AddressProblem(
            tr("Leave the user name and API key out of the address. The key is stored in the keyring.")
        )
    try:
        port = parts.port
    except ValueError:
        raise AddressProblem(tr("The port in “{address}” isn't a number up to 65535.", address=text)) from None
    if parts.scheme not in ("http", "https"):
        raise AddressProblem(
            tr("“{scheme}:” isn't a web address. Web addresses start with https://.", scheme=parts.scheme)
        )
    if not host or not re.fullmatch(r"[A-Za-z0-9._:-]+", host) or re.search(r"\s", parts.netloc + parts.path):
        raise AddressProblem(tr("“{address}” has no host name.", address=text))
    if parts.scheme == "http" and not _is_loopback(host):
        raise AddressProblem(tr("Your API key would be sent unencrypted. Use https://{host} instead.", host=host))
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
