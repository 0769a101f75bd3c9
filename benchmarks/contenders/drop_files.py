"""Files dropped on several packages in a program that runs, without its window: drop_files.py URL PACKAGE[,…] FILE…

Before the drop the program is open and its queue works; the packages are in the cache, since a drop is made on what is
on screen. Each package's files are then read through, completed and confirmed, and one queue sends everything, while
the next packages' files are still being read. Prints when the drop was made, the states of the rows, and when each was
seen on the server.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bcdc_desktop.app.sync.sync import refresh_schema
from bcdc_desktop.app.uploads.prepare import confirm, prepare_file
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings

FIELDS = {"resource_update_cycle": "monthly"}  # all else is proposed from the file

url, packages, *files = sys.argv[1:]
ids = packages.split(",")
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
workspace = Workspace.open(Profile("benchmark", url, url), places=places, settings=settings, credentials=Credentials())
refresh_schema(workspace)
queue = UploadQueue(workspace)
queue.start()
reading = ThreadPoolExecutor(2)
for package in ids:
    workspace.package(package)
dropped = time.time()
for number, package in enumerate(ids):
    seen = workspace.store.cache.records.get(package)
    assert seen is not None
    record = seen.value
    mine = files[number * len(files) // len(ids) : (number + 1) * len(files) // len(ids)]
    items = list(reading.map(lambda path, record=record: prepare_file(workspace, record, Path(path)), mine))
    for name, value in FIELDS.items():
        items = [item.with_field(name, value) for item in items]
    confirm(workspace, record, items)
queue.wait()
rows = [{"state": row.state, "kept_at": row.kept_at} for row in workspace.store.uploads.rows()]
print(json.dumps({"dropped": dropped, "rows": rows}))
queue.stop()
workspace.close()
