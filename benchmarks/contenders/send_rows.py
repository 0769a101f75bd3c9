"""The program as far as it sends uploads, to be killed: send_rows.py URL ACT_BUDGET

Its rows are in the home folder already. Prints a line when it begins.
"""

import os
import sys

from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import Patience
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store

profile = Profile("faults", "Faults", sys.argv[1], user="editor", batch_limit=int(sys.argv[2]), settle_seconds=0.2)
store = Store.open(Places.of_this_computer(), "faults", "editor")
workspace = Workspace(profile, store, Catalogue(profile, os.environ["BCDC_API_KEY"], patience=Patience(2, 3, 3)))
print("begins", flush=True)
UploadQueue(workspace).start()
sys.stdin.read()  # it sends until it is killed
