"""Profiles and API keys: add a catalogue, sign in, sign out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bcdc_desktop.catalogue.client import Account, Catalogue
from bcdc_desktop.catalogue.credentials import Credentials, KeyringProblem, pasted_key
from bcdc_desktop.catalogue.errors import NotAuthorized, ReadOnlyCatalogue
from bcdc_desktop.catalogue.http import Patience
from bcdc_desktop.domain.bcdc.fields import DATASET_TYPE as BCDC_TYPE
from bcdc_desktop.domain.ckan_schema import CKAN_TYPE
from bcdc_desktop.domain.profile import COLOURS, Profile, Role, normalise_address
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.translation import tr


@dataclass(frozen=True)
class SignedIn:
    """A key that was checked. ``kept`` is False where the key lasts for this run only, and ``note`` then says why, if
    there is no keyring. ``writable`` counts the organizations where the user may create records; ``read_only`` says why
    nothing can be written to this catalogue, and is empty where something can."""

    profile: Profile
    account: Account
    writable: int
    kept: bool
    note: str = ""
    read_only: str = ""


@dataclass(frozen=True)
class Tested:
    """A catalogue that was found at an address."""

    address: str
    title: str
    version: str
    dataset_types: tuple[str, ...]


def test_address(address: str, *, patience: Patience | None = None) -> Tested:
    """Ask an address whether it is a CKAN.

    Raises:
        AddressProblem: it is no address, or one that would give the key away.
        CatalogueError: it does not answer, or is no CKAN.
    """
    normal = normalise_address(address)
    catalogue = Catalogue(Profile("new", "new", normal), patience=patience)
    status = catalogue.status()
    return Tested(
        normal,
        str(status.get("site_title") or normal),
        str(status.get("ckan_version") or ""),
        tuple(catalogue.dataset_types()),
    )


def add_profile(settings: Settings, name: str, title: str, tested: Tested, *, role: Role = "other") -> Profile:
    """Store a profile for a tested address.

    Raises:
        ValueError: the name is taken or cannot be used on a command line.
        OSError: the settings cannot be written.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", name):
        raise ValueError(tr("The short name can only contain lowercase letters, digits and hyphens."))
    if settings.profile(name):
        raise ValueError(tr("A catalogue named “{name}” already exists.", name=name))
    profile = Profile(
        name, title or tested.title, tested.address, role, usual_type(tested), colour=_free_colour(settings)
    )
    settings.put_profile(profile)
    return profile


def usual_type(tested: Tested) -> str:
    """Return the type of new records where there are several: BCDC's, else CKAN's own; empty where there is none."""
    types = tested.dataset_types
    return next((t for t in (BCDC_TYPE, CKAN_TYPE, *types) if t in types), "")


def _free_colour(settings: Settings) -> str:
    """Return the colour that the fewest of the added catalogues have."""
    taken = [profile.colour for profile in settings.profiles()]
    return min(COLOURS, key=taken.count)


def free_name(settings: Settings, title: str) -> str:
    """Return a short name for a new profile that is made from a title, and that no profile has."""
    taken = {profile.name for profile in settings.profiles()}
    name, number = slug_from_title(title)[:30].strip("-"), 2
    while name in taken:
        name = f"{slug_from_title(title)[:26].strip('-')}-{number}"
        number += 1
    return name


def sign_in(
    profile: Profile,
    key: str,
    *,
    settings: Settings,
    credentials: Credentials,
    user: str | None = None,
    for_this_run: bool = False,
    patience: Patience | None = None,
) -> SignedIn:
    """Check a key by an action that needs it, and keep it under profile and user.

    Args:
        user: the user's name; needed only where the catalogue cannot tell whose key it is.
        for_this_run: keep the key in memory only.

    Raises:
        NotAuthorized: the key is wrong or expired; nothing was kept.
        CatalogueError: the catalogue could not be asked.
        OSError: the settings cannot be written.
    """
    key = pasted_key(key)
    if not key or any(c.isspace() or ord(c) < 33 or ord(c) > 126 for c in key):
        raise NotAuthorized(tr("The API key contains invalid characters. Copy it again from your account settings."))
    catalogue = Catalogue(profile, key, patience=patience)
    account = catalogue.account(user)
    if account is None:
        raise NotAuthorized(tr("The catalogue does not accept this API key. It may be mistyped, revoked or expired."))
    if not account.name:
        raise NotAuthorized(tr("The API key is valid. Enter your user name too: this catalogue does not tell it."))
    writable = len(catalogue.my_organizations())
    read_only = "" if catalogue.has_action("package_revise") else ReadOnlyCatalogue().message
    note = ""
    if not for_this_run:
        try:
            credentials.keep(profile, account.name, key)
        except KeyringProblem as problem:
            note = str(problem)
    kept = not for_this_run and not note
    if not kept:
        credentials.keep_for_this_run(profile, account.name, key)
    profile = replace(profile, user=account.name)
    # a key for this run only is remembered with its user all the same: the user's cache is found again offline
    settings.put_profile(profile)
    return SignedIn(profile, account, writable, kept, note, read_only)


def sign_out(profile: Profile, *, settings: Settings, credentials: Credentials) -> Profile:
    """Forget the key; what was read with it stays on this computer under the user's name.

    Raises:
        KeyringProblem: the keyring does not delete it.
        OSError: the settings cannot be written.
    """
    if profile.user:
        credentials.forget(profile, profile.user)
    profile = profile.with_user(None)
    settings.put_profile(profile)
    return profile
