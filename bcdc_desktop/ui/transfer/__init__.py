"""Copying records to another catalogue: what it would do, the mapping, and what came of it."""
