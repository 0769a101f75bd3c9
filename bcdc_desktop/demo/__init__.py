"""The practice catalogue: CKAN's Action API over HTTP on 127.0.0.1, with SQLite and a folder behind it."""

from bcdc_desktop.demo.server import DemoCatalogue

__all__ = ["DemoCatalogue"]
