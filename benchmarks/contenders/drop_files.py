"""Files dropped on several packages, without the window: drop_files.py URL PACKAGE[,PACKAGE…] FILE…

Each package's files are read through, completed and confirmed, then one queue sends everything, while the next
packages' files are still being read. Prints the states of the rows and when each was seen on the server.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.places import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.work.desk import Desk
from bcdc_desktop.work.sync import refresh_schema
from bcdc_desktop.work.uploads.prepare import confirm, look_at
from bcdc_desktop.work.uploads.queue import UploadQueue

FIELDS = {"resource_update_cycle": "monthly"}  # all else is proposed from the file

url, packages, *files = sys.argv[1:]
ids = packages.split(",")
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
desk = Desk.open(Profile("benchmark", url, url), places=places, settings=settings, credentials=Credentials())
refresh_schema(desk)
queue = UploadQueue(desk)
queue.start()
reading, asking = ThreadPoolExecutor(2), ThreadPoolExecutor(4)
records = [asking.submit(desk.package, package) for package in ids]  # the window has them in its cache
for number, found in enumerate(records):
    record = found.result()
    mine = files[number * len(files) // len(ids) : (number + 1) * len(files) // len(ids)]
    items = list(reading.map(lambda path, record=record: look_at(desk, record, Path(path)), mine))
    for name, value in FIELDS.items():
        items = [item.with_field(name, value) for item in items]
    confirm(desk, record, items)
queue.wait()
print(json.dumps([{"state": row.state, "kept_at": row.kept_at} for row in desk.store.uploads.rows()]))
queue.stop()
desk.close()
