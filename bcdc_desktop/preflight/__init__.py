"""Checks of files before they are uploaded, and repaired copies."""

import os

# What polars frees goes back to the system; as polars is built, it stays with the program until memory is short.
# Read when polars is imported, by its allocator on Linux and macOS.
os.environ.setdefault("_RJEM_MALLOC_CONF", "background_thread:true,dirty_decay_ms:500,muzzy_decay_ms:0")
