"""The program as far as it sends uploads, to be killed: reads its rows from the home folder and sends what waits."""

import json
import os
import sys

from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import Patience
from bcdc_desktop.domain.bcdc.fields import DATASET_TYPE as BCDC_TYPE
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store

more = json.loads(os.environ.get("CHILD_PROFILE", "{}"))
profile = Profile(
    "here", "Here", os.environ["CHILD_URL"], user="editor", **{"batch_limit": 1000, "dataset_type": BCDC_TYPE} | more
)
store = Store.open(Places.of_this_computer(), "here", "editor")
workspace = Workspace(profile, store, Catalogue(profile, os.environ["CHILD_KEY"], patience=Patience(2, 5, 5)))
print("begins", flush=True)
UploadQueue(workspace).start()
sys.stdin.read()  # it sends until it is killed
