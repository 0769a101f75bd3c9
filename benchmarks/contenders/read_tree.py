"""Reads the organization tree again and again, as a synchronization does, and by one group_tree: read_tree.py URL RUNS

Prints seconds of each: ``tree`` (with counts and roles, put into the cache), ``organizations`` (the tree alone), and
``plain``, one ``group_tree`` by requests. Between the runs the cache is told other counts, so that all is written.
"""

import json
import os
import sys
import time

import requests

from bcdc_desktop.app.sync.refresh import refresh_tree
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings

URL, RUNS = sys.argv[1], int(sys.argv[2])
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile("benchmark", "Benchmark", URL)
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
session = requests.Session()
session.headers["Authorization"] = os.environ["BCDC_API_KEY"]


def plain():
    answer = session.post(f"{URL}/api/3/action/group_tree", json={"type": "organization"}, timeout=60)
    return answer.json()["result"]


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


refresh_tree(workspace), plain()
found = {"plain": [], "tree": [], "organizations": []}
for _ in range(RUNS):
    found["plain"].append(timed(plain))
    workspace.store.cache.organizations.put([])
    found["tree"].append(timed(lambda: refresh_tree(workspace)))
    found["organizations"].append(timed(workspace.catalogue.organizations))
print(json.dumps(found | {"count": len(workspace.tree())}))
workspace.close()
