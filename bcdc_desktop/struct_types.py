"""What msgspec knows of our types, built while their module is imported.

It builds that when a type is used first, and gives it to other threads before it is whole: two threads that use a type
for the first time at the same moment end the process (seen with msgspec 0.22). An import is done by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


def prepare_structs(names: Mapping[str, Any]) -> None:
    """Build it for each ``msgspec.Struct`` among the names of a module; for the end of that module."""
    for found in names.values():
        if isinstance(found, type) and issubclass(found, msgspec.Struct) and found is not msgspec.Struct:
            msgspec.json.Decoder(found)
