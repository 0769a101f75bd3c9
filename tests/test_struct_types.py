"""No type of msgspec's is built while threads use it: two of them at once would end the process."""

import json
import subprocess
import sys
from pathlib import Path

import bcdc_desktop

PACKAGE = Path(bcdc_desktop.__file__).parent
USE = """
import importlib, json, sys
import msgspec

def kinds(kind):
    for found in kind.__subclasses__():
        yield found
        yield from kinds(found)

for name in sys.argv[1:]:
    importlib.import_module(name)
late = []
def note(frame, event, _argument):
    if event == "call" and frame.f_globals.get("__name__") == "msgspec._utils":
        late.append(current.__qualname__)
ours = [kind for kind in kinds(msgspec.Struct) if kind.__module__ in sys.argv[1:]]
class Unprepared(msgspec.Struct):
    name: str
sys.setprofile(note)
for current in [*ours, Unprepared]:
    try:
        msgspec.convert({}, current)
    except msgspec.ValidationError:
        pass
sys.setprofile(None)
json.dump({"ours": len(ours), "late": sorted(set(late))}, sys.stdout)
"""


def test_what_msgspec_knows_of_a_type_is_built_at_its_import() -> None:
    modules = [p for p in PACKAGE.rglob("*.py") if "(msgspec.Struct" in p.read_text("utf-8")]
    names = [".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts) for p in modules]
    done = subprocess.run([sys.executable, "-c", USE, *names], capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    assert found["ours"] > 20
    assert found["late"] == ["Unprepared"], "what is not prepared is noticed, and nothing else is"
