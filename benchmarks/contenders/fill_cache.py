"""Adds a profile and reads its whole catalogue into the cache: fill_cache.py PROFILE URL [EXPAND]"""

import json
import sys

from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings

places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile(sys.argv[1], "Benchmark", sys.argv[2])
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
done = synchronize(workspace)
settings.put("open_organizations", [root.id for root in workspace.tree().roots()])
workspace.close()
print(json.dumps({"packages": done.total}))
