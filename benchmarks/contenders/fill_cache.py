"""Adds a profile and reads its whole catalogue into the cache: fill_cache.py PROFILE URL [EXPAND]"""

import json
import sys

from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Desk
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings

places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile(sys.argv[1], "Benchmark", sys.argv[2])
settings.put_profile(profile)
desk = Desk.open(profile, places=places, settings=settings, credentials=Credentials())
done = synchronize(desk)
settings.put("open_organizations", [root.id for root in desk.tree().roots()])
desk.close()
print(json.dumps({"packages": done.total}))
