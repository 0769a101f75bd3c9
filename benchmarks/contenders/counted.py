"""Runs a Python program and writes how many HTTP requests it sent: counted.py FILE -c CODE ARGUMENT… | FILE SCRIPT …"""

import atexit
import itertools
import runpy
import sys
from pathlib import Path

from requests.adapters import HTTPAdapter

target, *sys.argv = sys.argv[1:]
sent = itertools.count()
send = HTTPAdapter.send


def counted(self, *arguments, **options):
    next(sent)
    return send(self, *arguments, **options)


HTTPAdapter.send = counted
atexit.register(lambda: Path(target).write_text(str(next(sent))))
if sys.argv[0] == "-c":
    code = sys.argv.pop(1)
    exec(code)
else:
    runpy.run_path(sys.argv[0], run_name="__main__")
