"""What the frozen program does first on Linux: it gives back the search path of libraries that PyInstaller changed.

The loader has read it for this program by then. A browser or an office program that is started from here would load
this program's libraries instead of its own.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
