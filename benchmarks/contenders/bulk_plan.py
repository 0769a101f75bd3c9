"""Plans a bulk change of every cached record: bulk_plan.py PROFILE URL

Prints the seconds of each kind of change (by the clock, and of the processor), and by how many MiB the memory of the
process grew at most.
"""

import json
import sys
import time
from pathlib import Path

from bcdc_desktop.app.bulk.pattern import rewriter
from bcdc_desktop.app.bulk.plan import plan_operations
from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.bulk_operations import EditContacts, EditKeywords, FieldPath, ReplaceText, SetValue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings

places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile(sys.argv[1], "Benchmark", sys.argv[2])
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
if workspace.store.cache.key_value.get("synchronized_fully") is None:
    synchronize(workspace)


def memory(name: str) -> float:
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith(name))
    return int(line.split()[1]) / 1024


title = FieldPath("title")
changes = {
    "a contact and a keyword": [
        EditContacts({"role": "pointOfContact"}, {"name": "Robin", "email": "robin@example.org"}),
        EditKeywords(add=("moved",)),
    ],
    "regular expression": [ReplaceText(title, "e", "E", rewriter(r"(\w)e\b", r"${1}E", "regex"))],
    "organization and state": [SetValue(FieldPath("owner_org"), workspace.organizations()[0].id),
                               SetValue(FieldPath("publish_state"), "PENDING ARCHIVE")],
}  # fmt: skip
plan_operations(workspace, changes["regular expression"], ids=workspace.store.cache.lists.ids_of([1]))  # imports
Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten
before, seconds, processor, counts = memory("VmRSS"), {}, {}, {}
for name, operations in changes.items():
    began, worked = time.perf_counter(), time.process_time()
    plan = plan_operations(workspace, operations)
    seconds[name], processor[name] = time.perf_counter() - began, time.process_time() - worked
    counts[name] = len(plan.records)
    del plan
print(json.dumps({"records": workspace.record_count(), "seconds": seconds, "processor": processor, "changed": counts,
                  "memory": memory("VmHWM") - before}))  # fmt: skip
