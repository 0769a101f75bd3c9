"""The cache of the practice catalogue's editor after the first synchronization, to be put into homes of windows."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

from bcdc_desktop.app.preferences import open_settings
from bcdc_desktop.app.sync.sync import READ_FROM, synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import PRACTICE
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store

_ROLE = "editor"


class SynchronizedCache:
    """Made once from the sample: to synchronize it takes half as long as all else of opening a window."""

    def __init__(self, folder: Path, sample_home: Path) -> None:
        places = Places.below(folder / "home").make()
        with DemoCatalogue(shutil.copytree(sample_home, folder / "practice")) as demo:
            profile = replace(PRACTICE, address=demo.url, user=_ROLE)
            credentials = Credentials("")
            credentials.keep_for_this_run(profile, _ROLE, demo.tokens[_ROLE])
            workspace = Workspace.open(profile, places=places, settings=open_settings(places), credentials=credentials)
            synchronize(workspace)
            records = workspace.store.cache.records
            texts = [json.dumps(found.value) for i in sorted(records.ids()) if (found := records.get(i))]
            workspace.close()
        self._cache, self._address = places.cache, demo.url
        self._with_links = [text for text in texts if demo.url in text]

    def put_into(self, home: Path, address: str) -> None:
        """Put it into a home, as if it had been read from that address."""
        places = Places.below(home)
        shutil.copytree(self._cache, places.cache)
        store = Store.open(places, PRACTICE.name, _ROLE)
        store.cache.records.put([json.loads(text.replace(self._address, address)) for text in self._with_links])
        store.cache.key_value.put(READ_FROM, address)
        store.close()
