"""BCDC Desktop: a desktop application for the people who keep a CKAN catalogue."""

__version__ = "0.1.0"
