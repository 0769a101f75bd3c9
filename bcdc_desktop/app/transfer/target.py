"""The catalogue that records are copied to, before the first of them: signed in, with its own schema."""

from __future__ import annotations

from bcdc_desktop.catalogue import errors
from bcdc_desktop.translation import tr

from ..sync.refresh import refresh_schema
from ..workspace import Workspace


def make_ready(target: Workspace) -> None:
    """Read the schema and the licences of a catalogue where they were not read for a while.

    Raises:
        NotAuthorized: nobody is signed in there.
        ReadOnlyCatalogue: nothing can be written to it.
        CatalogueError: it could not be asked.
    """
    if not target.catalogue.has_key:
        text = tr("You aren't signed in to {catalogue}. Open it and sign in, then try again.")
        raise errors.NotAuthorized(text.format(catalogue=target.profile.label))
    refresh_schema(target)
    target.require_writable()
